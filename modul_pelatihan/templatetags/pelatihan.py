from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, mark_safe
from wagtail import hooks
from wagtail.rich_text import RichText

from modul_pelatihan import bacaan, lembar
from modul_pelatihan.bacaan import kuis as bacaan_kuis
from modul_pelatihan.blocks import susun_isi
from modul_pelatihan.luring import tanda_pemilik
from modul_pelatihan.models.angkatan import PERAN_HITUNG
from modul_pelatihan.penilaian import tampil_persen
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
    """Balok yang boleh dilihat pembaca, bernomor dan berjangkar; langkah untuk versi lain terlipat."""
    pembaca = _pembaca(context)
    terbatas = any(
        satu.block_type == "langkah" and (satu.value["versi_min"] or satu.value["versi_maks"] or satu.value["edisi"])
        for satu in isi
    )
    milik = bacaan.versi_pembaca(pembaca) if terbatas else None
    return susun_isi(isi, oleh=pembaca, berlaku=lambda nilai: bacaan.langkah_berlaku(nilai, milik))


@register.simple_tag
def batas_rilis(nilai) -> str:
    """ "Mulai rilis 24.10, sampai rilis 25.04 (edisi Premium)"; kosong bila langkah itu tidak dibatasi."""
    batas = [
        f"{kata} rilis {nilai[nama]}"
        for kata, nama in (("mulai", "versi_min"), ("sampai", "versi_maks"))
        if nilai.get(nama)
    ]
    edisi = (nilai.get("edisi") or "").capitalize()
    if not batas:
        return f"Edisi {edisi}" if edisi else ""
    teks = ", ".join(batas) + (f" (edisi {edisi})" if edisi else "")
    return teks[0].upper() + teks[1:]


@register.simple_tag(takes_context=True)
def tanda_luring(context) -> str:
    """Nama kotak simpanan pembaca ini di perangkatnya."""
    return tanda_pemilik(_pembaca(context))


@register.simple_tag(takes_context=True)
def panel_belajar(context) -> list[Any]:
    """Slot di "Belajar saya": kamar di atas menganjurkan pelajaran lewat hook `panel_belajar(orang, request)`."""
    permintaan = context["request"]
    panel = [isi for fungsi in hooks.get_hooks("panel_belajar") if (isi := fungsi(permintaan.user, permintaan))]
    return sorted(panel, key=lambda satu: getattr(satu, "order", 100))


@register.simple_tag(takes_context=True)
def boleh_hitung(context) -> bool:
    """Benar bila pembaca boleh membuka hasil pelatihan wilayahnya."""
    orang = getattr(context.get("request"), "user", None)
    return orang is not None and orang.is_authenticated and orang.berperan(*PERAN_HITUNG)


@register.simple_tag
def bentuk_unduh() -> list[tuple[str, str]]:
    return [("pdf", "PDF"), ("epub", "EPUB"), ("zip", "ZIP")]


@register.simple_tag(takes_context=True)
def panel_tonggak(context, slug: str) -> Any | None:
    """Slot: keadaan satu tonggak di desa pembaca lewat hook `panel_tonggak(slug, request)`; None bila belum ada pengisinya."""
    permintaan = context.get("request")
    return next((isi for fungsi in hooks.get_hooks("panel_tonggak") if (isi := fungsi(slug, permintaan))), None)


@register.simple_tag
def baca_latihan(kuis) -> dict[str, Any]:
    """Soal latihan tanpa kunci, untuk balok kuis di pelajaran: `{% baca_latihan kuis as latihan %}`."""
    return bacaan_kuis.latihan(kuis)


@register.filter
def pecahan_persen(rasio) -> str:
    """2/3 → "66,66": dipotong, tidak dibulatkan; kosong → "-"."""
    return tampil_persen(rasio)


@register.filter
def jawaban_tunggal(isi) -> str:
    """Jawaban tersimpan (teks) atau ketikan yang ditolak (daftar satu teks) menjadi isi kotaknya."""
    return (isi[0] if isi else "") if isinstance(isi, list) else isi


@register.filter
def bilangan(nilai) -> str:
    """Pecahan nilai seperti ditulis orang: 1/2 → "0,5"; paling banyak dua angka, dipotong."""
    if nilai is None:
        return "-"
    return tampil_persen(nilai / 100).rstrip("0").rstrip(",")


@register.simple_tag(takes_context=True)
def panel_pelajaran(context, pelajaran) -> list[Any]:
    """Slot: kamar di atas menaruh panel di akhir pelajaran lewat hook `panel_pelajaran(pelajaran, request)`."""
    permintaan = context.get("request")
    panel = [isi for fungsi in hooks.get_hooks("panel_pelajaran") if (isi := fungsi(pelajaran, permintaan))]
    return sorted(panel, key=lambda satu: getattr(satu, "order", 100))


@register.simple_tag
def jadwal(angkatan, sesi) -> str:
    """Waktu sesi menurut jam tempat kelas: "Senin, 2 November 2026, 09.00–11.00 WIB"."""
    return lembar.waktu_sesi(angkatan, sesi.mulai, sesi.selesai)


@register.filter
def ambil(kamus, kunci):
    """Isi kamus menurut kunci, kosong bila tidak ada."""
    return kamus.get(kunci) if isinstance(kamus, dict) else None


@register.filter
def kurang(jumlah: int, dikurangi: int) -> int:
    return max(0, jumlah - dikurangi)


@register.filter
def desimal(pecahan) -> str:
    """3/5 → "0,60": dipotong dua angka; kosong → "-"."""
    if pecahan is None:
        return "-"
    potong = abs(pecahan.numerator) * 100 // pecahan.denominator
    return f"{'-' if pecahan < 0 else ''}{potong // 100},{potong % 100:02d}"
