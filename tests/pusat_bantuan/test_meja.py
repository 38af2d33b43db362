"""Meja penangan sebagaimana dialami: antrean, tampilan tersimpan, halaman tiket, perkakas."""

import re
import uuid

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from modul_pelatihan.models import Bidang
from pusat_bantuan import bacaan
from pusat_bantuan.bacaan.meja import hitung_terbatas
from pusat_bantuan.bacaan.perkakas import tiket_mirip
from pusat_bantuan.layanan import ambil, balas, gabung, selesaikan
from pusat_bantuan.models import (
    ButirPeriksa,
    DaftarPeriksa,
    JawabanSiap,
    PeristiwaTiket,
    ProfilTiket,
    SematanTampilan,
    TampilanTersimpan,
)
from tests.tokoh import DuniaUji

from .dunia import tiket_ani, tiket_dalam_tiap_keadaan, tiket_dari


def alamat(nama: str, *isi) -> str:
    return reverse(f"pusat_bantuan:{nama}", args=isi)


class Halaman(DuniaUji):
    def buka(self, url: str, kueri: dict | None = None, *, harap: int = 200) -> str:
        jawab = self.client.get(url, kueri or {})
        self.assertEqual(jawab.status_code, harap, url)
        return jawab.content.decode()


class Antrean(Halaman):
    def setUp(self):
        self.tiket = tiket_dalam_tiap_keadaan(self)
        self.masuk(self.budi)
        self.antrean = alamat("antrean")

    def judul(self, **kueri) -> set[str]:
        isi = self.buka(self.antrean, {"tampilan": "terbuka"} | kueri)
        return set(re.findall(r'class="baris__judul" href="[^"]+">([^<]+)<', isi))

    def test_setiap_saringan_punya_alamat_dan_menyaring(self):
        surat = {"Baru", "Ditangani", "Menunggu pemohon"}
        self.assertEqual(self.judul(), surat)
        for kueri, harap in (
            ({"keadaan": ["baru", "menunggu_pemohon"]}, {"Baru", "Menunggu pemohon"}),
            ({"bidang": "surat-tte"}, surat), ({"bidang": "pembaruan"}, set()), ({"dampak": ["kritis"]}, set()),
            ({"wilayah": "13.07.01.2004"}, surat), ({"wilayah": "17"}, set()),
            ({"tingkat": "1"}, surat), ({"tingkat": "3"}, set()), ({"simpul": str(self.simpul.pk)}, surat),
            ({"pemegang": "saya"}, {"Ditangani", "Menunggu pemohon"}), ({"pemegang": "belum"}, {"Baru"}),
            ({"pemegang": "budi"}, {"Ditangani", "Menunggu pemohon"}), ({"pemegang": "lewat"}, set()),
            ({"kanal": "web"}, surat), ({"kanal": "wa"}, set()), ({"umur": "7"}, set()), ({"cari": "Baru"}, {"Baru"}),
            ({"cari": self.tiket["baru"].kode.lower()}, {"Baru"}), ({"versi": "99"}, set()),
        ):  # fmt: skip
            with self.subTest(kueri=kueri):
                self.assertEqual(self.judul(**kueri), harap)

    def test_nilai_keliru_diabaikan(self):
        for kueri in ("keadaan=x&dampak=y", "wilayah=zz", "simpul=9999999999999", "umur=-1", "urut=x", "sesudah=x-1",
                      "sesudah=99999999999999999-1", "pemegang=%00", "tingkat=9", "simpan=abc"):  # fmt: skip
            with self.subTest(kueri=kueri):
                self.buka(f"{self.antrean}?tampilan=terbuka&{kueri}")

    def test_tulisan_wilayah_menjadi_kode_di_alamat(self):
        jawab = self.client.get(self.antrean, {"tampilan": "terbuka", "wilayah": "13.07.01.2004", "wilayah_asal": ""})
        self.assertRedirects(jawab, f"{self.antrean}?tampilan=terbuka&wilayah=13.07.01.2004")
        ragu = self.buka(self.antrean, {"tampilan": "terbuka", "wilayah": "tidak ada nama ini", "wilayah_asal": ""})
        self.assertIn("Periksa ejaannya", ragu)

    def test_urutan_dan_lembar_berkunci_memuat_tiap_tiket_sekali(self):
        for n in range(4):
            tiket_ani(self, uraian=f"Nomor {n}")
        semua = bacaan.antrean(self.budi, "terbuka")
        for urut in ("gerak", "lama", "baru"):
            kursor, nomor = "", []
            while True:
                satu = bacaan.lembar(semua, kursor=kursor, banyak=3, urutan=urut)
                nomor += [profil.pk for profil in satu.tiket]
                if not (kursor := satu.berikut):
                    break
            self.assertEqual(sorted(nomor), sorted(semua.values_list("pk", flat=True)), urut)

    def test_hitungan_berhenti_di_batas_dalam_satu_kueri(self):
        semua = bacaan.antrean(self.budi, "terbuka")
        with self.assertNumQueries(1):
            hasil = hitung_terbatas({"a": semua, "b": semua.filter(keadaan="baru"), "c": semua.none()}, batas=2)
        self.assertEqual(hasil, {"a": "2+", "b": "1", "c": "0"})

    def test_tampilan_disimpan_disematkan_menjadi_bawaan_dan_milik_tim(self):
        kueri = "tampilan=terbuka&keadaan=baru&asing=1"
        jawab = self.client.post(alamat("tampilan"), {"nama": "Baru saja", "kueri": kueri, "untuk": ""})
        satu = TampilanTersimpan.objects.get()
        self.assertEqual(satu.kueri, "tampilan=terbuka&keadaan=baru")
        self.assertRedirects(jawab, f"{self.antrean}?{satu.kueri}&simpan={satu.pk}")
        self.assertIn("Baru saja", self.buka(self.antrean))
        self.client.post(alamat("tampilan-ubah", satu.pk, "bawaan"))
        self.assertRedirects(self.client.get(self.antrean), f"{self.antrean}?{satu.kueri}&simpan={satu.pk}")
        wilayah = self.wilayah["13.07"].pk
        self.client.post(alamat("tampilan"), {"nama": "Milik tim", "kueri": "umur=7", "untuk": f"pegiat:{wilayah}"})
        tim = TampilanTersimpan.objects.get(nama="Milik tim")
        self.assertTrue(tim.untuk_peran)
        self.client.post(alamat("tampilan-ubah", tim.pk, "naik"))
        urut = list(
            SematanTampilan.objects.filter(orang=self.budi).order_by("urutan").values_list("tampilan", flat=True)
        )
        self.assertEqual(urut, [tim.pk, satu.pk])
        self.masuk(self.citra)
        self.buka(alamat("tampilan"))  # pesan sekali tampil habis di sini
        self.assertNotIn("Milik tim", self.buka(alamat("tampilan")))
        self.assertEqual(self.client.post(alamat("tampilan-ubah", tim.pk, "hapus")).status_code, 404)
        self.masuk(self.budi)
        self.client.post(alamat("tampilan"), {"nama": "Milik tim", "kueri": "umur=1", "untuk": "petugas:"})
        self.assertEqual(TampilanTersimpan.objects.get(nama="Milik tim").kueri, "umur=7")
        for perbuatan in ("lepas", "hapus"):
            self.client.post(alamat("tampilan-ubah", tim.pk, perbuatan))
        self.assertFalse(TampilanTersimpan.objects.filter(pk=tim.pk).exists())

    def test_csv_mengikuti_saringan_dan_menjinakkan_rumus(self):
        ProfilTiket.objects.get(pk=self.tiket["baru"].pk)
        self.tiket["baru"].tiket.title = "=cmd|' /C calc'!A0"
        self.tiket["baru"].tiket.save()
        isi = self.client.get(alamat("antrean-csv"), {"tampilan": "terbuka", "keadaan": "baru"}).getvalue().decode()
        baris = isi.strip().splitlines()
        self.assertEqual(len(baris), 2)
        self.assertIn("'=cmd", baris[1])
        self.assertNotIn("Ditangani", isi)

    def test_yang_bukan_penangan_tidak_punya_meja(self):
        for orang in (self.ani, self.fajar, self.gita, self.hadi):
            self.masuk(orang)
            for nama in ("antrean", "antrean-csv", "tampilan"):
                self.assertEqual(self.client.get(alamat(nama)).status_code, 404, (orang.username, nama))


class HalamanTiket(Halaman):
    def setUp(self):
        self.profil = tiket_ani(self)
        self.masuk(self.budi)
        self.url = self.profil.get_absolute_url()

    def test_percakapan_gabungan_terbaca_di_tiket_utama_oleh_yang_berhak_saja(self):
        lain = tiket_ani(self, uraian="Kop surat tidak muncul lagi")
        gabung(asal=lain, ke=self.profil, oleh=self.budi)
        self.masuk(self.ani)
        isi = self.buka(self.url)
        self.assertIn("Kop surat tidak muncul lagi", isi)
        self.assertIn("digabung ke", self.buka(lain.get_absolute_url()))
        self.assertIn(self.profil.kode, self.buka(lain.get_absolute_url()))

    def test_bersilang_menahan_kiriman_menampilkan_yang_baru_dan_menjaga_tulisan(self):
        terbaca = self.profil.peristiwa.latest("pk").pk
        balas(profil=self.profil, oleh=self.citra, isi="Sudah saya jawab dari pusat")
        kirim = {
            "perbuatan": "balas", "balas-isi": "Tulisan saya yang panjang", "balas-kunci_kirim": uuid.uuid4(),
            "terbaca": terbaca,
        }  # fmt: skip
        jawab = self.client.post(alamat("tiket-balas", self.profil.kode), kirim)
        isi = jawab.content.decode()
        self.assertEqual(jawab.status_code, 409)
        for harap in (
            "Tulisan saya yang panjang",
            "Sudah saya jawab dari pusat",
            "kiriman--baru",
            "tulisan Anda masih",
        ):
            self.assertIn(harap.lower(), isi.lower())
        baru = re.search(r'name="terbaca" value="(\d+)"', isi)[1]
        jawab = self.client.post(alamat("tiket-balas", self.profil.kode), kirim | {"terbaca": baru})
        self.assertEqual(jawab.status_code, 302)
        self.assertEqual(self.profil.peristiwa.filter(jenis="balasan").count(), 2)

    def test_satu_formulir_untuk_balasan_catatan_dan_jawaban(self):
        for perbuatan, jenis in (("balas", "balasan"), ("catat", "catatan"), ("selesai", "selesai")):
            kirim = {"perbuatan": perbuatan, "balas-isi": f"Isi {perbuatan}", "balas-kunci_kirim": uuid.uuid4()}
            self.assertEqual(self.client.post(alamat("tiket-balas", self.profil.kode), kirim).status_code, 302)
            self.assertTrue(self.profil.peristiwa.filter(jenis=jenis, pelaku=self.budi).exists())

    def test_jawaban_siap_terisi_dan_terhitung_ketika_dikirim(self):
        siap = JawabanSiap.objects.create(judul="Salam", isi="Halo {nama_pemohon} di {desa}, {{ $x }} {asing}")
        JawabanSiap.objects.create(judul="Lain bidang", isi="x", bidang=Bidang.objects.get(slug="pembaruan"))
        JawabanSiap.objects.create(judul="Lain wilayah", isi="x", wilayah=self.wilayah["17"])
        perkakas = self.buka(alamat("tiket-perkakas", self.profil.kode))
        self.assertIn("Salam", perkakas)
        self.assertNotIn("Lain bidang", perkakas)
        self.assertNotIn("Lain wilayah", perkakas)
        teks = self.buka(alamat("tiket-siap", self.profil.kode, siap.pk))
        self.assertEqual(teks, f"Halo {self.ani.nama} di Nagari Suliki, {{{{ $x }}}} {{asing}}")
        self.assertIn("Halo Ani", self.buka(self.url, {"siap": siap.pk}))
        self.client.post(
            alamat("tiket-balas", self.profil.kode),
            {"perbuatan": "balas", "balas-isi": "Halo", "balas-kunci_kirim": uuid.uuid4(), "siap": siap.pk},
        )
        siap.refresh_from_db()
        self.assertEqual(siap.kali_dipakai, 1)

    def test_daftar_periksa_dipasang_sekali_dan_dicentang_oleh_siapa(self):
        daftar = DaftarPeriksa.objects.create(judul="Surat kosong", butir="Tanya versi\n\nMinta tangkapan layar")
        for _ in range(2):
            self.client.post(alamat("tiket-periksa", self.profil.kode), {"daftar": daftar.pk})
        butir = list(ButirPeriksa.objects.filter(profil=self.profil))
        self.assertEqual([satu.teks for satu in butir], ["Tanya versi", "Minta tangkapan layar"])
        self.client.post(alamat("tiket-periksa", self.profil.kode), {"butir": [butir[0].pk]})
        butir[0].refresh_from_db()
        self.assertEqual(butir[0].selesai_oleh, self.budi)
        self.assertIn(self.budi.nama, self.buka(self.url))
        self.masuk(self.ani)
        self.assertNotIn("Tanya versi", self.buka(self.url))

    def test_tiket_mirip_dari_desa_dan_bidang_yang_sama(self):
        mirip = tiket_ani(self, uraian="Surat dicetak kosong lagi")
        tiket_ani(self, uraian="Bagaimana mengganti kop?")
        tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Surat kosong saat dicetak.")
        self.assertEqual(tiket_mirip(self.profil, oleh=self.budi), [mirip])
        self.assertIn(mirip.kode, self.buka(alamat("tiket-perkakas", self.profil.kode)))

    def test_kehadiran_dan_pesan_baru_lewat_detak(self):
        terbaca = self.profil.peristiwa.latest("pk").pk
        self.masuk(self.citra)
        detak = alamat("tiket-hadir", self.profil.kode)
        self.client.post(detak, {"menulis": "ya", "terbaca": terbaca})
        balas(profil=self.profil, oleh=self.ani, isi="Tambahan")
        self.masuk(self.budi)
        isi = self.client.post(detak, {"terbaca": terbaca}).json()
        self.assertEqual(isi["lain"], [{"nama": self.citra.nama, "menulis": True}])
        self.assertEqual(isi["baru"], [self.ani.nama])
        self.assertIn("sedang menulis", self.buka(self.url))
        self.client.post(detak, {"pergi": "ya"})
        self.masuk(self.citra)
        self.assertEqual(self.client.post(detak).json()["lain"], [])
        self.masuk(self.ani)
        self.assertEqual(self.client.post(detak).status_code, 404)

    def test_garis_waktu_disaring_dan_yang_lama_terlipat(self):
        balas(profil=self.profil, oleh=self.budi, isi="Rahasia meja", dalam=True)
        self.assertNotIn("Rahasia meja", self.buka(self.url, {"garis": "pesan"}))
        self.assertIn("Rahasia meja", self.buka(self.url, {"garis": "catatan"}))
        self.assertNotIn("Surat kosong saat dicetak.</div>", self.buka(self.url, {"garis": "peristiwa"}))
        for n in range(70):
            balas(profil=self.profil, oleh=self.ani, isi=f"Pesan ke-{n}.")
        self.assertNotIn("Pesan ke-2.", self.buka(self.url))
        self.assertIn("Pesan ke-2.", self.buka(self.url, {"lengkap": 1}))

    def test_ringkasan_tersamar_dan_tidak_keluar_sebelum_diperiksa(self):
        self.profil.tiket.description = "Ani Marlina di Nagari Suliki, ani@desa.example, 081234567890, https://suliki.desa.id galat. 1307012004900001"
        self.profil.tiket.save()
        url = alamat("tiket-ringkasan", self.profil.kode)
        isi = self.buka(url)
        self.assertIn(self.profil.kode, isi)
        naskah = re.search(r"<textarea[^>]*>(.*?)</textarea>", isi, re.S)[1]
        for rahasia in ("Ani Marlina", "Suliki", "ani@desa", "081234567890", "suliki.desa.id"):
            self.assertNotIn(rahasia, naskah)
        self.assertEqual(self.client.post(url, {"teks": "Isi"}).status_code, 422)
        self.assertFalse(PeristiwaTiket.objects.filter(jenis="ringkasan").exists())
        jawab = self.client.post(url, {"teks": "Isi sandi: rahasia123", "diperiksa": "on", "unduh": "ya"})
        self.assertIn("attachment", jawab["Content-Disposition"])
        self.assertNotIn("rahasia123", jawab.content.decode())
        self.client.post(url, {"teks": "Isi", "diperiksa": "on"})
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="ringkasan").count(), 1)
        self.masuk(self.ani)
        self.assertEqual(self.client.get(url).status_code, 404)
        self.assertNotIn("ringkasan", self.buka(self.url).lower().partition("percakapan")[2])

    def test_cetak_dan_wa_tanpa_yang_dalam(self):
        balas(profil=self.profil, oleh=self.budi, isi="Rahasia meja", dalam=True)
        for orang in (self.ani, self.budi):
            self.masuk(orang)
            self.assertNotIn("Rahasia meja", self.buka(alamat("tiket-cetak", self.profil.kode)))
            wa = self.buka(alamat("tiket-wa", self.profil.kode))
            self.assertIn("https://wa.me/?text=", wa)
            self.assertNotIn("Rahasia meja", wa)
        self.assertIn("Rahasia meja", self.buka(alamat("tiket-cetak", self.profil.kode), {"dalam": "1"}))
        self.masuk(self.ani)
        self.assertNotIn("Rahasia meja", self.buka(alamat("tiket-cetak", self.profil.kode), {"dalam": "1"}))

    def test_halaman_tindakan_hanya_bagi_penangannya_dan_menyebut_galatnya(self):
        lain = tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Sama")
        nama = ("tugaskan", "teruskan", "ubah", "gabung", "taut", "pecah", "ringkasan", "perkakas")
        for satu in nama:
            self.buka(alamat(f"tiket-{satu}", self.profil.kode))
        self.masuk(self.citra)
        jawab = self.client.post(alamat("tiket-gabung", self.profil.kode), {"kode": lain.kode})
        self.assertContains(jawab, "gangguan", status_code=422)
        self.assertContains(
            self.client.post(alamat("tiket-gabung", self.profil.kode), {"kode": "zz"}),
            "Periksa kodenya",
            status_code=422,
        )
        jawab = self.client.post(alamat("tiket-taut", self.profil.kode), {"kode": lain.kode, "jenis": "terkait"})
        self.assertRedirects(jawab, self.url)
        self.assertContains(self.client.get(self.url), lain.kode)
        for orang in (self.ani, self.eko):
            self.masuk(orang)
            for satu in nama:
                self.assertEqual(self.client.get(alamat(f"tiket-{satu}", self.profil.kode)).status_code, 404, satu)
        self.masuk(self.ani)
        self.assertNotIn(lain.kode, self.buka(self.url))


class Kueri(Halaman):
    def test_antrean_halaman_tiket_dan_perkakas_paling_banyak_lima_belas_kueri(self):
        profil = tiket_ani(self)
        for nama in ("satu", "dua", "tiga"):
            tampilan = TampilanTersimpan.objects.create(nama=nama, pemilik=self.budi, kueri="bidang=surat-tte&umur=1")
            SematanTampilan.objects.create(orang=self.budi, tampilan=tampilan)

        def hitung(orang, url: str) -> int:
            self.masuk(orang)
            self.buka(url)
            with CaptureQueriesContext(connection) as kueri:
                self.buka(url)
            return len(kueri)

        sasaran = [
            (self.budi, alamat("antrean") + "?tampilan=terbuka"), (self.citra, alamat("antrean") + "?tampilan=terbuka"),
            (self.budi, alamat("antrean") + "?bidang=surat-tte&wilayah=13.07.01.2004&cari=surat"),
            (self.budi, profil.get_absolute_url()), (self.citra, profil.get_absolute_url()),
            (self.ani, profil.get_absolute_url()), (self.budi, alamat("tiket-perkakas", profil.kode)),
            (self.budi, alamat("tiket-sekitar", profil.kode)),
        ]  # fmt: skip
        sedikit = [hitung(*satu) for satu in sasaran]
        for n in range(6):
            lain = tiket_ani(self, uraian=f"Surat lagi {n}")
            balas(profil=profil, oleh=self.ani, isi=f"Tambahan {n}")
            balas(profil=profil, oleh=self.budi, isi=f"Catatan {n}", dalam=True)
            if n < 3:
                gabung(asal=lain, ke=profil, oleh=self.budi)
        for (orang, url), semula in zip(sasaran, sedikit, strict=True):
            self.assertLessEqual(hitung(orang, url), semula, url)
        self.assertLessEqual(max(sedikit), 15, sedikit)
        ambil(profil=profil, oleh=self.budi)
        selesaikan(profil=profil, oleh=self.budi, isi="Coba ini")
        self.assertLessEqual(hitung(self.ani, profil.get_absolute_url()), 15)
