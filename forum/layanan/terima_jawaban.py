from __future__ import annotations

from django.db import transaction

from forum.jawaban import indekskan_jawaban
from forum.models import Kiriman, Topik
from forum.tasks import kabarkan_jawaban

from .angka import kunci_topik
from .galat import TidakBoleh
from .jejak import jejakkan


@transaction.atomic
def terima_jawaban(*, topik: Topik, nomor: int, pelaku) -> Topik:
    """Menandai satu balasan sebagai jawaban; yang lama tergantikan, yang sama dibiarkan."""
    terkunci = kunci_topik(topik.pk)
    if not terkunci.boleh_diterima(oleh=pelaku):
        raise TidakBoleh("Hanya penanya, pengurus simpul, atau petugas yang memilih jawaban.")
    kiriman = Kiriman.objects.tampil().filter(topik=terkunci, nomor=nomor, nomor__gt=1).first()
    if kiriman is None:
        raise TidakBoleh("Balasan itu sudah tidak tampil.")
    if terkunci.jawaban_id == kiriman.pk:
        return terkunci
    Topik.objects.filter(pk=terkunci.pk).update(jawaban=kiriman)
    indekskan_jawaban([terkunci.pk])
    jejakkan(terkunci, pelaku, "terima_jawaban", nomor=nomor)
    kabarkan_jawaban.enqueue(kiriman.pk, pelaku.pk)
    terkunci.refresh_from_db(fields=["jawaban"])
    return terkunci


@transaction.atomic
def batalkan_jawaban(*, topik: Topik, pelaku) -> Topik:
    """Pertanyaan kembali terbuka."""
    terkunci = kunci_topik(topik.pk)
    if not terkunci.boleh_diterima(oleh=pelaku):
        raise TidakBoleh
    if terkunci.jawaban_id:
        nomor = Kiriman.objects.values_list("nomor", flat=True).get(pk=terkunci.jawaban_id)
        Topik.objects.filter(pk=terkunci.pk).update(jawaban=None)
        indekskan_jawaban([terkunci.pk])
        jejakkan(terkunci, pelaku, "batalkan_jawaban", nomor=nomor)
        terkunci.refresh_from_db(fields=["jawaban"])
    return terkunci
