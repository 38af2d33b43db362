"""Membetulkan keterangan tiket; setiap perubahan menjadi peristiwa dengan nilai lama dan barunya."""

from __future__ import annotations

from django.db import transaction

from akun.models import Pengguna
from modul_pelatihan.models import Bidang

from ..cari import indekskan_tiket
from ..models import PeristiwaTiket, ProfilTiket
from .buat_tiket import BIDANG_TERBATAS, PRIORITAS
from .galat import TidakDapat
from .jejak import catat, kunci_tiket
from .pecah import bersihkan_judul

Jenis = PeristiwaTiket.Jenis


@transaction.atomic
def ubah_tiket(
    *,
    profil: ProfilTiket,
    oleh: Pengguna,
    judul: str | None = None,
    bidang: Bidang | None = None,
    dampak: str | None = None,
    versi: str | None = None,
) -> ProfilTiket:
    """Yang `None` atau sama dengan sekarang tidak disentuh. Bidang keamanan membuat tiket terbatas dan kritis."""
    profil = kunci_tiket(profil)
    if not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Keterangan tiket ini tidak dapat Anda ubah.")
    if bidang is not None and bidang.pk != profil.bidang_id:
        lama, profil.bidang = profil.bidang.nama, bidang
        if BIDANG_TERBATAS in {bidang.slug, bidang.induk.slug if bidang.induk else ""}:
            profil.terbatas, dampak = True, ProfilTiket.Dampak.KRITIS
        _catat(profil, Jenis.GANTI_BIDANG, oleh, lama, bidang.nama)
    if dampak is not None and dampak != profil.dampak:
        if dampak not in ProfilTiket.Dampak.values:
            raise TidakDapat("Pilih dampaknya.")
        lama, profil.dampak = profil.get_dampak_display().partition(":")[0], dampak
        profil.tiket.priority = PRIORITAS[dampak]
        profil.tiket.save(update_fields=["priority", "modified"])
        _catat(profil, Jenis.GANTI_DAMPAK, oleh, lama, profil.get_dampak_display().partition(":")[0])
    if judul is not None and (baru := bersihkan_judul(judul)) and baru != profil.judul:
        lama, profil.tiket.title = profil.judul, baru
        profil.tiket.save(update_fields=["title", "modified"])
        indekskan_tiket(profil)
        _catat(profil, Jenis.GANTI_JUDUL, oleh, f"“{lama}”", f"“{baru}”")
        indekskan_tiket(profil)
    if versi is not None and (baru := bersihkan_judul(versi)[:40]) != profil.versi:
        lama, profil.versi = profil.versi or "kosong", baru
        _catat(profil, Jenis.GANTI_JUDUL, oleh, f"versi {lama}", f"versi {baru or 'kosong'}")
    return profil


def _catat(profil: ProfilTiket, jenis: str, oleh: Pengguna, lama: str, baru: str) -> None:
    catat(profil, jenis=jenis, pelaku=oleh, dari_meja=True, susulan=False, alasan=f"{lama} → {baru}")
