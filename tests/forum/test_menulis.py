"""Menulis di forum: nomor, angka, kunci kirim, sunting, jawaban, jatah (forum.md 4)."""

from __future__ import annotations

import sys
import uuid
from io import StringIO
from unittest import mock

from django.core.management import call_command

from akun.models import Kabar
from forum import layanan
from forum.audit import periksa
from forum.models import (
    JatahLaju,
    JejakTopik,
    Keadaan,
    Kiriman,
    Reaksi,
    RevisiKiriman,
    Simpul,
    Tinjauan,
    Topik,
    TopikPengguna,
)  # fmt: skip
from forum.perender import TulisanDitolak
from modul_pelatihan.bahasa import catat_kosakata
from modul_pelatihan.models.kosakata import KataCari
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_topik, kerjakan_tugas


class Menulis(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ruang = buat_ruang(cls.simpul)
        Simpul.objects.filter(pk=cls.simpul.pk).update(jumlah_anggota=2)

    def setUp(self) -> None:
        self.topik = buat_topik(self.ruang, self.ani)

    def tearDown(self) -> None:
        self.assertEqual(list(periksa()), [])

    def segar(self) -> Topik:
        return Topik.objects.select_related("ruang__simpul").get(pk=self.topik.pk)

    def test_ani_bertanya_budi_menjawab_ani_menerima(self):
        jawaban = buat_balasan(self.topik, self.budi)
        topik = layanan.terima_jawaban(topik=self.topik, nomor=2, pelaku=self.ani)
        self.assertEqual(topik.jawaban_id, jawaban.pk)
        self.assertEqual((self.segar().jumlah_kiriman, self.segar().nomor_akhir), (2, 2))
        self.ruang.refresh_from_db()
        self.assertEqual((self.ruang.jumlah_topik, self.ruang.jumlah_kiriman), (1, 2))
        self.assertEqual(self.ruang.topik_akhir_id, self.topik.pk)
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.filter(penerima=self.ani, jenis="forum_balasan").count(), 1)
        self.assertIn("diterima", Kabar.objects.get(penerima=self.budi, jenis="forum_jawaban").judul)

    def test_kirim_dua_kali_satu_kiriman(self):
        kunci = uuid.uuid4()
        satu = buat_balasan(self.topik, self.budi, kunci_kirim=kunci)
        dua = buat_balasan(self.topik, self.budi, "teks lain", kunci_kirim=kunci)
        self.assertEqual(satu.pk, dua.pk)
        topik = [buat_topik(self.ruang, self.ani, kunci_kirim=kunci).pk for _ in range(2)]
        self.assertEqual(topik[0], topik[1])
        self.assertEqual(self.segar().jumlah_kiriman, 2)

    def test_kunci_orang_lain_tidak_menemukan_apa_apa(self):
        kunci = uuid.uuid4()
        satu = buat_balasan(self.topik, self.budi, kunci_kirim=kunci)
        self.assertNotEqual(buat_balasan(self.topik, self.ani, kunci_kirim=kunci).pk, satu.pk)

    def test_sembunyi_memundurkan_penanda_dan_melepas_jawaban(self):
        buat_balasan(self.topik, self.eko)
        kedua = buat_balasan(self.topik, self.budi)
        layanan.terima_jawaban(topik=self.topik, nomor=3, pelaku=self.ani)
        layanan.sembunyikan(kiriman=kedua, pelaku=self.budi, alasan="salah ruang")
        topik = self.segar()
        self.assertEqual((topik.nomor_akhir, topik.jumlah_kiriman, topik.nomor_tertinggi), (2, 2, 3))
        self.assertEqual(topik.penulis_akhir_id, self.eko.pk)
        self.assertIsNone(topik.jawaban_id)
        layanan.pulihkan(kiriman=kedua, pelaku=self.budi)
        self.assertEqual((self.segar().nomor_akhir, self.segar().jumlah_kiriman), (3, 3))
        self.assertEqual(buat_balasan(self.topik, self.ani).nomor, 4)

    def test_menyembunyikan_kiriman_pertama_menyembunyikan_topik_dan_topik_terakhir_ruang(self):
        lain = buat_topik(self.ruang, self.ani, "Token belum terdaftar juga")
        buat_balasan(lain, self.eko)
        layanan.sembunyikan(kiriman=lain.kiriman.get(nomor=1), pelaku=self.budi, alasan="iklan")
        lain.refresh_from_db()
        self.assertEqual(lain.keadaan, Keadaan.DISEMBUNYIKAN)
        self.assertEqual(lain.kiriman.get(nomor=1).keadaan, Keadaan.TAMPIL)
        self.ruang.refresh_from_db()
        self.assertEqual((self.ruang.jumlah_topik, self.ruang.jumlah_kiriman), (1, 1))
        self.assertEqual(self.ruang.topik_akhir_id, self.topik.pk)
        kerjakan_tugas()
        self.assertIn("iklan", Kabar.objects.get(penerima=self.ani, jenis="forum_disembunyikan").isi)
        layanan.pulihkan(kiriman=lain.kiriman.get(nomor=1), pelaku=self.budi)
        self.ruang.refresh_from_db()
        self.assertEqual((self.ruang.jumlah_topik, self.ruang.topik_akhir_id), (2, lain.pk))

    def test_hanya_penanya_pengurus_atau_petugas_memilih_jawaban(self):
        buat_balasan(self.topik, self.eko)
        for orang in (self.eko, self.gita, self.fajar, self.dewi):
            with self.subTest(orang.username), self.assertRaises(layanan.TidakBoleh):
                layanan.terima_jawaban(topik=self.topik, nomor=2, pelaku=orang)
        for orang in (self.ani, self.budi, self.citra, self.hadi):
            with self.subTest(orang.username):
                layanan.terima_jawaban(topik=self.topik, nomor=2, pelaku=orang)
                layanan.batalkan_jawaban(topik=self.topik, pelaku=orang)

    def test_kiriman_pertama_dan_diskusi_tidak_punya_jawaban(self):
        diskusi = buat_topik(self.ruang, self.ani, jenis="diskusi")
        buat_balasan(diskusi, self.budi)
        with self.assertRaises(layanan.TidakBoleh):
            layanan.terima_jawaban(topik=diskusi, nomor=2, pelaku=self.ani)
        with self.assertRaises(layanan.TidakBoleh):
            layanan.terima_jawaban(topik=self.topik, nomor=1, pelaku=self.ani)

    def test_sunting_menyimpan_revisi_dan_tidak_menggeser_urutan(self):
        pertama = self.topik.kiriman.get(nomor=1)
        sebelum = self.segar().dibalas_pada
        lama = pertama.sumber
        layanan.sunting(kiriman=pertama, penyunting=self.ani, sumber="Isi **baru**.", judul="Judul baru yang jelas")
        pertama.refresh_from_db()
        self.assertIn("<strong>baru</strong>", pertama.html)
        self.assertEqual(RevisiKiriman.objects.get(kiriman=pertama).sumber, lama)
        self.assertEqual((self.segar().judul, self.segar().dibalas_pada), ("Judul baru yang jelas", sebelum))
        layanan.sunting(kiriman=pertama, penyunting=self.ani, sumber="Isi **baru**.")
        self.assertEqual(pertama.revisi.count(), 1)
        with self.assertRaises(layanan.SudahBerubah):
            layanan.sunting(kiriman=pertama, penyunting=self.ani, sumber="lain", dari_sunting=0)

    def test_sunting_mencatat_kosakata_sekali_dan_kata_lama_tidak_dihitung_lagi(self):
        buat_balasan(self.topik, self.budi)
        layanan.terima_jawaban(topik=self.topik, nomor=2, pelaku=self.ani)
        pertama = self.topik.kiriman.get(nomor=1)
        layanan.sunting(kiriman=pertama, penyunting=self.ani, sumber="Kopsurat hilang di printer.")
        with mock.patch.object(sys.modules["forum.layanan.sunting"], "catat_kosakata", wraps=catat_kosakata) as catat:
            layanan.sunting(kiriman=pertama, penyunting=self.ani, sumber="Kopsurat hilang di pemindai.")
        self.assertEqual(catat.call_count, 1)  # dua kali di satu transaksi dapat saling mengunci
        self.assertEqual(
            dict(KataCari.objects.filter(kata__in=["kopsurat", "pemindai"]).values_list("kata", "jumlah")),
            {"kopsurat": 1, "pemindai": 1},
        )

    def test_orang_lain_tidak_menyunting(self):
        with self.assertRaises(layanan.TidakBoleh):
            layanan.sunting(kiriman=self.topik.kiriman.get(), penyunting=self.eko, sumber="diambil alih")

    def test_topik_terkunci_hanya_dibalas_pengurus(self):
        layanan.kunci(topik=self.topik, pelaku=self.budi, alasan="sudah jelas")
        with self.assertRaises(layanan.TidakBoleh):
            buat_balasan(self.topik, self.ani)
        self.assertEqual(buat_balasan(self.topik, self.budi).nomor, 2)
        layanan.buka_kunci(topik=self.topik, pelaku=self.budi)
        self.assertEqual(buat_balasan(self.topik, self.ani).nomor, 3)
        self.assertEqual(list(JejakTopik.objects.values_list("kata_kerja", flat=True)), ["kunci", "buka_kunci"])

    def test_orang_luar_tidak_mengatur(self):
        for perbuatan in (layanan.kunci, layanan.sematkan):
            for orang in (self.eko, self.ani, self.gita):
                with self.assertRaises(layanan.TidakBoleh):
                    perbuatan(topik=self.topik, pelaku=orang)
        with self.assertRaises(layanan.TidakBoleh):
            layanan.sembunyikan(kiriman=self.topik.kiriman.get(), pelaku=self.gita, alasan="x")

    def test_suka_sekali_per_orang_dan_bukan_milik_sendiri(self):
        kiriman = buat_balasan(self.topik, self.budi)
        for _ in range(2):
            layanan.suka(kiriman=kiriman, pengguna=self.ani)
        kiriman.refresh_from_db()
        self.assertEqual((kiriman.jumlah_suka, Reaksi.objects.count()), (1, 1))
        with self.assertRaises(layanan.TidakBoleh):
            layanan.suka(kiriman=kiriman, pengguna=self.budi)
        layanan.batal_suka(kiriman=kiriman, pengguna=self.ani)
        layanan.batal_suka(kiriman=kiriman, pengguna=self.ani)
        kiriman.refresh_from_db()
        self.assertEqual(kiriman.jumlah_suka, 0)

    def test_ruang_pengurus_tertutup_bagi_yang_lain(self):
        ruang = buat_ruang(self.simpul, "pengumuman", siapa_mulai="pengurus")
        for orang in (self.ani, self.eko, self.fajar):
            with self.subTest(orang.username), self.assertRaises(layanan.TidakBoleh):
                buat_topik(ruang, orang)
        for orang in (self.budi, self.citra):
            buat_topik(ruang, orang, jenis="pengumuman")

    def test_nik_tidak_tersimpan_dan_perkara_terbuka(self):
        kiriman = buat_balasan(self.topik, self.ani, "NIK beliau 3399990411870003, sandi: nagari123")
        self.assertNotIn("3399990411870003", kiriman.sumber + kiriman.html)
        self.assertEqual(Tinjauan.objects.get(kiriman=kiriman).sebab, "data_pribadi")
        topik = buat_topik(self.ruang, self.ani, "Data 3399990411870003 tidak muncul di daftar")
        self.assertNotIn("9990411870003", topik.judul + topik.slug)

    def test_tulisan_kosong_dan_judul_pendek_ditolak(self):
        for judul, isi in (("Judul cukup panjang", " \n "), ("pendek", "isi ada")):
            with self.assertRaises(TulisanDitolak):
                buat_topik(self.ruang, self.ani, judul, sumber=isi)

    def test_jatah_habis_ditolak_dengan_waktu_tunggu(self):
        for n in range(9):
            buat_topik(self.ruang, self.ani, f"Pertanyaan nomor {n} hari ini")
        with self.assertRaisesMessage(layanan.TerlaluSering, "sehari"):
            buat_topik(self.ruang, self.ani, "Pertanyaan kesebelas hari ini")
        self.assertEqual(JatahLaju.objects.get(pengguna=self.ani, tindakan="topik").n, 10)
        buat_topik(self.ruang, self.eko, "Jatah orang lain tidak terpakai")

    def test_tanda_baca_tidak_pernah_mundur(self):
        for _ in range(3):
            buat_balasan(self.topik, self.budi)
        topik = self.segar()
        for nomor, harap in ((2, 2), (1, 2), (99, 4)):
            layanan.tandai_dibaca(topik=topik, pengguna=self.eko, nomor=nomor)
            self.assertEqual(TopikPengguna.objects.get(topik=topik, pengguna=self.eko).terakhir_dibaca, harap)

    def test_menghapus_orang_menyisakan_percakapan(self):
        buat_balasan(self.topik, self.eko)
        layanan.terima_jawaban(topik=self.topik, nomor=2, pelaku=self.ani)
        layanan.suka(kiriman=self.topik.kiriman.get(nomor=2), pengguna=self.budi)
        self.eko.delete()
        topik = self.segar()
        self.assertEqual((topik.jumlah_kiriman, topik.penulis_akhir), (2, None))
        self.assertEqual(topik.jawaban.nomor, 2)

    def test_render_ulang_menaikkan_versi_tanpa_menggeser_waktu(self):
        Kiriman.objects.update(versi_perender=0, html="basi")
        call_command("render_ulang", stdout=StringIO())
        kiriman = self.topik.kiriman.get()
        self.assertIn("<strong>Cetak Surat</strong>", kiriman.html)
        self.assertIsNone(kiriman.disunting)


class Kabarnya(DuniaUji):
    def test_sebutan_dan_langganan_satu_kabar(self):
        ruang = buat_ruang(self.simpul)
        topik = buat_topik(ruang, self.ani)
        buat_balasan(topik, self.budi, "Halo @ani, coba ini. @citra tolong lihat.")
        kerjakan_tugas()
        self.assertEqual(
            list(Kabar.objects.filter(penerima=self.ani).values_list("jenis", flat=True)), ["forum_sebutan"]
        )
        self.assertEqual(Kabar.objects.filter(penerima=self.citra).count(), 1)
        self.assertFalse(Kabar.objects.filter(penerima=self.budi).exists())

    def test_penanya_tahu_jawaban_yang_diterimanya_disunting(self):
        topik = buat_topik(buat_ruang(self.simpul), self.ani)
        jawaban = buat_balasan(topik, self.budi)
        layanan.sunting(kiriman=jawaban, penyunting=self.budi, sumber="Sebelum diterima tidak dikabarkan.")
        layanan.terima_jawaban(topik=topik, nomor=2, pelaku=self.ani)
        for isi in ("Isi yang berubah arah.", "Isi yang berubah arah."):
            layanan.sunting(kiriman=jawaban, penyunting=self.budi, sumber=isi)
        kerjakan_tugas()
        judul = list(self.ani.kabar.filter(jenis="forum_jawaban").values_list("judul", flat=True))
        self.assertEqual(judul, [f"Jawaban yang Anda terima disunting: {topik.judul}"])

    def test_yang_membisukan_tidak_dikabari(self):
        topik = buat_topik(buat_ruang(self.simpul), self.ani)
        layanan.atur_tingkat(tempat=topik, pengguna=self.ani, tingkat="bisu")
        buat_balasan(topik, self.budi)
        kerjakan_tugas()
        self.assertFalse(Kabar.objects.exists())
