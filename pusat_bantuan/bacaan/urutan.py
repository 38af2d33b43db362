"""Selembar demi selembar menurut kunci (bukan nomor halaman), supaya lembar ke-4.000 semurah yang pertama."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.db.models.functions import Coalesce

from ..models import ProfilTiket
from ..models.tiket import ProfilTiketQuerySet

PER_LEMBAR = 25
_AWAL = datetime(1970, 1, 1, tzinfo=UTC)
_KURSOR = re.compile(r"(\d{1,17}|x)-(\d{1,18})")
_SEMIKRO = timedelta(microseconds=1)


@dataclass(frozen=True)
class Urutan:
    """Menurut satu kolom waktu, lalu nomor tiket. `boleh_kosong`: yang kosong sesudah semua yang terisi."""

    judul: str
    kolom: str
    turun: bool
    boleh_kosong: bool = False


URUTAN = {
    "gerak": Urutan("Terakhir bergerak", "aktivitas", turun=True),
    "mendesak": Urutan("Paling mendesak", "tenggat", turun=False, boleh_kosong=True),
    "lama": Urutan("Terlama dibuat", "dibuat", turun=False),
    "baru": Urutan("Terbaru dibuat", "dibuat", turun=True),
    "tenggat": Urutan("Janji terdekat", "tenggat", turun=False, boleh_kosong=True),
}
BAWAAN = "gerak"


@dataclass(frozen=True)
class Lembar:
    """Satu lembar daftar. `berikut` kosong pada lembar terakhir."""

    tiket: list[ProfilTiket]
    berikut: str
    awal: bool


def lembar(
    daftar: ProfilTiketQuerySet, *, kursor: str = "", banyak: int = PER_LEMBAR, urutan: str = BAWAAN, utuh: bool = False
) -> Lembar:
    """Nomornya dulu dengan indeks urutannya, baru isinya: dua kueri (tiga bila menyeberang ke kolom yang kosong).

    `utuh`: tiket selengkapnya (API), bukan hanya yang tampil di satu baris. Mengurutkan sambil menggabung delapan tabel membuat SQLite menyusun seluruh himpunan. Kursor rusak diabaikan.
    """
    cara = URUTAN.get(urutan, URUTAN[BAWAAN])
    batas = _baca_kursor(kursor)
    nomor: list[int] = []
    if batas is None or batas[0] is not None:
        nomor = _nomor(daftar, cara, batas, banyak + 1)
    if cara.boleh_kosong and len(nomor) <= banyak:
        mulai = batas[1] if batas and batas[0] is None else None
        kosong = daftar.filter(**{f"{cara.kolom}__isnull": True})
        kosong = kosong if mulai is None else kosong.filter(pk__gt=mulai)
        nomor += kosong.order_by("tiket_id").values_list("pk", flat=True)[: banyak + 1 - len(nomor)]
    isinya = ProfilTiket.objects.untuk_daftar() if utuh else ProfilTiket.objects.untuk_baris()
    ada = isinya.in_bulk(nomor[:banyak]) if nomor else {}
    isi = [ada[pk] for pk in nomor[:banyak] if pk in ada]
    berikut = tulis_kursor(isi[-1], cara) if len(nomor) > banyak and isi else ""
    return Lembar(isi, berikut, batas is None)


def terlama(daftar: ProfilTiketQuerySet, banyak: int) -> ProfilTiketQuerySet:
    """Yang terlama dibuat, satu kueri: nomornya dari indeks penyaringnya, lalu barisnya.

    Urutannya ungkapan, bukan kolom: kalau tidak, perencana menyusuri indeks waktu dari tiket tertua yang sudah ditutup.
    """
    nomor = daftar.order_by(Coalesce("dibuat", "dibuat"), "pk").values("pk")[:banyak]
    return ProfilTiket.objects.filter(pk__in=nomor).untuk_baris().order_by("dibuat", "pk")


def _nomor(
    daftar: ProfilTiketQuerySet, cara: Urutan, batas: tuple[datetime | None, int] | None, banyak: int
) -> list[int]:
    arah, tanda = ("lt", "-") if cara.turun else ("gt", "")
    if cara.boleh_kosong:
        daftar = daftar.filter(**{f"{cara.kolom}__isnull": False})
    if batas:
        waktu, pk = batas
        # Syarat pertama mengulang yang kedua supaya indeks waktu dapat dipakai.
        daftar = daftar.filter(**{f"{cara.kolom}__{arah}e": waktu}).filter(
            Q(**{f"{cara.kolom}__{arah}": waktu}) | Q(**{cara.kolom: waktu, f"pk__{arah}": pk})
        )
    return list(daftar.order_by(f"{tanda}{cara.kolom}", f"{tanda}tiket_id").values_list("pk", flat=True)[:banyak])


def tulis_kursor(profil: ProfilTiket, cara: Urutan) -> str:
    waktu = getattr(profil, cara.kolom)
    return f"{(waktu - _AWAL) // _SEMIKRO if waktu else 'x'}-{profil.pk}"


def _baca_kursor(tulisan: str) -> tuple[datetime | None, int] | None:
    cocok = _KURSOR.fullmatch(tulisan or "")
    if not cocok:
        return None
    try:
        waktu = None if cocok[1] == "x" else _AWAL + int(cocok[1]) * _SEMIKRO
    except OverflowError:
        return None
    return waktu, min(int(cocok[2]), 2**62)
