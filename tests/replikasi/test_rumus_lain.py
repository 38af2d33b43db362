"""Aturan tanpa contoh di tracker_cases.json: laju, penerbitan ramalan, kesepakatan, menit kerja, versi, topeng hari."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from replikasi import rumus
from replikasi.rumus.kemajuan import hari_jeda
from replikasi.rumus.laju import KENA, MELESET, MENUNGGU

KINI = date(2026, 1, 1)
tanggal = st.dates(date(2000, 1, 1), date(2060, 12, 31))


class BilanganTepat(SimpleTestCase):
    def test_pecahan_biner_dibaca_menurut_tulisannya(self):
        """0,8 dari berkas JSON adalah 4/5: cakupan tepat 80 % tetap cukup, dan 0,2 tidak menggeser urutan."""
        hasil = rumus.readiness(bobot={"a": 80, "b": 20}, skor={"a": 3, "b": None}, cakupan_min=0.8)
        self.assertEqual(hasil.nilai, 75)
        a = rumus.sensitivity(bobot=[50, 30, 20], skor={"A": [60, 80, 70], "B": [90, 50, 30]}, n=1, delta=0.2)
        b = rumus.sensitivity(bobot=[50, 30, 20], skor={"A": [60, 80, 70], "B": [90, 50, 30]}, n=1)
        self.assertEqual(a, b)
        self.assertEqual(rumus.tepat(2.5631), Fraction(25631, 10000))
        self.assertEqual(rumus.tepat(Decimal("70.5")), Fraction(141, 2))

    def test_sasaran_70_5_persen_dibulatkan_ke_atas_dari_nilai_tepat(self):
        self.assertEqual(rumus.target_count(sasaran_persen=70.5, penyebut=200, nyata=140).perlu, 141)

    def test_kepekaan_tanpa_bobot_tidak_dapat_dihitung(self):
        with self.assertRaises(ValueError):
            rumus.sensitivity(bobot=[0, 0], skor={"A": [1, 2]}, n=1)

    def test_urutan_seri_nilai_komitmen_cakupan_kode(self):
        calon = [
            ("13.07.04.2002", 70, 3, 1), ("13.07.04.2001", 70, 3, 1), ("13.07.01.2004", 70, 4, Fraction(4, 5)),
            ("13.07.01.2001", 71, 2, 1), ("13.07.01.2009", None, 4, Fraction(1, 2)),
        ]  # fmt: skip
        harap = ["13.07.01.2001", "13.07.01.2004", "13.07.04.2001", "13.07.04.2002", "13.07.01.2009"]
        self.assertEqual(rumus.tie_break(calon), harap)

    def test_gerbang_yang_tidak_diamati_menutup_kelayakan(self):
        hasil = rumus.readiness(bobot={"a": 20, "b": 80}, skor={"a": None, "b": 4}, gerbang={"a": 2})
        self.assertEqual((hasil.nilai, hasil.layak), (100, False))

    def test_semua_aturan_tracker_tercatat_di_dokumen_dan_ada_fungsinya(self):
        aturan = [
            "adoption_rate", "target_count", "denominator_change", "rollup_ratio", "kabkota_adoption", "readiness",
            "sensitivity", "tie_break", "progress", "progress_rollup", "ping_status", "version_age", "usage", "stalled",
            "required_rate", "projection", "service_time", "working_minutes", "accuracy_wilson", "transparency",
            "dedupe_codes", "source_precedence", "agreement", "code_history", "share", "opendk_ready",
        ]  # fmt: skip
        dokumen = (Path(settings.BASE_DIR) / "docs" / "rumus.md").read_text()
        for satu in aturan:
            self.assertTrue(callable(getattr(rumus, satu)), satu)
            self.assertIn(f"| {satu} |", dokumen)


class LajuDanRamalan(SimpleTestCase):
    def laju(self, kini: Fraction | None, nyata: int = 40) -> rumus.laju.LajuPerlu:
        return rumus.required_rate(
            sasaran=100, nyata=nyata, hari_ini=KINI, tenggat=KINI + timedelta(days=120), laju_kini=kini
        )

    def test_batas_sesuai_waspada_tertinggal(self):
        for kini, keadaan in (
            (Fraction(1, 2), "sesuai"), (Fraction(2, 5), "waspada"), (Fraction(499, 1000), "waspada"),
            (Fraction(399, 1000), "tertinggal"), (Fraction(-1, 10), "tertinggal"), (0.4, "waspada"),
        ):  # fmt: skip
            with self.subTest(kini=kini):
                self.assertEqual(self.laju(kini).keadaan, keadaan)
        self.assertEqual(self.laju(Fraction(2, 5)).rasio, Fraction(4, 5))
        self.assertEqual((self.laju(None).keadaan, self.laju(None).rasio), ("", None))
        self.assertEqual(self.laju(None, nyata=120).keadaan, "tercapai")

    def test_ragam_berlebih_dari_26_pekan(self):
        self.assertEqual(rumus.dispersion([2] * 26), 1)
        self.assertEqual(rumus.dispersion([0, 4] * 13), Fraction(104, 25) / 2)
        self.assertEqual(rumus.dispersion([-1, 1]), 1)
        self.assertEqual(rumus.dispersion([99] * 4 + [0, 4] * 13), Fraction(104, 25) / 2)

    def ramalan(self, **ubah):
        masuk = {"sasaran_persen": 70, "n": 1500, "penyebut": 2435, "riwayat_hari": 120} | ubah
        proyeksi = rumus.projection(n=1500, sasaran=1705, per=KINI, tambahan=180, phi=4)
        return rumus.publication(proyeksi=proyeksi, **masuk)

    def test_tanggal_hanya_terbit_bila_semua_syaratnya_terpenuhi(self):
        self.assertEqual(self.ramalan(), (True, ""))
        self.assertIn("120 hari", self.ramalan(riwayat_hari=119).alasan)
        self.assertIn("10 poin", self.ramalan(sasaran_persen=72).alasan)
        self.assertIn("kurang dari 20", self.ramalan(n=12, penyebut=19).alasan)
        self.assertTrue(self.ramalan(n=12, penyebut=20).tampil)
        self.assertTrue(self.ramalan(n=60, penyebut=100).tampil, "tepat sepuluh poin masih terbit")
        jauh = rumus.projection(n=1500, sasaran=2435, per=KINI, tambahan=180, phi=4)
        hasil = rumus.publication(proyeksi=jauh, sasaran_persen=100, n=1500, penyebut=2435, riwayat_hari=400)
        self.assertEqual(hasil, (False, "di luar jangkauan proyeksi"))

    def test_urutan_jawaban_proyeksi(self):
        def tanya(sisa: int, tambahan: int):
            return rumus.projection(n=100, sasaran=100 + sisa, per=KINI, tambahan=tambahan)

        self.assertEqual(tanya(0, -5).alasan, "tercapai")
        self.assertEqual(tanya(0, -5).hari, 0)
        self.assertEqual(tanya(5, 0).alasan, "tidak ada penambahan 90 hari")
        self.assertEqual(tanya(73, 18).hari, 365)
        self.assertEqual(tanya(74, 18).alasan, "di luar jangkauan proyeksi")
        terbuka = tanya(5, 6)
        self.assertEqual((terbuka.hari, terbuka.akhir), (75, None))

    def test_365_hari_diputuskan_dari_nilai_yang_belum_dibulatkan(self):
        """365,01 hari sudah di luar jangkauan; 365 tepat masih di dalam."""
        self.assertEqual(
            rumus.projection(n=0, sasaran=36501, per=KINI, tambahan=9000).alasan, "di luar jangkauan proyeksi"
        )
        self.assertEqual(rumus.projection(n=0, sasaran=36500, per=KINI, tambahan=9000).hari, 365)

    def test_sasaran_berikut_adalah_kelipatan_sepuluh_yang_belum_tercapai(self):
        self.assertEqual(rumus.next_goal(n=1500, penyebut=2435, sasaran_persen=100), 70)
        self.assertEqual(rumus.next_goal(n=60, penyebut=100, sasaran_persen=100), 70)
        self.assertEqual(rumus.next_goal(n=68, penyebut=100, sasaran_persen=Fraction(137, 2)), Fraction(137, 2))
        self.assertIsNone(rumus.next_goal(n=70, penyebut=100, sasaran_persen=70))
        self.assertIsNone(rumus.next_goal(n=0, penyebut=0, sasaran_persen=70))

    @given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 100))
    def test_sasaran_berikut_selalu_belum_tercapai_dan_tidak_melebihi_sepuluh_poin(self, n, penyebut, sasaran):
        n = min(n, penyebut)
        hasil = rumus.next_goal(n=n, penyebut=penyebut, sasaran_persen=sasaran)
        if hasil is None:
            self.assertGreaterEqual(n * 100, sasaran * penyebut)
            return
        self.assertFalse(rumus.target_count(sasaran_persen=hasil, penyebut=penyebut, nyata=n).tercapai)
        self.assertLessEqual(hasil - Fraction(100 * n, penyebut), 10)

    def test_ramalan_dinilai_sesudah_selangnya_lewat(self):
        def nilai(tercapai: date | None, pada: date, akhir: date | None = date(2026, 6, 30)) -> str:
            return rumus.grade_forecast(awal=date(2026, 3, 1), akhir=akhir, tercapai_pada=tercapai, hari_ini=pada)

        self.assertEqual(nilai(None, date(2026, 6, 30)), MENUNGGU)
        self.assertEqual(nilai(None, date(2026, 7, 1)), MELESET)
        self.assertEqual(nilai(date(2026, 3, 1), date(2026, 4, 1)), KENA)
        self.assertEqual(nilai(date(2026, 2, 28), date(2026, 4, 1)), MELESET)
        self.assertEqual(nilai(date(2026, 7, 2), date(2027, 1, 1)), MELESET)
        self.assertEqual(nilai(date(2026, 5, 1), date(2026, 4, 30)), MENUNGGU)
        self.assertEqual(nilai(date(2030, 1, 1), date(2030, 1, 1), akhir=None), KENA)
        self.assertEqual(rumus.hit_rate([KENA, MELESET, MENUNGGU, KENA, KENA]), (75, 3, 4, 1))
        self.assertIsNone(rumus.hit_rate([MENUNGGU]).persen)


class MasaKesepakatan(SimpleTestCase):
    def test_akhir_dijepit_ke_akhir_bulan_dan_hari_terakhir_masih_berlaku(self):
        masa = rumus.agreement(ditandatangani=date(2024, 1, 31), bulan=1, hari_ini=date(2024, 2, 28))
        self.assertEqual((masa.akhir, masa.sisa, masa.keadaan), (date(2024, 2, 28), 0, "akan_berakhir"))
        lima = rumus.agreement(ditandatangani=date(2022, 7, 25), bulan=60, hari_ini=date(2027, 4, 25))
        self.assertEqual((lima.akhir, lima.sisa, lima.keadaan), (date(2027, 7, 24), 90, "akan_berakhir"))
        self.assertEqual(lima.pengingat, 90)
        self.assertEqual(
            rumus.agreement(ditandatangani=date(2022, 7, 25), bulan=60, hari_ini=date(2027, 4, 24)).keadaan, "berlaku"
        )

    def test_tanpa_masa_tanpa_akhir_tanpa_pengingat(self):
        masa = rumus.agreement(
            ditandatangani=date(2021, 10, 14), bulan=None, hari_ini=KINI, akhir_induk=date(2020, 1, 1)
        )
        self.assertEqual(masa, (None, None, "berlaku", None, False))
        self.assertEqual(rumus.agreement_reminders(akhir=None, hari_ini=KINI), [])

    def test_pks_yang_melampaui_induknya_ditandai(self):
        def lewat(bulan: int) -> bool:
            return rumus.agreement(
                ditandatangani=date(2025, 1, 1), bulan=bulan, hari_ini=KINI, akhir_induk=date(2026, 12, 31)
            ).lewat_induk

        self.assertFalse(lewat(24))
        self.assertTrue(lewat(25))

    def test_pengingat_sekali_dan_yang_terlewat_dikirim_terlambat(self):
        akhir = date(2026, 12, 31)

        def pada(sisa: int, **lain):
            return rumus.agreement_reminders(akhir=akhir, hari_ini=akhir - timedelta(days=sisa), **lain)

        self.assertEqual(pada(91), [])
        self.assertEqual(pada(90), [(90, False)])
        self.assertEqual(pada(90, terkirim={90}), [])
        self.assertEqual(pada(50, terkirim={90}), [(60, True)])
        self.assertEqual(pada(50), [(90, True), (60, True)])
        self.assertEqual(pada(0, terkirim={90, 60, 30}), [(7, True)])
        self.assertEqual(pada(-1), [])
        self.assertEqual(pada(7, terkirim={30}, sejak=akhir - timedelta(days=40)), [(7, False)])

    @given(tanggal, st.integers(1, 200), st.sets(st.integers(0, 400)))
    def test_setiap_ambang_terkirim_tepat_sekali_pada_hari_jalan_mana_pun(self, mulai, lama, hari_jalan):
        akhir, terkirim = mulai + timedelta(days=lama), []
        for n in sorted({*hari_jalan, lama}):
            for satu in rumus.agreement_reminders(
                akhir=akhir, hari_ini=mulai + timedelta(days=n), terkirim=terkirim, sejak=mulai
            ):
                terkirim.append(satu.ambang)
        self.assertEqual(sorted(terkirim), sorted(a for a in (90, 60, 30, 7) if a <= lama))


class MenitDanTempo(SimpleTestCase):
    def menit(self, mulai: str, selesai: str, **lain) -> tuple[int, int]:
        hasil = rumus.working_minutes(datetime.fromisoformat(mulai), datetime.fromisoformat(selesai), **lain)
        return int(hasil.kerja), int(hasil.dinding)

    def test_menit_kerja_senin_sampai_jumat_delapan_sampai_enam_belas(self):
        self.assertEqual(self.menit("2026-01-05T09:00", "2026-01-05T10:30"), (90, 90))
        self.assertEqual(self.menit("2026-01-02T15:00", "2026-01-05T09:00"), (120, 66 * 60))  # Jumat sore → Senin pagi
        self.assertEqual(self.menit("2026-01-03T10:00", "2026-01-04T10:00"), (0, 24 * 60))
        self.assertEqual(self.menit("2026-01-05T06:00", "2026-01-05T20:00"), (480, 840))
        self.assertEqual(self.menit("2026-01-05T09:00", "2026-01-06T09:00", libur={date(2026, 1, 6)}), (420, 1440))
        self.assertEqual(self.menit("2026-01-05T10:00", "2026-01-05T09:00"), (0, 0))

    def test_saat_utc_dibaca_menurut_jam_wilayahnya(self):
        zona = ZoneInfo("Asia/Makassar")
        mulai, selesai = datetime(2026, 1, 5, 0, 0, tzinfo=UTC), datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
        self.assertEqual(rumus.working_minutes(mulai, selesai, zona=zona).kerja, 60)
        self.assertEqual(rumus.working_minutes(mulai, selesai, zona=ZoneInfo("Asia/Jakarta")).kerja, 0)

    def test_waktu_layanan_menerima_menit_kerja(self):
        self.assertEqual(rumus.service_time([], [1]).perbaikan, None)
        self.assertFalse(rumus.service_time([60] * 20, [15] * 20).contoh_kecil)
        self.assertTrue(rumus.service_time([60] * 20, [15] * 19).contoh_kecil)

    def test_informasi_wajib_menurut_temponya(self):
        tempo = date(2026, 1, 10)

        def butir(terbit: date | None, hari: date):
            return tuple(rumus.butir_terbit(tempo=tempo, terbit=terbit, hari_ini=hari))

        self.assertEqual(butir(None, tempo), ("belum_tempo", 0))
        self.assertEqual(butir(None, date(2026, 1, 15)), ("tidak_ada", 5))
        self.assertEqual(butir(tempo, tempo), ("tepat", 0))
        self.assertEqual(butir(date(2026, 1, 13), date(2026, 2, 1)), ("terlambat", 3))
        self.assertEqual(butir(date(2026, 1, 5), date(2026, 1, 6)), ("belum_tempo", 0))
        self.assertEqual(butir(date(2026, 1, 13), date(2026, 1, 12)), ("tidak_ada", 2))

    def test_wilson_menurut_hitungan_tangan(self):
        hasil = rumus.accuracy_wilson(salah=5, diperiksa=100)
        self.assertEqual(
            (hasil.tepat, rumus.bulat(hasil.rendah), rumus.bulat(hasil.tinggi)), (95, Decimal("88.8"), Decimal("97.8"))
        )
        self.assertEqual(rumus.accuracy_wilson(salah=0, diperiksa=0).tepat, None)
        for salah, n in ((-1, 5), (6, 5), (1, 0)):
            with self.assertRaises(ValueError):
                rumus.accuracy_wilson(salah=salah, diperiksa=n)


class LaporanDanVersi(SimpleTestCase):
    def test_umur_versi_dari_tulisannya(self):
        self.assertEqual(rumus.version_age("2605.0.0", "2611.0.0"), (6, False))
        self.assertEqual(rumus.version_age("v2604.1.0", "2611.0.0"), (7, True))
        self.assertEqual(rumus.version_age("1.9", "2611.0.0"), (None, None))
        self.assertEqual(rumus.version_age("2604.0.0-premium", "2611.0.0"), (None, None), "dinilai per jalur")
        self.assertEqual(rumus.version_age(12 * 26 + 4, "2611.0.0"), (7, True))

    def test_jeda_yang_meliputi_seluruh_masa_tidak_pernah_macet(self):
        mulai = date(2025, 1, 1)
        self.assertEqual(hari_jeda([(date(2024, 1, 1), date(2027, 1, 1))], mulai, mulai), 1)
        keadaan = rumus.stalled(
            maju_terakhir=mulai, hari_ini=date(2026, 1, 1), jeda=[(date(2024, 12, 1), date(2026, 2, 1))]
        )
        self.assertEqual(keadaan, "jalan")

    def test_jeda_dijepit_dan_yang_bertumpuk_digabung(self):
        """Jeda 25-12…10-01 dijepit ke 01-01…10-01 (sepuluh hari, kedua ujung); yang bertumpuk tidak dihitung dua kali."""
        mulai = date(2025, 1, 1)
        jeda = [(date(2024, 12, 25), date(2025, 1, 10)), (date(2025, 1, 5), date(2025, 1, 12))]
        self.assertEqual(hari_jeda(jeda, mulai, date(2025, 2, 28)), 12)
        self.assertEqual(rumus.stalled(maju_terakhir=mulai, hari_ini=date(2025, 2, 27), jeda=jeda), "jalan")
        self.assertEqual(rumus.stalled(maju_terakhir=mulai, hari_ini=date(2025, 2, 28), jeda=jeda), "kuning")

    @given(
        st.lists(st.tuples(st.integers(-40, 200), st.integers(0, 40)), max_size=5), st.integers(0, 50), st.integers(-5, 400)
    )  # fmt: skip
    def test_saat_tertahan_sama_dengan_keadaan_tiap_harinya(self, jeda, ambang, ke):
        mulai = date(2025, 1, 1)
        jeda = [(mulai + timedelta(days=a), mulai + timedelta(days=a + lama)) for a, lama in jeda]
        saat = rumus.saat_tertahan(maju_terakhir=mulai, ambang=ambang, jeda=jeda)
        hari = mulai + timedelta(days=ke)
        harap = "merah" if saat.merah <= hari else "kuning" if saat.kuning <= hari else "jalan"
        if hari >= mulai:
            self.assertEqual(rumus.stalled(maju_terakhir=mulai, hari_ini=hari, ambang=ambang, jeda=jeda), harap)

    @given(st.sets(st.dates(date(2025, 1, 1), date(2025, 6, 30)), max_size=30), st.dates(date(2025, 1, 1), date(2025, 7, 31)))  # fmt: skip
    def test_topeng_hari_mengembalikan_laporan_terakhir_pada_hari_mana_pun(self, hari, pada):
        topeng: dict[date, int] = {}
        for satu in hari:
            bulan = satu.replace(day=1)
            topeng[bulan] = topeng.get(bulan, 0) | 1 << (satu.day - 1)
        self.assertEqual(sum(map(rumus.hari_melapor, topeng.values())), len(hari))
        harap = max((satu for satu in hari if satu <= pada), default=None)
        self.assertEqual(rumus.lapor_terakhir_pada(topeng, pada), harap)

    def test_lebih_dari_seperlima_laporan_lenyap_adalah_gangguan(self):
        self.assertFalse(rumus.lenyap_serentak(diharapkan=100, datang=80))
        self.assertTrue(rumus.lenyap_serentak(diharapkan=100, datang=79))
        self.assertFalse(rumus.lenyap_serentak(diharapkan=0, datang=0))
