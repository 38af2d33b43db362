"""Potongan halaman tiket dan formulir yang diisi gangguan, tingkat, dan penilaian: satu baris di templat tuan rumahnya."""

from __future__ import annotations

import uuid

from django import template
from django.conf import settings

from akun.models import Peran
from pusat_bantuan.layanan.penutupan import nilai_jawaban
from pusat_bantuan.models import AnakGangguan, Gangguan, Nilai, ProfilTiket

register = template.Library()
PITA_TERBANYAK = 12
_WARNA = {"diselidiki": "bahaya", "dikenali": "perhatian", "diperbaiki": "proses", "pulih": "berhasil"}


@register.filter
def warna_gangguan(keadaan: str) -> str:
    return _WARNA[keadaan]


@register.inclusion_tag("pusat_bantuan/gangguan/kartu_tiket.html", takes_context=True)
def kartu_gangguan(context, profil: ProfilTiket) -> dict:
    """Gangguan tempat tiket ini berada; bagi petugas, memasukkan atau melepasnya."""
    orang = context["request"].user
    anak = AnakGangguan.objects.aktif().filter(profil=profil).select_related("gangguan__bidang", "gangguan__wilayah")
    satu = anak.first()
    urus = profil.terbuka and orang.berperan(Peran.PETUGAS) and profil.boleh_ditangani(oleh=orang)
    pilihan = []
    if urus and satu is None and not profil.digabung_ke_id:
        pilihan = [
            gangguan
            for gangguan in Gangguan.objects.diurus(oleh=orang).terbuka().select_related("wilayah")[:50]
            if gangguan.wilayah is None or (profil.wilayah and gangguan.wilayah.memuat(profil.wilayah))
        ]
    return {
        "request": context["request"], "csrf_token": context.get("csrf_token"), "profil": profil, "pilihan": pilihan,
        "urus": urus, "gangguan": satu.gangguan if satu and satu.gangguan.boleh_dilihat(oleh=orang) else None,
    }  # fmt: skip


@register.inclusion_tag("pusat_bantuan/penilaian.html", takes_context=True)
def kartu_nilai(context, profil: ProfilTiket) -> dict:
    """Penilaian sekali ketuk bagi desa; hasilnya bagi yang menangani. Kosong selama tiket terbuka."""
    orang = context["request"].user
    desa = profil.boleh_dinilai(oleh=orang)
    tampil = not profil.terbuka and (desa or profil.boleh_ditangani(oleh=orang))
    return {
        "csrf_token": context.get("csrf_token"), "profil": profil, "desa": desa, "pilihan": Nilai.Skor.choices,
        "nilai": nilai_jawaban(profil) if tampil else None, "tampil": tampil,
        "lanjut": profil.boleh_dilanjutkan(oleh=orang), "hari": settings.MASA_TIKET["buka_lagi_hari"],
    }  # fmt: skip


@register.inclusion_tag("pusat_bantuan/gangguan/pita.html", takes_context=True)
def pita_gangguan(context, bidang: int = 0) -> dict:
    """Gangguan terbuka yang mungkin menimpa desa pembaca, di atas formulir tiket: ikut dikabari sekali tekan.

    Bidang (pokok) yang sudah dipilih menyaringnya; tanpa pilihan tampil tiga yang terbaru. tiket-baru.js memakai
    aturan yang sama ketika pilihannya berganti. Desa tamu belum diketahui, jadi ia melihat semua yang diumumkan.
    """
    orang = context["request"].user
    desa = ProfilTiket.desa_pilihan(oleh=orang)
    satu = desa[0] if desa else None
    fakta = getattr(satu, "fakta", None) if satu else None
    if orang.is_authenticated:
        daftar = Gangguan.objects.mengenai(
            wilayah=satu, hosting=fakta.hosting if fakta else "", versi=fakta.versi if fakta else ""
        )
    else:
        daftar = Gangguan.objects.terbuka().filter(publik=True)
    semua = [
        (gangguan, pokok := gangguan.bidang.induk_id or gangguan.bidang_id, pokok == bidang if bidang else urut < 3)
        for urut, gangguan in enumerate(daftar.select_related("bidang", "wilayah")[:PITA_TERBANYAK])
    ]
    return {
        "csrf_token": context.get("csrf_token"), "desa": satu, "masuk": orang.is_authenticated,
        "gangguan": semua, "ada": any(tampil for *_, tampil in semua),
    }  # fmt: skip


@register.simple_tag
def kunci_baru() -> str:
    """Kunci kirim untuk formulir yang ditulis tangan."""
    return str(uuid.uuid4())


@register.filter
def kabar_terakhir(gangguan: Gangguan):
    """Kabar terbaru dari yang sudah dibaca bersama gangguannya."""
    semua = list(gangguan.perkembangan.all())
    return semua[0] if semua else None
