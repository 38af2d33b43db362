"""Kecakapan Tim Teknis dari hasil pelatihan, keadaan aparatur (K-091), catatan loket dari antrean, dan unduhan bukti."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from modul_pelatihan.layanan.kirim_jawaban import kirim_jawaban
from modul_pelatihan.layanan.mulai_percobaan import mulai_percobaan
from modul_pelatihan.layanan.terbitkan_sertifikat import cabut_sertifikat, terbitkan_sertifikat
from modul_pelatihan.models import Kelulusan, KemajuanPelajaran, ModulPage
from replikasi.bacaan.hasil_belajar import LULUS, TUNTAS, hasil_belajar
from replikasi.bacaan.tim import halaman_tim, modul_peran
from replikasi.kalender import hari_ini
from replikasi.models import AnggotaTim, InformasiWajib, PemeriksaanAparatur, PemeriksaanData, PengukuranLayanan
from tests.modul_pelatihan.kelas import buat_modul, buat_pelajaran
from tests.modul_pelatihan.soal import buat_angkatan, buat_kuis, buat_soal, jadikan_peserta, jawab
from tests.tokoh import DuniaUji

SULIKI, LUAR = "13.07.01.2004", "17.03.01.2001"


class DuniaKecakapan(DuniaUji):
    databases = "__all__"

    def setUp(self):
        cache.clear()
        self.desa = self.wilayah[SULIKI]

    def alamat(self, nama: str, *arg) -> str:
        return reverse(f"replikasi:{nama}", args=arg or [SULIKI])


class Kecakapan(DuniaKecakapan):
    def setUp(self):
        super().setUp()
        self.modul = {kode: buat_modul(kode) for kode in modul_peran("operator")}
        self.pelajaran = {kode: buat_pelajaran(m, f"Pelajaran {kode}") for kode, m in self.modul.items()}
        AnggotaTim.objects.create(wilayah=self.desa, nama="Ani", peran="operator", pengguna=self.ani)

    def tuntaskan(self, kode: str) -> None:
        KemajuanPelajaran.objects.create(
            orang=self.ani, pelajaran=self.pelajaran[kode].uuid, keadaan="selesai", selesai=timezone.now()
        )

    def kuis(self, modul: ModulPage):
        return buat_kuis("kuis-modul", soal=[buat_soal()], modul=modul)

    def cukup(self) -> bool:
        return halaman_tim(self.desa).anggota[0].kemampuan.cukup

    def test_membaca_saja_cukup_hanya_bila_modulnya_tanpa_kuis_dinilai(self):
        self.assertFalse(self.cukup())
        for kode in self.modul:
            self.tuntaskan(kode)
        self.assertTrue(self.cukup())
        pertama = next(iter(self.modul))
        kuis = self.kuis(self.modul[pertama])
        self.assertFalse(self.cukup())
        self.masuk(self.budi)
        self.assertContains(self.client.get(self.alamat("tim")), "kuisnya belum lulus")
        coba = mulai_percobaan(orang=self.ani, kuis=kuis, kunci=uuid.uuid4())
        kirim_jawaban(percobaan=coba, oleh=self.ani, kunci=uuid.uuid4(), jawaban=jawab(coba))
        self.assertEqual(hasil_belajar([self.ani.pk])[self.ani.pk][pertama], LULUS)
        self.assertTrue(self.cukup())
        syarat = {satu.nama: satu.terpenuhi for satu in halaman_tim(self.desa).syarat}
        self.assertTrue(syarat["Kemampuan inti"])
        self.assertFalse(syarat["Tim lengkap"])

    def test_lulus_kelas_dihitung_sampai_sertifikatnya_dicabut(self):
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan")
        kelas.modul.set(self.modul.values())
        peserta = jadikan_peserta(kelas, self.ani)
        lulus = Kelulusan.objects.create(peserta=peserta, lulus=True, syarat=[], diputus_oleh=self.dewi)
        self.assertTrue(self.cukup())
        sertifikat = terbitkan_sertifikat(kelulusan=lulus, oleh=self.dewi, jp=6)
        self.assertTrue(self.cukup())
        cabut_sertifikat(sertifikat=sertifikat, oleh=self.dewi, alasan="Keliru orang.")
        self.assertFalse(self.cukup())
        self.tuntaskan(next(iter(self.modul)))
        self.assertEqual(set(hasil_belajar([self.ani.pk])[self.ani.pk].values()), {TUNTAS})

    def test_kuerinya_tetap_berapa_pun_orangnya(self):
        with CaptureQueriesContext(connection) as satu:
            hasil_belajar([self.ani.pk])
        with self.assertNumQueries(len(satu)):
            hasil_belajar([self.ani.pk, self.budi.pk, self.eko.pk])


class KeadaanAparatur(DuniaKecakapan):
    def isi(self, **ubah) -> dict:
        return {"fase": "sebelum", "tanggal": "2026-03-02", "aparatur": 11, "dilatih": 2, "mampu": 0, "komputer": 2,
                "bantuan": 9, "kunci": str(uuid.uuid4())} | ubah  # fmt: skip

    def test_dasar_dicatat_sekali_dan_tampil_bagi_umum(self):
        self.masuk(self.ani)
        isi = self.isi()
        for _ in range(2):
            self.client.post(self.alamat("aparatur-catat"), isi)
        self.client.post(self.alamat("aparatur-catat"), self.isi(fase="sesudah", tanggal="2026-11-02", mampu=4))
        self.assertEqual(PemeriksaanAparatur.objects.count(), 2)
        self.client.logout()
        halaman = self.client.get(self.alamat("layanan"))
        self.assertContains(halaman, "Bekerja sendiri di OpenSID tanpa dipandu")
        self.assertContains(halaman, "4 dari 11")

    def test_yang_tidak_masuk_akal_ditolak_dan_orang_luar_tidak_mencatat(self):
        self.masuk(self.ani)
        self.assertContains(
            self.client.post(self.alamat("aparatur-catat"), self.isi(mampu=12)), "melebihi aparatur", status_code=422
        )
        self.assertEqual(
            self.client.post(self.alamat("aparatur-catat"), self.isi(tanggal="2099-01-01")).status_code, 422
        )
        with self.assertRaises(IntegrityError), transaction.atomic():
            PemeriksaanAparatur.objects.create(
                wilayah=self.desa,
                fase="sebelum",
                tanggal=hari_ini(),
                aparatur=3,
                dilatih=4,
                mampu=0,
                komputer=0,
                bantuan=0,
            )
        self.masuk(self.eko)
        self.assertEqual(self.client.get(self.alamat("aparatur-catat")).status_code, 404)

    def test_yang_sudah_diketahui_terisi_sendiri(self):
        AnggotaTim.objects.create(wilayah=self.desa, nama="Ani", peran="operator", pengguna=self.ani)
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan")
        Kelulusan.objects.create(
            peserta=jadikan_peserta(kelas, self.ani), lulus=True, syarat=[], diputus_oleh=self.dewi
        )
        self.masuk(self.ani)
        self.assertEqual(self.client.get(self.alamat("aparatur-catat")).context["form"]["dilatih"].value(), 1)
        self.client.post(self.alamat("aparatur-catat"), self.isi(dilatih=3))
        form = self.client.get(self.alamat("aparatur-catat")).context["form"]
        self.assertEqual([form[n].value() for n in ("aparatur", "dilatih", "komputer")], [11, 3, 2])


class UnduhanBukti(DuniaKecakapan):
    def test_pemeriksaan_keterbukaan_dan_aparatur_diunduh_siapa_saja(self):
        PemeriksaanData.objects.create(
            wilayah=self.desa, himpunan="aset", fase="sebelum", tanggal=hari_ini(), diperiksa=60, salah=9
        )
        tempo = hari_ini() - timedelta(days=30)
        InformasiWajib.objects.create(wilayah=self.desa, tahun=tempo.year, judul="=APB", tempo=tempo)
        PemeriksaanAparatur.objects.create(
            wilayah=self.desa, fase="sebelum", tanggal=hari_ini(), aparatur=9, dilatih=2, mampu=1, komputer=2, bantuan=4
        )
        for isi, ada in (("data", "85.0"), ("keterbukaan", "'=APB"), ("aparatur", ",9,2,1,2,4,")):
            csv = self.client.get(self.alamat("bukti-unduh", SULIKI, isi, "csv")).content.decode("utf-8-sig")
            self.assertIn(ada, csv)
            xlsx = self.client.get(self.alamat("bukti-unduh", SULIKI, isi, "xlsx"))
            self.assertEqual(xlsx.content[:2], b"PK")


class CatatanLoketDariAntrean(DuniaKecakapan):
    def kirim(self, kunci, **ubah):
        isi = {"layanan": "Surat keterangan usaha", "tanggal": "2026-10-05", "jam_mulai": "08:00", "jam_selesai": "08:20",
               "koreksi": "0", "fase": "sesudah", "kunci": kunci} | ubah  # fmt: skip
        return self.client.post(self.alamat("layanan-catat"), isi, headers={"accept": "application/json"})

    def test_kiriman_antrean_sekali_walau_terkirim_dua_kali(self):
        self.masuk(self.ani)
        kunci = uuid.uuid4()
        for _ in range(2):
            jawaban = self.kirim(kunci)
            self.assertEqual(jawaban.json()["url"], self.alamat("layanan-catat"))
        self.assertEqual(PengukuranLayanan.objects.count(), 1)
        self.assertContains(self.client.get(jawaban.json()["url"]), "Siap untuk surat berikutnya")

    def test_yang_ditolak_menyebut_sebabnya(self):
        self.masuk(self.ani)
        jawaban = self.kirim(uuid.uuid4(), jam_selesai="07:00")
        self.assertEqual(jawaban.status_code, 422)
        self.assertIn("sebelum diminta", jawaban.json()["galat"])
        self.masuk(self.eko)
        self.assertEqual(self.kirim(uuid.uuid4()).status_code, 404)
