"""Menulis ulang satu gambar di proses anak yang dibatasi: 512 MB dan 20 detik (domain operations.md 5.4).

Cacat penguraian gambar berhenti di proses itu: ia tidak memegang basis data, rahasia, atau berkas lain.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

BATAS_PIKSEL = 24_000_000
BATAS_DETIK = 20
MIME_GAMBAR = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "heic": "image/heic"}
_NASKAH = Path(__file__).with_name("proses_gambar.py")


class GambarGagal(ValueError):
    """Kalimatnya melanjutkan nama berkas: “foto.jpg” bukan gambar yang dapat dibuka. …"""


@dataclass(frozen=True)
class GambarJadi:
    akhiran: str
    lebar: int
    tinggi: int
    isi: bytes
    kecil: bytes  # JPEG paling panjang 320 piksel


@dataclass(frozen=True)
class KepalaGambar:
    akhiran: str
    lebar: int
    tinggi: int


def kepala_gambar(isi: bytes) -> KepalaGambar:
    """Jenis dan luas dari kepalanya saja, sebelum satu piksel pun dibuka; `GambarGagal` bila bukan JPEG, PNG, WEBP."""
    try:
        with Image.open(io.BytesIO(isi), formats=["JPEG", "PNG", "WEBP"]) as gambar:
            lebar, tinggi, format_ = gambar.width, gambar.height, gambar.format
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise GambarGagal("bukan gambar yang dapat dibuka. Ambil tangkapan layar lagi, lalu unggah.") from None
    if lebar * tinggi > BATAS_PIKSEL:
        raise GambarGagal("terlalu besar (lebih dari 24 megapiksel). Perkecil dulu.")
    return KepalaGambar({"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[format_], lebar, tinggi)


def olah_gambar(mentah: bytes) -> GambarJadi:
    """Gambar bersih dan gambar kecilnya; `GambarGagal` bila tidak dapat dibuka, terlalu luas, atau terlalu lama."""
    lingkungan = {"PATH": os.environ.get("PATH", ""), "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    try:
        hasil = subprocess.run(
            [sys.executable, "-I", str(_NASKAH)], input=mentah, capture_output=True, timeout=BATAS_DETIK,
            env=lingkungan, check=False, cwd="/",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise GambarGagal("terlalu lama dibuka. Perkecil dulu, lalu unggah lagi.") from None
    kepala, pisah, isi = hasil.stdout.partition(b"\n")
    if hasil.returncode or not pisah:
        raise GambarGagal("bukan gambar yang dapat dibuka. Ambil tangkapan layar lagi, lalu unggah.")
    data = json.loads(kepala)
    if "galat" in data:
        raise GambarGagal(data["galat"])
    return GambarJadi(data["akhiran"], data["lebar"], data["tinggi"], isi[: data["panjang"]], isi[data["panjang"] :])
