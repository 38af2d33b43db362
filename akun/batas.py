"""Batas laju untuk tampilan di luar allauth; hitungannya di singgahan yang sama (domain operations.md 5.2)."""

from __future__ import annotations

from functools import wraps

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

# per alamat (ip), per orang (user), per kunci yang disebut pemanggil (key); GET dihitung juga. Dapat ditimpa `settings.BATAS_LAJU`.
BAWAAN = {
    "undangan": "60/m/ip",
    "undang": "60/h/user",
    "data_saya": "5/h/user",
    "nama_pengguna": "5/d/user",
    "cari_orang": "120/m/user",
    "cari": "120/m/ip",
    "pdp": "30/h/ip",
    "tiket_tamu": "30/h/ip",
    "balas_tamu": "60/h/ip",
    "ikut_tamu": "20/h/ip,3/h/key",
    "tautan_tamu": "30/m/ip",
    "unduh_replikasi": "60/m/ip",
    "data_terbuka": "120/m/ip",
    "klaim": "20/h/user",
    "saran": "60/m/ip",
    "nilai_artikel": "30/m/ip",
    "periksa_sertifikat": "10/m/ip,60/h/ip",
    "suara_pelajaran": "30/m/ip",
    "luring": "120/m/ip",
    "unduh_modul": "20/m/ip",
    "hadir": "30/m/user",
}


def habis(request: HttpRequest, tindakan: str, *, kunci: str | None = None) -> bool:
    """Memakai satu jatah `tindakan`; benar bila jatahnya sudah habis. `kunci`: misalnya alamat yang akan disurati."""
    batas = BAWAAN | getattr(settings, "BATAS_LAJU", {})
    return not ratelimit.consume(request, app="akun", action=tindakan, key=kunci, config=batas, limit_get=True)


def batasi(tindakan: str):
    """Tampilan yang jatahnya habis menjawab 429 dengan halaman kita."""

    def bungkus(tampilan):
        @wraps(tampilan)
        def dalam(request: HttpRequest, *args, **kwargs):
            if habis(request, tindakan):
                return ratelimit.respond_429(request)
            return tampilan(request, *args, **kwargs)

        return dalam

    return bungkus
