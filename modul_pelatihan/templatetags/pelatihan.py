from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, mark_safe
from wagtail import hooks
from wagtail.rich_text import RichText

from modul_pelatihan import bacaan
from modul_pelatihan.blocks import susun_isi
from modul_pelatihan.sebutan import ganti_sebutan

register = template.Library()


def _pembaca(context):
    return getattr(context.get("request"), "user", None) or AnonymousUser()


@register.filter
def setempat(teks: object, kata: str = "desa") -> str:
    """Penanda {sebutan} menjadi kata setempat pembaca: `{{ halaman.praktik|setempat:b.sebutan }}`."""
    hasil = ganti_sebutan(str(teks), kata or "desa")
    return mark_safe(hasil) if isinstance(teks, SafeData | RichText) else hasil


@register.simple_tag(takes_context=True)
def naskah(context, teks: object) -> str:
    """`setempat` di dalam balok: kata setempatnya ada pada konteks `kata`, di pratinjau menjadi "desa"."""
    return conditional_escape(setempat(teks, context.get("kata") or "desa"))


@register.simple_tag(takes_context=True)
def baca_indeks(context) -> dict[str, Any]:
    return bacaan.indeks(_pembaca(context))


@register.simple_tag(takes_context=True)
def baca_modul(context, halaman) -> dict[str, Any]:
    return bacaan.modul(halaman, _pembaca(context))


@register.simple_tag(takes_context=True)
def baca_pelajaran(context, halaman) -> dict[str, Any]:
    return bacaan.pelajaran(halaman, _pembaca(context))


@register.simple_tag(takes_context=True)
def sebutan(context) -> str:
    """Kata setempat pembaca, dibaca sekali per permintaan; dipakai juga artikel dan buku panduan."""
    return bacaan.sebutan_pembaca(_pembaca(context))


@register.simple_tag(takes_context=True)
def susun(context, isi) -> list[dict[str, Any]]:
    """Balok yang boleh dilihat pembaca, bernomor dan berjangkar."""
    return susun_isi(isi, oleh=_pembaca(context))


@register.simple_tag(takes_context=True)
def panel_pelajaran(context, pelajaran) -> list[Any]:
    """Slot: kamar di atas menaruh panel di akhir pelajaran lewat hook `panel_pelajaran(pelajaran, request)`."""
    permintaan = context.get("request")
    panel = [isi for fungsi in hooks.get_hooks("panel_pelajaran") if (isi := fungsi(pelajaran, permintaan))]
    return sorted(panel, key=lambda satu: getattr(satu, "order", 100))
