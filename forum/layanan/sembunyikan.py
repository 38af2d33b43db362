from __future__ import annotations

from django.db import transaction

from forum.indeks import indekskan_kiriman
from forum.jawaban import indekskan_jawaban
from forum.models import Keadaan, Kiriman, Topik
from forum.perender.uraikan import calon_sebutan
from forum.tasks import kabarkan_disembunyikan, kabarkan_ditampilkan, kabarkan_kiriman

from .angka import catat_tampil, catat_topik_tampil, kunci_topik
from .galat import TidakBoleh
from .jejak import jejakkan
from .tulisan import cari_orang


@transaction.atomic
def sembunyikan(*, kiriman: Kiriman, pelaku, alasan: str) -> Kiriman:
    """Kiriman hilang dari pandangan umum; kiriman pertama berarti seluruh topiknya. Penulisnya diberi tahu alasannya."""
    return _ubah(kiriman, pelaku, alasan, dari=(Keadaan.TAMPIL, Keadaan.MENUNGGU), ke=Keadaan.DISEMBUNYIKAN)


@transaction.atomic
def pulihkan(*, kiriman: Kiriman, pelaku, alasan: str = "") -> Kiriman:
    """Kebalikan `sembunyikan`, dan persetujuan bagi yang ditahan; angka dan penanda terakhir ikut benar."""
    return _ubah(kiriman, pelaku, alasan, dari=(Keadaan.DISEMBUNYIKAN, Keadaan.MENUNGGU), ke=Keadaan.TAMPIL)


@transaction.atomic
def tahan_laporan(*, kiriman: Kiriman) -> Kiriman:
    """Cukup banyak laporan berbobot: berhenti tampil sampai pengurus memeriksanya (forum.md 9). Tanpa pelaku."""
    return _ubah(kiriman, None, "", dari=(Keadaan.TAMPIL,), ke=Keadaan.MENUNGGU)


def _ubah(kiriman: Kiriman, pelaku, alasan: str, *, dari: tuple[int, ...], ke: int) -> Kiriman:
    topik = kunci_topik(kiriman.topik_id)
    if pelaku is not None and not topik.boleh_dimoderasi(oleh=pelaku):
        raise TidakBoleh
    terkunci = Kiriman.objects.select_for_update(of=("self",)).get(pk=kiriman.pk)
    lama = topik.keadaan if terkunci.nomor == 1 else terkunci.keadaan
    tampil = ke == Keadaan.TAMPIL
    if lama not in dari:
        return terkunci
    if terkunci.nomor == 1:
        Topik.objects.filter(pk=topik.pk).update(keadaan=ke)
        if Keadaan.TAMPIL in (lama, ke):
            catat_topik_tampil(topik, tampil=tampil)
    else:
        Kiriman.objects.filter(pk=terkunci.pk).update(keadaan=ke)
        terkunci.keadaan = ke
        if Keadaan.TAMPIL in (lama, ke):
            catat_tampil(topik, terkunci, tampil=tampil)
    if topik.jawaban_id:
        indekskan_jawaban([topik.pk])
    perbuatan = "pulihkan" if tampil else "sembunyikan" if pelaku else "tahan_laporan"
    jejak = jejakkan(topik, pelaku, perbuatan, nomor=terkunci.nomor, alasan=alasan)
    if pelaku and terkunci.penulis_id and terkunci.penulis_id != pelaku.pk:
        if tampil:
            kabarkan_ditampilkan.enqueue(terkunci.pk, jejak.pk)
        else:
            kabarkan_disembunyikan.enqueue(terkunci.pk, alasan[:200], jejak.pk)
    if lama == Keadaan.MENUNGGU and tampil:
        terkunci.topik = topik
        indekskan_kiriman([terkunci])
        disebut = cari_orang(calon_sebutan(terkunci.sumber))
        kabarkan_kiriman.enqueue(terkunci.pk, [satu.pk for satu in disebut.values()])
    return terkunci
