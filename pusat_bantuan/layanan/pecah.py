"""Memecah satu tiket menjadi dua, dan menautkan tiket yang berhubungan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime

from akun.models import Pengguna
from modul_pelatihan.models import Bidang

from ..berkas import BerkasBersih
from ..models import LampiranTiket, PeristiwaTiket, ProfilTiket, TautanTiket
from .buat_tiket import IsiTiket, buat_tiket
from .galat import TidakDapat
from .jejak import bersihkan, catat

Jenis = PeristiwaTiket.Jenis
DAPAT_DIPECAH = (Jenis.BALASAN, Jenis.SELESAI, Jenis.DIBUKA_LAGI)


def pecah(
    *,
    profil: ProfilTiket,
    peristiwa: Sequence[PeristiwaTiket],
    judul: str,
    bidang: Bidang,
    oleh: Pengguna,
    kunci_kirim: uuid.UUID,
) -> ProfilTiket:
    """Pesan terpilih menjadi tiket baru desa yang sama; keduanya bertautan dan tercatat. Pesan aslinya tetap di tempat.

    Kunci yang sama menghasilkan tiket yang sama. Galat: `TidakDapat` bila bukan haknya atau tidak ada pesan terpilih.
    """
    if not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Anda hanya dapat memecah tiket yang Anda tangani.")
    pesan = [
        satu for satu in sorted(peristiwa, key=lambda satu: (satu.pada, satu.pk))
        if satu.profil_id == profil.pk and satu.jenis in DAPAT_DIPECAH and satu.followup and satu.followup.public
    ]  # fmt: skip
    if not pesan:
        raise TidakDapat("Pilih sedikitnya satu pesan untuk tiket baru.")
    isi = IsiTiket(
        wilayah=profil.wilayah, bidang=bidang, judul=judul, uraian="\n\n".join(_kutipan(satu) for satu in pesan),
        dampak=profil.dampak, kanal=profil.kanal, atas_nama=profil.atas_nama, versi=profil.versi,
        rilis=profil.rilis, hosting=profil.hosting, tema=profil.tema,
    )  # fmt: skip
    baru = buat_tiket(
        pemohon=profil.pemohon, kontak=profil.kontak, isi=isi, kunci_kirim=kunci_kirim, lampiran=_salinan(pesan)
    )
    with transaction.atomic():
        profil = ProfilTiket.objects.kunci(profil.pk)
        _, dibuat = TautanTiket.objects.get_or_create(
            dari=baru, ke=profil, defaults={"jenis": TautanTiket.Jenis.PECAHAN, "oleh": oleh}
        )
        if dibuat:
            catat(
                profil, jenis=Jenis.DIPECAH, pelaku=oleh, dari_meja=True, susulan=False,
                alasan=f"{len(pesan)} pesan menjadi tiket {baru.kode}.",
            )  # fmt: skip
            catat(
                ProfilTiket.objects.kunci(baru.pk), jenis=Jenis.DIPECAH, pelaku=oleh, dari_meja=True, susulan=False,
                alasan=f"Dipecah dari tiket {profil.kode}.",
            )  # fmt: skip
    return baru


def _kutipan(satu: PeristiwaTiket) -> str:
    siapa = satu.pelaku.nama if satu.pelaku else (satu.kontak.nama if satu.kontak else "Pemohon")
    return f"{satu.followup.comment}\n({siapa or 'Pemohon'}, {date_format(localtime(satu.pada), 'j F Y H.i')})"


def _salinan(pesan: Sequence[PeristiwaTiket]) -> list[BerkasBersih]:
    """Isi lampiran pesan itu, disalin: menghapus satu tiket tidak boleh merusak yang lain."""
    hasil = []
    for satu in LampiranTiket.objects.filter(followup__in=[satu.followup_id for satu in pesan]).order_by("pk"):
        try:
            with satu.berkas.open("rb") as berkas:
                isi = berkas.read()
        except FileNotFoundError:
            continue
        hasil.append(
            BerkasBersih(
                nama=satu.nama, isi=isi, mime=satu.mime, akhiran=satu.berkas.name.rpartition(".")[2],
                lebar=satu.lebar, tinggi=satu.tinggi,
            )
        )  # fmt: skip
    return hasil


@transaction.atomic
def tautkan(*, dari: ProfilTiket, ke: ProfilTiket, jenis: str, oleh: Pengguna) -> TautanTiket:
    """Dua tiket berhubungan; dicatat di kedua sisi. Menautkan lagi pasangan yang sama tidak mengubah apa pun."""
    if dari.pk == ke.pk:
        raise TidakDapat("Tiket tidak ditautkan dengan dirinya sendiri.")
    if jenis not in TautanTiket.Jenis.values:
        raise TidakDapat("Pilih hubungannya.")
    if not (dari.boleh_ditangani(oleh=oleh) and ke.boleh_ditangani(oleh=oleh)):
        raise TidakDapat("Anda hanya dapat menautkan tiket yang Anda tangani.")
    satu, lain = (ProfilTiket.objects.kunci(pk) for pk in sorted((dari.pk, ke.pk)))
    if ada := TautanTiket.objects.filter(dari__in=(satu, lain), ke__in=(satu, lain)).first():
        return ada
    tautan = TautanTiket.objects.create(dari=dari, ke=ke, jenis=jenis, oleh=oleh)
    for profil in (satu, lain):
        seberang = lain if profil is satu else satu
        catat(
            profil, jenis=Jenis.DITAUTKAN, pelaku=oleh, dari_meja=True, susulan=False,
            alasan=f"{tautan.kalimat(profil).capitalize()} {seberang.kode}.",
        )  # fmt: skip
    return tautan


@transaction.atomic
def lepas_tautan(*, tautan: TautanTiket, oleh: Pengguna) -> None:
    if not (tautan.dari.boleh_ditangani(oleh=oleh) and tautan.ke.boleh_ditangani(oleh=oleh)):
        raise TidakDapat("Anda hanya dapat melepas tautan tiket yang Anda tangani.")
    satu, lain = (ProfilTiket.objects.kunci(pk) for pk in sorted((tautan.dari_id, tautan.ke_id)))
    if TautanTiket.objects.filter(pk=tautan.pk).delete()[0]:
        for profil, seberang in ((satu, lain), (lain, satu)):
            catat(
                profil, jenis=Jenis.DITAUTKAN, pelaku=oleh, dari_meja=True, susulan=False,
                alasan=f"Tautan dengan {seberang.kode} dilepas.",
            )  # fmt: skip


def bersihkan_judul(judul: str) -> str:
    return " ".join(bersihkan(judul).split())[:200]
