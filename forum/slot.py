"""Celah yang ditawarkan forum kepada kamar di atasnya (docs/rumah.md)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest
from laces.components import Component
from wagtail import hooks

from .models import Topik


def panel(nama: str, objek, request: HttpRequest) -> list[Component]:
    """Komponen yang didaftarkan pada `nama`; pengisi yang tidak punya apa-apa bagi pembaca ini mengembalikan None."""
    daftar = [isi for pengisi in hooks.get_hooks(nama) if (isi := pengisi(objek, request))]
    return sorted(daftar, key=lambda satu: getattr(satu, "order", 100))


def panel_tiap(nama: str, daftar: list, request: HttpRequest) -> dict[int, list[Component]]:
    """Seperti `panel` untuk banyak baris sekaligus: pengisi menjawab {kunci baris: komponen} dengan kueri tetap."""
    hasil: dict[int, list[Component]] = {}
    for pengisi in hooks.get_hooks(nama):
        for kunci, komponen in (pengisi(daftar, request) or {}).items():
            hasil.setdefault(kunci, []).append(komponen)
    return hasil


@dataclass(frozen=True)
class KartuTautan:
    """Yang tampil di bawah kiriman untuk satu tautan ke isi rumah ini."""

    judul: str
    keterangan: str = ""
    ikon: str = "tautan"


def kartu_tautan(alamat: list[str], request: HttpRequest) -> dict[str, KartuTautan]:
    """Kartu tiap alamat menurut hak pembaca ini; yang tidak boleh dilihatnya tidak punya kartu. Kueri tetap per kamar."""
    hasil: dict[str, KartuTautan] = {}
    for pengisi in hooks.get_hooks("kartu_tautan") if alamat else ():
        hasil |= pengisi(alamat, request)
    return hasil


def topik_digabung(asal: Topik, tujuan: Topik) -> None:
    """Kamar di atas memindahkan kaitannya, di dalam transaksi penggabungannya."""
    for pengisi in hooks.get_hooks("topik_digabung"):
        pengisi(asal, tujuan)


def ikutkan(kaitan: type[Model], lajur: str, asal: Topik, tujuan: Topik) -> None:
    """Baris `kaitan` milik `asal` menjadi milik `tujuan`; yang `lajur`-nya sudah ada di sana tidak dobel."""
    sudah = kaitan.objects.filter(topik=tujuan).values(lajur)
    kaitan.objects.filter(topik=asal).exclude(**{f"{lajur}__in": sudah}).update(topik=tujuan)


@dataclass(frozen=True)
class Kaitan:
    """Halaman di kamar atas yang dibicarakan topik baru; `pasang` mencatatnya di dalam transaksi pembuatannya."""

    judul: str
    url: str
    pasang: Callable[[Topik], object]


def kaitan_topik(request: HttpRequest) -> Kaitan | None:
    """Menurut `?tentang=` di alamat formulirnya, bila ada kamar yang mengenalnya."""
    kunci = request.GET.get("tentang", "")[:120]
    semua = (pengisi(kunci, request) for pengisi in hooks.get_hooks("kaitan_topik")) if kunci else ()
    return next((satu for satu in semua if satu), None)
