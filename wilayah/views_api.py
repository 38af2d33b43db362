"""API wilayah yang dibaca pemasang (domain opensid.md bagian 9): hanya GET, tanpa kuki, CORS `*`, tidak pernah 500.

Kode selalu bertitik. Nama kabupaten ditulis "Kab …" atau "Kota …", sebab klien OpenSID membuang tepat kata itu
sebelum menyimpannya; "Kabupaten …" akan tercetak dua kali di surat.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import wraps

from django.db import DatabaseError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.dateparse import parse_date, parse_datetime

from . import kode as aturan_kode
from .cari import himpunan_cari
from .layanan.kode import temukan
from .models import Wilayah, WilayahQuerySet
from .nama import kunci_nama

_SEHALAMAN = 15
_KAB = (Wilayah.Tingkat.KABUPATEN, Wilayah.Tingkat.KOTA)
_KOLOM = {2: "prov", 5: "kab", 8: "kec", 13: "desa"}


def api(tampilan: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hanya GET (dan OPTIONS untuk peramban); selain itu 405 berbentuk JSON, bukan halaman HTML."""

    @wraps(tampilan)
    def bungkus(request: HttpRequest) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"}:
            try:
                jawaban = tampilan(request)
            except DatabaseError:  # pemasang mengharapkan JSON, juga saat kita terganggu
                jawaban = JsonResponse({"message": "Sedang terganggu, coba lagi."}, status=503)
        elif request.method == "OPTIONS":
            jawaban = HttpResponse(status=204)
        else:
            jawaban = JsonResponse({"message": "Hanya GET."}, status=405)
        jawaban["Access-Control-Allow-Origin"] = "*"
        jawaban["Access-Control-Allow-Methods"] = "GET, OPTIONS"
        jawaban["Access-Control-Allow-Headers"] = "Authorization, Content-Type, X-Requested-With, token"
        return jawaban

    bungkus.csrf_exempt = True  # bukan formulir; penolakannya pun harus JSON
    return bungkus


@api
def kodedesa(request: HttpRequest) -> HttpResponseBase:
    """Satu desa menurut kodenya (polos atau bertitik, yang lama pun); 404 bila tidak dikenal."""
    desa = temukan(request.GET.get("kode", ""))
    if desa is None or desa.tingkat != Wilayah.Tingkat.DESA:
        return _tidak_ada()
    return JsonResponse(_baris([desa])[0] | {"bps_kemendagri_desa": _bps(desa)})


@api
def kodekecamatan(request: HttpRequest) -> HttpResponseBase:
    kecamatan = temukan(request.GET.get("kode", ""))
    if kecamatan is None or kecamatan.tingkat != Wilayah.Tingkat.KECAMATAN:
        return _tidak_ada()
    return JsonResponse(_baris([kecamatan])[0])


@api
def caridesa(request: HttpRequest) -> HttpResponseBase:
    """Desa yang namanya atau nama kecamatannya cocok; `kode` lima huruf membatasi ke satu kabupaten."""
    kode = aturan_kode.normalkan(request.GET.get("kode", ""))
    dalam = aturan_kode.rentang(kode) if kode and len(kode) == 5 else None
    q = request.GET.get("q", "").strip()
    if q:
        himpunan = himpunan_cari(q, tingkat=(Wilayah.Tingkat.DESA,), dalam=dalam, ikut_induk=True)
    else:
        himpunan = Wilayah.objects.berlaku().desa()
        himpunan = himpunan.filter(kunci__range=dalam) if dalam else himpunan
    desa, lagi = _halaman(request, himpunan)
    hasil = [
        baris | {"id": satu.pk, "desa_id": satu.pk, "text": " - ".join(baris[f"nama_{k}"] for k in ("desa", "kec", "kab", "prov"))}
        for satu, baris in zip(desa, _baris(desa), strict=True)
    ]  # fmt: skip
    return _amplop(hasil, lagi)


@api
def ambildesa(request: HttpRequest) -> HttpResponseBase:
    """Satu desa menurut `id` dari caridesa."""
    nomor = request.GET.get("id_desa", "").strip()
    if not (nomor.isascii() and nomor.isdigit() and len(nomor) < 16):
        return _tidak_ada()
    desa = Wilayah.objects.desa().filter(pk=int(nomor)).first()
    if desa is None:
        return _tidak_ada()
    baris = _baris([desa])[0] | {"id": desa.pk, "desa_id": desa.pk, "bps_kemendagri_desa": _bps(desa)}
    return JsonResponse({"KODE_WILAYAH": [baris]})


@api
def list_wilayah(request: HttpRequest) -> HttpResponseBase:
    """Anak-anak satu wilayah dengan kolom tingkatnya dan di atasnya; tanpa `kode` daftar provinsi."""
    mentah = request.GET.get("kode", "").strip()
    kode = aturan_kode.normalkan(mentah) if mentah else None
    if mentah and (kode is None or len(kode) == 13):
        return _amplop([], False)
    himpunan = Wilayah.objects.berlaku()
    himpunan = himpunan.filter(induk__kode=kode).order_by("nama", "kunci") if kode else himpunan.filter(induk=None)
    if cari := kunci_nama(request.GET.get("cari", "")[:100]):
        himpunan = himpunan.filter(nama_cari__contains=cari)
    wilayah, lagi = _halaman(request, himpunan)
    return _amplop([{k: v for k, v in baris.items() if v} for baris in _baris(wilayah)], lagi)


@api
def carikabupaten(request: HttpRequest) -> HttpResponseBase:
    q = request.GET.get("q", "").strip()
    himpunan = (
        himpunan_cari(q, tingkat=_KAB, ikut_induk=True) if q else Wilayah.objects.berlaku().filter(tingkat__in=_KAB)
    )
    kabupaten, lagi = _halaman(request, himpunan)
    hasil = [
        baris | {"id": satu.pk, "text": f"{baris['nama_kab']} - {baris['nama_prov']}"}
        for satu, baris in zip(kabupaten, _baris(kabupaten), strict=True)
    ]
    return _amplop(hasil, lagi)


@api
def kabupaten_desa(request: HttpRequest) -> HttpResponseBase:
    """Banyaknya desa dan kelurahan tiap kabupaten; disaring `kode_kab`, `kode_desa`, atau `cari`."""
    kabupaten = Wilayah.objects.berlaku().filter(tingkat__in=_KAB)
    for nama in ("kode_kab", "kode_desa"):
        if mentah := request.GET.get(nama, "").strip():
            kode = aturan_kode.normalkan(mentah)
            kabupaten = kabupaten.filter(kode=kode[:5]) if kode and len(kode) >= 5 else kabupaten.none()
    if cari := kunci_nama(request.GET.get("cari", "")[:100]):
        kabupaten = kabupaten.filter(nama_cari__contains=cari)
    kabupaten = list(kabupaten)
    desa = Wilayah.objects.berlaku().desa().order_by()
    if len(kabupaten) == 1:
        desa = desa.di_dalam(kabupaten[0])
    hitung = dict(desa.values_list("induk__induk_id").annotate(banyak=Count("pk")))
    hasil = [
        {"kode_kab": satu.kode, "nama_kab": _nama(satu), "jumlah_desa": hitung.get(satu.pk, 0)} for satu in kabupaten
    ]
    return JsonResponse(hasil, safe=False)


@api
def region(request: HttpRequest) -> HttpResponseBase:
    """Semua wilayah dengan waktunya, yang tidak berlaku juga; `last_sync` hanya yang berubah sesudahnya."""
    himpunan = Wilayah.objects.order_by("kunci")
    if sejak := _waktu(request.GET.get("last_sync", "")):
        himpunan = himpunan.filter(diubah__gt=sejak)
    return StreamingHttpResponse(_alirkan(himpunan), content_type="application/json")


@api
def daftar_kosong(request: HttpRequest) -> HttpResponseBase:
    """Suku, marga, adat, pekerjaan PMI: kami tidak memilikinya; amplop kosong lebih baik daripada 404."""
    return _amplop([], False)


@api
def tidak_dikenal(request: HttpRequest) -> HttpResponseBase:
    return _tidak_ada()


def _tidak_ada() -> JsonResponse:
    return JsonResponse({"message": "Wilayah tidak ditemukan."}, status=404)


def _amplop(hasil: list[dict], lagi: bool) -> JsonResponse:
    return JsonResponse({"results": hasil, "pagination": {"more": lagi}})


def _halaman(request: HttpRequest, himpunan: WilayahQuerySet) -> tuple[list[Wilayah], bool]:
    """Lima belas baris; halaman yang bukan bilangan berarti halaman pertama."""
    mentah = request.GET.get("page", "")
    nomor = int(mentah) if mentah.isascii() and mentah.isdigit() and len(mentah) <= 5 else 1
    awal = (max(nomor, 1) - 1) * _SEHALAMAN
    isi = list(himpunan[awal : awal + _SEHALAMAN + 1])
    return isi[:_SEHALAMAN], len(isi) > _SEHALAMAN


def _nama(wilayah: Wilayah) -> str:
    if wilayah.tingkat == Wilayah.Tingkat.KABUPATEN:
        return f"Kab {wilayah.nama.removeprefix('Kabupaten ')}"
    return wilayah.nama


def _baris(wilayah: Iterable[Wilayah]) -> list[dict[str, str]]:
    """Delapan kolom tiap wilayah; kolom di bawah tingkatnya kosong. Satu kueri untuk semua leluhur."""
    wilayah = list(wilayah)
    kode = {atas for satu in wilayah for atas in aturan_kode.leluhur(satu.kode)}
    nama = {satu.kode: _nama(satu) for satu in Wilayah.objects.filter(kode__in=kode)} if kode else {}
    hasil = []
    for satu in wilayah:
        baris = {f"{isi}_{kolom}": "" for kolom in _KOLOM.values() for isi in ("kode", "nama")}
        for atas in aturan_kode.leluhur(satu.kode):
            baris |= {f"kode_{_KOLOM[len(atas)]}": atas, f"nama_{_KOLOM[len(atas)]}": nama.get(atas, "")}
        hasil.append(baris)
    return hasil


def _bps(desa: Wilayah) -> dict[str, str] | None:
    """Padanan kode BPS bila diketahui; kode BPS sistem lain dan tidak pernah dicampur."""
    if not desa.kode_bps:
        return None
    return {
        "kode_kecamatan_kemendagri": aturan_kode.induk(desa.kode), "kode_desa_kemendagri": desa.kode,
        "nama_desa_kemendagri": desa.nama, "kode_desa_bps": desa.kode_bps, "nama_desa_bps": desa.nama,
    }  # fmt: skip


def _waktu(mentah: str) -> datetime | None:
    """Waktu ISO atau tanggal; tanpa zona berarti UTC; yang tidak terbaca diabaikan."""
    try:
        waktu = parse_datetime(mentah.strip())
        if waktu is None and (tanggal := parse_date(mentah.strip())):
            waktu = datetime(tanggal.year, tanggal.month, tanggal.day)
        if waktu is None:
            return None
        return waktu.astimezone(UTC) if waktu.tzinfo else waktu.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _alirkan(himpunan: WilayahQuerySet) -> Iterator[str]:
    """Daftar JSON sepotong demi sepotong: 91.599 baris tidak pernah utuh di memori."""
    yield "["
    pemisah = ""
    kolom = ("pk", "kode", "nama", "dibuat", "diubah", "berlaku")
    for pk, kode, nama, dibuat, diubah, berlaku in himpunan.values_list(*kolom).iterator(chunk_size=2000):
        baris = {
            "id": pk, "region_code": kode, "region_name": nama, "parent_code": aturan_kode.induk(kode) or "0",
            "created_at": dibuat.isoformat(), "updated_at": diubah.isoformat(),
            "deleted_at": None if berlaku else diubah.isoformat(),
        }  # fmt: skip
        yield pemisah + json.dumps(baris)
        pemisah = ","
    yield "]"
