"""CSV dari apa yang tampil di layar. Titik untuk desimal, kode wilayah sebagai teks, tanpa data pribadi."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from .wilayah import BarisDesa, HalamanWilayah

_PEMICU = ("=", "+", "-", "@", "\t", "\r", "\n")


def sel_aman(nilai: object) -> object:
    """Teks yang diawali tanda rumus diberi petik di depan, supaya lembar kerja tidak menjalankannya."""
    return f"'{nilai}" if isinstance(nilai, str) and nilai.startswith(_PEMICU) else nilai


def csv_wilayah(halaman: HalamanWilayah) -> str:
    kepala = [
        "kode", "nama", "tingkat", "per_tanggal", "desa", "kelurahan", "aktif_desa", "aktif_semua", "persen_desa",
        "persen_desa_kelurahan", "dipakai", "dalam_program", "tonggak_terverifikasi", "tonggak_diklaim",
    ]  # fmt: skip
    baris = [
        [
            satu.wilayah.kode, satu.wilayah.nama_lengkap, satu.wilayah.tingkat, satu.angka.per or "", satu.angka.n_desa,
            satu.angka.n_kelurahan, satu.angka.adopsi_desa, satu.angka.adopsi_semua, _kosong(satu.angka.persen_desa),
            _kosong(satu.angka.persen_semua), satu.angka.dipakai_semua, satu.angka.penerapan, satu.angka.tonggak_verif,
            satu.angka.tonggak_klaim,
        ]
        for satu in halaman.anak
    ]  # fmt: skip
    return tulis(kepala, baris)


def csv_desa(baris: Iterable[BarisDesa]) -> str:
    kepala = [
        "kode", "nama", "kecamatan", "status", "sumber", "terhitung_aktif", "dipakai", "lapor_terakhir", "versi",
        "umur_versi_bulan", "kemajuan_terverifikasi_persen", "kemajuan_diklaim_persen",
    ]  # fmt: skip
    return tulis(
        kepala,
        [
            [
                satu.wilayah.kode, satu.wilayah.nama_lengkap, satu.wilayah.induk.nama, satu.status.nama, satu.sumber,
                "ya" if satu.tampil.aktif else "tidak", "ya" if satu.dipakai else "tidak",
                (satu.ringkas.lapor_terakhir if satu.ringkas else None) or "", satu.ringkas.versi if satu.ringkas else "",
                _kosong(satu.umur_versi), _kosong(satu.maju_verif), _kosong(satu.maju_klaim),
            ]
            for satu in baris
        ],
    )  # fmt: skip


def tulis(kepala: list[str], baris: Iterable[Iterable[object]]) -> str:
    keluar = io.StringIO()
    penulis = csv.writer(keluar)
    penulis.writerow(kepala)
    penulis.writerows([sel_aman(nilai) for nilai in satu] for satu in baris)
    return keluar.getvalue()


def _kosong(nilai: object) -> object:
    return "" if nilai is None else nilai
