"""Halaman, kemajuan, dan kuis dalam segala keadaan, untuk uji hak yang dibangkitkan (`tests/test_hak.py`)."""

from __future__ import annotations

from wagtail.models import PageViewRestriction

from modul_pelatihan.layanan import catat_dibuka, simpan_catatan, tandai_selesai
from modul_pelatihan.models import Istilah, Kuis

from .kelas import buat_modul, buat_pelajaran


def isi_hak(dunia) -> list:
    """Mengisi, dan mengembalikan yang tidak boleh dilihat Eko: naskah, halaman tertutup, kemajuan orang lain."""
    terbit = buat_modul("H01", pemilik=dunia.dewi)
    naskah = buat_modul("H02", live=False)
    tertutup = buat_modul("H03")
    PageViewRestriction.objects.create(page=tertutup, restriction_type=PageViewRestriction.LOGIN)
    satu, dua = buat_pelajaran(terbit, "Satu"), buat_pelajaran(terbit, "Dua")
    rahasia = [naskah, tertutup, buat_pelajaran(terbit, "Naskah", live=False), buat_pelajaran(tertutup, "Tertutup")]
    tandai_selesai(orang=dunia.eko, pelajaran=satu)
    for orang in (dunia.ani, dunia.dewi):
        rahasia += [tandai_selesai(orang=orang, pelajaran=satu), catat_dibuka(orang=orang, pelajaran=dua)]
    Istilah.objects.create(istilah="Hak", arti="Terbit.")
    rahasia.append(Istilah.objects.create(istilah="Naskah", arti="Belum terbit.", live=False))
    simpan_catatan(orang=dunia.eko, pelajaran=satu.uuid, isi="Milik Eko.")
    rahasia += [simpan_catatan(orang=orang, pelajaran=satu.uuid, isi="Rahasia.") for orang in (dunia.ani, dunia.dewi)]
    return rahasia + _kuis()


def _kuis() -> list:
    Kuis.objects.create(slug="latihan", judul="Latihan")
    Kuis.objects.create(slug="lepas", judul="Kuis lepas", jenis="sumatif", lepas=True)
    return [
        Kuis.objects.create(slug="tes-kelas", judul="Tes kelas", jenis="sumatif"),
        Kuis.objects.create(slug="ditutup", judul="Latihan lama", aktif=False),
    ]
