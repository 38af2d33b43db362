"""Bukti layanan: catatan satu menit, hasil sebelum dan sesudah, ketepatan data, keterbukaan, impor lembar."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pusat_bantuan.jam_kerja import Lapis, TanggalLibur, ke_detik, susun_kalender, susun_pekan
from replikasi import rumus
from replikasi.bacaan.ukur import hasil_layanan, hasil_terbuka, per_desa
from replikasi.layanan.ukur import susun_informasi
from replikasi.models import ImporLayanan, InformasiWajib, PemeriksaanData, PengukuranLayanan
from tests.tokoh import DuniaUji

SULIKI, LUAR = "13.07.01.2004", "17.03.01.2001"
JAKARTA = ZoneInfo("Asia/Jakarta")
SENIN = date(2026, 10, 5)
PEKAN = susun_pekan({hari: [["08:00", "16:00"]] for hari in ("senin", "selasa", "rabu", "kamis", "jumat")})


class MenitKerja(SimpleTestCase):
    @given(
        st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1)), st.integers(0, 20 * 86_400),
        st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 20)), max_size=4),
    )  # fmt: skip
    @settings(max_examples=60)
    def test_kalender_desa_dan_aturan_menit_kerja_sepakat(self, mulai, lama, libur):
        """Senin–Jumat 08.00–16.00: hitungan kalender yang dipakai halaman sama dengan aturan `working_minutes`."""
        mulai = mulai.replace(microsecond=0, tzinfo=JAKARTA)
        selesai = mulai + timedelta(seconds=lama)
        kalender = susun_kalender("Asia/Jakarta", [Lapis("nasional", PEKAN, [TanggalLibur(satu) for satu in libur])])
        aturan = rumus.working_minutes(mulai, selesai, libur=libur, zona=JAKARTA)
        self.assertEqual(kalender.lama(ke_detik(mulai), ke_detik(selesai)), aturan.kerja * 60)


class DuniaLayanan(DuniaUji):
    databases = "__all__"

    def setUp(self):
        cache.clear()  # hasil wilayah disinggahkan

    def alamat(self, nama: str, *arg) -> str:
        return reverse(f"replikasi:{nama}", args=arg)

    def catat(self, menit: int, fase: str = "sebelum", *, kode: str = SULIKI, **isi) -> PengukuranLayanan:
        mulai = datetime.combine(SENIN, time(8), JAKARTA)
        return PengukuranLayanan.objects.create(
            wilayah=self.wilayah[kode], fase=fase, layanan="Surat keterangan usaha", mulai=mulai,
            selesai=mulai + timedelta(minutes=menit), **isi,
        )  # fmt: skip

    def isian(self, **ubah) -> dict:
        return {
            "layanan": "Surat keterangan usaha", "tanggal": "2026-10-05", "jam_mulai": "08:00", "jam_selesai": "08:25",
            "koreksi": "1", "puas": "4", "biaya": "2000", "fase": "sesudah", "kunci": str(uuid.uuid4()),
        } | ubah  # fmt: skip


class Hasil(DuniaLayanan):
    def test_nilai_tengah_perbaikan_dan_contoh_kecil_seperti_t21(self):
        for menit in (30, 45, 60, 90, 240):
            self.catat(menit)
        for menit in (10, 15, 20):
            self.catat(menit, "sesudah", puas=5, biaya=1000)
        h = hasil_layanan(self.wilayah[SULIKI])
        self.assertEqual((h.waktu.sebelum, h.waktu.sesudah, h.waktu.perbaikan), (60, 15, Decimal("75.0")))
        self.assertTrue(h.waktu.kecil)
        self.assertEqual(h.waktu.kalimat, "Berkurang 75,0% dari sebelumnya.")
        self.assertIsNone(h.puas)  # baru tiga warga yang menjawab

    def test_dua_puluh_di_kedua_sisi_bukan_contoh_kecil_dan_bertambah_disebut_bertambah(self):
        for _ in range(20):
            self.catat(15)
            self.catat(60, "sesudah", koreksi=1)
        h = hasil_layanan(self.wilayah[SULIKI])
        self.assertFalse(h.waktu.kecil)
        self.assertEqual(h.waktu.kalimat, "Bertambah 300,0% dari sebelumnya.")
        self.assertEqual([satu[1] for satu in h.betul.baris], [100, 0])

    def test_lewat_jam_kantor_dan_hari_libur_tidak_dihitung(self):
        jumat = datetime.combine(date(2026, 10, 9), time(15), JAKARTA)
        senin = datetime.combine(date(2026, 10, 12), time(8, 30), JAKARTA)
        PengukuranLayanan.objects.create(
            wilayah=self.wilayah[SULIKI], fase="sebelum", layanan="x", mulai=jumat, selesai=senin
        )
        h = hasil_layanan(self.wilayah[SULIKI])
        self.assertLess(h.waktu.sebelum, 200)
        self.assertEqual(h.dinding.sebelum, 65 * 60 + 30)

    def test_sebelum_nol_tidak_dapat_dihitung_dan_yang_dibatalkan_keluar(self):
        self.catat(0)
        self.catat(5, "sesudah")
        h = hasil_layanan(self.wilayah[SULIKI])
        self.assertIsNone(h.waktu.perbaikan)
        self.assertIn("tidak dapat dihitung", h.waktu.kalimat)
        PengukuranLayanan.objects.filter(fase="sesudah").update(dibatalkan_pada=datetime.now(JAKARTA))
        self.assertEqual(hasil_layanan(self.wilayah[SULIKI]).n, 1)

    def test_wilayah_dihitung_dari_semua_suratnya_dengan_kueri_tetap(self):
        for banyak in (1, 3):
            for _ in range(banyak):
                self.catat(10)
                self.catat(100, kode="13.07.01.2001")
            with self.assertNumQueries(2):
                h = hasil_layanan(self.wilayah["13.07"])
            with self.assertNumQueries(3):
                desa = list(per_desa(self.wilayah["13.07"]))
        self.assertEqual(h.waktu.sebelum, 55)
        self.assertEqual([satu.sebelum for satu in desa], [100, 10])

    def test_keterbukaan_menghitung_yang_jatuh_tempo_saja(self):
        tahun = 2025
        susun_informasi(wilayah=self.wilayah[SULIKI], tahun=tahun, oleh=self.ani)
        self.assertEqual(susun_informasi(wilayah=self.wilayah[SULIKI], tahun=tahun, oleh=self.ani), 0)
        semua = list(InformasiWajib.objects.order_by("tempo", "pk"))
        semua[0].terbit, semua[1].terbit = semua[0].tempo, semua[1].tempo + timedelta(days=3)
        for satu in semua[:2]:
            satu.save()
        h = hasil_terbuka(self.wilayah[SULIKI], tahun)
        self.assertEqual((h.n_tempo, h.baris[1].hari_telat), (len(semua), 3))
        self.assertEqual(h.nilai, rumus.bulat(rumus.persen("1.5", len(semua))))


class Halaman(DuniaLayanan):
    def test_ani_mencatat_satu_surat_dan_kiriman_dua_kali_menjadi_satu(self):
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.alamat("layanan-catat", SULIKI)), "Catat satu surat")
        data = self.isian()
        for _ in range(2):
            jawaban = self.client.post(self.alamat("layanan-catat", SULIKI), data)
        self.assertRedirects(jawaban, self.alamat("layanan-catat", SULIKI))
        satu = PengukuranLayanan.objects.get()
        self.assertEqual((satu.selesai - satu.mulai, satu.koreksi, satu.puas), (timedelta(minutes=25), 1, 4))
        self.assertEqual(satu.mulai.astimezone(JAKARTA).hour, 8)

    def test_jam_terbalik_dan_saat_yang_belum_tiba_dijelaskan(self):
        self.masuk(self.ani)
        alamat = self.alamat("layanan-catat", SULIKI)
        self.assertContains(
            self.client.post(alamat, self.isian(jam_selesai="07:00")), "sebelum diminta", status_code=422
        )
        self.assertContains(
            self.client.post(alamat, self.isian(tanggal_selesai="2090-01-01")), "belum tiba", status_code=422
        )

    def test_hasilnya_untuk_umum_barisnya_tidak(self):
        self.catat(30)
        self.assertContains(self.client.get(self.alamat("layanan", SULIKI)), "Nilai tengah")
        self.assertContains(self.client.get(self.alamat("layanan", "13.07")), "Nagari Suliki")
        csv = self.client.get(self.alamat("layanan-desa-unduh", "13.07", "csv")).getvalue().decode("utf-8-sig")
        self.assertIn("13.07.01.2004,Nagari Suliki,Suliki,1,0,30,,,ya", csv)
        self.masuk(self.eko)
        for rute in ("layanan-catat", "layanan-baris", "data-catat", "informasi-baru", "impor-layanan-baru"):
            self.assertEqual(self.client.get(self.alamat(rute, SULIKI)).status_code, 404, rute)
        self.masuk(self.gita)
        self.assertContains(self.client.get(self.alamat("layanan-baris", SULIKI)), "Surat keterangan usaha")
        self.assertEqual(self.client.get(self.alamat("layanan-catat", SULIKI)).status_code, 404)
        self.assertIn(
            "Surat keterangan usaha", self.client.get(self.alamat("layanan-unduh", SULIKI, "csv")).getvalue().decode()
        )

    def test_membatalkan_catatan_hanya_oleh_desanya_atau_pendampingnya(self):
        satu = self.catat(30)
        for orang, kode in ((self.eko, 404), (self.gita, 404), (self.ani, 302)):
            self.masuk(orang)
            self.assertEqual(self.client.post(self.alamat("layanan-batal", satu.pk)).status_code, kode)
        satu.refresh_from_db()
        self.assertIsNotNone(satu.dibatalkan_pada)

    def test_pemeriksaan_data_dan_informasi_wajib(self):
        self.masuk(self.ani)
        data = {"himpunan": "kependudukan", "fase": "sebelum", "tanggal": "2026-10-05", "diperiksa": 50, "salah": 60,
                "kunci": str(uuid.uuid4())}  # fmt: skip
        alamat = self.alamat("data-catat", SULIKI)
        self.assertContains(self.client.post(alamat, data), "tidak dapat melebihi", status_code=422)
        self.client.post(alamat, data | {"salah": 5, "seharusnya": 100, "terisi": 80})
        self.assertEqual(PemeriksaanData.objects.get().salah, 5)
        halaman = self.client.get(self.alamat("layanan", SULIKI))
        self.assertContains(halaman, "90,0%")
        self.assertContains(halaman, "80,0%")
        self.client.post(self.alamat("informasi-susun", SULIKI))
        satu = InformasiWajib.objects.first()
        self.client.post(
            self.alamat("informasi", SULIKI, satu.pk),
            {"judul": satu.judul, "tempo": satu.tempo, "terbit": "2026-01-05", "tautan": "suliki.desa.id/apb",
             "kunci": str(uuid.uuid4())},
        )  # fmt: skip
        satu.refresh_from_db()
        self.assertEqual((str(satu.terbit), satu.tautan), ("2026-01-05", "https://suliki.desa.id/apb"))


class Impor(DuniaLayanan):
    def lembar(self, *baris) -> SimpleUploadedFile:
        buku = Workbook()
        for satu in (("jenis_surat", "diminta", "diserahkan", "dibetulkan", "puas", "biaya", "fase"), *baris):
            buku.active.append(satu)
        keluar = BytesIO()
        buku.save(keluar)
        return SimpleUploadedFile("catatan.xlsx", keluar.getvalue())

    def test_uji_kering_terapkan_urungkan(self):
        self.masuk(self.ani)
        berkas = self.lembar(
            ("SKU", datetime(2026, 10, 5, 8), datetime(2026, 10, 5, 9), 1, 4, "Rp 2.000", ""),
            ("SKU", "2026-10-05 10:00", "2026-10-05 09:00", "", 9, "", "entah"),
            ("SKTM", "05-10-2026 10.00", "05-10-2026 10.30", "", "", "", "sesudah"),
            ("SKTM", "05-10-2026 10.00", "05-10-2026 10.30", "", "", "", "sesudah"),
        )
        self.client.post(self.alamat("impor-layanan-baru", SULIKI), {"berkas": berkas, "kunci": str(uuid.uuid4())})
        satu = ImporLayanan.objects.get()
        self.assertEqual(([b["nomor"] for b in satu.baris], [g["nomor"] for g in satu.galat]), ([2, 4], [3, 5]))
        self.assertIn("diserahkan sebelum diminta", satu.galat[0]["sebab"])
        self.assertFalse(PengukuranLayanan.objects.exists())
        self.assertContains(self.client.get(satu.get_absolute_url()), "Terapkan 2 baris")
        for _ in range(2):
            self.client.post(self.alamat("impor-layanan-terapkan", satu.pk))
        self.assertEqual(PengukuranLayanan.objects.filter(dibatalkan_pada=None).count(), 2)
        self.assertEqual(PengukuranLayanan.objects.get(layanan="SKU").biaya, 2000)
        self.client.post(self.alamat("impor-layanan-urungkan", satu.pk))
        self.assertEqual(PengukuranLayanan.objects.filter(dibatalkan_pada=None).count(), 0)
        self.masuk(self.eko)
        self.assertEqual(self.client.get(satu.get_absolute_url()).status_code, 404)

    def test_berkas_yang_bukan_lembar_kerja_dan_templatnya(self):
        self.masuk(self.ani)
        data = {"berkas": SimpleUploadedFile("a.xlsx", b"bukan"), "kunci": str(uuid.uuid4())}
        jawaban = self.client.post(self.alamat("impor-layanan-baru", SULIKI), data)
        self.assertContains(jawaban, "bukan lembar kerja", status_code=422)
        self.assertEqual(self.client.get(self.alamat("impor-layanan-templat")).content[:2], b"PK")
