"""Memegang, menugaskan, menyebut rekan, dan balasan yang bersilang."""

from datetime import timedelta

from django.utils import timezone

from akun.models import Kabar, Pengguna, Penugasan
from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import (
    AdaYangBaru,
    SudahDipegang,
    TidakDapat,
    ambil,
    balas,
    calon_penangan,
    hadir,
    lepas_yang_habis,
    pergi,
    sapu_kehadiran,
    selesaikan,
    tugaskan,
    ubah_tiket,
    yang_hadir,
)
from pusat_bantuan.models import KehadiranTiket, PeristiwaTiket, ProfilTiket
from tests.tokoh import DuniaUji

from .dunia import tiket_ani, tiket_dalam_tiap_keadaan


class DuniaTim(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.rani = Pengguna.objects.create(username="rani", first_name="Rani")
        Penugasan.objects.create(pengguna=cls.rani, peran="pegiat", wilayah=cls.wilayah["13.07"])
        cls.salim = Pengguna.objects.create(username="salim", first_name="Salim")
        Penugasan.objects.create(pengguna=cls.salim, peran="petugas", wilayah=cls.wilayah["13.07"])

    def segar(self, profil: ProfilTiket) -> ProfilTiket:
        return ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)

    def lewat(self, profil: ProfilTiket, menit: int = 11) -> None:
        ProfilTiket.objects.filter(pk=profil.pk).update(pegangan_sampai=timezone.now() - timedelta(minutes=menit - 10))


class Pegangan(DuniaTim):
    def test_relawan_memegang_sepuluh_menit_petugas_tetap(self):
        satu, dua = tiket_ani(self), tiket_ani(self, uraian="Lain")
        ambil(profil=satu, oleh=self.budi)
        ambil(profil=dua, oleh=self.salim)
        sisa = self.segar(satu).pegangan_sampai - timezone.now()
        self.assertAlmostEqual(sisa.total_seconds(), 600, delta=5)
        self.assertIsNone(self.segar(dua).pegangan_sampai)

    def test_pegangan_yang_lewat_dapat_diambil_orang_lain_tanpa_alih(self):
        profil = tiket_ani(self)
        ambil(profil=profil, oleh=self.budi)
        with self.assertRaises(SudahDipegang):
            ambil(profil=profil, oleh=self.rani)
        self.lewat(profil)
        self.assertEqual(ambil(profil=profil, oleh=self.rani).pemegang, self.rani)

    def test_pekerja_mengembalikan_yang_lewat_ke_antrean_sekali(self):
        profil, lain = tiket_ani(self), tiket_ani(self, uraian="Masih dipegang")
        for satu in (profil, lain):
            ambil(profil=satu, oleh=self.budi)
        self.lewat(profil)
        self.assertEqual((lepas_yang_habis(), lepas_yang_habis()), (1, 0))
        segar = self.segar(profil)
        self.assertEqual((segar.pemegang, segar.keadaan, segar.tiket.assigned_to), (None, "baru", None))
        self.assertEqual(self.segar(lain).pemegang, self.budi)
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, judul__contains="kembali ke antrean").exists())

    def test_pesan_catatan_dan_mengetik_menahan_pegangan(self):
        satu, dua, tiga = (tiket_ani(self, uraian=f"Nomor {n}") for n in range(3))
        for profil in (satu, dua, tiga):
            ambil(profil=profil, oleh=self.budi)
        balas(profil=satu, oleh=self.budi, isi="Sebentar, Bu")
        balas(profil=dua, oleh=self.budi, isi="Sedang saya tanyakan", dalam=True)
        self.lewat(tiga)
        hadir(profil=self.segar(tiga), oleh=self.budi, menulis=True)
        self.assertIsNone(self.segar(satu).pegangan_sampai)
        self.assertIsNone(self.segar(dua).pegangan_sampai)
        self.assertFalse(self.segar(tiga).pegangan_habis)
        self.assertEqual(lepas_yang_habis(), 0)

    def test_membalas_tiket_yang_pegangannya_lewat_sekaligus_mengambilnya(self):
        profil = tiket_ani(self)
        ambil(profil=profil, oleh=self.budi)
        self.lewat(profil)
        balas(profil=profil, oleh=self.rani, isi="Saya bantu, Bu")
        self.assertEqual(self.segar(profil).pemegang, self.rani)


class Menugaskan(DuniaTim):
    def test_calon_penangan_sama_dengan_yang_boleh_menangani(self):
        for profil in tiket_dalam_tiap_keadaan(self).values():
            calon = set(calon_penangan(profil))
            for orang in Pengguna.objects.all():
                with self.subTest(orang=orang.username, tiket=profil.judul):
                    self.assertEqual(orang in calon, profil.boleh_ditangani(oleh=orang))

    def test_rekan_menerima_tiket_dan_kabarnya_pemegang_lama_tahu(self):
        profil = tiket_ani(self)
        ambil(profil=profil, oleh=self.budi)
        for _ in range(2):
            tugaskan(profil=profil, kepada=self.salim, oleh=self.rani, alasan="Perlu akses server")
        segar = self.segar(profil)
        self.assertEqual((segar.pemegang, segar.pegangan_sampai), (self.salim, None))
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="ditugaskan").count(), 1)
        for orang in (self.salim, self.budi):
            self.assertTrue(Kabar.objects.filter(penerima=orang, judul__contains="menyerahkan").exists())

    def test_di_luar_tim_ditolak(self):
        profil = tiket_ani(self)
        for kepada in (self.eko, self.ani, self.fajar):
            with self.subTest(kepada=kepada.username), self.assertRaises(TidakDapat):
                tugaskan(profil=profil, kepada=kepada, oleh=self.budi)
        with self.assertRaises(TidakDapat):
            tugaskan(profil=profil, kepada=self.budi, oleh=self.eko)

    def test_keterangan_dibetulkan_dan_tercatat(self):
        profil = tiket_ani(self)
        pembaruan = Bidang.objects.get(slug="pembaruan")
        for _ in range(2):
            ubah_tiket(
                profil=profil, oleh=self.budi, bidang=pembaruan, dampak="utama", judul=" Kop  surat ", versi="2410"
            )
        segar = self.segar(profil)
        self.assertEqual(
            (segar.bidang, segar.dampak, segar.judul, segar.versi, segar.tiket.priority),
            (pembaruan, "utama", "Kop surat", "2410", 2),
        )
        jenis = list(PeristiwaTiket.objects.filter(jenis__startswith="ganti").values_list("jenis", flat=True))
        self.assertEqual(sorted(jenis), ["ganti_bidang", "ganti_dampak", "ganti_judul", "ganti_judul"])
        ubah_tiket(profil=profil, oleh=self.budi, bidang=Bidang.objects.get(slug="keamanan"))
        self.assertEqual((self.segar(profil).terbatas, self.segar(profil).dampak), (True, "kritis"))
        with self.assertRaises(TidakDapat):
            ubah_tiket(profil=profil, oleh=self.ani, judul="Lain")


class Menyebut(DuniaTim):
    def test_hanya_rekan_yang_boleh_membaca_yang_dikabari(self):
        profil = tiket_ani(self)
        balas(profil=profil, oleh=self.budi, isi="Tolong @rani dan @ani, @eko, @fajar, a@salim.", dalam=True)
        self.assertEqual(
            set(Kabar.objects.filter(judul__contains="menyebut Anda").values_list("penerima__username", flat=True)),
            {"rani"},
        )

    def test_nama_di_pesan_terbuka_tidak_mengabari_siapa_pun(self):
        balas(profil=tiket_ani(self), oleh=self.budi, isi="Nanti @rani bantu, Bu")
        self.assertFalse(Kabar.objects.filter(judul__contains="menyebut Anda").exists())


class Bersilang(DuniaTim):
    def test_balasan_ditahan_bila_orang_lain_sudah_menjawab(self):
        profil = tiket_ani(self)
        terbaca = profil.peristiwa.latest("pk").pk
        baru = balas(profil=profil, oleh=self.rani, isi="Sudah dicoba versi baru?")
        for tindakan in (balas, selesaikan):
            with self.assertRaises(AdaYangBaru):
                tindakan(profil=profil, oleh=self.budi, isi="Coba unggah ulang", terbaca=terbaca)
        balas(profil=profil, oleh=self.budi, isi="Coba unggah ulang", terbaca=baru.pk)
        self.assertEqual(profil.peristiwa.filter(jenis="balasan").count(), 2)

    def test_pesan_sendiri_dan_catatan_dalam_tidak_menahan(self):
        profil = tiket_ani(self)
        terbaca = profil.peristiwa.latest("pk").pk
        balas(profil=profil, oleh=self.budi, isi="Satu")
        balas(profil=profil, oleh=self.rani, isi="Catatan", dalam=True)
        balas(profil=profil, oleh=self.budi, isi="Dua", terbaca=terbaca)

    def test_kehadiran_terlihat_rekan_dan_basi_sesudah_semenit(self):
        profil = tiket_ani(self)
        hadir(profil=profil, oleh=self.budi, menulis=True)
        self.assertEqual([(s.orang, s.menulis) for s in yang_hadir(profil, kecuali=self.rani)], [(self.budi, True)])
        self.assertEqual(yang_hadir(profil, kecuali=self.budi), [])
        KehadiranTiket.objects.update(pada=timezone.now() - timedelta(seconds=61))
        self.assertEqual(yang_hadir(profil, kecuali=self.rani), [])
        KehadiranTiket.objects.update(pada=timezone.now() - timedelta(hours=2))
        self.assertEqual(sapu_kehadiran(), 1)
        hadir(profil=profil, oleh=self.budi, menulis=False)
        pergi(profil=profil, oleh=self.budi)
        self.assertFalse(KehadiranTiket.objects.exists())
