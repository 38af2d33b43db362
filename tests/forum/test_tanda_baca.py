"""Belum dibaca: penanda di daftar dan halaman "belum dibaca" memakai satu aturan, apa pun susunan tandanya."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from django.utils import timezone

from forum.bacaan.daftar import beri_tanda_baca, syarat_baru
from forum.models import BatasBaca, RuangPengguna, SimpulPengguna, Topik, TopikPengguna
from tests.tokoh import DuniaUji

from .alat import buat_ruang, buat_simpul

TINGKAT_TEMPAT = [None, "", "bisu", "ikuti"]  # None: tanpa baris
TANDA_TOPIK = [None, (0, ""), (2, ""), (3, ""), (0, "bisu"), (1, "ikuti")]  # (nomor terakhir dibaca, tingkat)


class TandaBaca(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        kini = timezone.now()
        type(cls.ani).objects.update(date_joined=kini - timedelta(days=30))
        cls.batas = kini - timedelta(days=10)
        for s, tingkat_simpul in enumerate([None, "bisu", "ikuti"]):
            simpul = buat_simpul(f"simpul-{s}", "publik")
            if tingkat_simpul:
                SimpulPengguna.objects.create(pengguna=cls.ani, simpul=simpul, tingkat=tingkat_simpul)
            for r, (tingkat, sampai) in enumerate(product(TINGKAT_TEMPAT, [None, kini - timedelta(days=5)])):
                ruang = buat_ruang(simpul, f"ruang-{r}")
                if tingkat is not None:
                    RuangPengguna.objects.create(pengguna=cls.ani, ruang=ruang, tingkat=tingkat, dibaca_sebelum=sampai)
                for umur, tanda in product([2, 7, 20], TANDA_TOPIK):
                    topik = Topik(
                        ruang=ruang, jenis="diskusi", judul="x", slug="x", penulis=cls.budi, nomor_tertinggi=3,
                        nomor_akhir=3, jumlah_kiriman=3, dibalas_pada=kini - timedelta(days=umur),
                    )  # fmt: skip
                    topik.tanda = tanda
                    cls.semua = [*getattr(cls, "semua", []), topik]
        Topik.objects.bulk_create(cls.semua)
        TopikPengguna.objects.bulk_create(
            TopikPengguna(pengguna=cls.ani, topik=satu, terakhir_dibaca=satu.tanda[0], tingkat=satu.tanda[1])
            for satu in cls.semua
            if satu.tanda
        )

    def bandingkan(self, orang) -> int:
        daftar = list(Topik.objects.select_related("ruang"))
        with self.assertNumQueries(1):
            beri_tanda_baca(daftar, orang)
        baru = {satu.pk for satu in daftar if satu.baru}
        self.assertEqual(baru, set(Topik.objects.filter(syarat_baru(orang)).values_list("pk", flat=True)))
        milik = {satu.topik_id: satu for satu in TopikPengguna.objects.filter(pengguna=orang)}
        for satu in daftar:
            punya = milik.get(satu.pk)
            harap = (punya.terakhir_dibaca, punya.tingkat) if punya else (None, "")
            self.assertEqual((satu.dibaca, satu.tingkat_saya), harap)
        return len(baru)

    def test_penanda_daftar_sama_dengan_aturan_belum_dibaca(self):
        self.assertGreater(len(self.semua), 400)
        tanpa_batas = self.bandingkan(self.ani)
        BatasBaca.objects.create(pengguna=self.ani, dibaca_sebelum=self.batas)
        dengan_batas = self.bandingkan(self.ani)
        self.assertGreater(dengan_batas, 50)
        self.assertLess(dengan_batas, len(self.semua))
        self.assertGreaterEqual(tanpa_batas, 0)
        self.assertLess(self.bandingkan(self.eko), len(self.semua) + 1)
