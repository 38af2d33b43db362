"""Umpan Atom simpul, ruang, bidang, dan wilayah dari simpul publik: dua puluh kiriman tampil terbaru, HTML yang sudah bersih (forum.md 11)."""

from __future__ import annotations

import re
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import condition, require_safe

from akun.models import Pengguna
from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah

from .models import Kiriman, Ruang, Simpul, TopikBidang, TopikWilayah

JUMLAH = 20
_TAUTAN_DALAM = re.compile(r'(href|src)="(/[^"/][^"]*)"')
UMUM = AnonymousUser()  # umpan tidak mengenal siapa pembacanya: isinya selalu yang boleh dilihat umum


def _simpul(slug: str) -> Simpul:
    simpul = Simpul.objects.isi_terlihat(oleh=UMUM).filter(slug=slug).first()
    if simpul is None:
        raise Http404
    return simpul


def _ruang(slug: str, ruang: str) -> Ruang:
    baris = Ruang.objects.terlihat(oleh=UMUM).select_related("simpul").filter(simpul__slug=slug, slug=ruang).first()
    if baris is None:
        raise Http404
    return baris


def _terbaru(syarat: Q) -> QuerySet[Kiriman]:
    return Kiriman.objects.terbaca(oleh=UMUM).filter(syarat).order_by("-pk")


def _sidik(syarat: Q) -> str:
    """Berubah bersama isi, judul, dan nama penulisnya (orang yang menghapus akunnya tidak tinggal di umpan lama)."""
    baris = _terbaru(syarat).values_list(
        "pk", "jumlah_sunting", "versi_perender", "topik__judul", *Pengguna.kolom_nama("penulis")
    )[:JUMLAH]
    return f'"{sha256(repr(list(baris)).encode()).hexdigest()[:32]}"'


def _susun(syarat: Q, *, judul: str, url: str, alamat: str) -> HttpResponse:
    umpan = Atom1Feed(
        title=judul,
        link=settings.SITE_URL + url,
        description="",
        subtitle="Kiriman terbaru dari ForSID",
        language="id",
        feed_url=settings.SITE_URL + alamat,
    )
    for kiriman in _terbaru(syarat).select_related("topik", "penulis")[:JUMLAH]:
        topik = kiriman.topik
        umpan.add_item(
            title=topik.judul if kiriman.nomor == 1 else f"Balasan {kiriman.nomor - 1}: {topik.judul}",
            link=settings.SITE_URL + kiriman.get_absolute_url(),
            description=_TAUTAN_DALAM.sub(rf'\1="{settings.SITE_URL}\2"', kiriman.html),
            unique_id=f"{settings.SITE_URL}/forum/kiriman/{kiriman.pk}",
            author_name=kiriman.nama_penulis,
            pubdate=kiriman.dibuat,
            updateddate=kiriman.disunting or kiriman.dibuat,
        )
    return HttpResponse(umpan.writeString("utf-8"), content_type=umpan.content_type)


@require_safe
@condition(etag_func=lambda request, slug: _sidik(Q(topik__ruang__simpul=_simpul(slug))))
def umpan_simpul(request: HttpRequest, slug: str) -> HttpResponse:
    simpul = _simpul(slug)
    return _susun(
        Q(topik__ruang__simpul=simpul), judul=simpul.nama, url=simpul.get_absolute_url(),
        alamat=reverse("forum:umpan-simpul", args=[slug]),
    )  # fmt: skip


@require_safe
@condition(etag_func=lambda request, slug, ruang: _sidik(Q(topik__ruang=_ruang(slug, ruang))))
def umpan_ruang(request: HttpRequest, slug: str, ruang: str) -> HttpResponse:
    baris = _ruang(slug, ruang)
    return _susun(
        Q(topik__ruang=baris), judul=str(baris), url=baris.get_absolute_url(),
        alamat=reverse("forum:umpan-ruang", args=[slug, ruang]),
    )  # fmt: skip


def _q_bidang(slug: str) -> tuple[Bidang, Q]:
    baris = get_object_or_404(Bidang, slug=slug)
    tertaut = TopikBidang.objects.filter(Q(bidang=baris) | Q(bidang__induk=baris)).values("topik")
    return baris, Q(topik__in=tertaut)


@require_safe
@condition(etag_func=lambda request, slug: _sidik(_q_bidang(slug)[1]))
def umpan_bidang(request: HttpRequest, slug: str) -> HttpResponse:
    baris, syarat = _q_bidang(slug)
    return _susun(
        syarat, judul=f"{baris.nama} di forum", url=reverse("forum:bidang", args=[slug]),
        alamat=reverse("forum:umpan-bidang", args=[slug]),
    )  # fmt: skip


def _q_wilayah(kode: str) -> tuple[Wilayah, Q]:
    """Percakapan di simpul wilayah itu dan yang menyebut desa di dalamnya."""
    baris = get_object_or_404(Wilayah, kode=kode[:13])
    tertaut = TopikWilayah.objects.filter(wilayah__kunci__range=baris.rentang).values("topik")
    return baris, Q(topik__ruang__simpul__wilayah__kunci__range=baris.rentang) | Q(topik__in=tertaut)


@require_safe
@condition(etag_func=lambda request, kode: _sidik(_q_wilayah(kode)[1]))
def umpan_wilayah(request: HttpRequest, kode: str) -> HttpResponse:
    baris, syarat = _q_wilayah(kode)
    return _susun(
        syarat, judul=f"Forum: {baris.nama_lengkap}", url=baris.get_absolute_url(),
        alamat=reverse("forum:umpan-wilayah", args=[kode]),
    )  # fmt: skip
