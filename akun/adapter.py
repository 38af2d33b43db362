from __future__ import annotations

import logging
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse

from . import brankas, telepon
from .isian import IsianTelepon
from .layanan.dorong import lepas_saat_keluar
from .models import Pengguna
from .penjaga import SESI_MULAI, SESI_TERLIHAT

log = logging.getLogger("akun.pintu")


class AdapterAkun(DefaultAccountAdapter):
    """Nomor HP sebagai cara masuk; tanpa layanan SMS, nomor dikonfirmasi oleh orang.

    Hanya nomor terbukti yang memberi jalan masuk: jadi mendaftar dengan nomor orang lain lalu mencoba masuk dengannya
    menjawab sama, entah nomor itu punya akun atau tidak.
    """

    def get_login_stages(self) -> list[str]:
        """Tanpa tahap konfirmasi nomor HP: pustaka memutus masuknya orang yang profilnya tanpa nomor, padahal nomor boleh kosong."""
        return [tahap for tahap in super().get_login_stages() if not tahap.endswith(".PhoneVerificationStage")]

    def get_user_by_phone(self, phone: str) -> Pengguna | None:
        nomor = telepon.normalkan(phone)
        return Pengguna.objects.filter(telepon=nomor, telepon_terbukti=True).first() if nomor else None

    def get_phone(self, user: Pengguna) -> tuple[str, bool] | None:
        return (user.telepon, user.telepon_terbukti) if user.telepon else None

    def set_phone(self, user: Pengguna, phone: str, verified: bool) -> None:
        user.telepon, user.telepon_terbukti = telepon.normalkan(phone), verified
        user.save(update_fields=["telepon", "telepon_terbukti"])

    def set_phone_verified(self, user: Pengguna, phone: str) -> None:
        self.set_phone(user, phone, True)

    def send_verification_code_sms(self, user: Pengguna, phone: str, code: str, **kwargs) -> None:
        raise NotImplementedError("Tidak ada layanan SMS; ACCOUNT_PHONE_VERIFICATION_ENABLED harus False.")

    def phone_form_field(self, **kwargs) -> IsianTelepon:
        return IsianTelepon(**kwargs)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            lepas_saat_keluar(pengguna=request.user, agen=request.headers.get("User-Agent", ""))
        super().logout(request)

    def confirm_email(self, request: HttpRequest, email_address) -> bool:
        """Alamat yang baru saja dibuktikan tentu sampai."""
        berhasil = super().confirm_email(request, email_address)
        if berhasil:
            Pengguna.objects.filter(pk=email_address.user_id).update(email_mati_pada=None)
        return berhasil

    def is_ajax(self, request: HttpRequest) -> bool:
        """Formulir selalu dijawab sebagai halaman: jawaban JSON pustaka tidak mengenal isian kita dan menjadi galat 500.
        Pengecualian: skrip kunci keamanan yang meminta tantangannya."""
        return request.resolver_match.url_name == "mfa_login_webauthn" and super().is_ajax(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("akun:selamat-datang")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("akun:profil")

    def authentication_failed(self, request: HttpRequest, **credentials) -> None:
        """Tercatat tanpa nama, sandi, atau alamat surat: yang diketik bisa saja sandi di kotak yang keliru."""
        log.warning("masuk gagal dari %s", self.get_client_ip(request))

    def login(self, request: HttpRequest, user: Pengguna) -> None:
        super().login(request, user)
        log.info("masuk pengguna=%s dari %s", user.pk, self.get_client_ip(request))
        request.session[SESI_MULAI] = request.session[SESI_TERLIHAT] = int(time.time())


class AdapterMfa(DefaultMFAAdapter):
    """Rahasia TOTP disandikan dengan FIELD_KEY, terpisah dari SECRET_KEY (ASVS 11.3.3)."""

    def encrypt(self, text: str) -> str:
        return brankas.sandikan(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return brankas.buka(encrypted_text.encode())

    def get_totp_label(self, user: Pengguna) -> str:
        """Nama pengguna, bukan surel: label ini tersimpan di aplikasi pihak ketiga."""
        return user.username
