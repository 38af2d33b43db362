"""Yang sudah dihapus tidak hidup lagi karena pemulihan: penghapusan sesudah saat cadangan diulang (operations.md 6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from akun.layanan import hapus_orang
from akun.models import Pengguna
from pusat_bantuan.layanan import hapus_isi_tiket, hapus_kontak
from pusat_bantuan.layanan.hapus_isi import TERHAPUS
from pusat_bantuan.models import Kontak, ProfilTiket
from replikasi.layanan.titip_fakta import hapus_kontak as hapus_kontak_desa
from wilayah.models import KontakDesa

Jati = set[tuple[Any, Any]]
SEKALI = 500


@dataclass(frozen=True, slots=True)
class Penghapusan:
    """Yang terhapus di basis data lama, dikenali dari nomor dan waktu buatnya.

    `situs`: orang pertamanya. Basis data situs lain bernomor sama tetapi orangnya lain, dan tidak menghapus apa pun di sini.
    """

    situs: tuple[Any, Any] | None
    orang: Jati
    tiket: Jati
    kontak: Jati
    desa: Jati


def catatan_penghapusan() -> Penghapusan:
    """Hanya membaca lajur yang perlu, jadi basis data yang migrasinya lain pun biasanya terbaca. Galat: `DatabaseError`."""
    return Penghapusan(
        situs=_orang_pertama(),
        orang=set(Pengguna.objects.filter(dihapus_pada__isnull=False).values_list("pk", "date_joined")),
        tiket=set(ProfilTiket.objects.filter(isi_dihapus_pada__isnull=False).values_list("pk", "dibuat")),
        kontak=set(Kontak.objects.filter(nama=TERHAPUS, email="", hp="").values_list("pk", "dibuat")),
        desa=set(KontakDesa.objects.filter(dihapus_pada__isnull=False).values_list("pk", "wilayah__kode")),
    )


def ulangi_penghapusan(lama: Penghapusan, *, sebab: str) -> dict[str, int] | None:
    """Jumlah yang diulang per jenis; kosong (None) bila basis data lama milik situs lain."""
    if lama.situs is None or lama.situs != _orang_pertama():
        return None
    alasan = f"Diulang sesudah memulihkan cadangan {sebab}"
    hasil = {"orang": 0, "isi tiket": 0, "kontak tiket": 0, "kontak desa": 0}
    for tiket in _milik(ProfilTiket.objects.filter(isi_dihapus_pada=None), lama.tiket, "dibuat"):
        hapus_isi_tiket(profil=tiket, oleh=None, alasan=alasan)
        hasil["isi tiket"] += 1
    for kontak in _milik(Kontak.objects.exclude(nama=TERHAPUS, email="", hp=""), lama.kontak, "dibuat"):
        hapus_kontak(kontak=kontak, oleh=None, alasan=alasan)
        hasil["kontak tiket"] += 1
    desa = KontakDesa.objects.filter(dihapus_pada=None).select_related("wilayah")
    for baris in _milik(desa, lama.desa, "wilayah.kode"):
        hapus_kontak_desa(kontak=baris, oleh=None)
        hasil["kontak desa"] += 1
    for orang in _milik(Pengguna.objects.filter(dihapus_pada=None), lama.orang, "date_joined"):
        hapus_orang(pengguna=orang, oleh=None)
        hasil["orang"] += 1
    return hasil


def _orang_pertama() -> tuple[Any, Any] | None:
    return Pengguna.objects.order_by("pk").values_list("pk", "date_joined").first()


def _milik(semua: QuerySet, jati: Jati, medan: str) -> Iterator[Model]:
    nomor = sorted(pk for pk, _ in jati)
    for awal in range(0, len(nomor), SEKALI):
        for baris in semua.filter(pk__in=nomor[awal : awal + SEKALI]):
            nilai: Any = baris
            for bagian in medan.split("."):
                nilai = getattr(nilai, bagian)
            if (baris.pk, nilai) in jati:
                yield baris
