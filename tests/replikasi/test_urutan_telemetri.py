"""Urutan datangnya laporan yang sama tidak mengubah keadaan apa pun, bagaimanapun ia dipecah menjadi rombongan."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

from django.db import transaction
from django.test import SimpleTestCase
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from replikasi import jejak
from replikasi.jejak import Hari, Keadaan
from replikasi.layanan.serap import serap_laporan
from tests.tokoh import DuniaUji

from .laporan import folder_sendiri, lapor
from .test_serap import HARO, SULIKI, potret

_isi = st.fixed_dictionaries(
    {},
    optional={
        "version": st.sampled_from(["2410.1.0", "2407.0.0", "2501.0.0-premium", "aneh"]),
        "jml_artikel": st.integers(0, 4),
        "jml_penduduk": st.integers(0, 3),
        "tema": st.sampled_from(["Esensi", "Natra"]),
        "alamat_kantor": st.sampled_from(["Jl. A", "Jl. B & C"]),
        "email_desa": st.sampled_from(["a@x.example", "b@x.example"]),
        "layanan": st.sampled_from(["umum", "premium", "siappakai"]),
        "kode_kecamatan": st.sampled_from(["130701", "130799"]),
    },
)
_laporan = st.lists(
    st.tuples(
        st.sampled_from([SULIKI, HARO, "99.01.01.2001"]),
        st.integers(0, 75),  # hari
        st.integers(0, 3),  # jam: laporan sehari sering berebut saat yang sama
        _isi,
    ),
    min_size=1,
    max_size=12,
)


class UrutanTidakBerarti(DuniaUji):
    def setUp(self):
        folder_sendiri(self)

    def _serap(self, laporan: list, biji: int | None) -> dict:
        acak = random.Random(biji)
        urut = list(laporan)
        if biji is not None:
            acak.shuffle(urut)
        with transaction.atomic():
            for kode, hari, jam, isi in urut:
                saat = datetime(2026, 8, 20, 3 + jam, tzinfo=UTC).timestamp() + hari * 86400
                lapor(kode, saat=datetime.fromtimestamp(saat, UTC), **isi)
                if biji is not None and acak.random() < 0.5:
                    serap_laporan()
            while serap_laporan():
                pass
            hasil = potret()
            transaction.set_rollback(True)
        return hasil

    def test_urutan_dan_rombongan_apa_pun_memberi_keadaan_yang_sama(self):
        @given(_laporan, st.integers(0, 2**31))
        @settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
        def periksa(laporan, biji):
            utuh = self._serap(laporan, None)
            self.assertEqual(utuh, self._serap(laporan, biji))
            self.assertEqual(utuh, self._serap(laporan + laporan, biji + 1))

        periksa()


class BentukJejak(SimpleTestCase):
    @given(
        st.dictionaries(st.sampled_from(["versi", "tema", "jml_artikel"]), st.integers(0, 3)),
        st.dictionaries(
            st.integers(1, 31),
            st.builds(
                Hari, st.integers(0, 10**13),
                st.dictionaries(st.sampled_from(["versi", "tema", "jml_artikel"]), st.integers(0, 3)), st.booleans(),
            ),
        ),
    )  # fmt: skip
    def test_jejak_tersimpan_terbaca_kembali_persis(self, awal, hari):
        self.assertEqual(jejak.urai(jejak.susun(Keadaan(awal, 5), hari)), (Keadaan(awal, 5), hari))

    def test_hari_pakai_hanya_bila_penghitung_naik(self):
        hari = {n: Hari(n, {"jml_artikel": nilai}) for n, nilai in ((1, 5), (2, 5), (3, 7), (4, 1), (9, 2))}
        lipatan = jejak.lipat(Keadaan(), hari, date(2026, 11, 1))
        self.assertEqual(lipatan.pakai, 1 << 2 | 1 << 8)
        self.assertEqual(lipatan.janggal, {"penghitung_turun": {date(2026, 11, 4).toordinal(): "jml_artikel 7→1"}})
