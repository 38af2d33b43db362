"""Sifat jam SLA untuk kalender, zona, dan catatan apa pun (domain helpdesk.md 3.5)."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase, override_settings
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pusat_bantuan import sla
from pusat_bantuan.jam_kerja import SEHARI, ke_detik
from pusat_bantuan.keadaan import Keadaan as K

AWAL = datetime(2026, 1, 1, tzinfo=UTC)
ZONA_INDONESIA = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
# Juga yang berganti jam, melompati tengah malam, dan berselisih setengah jam: hasil tetap tidak boleh janggal.
ZONA = [*ZONA_INDONESIA, "Europe/Amsterdam", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
DETIK = timedelta(seconds=1)


@st.composite
def jendela_sehari(draw):
    titik = sorted(draw(st.sets(st.integers(0, SEHARI // 300), max_size=6)))
    return tuple((a * 300, b * 300) for a, b in zip(titik[::2], titik[1::2], strict=False))


@st.composite
def kalender(draw, zona=ZONA, libur: bool = True):
    pekan = tuple(draw(jendela_sehari()) for _ in range(7))
    assume(sum(b - a for hari in pekan for a, b in hari) >= 3600)
    tanggal = st.dates(date(2025, 12, 20), date(2027, 1, 10))
    return sla.Kalender(
        draw(st.sampled_from(zona)), pekan,
        frozenset(draw(st.sets(tanggal, max_size=20))) if libur else frozenset(),
        draw(st.dictionaries(tanggal, jendela_sehari(), max_size=5)) if libur else {},
    )  # fmt: skip


saat = st.integers(0, 300 * SEHARI).map(lambda n: AWAL + n * DETIK)
sasaran = st.integers(1, 40 * 3600).map(sla.Sasaran)


@st.composite
def log(draw):
    waktu = sorted(draw(st.lists(saat, min_size=1, max_size=8)))
    keadaan = [K.BARU, *(draw(st.sampled_from(list(K))) for _ in waktu[1:])]
    jeda = []
    if draw(st.booleans()):
        dua = sorted(draw(st.tuples(saat, saat)))
        jeda.append(sla.Jeda(*dua))
    return [
        sla.Peristiwa(pada, ke, tingkat=draw(st.integers(1, 3))) for pada, ke in zip(waktu, keadaan, strict=True)
    ] + jeda


def naif(kal: sla.Kalender, catatan: list, dari: datetime, sampai: datetime) -> int:
    """Hitungan menit demi menit menurut definisi, sebagai pembanding (dipakai pada batas menit)."""
    jumlah, kini = 0, dari
    peristiwa = [satu for satu in catatan if isinstance(satu, sla.Peristiwa)]
    while kini < sampai:
        setempat = kini.astimezone(ZoneInfo(kal.zona))
        detik = setempat.hour * 3600 + setempat.minute * 60 + setempat.second
        ke = [satu.ke for satu in peristiwa if satu.pada <= kini][-1:]
        jalan = ke in ([K.BARU], [K.DITANGANI])
        jeda = any(satu.dari <= kini < satu.sampai for satu in catatan if isinstance(satu, sla.Jeda))
        if jalan and not jeda and any(a <= detik < b for a, b in kal.jendela(setempat.date())):
            jumlah += 60
        kini += 60 * DETIK
    return jumlah


class Sifat(SimpleTestCase):
    @settings(max_examples=60, deadline=None)
    @given(kalender(), log(), st.lists(saat, min_size=3, max_size=3))
    def test_waktu_aktif_dapat_dijumlahkan_dan_tidak_pernah_negatif(self, kal, catatan, tiga):
        a, b, c = sorted(tiga)
        ab, bc = sla.aktif(kal, catatan, a, b), sla.aktif(kal, catatan, b, c)
        self.assertEqual(sla.aktif(kal, catatan, a, c), ab + bc)
        self.assertGreaterEqual(min(ab, bc), 0)
        self.assertLessEqual(ab, ke_detik(b) - ke_detik(a))

    @settings(max_examples=60, deadline=None)
    @given(kalender(), log(), sasaran)
    def test_terpakai_sampai_jatuh_tempo_persis_sasaran(self, kal, catatan, janji):
        tempo = sla.jatuh_tempo(kal, catatan, janji)
        mulai = catatan[0].pada
        if tempo is None:
            akhir = max(satu.pada for satu in catatan if isinstance(satu, sla.Peristiwa))
            self.assertTrue(sla.status(kal, catatan, janji, akhir).dijeda)
            self.assertLess(sla.aktif(kal, catatan, mulai, akhir), janji.detik)
            return
        berhenti = sla.status(kal, catatan, janji, max(tempo, mulai) + timedelta(days=400)).berhenti_pada
        if berhenti is None or tempo <= berhenti:
            self.assertEqual(sla.aktif(kal, catatan, mulai, tempo), janji.detik)
            self.assertLess(sla.aktif(kal, catatan, mulai, tempo - DETIK), janji.detik)
        else:  # selesai sebelum jatuh tempo: terpenuhi
            self.assertLess(sla.aktif(kal, catatan, mulai, tempo), janji.detik)

    @settings(max_examples=40, deadline=None)
    @given(kalender(), log(), sasaran, st.integers(1, 20 * 3600))
    def test_sasaran_lebih_panjang_tidak_pernah_jatuh_lebih_awal(self, kal, catatan, janji, tambah):
        pendek, panjang = (sla.jatuh_tempo(kal, catatan, satu) for satu in (janji, sla.Sasaran(janji.detik + tambah)))
        if panjang is not None:
            self.assertLess(pendek, panjang)

    @settings(max_examples=40, deadline=None)
    @given(kalender(), log(), sasaran, st.lists(saat, min_size=2, max_size=2))
    def test_terpakai_dari_waktu_ke_waktu_tidak_pernah_berkurang(self, kal, catatan, janji, dua):
        dini, nanti = (sla.status(kal, catatan, janji, satu) for satu in sorted(dua))
        self.assertLessEqual(dini.terpakai, nanti.terpakai)
        if dini.dilanggar:
            self.assertTrue(nanti.dilanggar)

    @settings(max_examples=40, deadline=None)
    @given(kalender(), log(), sasaran, saat, saat)
    def test_jeda_tambahan_hanya_memundurkan(self, kal, catatan, janji, a, b):
        tempo = sla.jatuh_tempo(kal, catatan, janji)
        dari, sampai = min(a, b), max(a, b)
        baru = sla.jatuh_tempo(kal, [*catatan, sla.Jeda(dari, sampai)], janji)
        if tempo is None:
            self.assertIsNone(baru)
        elif dari >= tempo:
            self.assertEqual(baru, tempo)
        elif baru is not None:
            self.assertGreaterEqual(baru, tempo)

    @settings(max_examples=40, deadline=None)
    @given(kalender(zona=ZONA_INDONESIA, libur=False), log(), sasaran, st.integers(1, 30))
    def test_digeser_sekian_pekan_jatuh_tempo_bergeser_sama(self, kal, catatan, janji, pekan):
        geser = timedelta(weeks=pekan)
        lain = [
            sla.Jeda(satu.dari + geser, satu.sampai + geser) if isinstance(satu, sla.Jeda)
            else sla.Peristiwa(satu.pada + geser, satu.ke, tingkat=satu.tingkat) for satu in catatan
        ]  # fmt: skip
        tempo = sla.jatuh_tempo(kal, catatan, janji)
        self.assertEqual(sla.jatuh_tempo(kal, lain, janji), tempo and tempo + geser)

    @settings(max_examples=15, deadline=None)
    @given(kalender(), log(), st.integers(0, 290), st.integers(1, 3 * 24 * 60))
    def test_sama_dengan_hitungan_menit_demi_menit(self, kal, catatan, hari, menit):
        rapi = [
            sla.Jeda(*(s.replace(second=0) for s in (satu.dari, satu.sampai))) if isinstance(satu, sla.Jeda)
            else sla.Peristiwa(satu.pada.replace(second=0), satu.ke) for satu in catatan
        ]  # fmt: skip
        dari = max(rapi[0].pada, AWAL + timedelta(days=hari))
        sampai = dari + timedelta(minutes=menit)
        self.assertEqual(sla.aktif(kal, rapi, dari, sampai), naif(kal, rapi, dari, sampai))

    @settings(max_examples=30, deadline=None)
    @given(kalender(), log(), sasaran, st.integers(1, 40 * 3600))
    def test_peringatan_di_jam_kerja_dan_tidak_sesudah_jatuh_tempo(self, kal, catatan, janji, ancang):
        janji = sla.Sasaran(janji.detik, ancang)
        saat, tempo = sla.ingatkan_pada(kal, catatan, janji), sla.jatuh_tempo(kal, catatan, janji)
        if saat is None:
            return
        self.assertTrue(sla.buka_pada(kal, saat) or sla.buka_pada(kal, saat - DETIK))
        sisa = janji.detik - sla.aktif(kal, catatan, catatan[0].pada, saat)
        self.assertLessEqual(sisa, ancang)
        if tempo is not None:
            self.assertLessEqual(saat, tempo)

    @settings(max_examples=30, deadline=None)
    @given(kalender(), log(), sasaran)
    def test_jam_tiap_tingkat_berjumlah_jam_keseluruhan(self, kal, catatan, janji):
        catatan = [satu for satu in catatan if isinstance(satu, sla.Peristiwa)]
        akhir = catatan[-1].pada + timedelta(days=30)
        penggal = [
            sla.aktif(kal, satu.log, satu.masuk, satu.keluar or akhir) for satu in sla.penggal_tingkat(catatan)
        ]  # fmt: skip
        self.assertEqual(sum(penggal), sla.aktif(kal, catatan, catatan[0].pada, akhir))

    @settings(max_examples=10, deadline=None)
    @given(kalender(), log(), sasaran, saat)
    def test_hasil_tidak_bergantung_pada_zona_server(self, kal, catatan, janji, pada):
        lama = os.environ.get("TZ")
        hasil = []
        try:
            for zona in ("Asia/Jayapura", "America/New_York", "UTC"):
                os.environ["TZ"] = zona
                time.tzset()
                with override_settings(TIME_ZONE=zona):
                    segar = sla.Kalender(kal.zona, kal.pekan, kal.libur, kal.timpaan)
                    hasil.append(sla.status(segar, catatan, janji, pada))
        finally:
            if lama is None:
                os.environ.pop("TZ", None)
            else:
                os.environ["TZ"] = lama
            time.tzset()
        self.assertEqual(hasil[0], hasil[1])
        self.assertEqual(hasil[0], hasil[2])


class Kecepatan(SimpleTestCase):
    def test_bertahun_tahun_dihitung_per_hari(self):
        """Satu tenggat sembilan tahun ke depan memeriksa paling banyak satu kali tiap hari."""
        dihitung = []

        class Mencatat(sla.Kalender):
            def rentang(self, tanggal):
                dihitung.append(tanggal)
                return super().rentang(tanggal)

        kal = Mencatat("Asia/Jakarta", (((8 * 3600, 9 * 3600),), *[()] * 6))
        tempo = sla.jatuh_tempo(kal, [sla.Peristiwa(AWAL, K.BARU)], sla.Sasaran(450 * 3600))
        self.assertEqual((tempo - AWAL).days // 365, 8)
        self.assertLessEqual(len(dihitung), (tempo - AWAL).days + 2)
