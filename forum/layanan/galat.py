from __future__ import annotations

from django.core.exceptions import PermissionDenied


class TidakBoleh(PermissionDenied):
    """Hak hilang di antara halaman dibuka dan tombol ditekan; diperiksa lagi di bawah kunci."""


class TerlaluSering(ValueError):
    """Jatah laju habis; pesannya ditampilkan di formulir."""


class TanpaKoordinator(ValueError):
    """Koordinator terakhir tidak meninggalkan simpul yang masih beranggota."""


class KursiHabis(ValueError):
    """Kursinya tidak cukup; pesannya menyebut sisanya."""


class Disanksi(TerlaluSering):
    """Sedang dibisukan atau ditangguhkan; pesannya menyebut alasan, akhir, dan cara mengajukan keberatan."""


class Dipegang(ValueError):
    """Perkara itu sedang diperiksa pengurus lain; pesannya menyebut siapa dan sampai kapan."""


class SudahBerubah(ValueError):
    """Kiriman disunting orang lain sejak formulir dibuka."""
