"""Orang tanpa akun ikut dikabari tentang gangguan: alamatnya dibuktikan dulu (`tautan_ikut`), baru ada tiketnya."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from wilayah.models import Wilayah

from .. import tautan_ikut
from ..models import AnakGangguan, Gangguan, ProfilTiket
from .buat_tiket import buat_tiket
from .galat import TidakDapat
from .gangguan import ikutkan, isi_ikut
from .jejak import bersihkan
from .tamu import kontak_tamu


def minta_ikut(*, gangguan: Gangguan, nama: str, email: str, wilayah: Wilayah, kunci_kirim: uuid.UUID) -> None:
    """Mengirim tautan pembuktian; tidak ada yang disimpan selain suratnya."""
    nama = " ".join(bersihkan(nama).split())[:120]
    permintaan = tautan_ikut.Permintaan(gangguan.pk, wilayah.pk, nama, email, str(kunci_kirim))
    konteks = {
        "permintaan": permintaan, "gangguan": gangguan, "wilayah": wilayah, "situs": settings.SITE_URL,
        "tautan": tautan_ikut.alamat(permintaan),
    }  # fmt: skip
    surat = EmailMultiAlternatives(
        subject="Ikut dikabari tentang gangguan: pastikan alamat Anda",
        body=render_to_string("pusat_bantuan/surat/ikut.txt", konteks), to=[email],
        headers={"Auto-Submitted": "auto-generated", "X-Kunci": f"ikut:{kunci_kirim}"},
    )  # fmt: skip
    surat.attach_alternative(render_to_string("pusat_bantuan/surat/ikut.html", konteks), "text/html")
    surat.send()


def ikut_gangguan_tamu(
    *, gangguan: Gangguan, nama: str, email: str, wilayah: Wilayah, kunci_kirim: uuid.UUID
) -> ProfilTiket:
    """Satu tiket tamu di dalam gangguan itu; alamat yang sudah ikut dari desa itu mendapat tiketnya yang lama."""
    gangguan = Gangguan.objects.select_related("bidang").get(pk=gangguan.pk)
    if not (gangguan.terbuka and gangguan.publik):
        raise TidakDapat("Gangguan ini sudah pulih. Kirim tiket bila di desa Anda masih terjadi.")
    kontak = kontak_tamu(nama=nama, email=email)
    ikut = AnakGangguan.objects.aktif().filter(gangguan=gangguan, profil__wilayah=wilayah, profil__pemohon=None)
    if ada := ikut.filter(profil__kontak=kontak).select_related("profil").order_by("pk").first():
        return ada.profil
    profil = buat_tiket(kontak=kontak, isi=isi_ikut(gangguan, wilayah), kunci_kirim=kunci_kirim, kabari_meja=False)
    return ikutkan(gangguan, profil)
