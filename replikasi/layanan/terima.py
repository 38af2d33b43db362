"""Menerima laporan di dalam permintaan: disaring, satu baris ke antrean, selesai. Tidak menyentuh basis data."""

from __future__ import annotations

import json
import time
from datetime import datetime

from replikasi import antrean
from replikasi.kontrak import KUNCI_PRODUK, saring


def terima_laporan(*, produk: str, isian: dict[str, str], saat: datetime | None = None) -> bool:
    """Benar bila laporannya ditulis ke antrean; ulangan tanpa hal baru dan laporan tanpa kode tidak ditulis."""
    isian = saring(isian)
    kode = isian.get(KUNCI_PRODUK[produk][0], "").strip()[:40]
    if not kode:
        return False
    pada = int((saat.timestamp() if saat else time.time()) * 1000)
    # Menit ikut dalam isi yang dibandingkan: ulangan yang sama persis ditulis paling banyak sekali semenit.
    return antrean.tambah(f"{produk}|{kode}", f'{pada // 60_000},"{produk}",{json.dumps(isian)}]', awalan=f"[{pada},")
