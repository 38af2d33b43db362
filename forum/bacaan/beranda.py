from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Case, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When

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
    terbuka = [pk for pk, satu in kartu.items() if satu.simpul.publik or satu.anggota]
    for ruang in ruang_dengan_akhir(Q(simpul__in=terbuka), oleh):
        kartu[ruang.simpul_id].ruang.append(ruang)
    return list(kartu.values()), len(semua) > SIMPUL_TAMPIL


def ruang_dengan_akhir(syarat: Q, oleh) -> QuerySet[Ruang]:
    return (
        Ruang.objects.terlihat(oleh=oleh)
        .filter(syarat)
        .select_related("simpul", "topik_akhir__penulis_akhir")
        .order_by("urutan", "nama")
    )
