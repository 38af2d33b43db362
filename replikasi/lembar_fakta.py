"""Lembar XLSX fakta desa: templat yang tinggal diisi, dan membacanya kembali menjadi baris. Tidak mengubah apa pun."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple

from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from wilayah.lembar_sebar import sel_aman
from wilayah.models import FaktaDesa, Wilayah

from .models import PengakuanStatus

TERBANYAK = 5000
BATAS_BUKA = 40 * 1024 * 1024
KOLOM = ("kode", "nama", "per_tanggal", "url", "versi", "hosting", "alamat", "kode_pos", "keadaan", "catatan")
ISIAN = ("url", "versi", "hosting", "alamat", "kode_pos")
KEADAAN = dict(PengakuanStatus.Keadaan.choices)


class Baris(NamedTuple):
    nomor: int
    isi: dict[str, str]


def templat(wilayah: Wilayah) -> bytes:
    """Lembar kerja berisi desa-desa wilayah ini dengan fakta yang sudah ada; tinggal diisi."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = "fakta desa"
    lembar.append(KOLOM)
    for sel in lembar[1]:
        sel.font = Font(bold=True)
    desa = Wilayah.objects.desa().filter(berlaku=True).di_dalam(wilayah).select_related("fakta").order_by("kunci")
    for satu in desa[:TERBANYAK]:
        fakta = getattr(satu, "fakta", None)
        isi = [getattr(fakta, nama, "") if fakta else "" for nama in ISIAN]
        lembar.append([satu.kode, satu.nama_lengkap, "", *(sel_aman(nilai) for nilai in isi), "", ""])
    for huruf, lebar in zip("ABCDEFGHIJ", (16, 34, 14, 34, 14, 14, 40, 10, 16, 30), strict=True):
        lembar.column_dimensions[huruf].width = lebar
    lembar.freeze_panes = "C2"
    bantuan = buku.create_sheet("cara mengisi")
    for teks in (
        "Satu baris satu desa; kode jangan diubah. Isian kosong tidak menghapus yang sudah ada.",
        "per_tanggal: tanggal keadaan itu, misalnya 2026-11-20. Kosong berarti hari ini.",
        f"hosting: {', '.join(FaktaDesa.Hosting.values)}.",
        f"keadaan: {', '.join(KEADAAN)}.",
    ):
        bantuan.append([teks])
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def baca_xlsx(
    isi: bytes, *, kolom: Sequence[str] = KOLOM, wajib: str = "kode", teks: Callable[[object], str] | None = None
) -> list[Baris]:
    """Baris lembar pertama menurut kepala kolomnya. `ValidationError` bila bukan XLSX, terlalu besar, atau tanpa kolom wajib."""
    teks = teks or _teks
    try:
        with zipfile.ZipFile(BytesIO(isi)) as arsip:
            if sum(satu.file_size for satu in arsip.infolist()) > BATAS_BUKA:
                raise ValidationError("Lembar kerjanya terlalu besar sesudah dibuka. Pecah per kabupaten.")
        lembar = load_workbook(BytesIO(isi), read_only=True, data_only=True).worksheets[0]
        baris = lembar.iter_rows(values_only=True)
        kepala = [str(satu or "").strip().lower() for satu in next(baris, ())][:50]
    except ValidationError:
        raise
    except Exception as galat:  # berkas rusak gagal dengan bermacam cara di dalam pustakanya
        raise ValidationError("Berkasnya bukan lembar kerja XLSX yang terbaca. Simpan lagi sebagai .xlsx.") from galat
    if wajib not in kepala:
        raise ValidationError(f"Baris pertama harus memuat kolom “{wajib}”. Unduh templatnya supaya kolomnya tepat.")
    hasil = []
    for nomor, sel in enumerate(baris, start=2):
        satu = {nama: teks(nilai) for nama, nilai in zip(kepala, sel, strict=False) if nama in kolom}
        if any(satu.values()):
            hasil.append(Baris(nomor, satu))
        if len(hasil) > TERBANYAK:
            raise ValidationError(f"Paling banyak {TERBANYAK} baris sekali impor. Pecah per kabupaten.")
    if not hasil:
        raise ValidationError("Tidak ada baris yang terisi di bawah kepala kolomnya.")
    return hasil


def _teks(nilai: object) -> str:
    if isinstance(nilai, datetime | date):
        return f"{nilai:%Y-%m-%d}"
    if isinstance(nilai, float) and nilai.is_integer():
        return str(int(nilai))
    return " ".join(str(nilai if nilai is not None else "").split()).removeprefix("'")
