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
_LABEL = re.compile(
    r"(?<![A-Za-z])(?:NIK|KTP|KK|kartu\s{1,3}keluarga)(?:nya|ku|mu)?(?![A-Za-z])",
    re.IGNORECASE,
)
_JARAK_LABEL = 25
_UANG = re.compile(rf"[0-9]{{1,3}}(?:({_PISAH})[0-9]{{3}})(?:\1[0-9]{{3}})*")
_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_-]{0,4000})?")
_RAHASIA = re.compile(
    r"(?<![A-Za-z])(?P<kata>kata sandi|sandi|password|passwd|pwd|pass|pin|otp|token)(?:nya|ku|mu)?"
    r"(?P<sela>(?P<kutip>[\"'`\])]{0,3})(?:[ \t]{1,4}(?:saya|kami|anda|admin|baru|lama|login|desa|warga|adalah|yaitu|itu|ini|"
    r"layanan|pelanggan|premium|opensid|siteman)(?!\w)){0,4}[ \t]{0,4}(?P<titik>[:=]>?)?[ \t]{0,4})"
    r"(?P<nilai>\"[^\"\n]{1,200}\"|'[^'\n]{1,200}'|[^\s,;]{3,200}(?:[ \t]{1,2}/[ \t]{1,2}[^\s,;]{3,200})?)",
    re.IGNORECASE,
)
_KUNCI_MESIN = re.compile(
    r"(?<![A-Za-z])(?:api[_ -]?key|(?:client[_ -]?)?secret(?:[_ -]?key)?|bearer)[\"'`\]]{0,3}[ \t]{0,4}(?:[:=]>?|[ \t])[ \t]{0,4}"
    r"[\"'`]?(?P<nilai>(?=[A-Za-z_./+=-]{0,200}[0-9])[A-Za-z0-9_./+=-]{8,4000})",
    re.IGNORECASE,
)
_SANDI_ALAMAT = re.compile(r"(?<=://)(?P<nama>[^\s:/@?#]{0,64}):(?P<nilai>(?!\[disamarkan\]@)[^\s/@]{1,200})@")
# Harga, nomor isu, versi, tanggal, jam, lama waktu, dan kode desa bukan rahasia (helpdesk.md 5, "False positives").
_HARGA = re.compile(
    r"rp\.?[0-9.,]+|\(?#[0-9]{1,7}\)?|[0-9]{1,3}-?(?:x|kali|digit|angka|karakter|huruf|detik|menit|jam|hari)", re.I
)
_BILANGAN = re.compile(
    r"v?[0-9]{1,4}(?:[.:][0-9]{1,4}){1,4}|[0-9]{1,4}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?|(?:[1-9][0-9])[0-9]{8}", re.I
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
            sah = not _UANG.fullmatch(cocok[0]) and berbentuk_nik(_angka(cocok[0]))
            if sah or (pola is _POLOS and _berlabel(lipat, cocok.start())):
                rentang.append(cocok.span())
    for cocok in _MIRIP.finditer(lipat):
        benar = sum(huruf.isdigit() for huruf in cocok[0])
        if benar >= 12 and _berlabel(lipat, cocok.start()):
            rentang.append(cocok.span())
    hasil: list[Temuan] = []
    for awal, akhir in sorted(set(rentang)):
        if hasil and letak[awal] < hasil[-1].akhir:
            continue
        hasil.append(Temuan(letak[awal], letak[akhir - 1] + 1, _angka(lipat[awal:akhir])))
    return hasil


def _berlabel(lipat: str, awal: int) -> bool:
    return bool(_LABEL.search(lipat, max(0, awal - _JARAK_LABEL), awal))


def samarkan(teks: str) -> Samaran:
    """Teks yang aman disimpan: empat angka pertama dan terakhir NIK tinggal, rahasia hilang seluruhnya."""
    temuan = cari_nik(teks)
    potongan, sampai = [], 0
    for satu in temuan:
        potongan += [teks[sampai : satu.awal], f"{satu.angka[:4]}••••••••{satu.angka[-4:]}"]
        sampai = satu.akhir
    hasil, jwt = _JWT.subn(GANTI_RAHASIA, "".join(potongan) + teks[sampai:])
    hasil, rahasia = _samarkan_rahasia(hasil)
    hasil, mesin = _KUNCI_MESIN.subn(_ganti_nilai, hasil)
    hasil, alamat = _SANDI_ALAMAT.subn(_ganti_nilai, hasil)
    return Samaran(hasil, len(temuan), jwt + rahasia + mesin + alamat)


def _ganti_nilai(cocok: re.Match) -> str:
    awal, akhir = cocok.start("nilai") - cocok.start(), cocok.end("nilai") - cocok.start()
    return cocok[0][:awal] + GANTI_RAHASIA + cocok[0][akhir:]


def _lipat(teks: str) -> tuple[str, range | list[int]]:
    """Angka semua aksara menjadi ASCII, spasi dan garis segala rupa menjadi ` ` dan `-`, aksara tak tampak dibuang.

    `letak[i]` = tempat huruf ke-i di teks asli.
    """
    if teks.isascii():
        return teks, range(len(teks))
    huruf, letak = [], []
    for nomor, satu in enumerate(teks):
        if ord(satu) > 127:
            golongan = unicodedata.category(satu)
            if golongan == "Cf":
                continue
            if golongan == "Zs":
                satu = " "
            elif golongan == "Pd" or satu == "\u2212":
                satu = "-"
            else:
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
        mentah = cocok["nilai"]
        kutip = mentah[0] if mentah[0] in "\"'" and mentah[-1] == mentah[0] and len(mentah) > 1 else ""
        nilai = mentah[1:-1] if kutip else mentah.rstrip(".)!?*_`\"'")
        if not _tampak_rahasia(nilai, cocok, teks, bool(kutip)):
            return cocok[0]
        jumlah += 1
        ekor = kutip if kutip else mentah[len(nilai) :]
        return cocok[0][: -len(mentah)] + kutip + GANTI_RAHASIA + ekor

    return _RAHASIA.sub(ganti, teks), jumlah


def _tampak_rahasia(nilai: str, cocok: re.Match, teks: str, berkutip: bool) -> bool:
    """Kata biasa sesudah "sandi" bukan rahasia; yang berangka, atau berdiri sendiri sesudah titik dua, ya."""
    kata, titik = cocok["kata"].lower(), cocok["titik"] or ""
    if not cocok["sela"] or GANTI_RAHASIA in nilai or GANTI_RAHASIA.startswith(nilai):
        return False
    if _HARGA.fullmatch(nilai) or ((kata == "token" or not titik) and _BILANGAN.fullmatch(nilai)):
        return False
    berangka = any(huruf.isdigit() for huruf in nilai) and len(nilai) >= 4
    if not titik:
        return berangka and kata not in {"pass", "pwd"}
    if berkutip:  # `"password": "dua kata"` dan `password = "dua kata"`, tetapi bukan `token: "Token tidak valid"`
        return berangka or " " not in nilai or titik[0] == "=" or bool(cocok["kutip"])
    sendiri = cocok.end() == len(teks) or teks[cocok.end()] in "\r\n,;" or titik[0] == "="
    return len(nilai) >= 3 and (berangka or sendiri)
