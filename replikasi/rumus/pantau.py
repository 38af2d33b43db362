"""Keadaan pemasangan dari laporannya: hidup, dipakai, umur versi, sumber yang menang (tracker.md 2 dan 6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from wilayah.opensid_versi import umur_bulan, urai_versi

from .bulat import tambah_bulan

AKTIF, JARANG, TIDUR, TIDAK_AKTIF, BELUM_TERPASANG = "aktif", "jarang", "tidur", "tidak_aktif", "belum_terpasang"
HARI_AKTIF, HARI_JARANG, BULAN_TIDAK_AKTIF = 7, 30, 4
URUTAN_SUMBER = ("terverifikasi", "telemetri", "lapor_mandiri", "impor")


def batas_tidak_aktif(hari_ini: date) -> date:
    """Laporan sebelum tanggal ini berarti tidak aktif: empat bulan kalender ke belakang, dijepit ke akhir bulan."""
    return tambah_bulan(hari_ini, -BULAN_TIDAK_AKTIF)


def ping_status(terakhir: date | None, hari_ini: date) -> str:
    """Status menurut umur laporan terakhir; sama dengan ambang Pantau (7 hari, 4 bulan)."""
    if terakhir is None:
        return BELUM_TERPASANG
    umur = (hari_ini - terakhir).days
    if umur <= HARI_AKTIF:
        return AKTIF
    if umur <= HARI_JARANG:
        return JARANG
    return TIDAK_AKTIF if terakhir < batas_tidak_aktif(hari_ini) else TIDUR


def usage(*, masuk_terakhir: date | None, ubah_terakhir: date | None, hari_ini: date) -> bool:
    """Dipakai bila login admin atau perubahan data ≤ 7 hari lalu; keduanya tidak diketahui → tidak (OpenKab #1100)."""
    batas = hari_ini - timedelta(days=HARI_AKTIF)
    return any(hari is not None and hari >= batas for hari in (masuk_terakhir, ubah_terakhir))


class UmurVersi(NamedTuple):
    bulan: int | None
    lama: bool | None


def version_age(rilis: int | str | None, terbaru: int | str | None) -> UmurVersi:
    """Selisih bulan rilis; lama bila > 6 bulan; tidak terbaca → tidak diketahui, bukan lama dan bukan baru.

    Bulan rilis (12·YY + MM) atau tulisan versinya; dua tulisan dibandingkan hanya pada jalur yang sama (opensid.md 8).
    """
    if isinstance(rilis, str) and isinstance(terbaru, str):
        umur = umur_bulan(urai_versi(rilis), urai_versi(terbaru))
    else:
        kiri, kanan = _bulan_rilis(rilis), _bulan_rilis(terbaru)
        umur = max(0, kanan - kiri) if kiri is not None and kanan is not None else None
    return UmurVersi(umur, None if umur is None else umur > 6)


def _bulan_rilis(versi: int | str | None) -> int | None:
    urai = urai_versi(versi) if isinstance(versi, str) else None
    return urai.bulan_rilis if urai else None if isinstance(versi, str) else versi


def hari_melapor(topeng: int) -> int:
    """Hari aktif dalam satu bulan: banyaknya bit topeng hari (bit d−1 untuk tanggal d)."""
    return topeng.bit_count()


def lapor_terakhir_pada(topeng_bulan: Mapping[date, int], hari: date) -> date | None:
    """Laporan terakhir pada atau sebelum `hari`, dari topeng tiap bulan (kunci: tanggal satu): status hari lampau."""
    for bulan in sorted((satu for satu in topeng_bulan if satu <= hari), reverse=True):
        topeng = topeng_bulan[bulan]
        if (bulan.year, bulan.month) == (hari.year, hari.month):
            topeng &= (1 << hari.day) - 1
        if topeng:
            return bulan.replace(day=topeng.bit_length())
    return None


def lenyap_serentak(*, diharapkan: int, datang: int, ambang: int = 20) -> bool:
    """Lebih dari `ambang` % laporan yang diharapkan lenyap dalam sehari: gangguan, bukan desa yang berhenti memakai."""
    return diharapkan > 0 and (diharapkan - datang) * 100 > ambang * diharapkan


class Pernyataan(NamedTuple):
    sumber: str
    tanggal: date
    isi: object = None


P = TypeVar("P", bound=Pernyataan)


def source_precedence(pernyataan: Iterable[P]) -> tuple[P | None, list[P]]:
    """Pemenang (terverifikasi > telemetri > lapor_mandiri > impor; per sumber yang terbaru) dan yang tergantikan."""
    urut = sorted(pernyataan, key=lambda p: (URUTAN_SUMBER.index(p.sumber), -p.tanggal.toordinal()))
    return (urut[0], urut[1:]) if urut else (None, [])


# Aturan nama di klien OpenSID (Track_model.php; opensid.md 7): dengan satu nama saja melanggar, kliennya diam.
_TERLARANG = re.compile(r"[^a-z.:\- ]|\b(?:contoh|demo|sampel)\b")


def dapat_melapor_otomatis(desa: str, kecamatan: str, kabupaten: str, provinsi: str) -> bool:
    """Salah berarti OpenSID di desa ini tidak pernah mengirim laporan, berapa pun rajinnya dipakai."""
    if len(desa) < 3 or min(len(kecamatan), len(kabupaten), len(provinsi)) < 4:
        return False
    return not any(_TERLARANG.search(_datar(nama)) for nama in (desa, kecamatan, kabupaten, provinsi))


def _datar(nama: str) -> str:
    return unicodedata.normalize("NFC", nama).lower()


class Tampil(NamedTuple):
    """Keadaan yang ditampilkan untuk satu desa, sumbernya, dan apakah ia terhitung aktif dalam adopsi."""

    status: str
    sumber: str
    aktif: bool


TERVERIFIKASI, TERPASANG, LAPOR_MANDIRI = "terverifikasi", "terpasang", "lapor_mandiri"
TIDAK_DIPAKAI, TAK_BISA_LAPOR = "tidak_dipakai", "tak_bisa_lapor"
# Urutan tampil dari yang paling baik; setiap desa jatuh pada tepat satu.
SEMUA_STATUS = (
    AKTIF, TERVERIFIKASI, JARANG, TIDUR, TIDAK_AKTIF, TERPASANG, LAPOR_MANDIRI, TIDAK_DIPAKAI, TAK_BISA_LAPOR,
    BELUM_TERPASANG,
)  # fmt: skip


def keadaan_tampil(
    *, lapor_terakhir: date | None, sumber_lain: str, keadaan_lain: str, bisa_lapor: bool, hari_ini: date
) -> Tampil:
    """Sumber yang menang menentukan keadaan. Aktif = aktif menurut telemetri, atau dipakai menurut sumber di atasnya.

    `sumber_lain` pemenang di antara sumber bukan telemetri; `keadaan_lain` dipakai, terpasang, atau tidak_dipakai.
    """
    if sumber_lain == TERVERIFIKASI:
        status = {"dipakai": TERVERIFIKASI, "terpasang": TERPASANG}.get(keadaan_lain, TIDAK_DIPAKAI)
        return Tampil(status, TERVERIFIKASI, keadaan_lain == "dipakai")
    if lapor_terakhir is not None:
        status = ping_status(lapor_terakhir, hari_ini)
        return Tampil(status, "telemetri", status == AKTIF)
    if sumber_lain:
        return Tampil(TIDAK_DIPAKAI if keadaan_lain == "tidak_dipakai" else LAPOR_MANDIRI, sumber_lain, False)
    return Tampil(BELUM_TERPASANG if bisa_lapor else TAK_BISA_LAPOR, "", False)
