"""Urutan rumah: impor hanya ke kanan (docs/rumah.md)."""

import ast
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

URUTAN = ["situs", "replikasi", "pusat_bantuan", "forum", "modul_pelatihan", "akun", "wilayah"]
TERLARANG = {"core", "base", "utils", "helpers", "common", "util", "helper"}


def impor_naik(sumber: str, berkas: Path) -> list[str]:
    """Impor di `sumber` (relatif, di dalam fungsi, di balik TYPE_CHECKING, `import_module`) yang menuju kamar di atas."""
    kamar = berkas.parts[0]
    letak = URUTAN.index(kamar)
    temuan = []
    for simpul in ast.walk(ast.parse(sumber)):
        nama: list[str] = []
        if isinstance(simpul, ast.Import):
            nama = [alias.name for alias in simpul.names]
        elif isinstance(simpul, ast.ImportFrom):
            if simpul.level:
                pangkal = berkas.parent.parts[: len(berkas.parent.parts) - simpul.level + 1]
                nama = [".".join((*pangkal, simpul.module or ""))]
            else:
                nama = [simpul.module or ""]
        elif isinstance(simpul, ast.Call) and _nama_panggilan(simpul) in {"import_module", "__import__", "get_model"}:
            nama = [str(arg.value) for arg in simpul.args if isinstance(arg, ast.Constant)]
        for satu in nama:
            tujuan = satu.split(".")[0]
            if tujuan in URUTAN and URUTAN.index(tujuan) < letak:
                temuan.append(f"{berkas}:{simpul.lineno} mengimpor {satu}")
    return temuan


def _nama_panggilan(simpul: ast.Call) -> str:
    return getattr(simpul.func, "attr", getattr(simpul.func, "id", ""))


def berkas_rumah() -> list[Path]:
    akar = Path(settings.BASE_DIR)
    return [berkas.relative_to(akar) for kamar in URUTAN for berkas in sorted((akar / kamar).rglob("*.py"))]


class Arsitektur(SimpleTestCase):
    def test_impor_hanya_ke_kanan(self):
        temuan = []
        for berkas in berkas_rumah():
            temuan += impor_naik((Path(settings.BASE_DIR) / berkas).read_text(), berkas)
        self.assertEqual(temuan, [], "\n".join(temuan))

    def test_pemeriksa_menangkap_setiap_cara_mengimpor_ke_atas(self):
        for sumber in (
            "import replikasi.models",
            "from situs import views",
            "def f():\n    from pusat_bantuan.models import ProfilTiket",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import forum",
            "from importlib import import_module\nimport_module('forum.models')",
            "from django.apps import apps\napps.get_model('forum', 'Simpul')",
        ):
            with self.subTest(sumber=sumber):
                self.assertTrue(impor_naik(sumber, Path("wilayah/contoh.py")))
        self.assertEqual(impor_naik("from .models import Wilayah\nimport wilayah", Path("akun/x.py")), [])

    def test_tidak_ada_paket_tak_bernama(self):
        temuan = [str(berkas) for berkas in berkas_rumah() if TERLARANG & {*berkas.parts[:-1], berkas.stem}]
        self.assertEqual(temuan, [])
