"""Daftar topik: kunci halaman bertanda tangan, atau nomor halaman untuk tautan dan perayap (domain forum.md 6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from forum.models import BatasBaca, Ruang, RuangPengguna, SimpulPengguna, Topik, TopikPengguna

PER_HALAMAN = 25
HALAMAN_MAKS = 50
BELUM_DIBACA_MAKS = 1_000
_GARAM = "forum.daftar"


@dataclass
class Daftar:
    """Sepotong daftar; `lanjut` kunci potongan berikutnya atau kosong."""

    topik: list[Topik]
    lanjut: str = ""
    awal: bool = True
    halaman: int = 0
    halaman_terakhir: int = 0


def kunci_dari(topik: Topik) -> str:
    mikro = int(topik.dibalas_pada.timestamp() * 1_000_000 + 0.5)
    return signing.Signer(salt=_GARAM).sign(f"{mikro}-{topik.pk}")


def baca_kunci(teks: str) -> tuple[datetime, int] | None:
    """Kunci yang rusak atau dibuat sendiri dianggap tidak ada."""
    try:
        mikro, pk = signing.Signer(salt=_GARAM).unsign(teks[:100]).split("-")
        return datetime.fromtimestamp(int(mikro) // 1_000_000, UTC).replace(microsecond=int(mikro) % 1_000_000), int(pk)
    except (signing.BadSignature, ValueError, OverflowError):
        return None


def potong(asal: QuerySet[Topik], oleh, *, sesudah: str = "", jumlah: int = PER_HALAMAN) -> Daftar:
    """Satu kueri: baris sesudah kunci, beserta tanda baca pembacanya."""
    kunci = baca_kunci(sesudah) if sesudah else None
    if kunci:
        saat, pk = kunci
        # Syarat pertama berlebihan secara logika, tetapi membuat indeks (dibalas_pada, id) terpakai.
        asal = asal.filter(dibalas_pada__lte=saat).filter(Q(dibalas_pada__lt=saat) | Q(dibalas_pada=saat, pk__lt=pk))
    baris = list(_lengkapi(asal.terbaru(), oleh)[: jumlah + 1])
    lanjut = kunci_dari(baris[jumlah - 1]) if len(baris) > jumlah else ""
    return Daftar(baris[:jumlah], lanjut, awal=kunci is None)


def halaman(asal: QuerySet[Topik], oleh, *, nomor: int, jumlah_topik: int) -> Daftar:
    """Offset hanya atas id di dalam indeks, lalu barisnya diambil menurut id: tetap satu kueri."""
    terakhir = max(1, min(-(-jumlah_topik // PER_HALAMAN), HALAMAN_MAKS))
    nomor = min(max(nomor, 1), HALAMAN_MAKS)
    mulai = (nomor - 1) * PER_HALAMAN
    pk = asal.terbaru().values("pk")[mulai : mulai + PER_HALAMAN]
    baris = list(_lengkapi(Topik.objects.filter(pk__in=pk).terbaru(), oleh))
    return Daftar(baris, awal=nomor == 1, halaman=nomor, halaman_terakhir=terakhir)


def tersemat(ruang: Ruang, oleh) -> list[Topik]:
    asal = Topik.objects.terbaca(oleh=oleh).filter(ruang=ruang, disematkan_sampai__gt=timezone.now())
    return list(_lengkapi(asal.terbaru(), oleh)[:5])


def _lengkapi(asal: QuerySet[Topik], oleh) -> QuerySet[Topik]:
    asal = asal.select_related("ruang__simpul", "penulis", "penulis_akhir").prefetch_related("bidang")
    return beri_tanda_baca(asal, oleh)


def beri_tanda_baca(asal: QuerySet[Topik], oleh) -> QuerySet[Topik]:
    """Menambah `dibaca` (nomor), `tingkat_saya`, dan `baru` (belum dibaca) tanpa kueri tersendiri."""
    if not oleh.is_authenticated:
        return asal
    tanda = TopikPengguna.objects.filter(topik=OuterRef("pk"), pengguna=oleh)
    return asal.annotate(
        dibaca=Subquery(tanda.values("terakhir_dibaca")[:1]),
        tingkat_saya=Subquery(tanda.values("tingkat")[:1]),
        baru=Exists(Topik.objects.filter(pk=OuterRef("pk")).filter(syarat_baru(oleh))),
    )


def batas_baca(oleh) -> Coalesce:
    """Batas baca forum seseorang; yang belum pernah menggesernya: saat akunnya dibuat."""
    batas = BatasBaca.objects.filter(pengguna=oleh).values("dibaca_sebelum")[:1]
    return Coalesce(Subquery(batas), Value(oleh.date_joined), output_field=DateTimeField())


def syarat_baru(oleh) -> Q:
    """Topik yang punya kiriman belum dibaca: lewat batas baca, nomor akhir di atas yang dibaca, tidak dibisukan."""
    batas_ruang = RuangPengguna.objects.filter(
        pengguna=oleh, ruang=OuterRef("ruang"), dibaca_sebelum__gte=OuterRef("dibalas_pada")
    )
    bisu = TopikPengguna.Tingkat.BISU
    milik = TopikPengguna.objects.filter(pengguna=oleh, topik=OuterRef("pk"))
    sudah = milik.filter(Q(terakhir_dibaca__gte=OuterRef("nomor_akhir")) | Q(tingkat=bisu))
    ruang = RuangPengguna.objects.filter(pengguna=oleh, ruang=OuterRef("ruang"))
    simpul = SimpulPengguna.objects.filter(pengguna=oleh, simpul=OuterRef("ruang__simpul"), tingkat=bisu)
    dibisukan = ~Exists(milik.exclude(tingkat="")) & (
        Exists(ruang.filter(tingkat=bisu)) | (Exists(simpul) & ~Exists(ruang.exclude(tingkat="")))
    )
    return Q(dibalas_pada__gt=batas_baca(oleh)) & ~Exists(batas_ruang) & ~Exists(sudah) & ~dibisukan


def belum_dibaca(oleh, *, sesudah: str = "") -> tuple[Daftar, int]:
    """Yang belum dibaca di antara seribu topik terbaru sejak batas baca; angkanya paling banyak seribu."""
    sejak = Topik.objects.terbaca(oleh=oleh).filter(dibalas_pada__gt=batas_baca(oleh))
    terbaru = sejak.terbaru().values("pk")[:BELUM_DIBACA_MAKS]
    asal = Topik.objects.filter(pk__in=terbaru).filter(syarat_baru(oleh))
    return potong(asal, oleh, sesudah=sesudah), asal.count()


def terbaru(oleh) -> QuerySet[Topik]:
    return Topik.objects.terbaca(oleh=oleh)


def belum_terjawab(oleh) -> QuerySet[Topik]:
    return Topik.objects.terbaca(oleh=oleh).belum_terjawab()


def milik_saya(oleh) -> QuerySet[Topik]:
    return Topik.objects.terlihat(oleh=oleh).filter(penulis=oleh)


def diikuti(oleh) -> QuerySet[Topik]:
    """Topik yang diikuti atau dilanggani, di topiknya sendiri, ruangnya, atau simpulnya; yang terdekat menang."""
    ikut = [TopikPengguna.Tingkat.IKUTI, TopikPengguna.Tingkat.LANGGANAN]
    topik = TopikPengguna.objects.filter(pengguna=oleh, topik=OuterRef("pk")).exclude(tingkat="")
    ruang = RuangPengguna.objects.filter(pengguna=oleh, ruang=OuterRef("ruang")).exclude(tingkat="")
    simpul = SimpulPengguna.objects.filter(pengguna=oleh, simpul=OuterRef("ruang__simpul"), tingkat__in=ikut)
    tempat = Exists(ruang.filter(tingkat__in=ikut)) | (~Exists(ruang) & Exists(simpul))
    return Topik.objects.terbaca(oleh=oleh).filter(Exists(topik.filter(tingkat__in=ikut)) | (~Exists(topik) & tempat))


def tentang_wilayah(rentang: tuple[int, int], oleh) -> QuerySet[Topik]:
    """Topik yang ditautkan ke wilayah dalam rentang kunci (halaman desa, kecamatan)."""
    tertaut = Topik.wilayah.through.objects.filter(wilayah__kunci__range=rentang).values("topik")
    return Topik.objects.terbaca(oleh=oleh).filter(pk__in=tertaut)


def tentang_pelajaran(pelajaran: int, oleh) -> QuerySet[Topik]:
    return Topik.objects.terbaca(oleh=oleh).filter(tanda_pelajaran__pelajaran=pelajaran)


def tentang_bidang(bidang: int, oleh) -> QuerySet[Topik]:
    cabang = Q(tanda_bidang__bidang=bidang) | Q(tanda_bidang__bidang__induk=bidang)
    tertaut = Topik.objects.filter(cabang).values("pk")
    return Topik.objects.terbaca(oleh=oleh).filter(pk__in=tertaut)
