"""`python -m bench`: mengisi basis data skala nasional (sekali), mengukur, mencetak perbandingan."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path

from bench import replikasi
from bench.mesin import AKAR, PUSTAKA_FORUM, SYARAT_FORUM, jalankan

TERISI = "terisi"  # ditulis sesudah isinya lengkap: pengisian yang terputus diulang dari awal


def main() -> int:
    if sys.argv[1:2] == ["lapor"]:
        return _lapor(sys.argv[2:])
    if sys.argv[1:2] == ["replikasi"]:
        return replikasi.main(sys.argv[2:])
    if sys.argv[1:2] == ["forum"]:
        return _forum(sys.argv[2:])
    urai = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    urai.add_argument("--mesin", nargs="+", choices=["sqlite", "postgres"], default=["sqlite", "postgres"])
    urai.add_argument("--tiket", type=int, default=100_000)
    urai.add_argument("--desa", type=int, default=84_000)
    urai.add_argument("--operator", type=int, default=13_000)
    urai.add_argument("--folder", type=Path, default=AKAR / "var" / "bench")
    urai.add_argument("--tanpa-pustaka", action="store_true", help="ukur halaman kita saja")
    urai.add_argument(
        "--jenis", nargs="+", default=[], help="hanya jenis halaman ini: daftar, cari, meja, laporan, tiket"
    )
    urai.add_argument("--ulang", action="store_true", help="buang basis data bench dan isi lagi")
    pilihan = urai.parse_args()
    gagal = 0
    for mesin in pilihan.mesin:
        folder = pilihan.folder / f"{mesin}-{pilihan.tiket}"
        terputus = folder.exists() and not (folder / TERISI).exists()
        if pilihan.ulang or terputus:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        perintah = [sys.executable, "-m", "bench.jalan", str(pilihan.tiket), str(pilihan.desa), str(pilihan.operator)]
        perintah += ["--tanpa-pustaka"] if pilihan.tanpa_pustaka else []
        perintah += pilihan.jenis
        print(f"\n== {mesin}: {pilihan.tiket:,} tiket, {pilihan.desa:,} desa".replace(",", "."), flush=True)
        mulai = time.monotonic()
        kode = jalankan(mesin, folder, perintah, DJANGO_SETTINGS_MODULE="bench.pengaturan", DATA_DIR=str(folder))
        print(f"   {time.monotonic() - mulai:.0f} detik", flush=True)
        gagal += bool(kode)
    hasil = {satu.parent.name: json.loads(satu.read_text()) for satu in sorted(pilihan.folder.glob("*/hasil.json"))}
    (pilihan.folder / "hasil.json").write_text(json.dumps(hasil, indent=1))
    return 1 if gagal else 0


def _lapor(argumen: list[str]) -> int:
    """`python -m bench lapor`: laju laporan OpenSID (bench/lapor.py)."""
    urai = argparse.ArgumentParser(prog="python -m bench lapor")
    urai.add_argument("--mesin", nargs="+", choices=["sqlite", "postgres"], default=["sqlite", "postgres"])
    urai.add_argument("--detik", type=float, default=5, help="panjang tiap jendela laju")
    urai.add_argument("--menit", type=float, default=1, help="lama hujan 10.000 laporan per menit")
    urai.add_argument("--folder", type=Path, default=AKAR / "var" / "bench")
    pilihan = urai.parse_args(argumen)
    gagal = 0
    for mesin in pilihan.mesin:
        folder = pilihan.folder / f"lapor-{mesin}"
        folder.mkdir(parents=True, exist_ok=True)
        perintah = [sys.executable, "-m", "bench.lapor", mesin, str(folder), str(pilihan.detik), str(pilihan.menit)]
        print(f"\n== laporan OpenSID, {mesin}", flush=True)
        gagal += bool(jalankan(mesin, folder, perintah))
    return 1 if gagal else 0


def _forum(argumen: list[str]) -> int:
    """`python -m bench forum`: halaman forum dan django-machina (bench/forum.py)."""
    urai = argparse.ArgumentParser(prog="python -m bench forum")
    urai.add_argument("--mesin", nargs="+", choices=["sqlite", "postgres"], default=["sqlite", "postgres"])
    urai.add_argument("--topik", type=int, default=20_000)
    urai.add_argument("--kiriman", type=int, default=400_000)
    urai.add_argument("--folder", type=Path, default=AKAR / "var" / "bench")
    urai.add_argument("--tanpa-pustaka", action="store_true", help="ukur halaman kita saja")
    urai.add_argument("--jenis", nargs="+", default=[], help="hanya: indeks, ruang, utas, belum dibaca, cari")
    pilihan = urai.parse_args(argumen)
    if not (pilihan.tanpa_pustaka or (AKAR / PUSTAKA_FORUM).exists()):
        urai.error(f"pasang django-machina dahulu: pip install --no-deps --target {PUSTAKA_FORUM} -r {SYARAT_FORUM}")
    gagal = 0
    for mesin in pilihan.mesin:
        folder = pilihan.folder / f"forum-{mesin}-{pilihan.kiriman}"
        if folder.exists() and not (folder / TERISI).exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        skala = ["--topik", str(pilihan.topik), "--kiriman", str(pilihan.kiriman)]
        perintah = [sys.executable, "-m", "bench.forum", *skala, *["--tanpa-pustaka"][: pilihan.tanpa_pustaka]]
        perintah += ["--jenis", *pilihan.jenis] if pilihan.jenis else []
        print(f"\n== forum, {mesin}: {pilihan.topik} topik, {pilihan.kiriman} kiriman", flush=True)
        lingkungan = {"DJANGO_SETTINGS_MODULE": "bench.pengaturan", "DATA_DIR": str(folder)}
        gagal += bool(jalankan(mesin, folder, perintah, **lingkungan))
    return 1 if gagal else 0


if __name__ == "__main__":
    sys.exit(main())
