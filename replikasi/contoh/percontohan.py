"""Program Lima Puluh Kota dari naskahnya, dan dua panggilan: yang sudah diputus dan yang masih terbuka (data contoh).

Masalah, posisi, pilar, dan sasarannya dari naskah; calon, nilai, dan keputusannya rekaan dan ditandai data contoh.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.bacaan.seleksi import tabel_nilai
from replikasi.bibit import SLUG_PROGRAM, isi_kriteria
from replikasi.kalender import hari_ini
from replikasi.layanan.isi_program import isi_naskah
from replikasi.layanan.kriteria import kriteria_terbaru
from replikasi.layanan.putusan import IsiPutusan, putuskan_seleksi
from replikasi.models import (
    Calon,
    EdisiKriteria,
    KegiatanProgram,
    Kriteria,
    OrangProgram,
    Panggilan,
    Penilaian,
    Program,
)
from wilayah.models import Wilayah

from .janji import kunci

_NASKAH = Path(__file__).parent.parent / "contoh_data" / "program_lima_puluh_kota.json"


class Nagari(NamedTuple):
    """Skor menurut pemeriksa pada lima kriteria bawaan; kosong berarti belum dapat dipastikan."""

    kode: str
    skor: tuple[int | None, ...]
    keadaan: str = "diperiksa"


# Keputusan pertama: empat tempat; yang kelima menurut urutan dipilih dengan alasan, yang keempat dilewati.
LALU = [
    Nagari("13.07.05.2001", (4, 3, 3, 2, 3)),
    Nagari("13.07.01.2004", (4, 3, 2, 3, 3)),
    Nagari("13.07.13.2001", (3, 3, 3, 2, 2)),
    Nagari("13.07.04.2002", (3, 2, 3, 3, 2)),
    Nagari("13.07.11.2003", (3, 2, 2, None, 3)),
    Nagari("13.07.07.2001", (2, 2, 2, 2, 1)),
    Nagari("13.07.02.2001", (1, 4, 4, 3, 3)),
]
TERPILIH = ["13.07.05.2001", "13.07.01.2004", "13.07.13.2001", "13.07.11.2003"]
ALASAN = {
    "13.07.11.2003": "Mewakili nagari yang jauh dari ibu kota kabupaten; wali nagarinya hadir sendiri (data contoh).",
    "13.07.04.2002": "Bersebelahan dengan nagari yang sudah berjalan; didahulukan pada gelombang berikutnya (data contoh).",
}
# Panggilan yang masih terbuka: satu calon pada tiap keadaan.
KINI = [
    Nagari("13.07.01.2001", (3, 2, 3, 2, 2)),
    Nagari("13.07.04.2003", (3, 3, 2, None, 2), "dikirim"),
    Nagari("13.07.05.2002", (2, 2, None, None, None), "mengisi"),
    Nagari("13.07.07.2002", (2, 1, 2, 1, 2), "dikirim"),
]


def isi_percontohan() -> None:
    """Boleh diulang; dilewati bila kabupatennya belum dimuat."""
    data = json.loads(_NASKAH.read_text(encoding="utf-8"))
    wilayah = Wilayah.objects.filter(kode=data["wilayah"]).first()
    acuan = Program.objects.filter(slug=SLUG_PROGRAM).first()
    if wilayah is None or acuan is None:
        return
    isi_kriteria(Program, EdisiKriteria, Kriteria)
    orang = {
        satu.username: satu for satu in Pengguna.objects.filter(username__in=["ani", "budi", "fajar", "dewi", "gita"])
    }
    with transaction.atomic():
        program = _program(data, wilayah, acuan, orang)
        _lalu(program, orang)
        _kini(program, orang)


def _program(data: dict, wilayah: Wilayah, acuan: Program, orang: dict[str, Pengguna]) -> Program:
    program, baru = Program.objects.get_or_create(
        slug=data["slug"],
        defaults={"nama": data["nama"], "uraian": data["uraian"], "wilayah": wilayah, "acuan": acuan,
                  "anggaran": data["anggaran"], "mulai": hari_ini() - timedelta(days=640)},
    )  # fmt: skip
    if not baru:
        return program
    isi_naskah(program=program)
    for nama, tugas, lembaga, username in data["orang"]:
        OrangProgram.objects.create(
            program=program,
            nama=nama,
            tugas=tugas,
            lembaga=lembaga,
            pengguna=orang.get(username),
            kunci=kunci(f"5:{nama}"),
        )
    for hari, lama, judul, tempat in data["kegiatan"]:
        mulai = hari_ini() + timedelta(days=hari)
        KegiatanProgram.objects.create(
            program=program, judul=judul, mulai=mulai, selesai=mulai + timedelta(days=lama) if lama else None, tempat=tempat,
            kunci=kunci(f"5:{judul}"),
        )  # fmt: skip
    return program


def _panggilan(program: Program, nama: str, isi: dict) -> tuple[Panggilan, bool]:
    return Panggilan.objects.get_or_create(
        kunci=kunci(f"5:panggilan:{nama}"),
        defaults={"program": program, "wilayah": program.wilayah, "edisi": kriteria_terbaru(program), "terbit": True,
                  "contoh": True} | isi,
    )  # fmt: skip


def _calon(panggilan: Panggilan, satu: Nagari, orang: dict[str, Pengguna], hari: int) -> None:
    """Isian desa sama dengan pemeriksa, kecuali kriteria kedua: desa menilai dirinya satu lebih tinggi."""
    desa = Wilayah.objects.filter(kode=satu.kode).first()
    if desa is None:
        return
    saat = timezone.now() - timedelta(days=hari)
    terkirim = satu.keadaan != "mengisi"
    calon = Calon.objects.create(
        panggilan=panggilan, wilayah=desa, keadaan=satu.keadaan, contoh=True, kunci=kunci(f"5:{panggilan.pk}:{satu.kode}"),
        pengantar="Antrean surat panjang dan data penduduk tersebar di banyak buku (data contoh).",
        dikirim_oleh=(orang.get("ani") if satu.kode == "13.07.01.2004" else orang.get("budi")) if terkirim else None,
        dikirim_pada=saat if terkirim else None,
    )  # fmt: skip
    diperiksa = satu.keadaan == "diperiksa"
    baris = []
    for n, (kriteria, nilai) in enumerate(zip(panggilan.edisi.kriteria.all(), satu.skor, strict=True)):
        mandiri = min(4, nilai + 1) if n == 1 and nilai is not None else nilai
        baris.append(
            Penilaian(
                calon=calon,
                kriteria=kriteria,
                mandiri=mandiri,
                nilai=nilai if diperiksa else None,
                bukti=f"{kriteria.bukti_diminta}: tersedia di kantor nagari (data contoh)." if mandiri else "",
                catatan="Satu operator lagi belum bersurat tugas (data contoh)."
                if diperiksa and mandiri != nilai
                else "",
                diperiksa_oleh=orang.get("fajar") if diperiksa else None,
                diperiksa_pada=saat if diperiksa else None,
            )  # fmt: skip
        )
    Penilaian.objects.bulk_create(baris)


def _lalu(program: Program, orang: dict[str, Pengguna]) -> None:
    hari = hari_ini()
    panggilan, baru = _panggilan(
        program, "pertama",
        {"judul": "Calon nagari percontohan, panggilan pertama", "buka": hari - timedelta(days=520),
         "tutup": hari - timedelta(days=470), "kuota": 4,
         "ajakan": "Nagari yang pimpinannya berkomitmen dan siap menata data serta layanannya diajak mencalonkan diri. "
         "Yang terpilih didampingi sampai mandiri, lalu membimbing nagari berikutnya (data contoh)."},
    )  # fmt: skip
    if not baru:
        return
    for satu in LALU:
        _calon(panggilan, satu, orang, 480)
    layak = set(tabel_nilai(panggilan).urutan)
    dipilih = [kode for kode in TERPILIH if kode in layak]
    if not dipilih:
        return
    putuskan_seleksi(
        panggilan=panggilan, oleh=orang.get("fajar"), kunci=kunci("5:putusan:pertama"),
        isi=IsiPutusan(
            dipilih=dipilih, tanggal=hari - timedelta(days=440), alasan=ALASAN,
            keputusan="Menetapkan empat nagari percontohan di Kabupaten Lima Puluh Kota, melanjutkan nagari yang telah lebih "
            "dahulu berjalan sebagai mentor (data contoh).",
            hadir=[{"nama": "Fajar Hidayat", "jabatan": "Manajer program", "lembaga": "Kabupaten Lima Puluh Kota"},
                   {"nama": "Gita Permata", "jabatan": "Pembina", "lembaga": "DPMD"},
                   {"nama": "Budi Santoso", "jabatan": "Koordinator", "lembaga": "ForSID Lima Puluh Kota"}],
        ),
    )  # fmt: skip


def _kini(program: Program, orang: dict[str, Pengguna]) -> None:
    hari = hari_ini()
    panggilan, baru = _panggilan(
        program, "kedua",
        {"judul": "Calon nagari percontohan, panggilan kedua", "buka": hari - timedelta(days=18),
         "tutup": hari + timedelta(days=24), "kuota": 5,
         "ajakan": "Panggilan kedua terbuka bagi semua nagari yang belum menjadi percontohan. Isi penilaian diri dari "
         "ponsel; pegiat ForSID akan memeriksanya bersama Anda (data contoh)."},
    )  # fmt: skip
    if baru:
        for n, satu in enumerate(KINI):
            _calon(panggilan, satu, orang, 3 + n)
