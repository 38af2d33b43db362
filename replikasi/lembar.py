"""Menulis satu tabel atau satu laporan sebagai CSV, XLSX, atau PDF. PDF dirangkai typst dari data, tidak pernah dari markah."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO

import typst
from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from replikasi.kalender import hari_ini
from wilayah import lembar_sebar
from wilayah.lembar_sebar import sel_aman

from .bacaan.ekspor import Tabel
from .cetak import bilangan

_TYPST = Path(__file__).parent / "typst"
MIME = lembar_sebar.MIME | {"pdf": "application/pdf"}
PDF_TERBANYAK = 2000
SEPOTONG = 500


def tulis(tabel: Tabel, bentuk: str) -> bytes:
    return {"csv": tulis_csv, "xlsx": tulis_xlsx, "pdf": tulis_pdf}[bentuk](tabel)


def alirkan(tabel: Tabel, bentuk: str) -> bytes | Iterator[bytes] | IO[bytes]:
    """Bagi daftar yang panjangnya tidak berbatas: CSV dan XLSX tidak pernah utuh di ingatan, PDF terbatas barisnya."""
    return {"csv": alir_csv, "xlsx": berkas_xlsx, "pdf": tulis_pdf}[bentuk](tabel)


def tulis_csv(tabel: Tabel) -> bytes:
    return b"".join(alir_csv(tabel))


def alir_csv(tabel: Tabel) -> Iterator[bytes]:
    """Sepotong demi sepotong, selama barisnya dibaca."""
    keluar = io.StringIO("\ufeff")
    keluar.seek(0, io.SEEK_END)
    penulis = csv.writer(keluar)
    penulis.writerow(tabel.kepala)
    baris = iter(tabel.baris)
    while potong := list(islice(baris, SEPOTONG)):
        penulis.writerows([sel_aman(nilai) for nilai in satu] for satu in potong)
        yield keluar.getvalue().encode()
        keluar.seek(keluar.truncate(0))
    yield keluar.getvalue().encode()


def tulis_xlsx(tabel: Tabel) -> bytes:
    with berkas_xlsx(tabel) as berkas:
        return berkas.read()


def berkas_xlsx(tabel: Tabel) -> IO[bytes]:
    """Lembar pertama datanya, lembar kedua artinya. Barisnya langsung ke berkas sementara, tidak ditumpuk di ingatan."""
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Data")
    for letak, nama in enumerate(tabel.kepala, start=1):
        lembar.column_dimensions[get_column_letter(letak)].width = max(12, min(34, len(nama) + 4))
    lembar.column_dimensions["B"].width = 34
    lembar.freeze_panes = "C2"
    kepala = [WriteOnlyCell(lembar, nama) for nama in tabel.kepala]
    for sel in kepala:
        sel.font = Font(bold=True)
    lembar.append(kepala)
    for satu in tabel.baris:
        lembar.append([sel_aman(nilai) for nilai in satu])
    arti = buku.create_sheet("Keterangan")
    arti.column_dimensions["A"].width = 110
    for teks in (tabel.judul, tabel.pengantar, *tabel.keterangan, kaki()):
        arti.append([teks])
    keluar = tempfile.TemporaryFile()  # noqa: SIM115 - ditutup pembacanya
    buku.save(keluar)
    keluar.seek(0)
    return keluar


def tulis_pdf(tabel: Tabel) -> bytes:
    baris = list(islice(tabel.baris, PDF_TERBANYAK + 1))
    terpotong = ["Baris selebihnya ada di CSV dan XLSX."] if len(baris) > PDF_TERBANYAK else []
    return rangkai(
        "tabel",
        {
            "kicker": "Kemajuan desa", "judul": tabel.judul, "pengantar": tabel.pengantar, "kanan": tabel.kanan,
            "kepala": [nama.replace("_", " ") for nama in tabel.kepala],
            "baris": [[_teks(nilai) for nilai in satu] for satu in baris[:PDF_TERBANYAK]],
            "keterangan": [*terpotong, *tabel.keterangan],
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
