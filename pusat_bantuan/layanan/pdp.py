"""Permintaan data pribadi: dicatat, diingatkan menurut jam dinding, dijawab (domain helpdesk.md 5)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.forms import ValidationError
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran

from ..models import LangkahPdp, PermintaanPdp, ProfilTiket
from .galat import TidakDapat
from .jejak import bersihkan

Keadaan = PermintaanPdp.Keadaan


def ajukan_pdp(
    *,
    jenis: str,
    nama: str,
    hubungi: str,
    uraian: str,
    kunci_kirim: uuid.UUID,
    pengguna: Pengguna | None = None,
    profil: ProfilTiket | None = None,
    diketahui_pada: datetime | None = None,
) -> PermintaanPdp:
    """Mencatat permintaan dan mengabari yang bertanggung jawab; kunci yang sama menghasilkan permintaan yang sama."""
    try:
        with transaction.atomic():
            permintaan, baru = PermintaanPdp.objects.get_or_create(
                kunci_kirim=kunci_kirim,
                defaults={
                    "jenis": jenis, "nama": nama[:120], "hubungi": hubungi[:200], "uraian": bersihkan(uraian),
                    "pengguna": pengguna, "profil": profil, "diketahui_pada": diketahui_pada,
                },
            )  # fmt: skip
            if baru:
                LangkahPdp.objects.create(permintaan=permintaan, pelaku=pengguna, isi="Permintaan diterima")
                _kabari(permintaan, "masuk", "Permintaan data pribadi masuk: dijawab dalam 3 × 24 jam")
    except IntegrityError:
        permintaan = PermintaanPdp.objects.get(kunci_kirim=kunci_kirim)
    return permintaan


def penanggung_jawab() -> list[Pengguna]:
    """Petugas nasional dan pengelola yang sedang bertugas."""
    tugas = Penugasan.objects.berlaku().filter(Q(peran=Peran.PENGELOLA) | Q(peran=Peran.PETUGAS), wilayah__isnull=True)
    return list(Pengguna.objects.filter(is_active=True, pk__in=tugas.values("pengguna")).order_by("pk"))


def _kabari(permintaan: PermintaanPdp, tanda: str, judul: str) -> None:
    kabari(
        penanggung_jawab(), jenis="bantuan_pdp", kunci=f"pdp:{permintaan.pk}:{tanda}", judul=judul,
        url=permintaan.get_absolute_url(), isi=permintaan.get_jenis_display(),
    )  # fmt: skip


@transaction.atomic
def ambil_pdp(*, permintaan: PermintaanPdp, oleh: Pengguna) -> PermintaanPdp:
    """`oleh` menangani permintaan ini; jamnya tidak berubah."""
    permintaan = _kunci(permintaan, oleh)
    if permintaan.penangan_id != oleh.pk:
        permintaan.penangan, permintaan.keadaan = oleh, Keadaan.DIPROSES
        permintaan.save(update_fields=["penangan", "keadaan"])
        LangkahPdp.objects.create(permintaan=permintaan, pelaku=oleh, isi=f"Ditangani {oleh.nama}")
    return permintaan


@transaction.atomic
def catat_pdp(*, permintaan: PermintaanPdp, oleh: Pengguna, isi: str) -> LangkahPdp:
    """Satu langkah penanganan, misalnya "dua subjek dan lembaga sudah diberi tahu tertulis"."""
    permintaan = _kunci(permintaan, oleh)
    if not (isi := bersihkan(isi)):
        raise TidakDapat("Tulis langkah yang sudah dilakukan.")
    return LangkahPdp.objects.create(permintaan=permintaan, pelaku=oleh, isi=isi[:500])


@transaction.atomic
def jawab_pdp(*, permintaan: PermintaanPdp, oleh: Pengguna, jawaban: str, tolak: bool = False) -> PermintaanPdp:
    """Jawaban akhir, dikirim kepada pemohon di situs atau ke alamat email yang ditulisnya."""
    permintaan = _kunci(permintaan, oleh)
    jawaban = bersihkan(jawaban)
    if not jawaban:
        raise TidakDapat("Tulis jawabannya: apa yang sudah dilakukan, atau mengapa tidak dapat dipenuhi.")
    permintaan.jawaban, permintaan.selesai_pada = jawaban, timezone.now()
    permintaan.keadaan = Keadaan.DITOLAK if tolak else Keadaan.SELESAI
    permintaan.penangan = permintaan.penangan or oleh
    permintaan.save(update_fields=["jawaban", "selesai_pada", "keadaan", "penangan"])
    LangkahPdp.objects.create(permintaan=permintaan, pelaku=oleh, isi="Ditolak" if tolak else "Dijawab")
    if permintaan.pengguna:
        kabari(
            [permintaan.pengguna], jenis="bantuan_pdp", kunci=f"pdp:{permintaan.pk}:jawab",
            judul="Permintaan data pribadi Anda sudah dijawab", url=permintaan.get_absolute_url(), isi=jawaban[:300],
        )  # fmt: skip
    elif _email(permintaan.hubungi):
        EmailMultiAlternatives(
            subject="Permintaan data pribadi Anda sudah dijawab",
            body=f"Halo {permintaan.nama},\n\n{jawaban}\n\n-- \nPusat Bantuan OpenDesa\n{settings.SITE_URL}\n",
            to=[permintaan.hubungi], headers={"Auto-Submitted": "auto-generated"},
        ).send()  # fmt: skip
    return permintaan


def _kunci(permintaan: PermintaanPdp, oleh: Pengguna) -> PermintaanPdp:
    permintaan = PermintaanPdp.objects.select_for_update().get(pk=permintaan.pk)
    if not permintaan.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Permintaan data pribadi ditangani petugas nasional.")
    if not permintaan.terbuka:
        raise TidakDapat("Permintaan ini sudah dijawab.")
    return permintaan


def _email(tulisan: str) -> bool:
    try:
        validate_email(tulisan)
    except ValidationError:
        return False
    return True


def ingatkan_pdp(*, saat: datetime | None = None) -> int:
    """Peringatan pada 24, 48, dan 72 jam, masing-masing sekali; hari libur tidak menunda. Mengembalikan jumlahnya."""
    saat, jumlah = saat or timezone.now(), 0
    for permintaan in PermintaanPdp.objects.terbuka().filter(diingatkan__lt=3):
        jam_pdp = permintaan.jam
        lewat = len(jam_pdp.peringatan_jatuh(saat)) + (jam_pdp.sisa(saat) <= 0)
        if lewat <= permintaan.diingatkan:
            continue
        with transaction.atomic():
            tulis = PermintaanPdp.objects.filter(pk=permintaan.pk, diingatkan=permintaan.diingatkan)
            if tulis.update(diingatkan=lewat):
                jam = 24 * lewat
                sisa = "tenggat 3 × 24 jam sudah lewat" if lewat == 3 else f"tersisa {72 - jam} jam"
                LangkahPdp.objects.create(permintaan=permintaan, isi=f"Diingatkan pada {jam} jam: {sisa}")
                _kabari(permintaan, str(jam), f"Permintaan data pribadi belum dijawab: {sisa}")
                jumlah += 1
    return jumlah
