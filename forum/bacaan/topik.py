from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Concat
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
)
from modul_pelatihan.models import PelajaranPage

PER_HALAMAN = 20
_NAMA = {"id", "username", "first_name", "last_name"}
_BUKAN_NAMA = [f"penulis__{satu.name}" for satu in Pengguna._meta.concrete_fields if satu.name not in _NAMA]
_KOLOM = [  # dari penulisnya hanya namanya
    *(satu.name for satu in Kiriman._meta.concrete_fields), "penulis__username", "penulis__first_name", "penulis__last_name",
]  # fmt: skip


@dataclass
class HalamanTopik:
    """Sepotong utas: rentang nomor, tidak pernah OFFSET."""

    topik: Topik
    hak: Hak
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


def topik_lengkap(oleh) -> QuerySet[Topik]:
    """Topik dengan tempatnya dan nama penulisnya. Acara, jajak, usulan, dan jawabannya diambil yang memerlukannya: tiap
    gabungan tabel menambah lebar kueri yang dibaca semua topik."""
    asal = (
        Topik.objects.select_related("ruang__simpul__wilayah", "penulis")
        .defer(*_BUKAN_NAMA)
        .annotate(berpelajaran=Exists(TopikPelajaran.objects.filter(topik=OuterRef("pk"))))
    )
    usul = JejakTopik.objects.filter(topik=OuterRef("pk"), kata_kerja="usul_jawaban").order_by("-pk")
    asal = asal.annotate(nomor_diusulkan=Subquery(usul.values("nomor")[:1]))
    if oleh.is_authenticated:
        asal = asal.annotate(saya_dukung=Exists(DukunganTopik.objects.filter(topik=OuterRef("pk"), pengguna=oleh)))
        draf = Draf.objects.filter(pengguna=oleh, kunci=Concat(Value("topik:"), Cast(OuterRef("pk"), CharField())))
        tanda = TopikPengguna.objects.filter(pengguna=oleh, topik=OuterRef("pk"))
        asal = asal.annotate(
            draf=Subquery(draf.values("sumber")[:1]),
            dibaca=Subquery(tanda.values("terakhir_dibaca")[:1]),
            tingkat_saya=Subquery(tanda.values("tingkat")[:1]),
        )
    return asal


def halaman_dari_nomor(nomor: int) -> int:
    return (max(nomor, 1) - 1) // PER_HALAMAN + 1


def halaman_topik(topik: Topik, oleh, hak: Hak, halaman: int) -> HalamanTopik:
    """Kiriman bernomor (halaman-1)×20+1 … halaman×20 beserta kaitan topiknya."""
    terakhir = halaman_dari_nomor(topik.nomor_tertinggi)
    halaman = min(max(halaman, 1), terakhir)
    awal = (halaman - 1) * PER_HALAMAN + 1
    prefetch_related_objects([topik], "bidang", "wilayah")
    kiriman = _kiriman(topik, oleh, hak, awal, awal + PER_HALAMAN - 1)
    if topik.jawaban_id and (halaman == 1 or not oleh.is_authenticated):
        topik.jawaban = _jawaban(topik, kiriman)
    return HalamanTopik(
        topik=topik,
        hak=hak,
        kiriman=kiriman,
        halaman=halaman,
        halaman_terakhir=terakhir,
        bidang=list(topik.bidang.all()),
        wilayah=list(topik.wilayah.all()),
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


def _kiriman(topik: Topik, oleh, hak: Hak, awal: int, akhir: int) -> list[Kiriman]:
    peran = AnggotaSimpul.objects.filter(
        simpul=topik.ruang.simpul_id, pengguna=OuterRef("penulis"), keadaan=AnggotaSimpul.Keadaan.AKTIF
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
        satu.terbaca = satu.boleh_dilihat(oleh=oleh, hak=hak)
        satu.boleh_sunting = satu.boleh_disunting(oleh=oleh, hak=hak)
        satu.boleh_lapor = satu.boleh_dilaporkan(oleh=oleh, hak=hak)
        satu.boleh_riwayat = satu.jumlah_sunting > 0 and satu.boleh_dilihat_riwayatnya(oleh=oleh, hak=hak)
        satu.boleh_hapus = satu.boleh_dihapus(oleh=oleh, hak=hak)
        satu.boleh_kembali = satu.boleh_dikembalikan(oleh=oleh, hak=hak)
        if satu.pindah_ke_id:
            continue
        if satu.terbaca or satu.keadaan == Keadaan.DISEMBUNYIKAN:
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
