"""Kotak di cakram: Maildir, mbox, atau folder berisi berkas `.eml`. Selalu dibaca sebagai bita."""

from __future__ import annotations

import mailbox
import os
from pathlib import Path

from .jaringan import SEKALI_AMBIL, KotakGagal, Simpan
from .setelan import Kotak


def ambil_setempat(kotak: Kotak, simpan: Simpan, *, batas: int) -> int:
    letak = Path(kotak.letak)
    if not letak.exists():
        raise KotakGagal("Kotak setempat tidak ditemukan.")
    return {"maildir": _maildir, "mbox": _mbox, "dir": _folder}[kotak.cara](letak, simpan, batas)


def _maildir(letak: Path, simpan: Simpan, batas: int) -> int:
    """`new/` menjadi `cur/` sesudah tersimpan, seperti yang dilakukan pembaca surat mana pun."""
    jumlah = 0
    (letak / "cur").mkdir(exist_ok=True)
    for berkas in sorted((letak / "new").glob("*"))[:SEKALI_AMBIL]:
        if berkas.is_file() and _simpan_berkas(berkas, simpan, batas):
            os.replace(berkas, letak / "cur" / f"{berkas.name}:2,S")
            jumlah += 1
    return jumlah


def _folder(letak: Path, simpan: Simpan, batas: int) -> int:
    """Berkas `.eml` dipindah ke `diolah/` sesudah tersimpan."""
    jumlah = 0
    sesudah = letak / "diolah"
    sesudah.mkdir(exist_ok=True)
    for berkas in sorted(letak.glob("*.eml"))[:SEKALI_AMBIL]:
        if berkas.is_file() and _simpan_berkas(berkas, simpan, batas):
            os.replace(berkas, sesudah / berkas.name)
            jumlah += 1
    return jumlah


def _simpan_berkas(berkas: Path, simpan: Simpan, batas: int) -> bool:
    try:
        ukuran = berkas.stat().st_size
        with berkas.open("rb") as isi:
            bita = isi.read(batas + 1)
    except FileNotFoundError:  # pekerja lain lebih dahulu
        return False
    simpan(bita, ukuran)
    return True


def _mbox(letak: Path, simpan: Simpan, batas: int) -> int:
    """Dikunci selama dibaca; surat yang sudah tersimpan dikeluarkan dari berkasnya."""
    kotak = mailbox.mbox(letak, create=False)
    jumlah = 0
    kotak.lock()
    try:
        for kunci in list(kotak.keys())[:SEKALI_AMBIL]:
            bita = kotak.get_bytes(kunci)
            simpan(bita[: batas + 1], len(bita))
            kotak.remove(kunci)
            jumlah += 1
    finally:
        kotak.flush()
        kotak.unlock()
        kotak.close()
    return jumlah
