"""API data terbuka `/api/data/`: JSON, CSV, dan GeoJSON per kode wilayah. Tanpa token, tanpa data pribadi, hanya membaca."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from pydantic import Field

from akun.batas import habis
from replikasi.bacaan.daftar import SARINGAN, daftar_desa
from replikasi.bacaan.wilayah import HalamanWilayah, halaman_wilayah
from replikasi.bentuk_data import geojson, titik, titik_desa, tulis_csv
from replikasi.satu_data import UMUM, metadata
from wilayah.layanan import temukan
from wilayah.models import Wilayah

SINGGAH = "public, max-age=300, stale-while-revalidate=3600"
Bulan = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="Akhir bulan, misalnya 2026-05")]
Bentuk = Literal["json", "csv", "geojson"]
Keadaan = Literal[*(nama for nama in SARINGAN if nama != "tak_bisa_lapor")]


class TitikWilayah(Schema):
    """Angka satu wilayah pada satu tanggal; persen `null` bila penyebutnya nol."""

    kode: str
    nama: str
    tingkat: str
    per: date | None
    n_desa: int
    n_kelurahan: int
    aktif_desa: int
    aktif_semua: int
    persen_desa: float | None
    persen_desa_kelurahan: float | None
    dipakai: int
    baru: int
    berhenti: int
    dalam_program: int
    tonggak_terverifikasi: int
    tonggak_diklaim: int
    tak_dapat_melapor: int
    kecamatan_siap_opendk: int
    keadaan: dict[str, int]


class HasilWilayah(Schema):
    metadata: dict
    wilayah: TitikWilayah
    anak: list[TitikWilayah]


class TitikDeret(Schema):
    bulan: str
    angka: TitikWilayah


class HasilDeret(Schema):
    metadata: dict
    hasil: list[TitikDeret]


class SatuDesa(Schema):
    kode: str
    nama: str
    status: str
    sumber: str
    terhitung_aktif: bool
    dipakai: bool
    lapor_terakhir: date | None
    versi: str
    umur_versi_bulan: int | None
    kemajuan_terverifikasi_persen: float | None
    kemajuan_diklaim_persen: float | None


class HasilDesa(Schema):
    metadata: dict
    hasil: list[SatuDesa]
    sesudah: int | None


class Galat(Schema):
    galat: str
    kode: str


api = NinjaAPI(
    title="Data terbuka kemajuan desa", version="1",
    description="Angka penerapan OpenSID per kode wilayah Kemendagri, dengan keterangan Satu Data Indonesia. "
    f"Tanpa token; 120 permintaan semenit tiap alamat. {UMUM['lisensi']}.",
    docs_url=None, openapi_url="/openapi.json", urls_namespace="api-data",
)  # fmt: skip
_GALAT = {404: Galat, 422: Galat, 429: Galat}


class BatasHabis(Exception):
    pass


class TidakAda(Exception):
    pass


@api.exception_handler(BatasHabis)
def _sering(request: HttpRequest, galat: BatasHabis) -> HttpResponse:
    jawab = galat_json(429, "Terlalu sering. Tunggu semenit, lalu ulangi.", "terlalu_sering")
    jawab["Retry-After"] = "60"
    return jawab


@api.exception_handler(TidakAda)
def _tak_ada(request: HttpRequest, galat: TidakAda) -> HttpResponse:
    return galat_json(404, str(galat), "tidak_ada")


@api.exception_handler(ValidationError)
def _isian(request: HttpRequest, galat: ValidationError) -> HttpResponse:
    nama = ", ".join(sorted({str(satu["loc"][-1]) for satu in galat.errors}))
    return galat_json(422, f"Isian ini tidak dapat diterima: {nama}. Bentuknya: /api/data/openapi.json.", "isian")


def galat_json(status: int, kalimat: str, kode: str) -> HttpResponse:
    jawab = HttpResponse(json.dumps({"galat": kalimat, "kode": kode}), content_type="application/json", status=status)
    return _terbuka(jawab)


def _terbuka(jawab: HttpResponse) -> HttpResponse:
    jawab["Access-Control-Allow-Origin"] = "*"
    jawab["X-Content-Type-Options"] = "nosniff"
    return jawab


def _jatah(request: HttpRequest) -> None:
    if habis(request, "data_terbuka"):
        raise BatasHabis


def _wilayah(kode: str) -> Wilayah | None:
    if kode == "indonesia":
        return None
    satu = temukan(kode)
    if satu is None:
        raise TidakAda("Kode wilayah itu tidak ada di daftar. Pakai kode Kemendagri bertitik, atau “indonesia”.")
    return satu


def _bulan(teks: str | None) -> date | None:
    return date(int(teks[:4]), int(teks[5:]), 1) if teks else None


def _jawab(request: HttpRequest, isi: dict | str, jenis: str = "application/json") -> HttpResponse:
    """Bersidik (ETag): yang tidak berubah dijawab 304 tanpa isi."""
    badan = isi if isinstance(isi, str) else json.dumps(isi, ensure_ascii=False, default=_ke_json)
    sidik = f'"{sha256(badan.encode()).hexdigest()[:32]}"'
    sama = sidik in [satu.strip().removeprefix("W/") for satu in request.headers.get("If-None-Match", "").split(",")]
    jawab = HttpResponse(status=304) if sama else HttpResponse(badan, content_type=jenis)
    jawab["ETag"] = sidik
    jawab["Cache-Control"] = SINGGAH
    return _terbuka(jawab)


def _ke_json(nilai: object) -> object:
    return float(nilai) if isinstance(nilai, Decimal) else str(nilai)


@api.get("/wilayah/{kode}", response={200: HasilWilayah} | _GALAT, summary="Angka satu wilayah dan anak-anaknya")
def wilayah(request: HttpRequest, kode: str, bulan: Bulan | None = None, bentuk: Bentuk = "json"):
    """`kode` Kemendagri bertitik (13, 13.07, 13.07.01) atau `indonesia`. GeoJSON memuat garis luarnya bila tersedia."""
    _jatah(request)
    satu = _wilayah(kode)
    if satu and satu.tingkat == Wilayah.Tingkat.DESA:
        raise TidakAda("Untuk satu desa pakai /api/data/desa/{kode}.")
    halaman = halaman_wilayah(satu, bulan=_bulan(bulan))
    anak = [titik(s.wilayah, s.angka) for s in halaman.anak]
    if bentuk == "csv":
        return _jawab(request, tulis_csv(anak or [titik(satu, halaman.angka)]), "text/csv; charset=utf-8")
    keterangan = _keterangan("wilayah", satu, halaman)
    if bentuk == "geojson":
        return _jawab(request, geojson(halaman, anak, keterangan), "application/geo+json")
    return _jawab(request, {"metadata": keterangan, "wilayah": titik(satu, halaman.angka), "anak": anak})


@api.get("/deret/{kode}", response={200: HasilDeret} | _GALAT, summary="Deret bulanan satu wilayah")
def deret(request: HttpRequest, kode: str, bentuk: Literal["json", "csv"] = "json"):
    """Paling banyak 24 akhir bulan terakhir; bulan yang tidak tercatat tidak ditulis."""
    _jatah(request)
    satu = _wilayah(kode)
    halaman = halaman_wilayah(satu)
    isi = [{"bulan": f"{t.bulan:%Y-%m}", "angka": titik(satu, t.angka)} for t in halaman.tren if t.angka]
    if bentuk == "csv":
        return _jawab(request, tulis_csv([{"bulan": b["bulan"], **b["angka"]} for b in isi]), "text/csv; charset=utf-8")
    keterangan = _keterangan("deret", satu, halaman)
    return _jawab(request, {"metadata": keterangan, "hasil": isi})


@api.get("/desa/{kode}", response={200: HasilDesa} | _GALAT, summary="Desa demi desa di dalam satu wilayah")
def desa(
    request: HttpRequest,
    kode: str,
    keadaan: Keadaan | None = None,
    sesudah: int = Query(0, ge=0, le=9_999_999_999, description="Nilai `sesudah` jawaban sebelumnya"),
    batas: int = Query(100, ge=1, le=500),
    bentuk: Literal["json", "csv"] = "json",
):
    """Berhalaman: ulangi dengan `?sesudah=` sampai `null`. Keadaan publik saja; tanpa kontak, catatan, atau nama orang."""
    _jatah(request)
    satu = _wilayah(kode)
    lembar = daftar_desa(satu, saringan=keadaan or "", sesudah=sesudah, banyak=batas)
    isi = [titik_desa(s) for s in lembar.baris]
    lanjut = int(lembar.sesudah) if lembar.sesudah else None
    if bentuk == "csv":
        jawab = _jawab(request, tulis_csv(isi), "text/csv; charset=utf-8")
        if lanjut:
            alamat = f"{reverse('api-data:desa', args=[kode])}?sesudah={lanjut}&batas={batas}&bentuk=csv"
            jawab["Link"] = f'<{alamat}{f"&keadaan={keadaan}" if keadaan else ""}>; rel="next"'
        return jawab
    mutakhir = max(
        (s.ringkas.lapor_terakhir for s in lembar.baris if s.ringkas and s.ringkas.lapor_terakhir), default=None
    )
    keterangan = metadata("desa", cakupan=_nama(satu), n=len(isi), mutakhir=mutakhir)
    return _jawab(request, {"metadata": keterangan, "hasil": isi, "sesudah": lanjut})


def _nama(wilayah: Wilayah | None) -> str:
    return f"{wilayah.nama_lengkap} ({wilayah.kode})" if wilayah else "Indonesia"


def _keterangan(nama: str, wilayah: Wilayah | None, halaman: HalamanWilayah) -> dict:
    a = halaman.angka
    isi = metadata(nama, cakupan=_nama(wilayah), n=a.n_semua, mutakhir=a.per)
    if a.sebagian:
        isi["kelengkapan"] = f"daftar desa baru dimuat untuk {a.kab_dimuat} dari {a.n_kab} kabupaten/kota"
    if a.ambil("contoh"):
        isi["data_contoh"] = f"keadaan {a.ambil('contoh')} desa di dalamnya rekaan"
    return isi
