"""Membuka winmail.dat (TNEF) buatan Outlook: hanya berkas di dalamnya. Murni; yang cacat menghasilkan daftar kosong.

Susunan menurut [MS-OXTNEF]: tanda tangan, kunci, lalu deret atribut (tingkat, tag, panjang, isi, jumlah periksa).
"""

from __future__ import annotations

import struct

from .aksara import baca, bersih

_TANDA = 0x223E9F78
_MULAI_LAMPIRAN, _JUDUL, _ISI, _MAPI = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_NAMA_PANJANG = 0x3707
_LEBAR = {0x2: 2, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 2, 0x14: 8, 0x40: 8, 0x48: 16}


def buka(isi: bytes) -> list[tuple[str, bytes]]:
    """Pasangan nama dan isi berkas di dalam `isi`."""
    if len(isi) < 6 or struct.unpack_from("<I", isi)[0] != _TANDA:
        return []
    hasil: list[dict] = []
    letak = 6
    while letak + 9 <= len(isi) and len(hasil) <= 100:
        tag, panjang = struct.unpack_from("<II", isi, letak + 1)
        nilai = isi[letak + 9 : letak + 9 + panjang]
        letak += 9 + panjang + 2
        if tag == _MULAI_LAMPIRAN:
            hasil.append({})
        elif hasil and tag == _JUDUL:
            hasil[-1].setdefault("nama", baca(nilai.split(b"\0")[0]))
        elif hasil and tag == _ISI:
            hasil[-1]["isi"] = nilai
        elif hasil and tag == _MAPI and (nama := _nama_panjang(nilai)):
            hasil[-1]["nama"] = nama
    return [(bersih(satu.get("nama") or "lampiran"), satu["isi"]) for satu in hasil if satu.get("isi")]


def _nama_panjang(isi: bytes) -> str:
    """PR_ATTACH_LONG_FILENAME dari daftar sifat MAPI; berhenti pada jenis yang tidak dikenal."""
    try:
        jumlah, letak = min(struct.unpack_from("<I", isi)[0], 200), 4
        for _ in range(jumlah):
            jenis, sifat = struct.unpack_from("<HH", isi, letak)
            letak += 4
            if sifat >= 0x8000:
                return ""
            if jenis in _LEBAR:
                letak += max(4, _LEBAR[jenis])
                continue
            if jenis not in {0x1E, 0x1F, 0x102, 0xD}:
                return ""
            nilai, panjang = struct.unpack_from("<II", isi, letak)
            if nilai != 1:
                return ""
            bita = isi[letak + 8 : letak + 8 + panjang]
            letak += 8 + panjang + (-panjang % 4)
            if sifat == _NAMA_PANJANG:
                return baca(bita, "utf-16-le" if jenis == 0x1F else "").rstrip("\0")
    except struct.error:
        pass
    return ""
