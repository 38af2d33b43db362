"""Mengurungkan satu impor obrolan, dan membuang berkasnya sesudah tujuh hari (forum.md 10.1)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from forum.indeks import PESAN
from forum.models import ArsipObrolan, ImporObrolan, PesanImpor, PesertaObrolan
from forum.models.obrolan import tempat_pribadi

from .galat import TidakBoleh
from .impor_obrolan import gagal_impor

UMUR_BERKAS = timedelta(days=7)
Keadaan = ImporObrolan.Keadaan


@transaction.atomic
def buang_impor(*, impor: ImporObrolan, pelaku) -> ArsipObrolan | None:
    """Mengurungkan satu impor seutuhnya, selama belum ada pesannya yang diterbitkan. Arsip yang menjadi kosong ikut hilang."""
    arsip = ArsipObrolan.objects.select_for_update(of=("self",)).select_related("simpul").get(pk=impor.arsip_id)
    if not arsip.boleh_diurus(oleh=pelaku):
        raise TidakBoleh
    pesan = PesanImpor.objects.filter(impor=impor)
    if pesan.filter(kiriman__isnull=False).exists():
        raise TidakBoleh("Sebagian pesannya sudah menjadi topik. Sembunyikan topiknya dulu bila perlu.")
    PESAN.buang(list(pesan.values_list("pk", flat=True)))
    n = pesan._raw_delete(using=pesan.db)
    nama = impor.berkas.name
    impor.delete()
    ArsipObrolan.objects.filter(pk=arsip.pk).update(jumlah_pesan=F("jumlah_pesan") - n)
    if nama:
        transaction.on_commit(lambda: tempat_pribadi().delete(nama))
    if not ImporObrolan.objects.filter(arsip=arsip).exists():
        arsip.delete()
        return None
    return arsip


def sapu_impor() -> int:
    """Berkas ekspor dan nama asalnya dibuang sesudah tujuh hari; arsip tersamarnya tinggal."""
    lama = ImporObrolan.objects.filter(dibuat__lt=timezone.now() - UMUR_BERKAS).exclude(berkas="")
    n = 0
    for impor in lama:
        nama = impor.berkas.name
        with transaction.atomic():
            ImporObrolan.objects.filter(pk=impor.pk).update(berkas="")
            if impor.keadaan != Keadaan.SELESAI:
                gagal_impor(impor, "Tidak diselesaikan dalam tujuh hari; berkasnya sudah dihapus.")
            if not ImporObrolan.objects.filter(arsip=impor.arsip_id).exclude(berkas="").exists():
                PesertaObrolan.objects.filter(arsip=impor.arsip_id).update(nama_asal="", calon=None)
        tempat_pribadi().delete(nama)
        n += 1
    return n
