"""Aturan hitung pelacak: sepuluh contoh kerja, lalu sifat-sifat yang harus selalu berlaku (domain tracker.md)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from replikasi import rumus
from replikasi.rumus.pantau import SEMUA_STATUS, Pernyataan, keadaan_tampil
from wilayah.riwayat import Perubahan

KASUS = {
    satu["rule"]: satu
    for satu in json.loads((Path(__file__).parent / "data" / "tracker_cases.json").read_text())["cases"]
}
tanggal = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def kasus(nama: str) -> tuple[dict, dict]:
    return KASUS[nama]["input"], KASUS[nama]["expected"]


def angka(nilai: Fraction | None) -> float | None:
    return None if nilai is None else float(rumus.bulat(nilai))


def hari(teks: str | None) -> date | None:
    return date.fromisoformat(teks) if teks else None


class ContohKerja(SimpleTestCase):
    def test_t01_adopsi_dua_penyebut(self):
        isi, harap = kasus("adoption_rate")
        hasil = rumus.adoption_rate(aktif_desa=isi["active"], desa=isi["desa"], kelurahan=isi["kelurahan"])
        self.assertEqual([angka(hasil.desa), angka(hasil.semua)], [harap["rate_desa_pct"], harap["rate_all_pct"]])

    def test_t03_sasaran_pada_dua_basis(self):
        isi, harap = kasus("denominator_change")
        hasil = rumus.denominator_change(
            sasaran_persen=isi["target_pct"], nyata=isi["actual"],
            penyebut_awal=isi["denominator_at_signing"], penyebut_kini=isi["denominator_now"],
        )  # fmt: skip
        for satu, h in ((hasil.tetap, harap["fixed_basis"]), (hasil.berjalan, harap["current_basis"])):
            self.assertEqual((angka(satu.persen), satu.perlu, satu.tercapai), (h["pct"], h["needed"], h["reached"]))
        self.assertEqual(hasil.berjalan.kurang, harap["current_basis"]["gap"])

    def test_t06_kesiapan_dengan_gerbang(self):
        isi, harap = kasus("readiness")
        hasil = rumus.readiness(
            bobot=isi["weights"], skor=isi["scores"], maks=isi["max"], gerbang=isi["gate"],
            cakupan_min=Fraction(str(isi["coverage_min"])),
        )  # fmt: skip
        self.assertEqual(angka(hasil.nilai), harap["score"])
        self.assertEqual((float(hasil.cakupan), hasil.layak), (harap["coverage"], harap["eligible"]))
        self.assertEqual((angka(hasil.rendah), angka(hasil.tinggi)), (harap["low"], harap["high"]))

    def test_t09_kepekaan_bobot(self):
        isi, harap = kasus("sensitivity")
        hasil = rumus.sensitivity(
            bobot=isi["weights"], skor=isi["scores_pct"], n=isi["k"], delta=Fraction(str(isi["delta"]))
        )
        self.assertEqual({k: angka(v) for k, v in hasil.dasar.items()}, harap["base_scores"])
        self.assertEqual((hasil.teratas, hasil.jalan), (harap["base_top"], harap["perturbations"]))
        self.assertEqual({k: angka(v) for k, v in hasil.bagian.items()}, harap["share_in_top"])
        self.assertEqual(hasil.kokoh, {"A": False, "B": True, "C": False})

    def test_t13_status_menurut_umur_laporan(self):
        isi, harap = kasus("ping_status")
        hasil = [rumus.ping_status(hari(satu), hari(isi["as_of"])) for satu in isi["last"]]
        self.assertEqual(hasil, harap["status"])

    def test_t16_macet_dengan_jeda(self):
        isi, harap = kasus("stalled")
        hasil = [
            rumus.stalled(
                maju_terakhir=hari(satu["last_advance"]), hari_ini=hari(satu["as_of"]), ambang=isi["threshold_days"],
                jeda=[(hari(a), hari(b)) for a, b in satu.get("pauses", [])], selesai=satu.get("complete", False),
            )
            for satu in isi["rows"]
        ]  # fmt: skip
        self.assertEqual(hasil, harap["state"])

    def test_t18_proyeksi_dengan_selang(self):
        isi, harap = kasus("projection")
        for nama, sasaran in isi["goals"].items():
            hasil = rumus.projection(
                n=isi["n"], sasaran=sasaran, per=hari(isi["as_of"]), tambahan=isi["added"], jendela=isi["window_days"],
                phi=Fraction(isi["phi"]), z=Fraction(str(isi["z"])), paling_jauh=isi["max_horizon_days"],
            )  # fmt: skip
            h = harap[nama]
            self.assertEqual((hasil.hari, hasil.tanggal), (h["eta_days"], hari(h.get("date"))))
            self.assertEqual((hasil.awal_hari, hasil.awal), (h.get("early_days"), hari(h.get("early"))))
            self.assertEqual((hasil.akhir_hari, hasil.akhir), (h.get("late_days"), hari(h.get("late"))))
            self.assertEqual(hasil.alasan, h.get("reason", ""))

    def test_t21_waktu_layanan(self):
        isi, harap = kasus("service_time")
        for (sebelum, sesudah), h in zip(isi["pairs"], harap["rows"], strict=True):
            hasil = rumus.service_time(sebelum, sesudah, isi["n_min"])
            self.assertEqual(
                (hasil.sebelum, hasil.sesudah, angka(hasil.perbaikan), hasil.contoh_kecil),
                (h["before"], h["after"], h["improvement_pct"], h["small_sample"]),
            )

    def test_t25_kode_yang_sama_satu_desa(self):
        isi, harap = kasus("dedupe_codes")
        hasil = rumus.dedupe_codes(isi["codes"], isi["names"])
        self.assertEqual(
            (hasil.unik, hasil.ganda, hasil.salah), (harap["unique"], harap["duplicates"], harap["invalid"])
        )
        self.assertEqual(hasil.kunci_nama, harap["name_keys"])

    def test_t28_kode_menurut_tanggal(self):
        isi, harap = kasus("code_history")
        ubah = [Perubahan(satu["old"], satu["new"], hari(satu["from"])) for satu in isi["changes"]]
        hasil = [rumus.code_history(ubah, kode, hari(pada)) for kode, pada in isi["queries"]]
        self.assertEqual(hasil, harap["resolved"])


class SifatRumus(SimpleTestCase):
    @given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000), st.integers(0, 4))
    def test_pembulatan_setengah_ke_atas_sama_dengan_decimal(self, nilai, angka_desimal):
        tepat = Decimal(nilai.numerator) / Decimal(nilai.denominator)
        hasil = rumus.bulat(nilai, angka_desimal)
        self.assertLessEqual(abs(Fraction(hasil) - nilai), Fraction(1, 2 * 10**angka_desimal))
        if Fraction(tepat) == nilai:
            self.assertEqual(hasil, tepat.quantize(Decimal(1).scaleb(-angka_desimal), ROUND_HALF_UP))

    def test_setengah_menjauhi_nol_bukan_ke_genap(self):
        self.assertEqual(str(rumus.bulat(Fraction(265, 4))), "66.3")
        self.assertEqual(str(rumus.bulat(Fraction(-265, 4))), "-66.3")
        self.assertIsNone(rumus.bulat(None))

    @given(st.integers(0, 100), st.integers(0, 5000), st.integers(0, 5000))
    def test_sasaran_tercapai_tepat_bila_bagiannya_cukup(self, persen, penyebut, nyata):
        hasil = rumus.target_count(sasaran_persen=persen, penyebut=penyebut, nyata=nyata)
        self.assertEqual(hasil.tercapai, nyata * 100 >= persen * penyebut)
        self.assertEqual(hasil.kurang == 0, hasil.tercapai)
        self.assertIs(hasil.persen is None, penyebut == 0)

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
    def test_gabungan_adalah_jumlah_bukan_rata_rata_persen(self, anak):
        a, d = sum(x for x, _ in anak), sum(y for _, y in anak)
        self.assertEqual(rumus.rollup_ratio(anak), Fraction(100 * a, d) if d else None)

    @given(st.one_of(st.none(), tanggal), tanggal, tanggal)
    def test_status_hanya_memburuk_bila_hari_berlalu(self, terakhir, a, b):
        urut = [rumus.AKTIF, rumus.JARANG, rumus.TIDUR, rumus.TIDAK_AKTIF, rumus.BELUM_TERPASANG]
        dulu, kini = sorted((a, b))
        self.assertLessEqual(
            urut.index(rumus.ping_status(terakhir, dulu)), urut.index(rumus.ping_status(terakhir, kini))
        )

    @given(tanggal, st.integers(-60, 60))
    def test_tambah_bulan_menjepit_ke_akhir_bulan(self, mulai, bulan):
        hasil = rumus.tambah_bulan(mulai, bulan)
        self.assertEqual((hasil.year * 12 + hasil.month) - (mulai.year * 12 + mulai.month), bulan)
        self.assertLessEqual(hasil.day, mulai.day)

    @given(tanggal, st.integers(0, 400), st.lists(st.tuples(st.integers(-50, 450), st.integers(0, 60)), max_size=5))
    def test_hari_jeda_sama_dengan_menghitung_hari_satu_per_satu(self, mulai, lama, jeda):
        sampai = mulai + timedelta(days=lama)
        rentang = [(mulai + timedelta(days=a), mulai + timedelta(days=a + n)) for a, n in jeda]
        polos = {
            mulai + timedelta(days=i)
            for i in range(lama + 1)
            if any(a <= mulai + timedelta(days=i) <= b for a, b in rentang)
        }
        self.assertEqual(rumus.kemajuan.hari_jeda(rentang, mulai, sampai), len(polos))

    bobot = st.dictionaries(st.integers(1, 10), st.integers(0, 30), min_size=1)
    bagian = st.fractions(0, 1, max_denominator=5)

    @given(bobot, st.dictionaries(st.integers(1, 10), bagian), st.sets(st.integers(1, 10)))
    def test_kemajuan_di_antara_nol_dan_seratus_dan_naik_bila_bertambah(self, bobot, bagian, lewat):
        hasil = rumus.progress(bobot, bagian, lewat)
        if hasil is None:
            self.assertEqual(sum(w for n, w in bobot.items() if n not in lewat), 0)
            return
        self.assertTrue(0 <= hasil <= 100)
        self.assertLessEqual(hasil, rumus.progress(bobot, dict.fromkeys(bobot, Fraction(1)), lewat))

    @given(
        st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 50), min_size=1),
        st.dictionaries(st.sampled_from("abcdef"), st.one_of(st.none(), st.integers(0, 4))),
    )
    def test_selang_kesiapan_selalu_memuat_nilainya(self, bobot, skor):
        hasil = rumus.readiness(bobot=bobot, skor=skor, gerbang={"a": 2})
        self.assertLessEqual(hasil.rendah, hasil.tinggi)
        if hasil.nilai is not None:
            self.assertTrue(hasil.rendah <= hasil.nilai <= hasil.tinggi)
        if hasil.layak:
            self.assertGreaterEqual(skor["a"], 2)

    @given(st.integers(1, 3000), st.integers(1, 3000), st.integers(1, 500), st.fractions(1, 20, max_denominator=10))
    def test_proyeksi_ada_di_dalam_selangnya(self, n, sisa, tambahan, phi):
        hasil = rumus.projection(n=n, sasaran=n + sisa, per=date(2026, 1, 1), tambahan=tambahan, phi=phi)
        if hasil.hari is None:
            self.assertEqual(hasil.alasan, "di luar jangkauan proyeksi")
            return
        self.assertLessEqual(hasil.awal_hari, hasil.hari)
        if hasil.akhir_hari is not None:
            self.assertGreaterEqual(hasil.akhir_hari, hasil.hari)

    @given(st.permutations([
        Pernyataan("impor", date(2026, 5, 1)), Pernyataan("telemetri", date(2026, 1, 1)),
        Pernyataan("terverifikasi", date(2025, 1, 1)), Pernyataan("terverifikasi", date(2025, 6, 1)),
        Pernyataan("lapor_mandiri", date(2026, 6, 1)),
    ]))  # fmt: skip
    def test_sumber_terpercaya_menang_walau_lebih_lama(self, pernyataan):
        menang, kalah = rumus.source_precedence(pernyataan)
        self.assertEqual((menang.sumber, menang.tanggal, len(kalah)), ("terverifikasi", date(2025, 6, 1), 4))

    @given(
        st.one_of(st.none(), tanggal), st.sampled_from(["", "terverifikasi", "lapor_mandiri", "impor"]),
        st.sampled_from(["dipakai", "terpasang", "tidak_dipakai"]), st.booleans(), tanggal,
    )  # fmt: skip
    def test_setiap_desa_jatuh_pada_tepat_satu_status(self, lapor, sumber, keadaan, bisa, kini):
        hasil = keadaan_tampil(
            lapor_terakhir=lapor,
            sumber_lain=sumber,
            keadaan_lain=keadaan if sumber else "",
            bisa_lapor=bisa,
            hari_ini=kini,
        )
        self.assertIn(hasil.status, SEMUA_STATUS)
        self.assertEqual(hasil.aktif, hasil.status in {"aktif", "terverifikasi"})
        if not bisa:
            self.assertNotEqual(hasil.status, "belum_terpasang")

    @given(tanggal, st.integers(1, 60), tanggal)
    def test_kesepakatan_masih_berlaku_pada_hari_terakhir(self, tanda_tangan, bulan, kini):
        hasil = rumus.agreement(ditandatangani=tanda_tangan, bulan=bulan, hari_ini=kini)
        self.assertEqual(hasil.keadaan == "berakhir", kini > hasil.akhir)

    def test_kabkota_tanpa_desa_memakai_kelurahannya(self):
        self.assertTrue(rumus.kabkota_adoption(ambang=70, aktif_desa=0, desa=0, aktif_kelurahan=7, kelurahan=10))
        self.assertFalse(rumus.kabkota_adoption(ambang=0, aktif_desa=0, desa=0))
        self.assertEqual(rumus.opendk_ready(aktif=5, desa=6), (False, 1))
        self.assertIsNone(rumus.opendk_ready(aktif=0, desa=0).siap)

    def test_laju_perlu_dan_keadaannya(self):
        kini = date(2026, 1, 1)
        hasil = rumus.required_rate(
            sasaran=100, nyata=40, hari_ini=kini, tenggat=kini + timedelta(days=120), laju_kini=Fraction(45, 100)
        )
        self.assertEqual((hasil.per_hari, hasil.per_pekan, hasil.keadaan), (Fraction(1, 2), Fraction(7, 2), "waspada"))
        lewat = rumus.required_rate(sasaran=100, nyata=40, hari_ini=kini, tenggat=kini)
        self.assertEqual((lewat.per_hari, lewat.keadaan), (None, "lewat_tenggat"))

    @given(st.integers(0, 200), st.integers(0, 200))
    def test_wilson_memuat_nilainya(self, salah, n):
        n = max(n, salah)
        hasil = rumus.accuracy_wilson(salah=salah, diperiksa=n)
        if n:
            self.assertTrue(Fraction(hasil.rendah) <= hasil.tepat + Fraction(1, 10**20))
            self.assertTrue(hasil.tepat <= Fraction(hasil.tinggi) + Fraction(1, 10**20))

    def test_keterbukaan_hanya_menghitung_yang_sudah_tempo(self):
        self.assertEqual(rumus.transparency(["tepat", "terlambat", "tidak_ada", "belum_tempo"]), 50)
        self.assertIsNone(rumus.transparency(["belum_tempo"]))
