from __future__ import annotations

import hashlib
import tarfile
import zipfile
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wilayah.muat.ringkas import BERKAS, padatkan, pilih_ringkas, susun_readme, tulis_csv
from wilayah.muat.sumber import SumberTidakTerbaca, baca_sumber

FOLDER_DATA = Path(__file__).resolve().parents[2] / "data"
_LISENSI = "data/LICENSE.md"


class Command(BaseCommand):
    help = "Membuat himpunan ringkas wilayah dari paket idn-area-data 4.0.1; masukan sama menghasilkan berkas sama."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sumber", type=Path, help="paket idn-area-data: .tgz, .zip, atau folder")
        parser.add_argument("--tanggal", type=date.fromisoformat, required=True, metavar="TTTT-BB-HH")
        parser.add_argument("--keluar", type=Path, default=FOLDER_DATA, metavar="FOLDER")

    def handle(self, *, sumber: Path, tanggal: date, keluar: Path, **pilihan) -> None:
        try:
            isi = baca_sumber(sumber)
        except SumberTidakTerbaca as galat:
            raise CommandError(str(galat)) from galat
        if isi.rusak:
            raise CommandError(f"Sumber berisi baris rusak, himpunan tidak dibuat. Pertama: {isi.rusak[0]}")
        nama = pilih_ringkas(isi.nama)
        csv = tulis_csv(nama)
        padat = padatkan(csv)
        keluar.mkdir(parents=True, exist_ok=True)
        (keluar / BERKAS).write_bytes(padat)
        (keluar / "README.md").write_text(
            susun_readme(nama, csv, padat, asal=sumber.name, sidik_asal=_sidik(sumber), tanggal=tanggal),
            encoding="utf-8",
        )
        if lisensi := _baca_lisensi(sumber):
            (keluar / "LISENSI-ODbL-1.0.md").write_bytes(lisensi)
        self.stdout.write(f"{len(nama)} wilayah ditulis ke {keluar / BERKAS} ({len(padat)} bita).")


def _sidik(sumber: Path) -> str:
    return hashlib.sha256(sumber.read_bytes()).hexdigest() if sumber.is_file() else "(folder)"


def _baca_lisensi(sumber: Path) -> bytes | None:
    """Teks ODbL yang menyertai data di paketnya."""
    if sumber.is_dir():
        berkas = next(sumber.rglob(_LISENSI), None)
        return berkas.read_bytes() if berkas else None
    if tarfile.is_tarfile(sumber):
        with tarfile.open(sumber) as arsip:
            nama = next((satu for satu in arsip.getnames() if satu.endswith(_LISENSI)), None)
            return arsip.extractfile(nama).read() if nama else None
    if zipfile.is_zipfile(sumber):
        with zipfile.ZipFile(sumber) as arsip:
            nama = next((satu for satu in arsip.namelist() if satu.endswith(_LISENSI)), None)
            return arsip.read(nama) if nama else None
    return None
