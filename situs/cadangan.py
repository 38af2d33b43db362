"""Mencadangkan selagi situs berjalan: satu folder per waktu, baru bernama benar sesudah utuh dan diperiksa (operations.md 1).

Isi satu cadangan: basis data, `media/`, `pribadi/`, `keterangan.json` (apa ini), dan `manifes.json` (besar dan sidik tiap
berkas). Berkas yang tidak berubah sejak cadangan sebelumnya ditautkan keras, jadi cadangan tiap jam hampir tanpa ruang.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import connection

from replikasi import antrean
from situs import mesin_data
from situs.masa_cadangan import yang_disimpan
from situs.mesin_data import GalatCadangan

BENTUK = "%Y%m%dT%H%M%SZ"
_NAMA = re.compile(r"\d{8}T\d{6}Z")
MANIFES, KETERANGAN = "manifes.json", "keterangan.json"
SEDANG, BUANG = ".sedang-", ".buang-"


@dataclass(frozen=True, slots=True)
class Berkas:
    """`ubah`: waktu ubah aslinya, nanodetik sejak 1970."""

    ukuran: int
    sha256: str
    ubah: int


@dataclass(frozen=True, slots=True)
class Cadangan:
    folder: Path
    keterangan: dict
    berkas: dict[str, Berkas]

    @property
    def waktu(self) -> datetime:
        return datetime.fromisoformat(self.keterangan["waktu"])

    @property
    def besar(self) -> int:
        return sum(satu.ukuran for satu in self.berkas.values())


def folder_berkas() -> dict[str, Path]:
    """Nama di dalam cadangan → folder yang dicadangkan. `rahasia` hanya ikut bila diminta."""
    return {
        "media": Path(settings.MEDIA_ROOT),
        "pribadi": Path(settings.BERKAS_PRIBADI),
        "rahasia": Path(settings.DATA_DIR) / "rahasia",
    }


def tuntut_pemilik() -> None:
    """Berkas yang dibuat pengguna lain (biasanya root) tidak dapat dibaca situs, dan itu baru ketahuan saat dihidupkan."""
    pemilik = Path(settings.DATA_DIR).stat().st_uid
    if pemilik != os.geteuid():
        raise GalatCadangan(
            f"Jalankan sebagai pemilik {settings.DATA_DIR}, misalnya: sudo -u '#{pemilik}' .venv/bin/python manage.py …"
        )


def sidik_kunci() -> str:
    """Untuk mengenali FIELD_KEY yang sama tanpa menyimpannya."""
    return hashlib.sha256(b"sidik FIELD_KEY:" + settings.FIELD_KEY.encode()).hexdigest()[:16]


# --- Membaca ---------------------------------------------------------------------------------------------------------


def yang_ada(induk: Path) -> list[Path]:
    """Cadangan yang selesai ditulis di `induk`, yang terbaru di belakang. Yang terputus tidak bernama demikian."""
    if not induk.is_dir():
        return []
    return sorted(satu for satu in induk.iterdir() if _NAMA.fullmatch(satu.name) and (satu / MANIFES).is_file())


def waktu_dari(folder: Path) -> datetime:
    return datetime.strptime(folder.name, BENTUK).replace(tzinfo=UTC)


def baca(folder: Path) -> Cadangan:
    """Manifes dan keterangannya bila keduanya utuh; sidik tiap berkas lain diperiksa saat dipulihkan."""
    try:
        isi = json.loads((folder / MANIFES).read_bytes())
        if isi["sidik"] != _sidik_daftar(isi["berkas"]):
            raise GalatCadangan(f"{MANIFES} di {folder} rusak: sidiknya tidak cocok. Pilih cadangan lain.")
        berkas = {jalur: Berkas(**satu) for jalur, satu in isi["berkas"].items()}
        mentah = (folder / KETERANGAN).read_bytes()
        if hashlib.sha256(mentah).hexdigest() != berkas[KETERANGAN].sha256:
            raise GalatCadangan(f"{KETERANGAN} di {folder} rusak: sidiknya tidak cocok. Pilih cadangan lain.")
        cadangan = Cadangan(folder, json.loads(mentah), berkas)
    except FileNotFoundError as galat:
        raise GalatCadangan(
            f"{folder} bukan cadangan yang utuh: {Path(galat.filename).name} tidak ada di dalamnya."
        ) from galat
    except (ValueError, KeyError, TypeError) as galat:
        raise GalatCadangan(f"{MANIFES} di {folder} rusak dan tidak terbaca. Pilih cadangan lain.") from galat
    for jalur in berkas:
        if PurePosixPath(jalur).is_absolute() or ".." in PurePosixPath(jalur).parts:
            raise GalatCadangan(f"{MANIFES} di {folder} menyebut jalur di luar cadangan: {jalur}.")
    return cadangan


def _sidik_daftar(berkas: dict) -> str:
    return hashlib.sha256(json.dumps(berkas, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


# --- Menulis ---------------------------------------------------------------------------------------------------------


def buat(induk: Path, *, dengan_rahasia: bool = False, simpan_semua: bool = False) -> Cadangan:
    """Satu cadangan baru di `induk`; yang lewat masanya dibuang sesudah yang baru utuh. Galat: `GalatCadangan`, `OSError`."""
    tuntut_pemilik()
    induk = induk.resolve()
    for nama, asal in folder_berkas().items():
        if induk.is_relative_to(asal.resolve()):
            raise GalatCadangan(f"Folder cadangan tidak boleh berada di dalam folder {nama} yang dicadangkan.")
    with hanya_pemilik():
        induk.mkdir(parents=True, exist_ok=True)
        with _sendirian(induk):
            for basi in [*induk.glob(f"{SEDANG}*"), *induk.glob(f"{BUANG}*")]:
                shutil.rmtree(basi)
            waktu = _waktu_baru(induk)
            sementara = induk / f"{SEDANG}{waktu:{BENTUK}}"
            sementara.mkdir()
            try:
                hasil = _isi(sementara, waktu, sebelumnya=yang_ada(induk)[-1:], dengan_rahasia=dengan_rahasia)
                sementara.rename(induk / f"{waktu:{BENTUK}}")
            except BaseException:
                shutil.rmtree(sementara, ignore_errors=True)
                raise
            _tuang_folder(induk)
            if not simpan_semua:
                _putar(induk)
    return Cadangan(induk / f"{waktu:{BENTUK}}", hasil.keterangan, hasil.berkas)


@contextmanager
def hanya_pemilik() -> Iterator[None]:
    """Yang dibuat di dalam blok: folder 0700, berkas 0600."""
    semula = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(semula)


@contextmanager
def _sendirian(induk: Path) -> Iterator[None]:
    fd = os.open(induk / ".kunci", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as galat:
        raise GalatCadangan(f"Pencadangan lain ke {induk} sedang berjalan.") from galat
    finally:
        os.close(fd)


def _waktu_baru(induk: Path) -> datetime:
    while True:
        waktu = datetime.now(UTC).replace(microsecond=0)
        if not (induk / f"{waktu:{BENTUK}}").exists():
            return waktu
        time.sleep(0.1)


def _isi(tujuan: Path, waktu: datetime, *, sebelumnya: list[Path], dengan_rahasia: bool) -> Cadangan:
    """Antrean laporan lebih dahulu, basis data, lalu berkas lain.

    Laporan yang diserap sesudah antreannya disalin sudah ada di basis data, dan menyerapnya dua kali tanpa akibat.
    Berkas ditulis sebelum barisnya, jadi yang disebut salinan basis data masih ada ketika giliran berkas tiba.
    """
    salinan = _Salinan(tujuan, sebelumnya)
    antre = f"pribadi/{antrean.folder().name}"
    for _ in range(5):  # berkas antrean berganti nama sewaktu disalin: dilihat lagi
        if not salinan.folder(antrean.folder(), antre):
            break
    isi = mesin_data.salin(tujuan)
    nama_basis = mesin_data.BERKAS[connection.vendor]
    for nama, asal in folder_berkas().items():
        if nama != "rahasia" or dengan_rahasia:
            salinan.folder(asal, nama, kecuali=antre)
    keterangan = {
        "waktu": waktu.isoformat(), "mesin": connection.vendor, "versi_mesin": ".".join(map(str, _versi_mesin())),
        "versi": _versi(), "kunci": sidik_kunci(), "rahasia": dengan_rahasia, "migrasi": isi.migrasi, "baris": isi.baris,
    }  # fmt: skip
    (tujuan / KETERANGAN).write_text(json.dumps(keterangan, indent=1, ensure_ascii=False), encoding="utf-8")
    for nama in (nama_basis, KETERANGAN):
        salinan.berkas[nama] = sidik_berkas(tujuan / nama)
    daftar = {jalur: asdict(satu) for jalur, satu in sorted(salinan.berkas.items())}
    with (tujuan / MANIFES).open("w", encoding="utf-8") as manifes:
        json.dump({"sidik": _sidik_daftar(daftar), "berkas": daftar}, manifes, indent=0)
        manifes.flush()
        os.fsync(manifes.fileno())
    return Cadangan(tujuan, keterangan, salinan.berkas)


def _versi_mesin() -> tuple[int, ...]:
    return connection.get_database_version()


def _versi() -> str:
    """Bagian teratas catatan perubahan (lihat CHANGELOG.md)."""
    baris = (settings.BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    return next((satu.removeprefix("## ") for satu in baris if satu.startswith("## ")), "")


class _Salinan:
    """Berkas yang masuk cadangan ini, dan cadangan sebelumnya yang boleh ditautkan."""

    def __init__(self, tujuan: Path, sebelumnya: list[Path]):
        self.tujuan = tujuan
        self.berkas: dict[str, Berkas] = {}
        self.lama: Cadangan | None = None
        for folder in sebelumnya:
            with suppress(GalatCadangan):  # yang rusak tidak diteruskan; semuanya disalin baru
                self.lama = baca(folder)

    def folder(self, asal: Path, awalan: str, *, kecuali: str = "") -> int:
        """Semua berkas di dalamnya; mengembalikan jumlah yang lenyap sewaktu disalin (dihapus orang)."""
        lenyap = 0
        for jalan, folder, nama in os.walk(asal, onerror=_kecuali_lenyap):
            letak = (PurePosixPath(awalan) / Path(jalan).relative_to(asal).as_posix()).as_posix()
            if letak == kecuali:
                folder.clear()
                continue
            if tautan := [satu for satu in (*folder, *nama) if Path(jalan, satu).is_symlink()]:
                raise GalatCadangan(
                    f"{Path(jalan, tautan[0])} tautan simbolis; isinya tidak akan ikut. Pindahkan isinya ke sini."
                )
            for satu in sorted(nama):
                try:
                    self._satu(Path(jalan, satu), f"{letak}/{satu}")
                except FileNotFoundError:
                    lenyap += 1
        return lenyap

    def _satu(self, asal: Path, jalur: str) -> None:
        keadaan = asal.stat()
        if not stat.S_ISREG(keadaan.st_mode):
            return  # soket dan pipa
        tujuan = self.tujuan / jalur
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        tujuan.unlink(missing_ok=True)
        lama = self.lama.berkas.get(jalur) if self.lama else None
        if self.lama and lama and (lama.ukuran, lama.ubah) == (keadaan.st_size, keadaan.st_mtime_ns):
            with suppress(OSError):  # sistem berkas tanpa tautan keras, atau berkas lamanya hilang: disalin
                os.link(self.lama.folder / jalur, tujuan)
                self.berkas[jalur] = lama
                return
        self.berkas[jalur] = salin_berkas(asal, tujuan)


def _kecuali_lenyap(galat: OSError) -> None:
    """Folder yang tidak terbaca bukan folder kosong: `os.walk` sendiri melewatinya diam-diam."""
    if not isinstance(galat, FileNotFoundError):
        raise galat


def salin_berkas(asal: Path, tujuan: Path) -> Berkas:
    """Menyalin sambil menghitung sidiknya, dan menuangnya ke cakram."""
    sidik, ukuran = hashlib.sha256(), 0
    with asal.open("rb") as masuk, tujuan.open("xb") as keluar:
        ubah = os.fstat(masuk.fileno()).st_mtime_ns
        while potong := masuk.read(1024 * 1024):
            sidik.update(potong)
            ukuran += keluar.write(potong)
        keluar.flush()
        os.fsync(keluar.fileno())
    return Berkas(ukuran, sidik.hexdigest(), ubah)


def sidik_berkas(berkas: Path) -> Berkas:
    with berkas.open("rb") as isi:
        sidik = hashlib.file_digest(isi, "sha256")
        os.fsync(isi.fileno())
        keadaan = os.fstat(isi.fileno())
    return Berkas(keadaan.st_size, sidik.hexdigest(), keadaan.st_mtime_ns)


def _tuang_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _putar(induk: Path) -> None:
    ada = {waktu_dari(satu): satu for satu in yang_ada(induk)}
    for waktu in ada.keys() - yang_disimpan(ada):
        dibuang = induk / f"{BUANG}{ada[waktu].name}"
        ada[waktu].rename(dibuang)
        shutil.rmtree(dibuang)
