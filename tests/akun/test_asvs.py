"""docs/asvs.md lengkap; berkas dan uji yang ditunjuknya diperiksa `tests/test_dokumen.py`."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

AKAR = Path(settings.BASE_DIR)
NASKAH = AKAR / "docs" / "asvs.md"


class Asvs(SimpleTestCase):
    def test_paling_sedikit_empat_puluh_butir_masing_masing_menunjuk_sesuatu(self):
        baris = re.findall(r"^\| (\d+\.\d+\.\d+) \|.*\|([^|]*)\|$", NASKAH.read_text(encoding="utf-8"), re.M)
        self.assertGreaterEqual(len({butir for butir, _ in baris}), 40)
        self.assertEqual([butir for butir, di_mana in baris if "`" not in di_mana], [])

    def test_tidak_ada_formulir_yang_menerima_semua_isian(self):
        kamar = ("situs", "replikasi", "pusat_bantuan", "forum", "modul_pelatihan", "akun", "wilayah")
        temuan = [
            str(berkas.relative_to(AKAR))
            for satu in kamar
            for berkas in (AKAR / satu).rglob("*.py")
            if re.search(r"fields\s*=\s*[\"']__all__[\"']", berkas.read_text(encoding="utf-8"))
        ]
        self.assertEqual(temuan, [])
