"""Membaca pengaturan dari lingkungan: satu fungsi per bentuk nilai, galat yang menyebut nama peubahnya."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_BENAR = {"1", "true", "ya", "on", "yes"}
_SALAH = {"0", "false", "tidak", "off", "no", ""}


def teks(nama: str, bawaan: str = "") -> str:
    return os.environ.get(nama, bawaan).strip()


def boolean(nama: str, bawaan: bool = False) -> bool:
    nilai = os.environ.get(nama)
    if nilai is None:
        return bawaan
    nilai = nilai.strip().lower()
    if nilai in _BENAR:
        return True
    if nilai in _SALAH:
        return False
    raise ImproperlyConfigured(f"{nama} harus ya atau tidak, bukan {nilai!r}.")


def bilangan(nama: str, bawaan: int) -> int:
    nilai = teks(nama)
    try:
        return int(nilai) if nilai else bawaan
    except ValueError as galat:
        raise ImproperlyConfigured(f"{nama} harus bilangan bulat, bukan {nilai!r}.") from galat


def daftar(nama: str, bawaan: tuple[str, ...] = ()) -> list[str]:
    nilai = teks(nama)
    return [butir.strip() for butir in nilai.split(",") if butir.strip()] if nilai else list(bawaan)


def rahasia(nama: str, folder: Path) -> str:
    """Nilai rahasia: dari lingkungan, atau berkas 0600 di `folder` yang dibuat sekali."""
    if nilai := teks(nama):
        return nilai
    berkas = folder / f"{nama.lower()}.txt"
    try:
        return berkas.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sementara = folder / f".{berkas.name}.{os.getpid()}"
        sementara.touch(mode=0o600)
        sementara.write_text(secrets.token_urlsafe(64))
        try:
            os.link(sementara, berkas)  # yang pertama menang, proses lain membaca hasilnya
        except FileExistsError:
            pass
        finally:
            sementara.unlink()
        return berkas.read_text().strip()


def basis_data(url: str, folder: Path) -> dict:
    """`DATABASE_URL` → kamus Django. Kosong berarti SQLite di `folder`; selain itu `postgres://`."""
    if not url:
        return sqlite(folder / "db.sqlite3")
    bagian = urlsplit(url)
    if bagian.scheme == "sqlite":
        return sqlite(Path(unquote(bagian.path)))
    if bagian.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL harus berawalan postgres:// atau sqlite:///.")
    kueri = {kunci: nilai[-1] for kunci, nilai in parse_qs(bagian.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(bagian.path.lstrip("/")) or "postgres",
        "USER": unquote(bagian.username or ""),
        "PASSWORD": unquote(bagian.password or ""),
        "HOST": kueri.get("host") or bagian.hostname or "",
        "PORT": str(bagian.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
        },
    }


def sqlite(berkas: Path, *, sinkron: str = "FULL", tunggu_detik: float = 20) -> dict:
    """Pengaturan SQLite yang terukur: WAL, IMMEDIATE, menunggu kunci (docs/keputusan/0003-sqlite.md)."""
    berkas.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": berkas,
        "CONN_MAX_AGE": None,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": tunggu_detik,
            "init_command": (
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous={sinkron}; PRAGMA cache_size=-20000;"
                "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
            ),
        },
    }


def surel(url: str, folder: Path) -> dict[str, object]:
    """`EMAIL_URL` → pengaturan Django. Kosong: surat ditulis ke `folder`; `console:`; `smtp[s]://`, `smtp+tls://`."""
    if not url:
        return {"SURAT_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    if url.startswith("console:"):
        return {"SURAT_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    bagian = urlsplit(url)
    if bagian.scheme not in {"smtp", "smtps", "smtp+tls"}:
        raise ImproperlyConfigured("EMAIL_URL harus console:, smtp://, smtps:// atau smtp+tls://.")
    return {
        "SURAT_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": bagian.hostname or "localhost",
        "EMAIL_PORT": bagian.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[bagian.scheme],
        "EMAIL_HOST_USER": unquote(bagian.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(bagian.password or ""),
        "EMAIL_USE_SSL": bagian.scheme == "smtps",
        "EMAIL_USE_TLS": bagian.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }
