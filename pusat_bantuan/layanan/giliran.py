"""Pekerja melakukan yang waktunya tiba, sepenggal demi sepenggal; yang belum tiba tidak dibaca sama sekali."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ..jam_tiket import muat_bahan
from ..langkah import Langkah, langkah_berikut
from ..models import ProfilTiket
from ..waktu_kerja import WaktuKerja
from .jejak import kunci_tiket

log = logging.getLogger(__name__)

SEPENGGAL = 200
UNDUR_GAGAL = timedelta(hours=1)
Perbuatan = Callable[[ProfilTiket, datetime], None]


def kerjakan(
    perbuatan: Mapping[str, Perbuatan], *, keadaan: Collection[str], saat: datetime, paling_lama_detik: float
) -> Counter[str]:
    """Jumlah tiap langkah yang dilakukan. `perbuatan` menerima tiket yang terkunci; yang gagal dicoba lagi sejam kemudian.

    Saat yang tersimpan hanya ancar-ancar: langkahnya dihitung lagi dari catatan dan kalender sekarang, dan yang ternyata
    belum tiba (libur baru, pekerja terlambat sampai malam) dijadwalkan ulang ke jam kantor berikutnya.
    """
    hitung: Counter[str] = Counter()
    for profil, langkah in _yang_tiba(keadaan, saat, paling_lama_detik):
        if langkah is None or langkah.pada > saat:
            _jadwalkan(profil, langkah and langkah.pada)
            continue
        try:
            with transaction.atomic():
                terkunci = kunci_tiket(profil)
                if _ciri(terkunci) != _ciri(profil):
                    continue  # ada yang bergerak sejak dibaca
                perbuatan[langkah.nama](terkunci, saat)
        except Exception:
            log.exception("langkah %s tiket %s gagal", langkah.nama, profil.pk)
            _jadwalkan(profil, saat + UNDUR_GAGAL)
            continue
        hitung[langkah.nama] += 1
    return hitung


def _yang_tiba(
    keadaan: Collection[str], saat: datetime, paling_lama_detik: float
) -> Iterator[tuple[ProfilTiket, Langkah | None]]:
    """Terlama dahulu menurut indeks saatnya; tiga kueri per penggal berapa pun tiket yang sedang menunggu."""
    habis, kerja, sesudah = time.monotonic() + paling_lama_detik, WaktuKerja(), Q()
    tiba = ProfilTiket.objects.filter(langkah_pada__lte=saat, keadaan__in=keadaan, contoh=False)
    tiba = tiba.select_related("wilayah").order_by("langkah_pada", "pk")
    while time.monotonic() < habis and (penggal := list(tiba.filter(sesudah)[:SEPENGGAL])):
        bahan = muat_bahan(penggal)
        for profil in penggal:
            yield profil, langkah_berikut(bahan[profil.pk], kerja, sejak=saat)
        akhir = penggal[-1]
        sesudah = Q(langkah_pada__gt=akhir.langkah_pada) | Q(langkah_pada=akhir.langkah_pada, pk__gt=akhir.pk)


def _ciri(profil: ProfilTiket) -> tuple:
    return profil.keadaan, profil.tingkat, profil.langkah_pada


def _jadwalkan(profil: ProfilTiket, pada: datetime | None) -> None:
    ProfilTiket.objects.filter(pk=profil.pk, langkah_pada=profil.langkah_pada).update(langkah_pada=pada)
