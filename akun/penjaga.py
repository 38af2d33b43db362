"""Penjaga di depan setiap permintaan: jam orangnya, umur sesi petugas, dan pengaman kedua."""

from __future__ import annotations

import time
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.middleware import UserSessionsMiddleware
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.cache import caches
from django.shortcuts import redirect, resolve_url
from django.utils import timezone

from .layanan.penugasan import selaraskan_hak
from .models import PERAN_WAJIB_MFA

SESI_MULAI, SESI_TERLIHAT = "masuk_pada", "terlihat_pada"
DIAM_PALING_LAMA = 8 * 3600
UMUR_PALING_LAMA = 12 * 3600
_CATAT_TIAP = timedelta(minutes=5)
_PENGAMAN = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Halaman yang tetap terbuka sebelum pengaman kedua aktif: pintu allauth sendiri, berkas statis, pemeriksaan kesehatan.
_AWALAN_BEBAS = ("account_", "mfa_", "usersessions_")
_RUANG_REDAKSI = ("/cms/", "/meja/", "/dokumen/")


class ZonaWaktuMiddleware:
    """Jam yang tampil adalah jam orangnya: WIB, WITA, atau WIT."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            with timezone.override(ZoneInfo(request.user.zona)):
                return self.get_response(request)
        return self.get_response(request)


class SesiTercatatMiddleware(UserSessionsMiddleware):
    """Daftar perangkat tetap segar tanpa menulis pada setiap halaman: paling sering sekali tiap 5 menit, atau segera bila
    sesi, orang, atau perambannya berganti. Yang baru diperiksa diingat proses ini, jadi halaman berikutnya tidak bertanya lagi."""

    def __call__(self, request):
        if request.user.is_authenticated and request.session.session_key:
            perangkat = f"{request.session.session_key} {request.user.pk} {request.META.get('HTTP_USER_AGENT', '')}"
            kunci = f"perangkat-{sha256(perangkat.encode()).hexdigest()}"
            if caches["proses"].add(kunci, True, _CATAT_TIAP.total_seconds()) and not self._masih_segar(request):
                UserSession.objects.create_from_request(request)
        return self.get_response(request)

    @staticmethod
    def _masih_segar(request) -> bool:
        baris = UserSession.objects.filter(session_key=request.session.session_key).values_list(
            "user_id", "last_seen_at", "user_agent"
        )
        for pemilik, terlihat, peramban in baris:
            sama = pemilik == request.user.pk and peramban == request.META.get("HTTP_USER_AGENT", "")[:200]
            return sama and timezone.now() - terlihat < _CATAT_TIAP
        return False


class UmurSesiMiddleware:
    """Sesi orang berperan wajib MFA berakhir setelah 8 jam diam atau 12 jam sejak masuk (operations.md 5.2)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.user.berperan(*PERAN_WAJIB_MFA):
            kini = int(time.time())
            mulai = request.session.setdefault(SESI_MULAI, kini)
            terlihat = request.session.setdefault(SESI_TERLIHAT, kini)
            if kini - mulai > UMUR_PALING_LAMA or kini - terlihat > DIAM_PALING_LAMA:
                logout(request)
                messages.info(request, "Sesi Anda berakhir demi keamanan. Silakan masuk lagi.")
                tujuan = request.get_full_path() if request.method == "GET" else "/"
                return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': tujuan})}")
            if kini - terlihat > 60:
                request.session[SESI_TERLIHAT] = kini
        return self.get_response(request)


class WajibMfaMiddleware:
    """Petugas, manajer, pengelola, dan siapa pun yang masuk ruang redaksi harus memakai kode kedua (ASVS 6.3.3).

    Semua halaman tertutup sampai pengaman aktif, kecuali pintu allauth tempat mengaktifkannya.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        orang = request.user
        if not orang.is_authenticated:
            return None
        redaksi = request.path.startswith(_RUANG_REDAKSI)
        if redaksi:
            selaraskan_hak(orang)  # masa tugas yang lewat ikut menutup ruang redaksi
        if not settings.WAJIB_MFA or not (redaksi or orang.berperan(*PERAN_WAJIB_MFA)):
            return None
        rute = request.resolver_match
        if not rute.namespaces and (rute.url_name or "").startswith(_AWALAN_BEBAS):
            return None
        if request.path.startswith((f"/{settings.STATIC_URL.lstrip('/')}", "/healthz", "/readyz")):
            return None
        if is_mfa_enabled(orang, types=_PENGAMAN):
            return None
        messages.warning(request, "Peran Anda memerlukan pengaman kedua. Aktifkan dulu, lalu lanjutkan.")
        return redirect("mfa_activate_totp")
