"""Membelah surat menjadi bagian MIME (RFC 2045/2046) tanpa rekursi tak berbatas dan tanpa pernah melempar. Murni.

Pengurai pustaka baku bersarang sedalam suratnya (seribu tingkat mematikan proses) dan membuka surat terusan; di sini
kedalaman dan jumlah bagian dibatasi, dan `message/rfc822` tetap satu benda utuh.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .aksara import baca
from .kepala import Kepala, belah, buka_sandi, urai_parameter

DALAM_TERBANYAK, BAGIAN_TERBANYAK = 20, 300
TERLALU_BANYAK, TERLALU_DALAM = "bagian terlalu banyak", "bagian terlalu dalam"


@dataclass
class Bagian:
    """Satu bagian daun: jenis isi, parameter, isi yang sudah dibuka sandi angkutnya."""

    kepala: Kepala
    jenis: str
    parameter: dict[str, str]
    watak: str
    nama: str
    isi: bytes
    induk: tuple[str, ...]
    wadah: tuple[int, ...]

    @property
    def cid(self) -> str:
        return self.kepala.mentah("content-id").strip().strip("<>")

    @property
    def lampiran(self) -> bool:
        return self.watak == "attachment" or bool(self.nama)

    def teks(self) -> str:
        return baca(self.isi, self.parameter.get("charset", ""))


def daun(mentah: bytes) -> tuple[Kepala, list[Bagian], list[str]]:
    """Kepala surat, bagian-bagian daunnya menurut urutan, dan cacat yang ditemukan."""
    kepala, badan = belah(mentah)
    cacat: list[str] = []
    return kepala, list(_telusuri(kepala, badan, cacat)), cacat


def _telusuri(kepala: Kepala, badan: bytes, cacat: list[str]) -> Iterator[Bagian]:
    antre: list[tuple[Kepala, bytes, tuple[str, ...], tuple[int, ...]]] = [(kepala, badan, (), ())]
    jumlah, wadah_ke = 0, 0
    while antre:
        kepala, badan, induk, wadah = antre.pop()
        jenis, parameter = urai_parameter(kepala.mentah("content-type") or "text/plain")
        if not re.fullmatch(r"[\w.+-]{1,80}/[\w.+-]{1,120}", jenis):
            jenis = "text/plain" if jenis.partition("/")[0] in {"text", ""} else "application/octet-stream"
        if jenis.startswith("multipart/") and (batas := parameter.get("boundary", "")):
            potong = _potong(badan, batas.encode("utf-8", "ignore")) if len(induk) < DALAM_TERBANYAK else []
            if potong:
                wadah_ke += 1
                if len(potong) >= BAGIAN_TERBANYAK:
                    cacat.append(TERLALU_BANYAK)
                anak = [(*belah(satu), (*induk, jenis), (*wadah, wadah_ke)) for satu in potong[:BAGIAN_TERBANYAK]]
                antre += reversed(anak)
                continue
            cacat.append(TERLALU_DALAM if len(induk) >= DALAM_TERBANYAK else "pembatas bagian tidak ditemukan")
        elif jenis.startswith("multipart/"):
            cacat.append("multipart tanpa pembatas")
        jumlah += 1
        if jumlah > BAGIAN_TERBANYAK:
            cacat.append(TERLALU_BANYAK)
            return
        yield _satu(kepala, jenis, parameter, badan, induk, wadah)


def _potong(badan: bytes, batas: bytes) -> list[bytes]:
    """Isi di antara pembatas. Penutup yang hilang berarti bagian terakhir sampai akhir."""
    pola = re.compile(rb"(?:\A|\r\n|\n|\r)--" + re.escape(batas[:200]) + rb"(--)?[ \t]*(?=\r\n|\n|\r|\Z)")
    hasil, mulai = [], None
    for cocok in pola.finditer(badan):
        if mulai is not None:
            hasil.append(badan[mulai : cocok.start()])
        if cocok[1] or len(hasil) >= BAGIAN_TERBANYAK:
            return hasil
        mulai = cocok.end() + (2 if badan.startswith(b"\r\n", cocok.end()) else 1)
    if mulai is not None and mulai < len(badan):
        hasil.append(badan[mulai:])
    return hasil


def _satu(
    kepala: Kepala,
    jenis: str,
    parameter: dict[str, str],
    badan: bytes,
    induk: tuple[str, ...],
    wadah: tuple[int, ...],
) -> Bagian:
    watak, parameter_watak = urai_parameter(kepala.mentah("content-disposition"))
    if jenis.startswith("multipart/"):  # wadah yang tidak dapat dibelah dibaca sebagai teks
        jenis = "text/plain"
    nama = parameter_watak.get("filename") or parameter.get("name", "")
    isi = buka_angkut(badan, kepala.mentah("content-transfer-encoding"))
    return Bagian(kepala, jenis, parameter, watak, nama, isi, induk, wadah)


def buka_angkut(badan: bytes, cara: str) -> bytes:
    """Sandi angkut dibuka selonggar mungkin; yang tidak dikenal dibiarkan apa adanya."""
    cara = cara.split(";")[0].strip().strip("\"'").lower()
    if cara == "base64":
        return buka_sandi(badan)
    if cara == "quoted-printable":
        return binascii.a2b_qp(badan)
    if cara in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        berkas = list(cari_uu(badan))
        return berkas[0][1] if berkas else badan
    return badan


_UU = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_UU_AKHIR = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)


def cari_uu(isi: bytes) -> Iterator[tuple[str, bytes, int, int]]:
    """Berkas uuencode di dalam teks: nama, isi, awal, akhir. Tanpa `end` bukan berkas, hanya kalimat."""
    letak = 0
    while awal := _UU.search(isi, letak):
        akhir = _UU_AKHIR.search(isi, awal.end())
        if akhir is None:
            return
        bita = bytearray()
        for baris in isi[awal.end() : akhir.start()].splitlines():
            try:
                bita += binascii.a2b_uu(baris)
            except binascii.Error:
                try:  # ekor baris yang rusak: sebanyak yang dijanjikan huruf pertamanya
                    bita += binascii.a2b_uu(baris[: (((baris[0] - 32) & 63) * 4 + 5) // 3])
                except (binascii.Error, IndexError):
                    continue
        yield baca(awal[1]), bytes(bita), awal.start(), akhir.end()
        letak = akhir.end()
