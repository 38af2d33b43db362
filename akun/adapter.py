from __future__ import annotations

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from . import telepon
from .models import Pengguna


class AdapterAkun(DefaultAccountAdapter):
    """Nomor HP sebagai cara masuk; tanpa layanan SMS, nomor dikonfirmasi oleh orang."""

    def get_user_by_phone(self, phone: str) -> Pengguna | None:
        nomor = telepon.normalkan(phone)
        return Pengguna.objects.filter(telepon=nomor).first() if nomor else None

    def get_phone(self, user: Pengguna) -> tuple[str, bool] | None:
        return (user.telepon, user.telepon_terbukti) if user.telepon else None

    def set_phone(self, user: Pengguna, phone: str, verified: bool) -> None:
        user.telepon, user.telepon_terbukti = telepon.normalkan(phone), verified
        user.save(update_fields=["telepon", "telepon_terbukti"])

    def set_phone_verified(self, user: Pengguna, phone: str) -> None:
        self.set_phone(user, phone, True)

    def send_verification_code_sms(self, user: Pengguna, phone: str, code: str, **kwargs) -> None:
        raise NotImplementedError("Tidak ada layanan SMS; ACCOUNT_PHONE_VERIFICATION_ENABLED harus False.")


class AdapterMfa(DefaultMFAAdapter):
    """Rahasia TOTP disandikan dengan FIELD_KEY, terpisah dari SECRET_KEY (ASVS 11.3.3)."""

    @staticmethod
    def _kotak() -> Fernet:
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.FIELD_KEY.encode()).digest()))

    def encrypt(self, text: str) -> str:
        return self._kotak().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._kotak().decrypt(encrypted_text.encode()).decode()
