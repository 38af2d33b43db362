"""Sisipan pada jawaban siap: `{nama_pemohon}` dan kawan-kawan. Murni.

Bukan templat: hanya nama dalam `SISIPAN` yang diganti, yang lain tampil apa adanya, sehingga `{{ $surat->kop }}` tetap
tertulis begitu (domain helpdesk.md 4.11).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SISIPAN = {
    "nama_pemohon": "nama yang meminta",
    "desa": "nama desanya",
    "kode": "kode tiket",
    "judul": "judul tiket",
    "bidang": "bidang tiket",
    "versi": "versi OpenSID desa itu",
    "nama_saya": "nama penangan",
    "alamat_tiket": "alamat halaman tiket",
}
BANTUAN = "Sisipan: " + ", ".join(f"{{{nama}}} ({arti})" for nama, arti in SISIPAN.items()) + "."
_SISIPAN = re.compile(r"(?<!\{)\{([a-z_]{2,30})\}(?!\})")


def sisipan_asing(teks: str) -> list[str]:
    """Sisipan yang tidak ada dalam daftar, menurut urutan tampil."""
    return [f"{{{satu}}}" for satu in dict.fromkeys(_SISIPAN.findall(teks)) if satu not in SISIPAN]


def isi_sisipan(teks: str, nilai: Mapping[str, str]) -> str:
    """Mengganti sisipan yang dikenal dan punya nilai; yang kosong menjadi titik-titik supaya tidak terlewat."""
    return _SISIPAN.sub(lambda cocok: (nilai.get(cocok[1]) or "…") if cocok[1] in SISIPAN else cocok[0], teks)
