"""Keluar dari kelas dan menutup kelas: tes yang sedang dikerjakan berakhir dengan jawaban yang tersimpan."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from django.utils import timezone

from modul_pelatihan import layanan
from modul_pelatihan.layanan import Ditolak, TidakBoleh
from modul_pelatihan.layanan.catat_hadir import catat_hadir
from modul_pelatihan.layanan.kelas import ubah_keadaan
from modul_pelatihan.layanan.kursi import batalkan_kursi
from modul_pelatihan.layanan.putuskan_kelulusan import putuskan_kelulusan
from modul_pelatihan.models import Sertifikat
from tests.tokoh import DuniaUji

from .soal import buat_angkatan, buat_kuis, buat_soal, buka_tes, jadikan_peserta, jawab, lima_soal
from .test_percobaan import kirim, mulai


class AkhirKelas(DuniaUji):
    def setUp(self):
        self.kuis = buat_kuis("tes", soal=lima_soal(), lepas=False)
        self.kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan")

    def test_keluar_dari_kelas_mengakhiri_tes_yang_sedang_dikerjakan(self):
        peserta = jadikan_peserta(self.kelas, self.ani)
        tes = buka_tes(self.kelas, self.kuis, "pasca")
        satu = mulai(self.ani, self.kuis, tes=tes)
        layanan.simpan_jawaban(percobaan=satu, oleh=self.ani, jawaban=jawab(satu)[:1])
        batalkan_kursi(peserta=peserta, oleh=self.ani)
        satu.refresh_from_db()
        self.assertEqual((satu.keadaan, satu.skor), ("dinilai", 1))
        with self.assertRaisesMessage(Ditolak, "Tesnya sudah berakhir"):
            kirim(satu, jawab(satu))
        with self.assertRaises(TidakBoleh):
            mulai(self.ani, self.kuis, tes=tes)

    def test_menutup_kelas_menilai_yang_tersimpan_dan_uraiannya_ditunggu(self):
        uraian = buat_soal("uraian")
        kuis = buat_kuis("akhir", soal=[uraian, self.kuis.butir.first().butir], lepas=False)
        tes = buka_tes(self.kelas, kuis, "pasca")
        self.kelas.sesi.update(mulai=timezone.now() - timedelta(hours=3), selesai=timezone.now() - timedelta(hours=1))
        for orang in (self.ani, self.eko):
            jadikan_peserta(self.kelas, orang)
        ani, eko = (mulai(orang, kuis, tes=tes) for orang in (self.ani, self.eko))
        layanan.simpan_jawaban(percobaan=ani, oleh=self.ani, jawaban=[(str(uraian.tanda), ["Tersimpan."])])
        self.masuk(self.dewi)
        tutup = f"/pelatihan/kelas/{self.kelas.pk}/tutup/"
        self.assertContains(self.client.get(tutup), "2 orang masih mengerjakan tes")
        with self.assertRaisesMessage(Ditolak, "menunggu dinilai"):
            putuskan_kelulusan(angkatan=self.kelas, oleh=self.dewi)
        ani.refresh_from_db()
        self.assertEqual((ani.keadaan, tes.terbuka), ("menunggu", True))
        layanan.nilai_uraian(jawaban=ani.jawaban.get(butir=uraian), oleh=self.dewi, fraksi=Fraction(1))
        putuskan_kelulusan(angkatan=self.kelas, oleh=self.dewi)
        eko.refresh_from_db()
        tes.refresh_from_db()
        self.assertEqual((eko.keadaan, eko.rasio, tes.terbuka), ("dinilai", 0, False))
        for satu in (ani, eko):
            with self.assertRaises(Ditolak):
                kirim(satu, [])

    def test_pelatih_ditanya_dahulu_sebelum_melepas_kursi(self):
        peserta = jadikan_peserta(self.kelas, self.ani)
        satu = mulai(self.ani, self.kuis, tes=buka_tes(self.kelas, self.kuis, "pasca"))
        self.masuk(self.dewi)
        alamat = f"/pelatihan/kelas/{self.kelas.pk}/peserta/{peserta.pk}/lepas/"
        self.assertContains(self.client.get(alamat), "Tes yang sedang ia kerjakan berakhir")
        satu.refresh_from_db()
        self.assertEqual(satu.keadaan, "berjalan", "membuka halamannya tidak melepas apa pun")
        for _ in range(2):
            self.assertRedirects(self.client.post(alamat), f"/pelatihan/kelas/{self.kelas.pk}/kelola/")
        peserta.refresh_from_db()
        self.assertEqual(peserta.keadaan, "batal")
        self.assertEqual(self.client.get(alamat).status_code, 404)

    def test_kelas_dibatalkan_mengakhiri_tesnya(self):
        jadikan_peserta(self.kelas, self.ani)
        satu = mulai(self.ani, self.kuis, tes=buka_tes(self.kelas, self.kuis, "pasca"))
        ubah_keadaan(angkatan=self.kelas, oleh=self.dewi, keadaan="batal")
        with self.assertRaises(Ditolak):
            kirim(satu, jawab(satu))

    def test_lulus_lagi_di_kelas_lain_mendapat_sertifikat_sendiri(self):
        """Frappe LMS: aturan "sudah punya" menghalangi pembaruan. Pelatihan yang sama boleh diikuti dan lulus lagi."""
        for _ in range(2):
            kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan", judul="Operator dasar")
            kelas.sesi.update(mulai=timezone.now() - timedelta(hours=3), selesai=timezone.now() - timedelta(hours=1))
            peserta = jadikan_peserta(kelas, self.ani)
            for sesi in kelas.sesi.all():
                catat_hadir(sesi=sesi, oleh=self.dewi, isi={peserta.pk: "hadir"})
            putuskan_kelulusan(angkatan=kelas, oleh=self.dewi)
        lama, baru = Sertifikat.objects.filter(penerima=self.ani).order_by("pk")
        self.assertEqual((lama.kursus, lama.status(), baru.status()), (baru.kursus, "berlaku", "berlaku"))
        self.assertNotEqual(lama.nomor, baru.nomor)
