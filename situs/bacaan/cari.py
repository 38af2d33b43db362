"""Pencarian seluruh rumah: tiap ruang menjawab lewat himpunan `terlihat`-nya sendiri, paling banyak lima hasil per ruang."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import Case, Q, When
from django.db.models.functions import Coalesce
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from wagtail.models import Page

from forum.bacaan.cari import cari as cari_forum
from modul_pelatihan.bacaan.saran import cari_pelajaran
from modul_pelatihan.bahasa import Tanya, susun_tanya
from modul_pelatihan.models.halaman import q_umum
from pusat_bantuan.cari import cari_tiket
from pusat_bantuan.cari.artikel import urutkan as urutkan_artikel
from situs.bacaan.meja.bentuk import rute
from wilayah.cari import cari as cari_wilayah

SEKELOMPOK = 5
PALING_PANJANG = 100
PALING_BANYAK_KATA = 6


@dataclass(frozen=True)
class Hasil:
    judul: str
    url: str
    keterangan: str = ""
    cuplikan: SafeString | str = ""


@dataclass(frozen=True)
class Kelompok:
    nama: str
    ikon: str
    hasil: list[Hasil]
    url: str = ""  # lanjutan di ruangnya sendiri
    tombol: str = ""


def kata_kunci(teks: str) -> list[str]:
    """Kata yang dicari pada judul: dua huruf ke atas, tanpa ulangan, paling banyak enam."""
    kata = [satu for satu in teks.lower().split() if len(satu) > 1]
    return list(dict.fromkeys(kata))[:PALING_BANYAK_KATA]


def cari_semua(teks: str, oleh) -> list[Kelompok]:
    """Kelompok yang berisi saja. `teks` sudah dirapikan pemanggil; kosong tidak mencari apa pun."""
    teks = " ".join(teks[:PALING_PANJANG].replace("\x00", " ").split())
    if len(teks) < 2:
        return []
    tanya = susun_tanya(teks, publik=True)
    artikel, pelajaran = partial(_artikel, tanya=tanya), partial(_pelajaran, tanya=tanya)
    topik = partial(_topik, tanya=tanya)
    pencari: list[Callable[[str, object], Kelompok]] = [_tiket, _wilayah, artikel, pelajaran, _panduan, topik]
    if not teks[0].isdigit():  # kode wilayah dicari lebih dahulu; selain itu yang menjawab soal di atas
        pencari = [_tiket, artikel, pelajaran, topik, _panduan, _wilayah]
    return [kelompok for satu in pencari if (kelompok := satu(teks, oleh)).hasil]


def _memuat(kolom: str, teks: str) -> Q:
    """Semua kata ada di `kolom`, dalam urutan apa pun."""
    syarat = Q()
    for kata in kata_kunci(teks) or [teks]:
        syarat &= Q(**{f"{kolom}__icontains": kata})
    return syarat


def _tiket(teks: str, oleh) -> Kelompok:
    himpunan = []
    if oleh.is_authenticated:
        himpunan = cari_tiket(teks, oleh=oleh).untuk_daftar().order_by("-aktivitas", "-pk")[:SEKELOMPOK]
    hasil = [
        Hasil(satu.judul, satu.get_absolute_url(), f"{satu.kode} · {satu.wilayah} · {satu.get_keadaan_display()}")
        for satu in himpunan
    ]
    return Kelompok("Tiket Anda", "tiket", hasil)


def _wilayah(teks: str, oleh) -> Kelompok:
    hasil = [
        Hasil(satu.wilayah.nama_lengkap, rute("replikasi:wilayah", satu.wilayah.kode), satu.konteks)
        for satu in cari_wilayah(teks, batas=SEKELOMPOK)
    ]
    return Kelompok("Desa dan wilayah", "lokasi", [satu for satu in hasil if satu.url])


def _artikel(teks: str, oleh, tanya: Tanya) -> Kelompok:
    hasil = [Hasil(satu.title, satu.url, str(satu.bidang)) for satu in urutkan_artikel(tanya)[:SEKELOMPOK] if satu.url]
    return Kelompok("Artikel bantuan", "bantuan", hasil, f"/artikel/?{urlencode({'q': teks})}", "Semua artikel")


def _pelajaran(teks: str, oleh, tanya: Tanya) -> Kelompok:
    hasil = [Hasil(satu.title, satu.url, "Pelajaran") for satu in cari_pelajaran(tanya, batas=SEKELOMPOK) if satu.url]
    return Kelompok("Pelajaran", "belajar", hasil, "/belajar/", "Semua modul")


def _topik(teks: str, oleh, tanya: Tanya) -> Kelompok:
    """Satu baris per topik, dengan cuplikan kiriman yang cocok."""
    menurut_topik = {}
    for kiriman in cari_forum(teks, oleh, tanya=tanya).kiriman:
        menurut_topik.setdefault(kiriman.topik_id, kiriman)
    hasil = [
        Hasil(satu.topik.judul, satu.get_absolute_url(), str(satu.topik.ruang.simpul), satu.cuplikan)
        for satu in list(menurut_topik.values())[:SEKELOMPOK]
    ]
    return Kelompok("Forum", "forum", hasil, f"{rute('forum:cari')}?{urlencode({'q': teks})}", "Semua di forum")


def _panduan(teks: str, oleh) -> Kelompok:
    """Langkah dahulu, lalu bab."""
    halaman = Page.objects.live().filter(q_umum(), Q(langkahpage__isnull=False) | Q(babpage__isnull=False))
    cocok = halaman.filter(_memuat("title", teks)).annotate(kode=Coalesce("langkahpage__kode", "babpage__kode"))
    urut = cocok.order_by(Case(When(langkahpage__isnull=False, then=0), default=1), "path")
    hasil = [Hasil(satu.title, satu.url or "", satu.kode) for satu in urut[:SEKELOMPOK]]
    return Kelompok("Panduan", "panduan", [satu for satu in hasil if satu.url])
