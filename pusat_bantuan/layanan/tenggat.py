"""Menyimpan singgahan jam pada tiket: sesudah tiap tindakan, sesudah kalender berubah, dan tiap malam."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q

from ..jam_tiket import HENTI, Bahan, Jam, jam, muat_bahan
from ..kalender import Buku, buku
from ..keadaan import TERBUKA
from ..langkah import langkah_berikut
from ..models import KalenderKerja, PeristiwaTiket, ProfilTiket, PutusanSla
from ..sla import GalatSla
from ..waktu_kerja import WaktuKerja

log = logging.getLogger(__name__)

KOLOM = (
    "kalender_id", "tenggat", "tenggat_tanggapan", "tenggat_selesai", "tanggapan_dilanggar_pada", "dilanggar_pada",
    "ingatkan_pada", "sisa_detik", "langkah_pada",
)  # fmt: skip
SELEMBAR = 500


def hitung(profil: ProfilTiket, *, peristiwa: PeristiwaTiket | None = None) -> ProfilTiket:
    """Menyegarkan singgahan satu tiket yang terkunci dari catatan peristiwanya; `peristiwa` yang baru ditulis.

    Penyelesaian meninggalkan putusan yang tidak pernah dihitung ulang.
    """
    aturan = buku()
    bahan = muat_bahan([profil])[profil.pk]
    hasil = _coba(bahan, aturan)
    if _terapkan(profil, hasil, bahan, WaktuKerja(aturan)):
        profil.save(update_fields=[nama.removesuffix("_id") for nama in KOLOM])
    if hasil and peristiwa is not None and _menyelesaikan(peristiwa):
        _putuskan(peristiwa, hasil)
    return profil


@dataclass(frozen=True)
class HasilHitung:
    diperiksa: int
    berbeda: int
    gagal: int


def hitung_ulang(*, semua: bool = False) -> HasilHitung:
    """Membangun ulang singgahan tiket terbuka (dan yang belum pernah dihitung) dari catatannya; idealnya 0 berbeda.

    Tiket yang sudah selesai mempertahankan hasilnya walau kalender berubah; `semua` menghitungnya juga.
    """
    daftar = ProfilTiket.objects.all() if semua else ProfilTiket.objects.filter(_perlu_dihitung())
    aturan = buku()
    kerja = WaktuKerja(aturan)
    diperiksa = berbeda = gagal = terakhir = 0
    while lembar := list(daftar.filter(pk__gt=terakhir).select_related("wilayah").order_by("pk")[:SELEMBAR]):
        terakhir = lembar[-1].pk
        bahan = muat_bahan(lembar)
        hasil = {pk: _coba(satu, aturan) for pk, satu in bahan.items()}
        ubah = [satu.pk for satu in lembar if _terapkan(satu, hasil[satu.pk], bahan[satu.pk], kerja)]
        diperiksa, gagal = diperiksa + len(lembar), gagal + sum(satu is None for satu in hasil.values())
        berbeda += _tulis_ulang(ubah, aturan) if ubah else 0
    return HasilHitung(diperiksa, berbeda, gagal)


def ikuti_kalender() -> HasilHitung | None:
    """Dipanggil pekerja: bila kalender atau sasaran berubah sejak terakhir, semua tiket terbuka dihitung ulang."""
    nasional = KalenderKerja.objects.filter(wilayah=None).values_list("versi", "versi_terhitung").first()
    if nasional is None or nasional[0] == nasional[1]:
        return None
    hasil = hitung_ulang()
    KalenderKerja.objects.filter(wilayah=None).update(versi_terhitung=nasional[0])
    return hasil


def jaga_malam() -> HasilHitung:
    """Sekali sehari: singgahan harus sama dengan catatannya; yang berbeda dipulihkan dan disebut di log."""
    hasil = hitung_ulang()
    (log.warning if hasil.berbeda or hasil.gagal else log.info)(
        "jam tiket: %s diperiksa, %s berbeda, %s tidak terhitung", hasil.diperiksa, hasil.berbeda, hasil.gagal
    )
    return hasil


def _perlu_dihitung() -> Q:
    return Q(keadaan__in=TERBUKA) | Q(kalender=None)


@transaction.atomic
def _tulis_ulang(pk: Iterable[int], aturan: Buku) -> int:
    """Yang berbeda dihitung lagi di bawah kunci, supaya tindakan yang sedang berjalan tidak tertimpa."""
    terkunci = ProfilTiket.objects.select_for_update(of=("self",)).filter(pk__in=pk).select_related("wilayah")
    profil = {satu.pk: satu for satu in terkunci.order_by("pk")}
    bahan, kerja = muat_bahan(profil.values()), WaktuKerja(aturan)
    ubah = [satu for nomor, satu in profil.items() if _terapkan(satu, _coba(bahan[nomor], aturan), bahan[nomor], kerja)]
    _simpan(ubah)
    return len(ubah)


def _simpan(ubah: list[ProfilTiket]) -> None:
    """Satu pernyataan untuk semuanya: `bulk_update` menghabiskan empat perlima waktu hitung ulang nasional."""
    meta = ProfilTiket._meta
    medan = [meta.get_field(nama.removesuffix("_id")) for nama in KOLOM]
    isi = ", ".join(f"{connection.ops.quote_name(satu.column)} = %s" for satu in medan)
    with connection.cursor() as kursor:
        kursor.executemany(
            f"UPDATE {connection.ops.quote_name(meta.db_table)} SET {isi} "
            f"WHERE {connection.ops.quote_name(meta.pk.column)} = %s",
            [
                [*(satu.get_db_prep_save(getattr(profil, satu.attname), connection) for satu in medan), profil.pk]
                for profil in ubah
            ],
        )


def _coba(bahan: Bahan, aturan: Buku) -> Jam | None:
    """`None` bila kalendernya tidak dapat dihitung: tiket tetap diterima, dan log menyebut sebabnya."""
    try:
        return jam(bahan, aturan)
    except GalatSla as galat:
        log.error("jam tiket %s tidak dapat dihitung: %s: %s", bahan.pk, type(galat).__name__, galat)
        return None


def _terapkan(profil: ProfilTiket, hasil: Jam | None, bahan: Bahan, kerja: WaktuKerja) -> bool:
    """Menaruh hasil pada `profil`; benar bila ada yang berbeda."""
    langkah = langkah_berikut(bahan, kerja)
    kolom = (hasil.kolom if hasil else dict.fromkeys(KOLOM)) | {"langkah_pada": langkah and langkah.pada}
    beda = [nama for nama in KOLOM if getattr(profil, nama) != kolom[nama]]
    for nama in beda:
        setattr(profil, nama, kolom[nama])
    return bool(beda)


def _menyelesaikan(peristiwa: PeristiwaTiket) -> bool:
    return (
        peristiwa.ke in HENTI and peristiwa.dari not in HENTI and peristiwa.jenis != PeristiwaTiket.Jenis.DIGABUNG
    )  # fmt: skip


def _putuskan(peristiwa: PeristiwaTiket, hasil: Jam) -> None:
    sasaran, sisa = hasil.aturan.selesai.detik, hasil.kolom["sisa_detik"]
    PutusanSla.objects.get_or_create(
        peristiwa=peristiwa,
        defaults={"sasaran_detik": sasaran, "terpakai_detik": sasaran - sisa, "terpenuhi": sisa >= 0},
    )
