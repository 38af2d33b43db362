"""Menyamarkan NIK, No. KK, dan rahasia di dalam teks. Murni, tanpa ORM (domain operations.md 6, helpdesk.md 5).

Hanya untuk teks yang ditulis orang: jangan pernah dijalankan atas nomor, sidik, atau alamat buatan kita sendiri,
sebab 3–7 % bilangan enam belas angka sembarang berbentuk seperti NIK.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

PROVINSI = {
    *range(11, 20), 21, *range(31, 37), *range(51, 55), *range(61, 66), *range(71, 77), 81, 82, *range(91, 97),
}  # fmt: skip
_HARI = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # 29 Februari selalu sah: abadnya tidak diketahui
_PISAH = r"[ \u00a0.\-–/]"
_POLOS = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_BERPISAH = re.compile(rf"(?<![0-9])(?<![0-9]{_PISAH})(?:[0-9]{_PISAH}?){{15}}[0-9](?!{_PISAH}?[0-9])")
_MIRIP = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9]{_PISAH})(?:[0-9OoIl]{_PISAH}?){{15}}[0-9OoIl](?![0-9A-Za-z])(?!{_PISAH}[0-9])"
)
_LABEL = re.compile(r"(?<![A-Za-z])(?:NIK|KTP|KK|kartu\s{1,3}keluarga)(?![A-Za-z])", re.IGNORECASE)
_JARAK_LABEL = 25
_UANG = re.compile(rf"[0-9]{{1,3}}(?:({_PISAH})[0-9]{{3}})(?:\1[0-9]{{3}})*")
_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_-]{0,4000})?")
_RAHASIA = re.compile(
    r"(?<![A-Za-z])(?P<kata>kata sandi|sandi|password|passwd|pin|otp|token)(?:nya|ku|mu)?"
    r"(?P<sela>(?:[ \t]{1,4}(?:saya|kami|admin|baru|lama|login|desa|adalah|itu|ini|layanan|pelanggan|opensid|siteman))"
    r"{0,3}[ \t]{0,4}(?P<titik>[:=])?[ \t]{0,4})"
    r"(?P<nilai>[^\s,;]{3,200})",
    re.IGNORECASE,
)
GANTI_RAHASIA = "[disamarkan]"


class Temuan(NamedTuple):
    """Letak di teks asli (akhir tidak termasuk) dan enam belas angkanya sesudah dilipat ke ASCII."""

    awal: int
    akhir: int
    angka: str


class Samaran(NamedTuple):
    """`teks` siap disimpan; `nik` dan `rahasia` jumlah yang disamarkan."""

    teks: str
    nik: int
    rahasia: int

    @property
    def kena(self) -> bool:
        return bool(self.nik or self.rahasia)


def berbentuk_nik(angka: str) -> bool:
    """`PPKKCC DDMMYY SSSS` (aturan 1). NIK laki-laki dan No. KK sebentuk; kabupaten dan kecamatan tidak dicek."""
    hari, bulan = int(angka[6:8]), int(angka[8:10])
    hari -= 40 if hari > 40 else 0
    return (
        int(angka[:2]) in PROVINSI
        and "00" not in (angka[2:4], angka[4:6])
        and 1 <= bulan <= 12
        and 1 <= hari <= _HARI[bulan - 1]
        and angka[12:] != "0000"
    )


def cari_nik(teks: str) -> list[Temuan]:
    """Semua NIK dan No. KK di `teks`, urut kemunculan, tidak bertindihan. Waktu linear terhadap panjang teks."""
    lipat, letak = _lipat(teks)
    rentang: list[tuple[int, int]] = []
    for pola in (_POLOS, _BERPISAH):
        for cocok in pola.finditer(lipat):
            if not _UANG.fullmatch(cocok[0]) and berbentuk_nik(_angka(cocok[0])):
                rentang.append(cocok.span())
    for cocok in _MIRIP.finditer(lipat):
        benar = sum(huruf.isdigit() for huruf in cocok[0])
        if benar >= 12 and _LABEL.search(lipat, max(0, cocok.start() - _JARAK_LABEL), cocok.start()):
            rentang.append(cocok.span())
    hasil: list[Temuan] = []
    for awal, akhir in sorted(set(rentang)):
        if hasil and letak[awal] < hasil[-1].akhir:
            continue
        hasil.append(Temuan(letak[awal], letak[akhir - 1] + 1, _angka(lipat[awal:akhir])))
    return hasil


def samarkan(teks: str) -> Samaran:
    """Teks yang aman disimpan: empat angka pertama dan terakhir NIK tinggal, rahasia hilang seluruhnya."""
    temuan = cari_nik(teks)
    potongan, sampai = [], 0
    for satu in temuan:
        potongan += [teks[sampai : satu.awal], f"{satu.angka[:4]}••••••••{satu.angka[-4:]}"]
        sampai = satu.akhir
    hasil, jwt = _JWT.subn(GANTI_RAHASIA, "".join(potongan) + teks[sampai:])
    hasil, rahasia = _samarkan_rahasia(hasil)
    return Samaran(hasil, len(temuan), jwt + rahasia)


def _lipat(teks: str) -> tuple[str, range | list[int]]:
    """Angka semua aksara menjadi ASCII, aksara tak tampak dibuang; `letak[i]` = tempat huruf ke-i di teks asli."""
    if teks.isascii():
        return teks, range(len(teks))
    huruf, letak = [], []
    for nomor, satu in enumerate(teks):
        if ord(satu) > 127:
            if unicodedata.category(satu) == "Cf":
                continue
            satu = str(unicodedata.decimal(satu, satu))
        huruf.append(satu)
        letak.append(nomor)
    return "".join(huruf), letak


def _angka(teks: str) -> str:
    return "".join(
        {"O": "0", "o": "0", "I": "1", "l": "1"}.get(satu, satu) for satu in teks if satu.isdigit() or satu in "OoIl"
    )


def _samarkan_rahasia(teks: str) -> tuple[str, int]:
    jumlah = 0

    def ganti(cocok: re.Match) -> str:
        nonlocal jumlah
        nilai = cocok["nilai"].rstrip(".)!?*_`\"'")
        if not _tampak_rahasia(nilai, cocok, teks):
            return cocok[0]
        jumlah += 1
        return cocok[0][: -len(cocok["nilai"])] + GANTI_RAHASIA + cocok["nilai"][len(nilai) :]

    return _RAHASIA.sub(ganti, teks), jumlah


def _tampak_rahasia(nilai: str, cocok: re.Match, teks: str) -> bool:
    """Kata biasa sesudah "sandi" bukan rahasia; yang berangka, atau berdiri sendiri sesudah titik dua, ya."""
    if not cocok["sela"] or GANTI_RAHASIA.startswith(nilai):
        return False
    berangka = any(huruf.isdigit() for huruf in nilai) and len(nilai) >= 4
    if not cocok["titik"]:
        return berangka
    sendiri = cocok.end() == len(teks) or teks[cocok.end()] in "\r\n,;" or cocok["titik"] == "="
    return len(nilai) >= 3 and (berangka or sendiri)
