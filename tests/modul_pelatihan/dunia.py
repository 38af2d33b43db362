"""Halaman, kemajuan, dan kuis dalam segala keadaan, untuk uji hak yang dibangkitkan (`tests/test_hak.py`)."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone
from wagtail.models import PageViewRestriction

from modul_pelatihan.layanan import catat_dibuka, mulai_percobaan, simpan_catatan, tandai_selesai
from modul_pelatihan.layanan.terbitkan_sertifikat import terbitkan_sertifikat
from modul_pelatihan.models import Istilah, Kelulusan, Kuis, PermintaanPelatih, Setoran, Tugas

from .kelas import buat_modul, buat_pelajaran
from .soal import buat_angkatan, buat_kuis, buat_soal, buka_tes, jadikan_peserta


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
    return rahasia + _kuis() + _kelas(dunia) + _permintaan(dunia)


def _permintaan(dunia) -> list:
    """Satu menunggu, satu dijawab Dewi, satu ditarik; semuanya di Lima Puluh Kota."""
    kab, hasil = dunia.wilayah["13.07"], []
    for keadaan, lain in (("menunggu", {}), ("dijawab", {"pelatih": dunia.dewi}), ("ditarik", {})):
        hasil.append(
            PermintaanPelatih.objects.create(
                wilayah=kab, kebutuhan="Kelas surat", diharapkan=timezone.localdate(), diminta_oleh=dunia.budi,
                keadaan=keadaan, **lain,
            )
        )  # fmt: skip
    return hasil


def _kuis() -> list:
    Kuis.objects.create(slug="latihan", judul="Latihan")
    Kuis.objects.create(slug="lepas", judul="Kuis lepas", jenis="sumatif", lepas=True)
    return [
        Kuis.objects.create(slug="tes-kelas", judul="Tes kelas", jenis="sumatif"),
        Kuis.objects.create(slug="ditutup", judul="Latihan lama", aktif=False),
    ]


def _kelas(dunia) -> list:
    """Satu rancangan, satu kelas berjalan dengan Ani dan Eko, satu sertifikat dan satu tugas milik Ani."""
    rancangan = buat_angkatan(dunia.wilayah["13.07"], dunia.dewi, keadaan="rancangan")
    kelas = buat_angkatan(dunia.wilayah["13.07"], dunia.dewi, keadaan="berjalan")
    kuis = buat_kuis("hak", soal=[buat_soal()], lepas=False)
    tes = buka_tes(kelas, kuis, "pasca")
    rahasia: list = [rancangan]
    for orang in (dunia.ani, dunia.eko):
        peserta = jadikan_peserta(kelas, orang)
        milik = [peserta, mulai_percobaan(orang=orang, kuis=kuis, kunci=uuid4(), tes=tes)]
        if orang == dunia.ani:
            tugas = Tugas.objects.create(angkatan=kelas, judul="Tugas", petunjuk="Tulis")
            putusan = Kelulusan.objects.create(peserta=peserta, lulus=True, syarat=[], diputus_oleh=dunia.dewi)
            milik += [
                Setoran.objects.create(tugas=tugas, peserta=peserta, teks="Isi"),
                terbitkan_sertifikat(kelulusan=putusan, oleh=dunia.dewi, jp=6),
            ]
            rahasia += milik
    return rahasia
