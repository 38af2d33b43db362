"""Data saya: salinan, penghapusan, tautan sandi baru, dan pemberian tugas lewat halaman."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from akun import layanan
from akun.models import JejakAkun, Kabar, Pengguna, Penugasan, Peran
from tests.tokoh import DuniaUji


class DuniaMasuk(DuniaUji):
    def setUp(self):
        cache.clear()

    def pintu(self, orang: Pengguna, *, ulang: bool = True) -> None:
        self.client.logout()
        self.client.post(reverse("account_login"), {"login": orang.username, "password": self.sandi})
        if ulang:
            self.client.post(reverse("account_reauthenticate"), {"password": self.sandi})


class Salinan(DuniaMasuk):
    def test_unduhan_menuntut_sandi_lagi(self):
        self.pintu(self.ani, ulang=False)
        jawaban = self.client.post(reverse("akun:unduh-data"))
        self.assertIn(reverse("account_reauthenticate"), jawaban.url)

    def test_zip_berisi_data_sendiri_dan_tidak_data_orang_lain(self):
        self.pintu(self.ani)
        jawaban = self.client.post(reverse("akun:unduh-data"))
        self.assertEqual(jawaban["Content-Type"], "application/zip")
        self.assertIn("attachment", jawaban["Content-Disposition"])
        arsip = zipfile.ZipFile(io.BytesIO(jawaban.content))
        profil = json.loads(arsip.read("profil.json"))
        self.assertEqual((profil["nama"], profil["nomor_hp"]), ("Ani Marlina", "+6281200000001"))
        self.assertEqual(json.loads(arsip.read("penugasan.json"))[0]["wilayah__kode"], "13.07.01.2004")
        semua = b"".join(arsip.read(nama) for nama in arsip.namelist())
        self.assertNotIn(b"budi", semua.lower())
        self.assertNotIn(b"md5$", semua)
        self.assertTrue(JejakAkun.objects.filter(tindakan="data_diunduh", tentang=self.ani).exists())

    def test_slot_data_saya_menambah_berkas(self):
        from wagtail import hooks

        with hooks.register_temporarily("data_saya", lambda orang, request: {"lain.json": [orang.username]}):
            self.pintu(self.ani)
            arsip = zipfile.ZipFile(io.BytesIO(self.client.post(reverse("akun:unduh-data")).content))
        self.assertEqual(json.loads(arsip.read("lain.json")), ["ani"])

    def test_unduhan_dibatasi(self):
        self.pintu(self.ani)
        for _ in range(5):
            self.client.post(reverse("akun:unduh-data"))
        self.assertEqual(self.client.post(reverse("akun:unduh-data")).status_code, 429)


class Penghapusan(DuniaMasuk):
    def test_hapus_lewat_halaman_menuntut_sandi_dan_kata(self):
        self.pintu(self.ani, ulang=False)
        self.assertIn("reauthenticate", self.client.post(reverse("akun:hapus-akun"), {"setuju": "HAPUS"}).url)
        self.pintu(self.ani)
        self.assertEqual(self.client.post(reverse("akun:hapus-akun"), {"setuju": "ya"}).status_code, 422)
        self.assertRedirects(self.client.post(reverse("akun:hapus-akun"), {"setuju": "hapus"}), "/")
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_jati_diri_hilang_barisnya_tinggal(self):
        nomor = self.ani.pk
        lain = self.client_class()
        lain.post(reverse("account_login"), {"login": "ani", "password": self.sandi})
        layanan.hapus_orang(pengguna=self.ani, oleh=self.ani)
        ani = Pengguna.objects.get(pk=nomor)
        self.assertEqual((ani.nama, ani.email, ani.telepon, ani.is_active), ("anggota terhapus", "", None, False))
        self.assertTrue(ani.username.startswith("terhapus-"))
        self.assertFalse(ani.has_usable_password())
        self.assertEqual(ani.penugasan.get().keadaan, Penugasan.Keadaan.DICABUT)
        self.assertEqual(ani.penugasan.get().jabatan, "")
        self.assertFalse(EmailAddress.objects.filter(user=ani).exists())
        self.assertEqual(lain.get(reverse("akun:tugas")).status_code, 302, "sesi di perangkat lain ikut berakhir")

    def test_mengulang_tidak_berbuat_apa_apa(self):
        for _ in range(2):
            layanan.hapus_orang(pengguna=self.ani, oleh=self.ani)
        self.assertEqual(JejakAkun.objects.filter(tindakan="dihapus").count(), 1)

    def test_hanya_diri_sendiri_atau_pengelola(self):
        for orang in (self.eko, self.budi, self.fajar):
            with self.assertRaises(layanan.TidakBerhak):
                layanan.hapus_orang(pengguna=self.ani, oleh=orang)
        layanan.hapus_orang(pengguna=self.ani, oleh=self.hadi)

    def test_pengelola_terakhir_tidak_menghapus_dirinya(self):
        with self.assertRaises(layanan.GalatAkun):
            layanan.hapus_orang(pengguna=self.hadi, oleh=self.hadi)

    def test_surel_dan_nomornya_dapat_dipakai_orang_lain_lagi(self):
        layanan.hapus_orang(pengguna=self.ani, oleh=self.ani)
        ina = Pengguna.objects.create_user("ina", telepon="+6281200000001", telepon_terbukti=True)
        EmailAddress.objects.create(user=ina, email="ani@contoh.example", verified=True)


class TautanSandi(DuniaMasuk):
    def alamat(self, nama: str = "ani") -> str:
        return reverse("akun:sandi-baru", args=[nama])

    def test_pegiat_membuat_tautan_untuk_operatornya(self):
        self.pintu(self.budi)
        jawaban = self.client.post(self.alamat())
        jalur = urlsplit(jawaban.context["tautan"]).path
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, judul__contains="tautan sandi baru").exists())
        self.assertTrue(JejakAkun.objects.filter(tindakan="tautan_sandi", pelaku=self.budi, tentang=self.ani).exists())
        peramban = self.client_class()
        tujuan = peramban.get(jalur).url
        baru = "perahu kecil di muara"
        peramban.post(tujuan, {"password1": baru, "password2": baru})
        self.assertTrue(Pengguna.objects.get(pk=self.ani.pk).check_password(baru))
        self.assertNotEqual(peramban.get(jalur, follow=False).status_code, 302, "sekali pakai")

    def test_tidak_menjadi_jalan_naik(self):
        layanan.beri_penugasan(pengguna=self.ani, peran=Peran.PELATIH, wilayah=self.wilayah["13.07"], oleh=self.fajar)
        self.pintu(self.budi)
        for nama in ("ani", "fajar", "gita", "budi"):
            with self.subTest(nama=nama):
                self.assertEqual(self.client.post(self.alamat(nama)).status_code, 404)

    def test_eko_dan_ani_tidak_dapat(self):
        for orang in (self.eko, self.ani, self.gita, self.citra):
            self.pintu(orang)
            self.assertEqual(self.client.post(self.alamat()).status_code, 404)


class BeriDanCabut(DuniaMasuk):
    def test_manajer_memberi_lalu_mencabut_lewat_halaman(self):
        self.pintu(self.fajar)
        isi = {"peran": "pelatih", "wilayah": "13.07", "jabatan": "Pelatih", "selesai": ""}
        self.client.post(reverse("akun:beri-tugas", args=["ani"]), isi)
        tugas = Penugasan.objects.get(pengguna=self.ani, peran="pelatih")
        self.assertTrue(tugas.sedang_berlaku)
        self.client.post(reverse("akun:cabut-tugas", args=[tugas.pk]), {"alasan": "selesai"})
        tugas.refresh_from_db()
        self.assertEqual((tugas.keadaan, tugas.alasan), ("dicabut", "selesai"))

    def test_menuntut_sandi_lagi(self):
        self.pintu(self.fajar, ulang=False)
        isi = {"peran": "pelatih", "wilayah": "13.07", "jabatan": "", "selesai": ""}
        jawaban = self.client.post(reverse("akun:beri-tugas", args=["ani"]), isi)
        self.assertIn("reauthenticate", jawaban.url)

    def test_wilayah_atau_peran_di_luar_kuasa_ditolak(self):
        self.pintu(self.fajar)
        for isi in ({"peran": "pelatih", "wilayah": "17.03"}, {"peran": "manajer", "wilayah": "13.07"}, {"peran": "x"}):
            jawaban = self.client.post(reverse("akun:beri-tugas", args=["ani"]), isi)
            self.assertEqual(jawaban.status_code, 422)

    def test_orang_berhenti_sendiri(self):
        self.pintu(self.ani)
        tugas = self.ani.penugasan.get()
        self.assertRedirects(
            self.client.post(reverse("akun:cabut-tugas", args=[tugas.pk]), {"alasan": ""}), reverse("akun:tugas")
        )
        tugas.refresh_from_db()
        self.assertEqual(tugas.keadaan, "dicabut")

    def test_tugas_orang_lain_404(self):
        tugas = self.fajar.penugasan.get()
        for orang in (self.ani, self.eko, self.budi):
            self.pintu(orang)
            self.assertEqual(self.client.post(reverse("akun:cabut-tugas", args=[tugas.pk])).status_code, 404)
