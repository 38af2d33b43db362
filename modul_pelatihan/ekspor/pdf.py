"""PDF bertanda (PDF/UA-1) lewat typst: semua isi datang sebagai data, tidak pernah sebagai markah."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import typst

TYPST = Path(__file__).parent / "typst"


def tulis_pdf(modul: dict[str, Any], gambar: dict[str, Any]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="modul-") as nama:
        folder = Path(nama)
        shutil.copyfile(TYPST / "modul.typ", folder / "modul.typ")
        (folder / "data.json").write_text(json.dumps(modul, ensure_ascii=False))
        for satu, berkas in gambar.items():
            with berkas.open("rb") as isi:
                (folder / satu).write_bytes(isi.read())
        return typst.compile(
            str(folder / "modul.typ"), root=nama, format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1"]
        )
