"""Menyandikan isi yang hanya boleh dibuka dengan alasan; kuncinya FIELD_KEY, terpisah dari SECRET_KEY (ASVS 11.3.3)."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def kotak() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FIELD_KEY.encode()).digest()))


def sandikan(teks: str) -> bytes:
    return kotak().encrypt(teks.encode())


def buka(sandi: bytes) -> str:
    """Galat: `cryptography.fernet.InvalidToken` bila kuncinya lain atau isinya rusak."""
    return kotak().decrypt(bytes(sandi)).decode()
