"""Jawaban tiket dan gangguan sampai ke admin OpenSID lewat jawaban laporannya, masing-masing sekali."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import ambil, balas
from pusat_bantuan.models import Gangguan
from replikasi.layanan.pemberitahuan import (
    buang_pemberitahuan_lama,
    pastikan_pemasangan,
    siapkan_pemberitahuan,
    umumkan,
)
from replikasi.models import PemasanganSah, PemberitahuanDesa
from tests.pusat_bantuan.dunia import tiket_ani
from tests.tokoh import DuniaUji

from .laporan import folder_sendiri, lapor_dan_serap

SULIKI, EKO = "13.07.01.2004", "17.03.01.2001"
XRW = {"X-Requested-With": "XMLHttpRequest"}


class Pemberitahuan(DuniaUji):
    databases = "__all__"

    def setUp(self):
        folder_sendiri(self)
        for kode in (SULIKI, EKO):
            lapor_dan_serap(kode, hari_lalu=1)
        pastikan_pemasangan(wilayah=self.wilayah[SULIKI], host="d1307012004.example.id", oleh=self.budi)

    def jawaban(self, kode: str = SULIKI, url: str = "") -> list:
        polos = kode.replace(".", "")
        badan = {"kode_desa": polos, "version": "2410.1.0", "url": url or f"https://d{polos}.example.id/first"}
        jawab = self.client.post("/index.php/api/track/desa", badan, headers=XRW)
        self.assertEqual((jawab.status_code, jawab["Content-Type"]), (200, "application/json"))
        return jawab.json()

    def balas_tiket(self, uraian: str = "Surat <b>Siti</b> kosong"):
        profil = tiket_ani(self, uraian=uraian)
        ambil(profil=profil, oleh=self.budi)
        balas(profil=profil, oleh=self.budi, isi="Rahasia <i>warga</i>")
        return profil

    def gangguan(self, **isi) -> Gangguan:
        return Gangguan.objects.create(
            judul="Situs <tidak> terbuka", bidang=Bidang.objects.get(slug="surat-tte"), dibuka_oleh=self.citra, **isi
        )

    def test_jawaban_tiket_sampai_sekali_tanpa_judul_dan_isi(self):
        profil = self.balas_tiket()
        siapkan_pemberitahuan()
        (notis,) = self.jawaban()
        self.assertEqual(notis["judul"], f"Tiket {profil.kode} dijawab")
        self.assertIn(f"/bantuan/tiket/{profil.kode}/", notis["isi"])
        self.assertNotIn("Siti", str(notis))
        self.assertNotIn("warga", str(notis))
        self.assertEqual((notis["jenis"], notis["aktif"], notis["server"]), ("pengumuman", 1, "Pusat Bantuan"))
        for _ in range(2):
            siapkan_pemberitahuan()
            self.assertEqual(self.jawaban(), [])
        self.assertEqual(PemberitahuanDesa.objects.get().diserahkan_pada.date(), timezone.now().date())
        balas(profil=profil, oleh=self.budi, isi="Lagi")
        siapkan_pemberitahuan()
        self.assertEqual(len(self.jawaban()), 1)

    def test_hanya_pemasangan_yang_kode_dan_alamatnya_dipastikan(self):
        self.balas_tiket()
        siapkan_pemberitahuan()
        self.assertEqual(self.jawaban(url="https://peniru.example/"), [])
        PemasanganSah.objects.all().delete()
        self.gangguan()
        siapkan_pemberitahuan()
        self.assertEqual(PemberitahuanDesa.objects.exclude(kode__startswith="pb-tiket").count(), 0)
        with self.assertRaises(PermissionDenied):
            pastikan_pemasangan(wilayah=self.wilayah[SULIKI], host="d1307012004.example.id", oleh=self.eko)
        with self.assertRaises(ValidationError):
            pastikan_pemasangan(wilayah=self.wilayah[SULIKI], host="peniru.example", oleh=self.budi)

    def test_catatan_dalam_tidak_diberitahukan(self):
        profil = tiket_ani(self)
        ambil(profil=profil, oleh=self.budi)
        balas(profil=profil, oleh=self.budi, isi="Untuk rekan", dalam=True)
        siapkan_pemberitahuan()
        self.assertEqual(self.jawaban(), [])

    def test_gangguan_dan_pulihnya_masing_masing_sekali_dan_disandikan(self):
        satu = self.gangguan(wilayah=self.wilayah["13"])
        self.gangguan(wilayah=self.wilayah["17"])
        self.gangguan(publik=False)
        self.gangguan(domain="lain.example")
        siapkan_pemberitahuan()
        (notis,) = self.jawaban()
        self.assertEqual((notis["kode"], notis["jenis"]), (f"pb-gangguan-{satu.pk}", "peringatan"))
        self.assertEqual(notis["judul"], "Gangguan: Situs &lt;tidak&gt; terbuka")
        self.assertNotIn("<", notis["isi"])
        Gangguan.objects.filter(pk=satu.pk).update(keadaan="pulih", pulih_pada=timezone.now())
        siapkan_pemberitahuan()
        self.assertEqual([satu["kode"] for satu in self.jawaban()], [f"pb-gangguan-{satu.pk}-pulih"])
        siapkan_pemberitahuan()
        self.assertEqual(self.jawaban(), [])

    def test_gangguan_yang_pulih_sebelum_dibawa_ditarik(self):
        satu = self.gangguan()
        siapkan_pemberitahuan()
        Gangguan.objects.filter(pk=satu.pk).update(keadaan="pulih", pulih_pada=timezone.now())
        siapkan_pemberitahuan()
        self.assertEqual(self.jawaban(), [])

    def test_dua_permintaan_bersamaan_hanya_satu_yang_membawa(self):
        self.balas_tiket()
        siapkan_pemberitahuan()
        hasil = [self.jawaban(), self.jawaban(), self.jawaban()]
        self.assertEqual([len(satu) for satu in hasil], [1, 0, 0])

    def test_pengumuman_hanya_oleh_pengelola(self):
        isi = {"judul": "Kelas Senin", "isi": "Pukul 09.00 WIB", "jenis": "pengumuman", "kunci": "k1"}
        with self.assertRaises(PermissionDenied):
            umumkan(**isi, wilayah=None, oleh=self.fajar)
        self.assertEqual(umumkan(**isi, wilayah=self.wilayah["17"], oleh=self.hadi), 0)
        self.assertEqual([umumkan(**isi, wilayah=None, oleh=self.hadi) for _ in range(2)], [1, 0])
        siapkan_pemberitahuan()
        self.assertEqual(self.jawaban()[0]["judul"], "Kelas Senin")

    def test_yang_tak_kunjung_dibawa_ditarik(self):
        self.balas_tiket()
        siapkan_pemberitahuan()
        PemberitahuanDesa.objects.update(dibuat=timezone.now() - timedelta(days=29))
        with self.captureOnCommitCallbacks(execute=True):
            buang_pemberitahuan_lama()
        self.assertEqual(self.jawaban(), [])
