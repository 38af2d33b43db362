"""Satu putaran pengambilan: tiap kotak berdiri sendiri, yang mati tidak menahan yang lain."""

from __future__ import annotations

import logging
import ssl
import threading
from datetime import datetime

from django.db import close_old_connections, connection
from django.db.models import F
from django.utils import timezone

from ..layanan.baca_surat import BATAS_SURAT
from ..layanan.terima_surat import terima
from ..models import KotakSurat
from .jaringan import GALAT_JARINGAN, KotakGagal, ambil_imap, ambil_pop3
from .setelan import SETEMPAT, Kotak, kotak_terpasang
from .setempat import ambil_setempat

log = logging.getLogger(__name__)
_berjalan: dict[str, threading.Thread] = {}


def ambil_semua() -> int:
    """Semua kotak berurutan, di utas ini; mengembalikan jumlah surat yang tersimpan."""
    return sum(ambil_dari(kotak) for kotak in kotak_terpasang())


def ambil_di_samping() -> None:
    """Satu utas per kotak supaya server surat yang lambat tidak menahan pekerja. Yang masih berjalan tidak digandakan."""
    for kotak in kotak_terpasang():
        utas = _berjalan.get(kotak.nama)
        if utas is None or not utas.is_alive():
            utas = threading.Thread(target=_di_utas, args=(kotak,), name=f"surat {kotak.nama}", daemon=True)
            _berjalan[kotak.nama] = utas
            utas.start()


def _di_utas(kotak: Kotak) -> None:
    close_old_connections()
    try:
        ambil_dari(kotak)
    except Exception:
        log.exception("kotak %s tidak terambil", kotak.nama)
    finally:
        connection.close()


def ambil_dari(kotak: Kotak) -> int:
    """Mengambil satu kotak; galat jaringannya dicatat untuk petugas, bukan dilempar."""
    jumlah = 0

    def simpan(bita: bytes, ukuran: int, pada: datetime | None = None) -> None:
        nonlocal jumlah
        terima(bita, kotak=kotak.nama, ukuran=ukuran, pada=pada)
        jumlah += 1

    cara = ambil_setempat if kotak.cara in SETEMPAT else ambil_pop3 if kotak.cara.startswith("pop3") else ambil_imap
    galat = ""
    try:
        cara(kotak, simpan, batas=BATAS_SURAT)
    except KotakGagal as masalah:
        galat = str(masalah)
    except GALAT_JARINGAN as masalah:
        galat = _kalimat(masalah, kotak)
    if galat:
        log.warning("kotak %s: %s", kotak.nama, galat)
    _catat(kotak, jumlah, galat)
    return jumlah


def _kalimat(masalah: Exception, kotak: Kotak) -> str:
    """Sebab menurut jenis galatnya saja: jawaban server dapat memuat nama atau sandi."""
    nama = type(masalah).__name__
    if isinstance(masalah, ssl.SSLCertVerificationError):
        return "Sertifikat server suratnya tidak dipercaya. Perbaiki sertifikatnya, atau sebut CA-nya dengan ?ca= di SURAT_MASUK."
    if kotak.ca and isinstance(masalah, FileNotFoundError):
        return "Berkas CA di SURAT_MASUK tidak ditemukan."
    if isinstance(masalah, ConnectionRefusedError):
        return "Server suratnya menolak sambungan."
    if isinstance(masalah, TimeoutError):
        return "Server suratnya tidak menjawab dalam 30 detik."
    if "AUTH" in str(masalah).upper() or "LOGIN" in str(masalah).upper():
        return "Nama atau sandi kotak ini ditolak. Periksa SURAT_MASUK."
    return f"Sambungan terputus ({nama}); dicoba lagi pada putaran berikutnya."


def _catat(kotak: Kotak, jumlah: int, galat: str) -> None:
    kini = timezone.now()
    baris, _ = KotakSurat.objects.get_or_create(nama=kotak.nama)
    isian = {"dicoba": kini, "galat": galat, "diambil": F("diambil") + jumlah}
    KotakSurat.objects.filter(pk=baris.pk).update(**(isian if galat else isian | {"berhasil": kini}))
