"""Tanpa akun: formulir, tautan pribadi, dan klaim. Orang asing tidak membaca, menebak, menambah, atau membuka lagi."""

from __future__ import annotations

import re
import time
import uuid
from datetime import timedelta
from unittest import mock

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar, Pengguna, Penugasan
from modul_pelatihan.models import Bidang
from pusat_bantuan import layanan, tautan_tamu
from pusat_bantuan.forms.tiket_baru import cap_waktu
from pusat_bantuan.layanan import TidakDapat, balas, selesaikan
from pusat_bantuan.models import Kontak, LampiranTiket, PeristiwaTiket, ProfilTiket
from situs.pekerja import kuras
from tests.tokoh import DuniaUji

from .dunia import tiket_ani
from .test_berkas import png

BARU = "pusat_bantuan:tiket-baru"


def cap(detik_lalu: float = 30) -> str:
    with mock.patch("pusat_bantuan.forms.tiket_baru.time.time", return_value=time.time() - detik_lalu):
        return cap_waktu()


class DuniaTamu(DuniaUji):
    def setUp(self):
        cache.clear()

    def isi(self, **lain) -> dict:
        return {
            "wilayah": "13.07.01.2004", "bidang": Bidang.objects.get(slug="surat-tte").pk, "uraian": "Kop kosong sejak kemarin.",
            "nama": "Rina", "email": "rina@contoh.example", "kunci_kirim": str(uuid.uuid4()), "waktu": cap(),
        } | lain  # fmt: skip

    def kirim(self, **lain):
        return self.client.post(reverse(BARU), self.isi(**lain))

    def tiket(self, **lain) -> ProfilTiket:
        self.kirim(**lain)
        return ProfilTiket.objects.latest("pk")


class FormulirTamu(DuniaTamu):
    def test_tiket_tamu_disalurkan_dan_tautannya_terbuka(self):
        jawab = self.kirim()
        profil = ProfilTiket.objects.get()
        self.assertEqual(jawab.url, tautan_tamu.jalur(profil))
        self.assertEqual(
            (profil.pemohon, profil.kontak.email, profil.simpul), (None, "rina@contoh.example", self.simpul)
        )
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, judul__contains="meminta bantuan").exists())
        halaman = self.client.get(jawab.url)
        for kata in (
            profil.kode,
            "Kop kosong sejak kemarin.",
            "Simpan tautan ini",
            "wa.me",
            f"Tiket {profil.kode} terkirim",
        ):
            self.assertContains(halaman, kata)
        self.assertEqual(halaman["Referrer-Policy"], "same-origin")
        self.assertEqual(halaman["Cache-Control"], "private, no-store")
        self.assertIn("noindex", halaman["X-Robots-Tag"])

    def test_kirim_dua_kali_satu_tiket_walau_hanya_bernomor_hp(self):
        kunci = str(uuid.uuid4())
        satu, dua = (self.kirim(email="", hp="0812 3456 7890", kunci_kirim=kunci) for _ in range(2))
        self.assertEqual(satu.url, dua.url)
        self.assertEqual((ProfilTiket.objects.count(), Kontak.objects.count()), (1, 1))

    def test_email_milik_akun_tidak_memberi_hak_dan_nama_kontak_tidak_tertimpa(self):
        Kontak.objects.create(nama="Rina Asli", email="rina@contoh.example")
        self.kirim(nama="Orang Lain")
        self.assertEqual(Kontak.objects.get(email="rina@contoh.example").nama, "Rina Asli")
        profil = self.tiket(email=self.eko.email or "eko@contoh.example")
        eko = Pengguna.objects.get(pk=self.eko.pk)
        self.assertIsNone(profil.kontak.pengguna)
        self.assertFalse(profil.boleh_dilihat(oleh=eko))
        self.masuk(self.eko)
        self.assertEqual(self.client.get(profil.get_absolute_url()).status_code, 404)

    def test_isian_keliru_422_berkalimat_dan_tulisannya_tetap(self):
        for lain, kalimat in (
            ({"email": "", "hp": ""}, "Tulis email atau nomor WhatsApp"),
            ({"email": "bukan"}, "Periksa alamatnya"),
            ({"hp": "12"}, "nomor HP Indonesia"),
            ({"nama": ""}, "Tulis nama Anda"),
            ({"wilayah": ""}, "Pilih wilayahnya"),
            ({"wilayah": "Desa Entah Berantah"}, "Tidak ada"),
            ({"bidang": "999999"}, "Pilih salah satu bidang"),
            ({"bidang": "x" * 50}, "Pilih salah satu bidang"),
            ({"situs_kantor": "http://spam"}, "Kosongkan kolom ini"),
            ({"waktu": cap(-30)}, "terlalu cepat"),
            ({"waktu": cap(8 * 24 * 3600)}, "terlalu lama terbuka"),
            ({"waktu": "palsu"}, "terlalu lama terbuka"),
            ({"waktu": ""}, "terlalu lama terbuka"),
            ({"kunci_kirim": "bukan-uuid"}, "UUID"),
        ):
            with self.subTest(lain=lain):
                jawab = self.kirim(**lain)
                self.assertContains(jawab, kalimat, status_code=422)
                self.assertContains(jawab, "Kop kosong sejak kemarin.", status_code=422)
        self.assertFalse(ProfilTiket.objects.exists())

    def test_cap_baru_diberikan_sehingga_kirim_sekali_lagi_berhasil(self):
        jawab = self.kirim(waktu=cap(8 * 24 * 3600))
        baru = BeautifulSoup(jawab.content, "html.parser").select_one("input[name=waktu]")["value"]
        with mock.patch("pusat_bantuan.forms.tiket_baru.time.time", return_value=time.time() + 5):
            self.assertEqual(self.kirim(waktu=baru).status_code, 302)

    def test_terlalu_sering_429_dan_tulisannya_tetap(self):
        with override_settings(BATAS_LAJU={"tiket_tamu": "2/h/ip"}):
            for _ in range(2):
                self.assertEqual(self.kirim().status_code, 302)
            jawab = self.kirim(uraian="Yang ketiga")
        self.assertContains(jawab, "Yang ketiga", status_code=429)
        self.assertContains(jawab, "Tunggu satu jam", status_code=429)
        self.assertEqual(ProfilTiket.objects.count(), 2)

    def test_kiriman_raksasa_413_sebelum_dibaca(self):
        jawab = self.client.post(
            reverse(BARU), b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 << 30)
        )
        self.assertContains(jawab, "25 MB", status_code=413)


class TautanTamu(DuniaTamu):
    def test_membaca_membalas_menyatakan_beres_dan_membuka_lagi(self):
        profil = self.tiket()
        alamat = tautan_tamu.jalur(profil)
        balas(profil=profil, oleh=self.budi, isi="Versi berapa?", tunggu_pemohon=True)
        balas(profil=profil, oleh=self.budi, isi="Catatan rahasia penangan", dalam=True)
        halaman = self.client.get(alamat)
        self.assertContains(halaman, "Versi berapa?")
        self.assertNotContains(halaman, "Catatan rahasia")
        isian = {
            "balas-isi": "2410",
            "balas-kunci_kirim": uuid.uuid4(),
            "balas-lampiran": SimpleUploadedFile("a.png", png()),
        }
        for _ in range(2):
            isian["balas-lampiran"].seek(0)
            self.assertRedirects(
                self.client.post(f"{alamat}balas/", isian), f"{alamat}#akhir", fetch_redirect_response=False
            )
        self.assertEqual(PeristiwaTiket.objects.filter(profil=profil, jenis="balasan", kontak=profil.kontak).count(), 1)
        kuras()
        gambar = LampiranTiket.objects.get()
        self.assertEqual(self.client.get(f"{alamat}lampiran/{gambar.kunci}/")["Content-Type"], "image/png")
        profil.refresh_from_db()
        self.assertNotEqual(profil.keadaan, "menunggu_pemohon")
        selesaikan(profil=profil, oleh=self.budi, isi="Unggah ulang kop.")
        self.assertContains(self.client.get(alamat), "Apakah masalahnya sudah beres?")
        self.client.post(f"{alamat}beres/")
        self.client.post(f"{alamat}beres/")
        profil.refresh_from_db()
        self.assertEqual((profil.keadaan, profil.peristiwa.filter(jenis="dikonfirmasi").count()), ("ditutup", 1))
        jawab = self.client.post(f"{alamat}buka-lagi/", {"buka-alasan": "", "buka-kunci_kirim": uuid.uuid4()})
        self.assertContains(jawab, "Tulis satu kalimat", status_code=422)
        self.client.post(f"{alamat}buka-lagi/", {"buka-alasan": "Hilang lagi", "buka-kunci_kirim": uuid.uuid4()})
        profil.refresh_from_db()
        self.assertEqual((profil.keadaan, profil.dibuka_lagi), ("ditangani", 1))

    def test_isian_keliru_kembali_bersama_tulisannya(self):
        alamat = tautan_tamu.jalur(self.tiket())
        jawab = self.client.post(f"{alamat}balas/", {"balas-isi": "", "balas-kunci_kirim": uuid.uuid4()})
        self.assertContains(jawab, "Pesannya masih kosong", status_code=422)
        with override_settings(BATAS_LAJU={"balas_tamu": "0/h/ip"}):
            jawab = self.client.post(
                f"{alamat}balas/", {"balas-isi": "Tulisan saya", "balas-kunci_kirim": uuid.uuid4()}
            )
        if jawab.status_code != 302:
            self.assertContains(jawab, "Tulisan saya", status_code=429)

    def test_token_keliru_tidak_mengungkap_apa_pun_dan_tidak_menambah(self):
        profil, milik_ani = self.tiket(), tiket_ani(self)
        selesaikan(profil=profil, oleh=self.budi, isi="Jawaban")
        benar = tautan_tamu.token(profil)
        tukar = benar[:-1] + ("A" if benar[-1] != "A" else "B")
        coba = [(profil.kode, satu) for satu in (tukar, "x", benar[:-1], benar + "A", "é" * 32, "%00")]
        coba += [(milik_ani.kode, benar), (milik_ani.kode, tautan_tamu.token(milik_ani)), ("ZZ-9999", benar)]
        sebelum = PeristiwaTiket.objects.count()
        for kode, token in coba:
            for akhir, cara in (("", "get"), ("balas/", "post"), ("beres/", "post"), ("buka-lagi/", "post"),
                                (f"lampiran/{uuid.uuid4()}/", "get")):  # fmt: skip
                with self.subTest(kode=kode, token=token[:4], akhir=akhir):
                    jawab = getattr(self.client, cara)(
                        f"/bantuan/t/{kode}/{token}/{akhir}",
                        {"balas-isi": "x", "balas-kunci_kirim": uuid.uuid4(), "buka-alasan": "x"}
                        if cara == "post"
                        else {},
                    )
                    self.assertIn(jawab.status_code, {404, 429})
                    for bocor in ("Suliki", "Rina", "Kop kosong", profil.judul):
                        self.assertNotContains(jawab, bocor, status_code=jawab.status_code)
        self.assertEqual(PeristiwaTiket.objects.count(), sebelum)
        profil.refresh_from_db()
        self.assertEqual(profil.keadaan, "selesai")

    def test_menebak_dibatasi(self):
        profil = self.tiket()
        with override_settings(BATAS_LAJU={"tautan_tamu": "3/m/ip"}):
            status = [self.client.get(f"/bantuan/t/{profil.kode}/tebakan{n}/").status_code for n in range(5)]
        self.assertEqual(status, [404, 404, 404, 429, 429])
        self.assertEqual(self.client.get(tautan_tamu.jalur(profil)).status_code, 200)

    def test_token_panjang_berbeda_tiap_tiket_dan_tanpa_data_pribadi(self):
        satu, dua = self.tiket(), self.tiket()
        self.assertNotEqual(tautan_tamu.token(satu), tautan_tamu.token(dua))
        self.assertRegex(tautan_tamu.token(satu), r"^[\w-]{32}$")
        self.assertNotIn("rina", tautan_tamu.alamat(satu).lower())

    def test_kunci_situs_yang_diganti_tidak_memutus_tautan_lama(self):
        profil = self.tiket()
        alamat = tautan_tamu.jalur(profil)
        with override_settings(SECRET_KEY="kunci-baru-yang-panjang", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
            self.assertTrue(tautan_tamu.cocok(profil, alamat.rstrip("/").rpartition("/")[2]))
        with override_settings(SECRET_KEY="kunci-baru-yang-panjang", SECRET_KEY_FALLBACKS=[]):
            self.assertFalse(tautan_tamu.cocok(profil, alamat.rstrip("/").rpartition("/")[2]))

    def test_berakhir_sesudah_lama_ditutup_dan_dapat_dicabut_penangan(self):
        profil = self.tiket()
        selesaikan(profil=profil, oleh=self.budi, isi="Coba ini")
        alamat = tautan_tamu.jalur(profil)
        self.client.post(f"{alamat}beres/")
        ProfilTiket.objects.filter(pk=profil.pk).update(ditutup_pada=timezone.now() - timedelta(days=31))
        self.assertContains(self.client.get(alamat), "sudah berakhir", status_code=410)
        self.assertNotContains(self.client.get(alamat), "Suliki", status_code=410)
        lain = self.tiket()
        lama = tautan_tamu.jalur(lain)
        self.masuk(self.ani)
        self.assertEqual(
            self.client.post(reverse("pusat_bantuan:tiket-ganti-tautan", args=[lain.kode])).status_code, 404
        )
        self.masuk(self.budi)
        self.assertContains(self.client.get(lain.get_absolute_url()), "identitasnya belum terverifikasi")
        self.client.post(reverse("pusat_bantuan:tiket-ganti-tautan", args=[lain.kode]))
        lain.refresh_from_db()
        self.client.logout()
        self.assertEqual(self.client.get(lama).status_code, 404)
        self.assertEqual(self.client.get(tautan_tamu.jalur(lain)).status_code, 200)

    def test_lampiran_catatan_dalam_tidak_tersaji(self):
        profil = self.tiket()
        balas(profil=profil, oleh=self.budi, isi="Dalam", dalam=True)
        catatan = profil.tiket.followup_set.filter(public=False, comment="Dalam").get()
        rahasia = LampiranTiket.objects.create(
            profil=profil, followup=catatan, pengunggah=self.budi, berkas="tiket/x.txt", nama="x.txt", mime="text/plain",
            ukuran=1, sidik="0",
        )  # fmt: skip
        self.assertEqual(self.client.get(f"{tautan_tamu.jalur(profil)}lampiran/{rahasia.kunci}/").status_code, 404)


class Klaim(DuniaTamu):
    def klaim(self, kode: str):
        return self.client.post(reverse("pusat_bantuan:klaim"), {"kode": kode})

    def test_operator_yang_dikonfirmasi_melanjutkan_dan_tautan_tamunya_mati(self):
        profil = self.tiket()
        lama = tautan_tamu.jalur(profil)
        self.masuk(self.ani)
        self.assertRedirects(self.klaim(profil.kode.lower().replace("-", " ")), profil.get_absolute_url())
        profil.refresh_from_db()
        self.assertEqual(profil.pemohon, self.ani)
        self.assertTrue(profil.peristiwa.filter(jenis="diklaim", pelaku=self.ani).exists())
        self.klaim(profil.kode)
        self.assertEqual(profil.peristiwa.filter(jenis="diklaim").count(), 1)
        self.client.logout()
        self.assertEqual(self.client.get(lama).status_code, 404)

    def test_yang_menunggu_konfirmasi_dan_orang_luar_mendapat_jawaban_yang_sama_dengan_kode_asing(self):
        profil = self.tiket()
        calon = Pengguna.objects.create(username="calon")
        Penugasan.objects.create(
            pengguna=calon, peran="operator", wilayah=self.wilayah["13.07.01.2004"], keadaan="menunggu"
        )
        kalimat = set()
        for orang, kode in (
            (calon, profil.kode),
            (self.eko, profil.kode),
            (self.eko, "ZZ-9999"),
            (self.budi, profil.kode),
        ):
            self.masuk(orang)
            jawab = self.klaim(kode)
            self.assertEqual(jawab.status_code, 422)
            galat = re.findall(r"<li>([^<]*tidak ditemukan[^<]*)</li>", jawab.content.decode())
            kalimat |= set(galat)
            with self.assertRaises(TidakDapat):
                layanan.klaim_tiket(kode=kode, oleh=Pengguna.objects.get(pk=orang.pk))
        self.assertLessEqual(len(kalimat), 1)
        profil.refresh_from_db()
        self.assertIsNone(profil.pemohon)

    def test_tiket_milik_rekan_tidak_berpindah(self):
        profil = tiket_ani(self)
        rekan = Pengguna.objects.create(username="rekan")
        Penugasan.objects.create(pengguna=rekan, peran="operator", wilayah=self.wilayah["13.07.01.2004"])
        self.masuk(rekan)
        self.assertContains(self.klaim(profil.kode), "sudah milik", status_code=422)
        self.client.logout()
        self.assertEqual(self.klaim(profil.kode).status_code, 302)  # ke pintu masuk
