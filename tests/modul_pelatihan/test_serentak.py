"""Empat puluh peserta sekaligus: tidak ada jawaban hilang, kursi tidak terjual lebih, undian soal dihormati."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan import layanan
from modul_pelatihan.layanan.catat_hadir import catat_hadir, hadir_dengan_kode, kode_hadir
from modul_pelatihan.layanan.kursi import batalkan_kursi, daftarkan
from modul_pelatihan.models import Kuis, Percobaan, Sesi
from tests.tokoh import buat_wilayah

from .soal import buat_angkatan, buat_kuis, buat_soal, buka_tes, jadikan_peserta, jawab

BANYAK = 40


class Serentak(TransactionTestCase):
    databases = {"default"}

    def setUp(self):
        self.wilayah = buat_wilayah()
        self.orang = [Pengguna.objects.create(username=f"p{nomor}", first_name=f"P {nomor}") for nomor in range(BANYAK)]

    def serentak(self, perbuatan, orang=None) -> list:
        peserta = orang or self.orang
        galat, mulai = [], threading.Barrier(len(peserta))

        def jalan(orang):
            try:
                mulai.wait(30)
                perbuatan(orang)
            except Exception as satu:
                galat.append(satu)
            finally:
                connection.close()

        utas = [threading.Thread(target=jalan, args=(satu,)) for satu in peserta]
        for satu in utas:
            satu.start()
        for satu in utas:
            satu.join(120)
        return galat

    def test_empat_puluh_mengirim_bersamaan_dan_berebut_kursi(self):
        kelas = buat_angkatan(self.wilayah["13.07"], kuota=15)
        self.assertEqual(self.serentak(lambda orang: daftarkan(angkatan=kelas, orang=orang, oleh=orang)), [])
        self.assertEqual(Counter(kelas.peserta.values_list("keadaan", flat=True)), {"terdaftar": 15, "menunggu": 25})
        self.assertEqual(sorted(kelas.peserta.values_list("antre", flat=True)), list(range(1, BANYAK + 1)))
        pertama = set(kelas.peserta.order_by("antre").values_list("pk", flat=True)[:15])
        self.assertEqual(set(kelas.peserta.terdaftar().values_list("pk", flat=True)), pertama)

        def lepas(orang):
            batalkan_kursi(peserta=kelas.peserta.get(orang=orang), oleh=orang)

        tersisa = {satu.pk for satu in self.orang[20:]}
        self.assertEqual(self.serentak(lepas, self.orang[:20]), [])
        kursi = set(kelas.peserta.terdaftar().values_list("orang_id", flat=True))
        self.assertTrue(kursi <= tersisa and len(kursi) == 15)

        kuis = buat_kuis(
            "ujian", soal=[buat_soal(soal=f"Soal {n}") for n in range(12)], jumlah_soal=6, kuota=1, lepas=False
        )
        ujian = buat_angkatan(self.wilayah["13.07"], kuota=BANYAK, keadaan="berjalan")
        for orang in self.orang:
            jadikan_peserta(ujian, orang)
        tes = buka_tes(ujian, kuis, "pasca")
        kunci = {orang.pk: (uuid4(), uuid4()) for orang in self.orang}

        def kerjakan(orang):
            for _ in range(2):  # tombol ditekan dua kali
                satu = layanan.mulai_percobaan(orang=orang, kuis=kuis, kunci=kunci[orang.pk][0], tes=tes)
            undian = list(satu.jawaban.values_list("butir_id", flat=True))
            benar = orang.pk % 7
            for _ in range(2):
                layanan.kirim_jawaban(percobaan=satu, oleh=orang, kunci=kunci[orang.pk][1], jawaban=jawab(satu, benar))
            satu.refresh_from_db()
            assert undian == list(satu.jawaban.values_list("butir_id", flat=True)), "undian berubah"
            assert satu.skor == benar, (satu.skor, benar)

        self.assertEqual(self.serentak(kerjakan), [])
        hasil = Percobaan.objects.filter(kuis=kuis)
        self.assertEqual((hasil.count(), hasil.dinilai().count()), (BANYAK, BANYAK))
        self.assertTrue(all(satu.jawaban.exclude(isi=None).count() == 6 for satu in hasil))
        self.assertEqual({satu.kuis_id for satu in hasil}, {Kuis.objects.get().pk})
        self.assertGreater(
            len({tuple(s.jawaban.values_list("butir_id", flat=True)) for s in hasil}), 20, "undian beragam"
        )

    def test_empat_puluh_memindai_qr_sementara_daftar_luring_pelatih_masuk(self):
        """QR dan daftar nama bertemu: tiap orang satu catatan, yang sudah memindai tidak menjadi alpa oleh daftar yang lebih tua."""
        dewi = Pengguna.objects.create(username="dewi")
        kelas = buat_angkatan(self.wilayah["13.07"], dewi, kuota=BANYAK, keadaan="berjalan")
        sesi = kelas.sesi.first()
        Sesi.objects.filter(pk=sesi.pk).update(mulai=timezone.now(), selesai=timezone.now() + timedelta(hours=2))
        peserta = {orang.pk: jadikan_peserta(kelas, orang) for orang in self.orang}
        kode = kode_hadir(sesi)
        tua = timezone.now() - timedelta(minutes=3)

        def hadir(orang):
            if orang == dewi:
                isi = {satu.pk: "alpa" for satu in peserta.values()}
                return catat_hadir(sesi=sesi, oleh=dewi, isi=isi, pada=tua)
            return hadir_dengan_kode(sesi=sesi, orang=orang, kode=kode)

        self.assertEqual(self.serentak(hadir, [*self.orang, dewi]), [])
        self.assertEqual(sesi.kehadiran.count(), BANYAK)
        self.assertEqual(
            set(sesi.kehadiran.values_list("keadaan", "cara")), {("hadir", "qr")}, "urutan datangnya bukan soal"
        )
