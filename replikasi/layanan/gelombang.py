"""Gelombang desa: anggotanya, mentornya, dan mulainya serentak (tracker.md 8, training.md 5)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran
from replikasi.kalender import hari_ini
from replikasi.models import AnggotaGelombang, Bimbingan, Gelombang, Penerapan, Program
from replikasi.rumus import melingkar
from wilayah.models import Wilayah

from .jejak import ubah
from .program import mulai_penerapan
from .rencana import terapkan


@transaction.atomic
def simpan_gelombang(
    *, program: Program, isi: Mapping[str, object], kunci: uuid.UUID | None = None, gelombang: Gelombang | None = None
) -> Gelombang:
    """Nomornya berurut dalam program; nomor yang sudah dipakai ditolak dengan kalimat."""
    if gelombang is None and (ada := Gelombang.objects.filter(kunci=kunci).first()):
        return ada
    if program.wilayah and not program.wilayah.memuat(isi["wilayah"]):
        raise ValidationError({"wilayah": "Wilayah gelombang harus di dalam wilayah programnya."})
    kembar = Gelombang.objects.filter(program=program, nomor=isi["nomor"])
    if kembar.exclude(pk=gelombang.pk if gelombang else None).exists():
        raise ValidationError({"nomor": "Nomor itu sudah dipakai gelombang lain. Pakai nomor berikutnya."})
    if gelombang is None:
        return Gelombang.objects.create(program=program, kunci=kunci or uuid.uuid4(), **isi)
    ubah(gelombang, isi)
    return gelombang


def _kunci(gelombang: Gelombang) -> Gelombang:
    return (
        Gelombang.objects.select_for_update(of=("self",))
        .select_related("wilayah", "program__acuan", "program__wilayah")
        .get(pk=gelombang.pk)
    )


@transaction.atomic
def tambah_anggota(*, gelombang: Gelombang, kode: Iterable[str]) -> list[AnggotaGelombang]:
    """Desa-desa di wilayah gelombang, masing-masing dalam paling banyak satu gelombang program ini. Diulang tidak menggandakan."""
    gelombang = _kunci(gelombang)
    kode = list(dict.fromkeys(kode))
    desa = {
        satu.kode: satu for satu in Wilayah.objects.desa().berlaku().di_dalam(gelombang.wilayah).filter(kode__in=kode)
    }
    if asing := [satu for satu in kode if satu not in desa]:
        raise ValidationError(f"Bukan desa yang berlaku di {gelombang.wilayah.nama_lengkap}: {', '.join(asing[:10])}.")
    lain = AnggotaGelombang.objects.filter(gelombang__program=gelombang.program, wilayah__in=desa.values())
    if sudah := list(lain.exclude(gelombang=gelombang).select_related("wilayah", "gelombang")):
        sebut = ", ".join(f"{s.wilayah.nama_lengkap} ({s.gelombang.nama})" for s in sudah[:10])
        raise ValidationError(f"Sudah di gelombang lain: {sebut}.")
    return [AnggotaGelombang.objects.get_or_create(gelombang=gelombang, wilayah=desa[satu])[0] for satu in kode]


@transaction.atomic
def keluarkan_anggota(*, gelombang: Gelombang, wilayah: Wilayah) -> None:
    """Hanya yang belum dimulai; yang sudah berjalan punya riwayat."""
    _kunci(gelombang)
    anggota = AnggotaGelombang.objects.filter(gelombang=gelombang, wilayah=wilayah).first()
    if anggota is None:
        return
    if anggota.penerapan_id:
        raise ValidationError(f"{wilayah.nama_lengkap} sudah mulai, jadi tidak dapat dikeluarkan.")
    if Bimbingan.objects.berlaku().filter(gelombang=gelombang, dampingan=wilayah).exists():
        raise ValidationError("Akhiri dahulu bimbingannya.")
    anggota.delete()


@transaction.atomic
def mulai_gelombang(*, gelombang: Gelombang, oleh: Pengguna, mulai: date | None = None) -> list[Penerapan]:
    """Semua anggota mulai dengan rencana kerja dari edisi buku terbaru, dalam satu perbuatan.

    Diulang aman: yang sudah mulai dilewati, desa yang ditambahkan kemudian menyusul. Mengembalikan yang baru mulai.
    """
    gelombang = _kunci(gelombang)
    baru = []
    for anggota in gelombang.anggota.filter(penerapan=None).select_related("wilayah").order_by("wilayah__kunci"):
        penerapan = mulai_penerapan(
            program=gelombang.program,
            wilayah=anggota.wilayah,
            oleh=oleh,
            mulai=mulai or max(gelombang.mulai, hari_ini()),
            contoh=gelombang.contoh,
        )
        terapkan(penerapan=penerapan, oleh=oleh)
        anggota.penerapan = penerapan
        anggota.save(update_fields=["penerapan"])
        baru.append(penerapan)
    if baru:
        _kabari_desa(gelombang, baru, oleh)
    return baru


def _kabari_desa(gelombang: Gelombang, penerapan: list[Penerapan], oleh: Pengguna) -> None:
    tugas = Penugasan.objects.berlaku().filter(
        peran=Peran.OPERATOR, wilayah__in=[satu.wilayah_id for satu in penerapan]
    ).exclude(pengguna=oleh).select_related("pengguna", "wilayah")  # fmt: skip
    for satu in tugas:
        kabari(
            [satu.pengguna], jenis="replikasi_gelombang", kunci=f"gelombang:{gelombang.pk}:{satu.wilayah_id}",
            judul=f"{satu.wilayah.nama_lengkap} mulai bersama {gelombang.nama}", url=satu.wilayah.get_absolute_url(),
            isi="Rencana kerjanya sudah tersusun dari buku panduan: satu tugas bertanggal untuk tiap langkah.",
        )  # fmt: skip


@transaction.atomic
def tetapkan_mentor(
    *, gelombang: Gelombang, mentor: Wilayah, dampingan: Wilayah, oleh: Pengguna, utama: bool = True,
    mulai: date | None = None, kunci: uuid.UUID | None = None,
) -> Bimbingan:  # fmt: skip
    """Bukan diri sendiri, dampingan anggota gelombang, satu mentor utama yang berlaku, tidak melingkar dalam gelombang."""
    if kunci and (ada := Bimbingan.objects.filter(kunci=kunci).first()):
        return ada
    gelombang = _kunci(gelombang)
    if mentor == dampingan:
        raise ValidationError("Satu desa tidak membimbing dirinya sendiri.")
    if mentor.tingkat != Wilayah.Tingkat.DESA:
        raise ValidationError("Mentor adalah desa yang sudah lebih dahulu berjalan.")
    if not gelombang.anggota.filter(wilayah=dampingan).exists():
        raise ValidationError(f"{dampingan.nama_lengkap} bukan anggota gelombang ini.")
    berlaku = Bimbingan.objects.berlaku()
    if berlaku.filter(gelombang=gelombang, mentor=mentor, dampingan=dampingan).exists():
        raise ValidationError(f"{mentor.nama_lengkap} sudah membimbing {dampingan.nama_lengkap}.")
    if utama and (lain := berlaku.filter(dampingan=dampingan, utama=True).select_related("mentor").first()):
        raise ValidationError(
            f"{dampingan.nama_lengkap} sudah punya mentor utama: {lain.mentor.nama_lengkap}. Akhiri dahulu, atau jadikan pendamping kedua."
        )
    tepi = list(berlaku.filter(gelombang=gelombang).values_list("mentor_id", "dampingan_id"))
    if melingkar([*tepi, (mentor.pk, dampingan.pk)]):
        raise ValidationError(
            "Bimbingan ini membuat lingkaran: dampingannya sudah membimbing mentornya, langsung atau tidak."
        )
    return Bimbingan.objects.create(
        gelombang=gelombang, mentor=mentor, dampingan=dampingan, utama=utama, mulai=mulai or hari_ini(), oleh=oleh,
        kunci=kunci or uuid.uuid4(), contoh=gelombang.contoh,
    )  # fmt: skip


@transaction.atomic
def akhiri_mentor(*, bimbingan: Bimbingan, alasan: str = "") -> Bimbingan:
    if bimbingan.selesai is None:
        bimbingan.selesai, bimbingan.alasan = max(hari_ini(), bimbingan.mulai), alasan.strip()[:200]
        bimbingan.save(update_fields=["selesai", "alasan"])
    return bimbingan
