"""Kapan orang bisa: jam mingguan, cuti, sakelar, dan pekan tim."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from akun.models import Penugasan, Peran
from forum import layanan
from forum.bacaan.ketersediaan import kesediaan
from forum.jadwal import JamTidakTerbaca, baca_jam, bisa_mulai, jendela_pada, periksa_pekan, tulis_jam
from forum.models import Cuti, Ketersediaan
from modul_pelatihan.models import Bidang
from tests.tokoh import DuniaUji

WIB, WITA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")
KANTOR = [[(480, 960)]] * 5 + [[], []]


def wib(hari: int, jam: int, menit: int = 0) -> datetime:
    """November 2026; tanggal 2 hari Senin."""
    return datetime(2026, 11, hari, jam, menit, tzinfo=WIB)


class MembacaJam(SimpleTestCase):
    def test_cara_orang_menulis_jam(self):
        for tulisan, hasil in {
            "08.00–16.00": [(480, 960)],
            "8-16": [(480, 960)],
            "pukul 08:00 sampai 12.30": [(480, 750)],
            "19.00-21.00, 12-13": [(720, 780), (1140, 1260)],
            "8-12 dan 13-24.00": [(480, 720), (780, 1440)],
            "": [],
            "libur": [],
            "-": [],
        }.items():
            with self.subTest(tulisan=tulisan):
                self.assertEqual(baca_jam(tulisan), hasil)

    def test_jam_yang_keliru_disebut_cara_membetulkannya(self):
        for tulisan, kata in {
            "pagi": "belum terbaca", "16-8": "sebelum mulai", "8-25": "belum terbaca", "8.75-9": "belum terbaca",
            "8-10, 9-11": "bertumpuk", "1-2,3-4,5-6,7-8,9-10": "Paling banyak", "8-10-12": "belum terbaca",
        }.items():  # fmt: skip
            with self.subTest(tulisan=tulisan), self.assertRaisesMessage(JamTidakTerbaca, kata):
                baca_jam(tulisan)

    @given(st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True).map(sorted))
    def test_ditulis_lalu_dibaca_kembali_sama(self, titik):
        jendela = [(titik[i], titik[i + 1]) for i in range(0, len(titik) - 1, 2)]
        self.assertEqual(baca_jam(tulis_jam(jendela)), jendela)
        self.assertTrue(periksa_pekan([jendela] * 7))

    @given(st.text(max_size=60))
    def test_tulisan_apa_pun_terbaca_atau_ditolak_dengan_sopan(self, tulisan):
        try:
            self.assertTrue(periksa_pekan([baca_jam(tulisan)] * 7))
        except JamTidakTerbaca as galat:
            self.assertTrue(str(galat).endswith("."))


class BisaMulai(SimpleTestCase):
    def test_di_dalam_jam_bisa_sekarang_dan_di_luar_jam_mulai_bukaan_berikutnya(self):
        pilihan = dict(pekan=KANTOR, absen=[], zona=WIB)
        self.assertEqual(bisa_mulai(**pilihan, dari=wib(2, 9), sampai=wib(2, 17)), wib(2, 9))
        self.assertEqual(bisa_mulai(**pilihan, dari=wib(6, 18), sampai=wib(9, 9)), wib(9, 8))
        self.assertIsNone(bisa_mulai(**pilihan, dari=wib(6, 18), sampai=wib(9, 8)), "setengah terbuka")

    def test_cuti_dan_sakelar_memotong_jam(self):
        absen = [(wib(2, 0), wib(2, 10)), (wib(2, 12), wib(3, 9))]
        self.assertEqual(bisa_mulai(KANTOR, absen, WIB, dari=wib(2, 8), sampai=wib(4, 0)), wib(2, 10))
        self.assertEqual(bisa_mulai(KANTOR, absen, WIB, dari=wib(2, 13), sampai=wib(4, 0)), wib(3, 9))
        self.assertEqual(jendela_pada(KANTOR, absen, WIB, date(2026, 11, 2)), [(wib(2, 10), wib(2, 12))])

    def test_yang_belum_mengatur_bisa_kapan_saja_dan_selang_berakhir(self):
        self.assertEqual(bisa_mulai(None, [], WIB, dari=wib(7, 3), sampai=wib(7, 4)), wib(7, 3))
        self.assertIsNone(bisa_mulai([[]] * 7, [], WIB, dari=wib(1, 0), sampai=wib(1, 0) + timedelta(days=9999)))

    def test_jam_menurut_zona_orangnya(self):
        mulai = bisa_mulai(KANTOR, [], WITA, dari=wib(2, 6), sampai=wib(2, 12))
        self.assertEqual(mulai, wib(2, 7), "08.00 WITA adalah 07.00 WIB")

    @given(
        st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=5),
        st.integers(0, 150), st.integers(1, 120),
    )  # fmt: skip
    def test_hasilnya_selalu_di_dalam_jam_dan_di_luar_absen(self, absen, dari, lama):
        awal = wib(2, 0)
        selang = [(awal + timedelta(hours=a), awal + timedelta(hours=a + b)) for a, b in absen]
        mulai, batas = awal + timedelta(hours=dari), awal + timedelta(hours=dari + lama)
        hasil = bisa_mulai(KANTOR, selang, WIB, dari=mulai, sampai=batas)
        if hasil is not None:
            self.assertTrue(mulai <= hasil < batas)
            self.assertFalse(any(a <= hasil < b for a, b in selang))
            self.assertTrue(8 <= hasil.astimezone(WIB).hour < 16 and hasil.weekday() < 5)


class HalamanKetersediaan(DuniaUji):
    alamat = "/forum/ketersediaan/"

    def simpan(self, **isian):
        bawaan = {f"hari_{i}": "08.00-16.00" if i < 5 else "" for i in range(7)} | {"maks_tiket": "4"}
        return self.client.post(self.alamat, bawaan | isian)

    def test_budi_menyimpan_jam_beban_dan_bidang(self):
        self.masuk(self.budi)
        bidang = Bidang.objects.get(slug="surat-tte")
        self.assertRedirects(self.simpan(hari_5="9-12 dan 19-21", bidang=[bidang.pk]), self.alamat)
        baris = Ketersediaan.objects.get(pengguna=self.budi)
        self.assertEqual((baris.jam[0], baris.jam[5], baris.maks_tiket), ([[480, 960]], [[540, 720], [1140, 1260]], 4))
        self.assertEqual(list(baris.bidang.all()), [bidang])
        self.assertContains(self.client.get(self.alamat), "09.00–12.00, 19.00–21.00")

    def test_jam_keliru_tidak_tersimpan_dan_tulisannya_tetap(self):
        self.masuk(self.budi)
        jawab = self.simpan(hari_2="siang saja")
        self.assertContains(jawab, "siang saja", status_code=422)
        self.assertContains(jawab, "belum terbaca", status_code=422)
        self.assertFalse(Ketersediaan.objects.filter(pengguna=self.budi).exists())

    def test_sakelar_selalu_punya_akhir_dan_dapat_dipadamkan(self):
        self.masuk(self.budi)
        tidak_bisa = reverse("forum:ketersediaan-tidak-bisa")
        self.assertEqual(self.client.post(tidak_bisa, {"sampai": "2020-01-01"}).status_code, 422)
        besok = timezone.localdate() + timedelta(days=1)
        self.client.post(tidak_bisa, {"sampai": f"{besok}"})
        baris = Ketersediaan.objects.get(pengguna=self.budi)
        self.assertTrue(baris.sedang_tidak_bisa)
        self.assertEqual(baris.tidak_bisa_sampai.astimezone(WIB).date(), besok + timedelta(days=1))
        self.assertContains(self.client.get(self.alamat), "Saya bisa lagi")
        self.client.post(tidak_bisa, {"bisa": "ya"})
        baris.refresh_from_db()
        self.assertFalse(baris.sedang_tidak_bisa)

    def test_cuti_dikirim_dua_kali_tercatat_sekali_dan_hanya_pemiliknya_membatalkan(self):
        self.masuk(self.budi)
        hari = timezone.localdate()
        isian = {"mulai": f"{hari}", "selesai": f"{hari + timedelta(days=3)}", "kunci_kirim": f"{uuid.uuid4()}"}
        for _ in range(2):
            self.assertRedirects(self.client.post(reverse("forum:cuti-tambah"), isian), self.alamat)
        cuti = Cuti.objects.get()
        self.assertEqual(
            self.client.post(reverse("forum:cuti-tambah"), isian | {"selesai": "2020-01-01"}).status_code, 422
        )
        hapus = reverse("forum:cuti-hapus", args=[cuti.pk])
        for orang in (self.citra, self.eko):
            self.masuk(orang)
            self.assertEqual(self.client.post(hapus).status_code, 404)
        self.masuk(self.budi)
        self.client.post(hapus)
        self.assertFalse(Cuti.objects.exists())

    def test_orang_tanpa_urusan_tidak_punya_halaman_ini(self):
        self.masuk(self.eko)
        self.assertEqual(self.client.get(self.alamat).status_code, 404)
        self.assertEqual(self.client.get("/forum/ketersediaan/tim/").status_code, 404)
        self.client.logout()
        self.assertEqual(self.client.get(self.alamat).status_code, 302)

    def test_pekan_tim_memperlihatkan_jam_dan_cuti_rekan_dengan_kueri_tetap(self):
        hari = timezone.localdate()
        layanan.atur_ketersediaan(pengguna=self.budi, jam=[[(480, 960)]] * 7, maks_tiket=3, bidang=[])
        layanan.tambah_cuti(pengguna=self.budi, mulai=hari, selesai=hari)
        self.masuk(self.citra)
        alamat = f"/forum/ketersediaan/tim/?simpul={self.simpul.slug}"
        self.client.get(alamat)  # sesi tercatat
        with self.assertNumQueries(11):
            jawab = self.client.get(alamat)
        self.assertContains(jawab, "08.00–16.00")
        self.assertContains(jawab, "Cuti")
        self.assertContains(jawab, self.budi.nama)
        for nama in ("dewi", "fajar", "gita"):
            orang = getattr(self, nama)
            Penugasan.objects.create(pengguna=orang, peran=Peran.PEGIAT, wilayah=self.wilayah["13.07"])
            self.simpul.keanggotaan.create(pengguna=orang)
        with self.assertNumQueries(11):
            self.assertContains(self.client.get(alamat), self.fajar.nama)

    def test_pekan_dan_saringan_yang_keliru_diabaikan(self):
        self.masuk(self.budi)
        for kueri in ("?pekan=kemarin", "?pekan=9999-12-31", "?simpul=tidak-ada", "?halaman=x", "?q=zzz"):
            self.assertEqual(self.client.get(f"/forum/ketersediaan/tim/{kueri}").status_code, 200, kueri)

    def test_jadwal_orang_kawasan_lain_tidak_terlihat(self):
        layanan.tambah_cuti(pengguna=self.budi, mulai=date(2030, 1, 1), selesai=date(2030, 1, 2))
        layanan.sedang_tidak_bisa(pengguna=self.budi, sampai=timezone.now() + timedelta(days=1))
        Penugasan.objects.create(pengguna=self.eko, peran=Peran.PEGIAT, wilayah=self.wilayah["17.03"])
        for model in (Cuti, Ketersediaan):
            self.assertFalse(model.objects.terlihat(oleh=self.eko).exists())
            self.assertTrue(model.objects.terlihat(oleh=self.citra).exists())

    def test_kesediaan_banyak_orang_tiga_kueri(self):
        layanan.atur_ketersediaan(pengguna=self.budi, jam=KANTOR, maks_tiket=2, bidang=[])
        orang = [self.budi, self.citra, self.dewi]
        with self.assertNumQueries(3):
            hasil = kesediaan(orang, dari=wib(7, 9), sampai=wib(7, 12))
        self.assertIsNone(hasil[self.budi.pk].mulai)
        self.assertEqual((hasil[self.citra.pk].mulai, hasil[self.budi.pk].maks_tiket), (wib(7, 9), 2))
