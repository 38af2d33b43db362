from __future__ import annotations

from django.db import transaction

from forum.jawaban import indekskan_jawaban
from forum.models import Keadaan, Kiriman, Topik
from forum.tasks import kabarkan_disembunyikan

from .angka import catat_tampil, catat_topik_tampil, kunci_topik
from .galat import TidakBoleh
from .jejak import jejakkan


@transaction.atomic
def sembunyikan(*, kiriman: Kiriman, pelaku, alasan: str) -> Kiriman:
    """Kiriman hilang dari pandangan umum; kiriman pertama berarti seluruh topiknya. Penulisnya diberi tahu alasannya."""
    return _ubah(kiriman, pelaku, alasan, dari=Keadaan.TAMPIL, ke=Keadaan.DISEMBUNYIKAN)


@transaction.atomic
def pulihkan(*, kiriman: Kiriman, pelaku, alasan: str = "") -> Kiriman:
    """Kebalikan `sembunyikan`; angka dan penanda terakhir kembali."""
    return _ubah(kiriman, pelaku, alasan, dari=Keadaan.DISEMBUNYIKAN, ke=Keadaan.TAMPIL)


def _ubah(kiriman: Kiriman, pelaku, alasan: str, *, dari: int, ke: int) -> Kiriman:
    topik = kunci_topik(kiriman.topik_id)
    if not topik.boleh_dimoderasi(oleh=pelaku):
        raise TidakBoleh
    terkunci = Kiriman.objects.select_for_update(of=("self",)).get(pk=kiriman.pk)
    tampil = ke == Keadaan.TAMPIL
    if terkunci.nomor == 1:
        if topik.keadaan != dari:
            return terkunci
        Topik.objects.filter(pk=topik.pk).update(keadaan=ke)
        catat_topik_tampil(topik, tampil=tampil)
    else:
        if terkunci.keadaan != dari:
            return terkunci
        Kiriman.objects.filter(pk=terkunci.pk).update(keadaan=ke)
        terkunci.keadaan = ke
        catat_tampil(topik, terkunci, tampil=tampil)
    if topik.jawaban_id:
        indekskan_jawaban([topik.pk])
    jejakkan(topik, pelaku, "pulihkan" if tampil else "sembunyikan", nomor=terkunci.nomor, alasan=alasan)
    if not tampil and terkunci.penulis_id and terkunci.penulis_id != pelaku.pk:
        kabarkan_disembunyikan.enqueue(terkunci.pk, alasan[:200])
    return terkunci
