"""Gangguan: satu pesan untuk banyak tiket, ditutup bersama, dan usul dari lonjakan."""

from __future__ import annotations

import random
import uuid
from datetime import datetime, timedelta
from fractions import Fraction
from unittest import mock
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from akun.models import Kabar, Pengguna, Penugasan, Peran, SuratKeluar
from modul_pelatihan.models import Bidang
from pusat_bantuan import lonjakan
from pusat_bantuan.layanan import (
    TidakDapat,
    ambil,
    balas,
    buka_gangguan,
    buka_lagi,
    ikut_gangguan,
    kabarkan,
    kerjakan_gangguan,
    lepas_dari_gangguan,
    masukkan,
    periksa_lonjakan,
    terima_usul,
    tolak_usul,
)
from pusat_bantuan.lonjakan import Kejadian, ambang, cari_lonjakan, induk_domain, median, melonjak
from pusat_bantuan.models import AnakGangguan, Gangguan, ProfilTiket, UsulGangguan
from tests.tokoh import DuniaUji
from wilayah.models import Wilayah

from .dunia import tiket_ani, tiket_dari

KINI = datetime(2026, 11, 2, 10, tzinfo=ZoneInfo("Asia/Jakarta"))


class AturanLonjakan(SimpleTestCase):
    def test_median_dan_simpangan_mutlak(self):
        self.assertEqual(median([]), 0)
        self.assertEqual(median([3, 1, 2]), 2)
        self.assertEqual(median([1, 2, 3, 10]), Fraction(5, 2))
        # median 2, simpangan 2 1 0 0 0 1 2 8 → MAD 1 → 2 + 4
        self.assertEqual(ambang([0, 1, 2, 2, 2, 3, 4, 10]), 6)

    def test_harus_melebihi_ambang_dan_dari_lima_desa(self):
        biasa = [0, 1, 2, 2, 2, 3, 4, 10]
        self.assertFalse(melonjak(6, biasa, 6), "sama dengan ambang belum melonjak")
        self.assertTrue(melonjak(7, biasa, 5))
        self.assertFalse(melonjak(70, biasa, 4), "empat desa belum gangguan")

    @given(st.lists(st.integers(0, 50), min_size=8, max_size=8), st.integers(0, 80))
    def test_makin_banyak_tidak_pernah_membatalkan_lonjakan(self, riwayat, kini):
        if melonjak(kini, riwayat, 5):
            self.assertTrue(melonjak(kini + 1, riwayat, 6))
        self.assertGreaterEqual(ambang(riwayat), min(riwayat))

    def test_induk_alamat_menunjuk_penyedia_bukan_akhiran_umum(self):
        for alamat, induk in {
            "https://suliki.siappakai.my.id/x": "siappakai.my.id", "suliki.desa.id": "", "http://192.168.1.5": "",
            "https://a.b.kominfo.limapuluhkotakab.go.id": "b.kominfo.limapuluhkotakab.go.id", "": "",
            "http://[rusak": "", "contoh.com": "",
        }.items():  # fmt: skip
            with self.subTest(alamat=alamat):
                self.assertEqual(induk_domain(alamat), induk)

    def kejadian(self, banyak: int, *, mundur: timedelta = timedelta(), **sifat) -> list[Kejadian]:
        pada = KINI - mundur - timedelta(minutes=30)
        return [Kejadian(pada, 1, desa, **({"hosting": "siappakai"} | sifat)) for desa in range(banyak)]

    def test_hanya_jam_dan_hari_yang_sama_yang_dibandingkan(self):
        kini = self.kejadian(6)
        ramai = [satu for pekan in range(1, 9) for satu in self.kejadian(6, mundur=timedelta(weeks=pekan))]
        self.assertEqual(cari_lonjakan(kini, ramai, saat=KINI), [], "Senin pagi memang selalu begini")
        lain = [satu for pekan in range(1, 9) for satu in self.kejadian(6, mundur=timedelta(weeks=pekan, hours=3))]
        (hasil,) = cari_lonjakan(kini, lain, saat=KINI)
        self.assertEqual((str(hasil.sifat), hasil.jumlah, hasil.desa, hasil.ambang), ("1:hosting:siappakai", 6, 6, 0))

    def test_satu_bidang_satu_usul_dengan_sifat_yang_paling_banyak(self):
        kini = [*self.kejadian(6, versi="2410.0.0"), *self.kejadian(9, versi="2410.0.0", hosting="mandiri")]
        (hasil,) = cari_lonjakan(kini, [], saat=KINI)
        self.assertEqual((hasil.sifat.jenis, hasil.jumlah), ("versi", 15))

    def test_delapan_pekan_data_acak_jarang_salah_dan_gangguan_nyata_selalu_ketemu(self):
        acak, salah = random.Random(7), 0
        for _ in range(60):
            lampau = [
                satu
                for pekan in range(1, 9)
                for satu in self.kejadian(acak.randint(2, 5), mundur=timedelta(weeks=pekan))
            ]
            salah += bool(cari_lonjakan(self.kejadian(acak.randint(2, 5)), lampau, saat=KINI))
            self.assertTrue(cari_lonjakan(self.kejadian(25), lampau, saat=KINI))
        self.assertLess(salah, 12)


class DuniaGangguan(DuniaUji):
    """Tujuh desa di Suliki, masing-masing dengan operatornya."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.bidang = Bidang.objects.get(slug="pembaruan")
        cls.desa, cls.operator = [], []
        for i in range(7):
            desa = Wilayah.objects.create(
                kode=f"13.07.01.21{i:02}", nama=f"Uji {i}", tingkat="desa", jenis="desa", sebutan="nagari",
                induk=cls.wilayah["13.07.01"],
            )  # fmt: skip
            orang = Pengguna.objects.create(username=f"operator{i}", first_name=f"Operator {i}")
            Penugasan.objects.create(pengguna=orang, peran=Peran.OPERATOR, wilayah=desa)
            cls.desa.append(desa)
            cls.operator.append(orang)

    def tiket(self, i: int, **lain) -> ProfilTiket:
        pilihan = {"bidang": "pembaruan", "uraian": f"Situs putih {i}", "hosting": "siappakai"} | lain
        return tiket_dari(self.operator[i], self.desa[i], **pilihan)

    def gangguan(self, **lain) -> Gangguan:
        isian = dict(oleh=self.citra, judul="Situs putih", bidang=self.bidang, isi="Server sedang kami periksa.")
        return buka_gangguan(**(isian | lain))

    def isi(self, *profil: ProfilTiket, **lain) -> Gangguan:
        gangguan = self.gangguan(**lain)
        masukkan(gangguan=gangguan, tiket=[satu.pk for satu in profil], oleh=self.citra)
        kerjakan_gangguan()
        return gangguan

    def segar(self, profil: ProfilTiket) -> ProfilTiket:
        return ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)


class SatuPesanUntukSemua(DuniaGangguan):
    def test_anak_menunggu_gangguan_dan_desanya_dikabari(self):
        satu, dua = self.tiket(0), self.tiket(1)
        ambil(profil=dua, oleh=self.budi)
        self.isi(satu, dua)
        for profil in map(self.segar, (satu, dua)):
            self.assertEqual(profil.keadaan, "menunggu_gangguan")
            kabar = Kabar.objects.filter(penerima=profil.pemohon, judul__contains="bagian dari gangguan")
            self.assertEqual(kabar.count(), 1)
        self.assertEqual(self.segar(dua).pemegang, self.budi, "pemegang tetap")

    def test_satu_pesan_sampai_ke_semua_dan_bukan_tanggapan_pertama(self):
        tiket = [self.tiket(i) for i in range(3)]
        gangguan = self.isi(*tiket)
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Penyebabnya ditemukan.", keadaan="dikenali")
        self.assertEqual(kerjakan_gangguan(), 3)
        for profil in map(self.segar, tiket):
            peristiwa = profil.peristiwa.latest("pk")
            self.assertEqual(
                (peristiwa.jenis, peristiwa.followup.comment), ("kabar_gangguan", "Penyebabnya ditemukan.")
            )
            self.assertTrue(peristiwa.followup.public)
            self.assertIsNone(profil.dijawab_pada)
            self.assertEqual(profil.keadaan, "menunggu_gangguan")

    def test_pulih_menjawab_dan_menutup_semuanya_lalu_tiap_desa_dapat_membuka_sendiri(self):
        tiket = [self.tiket(i) for i in range(3)]
        gangguan = self.isi(*tiket)
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Sudah pulih, muat ulang halamannya.", keadaan="pulih")
        kerjakan_gangguan()
        self.assertEqual({self.segar(satu).keadaan for satu in tiket}, {"selesai"})
        self.assertEqual(self.segar(tiket[0]).tiket.resolution, "Sudah pulih, muat ulang halamannya.")
        buka_lagi(profil=tiket[0], oleh=self.operator[0], alasan="Di tempat kami masih putih")
        self.assertEqual(self.segar(tiket[0]).keadaan, "baru")
        self.assertEqual(self.segar(tiket[1]).keadaan, "selesai")
        with self.assertRaisesMessage(TidakDapat, "sudah pulih"):
            kabarkan(gangguan=gangguan, oleh=self.citra, isi="Lagi", keadaan="diselidiki")

    def test_percakapan_tetap_sendiri_dan_yang_selesai_tidak_diganggu_lagi(self):
        tiket = [self.tiket(i) for i in range(2)]
        gangguan = self.isi(*tiket)
        balas(profil=tiket[0], oleh=self.operator[0], isi="Hanya di nagari kami?")
        self.assertEqual(self.segar(tiket[0]).keadaan, "menunggu_gangguan", "jeda tetap")
        self.assertFalse(self.segar(tiket[1]).tiket.followup_set.filter(comment__contains="Hanya di").exists())
        ProfilTiket.objects.filter(pk=tiket[1].pk).update(keadaan="ditutup", ditutup_pada=timezone.now())
        sebelum = Kabar.objects.filter(penerima=self.operator[1]).count()
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Kabar", keadaan="diperbaiki")
        kerjakan_gangguan()
        self.assertEqual(Kabar.objects.filter(penerima=self.operator[1]).count(), sebelum)

    def test_mengulang_pekerjaan_tidak_menggandakan_apa_pun(self):
        profil, kunci = self.tiket(0), uuid.uuid4()
        gangguan = self.isi(profil)
        for _ in range(2):
            kabarkan(gangguan=gangguan, oleh=self.citra, isi="Kabar", keadaan="dikenali", kunci_kirim=kunci)
            masukkan(gangguan=gangguan, tiket=[profil.pk], oleh=self.citra)
            kerjakan_gangguan()
        AnakGangguan.objects.update(perlu=True)  # pekerja mati sesudah bekerja, sebelum tercatat padam
        kerjakan_gangguan()
        jenis = list(profil.peristiwa.values_list("jenis", flat=True))
        self.assertEqual((jenis.count("gangguan"), jenis.count("kabar_gangguan")), (1, 1))
        self.assertEqual(gangguan.perkembangan.count(), 2)

    def test_satu_tiket_yang_gagal_dicoba_lagi_tanpa_menahan_yang_lain(self):
        tiket = [self.tiket(i) for i in range(3)]
        gangguan = self.gangguan()
        masukkan(gangguan=gangguan, tiket=[satu.pk for satu in tiket], oleh=self.citra)
        asli = ProfilTiket.objects.kunci

        def rusak(pk):
            if pk == tiket[1].pk:
                raise RuntimeError("uji")
            return asli(pk)

        with (
            mock.patch.object(type(ProfilTiket.objects), "kunci", lambda _, pk: rusak(pk)),
            self.assertLogs("pusat_bantuan.layanan.gangguan", "ERROR"),
        ):
            self.assertEqual(kerjakan_gangguan(), 2)
        self.assertEqual(self.segar(tiket[1]).keadaan, "baru")
        self.assertEqual(kerjakan_gangguan(), 1)
        self.assertEqual(self.segar(tiket[1]).keadaan, "menunggu_gangguan")

    def test_pekerja_berhenti_pada_batasnya_dan_melanjutkan(self):
        tiket = [self.tiket(i) for i in range(5)]
        masukkan(gangguan=self.gangguan(), tiket=[satu.pk for satu in tiket], oleh=self.citra)
        self.assertEqual(kerjakan_gangguan(banyak=2), 2)
        self.assertEqual(AnakGangguan.objects.filter(perlu=True).count(), 3)
        self.assertEqual(kerjakan_gangguan(paling_lama_detik=0), 0)
        self.assertEqual(kerjakan_gangguan(), 3)

    def test_tiket_yang_masuk_bersamaan_dengan_kabar_pulih_tetap_ditutup(self):
        profil = self.tiket(0)
        gangguan = self.gangguan()
        masukkan(gangguan=gangguan, tiket=[profil.pk], oleh=self.citra)
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Pulih", keadaan="pulih")
        kerjakan_gangguan()
        self.assertEqual(self.segar(profil).keadaan, "selesai")
        jenis = list(profil.peristiwa.order_by("pk").values_list("jenis", flat=True))
        self.assertEqual(jenis[-2:], ["gangguan", "kabar_gangguan"])

    def test_melepas_mengembalikan_ke_pemegang_atau_antrean_dan_dapat_dimasukkan_lagi(self):
        profil = self.tiket(0)
        gangguan = self.isi(profil)
        lepas_dari_gangguan(profil=profil, oleh=self.citra, alasan="Soal lain")
        self.assertEqual(self.segar(profil).keadaan, "baru")
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Kabar", keadaan="dikenali")
        self.assertEqual(kerjakan_gangguan(), 0)
        jumlah = profil.peristiwa.count()
        lepas_dari_gangguan(profil=profil, oleh=self.citra)
        self.assertEqual(profil.peristiwa.count(), jumlah)
        self.assertEqual(masukkan(gangguan=gangguan, tiket=[profil.pk], oleh=self.citra), 1)
        kerjakan_gangguan()
        self.assertEqual(self.segar(profil).keadaan, "menunggu_gangguan")

    def test_surat_keluar_satu_per_desa_per_kabar(self):
        profil = tiket_ani(self, bidang="pembaruan")
        gangguan = self.isi(profil)
        sebelum = SuratKeluar.objects.count()
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Penyebabnya ditemukan.", keadaan="dikenali")
        kerjakan_gangguan()
        self.assertEqual(SuratKeluar.objects.count(), sebelum + 1)


class SiapaMengurus(DuniaGangguan):
    def test_petugas_kabupaten_hanya_di_wilayahnya_dan_pegiat_tidak(self):
        Penugasan.objects.create(pengguna=self.fajar, peran=Peran.PETUGAS, wilayah=self.wilayah["13.07"])
        for orang in (self.budi, self.ani, self.eko):
            with self.assertRaises(TidakDapat):
                self.gangguan(oleh=orang, wilayah=self.wilayah["13.07"])
        with self.assertRaises(TidakDapat):
            self.gangguan(oleh=self.fajar)
        with self.assertRaises(TidakDapat):
            self.gangguan(oleh=self.fajar, wilayah=self.wilayah["17.03"])
        setempat = self.gangguan(oleh=self.fajar, wilayah=self.wilayah["13.07"])
        eko = tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="pembaruan", uraian="Di luar")
        self.assertEqual(masukkan(gangguan=setempat, tiket=[eko.pk, self.tiket(0).pk], oleh=self.fajar), 1)
        with self.assertRaises(TidakDapat):
            kabarkan(gangguan=self.gangguan(), oleh=self.fajar, isi="x", keadaan="dikenali")

    def test_yang_tidak_publik_hanya_dilihat_petugasnya(self):
        rahasia = self.gangguan(publik=False)
        for orang in (self.ani, self.budi, self.eko):
            self.assertFalse(rahasia.boleh_dilihat(oleh=orang))
        self.assertIn(rahasia, Gangguan.objects.terlihat(oleh=self.citra))

    def test_satu_tiket_satu_gangguan(self):
        profil = self.tiket(0)
        self.isi(profil)
        self.assertEqual(masukkan(gangguan=self.gangguan(judul="Lain"), tiket=[profil.pk], oleh=self.citra), 0)

    def test_teks_gangguan_disamarkan(self):
        gangguan = self.gangguan(isi="Hubungi NIK 1307044503890001")
        self.assertNotIn("1307044503890001", gangguan.perkembangan.get().isi)

    def test_kirim_dua_kali_satu_gangguan(self):
        kunci = uuid.uuid4()
        self.assertEqual(self.gangguan(kunci_kirim=kunci).pk, self.gangguan(kunci_kirim=kunci).pk)


class IkutDikabari(DuniaGangguan):
    def test_sekali_tekan_satu_tiket_di_dalam_gangguan_tanpa_mengganggu_pegiat(self):
        gangguan = self.gangguan(hosting="siappakai")
        profil = ikut_gangguan(gangguan=gangguan, pemohon=self.operator[0], wilayah=self.desa[0])
        self.assertEqual(
            (profil.keadaan, profil.bidang, profil.hosting), ("menunggu_gangguan", self.bidang, "siappakai")
        )
        self.assertFalse(Kabar.objects.filter(penerima=self.budi).exists())
        lagi = ikut_gangguan(gangguan=gangguan, pemohon=self.operator[0], wilayah=self.desa[0])
        self.assertEqual(lagi.pk, profil.pk)
        with self.assertRaises(TidakDapat):
            ikut_gangguan(gangguan=gangguan, pemohon=self.eko, wilayah=self.desa[1])
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Pulih", keadaan="pulih")
        with self.assertRaisesMessage(TidakDapat, "sudah pulih"):
            ikut_gangguan(gangguan=gangguan, pemohon=self.operator[1], wilayah=self.desa[1])

    def test_hanya_gangguan_yang_mengenai_desa_itu_yang_ditawarkan(self):
        semua = self.gangguan()
        siap = self.gangguan(judul="SiapPakai", hosting="siappakai")
        bengkulu = self.gangguan(judul="Bengkulu", wilayah=self.wilayah["17"])
        self.gangguan(judul="Rahasia", publik=False)
        cocok = Gangguan.objects.mengenai
        self.assertEqual(set(cocok(wilayah=self.desa[0], hosting="siappakai")), {semua, siap})
        self.assertEqual(set(cocok(wilayah=self.desa[0], hosting="mandiri")), {semua})
        self.assertEqual(set(cocok(wilayah=self.wilayah["17.03.01.2001"])), {semua, bengkulu})


class UsulDariLonjakan(DuniaGangguan):
    def test_lima_desa_diusulkan_sekali_dan_orang_menetapkannya(self):
        tiket = [self.tiket(i) for i in range(4)]
        self.assertEqual(periksa_lonjakan(), [])
        tiket.append(self.tiket(4))
        (usul,) = periksa_lonjakan()
        self.assertEqual((usul.kunci, usul.jumlah, usul.desa), (f"{self.bidang.pk}:hosting:siappakai", 5, 5))
        self.assertTrue(Kabar.objects.filter(penerima=self.citra, jenis="tiket_lonjakan").exists())
        tiket.append(self.tiket(5))
        self.assertEqual(periksa_lonjakan()[0].pk, usul.pk)
        usul.refresh_from_db()
        self.assertEqual(usul.jumlah, 6, "usul yang menunggu dihitung ulang, bukan digandakan")
        for orang in (self.budi, self.ani):
            with self.assertRaises(TidakDapat):
                terima_usul(usul=usul, oleh=orang, judul="x", isi="x")
        gangguan = terima_usul(usul=usul, oleh=self.citra, judul="Situs putih di SiapPakai", isi="Kami periksa.")
        self.assertEqual(terima_usul(usul=usul, oleh=self.citra, judul="x", isi="x").pk, gangguan.pk)
        kerjakan_gangguan()
        self.assertEqual({self.segar(satu).keadaan for satu in tiket}, {"menunggu_gangguan"})
        self.assertEqual(periksa_lonjakan(), [], "gangguannya sudah dibuka")

    def test_usul_yang_ditolak_diam_beberapa_jam_lalu_boleh_diusulkan_lagi(self):
        for i in range(6):
            self.tiket(i)
        (usul,) = periksa_lonjakan()
        tolak_usul(usul=usul, oleh=self.citra)
        self.assertEqual(periksa_lonjakan(), [])
        UsulGangguan.objects.update(diam_sampai=timezone.now() - timedelta(minutes=1))
        self.assertEqual(len(periksa_lonjakan()), 1)

    def test_kebiasaan_delapan_pekan_tidak_diusulkan(self):
        saat = timezone.now()
        for pekan in range(1, 9):
            for i in range(6):
                profil = self.tiket(i)
                ProfilTiket.objects.filter(pk=profil.pk).update(dibuat=saat - timedelta(weeks=pekan, minutes=20))
        for i in range(6):
            self.tiket(i)
        self.assertEqual(periksa_lonjakan(), [])

    def test_soal_keamanan_tidak_pernah_diusulkan_ke_halaman_status(self):
        for i in range(6):
            self.tiket(i, bidang="keamanan")
        self.assertEqual(periksa_lonjakan(), [])

    def test_kueri_tetap_berapa_pun_tiketnya(self):
        for i in range(5):
            self.tiket(i)
        periksa_lonjakan()
        with self.assertNumQueries(4):
            periksa_lonjakan()
        for i in range(7):
            self.tiket(i)
        with self.assertNumQueries(4):
            periksa_lonjakan()
        self.assertEqual(lonjakan.PEKAN, 8)
