"""Yang berubah sesudah seseorang selesai belajar: ringkasannya, dan balok mana saja (domain training.md 3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce, Greatest

from akun.models import Pengguna
from modul_pelatihan.blocks import susun_isi
from modul_pelatihan.models import KemajuanPelajaran, PelajaranPage, PerubahanPelajaran
from modul_pelatihan.models.perubahan import Tingkat

MENIT_DELTA = 5


def perubahan_belum_dibaca(orang: Pengguna, pelajaran: list[UUID] | None = None) -> dict[UUID, datetime]:
    """Pelajaran selesai yang berubah besar sesudahnya → kapan terbit; satu kueri, dipakai juga syarat tetap aktif pelatih."""
    if not orang.is_authenticated:
        return {}
    sejak = KemajuanPelajaran.objects.terlihat(oleh=orang).selesai()
    sejak = sejak.annotate(sampai=Greatest("selesai", Coalesce("perubahan_dibaca", "selesai")))
    besar = PerubahanPelajaran.objects.filter(tingkat=Tingkat.BESAR)
    if pelajaran is not None:
        besar = besar.filter(pelajaran__in=pelajaran)
    besar = besar.filter(Exists(sejak.filter(pelajaran=OuterRef("pelajaran"), sampai__lt=OuterRef("terbit"))))
    return {satu.pelajaran: satu.terbit for satu in besar.order_by("terbit")}


@dataclass
class Delta:
    """Satu pelajaran singkat: apa yang berubah sejak orang itu selesai."""

    perubahan: list[PerubahanPelajaran]
    baru: list[dict[str, Any]] = field(default_factory=list)
    dibuang: int = 0
    dapat_dibandingkan: bool = False


def delta(pelajaran: PelajaranPage, kemajuan: KemajuanPelajaran, orang: Pengguna) -> Delta:
    """Ringkasan tiap perubahan besar, dan balok yang baru atau berubah dibanding revisi yang dulu diselesaikan."""
    sampai = max(kemajuan.selesai, kemajuan.perubahan_dibaca or kemajuan.selesai)
    hasil = Delta(
        list(PerubahanPelajaran.objects.filter(pelajaran=pelajaran.uuid, tingkat=Tingkat.BESAR, terbit__gt=sampai))
    )
    if kemajuan.revisi_id is None:
        return hasil
    lama = defaultdict(str, {anak.id: _isi(anak) for anak in kemajuan.revisi.as_object().isi})
    balok = susun_isi(pelajaran.isi, oleh=orang)
    hasil.baru = [
        satu | {"berubah": satu["id"] in lama} for satu in balok if lama.get(satu["id"]) != _isi(satu["blok"])
    ]
    hasil.dibuang = len(set(lama) - {anak.id for anak in pelajaran.isi})
    hasil.dapat_dibandingkan = True
    return hasil


def riwayat_naskah(pelajaran: PelajaranPage, banyak: int = 5) -> list[PerubahanPelajaran]:
    return list(PerubahanPelajaran.objects.filter(pelajaran=pelajaran.uuid)[:banyak])


def _isi(anak) -> str:
    return repr(anak.get_prep_value()["value"])
