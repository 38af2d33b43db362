"""Balasan, catatan dalam, jawaban, konfirmasi, dan buka lagi."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from akun.models import Pengguna

from ..berkas import BerkasBersih
from ..keadaan import DIJEDA, Keadaan
from ..models import Kontak, PeristiwaTiket, ProfilTiket
from .gabung import kunci_ujung
from .galat import TidakDapat
from .hadir import periksa_bersilang
from .jejak import bersihkan, catat, kunci_tiket, saat_sampai, sudah_dikirim
from .lampirkan import buang_berkas, simpan_berkas, tempelkan
from .penyaluran import penerima_desa, penerima_meja
from .surat import beri_tahu
from .tugas import kabari_yang_disebut

Jenis = PeristiwaTiket.Jenis


def balas(
    *,
    profil: ProfilTiket,
    oleh: Pengguna,
    isi: str,
    dalam: bool = False,
    tunggu_pemohon: bool = False,
    kunci_kirim: uuid.UUID | None = None,
    lampiran: Sequence[BerkasBersih] = (),
    terbaca: int | None = None,
    diterima: datetime | None = None,
) -> PeristiwaTiket:
    """Pesan terbuka, atau catatan dalam (`dalam`) yang hanya dibaca pihak meja.

    Pesan pertama dari meja sekaligus mengambil tiket. Pesan dari desa mengakhiri "menunggu pemohon".
    `terbaca`: nomor peristiwa terakhir di layar penulisnya; bila orang lain sudah menulis sesudahnya, `AdaYangBaru`.
    `diterima`: saat suratnya sampai bila baru diolah kemudian; jam janji dihitung dari sana.
    """
    if ada := sudah_dikirim(oleh, kunci_kirim):
        return ada
    tersimpan = simpan_berkas(lampiran)
    try:
        with transaction.atomic():
            profil = kunci_tiket(profil) if dalam else kunci_ujung(profil)
            if not dalam:
                periksa_bersilang(profil, oleh=oleh, nomor=terbaca)
            pada = saat_sampai(profil, diterima)
            peristiwa = _balas(profil, oleh, bersihkan(isi), dalam, tunggu_pemohon, kunci_kirim, pada)
            tempelkan(peristiwa.profil, tersimpan, pengunggah=oleh, followup=peristiwa.followup)
    except BaseException as galat:
        buang_berkas(tersimpan)
        if isinstance(galat, IntegrityError) and (ada := sudah_dikirim(oleh, kunci_kirim)):
            return ada
        raise
    return peristiwa


def _balas(
    profil: ProfilTiket,
    oleh: Pengguna,
    isi: str,
    dalam: bool,
    tunggu: bool,
    kunci: uuid.UUID | None,
    pada: datetime,
) -> PeristiwaTiket:
    if not isi:
        raise TidakDapat("Pesannya masih kosong.")
    if dalam:
        if not profil.boleh_dicatati(oleh=oleh):
            raise TidakDapat("Catatan dalam hanya untuk yang menangani tiket.")
        catatan = catat(profil, jenis=Jenis.CATATAN, pelaku=oleh, isi=isi, dari_meja=True, kunci_kirim=kunci, pada=pada)
        kabari_yang_disebut(catatan, isi)
        return catatan
    if not profil.boleh_dibalas(oleh=oleh):
        raise TidakDapat("Tiket ini sudah selesai. Buka lagi bila masalahnya belum beres.")
    if dari_meja(profil, oleh):
        return _balas_dari_meja(profil, oleh, isi, tunggu, kunci, pada)
    ke = profil.keadaan
    if ke == Keadaan.MENUNGGU_PEMOHON:
        ke = Keadaan.DITANGANI if profil.pemegang_id else Keadaan.BARU
    peristiwa = catat(
        profil, jenis=Jenis.BALASAN, pelaku=oleh, ke=ke, isi=isi, publik=True, kunci_kirim=kunci, pada=pada
    )
    beri_tahu(
        penerima_meja(profil), peristiwa=peristiwa, kutip=isi, ajakan="Buka dan balas",
        kalimat=f"{profil.nama_tempat} membalas",
    )  # fmt: skip
    return peristiwa


def _balas_dari_meja(
    profil: ProfilTiket, oleh: Pengguna, isi: str, tunggu: bool, kunci: uuid.UUID | None, pada: datetime
) -> PeristiwaTiket:
    ke = profil.keadaan
    if tunggu:
        ke = Keadaan.MENUNGGU_PEMOHON
    elif ke not in DIJEDA:
        ke = Keadaan.DITANGANI
    profil.dijawab_pada = profil.dijawab_pada or pada
    peristiwa = catat(
        profil, jenis=Jenis.BALASAN, pelaku=oleh, ke=ke, isi=isi, publik=True, dari_meja=True, kunci_kirim=kunci,
        pada=pada, pemegang="tetap" if profil.pemegang_id and not profil.pegangan_habis else oleh,
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, kutip=isi,
        kalimat=f"{oleh.nama} menunggu jawaban Anda" if tunggu else f"{oleh.nama} membalas tiket Anda",
        ajakan="Baca dan balas",
    )  # fmt: skip
    return peristiwa


def dari_meja(profil: ProfilTiket, orang: Pengguna) -> bool:
    """Di pihak mana orang itu berbicara: pemegang selalu meja; orang desanya pihak desa; selebihnya meja."""
    if profil.pemegang_id == orang.pk:
        return True
    return not profil.pihak_pemohon(orang) and profil.boleh_ditangani(oleh=orang)


def selesaikan(
    *,
    profil: ProfilTiket,
    oleh: Pengguna,
    isi: str,
    kunci_kirim: uuid.UUID | None = None,
    lampiran: Sequence[BerkasBersih] = (),
    terbaca: int | None = None,
) -> PeristiwaTiket:
    """Jawaban akhir: tiket menunggu konfirmasi desa. Boleh langsung dari jeda (helpdesk.md 3.3)."""
    if ada := sudah_dikirim(oleh, kunci_kirim):
        return ada
    tersimpan = simpan_berkas(lampiran)
    try:
        with transaction.atomic():
            profil = kunci_tiket(profil)
            periksa_bersilang(profil, oleh=oleh, nomor=terbaca)
            peristiwa = _selesaikan(profil, oleh, bersihkan(isi), kunci_kirim)
            tempelkan(peristiwa.profil, tersimpan, pengunggah=oleh, followup=peristiwa.followup)
    except BaseException as galat:
        buang_berkas(tersimpan)
        if isinstance(galat, IntegrityError) and (ada := sudah_dikirim(oleh, kunci_kirim)):
            return ada
        raise
    return peristiwa


def _selesaikan(profil: ProfilTiket, oleh: Pengguna, isi: str, kunci: uuid.UUID | None) -> PeristiwaTiket:
    if not isi:
        raise TidakDapat("Tulis jawabannya dulu, supaya desa tahu apa yang harus dicoba.")
    if not profil.boleh_diselesaikan(oleh=oleh):
        raise TidakDapat("Tiket ini sudah dijawab atau tidak dapat Anda selesaikan.")
    profil.dijawab_pada = profil.dijawab_pada or timezone.now()
    profil.tiket.resolution = isi
    peristiwa = catat(
        profil, jenis=Jenis.SELESAI, pelaku=oleh, ke=Keadaan.SELESAI, isi=isi, publik=True, dari_meja=True,
        pemegang="tetap" if profil.pemegang_id and not profil.pegangan_habis else oleh, kunci_kirim=kunci,
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, kutip=isi, ajakan="Konfirmasi atau buka lagi",
        kalimat=f"{oleh.nama} sudah menjawab tiket Anda. Apakah masalahnya beres?".rstrip("."),
    )  # fmt: skip
    return peristiwa


@transaction.atomic
def konfirmasi(*, profil: ProfilTiket, oleh: Pengguna) -> ProfilTiket:
    """Desa menyatakan beres; tiket ditutup. Menekan dua kali tidak mengubah apa pun."""
    profil = kunci_tiket(profil)
    if profil.keadaan == Keadaan.DITUTUP and profil.pihak_pemohon(oleh):
        return profil
    return _tutup_beres(profil, boleh=profil.boleh_dikonfirmasi(oleh=oleh), oleh=oleh)


@transaction.atomic
def konfirmasi_tamu(*, profil: ProfilTiket) -> ProfilTiket:
    """Pemegang tautan menyatakan beres; menekan dua kali tidak mengubah apa pun."""
    profil = kunci_tiket(profil)
    if profil.keadaan == Keadaan.DITUTUP:
        return profil
    return _tutup_beres(profil, boleh=profil.keadaan == Keadaan.SELESAI, kontak=profil.kontak)


def _tutup_beres(
    profil: ProfilTiket, *, boleh: bool, oleh: Pengguna | None = None, kontak: Kontak | None = None
) -> ProfilTiket:
    if not boleh:
        raise TidakDapat("Tiket ini belum dijawab, jadi belum dapat ditutup.")
    peristiwa = catat(profil, jenis=Jenis.DIKONFIRMASI, pelaku=oleh, kontak=kontak, ke=Keadaan.DITUTUP, publik=True)
    beri_tahu(
        penerima_meja(profil), peristiwa=peristiwa, ajakan="Lihat tiket",
        kalimat=f"{profil.nama_tempat} menyatakan masalahnya beres",
    )  # fmt: skip
    return profil


@transaction.atomic
def buka_lagi(*, profil: ProfilTiket, oleh: Pengguna, alasan: str, kunci_kirim: uuid.UUID | None = None) -> ProfilTiket:
    """Belum beres: kembali ke pemegangnya, atau ke antrean. Sela sejak selesai dihitung jeda (helpdesk.md 3.3)."""
    if sudah_dikirim(oleh, kunci_kirim):
        return ProfilTiket.objects.get(pk=profil.pk)
    profil = kunci_tiket(profil)
    alasan = bersihkan(alasan)
    if not profil.boleh_dibuka_lagi(oleh=oleh):
        raise TidakDapat("Tiket ini tidak dapat dibuka lagi. Buat tiket baru dan sebut kodenya.")
    if not alasan:
        raise TidakDapat("Tulis apa yang masih terjadi, supaya tidak perlu ditanyakan lagi.")
    meja = dari_meja(profil, oleh)
    profil.dibuka_lagi += 1
    profil.tiket.resolution = None
    ke = Keadaan.DITANGANI if profil.pemegang_id else Keadaan.BARU
    peristiwa = catat(
        profil, jenis=Jenis.DIBUKA_LAGI, pelaku=oleh, ke=ke, isi=alasan, publik=True, dari_meja=meja,
        kunci_kirim=kunci_kirim,
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil) if meja else penerima_meja(profil), peristiwa=peristiwa, kutip=alasan,
        kalimat="Tiket dibuka lagi", ajakan="Buka tiket",
    )  # fmt: skip
    return profil
