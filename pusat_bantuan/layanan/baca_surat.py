"""Membaca satu surat tersimpan menjadi bahan siap tindak: di luar transaksi, terbatas waktu, satu berkas buruk tidak menular."""

from __future__ import annotations

import hashlib
import io
import mimetypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from akun.data_pribadi import samarkan

from .. import arsip_surat
from ..berkas import BATAS_BERKAS, BATAS_TOTAL, MB, BerkasBersih, BerkasDitolak, nama_aman, periksa
from ..models import SuratMasuk
from ..surat_masuk import BerkasSurat, Golongan, SuratTerurai, golongkan, tanda, tanggal_sah, urai
from ..surat_masuk.aksara import bersih
from ..surat_masuk.bagian import TERLALU_BANYAK, TERLALU_DALAM
from ..surat_masuk.perihal import tanpa_awalan

BATAS_SURAT = 25 * MB
BERKAS_TERBANYAK = 25
LOGO_TERBESAR = 32 * 1024


class WaktuHabis(Exception):
    """Surat ini terlalu lama dibaca."""


@dataclass
class Bahan:
    """Surat yang sudah dibaca dan diperiksa. `sidik_logo` sejajar `lampiran`; kosong bila bukan gambar sebaris kecil.

    `ditahan` yang dilihat petugas; `keluhan` yang disebut kepada pengirimnya.
    """

    surat: SuratTerurai
    golongan: str
    lampiran: list[BerkasBersih] = field(default_factory=list)
    ditahan: list[dict[str, str]] = field(default_factory=list)
    keluhan: list[str] = field(default_factory=list)
    tanda: list[str] = field(default_factory=list)
    sidik_logo: list[str] = field(default_factory=list)

    def tahan(self, nama: str, sebab: str, *, diam: bool = False) -> None:
        """Berkas itu tidak ikut. `diam`: hiasan surat (logo tanda tangan), pengirimnya tidak perlu disurati."""
        self.ditahan.append({"nama": nama, "sebab": sebab[:300]})
        if not diam:
            self.keluhan.append(sebab[:300] if nama in sebab else f"“{nama}”: {sebab[:300]}")


def siapkan(baris: SuratMasuk, *, berkas: bool = True, paksa: bool = False) -> Bahan:
    """Membaca dan memeriksa satu surat; berat, jadi di luar transaksi."""
    surat = urai(arsip_surat.buka(baris.mentah), milik_kami=tanda.alamat_milik_kami())
    kelas = golongkan(surat, milik_kami=tanda.alamat_milik_kami(), ruang_pesan=tanda.ruang_pesan())
    bahan = Bahan(surat, kelas)
    if {TERLALU_BANYAK, TERLALU_DALAM} & set(surat.cacat):
        bahan.tanda.append(
            "Sebagian isi surat ini tidak terbaca karena bagiannya terlalu banyak; periksa surat aslinya."
        )
    if berkas and (paksa or kelas == Golongan.ORANG):
        _pilah_berkas(bahan)
    return bahan


def isi_ringkas(baris: SuratMasuk, bahan: Bahan) -> None:
    """Yang ditampilkan kepada petugas: selalu tersamar."""
    surat = bahan.surat
    siapa = surat.pengirim or (surat.dari[0] if surat.dari else None)
    baris.pengirim_nama = _samar(siapa.nama if siapa else surat.kepala.teks("from"))[:120]
    baris.pengirim_email = (siapa.surel if siapa else "")[:254]
    baris.perihal = _samar(surat.perihal)
    baris.pokok = tanpa_awalan(baris.perihal).lower()[:200]
    baris.teks = _samar(surat.teks)
    baris.ada_kutipan = surat.ada_kutipan
    baris.tanggal = tanggal_sah(surat, terima=baris.diterima)
    baris.penerima = [[_samar(satu.nama), satu.surel] for satu in [*surat.kepada, *surat.tembusan]][:200]
    baris.golongan, baris.ditahan, baris.tanda = str(bahan.golongan), bahan.ditahan, list(bahan.tanda)
    baris.gambar_sebaris = [sidik for sidik in bahan.sidik_logo if sidik]


def _samar(teks: str) -> str:
    return samarkan(bersih(teks)).teks


# --- Berkas -------------------------------------------------------------------------------------------------------------
def _pilah_berkas(bahan: Bahan) -> None:
    """Satu berkas yang buruk tidak menjatuhkan yang lain; yang ditahan tetap ada di surat aslinya (4.9)."""
    total, sudah = 0, set()
    for satu in bahan.surat.berkas:
        nama = nama_aman(satu.nama) or "lampiran"
        sidik = hash(satu.isi)
        if sidik in sudah:
            continue
        sudah.add(sidik)
        if satu.nasihat:
            bahan.tanda.append(satu.nasihat)
        try:
            total += len(satu.isi)
            if len(bahan.lampiran) >= BERKAS_TERBANYAK or total > BATAS_TOTAL:
                raise BerkasDitolak(f"“{nama}” melewati batas {BERKAS_TERBANYAK} berkas per surat.")
            bersih_ = _periksa_satu(nama, satu)
        except BerkasDitolak as galat:
            bahan.tahan(nama, str(galat), diam=satu.sebaris and len(satu.isi) <= LOGO_TERBESAR)
        else:
            bahan.lampiran.append(bersih_)
            logo = satu.sebaris and len(satu.isi) <= LOGO_TERBESAR
            bahan.sidik_logo.append(hashlib.sha256(satu.isi).hexdigest() if logo else "")


def _periksa_satu(nama: str, satu: BerkasSurat) -> BerkasBersih:
    akhiran = nama.lower().rpartition(".")[2] if "." in nama else ""
    if akhiran == "eml" or satu.jenis == "message/rfc822" or (satu.nasihat and akhiran == "dat"):
        if len(satu.isi) > BATAS_BERKAS:
            raise BerkasDitolak(f"“{nama}” lebih dari 10 MB.")
        nama = nama if akhiran in {"eml", "dat"} else f"{nama[:115]}.eml"
        return BerkasBersih(nama, "dat" if akhiran == "dat" else "eml", "application/octet-stream", satu.isi)
    if not akhiran and (tebak := mimetypes.guess_extension(satu.jenis)):
        nama = f"{nama}{tebak}"
    return periksa(nama, io.BytesIO(satu.isi), ukuran=len(satu.isi))


# --- Batas waktu --------------------------------------------------------------------------------------------------------
@contextmanager
def paling_lama(detik: int) -> Iterator[None]:
    """Menghentikan pekerjaan yang melewati `detik` (hanya di utas utama, tempat pekerja mengolah surat)."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def habis(*_: object) -> None:
        raise WaktuHabis

    lama = signal.signal(signal.SIGALRM, habis)
    signal.setitimer(signal.ITIMER_REAL, detik)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, lama)
