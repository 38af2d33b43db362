"""Direktori pegiat: siapa di wilayah mana, menguasai apa. Hanya yang dipilih orangnya sendiri untuk ditampilkan."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from akun.models import Pengguna
from forum.models import AnggotaSimpul, Ketersediaan, Simpul
from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah


@dataclass
class BarisPegiat:
    orang: Pengguna
    keanggotaan: list[AnggotaSimpul] = field(default_factory=list)
    bidang: list[Bidang] = field(default_factory=list)


def pegiat(oleh, *, wilayah: Wilayah | None = None, bidang: Bidang | None = None, cari: str = "") -> QuerySet[Pengguna]:
    """Orang yang keanggotaannya boleh dilihat `oleh`: namanya tampil untuk umum, atau sesama anggota."""
    milik = AnggotaSimpul.objects.aktif().terlihat(oleh=oleh).filter(pengguna=OuterRef("pk"))
    if wilayah is not None:
        milik = milik.filter(simpul__wilayah__kunci__range=wilayah.rentang)
    orang = Pengguna.objects.filter(Exists(milik), is_active=True)
    if bidang is not None:
        kuasa = Ketersediaan.objects.filter(pengguna=OuterRef("pk"), tampil_bidang=True, bidang=bidang)
        orang = orang.filter(Exists(kuasa))
    for kata in cari.split()[:4]:
        orang = orang.filter(first_name__icontains=kata)
    return orang.order_by("first_name", "pk")


def lengkapi(halaman: list[Pengguna], oleh) -> list[BarisPegiat]:
    """Simpul dan bidang tiap orang di satu halaman: dua kueri berapa pun orangnya."""
    baris = {satu.pk: BarisPegiat(satu) for satu in halaman}
    milik = AnggotaSimpul.objects.aktif().terlihat(oleh=oleh).filter(pengguna__in=baris).select_related("simpul")
    for satu in milik.order_by("simpul__nama"):
        baris[satu.pengguna_id].keanggotaan.append(satu)
    tampil = Ketersediaan.objects.filter(pengguna__in=baris, tampil_bidang=True).prefetch_related("bidang")
    for satu in tampil:
        baris[satu.pengguna_id].bidang = list(satu.bidang.all())
    return list(baris.values())


def wilayah_pilihan(oleh) -> QuerySet[Wilayah]:
    """Wilayah yang punya simpul yang boleh dilihat pembaca ini."""
    simpul = Simpul.objects.terlihat(oleh=oleh).filter(wilayah__isnull=False)
    return Wilayah.objects.filter(pk__in=simpul.values("wilayah")).order_by("kode")
