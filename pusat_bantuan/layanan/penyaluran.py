"""Ke mana satu tiket disalurkan: mengumpulkan fakta untuk `pusat_bantuan.rute` (domain helpdesk.md 2.3).

Dua tahap, masing-masing berjumlah kueri tetap: simpul-simpul di atas desanya dahulu; petugas hanya dibaca bila simpul
tidak dapat menerima.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from akun.models import Pengguna, Penugasan, Peran
from forum.bacaan.ketersediaan import kesediaan
from forum.models import AnggotaSimpul, Simpul
from modul_pelatihan.models import Bidang
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from ..keadaan import TERBUKA
from ..models import Kontak, ProfilTiket
from ..rute import Calon, Putusan, Tempat, putuskan
from ..waktu_kerja import WaktuKerja

Tingkat = ProfilTiket.Tingkat


@dataclass(frozen=True)
class Tujuan:
    """Simpul (kosong berarti meja petugas), tingkat, orang yang dikabari, yang ditugasi bila meja petugas, sebabnya."""

    simpul: Simpul | None
    tingkat: int
    penerima: tuple[Pengguna, ...]
    penangan: Pengguna | None = None
    alasan: str = ""


def cari_tujuan(
    *,
    wilayah: Wilayah | None,
    pemohon: Pengguna | None,
    terbatas: bool = False,
    bidang: Bidang | None = None,
    dampak: str = ProfilTiket.Dampak.SEDANG,
    mulai: int = Tingkat.SIMPUL,
    sampai: int = Tingkat.NASIONAL,
    saat: datetime | None = None,
) -> Tujuan:
    """Tempat terdekat yang ada orangnya, antara tingkat `mulai` dan `sampai`; nasional menampung yang tidak tertampung.

    Orang "bisa" bila jadwalnya terbuka sebelum masa tawar tingkat itu habis. Soal keamanan tidak lewat relawan.
    """
    saat = saat or timezone.now()
    keluarga = frozenset({bidang.pk, bidang.induk_id} - {None}) if bidang else frozenset()
    kerja = WaktuKerja()
    kode = wilayah.kode if wilayah else None
    batas = {satu.value: kerja.batas_tawar(kode, saat, dampak=dampak, tingkat=satu) for satu in Tingkat}
    tempat: list[Tempat] = []
    orang: dict[int, Pengguna] = {}
    for kumpulkan, lewati in (
        (_tempat_simpul, terbatas or mulai > Tingkat.SIMPUL),
        (_tempat_petugas, sampai == Tingkat.SIMPUL),
    ):
        if lewati:
            continue
        baru, mereka = kumpulkan(wilayah, pemohon, saat, batas)
        tempat += [satu for satu in baru if satu.tingkat <= sampai]
        orang |= mereka
        putusan = putuskan(tempat, bidang=keluarga, terbatas=terbatas, mulai=mulai)
        if putusan.tempat:
            return _tujuan(putusan, orang)
    return Tujuan(None, Tingkat.NASIONAL, tuple(petugas(None)), None, putusan.alasan)


def taruh(profil: ProfilTiket, tujuan: Tujuan) -> None:
    """Menaruh tiket di tempat itu (belum disimpan). Di meja petugas pemegangnya langsung ada, tetapi belum mulai."""
    profil.simpul, profil.tingkat = tujuan.simpul, tujuan.tingkat
    profil.pemegang = profil.tiket.assigned_to = tujuan.penangan


def _tujuan(putusan: Putusan, orang: dict[int, Pengguna]) -> Tujuan:
    tempat, penangan = putusan.tempat, putusan.ditugasi and orang[putusan.ditugasi.orang]
    penerima = (penangan,) if penangan else tuple(orang[calon.orang] for calon in putusan.ditawari)
    simpul = Simpul.objects.get(pk=tempat.simpul) if tempat.simpul else None
    return Tujuan(simpul, tempat.tingkat, penerima, penangan, putusan.alasan)


def _tempat_simpul(
    wilayah: Wilayah | None, pemohon: Pengguna | None, saat: datetime, batas: dict[int, datetime]
) -> tuple[list[Tempat], dict[int, Pengguna]]:
    """Simpul di atas desa itu dengan anggota yang bersedia dan penugasan pegiatnya menjangkau desanya."""
    rantai = simpul_terdekat(wilayah)
    if not rantai:
        return [], {}
    jangkau = Penugasan.objects.berlaku().filter(
        peran=Peran.PEGIAT, wilayah__kode__in=aturan_kode.leluhur(wilayah.kode)
    )
    anggota = AnggotaSimpul.objects.filter(
        simpul__in=rantai, keadaan=AnggotaSimpul.Keadaan.AKTIF, tersedia=True, pengguna__in=jangkau.values("pengguna")
    )
    isi = defaultdict(list)
    for simpul, orang in anggota.order_by("pengguna_id").values_list("simpul_id", "pengguna_id"):
        isi[simpul].append(orang)
    calon, orang = _calon(
        {pk for daftar in isi.values() for pk in daftar}, wilayah, pemohon, saat, batas[Tingkat.SIMPUL]
    )
    tempat = [
        Tempat(
            Tingkat.SIMPUL, satu.nama, len(satu.wilayah.kode), satu.pk, satu.jenis == Simpul.Jenis.KELOMPOK,
            batas[Tingkat.SIMPUL], tuple(calon[pk] for pk in isi[satu.pk] if pk in calon),
        )
        for satu in rantai
    ]  # fmt: skip
    return tempat, orang


def _tempat_petugas(
    wilayah: Wilayah | None, pemohon: Pengguna | None, saat: datetime, batas: dict[int, datetime]
) -> tuple[list[Tempat], dict[int, Pengguna]]:
    """Meja petugas kabupaten, provinsi, dan nasional di atas desa itu."""
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.PETUGAS)
    kode = aturan_kode.leluhur(wilayah.kode) if wilayah else []
    meja: dict[Wilayah | None, list[int]] = defaultdict(list)
    setempat = tugas.filter(wilayah__kode__in=kode).select_related("wilayah").order_by("pengguna_id")
    for satu in [*setempat, *tugas.filter(wilayah__isnull=True).order_by("pengguna_id")]:
        meja[satu.wilayah].append(satu.pengguna_id)
    calon, orang = _calon(
        {pk for daftar in meja.values() for pk in daftar}, wilayah, pemohon, saat, max(batas.values())
    )
    tempat = [
        Tempat(
            Tingkat.KABUPATEN if letak else Tingkat.NASIONAL,
            f"Petugas {letak.nama_lengkap}" if letak else "Tim OpenDesa",
            len(letak.kode) if letak else 0,
            batas=batas[Tingkat.KABUPATEN if letak else Tingkat.NASIONAL],
            calon=tuple(calon[pk] for pk in daftar if pk in calon),
        )
        for letak, daftar in meja.items()
    ]
    return tempat, orang


def _calon(
    nomor: Iterable[int], wilayah: Wilayah | None, pemohon: Pengguna | None, saat: datetime, batas: datetime
) -> tuple[dict[int, Calon], dict[int, Pengguna]]:
    """Fakta tiap orang: jadwal, beban, keahlian, dan apakah ia pihak desa itu. Enam kueri."""
    orang = {satu.pk: satu for satu in Pengguna.objects.filter(pk__in=list(nomor), is_active=True)}
    bisa = kesediaan(orang.values(), dari=saat, sampai=batas)
    beban = beban_orang(orang)
    sedesa = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=wilayah, pengguna__in=orang)
    desa = set(sedesa.values_list("pengguna_id", flat=True)) if wilayah else set()
    desa |= {pemohon.pk} if pemohon else set()
    hasil = {
        pk: Calon(
            pk, satu.nama, bisa[pk].mulai, beban.get(pk, 0), bisa[pk].maks_tiket, bisa[pk].bidang, pihak_desa=pk in desa
        )
        for pk, satu in orang.items()
    }
    return hasil, orang


def beban_orang(orang: Iterable[int]) -> dict[int, int]:
    """Tiket terbuka yang sedang dipegang tiap orang; satu kueri."""
    return dict(
        ProfilTiket.objects.filter(pemegang__in=list(orang), keadaan__in=TERBUKA)
        .order_by()
        .values_list("pemegang")
        .annotate(n=Count("pk"))
        .values_list("pemegang", "n")
    )


def tujuan_petugas(*, wilayah: Wilayah | None, mulai: int = Tingkat.KABUPATEN) -> Tujuan:
    """Petugas wilayahnya, paling dekat dahulu; tingkat 3 bila yang ada hanya petugas nasional. Tanpa menimbang jadwal."""
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


def penerima_desa(profil: ProfilTiket) -> list[Pengguna | Kontak]:
    """Yang dikabari di pihak desa: pemohon, juga pemohon tiket yang digabung ke sini; bila ia sudah tidak bertugas, operator desa yang sekarang. Kontak tanpa akun selalu ikut."""
    gabungan = list(profil.gabungan.select_related("pemohon", "kontak"))
    kontak = list({satu.kontak_id: satu.kontak for satu in (profil, *gabungan) if satu.kontak_id}.values())
    if profil.pihak_pemohon(profil.pemohon):
        akun = [profil.pemohon, *(satu.pemohon for satu in gabungan if satu.pemohon)]
        return [*{orang.pk: orang for orang in akun}.values(), *kontak]
    if profil.wilayah is None:
        return kontak
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=profil.wilayah)
    operator = Pengguna.objects.filter(is_active=True, pk__in=tugas.values("pengguna")).order_by("pk")
    return [*operator, *kontak]
