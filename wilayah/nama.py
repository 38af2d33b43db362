"""Nama wilayah: merapikan tulisan daftar resmi, dan kunci untuk mencari. Murni, tanpa ORM (tracker.md bagian 2 dan 9)."""

import re
import unicodedata

_SINGKATAN = {
    "tj": "tanjung", "tjg": "tanjung", "pd": "padang", "sei": "sungai", "kp": "kampung",
    "gn": "gunung", "kep": "kepulauan",
}  # fmt: skip
_APOSTROF = str.maketrans("", "", "'\u2018\u2019\u02bc`\"")
_SPASI = re.compile(r"\s+")


def rapikan_nama(mentah: str) -> str:
    """Nama dari berkas sumber: tanda kutip ganda menjadi apostrof, titik di ujung dan spasi berderet dibuang."""
    return _SPASI.sub(" ", mentah.replace('"', "'")).strip().rstrip(" .").strip()


def kunci_nama(nama: str) -> str:
    """Kunci cari: huruf kecil, titik dan hubung jadi spasi, apostrof lenyap, tj → tanjung, pd → padang.

    Hanya untuk menyarankan. Nama bukan jati diri: 2.232 nama desa berulang di dalam satu kabupaten.
    """
    datar = unicodedata.normalize("NFKD", nama.translate(_APOSTROF)).encode("ascii", "ignore").decode().lower()
    kata = "".join(huruf if huruf.isalnum() else " " for huruf in datar).split()
    return " ".join(_SINGKATAN.get(satu, satu) for satu in kata)
