"""Satu tabel sebagai CSV atau XLSX. Tulisan yang terbaca sebagai rumus diawali petik (domain operations.md 5)."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_PEMICU = ("=", "+", "-", "@", "\t", "\r", "\n")
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def sel_aman(sel: object) -> object:
    """Teks yang diawali tanda rumus diberi petik di depan, supaya lembar kerja tidak menjalankannya."""
    return f"'{sel}" if isinstance(sel, str) and sel.startswith(_PEMICU) else sel


def tulis(tabel: list[list[object]], bentuk: str, *, judul: str, lebar: tuple[int, ...] = (36,)) -> bytes:
    """`tabel` berkepala di baris pertama; `bentuk` salah satu kunci MIME; `lebar` huruf tiap kolom pertama di XLSX."""
    return _csv(tabel) if bentuk == "csv" else _xlsx(tabel, judul, lebar)


def _csv(tabel: list[list[object]]) -> bytes:
    keluar = io.StringIO()
    csv.writer(keluar, delimiter=";", lineterminator="\r\n").writerows(
        [sel_aman(sel) for sel in satu] for satu in tabel
    )
    return keluar.getvalue().encode("utf-8-sig")


def _xlsx(tabel: list[list[object]], judul: str, lebar: tuple[int, ...]) -> bytes:
    buku = Workbook()
    lembar = buku.active
    lembar.title = judul[:31]
    for satu in tabel:
        lembar.append([sel_aman(sel) for sel in satu])
    for sel in lembar[1]:
        sel.font = Font(bold=True)
    lembar.freeze_panes = "B2"
    for kolom, huruf in enumerate(lebar, start=1):
        lembar.column_dimensions[get_column_letter(kolom)].width = huruf
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()
