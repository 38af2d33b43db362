"""Siapa yang menangani: menugaskan rekan, pegangan sepuluh menit relawan, dan menyebut rekan dalam catatan."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from akun.models import Pengguna, Penugasan, Peran
from wilayah import kode as aturan_kode

from ..keadaan import TERBUKA, Keadaan
from ..models import PeristiwaTiket, ProfilTiket
from .galat import TidakDapat
from .jejak import bersihkan, catat, kunci_tiket
from .surat import beri_tahu

log = logging.getLogger(__name__)
Jenis = PeristiwaTiket.Jenis
MASA_PEGANG = timedelta(minutes=10)
_SEBUT = re.compile(r"(?<![\w@.])@([\w.+-]{2,150})")


def calon_penangan(profil: ProfilTiket) -> QuerySet[Pengguna]:
    """Orang yang `profil.boleh_ditangani`-nya benar, dalam satu kueri."""
    leluhur = aturan_kode.leluhur(profil.wilayah.kode) if profil.wilayah else []
    berlaku = Penugasan.objects.berlaku().filter(Q(wilayah__isnull=True) | Q(wilayah__kode__in=leluhur)).order_by()
    bertugas = lambda peran: berlaku.filter(peran=peran).values("pengguna")  # noqa: E731
    syarat = Q(pk__in=bertugas(Peran.PETUGAS))
    if profil.wilayah and not profil.terbatas:
        syarat |= Q(pk__in=bertugas(Peran.PEGIAT)) & ~Q(pk__in=bertugas(Peran.OPERATOR)) & ~Q(pk=profil.pemohon_id or 0)
    return Pengguna.objects.filter(syarat, is_active=True).order_by("first_name", "pk")


def batas_pegangan(profil: ProfilTiket, orang: Pengguna):
    """Relawan memegang sepuluh menit dulu; petugas memegang sampai selesai (domain helpdesk.md 2.1)."""
    tetap = profil.tingkat != ProfilTiket.Tingkat.SIMPUL or orang.berkuasa(Peran.PETUGAS, atas=profil.wilayah)
    return None if tetap else timezone.now() + MASA_PEGANG


@transaction.atomic
def tugaskan(*, profil: ProfilTiket, kepada: Pengguna, oleh: Pengguna, alasan: str = "") -> ProfilTiket:
    """Menyerahkan tiket kepada seorang rekan; pegangannya tetap, tanpa batas sepuluh menit."""
    profil = kunci_tiket(profil)
    if not profil.terbuka or not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Tiket ini tidak dapat Anda tugaskan.")
    if not profil.boleh_ditangani(oleh=kepada):
        raise TidakDapat(f"{kepada.nama} tidak menangani tiket ini. Pilih rekan setim.")
    lama = profil.pemegang
    if lama == kepada and profil.pegangan_sampai is None:
        return profil
    ke = Keadaan.DITANGANI if profil.keadaan == Keadaan.BARU else profil.keadaan
    peristiwa = catat(
        profil, jenis=Jenis.DITUGASKAN, pelaku=oleh, ke=ke, pemegang=kepada, dari_meja=True,
        alasan=f"Kepada {kepada.nama}. {bersihkan(alasan)}".strip(),
    )  # fmt: skip
    beri_tahu(
        [kepada], peristiwa=peristiwa, kalimat=f"{oleh.nama} menyerahkan tiket ini kepada Anda", ajakan="Buka tiket",
        kutip=bersihkan(alasan),
    )  # fmt: skip
    if lama and lama != kepada:
        beri_tahu(
            [lama], peristiwa=peristiwa, ajakan="Lihat tiket",
            kalimat=f"{oleh.nama} menyerahkan tiket ini kepada {kepada.nama}",
        )  # fmt: skip
    return profil


def lepas_yang_habis(*, banyak: int = 200) -> int:
    """Pegangan relawan yang lewat sepuluh menit tanpa kabar kembali ke antrean; satu yang gagal tidak menahan lainnya."""
    habis = ProfilTiket.objects.filter(pegangan_sampai__lt=timezone.now(), keadaan__in=TERBUKA)
    lepas = 0
    for pk in list(habis.order_by("pegangan_sampai").values_list("pk", flat=True)[:banyak]):
        try:
            lepas += _lepas_satu(pk)
        except Exception:
            log.exception("pegangan tiket %s tidak terlepas", pk)
    return lepas


@transaction.atomic
def _lepas_satu(pk: int) -> bool:
    profil = ProfilTiket.objects.kunci(pk)
    if not profil.terbuka or not profil.pegangan_habis:
        return False
    pemegang = profil.pemegang
    ke = Keadaan.BARU if profil.keadaan == Keadaan.DITANGANI else profil.keadaan
    peristiwa = catat(
        profil, jenis=Jenis.DILEPAS, pelaku=None, ke=ke, pemegang=None, dari_meja=True,
        alasan="Sepuluh menit tanpa kabar.",
    )  # fmt: skip
    if pemegang:
        beri_tahu(
            [pemegang], peristiwa=peristiwa, ajakan="Ambil lagi",
            kalimat="Tiket ini kembali ke antrean, sebab sepuluh menit belum ada balasan",
        )  # fmt: skip
    return True


def yang_disebut(profil: ProfilTiket, isi: str) -> list[Pengguna]:
    """Rekan pada `@nama` di dalam catatan: hanya yang memang boleh membaca catatannya, paling banyak dua puluh."""
    nama = {satu.rstrip(".").lower() for satu in _SEBUT.findall(isi)}
    if not nama:
        return []
    return [orang for orang in calon_penangan(profil)[:500] if orang.username.lower() in nama][:20]


def kabari_yang_disebut(peristiwa: PeristiwaTiket, isi: str) -> list[Pengguna]:
    """Memberi tahu rekan yang disebut dalam satu catatan dalam."""
    orang = yang_disebut(peristiwa.profil, isi)
    beri_tahu(
        orang, peristiwa=peristiwa, kutip=isi, ajakan="Baca catatannya",
        kalimat=f"{peristiwa.pelaku.nama} menyebut Anda dalam catatan",
    )  # fmt: skip
    return orang


@transaction.atomic
def kembalikan(*, profil: ProfilTiket, oleh: Pengguna, alasan: str) -> ProfilTiket:
    """Penangan mana pun mengembalikan tiket ke antrean, misalnya ketika pemegangnya berhalangan; pemegangnya tahu."""
    profil = kunci_tiket(profil)
    if not profil.terbuka or not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Tiket ini tidak dapat Anda kembalikan ke antrean.")
    if profil.pemegang is None:
        return profil
    lama = profil.pemegang
    ke = Keadaan.BARU if profil.keadaan == Keadaan.DITANGANI else profil.keadaan
    peristiwa = catat(
        profil, jenis=Jenis.DILEPAS, pelaku=oleh, ke=ke, pemegang=None, dari_meja=True, alasan=bersihkan(alasan)
    )
    beri_tahu(
        [lama], peristiwa=peristiwa, kalimat=f"{oleh.nama} mengembalikan tiket ini ke antrean", ajakan="Lihat tiket"
    )
    return profil
