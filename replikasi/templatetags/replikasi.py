from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from modul_pelatihan.templatetags.pelatihan import susun
from replikasi.bacaan import buku, praktik
from replikasi.bacaan.kesepakatan import janji_wilayah
from replikasi.bacaan.percakapan import percakapan_langkah
from replikasi.bacaan.target import target_wilayah
from replikasi.layanan.jejak import UMUR_SINGGAH, kunci_singgah
from replikasi.manfaat import KELOMPOK
from replikasi.models import BukuReplikasiPage, LangkahPage
from replikasi.models.program import PERAN_PEMBACA
from replikasi.models.terbit import PERAN_PENULIS
from wilayah.models import Wilayah

register = template.Library()


@register.simple_tag
def bukti_manfaat(kelompok: str) -> SafeString:
    """Manfaat yang dibuktikan satu kelompok ukuran, dan dasar hukumnya (K-126–K-139)."""
    isi = KELOMPOK[kelompok]
    return format_html('<p class="kecil redup">Membuktikan: {}. Dasar: {}.</p>', isi.kalimat, "; ".join(isi.dasar))


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
    return buku.lapisan_setempat(langkah, context["request"], susun(context, langkah.naskah)) | {
        "templat": buku.templat_langkah(langkah),
        "sebelum": sebelum, "sesudah": sesudah, "sudah": sudah, "dari": dari,
        "saya": buku.keadaan_saya(context["request"].user, langkah.tonggak), "modul": buku.modul_langkah(langkah.tonggak),
        "percakapan": percakapan_langkah(langkah, context["request"].user),
    }  # fmt: skip


@register.simple_tag
def cari_buku(halaman: BukuReplikasiPage, kata: str) -> list[LangkahPage]:
    return buku.cari_buku(halaman, kata)


@register.simple_tag(takes_context=True)
def rak_praktik(context, halaman) -> dict:
    return praktik.rak(halaman, oleh=context["request"].user)


@register.simple_tag(takes_context=True)
def adopsi_praktik(context, halaman) -> dict:
    return praktik.adopsi(halaman, oleh=context["request"].user)


@register.filter
def nama_kriteria(skor: dict, kriteria: list[dict]) -> str:
    """Nama kriteria satu skor pada keputusan beku, yang menyimpan kodenya saja."""
    return next((satu["nama"] for satu in kriteria if satu["kode"] == skor["kode"]), skor["kode"])


@register.filter
def bagi(teks: str) -> list[str]:
    return teks.split()


@register.simple_tag(takes_context=True)
def bagian_janji(context, wilayah: Wilayah | None, pada: date | None = None) -> str:
    """Target dan kesepakatan wilayah ini, dan jalan ke daftar keduanya; nasional hanya jalannya.

    Yang untuk umum disinggahkan. Bagi yang bertugas selalu dihitung, sebab ia melihat lebih; wilayah tanpa target dan
    kesepakatan tidak ditanyakan lagi, jadi dasbor tetap paling banyak enam kueri, juga pada kunjungan pertama.
    """
    oleh = context["request"].user
    if wilayah is None or pada or (oleh.is_authenticated and oleh.berperan(*PERAN_PEMBACA)):
        return _rupa_janji(wilayah, oleh, pada)
    kunci = kunci_singgah(wilayah.pk)
    rupa = cache.get(kunci)
    if rupa is None:
        rupa = str(_rupa_janji(wilayah, AnonymousUser()))
        cache.set(kunci, rupa, UMUR_SINGGAH)
    return mark_safe(rupa)  # hasil templat kita sendiri, sudah di-escape


def _rupa_janji(wilayah: Wilayah | None, oleh, pada: date | None = None) -> str:
    isi = {"pada": pada, "penulis": oleh.is_authenticated and oleh.berperan(*PERAN_PENULIS)}
    if wilayah is not None:
        isi |= {
            "wilayah": wilayah,
            "target": target_wilayah(wilayah, oleh=oleh, pada=pada) if getattr(wilayah, "ada_target", True) else [],
            "kesepakatan": janji_wilayah(wilayah, oleh=oleh, pada=pada)
            if getattr(wilayah, "ada_kesepakatan", True)
            else [],
        }
    return render_to_string("replikasi/bagian/janji_wilayah.html", isi)
