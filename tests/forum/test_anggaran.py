"""Anggaran kueri halaman forum, dengan hak dan templat: tetap berapa pun isinya (forum.md 6.4)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum import layanan
from forum.indeks import indekskan_kiriman
from forum.layanan.angka import hitung_ulang_ruang, hitung_ulang_topik, perbaiki
from forum.models import AnggotaSimpul, BatasBaca, Kiriman, Ruang, Topik, TopikBidang
from modul_pelatihan.models import Bidang
from tests.tokoh import DuniaUji

from .alat import buat_ruang, buat_simpul, buat_topik


def isi_ruang(ruang: Ruang, penulis: list, banyak: int) -> None:
    """`banyak` topik dengan satu kiriman, langsung ke tabel; angkanya dihitung sesudahnya."""
    saat = timezone.now() - timedelta(days=1)
    topik = Topik.objects.bulk_create(
        Topik(
            ruang=ruang, jenis="tanya" if n % 2 else "diskusi", judul=f"Topik nomor {n} tentang surat", slug=f"topik-{n}",
            penulis=penulis[n % len(penulis)], penulis_akhir=penulis[n % len(penulis)], nomor_tertinggi=1, nomor_akhir=1,
            jumlah_kiriman=1, dibuat=saat + timedelta(seconds=n), dibalas_pada=saat + timedelta(seconds=n),
        )
        for n in range(banyak)
    )  # fmt: skip
    kiriman = Kiriman.objects.bulk_create(
        Kiriman(topik=t, nomor=1, penulis_id=t.penulis_id, sumber="isi surat", html="<p>isi surat</p>", dibuat=t.dibuat)
        for t in topik
    )
    bidang = list(Bidang.objects.all()[:3])
    TopikBidang.objects.bulk_create(TopikBidang(topik=t, bidang=bidang[t.pk % 3]) for t in topik)
    for t, k in zip(topik, kiriman, strict=True):
        t.kiriman_akhir = k
    Topik.objects.bulk_update(topik, ["kiriman_akhir"], batch_size=200)
    perbaiki(ruang, hitung_ulang_ruang(ruang))
    indekskan_kiriman(kiriman)


def panjangkan(topik: Topik, penulis: list, banyak: int) -> None:
    mulai = topik.nomor_tertinggi
    Kiriman.objects.bulk_create(
        Kiriman(topik=topik, nomor=mulai + n, penulis=penulis[n % len(penulis)], sumber="balas", html="<p>balas</p>")
        for n in range(1, banyak + 1)
    )
    perbaiki(topik, hitung_ulang_topik(topik))
    topik.refresh_from_db()


class Anggaran(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.penulis = [cls.ani, cls.budi, cls.eko, cls.dewi, cls.fajar]
        cls.kecil = buat_ruang(cls.simpul, "kecil", nama="Ruang kecil")
        cls.besar = buat_ruang(cls.simpul, "besar", nama="Ruang besar")
        isi_ruang(cls.kecil, cls.penulis, 4)
        cls.pendek = buat_topik(cls.kecil, cls.ani, "Topik pendek sekali")

    def setUp(self) -> None:
        kosong = mock.patch("forum.slot.hooks.get_hooks", return_value=[])
        kosong.start()
        self.addCleanup(kosong.stop)

    def hitung(self, alamat: str, oleh=None) -> int:
        """Kueri satu permintaan GET oleh orang yang sesinya sudah hangat."""
        self.client.logout()
        if oleh:
            self.client.force_login(oleh)
            self.client.get("/forum/cari/")
        with CaptureQueriesContext(
            connection,
        ) as tangkap:
            jawab = self.client.get(alamat)
        self.assertEqual(jawab.status_code, 200, alamat)
        return len(tangkap)

    def besarkan(self) -> None:
        isi_ruang(self.besar, self.penulis, 1_300)
        panjangkan(self.pendek, self.penulis, 1_000)
        for n in range(30):
            simpul = buat_simpul(f"simpul-{n}", "publik", self.ani, pengurus=self.budi)
            for m in range(3):
                buat_ruang(
                    simpul, f"ruang-{m}", nama=f"Ruang {m}", topik_akhir=self.pendek, dibalas_pada=timezone.now()
                )

    def test_anggaran_sama_untuk_isi_kecil_dan_besar_pembaca_lama_dan_baru(self):
        BatasBaca.objects.create(pengguna=self.ani, dibaca_sebelum=timezone.now() - timedelta(days=30))
        ruang = reverse("forum:ruang", args=[self.simpul.slug, "kecil"])
        besar = reverse("forum:ruang", args=[self.simpul.slug, "besar"])
        topik = self.pendek.get_absolute_url()
        kecil = {
            "beranda": self.hitung("/forum/", self.ani),
            "ruang": self.hitung(ruang, self.ani),
            "topik": self.hitung(topik, self.eko),
            "belum dibaca": self.hitung("/forum/belum-dibaca/", self.ani),
            "cari": self.hitung("/forum/cari/?q=surat", self.ani),
            "terbaru": self.hitung("/forum/terbaru/", self.ani),
        }
        self.besarkan()
        besar_ = {
            "beranda": {self.hitung("/forum/", satu) for satu in (self.ani, self.gita)},
            "ruang": {self.hitung(besar + kueri, self.ani) for kueri in ("", "?halaman=1", "?halaman=50")},
            "topik": {self.hitung(f"{topik}?halaman={n}", self.eko) for n in (1, 20, 51)},
            "belum dibaca": {self.hitung("/forum/belum-dibaca/", satu) for satu in (self.ani,)},
            "cari": {self.hitung(f"/forum/cari/?q=surat&halaman={n}", self.ani) for n in (1, 40)},
            "terbaru": {self.hitung("/forum/terbaru/", self.ani)},
        }
        batas = {"beranda": 8, "ruang": 12, "topik": 14, "belum dibaca": 8, "cari": 8, "terbaru": 8}
        for halaman, paling_banyak in batas.items():
            with self.subTest(halaman):
                self.assertLessEqual(max(besar_[halaman] | {kecil[halaman]}), paling_banyak)
                # Halaman tanpa baris (atau yang sudah terbaca) boleh lebih murah, tidak pernah lebih mahal.
                self.assertLessEqual(max(besar_[halaman]), kecil[halaman])

    def test_kunci_halaman_menelusuri_semua_tanpa_ulang_dan_tanpa_lubang(self):
        isi_ruang(self.besar, self.penulis, 130)
        Topik.objects.filter(ruang=self.besar).update(
            dibalas_pada=timezone.now()
        )  # semua bersamaan: id yang menentukan
        dilihat, sesudah = [], ""
        for _ in range(10):
            daftar = self.client.get(self.besar.get_absolute_url(), {"sesudah": sesudah} if sesudah else {}).context[
                "daftar"
            ]
            dilihat += [satu.pk for satu in daftar.topik]
            sesudah = daftar.lanjut
            if not sesudah:
                break
        self.assertEqual(dilihat, sorted(dilihat, reverse=True))
        self.assertEqual(len(dilihat), 130)
        self.assertEqual(len(set(dilihat)), 130)

    def test_membalas_paling_banyak_dua_puluh_kueri(self):
        panjangkan(self.pendek, self.penulis, 300)
        for n in range(20):
            AnggotaSimpul.objects.create(
                simpul=self.simpul, pengguna=type(self.ani).objects.create(username=f"anggota{n}")
            )
        layanan.balas(topik=self.pendek, penulis=self.budi, sumber="pemanasan")
        with CaptureQueriesContext(connection) as tangkap:
            layanan.balas(topik=self.pendek, penulis=self.budi, sumber="Halo @ani dan @eko", kunci_kirim=uuid.uuid4())
        self.assertLessEqual(len(tangkap), 20, "\n".join(q["sql"][:120] for q in tangkap))

    def test_seribu_sebutan_satu_kueri_orang(self):
        orang = type(self.ani)
        orang.objects.bulk_create(orang(username=f"pegiat{n}", password="!") for n in range(1000))
        with CaptureQueriesContext(connection) as tangkap:
            kiriman = layanan.balas(
                topik=self.pendek, penulis=self.budi, sumber="".join(f"@pegiat{n} " for n in range(1000))
            )
        self.assertEqual(kiriman.html.count('class="sebutan"'), 20)
        self.assertEqual(sum("LOWER" in q["sql"] for q in tangkap), 1)


class AngkaDijagaSatuTempat(SimpleTestCase):
    def test_hanya_angka_py_yang_mengubah_hitungan(self):
        """Topik dan Ruang tidak pernah disimpan utuh, dan angkanya hanya ditulis `layanan/angka.py`."""
        akar = Path(settings.BASE_DIR) / "forum"
        terlarang = (
            "jumlah_topik=F",
            "jumlah_kiriman=F",
            "nomor_tertinggi=F",
            "topik.save(",
            "ruang.save(",
            "nomor_akhir=k",
        )
        for berkas in akar.rglob("*.py"):
            if berkas.name == "angka.py" or "migrations" in berkas.parts:
                continue
            isi = berkas.read_text()
            for satu in terlarang:
                with self.subTest(berkas=berkas.name, bentuk=satu):
                    self.assertNotIn(satu, isi)

    def test_bacaan_dan_tampilan_tidak_membuka_transaksi(self):
        for berkas in [*(Path(settings.BASE_DIR) / "forum" / "bacaan").glob("*.py"),
                       *(Path(settings.BASE_DIR) / "forum" / "views").glob("*.py")]:  # fmt: skip
            with self.subTest(berkas.name):
                self.assertNotIn("atomic", berkas.read_text())
