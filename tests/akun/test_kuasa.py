from __future__ import annotations

from django.db.models import Q

from akun.models import Penugasan, Peran
from tests.tokoh import DuniaUji


class Kuasa(DuniaUji):
    def test_kuasa_nasional_tetap_menjangkau_semua_walau_digabung_dengan_syarat_lain(self):
        syarat = Q(pengguna=self.hadi) | self.hadi.q_kuasa(Peran.PENGELOLA)
        self.assertEqual(Penugasan.objects.filter(syarat).count(), Penugasan.objects.count())
        self.assertEqual(Penugasan.objects.filter(~Q(pk=0) & self.hadi.q_kuasa(Peran.PENGELOLA)).count(), 8)

    def test_tanpa_peran_tidak_ada_yang_terjangkau(self):
        self.assertFalse(Penugasan.objects.filter(self.eko.q_kuasa(Peran.MANAJER)).exists())

    def test_kuasa_hanya_sampai_batas_wilayah(self):
        suliki, desa_eko = self.wilayah["13.07.01.2004"], self.wilayah["17.03.01.2001"]
        self.assertTrue(self.fajar.berkuasa(Peran.MANAJER, atas=suliki))
        self.assertFalse(self.fajar.berkuasa(Peran.MANAJER, atas=desa_eko))
        self.assertFalse(self.fajar.berkuasa(Peran.MANAJER, atas=None))
        self.assertFalse(self.fajar.berkuasa(Peran.PENGELOLA, atas=suliki))
        self.assertTrue(self.hadi.berkuasa(Peran.PENGELOLA, atas=None))
