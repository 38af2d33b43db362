"""Manajer satu kabupaten tidak melihat dan tidak mengubah yang belum terbuka milik kabupaten lain: halaman, unduhan, API."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.cache import cache
from django.urls import reverse

from akun.models import Penugasan, Peran
from replikasi.kalender import hari_ini
from replikasi.layanan.program import tetapkan_pendamping
from replikasi.layanan.rekap import hitung_semua
from replikasi.models import Bukti, Hubungan, Kejanggalan, KlaimTonggak, Penerapan, PengakuanStatus
from wilayah.models import KontakDesa

from .dunia import SULIKI, DuniaReplikasi, klaim
from .laporan import lapor_dan_serap

RAHASIA = ("RHS-klaim", "RHS-hubungan", "RHS-pernyataan", "RHS-kontak", "0812000888", "RHS-janggal", "Budi Santoso")


class BatasManajer(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        desa, hari = cls.wilayah[SULIKI], hari_ini()
        cls.klaim = klaim(cls.penerapan, "komitmen-pimpinan", oleh=cls.ani, catatan="RHS-klaim")
        cls.bukti = Bukti.objects.create(
            klaim=cls.klaim, jenis="pdf", berkas="b.pdf", nama_asli="b.pdf", ukuran=1, sidik="b"
        )
        cls.hubungan = Hubungan.objects.create(
            wilayah=desa, oleh=cls.budi, tanggal=hari, cara="telepon", hasil="janji", catatan="RHS-hubungan"
        )
        cls.pernyataan = PengakuanStatus.objects.create(
            wilayah=desa,
            sumber="lapor_mandiri",
            keadaan="dipakai",
            tanggal=hari,
            oleh=cls.ani,
            catatan="RHS-pernyataan",
        )
        KontakDesa.objects.create(wilayah=desa, nama="RHS-kontak", hp="0812000888")
        cls.pendampingan = tetapkan_pendamping(wilayah=desa, pendamping=cls.budi, oleh=cls.fajar)
        Penerapan.objects.update(mulai=hari - timedelta(days=100))
        # Manajer, pegiat, dan pembina kabupaten lain: Bengkulu Utara.
        for peran in (Peran.MANAJER, Peran.PEGIAT, Peran.PEMBINA):
            Penugasan.objects.create(
                pengguna=cls.eko,
                peran=peran,
                wilayah=cls.wilayah["17.03"],
                keadaan="aktif",
                mulai=hari - timedelta(days=9),
            )

    def setUp(self):
        cache.clear()
        lapor_dan_serap(SULIKI)
        Kejanggalan.objects.update_or_create(
            wilayah=self.wilayah[SULIKI], produk="opensid", jenis="versi_mundur",
            defaults={"rincian": "RHS-janggal", "jumlah": 1, "pertama_pada": "2026-01-01T00:00Z", "terakhir_pada": "2026-01-01T00:00Z"},
        )  # fmt: skip
        hitung_semua()
        self.masuk(self.eko)

    def halaman(self) -> list[str]:
        """Semua yang terbuka untuk umum, dan semua yang ada bagi orang berperan."""
        kode = ["", "13/", "13.07/", "13.07.01/", f"{SULIKI}/"]
        halaman = [f"/replikasi/{k}" for k in kode]
        halaman += [f"/replikasi/{k}desa/" for k in kode[:4]] + [f"/replikasi/{k}tertahan/" for k in kode[:4]]
        halaman += [f"/replikasi/{k}banding/" for k in kode[:3]] + [
            "/replikasi/pekan/",
            "/replikasi/verifikasi/",
            "/replikasi/tinjau/",
        ]
        unduhan = [f"/replikasi/{k}unduh.{b}" for k in kode for b in ("csv", "pdf")]
        unduhan += [f"/replikasi/{k}laporan.pdf" for k in kode[:4]]
        api = [f"/api/data/wilayah/{k}" for k in ("indonesia", "13", "13.07", "13.07.01?bentuk=geojson")]
        api += ["/api/data/desa/13.07", "/api/data/desa/13.07.01?bentuk=csv", "/api/data/deret/13.07"]
        return halaman + unduhan + api

    def test_tidak_satu_halaman_unduhan_atau_api_pun_membocorkannya(self):
        for alamat in self.halaman():
            jawaban = self.client.get(alamat)
            self.assertEqual(jawaban.status_code, 200, alamat)
            for rahasia in RAHASIA:
                self.assertNotIn(rahasia.encode(), jawaban.content, f"{alamat}: {rahasia}")

    def test_orang_wilayahnya_sendiri_melihatnya(self):
        """Tabelnya berarti: yang disembunyikan di atas memang ada bagi yang berhak."""
        self.masuk(self.fajar)
        desa = self.client.get(f"/replikasi/{SULIKI}/").content.decode()
        for rahasia in ("RHS-pernyataan", "RHS-kontak", "0812000888", "RHS-janggal", "Budi Santoso"):
            self.assertIn(rahasia, desa, rahasia)
        self.assertContains(self.client.get(self.klaim.get_absolute_url()), "RHS-klaim")
        self.assertContains(self.client.get(reverse("replikasi:hubungan-baru", args=[SULIKI])), "RHS-hubungan")

    def test_tidak_dapat_mengubah_apa_pun(self):
        hari = hari_ini().isoformat()
        perbuatan = {
            reverse("replikasi:status-baru", args=[SULIKI]): {"keadaan": "dipakai", "tanggal": hari, "kunci": str(uuid.uuid4())},
            reverse("replikasi:status-pastikan", args=[self.pernyataan.pk]): {},
            reverse("replikasi:hubungan-baru", args=[SULIKI]): {"cara": "telepon", "hasil": "beres", "tanggal": hari, "kunci": str(uuid.uuid4())},
            reverse("replikasi:mulai", args=["13.07.04.2001"]): {},
            reverse("replikasi:pendamping-baru", args=[SULIKI]): {"pendamping": self.eko.pk},
            reverse("replikasi:pendamping-akhiri", args=[self.pendampingan.pk]): {},
            reverse("replikasi:klaim-baru", args=[SULIKI, "sasaran"]): {"catatan": "x", "kunci": str(uuid.uuid4())},
            reverse("replikasi:putuskan", args=[self.klaim.pk]): {"putusan": "diterima"},
            reverse("replikasi:batalkan", args=[self.klaim.pk]): {"alasan": "x"},
        }  # fmt: skip
        for alamat, isi in perbuatan.items():
            self.assertEqual(self.client.post(alamat, isi).status_code, 404, alamat)
            self.assertEqual(self.client.get(alamat).status_code in {404, 405}, True, alamat)
        self.assertEqual(self.client.get(self.klaim.get_absolute_url()).status_code, 404)
        self.assertEqual(self.client.get(self.bukti.get_absolute_url()).status_code, 404)
        self.assertEqual(
            (PengakuanStatus.objects.count(), Hubungan.objects.count(), Penerapan.objects.count(),
             KlaimTonggak.objects.filter(keadaan="diajukan").count()), (1, 1, 1, 1)
        )  # fmt: skip
        self.pendampingan.refresh_from_db()
        self.assertIsNone(self.pendampingan.selesai)
