"""Menyusun edisi kriteria baru; edisi yang sudah ada tidak pernah disunting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from akun.models import Pengguna
from replikasi.models import EdisiKriteria, Kriteria, Program
from replikasi.models.kriteria import MAKS


@dataclass(frozen=True)
class IsiKriteria:
    kode: str
    nama: str
    bobot: int
    gerbang: int | None = None
    bukti_diminta: str = ""
    skala: tuple[str, ...] = ()


def kriteria_terbaru(program: Program) -> EdisiKriteria | None:
    """Kriteria program ini sendiri; bila belum ada, kriteria acuannya."""
    for satu in (program, program.acuan):
        if satu and (edisi := satu.edisi_kriteria.order_by("-nomor").first()):
            return edisi
    return None


def periksa_kriteria(kriteria: Sequence[IsiKriteria]) -> None:
    """Bobot bilangan bulat berjumlah tepat 100, kode tidak kembar, gerbang di dalam skala."""
    if sum(satu.bobot for satu in kriteria) != 100 or any(satu.bobot < 1 for satu in kriteria):
        jumlah = sum(satu.bobot for satu in kriteria)
        raise ValidationError(f"Jumlah bobot harus tepat 100, masing-masing paling sedikit 1; sekarang {jumlah}.")
    if len({satu.kode for satu in kriteria}) != len(kriteria):
        raise ValidationError("Tiap kriteria memakai kode yang berbeda.")
    if any(satu.gerbang is not None and not 1 <= satu.gerbang <= MAKS for satu in kriteria):
        raise ValidationError(f"Gerbang ditulis 1 sampai {MAKS}, atau dikosongkan.")


@transaction.atomic
def tetapkan_kriteria(
    *, program: Program, kriteria: Sequence[IsiKriteria], oleh: Pengguna | None, catatan: str = "",
    cakupan_min: int = 80, delta: int = 20,
) -> EdisiKriteria:  # fmt: skip
    """Edisi berikutnya. Bila isinya persis edisi terakhir program ini, edisi itu yang dikembalikan."""
    periksa_kriteria(kriteria)
    Program.objects.select_for_update().get(pk=program.pk)
    terakhir = program.edisi_kriteria.order_by("-nomor").prefetch_related("kriteria").first()
    if (
        terakhir
        and (terakhir.cakupan_min, terakhir.delta) == (cakupan_min, delta)
        and isi_edisi(terakhir) == list(kriteria)
    ):
        return terakhir
    nomor = (program.edisi_kriteria.aggregate(n=Max("nomor"))["n"] or 0) + 1
    edisi = EdisiKriteria(
        program=program, nomor=nomor, catatan=catatan[:200], cakupan_min=cakupan_min, delta=delta, oleh=oleh
    )
    edisi.full_clean()
    edisi.save()
    for urutan, satu in enumerate(kriteria, start=1):
        baris = Kriteria(
            edisi=edisi, kode=satu.kode, nama=satu.nama, bobot=satu.bobot, gerbang=satu.gerbang,
            bukti_diminta=satu.bukti_diminta, skala=list(satu.skala), urutan=urutan,
        )  # fmt: skip
        baris.full_clean(exclude=["skala"])
        baris.save()
    return edisi


def isi_edisi(edisi: EdisiKriteria) -> list[IsiKriteria]:
    return [
        IsiKriteria(k.kode, k.nama, k.bobot, k.gerbang, k.bukti_diminta, tuple(k.skala)) for k in edisi.kriteria.all()
    ]
