"""Detak kehadiran dan penjaga balasan yang bersilang."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from akun.models import Pengguna

from ..models import KehadiranTiket, PeristiwaTiket, ProfilTiket
from .galat import TidakDapat
from .tugas import MASA_PEGANG

Jenis = PeristiwaTiket.Jenis
PESAN_TERBUKA = (Jenis.BALASAN, Jenis.SELESAI, Jenis.DIBUKA_LAGI)


class AdaYangBaru(TidakDapat):
    """Orang lain menulis sesudah halaman ini dibuka: balasan ditahan sampai penulisnya membaca yang baru."""


def hadir(*, profil: ProfilTiket, oleh: Pengguna, menulis: bool) -> list[KehadiranTiket]:
    """Mencatat detak `oleh`, membuang yang basi, mengembalikan yang lain. Menulis memperpanjang pegangan sepuluh menit."""
    sekarang = timezone.now()
    try:
        with transaction.atomic():
            KehadiranTiket.objects.update_or_create(
                profil=profil, orang=oleh, defaults={"menulis": menulis, "pada": sekarang}
            )
    except IntegrityError:  # dua tab orang yang sama
        KehadiranTiket.objects.filter(profil=profil, orang=oleh).update(menulis=menulis, pada=sekarang)
    if menulis and profil.pegangan_sampai and profil.pemegang_id == oleh.pk:
        ProfilTiket.objects.filter(pk=profil.pk, pemegang=oleh, pegangan_sampai__isnull=False).update(
            pegangan_sampai=sekarang + MASA_PEGANG
        )
    return yang_hadir(profil, kecuali=oleh)


def pergi(*, profil: ProfilTiket, oleh: Pengguna) -> None:
    KehadiranTiket.objects.filter(profil=profil, orang=oleh).delete()


def yang_hadir(profil: ProfilTiket, *, kecuali: Pengguna) -> list[KehadiranTiket]:
    """Penangan lain yang sedang membuka tiket itu; satu kueri."""
    return list(KehadiranTiket.objects.sekarang().filter(profil=profil).exclude(orang=kecuali).select_related("orang"))


def sapu_kehadiran() -> int:
    """Detak yang basi dibuang pekerja."""
    batas = timezone.now() - timedelta(hours=1)
    return KehadiranTiket.objects.filter(pada__lt=batas).delete()[0]


def pesan_sesudah(profil: ProfilTiket, *, nomor: int, kecuali: Pengguna) -> list[PeristiwaTiket]:
    """Pesan terbuka orang lain yang muncul sesudah peristiwa bernomor itu."""
    return list(
        profil.peristiwa.filter(pk__gt=nomor, jenis__in=PESAN_TERBUKA)
        .exclude(pelaku=kecuali)
        .select_related("pelaku", "kontak", "followup")
        .order_by("pk")[:5]
    )


def periksa_bersilang(profil: ProfilTiket, *, oleh: Pengguna, nomor: int | None) -> None:
    """Dipanggil sesudah tiket dikunci. Galat `AdaYangBaru` bila ada pesan yang belum dibaca penulisnya."""
    if nomor is not None and pesan_sesudah(profil, nomor=nomor, kecuali=oleh):
        raise AdaYangBaru("Ada pesan baru sejak Anda membuka halaman ini. Baca dulu; tulisan Anda masih utuh.")
