"""Menerbitkan buku panduan dari naskahnya sebagai halaman Wagtail."""

from __future__ import annotations

import json

from django.db import transaction
from wagtail.models import Page, Site

from replikasi.bibit import HARI_KERJA, buku, naskah_langkah
from replikasi.models import BabPage, BukuReplikasiPage, LangkahPage, Tonggak

from .edisi_buku import edisi_terbaru, terbitkan_edisi
from .praktik import rak_praktik
from .templat import tanam_templat

STATUS_NASKAH = "Rancangan untuk ditelaah; bukan kebijakan resmi OpenDesa"


@transaction.atomic
def terbitkan_buku() -> BukuReplikasiPage:
    """Sekali saja: buku yang sudah ada tidak disentuh, sebab penyunting mungkin sudah mengubahnya."""
    tanam_templat()
    if ada := BukuReplikasiPage.objects.first():
        rak_praktik()
        if edisi_terbaru() is None:
            terbitkan_edisi(nama=ada.edisi or "Edisi pertama", oleh=None)
        return ada
    naskah = buku()
    sampul = _akar().add_child(
        instance=BukuReplikasiPage(
            title="Panduan replikasi",
            slug="panduan",
            seo_title=naskah["judul"],
            ringkas="Delapan bab, tiga puluh empat langkah: dari komitmen pimpinan sampai membimbing nagari berikutnya.",
            pembuka=(
                "<p>Panduan ini menuntun satu nagari, desa, atau gampong menerapkan OpenSID sampai mandiri. Setiap "
                "langkah adalah tonggak: kerjakan, simpan buktinya, lalu klaim. Orang kedua memeriksa, dan kemajuan "
                "desa Anda berubah saat itu juga.</p>"
            ),
            edisi="Edisi rancangan, November 2026",
            status_naskah=STATUS_NASKAH,
            show_in_menus=True,
        )
    )
    tonggak = Tonggak.objects.in_bulk(field_name="slug")
    for bab in naskah["bab"]:
        halaman_bab = sampul.add_child(
            instance=BabPage(
                title=bab["judul"], slug=f"bab-{bab['kode'][1:]}", kode=bab["kode"], ringkas=bab["ringkas"]
            )
        )
        for langkah in bab["langkah"]:
            halaman_bab.add_child(
                instance=LangkahPage(
                    title=langkah["judul"], slug=langkah["tonggak"], kode=langkah["kode"],
                    tonggak=tonggak[langkah["tonggak"]], tindakan=langkah["tindakan"], bukti=langkah["bukti"],
                    penanggung_jawab=langkah["penanggung_jawab"], templat="\n".join(langkah["templat"]),
                    hari_kerja=HARI_KERJA[langkah["tonggak"]], naskah=json.dumps(naskah_langkah()[langkah["tonggak"]]),
                )
            )  # fmt: skip
    terbitkan_edisi(nama=sampul.edisi, oleh=None)
    rak_praktik()
    return sampul


def _akar() -> Page:
    situs = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return situs.root_page if situs else Page.objects.filter(depth=2).first()
