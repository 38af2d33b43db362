"""Dunia contoh meja penangan: jawaban siap, daftar periksa, tampilan tim, dan tautan antartiket."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah

from ..keadaan import TERBUKA
from ..models import (
    ButirPeriksa,
    DaftarPeriksa,
    JawabanSiap,
    ProfilTiket,
    SematanTampilan,
    TampilanTersimpan,
    TautanTiket,
)

DATA = Path(__file__).resolve().parents[1] / "contoh_data" / "meja.json"


def isi_meja(bidang: dict[str, Bidang]) -> int:
    """Boleh diulang; mengembalikan jumlah jawaban siap dan daftar periksa yang baru."""
    naskah, baru = json.loads(DATA.read_text(encoding="utf-8")), 0
    for judul, slug, isi in naskah["jawaban"]:
        baru += JawabanSiap.objects.get_or_create(judul=judul, defaults={"isi": isi, "bidang": bidang.get(slug)})[1]
    for judul, slug, butir in naskah["daftar_periksa"]:
        isian = {"butir": butir, "bidang": bidang.get(slug)}
        baru += DaftarPeriksa.objects.get_or_create(judul=judul, defaults=isian)[1]
    for urutan, (nama, peran, kode, kueri) in enumerate(naskah["tampilan"], start=1):
        _tampilan(nama, peran, kode, kueri, urutan)
    _pasang_daftar()
    _tautkan()
    return baru


def _tampilan(nama: str, peran: str, kode: str, kueri: str, urutan: int) -> None:
    wilayah = Wilayah.objects.filter(kode=kode).first() if kode else None
    tim = Penugasan.objects.berlaku().filter(peran=peran, wilayah=wilayah, pengguna__contoh=True).order_by("pk")
    pemilik = Pengguna.objects.filter(pk__in=tim.values("pengguna")).order_by("pk").first()
    if pemilik is None or (kode and wilayah is None):
        return
    isian = {"untuk_peran": peran, "wilayah": wilayah, "kueri": kueri}
    tampilan, _ = TampilanTersimpan.objects.get_or_create(pemilik=pemilik, nama=nama, defaults=isian)
    SematanTampilan.objects.get_or_create(orang=pemilik, tampilan=tampilan, defaults={"urutan": urutan})


def _pasang_daftar() -> None:
    """Satu tiket terbuka tiap daftar, langkah pertamanya sudah dicentang pemegangnya."""
    for daftar in DaftarPeriksa.objects.exclude(bidang=None):
        tiket = ProfilTiket.objects.filter(
            contoh=True, keadaan__in=TERBUKA, bidang=daftar.bidang, pemegang__isnull=False
        )
        profil = tiket.order_by("dibuat").first()
        if profil is None or profil.butir_periksa.exists():
            continue
        for urutan, teks in enumerate(daftar.langkah):
            selesai = {"selesai_oleh": profil.pemegang, "selesai_pada": profil.dibuat + timedelta(hours=2)}
            ButirPeriksa.objects.create(
                profil=profil, daftar=daftar, teks=teks, urutan=urutan, **(selesai if urutan == 0 else {})
            )


def _tautkan() -> None:
    """Dua tiket sebidang pertama yang belum bertautan, tiap bidang."""
    if TautanTiket.objects.exists():
        return
    penangan = Pengguna.objects.filter(penugasan__peran=Peran.PETUGAS, contoh=True).order_by("pk").first()
    pertama: dict[int, ProfilTiket] = {}
    for satu in ProfilTiket.objects.filter(contoh=True, terbatas=False).order_by("-dibuat"):
        if lain := pertama.pop(satu.bidang_id, None):
            TautanTiket.objects.create(dari=lain, ke=satu, jenis=TautanTiket.Jenis.TERKAIT, oleh=penangan)
        else:
            pertama[satu.bidang_id] = satu
