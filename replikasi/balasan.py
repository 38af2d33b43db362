"""Balasan yang menunggu satu desa: satu berkas per kode, dipasang pekerja, diambil permintaan laporan tepat sekali.

Permintaan tidak menyentuh basis data: ia mencoba membuka berkas kodenya (biasanya tidak ada), dan yang berhasil
mengganti namanya itulah yang menyerahkannya. Nama yang sudah berganti adalah bukti penyerahan bagi pekerja.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from .kontrak import host_dari

_POLOS = re.compile(r"[0-9]{10}")


def folder() -> Path:
    return Path(settings.BERKAS_PRIBADI) / "balasan-laporan"


def ambil(kode: str, url: str) -> bytes:
    """Larik JSON untuk desa berkode itu, atau `[]`; hanya bila laporannya datang dari host yang dimaksud."""
    polos = kode.strip().replace(".", "")
    if not _POLOS.fullmatch(polos):
        return b"[]"
    tempat = os.path.join(settings.BERKAS_PRIBADI, "balasan-laporan", f"{polos}.json")
    try:
        with open(tempat, "rb") as berkas:
            isi = json.load(berkas)
        if isi["host"] != host_dari(url):
            return b"[]"
        os.rename(tempat, f"{tempat}.{uuid.uuid4().hex}.diserahkan")
    except FileNotFoundError:
        return b"[]"
    return json.dumps(isi["larik"], ensure_ascii=False).encode()


# --- Sisi pekerja ----------------------------------------------------------------------------------------------------


def terpasang(kode: str) -> bool:
    return (folder() / f"{kode.replace('.', '')}.json").exists()


def pasang(kode: str, *, host: str, larik: list[dict], pk: list[int]) -> bool:
    """Memasang balasan bila desa itu belum punya yang menunggu; yang sudah terpasang tidak pernah ditimpa."""
    tempat = folder()
    tempat.mkdir(parents=True, exist_ok=True, mode=0o700)
    sementara = tempat / f".{uuid.uuid4().hex}"
    fd = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as berkas:
        json.dump({"host": host, "larik": larik, "pk": pk}, berkas, ensure_ascii=False)
    try:
        os.link(sementara, tempat / f"{kode.replace('.', '')}.json")
    except FileExistsError:
        return False
    finally:
        sementara.unlink()
    return True


def cabut(kode: str) -> bool:
    """Mencabut balasan yang belum diambil; salah bila desanya sudah lebih dahulu mengambilnya."""
    try:
        (folder() / f"{kode.replace('.', '')}.json").unlink()
    except FileNotFoundError:
        return False
    return True


def diserahkan() -> Iterator[tuple[Path, list[int]]]:
    """(berkas, kunci pemberitahuan) yang sudah dibawa desa; berkasnya dihapus pemanggil sesudah dicatat."""
    for berkas in folder().glob("*.diserahkan"):
        try:
            pk = [int(satu) for satu in json.loads(berkas.read_bytes())["pk"]]
        except (ValueError, KeyError, TypeError):
            pk = []
        yield berkas, pk
