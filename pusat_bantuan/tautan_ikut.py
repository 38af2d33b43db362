"""Tautan "kabari saya" bagi orang tanpa akun: membuktikan alamat emailnya sebelum apa pun disimpan.

Nama, email, dan desa tersandi di dalam kuncinya (tidak terbaca di catatan server, ASVS 14.2.1), dan tidak ada baris
apa pun sampai tombol di halamannya ditekan: pemindai surat membuka setiap tautan.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.urls import reverse

from akun.brankas import kotak

_UNTUK = "ikut-gangguan"
UMUR_DETIK = 2 * 24 * 3600


@dataclass(frozen=True)
class Permintaan:
    gangguan: int
    wilayah: int
    nama: str
    email: str
    kunci_kirim: str

    @property
    def kunci(self) -> uuid.UUID:
        return uuid.UUID(self.kunci_kirim)


def alamat(permintaan: Permintaan) -> str:
    """Alamat lengkap untuk surat; berlaku dua hari."""
    kunci = kotak().encrypt(json.dumps({"untuk": _UNTUK} | asdict(permintaan)).encode()).decode()
    return f"{settings.SITE_URL}{reverse('pusat_bantuan:status-ikut-pasti', args=[kunci])}"


def baca(kunci: str) -> Permintaan | None:
    """Yang diminta; `None` bila palsu, kedaluwarsa, atau kunci untuk hal lain."""
    try:
        isi = json.loads(kotak().decrypt(kunci.encode(), ttl=UMUR_DETIK))
    except (InvalidToken, ValueError, UnicodeEncodeError):
        return None
    return Permintaan(**isi) if isinstance(isi, dict) and isi.pop("untuk", "") == _UNTUK else None
