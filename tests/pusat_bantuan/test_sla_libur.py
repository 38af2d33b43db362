"""Hari libur: data bawaan, perintah pemuat, ruang redaksi, dan pencocokan dengan paket yang terpelihara."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock, skipIf

from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase
from django.urls import reverse

from akun.models import Kabar
from pusat_bantuan import bawaan_sla, kalender
from pusat_bantuan.jam_kerja import susun_pekan
from pusat_bantuan.layanan.libur import libur_kurang
from pusat_bantuan.layanan.pengingat import periksa_libur
from pusat_bantuan.models import HariLibur, KalenderKerja, SasaranSla, TimpaanHari
from tests.pusat_bantuan.dunia import tiket_ani
from tests.pusat_bantuan.test_sla_tiket import WIB
from tests.tokoh import DuniaUji

try:
    import holidays
except ImportError:
    holidays = None

CONTOH = json.loads((Path(__file__).parent / "data" / "sla_cases.json").read_text(encoding="utf-8"))["holidays_2026"]


class DataBawaan(SimpleTestCase):
    libur = bawaan_sla.libur_bawaan()

    def test_libur_dan_cuti_bersama_menurut_skb_2026_dan_2027(self):
        for tahun, banyak in ((2026, (17, 8)), (2027, (18, 8))):
            jenis = [satu.jenis for satu in self.libur if satu.tanggal.year == tahun]
            self.assertEqual((jenis.count("libur"), jenis.count("cuti_bersama")), banyak)
        self.assertLessEqual(set(CONTOH), {satu.tanggal.isoformat() for satu in self.libur})
        self.assertEqual(len({satu.tanggal for satu in self.libur}), len(self.libur))
        self.assertTrue(
            all(satu.sumber and satu.tanggal_sumber and satu.berlaku and not satu.kode for satu in self.libur)
        )

    @skipIf(holidays is None, "paket holidays tidak terpasang (requirements-dev.txt)")
    def test_cocok_dengan_paket_holidays(self):
        for tahun in (2026, 2027):
            paket = holidays.Indonesia(years=tahun, categories=("public", "government"), language="id")
            cuti = set(holidays.Indonesia(years=tahun, categories=("government",)))
            ini = [satu for satu in self.libur if satu.tanggal.year == tahun]
            self.assertEqual({satu.tanggal for satu in ini}, set(paket))
            self.assertEqual({satu.tanggal for satu in ini if satu.jenis == "cuti_bersama"}, cuti)

    def test_jam_nasional_dan_ramadan_menurut_perpres_21_2023(self):
        for jam, menit in ((bawaan_sla.JAM_NASIONAL, 37.5 * 60), (bawaan_sla.JAM_RAMADAN, 32.5 * 60)):
            pekan = susun_pekan(jam)
            self.assertEqual(sum(b - a for hari in pekan for a, b in hari) // 60, menit)

    def test_sasaran_bawaan_lengkap(self):
        self.assertEqual(len({(t, d) for t, d, *_ in bawaan_sla.SASARAN}), 16)


class Pemuat(DuniaUji):
    def muat(self, isi: str | None = None, **opsi) -> str:
        keluaran = StringIO()
        if isi is None:
            call_command("muat_libur", stdout=keluaran, **opsi)
        else:
            with TemporaryDirectory() as folder:
                berkas = Path(folder) / "libur.csv"
                berkas.write_text(isi, encoding="utf-8")
                call_command("muat_libur", str(berkas), stdout=keluaran, **opsi)
        return keluaran.getvalue()

    KEPALA = "tanggal,nama,jenis,kode,sumber,tanggal_sumber,berlaku\n"

    def test_sudah_dimuat_migrasi_dan_boleh_diulang(self):
        self.assertEqual(HariLibur.objects.count(), 51)
        self.assertIn("0 libur baru, 0 berubah, 51 tetap", self.muat())

    def test_libur_daerah_dan_percobaan(self):
        isi = (
            self.KEPALA
            + "2026-12-03,Hari jadi,libur,1307,Perda 1/2020,2020-01-02,ya\n2026-12-04,Alek nagari,libur,13.07.01.2004,SE Wali Nagari,,tidak\n"
        )
        self.assertIn("Percobaan", self.muat(isi, coba=True))
        self.assertEqual(HariLibur.objects.count(), 51)
        self.assertIn("2 libur baru", self.muat(isi))
        self.assertIn("2 tetap", self.muat(isi))
        self.assertIn(date(2026, 12, 3), kalender.buku().kalender("13.07.01.2004").libur)
        self.assertNotIn(date(2026, 12, 3), kalender.buku().kalender("17.03.01.2001").libur)

    def test_saklar_yang_disetel_orang_tidak_ditimpa(self):
        natal = HariLibur.objects.get(tanggal=date(2026, 12, 24))
        natal.berlaku, natal.sumber = False, "keliru"
        natal.save()
        self.assertIn("1 berubah", self.muat())
        natal.refresh_from_db()
        self.assertEqual((natal.berlaku, natal.sumber), (False, bawaan_sla.libur_bawaan()[0].sumber))

    def test_berkas_keliru_ditolak_seluruhnya(self):
        for baris, sebab in (
            ("2026-13-01,x,libur,,SE,,ya", "Baris 3"), ("2026-12-01,,libur,,SE,,ya", "nama dan sumber"),
            ("2026-12-01,x,libur,,,,ya", "nama dan sumber"), ("2026-12-01,x,pesta,,SE,,ya", "jenis"),
            ("2026-12-01,x,libur,99.01,SE,,ya", "tidak dikenal"), ("2026-12-01,x,libur,13.07.01,SE,,ya", "tidak dikenal"),
            ("2026-12-01,x,libur,,SE,,mungkin", "berlaku"),
        ):  # fmt: skip
            with self.subTest(baris), self.assertRaisesMessage(CommandError, sebab):
                self.muat(f"{self.KEPALA}2026-12-02,Sah,libur,,SE,,ya\n{baris}\n")
        with self.assertRaisesMessage(CommandError, "Kolom kurang"):
            self.muat("hari,acara\n")
        with self.assertRaises(CommandError):
            call_command("muat_libur", "/tidak/ada.csv")
        self.assertEqual(HariLibur.objects.count(), 51)

    def test_penanaman_ulang_tidak_menimpa(self):
        KalenderKerja.objects.filter(wilayah=None).update(nama="Milik kami")
        bawaan_sla.pasang_kalender(apps, "default")
        self.assertEqual(KalenderKerja.objects.get().nama, "Milik kami")
        self.assertEqual((HariLibur.objects.count(), SasaranSla.objects.count()), (51, 16))

    def test_tahun_yang_belum_dimuat_ditanam_saat_pemutakhiran(self):
        HariLibur.objects.filter(tanggal__year=2027).exclude(tanggal=date(2027, 1, 1)).delete()
        HariLibur.objects.filter(tanggal__year=2027).update(sumber="Keppres 8/2024")
        HariLibur.objects.get(tanggal=date(2026, 12, 24)).delete()
        versi = KalenderKerja.objects.get().versi
        bawaan_sla.pasang_kalender(apps, "default")
        self.assertEqual(HariLibur.objects.filter(tanggal__year=2027).count(), 26)
        self.assertEqual(HariLibur.objects.get(tanggal=date(2027, 1, 1)).sumber, "Keppres 8/2024")
        self.assertFalse(HariLibur.objects.filter(tanggal=date(2026, 12, 24)).exists())
        self.assertNotEqual(KalenderKerja.objects.get().versi, versi)

    def test_pengelola_diingatkan_memuat_libur_tahun_depan(self):
        HariLibur.objects.filter(tanggal__year=2027).delete()
        self.assertEqual(periksa_libur(saat=datetime(2026, 9, 30, tzinfo=WIB)), 0)
        saat = datetime(2026, 11, 21, tzinfo=WIB)
        self.assertEqual((periksa_libur(saat=saat), periksa_libur(saat=saat)), (1, 0))
        self.assertIn("2027", Kabar.objects.get(penerima=self.hadi, jenis="tiket_libur").judul)
        HariLibur.objects.bulk_create(
            [HariLibur(tanggal=date(2027, 1, n), nama="x", sumber="SKB") for n in range(2, 13)]
        )
        self.assertEqual(periksa_libur(saat=datetime(2026, 12, 1, tzinfo=WIB)), 0)


class MuatDariRuangRedaksi(DuniaUji):
    def setUp(self):
        self.masuk(self.hadi)
        self.alamat = reverse("hari-libur:muat")

    def berkas(self, isi: str | bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("libur.csv", isi if isinstance(isi, bytes) else isi.encode("utf-8-sig"))

    def test_diperiksa_dulu_baru_dimuat(self):
        isi = f"{Pemuat.KEPALA}2028-01-01,Tahun Baru 2028,libur,,SKB 3 Menteri,,ya\n2028-05-06,Hari jadi,libur,13.07,Perda,,ya\n"
        jawab = self.client.post(self.alamat, {"berkas": self.berkas(isi)})
        self.assertContains(jawab, "2 libur baru, 0 berubah, 0 tetap. Belum ada yang disimpan.")
        self.assertContains(jawab, "Tahun Baru 2028")
        self.assertFalse(HariLibur.objects.filter(tanggal__year=2028).exists())
        awal = {nama: jawab.context["form"][nama].value() for nama in ("isi", "jadi")}
        jawab = self.client.post(self.alamat, awal, follow=True)
        self.assertContains(jawab, "2 libur baru, 0 berubah, 0 tetap.")
        self.assertEqual(HariLibur.objects.get(tanggal=date(2028, 5, 6)).wilayah.kode, "13.07")
        self.client.post(self.alamat, awal)
        self.assertEqual(HariLibur.objects.filter(tanggal__year=2028).count(), 2)

    def test_berkas_keliru_dijelaskan_dan_tidak_ada_yang_tersimpan(self):
        for isi, pesan in (
            ("hari,acara\n", "Kolom kurang"), (Pemuat.KEPALA, "Tidak ada satu baris pun"), (b"\xff\xfe\x00x", "CSV UTF-8"),
            (f"{Pemuat.KEPALA}2028-13-01,x,libur,,SE,,ya\n", "Baris 2"), ("x" * 200_001, "lebih dari 200 KB"),
            (f"{Pemuat.KEPALA}2028-01-01,x,libur,99.01,SE,,ya\n", "tidak dikenal"), ("a\x00b", "Kolom kurang"),
        ):  # fmt: skip
            with self.subTest(pesan):
                self.assertContains(self.client.post(self.alamat, {"berkas": self.berkas(isi)}), pesan)
        self.assertContains(self.client.post(self.alamat, {}), "Pilih berkas CSV-nya dulu")
        self.assertEqual(HariLibur.objects.count(), 51)

    def test_hanya_pengelola_dan_petugas_nasional(self):
        self.masuk(self.dewi)
        self.assertNotEqual(self.client.get(self.alamat).status_code, 200)

    def test_peringatan_di_daftar_dan_di_meja_pengelola(self):
        HariLibur.objects.filter(tanggal__year=2027).delete()
        self.assertIsNone(libur_kurang(saat=datetime(2026, 9, 30, tzinfo=WIB)))
        with mock.patch(
            "pusat_bantuan.layanan.libur.timezone.localtime", return_value=datetime(2026, 11, 25, tzinfo=WIB)
        ):
            for alamat in (reverse("hari-libur:index"), "/"):
                with self.subTest(alamat):
                    self.assertContains(self.client.get(alamat), self.alamat)
            self.assertContains(
                self.client.get(reverse("hari-libur:index")), "Hari libur 2027 belum lengkap (0 tanggal)"
            )
            self.assertContains(self.client.get("/"), "tanggal libur 2027 termuat")


class RuangRedaksi(DuniaUji):
    def setUp(self):
        self.masuk(self.hadi)

    def alamat(self, nama: str, tindakan: str, *args) -> str:
        return reverse(f"{nama}:{tindakan}", args=args)

    def test_semua_lembar_terbuka_bagi_pengelola_saja(self):
        daftar = [self.alamat(nama, "index") for nama in ("jam-kerja", "hari-libur", "jam-khusus", "sasaran-waktu")]
        daftar += [self.alamat(nama, "add") for nama in ("jam-kerja", "hari-libur", "jam-khusus")]
        for alamat in daftar:
            self.assertEqual(self.client.get(alamat).status_code, 200, alamat)
        akses = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        self.citra.user_permissions.add(akses)
        self.masuk(self.citra)
        for alamat in daftar:
            self.assertEqual(self.client.get(alamat).status_code, 200, alamat)
        self.masuk(self.dewi)
        for alamat in daftar:
            self.assertNotEqual(self.client.get(alamat).status_code, 200, alamat)

    def test_kalender_kabupaten_ditulis_dan_dibaca_kembali(self):
        isi = {"nama": "Lima Puluh Kota", "kode": "13.07", "dasar": "Perbup", "dipakai": "on",
               "senin": "07.30 - 12.00; 13:00–16:00", "jumat": "07.30-11.30"}  # fmt: skip
        self.client.post(self.alamat("jam-kerja", "add"), isi)
        baru = KalenderKerja.objects.get(wilayah=self.wilayah["13.07"])
        self.assertEqual(baru.jam, {"senin": [["07:30", "12:00"], ["13:00", "16:00"]], "jumat": [["07:30", "11:30"]]})
        lembar = self.client.get(self.alamat("jam-kerja", "edit", baru.pk))
        self.assertContains(lembar, "07.30-12.00, 13.00-16.00")
        self.assertContains(lembar, "13.07")

    def test_isian_keliru_dijelaskan(self):
        dasar = {"nama": "x", "dipakai": "on", "kode": "13.07"}
        for isi, pesan in (
            (dasar | {"senin": "pagi"}, "Tulis seperti 07.30-12.00"), (dasar | {"senin": "12.00-08.00"}, "harus mendahului"),
            (dasar, "paling sedikit satu hari"), (dasar | {"kode": "13.07.01", "senin": "08.00-12.00"}, "Pilih provinsi"),
            (dasar | {"kode": "98", "senin": "08.00-12.00"}, "tidak ada"),
            ({"nama": "x", "dipakai": "on", "senin": "08.00-12.00"}, "sudah ada"),
        ):  # fmt: skip
            with self.subTest(pesan):
                jawaban = self.client.post(self.alamat("jam-kerja", "add"), isi)
                self.assertContains(jawaban, pesan)
        self.assertEqual(KalenderKerja.objects.count(), 1)

    def test_menghapus_kalender_yang_dirujuk_ditolak_dengan_alasan(self):
        tiket_ani(self)
        nasional = KalenderKerja.objects.get()
        jawaban = self.client.post(self.alamat("jam-kerja", "delete", nasional.pk), follow=True)
        self.assertContains(jawaban, "tidak dapat dihapus")
        self.assertEqual(KalenderKerja.objects.count(), 1)
        lain = KalenderKerja.objects.create(nama="x", wilayah=self.wilayah["17"], jam={"senin": [["08:00", "12:00"]]})
        self.client.post(self.alamat("jam-kerja", "delete", lain.pk))
        self.assertEqual(KalenderKerja.objects.count(), 1)

    def test_libur_dimatikan_dan_jam_khusus_ramadan(self):
        natal = HariLibur.objects.get(tanggal=date(2026, 12, 24))
        isi = {"tanggal": "2026-12-24", "nama": natal.nama, "jenis": natal.jenis, "sumber": natal.sumber, "kode": ""}
        self.client.post(self.alamat("hari-libur", "edit", natal.pk), isi)
        self.assertNotIn(natal.tanggal, kalender.buku().kalender(None).libur)
        khusus = {"kalender": KalenderKerja.objects.get().pk, "nama": "Ramadan 1448 H", "dari": "2027-02-08",
                  "sampai": "2027-03-09", "senin": "08.00-12.00, 12.30-15.00"}  # fmt: skip
        self.client.post(self.alamat("jam-khusus", "add"), khusus)
        self.assertEqual(TimpaanHari.objects.get().tanggal()[0], date(2027, 2, 8))
        buku = kalender.buku().kalender("52.03")
        self.assertEqual(len(buku.jendela(date(2027, 2, 8))), 2)
        self.assertEqual(buku.jendela(date(2027, 2, 9)), ())
        panjang = khusus | {"sampai": "2027-06-30"}
        self.assertContains(self.client.post(self.alamat("jam-khusus", "add"), panjang), "Paling lama 60 hari")

    def test_sasaran_diubah_tetapi_tidak_dihapus(self):
        satu = SasaranSla.objects.get(tingkat=None, dampak="utama")
        self.client.post(self.alamat("sasaran-waktu", "edit", satu.pk),
                         {"tanggapan_menit": 90, "selesai_menit": 600, "ingatkan_menit": 30, "naik_menit": ""})  # fmt: skip
        self.assertEqual(kalender.buku().untuk("utama").tanggapan.detik, 90 * 60)
        self.assertNotEqual(self.client.post(self.alamat("sasaran-waktu", "delete", satu.pk)).status_code, 200)
        self.assertTrue(SasaranSla.objects.filter(pk=satu.pk).exists())
