"""Tautan bertanda tangan untuk pemohon tanpa akun: membuka tiketnya sendiri, tidak yang lain."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import NoReverseMatch, reverse

from .models import ProfilTiket

_GARAM = "pusat_bantuan.tamu"
UMUR_DETIK = 180 * 86400


def tanda(profil: ProfilTiket) -> str:
    """Tanda untuk kontak tiket itu; berganti kontak berarti tanda lama tidak berlaku."""
    return signing.dumps([profil.pk, profil.kontak_id], salt=_GARAM)


def profil_dari(tanda_: str) -> ProfilTiket | None:
    try:
        nomor, kontak = signing.loads(tanda_, salt=_GARAM, max_age=UMUR_DETIK)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return ProfilTiket.objects.untuk_daftar().filter(pk=nomor, kontak_id=kontak, kontak__isnull=False).first()


def alamat(profil: ProfilTiket) -> str:
    """Alamat lengkap untuk surat dan WA."""
    try:
        jalur = reverse("pusat_bantuan:tamu", args=[tanda(profil)])
    except NoReverseMatch:
        jalur = reverse("pusat_bantuan:beranda")
    return f"{settings.SITE_URL}{jalur}"
