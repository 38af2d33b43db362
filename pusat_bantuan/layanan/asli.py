"""Isi asli dari tulisan yang disamarkan: disimpan tersandi, dibuka dengan alasan, dibuang pada waktunya (helpdesk.md 5)."""

from __future__ import annotations

from django.db import transaction

from akun import brankas
from akun.models import Pengguna

from ..cari import indekskan_tiket
from ..models import IsiAsli, LampiranTiket, PeristiwaTiket, ProfilTiket
from .galat import TidakDapat
from .jejak import TeksBersih, catat, kunci_tiket

Jenis = PeristiwaTiket.Jenis


@transaction.atomic
def buka_asli(*, isi_asli: IsiAsli, oleh: Pengguna, alasan: str) -> str:
    """Tulisan aslinya, sesudah alasan dan orangnya tercatat di garis waktu tiket.

    Galat: `TidakDapat` bila bukan petugas wilayahnya, atau alasannya terlalu pendek.
    """
    if not isi_asli.boleh_dilihat(oleh=oleh):
        raise TidakDapat("Isi asli hanya dibuka petugas wilayahnya.")
    alasan = TeksBersih.dari(alasan)
    if len(alasan) < 10:
        raise TidakDapat("Tulis alasannya dengan jelas (paling sedikit 10 huruf); desa dapat membacanya.")
    profil = kunci_tiket(isi_asli.profil)
    catat(profil, jenis=Jenis.BUKA_ASLI, pelaku=oleh, dari_meja=True, alasan=alasan, susulan=False)
    return brankas.buka(isi_asli.sandi)


@transaction.atomic
def buka_lampiran(*, lampiran: LampiranTiket, oleh: Pengguna, alasan: str) -> PeristiwaTiket:
    """Mencatat siapa membuka lembar kerja ber-NIK dan mengapa, sebelum berkasnya diserahkan (operations.md 6.5)."""
    if not lampiran.boleh_dilihat(oleh=oleh):
        raise TidakDapat("Lampiran ini hanya dibuka desanya dan petugas wilayahnya.")
    alasan = TeksBersih.dari(alasan)
    if len(alasan) < 10:
        raise TidakDapat("Tulis alasannya dengan jelas (paling sedikit 10 huruf); desa dapat membacanya.")
    profil = kunci_tiket(lampiran.profil)
    return catat(
        profil, jenis=Jenis.BUKA_ASLI, pelaku=oleh, dari_meja=True, susulan=False,
        alasan=f"{lampiran.nama} ({lampiran.jumlah_nik} NIK atau No. KK): {alasan}",
    )  # fmt: skip


@transaction.atomic
def lepas_samaran(*, isi_asli: IsiAsli, oleh: Pengguna, alasan: str) -> ProfilTiket:
    """Samaran yang keliru dikembalikan, sekali, untuk tulisan itu saja; tulisan lain tetap disamarkan."""
    teks = buka_asli(isi_asli=isi_asli, oleh=oleh, alasan=f"Samaran keliru: {alasan}")
    profil = kunci_tiket(isi_asli.profil)
    if isi_asli.bagian == IsiAsli.Bagian.PESAN:
        susulan = isi_asli.peristiwa.followup
        susulan.comment = teks
        susulan.save(update_fields=["comment"])
        if profil.tiket.resolution and isi_asli.peristiwa.jenis == Jenis.SELESAI:
            profil.tiket.resolution = teks
    elif isi_asli.bagian == IsiAsli.Bagian.JUDUL:
        profil.tiket.title = teks[:200]
    else:
        profil.tiket.description = teks
    profil.tiket.save()
    isi_asli.delete()
    indekskan_tiket(profil)
    return profil


def buang_asli_lama() -> int:
    """Isi asli yang lewat umurnya dihapus; dipanggil pekerja tiap hari."""
    terhapus, _ = IsiAsli.objects.kedaluwarsa().delete()
    return terhapus
