from __future__ import annotations

import re

from django.core.cache import cache
from django.core.exceptions import ValidationError

from wilayah.models import Wilayah

PALING_PANJANG = 128
_KATA = {
    "desa", "nagari", "gampong", "pekon", "kampung", "kelurahan", "kecamatan", "kabupaten", "opensid", "opendesa",
    "opendk", "forsid", "rahasia", "sandi", "password", "operator", "admin", "bantuan", "indonesia", "qwerty",
}  # fmt: skip


def _nama_daerah() -> list[str]:
    """Nama provinsi dan kabupaten/kota tanpa spasi, terpanjang dahulu."""
    tingkat = [Wilayah.Tingkat.PROVINSI, Wilayah.Tingkat.KABUPATEN, Wilayah.Tingkat.KOTA]
    nama = Wilayah.objects.filter(tingkat__in=tingkat).values_list("nama_cari", flat=True)
    polos = {re.sub(r"^(kabupaten|kota)?\s*", "", satu).replace(" ", "") for satu in nama}
    return sorted((satu for satu in polos if len(satu) >= 4), key=len, reverse=True)


class KataSetempatValidator:
    """Menolak sandi yang hanya nama daerah atau kata kantor desa ditambah angka (ASVS 6.2.11), dan yang lebih dari
    128 huruf."""

    def validate(self, password: str, user=None) -> None:
        if len(password) > PALING_PANJANG:
            raise ValidationError(f"Kata sandi paling panjang {PALING_PANJANG} huruf.", code="terlalu_panjang")
        sisa = re.sub(r"[\W\d_]", "", password.lower())
        for kata in [*cache.get_or_set("akun.sandi.daerah", _nama_daerah, 3600), *sorted(_KATA, key=len, reverse=True)]:
            sisa = sisa.replace(kata, " ")
        if len(sisa.replace(" ", "")) < 4 or len(set(password.lower())) < 5:
            raise ValidationError(self.get_help_text(), code="kata_setempat")

    def get_help_text(self) -> str:
        return "Pakai kalimat pendek yang hanya Anda tahu, bukan nama daerah atau nama aplikasi ditambah angka."
