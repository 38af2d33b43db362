from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from .. import kode as aturan_kode
from ..models import KataWilayah, RiwayatKode, Wilayah
from ..muat.rencana import Ada, Rencana, susun_rencana
from ..muat.sumber import IsiSumber
from ..nama import kunci_nama
from ..sebutan import sebutan_baku
from .atur import pengaturan_sebutan

_BATCH = 2000


def keadaan_sekarang() -> dict[str, Ada]:
    """Semua wilayah yang sudah ada, menurut kode."""
    return {
        kode: Ada(nama, berlaku)
        for kode, nama, berlaku in Wilayah.objects.order_by().values_list("kode", "nama", "berlaku").iterator()
    }


def kode_sudah_pindah() -> dict[str, str]:
    """Kode lama → kode yang kini dipakai, dari riwayat."""
    baris = RiwayatKode.objects.exclude(jenis=RiwayatKode.Jenis.GANTI_NAMA).order_by("tanggal", "pk")
    return dict(baris.values_list("kode_lama", "wilayah__kode"))


@transaction.atomic
def muat(
    *, isi: IsiSumber, lengkap: Collection[str] = (), tanggal: date | None = None, dasar: str = "", uji_coba: bool = False,
    lapor: Callable[[str, int, int], None] = lambda *_: None,
) -> Rencana:  # fmt: skip
    """Membandingkan dan menulis dalam satu transaksi, supaya dua pemuatan bersamaan tidak saling mendahului."""
    rencana = susun_rencana(isi, keadaan_sekarang(), sudah_pindah=kode_sudah_pindah(), lengkap=lengkap)
    if not uji_coba:
        terapkan(rencana=rencana, tanggal=tanggal, dasar=dasar, lapor=lapor)
    return rencana


@transaction.atomic
def terapkan(
    *,
    rencana: Rencana,
    tanggal: date | None = None,
    dasar: str = "",
    lapor: Callable[[str, int, int], None] = lambda *_: None,
) -> Rencana:
    """Menulis rencana muat dalam satu transaksi. Tidak ada wilayah yang dihapus: yang hilang menjadi tidak berlaku.

    `lapor(tahap, selesai, dari)` dipanggil tiap tumpukan. Ganti nama masuk riwayat, belum dikonfirmasi.
    """
    sekarang, tanggal = timezone.now(), tanggal or timezone.localdate()
    _tambah(rencana, sekarang, lapor)
    _ganti_nama(rencana, tanggal, dasar, sekarang)
    for kode, berlaku in ((rencana.hilang, False), (rencana.muncul_kembali, True)):
        for potong in _potong(list(kode), 500):
            Wilayah.objects.filter(kode__in=potong).update(berlaku=berlaku, diubah=sekarang)
    return rencana


def _potong(daftar: list, banyak: int) -> Iterator[list]:
    for mulai in range(0, len(daftar), banyak):
        yield daftar[mulai : mulai + banyak]


def _tambah(rencana: Rencana, sekarang: datetime, lapor: Callable[[str, int, int], None]) -> None:
    peta = pengaturan_sebutan()
    id_induk: dict[str, int] = dict(Wilayah.objects.order_by().exclude(tingkat="desa").values_list("kode", "pk"))
    selesai = 0
    for panjang in (2, 5, 8, 13):  # induk lebih dahulu
        setingkat = [satu for satu in rencana.baru.items() if len(satu[0]) == panjang]
        for potong in _potong(setingkat, _BATCH):
            baris = [
                Wilayah(
                    kode=kode, kunci=aturan_kode.kunci(kode), nama=nama, nama_cari=kunci_nama(nama),
                    tingkat=aturan_kode.tingkat(kode), jenis=aturan_kode.jenis_desa(kode),
                    sebutan=sebutan_baku(kode, peta) if panjang == 13 else "",
                    induk_id=id_induk[aturan_kode.induk(kode)] if panjang > 2 else None,
                    dibuat=sekarang, diubah=sekarang,
                )
                for kode, nama in potong
            ]  # fmt: skip
            Wilayah.objects.bulk_create(baris)
            KataWilayah.objects.bulk_create(
                [
                    KataWilayah(kata=kata, wilayah_id=satu.pk)
                    for satu in baris
                    for kata in sorted(KataWilayah.dari(satu))
                ],
                batch_size=_BATCH,
            )
            if panjang < 13:
                id_induk.update((satu.kode, satu.pk) for satu in baris)
            selesai += len(potong)
            lapor(aturan_kode.tingkat(potong[-1][0]), selesai, len(rencana.baru))


def _ganti_nama(rencana: Rencana, tanggal: date, dasar: str, sekarang: datetime) -> None:
    for potong in _potong(rencana.ganti_nama, 200):
        nama_baru = {satu.kode: satu for satu in potong}
        baris = list(Wilayah.objects.filter(kode__in=nama_baru))
        for satu in baris:
            satu.nama, satu.diubah = nama_baru[satu.kode].baru, sekarang
            satu.nama_cari = kunci_nama(satu.nama)
        Wilayah.objects.bulk_update(baris, ["nama", "nama_cari", "diubah"])
        KataWilayah.segarkan(baris)
        RiwayatKode.objects.bulk_create(
            RiwayatKode(
                wilayah=satu, kode_lama=satu.kode, kode_baru=satu.kode, nama_lama=nama_baru[satu.kode].lama,
                jenis=RiwayatKode.Jenis.GANTI_NAMA, tanggal=tanggal, dasar=dasar,
            )
            for satu in baris
        )  # fmt: skip
