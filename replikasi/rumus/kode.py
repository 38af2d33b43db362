"""Kode desa: tulisan berbeda dari kode yang sama adalah satu desa, dan satu desa boleh berganti kode (tracker.md 2, 9)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from wilayah.kode import normalkan
from wilayah.nama import kunci_nama
from wilayah.riwayat import Perubahan, kode_berlaku


class Sisir(NamedTuple):
    """`salah` ditulis apa adanya. `kunci_nama` hanya menyarankan; nama tidak pernah mempertemukan dua desa."""

    unik: list[str]
    ganda: int
    salah: list[str]
    kunci_nama: list[str]


def dedupe_codes(kode: Iterable[str], nama: Iterable[str] = ()) -> Sisir:
    """Kode dinormalkan ke NN.NN.NN.NNNN; yang sama satu desa; bentuk lain adalah baris salah."""
    unik: dict[str, None] = {}
    ganda, salah = 0, []
    for mentah in kode:
        bersih = normalkan(mentah)
        if bersih is None or len(bersih) != 13:
            salah.append(mentah)
        elif bersih in unik:
            ganda += 1
        else:
            unik[bersih] = None
    return Sisir(list(unik), ganda, salah, sorted({kunci_nama(satu) for satu in nama}))


def code_history(perubahan: Iterable[Perubahan], kode: str, tanggal: date) -> str:
    """Kode yang berlaku pada `tanggal` bagi desa yang ditanya dengan kode lama maupun kode barunya, sepanjang rantainya."""
    return kode_berlaku(perubahan, normalkan(kode) or kode, tanggal)
