"""Menyalin, memeriksa, dan memasang basis data: SQLite dengan VACUUM INTO, PostgreSQL dengan pg_dump dan pg_restore.

Terukur di domain operations.md 1: menyalin berkas SQLite yang sedang dipakai dengan `cp` rusak lima dari lima kali, dan
API backup bertahap tidak pernah selesai selama ada yang menulis. VACUUM INTO utuh dan menahan penulis paling lama 40 ms.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

BERKAS = {"sqlite": "basis.sqlite3.gz", "postgresql": "basis.dump"}
SISIHAN = "disisihkan_"


class GalatCadangan(Exception):
    """Kalimatnya untuk orang: apa yang terjadi dan apa yang dapat dilakukan."""


class TidakKembali(Exception):
    """Pemulihan gagal dan yang lama tidak dapat dikembalikan sendiri; kalimatnya menyebut di mana ia berada."""


class IsiBasis(NamedTuple):
    """Migrasi yang sudah jalan per aplikasi, dan jumlah baris per tabel."""

    migrasi: dict[str, list[str]]
    baris: dict[str, int]


def berkas_sqlite() -> Path:
    return Path(connection.settings_dict["NAME"])


def baca_isi(sambungan: BaseDatabaseWrapper, tabel: Iterable[str] | None = None) -> IsiBasis:
    """Tanpa `tabel`, semua tabel model yang ada. Galat: `DatabaseError` bila salah satunya tidak ada."""
    migrasi: dict[str, list[str]] = {}
    with sambungan.cursor() as kursor:
        kursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        for app, nama in kursor.fetchall():
            migrasi.setdefault(app, []).append(nama)
        baris = {}
        for satu in sorted(tabel or sambungan.introspection.django_table_names(only_existing=True)):
            kursor.execute(f"SELECT COUNT(*) FROM {sambungan.ops.quote_name(satu)}")
            baris[satu] = kursor.fetchone()[0]
    return IsiBasis(migrasi, baris)


def salin(tujuan: Path) -> IsiBasis:
    """Salinan satu saat dari basis data yang sedang dipakai, sudah dibuka dan diperiksa, di dalam folder `tujuan`."""
    return _salin_sqlite(tujuan) if connection.vendor == "sqlite" else _salin_postgres(tujuan)


# --- SQLite ----------------------------------------------------------------------------------------------------------


def _salin_sqlite(tujuan: Path) -> IsiBasis:
    if not berkas_sqlite().exists():
        raise GalatCadangan(
            f"Belum ada basis data di {berkas_sqlite()}. Periksa DATA_DIR, atau jalankan siapkan dahulu."
        )
    mentah = tujuan / "basis.sqlite3"
    try:
        with connection.cursor() as kursor:
            kursor.execute("VACUUM INTO %s", [str(mentah)])
    except DatabaseError as galat:
        raise GalatCadangan(f"Basis data tidak dapat disalin: {galat}.") from galat
    isi = periksa_sqlite(mentah)
    with mentah.open("rb") as asal, gzip.open(tujuan / BERKAS["sqlite"], "wb", compresslevel=3) as hasil:
        shutil.copyfileobj(asal, hasil, 1024 * 1024)
    mentah.unlink()
    return isi


@contextmanager
def _terbuka(berkas: Path) -> Iterator[BaseDatabaseWrapper]:
    """Sambungan Django ke satu berkas: fungsi SQL yang dipakai CHECK dan indeks ikut terpasang."""
    sambungan = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(berkas)}})["default"]
    try:
        yield sambungan
    finally:
        sambungan.close()


def periksa_sqlite(berkas: Path) -> IsiBasis:
    """Isinya bila berkas itu utuh dan semua rujukannya ada; selain itu `GalatCadangan`."""
    try:
        with _terbuka(berkas) as sambungan:
            periksa_sambungan(sambungan)
            return baca_isi(sambungan)
    except DatabaseError as galat:
        raise GalatCadangan(f"Basis datanya rusak: {galat}.") from galat


def periksa_sambungan(sambungan: BaseDatabaseWrapper) -> None:
    """`integrity_check` dan `foreign_key_check`; PostgreSQL menjaga keduanya sendiri."""
    if sambungan.vendor != "sqlite":
        return
    with sambungan.cursor() as kursor:
        kursor.execute("PRAGMA integrity_check(3)")
        if (temuan := kursor.fetchall()) != [("ok",)]:
            raise GalatCadangan(f"Basis datanya rusak: {'; '.join(satu for (satu,) in temuan)}.")
        kursor.execute("PRAGMA foreign_key_check")
        if temuan := kursor.fetchmany(3):
            tabel = ", ".join(f"{satu[0]} baris {satu[1]} → {satu[2]}" for satu in temuan)
            raise GalatCadangan(f"Ada baris yang merujuk baris yang tidak ada: {tabel}.")


def buka_mampat(asal: Path, tujuan: Path) -> IsiBasis:
    """Basis data SQLite dari cadangan, dimekarkan ke `tujuan` dan diperiksa."""
    try:
        with gzip.open(asal, "rb") as masuk, tujuan.open("wb") as keluar:
            shutil.copyfileobj(masuk, keluar, 1024 * 1024)
            keluar.flush()
            os.fsync(keluar.fileno())
    except (gzip.BadGzipFile, EOFError) as galat:
        raise GalatCadangan(f"Basis data di cadangan ini tidak dapat dimekarkan: {galat}.") from galat
    return periksa_sqlite(tujuan)


def sedang_dipakai() -> bool:
    """Adakah proses lain (situs, pekerja, perintah) yang tersambung sekarang? Basis datanya sendiri yang ditanya."""
    if connection.vendor != "sqlite":
        with connection.cursor() as kursor:
            kursor.execute(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            return kursor.fetchone()[0] > 0
    if not berkas_sqlite().exists():
        return False
    connection.close()
    sambungan = sqlite3.connect(berkas_sqlite(), timeout=1, isolation_level=None)
    try:  # dalam modus WAL tiap sambungan memegang kunci bersama, juga yang sedang diam
        sambungan.execute("PRAGMA locking_mode = EXCLUSIVE")
        sambungan.execute("BEGIN EXCLUSIVE")
        sambungan.execute("ROLLBACK")
        return False
    except sqlite3.OperationalError as galat:
        return "locked" in str(galat)
    except sqlite3.DatabaseError:
        return False  # rusak: tidak ada yang dapat ditanya
    finally:
        sambungan.close()


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


def _salin_postgres(tujuan: Path) -> IsiBasis:
    """pg_dump pada potret yang sama dengan hitungannya."""
    hasil = tujuan / BERKAS["postgresql"]
    with transaction.atomic(), connection.cursor() as kursor:
        kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        kursor.execute("SET LOCAL statement_timeout = 0")
        kursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        kursor.execute("SELECT pg_export_snapshot()")
        potret = kursor.fetchone()[0]
        isi = baca_isi(connection)
        _program(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={potret}",
            f"--exclude-schema={SISIHAN}*", f"--file={hasil}",
        )  # fmt: skip
    baca_dump(hasil)
    return isi


def baca_dump(berkas: Path) -> None:
    """Membaca seluruh isinya tanpa memasangnya: yang terpotong atau rusak ketahuan di sini."""
    _program("pg_restore", f"--file={os.devnull}", str(berkas))


def _program(nama: str, *argumen: str) -> None:
    """Sandi lewat lingkungan, tidak lewat baris perintah yang terbaca semua orang di mesin itu."""
    letak = shutil.which(nama)
    if letak is None:
        raise GalatCadangan(
            f"Program {nama} tidak ada di mesin ini. Pasang klien PostgreSQL yang versinya tidak lebih lama dari servernya "
            "(Debian, Ubuntu: apt install postgresql-client), atau tambahkan foldernya ke PATH."
        )
    setelan = connection.settings_dict
    milik = {
        "PGHOST": setelan["HOST"], "PGPORT": str(setelan["PORT"]), "PGUSER": setelan["USER"],
        "PGPASSWORD": setelan["PASSWORD"], "PGDATABASE": str(setelan["NAME"]),
    }  # fmt: skip
    hasil = subprocess.run(
        [letak, *argumen], env=os.environ | {kunci: nilai for kunci, nilai in milik.items() if nilai},
        capture_output=True, text=True,
    )  # fmt: skip
    if hasil.returncode:
        raise GalatCadangan(f"{nama} gagal: {hasil.stderr.strip() or f'kode {hasil.returncode}'}")


def ada_tabel() -> bool:
    return bool(connection.introspection.table_names())


@contextmanager
def skema_dari_dump(dump: Path, cap: str) -> Iterator[str | None]:
    """Skema lama disisihkan utuh di dalam basis data yang sama, dump-nya masuk dalam satu transaksi.

    Galat di dalam blok membuang yang baru dan mengembalikan yang lama. Memberi nama skema sisihan, atau tidak ada bila kosong.
    """
    lama, berisi = f"{SISIHAN}{cap.lower()}", ada_tabel()
    _perintahkan(
        f"ALTER SCHEMA public RENAME TO {lama}", "CREATE SCHEMA public", "GRANT USAGE ON SCHEMA public TO PUBLIC"
    )
    try:
        connection.close()
        nama = str(connection.settings_dict["NAME"])
        _program(
            "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--schema=public",
            f"--dbname={nama}", str(dump),
        )  # fmt: skip
        yield lama if berisi else None
        if not berisi:
            _perintahkan(f"DROP SCHEMA {lama} CASCADE")
    except BaseException:
        connection.close()
        try:
            _perintahkan("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {lama} RENAME TO public")
        except GalatCadangan as galat:
            raise TidakKembali(f"Skema lama masih utuh bernama {lama}; beri lagi nama public. {galat}") from galat
        raise


def _perintahkan(*perintah: str) -> None:
    try:
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute("SET LOCAL statement_timeout = 0")
            for satu in perintah:
                kursor.execute(satu)
    except DatabaseError as galat:
        raise GalatCadangan(
            f"Skema basis data tidak dapat diganti: {galat} Pengguna di DATABASE_URL harus pemilik basis datanya "
            "dan skema public."
        ) from galat
