"""Zona waktu dari kode provinsi (domain helpdesk.md 3.2)."""

from zoneinfo import ZoneInfo

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
NAMA_ZONA = {WIB: "WIB", WITA: "WITA", WIT: "WIT"}
_PROVINSI = {
    **dict.fromkeys([*range(11, 20), 21, *range(31, 37), 61, 62], WIB),
    **dict.fromkeys([51, 52, 53, 63, 64, 65, *range(71, 77)], WITA),
    **dict.fromkeys([81, 82, *range(91, 97)], WIT),
}


def zona_dari_kode(kode: str) -> str:
    """Nama IANA; kode provinsi yang tidak dikenal adalah kesalahan, bukan WIB."""
    try:
        return _PROVINSI[int(kode[:2])]
    except (KeyError, ValueError):
        raise ValueError(f"Kode provinsi tidak dikenal: {kode[:2]!r}") from None


def info_zona(nama: str) -> ZoneInfo:
    return ZoneInfo(nama)
