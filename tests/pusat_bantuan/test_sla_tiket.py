"""Jam pada tiket sungguhan: singgahan, kalender desa, gabungan, pengingat, dan hitung ulang."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import StringIO
from unittest.mock import patch
from zoneinfo import ZoneInfo

import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command

from akun.models import Kabar
from pusat_bantuan import kalender
from pusat_bantuan.galat_sla import KalenderDipakai
from pusat_bantuan.jam_tiket import Macam, jam, muat_bahan, ola
from pusat_bantuan.layanan import ambil, balas, buka_lagi, gabung, pengingat, selesaikan, teruskan
from pusat_bantuan.layanan.tenggat import hitung_ulang, ikuti_kalender
from pusat_bantuan.models import (
    HariLibur,
    KalenderKerja,
    PeristiwaTiket,
    ProfilTiket,
    PutusanSla,
    SasaranSla,
    TimpaanHari,
)
from tests.pusat_bantuan.dunia import tiket_ani, tiket_dari
from tests.tokoh import DuniaUji

WIB = ZoneInfo("Asia/Jakarta")


def wib(hari: int, jam: int, menit: int = 0, bulan: int = 11) -> datetime:
    return datetime(2026, bulan, hari, jam, menit, tzinfo=WIB)


class DuniaJam(DuniaUji):
    """Senin 23 November 2026, pukul delapan WIB; jam kerja 07.30–12.00, 13.00–16.00."""

    def setUp(self):
        self.waktu = time_machine.travel(wib(23, 8), tick=False)
        self.waktu.start()
        self.addCleanup(self.waktu.stop)

    def pindah(self, saat: datetime) -> None:
        self.waktu.stop()
        self.waktu = time_machine.travel(saat, tick=False)
        self.waktu.start()

    def segar(self, profil: ProfilTiket) -> ProfilTiket:
        return ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)


class Singgahan(DuniaJam):
    def test_tiket_baru_bertenggat_menurut_dampaknya(self):
        profil = self.segar(tiket_ani(self, dampak="utama"))  # 2 jam jawaban, 15 jam selesai
        self.assertEqual(profil.tenggat_tanggapan, wib(23, 10))
        self.assertEqual(profil.tenggat_selesai, wib(25, 8))
        self.assertEqual(profil.tenggat, profil.tenggat_tanggapan)
        self.assertEqual(profil.tanggapan_dilanggar_pada, wib(23, 10) + timedelta(seconds=1))
        self.assertEqual(profil.kalender, KalenderKerja.objects.get(wilayah=None))
        self.assertIsNone(profil.sisa_detik)

    def test_jawaban_menghentikan_jam_tanggapan_jeda_menghentikan_jam_selesai(self):
        profil = tiket_ani(self, dampak="utama")
        self.pindah(wib(23, 9))
        balas(profil=profil, oleh=self.budi, isi="Versi berapa?", tunggu_pemohon=True)
        profil = self.segar(profil)
        self.assertEqual(profil.tenggat_tanggapan, wib(23, 10))
        self.assertIsNone(profil.tanggapan_dilanggar_pada)
        self.assertEqual((profil.tenggat, profil.tenggat_selesai, profil.dilanggar_pada), (None, None, None))
        self.assertIsNone(profil.ingatkan_pada)
        self.assertEqual(profil.sisa_detik, 14 * 3600)
        self.pindah(wib(24, 9))
        balas(profil=profil, oleh=self.ani, isi="2410")
        profil = self.segar(profil)
        self.assertEqual(profil.tenggat_selesai, wib(26, 8))
        self.assertEqual(profil.tenggat, profil.tenggat_selesai)

    def test_catatan_dalam_dan_pesan_pemohon_bukan_tanggapan(self):
        profil = tiket_ani(self)
        balas(profil=profil, oleh=self.budi, isi="Sedang saya lihat", dalam=True)
        balas(profil=profil, oleh=self.ani, isi="Halo?")
        self.assertIsNotNone(self.segar(profil).tanggapan_dilanggar_pada)

    def test_selesai_meninggalkan_putusan_yang_tetap_walau_dibuka_lagi(self):
        profil = tiket_ani(self, dampak="kritis")  # 8 jam kerja
        self.pindah(wib(23, 20))
        selesaikan(profil=profil, oleh=self.budi, isi="Coba ini")
        putusan = PutusanSla.objects.get()
        self.assertEqual((putusan.terpakai_detik, putusan.sasaran_detik, putusan.terpenuhi), (7 * 3600, 8 * 3600, True))
        self.pindah(wib(25, 8))
        buka_lagi(profil=profil, oleh=self.ani, alasan="Masih")
        self.assertEqual(self.segar(profil).tenggat_selesai, wib(25, 9))
        self.pindah(wib(25, 10))
        selesaikan(profil=profil, oleh=self.budi, isi="Coba itu")
        lama, baru = PutusanSla.objects.order_by("pk")
        self.assertEqual((lama.terpenuhi, baru.terpenuhi, baru.terpakai_detik), (True, False, 9 * 3600))

    def test_ganti_dampak_mulai_tetap_sasaran_baru(self):
        awal = tiket_ani(self, dampak="ringan")
        self.pindah(wib(23, 11))
        profil = ProfilTiket.objects.kunci(awal.pk)
        profil.dampak = "kritis"
        profil.save()
        hitung_ulang()
        self.assertEqual(self.segar(profil).tenggat_selesai, wib(24, 8, 30))

    def test_tiket_tanpa_desa_memakai_kalender_nasional(self):
        with self.assertNumQueries(1):
            buku = kalender.buku()
        self.assertEqual(buku.kalender(None).zona, "Asia/Jakarta")

    def test_kueri_tetap_pada_satu_hitungan(self):
        profil = tiket_ani(self)
        kalender.buku()
        with self.assertNumQueries(3):
            jam(muat_bahan([profil])[profil.pk], kalender.buku())


class KalenderDesa(DuniaJam):
    def kalender(self, kode: str):
        return kalender.buku().kalender(kode)

    def test_zona_dan_jam_menurut_desanya(self):
        self.assertEqual(self.kalender("13.07.01.2004").zona, "Asia/Jakarta")
        self.assertEqual(self.kalender("52.03.02.2003").zona, "Asia/Makassar")
        with self.assertRaises(kalender.sla.ZonaTidakDikenal):
            self.kalender("99.01.01.2001")

    def test_lapis_kabupaten_dan_desa(self):
        kab = KalenderKerja.objects.create(
            nama="Lima Puluh Kota", wilayah=self.wilayah["13.07"], jam={"senin": [["08:00", "12:00"]]}
        )
        TimpaanHari.objects.create(
            kalender=kab, nama="Apel", dari=date(2026, 11, 23), sampai=date(2026, 11, 24), jam={"senin": [["10:00", "12:00"]]}
        )  # fmt: skip
        HariLibur.objects.create(tanggal=date(2026, 11, 30), nama="Hari jadi", wilayah=self.wilayah["13"], sumber="SE")
        HariLibur.objects.create(
            tanggal=date(2026, 11, 30), nama="Tetap buka", wilayah=self.wilayah["13.07.01.2004"], sumber="SE", berlaku=False
        )  # fmt: skip
        suliki, kurai, eko = (self.kalender(kode) for kode in ("13.07.01.2004", "13.07.01.2001", "17.03.01.2001"))
        self.assertEqual(suliki.jendela(date(2026, 11, 23)), ((36000, 43200),))
        self.assertEqual(suliki.jendela(date(2026, 11, 24)), ())
        self.assertEqual(len(eko.jendela(date(2026, 11, 24))), 2)
        self.assertEqual(kurai.jendela(date(2026, 11, 30)), ())
        self.assertEqual(len(suliki.jendela(date(2026, 11, 30))), 1)
        self.assertEqual(kalender.buku().rujukan("13.07.01.2004"), kab.pk)
        self.assertEqual(kalender.buku().rujukan(None), KalenderKerja.objects.get(wilayah=None).pk)

    def test_suntingan_langsung_terbaca_dan_hanya_tiket_terbuka_yang_berubah(self):
        terbuka, selesai = tiket_ani(self, dampak="utama"), tiket_ani(self, dampak="utama")
        selesaikan(profil=selesai, oleh=self.budi, isi="Beres")
        lama = self.segar(selesai).tenggat_selesai
        ikuti_kalender()
        self.assertIsNone(ikuti_kalender())
        HariLibur.objects.create(tanggal=date(2026, 11, 24), nama="Libur mendadak", sumber="Keppres")
        hasil = ikuti_kalender()
        self.assertEqual((hasil.berbeda, hasil.gagal), (1, 0))
        self.assertEqual(self.segar(terbuka).tenggat_selesai, wib(26, 8))
        self.assertEqual(self.segar(selesai).tenggat_selesai, lama)
        self.assertIsNone(ikuti_kalender())

    def test_libur_untuk_hari_ini_berlaku_sejak_tengah_malam_setempat(self):
        profil = tiket_ani(self, dampak="kritis")
        self.pindah(wib(23, 15))
        HariLibur.objects.create(tanggal=date(2026, 11, 23), nama="Libur mendadak", sumber="Keppres")
        ikuti_kalender()
        self.assertEqual(self.segar(profil).tenggat_tanggapan, wib(24, 8, 30))

    def test_isian_yang_keliru_ditolak_dengan_alasan(self):
        keliru = [
            KalenderKerja(nama="x", wilayah=self.wilayah["13"], jam={"senin": [["12:00", "08:00"]]}),
            KalenderKerja(nama="x", wilayah=self.wilayah["13"], jam={"senin": []}),
            KalenderKerja(nama="x", wilayah=self.wilayah["13"], jam=[]),
            KalenderKerja(nama="x", wilayah=self.wilayah["13.07.01"], jam={"senin": [["08:00", "12:00"]]}),
            HariLibur(tanggal=date(2026, 1, 1), nama="x", sumber="x", wilayah=self.wilayah["13.07.01"]),
            SasaranSla(dampak="ringan", tingkat=None, tanggapan_menit=0, selesai_menit=1),
        ]
        for satu in keliru:
            with self.subTest(str(satu)), self.assertRaises(ValidationError):
                satu.full_clean()

    def test_kalender_yang_dirujuk_tidak_dapat_dihapus(self):
        nasional = KalenderKerja.objects.get(wilayah=None)
        with self.assertRaises(KalenderDipakai):
            nasional.delete()
        kab = KalenderKerja.objects.create(
            nama="Kab", wilayah=self.wilayah["13.07"], jam={"senin": [["08:00", "12:00"]]}
        )
        profil = tiket_ani(self)
        self.assertEqual(self.segar(profil).kalender, kab)
        with self.assertRaises(KalenderDipakai):
            kab.delete()
        lain = KalenderKerja.objects.create(nama="Bkl", wilayah=self.wilayah["17"], jam={"senin": [["08:00", "12:00"]]})
        khusus = TimpaanHari.objects.create(
            kalender=lain, nama="x", dari=date(2026, 1, 1), sampai=date(2026, 1, 1), jam={}
        )
        with self.assertRaises(KalenderDipakai):
            lain.delete()
        khusus.delete()
        lain.delete()


class Gabungan(DuniaJam):
    def test_janji_paling_awal_menang_dan_dipakai_seterusnya(self):
        mendesak = tiket_ani(self, dampak="kritis", uraian="Mendesak")  # tenggat Selasa 08.30
        self.pindah(wib(23, 9))
        utama = tiket_ani(self, dampak="ringan", uraian="Utama")
        ambil(profil=mendesak, oleh=self.budi)
        balas(profil=mendesak, oleh=self.budi, isi="Saya lihat")
        tenggat = self.segar(mendesak).tenggat_selesai
        self.pindah(wib(23, 10))
        gabung(asal=mendesak, ke=utama, oleh=self.budi)
        sesudah = self.segar(utama)
        self.assertEqual(sesudah.tenggat_selesai, tenggat)
        self.assertIsNone(sesudah.tanggapan_dilanggar_pada)  # jawaban di salah satu adalah tanggapan pertama
        self.pindah(wib(23, 11))
        balas(profil=utama, oleh=self.budi, isi="Versi?", tunggu_pemohon=True)
        self.pindah(wib(24, 8))
        balas(profil=utama, oleh=self.ani, isi="2410")
        self.assertEqual((tenggat, self.segar(utama).tenggat_selesai), (wib(24, 8, 30), wib(24, 14)))
        self.assertEqual(hitung_ulang(semua=True).berbeda, 0)

    def test_yang_sudah_selesai_tidak_membawa_janji(self):
        lama = tiket_ani(self, dampak="kritis")
        selesaikan(profil=lama, oleh=self.budi, isi="Beres")
        utama = tiket_ani(self, dampak="ringan")
        tenggat = self.segar(utama).tenggat_selesai
        gabung(asal=lama, ke=utama, oleh=self.budi)
        self.assertEqual(self.segar(utama).tenggat_selesai, tenggat)


class Tingkat(DuniaJam):
    def test_ola_tiap_tingkat_dan_jam_keseluruhan_tidak_diulang(self):
        profil = tiket_ani(self, dampak="utama")
        tenggat = self.segar(profil).tenggat_selesai
        self.pindah(wib(23, 9))
        teruskan(profil=profil, oleh=self.budi, alasan="Perlu pusat", tingkat=3)
        self.assertEqual(self.segar(profil).tenggat_selesai, tenggat)
        satu, tiga = ola(muat_bahan([profil])[profil.pk], kalender.buku(), wib(23, 14))
        self.assertEqual((satu.tingkat, satu.status.terpakai, satu.status.dilanggar), (1, 3600, False))
        self.assertEqual((tiga.tingkat, tiga.status.terpakai, tiga.keluar), (3, 4 * 3600, None))


class HitungUlang(DuniaJam):
    def test_malam_hari_nol_perbedaan_dan_yang_rusak_dipulihkan(self):
        tiket = [tiket_ani(self, uraian=f"Ke-{n}") for n in range(3)]
        balas(profil=tiket[0], oleh=self.budi, isi="Versi?", tunggu_pemohon=True)
        ambil(profil=tiket[1], oleh=self.budi)
        self.assertEqual(hitung_ulang().berbeda, 0)
        ProfilTiket.objects.filter(pk=tiket[1].pk).update(tenggat_selesai=None, ingatkan_pada=None)
        hasil = hitung_ulang()
        self.assertEqual((hasil.diperiksa, hasil.berbeda), (3, 1))
        self.assertEqual(hitung_ulang().berbeda, 0)

    def test_perintah_melaporkan(self):
        tiket_ani(self)
        keluaran = StringIO()
        call_command("hitung_ulang_sla", stdout=keluaran)
        self.assertIn("0 berbeda", keluaran.getvalue())

    def test_kalender_rusak_tidak_menggagalkan_tiket(self):
        KalenderKerja.objects.filter(wilayah=None).update(
            jam={"senin": []}, versi="00000000-0000-0000-0000-000000000001"
        )
        with self.assertLogs("pusat_bantuan.layanan.tenggat", "ERROR"):
            profil = tiket_ani(self)
        self.assertIsNone(self.segar(profil).tenggat)
        self.assertTrue(profil.kode)

    def test_tiket_di_dua_desa_dihitung_dalam_kueri_tetap(self):
        for n in range(4):
            tiket_ani(self, uraian=f"Ke-{n}")
        tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Eko")
        ProfilTiket.objects.update(tenggat=None)
        kalender.buku()
        with self.assertNumQueries(11):
            self.assertEqual(hitung_ulang().berbeda, 5)


class Pengingat(DuniaJam):
    def macam(self, profil: ProfilTiket) -> list[str]:
        return list(
            PeristiwaTiket.objects.filter(profil=profil, jenis="ingatkan")
            .order_by("pk")
            .values_list("alasan", flat=True)
        )

    def kabar(self, orang) -> int:
        return Kabar.objects.filter(penerima=orang, jenis="tiket_ingatkan").count()

    def ingatkan(self) -> int:
        return pengingat.ingatkan_yang_perlu()

    def test_peringatan_dan_pelanggaran_masing_masing_sekali(self):
        profil = tiket_ani(self, dampak="utama")  # jawaban 120 menit, ingat 120 menit sebelumnya
        self.assertEqual(self.ingatkan(), 1)
        self.assertEqual(self.ingatkan(), 0)
        self.assertEqual(self.macam(profil), [Macam.TANGGAPAN_DEKAT])
        self.assertEqual(self.kabar(self.budi), 1)
        self.pindah(wib(23, 10))
        self.assertEqual(self.ingatkan(), 0)
        self.pindah(wib(23, 10, 1))
        self.assertEqual(self.ingatkan(), 1)
        self.assertEqual(self.macam(profil)[1:], [Macam.TANGGAPAN_LEWAT])
        self.assertEqual(self.kabar(self.ani), 0)
        self.assertEqual(hitung_ulang().berbeda, 0)

    def test_hanya_di_jam_kerja(self):
        profil = tiket_ani(self, dampak="utama")
        for saat in (wib(23, 12, 30), wib(23, 22), wib(28, 10)):
            self.pindah(saat)
            self.assertEqual(self.ingatkan(), 0)
        self.pindah(wib(24, 7, 30))
        self.assertEqual(self.ingatkan(), 1)
        # Sudah lewat: cukup satu kabar tentang jawabannya, bukan dua.
        self.assertEqual(self.macam(profil), [Macam.TANGGAPAN_LEWAT])

    def test_yang_dijeda_dilewati(self):
        profil = tiket_ani(self, dampak="kritis")
        balas(profil=profil, oleh=self.budi, isi="Versi?", tunggu_pemohon=True)
        self.pindah(wib(26, 10))
        self.assertEqual(self.ingatkan(), 0)

    def test_satu_yang_gagal_tidak_menghentikan_yang_lain(self):
        satu, dua = tiket_ani(self, dampak="utama"), tiket_ani(self, dampak="utama", uraian="Kedua")
        asli = pengingat._ingatkan

        def rusak(pk, saat):
            if pk == satu.pk:
                raise RuntimeError("rusak")
            return asli(pk, saat)

        with patch.object(pengingat, "_ingatkan", rusak), self.assertLogs("pusat_bantuan.layanan.pengingat", "ERROR"):
            self.assertEqual(self.ingatkan(), 1)
        self.assertEqual(self.macam(dua), [Macam.TANGGAPAN_DEKAT])
