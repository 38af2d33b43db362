"""Penjagaan malam: satu bulan dihitung ulang dari nol, dibandingkan dengan rekap yang tersimpan, dan dibetulkan bila beda."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import date

from django.db import transaction

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran
from replikasi.kalender import bulan_ini, hari_ini
from replikasi.models import Rekap, RingkasDesa

from .rekap import hitung_semua, isi_polos, kuras_kotor, tandai_kotor
from .ringkas import perbarui_ringkas

log = logging.getLogger(__name__)


def jaga_rekap() -> list[int]:
    """Bulan berjalan, dan bergiliran satu bulan lampau tiap malam. Ringkasan desa dalam program disusun lagi lebih dahulu:
    ambang macet programnya mungkin berubah sejak desanya terakhir disentuh."""
    program = list(RingkasDesa.objects.filter(penerapan_mulai__isnull=False).values_list("pk", flat=True))
    for awal in range(0, len(program), 500):
        with transaction.atomic():
            perbarui_ringkas(wilayah_id=program[awal : awal + 500])
            tandai_kotor(wilayah_id=program[awal : awal + 500])
    lampau = list(
        Rekap.objects.filter(kunci=Rekap.NASIONAL, bulan__lt=bulan_ini())
        .order_by("bulan")
        .values_list("bulan", flat=True)
    )
    beda = periksa_rekap()
    if lampau:
        beda += periksa_rekap(bulan=lampau[hari_ini().toordinal() % len(lampau)])
    return beda


def periksa_rekap(*, bulan: date | None = None) -> list[int]:
    """Kunci wilayah yang rekapnya berbeda dari hitungan polos. Yang sedang ditulis orang selama pemeriksaan dilewati."""
    bulan = bulan or bulan_ini()
    while kuras_kotor():
        pass
    sebelum = dict(Rekap.objects.filter(bulan=bulan).values_list("kunci", "dihitung"))
    polos = isi_polos(bulan)
    tersimpan = {
        kunci: Counter(isi)
        for kunci, isi, dihitung in Rekap.objects.filter(bulan=bulan).values_list("kunci", "isi", "dihitung")
        if sebelum.get(kunci) == dihitung
    }
    beda = sorted(kunci for kunci, isi in tersimpan.items() if isi != polos.get(kunci, Counter()))
    if beda:
        log.error("rekap %s tidak sama dengan hitungan ulang di %s wilayah: %s", f"{bulan:%Y-%m}", len(beda), beda[:10])
        hitung_semua(bulan=bulan)
        pengelola = Penugasan.objects.berlaku().filter(peran=Peran.PENGELOLA, wilayah__isnull=True)
        kabari(
            Pengguna.objects.filter(penugasan__in=pengelola), jenis="replikasi_rekap",
            kunci=f"rekap:{bulan:%Y-%m}:{hari_ini()}", judul=f"Rekap {bulan:%m/%Y} dibetulkan di {len(beda)} wilayah",
            isi="Pemeriksaan malam menemukan angka yang tidak sama dengan hitungan ulang, lalu membetulkannya.",
            url="/replikasi/",
        )  # fmt: skip
    return beda
