"""Sampai mana seseorang belajar. Jumlah kueri tetap, berapa pun modul dan pelajarannya."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr

from akun.models import Pengguna
from modul_pelatihan.models import KemajuanPelajaran, ModulPage, PelajaranPage, Prasyarat
from modul_pelatihan.models.halaman import q_umum
from modul_pelatihan.penilaian import jp_dari_menit

# Isi naskah tidak ikut dibaca pada daftar.
_RINGAN = ("isi", "praktik", "search_description", "draft_title")


@dataclass
class Kemajuan:
    """Pelajaran selesai dari semua pelajaran terbit sebuah modul."""

    selesai: int = 0
    jumlah: int = 0

    @property
    def tuntas(self) -> bool:
        return self.selesai >= self.jumlah

    @property
    def mulai(self) -> bool:
        return self.selesai > 0


@dataclass
class RingkasanModul:
    modul: ModulPage
    pelajaran: list[PelajaranPage] = field(default_factory=list)
    selesai: frozenset[UUID] = frozenset()
    kurang: list[ModulPage] = field(default_factory=list)

    @property
    def menit(self) -> int:
        return sum(satu.menit for satu in self.pelajaran)

    @property
    def jp(self) -> int:
        return jp_dari_menit(self.menit)

    @property
    def kemajuan(self) -> Kemajuan:
        return Kemajuan(sum(satu.uuid in self.selesai for satu in self.pelajaran), len(self.pelajaran))

    @property
    def tuntas(self) -> bool:
        return bool(self.pelajaran) and self.kemajuan.tuntas

    @property
    def berikutnya(self) -> PelajaranPage | None:
        return next((satu for satu in self.pelajaran if satu.uuid not in self.selesai), None)


def selesai_oleh(orang: Pengguna, uuid: list[UUID] | None = None) -> frozenset[UUID]:
    if not orang.is_authenticated:
        return frozenset()
    kueri = KemajuanPelajaran.objects.terlihat(oleh=orang).selesai()
    if uuid is not None:
        kueri = kueri.filter(pelajaran__in=uuid)
    return frozenset(kueri.values_list("pelajaran", flat=True))


def pelajaran_modul(modul: ModulPage) -> list[PelajaranPage]:
    """Pelajaran terbit satu modul menurut urutannya, tanpa isi naskah."""
    if not modul.path:
        return []
    return list(PelajaranPage.objects.terlihat().filter(path__startswith=modul.path).defer(*_RINGAN).order_by("path"))


def kemajuan_modul(orang: Pengguna, modul: ModulPage) -> Kemajuan:
    pelajaran = pelajaran_modul(modul)
    sudah = selesai_oleh(orang, [satu.uuid for satu in pelajaran])
    return Kemajuan(sum(satu.uuid in sudah for satu in pelajaran), len(pelajaran))


def kurikulum(orang: Pengguna) -> dict[int, RingkasanModul]:
    """Semua modul terbit dengan pelajaran, kemajuan orang itu, dan prasyarat yang belum tuntas; enam kueri."""
    modul = {
        satu.pk: RingkasanModul(satu)
        for satu in ModulPage.objects.terlihat().select_related("pemilik").defer("search_description").order_by("path")
    }
    menurut_jalan = {satu.modul.path: satu for satu in modul.values()}
    for satu in PelajaranPage.objects.terlihat().defer(*_RINGAN).order_by("path"):
        if induk := menurut_jalan.get(satu.path[: -PelajaranPage.steplen]):
            induk.pelajaran.append(satu)
    sudah = selesai_oleh(orang)
    for satu in modul.values():
        satu.selesai = sudah
    for punya, syarat in Prasyarat.objects.order_by("sort_order").values_list("modul_id", "syarat_id"):
        if punya in modul and syarat in modul and modul[syarat].pelajaran and not modul[syarat].tuntas:
            modul[punya].kurang.append(modul[syarat].modul)
    return modul


def prasyarat_kurang(orang: Pengguna, modul: ModulPage) -> list[ModulPage]:
    """Modul prasyarat yang terbit, berisi, dan belum dituntaskan orang itu; paling banyak lima kueri."""
    syarat = list(
        ModulPage.objects.terlihat().filter(prasyarat_bagi__modul=modul.pk).order_by("prasyarat_bagi__sort_order")
    )
    if not syarat:
        return []
    letak = Q(pk__in=[])
    for satu in syarat:
        letak |= Q(path__startswith=satu.path)
    isi: dict[str, list[UUID]] = defaultdict(list)
    for jalan, uuid in PelajaranPage.objects.terlihat().filter(letak).values_list("path", "uuid"):
        isi[jalan[: -PelajaranPage.steplen]].append(uuid)
    sudah = selesai_oleh(orang, [uuid for semua in isi.values() for uuid in semua])
    return [satu for satu in syarat if not sudah.issuperset(isi[satu.path])]


def lanjutkan(orang: Pengguna, peta: dict[int, RingkasanModul] | None = None) -> PelajaranPage | None:
    """ "Lanjut dari sini": pelajaran terakhir yang dibuka dan belum selesai, atau yang berikutnya sesudah yang terakhir selesai."""
    if not orang.is_authenticated:
        return None
    terakhir = KemajuanPelajaran.objects.terlihat(oleh=orang).order_by("-terakhir_dibuka", "-pk")
    if peta is None:
        return _lanjutkan(orang, terakhir)
    if not (baris := terakhir.values_list("pelajaran", "keadaan").first()):
        return None
    uuid, keadaan = baris
    for ringkasan in peta.values():
        cocok = next((satu for satu in ringkasan.pelajaran if satu.uuid == uuid), None)
        if cocok:
            return cocok if keadaan == KemajuanPelajaran.Keadaan.DIBUKA else ringkasan.berikutnya
    return None


def _lanjutkan(orang: Pengguna, terakhir: QuerySet[KemajuanPelajaran]) -> PelajaranPage | None:
    """Tanpa memuat seluruh kurikulum: pelajaran itu sendiri, atau yang belum selesai di modulnya; paling banyak dua kueri."""
    modul = ModulPage.objects.live().filter(q_umum(), path=_jalan_induk(OuterRef("path")))
    umum = PelajaranPage.objects.live().filter(q_umum(), Exists(modul)).defer(*_RINGAN)
    pelajaran = (
        umum.filter(uuid=Subquery(terakhir.values("pelajaran")[:1]))
        .annotate(keadaan=Subquery(terakhir.values("keadaan")[:1]))
        .first()
    )
    if pelajaran is None or pelajaran.keadaan == KemajuanPelajaran.Keadaan.DIBUKA:
        return pelajaran
    sudah = KemajuanPelajaran.objects.terlihat(oleh=orang).selesai().filter(pelajaran=OuterRef("uuid"))
    semodul = umum.filter(path__startswith=pelajaran.path[: -PelajaranPage.steplen], depth=pelajaran.depth)
    return semodul.filter(~Exists(sudah)).order_by("path").first()


def _jalan_induk(jalan: OuterRef) -> Substr:
    return Substr(jalan, 1, Length(jalan) - PelajaranPage.steplen)
