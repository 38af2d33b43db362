"""Kode yang tidak dikenal: dicatat, lalu diputuskan orang."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.kalender import hari_laporan
from replikasi.kontrak import Laporan
from replikasi.models import KodeTakDikenal
from wilayah.models import Wilayah

BATAS_TAK_DIKENAL = 5_000
SIMPAN_HARI = 60
BASI = timedelta(days=30)


def catat_tak_dikenal(laporan: Iterable[tuple[Laporan, datetime]]) -> None:
    """Yang dihitung adalah hari-hari yang berbeda, jadi mengulang dan urutan datangnya tidak mengubah apa pun."""
    per_kode: dict[tuple[str, str], list[tuple[datetime, str, str, str]]] = defaultdict(list)
    for satu, saat in laporan:
        per_kode[satu.produk, satu.kode].append((saat, satu.nama, satu.host, satu.induk))
    ada = {
        (satu.produk, satu.kode): satu
        for satu in KodeTakDikenal.objects.select_for_update().filter(kode__in={kode for _, kode in per_kode})
    }
    sisa = BATAS_TAK_DIKENAL - KodeTakDikenal.objects.count() if per_kode.keys() - ada.keys() else 0
    baris = []
    for kunci, isi in per_kode.items():
        satu = ada.get(kunci)
        if satu is None:
            if sisa <= 0:
                continue
            sisa -= 1
            satu = KodeTakDikenal(produk=kunci[0], kode=kunci[1])
        baris.append(_gabung(satu, isi))
    KodeTakDikenal.objects.bulk_create(
        baris, batch_size=500, update_conflicts=True, unique_fields=["produk", "kode"],
        update_fields=["nama", "host", "induk", "hari", "jumlah", "pertama_pada", "terakhir_pada"],
    )  # fmt: skip


def _gabung(satu: KodeTakDikenal, isi: list[tuple[datetime, str, str, str]]) -> KodeTakDikenal:
    akhir = max(isi)
    hari = {*satu.hari, *(hari_laporan(saat).toordinal() for saat, *_ in isi)}
    lama = (satu.terakhir_pada, satu.nama, satu.host, satu.induk) if satu.terakhir_pada else None
    saat, satu.nama, satu.host, satu.induk = max(lama, akhir) if lama else akhir
    satu.pertama_pada = min(filter(None, (satu.pertama_pada, min(isi)[0])))
    satu.terakhir_pada = saat
    satu.hari = sorted(hari)[-SIMPAN_HARI:]
    satu.jumlah = len(satu.hari)
    return KodeTakDikenal(
        produk=satu.produk, kode=satu.kode, nama=satu.nama, host=satu.host, induk=satu.induk, hari=satu.hari, jumlah=satu.jumlah,
        pertama_pada=satu.pertama_pada, terakhir_pada=satu.terakhir_pada,
    )  # fmt: skip


@transaction.atomic
def buang_kode_basi() -> int:
    """Kode asing yang sehari saja muncul lalu diam sebulan dibuang: daftar tinjau tidak dapat dipenuhi selamanya."""
    return KodeTakDikenal.objects.filter(
        keadaan=KodeTakDikenal.Keadaan.BARU, jumlah=1, terakhir_pada__lt=timezone.now() - BASI
    ).delete()[0]


@transaction.atomic
def putuskan_kode(*, kode: KodeTakDikenal, oleh: Pengguna, wilayah: Wilayah | None) -> KodeTakDikenal:
    """Ditautkan ke `wilayah` (laporan berikutnya masuk ke sana) atau, tanpa wilayah, diabaikan."""
    keadaan = KodeTakDikenal.Keadaan
    kode.keadaan = keadaan.DITAUTKAN if wilayah else keadaan.DIABAIKAN
    kode.wilayah, kode.diputus_oleh, kode.diputus_pada = wilayah, oleh, timezone.now()
    kode.save(update_fields=["keadaan", "wilayah", "diputus_oleh", "diputus_pada"])
    return kode
