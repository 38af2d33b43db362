from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.urls import reverse

from replikasi.bacaan import buku
from replikasi.models import BukuReplikasiPage, LangkahPage
from wilayah.models import Wilayah

register = template.Library()


@register.inclusion_tag("komponen/remah.html")
def remah_wilayah(leluhur: Sequence[Wilayah], kini: Wilayah | None = None, akhir: str = "") -> dict:
    """Beranda › Kemajuan desa › provinsi › … › halaman ini. `akhir` nama halaman di bawah `kini`."""
    jejak = [{"label": "Beranda", "url": "/"}, {"label": "Kemajuan desa", "url": reverse("replikasi:beranda")}]
    jejak += [{"label": satu.nama_ringkas, "url": satu.get_absolute_url()} for satu in (leluhur or ())]
    if kini:
        jejak.append({"label": kini.nama_ringkas, "url": kini.get_absolute_url()})
    if akhir:
        jejak.append({"label": akhir, "url": ""})
    jejak[-1]["url"] = ""
    return {"jejak": jejak}


@register.simple_tag
def isi_buku(halaman: BukuReplikasiPage) -> list[buku.BabBuku]:
    return buku.isi_buku(halaman)


@register.simple_tag(takes_context=True)
def tercapai_saya(context) -> set[int]:
    return buku.tercapai_saya(context["request"].user)


@register.simple_tag(takes_context=True)
def data_langkah(context, langkah: LangkahPage) -> dict:
    """Semua yang mengelilingi satu langkah: tetangga, keadaan desa pembaca, sebaran, modul."""
    sebelum, sesudah = buku.tetangga(langkah)
    sudah, dari = buku.sebaran_tonggak(langkah.tonggak)
    return {
        "sebelum": sebelum, "sesudah": sesudah, "sudah": sudah, "dari": dari,
        "saya": buku.keadaan_saya(context["request"].user, langkah.tonggak), "modul": buku.modul_langkah(langkah.tonggak),
    }  # fmt: skip


@register.filter
def bagi(teks: str) -> list[str]:
    return teks.split()
