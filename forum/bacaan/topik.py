from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from wagtail.models import PageViewRestriction

from akun.models import Pengguna
from forum.hak import Hak
from forum.models import (
    AnggotaSimpul,
    Draf,
    DukunganTopik,
    JejakTopik,
    Keadaan,
    Kiriman,
    Reaksi,
    Topik,
    TopikPelajaran,
    TopikPengguna,
    TopikWilayah,
)
from modul_pelatihan.models import PelajaranPage

from .tindakan import Boleh, boleh_atas, pasang_tindakan

PER_HALAMAN = 20
_KOLOM = [*(satu.name for satu in Kiriman._meta.concrete_fields), *Pengguna.kolom_nama("penulis"), "penulis__is_active"]


@dataclass
class HalamanTopik:
    """Sepotong utas: rentang nomor, tidak pernah OFFSET."""

    topik: Topik
    boleh: Boleh
    kiriman: list[Kiriman]
    halaman: int
    halaman_terakhir: int
    bidang: list = field(default_factory=list)
    wilayah: list = field(default_factory=list)
    pelajaran: list = field(default_factory=list)
    draf: str = ""

    @property
    def nomor_terakhir_tampil(self) -> int:
        return max((satu.nomor for satu in self.kiriman), default=0)


@cache
def _asal() -> QuerySet[Topik]:
    """Topik dengan tempatnya, disusun sekali. Penulis, acara, jajak, usulan, dan jawabannya diambil yang memerlukannya:
    tiap gabungan tabel menambah lebar kueri yang dibaca semua topik."""
    usul = JejakTopik.objects.filter(topik=OuterRef("pk"), kata_kerja="usul_jawaban").order_by("-pk")
    return Topik.objects.select_related("ruang__simpul__wilayah").annotate(
        berpelajaran=Exists(TopikPelajaran.objects.filter(topik=OuterRef("pk"))),
        berwilayah=Exists(TopikWilayah.objects.filter(topik=OuterRef("pk"))),
        nomor_diusulkan=Subquery(usul.values("nomor")[:1]),
    )


def topik_lengkap(pk: int, oleh) -> Topik | None:
    """Satu topik beserta tanda pembacanya: `draf`, `dibaca`, `tingkat_saya`, `saya_dukung`. Haknya belum diperiksa."""
    asal = _asal().filter(pk=pk)
    if oleh.is_authenticated:
        tanda = TopikPengguna.objects.filter(pengguna=oleh, topik=pk)
        asal = asal.annotate(
            draf=Subquery(Draf.objects.filter(pengguna=oleh, kunci=f"topik:{pk}").values("sumber")[:1]),
            dibaca=Subquery(tanda.values("terakhir_dibaca")[:1]),
            tingkat_saya=Subquery(tanda.values("tingkat")[:1]),
            saya_dukung=Exists(DukunganTopik.objects.filter(topik=pk, pengguna=oleh)),
        )
    return asal.first()


def halaman_dari_nomor(nomor: int) -> int:
    return (max(nomor, 1) - 1) // PER_HALAMAN + 1


def halaman_topik(topik: Topik, oleh, hak: Hak, halaman: int) -> HalamanTopik:
    """Kiriman bernomor (halaman-1)×20+1 … halaman×20 beserta kaitan topiknya."""
    terakhir = halaman_dari_nomor(topik.nomor_tertinggi)
    halaman = min(max(halaman, 1), terakhir)
    awal = (halaman - 1) * PER_HALAMAN + 1
    prefetch_related_objects([topik], "bidang")
    boleh = boleh_atas(topik, oleh, hak)
    kiriman = _kiriman(topik, boleh, awal, awal + PER_HALAMAN - 1)
    if topik.jawaban_id and (halaman == 1 or not oleh.is_authenticated):
        topik.jawaban = _jawaban(topik, kiriman)
    return HalamanTopik(
        topik=topik,
        boleh=boleh,
        kiriman=kiriman,
        halaman=halaman,
        halaman_terakhir=terakhir,
        bidang=list(topik.bidang.all()),
        wilayah=list(topik.wilayah.all()) if topik.berwilayah else [],
        pelajaran=list(_pelajaran(topik)) if topik.berpelajaran else [],
        draf=getattr(topik, "draf", "") or "",
    )


def _jawaban(topik: Topik, kiriman: list[Kiriman]) -> Kiriman | None:
    """Yang diterima, untuk kutipan di halaman pertama dan data terstruktur: biasanya sudah ada di halaman itu."""
    ada = next((satu for satu in kiriman if satu.pk == topik.jawaban_id), None)
    return ada or Kiriman.objects.select_related("penulis").only(*_KOLOM).filter(pk=topik.jawaban_id).first()


def _pelajaran(topik: Topik) -> QuerySet[PelajaranPage]:
    """Pelajaran yang terbit untuk umum; yang dibatasi disaring di kueri yang sama (`public()` bertanya lebih dahulu)."""
    letak = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    dibatasi = PageViewRestriction.objects.annotate(letak=letak).filter(letak__startswith=F("page__path"))
    return PelajaranPage.objects.live().filter(~Exists(dibatasi), tanda_topik__topik=topik)[:10]


def _kiriman(topik: Topik, boleh: Boleh, awal: int, akhir: int) -> list[Kiriman]:
    oleh = boleh.oleh
    peran = AnggotaSimpul.objects.filter(
        simpul=topik.ruang.simpul_id,
        pengguna=OuterRef("penulis"),
        keadaan=AnggotaSimpul.Keadaan.AKTIF,
        peran__in=(AnggotaSimpul.Peran.MODERATOR, AnggotaSimpul.Peran.KOORDINATOR),
    ).values("peran")[:1]
    asal = (
        Kiriman.objects.filter(topik=topik, nomor__range=(awal, akhir))
        .select_related("penulis")
        .only(*_KOLOM)
        .annotate(peran_penulis=Subquery(peran))
        .order_by("nomor")
    )
    if oleh.is_authenticated:
        asal = asal.annotate(saya_suka=Exists(Reaksi.objects.filter(kiriman=OuterRef("pk"), pengguna=oleh)))
    hasil = []
    for satu in asal:
        satu.topik = topik
        satu.nomor_tampil = f"{satu.nomor:,}".replace(",", ".")
        satu.terbaca = satu.boleh_dilihat(oleh=oleh, hak=boleh.hak)
        if satu.pindah_ke_id or not (satu.terbaca or satu.keadaan == Keadaan.DISEMBUNYIKAN):
            continue
        if satu.terbaca:
            pasang_tindakan(satu, boleh)
        hasil.append(satu)
    return hasil


def alamat_sesudah_pindah(pk: int, nomor: int | None, oleh) -> str:
    """Alamat baru topik yang digabung atau kiriman yang dipindah, bila pembaca ini boleh membacanya; selain itu kosong."""
    if nomor:
        nisan = (
            Kiriman.objects.filter(topik=pk, nomor=nomor, pindah_ke__isnull=False)
            .select_related("pindah_ke__topik")
            .first()
        )
        if nisan and Kiriman.objects.terlihat(oleh=oleh).filter(pk=nisan.pindah_ke_id).exists():
            return nisan.pindah_ke.get_absolute_url()
    tujuan = Topik.objects.filter(gabungan=pk).first()
    return (
        tujuan.get_absolute_url() if tujuan and Topik.objects.terlihat(oleh=oleh).filter(pk=tujuan.pk).exists() else ""
    )


def nomor_belum_dibaca(topik: Topik) -> int:
    """Nomor pertama yang belum dibaca pembaca ini (butuh `dibaca` dari `topik_lengkap`)."""
    return min((getattr(topik, "dibaca", None) or 0) + 1, max(topik.nomor_akhir, 1))
