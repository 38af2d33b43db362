from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.urls import reverse

from forum.hak import Hak
from forum.models import AnggotaSimpul, Kunjungan, Ruang, Simpul, Tinjauan, Topik
from wilayah.models import Wilayah

from .beranda import ruang_dengan_akhir
from .daftar import potong


@dataclass(frozen=True)
class Menunggu:
    """Satu hal di simpul ini yang menunggu perbuatan pembacanya."""

    judul: str
    jumlah: int
    url: str
    ikon: str


@dataclass
class HalamanSimpul:
    simpul: Simpul
    hak: Hak
    jumlah_desa: int = 0
    sebutan_desa: str = ""
    ruang: list[Ruang] = field(default_factory=list)
    topik: list[Topik] = field(default_factory=list)
    pengurus: list[AnggotaSimpul] = field(default_factory=list)
    saya: AnggotaSimpul | None = None
    menunggu: list[Menunggu] = field(default_factory=list)
    kelompok: list[Simpul] = field(default_factory=list)
    kunjungan: list[Kunjungan] = field(default_factory=list)  # terbaru dahulu; hanya di simpul tertutup


def halaman_simpul(simpul: Simpul, oleh, hak: Hak) -> HalamanSimpul:
    """Nama dan jumlah bagi semua yang boleh melihat simpulnya; isinya hanya bagi yang boleh membaca."""
    hal = HalamanSimpul(simpul, hak)
    if simpul.wilayah:
        hal.jumlah_desa, hal.sebutan_desa = _desa(simpul.wilayah)
        kelompok = Simpul.objects.terlihat(oleh=oleh).kelompok_di(simpul.wilayah).exclude(pk=simpul.pk)
        hal.kelompok = list(kelompok.order_by("nama")[:8])
    if oleh.is_authenticated:
        hal.saya = AnggotaSimpul.objects.filter(simpul=simpul, pengguna=oleh).first()
    if not simpul.publik and (hak.anggota or hak.pengelola):
        hal.kunjungan = list(simpul.kunjungan.select_related("pengelola")[:5])
    if not hak.isi:
        return hal
    hal.ruang = ruang_dengan_akhir([simpul], oleh)
    hal.topik = potong(
        Topik.objects.terbaca(oleh=oleh).filter(ruang__in=[r.pk for r in hal.ruang]), oleh, jumlah=6
    ).topik
    hal.pengurus = list(
        daftar_anggota(simpul, oleh).filter(peran__in=["koordinator", "moderator"], keadaan="aktif")[:12]
    )
    hal.menunggu = list(_menunggu(simpul, oleh, hak))
    return hal


def _menunggu(simpul: Simpul, oleh, hak: Hak) -> Iterator[Menunggu]:
    """Yang menunggu: pertanyaan bagi anggota, permintaan bagi koordinator, perkara bagi pengurus."""
    if hak.anggota or hak.moderasi:
        tanya = Topik.objects.terbaca(oleh=oleh).belum_terjawab().filter(ruang__simpul=simpul)
        if n := tanya.count():
            url = f"{reverse('forum:belum-terjawab')}?simpul={simpul.slug}"
            yield Menunggu("pertanyaan belum terjawab", n, url, "bantuan")
    if hak.kelola and (n := AnggotaSimpul.objects.menunggu().filter(simpul=simpul).count()):
        yield Menunggu("permintaan bergabung", n, reverse("forum:anggota", args=[simpul.slug]), "orang-orang")
    if hak.moderasi:
        perkara = Tinjauan.objects.terlihat(oleh=oleh).terbuka().filter(kiriman__topik__ruang__simpul=simpul)
        if n := perkara.count():
            yield Menunggu("perkara untuk diperiksa", n, reverse("forum:tinjauan"), "bendera")


def _desa(wilayah: Wilayah) -> tuple[int, str]:
    """Banyaknya desa dan sebutannya setempat: "79, nagari" atau "254, desa dan kelurahan"."""
    desa = Wilayah.objects.di_dalam(wilayah).desa().filter(berlaku=True)
    hitung = list(desa.order_by().values_list("sebutan").annotate(n=Count("pk")).order_by("-n"))
    sebutan = [nama or "desa" for nama, _ in hitung]
    return sum(n for _, n in hitung), " dan ".join(dict.fromkeys(sebutan))


def daftar_anggota(simpul: Simpul, oleh) -> QuerySet[AnggotaSimpul]:
    """Koordinator, moderator, lalu anggota menurut lamanya; hanya yang boleh dilihat pembaca ini."""
    tingkat = Case(
        When(peran="koordinator", then=Value(0)),
        When(peran="moderator", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        AnggotaSimpul.objects.terlihat(oleh=oleh)
        .filter(simpul=simpul)
        .exclude(keadaan=AnggotaSimpul.Keadaan.KELUAR)
        .select_related("pengguna")
        .order_by(tingkat, "sejak", "pk")
    )
