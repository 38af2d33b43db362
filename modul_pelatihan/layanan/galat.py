from __future__ import annotations

from django.core.exceptions import PermissionDenied


class TidakBoleh(PermissionDenied):
    """Hak hilang di antara halaman dibuka dan tombol ditekan; diperiksa lagi di bawah kunci."""


class Ditolak(ValueError):
    """Aturan pelatihan menolak perbuatan ini; pesannya menyebut cara melanjutkan dan ditampilkan apa adanya."""
