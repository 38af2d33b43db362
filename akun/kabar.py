"""Memberi kabar kepada orang: satu baris di dalam situs, dan surat bila alamatnya terbukti milik mereka."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from .models import Kabar, Pengguna


@transaction.atomic
def kabari(
    penerima: Iterable[Pengguna], *, jenis: str, kunci: str, judul: str, url: str, isi: str = "", surat: bool = True
) -> list[Kabar]:
    """Memberi tahu tiap penerima paling banyak sekali per `kunci`; mengembalikan kabar yang baru dibuat.

    `url` alamat di dalam situs ("/bantuan/tiket/…"). Surat ikut hanya untuk surel yang sudah diverifikasi.
    """
    baru = []
    for orang in {orang.pk: orang for orang in penerima if orang.is_active}.values():
        kabar, dibuat = Kabar.objects.get_or_create(
            penerima=orang,
            kunci=kunci[:160],
            defaults={"jenis": jenis, "judul": judul[:200], "isi": isi[:500], "url": url[:300]},
        )
        if dibuat:
            baru.append(kabar)
            if surat and surel_terbukti(orang):
                _surati(orang, kabar)
    return baru


def surel_terbukti(orang: Pengguna) -> str:
    """Alamat yang sudah diverifikasi, atau kosong: surel yang belum terbukti tidak memberi hak apa pun."""
    alamat = orang.emailaddress_set.filter(verified=True).order_by("-primary").first()
    return alamat.email if alamat else ""


def _surati(orang: Pengguna, kabar: Kabar) -> None:
    konteks = {"orang": orang, "kabar": kabar, "alamat": f"{settings.SITE_URL}{kabar.url}", "situs": settings.SITE_URL}
    surat = EmailMultiAlternatives(
        subject=kabar.judul,
        body=render_to_string("akun/surat/kabar.txt", konteks),
        to=[surel_terbukti(orang)],
        headers={"Auto-Submitted": "auto-generated", "X-Kunci": f"kabar:{kabar.pk}"},
    )
    surat.attach_alternative(render_to_string("akun/surat/kabar.html", konteks), "text/html")
    surat.send()
