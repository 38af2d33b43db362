"""Memulihkan cadangan: diperiksa dan disalin ke samping dahulu, yang lama disisihkan bersama-sama, galat mengembalikan semuanya.

Menyalin ke atas basis data yang masih ber-WAL mencampur dua waktu tanpa galat apa pun (domain operations.md 1); karena itu
`db.sqlite3`, `-wal`, `-shm`, dan folder berkas selalu pindah bersama dan tidak pernah ditimpa.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from situs import mesin_data
from situs.cadangan import (
    BENTUK,
    Berkas,
    Cadangan,
    baca,
    folder_berkas,
    hanya_pemilik,
    salin_berkas,
    sidik_berkas,
    sidik_kunci,
    tuntut_pemilik,
)
from situs.hapus_lagi import Penghapusan, catatan_penghapusan, ulangi_penghapusan
from situs.mesin_data import GalatCadangan, TidakKembali

SIAPAN, SISIHAN = ".memulihkan", "disisihkan"


@dataclass(frozen=True, slots=True)
class Siap:
    """Cadangan yang sudah diperiksa, dan salinannya di samping tujuan masing-masing."""

    cadangan: Cadangan
    basis: Path
    folder: dict[Path, Path]  # tujuan → salinannya


@dataclass(frozen=True, slots=True)
class Hasil:
    """`diulang` kosong: basis data lama tidak terbaca, jadi penghapusan sesudah cadangan itu tidak diketahui."""

    disisihkan: list[str]
    diulang: dict[str, int] | None
    kunci_cocok: bool


@contextmanager
def disiapkan(folder: Path) -> Iterator[Siap]:
    """Memeriksa tiap bita dan menyalinnya; yang sekarang belum disentuh. Galat: `GalatCadangan`, `OSError`."""
    tuntut_pemilik()
    if _tanda().exists():
        cap = _tanda().read_text()
        skema = f", skema {mesin_data.SISIHAN}{cap.lower()} menjadi public" if connection.vendor == "postgresql" else ""
        raise GalatCadangan(
            f"Pemulihan sebelumnya terputus di tengah pertukaran. Pindahkan isi {SISIHAN}-{cap} kembali ke tempatnya{skema}, "
            f"hapus {_tanda()}, lalu ulangi: catatan penghapusan ada di basis data yang tersisih itu."
        )
    cadangan = baca(folder)
    _cocok_dengan_sini(cadangan)
    cap = f"{datetime.now(UTC):{BENTUK}}"
    samping: list[Path] = []

    def di_samping(tujuan: Path) -> Path:
        tempat = tujuan.parent / f"{SIAPAN}-{cap}"
        if tempat not in samping:
            for basi in tujuan.parent.glob(f"{SIAPAN}-*"):
                shutil.rmtree(basi)
            tempat.mkdir(parents=True, mode=0o700)
            samping.append(tempat)
        return tempat / tujuan.name

    try:
        with hanya_pemilik():
            siap = _salin_semua(cadangan, di_samping)
        yield siap
    finally:
        for satu in samping:
            shutil.rmtree(satu, ignore_errors=True)


def _salin_semua(cadangan: Cadangan, di_samping: Callable[[Path], Path]) -> Siap:
    bagian = {jalur.partition("/")[0] for jalur in cadangan.berkas}
    tujuan = {nama: satu for nama, satu in folder_berkas().items() if nama in bagian or nama != "rahasia"}
    salinan = {nama: di_samping(satu) for nama, satu in tujuan.items()}
    for satu in salinan.values():
        satu.mkdir()
    for jalur, seharusnya in cadangan.berkas.items():
        nama, _, sisa = jalur.partition("/")
        _salin_satu(cadangan, jalur, seharusnya, salinan[nama] / sisa if sisa else None)
    _beri_hak_media(salinan["media"])
    basis = cadangan.folder / mesin_data.BERKAS[connection.vendor]
    if connection.vendor == "sqlite":
        asal, basis = basis, di_samping(mesin_data.berkas_sqlite())
        mesin_data.buka_mampat(asal, basis)
    else:
        mesin_data.baca_dump(basis)
    return Siap(cadangan, basis, {tujuan[nama]: satu for nama, satu in salinan.items()})


def _cocok_dengan_sini(cadangan: Cadangan) -> None:
    mesin = cadangan.keterangan["mesin"]
    if mesin != connection.vendor:
        raise GalatCadangan(f"Cadangan ini dari {mesin}, sedangkan DATABASE_URL di sini menunjuk {connection.vendor}.")
    di_cakram = MigrationLoader(None).disk_migrations
    dikenal = di_cakram.keys() | {pasang for satu in di_cakram.values() for pasang in satu.replaces}
    asing = [
        f"{app}.{nama}" for app, semua in cadangan.keterangan["migrasi"].items() for nama in semua
        if (app, nama) not in dikenal
    ]  # fmt: skip
    if asing:
        raise GalatCadangan(
            f"Cadangan ini dibuat kode yang lebih baru: migrasi {', '.join(asing[:3])} tidak dikenal di sini. "
            "Pasang versi kode saat cadangan itu dibuat atau yang lebih baru, lalu ulangi."
        )


def _salin_satu(cadangan: Cadangan, jalur: str, seharusnya: Berkas, tujuan: Path | None) -> None:
    asal = cadangan.folder / jalur
    try:
        if tujuan is None:
            nyata = sidik_berkas(asal)
        else:
            tujuan.parent.mkdir(parents=True, exist_ok=True)
            nyata = salin_berkas(asal, tujuan)
            os.utime(tujuan, ns=(seharusnya.ubah, seharusnya.ubah))
    except FileNotFoundError as galat:
        raise GalatCadangan(f"{jalur} tidak ada di cadangan {cadangan.folder.name}. Pilih cadangan lain.") from galat
    if (nyata.ukuran, nyata.sha256) != (seharusnya.ukuran, seharusnya.sha256):
        raise GalatCadangan(
            f"{jalur} di cadangan {cadangan.folder.name} rusak: sidiknya tidak cocok. Pilih cadangan lain."
        )


def _beri_hak_media(folder: Path) -> None:
    """Seperti yang ditulis Django: berkasnya menurut FILE_UPLOAD_PERMISSIONS, foldernya terbaca server web."""
    for jalan, _, nama in os.walk(folder):
        os.chmod(jalan, 0o755)
        for satu in nama:
            os.chmod(Path(jalan, satu), settings.FILE_UPLOAD_PERMISSIONS)


def pulihkan(siap: Siap, *, paksa: bool = False) -> Hasil:
    """Menukar isi situs dengan cadangan itu; bila ada yang gagal, semuanya kembali seperti semula."""
    if not paksa:
        tolak_bila_terpakai()
    cap = f"{datetime.now(UTC):{BENTUK}}"
    penghapusan = _baca_penghapusan()
    connections.close_all()
    with _bertanda(cap), _tertukar(siap, cap) as sisihan:
        _selaraskan(siap.cadangan)
        diulang = ulangi_penghapusan(penghapusan, sebab=siap.cadangan.folder.name) if penghapusan else None
        mesin_data.periksa_sambungan(connection)
        if connection.vendor == "sqlite":  # berkas baru tahan listrik padam sesudah WAL dituang
            with connection.cursor() as kursor:
                kursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cocok = siap.cadangan.keterangan["rahasia"] or siap.cadangan.keterangan["kunci"] == sidik_kunci()
    return Hasil(sisihan, diulang, cocok)


def tolak_bila_terpakai() -> None:
    if mesin_data.sedang_dipakai():
        raise GalatCadangan(
            "Basis data ini sedang dipakai proses lain. Hentikan situs dan pekerjanya dahulu; --paksa melanjutkan juga, "
            "tetapi yang ditulis proses itu sesudahnya tidak masuk ke hasil pemulihan."
        )
    if connection.vendor == "postgresql" and mesin_data.ada_tabel():
        raise GalatCadangan(
            "Basis data tujuan sudah berisi. Sebut basis data kosong di DATABASE_URL, atau pakai --paksa: isinya yang "
            "sekarang disisihkan utuh ke skema lain di basis data yang sama."
        )


def _baca_penghapusan() -> Penghapusan | None:
    """Sebelum disisihkan: siapa dan apa yang sudah dihapus di sini. Kosong bila tidak ada atau tidak terbaca."""
    if connection.vendor == "sqlite" and not mesin_data.berkas_sqlite().exists():
        return None
    try:
        return catatan_penghapusan()
    except DatabaseError:
        return None


@contextmanager
def _bertanda(cap: str) -> Iterator[None]:
    """Mesin yang mati di tengah pertukaran meninggalkan tanda: basis data lamanya, dengan catatan penghapusannya, di sisihan."""
    tanda = _tanda()
    tanda.write_text(cap)
    try:
        yield
    except TidakKembali:
        raise
    except BaseException:
        tanda.unlink()
        raise
    tanda.unlink()


def _tanda() -> Path:
    return Path(settings.DATA_DIR) / ".pemulihan-berjalan"


@contextmanager
def _tertukar(siap: Siap, cap: str) -> Iterator[list[str]]:
    """Basis data dan folder berkas bertukar bersama; mengembalikan tempat yang lama."""
    if connection.vendor == "sqlite":
        berkas = mesin_data.berkas_sqlite()
        wal, shm = (berkas.with_name(f"{berkas.name}-{ekor}") for ekor in ("wal", "shm"))
        with bertukar({berkas: siap.basis, wal: None, shm: None, **siap.folder}, cap) as sisihan:
            yield [str(satu) for satu in sisihan]
    else:
        with bertukar(dict(siap.folder), cap) as sisihan, mesin_data.skema_dari_dump(siap.basis, cap) as skema:
            yield [*(str(satu) for satu in sisihan), *([f"skema {skema}"] if skema else [])]


@contextmanager
def bertukar(pasangan: dict[Path, Path | None], cap: str) -> Iterator[list[Path]]:
    """Tiap tujuan disisihkan, semuanya lebih dahulu, baru penggantinya masuk; galat di dalam blok membalik keduanya.

    Pengganti kosong berarti tujuannya hanya disisihkan. Mengembalikan folder sisihan.
    """
    rumah: dict[Path, Path] = {}  # folder induk → folder sisihannya
    sisihan: dict[Path, Path] = {}
    semua_keluar = False
    try:
        for tujuan in pasangan:
            if tujuan.exists():
                if tujuan.parent not in rumah:
                    rumah[tujuan.parent] = _folder_baru(tujuan.parent / f"{SISIHAN}-{cap}")
                tempat = rumah[tujuan.parent] / tujuan.name
                tujuan.rename(tempat)
                sisihan[tujuan] = tempat
        semua_keluar = True
        for tujuan, pengganti in pasangan.items():
            if pengganti is not None:
                pengganti.rename(tujuan)
        yield sorted(rumah.values())
    except BaseException:
        connections.close_all()
        try:
            _kembalikan(sisihan, dibuang=pasangan if semua_keluar else ())
            for tempat in rumah.values():
                tempat.rmdir()
        except OSError as galat:
            letak = ", ".join(map(str, rumah.values()))
            raise TidakKembali(f"Yang lama masih utuh di {letak}; pindahkan kembali ke tempatnya. {galat}") from galat
        raise


def _kembalikan(sisihan: dict[Path, Path], *, dibuang: Iterable[Path]) -> None:
    for tujuan in dibuang:
        if tujuan.is_dir():
            shutil.rmtree(tujuan)
        else:
            tujuan.unlink(missing_ok=True)
    for tujuan, tempat in sisihan.items():
        tempat.rename(tujuan)


def _folder_baru(tempat: Path) -> Path:
    """Folder kosong bernama demikian, bernomor bila namanya sudah dipakai: yang sudah disisihkan tidak pernah tertimpa."""
    for nomor in range(1, 1000):
        calon = tempat if nomor == 1 else tempat.with_name(f"{tempat.name}-{nomor}")
        with suppress(FileExistsError):
            calon.mkdir(mode=0o700)
            return calon
    raise FileExistsError(f"{tempat} dan 998 nama sesudahnya sudah ada")


def _selaraskan(cadangan: Cadangan) -> None:
    """Isinya dihitung lagi di tempatnya yang baru, lalu migrasi yang lebih baru dijalankan."""
    seharusnya = cadangan.keterangan["baris"]
    nyata = mesin_data.baca_isi(connection, seharusnya).baris
    if beda := [tabel for tabel, jumlah in seharusnya.items() if nyata[tabel] != jumlah]:
        raise GalatCadangan(f"Jumlah baris {', '.join(beda[:3])} tidak sama dengan saat dicadangkan.")
    pelaksana = MigrationExecutor(connection)
    if pelaksana.migration_plan(pelaksana.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
