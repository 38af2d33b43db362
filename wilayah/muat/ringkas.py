"""Himpunan ringkas di repositori: semua provinsi dan kabupaten/kota, semua tingkat untuk wilayah program. Murni."""

from __future__ import annotations

import gzip
import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import date

from ..kode import tingkat

WILAYAH_PROGRAM = {"13.07": "Lima Puluh Kota", "17.03": "Bengkulu Utara", "18": "Lampung", "52": "Nusa Tenggara Barat"}
BERKAS = "wilayah-ringkas.csv.gz"


def pilih_ringkas(nama: Mapping[str, str]) -> dict[str, str]:
    """Kode dan nama yang masuk himpunan, terurut menurut kode."""
    awalan = tuple(f"{kode}." for kode in WILAYAH_PROGRAM)
    return {kode: nama[kode] for kode in sorted(nama) if len(kode) <= 5 or kode.startswith(awalan)}


def tulis_csv(nama: Mapping[str, str]) -> bytes:
    """CSV `code,name`; nama berkoma diapit kutip (kutip ganda sudah menjadi apostrof sewaktu dibaca)."""
    baris = ["code,name", *(f'{kode},"{isi}"' if "," in isi else f"{kode},{isi}" for kode, isi in nama.items())]
    return ("\n".join(baris) + "\n").encode()


def padatkan(isi: bytes) -> bytes:
    """Gzip tanpa nama berkas dan tanpa waktu: masukan sama, keluaran sama."""
    return gzip.compress(isi, compresslevel=9, mtime=0)


def susun_readme(
    nama: Mapping[str, str], isi: bytes, padat: bytes, *, asal: str, sidik_asal: str, tanggal: date
) -> str:
    hitung = Counter(tingkat(kode) for kode in nama)
    program = "\n".join(
        f"| {kode} {sebut} | {sum(k.startswith(f'{kode}.') and len(k) == 8 for k in nama)} "
        f"| {sum(k.startswith(f'{kode}.') and len(k) == 13 for k in nama)} |"
        for kode, sebut in WILAYAH_PROGRAM.items()
    )
    return f"""# Himpunan ringkas wilayah Indonesia

Dibuat {tanggal.isoformat()} dengan `python manage.py buat_wilayah_ringkas SUMBER --tanggal {tanggal.isoformat()}`; jangan disunting tangan.
Masukan yang sama menghasilkan berkas yang sama. Dimuat dengan `python manage.py muat_wilayah`.

| | |
|---|---|
| Berkas | `{BERKAS}`: CSV UTF-8 `code,name`, terurut, kode bertitik |
| sha256 berkas | `{hashlib.sha256(padat).hexdigest()}` |
| sha256 isi sesudah dibuka | `{hashlib.sha256(isi).hexdigest()}` |
| Sumber | paket npm `idn-area-data` 4.0.1, berkas `{asal}`, sha256 `{sidik_asal}` |
| Daftar resmi | Kepmendagri 300.2.2-2138 Tahun 2025 |

{len(nama)} baris: {hitung["provinsi"]} provinsi, {hitung["kabupaten"]} kabupaten, {hitung["kota"]} kota, {hitung["kecamatan"]} kecamatan, {hitung["desa"]} desa dan kelurahan.

| Wilayah program, semua tingkat | kecamatan | desa dan kelurahan |
|---|---|---|
{program}

## Lisensi

Himpunan ini turunan dari basis data **idn-area-data** oleh Fityan Nugroho (https://github.com/fityannugroho/idn-area-data)
dan tersedia di bawah **Open Database License (ODbL) 1.0**, teks lengkapnya di `LISENSI-ODbL-1.0.md`. Lisensi ini berlaku
untuk data di folder ini saja, bukan untuk kode program.

> Contains information from idn-area-data 4.0.1, which is made available here under the Open Database License (ODbL):
> https://opendatacommons.org/licenses/odbl/1-0/

Yang diubah dari sumbernya: dipilih sebagian, kolom induk dibuang (ada di dalam kode), tanda kutip ganda di dalam nama menjadi
apostrof, titik di ujung nama dan spasi berderet dibuang. Daftar desa turunan yang diterbitkan tetap ber-ODbL dan menyebut sumber.
"""
