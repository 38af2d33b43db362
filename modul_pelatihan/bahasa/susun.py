"""Menyusun indeks dari awal, sepotong demi sepotong: sesudah pemasangan, sesudah daftar kata berubah, atau atas perintah."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.models import Model

from modul_pelatihan.models.kosakata import EjaanCari, KataCari, SusunanCari

from .indeks import IndeksTeks
from .penganalisis import sidik_aturan

SEPOTONG = 500


@dataclass(frozen=True)
class Sumber:
    """Satu indeks yang dapat disusun lagi dari `model`-nya.

    `potong(sesudah, banyak)` mengindeks baris berkunci di atas `sesudah` dan menjawab kunci terakhirnya (0 bila habis).
    """

    nama: str
    indeks: IndeksTeks
    potong: Callable[[int, int], int]
    model: type[Model]

    def pasang(self, using: str) -> None:
        """Memasang tabelnya dan membuang baris yang induknya sudah tidak ada."""
        self.indeks.pasang(using)
        if self.model._meta.db_table in connections[using].introspection.table_names():
            self.sapu()

    def sapu(self) -> None:
        self.indeks.buang_yatim(self.model._meta.db_table, self.model._meta.pk.column)


def mulai_lagi(sumber: Sequence[Sumber]) -> None:
    """Kosakata dihitung dari nol bersama semua indeksnya; indeks lama tetap menjawab selama disusun."""
    with transaction.atomic():
        EjaanCari.objects.all()._raw_delete(using="default")
        KataCari.objects.all()._raw_delete(using="default")
        SusunanCari.objects.filter(nama__in=[satu.nama for satu in sumber]).delete()


def lanjutkan(sumber: Sequence[Sumber], *, paling_lama: float, lapor: Callable[[str, int], None] | None = None) -> bool:
    """Bekerja paling lama sekian detik; benar bila semuanya sudah tersusun. Satu kueri bila tidak ada yang perlu."""
    batas = time.monotonic() + paling_lama
    keadaan = {satu.nama: satu for satu in SusunanCari.objects.all()}
    sidik = sidik_aturan()
    if any(satu.sidik != sidik for satu in keadaan.values()):
        mulai_lagi(sumber)
        keadaan = {}
    for satu in sumber:
        kini = keadaan.get(satu.nama) or SusunanCari(nama=satu.nama, sidik=sidik)
        while not kini.selesai:
            with transaction.atomic():
                sampai = satu.potong(kini.sampai, SEPOTONG)
                kini.sampai, kini.selesai = (sampai or kini.sampai), not sampai
                if kini.selesai:
                    satu.sapu()
                kini.save()
            if lapor:
                lapor(satu.nama, kini.sampai)
            if time.monotonic() > batas and not kini.selesai:
                return False
    return True
