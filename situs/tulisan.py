"""Cara menulis angka, waktu, dan nama di layar: kebiasaan Indonesia, dibulatkan setengah ke atas satu kali di tepi."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from django.utils import timezone

from wilayah.kalender import BULAN, BULAN_PENDEK


def angka(nilai: object, desimal: int = 0) -> str:
    """1234.5 → "1.235"; dengan `desimal=1` "1.234,5"; "99+" tetap "99+". Bukan bilangan: tanda pisah panjang."""
    if isinstance(nilai, str) and nilai.endswith("+"):
        return f"{angka(nilai[:-1], desimal)}+"
    if type(nilai) is int and not desimal:  # jalan pintas: satu halaman menulis ratusan
        return f"{nilai:,}".replace(",", ".").replace("-", "−")
    try:
        tepat = Decimal(nilai.numerator) / nilai.denominator if isinstance(nilai, Fraction) else Decimal(str(nilai))
        bulat = tepat.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)
    except (InvalidOperation, ValueError):
        return "–"
    if not bulat.is_finite():
        return "–"
    teks = f"{abs(bulat):,.{desimal}f}".translate(str.maketrans({",": ".", ".": ","}))
    return f"−{teks}" if bulat < 0 else teks


def persen(nilai: object, desimal: int = 0) -> str:
    """61.62 → "62%"; nilainya sudah dalam persen."""
    teks = angka(nilai, desimal)
    return teks if teks == "–" else f"{teks}%"


def tanggal(saat: date, pendek: bool = False) -> str:
    """21 November 2026 atau 21 Nov 2026, menurut zona orang yang membaca."""
    return _tanggal(
        timezone.localtime(saat) if isinstance(saat, datetime) and timezone.is_aware(saat) else saat, pendek
    )


def _tanggal(hari: date, pendek: bool = False) -> str:
    return f"{hari.day} {(BULAN_PENDEK if pendek else BULAN)[hari.month - 1]} {hari.year}"


def tanggal_jam(saat: datetime) -> str:
    """21 November 2026 pukul 19.12 WIB."""
    lokal = timezone.localtime(saat)
    return f"{_tanggal(lokal)} pukul {lokal.hour:02}.{lokal.minute:02} {lokal.tzname()}"


def waktu_relatif(saat: datetime, kini: datetime | None = None) -> str:
    """Jarak yang dipahami sekilas sampai tujuh hari; selebihnya tanggal."""
    kini = kini or timezone.now()
    jarak = kini - saat
    lewat = jarak >= timedelta(0)
    detik = abs(jarak).total_seconds()
    if detik < 60:
        return "baru saja" if lewat else "sebentar lagi"
    if detik < 3600:
        teks = f"{int(detik // 60)} menit"
    elif detik < 86400:
        teks = f"{int(detik // 3600)} jam"
    else:
        hari = abs((timezone.localdate(kini) - timezone.localdate(saat)).days)
        if hari > 7:
            return tanggal(saat, pendek=True)
        if hari == 1:
            return "kemarin" if lewat else "besok"
        teks = f"{hari} hari"
    return f"{teks} lalu" if lewat else f"{teks} lagi"


def inisial(nama: str) -> str:
    """Dua huruf dari nama: kata pertama dan terakhir yang berhuruf."""
    kata = [satu for satu in nama.split() if satu[0].isalnum()]
    if not kata:
        return "?"
    return (kata[0][0] + (kata[-1][0] if len(kata) > 1 else "")).upper()


_PERAMBAN = [("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("UCBrowser", "UC Browser"),
             ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")]  # fmt: skip
_SISTEM = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]


def peramban(tanda: str) -> str:
    """Tanda User-Agent menjadi nama yang dikenal orang: "Chrome di Android"; hanya untuk dibaca, bukan untuk memutus."""
    nama = next((nama for kunci, nama in _PERAMBAN if kunci in tanda), "Peramban lain")
    sistem = next((nama for kunci, nama in _SISTEM if kunci in tanda), "")
    return f"{nama} di {sistem}" if sistem else nama
