"""Tautan penilaian di dalam email: menilai tanpa masuk, hanya untuk satu jawaban.

Membukanya tidak menilai apa pun: pemindai surat membuka setiap tautan. Yang menilai ialah menekan tombol di halamannya.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from .models import ProfilTiket

_TANDA = TimestampSigner(salt="pusat_bantuan.nilai", sep="~")


def jalur(profil: ProfilTiket) -> str:
    return reverse("pusat_bantuan:nilai", args=[_TANDA.sign(f"{profil.pk}~{profil.dibuka_lagi}")])


def alamat(profil: ProfilTiket) -> str:
    """Alamat lengkap untuk surat."""
    return f"{settings.SITE_URL}{jalur(profil)}"


def baca(kunci: str) -> tuple[ProfilTiket, int] | None:
    """Tiket dan putaran jawabannya; `None` bila palsu atau kedaluwarsa."""
    try:
        nomor, putaran = _TANDA.unsign(kunci, max_age=timedelta(days=settings.MASA_TIKET["nilai_hari"])).split("~")
    except (BadSignature, ValueError):
        return None
    profil = ProfilTiket.objects.untuk_daftar().filter(pk=int(nomor)).first()
    return (profil, int(putaran)) if profil else None
