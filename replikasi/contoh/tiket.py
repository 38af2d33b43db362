"""Laporan contoh dan tiket contoh sepakat: desa yang menulis versinya di tiket melaporkan versi itu juga."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import NamedTuple

from pusat_bantuan.models import ProfilTiket
from replikasi.kalender import JAKARTA
from replikasi.models import KeadaanPasang


class KataTiket(NamedTuple):
    """Keadaan pemasangan menurut tiket contoh terbaru desa itu; kosong bila tidak ditulis."""

    versi: str = ""
    hosting: str = ""
    tema: str = ""


def kata_tiket() -> dict[int, KataTiket]:
    """Nomor desa → isinya; yang ditulis belakangan menang."""
    hasil: dict[int, KataTiket] = {}
    tiket = ProfilTiket.objects.filter(contoh=True, wilayah__isnull=False).order_by("dibuat")
    for desa, *isi in tiket.values_list("wilayah_id", *KataTiket._fields):
        lama = hasil.get(desa, KataTiket())
        hasil[desa] = KataTiket(*(baru or dulu for baru, dulu in zip(isi, lama, strict=True)))
    return hasil


def lengkapi_tiket(pasang: Iterable[KeadaanPasang]) -> None:
    """Tiket contoh memuat alamat situs dan laporan terakhir sebelum ia dibuat, seperti tiket sungguhan."""
    punya = {satu.wilayah_id: satu for satu in pasang}
    ubah = []
    for tiket in ProfilTiket.objects.filter(contoh=True, wilayah__in=punya, terakhir_lapor=None):
        satu = punya[tiket.wilayah_id]
        if satu.pertama >= tiket.dibuat.astimezone(JAKARTA).date():
            continue
        sebelum = datetime.combine(tiket.dibuat.astimezone(JAKARTA).date() - timedelta(days=1), time(8, 20), JAKARTA)
        tiket.terakhir_lapor = min(satu.terakhir_pada, sebelum)
        tiket.domain = tiket.domain or f"https://{satu.host}"
        ubah.append(tiket)
    ProfilTiket.objects.bulk_update(ubah, ["terakhir_lapor", "domain"])
