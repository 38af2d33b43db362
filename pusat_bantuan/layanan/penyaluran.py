"""Ke mana satu tiket disalurkan (domain helpdesk.md 2.3, "Routing by region")."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from akun.models import Pengguna, Penugasan, Peran
from forum.models import AnggotaSimpul, Simpul
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from ..models import ProfilTiket

Tingkat = ProfilTiket.Tingkat


@dataclass(frozen=True)
class Tujuan:
    """Simpul (kosong berarti meja petugas), tingkat, dan orang yang dikabari."""

    simpul: Simpul | None
    tingkat: int
    penerima: tuple[Pengguna, ...]


def cari_tujuan(*, wilayah: Wilayah | None, pemohon: Pengguna | None, terbatas: bool = False) -> Tujuan:
    """Simpul paling dekat yang pegiatnya bersedia; bila tak ada, petugas kabupaten/provinsi; bila tak ada, nasional.

    Soal keamanan (`terbatas`) tidak lewat relawan.
    """
    if wilayah and not terbatas:
        for simpul in simpul_terdekat(wilayah):
            if orang := pegiat_bersedia(simpul, wilayah=wilayah, pemohon=pemohon):
                return Tujuan(simpul, Tingkat.SIMPUL, tuple(orang))
    return tujuan_petugas(wilayah=wilayah)


def tujuan_petugas(*, wilayah: Wilayah | None, mulai: int = Tingkat.KABUPATEN) -> Tujuan:
    """Petugas wilayahnya, paling dekat dahulu; tingkat 3 bila yang ada hanya petugas nasional."""
    if wilayah and mulai <= Tingkat.KABUPATEN and (setempat := list(petugas(wilayah))):
        return Tujuan(None, Tingkat.KABUPATEN, tuple(setempat))
    return Tujuan(None, Tingkat.NASIONAL, tuple(petugas(None)))


def simpul_terdekat(wilayah: Wilayah | None) -> list[Simpul]:
    """Simpul yang wilayahnya memuat `wilayah`, dari yang paling sempit; kelompok sesudah simpul kabupaten."""
    if wilayah is None:
        return []
    calon = Simpul.objects.filter(wilayah__kode__in=aturan_kode.leluhur(wilayah.kode)).select_related("wilayah")
    return sorted(calon, key=lambda satu: (-len(satu.wilayah.kode), satu.jenis == Simpul.Jenis.KELOMPOK, satu.pk))


def pegiat_bersedia(simpul: Simpul, *, wilayah: Wilayah, pemohon: Pengguna | None) -> QuerySet[Pengguna]:
    """Anggota simpul yang bersedia dan penugasan pegiatnya menjangkau desa itu; bukan operator desa itu, bukan pemohon."""
    berlaku = Penugasan.objects.berlaku()
    jangkau = berlaku.filter(peran=Peran.PEGIAT, wilayah__kode__in=aturan_kode.leluhur(wilayah.kode))
    sendiri = berlaku.filter(peran=Peran.OPERATOR, wilayah=wilayah)
    anggota = AnggotaSimpul.objects.filter(simpul=simpul, keadaan=AnggotaSimpul.Keadaan.AKTIF, tersedia=True)
    return (
        Pengguna.objects.filter(is_active=True, pk__in=anggota.values("pengguna"))
        .filter(pk__in=jangkau.values("pengguna"))
        .exclude(pk__in=sendiri.values("pengguna"))
        .exclude(pk=pemohon.pk if pemohon else None)
        .order_by("pk")
    )


def petugas(wilayah: Wilayah | None) -> QuerySet[Pengguna]:
    """Petugas yang bertugas di wilayah itu atau di atasnya; `None` berarti petugas nasional."""
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.PETUGAS)
    if wilayah is None:
        tugas = tugas.filter(wilayah__isnull=True)
    else:
        tugas = tugas.filter(wilayah__kode__in=aturan_kode.leluhur(wilayah.kode))
    return Pengguna.objects.filter(is_active=True, pk__in=tugas.values("pengguna")).order_by("pk")


def penerima_meja(profil: ProfilTiket) -> list[Pengguna]:
    """Yang dikabari di pihak meja: pemegang; bila belum ada, semua yang bersedia di tempat tiket itu berada."""
    if profil.pemegang_id:
        return [profil.pemegang]
    if profil.simpul_id:
        return list(pegiat_bersedia(profil.simpul, wilayah=profil.wilayah, pemohon=profil.pemohon))
    return list(tujuan_petugas(wilayah=profil.wilayah, mulai=profil.tingkat).penerima)


def penerima_desa(profil: ProfilTiket) -> list[Pengguna]:
    """Yang dikabari di pihak desa: pemohon, juga pemohon tiket yang digabung ke sini; bila ia sudah tidak bertugas, operator desa yang sekarang."""
    gabungan = [satu.pemohon for satu in profil.gabungan.select_related("pemohon") if satu.pemohon]
    if profil.pihak_pemohon(profil.pemohon):
        return list({orang.pk: orang for orang in (profil.pemohon, *gabungan)}.values())
    if profil.wilayah is None:
        return []
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=profil.wilayah)
    return list(Pengguna.objects.filter(is_active=True, pk__in=tugas.values("pengguna")).order_by("pk"))
