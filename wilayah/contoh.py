"""Dunia contoh bagian wilayah: himpunan ringkas daftar resmi. Datanya nyata, bukan rekaan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .layanan import muat
from .models import Wilayah
from .muat.sumber import baca_sumber

HIMPUNAN_RINGKAS = Path(__file__).resolve().parent / "data"


def isi(*, lapor: Callable[[str], None] = print) -> None:
    """Memuat himpunan ringkas bila daftar wilayah belum ada; yang sudah ada tidak disentuh."""
    if Wilayah.objects.filter(tingkat=Wilayah.Tingkat.PROVINSI).count() >= 30:
        lapor("Wilayah sudah dimuat.")
        return
    rencana = muat(isi=baca_sumber(HIMPUNAN_RINGKAS))
    lapor(f"Wilayah dimuat: {len(rencana.baru):,} baris.".replace(",", "."))
