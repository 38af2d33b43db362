"""Data halaman kelola program: naskah, orang, kalender, bobot, kriteria, panggilan."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from replikasi.models import (
    ButirProgram,
    Calon,
    EdisiBobot,
    EdisiKriteria,
    KegiatanProgram,
    OrangProgram,
    Panggilan,
    Program,
    Tahap,
)

from .gelombang import AngkaR, angka_r


@dataclass(frozen=True)
class KelompokButir:
    jenis: str
    nama: str
    butir: list[ButirProgram]


@dataclass(frozen=True)
class HalamanKelola:
    program: Program
    kelompok: list[KelompokButir]
    orang: list[OrangProgram]
    kegiatan: list[KegiatanProgram]
    tahap: list[tuple[Tahap, int]]
    bobot: EdisiBobot | None
    kriteria: EdisiKriteria | None
    panggilan: list[Panggilan]
    angka: list[AngkaR]
    n_penerapan: int
    n_selesai: int


def kelompok_butir(program: Program) -> list[KelompokButir]:
    """Masalah, posisi, pilar, sasaran; yang miliknya sendiri, atau milik acuannya bila belum ditulis. Satu-dua kueri."""
    semua = list(program.butir.all())
    if not semua and program.acuan:
        semua = list(program.acuan.butir.all())
    return [
        KelompokButir(jenis.value, jenis.label, butir)
        for jenis in ButirProgram.Jenis
        if (butir := [satu for satu in semua if satu.jenis == jenis])
    ]


def kriteria_berlaku(program: Program) -> EdisiKriteria | None:
    edisi = EdisiKriteria.objects.filter(program__in=[program.pk, program.acuan_id]).prefetch_related("kriteria")
    return max(edisi, key=lambda e: (e.program_id == program.pk, e.nomor), default=None)


def halaman_kelola(program: Program, *, oleh) -> HalamanKelola:
    bobot = program.bobot_terbaru()
    penerapan = program.daftar_penerapan().berjalan().order_by()
    hitung = penerapan.aggregate(n=Count("pk"), selesai=Count("pk", filter=Q(keadaan="selesai")))
    return HalamanKelola(
        program, kelompok_butir(program), list(program.orang.all()), list(program.kegiatan.all()),
        [(t, int(bobot.bobot.get(str(t.nomor), 0)) if bobot else 0) for t in program.dasar.tahap.all()], bobot,
        kriteria_berlaku(program), daftar_panggilan(oleh=oleh, program=program), angka_r(program, oleh=oleh), hitung["n"], hitung["selesai"],
    )  # fmt: skip


def daftar_panggilan(*, oleh, program: Program | None = None, banyak: int = 30) -> list[Panggilan]:
    """Panggilan yang terlihat, terbaru dahulu, dengan banyaknya calon dan keputusannya."""
    semua = Panggilan.objects.terlihat(oleh=oleh).select_related("wilayah", "program")
    if program:
        semua = semua.filter(program=program)
    daftar = list(
        semua.annotate(
            n_calon=Count("calon", filter=~Q(calon__keadaan=Calon.Keadaan.MUNDUR), distinct=True),
            n_putusan=Count("seleksi", distinct=True),
        ).order_by("-buka", "-pk")[:banyak]
    )
    for satu in daftar:
        satu.diputus = bool(satu.n_putusan)
    return daftar
