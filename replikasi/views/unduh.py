"""Unduhan dari yang tampil di layar, dengan saringan yang sama: CSV, XLSX, PDF; dan laporan dua halaman."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from akun.batas import batasi
from replikasi import lembar
from replikasi.bacaan.baris import baris_desa, desa_di
from replikasi.bacaan.daftar import SARINGAN, semua_desa
from replikasi.bacaan.ekspor import tabel_banding, tabel_desa, tabel_tertahan, tabel_wilayah
from replikasi.bacaan.laporan import isi_laporan
from replikasi.bacaan.tertahan import semua_tertahan
from replikasi.bacaan.wilayah import ANAK, halaman_wilayah
from replikasi.kalender import bulan_ini
from wilayah.models import Wilayah

from .saringan import baca_bulan, wilayah_dari
from .wilayah import baca_banding, baca_saringan


@require_safe
@batasi("unduh_replikasi")
def unduh(request: HttpRequest, bentuk: str, kode: str = "") -> HttpResponse:
    """Anak wilayah; atau desa-desanya pada kecamatan dan pada daftar bersaring."""
    satu = wilayah_dari(kode) if kode else None
    if "status" in request.GET:
        saringan = baca_saringan(request)
        nama = f"Daftar desa {satu.nama_lengkap if satu else 'Indonesia'}"
        tabel = tabel_desa(
            semua_desa(satu, saringan=saringan), nama=nama,
            berkas=f"desa-{satu.kode if satu else 'indonesia'}{'-' + saringan if saringan else ''}",
            pengantar=f"Keadaan: {SARINGAN.get(saringan, 'semua').lower()}.",
        )  # fmt: skip
        return sajikan(lembar.alirkan(tabel, bentuk), bentuk, tabel.nama_berkas)
    if satu and satu.tingkat not in ANAK:
        bulan = baca_bulan(request)
        halaman = halaman_wilayah(satu, bulan=bulan) if satu.tingkat == Wilayah.Tingkat.KECAMATAN else None
        tabel = tabel_desa(
            halaman.desa if halaman else baris_desa(desa_di(satu)), nama=satu.nama_lengkap,
            berkas=f"desa-{satu.kode}" + (f"-{halaman.bulan:%Y-%m}" if halaman else ""), pengantar="Desa demi desa.",
        )  # fmt: skip
    else:
        tabel = tabel_wilayah(halaman_wilayah(satu, bulan=baca_bulan(request)))
    return sajikan(lembar.tulis(tabel, bentuk), bentuk, tabel.nama_berkas)


@require_safe
@batasi("unduh_replikasi")
def unduh_tertahan(request: HttpRequest, bentuk: str, kode: str = "") -> HttpResponse:
    satu = wilayah_dari(kode) if kode else None
    bulan = baca_bulan(request)
    lampau = bulan if bulan and bulan < bulan_ini() else None
    tabel = tabel_tertahan(semua_tertahan(satu, bulan=lampau), satu, bulan=lampau)
    return sajikan(lembar.alirkan(tabel, bentuk), bentuk, tabel.nama_berkas)


@require_safe
@batasi("unduh_replikasi")
def unduh_banding(request: HttpRequest, bentuk: str, kode: str = "") -> HttpResponse:
    induk = wilayah_dari(kode) if kode else None
    if induk and induk.tingkat not in ANAK:
        raise Http404
    tabel = tabel_banding(baca_banding(request, induk))
    return sajikan(lembar.tulis(tabel, bentuk), bentuk, tabel.nama_berkas)


@require_safe
@batasi("unduh_replikasi")
def laporan(request: HttpRequest, kode: str = "") -> HttpResponse:
    """Laporan A4 dua halaman untuk bupati, wali kota, gubernur, atau camat."""
    satu = wilayah_dari(kode) if kode else None
    if satu and satu.tingkat == Wilayah.Tingkat.DESA:
        raise Http404
    halaman = halaman_wilayah(satu, bulan=baca_bulan(request))
    isi = lembar.rangkai("laporan", isi_laporan(halaman))
    return sajikan(isi, "pdf", f"laporan-{satu.kode if satu else 'indonesia'}-{halaman.bulan:%Y-%m}", buka=True)


def sajikan(isi: bytes | Iterable[bytes], bentuk: str, nama: str, *, buka: bool = False) -> HttpResponseBase:
    kelas = HttpResponse if isinstance(isi, bytes) else FileResponse
    jawaban = kelas(isi, content_type=lembar.MIME[bentuk])
    jawaban["Content-Disposition"] = f'{"inline" if buka else "attachment"}; filename="{nama}.{bentuk}"'
    jawaban["X-Content-Type-Options"] = "nosniff"
    return jawaban
