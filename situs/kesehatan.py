"""Dua pertanyaan pengawas: apakah proses hidup, dan apakah situs siap melayani (domain operations.md 9)."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from akun.models import SuratKeluar
from replikasi import antrean

from . import cadangan
from .models import DetakPekerja

DETAK_PALING_TUA = timedelta(minutes=2)
SURAT_PALING_TUA = timedelta(minutes=15)
LAPORAN_PALING_TUA = timedelta(minutes=15)
CADANGAN_PALING_TUA = timedelta(hours=26)
RUANG_PALING_SEDIKIT = 200 * 1024 * 1024


def healthz(request: HttpRequest) -> HttpResponse:
    """Proses hidup; tidak menyentuh basis data."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """200 bila semua pemeriksaan baik, selain itu 503. Rinciannya hanya untuk pengawas di komputer yang sama."""
    hasil = {nama: _coba(periksa) for nama, periksa in PEMERIKSAAN.items()}
    baik = all(satu.startswith("baik") for satu in hasil.values())
    setempat = request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and "X-Forwarded-For" not in request.headers
    isi: dict[str, object] = {"siap": baik} | ({"rincian": hasil} if setempat else {})
    balasan = JsonResponse(isi, status=200 if baik else 503)
    if not baik:
        balasan["Retry-After"] = "10"
    return balasan


def _coba(periksa: Callable[[], str]) -> str:
    try:
        return periksa()
    except DatabaseError as galat:
        return f"basis data: {type(galat).__name__}"
    except OSError as galat:
        return f"{type(galat).__name__}"


def _basis_data() -> str:
    mulai = time.monotonic()
    DetakPekerja.objects.update_or_create(pekerja="readyz", defaults={"pada": timezone.now()})
    lama = time.monotonic() - mulai
    return "baik" if lama <= 1 else f"lambat: {lama:.1f} detik"


def _migrasi() -> str:
    for alias in settings.DATABASES:
        pelaksana = MigrationExecutor(connections[alias])
        if pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
            return f"ada migrasi yang belum jalan di {alias}"
    return "baik"


def _cakram() -> str:
    sisa = shutil.disk_usage(settings.DATA_DIR).free
    return "baik" if sisa >= RUANG_PALING_SEDIKIT else f"sisa {sisa // 1024**2} MB"


def _pekerja() -> str:
    batas = timezone.now() - DETAK_PALING_TUA
    hidup = DetakPekerja.objects.exclude(pekerja="readyz").filter(pada__gte=batas).exists()
    return "baik" if hidup else "pekerja latar tidak berdetak"


def _surat() -> str:
    batas = timezone.now() - SURAT_PALING_TUA
    tertahan = SuratKeluar.objects.filter(keadaan=SuratKeluar.Keadaan.MENUNGGU, coba_lagi_pada__lte=batas).exists()
    return "surat tertahan lebih dari 15 menit" if tertahan else "baik"


def _laporan() -> str:
    umur = antrean.umur_tertua()
    return "baik" if umur <= LAPORAN_PALING_TUA.total_seconds() else f"laporan desa tertahan {umur / 60:.0f} menit"


def _cadangan() -> str:
    """Baru dituntut sesudah ada satu: pemasangan baru tidak dianggap sakit (operations.md 9)."""
    ada = cadangan.yang_ada(settings.FOLDER_CADANGAN)
    if not ada:
        return "baik, belum ada cadangan"
    umur = timezone.now() - cadangan.waktu_dari(ada[-1])
    lama = f"cadangan terakhir {umur.total_seconds() / 3600:.0f} jam lalu"
    return f"baik, {lama}" if umur <= CADANGAN_PALING_TUA else lama


PEMERIKSAAN: dict[str, Callable[[], str]] = {
    "basis data": _basis_data,
    "migrasi": _migrasi,
    "cakram": _cakram,
    "pekerja": _pekerja,
    "surat": _surat,
    "laporan": _laporan,
    "cadangan": _cadangan,
}
