"""Menghapus isi, bukan hitungan: teks, lampiran, dan alamat hilang; jumlah per desa dan urutan kejadian tinggal.

Masa simpan dan penghapusan orang (domain helpdesk.md 5, "Erasure"; operations.md 6).
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from helpdesk.models import FollowUp, TicketChange

from akun.models import Kabar, Pengguna, Peran, SuratKeluar

from .. import arsip_surat
from ..cari import lupakan_tiket
from ..keadaan import Keadaan
from ..models import (
    IsiAsli,
    KirimanSistem,
    Kontak,
    LampiranTiket,
    Nilai,
    Pencatatan,
    PeristiwaTiket,
    ProfilTiket,
    SuratMasuk,
)
from .asli import buang_asli_lama
from .draf_tiket import draf_lewat_masa
from .galat import TidakDapat
from .jejak import catat, kunci_tiket
from .lampirkan import tempat_pribadi

TERHAPUS = "(dihapus)"
SEKALI = 200


def hapus_isi_tiket(*, profil: ProfilTiket, oleh: Pengguna | None, alasan: str) -> ProfilTiket:
    """Judul, uraian, pesan, catatan, alasan, lampiran, dan isi asli satu tiket hilang; aman diulang.

    `oleh` kosong berarti aturan masa simpan. Galat: `TidakDapat` bila bukan petugas nasional.
    """
    if oleh is not None and not oleh.berkuasa(Peran.PETUGAS, atas=None):
        raise TidakDapat("Isi tiket dihapus petugas nasional.")
    with transaction.atomic():
        profil = kunci_tiket(profil)
        if profil.isi_dihapus_pada:
            return profil
        berkas = [jalur for dua in profil.lampiran.values_list("berkas", "kecil") for jalur in dua if jalur]
        profil.lampiran.all().delete()
        profil.isi_asli.all().delete()
        arsip_surat.hapus_isi(profil.surat_masuk.all())
        PeristiwaTiket.objects.hapus_tulisan(profil)
        FollowUp.objects.filter(ticket=profil.tiket).update(comment="")
        TicketChange.objects.filter(followup__ticket=profil.tiket).delete()
        profil.tiket.title, profil.tiket.description, profil.tiket.resolution = TERHAPUS, "", None
        profil.tiket.submitter_email = None
        profil.atas_nama = profil.sudah_dicoba = profil.domain = ""
        profil.isian = {}
        Nilai.objects.filter(profil=profil).update(komentar="")
        Pencatatan.objects.filter(profil=profil).update(nama=TERHAPUS, persetujuan=TERHAPUS)
        KirimanSistem.objects.filter(profil=profil).update(rujukan="")
        profil.isi_dihapus_pada = timezone.now()
        catat(profil, jenis=PeristiwaTiket.Jenis.DIHAPUS_ISI, pelaku=oleh, dari_meja=True, alasan=alasan, susulan=False)
        profil.tiket.save()
        lupakan_tiket([profil.pk])
    _hapus_kabar(profil)
    for jalur in berkas:
        if not LampiranTiket.objects.filter(Q(berkas=jalur) | Q(kecil=jalur)).exists():
            tempat_pribadi().delete(jalur)
    return profil


def _hapus_kabar(profil: ProfilTiket) -> None:
    """Kutipan tiket di kotak keluar dan kabar; kuncinya `tiket:<nomor>:…`, dan titik dua penutup menjaga nomor lain."""
    awalan = f"tiket:{profil.pk}:"
    SuratKeluar.objects.filter(kunci__startswith=awalan).delete()
    Kabar.objects.filter(jenis="tiket", kunci__startswith=awalan).update(isi="")


def hapus_kontak(*, kontak: Kontak, oleh: Pengguna | None, alasan: str) -> int:
    """Nama, alamat, dan nomor orang tanpa akun hilang, beserta isi semua tiketnya; jumlah tiketnya dikembalikan."""
    if oleh is not None and not oleh.berkuasa(Peran.PETUGAS, atas=None):
        raise TidakDapat("Data kontak dihapus petugas nasional.")
    jumlah = 0
    for profil in ProfilTiket.objects.filter(kontak=kontak, pemohon__isnull=True):
        hapus_isi_tiket(profil=profil, oleh=oleh, alasan=alasan)
        jumlah += 1
    arsip_surat.hapus_isi(SuratMasuk.objects.filter(kontak=kontak))
    kontak.nama, kontak.email, kontak.hp, kontak.pengguna = TERHAPUS, "", "", None
    kontak.save(update_fields=["nama", "email", "hp", "pengguna"])
    return jumlah


def masa_simpan() -> dict[str, int]:
    """Yang lewat masa simpannya dibuang: isi asli, lalu isi tiket yang lama ditutup. Mengembalikan jumlah per jenis."""
    batas = timezone.now() - timedelta(days=365 * settings.MASA_SIMPAN_TIKET_TAHUN)
    lama = ProfilTiket.objects.filter(
        keadaan=Keadaan.DITUTUP, ditutup_pada__lt=batas, isi_dihapus_pada__isnull=True
    ).order_by("ditutup_pada")[:SEKALI]
    for profil in lama:
        hapus_isi_tiket(
            profil=profil, oleh=None, alasan=f"Masa simpan {settings.MASA_SIMPAN_TIKET_TAHUN} tahun sudah lewat"
        )
    draf = draf_lewat_masa().delete()[0]
    return {"isi asli": buang_asli_lama(), "isi tiket": len(lama), "draf tiket": draf}


def yang_akan_dibuang() -> dict[str, int]:
    """Hitungan untuk layar dan `--lihat`: tidak mengubah apa pun."""
    batas = timezone.now() - timedelta(days=365 * settings.MASA_SIMPAN_TIKET_TAHUN)
    return {
        "isi asli": IsiAsli.objects.kedaluwarsa().count(),
        "isi tiket": ProfilTiket.objects.filter(
            keadaan=Keadaan.DITUTUP, ditutup_pada__lt=batas, isi_dihapus_pada__isnull=True
        ).count(),
        "draf tiket": draf_lewat_masa().count(),
    }
