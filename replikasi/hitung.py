"""Menghitung isi rekap: satu desa menjadi indikator, anak-anak menjadi induk. Murni, tanpa ORM.

Indikator adalah bilangan bulat yang boleh dijumlahkan; itu sebabnya rata-rata disimpan sebagai jumlah dan n.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from replikasi.rumus import opendk_ready, usage, version_age
from replikasi.rumus.pantau import BELUM_TERPASANG, TAK_BISA_LAPOR, keadaan_tampil

SKALA = 10**6


@dataclass(frozen=True)
class DesaKini:
    """Fakta dan kesimpulan satu desa, bahan indikatornya (kolom `RingkasDesa`)."""

    lapor_terakhir: date | None = None
    dipakai_terakhir: date | None = None
    rilis: int | None = None
    premium: bool = False
    hosting: str = ""
    sumber_lain: str = ""
    keadaan_lain: str = ""
    penerapan_mulai: date | None = None
    percontohan: bool = False
    selesai: bool = False
    tonggak_klaim: int = 0
    tonggak_verif: int = 0
    maju_klaim: int = 0
    maju_verif: int = 0
    kuning_pada: date | None = None
    merah_pada: date | None = None
    contoh: bool = False


def indikator_desa(
    *,
    kelurahan: bool,
    bisa_lapor: bool,
    kini: DesaKini | None,
    hari_ini: date,
    terbaru: Mapping[bool, int],
    acuan: date | None = None,
    aktif_lalu: bool | None = None,
) -> Counter[str]:
    """Indikator satu desa atau kelurahan. `terbaru`: premium? → bulan rilis terbaru yang diketahui.

    `acuan`: hari yang dipakai menghitung umur laporannya bila deret wilayahnya dibekukan; kemajuan tetap menurut `hari_ini`.
    `aktif_lalu`: terhitung aktif pada akhir bulan sebelumnya; `None` bila bulan itu tidak tercatat.
    """
    jenis = "kelurahan" if kelurahan else "desa"
    hasil = Counter({f"n_{jenis}": 1, f"nama_ditolak_{jenis}": int(not bisa_lapor)})
    if kini is None:
        hasil[f"{BELUM_TERPASANG if bisa_lapor else TAK_BISA_LAPOR}_{jenis}"] = 1
        return +hasil
    acuan = acuan or hari_ini
    tampil = keadaan_tampil(
        lapor_terakhir=kini.lapor_terakhir, sumber_lain=kini.sumber_lain, keadaan_lain=kini.keadaan_lain,
        bisa_lapor=bisa_lapor, hari_ini=acuan,
    )  # fmt: skip
    hasil[f"{tampil.status}_{jenis}"] = 1
    hasil[f"adopsi_{jenis}"] = int(tampil.aktif)
    if aktif_lalu is not None and aktif_lalu != tampil.aktif:
        hasil[f"{'baru' if tampil.aktif else 'hilang'}_{jenis}"] = 1
    dipakai = usage(masuk_terakhir=None, ubah_terakhir=kini.dipakai_terakhir, hari_ini=acuan)
    hasil[f"dipakai_{jenis}"] = int(dipakai or (tampil.sumber == "terverifikasi" and tampil.aktif))
    if kini.lapor_terakhir and kini.lapor_terakhir >= acuan - timedelta(days=30):
        umur = version_age(kini.rilis, terbaru.get(kini.premium))
        hasil["versi_baru" if umur.lama is False else "versi_lama" if umur.lama else "versi_tak_dikenal"] = 1
        hasil[f"rilis_{'premium' if kini.premium else 'umum'}_{kini.rilis or 0}"] = 1
        hasil[f"hosting_{kini.hosting or 'tak_disebut'}"] = 1
    hasil["contoh"] = int(kini.contoh)
    if kini.penerapan_mulai:
        hasil.update(_indikator_penerapan(kini, hari_ini))
    return +hasil


def keadaan_jalan(kini: DesaKini, hari_ini: date) -> str:
    """`stalled` (K-110) menurut saat-saat yang sudah dihitung `saat_tertahan`, dengan jeda dan ambang programnya."""
    if kini.selesai:
        return "selesai"
    if kini.merah_pada and kini.merah_pada <= hari_ini:
        return "merah"
    return "kuning" if kini.kuning_pada and kini.kuning_pada <= hari_ini else "jalan"


def _indikator_penerapan(kini: DesaKini, hari_ini: date) -> dict[str, int]:
    return {
        "penerapan": 1,
        "percontohan": int(kini.percontohan),
        f"jalan_{keadaan_jalan(kini, hari_ini)}": 1,
        "tonggak_klaim": kini.tonggak_klaim,
        "tonggak_verif": kini.tonggak_verif,
        "maju_klaim": kini.maju_klaim,
        "maju_verif": kini.maju_verif,
    }


def indikator_kecamatan(isi: Mapping[str, int]) -> Counter[str]:
    """Yang baru ada pada tingkat kecamatan: siap memakai OpenDK bila semua desanya aktif (K-119)."""
    siap = opendk_ready(aktif=isi.get("adopsi_desa", 0), desa=isi.get("n_desa", 0)).siap
    return +Counter({"kec_berdesa": int(siap is not None), "kec_siap_opendk": int(bool(siap))})


def jumlahkan(anak: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Induk adalah jumlah anak-anaknya."""
    hasil: Counter[str] = Counter()
    for satu in anak:
        hasil.update(satu)
    return hasil
