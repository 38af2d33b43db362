"""Petugas nasional mengurus surat yang diparkir: proses lagi, jadikan tiket, tempel ke tiket, abaikan, buka aslinya."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna

from .. import arsip_surat
from .. import kode as aturan_kode
from ..models import PeristiwaTiket, ProfilTiket, SuratMasuk
from .baca_surat import Bahan
from .galat import TidakDapat
from .jejak import bersihkan, catat, kunci_tiket
from .kenali import Pengirim, Tujuan, kenali_pengirim
from .terima_surat import olah
from .tindak_surat import tempel, tiket_baru

Keadaan = SuratMasuk.Keadaan
PETUGAS = "petugas"


def proses_lagi(*, surat: SuratMasuk, oleh: Pengguna) -> SuratMasuk:
    """Diolah menurut aturan sekali lagi; surat ber-Message-ID kembar dianggap surat tersendiri."""
    return _ulang(surat, oleh)


def jadikan_tiket(*, surat: SuratMasuk, oleh: Pengguna) -> SuratMasuk:
    def tindak(baris: SuratMasuk, bahan: Bahan) -> None:
        tiket_baru(baris, bahan, _pengirim(baris, bahan), paksa=True)

    return _ulang(surat, oleh, tindak)


def tempel_ke(*, surat: SuratMasuk, kode: str, oleh: Pengguna) -> SuratMasuk:
    """Galat: `TidakDapat` bila tiketnya tidak ada."""
    baku = aturan_kode.normalkan(kode)
    profil = ProfilTiket.objects.terlihat(oleh=oleh).untuk_daftar().filter(kode=baku).first() if baku else None
    if profil is None:
        raise TidakDapat("Tiket itu tidak ditemukan. Periksa kodenya, misalnya LK-2X7P.")

    def tindak(baris: SuratMasuk, bahan: Bahan) -> None:
        tempel(baris, bahan, _pengirim(baris, bahan), Tujuan(profil, PETUGAS))

    return _ulang(surat, oleh, tindak)


@transaction.atomic
def abaikan(*, surat: SuratMasuk, oleh: Pengguna) -> SuratMasuk:
    baris = _kunci(surat, oleh)
    if baris.keadaan == Keadaan.DIPARKIR:
        baris.keadaan, baris.hasil = Keadaan.DIABAIKAN, SuratMasuk.Hasil.DIABAIKAN
        baris.save(update_fields=["keadaan", "hasil", "diurus_oleh", "jejak"])
    return baris


def buka_surat_asli(*, surat: SuratMasuk, oleh: Pengguna, alasan: str) -> bytes:
    """Bita surat apa adanya, sesudah alasan dan orangnya tercatat (helpdesk.md 5).

    Galat: `TidakDapat` bila alasannya terlalu pendek atau surat aslinya sudah dibuang.
    """
    alasan = bersihkan(alasan)
    if len(alasan) < 10:
        raise TidakDapat("Tulis alasannya dengan jelas (paling sedikit 10 huruf).")
    try:
        isi = arsip_surat.buka(surat.mentah)
    except FileNotFoundError:
        raise TidakDapat("Surat aslinya sudah dibuang menurut masa simpan.") from None
    with transaction.atomic():
        baris = SuratMasuk.objects.terlihat(oleh=oleh).select_for_update(of=("self",)).get(pk=surat.pk)
        _jejak(baris, oleh, f"membuka surat asli: {alasan}")
        baris.save(update_fields=["jejak"])
        if baris.profil:
            profil = kunci_tiket(baris.profil)
            catat(
                profil, jenis=PeristiwaTiket.Jenis.BUKA_ASLI, pelaku=oleh, dari_meja=True, alasan=alasan, susulan=False
            )
    return isi


def _ulang(surat: SuratMasuk, oleh: Pengguna, tindak: Callable[[SuratMasuk, Bahan], None] | None = None) -> SuratMasuk:
    with transaction.atomic():
        baris = _kunci(surat, oleh)
        if baris.profil_id:
            return baris
        baris.keadaan, baris.hasil, baris.sebab, baris.id_kembar = Keadaan.DITERIMA, "", "", False
        baris.save()
    return olah(baris.pk, tindak=tindak, paksa=True) if tindak else olah(baris.pk)


def _kunci(surat: SuratMasuk, oleh: Pengguna) -> SuratMasuk:
    baris = SuratMasuk.objects.terlihat(oleh=oleh).select_for_update(of=("self",)).get(pk=surat.pk)
    if not baris.boleh_diurus(oleh=oleh) and not baris.profil_id:
        raise TidakDapat("Surat ini diurus petugas nasional.")
    baris.diurus_oleh = oleh
    return baris


def _jejak(baris: SuratMasuk, oleh: Pengguna, teks: str) -> None:
    baris.jejak = [*baris.jejak, {"oleh": oleh.nama, "pada": timezone.now().isoformat(), "teks": teks[:300]}]


def _pengirim(baris: SuratMasuk, bahan: Bahan) -> Pengirim:
    """Pengirimnya; yang alamatnya tidak terbaca menjadi kontak bernama saja."""
    pengirim = kenali_pengirim(bahan.surat) or Pengirim("", baris.pengirim_nama or "Pengirim email")
    baris.pengguna, baris.kontak = pengirim.pengguna, pengirim.kontak
    return pengirim
