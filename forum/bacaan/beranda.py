from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, F, IntegerField, Max, OuterRef, QuerySet, Subquery, Value, When

from akun.models import Pengguna
from forum.models import AnggotaSimpul, Ruang, Simpul

SIMPUL_TAMPIL = 24


@dataclass
class KartuSimpul:
    """Satu simpul di beranda forum; `ruang` kosong bila isinya tidak boleh dibaca."""

    simpul: Simpul
    anggota: bool
    ruang: list[Ruang] = field(default_factory=list)


def simpul_terurut(oleh) -> QuerySet[Simpul]:
    """Simpul saya dulu, lalu nasional, lalu yang terakhir ramai."""
    milik = AnggotaSimpul.objects.filter(simpul=OuterRef("pk"), pengguna=oleh.pk, keadaan="aktif").values("peran")[:1]
    return (
        Simpul.objects.terlihat(oleh=oleh)
        .select_related("wilayah")
        .annotate(
            peran_saya=Subquery(milik),
            ramai=Max("ruang__dibalas_pada"),
            tingkat=Case(
                When(peran_saya__isnull=False, then=Value(0)),
                When(jenis=Simpul.Jenis.NASIONAL, then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            ),
        )
        .order_by("tingkat", F("ramai").desc(nulls_last=True), "nama")
    )


def beranda(oleh) -> tuple[list[KartuSimpul], bool]:
    """Simpul dan ruangnya, dua kueri; nilai kedua benar bila masih ada simpul lain."""
    semua = list(simpul_terurut(oleh)[: SIMPUL_TAMPIL + 1])
    kartu = {satu.pk: KartuSimpul(satu, satu.peran_saya is not None) for satu in semua[:SIMPUL_TAMPIL]}
    terbuka = [satu.simpul for satu in kartu.values() if satu.simpul.publik or satu.anggota]
    for ruang in ruang_dengan_akhir(terbuka, oleh):
        kartu[ruang.simpul_id].ruang.append(ruang)
    return list(kartu.values()), len(semua) > SIMPUL_TAMPIL


def ruang_dengan_akhir(simpul: Iterable[Simpul], oleh) -> list[Ruang]:
    """Ruang simpul-simpul itu beserta topik terakhirnya; hanya kolom yang tampil, sebab berandanya memuat ratusan ruang."""
    induk = {satu.pk: satu for satu in simpul}
    baris = list(
        Ruang.objects.terlihat(oleh=oleh)
        .filter(simpul__in=list(induk))
        .select_related("topik_akhir__penulis_akhir")
        .only(
            "simpul", "slug", "nama", "uraian", "jumlah_topik", "jumlah_kiriman", "dibalas_pada",
            "topik_akhir__judul", "topik_akhir__slug", *Pengguna.kolom_nama("topik_akhir__penulis_akhir"),
        )
        .order_by("urutan", "nama")
    )  # fmt: skip
    for satu in baris:
        satu.simpul = induk[satu.simpul_id]
    return baris
