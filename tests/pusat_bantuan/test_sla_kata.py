"""Janji waktu dalam kata: di halaman tiket, di daftar, dalam zona desa dan zona penangan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase
from django.urls import reverse

from pusat_bantuan.bacaan.janji import jam_meja, janji, tanda_tenggat
from pusat_bantuan.jam_tiket import muat_bahan
from pusat_bantuan.kata_waktu import lama_kerja, sebut_saat, sebut_saat_bagi
from pusat_bantuan.keadaan import Keadaan
from pusat_bantuan.layanan import ambil, balas, konfirmasi, selesaikan
from pusat_bantuan.layanan.pengingat import ingatkan_yang_perlu
from pusat_bantuan.models import ProfilTiket
from tests.pusat_bantuan.dunia import tiket_ani
from tests.pusat_bantuan.test_sla_tiket import DuniaJam, wib

WITA = ZoneInfo("Asia/Makassar")


class KataWaktu(SimpleTestCase):
    kini = datetime(2026, 11, 23, 9, tzinfo=WITA)  # Senin

    def test_lama_dibulatkan_ke_bawah(self):
        harap = {
            0: "kurang dari 1 menit kerja", 59: "kurang dari 1 menit kerja", 60: "1 menit kerja", 3599: "59 menit kerja",
            3600: "1 jam kerja", 6300: "1 jam 45 menit kerja", 3 * 3600 + 3599: "3 jam 59 menit kerja",
            4 * 3600 + 3599: "4 jam kerja", -7200: "2 jam kerja", 100 * 3600: "100 jam kerja",
        }  # fmt: skip
        for detik, kata in harap.items():
            with self.subTest(detik):
                self.assertEqual(lama_kerja(detik), kata)

    def test_saat_menurut_hari_setempat_desanya(self):
        def saat(hari: int, jam: int = 10, bulan: int = 11, tahun: int = 2026) -> str:
            return sebut_saat(datetime(tahun, bulan, hari, jam, 30, tzinfo=WITA), zona="Asia/Makassar", kini=self.kini)

        self.assertEqual(saat(23), "hari ini 10.30 WITA")
        self.assertEqual(saat(24), "besok 10.30 WITA")
        self.assertEqual(saat(22), "kemarin 10.30 WITA")
        self.assertEqual(saat(25), "Rabu 10.30 WITA")
        self.assertEqual(saat(30), "Senin 30 Nov 10.30 WITA")
        self.assertEqual(saat(20), "Jumat 20 Nov 10.30 WITA")
        self.assertEqual(saat(4, bulan=1, tahun=2027), "Senin 4 Jan 2027 10.30 WITA")

    def test_zona_penangan_disebut_bila_lain(self):
        saat = datetime(2026, 11, 24, 10, 30, tzinfo=WITA)

        def bagi(zona: str, saat=saat) -> str:
            return sebut_saat_bagi(saat, zona="Asia/Makassar", zona_pembaca=zona, kini=self.kini)

        self.assertEqual(bagi("Asia/Makassar"), "besok 10.30 WITA")
        self.assertEqual(bagi("Asia/Jakarta"), "besok 10.30 WITA, 09.30 WIB")
        self.assertEqual(bagi("Asia/Jayapura"), "besok 10.30 WITA, 11.30 WIT")
        tengah_malam = datetime(2026, 11, 24, 0, 30, tzinfo=WITA)
        self.assertEqual(bagi("Asia/Jakarta", tengah_malam), "besok 00.30 WITA, hari ini 23.30 WIB")
        self.assertEqual(
            sebut_saat(datetime(2026, 11, 23, 3, tzinfo=UTC), zona="UTC", kini=self.kini), "hari ini 03.00 UTC"
        )


class JanjiKepadaDesa(DuniaJam):
    def janji(self, profil: ProfilTiket) -> str:
        return janji(self.segar(profil))

    def test_dari_baru_sampai_ditutup(self):
        profil = tiket_ani(self, dampak="utama")
        self.assertIn("Jawaban pertama paling lambat hari ini pukul 10.00 WIB.", self.janji(profil))
        self.pindah(wib(23, 10, 1))
        self.assertIn("sudah terlewat, mohon maaf", self.janji(profil))
        ambil(profil=profil, oleh=self.budi)
        balas(profil=profil, oleh=self.budi, isi="Saya periksa")
        self.assertIn("Selesai paling lambat Rabu pukul 08.00 WIB.", self.janji(profil))
        balas(profil=profil, oleh=self.budi, isi="Versi?", tunggu_pemohon=True)
        self.assertIn("menunggu jawaban Anda", self.janji(profil))
        self.assertNotIn("paling lambat", self.janji(profil))
        selesaikan(profil=profil, oleh=self.budi, isi="Beres")
        self.assertIn("sudah beres atau belum", self.janji(profil))
        konfirmasi(profil=profil, oleh=self.ani)
        self.assertIn("sudah ditutup", self.janji(profil))

    def test_halaman_tiket_desa_memuat_janji_tanpa_jam_penangan(self):
        profil = tiket_ani(self, dampak="utama")
        self.masuk(self.ani)
        jawaban = self.client.get(profil.get_absolute_url())
        self.assertContains(jawaban, "Jawaban pertama paling lambat hari ini pukul 10.00 WIB.")
        self.assertNotContains(jawaban, "Janji waktu</h2>")
        self.assertNotContains(jawaban, "satu hari kerja")

    def test_tanpa_singgahan_tidak_ada_jam_yang_dikarang(self):
        profil = tiket_ani(self)
        ProfilTiket.objects.filter(pk=profil.pk).update(tenggat_tanggapan=None, tenggat=None)
        self.assertNotIn("paling lambat", self.janji(profil))
        self.assertIsNone(tanda_tenggat(self.segar(profil)))


class JamPenangan(DuniaJam):
    def jam(self, profil: ProfilTiket, oleh) -> dict[str, tuple[str, str]]:
        return {satu.judul: (satu.teks, satu.lencana) for satu in self.baris(profil, oleh)}

    def baris(self, profil: ProfilTiket, oleh) -> list:
        bahan = muat_bahan([profil])[profil.pk]
        return jam_meja(self.segar(profil), oleh=oleh, bahan=bahan)

    def test_garis_waktu_yang_disaring_memakai_singgahan(self):
        profil = self.segar(tiket_ani(self, dampak="utama"))
        with self.assertNumQueries(0):
            baris = jam_meja(profil, oleh=self.budi, bahan=None)
        self.assertEqual([satu.teks for satu in baris], ["dijanjikan hari ini 10.00 WIB", "dijanjikan Rabu 08.00 WIB"])
        balas(profil=profil, oleh=self.budi, isi="Versi?", tunggu_pemohon=True)
        self.assertEqual(jam_meja(self.segar(profil), oleh=self.budi, bahan=None), [])
        self.masuk(self.budi)
        self.assertEqual(self.client.get(f"{profil.get_absolute_url()}?garis=pesan").status_code, 200)

    def test_sisa_waktu_kerja_dalam_dua_zona(self):
        profil = tiket_ani(self, dampak="utama")
        self.pindah(wib(23, 9))
        self.assertEqual(self.jam(profil, self.budi), {
            "Jawaban pertama": ("sisa 1 jam kerja (hari ini 10.00 WIB)", "Mendekat"),
            "Selesai": ("sisa 14 jam kerja (Rabu 08.00 WIB)", ""),
        })  # fmt: skip
        self.citra.zona = "Asia/Makassar"
        self.assertEqual(self.jam(profil, self.citra)["Selesai"][0], "sisa 14 jam kerja (Rabu 08.00 WIB, 09.00 WITA)")

    def test_jeda_lewat_dan_selesai(self):
        profil = tiket_ani(self, dampak="kritis")
        self.pindah(wib(23, 9, 30))
        self.assertEqual(
            self.jam(profil, self.budi)["Jawaban pertama"], ("lewat 30 menit kerja (janji hari ini 09.00 WIB)", "Lewat")
        )
        balas(profil=profil, oleh=self.budi, isi="Versi?", tunggu_pemohon=True)
        self.pindah(wib(25, 9, 30))
        self.assertEqual(self.jam(profil, self.budi), {
            "Jawaban pertama": ("dijawab lewat 30 menit kerja dari janji", "Lewat"),
            "Selesai": ("sisa 6 jam kerja, jam berhenti selama menunggu", "Berhenti"),
        })  # fmt: skip
        selesaikan(profil=profil, oleh=self.budi, isi="Beres")
        self.assertEqual(self.jam(profil, self.budi)["Selesai"], ("selesai dalam 1 jam 30 menit kerja", "Tepat waktu"))

    def test_kartu_jam_dan_pengingat_hanya_di_halaman_penangan(self):
        profil = tiket_ani(self, dampak="utama")
        self.pindah(wib(23, 10, 1))
        ingatkan_yang_perlu()
        self.masuk(self.budi)
        jawaban = self.client.get(profil.get_absolute_url())
        self.assertContains(jawaban, "Janji waktu</h2>")
        self.assertContains(jawaban, "Janji jawaban pertama terlewat")
        self.assertNotContains(jawaban, "tanggapan_lewat")
        self.masuk(self.ani)
        self.assertNotContains(self.client.get(profil.get_absolute_url()), "Janji jawaban pertama terlewat")


class TandaDaftar(DuniaJam):
    def test_tanda_di_daftar_tanpa_kueri_tambahan(self):
        profil = self.segar(tiket_ani(self, dampak="utama"))
        with self.assertNumQueries(0):
            self.assertEqual(tanda_tenggat(profil).teks, "hari ini 10.00 WIB")
        self.assertEqual(tanda_tenggat(profil, kini=profil.tenggat + timedelta(hours=1)).teks, "Lewat janji")
        balas(profil=profil, oleh=self.budi, isi="Versi?", tunggu_pemohon=True)
        self.assertIsNone(tanda_tenggat(self.segar(profil)))
        self.assertEqual(self.segar(profil).keadaan, Keadaan.MENUNGGU_PEMOHON)

    def test_daftar_desa_dan_antrean_menampilkannya(self):
        tiket_ani(self, dampak="utama")
        for orang, nama in ((self.ani, "tiket-saya"), (self.budi, "antrean")):
            self.masuk(orang)
            self.assertContains(self.client.get(reverse(f"pusat_bantuan:{nama}")), "hari ini 10.00 WIB")
