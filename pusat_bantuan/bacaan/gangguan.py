"""Halaman status dan meja gangguan; jumlah kueri tetap."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.models import Bidang

from ..layanan.gangguan import SINGGAHAN_STATUS
from ..layanan.lonjakan import tiket_serupa
from ..models import AnakGangguan, Gangguan, ProfilTiket, UsulGangguan
from ..models.tiket import ProfilTiketQuerySet

RIWAYAT = timedelta(days=90)
SINGGAH_DETIK = 60
PER_LEMBAR = 25


@dataclass(frozen=True)
class HalamanStatus:
    """Tanpa nama orang dan tanpa nama desa."""

    terbuka: list[Gangguan]
    lampau: list[Gangguan]
    bidang: list[tuple[Bidang, Gangguan | None]]


def status() -> HalamanStatus:
    """Isi halaman status, disimpan sebentar dan dibuang setiap kali ada perubahan."""
    return cache.get_or_set(SINGGAHAN_STATUS, _status, SINGGAH_DETIK)


def _status() -> HalamanStatus:
    daftar = list(
        Gangguan.objects.filter(publik=True)
        .filter(Q(pulih_pada__isnull=True) | Q(pulih_pada__gte=timezone.now() - RIWAYAT))
        .select_related("bidang__induk", "wilayah")
        .prefetch_related("perkembangan")[:200]
    )
    terbuka = [satu for satu in daftar if satu.terbuka]
    kena = {satu.bidang.induk_id or satu.bidang_id: satu for satu in reversed(terbuka)}
    bidang = Bidang.objects.pokok().order_by("urutan", "nama")
    return HalamanStatus(
        terbuka, [satu for satu in daftar if not satu.terbuka], [(satu, kena.get(satu.pk)) for satu in bidang]
    )


@dataclass
class MejaGangguan:
    terbuka: list[Gangguan]
    lampau: list[Gangguan]
    usul: list[UsulGangguan] = field(default_factory=list)


def meja_gangguan(oleh: Pengguna) -> MejaGangguan:
    """Yang diurus `oleh`, dengan jumlah tiketnya; usul yang menunggu bagi petugas nasional."""
    isi = Count("anak", filter=Q(anak__dilepas_pada__isnull=True))
    daftar = Gangguan.objects.diurus(oleh=oleh).select_related("bidang", "wilayah").annotate(jumlah=isi)
    return MejaGangguan(
        terbuka=list(daftar.terbuka()[:100]),
        lampau=list(daftar.filter(keadaan=Gangguan.Keadaan.PULIH)[:25]),
        usul=list(UsulGangguan.objects.terlihat(oleh=oleh).menunggu().select_related("bidang")[:20]),
    )


def halaman_gangguan(gangguan: Gangguan, *, oleh: Pengguna, sesudah: int = 0) -> dict:
    """Satu gangguan bagi petugasnya: kemajuan kabar, tiket di dalamnya, tiket serupa yang belum masuk."""
    aktif = AnakGangguan.objects.aktif().filter(gangguan=gangguan)
    hitung = aktif.aggregate(semua=Count("pk"), belum=Count("pk", filter=Q(perlu=True)))
    anak = list(
        aktif.terlihat(oleh=oleh)
        .filter(pk__gt=sesudah)
        .select_related("profil__tiket", "profil__wilayah", "profil__bidang", "profil__pemegang")
        .order_by("pk")[: PER_LEMBAR + 1]
    )
    calon = serupa(gangguan, oleh=oleh) if gangguan.terbuka else ProfilTiket.objects.none()
    return {
        "gangguan": gangguan,
        "perkembangan": list(gangguan.perkembangan.select_related("oleh")),
        "semua": hitung["semua"],
        "sampai": hitung["semua"] - hitung["belum"],
        "belum": hitung["belum"],
        "anak": anak[:PER_LEMBAR],
        "berikut": anak[PER_LEMBAR - 1].pk if len(anak) > PER_LEMBAR else "",
        "calon": list(calon.untuk_daftar().order_by("-aktivitas", "-tiket")[:PER_LEMBAR]),
        "banyak_calon": calon.count() if gangguan.terbuka else 0,
    }


def serupa(gangguan: Gangguan, *, oleh: Pengguna) -> ProfilTiketQuerySet:
    """Tiket yang boleh dimasukkan `oleh`: sebidang, bersifat sama, sejak sehari sebelum gangguannya mulai."""
    daftar = tiket_serupa(gangguan, sejak=gangguan.mulai - timedelta(days=1))
    daftar = daftar.filter(pk__in=ProfilTiket.objects.dapat_ditangani(oleh=oleh).values("pk"))
    return daftar.di_dalam(gangguan.wilayah) if gangguan.wilayah else daftar
