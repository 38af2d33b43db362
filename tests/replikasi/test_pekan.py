"""Daftar kerja pendamping, catatan sesudah menghubungi, dan peringatan sekali untuk desa yang tertahan."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akun.models import Kabar
from replikasi.bacaan.pekan import pekan_ini
from replikasi.kalender import hari_ini
from replikasi.layanan.damping import kabari_tertahan
from replikasi.layanan.program import mulai_penerapan, tetapkan_pendamping
from replikasi.layanan.rekap import catat_perubahan
from replikasi.models import Hubungan, Jeda, Penerapan, PengakuanStatus
from wilayah.models import KontakDesa, Wilayah

from .dunia import SULIKI, DuniaReplikasi, klaim, program_bawaan

ALAMAT = "/replikasi/pekan/"


class PekanPendamping(DuniaReplikasi):
    def alasan(self, orang, kode: str = SULIKI) -> list[str]:
        orang.segarkan_kuasa()
        return [a.jenis for d in pekan_ini(orang).desa if d.wilayah.kode == kode for a in d.alasan]

    def mundurkan(self, hari: int) -> None:
        Penerapan.objects.filter(pk=self.penerapan.pk).update(mulai=hari_ini() - timedelta(days=hari))
        catat_perubahan(wilayah=self.wilayah[SULIKI])

    def test_klaim_pernyataan_dan_tertahan_menjadi_alasan(self):
        klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        PengakuanStatus.objects.create(
            wilayah=self.wilayah[SULIKI], sumber="lapor_mandiri", keadaan="dipakai", tanggal=hari_ini(), oleh=self.ani
        )
        self.mundurkan(100)
        self.assertEqual(self.alasan(self.budi), ["klaim", "pastikan", "merah"])
        self.mundurkan(60)
        self.assertEqual(self.alasan(self.budi), ["klaim", "pastikan", "kuning"])

    def test_jeda_yang_disepakati_tidak_dihitung_tertahan(self):
        self.mundurkan(60)
        Jeda.objects.create(
            penerapan=self.penerapan, mulai=hari_ini() - timedelta(days=40), selesai=hari_ini(), alasan="Lebaran"
        )
        catat_perubahan(wilayah=self.wilayah[SULIKI])
        self.assertNotIn("kuning", self.alasan(self.budi))

    def test_yang_sudah_dihubungi_keluar_tujuh_hari_lalu_ditanya_kelanjutannya(self):
        self.mundurkan(100)
        self.masuk(self.budi)
        alamat = reverse("replikasi:hubungan-baru", args=[SULIKI])
        kunci = str(self.client.get(alamat).context["form"]["kunci"].value())
        isi = {
            "cara": "telepon",
            "hasil": "janji",
            "tanggal": hari_ini().isoformat(),
            "catatan": "Jumat selesai",
            "kunci": kunci,
        }
        for _ in range(2):
            self.assertRedirects(self.client.post(alamat, isi), ALAMAT)
        self.assertEqual(Hubungan.objects.count(), 1)
        self.assertEqual(self.alasan(self.budi), [])
        self.assertContains(self.client.get(ALAMAT), "1 sudah dihubungi")
        Hubungan.objects.update(tanggal=hari_ini() - timedelta(days=8))
        self.assertEqual(self.alasan(self.budi)[:2], ["merah", "janji"])
        Hubungan.objects.update(tanggal=hari_ini(), hasil="tak_terhubung")
        self.assertIn("merah", self.alasan(self.budi), "yang tidak terhubung tetap perlu dihubungi")

    def test_tanggal_besok_dan_hasil_kosong_ditolak_dengan_petunjuk(self):
        self.masuk(self.budi)
        alamat = reverse("replikasi:hubungan-baru", args=[SULIKI])
        besok = (hari_ini() + timedelta(days=2)).isoformat()
        self.assertEqual(self.client.post(alamat, {"cara": "telepon", "tanggal": besok}).status_code, 422)

    def test_hanya_yang_bertugas_di_wilayahnya(self):
        self.mundurkan(100)
        KontakDesa.objects.create(wilayah=self.wilayah[SULIKI], nama="Kontak Uji", hp="0812000777")
        for orang, status in ((self.ani, 404), (self.gita, 404), (self.eko, 404), (self.budi, 200), (self.fajar, 200)):
            self.masuk(orang)
            self.assertEqual(self.client.get(ALAMAT).status_code, status, orang)
        self.assertContains(self.client.get(ALAMAT), "0812000777")
        for orang in (self.ani, self.eko, self.gita):
            self.masuk(orang)
            self.assertEqual(self.client.get(reverse("replikasi:hubungan-baru", args=[SULIKI])).status_code, 404, orang)
        self.client.logout()
        self.assertEqual(self.client.get(ALAMAT).status_code, 302)

    def test_banyaknya_kueri_tidak_tumbuh_bersama_desanya(self):
        self.mundurkan(100)
        self.masuk(self.budi)
        self.client.get(ALAMAT)
        with CaptureQueriesContext(connection) as satu:
            self.client.get(ALAMAT)
        for n in range(6):
            desa = Wilayah.objects.create(
                kode=f"13.07.01.20{20 + n}", nama=f"Tambah {chr(97 + n)}a", tingkat="desa", jenis="desa",
                induk=self.wilayah["13.07.01"],
            )  # fmt: skip
            mulai_penerapan(
                program=program_bawaan(), wilayah=desa, oleh=self.fajar, mulai=hari_ini() - timedelta(days=90)
            )
        with self.assertNumQueries(len(satu)):
            self.assertEqual(len(self.client.get(ALAMAT).context["pekan"].desa), 9)
        self.assertLessEqual(len(satu), 28)


class PeringatanSekali(DuniaReplikasi):
    def kabar(self, orang) -> int:
        return Kabar.objects.filter(penerima=orang, jenis="replikasi_tertahan").count()

    def mundurkan(self, hari: int) -> None:
        Penerapan.objects.filter(pk=self.penerapan.pk).update(mulai=hari_ini() - timedelta(days=hari))
        catat_perubahan(wilayah=self.wilayah[SULIKI])

    def test_pegiat_dan_manajer_diberi_tahu_sekali_per_tingkat(self):
        self.mundurkan(30)
        self.assertEqual(kabari_tertahan(), 0)
        self.mundurkan(50)
        self.assertEqual([kabari_tertahan() for _ in range(3)], [1, 0, 0])
        self.assertEqual([self.kabar(o) for o in (self.budi, self.fajar, self.ani, self.dewi, self.hadi, self.eko)],
                         [1, 1, 0, 0, 0, 0])  # fmt: skip
        satu = Kabar.objects.get(penerima=self.fajar, jenis="replikasi_tertahan")
        self.assertIn("Nagari Suliki", satu.judul)
        self.assertEqual(satu.url, f"/replikasi/{SULIKI}/")

    def test_dari_kuning_menjadi_merah_diberi_tahu_lagi(self):
        self.mundurkan(50)
        kabari_tertahan()
        Penerapan.objects.filter(pk=self.penerapan.pk).update(mulai=hari_ini() - timedelta(days=120))
        catat_perubahan(wilayah=self.wilayah[SULIKI])
        kabari_tertahan()
        self.assertEqual(self.kabar(self.budi), 2)

    def test_pendamping_yang_ditetapkan_lebih_berhak_daripada_pegiat_wilayahnya(self):
        tetapkan_pendamping(wilayah=self.wilayah[SULIKI], pendamping=self.dewi, oleh=self.fajar)
        self.mundurkan(50)
        kabari_tertahan()
        self.assertEqual([self.kabar(o) for o in (self.dewi, self.budi, self.fajar)], [1, 0, 1])
