"""Menandatangani dan menerbitkan kunci umum. Kunci rahasia hanya di berkas 0600 di luar basis data, dibuat sekali.

Mengganti kunci: pindahkan berkasnya; kunci umum yang lama tetap di `KunciLencana` dan tetap diterbitkan.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jwt as pyjwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from django.conf import settings
from jwt.utils import base64url_decode, base64url_encode, to_base64url_uint
from pyld import jsonld

from modul_pelatihan.models import KunciLencana, Sertifikat

from .kredensial import KONTEKS, alamat_penerbit, kredensial

_FOLDER = Path(__file__).parent
_BERKAS = dict(zip(KONTEKS, ("credentials-v2.json", "ob-v3p0-context-3.0.3.json"), strict=True))
_ABJAD = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
Kunci = ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey


def _b58(isi: bytes) -> str:
    angka, hasil = int.from_bytes(isi), ""
    while angka:
        angka, sisa = divmod(angka, 58)
        hasil = _ABJAD[sisa] + hasil
    return "1" * (len(isi) - len(isi.lstrip(b"\0"))) + hasil


def _muat(nama: str, folder: Path) -> Kunci:
    """Kunci rahasia dari berkas; yang pertama membuatnya menang, proses lain membaca hasilnya."""
    berkas = folder / f"lencana-{nama}.pem"
    if not berkas.exists():
        baru = (
            ed25519.Ed25519PrivateKey.generate()
            if nama == "ed25519"
            else rsa.generate_private_key(65537, key_size=2048)
        )
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sementara = folder / f".{berkas.name}.{os.getpid()}"
        sementara.touch(mode=0o600)
        sementara.write_bytes(
            baru.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        with contextlib.suppress(FileExistsError):
            os.link(sementara, berkas)
        sementara.unlink()
    return serialization.load_pem_private_key(berkas.read_bytes(), password=None)


@cache
def _kunci(nama: str, folder: Path) -> tuple[Kunci, dict[str, str], str]:
    """(kunci rahasia, JWK umum, kid). kid = sidik JWK (RFC 7638), jadi kunci baru selalu bernama baru."""
    kunci = _muat(nama, folder)
    umum = kunci.public_key()
    if isinstance(umum, rsa.RSAPublicKey):
        angka = umum.public_numbers()
        jwk = {"kty": "RSA", "n": to_base64url_uint(angka.n).decode(), "e": to_base64url_uint(angka.e).decode()}
    else:
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64url_encode(umum.public_bytes_raw()).decode()}
    sidik = hashlib.sha256(json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode()).digest()
    kid = base64url_encode(sidik).decode()
    return kunci, jwk, kid


def kunci(nama: str) -> tuple[Kunci, dict[str, str], str]:
    """Kunci aktif; kunci umumnya dicatat pada pemakaian pertama supaya tetap terbit sesudah diganti."""
    rahasia, jwk, kid = _kunci(nama, settings.DATA_DIR / "rahasia")
    KunciLencana.objects.get_or_create(kid=kid, defaults={"jwk": jwk})
    return rahasia, jwk, kid


def kunci_umum() -> list[dict[str, str]]:
    """JWKS: kunci aktif dan semua yang pernah dipakai."""
    kunci("rsa"), kunci("ed25519")
    return [satu.jwk | {"kid": satu.kid, "use": "sig"} for satu in KunciLencana.objects.all()]


def _multikey(jwk: dict[str, str]) -> str:
    mentah = base64url_decode(jwk["x"])
    return "z" + _b58(b"\xed\x01" + mentah)


def dokumen_penerbit() -> dict[str, Any]:
    """Profil penerbit sekaligus daftar kuncinya; alamat ini tidak boleh berubah selama ada lencana yang beredar."""
    penerbit = alamat_penerbit()
    cara = [
        {
            "id": f"{penerbit}#{satu['kid']}",
            "type": "Multikey",
            "controller": penerbit,
            "publicKeyMultibase": _multikey(satu),
        }
        for satu in kunci_umum()
        if satu["kty"] == "OKP"
    ]
    return {
        "@context": [KONTEKS[0], KONTEKS[1], "https://w3id.org/security/multikey/v1"],
        "id": penerbit, "type": ["Profile"], "name": "Pusat Bantuan OpenDesa", "url": settings.SITE_URL,
        "verificationMethod": cara, "assertionMethod": [satu["id"] for satu in cara],
    }  # fmt: skip


def _pemuat(url: str, pilihan: dict | None = None) -> dict[str, Any]:
    """Hanya konteks yang dibawa sendiri; alamat lain ditolak, tidak diambil."""
    if url not in _BERKAS:
        raise jsonld.JsonLdError(f"Konteks tidak dikenal: {url}", "jsonld.LoadDocumentError")
    return {
        "contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
        "document": json.loads((_FOLDER / _BERKAS[url]).read_text()),
    }  # fmt: skip


def _kanonik(dokumen: dict[str, Any]) -> bytes:
    teks = jsonld.normalize(
        dokumen, {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _pemuat, "safe": True}
    )
    return hashlib.sha256(teks.encode()).digest()


def bertanda(sertifikat: Sertifikat) -> dict[str, Any]:
    """Kredensial dengan bukti tertanam eddsa-rdfc-2022."""
    isi = kredensial(sertifikat)
    rahasia, _, kid = kunci("ed25519")
    bukti = {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod",
        "created": f"{sertifikat.dibuat:%Y-%m-%dT%H:%M:%SZ}", "verificationMethod": f"{alamat_penerbit()}#{kid}",
    }  # fmt: skip
    sidik = _kanonik(bukti | {"@context": isi["@context"]}) + _kanonik(isi)
    return isi | {"proof": bukti | {"proofValue": "z" + _b58(rahasia.sign(sidik))}}


def jwt(sertifikat: Sertifikat) -> str:
    """VC-JWT ringkas: anggota kredensial di tingkat atas, nbf dari validFrom, jwk di kepala."""
    isi = kredensial(sertifikat)
    rahasia, jwk, kid = kunci("rsa")
    tambahan: dict[str, Any] = {
        "iss": isi["issuer"]["id"], "jti": isi["id"], "sub": isi["credentialSubject"]["id"],
        "nbf": _detik(isi["validFrom"]), "iat": _detik(isi["validFrom"]),
    }  # fmt: skip
    if "validUntil" in isi:
        tambahan["exp"] = _detik(isi["validUntil"])
    return pyjwt.encode(isi | tambahan, rahasia, algorithm="RS256", headers={"jwk": jwk, "kid": kid, "typ": "JWT"})


def _detik(saat: str) -> int:
    return int(datetime.fromisoformat(saat).timestamp())
