"""Dokumentasi menunjuk berkas, folder, dan uji yang sungguh ada."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, tag

from tests.test_arsitektur import URUTAN

AKAR = Path(settings.BASE_DIR)
# README dan docs/; catatan perubahan bercerita tentang masa lalu.
NASKAH = [AKAR / "README.md", *sorted((AKAR / "docs").rglob("*.md"))]
AWAL = "|".join([*URUTAN, "tests", "docs", "script"])
# `kamar/berkas.py`, `kamar/folder/`, `tests/kamar/test_x.py::test_y`, atau perintah yang dimulai dengan berkas kita.
JALUR = re.compile(rf"`((?:{AWAL})/[\w./-]*)(?:::(\w+))?(?: [^`\n]*)?`")
TAUTAN = re.compile(r"\]\((?!\w+:|/|#)([^)#\s]+)")


@tag("sqlite")  # tanpa basis data: cukup sekali
class Dokumen(SimpleTestCase):
    def test_berkas_dan_uji_yang_disebut_ada(self):
        dilihat = 0
        for naskah in NASKAH:
            for jalur, uji in JALUR.findall(naskah.read_text(encoding="utf-8")):
                dilihat += 1
                with self.subTest(naskah=naskah.name, jalur=jalur, uji=uji):
                    self.assertTrue((AKAR / jalur).exists(), "tidak ada")
                    if uji:
                        self.assertIn(f"def {uji}(", (AKAR / jalur).read_text(encoding="utf-8"))
        self.assertGreater(dilihat, 80)

    def test_tautan_di_antara_naskah_terbuka(self):
        for naskah in NASKAH:
            for tujuan in TAUTAN.findall(naskah.read_text(encoding="utf-8")):
                with self.subTest(naskah=naskah.name, tujuan=tujuan):
                    self.assertTrue((naskah.parent / tujuan).exists(), "tidak ada")
