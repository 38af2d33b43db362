"""Mendaftar: orang, desa, jabatan; jawaban sama entah surel atau nomornya sudah dipakai."""

from __future__ import annotations

import uuid

from django.core.cache import cache
from django.urls import reverse

from akun.models import Kabar, Pengguna, Penugasan, SuratKeluar
from tests.tokoh import DuniaUji


class Daftar(DuniaUji):
    def setUp(self):
        cache.clear()

    def isi(self, **ganti) -> dict:
        return {
            "nama": "Ina Melati", "username": "ina.melati", "phone": "0813-1111-2222", "email": "",
            "password1": "perahu kecil di muara", "jabatan": "Kaur Umum", "kunci": str(uuid.uuid4()),
            "wilayah": self.wilayah["13.07.01.2001"].kode,
        } | ganti  # fmt: skip

    def kirim(self, **ganti):
        self.client.logout()
        return self.client.post(reverse("account_signup"), self.isi(**ganti))

    def test_akun_dan_pengajuan_jadi_lalu_menunggu(self):
        jawaban = self.kirim()
        self.assertRedirects(jawaban, reverse("akun:tugas"))
        ina = Pengguna.objects.get(username="ina.melati")
        self.assertEqual((ina.nama, ina.telepon, ina.telepon_terbukti), ("Ina Melati", "+6281311112222", False))
        tugas = ina.penugasan.get()
        self.assertEqual((tugas.peran, tugas.keadaan, tugas.jabatan), ("operator", "menunggu", "Kaur Umum"))
        self.assertTrue(Kabar.objects.filter(penerima=self.budi).exists())
        halaman = self.client.get(reverse("akun:tugas"))
        self.assertContains(halaman, "Menunggu konfirmasi")
        self.assertContains(halaman, "Nagari Kurai")

    def test_zona_dari_wilayah(self):
        from wilayah.models import Wilayah

        induk = None
        for kode, nama, tingkat in (
            ("52", "Nusa Tenggara Barat", "provinsi"), ("52.03", "Kabupaten Lombok Timur", "kabupaten"),
            ("52.03.01", "Keruak", "kecamatan"), ("52.03.01.2001", "Keruak", "desa"),
        ):  # fmt: skip
            induk = Wilayah.objects.create(kode=kode, nama=nama, tingkat=tingkat, induk=induk, jenis="")
        self.kirim(wilayah="52.03.01.2001")
        self.assertEqual(Pengguna.objects.get(username="ina.melati").zona, "Asia/Makassar")

    def test_kirim_dua_kali_satu_akun_dan_jawaban_sama(self):
        isi = self.isi()
        pertama = self.client.post(reverse("account_signup"), isi)
        lain = self.client_class()
        kedua = lain.post(reverse("account_signup"), isi)
        self.assertEqual((pertama.status_code, pertama.url), (kedua.status_code, kedua.url))
        self.assertEqual(Pengguna.objects.filter(username="ina.melati").count(), 1)
        self.assertEqual(Penugasan.objects.filter(pengguna__username="ina.melati").count(), 1)

    def test_kunci_formulir_orang_lain_dengan_sandi_lain_tidak_memasukkan(self):
        isi = self.isi()
        self.client.post(reverse("account_signup"), isi)
        lain = self.client_class()
        lain.post(reverse("account_signup"), isi | {"password1": "sandi saya yang lain"})
        self.assertNotIn("_auth_user_id", lain.session)

    def test_surel_dan_nomor_yang_sudah_dipakai_menjawab_sama(self):
        jawaban = []
        for nomor, ganti in enumerate(
            (
                {"email": "baru@contoh.example"},
                {"email": "ani@contoh.example"},
                {"email": "baru2@contoh.example", "phone": "0812-0000-0001"},
            )  # fmt: skip
        ):
            hasil = self.kirim(username=f"ina{nomor}", **ganti)
            halaman = self.client.get(hasil.url)
            pesan = [str(satu) for satu in halaman.context["messages"]]
            jawaban.append(
                (
                    hasil.status_code,
                    hasil.url,
                    [p.replace(ganti["email"], "S").replace(f"ina{nomor}", "N") for p in pesan],
                )
            )
        self.assertEqual(jawaban[0], jawaban[1])
        self.assertEqual(jawaban[0], jawaban[2])
        self.assertEqual(self.ani, Pengguna.objects.get(telepon="+6281200000001", telepon_terbukti=True))

    def test_pendaftar_dengan_surel_orang_lain_tidak_mendapat_suratnya(self):
        self.kirim(email="ani@contoh.example")
        penipu = Pengguna.objects.get(username="ina.melati")
        from akun.kabar import kabari, surel_terbukti

        SuratKeluar.objects.all().delete()
        self.assertEqual(surel_terbukti(penipu), "")
        kabari([penipu], jenis="forum", kunci="x", judul="Rahasia", url="/")
        self.assertEqual(SuratKeluar.objects.count(), 0)

    def test_surel_baru_menerima_tautan_verifikasi(self):
        self.kirim(email="ina@contoh.example")
        self.assertEqual(SuratKeluar.objects.filter(kepada="ina@contoh.example").count(), 1)

    def test_yang_wajib_dan_yang_keliru_disebut(self):
        for ganti, isian in (
            ({"nama": ""}, "nama"), ({"phone": "12"}, "phone"), ({"phone": ""}, "phone"), ({"jabatan": ""}, "jabatan"),
            ({"wilayah": "13.07"}, "wilayah"), ({"wilayah": "99.99.99.9999"}, "wilayah"), ({"wilayah": ""}, "wilayah"),
            ({"password1": "pendek"}, "password1"), ({"username": "ani"}, "username"),
            ({"username": "0812-3456"}, "username"), ({"email": "bukan surel"}, "email"), ({"kunci": "x"}, "kunci"),
        ):  # fmt: skip
            with self.subTest(ganti=ganti):
                jawaban = self.kirim(**ganti)
                self.assertEqual(jawaban.status_code, 200)
                self.assertIn(isian, jawaban.context["form"].errors)
        self.assertEqual(Pengguna.objects.count(), 8)

    def test_yang_menunggu_membaca_halaman_umum_tetapi_tidak_berkuasa(self):
        self.kirim()
        self.assertEqual(self.client.get("/").status_code, 200)
        ina = Pengguna.objects.get(username="ina.melati")
        self.assertFalse(ina.penugasan_berlaku)
        self.assertEqual(self.client.get(reverse("akun:orang", args=["budi"])).status_code, 404)
