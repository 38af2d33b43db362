import re

from django.core.exceptions import ValidationError

_KATA = re.compile(
    r"desa|nagari|kelurahan|opensid|opendesa|opendk|forsid|rahasia|sandi|password|operator|admin|bantuan"
)


class KataSetempatValidator:
    """Menolak sandi yang hanya kata yang mudah ditebak di kantor desa ditambah angka (ASVS 6.2.11)."""

    def validate(self, password: str, user=None) -> None:
        sisa = _KATA.sub("", password.lower())
        if len(re.sub(r"[\W\d_]", "", sisa)) < 4:
            raise ValidationError(self.get_help_text(), code="kata_setempat")

    def get_help_text(self) -> str:
        return "Pakai kalimat pendek yang hanya Anda tahu, bukan nama desa atau nama aplikasi ditambah angka."
