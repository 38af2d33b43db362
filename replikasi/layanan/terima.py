"""Mendaratkan laporan di dalam permintaan: satu bacaan, paling banyak satu tulisan, tidak pernah lama.

Bila basis datanya terkunci atau mati, laporan dititipkan sebagai berkas kecil dan permintaan berikutnya tidak
mencoba lagi selama beberapa detik; pekerja memungut titipan itu (domain opensid.md 1, operations.md 4.5).
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import time
import uuid
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections, router, transaction
from django.utils import timezone

from replikasi.kalender import hari_laporan
from replikasi.kontrak import Laporan
from replikasi.models import LaporanMasuk

ISTIRAHAT_DETIK = 5
BATAS_TITIPAN = 20_000
_istirahat_sampai = 0.0


def terima_laporan(*, laporan: Laporan, saat: datetime | None = None) -> bool:
    """Menyimpan laporan untuk diserap; benar bila ada yang ditulis. Ulangan tanpa hal baru tidak menulis apa pun."""
    global _istirahat_sampai
    if not laporan.kode:
        return False
    saat = saat or timezone.now()
    if time.monotonic() < _istirahat_sampai:
        return titipkan(laporan=laporan, saat=saat)
    try:
        return _daratkan(laporan, saat)
    except (DatabaseError, InterfaceError, OSError):
        _istirahat_sampai = time.monotonic() + ISTIRAHAT_DETIK
        return titipkan(laporan=laporan, saat=saat)


def akhiri_istirahat() -> None:
    global _istirahat_sampai
    _istirahat_sampai = 0.0


def _daratkan(laporan: Laporan, saat: datetime) -> bool:
    alias = router.db_for_write(LaporanMasuk)
    sambungan = connections[alias]
    _periksa_terjangkau(sambungan)
    hari, sidik = hari_laporan(saat), laporan.sidik
    ada = LaporanMasuk.objects.filter(produk=laporan.produk, kode=laporan.kode, hari=hari)
    if ada.filter(sidik=sidik).exists():
        return False
    if sambungan.vendor == "postgresql":
        with transaction.atomic(using=alias):
            with sambungan.cursor() as kursor:
                kursor.execute("SET LOCAL synchronous_commit = off; SET LOCAL lock_timeout = '400ms'")
            simpan_baris([(laporan, hari, sidik, saat)])
    else:
        simpan_baris([(laporan, hari, sidik, saat)])
    return True


def simpan_baris(baris: list[tuple[Laporan, date, str, datetime]]) -> None:
    """Satu baris per (kode, produk, hari): yang baru menimpa yang lama dan menunggu diserap lagi."""
    LaporanMasuk.objects.bulk_create(
        [
            LaporanMasuk(
                produk=laporan.produk, kode=laporan.kode, hari=hari, sidik=sidik, isi=laporan.ke_teks(), diterima=saat
            )
            for laporan, hari, sidik, saat in baris
        ],
        update_conflicts=True,
        unique_fields=["produk", "kode", "hari"],
        update_fields=["sidik", "isi", "diterima", "diserap"],
    )


def _periksa_terjangkau(sambungan) -> None:
    """Server basis data yang tidak terjangkau ketahuan dalam setengah detik, bukan setelah batas waktu TCP."""
    tempat = sambungan.settings_dict
    jauh = sambungan.vendor == "postgresql" and tempat["HOST"] and not tempat["HOST"].startswith("/")
    if jauh and sambungan.connection is None:
        socket.create_connection((tempat["HOST"], int(tempat["PORT"] or 5432)), timeout=0.5).close()


# --- Titipan: berkas kecil saat basis data tidak bisa ditulisi ---------------------------------------------------


def folder_titipan() -> Path:
    return Path(settings.BERKAS_PRIBADI) / "titipan-laporan"


def titipkan(*, laporan: Laporan, saat: datetime) -> bool:
    """Satu berkas per (kode, produk, hari), diganti utuh; hanya kode yang bentuknya sah, dan berbatas banyaknya."""
    if not laporan.kode_sah:
        return False
    folder = folder_titipan()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    jati = f"{laporan.produk}|{laporan.kode}|{hari_laporan(saat)}"
    tujuan = folder / f"{hashlib.sha256(jati.encode()).hexdigest()[:40]}.json"
    if not tujuan.exists() and sum(1 for _ in os.scandir(folder)) >= BATAS_TITIPAN:
        return False
    sementara = folder / f".{uuid.uuid4().hex}"
    tulis = os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(tulis, "w", encoding="utf-8") as berkas:
        json.dump({"saat": saat.isoformat(), "laporan": laporan.ke_teks()}, berkas)
    os.replace(sementara, tujuan)
    return True


def pungut_titipan(*, paling_banyak: int = 500) -> int:
    """Memindahkan titipan ke tabel pendaratan; berkas dihapus sesudah barisnya tersimpan."""
    folder = folder_titipan()
    if not folder.is_dir():
        return 0
    for berkas in sorted(folder.glob("*.json"))[:paling_banyak]:
        berkas.rename(berkas.with_suffix(".dipungut"))  # laporan yang datang sesudah ini menjadi berkas baru
    dipungut = sorted(folder.glob("*.dipungut"))[:paling_banyak]
    baris = [satu for berkas in dipungut if (satu := _baca_titipan(berkas)) and not _sudah_lebih_baru(*satu)]
    if baris:
        simpan_baris(baris)
    for berkas in dipungut:
        berkas.unlink(missing_ok=True)
    return len(baris)


def _baca_titipan(berkas: Path) -> tuple[Laporan, date, str, datetime] | None:
    try:
        isi = json.loads(berkas.read_bytes())
        laporan, saat = Laporan.dari_teks(isi["laporan"]), datetime.fromisoformat(isi["saat"])
    except (ValueError, KeyError, TypeError):
        return None  # berkas rusak dibuang
    return laporan, hari_laporan(saat), laporan.sidik, saat


def _sudah_lebih_baru(laporan: Laporan, hari: date, sidik: str, saat: datetime) -> bool:
    return LaporanMasuk.objects.filter(produk=laporan.produk, kode=laporan.kode, hari=hari, diterima__gte=saat).exists()
