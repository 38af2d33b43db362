"""Desa dalam program yang melambat atau tertahan, dan siapa yang mendampinginya.

Saatnya sudah dihitung pada ringkasan desanya (`saat_tertahan`: ambang programnya, tanpa hari jeda), jadi daftarnya dibaca
lewat indeks dan hanya sebanyak yang ditampilkan, berapa pun desa yang dalam program.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from akun.models import Pengguna
from replikasi import kata
from replikasi.kalender import akhir_bulan, bulan_ini, hari_ini
from replikasi.models import Pendampingan, Penerapan, RingkasBulan, RingkasDesa, Tahap
from replikasi.models.rekap import IsiRingkas
from replikasi.rumus.kemajuan import hari_jeda
from wilayah.kode import SELURUH_INDONESIA
from wilayah.models import Wilayah
from wilayah.models.wilayah import q_rentang

PER_HALAMAN = 50
SEKALI_BACA = 1000
_TANDA = re.compile(r"(\d{4}-\d\d-\d\d)_(\d{1,10})")


@dataclass(frozen=True)
class DesaTertahan:
    wilayah: Wilayah
    penerapan: Penerapan
    tingkat: str  # kuning, merah
    sejak: date
    hari: int  # tanpa hari jeda
    tahap: str
    pendamping: list[Pengguna] = field(default_factory=list)

    @property
    def status(self) -> kata.Status:
        return kata.JALAN[self.tingkat]


@dataclass(frozen=True)
class LembarTertahan:
    baris: list[DesaTertahan]
    sesudah: str
    bulan: date | None  # kosong bila bulan berjalan


def desa_tertahan(
    wilayah: Wilayah | None, *, oleh: Pengguna, sesudah: str = "", bulan: date | None = None,
    banyak: int | None = None,
) -> LembarTertahan:  # fmt: skip
    """Yang paling lama tertahan dahulu, halaman kunci. Nama pendamping hanya bagi yang bertugas di wilayahnya."""
    lampau = bulan if bulan and bulan < bulan_ini() else None
    rentang = [wilayah.rentang if wilayah else SELURUH_INDONESIA]
    banyak = banyak or PER_HALAMAN
    baris = list(_sesudah(ringkas_tertahan(rentang, bulan=lampau), sesudah)[: banyak + 1])
    lanjut = f"{baris[banyak - 1].merah_pada}_{baris[banyak - 1].wilayah_id}" if len(baris) > banyak else ""
    isi = susun_tertahan(baris[:banyak], hari=akhir_bulan(lampau) if lampau else hari_ini())
    if lampau is None:
        _isi_pendamping(isi, oleh)
    return LembarTertahan(isi, lanjut, lampau)


def semua_tertahan(wilayah: Wilayah | None, *, bulan: date | None = None) -> Iterator[DesaTertahan]:
    """Seluruh daftarnya, selembar demi selembar, tanpa nama pendamping: untuk unduhan."""
    sesudah = ""
    while True:
        lembar = desa_tertahan(wilayah, oleh=AnonymousUser(), sesudah=sesudah, bulan=bulan, banyak=SEKALI_BACA)
        yield from lembar.baris
        if not (sesudah := lembar.sesudah):
            return


def ringkas_tertahan(rentang: Iterable[tuple[int, int]], *, bulan: date | None = None) -> QuerySet[IsiRingkas]:
    """Ringkasan desa yang melambat atau tertahan hari ini, atau pada akhir satu bulan lampau; yang merah dahulu."""
    semua = RingkasBulan.objects.filter(bulan=bulan) if bulan else RingkasDesa.objects.all()
    semua = semua.filter(
        kuning_pada__lte=akhir_bulan(bulan) if bulan else hari_ini(), merah_pada__isnull=False, wilayah__berlaku=True
    )
    rentang = list(rentang)
    if SELURUH_INDONESIA not in rentang:
        semua = semua.filter(q_rentang(rentang, "wilayah__kunci"))
    return semua.select_related("wilayah__induk__induk").order_by("merah_pada", "wilayah_id")


def _sesudah(baris: QuerySet[IsiRingkas], tanda: str) -> QuerySet[IsiRingkas]:
    """Sesudah baris yang terakhir dilihat; tanda yang tidak dikenal berarti dari awal."""
    if (cocok := _TANDA.fullmatch(tanda)) is None:
        return baris
    try:
        merah = date.fromisoformat(cocok[1])
    except ValueError:
        return baris
    return baris.filter(Q(merah_pada__gt=merah) | Q(merah_pada=merah, wilayah_id__gt=int(cocok[2])))


def susun_tertahan(baris: Iterable[IsiRingkas], *, hari: date) -> list[DesaTertahan]:
    """Lama tertahan dan penerapannya; tiga kueri berapa pun barisnya."""
    baris = list(baris)
    tahap = dict(Tahap.objects.values_list("nomor", "judul"))
    penerapan: dict[int, Penerapan] = {}
    semua = (
        Penerapan.objects.berjalan().filter(wilayah__in=[satu.wilayah_id for satu in baris]).prefetch_related("jeda")
    )
    for satu in semua.order_by("-percontohan", "mulai", "pk"):
        penerapan.setdefault(satu.wilayah_id, satu)
    return [
        _susun(satu, penerapan[satu.wilayah_id], tahap, hari) for satu in baris if satu.wilayah_id in penerapan
    ]  # fmt: skip


def _susun(ringkas: IsiRingkas, penerapan: Penerapan, tahap: dict[int, str], hari: date) -> DesaTertahan:
    sejak = ringkas.maju_pada or ringkas.penerapan_mulai
    jeda = [(satu.mulai, satu.selesai) for satu in penerapan.jeda.all()]
    kini = ringkas.tahap_kini
    return DesaTertahan(
        ringkas.wilayah, penerapan, "merah" if ringkas.merah_pada <= hari else "kuning", sejak,
        (hari - sejak).days - hari_jeda(jeda, sejak, hari), f"{kini}. {tahap.get(kini, '')}" if kini else "",
    )  # fmt: skip


def _isi_pendamping(baris: list[DesaTertahan], oleh: Pengguna) -> None:
    pendamping = defaultdict(list)
    terlihat = Pendampingan.objects.terlihat(oleh=oleh).berlaku().filter(wilayah__in=[s.wilayah for s in baris])
    for satu in terlihat.select_related("pendamping"):
        pendamping[satu.wilayah_id].append(satu.pendamping)
    for satu in baris:
        satu.pendamping.extend(pendamping[satu.wilayah.pk])
