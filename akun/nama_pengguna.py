"""Nama pengguna: bagian depan yang dikenali orang, dan angka acak di belakangnya (docs/keputusan/0004-akun.md).

Angkanya acak, bukan urutan, dan selalu ada: jadi nama yang diterima seseorang tidak berkata apa pun tentang akun lain,
dan tidak ada jawaban "sudah dipakai" di mana pun.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

DEPAN = re.compile(r"[a-z][a-z0-9._-]{1,19}")
PETUNJUK = "Pakai 2–20 huruf kecil, angka, titik, atau garis, diawali huruf, tanpa nama jabatan."
_TERLARANG = {"admin", "administrator", "root", "opendesa", "pengelola", "petugas", "terhapus"}


def depan_dari(nama: str) -> str:
    """Dua kata pertama nama orang dalam huruf Latin: `Ina Melati, S.Kom` → `ina.melati`; tanpa huruf Latin → `warga`."""
    polos = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode().lower()
    depan = ".".join(re.findall(r"[a-z]{2,}", polos)[:2])[:20].rstrip(".")
    return depan if layak(depan) else "warga"


def layak(depan: str) -> bool:
    """Diawali huruf, jadi tidak menyerupai nomor HP atau email; dan tidak mengaku jabatan."""
    return bool(DEPAN.fullmatch(depan)) and not any(kata in _TERLARANG for kata in re.split(r"[._-]", depan))


def acak(depan: str, *, percobaan: int = 0) -> str:
    """`ina.melati.4821`; makin sering bertabrakan, makin panjang angkanya."""
    banyak = 4 + percobaan // 3
    return f"{depan}.{secrets.randbelow(10**banyak):0{banyak}}"
