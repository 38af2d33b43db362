"""Menyiapkan lampiran di pekerja: dipindai bila pemindai dipasang, gambarnya ditulis ulang, NIK di
lembar kerja dihitung (operations.md 5.4, 6.5).

Sebelum selesai berkasnya tidak pernah disajikan. Boleh diulang: hanya baris yang masih "disiapkan" yang berubah.
"""

from __future__ import annotations

import logging
import shlex
import subprocess
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from akun.gambar import MIME_GAMBAR

from .berkas import GambarGagal, GambarJadi, hitung_nik, olah_gambar
from .berkas.periksa import nama_jadi
from .layanan.berkas_surat import kabari_lampiran_gagal
from .models import LampiranTiket
from .models.lampiran import tempat_pribadi

log = logging.getLogger(__name__)
Keadaan = LampiranTiket.Keadaan
BATAS_PINDAI_DETIK = 120
TERTUNDA = timedelta(minutes=2)


class PemindaiGagal(RuntimeError):
    """Pemindai tidak dapat dijalankan; berkasnya tetap menunggu, tidak pernah lolos diam-diam."""


def siapkan(nomor: int) -> str:
    """Keadaan lampiran sesudahnya; kosong bila barisnya tidak ada lagi."""
    satu = LampiranTiket.objects.filter(pk=nomor).first()
    if satu is None or satu.keadaan != Keadaan.DISIAPKAN:
        return satu.keadaan if satu else ""
    try:
        mentah = satu.berkas.open("rb").read()
    except FileNotFoundError:
        return _tolak(satu, "berkasnya tidak ditemukan. Unggah lagi lewat balasan.")
    if settings.PEMINDAI_LAMPIRAN and not lolos_pindai(satu.berkas.path):
        return _tolak(satu, "dinilai berbahaya oleh pemindai. Periksa komputer Anda, lalu kirim berkas lain.")
    if not satu.mime.startswith("image/"):
        jumlah = hitung_nik(mentah, satu.berkas.name.rpartition(".")[2])
        LampiranTiket.objects.filter(pk=nomor, keadaan=Keadaan.DISIAPKAN).update(
            keadaan=Keadaan.SIAP, jumlah_nik=jumlah
        )
        return Keadaan.SIAP
    try:
        jadi = olah_gambar(mentah)
    except GambarGagal as galat:
        return _tolak(satu, str(galat))
    return _pasang(satu, jadi)


def siapkan_tertunda(*, banyak: int = 20) -> int:
    """Yang terlewat (pekerja mati, pemindai mogok) dicoba lagi; satu yang gagal tidak menahan yang lain."""
    selesai = 0
    tua = LampiranTiket.objects.filter(keadaan=Keadaan.DISIAPKAN, dibuat__lt=timezone.now() - TERTUNDA)
    for nomor in tua.order_by("pk").values_list("pk", flat=True)[:banyak]:
        try:
            selesai += siapkan(nomor) != Keadaan.DISIAPKAN
        except (PemindaiGagal, OSError) as galat:
            log.warning("lampiran %s masih tertunda: %s", nomor, type(galat).__name__)
    return selesai


def lolos_pindai(jalur: str) -> bool:
    """Perintah `PEMINDAI_LAMPIRAN` dengan jalur berkas di akhir: 0 bersih, 1 berbahaya, selain itu pemindainya gagal."""
    try:
        hasil = subprocess.run(
            [*shlex.split(settings.PEMINDAI_LAMPIRAN), jalur], capture_output=True, timeout=BATAS_PINDAI_DETIK,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as galat:
        raise PemindaiGagal(str(galat)) from galat
    if hasil.returncode not in {0, 1}:
        raise PemindaiGagal(f"kode keluar {hasil.returncode}")
    return hasil.returncode == 0


def _pasang(satu: LampiranTiket, jadi: GambarJadi) -> str:
    tempat, pangkal = tempat_pribadi(), f"tiket/{timezone.now():%Y/%m}/{uuid.uuid4().hex}"
    lama = satu.berkas.name
    baru = [
        tempat.save(f"{pangkal}.{jadi.akhiran}", ContentFile(jadi.isi)),
        tempat.save(f"{pangkal}-kecil.jpg", ContentFile(jadi.kecil)),
    ]
    berubah = LampiranTiket.objects.filter(pk=satu.pk, keadaan=Keadaan.DISIAPKAN).update(
        keadaan=Keadaan.SIAP, berkas=baru[0], kecil=baru[1], mime=MIME_GAMBAR[jadi.akhiran], ukuran=len(jadi.isi),
        lebar=jadi.lebar, tinggi=jadi.tinggi, nama=nama_jadi(satu.nama, jadi.akhiran),
    )  # fmt: skip
    for jalur in [lama] if berubah else baru:  # pekerja lain lebih dulu selesai: buang hasil yang ini
        tempat.delete(jalur)
    return Keadaan.SIAP


def _tolak(satu: LampiranTiket, alasan: str) -> str:
    berubah = LampiranTiket.objects.filter(pk=satu.pk, keadaan=Keadaan.DISIAPKAN).update(
        keadaan=Keadaan.DITOLAK, alasan=alasan[:200]
    )
    if berubah:
        kabari_lampiran_gagal(satu, alasan)
    return Keadaan.DITOLAK
