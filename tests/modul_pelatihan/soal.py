"""Soal, kuis, dan kelas kecil untuk uji."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from modul_pelatihan.models import (
    Angkatan,
    ButirKuis,
    ButirSoal,
    Kuis,
    Pengajar,
    Peserta,
    PilihanSoal,
    Sesi,
    TesAngkatan,
)


def buat_soal(
    jenis: str = "pg", soal: str = "Soal?", opsi=("benar", "salah", "keliru"), kunci=(0,), **lain
) -> ButirSoal:
    butir = ButirSoal(jenis=jenis, soal=soal, **lain)
    if jenis in {"pg", "pgj", "bs", "urut"}:
        butir.pilihan = [PilihanSoal(teks=teks, benar=urut in kunci, sort_order=urut) for urut, teks in enumerate(opsi)]
    butir.save()
    return butir


def buat_kuis(slug: str = "kuis-uji", soal=(), paket=None, bobot=None, **lain) -> Kuis:
    lain = {"judul": slug.replace("-", " ").title(), "jenis": "sumatif", "lepas": True, "kuota": 3} | lain
    kuis = Kuis(slug=slug, **lain)
    kuis.butir = [
        ButirKuis(butir=satu, sort_order=urut, paket=paket[urut] if paket else "", bobot=Decimal(bobot[urut] if bobot else 1))
        for urut, satu in enumerate(soal)
    ]  # fmt: skip
    kuis.save()
    return kuis


def lima_soal() -> list[ButirSoal]:
    return [buat_soal(soal=f"Soal {nomor}?") for nomor in range(5)]


def jawab(percobaan, benar: int | None = None) -> list[tuple[str, list[str]]]:
    """Jawaban tepat untuk `benar` soal pertama (bawaan semua), sisanya salah; hanya soal berpilihan tunggal."""
    hasil = []
    for ke, satu in enumerate(percobaan.jawaban.select_related("butir").order_by("urut")):
        kunci = satu.naskah["kunci"]
        salah = [opsi["tanda"] for opsi in satu.naskah["opsi"] if opsi["tanda"] not in kunci][:1]
        hasil.append((str(satu.butir.tanda), list(kunci) if benar is None or ke < benar else salah))
    return hasil


def buat_angkatan(wilayah, pelatih=None, *, kuota=30, keadaan="dibuka", jam=(8, 10), **lain) -> Angkatan:
    """Kelas dengan dua sesi dua jam (masing-masing 3 JP) mulai besok."""
    angkatan = Angkatan.objects.create(
        judul=lain.pop("judul", "Kelas uji"),
        wilayah=wilayah,
        kuota=kuota,
        keadaan=keadaan,
        tempat="Aula kantor",
        **lain,
    )
    besok = (timezone.now() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    for ke in jam:
        Sesi.objects.create(
            angkatan=angkatan, judul=f"Sesi {ke}", mulai=besok.replace(hour=ke), selesai=besok.replace(hour=ke + 2)
        )
    if pelatih:
        Pengajar.objects.create(angkatan=angkatan, orang=pelatih)
    return angkatan


def jadikan_peserta(angkatan, orang, keadaan="terdaftar") -> Peserta:
    return Peserta.objects.create(angkatan=angkatan, orang=orang, keadaan=keadaan, antre=angkatan.peserta.count() + 1)


def buka_tes(angkatan, kuis, jenis="pra") -> TesAngkatan:
    return TesAngkatan.objects.create(angkatan=angkatan, kuis=kuis, jenis=jenis, dibuka=timezone.now())
