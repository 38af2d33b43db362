"""Menutup tiket: penilaian, ingatan, tutup otomatis, tiket lanjutan."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from akun.models import Kabar, SuratKeluar
from pusat_bantuan import tautan_nilai
from pusat_bantuan.bawaan_sla import JAM_NASIONAL
from pusat_bantuan.jam_kerja import susun_pekan
from pusat_bantuan.kalender import Buku
from pusat_bantuan.langkah import Penantian, penantian, sesudah_menunggu
from pusat_bantuan.layanan import (
    TidakDapat,
    balas,
    beri_komentar,
    buka_lagi,
    konfirmasi,
    lanjutkan,
    nilai,
    selesaikan,
    terima_balasan,
    tutup_yang_diam,
)
from pusat_bantuan.layanan.giliran import UNDUR_GAGAL
from pusat_bantuan.layanan.tenggat import hitung_ulang
from pusat_bantuan.models import HariLibur, Nilai, PeristiwaTiket, ProfilTiket, TautanTiket
from pusat_bantuan.waktu_kerja import WaktuKerja
from tests.tokoh import DuniaUji

from .dunia import tiket_ani

WIB = ZoneInfo("Asia/Jakarta")
SENIN = datetime(2026, 11, 2, 9, tzinfo=WIB)


def p(jenis: str, ke: str, hari: float) -> PeristiwaTiket:
    return PeristiwaTiket(jenis=jenis, ke=ke, pada=SENIN + timedelta(days=hari))


class AturanPenantian(SimpleTestCase):
    TANYA = [p("dibuat", "baru", 0), p("balasan", "menunggu_pemohon", 1)]

    def test_pertanyaan_baru_mengulang_masa_dan_balasan_otomatis_tidak(self):
        tunggu = "menunggu_pemohon"
        self.assertEqual(penantian(self.TANYA, tunggu), Penantian(SENIN + timedelta(days=1)))
        otomatis = [*self.TANYA, p("surat_otomatis", tunggu, 2), p("catatan", tunggu, 3)]
        self.assertEqual(penantian(otomatis, tunggu).sejak, SENIN + timedelta(days=1))
        diingatkan = [*otomatis, p("ingatkan", tunggu, 6)]
        self.assertEqual(penantian(diingatkan, tunggu).diingatkan, SENIN + timedelta(days=6))
        self.assertEqual(
            penantian([*diingatkan, p("balasan", tunggu, 7)], tunggu), Penantian(SENIN + timedelta(days=7))
        )
        self.assertIsNone(penantian([*self.TANYA, p("balasan", "ditangani", 2)], tunggu))

    def test_ingatan_mendahului_dan_sisanya_utuh_walau_pekerja_lama_mati(self):
        sejak = SENIN  # diingatkan Senin depan pukul 16, selesai Kamis depan pukul 16
        kantor = WaktuKerja(Buku("uji", pekan={"": (None, susun_pekan(JAM_NASIONAL))}))

        def langkah(tunggu: Penantian) -> tuple[str, datetime]:
            satu = sesudah_menunggu("menunggu_pemohon", tunggu, kode=None, kerja=kantor)
            return satu.nama, satu.pada.astimezone(WIB)

        self.assertEqual(langkah(Penantian(sejak)), ("ingatkan", datetime(2026, 11, 9, 16, tzinfo=WIB)))
        sudah = Penantian(sejak, SENIN + timedelta(days=30))  # Rabu 2 Desember
        self.assertEqual(langkah(sudah), ("selesai", datetime(2026, 12, 7, 16, tzinfo=WIB)))
        tutup = sesudah_menunggu("selesai", Penantian(sejak), kode=None, kerja=kantor)
        self.assertEqual((tutup.nama, tutup.pada.astimezone(WIB).hour), ("tutup", 16))


class DuniaPenutupan(DuniaUji):
    def dijawab(self, **lain) -> ProfilTiket:
        profil = tiket_ani(self, **lain)
        selesaikan(profil=profil, oleh=self.budi, isi="Coba langkah ini.")
        return ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)

    def mundur(self, profil: ProfilTiket, hari: int) -> None:
        """Semua yang terjadi pada tiket itu digeser `hari` ke belakang."""
        geser = timedelta(days=hari)
        for satu in profil.peristiwa.all():
            QuerySet.update(PeristiwaTiket.objects.filter(pk=satu.pk), pada=satu.pada - geser)
        ProfilTiket.objects.filter(pk=profil.pk).update(dibuat=profil.dibuat - geser)
        hitung_ulang(semua=True)

    def jam_kerja(self) -> datetime:
        """Hari kerja terdekat sesudah sekarang, pukul sepuluh."""
        saat = timezone.now().astimezone(WIB).replace(hour=10, minute=0) + timedelta(days=1)
        while saat.weekday() > 4:
            saat += timedelta(days=1)
        return saat

    def segar(self, profil: ProfilTiket) -> ProfilTiket:
        return ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)


class Penilaian(DuniaPenutupan):
    def test_tautan_dibuka_pemindai_tidak_menilai_dan_ketukan_pertama_yang_berlaku(self):
        profil = self.dijawab()
        alamat = tautan_nilai.jalur(profil)
        for _ in range(3):
            self.assertContains(self.client.get(alamat), "Terbantu")
        self.assertFalse(Nilai.objects.exists())
        self.assertRedirects(self.client.post(alamat, {"skor": "3"}), alamat)
        self.client.post(alamat, {"skor": "1"})
        satu = Nilai.objects.get()
        self.assertEqual((satu.skor, satu.penangan, satu.relawan, satu.simpul, satu.oleh), (
            3, self.budi, True, self.simpul, None,
        ))  # fmt: skip
        self.assertContains(self.client.get(alamat), "Terima kasih")
        self.client.post(alamat, {"komentar": "Cepat dan jelas. NIK 1307044503890001"})
        satu.refresh_from_db()
        self.assertTrue(satu.komentar.startswith("Cepat dan jelas"))
        self.assertNotIn("1307044503890001", satu.komentar)
        self.client.post(alamat, {"komentar": "Diganti"})
        satu.refresh_from_db()
        self.assertTrue(satu.komentar.startswith("Cepat"))
        self.assertEqual(Kabar.objects.filter(penerima=self.budi, jenis="tiket_nilai").count(), 2)

    def test_halaman_tautan_tidak_membocorkan_isi_tiket(self):
        profil = self.dijawab(judul="Judul yang rahasia", uraian="Uraian yang rahasia")
        jawab = self.client.get(tautan_nilai.jalur(profil))
        for kata in ("rahasia", self.ani.nama, "Coba langkah ini"):
            self.assertNotContains(jawab, kata)
        self.assertEqual(jawab["Referrer-Policy"], "same-origin")

    def test_tautan_palsu_atau_tua_ditolak_dengan_sopan(self):
        profil = self.dijawab()
        alamat = tautan_nilai.jalur(profil)
        for rusak in (
            alamat[:-4] + "xxx/",
            alamat.replace(f"{profil.pk}~0", f"{profil.pk + 1}~0"),
            "/bantuan/nilai/x/",
        ):
            jawab = self.client.post(rusak, {"skor": "3"})
            self.assertContains(jawab, "tidak berlaku", status_code=404)
        with override_settings(MASA_TIKET={"nilai_hari": -1}):
            self.assertIsNone(tautan_nilai.baca(alamat.rstrip("/").rpartition("/")[2]))
        self.assertFalse(Nilai.objects.exists())
        self.assertEqual(self.client.post(alamat, {"skor": "9"}).status_code, 422)

    def test_dibuka_lagi_lalu_dijawab_lagi_boleh_dinilai_lagi(self):
        profil = self.dijawab()
        lama = tautan_nilai.jalur(profil)
        nilai(profil=profil, skor=1, oleh=self.ani)
        buka_lagi(profil=profil, oleh=self.ani, alasan="Masih")
        self.assertContains(self.client.get(lama), "dibuka lagi")
        with self.assertRaises(TidakDapat):
            nilai(profil=profil, skor=3)
        selesaikan(profil=profil, oleh=self.citra, isi="Sekarang beres.")
        nilai(profil=profil, skor=3, oleh=self.ani)
        self.assertEqual(list(profil.nilai.order_by("putaran").values_list("putaran", "skor")), [(0, 1), (1, 3)])
        with self.assertRaises(TidakDapat):
            nilai(profil=profil, skor=3, putaran=0)

    def test_hanya_pihak_desa_yang_menilai_di_situs(self):
        profil = self.dijawab()
        alamat = f"/bantuan/tiket/{profil.kode}/nilai/"
        for orang, status in ((self.eko, 404), (self.budi, 404), (self.citra, 404)):
            self.masuk(orang)
            self.assertEqual(self.client.post(alamat, {"skor": "3"}).status_code, status)
        self.masuk(self.ani)
        self.client.post(alamat, {"skor": "2"})
        self.assertEqual(Nilai.objects.get().oleh, self.ani)
        self.assertEqual(Nilai.objects.get().profil.peristiwa.latest("pk").jenis, "nilai")

    def test_surat_jawaban_memuat_tautan_penilaian_hanya_bagi_desa(self):
        profil = self.dijawab()
        jawaban = SuratKeluar.objects.filter(kepada="ani@contoh.example").latest("pk")
        self.assertIn(b"/bantuan/nilai/", bytes(jawaban.isi).replace(b"=\r\n", b""))
        buka_lagi(profil=profil, oleh=self.ani, alasan="Masih")
        lain = SuratKeluar.objects.exclude(kepada="ani@contoh.example")
        self.assertFalse([satu for satu in lain if b"/bantuan/nilai/" in bytes(satu.isi)])

    def test_komentar_menyusul_sekali(self):
        satu = nilai(profil=self.dijawab(), skor=3, oleh=self.ani)
        beri_komentar(nilai=satu, komentar="Baik")
        self.assertEqual(beri_komentar(nilai=satu, komentar="Lain").komentar, "Baik")


class TutupOtomatis(DuniaPenutupan):
    def test_diingatkan_lalu_dianggap_selesai_lalu_ditutup_dan_tetap_dapat_dibuka(self):
        profil = tiket_ani(self)
        balas(profil=profil, oleh=self.budi, isi="Versi berapa?", tunggu_pemohon=True)
        saat = self.jam_kerja()
        self.assertEqual(tutup_yang_diam(saat=saat), {})
        self.mundur(self.segar(profil), 14)
        self.assertEqual(tutup_yang_diam(saat=saat), {"ingatkan": 1})
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, judul__contains="masih menunggu").exists())
        self.assertEqual(tutup_yang_diam(saat=saat), {}, "diingatkan sekali saja")
        self.mundur(self.segar(profil), 14)
        self.assertEqual(tutup_yang_diam(saat=saat), {"selesai": 1})
        segar = self.segar(profil)
        self.assertEqual(segar.keadaan, "selesai")
        self.assertTrue(segar.boleh_dibuka_lagi(oleh=self.ani))
        self.mundur(segar, 14)
        self.assertEqual(tutup_yang_diam(saat=saat), {"tutup": 1})
        segar = self.segar(profil)
        self.assertEqual((segar.keadaan, segar.peristiwa.latest("pk").jenis), ("ditutup", "tutup_otomatis"))
        self.assertIn("Buka lagi", segar.peristiwa.latest("pk").followup.comment)
        buka_lagi(profil=segar, oleh=self.ani, alasan="Masih terjadi")
        self.assertEqual(self.segar(profil).keadaan, "ditangani")

    def test_jawaban_yang_tidak_dikonfirmasi_ditutup_dan_yang_dikonfirmasi_tidak_disentuh(self):
        diam, beres = self.dijawab(), self.dijawab()
        konfirmasi(profil=beres, oleh=self.ani)
        for satu in (diam, beres):
            self.mundur(satu, 10)
        self.assertEqual(tutup_yang_diam(saat=self.jam_kerja()), {"tutup": 1})

    def test_balasan_desa_menghentikan_hitungan_dan_malam_tidak_menutup(self):
        profil = tiket_ani(self)
        balas(profil=profil, oleh=self.budi, isi="Versi berapa?", tunggu_pemohon=True)
        self.mundur(self.segar(profil), 20)
        self.assertEqual(tutup_yang_diam(saat=self.jam_kerja().replace(hour=22)), {})
        terima_balasan(profil=profil, isi="2407", pengguna=self.ani)
        self.assertEqual(tutup_yang_diam(saat=self.jam_kerja()), {})

    def test_satu_yang_gagal_tidak_menahan_yang_lain(self):
        rusak, baik = self.dijawab(), self.dijawab()
        for satu in (rusak, baik):
            self.mundur(satu, 10)
        asli = ProfilTiket.objects.kunci

        def kunci(_, pk):
            if pk == rusak.pk:
                raise RuntimeError("uji")
            return asli(pk)

        with (
            mock.patch.object(type(ProfilTiket.objects), "kunci", kunci),
            self.assertLogs("pusat_bantuan.layanan.giliran", "ERROR"),
        ):
            self.assertEqual(tutup_yang_diam(saat=(saat := self.jam_kerja())), {"tutup": 1})
        self.assertEqual(self.segar(baik).keadaan, "ditutup")
        self.assertEqual(self.segar(rusak).langkah_pada, saat + UNDUR_GAGAL)
        self.assertEqual(tutup_yang_diam(saat=saat), {}, "yang gagal tidak diulang tiap putaran")
        self.assertEqual(tutup_yang_diam(saat=saat + UNDUR_GAGAL), {"tutup": 1})

    def test_yang_belum_tiba_tidak_dibaca(self):
        saat = self.jam_kerja()
        for banyak in (1, 3):
            for i in range(banyak):
                self.dijawab(uraian=f"Masalah {i}")
            with self.assertNumQueries(2):  # kalender, lalu tidak satu tiket pun
                self.assertEqual(tutup_yang_diam(saat=saat), {})

    def test_libur_yang_baru_ditetapkan_menunda_dan_tidak_diperiksa_lagi_sebelum_tiba(self):
        profil = self.dijawab()
        self.mundur(profil, 10)
        saat = self.jam_kerja()
        HariLibur.objects.create(tanggal=saat.date(), nama="Libur mendadak", sumber="uji")
        ProfilTiket.objects.filter(pk=profil.pk).update(langkah_pada=saat)
        self.assertEqual(tutup_yang_diam(saat=saat), {})
        tertunda = self.segar(profil).langkah_pada
        self.assertGreater(tertunda.astimezone(WIB).date(), saat.date())
        with self.assertNumQueries(2):
            tutup_yang_diam(saat=saat + timedelta(hours=1))
        self.assertEqual(tutup_yang_diam(saat=tertunda), {"tutup": 1})


class Lanjutan(DuniaPenutupan):
    def lama(self) -> ProfilTiket:
        profil = self.dijawab()
        konfirmasi(profil=profil, oleh=self.ani)
        ProfilTiket.objects.filter(pk=profil.pk).update(ditutup_pada=timezone.now() - timedelta(days=40))
        return self.segar(profil)

    def test_sesudah_masa_buka_lagi_menjadi_tiket_baru_yang_bertaut(self):
        profil, kunci = self.lama(), uuid.uuid4()
        with self.assertRaises(TidakDapat):
            buka_lagi(profil=profil, oleh=self.ani, alasan="Lagi")
        baru = lanjutkan(profil=profil, isi="Muncul lagi sejak kemarin", pengguna=self.ani, kunci_kirim=kunci)
        self.assertEqual(lanjutkan(profil=profil, isi="Muncul lagi", pengguna=self.ani, kunci_kirim=kunci).pk, baru.pk)
        tautan = TautanTiket.objects.get()
        self.assertEqual((tautan.dari_id, tautan.ke_id, tautan.jenis), (baru.pk, profil.pk, "lanjutan"))
        self.assertTrue(baru.judul.startswith(f"Lanjutan {profil.kode}"))
        self.assertEqual(self.segar(profil).keadaan, "ditutup")

    def test_yang_masih_dapat_dibuka_tidak_dilanjutkan_dan_orang_luar_ditolak(self):
        baru_ditutup = self.dijawab()
        konfirmasi(profil=baru_ditutup, oleh=self.ani)
        with self.assertRaises(TidakDapat):
            lanjutkan(profil=self.segar(baru_ditutup), isi="Lagi", pengguna=self.ani)
        with self.assertRaises(TidakDapat):
            lanjutkan(profil=self.lama(), isi="Lagi", pengguna=self.eko)

    def test_halaman_tiket_lama_menawarkan_lanjutan(self):
        profil = self.lama()
        self.masuk(self.ani)
        self.assertContains(self.client.get(profil.get_absolute_url()), "Kirim tiket lanjutan")
        alamat = f"{profil.get_absolute_url()}lanjutkan/"
        jawab = self.client.post(alamat, {"lanjut-alasan": "Muncul lagi", "lanjut-kunci_kirim": f"{uuid.uuid4()}"})
        self.assertEqual(jawab.status_code, 302)
        self.assertEqual(TautanTiket.objects.count(), 1)
        self.masuk(self.eko)
        self.assertEqual(self.client.post(alamat, {"lanjut-alasan": "x"}).status_code, 404)
