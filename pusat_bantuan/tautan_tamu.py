"""Tautan pribadi bagi pemohon tanpa akun: `/bantuan/t/LK-2X7Q/<token>/`. Murni selain kunci rahasia situs.

Token 192 bit dihitung, tidak disimpan, jadi surat mana pun dapat memuatnya lagi; menaikkan `tautan_ke` mematikan
semua yang pernah beredar. Tidak ada alamat, nama, atau desa di dalamnya (ASVS 14.2.1).
"""

from __future__ import annotations

import base64

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from .keadaan import Keadaan
from .models import ProfilTiket
from .models.hak_tiket import MASA_BUKA_LAGI

PANJANG = 32


def token(profil: ProfilTiket, *, rahasia: str | None = None) -> str:
    sidik = salted_hmac("pusat_bantuan.tamu", f"{profil.pk}:{profil.tautan_ke}", secret=rahasia, algorithm="sha256")
    return base64.urlsafe_b64encode(sidik.digest()).decode()[:PANJANG]


def cocok(profil: ProfilTiket, dicoba: str) -> bool:
    """Waktu tetap; kunci situs yang lama (`SECRET_KEY_FALLBACKS`) masih diterima."""
    kunci = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any([constant_time_compare(token(profil, rahasia=satu), dicoba) for satu in kunci])  # noqa: C419


def bertautan(profil: ProfilTiket) -> bool:
    """Hanya tiket yang pemohonnya tanpa akun: tamu, atau orang yang dicatatkan. Sesudah diklaim desanya, tidak lagi."""
    return profil.kontak_id is not None and profil.pemohon_id is None


def berakhir(profil: ProfilTiket) -> bool:
    """Tautan mati bersama masa buka lagi."""
    return profil.keadaan == Keadaan.DITUTUP and bool(
        profil.ditutup_pada and timezone.now() - profil.ditutup_pada > MASA_BUKA_LAGI
    )


def jalur(profil: ProfilTiket) -> str:
    return reverse("pusat_bantuan:tiket-tamu", args=[profil.kode, token(profil)])


def alamat(profil: ProfilTiket) -> str:
    """Alamat lengkap untuk surat dan WA; tiket yang tidak punya tautan tamu: halaman bantuan."""
    return f"{settings.SITE_URL}{jalur(profil) if bertautan(profil) else reverse('pusat_bantuan:beranda')}"
