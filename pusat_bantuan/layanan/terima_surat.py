"""Menyimpan surat begitu tiba, lalu mengolahnya: satu transaksi per surat, yang gagal diparkir, sisanya jalan terus."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from .. import arsip_surat
from ..models import SuratMasuk
from ..surat_masuk import kunci_klaim, saat_terima
from ..surat_masuk.kepala import belah
from .baca_surat import BATAS_SURAT, Bahan, WaktuHabis, isi_ringkas, paling_lama, siapkan
from .galat import TidakDapat
from .tindak_surat import tindak as tindak_bawaan

log = logging.getLogger(__name__)
Keadaan = SuratMasuk.Keadaan
BATAS_WAKTU_DETIK = 60
KEPALA_DISIMPAN = 64 * 1024


# --- Simpan dahulu ------------------------------------------------------------------------------------------------------
def terima(mentah: bytes, *, kotak: str = "", pada: datetime | None = None, ukuran: int | None = None) -> SuratMasuk:
    """Menyimpan bita surat dan mengklaim Message-ID-nya. Surat yang sama kembali ke baris yang sama.

    `pada`: saat server suratnya mencatat kedatangannya (INTERNALDATE); dipercaya bila masuk akal (`saat_terima`).
    `ukuran` diisi bila yang diambil hanya kepalanya, sebab suratnya melewati batas. Sesudah fungsi ini kembali, surat
    aman: pengambil boleh menghapusnya dari kotak.
    """
    ukuran = ukuran or len(mentah)
    if ukuran > BATAS_SURAT:
        mentah = mentah[:KEPALA_DISIMPAN]
    klaim, sidik, nomor = kunci_klaim(mentah)
    if ukuran > BATAS_SURAT:
        sidik = f"besar:{ukuran}"[:64]
    kembar = False
    if ada := SuratMasuk.objects.filter(klaim=klaim).first():
        if ada.sidik == sidik or "besar:" in (ada.sidik[:6], sidik[:6]):
            return _tiba_lagi(ada)
        klaim, kembar = _klaim_kembar(klaim, sidik), True
        if ada := SuratMasuk.objects.filter(klaim=klaim).first():
            return _tiba_lagi(ada)
    letak = arsip_surat.simpan(mentah)
    kini = timezone.now()
    try:
        with transaction.atomic():
            return SuratMasuk.objects.create(
                klaim=klaim, sidik=sidik, message_id=nomor[:910], kotak=kotak[:120], mentah=letak, ukuran=ukuran,
                id_kembar=kembar, diterima=saat_terima(belah(mentah)[0], kini=kini, kotak=pada),
            )  # fmt: skip
    except IntegrityError:
        arsip_surat.buang(letak)
        return terima(mentah, kotak=kotak, pada=pada, ukuran=ukuran)
    except BaseException:
        arsip_surat.buang(letak)
        raise


def _klaim_kembar(klaim: str, sidik: str) -> str:
    return kunci_klaim(f"Message-ID: <{klaim}.{sidik}@kembar>\r\n\r\n".encode())[0]


def _tiba_lagi(ada: SuratMasuk) -> SuratMasuk:
    SuratMasuk.objects.filter(pk=ada.pk).update(ulangan=F("ulangan") + 1)
    ada.refresh_from_db()
    return ada


# --- Olah kemudian ------------------------------------------------------------------------------------------------------
def olah_yang_menunggu(*, paling_banyak: int = 50) -> int:
    """Mengolah surat yang sudah tersimpan menurut urutan datang; mengembalikan jumlahnya."""
    menunggu = SuratMasuk.objects.filter(keadaan=Keadaan.DITERIMA).order_by("pk").values_list("pk", flat=True)
    nomor = list(menunggu[:paling_banyak])
    for pk in nomor:
        olah(pk)
    return len(nomor)


def olah(pk: int, *, tindak: Callable[[SuratMasuk, Bahan], None] = tindak_bawaan, paksa: bool = False) -> SuratMasuk:
    """Satu surat: baca di luar transaksi, tindak di dalam satu transaksi. Yang sudah diolah tidak berubah.

    `tindak` mengganti tindakan menurut aturan dengan keputusan petugas; `paksa` membaca berkasnya juga bila bukan surat
    orang. Basis data yang terkunci dilempar supaya
    dicoba lagi; galat lain memarkir surat ini saja.
    """
    baris = SuratMasuk.objects.get(pk=pk)
    if baris.keadaan != Keadaan.DITERIMA:
        return baris
    try:
        with paling_lama(BATAS_WAKTU_DETIK):
            bahan = siapkan(baris, paksa=paksa)
        with transaction.atomic():
            baris = SuratMasuk.objects.select_for_update().get(pk=pk)
            if baris.keadaan != Keadaan.DITERIMA:
                return baris
            isi_ringkas(baris, bahan)
            tindak(baris, bahan)
            baris.diolah_pada = timezone.now()
            baris.save()
    except (OperationalError, InterfaceError):
        raise
    except WaktuHabis:
        return parkir(pk, f"Surat ini tidak selesai dibaca dalam {BATAS_WAKTU_DETIK} detik.")
    except FileNotFoundError:
        return parkir(pk, "Berkas surat aslinya tidak ditemukan.")
    except Exception as galat:
        if not isinstance(galat, TidakDapat):
            log.exception("surat masuk %s tidak terolah", pk)
        return parkir(
            pk,
            str(galat) if isinstance(galat, TidakDapat) else f"Surat ini belum dapat diolah ({type(galat).__name__}).",
        )
    return baris


def parkir(pk: int, sebab: str) -> SuratMasuk:
    """Surat menunggu orang. Yang sempat terbaca disimpan untuk pratinjau; bitanya tetap utuh."""
    baris = SuratMasuk.objects.get(pk=pk)
    if not baris.teks and not baris.perihal:
        try:
            with paling_lama(10), transaction.atomic():
                isi_ringkas(baris, siapkan(baris, berkas=False))
                baris.save()
        except Exception:
            log.warning("surat masuk %s tanpa pratinjau", pk)
            baris = SuratMasuk.objects.get(pk=pk)
    baris.keadaan, baris.sebab, baris.diolah_pada = Keadaan.DIPARKIR, sebab[:500], timezone.now()
    baris.save(update_fields=["keadaan", "sebab", "diolah_pada"])
    return baris
