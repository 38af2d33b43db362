"""Ringkasan pekan lalu, dikabarkan Senin pagi kepada yang membawahi kabupatennya."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from akun.kabar import kabari
from akun.models import Kabar, Pengguna, Penugasan, Peran
from wilayah.models import Wilayah
from wilayah.zona import info_zona

from ..bacaan.pekan import ringkasan_pekan, senin_dari

PENERIMA = (Peran.MANAJER, Peran.PETUGAS, Peran.PEMBINA)
JAM_KIRIM = 7


def kirim_ringkasan_pekan(*, saat: datetime | None = None) -> int:
    """Satu kabar per orang per kabupaten per pekan, mulai Senin pukul 07.00 setempat. Aman dipanggil tiap jam."""
    saat, jumlah = saat or timezone.now(), 0
    tugas = Penugasan.objects.berlaku().filter(peran__in=PENERIMA, wilayah__tingkat__in=["kabupaten", "kota"])
    wilayah = Wilayah.objects.filter(pk__in=tugas.values("wilayah")).order_by("kunci")
    for satu in wilayah:
        setempat = saat.astimezone(info_zona(satu.zona))
        if setempat.weekday() == 0 and setempat.hour >= JAM_KIRIM:
            jumlah += _kirim(satu, senin_dari(setempat.date()) - timedelta(days=7), tugas)
    return jumlah


def _kirim(wilayah: Wilayah, senin, tugas) -> int:
    kunci = f"pekan:{wilayah.kode}:{senin:%Y-%m-%d}"
    sudah = Kabar.objects.filter(kunci=kunci).values("penerima")
    orang = Pengguna.objects.filter(is_active=True, pk__in=tugas.filter(wilayah=wilayah).values("pengguna"))
    penerima = list(orang.exclude(pk__in=sudah).order_by("pk"))
    if not penerima:
        return 0
    pekan = ringkasan_pekan(wilayah, senin, oleh=penerima[0])
    rentang = f"{date_format(pekan.senin, 'j M')}–{date_format(pekan.minggu, 'j M Y')}"
    return len(
        kabari(
            penerima, jenis="bantuan_pekan", kunci=kunci, judul=f"Bantuan di {wilayah.nama_ringkas}, {rentang}",
            url=reverse("pusat_bantuan:laporan-pekan", args=[wilayah.kode, f"{senin:%Y-%m-%d}"]), isi=pekan.kalimat,
        )
    )  # fmt: skip
