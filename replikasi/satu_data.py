"""Keterangan Satu Data Indonesia (Perpres 39/2019) untuk tiap himpunan data yang dibuka. Ikut di setiap jawaban API."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from . import kata

VERSI_ATURAN = "2026.1"  # berganti bila arti "aktif", "dipakai", atau penyebutnya berubah: deretnya terputus di situ

UMUM = {
    "produsen_data": "Perkumpulan Desa Digital Terbuka (OpenDesa), dari laporan pemasangan dan pernyataan orang",
    "walidata": "Pengelola Pusat Bantuan OpenDesa",
    "kode_referensi": "Kode wilayah Kemendagri (Kepmendagri 300.2.2-2138 Tahun 2025)",
    "periode": "harian untuk bulan berjalan; akhir bulan untuk bulan lampau",
    "lisensi": "Statistik: CC BY 4.0. Kode dan nama wilayah: ODbL 1.0, dari idn-area-data 4.0.1 (sumber Kemendagri)",
    "atribusi": "Pusat Bantuan OpenDesa; daftar wilayah idn-area-data (ODbL 1.0)",
    "versi_aturan": VERSI_ATURAN,
}


@dataclass(frozen=True)
class Himpunan:
    nama: str
    judul: str
    konsep: str
    definisi: str
    klasifikasi: str
    ukuran: str
    satuan: str


HIMPUNAN = [
    Himpunan(
        "wilayah", "Kemajuan penerapan OpenSID per wilayah", "Penerapan sistem informasi desa",
        f"{kata.DEFINISI['adopsi']} {kata.DEFINISI['dipakai']}",
        "Provinsi, kabupaten/kota, kecamatan", "Jumlah dan persentase (Σ aktif / Σ desa)", "desa; persen",
    ),
    Himpunan(
        "deret", "Deret bulanan satu wilayah", "Penerapan sistem informasi desa menurut waktu",
        f"{kata.DEFINISI['adopsi']} {kata.DEFINISI['baru']}", "Akhir tiap bulan", "Jumlah dan persentase", "desa; persen",
    ),
    Himpunan(
        "desa", "Keadaan OpenSID desa demi desa", "Keadaan pemasangan di satu desa",
        f"{kata.DEFINISI['diam']} {kata.DEFINISI['kemajuan']}", "Sepuluh keadaan; sumbernya disebut", "Keadaan terakhir", "desa",
    ),
]  # fmt: skip


def metadata(nama: str, *, cakupan: str, n: int, mutakhir: date | None) -> dict:
    """Blok keterangan satu himpunan untuk satu jawaban: apa, menurut siapa, sampai kapan, dari berapa."""
    satu = next(h for h in HIMPUNAN if h.nama == nama)
    return asdict(satu) | UMUM | {
        "cakupan": cakupan, "n": n, "tanggal_mutakhir": mutakhir.isoformat() if mutakhir else None,
    }  # fmt: skip
