"""Token sistem luar: 256 bit acak, hanya sidiknya yang disimpan."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from ..models import SistemLuar

AWALAN = "pb_"
_CATAT_TIAP = timedelta(minutes=5)


def token_baru() -> str:
    return f"{AWALAN}{secrets.token_urlsafe(32)}"


def sidik(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class TokenSistem(HttpBearer):
    """`request.auth` menjadi `SistemLuar`; token yang tidak berlaku sama saja dengan tidak ada."""

    def authenticate(self, request: HttpRequest, token: str) -> SistemLuar | None:
        if not token.startswith(AWALAN) or len(token) > 100:
            return None
        sistem = SistemLuar.objects.berlaku().select_related("wilayah").filter(sidik=sidik(token)).first()
        kini = timezone.now()
        if sistem and (sistem.terakhir_dipakai is None or kini - sistem.terakhir_dipakai > _CATAT_TIAP):
            SistemLuar.objects.filter(pk=sistem.pk).update(terakhir_dipakai=kini)
        return sistem
