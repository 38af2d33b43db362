"""Lampiran: berkas ditulis di luar transaksi, barisnya di dalam; yang batal dibuang (domain operations.md 5.4)."""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone
from helpdesk.models import FollowUp

from akun.models import Pengguna

from ..berkas import TERHITUNG, BerkasBersih
from ..models import LampiranTiket, ProfilTiket
from ..models.lampiran import semua_berkas, tempat_pribadi
from ..tasks import siapkan_lampiran

Keadaan = LampiranTiket.Keadaan
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tersimpan:
    jalur: str
    berkas: BerkasBersih


def simpan_berkas(lampiran: Sequence[BerkasBersih]) -> list[Tersimpan]:
    """Menulis isi berkas dengan nama acak; belum ada baris yang menunjuknya."""
    hasil: list[Tersimpan] = []
    try:
        for berkas in lampiran:
            nama = f"tiket/{timezone.now():%Y/%m}/{uuid.uuid4().hex}.{berkas.akhiran}"
            hasil.append(Tersimpan(tempat_pribadi().save(nama, ContentFile(berkas.isi)), berkas))
    except OSError:
        buang_berkas(hasil)
        raise
    return hasil


def tempelkan(
    profil: ProfilTiket,
    tersimpan: Iterable[Tersimpan],
    *,
    pengunggah: Pengguna | None,
    followup: FollowUp | None = None,
) -> list[LampiranTiket]:
    """Baris lampiran di dalam transaksi; yang masih perlu ditulis ulang, dipindai, atau dihitung NIK-nya diantrekan."""
    baris = [
        LampiranTiket.objects.create(
            profil=profil, followup=followup, pengunggah=pengunggah, berkas=satu.jalur, nama=satu.berkas.nama,
            mime=satu.berkas.mime, ukuran=len(satu.berkas.isi), lebar=satu.berkas.lebar, tinggi=satu.berkas.tinggi,
            sidik=hashlib.sha256(satu.berkas.isi).hexdigest(),
            keadaan=Keadaan.DISIAPKAN if _perlu_disiapkan(satu.berkas) else Keadaan.SIAP,
        )
        for satu in tersimpan
    ]  # fmt: skip
    for satu in baris:
        if not satu.siap:
            siapkan_lampiran.enqueue(satu.pk)
    return baris


def _perlu_disiapkan(berkas: BerkasBersih) -> bool:
    return berkas.olah or berkas.akhiran in TERHITUNG or bool(settings.PEMINDAI_LAMPIRAN)


def buang_berkas(tersimpan: Iterable[Tersimpan]) -> None:
    for satu in tersimpan:
        try:
            tempat_pribadi().delete(satu.jalur)
        except OSError:
            log.warning("lampiran batal tidak terhapus: %s", satu.jalur)


def sapu_yatim(*, umur_jam: int = 24) -> int:
    """Menghapus berkas yang tidak ditunjuk satu baris pun sesudah `umur_jam`; mengembalikan jumlahnya."""
    tempat, terhapus = tempat_pribadi(), 0
    for jalur in semua_berkas("tiket"):
        tua = (timezone.now() - tempat.get_modified_time(jalur)).total_seconds() > umur_jam * 3600
        if tua and not LampiranTiket.objects.filter(Q(berkas=jalur) | Q(kecil=jalur)).exists():
            tempat.delete(jalur)
            terhapus += 1
    return terhapus
