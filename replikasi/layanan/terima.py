"""Menerima laporan di dalam permintaan: disaring, satu baris ke antrean, selesai. Tidak menyentuh basis data."""

from __future__ import annotations

import json
import time
from datetime import datetime

from django.conf import settings

from replikasi import antrean
from replikasi.kontrak import KUNCI_PRODUK, saring, sisihkan


def terima_laporan(*, produk: str, isian: dict[str, str], saat: datetime | None = None) -> bool:
    """Benar bila laporannya ditulis ke antrean; ulangan tanpa hal baru dan laporan tanpa kode tidak ditulis."""
    tersaring = saring(isian)
    kode = tersaring.get(KUNCI_PRODUK[produk][0], "").strip()[:40]
    if not kode:
        return False
    pada = int((saat.timestamp() if saat else time.time()) * 1000)
    utuh = produk == "opensid" and settings.RELAI_PANTAU
    return antrean.tambah(
        f"{produk}|{kode}",
        # Menit ikut dalam isi yang dibandingkan: ulangan yang sama persis ditulis paling banyak sekali semenit.
        f'{pada // 60_000},"{produk}",{json.dumps(tersaring)}',
        awalan=f"[{pada},",
        akhiran=f",{json.dumps(sisihkan(isian))}]" if utuh else "]",
    )
