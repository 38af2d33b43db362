"""Jawaban siap: sisipan diisi dari tiketnya; daftar periksa: disalin ke tiket dan dicentang."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna

from .. import siap_pakai
from ..models import ButirPeriksa, DaftarPeriksa, PeristiwaTiket, ProfilTiket
from .galat import TidakDapat
from .jejak import bersihkan, catat, kunci_tiket

JEDA_RINGKASAN = timedelta(minutes=10)  # menyalin lalu mengunduh dihitung satu kali


def isi_jawaban(teks: str, *, profil: ProfilTiket, oleh: Pengguna) -> str:
    """Teks dengan sisipan yang dikenal sudah diganti; yang lain apa adanya."""
    return siap_pakai.isi_sisipan(
        teks,
        {
            "nama_pemohon": profil.atas_nama or profil.nama_pemohon, "desa": profil.nama_tempat, "kode": profil.kode,
            "judul": profil.judul, "bidang": profil.bidang.nama, "versi": profil.versi, "nama_saya": oleh.nama,
            "alamat_tiket": f"{settings.SITE_URL}{profil.get_absolute_url()}",
        },
    )  # fmt: skip


@transaction.atomic
def pakai_daftar(*, profil: ProfilTiket, daftar: DaftarPeriksa, oleh: Pengguna) -> list[ButirPeriksa]:
    """Menyalin langkah daftar itu ke tiket; yang sudah ada tidak digandakan."""
    if not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Daftar periksa hanya untuk yang menangani tiket.")
    ProfilTiket.objects.select_for_update().get(pk=profil.pk)
    mulai = profil.butir_periksa.count()
    return [
        ButirPeriksa.objects.get_or_create(profil=profil, daftar=daftar, teks=teks, defaults={"urutan": mulai + urut})[
            0
        ]
        for urut, teks in enumerate(daftar.langkah)
    ]


@transaction.atomic
def centang(*, butir: ButirPeriksa, oleh: Pengguna, selesai: bool) -> ButirPeriksa:
    """Siapa dan kapan; mencentang yang sudah dicentang tidak mengganti namanya."""
    butir = ButirPeriksa.objects.select_for_update().get(pk=butir.pk)
    if not butir.profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Daftar periksa hanya untuk yang menangani tiket.")
    if selesai != (butir.selesai_pada is not None):
        butir.selesai_pada, butir.selesai_oleh = (timezone.now(), oleh) if selesai else (None, None)
        butir.save(update_fields=["selesai_pada", "selesai_oleh"])
    return butir


@transaction.atomic
def catat_ringkasan(*, profil: ProfilTiket, oleh: Pengguna, teks: str) -> str:
    """Mencatat bahwa ringkasan keluar dari rumah; mengembalikan teksnya, disamarkan sekali lagi."""
    profil = kunci_tiket(profil)
    if not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Ringkasan hanya untuk yang menangani tiket.")
    baru = timezone.now() - JEDA_RINGKASAN
    if not profil.peristiwa.filter(jenis=PeristiwaTiket.Jenis.RINGKASAN, pelaku=oleh, pada__gt=baru).exists():
        catat(profil, jenis=PeristiwaTiket.Jenis.RINGKASAN, pelaku=oleh, dari_meja=True, susulan=False)
    return bersihkan(teks)
