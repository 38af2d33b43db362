"""Bentuk JSON yang masuk dan keluar; kolom yang tidak dikenal ditolak supaya salah ketik tidak diam-diam hilang."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from wilayah.models import FaktaDesa

from ..keadaan import Keadaan
from ..models import ProfilTiket

DampakApi = StrEnum("DampakApi", {satu.name: satu.value for satu in ProfilTiket.Dampak})
RilisApi = StrEnum("RilisApi", {satu.name: satu.value for satu in ProfilTiket.Rilis})
HostingApi = StrEnum("HostingApi", {satu.name: satu.value for satu in FaktaDesa.Hosting})
KeadaanApi = StrEnum("KeadaanApi", {satu.name: satu.value for satu in Keadaan})


TANPA_NUL = r"^[^\x00]*$"  # PostgreSQL tidak dapat menyimpan, bahkan mencari, teks ber-NUL


class Ketat(Schema):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="after")
    def tanpa_nul(self) -> Ketat:
        for nama, isi in self:
            teks = [*isi, *isi.values()] if isinstance(isi, dict) else [isi]
            if any(isinstance(satu, str) and "\0" in satu for satu in teks):
                raise ValueError(f"{nama} memuat aksara NUL")
        return self


class PemohonMasuk(Ketat):
    nama: str = Field(min_length=2, max_length=120)
    email: str = Field("", max_length=254)
    hp: str = Field("", max_length=30, description="Nomor Indonesia: 0812…, 62812…, +62812…")


class TiketMasuk(Ketat):
    desa: str = Field(max_length=20, description="Kode desa, polos atau bertitik")
    bidang: str = Field(max_length=60, description="Slug bidang pokok, lihat GET /bidang")
    uraian: str = Field(min_length=1, max_length=20_000)
    judul: str = Field("", max_length=200)
    pemohon: PemohonMasuk
    dampak: DampakApi = DampakApi.SEDANG
    rujukan: str = Field("", max_length=100, description="Nomor di sistem asal")
    versi: str = Field("", max_length=40)
    rilis: RilisApi | None = None
    hosting: HostingApi | None = None
    domain: str = Field("", max_length=200)
    tema: str = Field("", max_length=60)
    sudah_dicoba: str = Field("", max_length=5000)
    isian: dict[str, str] = Field(default_factory=dict, description="Jawaban menurut bidang, lihat GET /bidang")


class PesanMasuk(Ketat):
    isi: str = Field(min_length=1, max_length=20_000)


class LampiranKeluar(Schema):
    kunci: str
    nama: str
    jenis: str
    ukuran: int
    keadaan: str
    alamat: str


class PesanKeluar(Schema):
    pada: datetime
    dari: str = Field(description="meja, desa, atau sistem")
    isi: str
    jawaban: bool
    lampiran: list[LampiranKeluar]


class TiketKeluar(Schema):
    kode: str
    judul: str
    desa: str | None
    bidang: str
    dampak: str
    keadaan: str
    tingkat: int
    rujukan: str
    dibuat: datetime
    aktivitas: datetime
    selesai_pada: datetime | None
    alamat: str = Field(description="Alamat tiket ini di API")


class TiketLengkap(TiketKeluar):
    uraian: str
    isian: dict[str, str]
    versi: str
    pesan: list[PesanKeluar]


class DaftarTiket(Schema):
    hasil: list[TiketKeluar]
    sesudah: str | None = Field(description="Kursor halaman berikutnya; null pada halaman terakhir")


class PertanyaanKeluar(Schema):
    nama: str
    label: str
    pilihan: list[str]


class BidangKeluar(Schema):
    slug: str
    nama: str
    pertanyaan: list[PertanyaanKeluar]


class Galat(Schema):
    galat: str
    kode: str
    isian: dict[str, str] | None = None
