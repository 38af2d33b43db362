"""Kelas pada hari terakhirnya, dibuat di dunia panggung: cerita penutupan tidak menunggu atau mengubah kelas cerita lain."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.layanan.catat_hadir import catat_hadir
from modul_pelatihan.layanan.kelas import atur_tes, buat_angkatan, simpan_sesi, ubah_keadaan
from modul_pelatihan.layanan.kursi import daftarkan
from modul_pelatihan.models import Kuis, LembarPraktik, ModulPage
from wilayah.models import Wilayah


def buat(judul: str) -> None:
    """Ani hadir di satu-satunya sesinya, pasca-tes sudah dibuka; praktik dan penutupan belum."""
    dewi, ani = (Pengguna.objects.get(username=nama) for nama in ("dewi", "ani"))
    kelas = buat_angkatan(
        oleh=dewi, kunci=uuid4(), judul=judul, wilayah=Wilayah.objects.get(kode="13.07"), kuota=5, tempat="Aula",
        modul=ModulPage.objects.filter(kode="M01"), pasca=Kuis.objects.get(slug="tes-operator-dasar"),
        lembar_praktik=LembarPraktik.objects.get(judul="Praktik layanan surat"),
    )  # fmt: skip
    mulai = timezone.now() - timedelta(hours=4)
    sesi = simpan_sesi(
        angkatan=kelas, oleh=dewi, judul="Sesi 1", kunci=uuid4(), mulai=mulai, selesai=mulai + timedelta(hours=3)
    )
    ubah_keadaan(angkatan=kelas, oleh=dewi, keadaan="berjalan")
    peserta = daftarkan(angkatan=kelas, orang=ani, oleh=dewi)
    catat_hadir(sesi=sesi, oleh=dewi, isi={peserta.pk: "hadir"})
    atur_tes(tes=kelas.tes.get(jenis="pasca"), oleh=dewi, buka=True)
