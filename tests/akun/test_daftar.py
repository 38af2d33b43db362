"""Mendaftar: orang, desa, jabatan; jawaban sama entah surel atau nomornya sudah dipakai."""

from __future__ import annotations

import uuid
from email import message_from_bytes, policy
from unittest.mock import patch

from django.core.cache import cache
from django.test import SimpleTestCase
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from akun import nama_pengguna, telepon
from akun.models import JejakAkun, Kabar, Pengguna, Penugasan, SuratKeluar
from tests.tokoh import DuniaUji


class Daftar(DuniaUji):
    def setUp(self):
        cache.clear()

    def isi(self, **ganti) -> dict:
        return {
            "nama": "Ina Melati", "phone": "0813-1111-2222", "email": "",
            "password1": "perahu kecil di muara", "jabatan": "Kaur Umum", "kunci": str(uuid.uuid4()),
            "wilayah": self.wilayah["13.07.01.2001"].kode,
        } | ganti  # fmt: skip

    def kirim(self, **ganti):
        self.client.logout()
        return self.client.post(reverse("account_signup"), self.isi(**ganti))

    def test_akun_dan_pengajuan_jadi_lalu_menunggu(self):
        jawaban = self.kirim()
        self.assertRedirects(jawaban, reverse("akun:selamat-datang"))
        ina = Pengguna.objects.get(first_name="Ina Melati")
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
        self.assertEqual(Pengguna.objects.get(first_name="Ina Melati").zona, "Asia/Makassar")

    def test_kirim_dua_kali_satu_akun_dan_jawaban_sama(self):
        isi = self.isi()
        pertama = self.client.post(reverse("account_signup"), isi)
        lain = self.client_class()
        kedua = lain.post(reverse("account_signup"), isi)
        self.assertEqual((pertama.status_code, pertama.url), (kedua.status_code, kedua.url))
        self.assertEqual(Pengguna.objects.filter(first_name="Ina Melati").count(), 1)
        self.assertEqual(Penugasan.objects.filter(pengguna__first_name="Ina Melati").count(), 1)

    def test_kunci_formulir_orang_lain_dengan_sandi_lain_tidak_memasukkan(self):
        isi = self.isi()
        self.client.post(reverse("account_signup"), isi)
        lain = self.client_class()
        lain.post(reverse("account_signup"), isi | {"password1": "sandi saya yang lain"})
        self.assertNotIn("_auth_user_id", lain.session)

    def test_surel_dan_nomor_yang_sudah_dipakai_menjawab_sama(self):
        jawaban = []
        for ganti in (
            {"email": "baru@contoh.example"},
            {"email": "ani@contoh.example"},
            {"email": "baru2@contoh.example", "phone": "0812-0000-0001"},
        ):
            hasil = self.kirim(**ganti)
            halaman = self.client.get(hasil.url)
            nama = halaman.context["request"].user.username
            pesan = [str(satu).replace(ganti["email"], "S").replace(nama, "N") for satu in halaman.context["messages"]]
            jawaban.append((hasil.status_code, hasil.url, pesan))
        self.assertEqual(jawaban[0], jawaban[1])
        self.assertEqual(jawaban[0], jawaban[2])
        self.assertEqual(self.ani, Pengguna.objects.get(telepon="+6281200000001", telepon_terbukti=True))

    def test_pendaftar_dengan_surel_orang_lain_tidak_mendapat_suratnya(self):
        self.kirim(email="ani@contoh.example")
        penipu = Pengguna.objects.get(first_name="Ina Melati")
        from akun.kabar import kabari, surel_terbukti

        SuratKeluar.objects.all().delete()
        self.assertEqual(surel_terbukti(penipu), "")
        kabari([penipu], jenis="forum", kunci="x", judul="Rahasia", url="/")
        self.assertEqual(SuratKeluar.objects.count(), 0)

    def test_surel_baru_menerima_tautan_verifikasi(self):
        self.kirim(email="ina@contoh.example")
        self.assertEqual(SuratKeluar.objects.filter(kepada="ina@contoh.example").count(), 1)

    def test_surat_verifikasi_menyebut_nama_pengguna_dan_bukan_kata_sandi(self):
        self.kirim(email="ina@contoh.example")
        surat = message_from_bytes(
            bytes(SuratKeluar.objects.get(kepada="ina@contoh.example").isi), policy=policy.default
        )
        teks = surat.get_body(("plain",)).get_content()
        self.assertIn(f"Nama pengguna: {Pengguna.objects.get(first_name='Ina Melati').username}", teks)
        self.assertIn("/akun/confirm-email/", teks)
        self.assertNotIn("perahu kecil", teks)
        self.assertNotRegex(teks, r"\b(Hello|You|Thank|email address)\b")

    def test_nama_pengguna_dari_sistem_tampil_di_halaman_selamat_datang_dan_membuka_pintu(self):
        self.kirim(username="ani")
        ina = Pengguna.objects.get(first_name="Ina Melati")
        self.assertRegex(ina.username, r"^ina\.melati\.\d{4}$")
        self.assertContains(self.client.get(reverse("akun:selamat-datang")), ina.username)
        self.client.logout()
        masuk = {"login": ina.username.upper(), "password": "perahu kecil di muara"}
        self.client.post(reverse("account_login"), masuk)
        self.assertEqual(self.client.session["_auth_user_id"], str(ina.pk))

    def test_nama_yang_sama_dan_nama_yang_sudah_ada_menjawab_sama(self):
        """Tidak ada nama yang "sudah dipakai": orang bernama sama mendapat angka acaknya sendiri."""
        Pengguna.objects.create(username="ina.melati")
        jawaban = [self.kirim(nama=nama) for nama in ("Ina Melati", "Ina Melati", "Orang Lain")]
        self.assertEqual({(satu.status_code, satu.url) for satu in jawaban}, {(302, reverse("akun:selamat-datang"))})
        nama = Pengguna.objects.filter(first_name="Ina Melati").values_list("username", flat=True)
        self.assertEqual(len(set(nama)), 2)

    def test_angka_yang_bertabrakan_diacak_lagi(self):
        Pengguna.objects.create(username="ina.melati.0007")
        with patch("akun.nama_pengguna.secrets.randbelow", side_effect=[7, 7, 8]):
            self.kirim()
        self.assertEqual(Pengguna.objects.get(first_name="Ina Melati").username, "ina.melati.0008")

    def test_yang_wajib_dan_yang_keliru_disebut(self):
        for ganti, isian in (
            ({"nama": ""}, "nama"), ({"phone": "12"}, "phone"), ({"phone": ""}, "phone"), ({"jabatan": ""}, "jabatan"),
            ({"wilayah": "13.07"}, "wilayah"), ({"wilayah": "99.99.99.9999"}, "wilayah"), ({"wilayah": ""}, "wilayah"),
            ({"password1": "pendek"}, "password1"), ({"email": "bukan surel"}, "email"), ({"kunci": "x"}, "kunci"),
        ):  # fmt: skip
            with self.subTest(ganti=ganti):
                jawaban = self.kirim(**ganti)
                self.assertEqual(jawaban.status_code, 200)
                self.assertIn(isian, jawaban.context["form"].errors)
        self.assertEqual(Pengguna.objects.count(), 8)

    def test_yang_menunggu_membaca_halaman_umum_tetapi_tidak_berkuasa(self):
        self.kirim()
        self.assertEqual(self.client.get("/").status_code, 200)
        ina = Pengguna.objects.get(first_name="Ina Melati")
        self.assertFalse(ina.penugasan_berlaku)
        self.assertEqual(self.client.get(reverse("akun:orang", args=["budi"])).status_code, 404)


class NamaPengguna(DuniaUji):
    def setUp(self):
        cache.clear()
        self.masuk(self.ani)

    def ganti(self, depan: str):
        return self.client.post(reverse("akun:nama-pengguna"), {"depan": depan})

    def test_orang_memilih_bagian_depan_dan_angkanya_tetap_dari_sistem(self):
        self.assertRedirects(self.ganti("Ani.Kurai"), reverse("akun:profil"))
        baru = Pengguna.objects.get(pk=self.ani.pk).username
        self.assertRegex(baru, r"^ani\.kurai\.\d{4}$")
        self.assertEqual(JejakAkun.objects.get(tindakan="nama_pengguna").catatan, f"ani → {baru}")
        self.assertContains(self.client.get(reverse("akun:profil")), baru)
        self.ganti("ani.kurai")
        self.assertEqual(Pengguna.objects.get(pk=self.ani.pk).username, baru, "mengulang tidak mengganti")

    def test_nama_yang_ada_dan_yang_tidak_ada_menjawab_sama(self):
        jawaban = [self.ganti(depan) for depan in ("budi", "tidakada")]
        self.assertEqual(*[(satu.status_code, satu.url) for satu in jawaban])

    def test_yang_tidak_layak_ditolak_dengan_petunjuk(self):
        for depan in (
            "",
            "a",
            "0812-0000",
            "ani@contoh",
            "petugas",
            "admin.nagari",
            "ani marlina",
            "x" * 21,
            "terhapus",
        ):
            with self.subTest(depan=depan):
                self.assertEqual(self.ganti(depan).status_code, 422)
        self.assertEqual(Pengguna.objects.get(pk=self.ani.pk).username, "ani")

    def test_dibatasi_lima_kali_sehari(self):
        kode = [self.ganti(f"ani.{huruf * 2}").status_code for huruf in "abcdef"]
        self.assertEqual(kode, [302] * 5 + [429])


class BagianDepan(SimpleTestCase):
    @given(st.text(max_size=60))
    def test_dari_nama_apa_pun_jadi_nama_pengguna_yang_layak(self, nama):
        depan = nama_pengguna.depan_dari(nama)
        self.assertTrue(nama_pengguna.layak(depan))
        self.assertIsNone(telepon.normalkan(nama_pengguna.acak(depan)))

    def test_contoh(self):
        for nama, depan in (
            ("Ina Melati, S.Kom", "ina.melati"), ("H. Ahmad Fauzi", "ahmad.fauzi"), ("Sukarno", "sukarno"),
            ("Dédé Nuraeni", "dede.nuraeni"), ("慎", "warga"), ("Admin Nagari", "warga"),
            ("Abdurrahmansyah Panjangsekali", "abdurrahmansyah.panj"),
        ):  # fmt: skip
            with self.subTest(nama=nama):
                self.assertEqual(nama_pengguna.depan_dari(nama), depan)
