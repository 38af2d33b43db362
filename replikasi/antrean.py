"""Antrean laporan: berkas tambah-saja di cakram setempat, tanpa basis data.

Satu laporan satu baris. Yang sudah ditulis sebelum dijawab selamat dari kill -9: isinya ada di sistem berkas, bukan
di memori proses. Penulis (banyak proses dan utas) memegang kunci berbagi selama menulis; pekerja mengambil kunci
sendirian hanya untuk mengganti nama berkasnya, jadi tidak ada baris yang tertulis ke berkas yang sudah diambil.
Ulangan yang sama persis selama berkas itu belum diambil tidak ditulis lagi, dan besar berkasnya dibatasi: laporan
sebanyak apa pun tidak memenuhi cakram (domain opensid.md 5, operations.md 4.5).
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

BATAS = 256 * 1024 * 1024
BATAS_INGAT = 100_000
_AKTIF = "laporan"

_gembok = threading.Lock()
_fd = -1
_milik: tuple[int, str] = (0, "")  # (proses, berkas) pemilik `_fd`; proses anak tidak memakai milik induknya
_ingat: dict[str, int] = {}  # jati → sidik isi yang sudah ada di berkas ini


def folder() -> Path:
    return Path(settings.BERKAS_PRIBADI) / "laporan-masuk"


def tambah(jati: str, isi: str, *, awalan: str = "", akhiran: str = "") -> bool:
    """Menulis satu baris `awalan + isi + akhiran`; salah bila ulangan, atau bila antrean penuh.

    `jati` menyebut pelapornya; ulangan berarti jati dan isi yang sama. Di atas separuh batas hanya laporan pertama
    tiap jati yang ditulis, supaya satu pelapor yang ribut tidak menghabiskan tempat pelapor lain.
    """
    global _fd
    sidik = hash(isi)
    with _gembok:
        besar = _kunci_berkas()
        try:
            lama = _ingat.get(jati)
            if lama == sidik or besar >= BATAS or (lama is not None and besar >= BATAS // 2):
                return False
            baris = f"\n{awalan}{isi}{akhiran}\n".encode(
                "ascii", "replace"
            )  # baris yang terpotong tidak merusak berikutnya
            if os.write(_fd, baris) != len(baris):
                return False
            if len(_ingat) >= BATAS_INGAT:
                _ingat.clear()
            _ingat[jati] = sidik
            return True
        finally:
            fcntl.flock(_fd, fcntl.LOCK_UN)


def _kunci_berkas() -> int:
    """Kunci berbagi atas berkas yang sedang aktif; mengembalikan besarnya. Berkas yang sudah diambil ditinggalkan."""
    global _fd, _milik
    tempat = os.path.join(settings.BERKAS_PRIBADI, "laporan-masuk", _AKTIF)
    while True:
        if _milik == (os.getpid(), tempat):
            fcntl.flock(_fd, fcntl.LOCK_SH)
            try:
                di_tempat = os.stat(tempat)
                if di_tempat.st_ino == os.fstat(_fd).st_ino:
                    return di_tempat.st_size
            except FileNotFoundError:
                pass
            fcntl.flock(_fd, fcntl.LOCK_UN)
        if _fd >= 0:
            os.close(_fd)
            _fd, _milik = -1, (0, "")
        _ingat.clear()
        os.makedirs(os.path.dirname(tempat), mode=0o700, exist_ok=True)
        _fd = os.open(tempat, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        _milik = (os.getpid(), tempat)


# --- Sisi pekerja ----------------------------------------------------------------------------------------------------


@contextmanager
def giliran() -> Iterator[bool]:
    """Satu penguras pada satu waktu di mesin ini; salah bila giliran sedang dipegang proses lain."""
    tempat = folder()
    tempat.mkdir(parents=True, exist_ok=True, mode=0o700)
    fd = os.open(tempat / "giliran", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(fd)


def ambil(paling_banyak: int) -> tuple[list[bytes], Rombongan | None]:
    """Baris berikutnya dari potongan tertua beserta tandanya; `selesai()` sesudah barisnya tersimpan."""
    potongan = sorted(folder().glob("potong-*.baris"))
    if not potongan:
        potongan = _potong()
    if not potongan:
        return [], None
    berkas = potongan[0]
    penanda = berkas.with_suffix(".sampai")
    mulai = int(penanda.read_text() or 0) if penanda.exists() else 0
    baris: list[bytes] = []
    with berkas.open("rb") as isi:
        isi.seek(mulai)
        for satu in isi:
            if satu := satu.strip():
                baris.append(satu)
            if len(baris) >= paling_banyak:
                return baris, Rombongan(berkas, isi.tell())
    return baris, Rombongan(berkas, None)


def _potong() -> list[Path]:
    """Berkas aktif menjadi potongan; penulis berikutnya membuka berkas baru."""
    aktif = folder() / _AKTIF
    try:
        fd = os.open(aktif, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return []
    try:
        if os.fstat(fd).st_size == 0:
            return []
        potongan = folder() / f"potong-{time.time_ns():020d}.baris"
        fcntl.flock(fd, fcntl.LOCK_EX)
        os.rename(aktif, potongan)
        return [potongan]
    finally:
        os.close(fd)


class Rombongan:
    """Baris yang sedang diserap. Mati sebelum `selesai()` berarti baris yang sama diserap lagi, tanpa akibat."""

    def __init__(self, berkas: Path, sampai: int | None):
        self._berkas, self._sampai = berkas, sampai

    def selesai(self) -> None:
        penanda = self._berkas.with_suffix(".sampai")
        if self._sampai is None:
            self._berkas.unlink(missing_ok=True)
            penanda.unlink(missing_ok=True)
        else:
            sementara = penanda.with_suffix(".tulis")
            sementara.write_text(str(self._sampai))
            sementara.replace(penanda)


def umur_tertua() -> float:
    """Detik sejak potongan tertua menunggu diserap; 0 bila tidak ada yang tertahan."""
    potongan = sorted(folder().glob("potong-*.baris"))
    return max(0.0, time.time() - int(potongan[0].stem.removeprefix("potong-")) / 1e9) if potongan else 0.0
