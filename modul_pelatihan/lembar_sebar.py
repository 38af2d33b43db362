"""Satu tabel sebagai CSV atau XLSX. Tulisan yang terbaca sebagai rumus diawali petik (domain operations.md 5)."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Font

_PEMICU = ("=", "+", "-", "@", "\t", "\r", "\n")
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _aman(sel: object) -> object:
    return f"'{sel}" if isinstance(sel, str) and sel.startswith(_PEMICU) else sel


def tulis(tabel: list[list[object]], bentuk: str, judul: str) -> bytes:
    """`tabel` berkepala di baris pertama; `bentuk` salah satu kunci MIME."""
    return _csv(tabel) if bentuk == "csv" else _xlsx(tabel, judul)


def _csv(tabel: list[list[object]]) -> bytes:
    keluar = io.StringIO()
    csv.writer(keluar, delimiter=";", lineterminator="\r\n").writerows([_aman(sel) for sel in satu] for satu in tabel)
    return keluar.getvalue().encode("utf-8-sig")


def _xlsx(tabel: list[list[object]], judul: str) -> bytes:
    buku = Workbook()
    lembar = buku.active
    lembar.title = judul[:31]
    for satu in tabel:
        lembar.append([_aman(sel) for sel in satu])
    for sel in lembar[1]:
        sel.font = Font(bold=True)
    lembar.freeze_panes = "B2"
    lembar.column_dimensions["A"].width = lembar.column_dimensions["B"].width = 32
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()
