"""Pihak desa tanpa akun: kontak, kiriman tamu, konfirmasi lewat tautan, dan klaim sesudah punya akun."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from akun.models import Pengguna, Peran

from .. import kode as aturan_kode
from ..berkas import BerkasBersih
from ..models import Kontak, PeristiwaTiket, ProfilTiket
from .buat_tiket import IsiTiket, buat_tiket
from .galat import TidakDapat
from .jejak import bersihkan, catat, kunci_tiket
from .penyaluran import penerima_meja
from .surat import beri_tahu

Jenis = PeristiwaTiket.Jenis
TIDAK_DITEMUKAN = "Kode itu tidak ditemukan di desa Anda. Periksa huruf dan angkanya, misalnya LK-2X7Q."


def kontak_tamu(*, nama: str, email: str = "", hp: str = "") -> Kontak:
    """Kontak menurut email; tanpa email, menurut nomor dan nama. Tidak pernah dikaitkan dengan akun beralamat sama."""
    nama = bersihkan(nama)[:120]
    if email:
        return Kontak.objects.dari_email(email=email, nama=nama)
    ada = Kontak.objects.filter(email="", hp=hp, nama=nama, pengguna=None).order_by("pk").first() if hp else None
    return ada or Kontak.objects.create(nama=nama, hp=hp)


def buat_tiket_tamu(
    *,
    isi: IsiTiket,
    nama: str,
    email: str = "",
    hp: str = "",
    kunci_kirim: uuid.UUID | None = None,
    lampiran: Sequence[BerkasBersih] = (),
) -> ProfilTiket:
    """Tiket orang tanpa akun; kunci yang sama menghasilkan tiket yang sama walau kontaknya belum ada."""
    if kunci_kirim and (ada := ProfilTiket.objects.filter(pemohon=None, kunci_kirim=kunci_kirim).first()):
        return ada
    kontak = kontak_tamu(nama=nama, email=email, hp=hp)
    return buat_tiket(kontak=kontak, isi=isi, kunci_kirim=kunci_kirim, lampiran=lampiran)


def buat_tiket_wakil(
    *, isi: IsiTiket, hp: str = "", kunci_kirim: uuid.UUID | None = None, lampiran: Sequence[BerkasBersih] = ()
) -> ProfilTiket:
    """Dicatatkan untuk orang lain yang sudah setuju; orang itu pemohonnya dan mendapat tautan sendiri."""
    return buat_tiket_tamu(isi=isi, nama=isi.wakil.nama, hp=hp, kunci_kirim=kunci_kirim, lampiran=lampiran)


@transaction.atomic
def klaim_tiket(*, kode: str, oleh: Pengguna) -> ProfilTiket:
    """Operator yang penugasannya sudah dikonfirmasi mengambil tiket desanya yang ditulis tamu atau dicatatkan orang.

    Kode bukan rahasia: tanpa penugasan di desa itu, jawabannya sama dengan kode yang tidak ada. Tautan tamunya mati.
    """
    baku = aturan_kode.normalkan(kode)
    profil = ProfilTiket.objects.select_related("wilayah").filter(kode=baku).first() if baku else None
    if profil is None or profil.wilayah is None or not oleh.berkuasa(Peran.OPERATOR, atas=profil.wilayah):
        raise TidakDapat(TIDAK_DITEMUKAN)
    profil = kunci_tiket(profil)
    if profil.pemohon_id == oleh.pk:
        return profil
    if profil.pemohon_id is not None:
        raise TidakDapat(
            f"Tiket {profil.kode} sudah milik {profil.pemohon.nama} dari desa Anda; Anda dapat membacanya."
        )
    profil.pemohon, profil.tautan_ke = oleh, profil.tautan_ke + 1
    peristiwa = catat(profil, jenis=Jenis.DIKLAIM, pelaku=oleh, susulan=False)
    beri_tahu(
        penerima_meja(profil), peristiwa=peristiwa, ajakan="Lihat tiket",
        kalimat=f"{oleh.nama} dari {profil.nama_tempat} melanjutkan tiket ini",
    )  # fmt: skip
    return profil


@transaction.atomic
def ganti_tautan(*, profil: ProfilTiket, oleh: Pengguna) -> ProfilTiket:
    """Mematikan semua tautan tamu tiket ini yang pernah beredar; yang berikutnya baru."""
    profil = kunci_tiket(profil)
    if not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Tautan hanya dapat diganti oleh yang menangani tiket ini.")
    profil.tautan_ke += 1
    catat(profil, jenis=Jenis.TANDA, pelaku=oleh, dari_meja=True, alasan="Tautan tamu diganti.", susulan=False)
    return profil
