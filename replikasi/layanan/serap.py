"""Menyerap antrean laporan menjadi keadaan, bulan lapor, fakta, dan kontak.

Boleh diulang dan boleh datang tidak berurutan: yang disimpan adalah laporan terakhir tiap hari, dan semua kesimpulan
dilipat dari hari-hari itu (`replikasi.jejak`). Proses yang mati di tengah jalan hanya mengulang hal yang sama.
"""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import DatabaseError, OperationalError, connection, transaction

from replikasi import antrean, jejak
from replikasi.jejak import Hari
from replikasi.kalender import hari_laporan
from replikasi.kontrak import KUNCI_PRODUK, Laporan, baca_laporan, isi_harian
from replikasi.models import KodeTakDikenal, Produk
from wilayah.models import RiwayatKode, Wilayah

from . import relai
from .keadaan import simpan_keadaan
from .rekap import kuras_kotor, tandai_kotor
from .ringkas import perbarui_ringkas
from .tinjau import catat_tak_dikenal
from .titip_fakta import simpan_fakta, simpan_kontak

log = logging.getLogger(__name__)
_KUNCI_PG = 4_711_307  # satu penguras pada satu waktu, juga bila server aplikasinya banyak


@dataclass(frozen=True, slots=True)
class Masuk:
    """Satu laporan dari antrean. `saat` milidetik sejak 1970."""

    laporan: Laporan
    saat: int
    isian: dict[str, str]

    @property
    def pada(self) -> datetime:
        return datetime.fromtimestamp(self.saat / 1000, UTC)


@dataclass
class Kumpulan:
    """Laporan satu pemasangan dalam satu rombongan: yang terakhir tiap hari."""

    hari: dict[date, Hari] = field(default_factory=dict)

    def tambah(self, masuk: Masuk) -> None:
        hari = hari_laporan(masuk.pada)
        baru = Hari(masuk.saat, isi_harian(masuk.laporan), masuk.laporan.awalan_beda)
        self.hari[hari] = jejak.gabung(self.hari.get(hari), baru)


def serap_laporan(paling_banyak: int = 2000) -> int:
    """Menguras sampai `paling_banyak` laporan dari antrean; mengembalikan berapa yang diserap."""
    with antrean.giliran() as giliran:
        if not giliran:
            return 0
        baris, rombongan = antrean.ambil(paling_banyak)
        if rombongan:
            masuk = [satu for mentah in baris if (satu := _baca(mentah))]
            if masuk:
                _serap_tahan(masuk)
            rombongan.selesai()
    kuras_kotor()
    return len(baris)


def _baca(mentah: bytes) -> Masuk | None:
    """Baris yang terpotong (cakram penuh) atau rusak dilewati."""
    try:
        saat, _, produk, isian, *lain = json.loads(mentah)
        if produk in KUNCI_PRODUK and isinstance(isian, dict):
            return Masuk(baca_laporan(produk, isian), int(saat), isian | lain[0] if lain else isian)
    except (ValueError, TypeError, RecursionError):
        pass
    return None


def _serap_tahan(masuk: list[Masuk]) -> None:
    """Satu laporan yang tidak dapat diserap tidak menahan yang lain: rombongan dibelah, yang gagal dilewati."""
    try:
        with transaction.atomic():
            _serap(masuk)
    except OperationalError:
        raise  # basis data terkunci atau mati: semuanya menunggu giliran berikutnya
    except Exception as galat:
        if isinstance(galat, DatabaseError) and connection.connection is None:
            raise
        if len(masuk) == 1:
            log.error("laporan %s tidak dapat diserap: %s", masuk[0].laporan.produk, type(galat).__name__)
            return
        tengah = len(masuk) // 2
        _serap_tahan(masuk[:tengah])
        _serap_tahan(masuk[tengah:])


def _serap(masuk: list[Masuk]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as kursor:
            kursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KUNCI_PG])
    peta = cocokkan_kode({(satu.laporan.produk, satu.laporan.kode) for satu in masuk})
    kumpulan: dict[tuple[int, str], Kumpulan] = defaultdict(Kumpulan)
    kontak: list[tuple[int, Masuk]] = []
    asing: list[Masuk] = []
    for satu in masuk:
        wilayah_id = peta.get((satu.laporan.produk, satu.laporan.kode))
        if wilayah_id is None:
            asing.append(satu)
            continue
        kumpulan[wilayah_id, satu.laporan.produk].tambah(satu)
        if satu.laporan.kontak:
            kontak.append((wilayah_id, satu))
    if asing:
        catat_tak_dikenal([(satu.laporan, satu.pada) for satu in asing])
    if kumpulan:
        simpan_laporan(kumpulan={kunci: satu.hari for kunci, satu in kumpulan.items()})
    simpan_kontak([(wilayah_id, satu.laporan.kontak, satu.saat) for wilayah_id, satu in kontak])
    if relai.aktif():
        relai.titip_relai(
            relai.Titipan(peta[kunci], hari_laporan(satu.pada), satu.pada, satu.isian, satu.laporan.host)
            for satu in masuk
            if (kunci := (satu.laporan.produk, satu.laporan.kode)) in peta and kunci[0] == Produk.OPENSID
        )


def simpan_laporan(*, kumpulan: dict[tuple[int, str], dict[date, Hari]]) -> None:
    """(wilayah, produk) → laporan terakhir tiap hari: dilipat, disimpan, angka di atasnya ditandai."""
    berubah = simpan_keadaan(kumpulan)
    opensid = {wilayah_id: satu for (wilayah_id, produk), satu in berubah.items() if produk == Produk.OPENSID}
    if opensid:
        simpan_fakta(opensid)
        perbarui_ringkas(wilayah_id=opensid)
    if berubah:
        tandai_kotor(wilayah_id={wilayah_id for wilayah_id, _ in berubah})


def cocokkan_kode(kunci: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(produk, kode dikirim) → wilayah: kode berlaku, lalu riwayat kode, lalu tautan yang dibuat orang. Tidak pernah nama."""
    kunci = set(kunci)
    kode = {satu for _, satu in kunci}
    berlaku = dict(Wilayah.objects.filter(kode__in=kode, berlaku=True).values_list("kode", "pk"))
    sisa = kode - berlaku.keys()
    lama = dict(
        RiwayatKode.objects.filter(kode_lama__in=sisa, dikonfirmasi=True)
        .order_by("tanggal", "pk")
        .values_list("kode_lama", "wilayah_id")
    )
    tautan = {
        (produk, satu): wilayah_id
        for produk, satu, wilayah_id in KodeTakDikenal.objects.filter(
            kode__in=sisa - lama.keys(), keadaan=KodeTakDikenal.Keadaan.DITAUTKAN
        ).values_list("produk", "kode", "wilayah_id")
    }
    hasil = {}
    for produk, satu in kunci:
        wilayah_id = berlaku.get(satu) or lama.get(satu) or tautan.get((produk, satu))
        if wilayah_id:
            hasil[produk, satu] = wilayah_id
    return hasil
