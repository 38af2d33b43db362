"""Tautan data pribadi pada halaman tiket."""

from __future__ import annotations

from akun.data_pribadi import GANTI_RAHASIA
from akun.models import Pengguna, Peran

from ..models import ProfilTiket

_TANDA = ("••••••••", GANTI_RAHASIA)


def tautan_privasi(profil: ProfilTiket, tulisan: list[str], *, oleh: Pengguna) -> dict[str, bool]:
    """Apa yang ditawarkan kepada petugas, tanpa satu kueri pun: tanda samaran terbaca dari tulisannya."""
    petugas = oleh.berkuasa(Peran.PETUGAS, atas=profil.wilayah)
    tersamar = any(tanda in satu for satu in (profil.judul, *tulisan) for tanda in _TANDA)
    return {"asli": petugas and tersamar, "hapus": profil.boleh_dihapus_isinya(oleh=oleh)}
