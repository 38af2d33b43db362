"""CA buatan sendiri dan sertifikat server di bawahnya, untuk menguji TLS tanpa jaringan luar."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def buat(folder: Path, *, host: str = "127.0.0.1", umur: timedelta = timedelta(days=1)) -> tuple[Path, ssl.SSLContext]:
    """`(berkas CA, konteks server)`; sertifikatnya untuk `host`, berakhir sesudah `umur` (negatif: sudah lewat)."""
    kunci_ca, kunci = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    nama_ca, kini = _nama("CA uji"), datetime.now(UTC)
    dasar = x509.CertificateBuilder().issuer_name(nama_ca).not_valid_before(kini - timedelta(days=9))
    ca = (
        dasar.subject_name(nama_ca).public_key(kunci_ca.public_key()).serial_number(x509.random_serial_number())
        .not_valid_after(kini + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_guna(tanda_sertifikat=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(kunci_ca.public_key()), critical=False)
        .sign(kunci_ca, hashes.SHA256())
    )  # fmt: skip
    satu = (
        dasar.subject_name(_nama(host)).public_key(kunci.public_key()).serial_number(x509.random_serial_number())
        .not_valid_after(kini + umur)
        .add_extension(x509.SubjectAlternativeName([_alamat(host)]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(kunci_ca.public_key()), critical=False)
        .sign(kunci_ca, hashes.SHA256())
    )  # fmt: skip
    berkas_ca, berkas = folder / f"ca-{host}.pem", folder / f"server-{host}.pem"
    berkas_ca.write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    berkas.write_bytes(
        kunci.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + satu.public_bytes(serialization.Encoding.PEM)
    )
    konteks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    konteks.load_cert_chain(berkas)
    return berkas_ca, konteks


def _nama(isi: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, isi)])


def _alamat(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _guna(*, tanda_sertifikat: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True, key_cert_sign=tanda_sertifikat, crl_sign=tanda_sertifikat, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
