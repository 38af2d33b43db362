from __future__ import annotations

from zoneinfo import ZoneInfo

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from .models.penugasan import PERAN_WAJIB_MFA

_BEBAS_MFA = ("/akun/", "/statis/", "/media/", "/healthz", "/readyz")


class ZonaWaktuMiddleware:
    """Jam yang tampil adalah jam orangnya: WIB, WITA, atau WIT."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            with timezone.override(ZoneInfo(request.user.zona)):
                return self.get_response(request)
        return self.get_response(request)


class WajibMfaMiddleware:
    """Petugas, manajer, pengelola, dan siapa pun yang masuk ruang redaksi harus memakai kode kedua (ASVS 6.3.3)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.WAJIB_MFA and request.user.is_authenticated and not request.path.startswith(_BEBAS_MFA):
            wajib = request.path.startswith("/cms/") or request.user.berperan(*PERAN_WAJIB_MFA)
            if wajib and not is_mfa_enabled(request.user):
                messages.warning(request, "Peran Anda memerlukan pengaman kedua. Aktifkan dulu, lalu lanjutkan.")
                return redirect("mfa_activate_totp")
        return self.get_response(request)
