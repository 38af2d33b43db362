"""Isi arsip obrolan bagi anggota simpulnya: menurut waktu, atau menurut kata."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from forum.indeks import PESAN
from forum.models import ArsipObrolan, PesanImpor, PesertaObrolan
from modul_pelatihan.bahasa import susun_tanya
from modul_pelatihan.bahasa.susun import Sumber

PER_HALAMAN = 50
JEDA = timedelta(minutes=30)  # percakapan baru, bila tidak saling membalas (forum.md 10.1)


@dataclass
class HalamanArsip:
    hal: Page
    pesan: list[PesanImpor] = field(default_factory=list)
    saya: PesertaObrolan | None = None
    calon: list[PesertaObrolan] = field(default_factory=list)


def halaman_arsip(arsip: ArsipObrolan, oleh, *, cari: str = "", nomor: object = 1) -> HalamanArsip:
    """Lima puluh pesan; `awal` menandai percakapan baru. Pencarian memakai akar kata yang sama dengan forum."""
    asal = PesanImpor.objects.terlihat(oleh=oleh).filter(arsip=arsip)
    if cari:
        asal = asal.filter(PESAN.syarat(susun_tanya(cari[:100], mengetik=True, publik=False)))
    halaman = Paginator(_urut(asal, terbaru=bool(cari)), PER_HALAMAN).get_page(nomor)
    pesan = list(halaman.object_list)
    akhir = None
    for satu in pesan:
        satu.awal = akhir is None or satu.pada - akhir > JEDA or bool(cari)
        akhir = satu.pada
    milik = PesertaObrolan.objects.filter(arsip=arsip)
    return HalamanArsip(
        halaman, pesan, milik.filter(pengguna=oleh).first(), list(milik.filter(calon=oleh).order_by("nomor")[:5])
    )


def _urut(asal: QuerySet[PesanImpor], *, terbaru: bool) -> QuerySet[PesanImpor]:
    asal = asal.select_related("peserta__pengguna", "kiriman__topik")
    return asal.order_by("-pada", "-pk") if terbaru else asal.order_by("pada", "pk")


def halaman_pesan(pesan: PesanImpor) -> int:
    """Halaman tempat satu pesan berada di arsipnya, untuk melihat percakapan di sekitarnya."""
    sebelum = PesanImpor.objects.filter(arsip=pesan.arsip_id, peserta__ikut=True, pada__lt=pesan.pada).count()
    return sebelum // PER_HALAMAN + 1


def _potong(sesudah: int, banyak: int) -> int:
    baris = list(PesanImpor.objects.filter(pk__gt=sesudah).order_by("pk").values_list("pk", "teks")[:banyak])
    PESAN.tulis([(pk, "", teks) for pk, teks in baris])
    return baris[-1][0] if baris else 0


SUMBER_CARI = Sumber("pesan arsip obrolan", PESAN, _potong, PesanImpor)
