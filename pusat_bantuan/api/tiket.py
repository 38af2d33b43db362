"""Titik akhir `/api/v1/`: tiap tiket dicari di dalam `sistem.tiket()`, jadi yang bukan jangkauannya 404."""

from __future__ import annotations

import hashlib
import json
import uuid

from django.core.exceptions import ValidationError as GalatNilai
from django.core.validators import validate_email
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import File, Header, NinjaAPI, Query, Status, UploadedFile
from ninja.throttling import AuthRateThrottle

from akun.telepon import normalkan as normalkan_hp
from modul_pelatihan.models import Bidang
from wilayah.layanan.kode import temukan
from wilayah.models import Wilayah

from .. import bacaan, layanan
from .. import kode as kode_tiket
from ..berkas import BerkasDitolak, Hasil, periksa
from ..isian import UMUM, IsianKeliru, periksa_isian, untuk_bidang
from ..layanan import IsiTiket, TidakDapat
from ..layanan.buat_tiket import Kiriman
from ..models import LampiranTiket, ProfilTiket, SistemLuar
from ..views.lampiran import kalimat_belum_siap, sajikan_lampiran
from . import bentuk, galat
from .galat import GalatApi
from .token import TokenSistem

Lingkup = SistemLuar.Lingkup
_RUANG_KUNCI = uuid.UUID("6f1f2a52-2f3c-4d0e-9a53-6f0d5f3f7a11")
api = NinjaAPI(
    title="API Pusat Bantuan OpenDesa", version="1", description="Tiket bantuan desa dari dan ke sistem lain.",
    docs_url=None, openapi_url="/openapi.json", urls_namespace="api-tiket", auth=TokenSistem(),
    throttle=[AuthRateThrottle("120/m")],
)  # fmt: skip
galat.pasang(api)
_GALAT = dict.fromkeys((400, 401, 403, 404, 409, 413, 415, 422, 429), bentuk.Galat)


def _perlu(request: HttpRequest, *lingkup: str) -> SistemLuar:
    sistem: SistemLuar = request.auth
    if not set(lingkup) & set(sistem.lingkup):
        raise GalatApi(403, f"Token ini tidak punya lingkup {' atau '.join(lingkup)}.", kode="lingkup_kurang")
    return sistem


def _json(request: HttpRequest) -> None:
    if request.content_type != "application/json":
        raise GalatApi(415, "Kirim badan sebagai application/json.", kode="jenis_isi")


def _kunci(sistem: SistemLuar, mentah: str, untuk: str) -> uuid.UUID:
    """Idempotency-Key milik sistem itu saja; kunci sistem lain tidak pernah bertemu."""
    if not mentah or len(mentah) > 100 or not mentah.isprintable():
        raise GalatApi(422, "Kirim kepala Idempotency-Key: teks unik paling panjang 100 huruf.", kode="kunci_kirim")
    return uuid.uuid5(_RUANG_KUNCI, f"{sistem.pk}\n{untuk}\n{mentah}")


def _tiket(sistem: SistemLuar, kode: str) -> ProfilTiket:
    baku = kode_tiket.normalkan(kode)
    profil = sistem.tiket().untuk_daftar().select_related("kiriman").filter(kode=baku).first() if baku else None
    if profil is None:
        raise GalatApi(404, "Tiket itu tidak ada, atau bukan jangkauan token ini.", kode="tiket_tidak_ada")
    return profil


def _milik(sistem: SistemLuar, profil: ProfilTiket) -> None:
    if not hasattr(profil, "kiriman") or profil.kiriman.sistem_id != sistem.pk:
        raise GalatApi(403, "Hanya tiket kiriman sistem ini yang dapat ditambah.", kode="bukan_kiriman")


@api.get("/bidang", response=list[bentuk.BidangKeluar], summary="Bidang dan pertanyaannya", tags=["rujukan"])
def bidang(request: HttpRequest):
    umum = list(UMUM)
    return [
        {
            "slug": satu.slug, "nama": satu.nama,
            "pertanyaan": [
                {"nama": p.nama, "label": p.label, "pilihan": [nilai for nilai, _ in p.pilihan]}
                for p in (*untuk_bidang(satu.slug), *umum)
            ],
        }
        for satu in Bidang.objects.pokok().order_by("urutan", "nama")
    ]  # fmt: skip


@api.post(
    "/tiket",
    response={201: bentuk.TiketKeluar, 200: bentuk.TiketKeluar, **_GALAT},
    summary="Membuat tiket",
    tags=["tiket"],
)
def buat(request: HttpRequest, kiriman: bentuk.TiketMasuk, idempotency_key: str = Header("", alias="Idempotency-Key")):
    """201 tiket baru; 200 kunci yang sama dengan isi yang sama; 409 kunci yang sama dengan isi lain."""
    _json(request)
    sistem = _perlu(request, Lingkup.BUAT)
    kunci = _kunci(sistem, idempotency_key, "tiket")
    cap = hashlib.sha256(json.dumps(kiriman.model_dump(mode="json"), sort_keys=True).encode()).hexdigest()
    if ada := ProfilTiket.objects.filter(kunci_kirim=kunci, pemohon=None).select_related("kiriman").first():
        return Status(200, _ringkas(_sama(ada, cap)))
    isi = _isi_tiket(sistem, kiriman, cap)
    kontak = layanan.kontak_tamu(nama=kiriman.pemohon.nama, email=kiriman.pemohon.email.lower(), hp=_hp(kiriman))
    try:
        profil = layanan.buat_tiket(kontak=kontak, isi=isi, kunci_kirim=kunci)
    except TidakDapat as salah:
        raise GalatApi(429, str(salah), kode="terlalu_banyak") from None
    return Status(201, _ringkas(_sama(ProfilTiket.objects.select_related("kiriman").get(pk=profil.pk), cap)))


def _sama(profil: ProfilTiket, cap: str) -> ProfilTiket:
    if profil.kiriman.sidik_isi != cap:
        raise GalatApi(
            409, f"Idempotency-Key ini sudah dipakai untuk tiket {profil.kode} dengan isi lain.", kode="kunci_terpakai"
        )
    return profil


def _isi_tiket(sistem: SistemLuar, kiriman: bentuk.TiketMasuk, cap: str) -> IsiTiket:
    isian: dict[str, str] = {}
    desa, topik = temukan(kiriman.desa), Bidang.objects.pokok().filter(slug=kiriman.bidang).first()
    if desa is None or desa.tingkat != Wilayah.Tingkat.DESA or not desa.berlaku:
        isian["desa"] = "kode desa tidak dikenal atau tidak berlaku"
    if topik is None:
        isian["bidang"] = "slug bidang tidak dikenal; lihat GET /api/v1/bidang"
    if kiriman.pemohon.email:
        try:
            validate_email(kiriman.pemohon.email)
        except GalatNilai:
            isian["pemohon.email"] = "bukan alamat email"
    if kiriman.pemohon.hp and not _hp(kiriman):
        isian["pemohon.hp"] = "bukan nomor HP Indonesia"
    jawab: dict[str, str] = {}
    try:
        jawab = periksa_isian(kiriman.bidang, kiriman.isian)
    except IsianKeliru as salah:
        isian |= {f"isian.{nama}": kalimat for nama, kalimat in salah.galat.items()}
    if isian:
        raise GalatApi(422, galat.KALIMAT[422], kode="isian", isian=isian)
    if not sistem.menjangkau(desa):
        raise GalatApi(403, f"{desa.nama_lengkap} di luar jangkauan token ini.", kode="di_luar_jangkauan")
    return IsiTiket(
        wilayah=desa, bidang=topik, uraian=kiriman.uraian, judul=kiriman.judul, dampak=kiriman.dampak.value,
        kanal=ProfilTiket.Kanal.API, versi=kiriman.versi, rilis=kiriman.rilis or "", hosting=kiriman.hosting or "",
        domain=kiriman.domain, tema=kiriman.tema, sudah_dicoba=kiriman.sudah_dicoba, isian=jawab,
        kiriman=Kiriman(sistem, cap, kiriman.rujukan),
    )  # fmt: skip


def _hp(kiriman: bentuk.TiketMasuk) -> str:
    return normalkan_hp(kiriman.pemohon.hp) or "" if kiriman.pemohon.hp else ""


@api.get(
    "/tiket",
    response={200: bentuk.DaftarTiket, **_GALAT},
    summary="Daftar tiket, yang terakhir bergerak dahulu",
    tags=["tiket"],
)
def daftar(
    request: HttpRequest,
    keadaan: bentuk.KeadaanApi | None = None,
    rujukan: str = Query("", max_length=100, pattern=bentuk.TANPA_NUL),
    sesudah: str = Query("", max_length=40),
    batas: int = Query(25, ge=1, le=50),
):
    sistem = _perlu(request, Lingkup.BACA, Lingkup.WILAYAH)
    himpunan = sistem.tiket()
    if keadaan:
        himpunan = himpunan.filter(keadaan=keadaan.value)
    if rujukan:
        himpunan = himpunan.filter(kiriman__sistem=sistem, kiriman__rujukan=rujukan)
    lembar = bacaan.lembar(himpunan, kursor=sesudah, banyak=batas, utuh=True)
    prefetch_related_objects(lembar.tiket, "kiriman")
    return {"hasil": [_ringkas(satu) for satu in lembar.tiket], "sesudah": lembar.berikut or None}


@api.get(
    "/tiket/{kode}",
    response={200: bentuk.TiketLengkap, **_GALAT},
    summary="Satu tiket dan percakapannya",
    tags=["tiket"],
)
def satu(request: HttpRequest, kode: str):
    sistem = _perlu(request, Lingkup.BACA, Lingkup.WILAYAH)
    profil = _tiket(sistem, kode)
    pesan = [
        {
            "pada": butir.pada, "dari": "meja" if butir.meja else "desa", "isi": butir.isi, "jawaban": butir.jawaban,
            "lampiran": [_lampiran(berkas) for berkas in butir.lampiran],
        }
        for butir in bacaan.percakapan_terbuka(profil)
        if butir.isi or butir.lampiran
    ]  # fmt: skip
    lengkap = {"uraian": profil.uraian, "isian": profil.isian, "versi": profil.versi, "pesan": pesan}
    return _ringkas(profil) | lengkap


@api.post("/tiket/{kode}/pesan", response={201: bentuk.PesanKeluar, **_GALAT}, summary="Menambah pesan", tags=["tiket"])
def pesan(
    request: HttpRequest, kode: str, kiriman: bentuk.PesanMasuk,
    idempotency_key: str = Header("", alias="Idempotency-Key"),
):  # fmt: skip
    _json(request)
    sistem = _perlu(request, Lingkup.BALAS)
    profil = _tiket(sistem, kode)
    _milik(sistem, profil)
    peristiwa = _terima(profil, kiriman.isi, _kunci(sistem, idempotency_key, f"pesan {profil.pk}"))
    isi = peristiwa.followup.comment if peristiwa.followup else ""
    return Status(201, {"pada": peristiwa.pada, "dari": "desa", "isi": isi, "jawaban": False, "lampiran": []})


@api.post(
    "/tiket/{kode}/lampiran",
    response={201: bentuk.LampiranKeluar, **_GALAT},
    summary="Menambah satu lampiran",
    tags=["tiket"],
)
def tambah_lampiran(
    request: HttpRequest, kode: str, berkas: File[UploadedFile],
    idempotency_key: str = Header("", alias="Idempotency-Key"),
):  # fmt: skip
    sistem = _perlu(request, Lingkup.BALAS)
    profil = _tiket(sistem, kode)
    _milik(sistem, profil)
    kunci = _kunci(sistem, idempotency_key, f"lampiran {profil.pk}")
    try:
        bersih = periksa(berkas.name, berkas, ukuran=berkas.size)
    except BerkasDitolak as salah:
        besar = berkas.size > 10 * 1024 * 1024
        raise GalatApi(413 if besar else 415, str(salah), kode="berkas_ditolak") from None
    hasil = layanan.saring_jatah(Hasil([bersih]), wilayah=profil.wilayah)
    if hasil.ditolak:
        raise GalatApi(413, hasil.ditolak[0], kode="jatah_habis")
    peristiwa = _terima(profil, f"Lampiran: {bersih.nama}", kunci, lampiran=hasil.bersih)
    return Status(
        201, _lampiran(LampiranTiket.objects.select_related("profil").filter(followup=peristiwa.followup).first())
    )


def _terima(profil: ProfilTiket, isi: str, kunci: uuid.UUID, lampiran=()):
    try:
        return layanan.terima_balasan(
            profil=profil, isi=isi, kontak=profil.kontak, kunci_kirim=kunci, lampiran=lampiran
        )  # fmt: skip
    except TidakDapat as salah:
        raise GalatApi(409, str(salah), kode="keadaan_tiket") from None


@api.get("/tiket/{kode}/lampiran/{kunci}", response={200: None, **_GALAT}, summary="Mengunduh lampiran", tags=["tiket"])
def unduh_lampiran(request: HttpRequest, kode: str, kunci: uuid.UUID) -> HttpResponse:
    sistem = _perlu(request, Lingkup.BACA, Lingkup.WILAYAH)
    profil = _tiket(sistem, kode)
    berkas = next((satu for satu in bacaan.lampiran_terbuka(profil) if satu.kunci == kunci), None)
    if berkas is None:
        raise GalatApi(404, "Lampiran itu tidak ada pada tiket ini.", kode="lampiran_tidak_ada")
    if not berkas.siap:
        raise GalatApi(409, kalimat_belum_siap(berkas), kode="lampiran_belum_siap")
    return sajikan_lampiran(berkas, unduh=True)


def _ringkas(profil: ProfilTiket) -> dict:
    return {
        "kode": profil.kode, "judul": profil.judul, "desa": profil.wilayah.kode if profil.wilayah else None,
        "bidang": profil.bidang.slug, "dampak": profil.dampak, "keadaan": profil.keadaan, "tingkat": profil.tingkat,
        "rujukan": profil.kiriman.rujukan if hasattr(profil, "kiriman") else "", "dibuat": profil.dibuat,
        "aktivitas": profil.aktivitas, "selesai_pada": profil.selesai_pada,
        "alamat": reverse("api-tiket:satu", args=[profil.kode]),
    }  # fmt: skip


def _lampiran(satu: LampiranTiket) -> dict:
    return {
        "kunci": str(satu.kunci), "nama": satu.nama, "jenis": satu.mime, "ukuran": satu.ukuran, "keadaan": satu.keadaan,
        "alamat": reverse("api-tiket:unduh_lampiran", args=[satu.profil.kode, satu.kunci]),
    }  # fmt: skip
