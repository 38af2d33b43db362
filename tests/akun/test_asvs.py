"""docs/asvs.md menunjuk berkas dan uji yang sungguh ada."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

AKAR = Path(settings.BASE_DIR)
NASKAH = AKAR / "docs" / "asvs.md"
PENUNJUK = re.compile(
    r"`((?:tests|akun|situs|wilayah|forum|pusat_bantuan|modul_pelatihan|replikasi)/[\w./-]+\.\w+|requirements\.txt)(?:::(\w+))?`"
)


class Asvs(SimpleTestCase):
    def test_berkas_dan_uji_yang_disebut_ada(self):
        tunjukan = PENUNJUK.findall(NASKAH.read_text(encoding="utf-8"))
        self.assertGreater(len(tunjukan), 45)
        for berkas, uji in tunjukan:
            with self.subTest(berkas=berkas, uji=uji):
                self.assertTrue((AKAR / berkas).is_file(), berkas)
                if uji:
                    self.assertIn(f"def {uji}(", (AKAR / berkas).read_text(encoding="utf-8"))

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
