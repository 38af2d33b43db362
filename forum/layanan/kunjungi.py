"""Pengelola masuk ke simpul tertutup: beralasan, sementara, dan diketahui koordinatornya (domain forum.md 3.1)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from akun.data_pribadi import samarkan
from forum.models import Kunjungan, Simpul
from forum.tasks import kabarkan_kunjungan

from .galat import TidakBoleh

LAMA = timedelta(hours=2)
ALASAN_TERPENDEK = 10


@transaction.atomic
def kunjungi(*, simpul: Simpul, pengelola, alasan: str) -> Kunjungan:
    """Membuka simpul itu dua jam bagi pengelola ini; yang masih berlaku tidak digandakan."""
    terkunci = Simpul.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=simpul.pk)
    if not terkunci.dapat_dikunjungi(oleh=pengelola):
        raise TidakBoleh
    alasan = samarkan(alasan).teks.strip()[:300]
    if sum(map(str.isalnum, alasan)) < ALASAN_TERPENDEK:  # tanda yang tidak tampak bukan alasan
        raise TidakBoleh("Tulis alasannya dalam satu kalimat. Anggota simpul akan membacanya.")
    if sudah := Kunjungan.objects.berlaku().filter(simpul=terkunci, pengelola=pengelola).first():
        return sudah
    kini = timezone.now()
    kunjungan = Kunjungan.objects.create(
        simpul=terkunci, pengelola=pengelola, alasan=alasan, mulai=kini, sampai=kini + LAMA
    )
    kabarkan_kunjungan.enqueue(kunjungan.pk)
    return kunjungan


def akhiri_kunjungan(*, simpul: Simpul, pengelola) -> bool:
    """Menutup kunjungan sendiri lebih awal; benar bila memang ada yang ditutup."""
    berlaku = Kunjungan.objects.berlaku().filter(simpul=simpul, pengelola=pengelola)
    return berlaku.update(sampai=timezone.now()) > 0
