"""Menulis satu tabel atau satu laporan sebagai CSV, XLSX, atau PDF. PDF dirangkai typst dari data, tidak pernah dari markah."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import typst
from django.conf import settings
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from replikasi.kalender import hari_ini

from .bacaan.ekspor import Tabel
from .cetak import bilangan

_PEMICU = ("=", "+", "-", "@", "\t", "\r", "\n")
_TYPST = Path(__file__).parent / "typst"
MIME = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
PDF_TERBANYAK = 2000


def sel_aman(nilai: object) -> object:
    """Teks yang diawali tanda rumus diberi petik di depan, supaya lembar kerja tidak menjalankannya."""
    return f"'{nilai}" if isinstance(nilai, str) and nilai.startswith(_PEMICU) else nilai


def tulis(tabel: Tabel, bentuk: str) -> bytes:
    return {"csv": tulis_csv, "xlsx": tulis_xlsx, "pdf": tulis_pdf}[bentuk](tabel)


def tulis_csv(tabel: Tabel) -> bytes:
    keluar = io.StringIO()
    penulis = csv.writer(keluar)
    penulis.writerow(tabel.kepala)
    penulis.writerows([sel_aman(nilai) for nilai in satu] for satu in tabel.baris)
    return keluar.getvalue().encode("utf-8-sig")


def tulis_xlsx(tabel: Tabel) -> bytes:
    """Lembar pertama datanya, lembar kedua artinya."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = "Data"
    lembar.append(tabel.kepala)
    for satu in tabel.baris:
        lembar.append([sel_aman(nilai) for nilai in satu])
    for letak, sel in enumerate(lembar[1], start=1):
        sel.font = Font(bold=True)
        lembar.column_dimensions[get_column_letter(letak)].width = max(12, min(34, len(str(sel.value)) + 4))
    lembar.column_dimensions["B"].width = 34
    lembar.freeze_panes = "C2"
    arti = buku.create_sheet("Keterangan")
    for teks in (tabel.judul, tabel.pengantar, *tabel.keterangan, kaki()):
        arti.append([teks])
    arti.column_dimensions["A"].width = 110
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def tulis_pdf(tabel: Tabel) -> bytes:
    sisa = len(tabel.baris) - PDF_TERBANYAK
    return rangkai(
        "tabel",
        {
            "kicker": "Kemajuan desa", "judul": tabel.judul, "pengantar": tabel.pengantar, "kanan": tabel.kanan,
            "kepala": [nama.replace("_", " ") for nama in tabel.kepala],
            "baris": [[_teks(nilai) for nilai in satu] for satu in tabel.baris[:PDF_TERBANYAK]],
            "keterangan": [*([f"{sisa} baris lainnya ada di CSV dan XLSX."] if sisa > 0 else []), *tabel.keterangan],
        },
    )  # fmt: skip


def rangkai(nama: str, data: dict, *, bentuk: str = "pdf") -> bytes | list[bytes]:
    """PDF/UA bertanda: dibaca pembaca layar, bahasanya Indonesia. Huruf yang dipakai sudah di dalam paketnya."""
    return typst.compile(
        str(_TYPST / f"{nama}.typ"), root=str(_TYPST), format=bentuk, ignore_system_fonts=True,
        pdf_standards=["ua-1"] if bentuk == "pdf" else [],
        sys_inputs={"data": json.dumps(data | {"kaki": kaki()}, ensure_ascii=False)},
    )  # fmt: skip


def kaki() -> str:
    return f"Pusat Bantuan OpenDesa · {settings.SITE_URL.partition('://')[2]}/replikasi · dicetak {hari_ini():%d-%m-%Y}"


def _teks(nilai: object) -> str:
    return f"{nilai:%d-%m-%Y}" if isinstance(nilai, date) else bilangan(nilai) if nilai != "" else ""
