from __future__ import annotations

import csv
import time
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wilayah.kode import normalkan
from wilayah.layanan import muat
from wilayah.muat.rencana import Rencana
from wilayah.muat.sumber import SumberTidakTerbaca, baca_sumber

HIMPUNAN_RINGKAS = Path(__file__).resolve().parents[2] / "data"
KODE_BARIS_RUSAK = 2
_CONTOH = 10


class Command(BaseCommand):
    help = (
        "Memuat daftar wilayah dari paket idn-area-data (folder, .tgz, .zip) atau CSV berkolom code,name. "
        "Tanpa SUMBER memuat himpunan ringkas di repositori. Boleh diulang; tidak pernah menghapus wilayah. "
        f"Keluar dengan kode {KODE_BARIS_RUSAK} bila ada baris rusak yang dilewati."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sumber", nargs="?", type=Path, help="folder, .tgz, .zip, .csv, atau .csv.gz")
        parser.add_argument("--uji-coba", action="store_true", help="hanya melaporkan, tidak menulis apa pun")
        parser.add_argument("--laporan", type=Path, metavar="CSV", help="menulis semua perubahan ke berkas CSV")
        parser.add_argument(
            "--lengkap", action="append", default=[], metavar="KODE",
            help="menyatakan sumber memuat seluruh isi wilayah ini, sehingga yang tidak ada di sumber dinilai hilang",
        )  # fmt: skip
        parser.add_argument("--tanggal", type=_tanggal, metavar="TTTT-BB-HH", help="tanggal berlaku ganti nama")
        parser.add_argument("--dasar", default="", help="dasar hukum, dicatat pada riwayat ganti nama")

    def handle(self, *, sumber: Path | None, uji_coba: bool, laporan: Path | None, **pilihan) -> None:
        self.diam = pilihan["verbosity"] == 0
        mulai = time.monotonic()
        try:
            isi = baca_sumber(sumber or HIMPUNAN_RINGKAS)
        except SumberTidakTerbaca as galat:
            raise CommandError(str(galat)) from galat
        lengkap = [self._kode(satu) for satu in pilihan["lengkap"]]
        self._tulis(f"Membaca {_angka(len(isi.nama))} wilayah dari {', '.join(isi.berkas)}")
        rencana = muat(
            isi=isi, lengkap=lengkap, tanggal=pilihan["tanggal"], dasar=pilihan["dasar"], uji_coba=uji_coba,
            lapor=self._maju,
        )  # fmt: skip
        self._ringkas(rencana, uji_coba, time.monotonic() - mulai)
        if laporan:
            self._tulis_laporan(rencana, laporan)
        if rencana.rusak:
            raise CommandError(
                f"{_angka(len(rencana.rusak))} baris rusak dilewati; selebihnya "
                f"{'terbaca' if uji_coba else 'sudah dimuat'}.",
                returncode=KODE_BARIS_RUSAK,
            )

    def _kode(self, mentah: str) -> str:
        kode = normalkan(mentah)
        if kode is None:
            raise CommandError(f"--lengkap {mentah}: tulis kode seperti 13.07 atau 1307.")
        return kode

    def _tulis(self, teks: str) -> None:
        if not self.diam:
            self.stdout.write(teks)

    def _maju(self, tahap: str, selesai: int, dari: int) -> None:
        if self.diam:
            return
        persen = 100 * selesai // dari if dari else 100
        teks = f"{persen:3d} % {_angka(selesai)} dari {_angka(dari)} ({tahap})"
        if self.stdout.isatty():
            balok = "█" * (persen * 30 // 100)
            self.stdout.write(f"\r{balok:░<30} {teks}   ", ending="\n" if selesai == dari else "")
            self.stdout.flush()
        elif selesai == dari or selesai // 20_000 != (selesai - 2000) // 20_000:
            self._tulis(teks)

    def _ringkas(self, rencana: Rencana, uji_coba: bool, detik: float) -> None:
        self._tulis(
            f"{'Uji coba, tidak ada yang ditulis. ' if uji_coba else ''}"
            f"Baru {_angka(len(rencana.baru))}, ganti nama {_angka(len(rencana.ganti_nama))}, "
            f"hilang {_angka(len(rencana.hilang))}, muncul kembali {_angka(len(rencana.muncul_kembali))}, "
            f"tetap {_angka(rencana.tetap)}, rusak {_angka(len(rencana.rusak))}. "
            f"Selesai dalam {detik:.1f} detik.".replace(f"{detik:.1f}", f"{detik:.1f}".replace(".", ","))
        )
        per_jenis: dict[str, int] = {}
        for jenis, kode, nama, keterangan in rencana.baris_laporan():
            per_jenis[jenis] = per_jenis.get(jenis, 0) + 1
            batas = 50 if jenis == "baris rusak" else _CONTOH
            if jenis == "baru" or per_jenis[jenis] > batas:
                continue
            isi = keterangan if jenis in {"baris rusak", "catatan"} else f"{kode} {nama} {keterangan}".strip()
            (self.stderr.write if jenis == "baris rusak" else self._tulis)(f"  {jenis}: {isi}")
        for jenis, banyak in per_jenis.items():
            batas = 50 if jenis == "baris rusak" else _CONTOH
            if jenis != "baru" and banyak > batas:
                self._tulis(f"  {jenis}: … dan {_angka(banyak - batas)} lagi (lihat semuanya dengan --laporan)")
        if rencana.dugaan_pindah:
            self._tulis("  Periksa dugaan pindah kode, lalu sambungkan di ruang redaksi: Wilayah › Riwayat kode.")

    def _tulis_laporan(self, rencana: Rencana, berkas: Path) -> None:
        with berkas.open("w", encoding="utf-8", newline="") as aliran:
            penulis = csv.writer(aliran, lineterminator="\n")
            penulis.writerow(["perubahan", "kode", "nama", "keterangan"])
            penulis.writerows(rencana.baris_laporan())
        self._tulis(f"Laporan ditulis ke {berkas}.")


def _angka(nilai: int) -> str:
    return f"{nilai:,}".replace(",", ".")


def _tanggal(teks: str) -> date:
    return date.fromisoformat(teks)
