"""Mengambil baris yang boleh dilihat, atau 404: yang bukan hak pembaca sama dengan yang tidak ada."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest

from forum.bacaan.topik import topik_lengkap
from forum.hak import Hak
from forum.models import Kiriman, Ruang, Simpul, Topik

masuk_dulu = login_required


def ambil_simpul(slug: str, oleh) -> tuple[Simpul, Hak]:
    simpul = Simpul.objects.select_related("wilayah").filter(slug=slug).first()
    hak = simpul and simpul.hak(oleh)
    if not hak or not hak.lihat:
        raise Http404
    return simpul, hak


def ambil_ruang(slug: str, ruang: str, oleh) -> tuple[Ruang, Hak]:
    baris = Ruang.objects.select_related("simpul__wilayah").filter(simpul__slug=slug, slug=ruang).first()
    hak = baris and baris.simpul.hak(oleh)
    if not hak or not hak.isi:
        raise Http404
    return baris, hak


def ambil_topik(pk: int, oleh) -> tuple[Topik, Hak]:
    topik = topik_lengkap(pk, oleh)
    hak = topik and topik.ruang.simpul.hak(oleh)
    if not hak or not topik.boleh_dilihat(oleh=oleh, hak=hak):
        raise Http404
    return topik, hak


def ambil_kiriman(pk: int, oleh) -> tuple[Kiriman, Hak]:
    kiriman = Kiriman.objects.select_related("topik__ruang__simpul__wilayah", "penulis").filter(pk=pk).first()
    hak = kiriman and kiriman.topik.ruang.simpul.hak(oleh)
    if not hak or not kiriman.boleh_dilihat(oleh=oleh, hak=hak):
        raise Http404
    return kiriman, hak


def bilangan(request: HttpRequest, nama: str) -> int | None:
    """Bilangan positif dari kueri atau isian; yang bukan bilangan dianggap tidak ada."""
    teks = request.POST.get(nama) or request.GET.get(nama) or ""
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else None


def kunci_baru() -> UUID:
    return uuid4()
