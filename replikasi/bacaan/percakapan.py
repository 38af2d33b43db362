"""Percakapan forum tentang satu langkah buku atau satu desa, menurut hak pembacanya; satu kueri."""

from __future__ import annotations

from forum.bacaan.daftar import tentang_wilayah
from forum.models import Topik
from replikasi.models import LangkahPage
from wilayah.models import Wilayah

BANYAK = 3


def percakapan_desa(desa: Wilayah, oleh) -> list[Topik]:
    return list(tentang_wilayah(desa.rentang, oleh).select_related("ruang__simpul").terbaru()[:BANYAK])


def percakapan_langkah(langkah: LangkahPage, oleh) -> list[Topik]:
    tentang = Topik.objects.terbaca(oleh=oleh).filter(tanda_langkah__langkah=langkah)
    return list(tentang.select_related("ruang__simpul").terbaru()[:BANYAK])


def langkah_topik(topik: Topik) -> list[LangkahPage]:
    """Langkah terbit yang dibicarakan topik itu; kueri kedua hanya bila ada."""
    nomor = list(topik.tanda_langkah.values_list("langkah", flat=True)[:5])
    return list(LangkahPage.objects.live().public().filter(pk__in=nomor)) if nomor else []
