"""Pemberitahuan ke peramban (Web Push): isi tersandi menurut RFC 8291, pengirim dikenali lewat VAPID (RFC 8292).

Hanya `cryptography`, `PyJWT`, dan `requests` yang sudah ada di rumah ini; alasannya di docs/keputusan/0023.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import struct
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import jwt
import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils import timezone
from jwt.utils import base64url_encode

from .ketuk import ketuk
from .models import LanggananDorong

log = logging.getLogger(__name__)
ISI_MAKS = 3_000  # bita; layanan dorong menerima paling sedikit 4.096 sesudah disandi
UMUR = 24 * 3600
GAGAL_MAKS = 8
HILANG = (404, 410)
_ORDO = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def b64(isi: bytes) -> str:
    return base64url_encode(isi).decode()


def dari_b64(teks: str) -> bytes:
    """`ValueError` bila bukan base64 URL."""
    return base64.b64decode(teks + "=" * (-len(teks) % 4), altchars=b"-_", validate=True)


def kunci_situs() -> ec.EllipticCurvePrivateKey:
    """Kunci VAPID situs ini, diturunkan dari rahasia di folder pribadi; menggantinya memutus semua langganan."""
    angka = int.from_bytes(hashlib.sha512(settings.VAPID_KEY.encode()).digest(), "big") % (_ORDO - 1) + 1
    return ec.derive_private_key(angka, ec.SECP256R1())


def kunci_umum() -> str:
    """Untuk `applicationServerKey` di peramban."""
    return b64(_titik(kunci_situs()))


def _titik(kunci: ec.EllipticCurvePrivateKey) -> bytes:
    return kunci.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def sandikan(
    isi: bytes,
    kunci: str,
    rahasia: str,
    *,
    sekali: ec.EllipticCurvePrivateKey | None = None,
    garam: bytes | None = None,
) -> bytes:
    """aes128gcm satu rekaman (RFC 8291). `sekali` dan `garam` hanya ditentukan oleh uji."""
    umum = dari_b64(kunci)
    sekali, garam = sekali or ec.generate_private_key(ec.SECP256R1()), garam or os.urandom(16)
    bersama = sekali.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), umum))
    pengirim = _titik(sekali)
    bahan = _hkdf(dari_b64(rahasia), b"WebPush: info\x00" + umum + pengirim, 32, bersama)
    kunci_isi = _hkdf(garam, b"Content-Encoding: aes128gcm\x00", 16, bahan)
    nonce = _hkdf(garam, b"Content-Encoding: nonce\x00", 12, bahan)
    return (
        garam
        + struct.pack("!IB", 4096, len(pengirim))
        + pengirim
        + AESGCM(kunci_isi).encrypt(nonce, isi + b"\x02", None)
    )


def _hkdf(garam: bytes, info: bytes, panjang: int, bahan: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=panjang, salt=garam, info=info).derive(bahan)


def kepala_vapid(titik: str) -> str:
    bagian = urlsplit(titik)
    klaim = {"aud": f"{bagian.scheme}://{bagian.netloc}", "exp": int(time.time()) + 12 * 3600, "sub": settings.SITE_URL}
    return f"vapid t={jwt.encode(klaim, kunci_situs(), algorithm='ES256')}, k={kunci_umum()}"


def titik_wajar(titik: str) -> bool:
    """https ke layanan dorong yang dikenal (`LAYANAN_DORONG`): langganan palsu tidak dapat menyuruh server mengetuk yang lain."""
    try:
        bagian = urlsplit(titik)
        tuan = bagian.hostname or ""
        if bagian.scheme != "https" or bagian.username or bagian.password or bagian.port not in (None, 443):
            return False
    except ValueError:
        return False
    return any(tuan == satu or (satu.startswith(".") and tuan.endswith(satu)) for satu in settings.LAYANAN_DORONG)


@dataclass(frozen=True)
class Pesan:
    judul: str
    isi: str
    url: str
    kunci: str  # pemberitahuan baru berkunci sama menggantikan yang lama di layar orangnya


def muatan(pesan: Pesan) -> bytes:
    """Yang dibaca pekerja layanan; teksnya dipendekkan, tidak pernah terpotong di tengah JSON-nya."""
    for paling in (300, 100, 0):
        isi = {"judul": pesan.judul[:120], "isi": pesan.isi[:paling], "url": pesan.url, "kunci": pesan.kunci}
        bita = json.dumps(isi, ensure_ascii=False).encode(errors="replace")
        if len(bita) <= ISI_MAKS:
            break
    return bita


def dorong(langganan: LanggananDorong, pesan: Pesan) -> bool:
    """Mengirim satu pemberitahuan; langganan yang sudah tidak ada dihapus, yang gagal terus berhenti dicoba."""
    if not titik_wajar(langganan.titik):
        return _catat_gagal(langganan, "bukan layanan dorong yang dikenal")
    kepala = {
        "TTL": str(UMUR), "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "Urgency": "normal",
        "Authorization": kepala_vapid(langganan.titik),
    }  # fmt: skip
    try:
        badan = sandikan(muatan(pesan), langganan.kunci, langganan.rahasia)
        status = ketuk(langganan.titik, badan, kepala)
    except (requests.RequestException, ValueError) as galat:
        return _catat_gagal(langganan, type(galat).__name__)
    if status in HILANG:
        LanggananDorong.objects.filter(pk=langganan.pk).delete()
        return False
    if not 200 <= status < 300:
        return _catat_gagal(langganan, str(status))
    LanggananDorong.objects.filter(pk=langganan.pk).update(gagal=0, terkirim_pada=timezone.now())
    return True


def _catat_gagal(langganan: LanggananDorong, sebab: str) -> bool:
    log.warning("pemberitahuan ke langganan %s gagal: %s", langganan.pk, sebab)
    if langganan.gagal + 1 >= GAGAL_MAKS:
        LanggananDorong.objects.filter(pk=langganan.pk).delete()
    else:
        LanggananDorong.objects.filter(pk=langganan.pk).update(gagal=langganan.gagal + 1)
    return False
