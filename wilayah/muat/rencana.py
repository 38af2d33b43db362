"""Membandingkan isi sumber dengan yang sudah ada: apa yang baru, berganti nama, hilang. Murni, tanpa ORM.

Hilang hanya dinilai di tempat yang dicakup sumber seluruhnya. Sumber disebut mencakup anak-anak suatu wilayah bila
(a) sumber itu senasional (paling sedikit 30 provinsi) atau wilayahnya dinyatakan lengkap, dan
(b) wilayah itu sendiri ada di sumber dengan paling sedikit satu anak, begitu pula semua di atasnya.
Daftar satu kabupaten, atau himpunan ringkas, dengan begitu tidak pernah menghilangkan desa yang tidak dibawanya.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..kode import induk
from ..nama import kunci_nama
from .sumber import BarisRusak, IsiSumber

PROVINSI_SENASIONAL = 30  # sejak 2000 Indonesia tidak pernah berprovinsi kurang dari ini


class Ada(NamedTuple):
    """Keadaan satu wilayah di basis data."""

    nama: str
    berlaku: bool


class GantiNama(NamedTuple):
    kode: str
    lama: str
    baru: str


class DugaanPindah(NamedTuple):
    """Hilang di satu kode, muncul bernama sama di kode lain dalam kabupaten yang sama: saran bagi orang, bukan tindakan."""

    lama: str
    baru: str
    nama: str


@dataclass
class Rencana:
    baru: dict[str, str] = field(default_factory=dict)
    ganti_nama: list[GantiNama] = field(default_factory=list)
    muncul_kembali: list[str] = field(default_factory=list)
    hilang: dict[str, str] = field(default_factory=dict)
    kode_lama: list[str] = field(default_factory=list)
    dugaan_pindah: list[DugaanPindah] = field(default_factory=list)
    rusak: list[BarisRusak] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    tetap: int = 0

    @property
    def kosong(self) -> bool:
        return not (self.baru or self.ganti_nama or self.muncul_kembali or self.hilang)

    def baris_laporan(self) -> Iterator[tuple[str, str, str, str]]:
        """(perubahan, kode, nama, keterangan), terurut menurut jenis lalu kode."""
        yield from (("baru", kode, nama, "") for kode, nama in self.baru.items())
        yield from (("ganti nama", satu.kode, satu.baru, f"dahulu {satu.lama}") for satu in self.ganti_nama)
        yield from (("hilang", kode, nama, "") for kode, nama in self.hilang.items())
        yield from (("muncul kembali", kode, "", "") for kode in self.muncul_kembali)
        yield from (("mungkin pindah kode", p.lama, p.nama, f"menjadi {p.baru}?") for p in self.dugaan_pindah)
        yield from (("kode lama", kode, "", "sudah berganti kode, dilewati") for kode in self.kode_lama)
        yield from (("baris rusak", r.kode, "", str(r)) for r in self.rusak)
        yield from (("catatan", "", "", satu) for satu in self.catatan)


def susun_rencana(
    isi: IsiSumber,
    ada: Mapping[str, Ada],
    *,
    sudah_pindah: Mapping[str, str] | None = None,
    lengkap: Collection[str] = (),
) -> Rencana:
    """Rencana muat. `sudah_pindah` memetakan kode lama ke kode berlaku; `lengkap` kode yang dinyatakan tercakup penuh."""
    rencana = Rencana(rusak=list(isi.rusak), catatan=list(isi.catatan))
    pindah = sudah_pindah or {}
    hadir = {satu.kode for satu in isi.rusak if satu.kode}  # barisnya rusak, kodenya tetap ada di sumber
    for kode, nama in isi.nama.items():
        if kode not in ada and kode in pindah:
            rencana.kode_lama.append(kode)
            hadir.add(pindah[kode])
            continue
        if not _berinduk(kode, ada, rencana, isi):
            continue
        hadir.add(kode)
        lama = ada.get(kode)
        if lama is None:
            rencana.baru[kode] = nama
            continue
        if not lama.berlaku:
            rencana.muncul_kembali.append(kode)
        if lama.nama != nama:
            rencana.ganti_nama.append(GantiNama(kode, lama.nama, nama))
        elif lama.berlaku:
            rencana.tetap += 1
    _nilai_hilang(rencana, isi, ada, hadir, lengkap)
    _duga_pindah(rencana)
    return rencana


def _berinduk(kode: str, ada: Mapping[str, Ada], rencana: Rencana, isi: IsiSumber) -> bool:
    atas = induk(kode)
    if atas is None or atas in ada or atas in rencana.baru:
        return True
    rencana.rusak.append(BarisRusak(*isi.letak[kode], f"kode {kode}: induknya {atas} tidak ada", kode))
    return False


def _nilai_hilang(
    rencana: Rencana, isi: IsiSumber, ada: Mapping[str, Ada], hadir: set[str], lengkap: Collection[str]
) -> None:
    if isi.ada_kode_tak_terbaca:
        rencana.catatan.append("Ada baris yang kodenya tidak terbaca, jadi kode hilang tidak dinilai.")
        return
    beranak = {induk(kode) for kode in hadir}
    senasional = sum(len(kode) == 2 for kode in hadir) >= PROVINSI_SENASIONAL
    tercakup: set[str | None] = {None} if senasional else set()
    for kode in sorted(hadir | set(lengkap)):
        if kode in beranak and (induk(kode) in tercakup or kode in lengkap):
            tercakup.add(kode)
    for kode, lama in sorted(ada.items()):
        atas = induk(kode)
        if kode not in hadir and lama.berlaku and (atas in tercakup or atas in rencana.hilang):
            rencana.hilang[kode] = lama.nama


def _duga_pindah(rencana: Rencana) -> None:
    """Pasangan tunggal hilang–baru: setingkat, bernama sama, di kabupaten yang sama (provinsi bagi kecamatan ke atas)."""
    kelompok: dict[tuple[int, str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for letak, daftar in enumerate((rencana.hilang, rencana.baru)):
        for kode, nama in daftar.items():
            lingkup = kode[:5] if len(kode) == 13 else kode[:2]
            kelompok[len(kode), lingkup, kunci_nama(nama)][letak].append(kode)
    for hilang, baru in kelompok.values():
        if len(hilang) == len(baru) == 1:
            rencana.dugaan_pindah.append(DugaanPindah(hilang[0], baru[0], rencana.baru[baru[0]]))
