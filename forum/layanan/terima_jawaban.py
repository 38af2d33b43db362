from __future__ import annotations

from django.db import transaction

from forum.jawaban import indekskan_jawaban
from forum.models import JejakTopik, Kiriman, Topik
from forum.tasks import kabarkan_jawaban, kabarkan_usul_jawaban

from .angka import kunci_topik
from .galat import TidakBoleh
from .jatah import pakai_jatah
from .jejak import jejakkan
from .sanksi import pastikan_boleh_menulis

USUL = "usul_jawaban"


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
def usulkan_jawaban(*, kiriman: Kiriman, pelaku) -> Topik:
    """Tingkat tiga menunjuk balasan orang lain sebagai jawaban; penanya dikabari sekali per balasan dan memutuskannya."""
    topik = kunci_topik(kiriman.topik_id)
    tampil = Kiriman.objects.tampil().filter(pk=kiriman.pk, topik=topik, nomor__gt=1).exclude(penulis=pelaku)
    if not topik.boleh_diusuli_jawaban(oleh=pelaku) or not tampil.exists():
        raise TidakBoleh("Balasan ini tidak dapat Anda usulkan.")
    pastikan_boleh_menulis(pelaku, topik.ruang.simpul)
    if not JejakTopik.objects.filter(topik=topik, kata_kerja=USUL, nomor=kiriman.nomor).exists():
        pakai_jatah(pelaku, "suara")
        kabarkan_usul_jawaban.enqueue(jejakkan(topik, pelaku, USUL, nomor=kiriman.nomor).pk)
    return topik


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
