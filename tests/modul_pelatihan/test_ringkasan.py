"""Hasil pelatihan bagi manajer: angka yang benar, hak satu himpunan, kueri tetap, CSV dan XLSX."""

from __future__ import annotations

import csv
import io

from django.http import QueryDict
from django.utils import timezone
from openpyxl import load_workbook

from akun.models import Pengguna, Penugasan
from modul_pelatihan.bacaan.ringkasan import TidakBoleh, baca_saringan, ringkasan
from modul_pelatihan.models import Kelulusan, Peserta
from tests.tokoh import DuniaUji

from .kelas import buat_modul
from .soal import buat_angkatan

ALAMAT = "/pelatihan/hasil/"


class HasilPelatihan(DuniaUji):
    def setUp(self):
        self.kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="selesai", judul="Kelas surat")
        self.modul = buat_modul("R01", judul="Surat")
        self.kelas.modul.add(self.modul)
        self.ikut(self.kelas, self.ani, lulus=True)
        self.ikut(self.kelas, self.eko, lulus=True)

    def ikut(self, kelas, orang, *, lulus: bool, asal=None) -> Peserta:
        peserta = Peserta.objects.create(
            angkatan=kelas, orang=orang, keadaan="terdaftar", antre=kelas.peserta.count() + 1,
            asal=asal or orang.wilayah_utama,
        )  # fmt: skip
        Kelulusan.objects.create(peserta=peserta, lulus=lulus, syarat=[], diputus_oleh=self.dewi)
        return peserta

    def operator(self, nama: str, kode: str) -> Pengguna:
        orang = Pengguna.objects.create(username=nama, first_name=nama.title())
        Penugasan.objects.create(pengguna=orang, peran="operator", wilayah=self.wilayah[kode])
        return orang

    def baca(self, oleh, kueri="", **lain):
        oleh = Pengguna.objects.get(pk=oleh.pk)
        return ringkasan(baca_saringan(QueryDict(kueri), oleh=oleh), oleh=oleh, **lain)

    def test_orang_dihitung_sekali_di_desa_asalnya_dan_eko_tidak_terbawa(self):
        kedua = buat_angkatan(self.wilayah["17.03"], self.budi, keadaan="selesai")
        self.ikut(kedua, self.ani, lulus=False)
        isi = self.baca(self.fajar)
        j = isi["jumlah"]
        self.assertEqual((j.daftar, j.lulus, j.kelas, j.asal), (1, 1, 2, 1))
        self.assertEqual(self.baca(self.hadi)["jumlah"].daftar, 2)
        self.assertEqual([(b.nama, b.daftar) for b in isi["baris"]], [("Kecamatan Suliki", 1), ("Kecamatan Luak", 0)])
        self.assertEqual(sum(isi["tren_daftar"]), 2)

    def test_desa_berdua_operator_mencapai_sasaran(self):
        self.operator("dua", "13.07.01.2004")
        self.operator("tiga", "13.07.01.2001")
        mati = self.operator("mati", "13.07.01.2001")
        mati.is_active = False
        mati.save()
        j = self.baca(self.fajar)["jumlah"]
        self.assertEqual((j.desa, j.cukup, j.satu, j.kosong, j.operator, j.terlatih), (3, 1, 1, 1, 3, 1))
        desa = self.baca(self.fajar, "wilayah=13.07.01")["baris"]
        self.assertEqual([(b.nama, b.operator, b.cukup, b.satu) for b in desa],
                         [("Nagari Kurai", 1, 0, 1), ("Nagari Suliki", 2, 1, 0)])  # fmt: skip

    def test_menurut_modul_kelas_dan_pelatih(self):
        nama = {sudut: [(b.nama, b.daftar, b.lulus) for b in self.baca(self.fajar, f"sudut={sudut}")["baris"]]
                for sudut in ("modul", "kelas", "pelatih")}  # fmt: skip
        self.assertEqual(nama["modul"], [("R01 Surat", 1, 1)])
        self.assertEqual(nama["kelas"], [("Kelas surat, Kabupaten Lima Puluh Kota", 1, 1)])
        self.assertEqual(nama["pelatih"], [(self.dewi.nama, 1, 1)])
        self.masuk(self.fajar)
        for sudut in ("modul", "kelas", "pelatih"):
            tautan = self.baca(self.fajar, f"sudut={sudut}")["baris"][0].url
            self.assertEqual(self.client.get(tautan).status_code, 200, tautan)

    def test_kelas_batal_dan_kursi_dilepas_tidak_dihitung_tahun_menyaring(self):
        batal = buat_angkatan(self.wilayah["13.07"], keadaan="batal")
        self.ikut(batal, self.budi, lulus=False, asal=self.wilayah["13.07.01.2001"])
        self.assertEqual(self.baca(self.fajar)["jumlah"].daftar, 1)
        self.assertEqual(self.baca(self.fajar, f"tahun={timezone.localdate().year}")["jumlah"].daftar, 1)
        self.assertEqual(self.baca(self.fajar, "tahun=2020")["jumlah"].daftar, 0)

    def test_hak_satu_himpunan_dan_di_luar_wilayah_404(self):
        for orang, status in ((self.ani, 404), (self.budi, 404), (self.eko, 404), (self.dewi, 200), (self.fajar, 200),
                              (self.gita, 200), (self.hadi, 200)):  # fmt: skip
            self.masuk(orang)
            self.assertEqual(self.client.get(ALAMAT).status_code, status, orang.username)
        self.masuk(self.fajar)
        for kueri in ("wilayah=17", "wilayah=17.03", "wilayah=13"):
            self.assertEqual(self.client.get(f"{ALAMAT}?{kueri}").status_code, 404, kueri)
        with self.assertRaises(TidakBoleh):
            baca_saringan(QueryDict("wilayah=17.03"), oleh=self.fajar)
        for kueri in ("wilayah=%00", "tahun=99999999999", "sudut=x", "halaman=-1", "tahun=二〇二六"):
            self.assertEqual(self.client.get(f"{ALAMAT}?{kueri}").status_code, 200, kueri)

    def test_jumlah_kueri_tetap_berapa_pun_pesertanya(self):
        oleh = Pengguna.objects.get(pk=self.fajar.pk)
        kueri = {"wilayah": 9, "modul": 10, "kelas": 11, "pelatih": 11}

        def hitung():
            hasil = {}
            for sudut in kueri:
                with self.subTest(sudut), self.assertNumQueries(kueri[sudut]):
                    saringan = baca_saringan(QueryDict(f"sudut={sudut}"), oleh=Pengguna.objects.get(pk=oleh.pk))
                    hasil[sudut] = len(ringkasan(saringan, oleh=oleh)["baris"])
            return hasil

        self.assertTrue(oleh.penugasan_berlaku)  # dibaca sekali per permintaan
        kecil = hitung()
        for nomor in range(6):
            kelas = buat_angkatan(self.wilayah["13.07.04"], self.budi if nomor % 2 else self.dewi, judul=f"K{nomor}")
            kelas.modul.add(buat_modul(f"R1{nomor}"))
            for orang in range(4):
                self.ikut(kelas, self.operator(f"o{nomor}{orang}", "13.07.04.2001"), lulus=orang % 2 == 0)
        besar = hitung()
        self.assertGreater(besar["kelas"], kecil["kelas"] + 4)

    def test_csv_dan_xlsx_sama_dengan_layar_dan_rumus_dijinakkan(self):
        self.kelas.judul = "=HYPERLINK(1)"
        self.kelas.save()
        self.masuk(self.fajar)
        jawab = self.client.get("/pelatihan/hasil/unduh.csv?sudut=kelas")
        baris = list(csv.reader(io.StringIO(jawab.content.decode("utf-8-sig")), delimiter=";"))
        self.assertEqual(baris[0], ["kelas", "keadaan", "peserta", "lulus", "desa_asal"])
        self.assertEqual(baris[1], ["'=HYPERLINK(1), Kabupaten Lima Puluh Kota", "selesai", "1", "1", "1"])
        self.assertIn("no-store", jawab["Cache-Control"])
        lembar = load_workbook(io.BytesIO(self.client.get("/pelatihan/hasil/unduh.xlsx").content)).active
        self.assertEqual([sel.value for sel in lembar[2]], ["13.07.01", "Kecamatan Suliki", 2, 0, 1, 1, 1, 1, 1, 1])
        self.assertEqual(self.client.get("/pelatihan/hasil/unduh.exe").status_code, 404)
        self.masuk(self.ani)
        self.assertEqual(self.client.get("/pelatihan/hasil/unduh.csv").status_code, 404)

    def test_tertaut_dari_tempat_manajer_melihat_dan_tidak_bagi_yang_lain(self):
        for orang, ada in ((self.fajar, True), (self.ani, False)):
            self.masuk(orang)
            for alamat in ("/", "/pelatihan/kelas/", "/replikasi/13.07/", "/belajar/"):
                isi = self.client.get(alamat).content.decode()
                self.assertEqual("/pelatihan/hasil/" in isi, ada, f"{orang.username} {alamat}")
