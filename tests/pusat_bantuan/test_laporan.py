"""Laporan: rekap dari kejadian, angka yang sama dengan tiketnya, hanya wilayah yang dibawahi, kueri tetap."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from akun.models import Kabar
from pusat_bantuan.bacaan.laporan import separuh, tunggakan
from pusat_bantuan.bacaan.pekan import ringkasan_pekan
from pusat_bantuan.layanan import balas, buka_lagi, konfirmasi, selesaikan
from pusat_bantuan.layanan.pekan import kirim_ringkasan_pekan
from pusat_bantuan.layanan.rekap import bulan_dari, susun_baru, susun_bulan, susun_semua
from pusat_bantuan.models import ProfilTiket, RekapBulan
from tests.tokoh import DuniaUji
from wilayah.lembar_sebar import sel_aman
from wilayah.models import FaktaDesa

from .dunia import tiket_ani, tiket_dari

ALAMAT = reverse("pusat_bantuan:laporan")


class Rekap(DuniaUji):
    databases = "__all__"

    def setUp(self):
        self.satu, self.dua = tiket_ani(self), tiket_ani(self, bidang="keamanan")
        tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Tiket Eko")
        balas(profil=self.satu, oleh=self.budi, isi="Versi berapa?")
        selesaikan(profil=self.satu, oleh=self.budi, isi="Coba ini.")
        buka_lagi(profil=self.satu, oleh=self.ani, alasan="Masih sama")
        selesaikan(profil=self.satu, oleh=self.budi, isi="Coba itu.")
        konfirmasi(profil=self.satu, oleh=self.ani)
        susun_baru()

    def _baris(self, sudut: str, **lain) -> RekapBulan:
        return RekapBulan.objects.get(sudut=sudut, bulan=timezone.localdate().replace(day=1), **lain)

    def test_tiap_kejadian_terhitung_sekali_di_setiap_sudut(self):
        for baris in (self._baris("wilayah", kunci=1307000000), self._baris("orang", orang=self.budi)):
            self.assertEqual(
                (baris.dijawab, baris.selesai, baris.dibuka_lagi, baris.ditutup), (1, 2, 1, 1), baris.sudut
            )
            self.assertEqual(baris.jawab_tepat + baris.jawab_lewat, 1)
            self.assertEqual(sum(getattr(baris, f"j{n}") for n in range(7)), 1)
        self.assertEqual(self._baris("wilayah", kunci=1307000000).masuk, 2)
        self.assertEqual(self._baris("wilayah", kunci=1703000000).masuk, 1)

    def test_menyusun_lagi_tidak_menggandakan(self):
        sebelum = list(
            RekapBulan.objects.order_by("sudut", "kunci", "bidang", "simpul", "orang").values_list("sudut", "masuk")
        )
        susun_baru()
        susun_semua()
        sesudah = list(
            RekapBulan.objects.order_by("sudut", "kunci", "bidang", "simpul", "orang").values_list("sudut", "masuk")
        )
        self.assertEqual(sebelum, sesudah)

    def test_bulan_menurut_jam_setempat(self):
        saat = datetime(2026, 10, 31, 16, 30, tzinfo=ZoneInfo("UTC"))
        self.assertEqual(bulan_dari(saat, "13.07.01.2004"), date(2026, 10, 1))
        self.assertEqual(bulan_dari(saat, "91.01.01.2001"), date(2026, 11, 1))

    def test_tiket_dipindah_ke_bulan_lain_ikut_bulannya(self):
        lalu = timezone.now() - timedelta(days=65)
        ProfilTiket.objects.filter(pk=self.dua.pk).update(dibuat=lalu)
        susun_semua()
        self.assertEqual(self._baris("wilayah", kunci=1307000000).masuk, 1)
        bulan = timezone.localtime(lalu).date().replace(day=1)
        self.assertEqual(RekapBulan.objects.get(sudut="wilayah", bulan=bulan, kunci=1307000000).masuk, 1)
        self.assertEqual(susun_bulan(date(2020, 1, 1)), 0)


class Halaman(DuniaUji):
    databases = "__all__"

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        tiket = tiket_ani(cls)
        selesaikan(profil=tiket, oleh=cls.budi, isi="Coba ini.")
        tiket_dari(cls.eko, cls.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Tiket Eko")
        susun_baru()

    def test_siapa_melihat_apa(self):
        harap = {"ani": 404, "budi": 200, "citra": 200, "dewi": 404, "eko": 404, "fajar": 200, "gita": 200, "hadi": 200}
        for nama, kode in harap.items():
            self.client.force_login(getattr(self, nama))
            for rute in ("laporan", "laporan-csv", "laporan-xlsx"):
                self.assertEqual(self.client.get(reverse(f"pusat_bantuan:{rute}")).status_code, kode, (nama, rute))
        self.client.force_login(self.fajar)
        for wilayah in ("17.03", "13", "99"):
            self.assertEqual(self.client.get(ALAMAT, {"wilayah": wilayah}).status_code, 404, wilayah)
        bulanan = reverse("pusat_bantuan:laporan-bulanan", args=["17.03", "2026-01"])
        self.assertEqual(self.client.get(bulanan).status_code, 404)
        self.client.logout()
        self.assertEqual(self.client.get(ALAMAT).status_code, 302)

    def test_lembar_bulanan_bertaut_dari_bulan_pertama_sampai_bulan_ini(self):
        """Tanpa ujung, orang (dan mesin pencari) berjalan mundur ke bulan-bulan kosong selamanya."""
        kini = timezone.localdate().replace(day=1)
        lalu = (kini - timedelta(days=1)).replace(day=1)
        ProfilTiket.objects.filter(pemohon=self.ani).update(dibuat=timezone.now() - timedelta(days=65))
        self.client.force_login(self.citra)

        def tautan(bulan):
            rute = reverse("pusat_bantuan:laporan-bulanan", args=["13.07", f"{bulan:%Y-%m}"])
            isi = self.client.get(rute).content.decode()
            return ('rel="prev"' in isi, 'rel="next"' in isi)

        self.assertEqual(tautan(kini), (False, False))  # baru bulan ini yang berangka
        self.assertEqual(tautan(lalu), (False, True))
        susun_semua()
        self.assertEqual(tautan(kini), (True, False))
        self.assertEqual(tautan(date(2020, 1, 1)), (False, False))

    def test_laporan_ditautkan_bagi_yang_boleh_membukanya(self):
        for nama in ("ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi"):
            self.client.force_login(getattr(self, nama))
            ada = f'href="{ALAMAT}"' in self.client.get(reverse("pusat_bantuan:beranda")).content.decode()
            self.assertEqual(ada, self.client.get(ALAMAT).status_code == 200, nama)

    def test_semua_alat_meja_yang_tertaut_dapat_dibuka(self):
        for nama in ("ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi"):
            self.client.force_login(getattr(self, nama))
            for rute, judul, _ in self.client.get(reverse("pusat_bantuan:beranda")).context["alat"]:
                self.assertEqual(self.client.get(reverse(rute)).status_code, 200, (nama, judul))

    def test_pembina_tidak_melihat_nama_penangan(self):
        for siapa, ada in ((self.fajar, True), (self.gita, False)):
            self.client.force_login(siapa)
            halaman = self.client.get(ALAMAT, {"sudut": "orang", "wilayah": "13.07"})
            self.assertEqual(self.budi.nama in halaman.content.decode(), ada)

    def test_angkanya_hanya_wilayahnya(self):
        self.client.force_login(self.fajar)
        isi = self.client.get(ALAMAT).context
        self.assertEqual((isi["jumlah"].masuk, isi["jumlah"].selesai, isi["tunggakan"]["semua"]), (1, 1, 0))
        self.client.force_login(self.citra)
        isi = self.client.get(ALAMAT).context
        self.assertEqual((isi["jumlah"].masuk, isi["tunggakan"]["semua"]), (2, 1))
        self.assertEqual({satu.label for satu in isi["baris"]}, {"Sumatera Barat", "Bengkulu"})

    def test_saringan_yang_rusak_tidak_menjatuhkan(self):
        self.client.force_login(self.citra)
        for kueri in ({"dari": "x"}, {"sampai": "9999-99"}, {"dari": "2026-11", "sampai": "2020-01"}, {"sudut": "'"},
                      {"wilayah": "\x00"}, {"dari": "2000-01"}, {"dari": "2001-01", "sampai": "2026-01"}):  # fmt: skip
            self.assertEqual(self.client.get(ALAMAT, kueri).status_code, 200, kueri)

    def test_csv_dan_xlsx_sama_dengan_layar(self):
        self.client.force_login(self.fajar)
        mentah = self.client.get(reverse("pusat_bantuan:laporan-csv")).content.decode("utf-8-sig")
        baris = list(csv.reader(io.StringIO(mentah), delimiter=";"))
        self.assertEqual(baris[-1][:2], ["Jumlah", "1"])
        lembar = load_workbook(io.BytesIO(self.client.get(reverse("pusat_bantuan:laporan-xlsx")).content)).active
        angka = [
            [float(sel) if str(sel).replace(".", "", 1).isdigit() else sel or "" for sel in satu] for satu in baris
        ]
        self.assertEqual([["" if sel is None else sel for sel in satu] for satu in lembar.values], angka)

    def test_rumus_tidak_lolos_ke_lembar_sebar(self):
        self.assertEqual(
            [sel_aman(satu) for satu in ("=1+1", "-2", "@a", "Surat", 5)], ["'=1+1", "'-2", "'@a", "Surat", 5]
        )

    def test_kueri_tetap_berapa_pun_tiketnya(self):
        self.client.force_login(self.fajar)

        def hitung(alamat: str) -> int:
            with CaptureQueriesContext(connection) as tangkap:
                self.assertEqual(self.client.get(alamat).status_code, 200)
            return len(tangkap)

        bulan = reverse("pusat_bantuan:laporan-bulanan", args=["13.07", f"{timezone.localdate():%Y-%m}"])
        for alamat in (ALAMAT, bulan):
            hitung(alamat)
            sedikit = hitung(alamat)
            for bidang in ("keamanan", "panduan", "surat-tte"):
                for _ in range(3):
                    tiket_ani(self, bidang=bidang)
            susun_baru()
            self.assertEqual(hitung(alamat), sedikit, alamat)
            self.assertLessEqual(sedikit, 15, alamat)

    def test_separuh_dan_yang_kosong(self):
        self.assertEqual(separuh([0, 0, 0, 0, 0, 0, 0]), "")
        self.assertEqual(separuh([1, 0, 0, 1, 0, 0, 0]), "1 jam")
        self.assertEqual(separuh([1, 0, 0, 1, 1, 0, 0]), "1 hari kerja")
        self.client.force_login(self.fajar)
        kosong = self.client.get(ALAMAT, {"dari": "2021-01", "sampai": "2021-02"})
        self.assertContains(kosong, "Belum ada angka untuk rentang ini")
        self.assertIsNone(kosong.context["jumlah"].jawab_persen)

    def test_tunggakan_menurut_umur(self):
        lama = tiket_ani(self)
        ProfilTiket.objects.filter(pk=lama.pk).update(dibuat=timezone.now() - timedelta(days=40))
        umur = [satu["nilai"] for satu in tunggakan(self.wilayah["13.07"], oleh=self.fajar)["umur"]]
        self.assertEqual(umur, [0, 0, 0, 0, 1])

    def test_isi_tiket_tidak_ikut(self):
        self.client.force_login(self.gita)
        self.assertNotContains(self.client.get(ALAMAT), "Surat kosong")


class RingkasanPekan(DuniaUji):
    databases = "__all__"

    def test_senin_pagi_sekali_untuk_yang_membawahi(self):
        tiket_ani(self)
        senin = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
        self.assertEqual(kirim_ringkasan_pekan(saat=senin - timedelta(days=1)), 0)
        self.assertEqual(kirim_ringkasan_pekan(saat=senin.replace(hour=6)), 0)
        dikirim = kirim_ringkasan_pekan(saat=senin)
        penerima = set(Kabar.objects.filter(kunci__startswith="pekan:").values_list("penerima__username", flat=True))
        self.assertTrue({"fajar", "gita"} <= penerima, penerima)
        self.assertFalse({"ani", "eko", "hadi"} & penerima)
        self.assertEqual((dikirim, kirim_ringkasan_pekan(saat=senin)), (len(penerima), 0))

    def test_menyebut_desa_diam_dan_tertinggal(self):
        desa = self.wilayah["13.07.01.2004"]
        FaktaDesa.objects.update_or_create(
            wilayah=desa, defaults={"versi": "2401.0.0", "dilaporkan_pada": timezone.now() - timedelta(days=130)}
        )
        pekan = ringkasan_pekan(self.wilayah["13.07"], date(2026, 11, 16), oleh=self.fajar)
        self.assertEqual([satu.wilayah for satu in pekan.diam], [desa])
        FaktaDesa.objects.filter(wilayah=desa).update(dilaporkan_pada=timezone.now())
        pekan = ringkasan_pekan(self.wilayah["13.07"], date(2026, 11, 16), oleh=self.fajar)
        self.assertEqual([satu.wilayah for satu in pekan.tertinggal], [desa])
        alamat = reverse("pusat_bantuan:laporan-pekan", args=["13.07", "2026-11-16"])
        for siapa, kode in ((self.fajar, 200), (self.eko, 404), (self.ani, 404)):
            self.client.force_login(siapa)
            self.assertEqual(self.client.get(alamat).status_code, kode)
        self.client.force_login(self.fajar)
        for senin in ("2026-11-17", "2030-01-07", "abc"):
            rusak = reverse("pusat_bantuan:laporan-pekan", args=["13.07", senin])
            self.assertEqual(self.client.get(rusak).status_code, 404)
