"""Rak praktik baik, dan berapa nagari memakainya: desa berbeda dengan bukti terverifikasi, dengan penyebut dan tanggal."""

from __future__ import annotations

from django.db.models import Count, Q

from akun.models import Pengguna
from replikasi.kalender import hari_ini
from replikasi.models import AdopsiPraktik, IndeksPraktikPage, Penerapan
from wilayah.models import Wilayah

from .buku import desa_saya


def penyebut() -> int:
    """Desa yang menjalani panduan."""
    return Penerapan.objects.berjalan().values("wilayah").distinct().count()


def rak(halaman: IndeksPraktikPage, *, oleh: Pengguna) -> dict:
    semua = list(halaman.get_children().live().public().specific().order_by("-first_published_at"))
    n = dict(
        AdopsiPraktik.objects.terverifikasi().filter(halaman__in=semua).order_by().values_list("halaman")
        .annotate(n=Count("wilayah", distinct=True))
    )  # fmt: skip
    wilayah = Wilayah.objects.in_bulk({satu.wilayah_id for satu in semua})
    for satu in semua:
        satu.wilayah = wilayah[satu.wilayah_id]
    daftar = [{"halaman": satu, "n": n.get(satu.pk, 0)} for satu in semua]
    daftar.sort(key=lambda satu: -satu["n"])
    return {"daftar": daftar, "penyebut": penyebut(), "per": hari_ini(), "desa": desa_saya(oleh)}


def adopsi(halaman, *, oleh: Pengguna) -> dict:
    """Angka pemakaian satu praktik, dan yang dapat dilakukan desa pembaca."""
    sah = AdopsiPraktik.objects.terverifikasi().filter(halaman=halaman.pk)
    desa = desa_saya(oleh)
    milik = None
    if desa:
        milik = (
            AdopsiPraktik.objects.filter(Q(halaman=halaman.pk), wilayah=desa).exclude(keadaan="dikembalikan").first()
        )
    return {
        "n": sah.values("wilayah").distinct().count(), "penyebut": penyebut(), "per": hari_ini(), "milik": milik,
        "desa": list(Wilayah.objects.filter(adopsi_praktik__in=sah).distinct().order_by("kunci")[:20]),
        "boleh_pakai": desa is not None and desa.pk != halaman.wilayah_id and milik is None,
    }  # fmt: skip
