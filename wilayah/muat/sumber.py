"""Membaca berkas wilayah: folder, .tgz, .zip, .csv, .csv.gz. Tata letak idn-area-data atau `code,name,parent,…`.

Kolom dicari menurut nama kepala, induk dan jenis dari kodenya sendiri. Baris rusak disebut berkas dan nomornya.
"""

from __future__ import annotations

import csv
import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..kode import induk, jenis_desa, normalkan
from ..nama import rapikan_nama
from ..zona import zona_dari_kode

_KEPALA_KODE = ("code", "kode")
_KEPALA_NAMA = ("name", "nama")
_KEPALA_INDUK = ("parent", "province_code", "regency_code", "district_code")
_BUKAN_WILAYAH = {"coordinate", "is_outermost_small"}  # islands.csv
_TERBESAR = 120


class SumberTidakTerbaca(Exception):
    """Tidak ada berkas wilayah yang dapat dibaca di sumber itu."""


@dataclass(frozen=True)
class BarisRusak:
    berkas: str
    nomor: int
    sebab: str
    kode: str = ""

    def __str__(self) -> str:
        return f"{self.berkas}:{self.nomor}: {self.sebab}"


@dataclass
class IsiSumber:
    """`nama` memetakan kode ke nama yang sudah dirapikan; `rusak` dilewati, `catatan` hanya diberitahukan."""

    nama: dict[str, str] = field(default_factory=dict)
    letak: dict[str, tuple[str, int]] = field(default_factory=dict)
    rusak: list[BarisRusak] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    berkas: list[str] = field(default_factory=list)

    @property
    def ada_kode_tak_terbaca(self) -> bool:
        return any(not satu.kode for satu in self.rusak)


def baca_sumber(jalur: Path) -> IsiSumber:
    """Seluruh isi sumber. `SumberTidakTerbaca` bila tidak satu pun berkasnya berisi kolom kode dan nama."""
    isi = IsiSumber()
    try:
        for nama_berkas, aliran in _berkas_csv(jalur):
            with aliran:
                _baca_csv(nama_berkas, aliran, isi)
    except (OSError, EOFError, zlib.error, tarfile.TarError, zipfile.BadZipFile) as galat:
        raise SumberTidakTerbaca(f"{jalur}: tidak dapat dibaca ({galat}).") from galat
    if not isi.berkas:
        raise SumberTidakTerbaca(
            f"{jalur}: tidak ada berkas CSV dengan kolom code,name. "
            "Beri folder, .tgz, atau .zip paket idn-area-data, atau satu berkas CSV."
        )
    isi.nama = dict(sorted(isi.nama.items()))  # induk mendahului isinya
    return isi


def _berkas_csv(jalur: Path) -> Iterator[tuple[str, io.BufferedIOBase]]:
    if jalur.is_dir():
        for berkas in sorted(jalur.rglob("*.csv*")):
            if _csv(berkas.name):
                yield str(berkas.relative_to(jalur)), _buka(berkas.name, berkas.open("rb"))
    elif tarfile.is_tarfile(jalur):
        with tarfile.open(jalur) as arsip:
            for anggota in sorted(arsip.getmembers(), key=lambda satu: satu.name):
                if anggota.isfile() and _csv(anggota.name):
                    yield anggota.name, _buka(anggota.name, arsip.extractfile(anggota))
    elif zipfile.is_zipfile(jalur):
        with zipfile.ZipFile(jalur) as arsip:
            for nama in sorted(arsip.namelist()):
                if _csv(nama):
                    yield nama, _buka(nama, arsip.open(nama))
    else:
        yield jalur.name, _buka(jalur.name, jalur.open("rb"))


def _csv(nama: str) -> bool:
    return nama.lower().endswith((".csv", ".csv.gz"))


def _buka(nama: str, aliran: io.BufferedIOBase) -> io.BufferedIOBase:
    return gzip.GzipFile(fileobj=aliran) if nama.lower().endswith(".gz") else aliran


def _baca_csv(berkas: str, aliran: Iterable[bytes], isi: IsiSumber) -> None:
    """Satu baris berkas satu baris data (nama wilayah tidak pernah berbaris dua): kutip yang lupa ditutup tidak menjalar."""
    baris = iter(aliran)
    kepala_mentah = next(baris, b"").decode("utf-8-sig", "replace").rstrip("\r\n")
    pemisah = ";" if ";" in kepala_mentah and "," not in kepala_mentah else ","
    kepala = [satu.strip().strip('"').lower() for satu in kepala_mentah.split(pemisah)]
    kolom_kode = next((kepala.index(satu) for satu in _KEPALA_KODE if satu in kepala), None)
    kolom_nama = next((kepala.index(satu) for satu in _KEPALA_NAMA if satu in kepala), None)
    if kolom_kode is None or kolom_nama is None or _BUKAN_WILAYAH & set(kepala):
        return
    isi.berkas.append(berkas)
    kolom_induk = next((kepala.index(satu) for satu in _KEPALA_INDUK if satu in kepala), None)
    for nomor, mentah in enumerate(baris, start=2):
        if not mentah.strip():
            continue
        try:
            teks = mentah.decode("utf-8").rstrip("\r\n")
            butir = next(csv.reader([teks], delimiter=pemisah, strict=True))
            kode_mentah, nama_mentah = butir[kolom_kode], butir[kolom_nama]
        except (UnicodeDecodeError, csv.Error, IndexError, StopIteration) as galat:
            isi.rusak.append(BarisRusak(berkas, nomor, _sebab_baca(galat)))
            continue
        tertulis = butir[kolom_induk].strip() if kolom_induk is not None and kolom_induk < len(butir) else ""
        _terima(berkas, nomor, kode_mentah, nama_mentah, tertulis, isi)


def _sebab_baca(galat: Exception) -> str:
    if isinstance(galat, UnicodeDecodeError):
        return "bukan tulisan UTF-8"
    if isinstance(galat, csv.Error):
        return "tanda kutip tidak lengkap"
    return "kolomnya kurang"


def _terima(berkas: str, nomor: int, kode_mentah: str, nama_mentah: str, induk_tertulis: str, isi: IsiSumber) -> None:
    kode, nama = normalkan(kode_mentah), rapikan_nama(nama_mentah)
    sebab = _sebab_tolak(kode, kode_mentah, nama, isi)
    if sebab:
        isi.rusak.append(BarisRusak(berkas, nomor, sebab, kode or ""))
        return
    if induk_tertulis and normalkan(induk_tertulis) not in {None, induk(kode)}:
        isi.catatan.append(
            f"{berkas}:{nomor}: induk tertulis {induk_tertulis}, dimuat di bawah {induk(kode)} menurut kodenya"
        )
    isi.nama.setdefault(kode, nama)
    isi.letak.setdefault(kode, (berkas, nomor))


def _sebab_tolak(kode: str | None, kode_mentah: str, nama: str, isi: IsiSumber) -> str:
    if kode is None:
        return f"kode {kode_mentah.strip()[:30]!r} tidak berbentuk kode wilayah"
    if len(kode) == 13 and not jenis_desa(kode):
        return f"kode {kode}: kelompok keempat harus diawali 1, 2, atau 3"
    try:
        zona_dari_kode(kode)
    except ValueError:
        return f"kode {kode}: provinsi {kode[:2]} belum dikenal (zona waktunya belum diatur)"
    if not nama:
        return f"kode {kode}: nama kosong"
    if "\0" in nama or len(nama) > _TERBESAR:
        return f"kode {kode}: nama tidak wajar (paling panjang {_TERBESAR} huruf)"
    if isi.nama.get(kode, nama) != nama:
        berkas, nomor = isi.letak[kode]
        return f"kode {kode} sudah ada di {berkas}:{nomor} dengan nama {isi.nama[kode]!r}"
    return ""
