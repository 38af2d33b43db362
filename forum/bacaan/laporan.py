"""Laporan tahunan satu simpul, untuk dibaca bersama dan dicetak. Semua angkanya atas yang boleh dibaca pembacanya."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Q, Sum
from django.utils import timezone

from akun.models import Pengguna
from forum.models import Acara, AnggotaSimpul, Kehadiran, Kiriman, Simpul, Topik, Usulan
from modul_pelatihan.models import Bidang

TANYA_MAKS = 5_000
SEDIKIT, BULAN = 8, 12


@dataclass
class LaporanSimpul:
    simpul: Simpul
    tahun: int
    tahun_lain: list[int]
    topik: int = 0
    kiriman: int = 0
    penulis: int = 0
    tanya: int = 0
    terjawab: int = 0
    menunggu_jam: float | None = None
    terima_kasih: int = 0
    anggota_baru: int = 0
    dari_arsip: int = 0
    acara: list[Acara] = field(default_factory=list)
    usul_jadi: list[Topik] = field(default_factory=list)
    bidang: list[dict] = field(default_factory=list)
    bulanan: list[int] = field(default_factory=list)
    penjawab: list[Pengguna] = field(default_factory=list)


def laporan_simpul(simpul: Simpul, oleh, tahun: int) -> LaporanSimpul:
    """Kueri tetap berapa pun isinya. Nama hanya bagi anggota yang memilih tampil, menurut abjad: ini bukan peringkat."""
    zona, kini = timezone.get_current_timezone(), timezone.localtime().year
    awal, akhir = datetime(tahun, 1, 1, tzinfo=zona), datetime(tahun + 1, 1, 1, tzinfo=zona)
    mulai = simpul.dibuat.astimezone(zona).year
    hasil = LaporanSimpul(simpul, tahun, [satu for satu in range(kini, max(mulai, kini - 6) - 1, -1) if satu != tahun])
    topik = Topik.objects.terbaca(oleh=oleh).filter(ruang__simpul=simpul, dibuat__gte=awal, dibuat__lt=akhir)
    kiriman = Kiriman.objects.terbaca(oleh=oleh).filter(topik__ruang__simpul=simpul, dibuat__gte=awal, dibuat__lt=akhir)
    _percakapan(hasil, topik, kiriman)
    _tanya(hasil, topik)
    hasil.anggota_baru = AnggotaSimpul.objects.aktif().filter(simpul=simpul, sejak__gte=awal, sejak__lt=akhir).count()
    hasil.acara = list(
        Acara.objects.filter(topik__in=Topik.objects.terbaca(oleh=oleh).filter(ruang__simpul=simpul).values("pk"))
        .filter(mulai__gte=awal, mulai__lt=akhir, batal=False).select_related("topik")
        .annotate(
            datang=Count("kehadiran", filter=Q(kehadiran__hadir=True)),
            menjawab=Count("kehadiran", filter=Q(kehadiran__jawaban=Kehadiran.Jawaban.HADIR, kehadiran__antre=False)),
        )
        .order_by("mulai")[:50]
    )  # fmt: skip
    hasil.usul_jadi = list(
        Topik.objects.terbaca(oleh=oleh).filter(
            ruang__simpul=simpul, usulan__status=Usulan.Status.SELESAI, usulan__diubah__gte=awal, usulan__diubah__lt=akhir
        ).order_by("judul")[:20]
    )  # fmt: skip
    bidang = Bidang.objects.filter(tanda_topik__topik__in=topik.values("pk")).annotate(n=Count("tanda_topik"))
    hasil.bidang = [{"label": satu.nama, "nilai": satu.n} for satu in bidang.order_by("-n", "nama")[:SEDIKIT]]
    return hasil


def _percakapan(hasil: LaporanSimpul, topik, kiriman) -> None:
    angka = kiriman.aggregate(
        n=Count("pk"),
        orang=Count("penulis", distinct=True),
        suka=Sum("jumlah_suka"),
        arsip=Count("pk", filter=~Q(asal="")),
    )
    hasil.topik, hasil.kiriman, hasil.penulis = topik.count(), angka["n"], angka["orang"]
    hasil.terima_kasih, hasil.dari_arsip = angka["suka"] or 0, angka["arsip"]
    bulanan = dict(kiriman.order_by().values_list("dibuat__month").annotate(n=Count("pk")))
    hasil.bulanan = [bulanan.get(bulan, 0) for bulan in range(1, BULAN + 1)]


def _tanya(hasil: LaporanSimpul, topik) -> None:
    """Banyaknya pertanyaan, yang terjawab, dan jam tengah sampai jawaban yang kemudian dipilih."""
    tanya = topik.filter(jenis=Topik.Jenis.TANYA)
    hasil.tanya = tanya.count()
    lama = tanya.filter(jawaban__isnull=False, jawaban__asal="")
    baris = list(lama.order_by("-pk").values_list("dibuat", "jawaban__dibuat", "jawaban__penulis")[:TANYA_MAKS])
    hasil.terjawab = tanya.filter(jawaban__isnull=False).count()
    if baris:
        hasil.menunggu_jam = median(
            max(dijawab - dibuat, timedelta()) / timedelta(hours=1) for dibuat, dijawab, _ in baris
        )
    orang = {penulis for *_, penulis in baris if penulis}
    tampil = AnggotaSimpul.objects.aktif().filter(simpul=hasil.simpul, pengguna__in=orang, tampil_publik=True)
    hasil.penjawab = list(Pengguna.objects.filter(pk__in=tampil.values("pengguna")).order_by("first_name", "pk")[:100])
