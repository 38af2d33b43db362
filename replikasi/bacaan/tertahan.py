"""Desa dalam program yang melambat atau tertahan, dan siapa yang mendampinginya."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.core.paginator import Page, Paginator

from akun.models import Pengguna
from replikasi import kata
from replikasi.kalender import hari_ini
from replikasi.models import Pendampingan, Penerapan, Tahap
from replikasi.rumus import stalled
from replikasi.rumus.kemajuan import hari_jeda
from wilayah.models import Wilayah

PER_HALAMAN = 50


@dataclass(frozen=True)
class DesaTertahan:
    wilayah: Wilayah
    penerapan: Penerapan
    tingkat: str  # kuning, merah
    sejak: date
    hari: int  # tanpa hari jeda
    tahap: str
    pendamping: list[Pengguna]

    @property
    def status(self) -> kata.Status:
        return kata.JALAN[self.tingkat]


def desa_tertahan(wilayah: Wilayah | None, *, oleh: Pengguna, halaman: object = 1) -> Page:
    """Yang merah dahulu, lalu yang paling lama. Nama pendamping hanya bagi yang bertugas di wilayahnya."""
    urut = sorted(cari_tertahan(wilayah), key=lambda s: (s.tingkat != "merah", -s.hari, s.wilayah.kunci))
    hal = Paginator(urut, PER_HALAMAN).get_page(halaman)
    pendamping = defaultdict(list)
    terlihat = Pendampingan.objects.terlihat(oleh=oleh).berlaku().filter(wilayah__in=[s.wilayah for s in hal])
    for satu in terlihat.select_related("pendamping"):
        pendamping[satu.wilayah_id].append(satu.pendamping)
    hal.object_list = [replace(satu, pendamping=pendamping[satu.wilayah.pk]) for satu in hal]
    return hal


def cari_tertahan(wilayah: Wilayah | None) -> Iterable[DesaTertahan]:
    """Kemajuan yang dihitung hanya yang terverifikasi; hari jeda tidak dihitung (K-110)."""
    hari = hari_ini()
    tahap = dict(Tahap.objects.values_list("nomor", "judul"))
    calon = (
        Penerapan.objects.filter(keadaan=Penerapan.Keadaan.BERJALAN, wilayah__berlaku=True)
        .filter(wilayah__ringkas__selesai=False, mulai__lt=hari - timedelta(days=20))
        .select_related("program", "wilayah__ringkas", "wilayah__induk__induk")
        .prefetch_related("jeda")
        .order_by("wilayah__kunci")
    )
    if wilayah is not None:
        calon = calon.filter(wilayah__kunci__range=wilayah.rentang)
    for satu in calon.iterator(chunk_size=500):
        ringkas = satu.wilayah.ringkas
        sejak = ringkas.maju_pada or satu.mulai
        jeda = [(j.mulai, j.selesai) for j in satu.jeda.all()]
        tingkat = stalled(maju_terakhir=sejak, hari_ini=hari, ambang=satu.program.ambang_macet, jeda=jeda)
        if tingkat in {"kuning", "merah"}:
            kini = ringkas.tahap_kini
            yield DesaTertahan(
                satu.wilayah, satu, tingkat, sejak, (hari - sejak).days - hari_jeda(jeda, sejak, hari),
                f"{kini}. {tahap.get(kini, '')}" if kini else "", [],
            )  # fmt: skip
