"""Pembuat laporan untuk uji penyerapan."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from replikasi.kontrak import baca_laporan
from replikasi.layanan.serap import serap_laporan
from replikasi.layanan.terima import terima_laporan


def lapor(
    kode: str, *, hari_lalu: int = 0, saat: datetime | None = None, produk: str = "opensid", **isian: object
) -> None:
    """Satu laporan mendarat, seolah diterima `hari_lalu` hari sebelum sekarang."""
    polos = kode.replace(".", "")
    nama = {"opendk": "kode_kecamatan", "openkab": "kode_kab"}.get(produk, "kode_desa")
    bersih = {nama: polos, "version": "2410.1.0", "url": f"https://d{polos}.example.id/index.php"} | isian
    terima_laporan(
        laporan=baca_laporan(produk, {k: str(v) for k, v in bersih.items()}),
        saat=saat or timezone.now() - timedelta(days=hari_lalu),
    )


def lapor_dan_serap(kode: str, **isian: object) -> None:
    lapor(kode, **isian)
    serap_laporan()
