"""Tiga gelombang rekaan di Lima Puluh Kota: nagari pertama, empat percontohan, dan sepuluh nagari yang baru mulai."""

from __future__ import annotations

from datetime import time, timedelta

from django.db import transaction

from akun.models import Pengguna
from replikasi.kalender import hari_ini
from replikasi.layanan.gelombang import mulai_gelombang, tambah_anggota, tetapkan_mentor
from replikasi.models import Gelombang, Hubungan, Penerapan, Pertemuan, Program, Seleksi, TindakLanjut
from wilayah.models import Wilayah

from .janji import kunci
from .percontohan import KINI, TERPILIH
from .program import PILOT

SLUG = "nagari-percontohan-lima-puluh-kota"
PERTAMA, KEDUA, SULIKI = "13.07.04.2001", "13.07.05.2001", "13.07.01.2004"
BANYAK = 10
CATATAN = [
    (
        0,
        5,
        "kunjungan",
        "janji",
        120,
        "Wali nagari hadir; operator belum bersurat tugas.",
        "Menerbitkan surat tugas operator",
        9,
    ),
    (1, 4, "telepon", "beres", 25, "Surat komitmen sudah ditandatangani.", "", 0),
    (
        2,
        3,
        "kunjungan",
        "bantuan",
        150,
        "Komputer kantor satu dan lambat.",
        "Mengajukan perangkat dalam perubahan APB",
        30,
    ),
    (5, 2, "telepon", "janji", 20, "Data penduduk masih di buku.", "Menunjuk dua orang pengetik data", 7),
]


def isi_gelombang() -> None:
    """Boleh diulang; dilewati bila programnya belum ada atau gelombangnya sudah ada."""
    program = Program.objects.filter(slug=SLUG).select_related("wilayah", "acuan").first()
    fajar = Pengguna.objects.filter(username="fajar").first()
    if program is None or fajar is None or program.gelombang.exists():
        return
    with transaction.atomic():
        _awal(program)
        _percontohan(program, fajar)
        _kedua(program, fajar)


def _gelombang(program: Program, nomor: int, nama: str, lalu: int, **isi) -> Gelombang:
    return Gelombang.objects.create(
        program=program, wilayah=program.wilayah, nomor=nomor, nama=nama, mulai=hari_ini() - timedelta(days=lalu), terbit=True,
        contoh=True, kunci=kunci(f"5:gelombang:{nomor}"), **isi,
    )  # fmt: skip


def _ikut(gelombang: Gelombang, kode: list[str]) -> list[Wilayah]:
    """Desa yang sudah berjalan dimasukkan apa adanya bersama penerapannya."""
    ada = list(Wilayah.objects.filter(kode__in=kode).order_by("kunci"))
    tambah_anggota(gelombang=gelombang, kode=[satu.kode for satu in ada])
    penerapan = {p.wilayah_id: p for p in Penerapan.objects.filter(program=gelombang.program.dasar, wilayah__in=ada)}
    for satu in gelombang.anggota.all():
        if satu.wilayah_id in penerapan:
            satu.penerapan = penerapan[satu.wilayah_id]
            satu.save(update_fields=["penerapan"])
    return ada


def _awal(program: Program) -> None:
    satu = _gelombang(
        program, 0, "Nagari pertama", 610, catatan="Lebih dahulu berjalan; mentor bagi yang berikutnya (data contoh)."
    )
    _ikut(satu, [PERTAMA])


def _percontohan(program: Program, fajar: Pengguna) -> None:
    satu = _gelombang(
        program, 1, "Empat nagari percontohan", 430, selesai=hari_ini() + timedelta(days=120),
        seleksi=Seleksi.objects.filter(panggilan__program=program).order_by("pk").first(),
    )  # fmt: skip
    mentor = Wilayah.objects.filter(kode=PERTAMA).first()
    for desa in _ikut(satu, TERPILIH):
        if mentor:
            tetapkan_mentor(gelombang=satu, mentor=mentor, dampingan=desa, oleh=fajar, mulai=satu.mulai)


def _kedua(program: Program, fajar: Pengguna) -> None:
    """Sepuluh nagari mulai serentak; tiga nagari membimbingnya."""
    satu = _gelombang(program, 2, "Gelombang kedua", 12, selesai=hari_ini() + timedelta(days=353))
    pakai = {p.kode for p in PILOT} | {n.kode for n in KINI}
    calon = Wilayah.objects.desa().berlaku().di_dalam(program.wilayah).exclude(kode__in=pakai).order_by("kunci")
    semua = list(calon)
    desa = semua[:: max(1, len(semua) // BANYAK)][:BANYAK]
    tambah_anggota(gelombang=satu, kode=[w.kode for w in desa])
    mulai_gelombang(gelombang=satu, oleh=fajar, mulai=satu.mulai)
    mentor = [Wilayah.objects.filter(kode=kode).first() for kode in (KEDUA, PERTAMA, SULIKI)]
    if None in mentor:
        return
    for n, dampingan in enumerate(desa):
        tetapkan_mentor(gelombang=satu, mentor=mentor[n % 3], dampingan=dampingan, oleh=fajar, mulai=satu.mulai)
    if len(desa) > 1:
        tetapkan_mentor(gelombang=satu, mentor=mentor[2], dampingan=desa[0], oleh=fajar, mulai=satu.mulai, utama=False)
    _catatan(desa, satu)
    _kunjungan(satu, mentor[1], desa)


def _catatan(desa: list[Wilayah], gelombang: Gelombang) -> None:
    orang = {o.username: o for o in Pengguna.objects.filter(username__in=["ani", "budi"])}
    for letak, lalu, cara, hasil, menit, temuan, langkah, tempo in CATATAN:
        if letak >= len(desa):
            continue
        tepi = gelombang.bimbingan.filter(dampingan=desa[letak], mentor__kode=SULIKI).first()
        Hubungan.objects.create(
            wilayah=desa[letak], oleh=orang.get("ani" if tepi else "budi"), tanggal=hari_ini() - timedelta(days=lalu), cara=cara,
            hasil=hasil, menit=menit, temuan=f"{temuan} (Data contoh)", langkah=langkah, bimbingan=tepi, contoh=True,
            langkah_tempo=hari_ini() + timedelta(days=tempo) if tempo else None, kunci=kunci(f"5:catatan:{letak}"),
        )  # fmt: skip


def _kunjungan(gelombang: Gelombang, tuan_rumah: Wilayah, desa: list[Wilayah]) -> None:
    satu = Pertemuan.objects.create(
        jenis="kunjungan", judul="Belajar layanan surat di nagari pertama (data contoh)", wilayah=gelombang.wilayah,
        tanggal=hari_ini() + timedelta(days=6), jam_mulai=time(9), jam_selesai=time(14), tuan_rumah=tuan_rumah,
        tempat="Kantor wali nagari", gelombang=gelombang, terbit=True, contoh=True, kunci=kunci("5:kunjungan"),
        agenda="09.00 Sambutan wali nagari\n09.30 Melihat loket surat bekerja\n11.00 Praktik mencatat satu surat\n"
        "13.00 Menyusun janji tiap nagari",
        hadir=[{"nama": "Operator dan wali nagari gelombang kedua", "jabatan": "", "lembaga": "sepuluh nagari"}],
    )  # fmt: skip
    for n, (teks, hari) in enumerate(
        (("Menunjuk Tim Teknis", 21), ("Mulai mencatat surat dengan cara lama sebagai dasar", 14))
    ):
        TindakLanjut.objects.create(
            pertemuan=satu, teks=teks, wilayah=desa[n] if n < len(desa) else None, penanggung="Wali nagari",
            tempo=hari_ini() + timedelta(days=hari), kunci=kunci(f"5:janji:{n}"),
        )  # fmt: skip
