"""Daftar topik: kunci halaman bertanda tangan, atau nomor halaman untuk tautan dan perayap (domain forum.md 6.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.core import signing
from django.db.models import (
    DateTimeField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from akun.models import Pengguna
from forum.models import BatasBaca, Ruang, RuangPengguna, Simpul, SimpulPengguna, Topik, TopikPengguna

PER_HALAMAN = 25
HALAMAN_MAKS = 50
BELUM_DIBACA_MAKS = 1_000
_GARAM = "forum.daftar"
_TANPA = (None, None, "")
_KOLOM = [
    *(satu.name for satu in Topik._meta.concrete_fields),
    *Pengguna.kolom_nama("penulis", "penulis_akhir"),
]
_TEMPAT = [
    *(f"ruang__{satu.name}" for satu in Ruang._meta.concrete_fields),
    *(f"ruang__simpul__{satu.name}" for satu in Simpul._meta.concrete_fields),
]


@dataclass
class Daftar:
    """Sepotong daftar; `lanjut` kunci potongan berikutnya atau kosong."""

    topik: list[Topik]
    lanjut: str = ""
    awal: bool = True
    halaman: int = 0
    halaman_terakhir: int = 0
    tersemat: list[Topik] = field(default_factory=list)


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
    """Baris sesudah kunci, beserta bidang dan tanda baca pembacanya: tiga kueri."""
    daftar = _potong(asal, sesudah, jumlah)
    _lengkapi(daftar.topik, oleh)
    return daftar


def daftar_ruang(ruang: Ruang, oleh, *, nomor: int | None = None, sesudah: str = "") -> Daftar:
    """Satu halaman ruang, bernomor atau menurut kunci, dengan yang disematkan di halaman pertamanya.

    Hak baca ruangnya sudah diperiksa pemanggilnya.
    """
    asal = Topik.objects.tampil_di(ruang)
    daftar = _bernomor(asal, ruang, nomor) if nomor else _potong(asal, sesudah, PER_HALAMAN, ruang)
    if daftar.awal:
        daftar.tersemat = _baris(asal.filter(disematkan_sampai__gt=timezone.now()).terbaru()[:5], ruang)
    _lengkapi([*daftar.tersemat, *daftar.topik], oleh)
    return daftar


def _potong(asal: QuerySet[Topik], sesudah: str, jumlah: int, ruang: Ruang | None = None) -> Daftar:
    kunci = baca_kunci(sesudah) if sesudah else None
    if kunci:
        saat, pk = kunci
        # Syarat pertama berlebihan secara logika, tetapi membuat indeks (dibalas_pada, id) terpakai.
        asal = asal.filter(dibalas_pada__lte=saat).filter(Q(dibalas_pada__lt=saat) | Q(dibalas_pada=saat, pk__lt=pk))
    baris = _baris(asal.terbaru()[: jumlah + 1], ruang)
    lanjut = kunci_dari(baris[jumlah - 1]) if len(baris) > jumlah else ""
    return Daftar(baris[:jumlah], lanjut, awal=kunci is None)


def _bernomor(asal: QuerySet[Topik], ruang: Ruang, nomor: int) -> Daftar:
    """Offset hanya atas id di dalam indeks, lalu barisnya diambil menurut id: tetap satu kueri."""
    terakhir = max(1, min(-(-ruang.jumlah_topik // PER_HALAMAN), HALAMAN_MAKS))
    nomor = min(max(nomor, 1), terakhir)
    mulai = (nomor - 1) * PER_HALAMAN
    pk = asal.terbaru().values("pk")[mulai : mulai + PER_HALAMAN]
    baris = _baris(Topik.objects.filter(pk__in=pk).terbaru(), ruang)
    return Daftar(baris, awal=nomor == 1, halaman=nomor, halaman_terakhir=terakhir)


def _baris(asal: QuerySet[Topik], ruang: Ruang | None) -> list[Topik]:
    """Topik dengan penulisnya (namanya saja) dan tempatnya, yang tidak diambil lagi bila semuanya dari satu `ruang`."""
    tempat = [] if ruang else ["ruang__simpul"]
    baris = list(asal.select_related("penulis", "penulis_akhir", *tempat).only(*_KOLOM, *([] if ruang else _TEMPAT)))
    if ruang:
        for satu in baris:
            satu.ruang = ruang
    return baris


def _lengkapi(daftar: list[Topik], oleh) -> None:
    prefetch_related_objects(daftar, "bidang")
    if daftar and oleh.is_authenticated and not hasattr(daftar[0], "baru"):
        beri_tanda_baca(daftar, oleh)


def beri_tanda_baca(daftar: list[Topik], oleh) -> None:
    """Memberi tiap topik `dibaca` (nomor), `tingkat_saya`, dan `baru` (belum dibaca): satu kueri.

    Aturannya `syarat_baru`, di sini atas baris yang sudah diambil: menyusun dan menjalankan syarat itu di tiap daftar lebih
    mahal daripada seluruh daftarnya (docs/bench.md).
    """
    bisu = TopikPengguna.Tingkat.BISU
    tanda = _tanda(oleh, [satu.pk for satu in daftar], {satu.ruang_id for satu in daftar})
    batas = tanda.get(("batas", oleh.pk), _TANPA)[1] or oleh.date_joined
    for satu in daftar:
        satu.dibaca, _, satu.tingkat_saya = tanda.get(("topik", satu.pk), _TANPA)
        _, sampai, tingkat = tanda.get(("ruang", satu.ruang_id), _TANPA)
        tingkat = satu.tingkat_saya or tingkat or tanda.get(("simpul", satu.ruang.simpul_id), _TANPA)[2]
        satu.baru = (
            satu.dibalas_pada > batas
            and not (sampai and sampai >= satu.dibalas_pada)
            and (satu.dibaca is None or satu.dibaca < satu.nomor_akhir)
            and tingkat != bisu
        )


def _tanda(oleh, topik: list[int], ruang: set[int]) -> dict[tuple[str, int], tuple]:
    """Semua tanda seseorang atas baris-baris itu, satu kueri: {(jenis, kunci): (nomor, saat, tingkat)}."""
    nomor, saat = Value(None, output_field=IntegerField()), Value(None, output_field=DateTimeField())
    milik = TopikPengguna.objects.filter(pengguna=oleh, topik__in=topik)
    batas = RuangPengguna.objects.filter(pengguna=oleh, ruang__in=ruang)
    simpul = SimpulPengguna.objects.filter(pengguna=oleh)
    semua = milik.values_list(Value("topik"), "topik", "terakhir_dibaca", saat, "tingkat").union(
        batas.values_list(Value("ruang"), "ruang", nomor, "dibaca_sebelum", "tingkat"),
        simpul.values_list(Value("simpul"), "simpul", nomor, saat, "tingkat"),
        BatasBaca.objects.filter(pengguna=oleh).values_list(
            Value("batas"), "pengguna", nomor, "dibaca_sebelum", Value("")
        ),
        all=True,
    )
    return {(jenis, kunci): tuple(isi) for jenis, kunci, *isi in semua}


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
    milik = TopikPengguna.objects.filter(pengguna=oleh, topik=OuterRef("pk")).values("terakhir_dibaca")[:1]
    bertanda = asal.annotate(dibaca=Subquery(milik), baru=Value(True))
    return potong(bertanda, oleh, sesudah=sesudah), asal.count()


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
