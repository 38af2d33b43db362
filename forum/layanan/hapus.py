"""Menarik dan mengembalikan balasan; tiga puluh hari kemudian isinya dibuang dan nisannya tinggal."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from akun.data_pribadi import samarkan
from forum.indeks import KIRIMAN
from forum.jawaban import indekskan_jawaban
from forum.models import Keadaan, Kiriman
from forum.tasks import kabarkan_disembunyikan

from .angka import catat_tampil, kunci_topik
from .galat import TidakBoleh
from .jejak import jejakkan

UMUR_HAPUSAN = timedelta(days=30)


@transaction.atomic
def hapus(*, kiriman: Kiriman, pelaku, alasan: str = "") -> Kiriman:
    """Hilang bagi semua, kecuali pengurus; nomornya tidak dipakai lagi. Tulisan orang lain dihapus dengan alasan baginya."""
    baris = _kunci(kiriman)
    if baris.keadaan == Keadaan.DIHAPUS:
        return baris
    if not baris.boleh_dihapus(oleh=pelaku):
        raise TidakBoleh("Tulisan ini tidak dapat ditarik lagi.")
    sendiri, alasan = baris.penulis_id == pelaku.pk, samarkan(alasan).teks.strip()[:200]
    if not sendiri and not alasan:
        raise TidakBoleh("Tulis alasannya dulu; penulisnya akan membacanya.")
    baris.keadaan, baris.dihapus_pada, baris.dihapus_oleh = Keadaan.DIHAPUS, timezone.now(), pelaku
    baris.save(update_fields=["keadaan", "dihapus_pada", "dihapus_oleh"])
    catat_tampil(baris.topik, baris, tampil=False)
    if baris.topik.jawaban_id == baris.pk:
        indekskan_jawaban([baris.topik_id])
    jejak = jejakkan(baris.topik, pelaku, "hapus", nomor=baris.nomor, alasan=alasan)
    if not sendiri and baris.penulis_id:
        kabarkan_disembunyikan.enqueue(baris.pk, alasan, jejak.pk)
    return baris


@transaction.atomic
def kembalikan_hapusan(*, kiriman: Kiriman, pelaku) -> Kiriman:
    baris = _kunci(kiriman)
    if baris.tampil:
        return baris
    if not baris.boleh_dikembalikan(oleh=pelaku):
        raise TidakBoleh
    baris.keadaan, baris.dihapus_pada, baris.dihapus_oleh = Keadaan.TAMPIL, None, None
    baris.save(update_fields=["keadaan", "dihapus_pada", "dihapus_oleh"])
    catat_tampil(baris.topik, baris, tampil=True)
    jejakkan(baris.topik, pelaku, "kembalikan", nomor=baris.nomor)
    return baris


def _kunci(kiriman: Kiriman) -> Kiriman:
    topik = kunci_topik(kiriman.topik_id)
    baris = Kiriman.objects.select_for_update(of=("self",)).get(pk=kiriman.pk)
    baris.topik = topik
    return baris


def buang_isi_dihapus(*, sekali: int = 500) -> int:
    """Yang dihapus lebih dari tiga puluh hari menjadi nisan: tanpa isi, riwayat, dan gambar."""
    lama = Kiriman.objects.filter(keadaan=Keadaan.DIHAPUS, dihapus_pada__lt=timezone.now() - UMUR_HAPUSAN).exclude(
        sumber=""
    )
    nomor = list(lama.order_by("pk").values_list("pk", flat=True)[:sekali])
    for pk in nomor:
        with transaction.atomic():
            baris = Kiriman.objects.select_for_update(of=("self",)).get(pk=pk)
            if baris.keadaan != Keadaan.DIHAPUS:
                continue
            baris.revisi.all().delete()
            baris.lampiran.clear()
            Kiriman.objects.filter(pk=pk).update(sumber="", html="")
            KIRIMAN.buang([pk])
    return len(nomor)
