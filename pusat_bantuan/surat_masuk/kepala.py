"""Kepala surat dari bita mentah: lipatan, UTF-8 telanjang, RFC 2047 yang patah, RFC 2231, alamat ngawur. Murni.

Pustaka baku tidak dipakai sebab ia melempar pada kepala yang cacat; di sini cacat hanya berarti "apa adanya".
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from .aksara import baca, bersih

BATAS_KEPALA, BATAS_BARIS, BATAS_NILAI, BATAS_ALAMAT = 512 * 1024, 2000, 64 * 1024, 500
_NAMA = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_PECAH = re.compile(rb"\r\n|\n|\r")
_SANDI = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,30})?\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*)\?=")
_ANTARSANDI = re.compile(r"(\?=)\s+(?==\?[^?\s]{1,90}\?[bBqQ]\?)")
_ALAMAT = re.compile(
    r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\s@<>()\[\],;:\"\\.]{1,63}\.){1,10}[^\s@<>()\[\],;:\"\\.]{2,63}"
)
_ID = re.compile(r"<\s*([^<>\s]{1,900})\s*>")


@dataclass(frozen=True)
class Alamat:
    """`surel` selalu huruf kecil dan berbentuk alamat; nama boleh kosong."""

    nama: str
    surel: str


@dataclass
class Kepala:
    """Kepala menurut urutan munculnya; nama tanpa beda huruf besar."""

    baris: list[tuple[str, bytes]] = field(default_factory=list)

    def mentah(self, nama: str) -> str:
        """Nilai pertama tanpa menguraikan RFC 2047, untuk kepala mesin."""
        return next(iter(self.semua(nama)), "")

    def semua(self, nama: str) -> list[str]:
        nama = nama.lower()
        return [rapikan(nilai) for satu, nilai in self.baris if satu == nama]

    def teks(self, nama: str) -> str:
        """Nilai pertama untuk dibaca orang."""
        return urai_sandi(self.mentah(nama))

    def ada(self, nama: str) -> bool:
        return any(satu == nama.lower() for satu, _ in self.baris)

    def alamat(self, *nama: str) -> list[Alamat]:
        return unik(satu for n in nama for nilai in self.semua(n) for satu in urai_alamat(nilai))

    def nomor(self, *nama: str) -> list[str]:
        """Semua `<id>` di kepala-kepala itu, menurut urutan."""
        return [f"<{satu}>" for n in nama for nilai in self.semua(n) for satu in _ID.findall(nilai)]


def rapikan(nilai: bytes) -> str:
    """Lipatan dibuka, NUL dibuang; UTF-8 telanjang diterima."""
    return bersih(baca(_PECAH.sub(b"", nilai[:BATAS_NILAI]))).strip().replace("\n", " ")


def belah(isi: bytes) -> tuple[Kepala, bytes]:
    """Kepala dan badan satu bagian. Baris yang bukan kepala dan bukan sambungan mengakhiri kepala."""
    kepala = Kepala()
    letak, akhir = 0, min(len(isi), BATAS_KEPALA)
    while letak < akhir:
        cocok = _PECAH.search(isi, letak)
        ujung, lanjut = (cocok.start(), cocok.end()) if cocok else (len(isi), len(isi))
        if ujung == letak:
            return kepala, isi[lanjut:]
        if isi[letak : letak + 1] in b" \t" and kepala.baris:
            nama, nilai = kepala.baris[-1]
            if len(nilai) < BATAS_NILAI:
                kepala.baris[-1] = (nama, nilai + b"\r\n" + isi[letak:ujung])
        elif nama := _NAMA.match(isi, letak, ujung):
            if len(kepala.baris) < BATAS_BARIS:
                kepala.baris.append((nama[1].decode("ascii").lower(), isi[nama.end() : ujung]))
        elif not (isi.startswith((b"From ", b">From "), letak) and not kepala.baris):
            return kepala, isi[letak:]
        letak = lanjut
    if letak < len(isi):  # kepala raksasa: sisanya sampai baris kosong dilewati
        cocok = re.compile(rb"\r\n\r\n|\n\n|\r\r").search(isi, letak)
        return kepala, isi[cocok.end() :] if cocok else b""
    return kepala, b""


def urai_sandi(nilai: str) -> str:
    """RFC 2047, juga yang berisi spasi, tanpa bantalan, terpotong di tengah aksara, atau di dalam tanda kutip."""
    if "=?" not in nilai:
        return nilai
    nilai = _ANTARSANDI.sub(r"\1", nilai[:BATAS_NILAI])
    hasil: list[str] = []
    bita, aksara, akhir = b"", "", 0

    def tumpah() -> None:
        nonlocal bita
        if bita:
            hasil.append(baca(bita, aksara))
            bita = b""

    for cocok in _SANDI.finditer(nilai):
        if cocok.start() > akhir:
            tumpah()
            hasil.append(nilai[akhir : cocok.start()])
        if cocok[1].lower() != aksara.lower():
            tumpah()
        aksara = cocok[1]
        bita += buka_sandi(cocok[3]) if cocok[2] in "bB" else _q(cocok[3])
        akhir = cocok.end()
    tumpah()
    hasil.append(nilai[akhir:])
    return bersih("".join(hasil)).replace("\n", " ")


def buka_sandi(isi: str | bytes) -> bytes:
    """Base64 yang longgar: aksara asing dilewati, bantalan yang kurang ditambah, ekor yang tanggung dibuang."""
    if isinstance(isi, str):
        isi = isi.encode("ascii", "ignore")
    rapat = re.sub(rb"[^A-Za-z0-9+/]", b"", isi)
    rapat = rapat[: len(rapat) - 1] if len(rapat) % 4 == 1 else rapat
    try:
        return base64.b64decode(rapat + b"=" * (-len(rapat) % 4))
    except (binascii.Error, ValueError):
        return b""


def _q(isi: str) -> bytes:
    return binascii.a2b_qp(isi.replace(" ", "_").encode("utf-8", "ignore"), header=True)


# --- Alamat -----------------------------------------------------------------------------------------------------------
def urai_alamat(nilai: str) -> list[Alamat]:
    """Setiap alamat yang sungguh tertulis; yang bukan alamat dilewati, tidak dikarang. Kelompok dibuka."""
    hasil = []
    for potong in _pisah(nilai):
        if len(hasil) >= BATAS_ALAMAT:
            break
        if satu := _satu_alamat(potong):
            hasil.append(satu)
    return unik(hasil)


def unik(daftar: Iterable[Alamat]) -> list[Alamat]:
    return list({satu.surel: satu for satu in reversed(list(daftar))}.values())[::-1]


def _pisah(nilai: str) -> list[str]:
    """Memotong pada koma dan titik koma di luar tanda kutip, kurung, dan kurung sudut; `Kelompok:` dibuang."""
    hasil, kini, kutip, kurung, sudut, lolos = [], [], False, 0, False, False
    for huruf in nilai:
        if lolos:
            lolos = False
        elif huruf == "\\" and (kutip or kurung):
            lolos = True
        elif huruf == '"' and not kurung:
            kutip = not kutip
        elif kutip:
            pass
        elif huruf == "(":
            kurung += 1
        elif huruf == ")" and kurung:
            kurung -= 1
        elif kurung:
            pass
        elif huruf == "<":
            sudut = True
        elif huruf == ">":
            sudut = False
        elif huruf in ",;" and not sudut:
            hasil.append("".join(kini))
            kini = []
            continue
        elif huruf == ":" and not sudut and "@" not in "".join(kini[-80:]):
            kini = []
            continue
        kini.append(huruf)
    hasil.append("".join(kini))
    if kutip or sudut:  # tanda kutip atau kurung yang tidak ditutup: coba lagi tanpa mempercayainya
        return [potong for bagian in hasil for potong in re.split(r"[,;]", bagian)]
    return hasil


def _satu_alamat(potong: str) -> Alamat | None:
    tanpa_komentar = re.sub(r"\([^()]{0,500}\)", " ", potong) if "(" in potong else potong
    sudut = tanpa_komentar.rfind("<")
    cocok = _ALAMAT.search(tanpa_komentar, sudut) if sudut >= 0 else None
    cocok = cocok or next(iter(reversed(list(_ALAMAT.finditer(tanpa_komentar[:2000])))), None)
    if cocok is None or len(cocok[0]) > 254 or ".." in cocok[0] or cocok[0].startswith("."):
        return None
    nama = tanpa_komentar[:sudut] if sudut >= 0 else ""
    if not nama.strip() and (komentar := re.search(r"\(([^()]{1,200})\)", potong)):
        nama = komentar[1]
    nama = urai_sandi(nama.strip().strip("\"'").replace('\\"', '"').strip())
    return Alamat(" ".join(nama.split())[:500], cocok[0].lower())  # dipotong lagi sesudah disamarkan


# --- Parameter (Content-Type, Content-Disposition) ----------------------------------------------------------------------
_BUTIR = re.compile(r";\s*([^\s=;\"]{1,80})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)")


def urai_parameter(nilai: str) -> tuple[str, dict[str, str]]:
    """`text/plain; charset="utf-8"` → (`text/plain`, {charset: utf-8}), dengan lanjutan dan sandi RFC 2231."""
    pokok = nilai.split(";", 1)[0].strip().strip("\"'").lower()
    polos: dict[str, str] = {}
    potongan: dict[str, dict[int, tuple[bool, str]]] = {}
    for cocok in _BUTIR.finditer(nilai[:20_000]):
        nama, isi = cocok[1].lower(), _tanpa_kutip(cocok[2])
        dasar, bintang, ekor = nama.partition("*")
        if not bintang:
            polos.setdefault(dasar, isi)
            continue
        bersandi = ekor == "" or ekor.endswith("*")
        urutan = ekor.rstrip("*")
        if urutan and not (urutan.isascii() and urutan.isdigit() and len(urutan) < 4):
            continue
        potongan.setdefault(dasar, {}).setdefault(int(urutan or 0), (bersandi, isi))
    for dasar, bagian in potongan.items():
        polos[dasar] = _rfc2231(bagian)
    return pokok, {nama: bersih(urai_sandi(isi)).replace("\n", " ").strip() for nama, isi in polos.items()}


def _tanpa_kutip(nilai: str) -> str:
    nilai = nilai.strip()
    if nilai.startswith('"'):
        nilai = nilai[1:-1] if nilai.endswith('"') and len(nilai) > 1 else nilai[1:]
        return nilai.replace('\\"', '"')
    return nilai


def _rfc2231(bagian: dict[int, tuple[bool, str]]) -> str:
    aksara, isi = "", b""
    for letak, nomor in enumerate(sorted(bagian)):
        bersandi, nilai = bagian[nomor]
        if letak == 0 and bersandi and nilai.count("'") >= 2:
            aksara, _, nilai = nilai.split("'", 2)
        isi += unquote_to_bytes(nilai) if bersandi else nilai.encode("utf-8", "ignore")
    return baca(isi, aksara)
