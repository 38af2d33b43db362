"""Halaman gangguan: status bagi umum, meja bagi petugas, pita di formulir, kartu di halaman tiket."""

from __future__ import annotations

import re
import time
import uuid
from datetime import timedelta
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from akun.models import Penugasan, Peran
from modul_pelatihan.models import Bidang
from pusat_bantuan import tautan_ikut, tautan_tamu
from pusat_bantuan.layanan import kabarkan, kerjakan_gangguan, masukkan, periksa_lonjakan
from pusat_bantuan.models import AnakGangguan, Gangguan, Kontak, ProfilTiket
from wilayah.models import FaktaDesa

from .test_gangguan import DuniaGangguan


class Halaman(DuniaGangguan):
    def setUp(self):
        cache.clear()

    def hitung(self, alamat: str) -> int:
        self.client.get(alamat)
        with CaptureQueriesContext(connection) as kueri:
            self.assertEqual(self.client.get(alamat).status_code, 200)
        return len(kueri)


class Status(Halaman):
    def test_umum_membaca_gangguan_tanpa_nama_desa_dan_orang(self):
        gangguan = self.isi(self.tiket(0), self.tiket(1))
        for alamat in ("/bantuan/status/", f"/bantuan/status/{gangguan.pk}/", "/bantuan/status/atom.xml"):
            with self.subTest(alamat=alamat):
                jawab = self.client.get(alamat)
                self.assertContains(jawab, "Situs putih")
                for kata in ("Uji 0", "Operator 0", self.citra.nama):
                    self.assertNotContains(jawab, kata)
        self.assertContains(self.client.get("/bantuan/status/"), "Server sedang kami periksa")

    def test_yang_tidak_diumumkan_tidak_ada_di_mana_pun(self):
        rahasia = self.gangguan(judul="Celah keamanan", publik=False)
        self.assertEqual(self.client.get(f"/bantuan/status/{rahasia.pk}/").status_code, 404)
        for alamat in ("/bantuan/status/", "/bantuan/status/atom.xml"):
            self.assertNotContains(self.client.get(alamat), "Celah keamanan")
        self.masuk(self.citra)
        self.assertContains(self.client.get(f"/bantuan/status/{rahasia.pk}/"), "Urus gangguan ini")

    def test_riwayat_sembilan_puluh_hari_dan_kabar_baru_langsung_tampil(self):
        gangguan = self.gangguan()
        self.assertContains(self.client.get("/bantuan/status/"), "Ada 1 gangguan")
        with self.captureOnCommitCallbacks(execute=True):
            kabarkan(gangguan=gangguan, oleh=self.citra, isi="Sudah pulih.", keadaan="pulih")
        jawab = self.client.get("/bantuan/status/")
        self.assertContains(jawab, "Tidak ada gangguan yang kami ketahui")
        self.assertContains(jawab, "Situs putih")
        lama = timezone.now() - timedelta(days=91)
        Gangguan.objects.update(mulai=lama, pulih_pada=lama)
        cache.clear()
        self.assertNotContains(self.client.get("/bantuan/status/"), "Situs putih")

    def test_umpan_atom_menjawab_304_bila_tidak_berubah(self):
        self.gangguan()
        jawab = self.client.get("/bantuan/status/atom.xml")
        self.assertEqual(jawab["Content-Type"].partition(";")[0], "application/atom+xml")
        lagi = self.client.get("/bantuan/status/atom.xml", headers={"if-none-match": jawab["ETag"]})
        self.assertEqual(lagi.status_code, 304)

    def test_ringan_berapa_pun_gangguannya(self):
        self.gangguan()
        satu = self.hitung("/bantuan/status/")
        for i in range(6):
            self.gangguan(judul=f"Lain {i}")
        cache.clear()
        self.assertLessEqual(self.hitung("/bantuan/status/"), satu)
        self.assertLessEqual(satu, 3)


class MejaGangguan(Halaman):
    def test_petugas_membuka_mengabari_memasukkan_dan_melepas_lewat_halaman(self):
        profil, lain = self.tiket(0), self.tiket(1)
        self.masuk(self.citra)
        alamat = f"/bantuan/gangguan/baru/?tiket={profil.kode}"
        self.assertContains(self.client.get(alamat), profil.kode)
        kunci = str(uuid.uuid4())
        isian = {
            "judul": "Situs putih", "bidang": self.bidang.pk, "isi": "Kami periksa.", "keadaan": "diselidiki",
            "publik": "on", "kunci_kirim": kunci,
        }  # fmt: skip
        self.assertContains(self.client.post(alamat, isian | {"judul": ""}), "judul", status_code=422)
        for _ in range(2):
            self.client.post(alamat, isian)
        gangguan = Gangguan.objects.get()
        self.assertEqual(self.segar(profil).keadaan, "menunggu_gangguan")
        meja = f"/bantuan/gangguan/{gangguan.pk}/"
        self.assertContains(self.client.get(meja), lain.kode, msg_prefix="tiket serupa diusulkan")
        self.client.post(f"{meja}masukkan/", {"kode": lain.kode.lower().replace("-", " ")})
        self.assertEqual(self.segar(lain).keadaan, "menunggu_gangguan")
        self.client.post(f"{meja}kabar/", {"isi": "Pulih.", "keadaan": "dikenali", "kunci_kirim": str(uuid.uuid4())})
        self.assertEqual(self.segar(lain).peristiwa.latest("pk").jenis, "kabar_gangguan")
        self.assertContains(
            self.client.post(f"{meja}kabar/", {"isi": "", "keadaan": "dikenali"}), "Tulis kabarnya", status_code=422
        )
        self.assertContains(self.client.get(lain.get_absolute_url()), "Bagian dari gangguan")
        self.client.post(f"{lain.get_absolute_url()}gangguan/", {"lepas": "ya"})
        self.assertEqual(self.segar(lain).keadaan, "baru")
        self.client.post(f"{lain.get_absolute_url()}gangguan/", {"gangguan": gangguan.pk})
        self.assertEqual(self.segar(lain).keadaan, "menunggu_gangguan")

    def test_semua_yang_serupa_masuk_sekaligus_dan_selebihnya_dikerjakan_pekerja(self):
        for i in range(7):
            self.tiket(i)
        gangguan = self.gangguan(hosting="siappakai")
        self.masuk(self.citra)
        self.client.post(f"/bantuan/gangguan/{gangguan.pk}/masukkan/", {"semua": "ya"})
        self.assertEqual(AnakGangguan.objects.filter(gangguan=gangguan).count(), 7)

    def test_usul_ditetapkan_atau_ditolak_lewat_halaman(self):
        for i in range(6):
            self.tiket(i)
        (usul,) = periksa_lonjakan()
        self.masuk(self.citra)
        self.assertContains(self.client.get("/bantuan/gangguan/"), "6 tiket dari 6 desa")
        terima = f"/bantuan/gangguan/usul/{usul.pk}/terima/"
        self.client.post(terima, {"judul": ""})
        self.assertFalse(Gangguan.objects.exists())
        self.client.post(terima, {"judul": "Situs putih", "isi": "Kami periksa.", "kunci_kirim": str(uuid.uuid4())})
        self.assertEqual(ProfilTiket.objects.filter(keadaan="menunggu_gangguan").count(), 6)
        self.masuk(self.budi)
        self.assertEqual(self.client.post(f"/bantuan/gangguan/usul/{usul.pk}/tolak/").status_code, 404)

    def test_bukan_petugasnya_berarti_404(self):
        gangguan = self.gangguan()
        Penugasan.objects.create(pengguna=self.fajar, peran=Peran.PETUGAS, wilayah=self.wilayah["13.07"])
        for orang in (self.ani, self.budi, self.eko, self.fajar):
            self.masuk(orang)
            self.assertEqual(self.client.get(f"/bantuan/gangguan/{gangguan.pk}/").status_code, 404, orang)
            for perbuatan in ("kabar", "masukkan"):
                jawab = self.client.post(f"/bantuan/gangguan/{gangguan.pk}/{perbuatan}/", {"isi": "x", "tiket": "1"})
                self.assertEqual(jawab.status_code, 404)
        self.assertEqual(gangguan.perkembangan.count(), 1)

    def test_kueri_tetap_berapa_pun_tiketnya(self):
        gangguan = self.gangguan()
        masukkan(gangguan=gangguan, tiket=[self.tiket(0).pk], oleh=self.citra)
        kerjakan_gangguan()
        self.masuk(self.citra)
        satu = self.hitung(f"/bantuan/gangguan/{gangguan.pk}/")
        masukkan(gangguan=gangguan, tiket=[self.tiket(i).pk for i in range(1, 6)], oleh=self.citra)
        kerjakan_gangguan()
        self.tiket(6)
        self.assertLessEqual(self.hitung(f"/bantuan/gangguan/{gangguan.pk}/"), satu + 1)
        self.assertLessEqual(satu, 16)


class PitaDanIkut(Halaman):
    def test_pita_hanya_untuk_desa_yang_mungkin_terkena_dan_sekali_tekan_menjadi_tiket(self):
        gangguan = self.gangguan(hosting="siappakai")
        self.masuk(self.operator[0])
        self.assertNotContains(self.client.get("/bantuan/tiket/baru/"), "Sudah kami ketahui")
        FaktaDesa.objects.create(wilayah=self.desa[0], hosting="siappakai")
        self.assertContains(self.client.get("/bantuan/tiket/baru/"), "Sudah kami ketahui")
        for _ in range(2):
            jawab = self.client.post(f"/bantuan/gangguan/{gangguan.pk}/ikut/", {"desa": self.desa[0].kode})
        profil = ProfilTiket.objects.get(wilayah=self.desa[0])
        self.assertRedirects(jawab, profil.get_absolute_url())
        self.assertEqual(profil.keadaan, "menunggu_gangguan")
        self.assertContains(self.client.get(profil.get_absolute_url()), "Bagian dari gangguan")

    def test_desa_orang_lain_dan_gangguan_rahasia_ditolak(self):
        gangguan = self.gangguan()
        self.masuk(self.operator[0])
        self.client.post(f"/bantuan/gangguan/{gangguan.pk}/ikut/", {"desa": self.desa[1].kode})
        self.assertFalse(ProfilTiket.objects.exists())
        rahasia = self.gangguan(judul="Rahasia", publik=False)
        self.assertEqual(self.client.post(f"/bantuan/gangguan/{rahasia.pk}/ikut/").status_code, 404)
        self.client.logout()
        self.assertEqual(self.client.post(f"/bantuan/gangguan/{gangguan.pk}/ikut/").status_code, 302)
        self.assertFalse(ProfilTiket.objects.exists())

    def test_pegiat_melihat_mengapa_tiket_ke_sana_dan_bahwa_ia_membaca_saja(self):
        profil = self.tiket(0)
        self.masuk(self.budi)
        self.assertContains(self.client.get(profil.get_absolute_url()), "Mengapa ke sini")
        self.client.post(f"{profil.get_absolute_url()}teruskan/", {
            "teruskan-tujuan": "t3", "teruskan-alasan": "Perlu tim pusat", "teruskan-kunci_kirim": str(uuid.uuid4()),
        })  # fmt: skip
        self.assertEqual(self.segar(profil).tingkat, 3)
        self.assertContains(self.client.get(profil.get_absolute_url()), "Anda membaca saja")


class PitaMenurutBidang(Halaman):
    def tampil(self, halaman) -> list[str]:
        sop = BeautifulSoup(halaman.content, "html.parser")
        butir = sop.select("[data-pita] [data-gangguan]")
        return (
            []
            if not butir or sop.select_one("[data-pita][hidden]")
            else [satu.strong.get_text() for satu in butir if "hidden" not in satu.attrs]
        )

    def test_bidang_yang_dipilih_menyaring_pita_tanpa_skrip(self):
        surat = Bidang.objects.get(slug="surat-tte")
        for n in range(4):
            self.gangguan(judul=f"Pembaruan {n}")
        self.gangguan(judul="Surat kosong", bidang=surat)
        self.masuk(self.operator[0])
        alamat = "/bantuan/tiket/baru/"
        self.assertEqual(len(self.tampil(self.client.get(alamat))), 3)
        self.assertEqual(self.tampil(self.client.get(alamat, {"bidang": "surat-tte"})), ["Surat kosong"])
        pilih = self.client.post(alamat, {"bidang": str(self.bidang.pk), "muat": "ya"})
        self.assertEqual(len(self.tampil(pilih)), 4)
        self.assertEqual(self.tampil(self.client.get(alamat, {"bidang": "keamanan"})), [])

    def test_tamu_melihat_semua_yang_diumumkan_dan_jalan_untuk_ikut(self):
        self.gangguan(judul="Halaman putih", hosting="siappakai")
        self.gangguan(judul="Rahasia", publik=False)
        jawab = self.client.get("/bantuan/tiket/baru/")
        self.assertEqual(self.tampil(jawab), ["Halaman putih"])
        self.assertContains(jawab, "#ikut")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
class TamuIkutDikabari(Halaman):
    ISIAN = {"nama": "Bu Rina", "email": "rina@contoh.example"}

    def minta(self, gangguan, **lain):
        isian = self.ISIAN | {"wilayah": self.desa[0].kode} | lain
        return self.client.post(f"/bantuan/status/{gangguan.pk}/ikut/", isian)

    def tautan(self) -> str:
        return re.search(r"http\S+/status/ikut/\S+", mail.outbox[-1].body)[0].removeprefix(settings.SITE_URL)

    def test_alamat_dibuktikan_dulu_baru_satu_tiket_tercatat(self):
        gangguan = self.gangguan()
        self.assertContains(self.client.get(f"/bantuan/status/{gangguan.pk}/"), "Kabari saya")
        self.assertRedirects(self.minta(gangguan), f"/bantuan/status/{gangguan.pk}/")
        self.assertEqual((ProfilTiket.objects.count(), Kontak.objects.count()), (0, 0))
        self.assertEqual(mail.outbox[0].to, ["rina@contoh.example"])
        tautan = self.tautan()
        self.assertNotIn("rina", tautan.lower())
        self.assertContains(self.client.get(tautan), "Kabari Bu Rina?")
        self.assertFalse(ProfilTiket.objects.exists(), "pemindai surat membuka setiap tautan")
        for _ in range(2):
            jawab = self.client.post(tautan)
        profil = ProfilTiket.objects.get()
        self.assertEqual(jawab["Location"], tautan_tamu.jalur(profil))
        self.assertEqual(
            (profil.keadaan, profil.wilayah, profil.kontak.email),
            ("menunggu_gangguan", self.desa[0], "rina@contoh.example"),
        )
        self.assertTrue(AnakGangguan.objects.aktif().filter(gangguan=gangguan, profil=profil).exists())
        self.minta(gangguan)
        self.client.post(self.tautan())
        self.assertEqual(ProfilTiket.objects.count(), 1, "alamat yang sama dari desa yang sama: tiket yang sama")

    def test_yang_keliru_dijawab_dengan_kalimat(self):
        gangguan = self.gangguan()
        self.assertContains(self.minta(gangguan, email="bukan"), "Periksa alamatnya", status_code=422)
        self.assertContains(self.minta(gangguan, wilayah="entah"), "form", status_code=422)
        self.assertEqual(mail.outbox, [])
        for kunci in ("palsu", "%ff", "gAAAAA"):
            self.assertContains(
                self.client.get(f"/bantuan/status/ikut/{kunci}/"), "tidak berlaku lagi", status_code=404
            )
        rahasia = self.gangguan(judul="Rahasia", publik=False)
        self.assertEqual(self.minta(rahasia).status_code, 404)

    def test_tautan_yang_lewat_dua_hari_dan_gangguan_yang_pulih_tidak_mencatat(self):
        gangguan = self.gangguan()
        self.minta(gangguan)
        with patch("time.time", return_value=time.time() + 3 * 24 * 3600):
            self.assertEqual(tautan_ikut.baca(self.tautan().split("/")[-2]), None)
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Sudah pulih.", keadaan="pulih")
        self.assertContains(self.client.get(self.tautan()), "sudah pulih")
        self.client.post(self.tautan())
        self.assertFalse(ProfilTiket.objects.exists())

    def test_satu_alamat_tidak_dapat_dibanjiri(self):
        gangguan = self.gangguan()
        with self.settings(BATAS_LAJU={"ikut_tamu": "20/h/ip,3/h/key"}):
            kode = [self.minta(gangguan).status_code for _ in range(4)]
        self.assertEqual(kode, [302, 302, 302, 429])
        self.assertEqual(len(mail.outbox), 3)
