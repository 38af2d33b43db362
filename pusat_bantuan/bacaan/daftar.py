"""Daftar tiket, selembar demi selembar menurut kunci (bukan nomor halaman), supaya lembar ke-4.000 semurah yang pertama."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q

from akun.models import Pengguna, Peran

from ..keadaan import TERBUKA, Keadaan
from ..models import ProfilTiket
from ..models.tiket import ProfilTiketQuerySet

PER_LEMBAR = 25
_AWAL = datetime(1970, 1, 1, tzinfo=UTC)
_KURSOR = re.compile(r"(\d{1,17})-(\d{1,18})")
_SEMIKRO = timedelta(microseconds=1)


@dataclass(frozen=True)
class Lembar:
    """Satu lembar daftar. `berikut` kosong pada lembar terakhir."""

    tiket: list[ProfilTiket]
    berikut: str
    awal: bool


def lembar(daftar: ProfilTiketQuerySet, *, kursor: str = "", banyak: int = PER_LEMBAR) -> Lembar:
    """Yang terakhir bergerak dahulu; satu kueri. Kursor yang rusak diabaikan."""
    batas = _baca_kursor(kursor)
    if batas:
        waktu, pk = batas
        daftar = daftar.filter(Q(aktivitas__lt=waktu) | Q(aktivitas=waktu, pk__lt=pk))
    isi = list(daftar.untuk_daftar().order_by("-aktivitas", "-tiket")[: banyak + 1])
    berikut = _tulis_kursor(isi[banyak - 1]) if len(isi) > banyak else ""
    return Lembar(isi[:banyak], berikut, batas is None)


def _tulis_kursor(profil: ProfilTiket) -> str:
    return f"{(profil.aktivitas - _AWAL) // _SEMIKRO}-{profil.pk}"


def _baca_kursor(tulisan: str) -> tuple[datetime, int] | None:
    cocok = _KURSOR.fullmatch(tulisan or "")
    if not cocok:
        return None
    try:
        return _AWAL + int(cocok[1]) * _SEMIKRO, min(int(cocok[2]), 2**62)
    except OverflowError:
        return None


def tiket_desa(orang: Pengguna) -> ProfilTiketQuerySet:
    """ "Tiket saya": yang dimintanya sendiri dan yang milik desanya."""
    milik = Q(pemohon=orang) | orang.q_kuasa(Peran.OPERATOR)
    return ProfilTiket.objects.terlihat(oleh=orang).filter(milik)


TAMPILAN = {
    "menunggu": "Belum diambil",
    "saya": "Saya pegang",
    "terbuka": "Semua terbuka",
    "selesai": "Selesai",
}


def antrean(orang: Pengguna, tampilan: str) -> ProfilTiketQuerySet:
    """Yang dapat dikerjakan `orang`, menurut tampilan; tampilan yang tak dikenal menjadi "menunggu"."""
    daftar = ProfilTiket.objects.dapat_ditangani(oleh=orang)
    if tampilan == "saya":
        return daftar.filter(pemegang=orang, keadaan__in=TERBUKA)
    if tampilan == "terbuka":
        return daftar.filter(keadaan__in=TERBUKA)
    if tampilan == "selesai":
        return daftar.filter(keadaan__in=[Keadaan.SELESAI, Keadaan.DITUTUP])
    belum_mulai = Q(pemegang__isnull=True) | Q(pemegang=orang, keadaan=Keadaan.BARU)  # ditugasi, belum mulai
    return daftar.filter(_giliran(orang), belum_mulai, keadaan__in=TERBUKA)


def _giliran(orang: Pengguna) -> Q:
    """Yang menunggu di tingkat orang itu: simpul bagi pegiat, kabupaten atau nasional bagi petugas."""
    giliran = Q(tingkat=ProfilTiket.Tingkat.SIMPUL) if orang.berperan(Peran.PEGIAT) else Q(pk__in=[])
    for tugas in orang.penugasan_berlaku:
        if tugas.peran == Peran.PETUGAS:
            giliran |= Q(tingkat=ProfilTiket.Tingkat.KABUPATEN if tugas.wilayah else ProfilTiket.Tingkat.NASIONAL)
    return giliran


def hitungan_wilayah(orang: Pengguna) -> dict[str, int]:
    """Jumlah tiket di wilayah manajer atau pembina: hanya angka, tanpa judul dan isi (domain helpdesk.md, pelaku)."""
    jumlah = dict(
        ProfilTiket.objects.terhitung(oleh=orang)
        .order_by()
        .values_list("keadaan")
        .annotate(n=Count("pk"))
        .values_list("keadaan", "n")
    )
    return {
        "terbuka": sum(jumlah.get(satu, 0) for satu in TERBUKA),
        "selesai": jumlah.get(Keadaan.SELESAI, 0),
        "ditutup": jumlah.get(Keadaan.DITUTUP, 0),
    }
