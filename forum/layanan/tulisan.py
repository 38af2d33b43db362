"""Menyiapkan tulisan sebelum kunci apa pun diambil: normal, tersamar, ter-render, terbatas."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.text import slugify

from akun.data_pribadi import samarkan
from akun.models import Pengguna
from forum.models import Kiriman, Tinjauan
from forum.perender import Hasil, Orang, TulisanDitolak, render
from forum.perender.normalkan import normalkan

from .saring import buka_perkara, saring_kata


def siapkan(teks: str) -> Hasil:
    """Hasil render dengan sebutan tertaut (satu kueri); `TulisanDitolak` bila kosong atau di luar batas."""
    tersaring, tahan = saring_kata(normalkan(teks))
    hasil = render(tersaring, cari_orang=cari_orang)._replace(ditahan=tahan)
    if not hasil.sumber.strip():
        raise TulisanDitolak("Tulisannya masih kosong. Tuliskan dulu isinya.")
    return hasil


def cari_orang(calon: set[str]) -> dict[str, Orang]:
    orang = Pengguna.objects.annotate(kecil=Lower("username")).filter(
        Q(username__in=calon) | Q(kecil__in=calon), is_active=True
    )
    return {satu.username.lower(): Orang(satu.pk, satu.nama) for satu in orang}


def siapkan_judul(judul: str) -> tuple[str, str]:
    """Judul satu baris yang sudah disamarkan, dan slug-nya."""
    judul = " ".join(samarkan(saring_kata(normalkan(judul))[0]).teks.split())[:160]
    if len(judul) < 8:
        raise TulisanDitolak("Judulnya terlalu pendek. Tulis satu kalimat supaya orang tahu isinya.")
    return judul, slugify(judul)[:80].strip("-") or "topik"


def tandai_samaran(kiriman: Kiriman, hasil: Hasil, *, diam: bool = False) -> None:
    """Ada yang disamarkan: perkara dibuka supaya pengurus memeriksa sisanya."""
    if hasil.disamarkan:
        buka_perkara(kiriman, Tinjauan.Sebab.DATA_PRIBADI, 2, diam=diam)
