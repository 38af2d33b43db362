"""Hak baca: `terlihat` dan `boleh_dilihat` selalu sepakat; daftar tidak membocorkan dan tidak membengkak."""

from datetime import date, timedelta
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from akun.models import Pengguna, Penugasan
from pusat_bantuan import bacaan
from pusat_bantuan.layanan import balas
from pusat_bantuan.models import LampiranTiket, ProfilTiket
from tests.tokoh import DuniaUji

from .dunia import isi_hak, tiket_ani, tiket_dalam_tiap_keadaan, tiket_dari

NAMA = ("ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi")


class Hak(DuniaUji):
    def test_terlihat_dan_boleh_dilihat_sepakat_bagi_semua_orang(self):
        dunia = isi_hak(self)
        harap = {"ani": 8, "budi": 7, "citra": 9, "eko": 1}
        for nama in NAMA:
            orang = Pengguna.objects.get(username=nama)
            terlihat = set(ProfilTiket.objects.terlihat(oleh=orang))
            ditangani = set(ProfilTiket.objects.dapat_ditangani(oleh=orang))
            self.assertEqual(len(terlihat), harap.get(nama, 0), nama)
            for profil in dunia["tiket"]:
                with self.subTest(nama=nama, profil=profil.judul):
                    self.assertEqual(profil in terlihat, profil.boleh_dilihat(oleh=orang))
                    self.assertEqual(profil in ditangani, profil.boleh_ditangani(oleh=orang))
            lampiran = set(LampiranTiket.objects.terlihat(oleh=orang))
            for satu in dunia["lampiran"]:
                self.assertEqual(satu in lampiran, satu.boleh_dilihat(oleh=orang), nama)
        self.assertEqual(len(set(LampiranTiket.objects.terlihat(oleh=self.ani))), 1)

    def test_operator_yang_berhenti_kehilangan_percakapannya_saat_itu_juga(self):
        profil = tiket_ani(self)
        kemarin = date.today() - timedelta(days=1)
        Penugasan.objects.filter(pengguna=self.ani).update(mulai=kemarin - timedelta(days=9), selesai=kemarin)
        self.masuk(self.ani)
        self.assertEqual(self.client.get(profil.get_absolute_url()).status_code, 404)
        ani = Pengguna.objects.get(pk=self.ani.pk)
        self.assertNotIn(profil, ProfilTiket.objects.terlihat(oleh=ani))
        self.assertFalse(profil.boleh_dilihat(oleh=ani))

    def test_operator_penggantinya_melanjutkan_percakapan(self):
        profil = tiket_ani(self)
        penerus = Pengguna.objects.create(username="penerus")
        Penugasan.objects.create(pengguna=penerus, peran="operator", wilayah=self.wilayah["13.07.01.2004"])
        self.assertTrue(profil.boleh_dibalas(oleh=penerus))

    def test_yang_menunggu_konfirmasi_dapat_meminta_bantuan_dan_membaca_tiketnya_sendiri_saja(self):
        calon = Pengguna.objects.create(username="calon")
        desa = self.wilayah["13.07.01.2004"]
        Penugasan.objects.create(pengguna=calon, peran="operator", wilayah=desa, keadaan="menunggu")
        milik_ani = tiket_ani(self)
        sendiri = tiket_dari(calon, desa, bidang="surat-tte", uraian="Tidak bisa masuk")
        self.assertEqual(list(ProfilTiket.objects.terlihat(oleh=calon)), [sendiri])
        self.assertFalse(milik_ani.boleh_dilihat(oleh=calon))

    def test_manajer_dan_pembina_hanya_melihat_jumlah(self):
        tiket_dalam_tiap_keadaan(self)
        for nama, terbuka in (("fajar", "4"), ("gita", "4"), ("hadi", "5")):
            self.masuk(orang := Pengguna.objects.get(username=nama))
            self.assertEqual(bacaan.hitungan_wilayah(orang)["terbuka"], terbuka)
            halaman = self.client.get(reverse("pusat_bantuan:beranda"))
            self.assertContains(halaman, "sedang berjalan")
            self.assertNotContains(halaman, "Situs disusupi")
            self.assertEqual(self.client.get(reverse("pusat_bantuan:antrean")).status_code, 404)

    def test_jumlah_wilayah_dihitung_sampai_seribu_dengan_satu_kueri(self):
        tiket_dalam_tiap_keadaan(self)
        fajar = Pengguna.objects.get(username="fajar")
        fajar.berperan("manajer")  # penugasannya dibaca sekali per permintaan
        with mock.patch("pusat_bantuan.bacaan.meja.BATAS_ANGKA", 3), self.assertNumQueries(1):
            self.assertEqual(bacaan.hitungan_wilayah(fajar)["terbuka"], "3+")
        with mock.patch("pusat_bantuan.bacaan.meja.BATAS_ANGKA", 1000), self.assertNumQueries(1) as kueri:
            bacaan.hitungan_wilayah(fajar)
        self.assertEqual(kueri.captured_queries[0]["sql"].count("LIMIT 1001"), 3)


class Daftar(DuniaUji):
    def test_daftar_disaring_dan_kueri_keliru_diabaikan(self):
        tiket_dalam_tiap_keadaan(self)
        self.masuk(self.budi)
        alamat = reverse("pusat_bantuan:antrean")
        self.assertContains(self.client.get(alamat), "Baru")
        for kueri, ada in (
            ({"tampilan": "saya"}, "Menunggu pemohon"), ({"tampilan": "selesai"}, "Ditutup"),
            ({"tampilan": "terbuka", "bidang": "surat-tte"}, "Ditangani"),
            ({"tampilan": "terbuka", "wilayah": "13.07.01"}, "Ditangani"),
        ):  # fmt: skip
            self.assertContains(self.client.get(alamat, kueri), ada)
        self.assertContains(self.client.get(alamat, {"wilayah": "17"}), "Tidak ada tiket yang cocok")
        for rusak in (
            {"tampilan": "x", "sesudah": "9" * 17 + "-1"},
            {"sesudah": "abc"},
            {"keadaan": "x", "bidang": "y"},
        ):
            self.assertEqual(self.client.get(alamat, rusak).status_code, 200)

    def test_giliran_menurut_tingkat(self):
        tiket = tiket_dalam_tiap_keadaan(self)
        giliran = {nama: set(bacaan.antrean(getattr(self, nama), "menunggu")) for nama in ("budi", "citra")}
        self.assertEqual(giliran["budi"], {tiket["baru"]})
        self.assertEqual(giliran["citra"], {tiket["terbatas"], tiket["eko"]})

    def test_lembar_berkunci_memuat_tiap_tiket_sekali(self):
        for n in range(7):
            tiket_ani(self, uraian=f"Nomor {n}")
        kursor, judul = "", []
        while True:
            satu = bacaan.lembar(bacaan.tiket_desa(self.ani), kursor=kursor, banyak=3)
            judul += [profil.judul for profil in satu.tiket]
            if not (kursor := satu.berikut):
                break
        self.assertEqual(judul, [f"Nomor {n}" for n in reversed(range(7))])

    def test_jumlah_kueri_daftar_dan_halaman_tiket_tidak_bertambah_bersama_isinya(self):
        def hitung(alamat: str) -> int:
            self.client.get(alamat)
            with CaptureQueriesContext(connection) as kueri:
                self.assertEqual(self.client.get(alamat).status_code, 200)
            return len(kueri)

        profil = tiket_ani(self)
        sasaran = [
            (self.ani, reverse("pusat_bantuan:tiket-saya")), (self.budi, reverse("pusat_bantuan:antrean")),
            (self.budi, reverse("pusat_bantuan:beranda")), (self.budi, profil.get_absolute_url()),
            (self.ani, profil.get_absolute_url()),
        ]  # fmt: skip
        sedikit = []
        for orang, alamat in sasaran:
            self.masuk(orang)
            sedikit.append(hitung(alamat))
        for n in range(6):
            tiket_dari(self.ani, self.wilayah["13.07.01.2004"], bidang="surat-tte", uraian=f"Lagi {n}")
            balas(profil=profil, oleh=self.ani, isi=f"Tambahan {n}")
            balas(profil=profil, oleh=self.budi, isi=f"Jawab {n}")
        for (orang, alamat), semula in zip(sasaran, sedikit, strict=True):
            self.masuk(orang)
            self.assertLessEqual(hitung(alamat), semula, alamat)
        self.assertLessEqual(max(sedikit), 32, sedikit)
