"""Alat uji seleksi: kriteria bawaan, satu panggilan di Lima Puluh Kota, dan calon yang sudah diperiksa."""

from __future__ import annotations

import uuid
from datetime import timedelta

from replikasi.bibit import isi_kriteria
from replikasi.kalender import hari_ini
from replikasi.layanan.putusan import IsiPutusan, putuskan_seleksi
from replikasi.layanan.seleksi import (
    IsiNilai,
    NilaiPeriksa,
    daftarkan_calon,
    isi_mandiri,
    periksa_calon,
    simpan_panggilan,
    tutup_panggilan,
)
from replikasi.models import Calon, EdisiKriteria, Kriteria, Panggilan, Program, Seleksi

from .dunia import program_bawaan

URUT = ("kepemimpinan", "sdm", "internet", "data", "anggaran")


def buat_panggilan(dunia, *, kuota: int = 1, terbit: bool = True, **ubah) -> Panggilan:
    program = program_bawaan()
    isi_kriteria(Program, EdisiKriteria, Kriteria)
    isi = {
        "wilayah": dunia.wilayah["13.07"], "judul": "Calon nagari percontohan", "buka": hari_ini() - timedelta(days=20),
        "tutup": hari_ini() + timedelta(days=10), "kuota": kuota, "terbit": terbit,
    } | ubah  # fmt: skip
    return simpan_panggilan(program=program, isi=isi, oleh=dunia.fajar, kunci=uuid.uuid4())


def buat_calon(dunia, panggilan: Panggilan, kode: str, skor: list[int | None], *, periksa: bool = True) -> Calon:
    """Pegiat mencatatkan desanya; manajer memeriksa dengan nilai yang sama."""
    calon = daftarkan_calon(panggilan=panggilan, wilayah=dunia.wilayah[kode], oleh=dunia.budi)
    kriteria = {satu.kode: satu.pk for satu in panggilan.edisi.kriteria.all()}
    nilai = dict(zip(URUT, skor, strict=True))
    isian = {kriteria[k]: IsiNilai(n, "Ada berkasnya di kantor." if n else "") for k, n in nilai.items()}
    isi_mandiri(calon=calon, isian=isian, oleh=dunia.budi, kirim=True)
    if periksa:
        diperiksa = {kriteria[k]: NilaiPeriksa(n) for k, n in nilai.items()}
        periksa_calon(calon=calon, nilai=diperiksa, oleh=dunia.fajar)
    calon.refresh_from_db()
    return calon


def putuskan(
    dunia, panggilan: Panggilan, *dipilih: str, alasan=None, mengoreksi=None, tutup: bool = True, **ubah
) -> Seleksi:
    """Manajer menutup panggilannya, lalu memutus."""
    if tutup:
        tutup_panggilan(panggilan=panggilan, oleh=dunia.fajar)
    isi = {"keputusan": "Ditetapkan sebagai percontohan.", "tanggal": hari_ini(), "alasan": alasan or {}} | ubah
    return putuskan_seleksi(
        panggilan=panggilan, isi=IsiPutusan(dipilih=dipilih, **isi), oleh=dunia.fajar, kunci=uuid.uuid4(),
        mengoreksi=mengoreksi,
    )  # fmt: skip
