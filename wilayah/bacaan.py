"""Data halaman pilih wilayah."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.urls import NoReverseMatch, reverse

from .cari import cari
from .forms import anak_wilayah, paling_dalam, sampai, sebut_tingkat
from .models import Wilayah


@dataclass(frozen=True)
class Butir:
    """Satu baris: `buka` membuka isinya, `pilih` kembali ke halaman asal; salah satunya boleh kosong."""

    wilayah: Wilayah
    keterangan: str
    buka: str
    pilih: str


@dataclass(frozen=True)
class LangkahPilih:
    judul: str
    sebut: str
    teks: str
    kembali: str
    tingkat: str
    awal: str
    remah: list[tuple[str, str]]
    butir: list[Butir]


def langkah_pilih(*, induk: Wilayah | None, teks: str, tingkat: Collection[str], kembali: str) -> LangkahPilih:
    """Isi satu langkah: hasil cari bila ada yang diketik, selain itu anak-anak `induk`."""
    tingkat = tuple(tingkat)
    saringan = {"tingkat": ",".join(tingkat)} | ({"kembali": kembali} if kembali else {})

    def alamat(kode: str = "") -> str:
        return f"{reverse('wilayah:pilih')}?{urlencode(({'induk': kode} if kode else {}) | saringan)}"

    def butir(wilayah: Wilayah, keterangan: str) -> Butir:
        return Butir(
            wilayah, keterangan,
            buka=alamat(wilayah.kode) if len(wilayah.kode) < paling_dalam(tingkat) else "",
            pilih=_alamat_pilih(kembali, wilayah) if wilayah.tingkat in tingkat else "",
        )  # fmt: skip

    teks = teks.strip()[:100]
    if teks:
        daftar = [butir(satu.wilayah, satu.konteks) for satu in cari(teks, dalam=induk, tingkat=sampai(tingkat))]
    elif induk is not None and len(induk.kode) >= paling_dalam(tingkat):
        daftar = [butir(induk, "")]
    else:
        daftar = [butir(satu, satu.kode) for satu in anak_wilayah(induk.kode if induk else None)]
    jalur = list(induk.leluhur()) if induk else []
    return LangkahPilih(
        judul=f"Pilih wilayah di {induk.nama_lengkap}" if induk else "Pilih wilayah",
        sebut=sebut_tingkat(tingkat), teks=teks, kembali=kembali, tingkat=saringan["tingkat"],
        awal=alamat(),
        remah=[("Indonesia", alamat())] * bool(jalur) + [(satu.nama_ringkas, alamat(satu.kode)) for satu in jalur],
        butir=daftar,
    )  # fmt: skip


def _alamat_pilih(kembali: str, wilayah: Wilayah) -> str:
    """Alamat asal dengan `wilayah=KODE`; tanpa alamat asal, halaman wilayah itu sendiri."""
    if not kembali:
        try:
            return wilayah.get_absolute_url()
        except NoReverseMatch:
            return ""
    bagian = urlsplit(kembali)
    kueri = [(kunci, nilai) for kunci, nilai in parse_qsl(bagian.query) if kunci != "wilayah"]
    return urlunsplit(bagian._replace(query=urlencode([*kueri, ("wilayah", wilayah.kode)])))
