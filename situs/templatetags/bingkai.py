"""Tanda bingkai, terdaftar sebagai bawaan: tidak perlu `{% load %}`. Contoh pemakaian: docs/gaya.md."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from zlib import crc32

from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from situs import bagan, tulisan

register = template.Library()

IKON_STATUS = {
    "berhasil": "centang-lingkar",
    "proses": "putar",
    "info": "info",
    "perhatian": "jam",
    "bahaya": "seru",
    "aksen": "bintang",
    "netral": "lingkaran",
}


@register.simple_tag
@lru_cache(maxsize=1_000)
def ikon(nama: str, label: str = "", ukuran: int = 20) -> SafeString:
    """Satu gambar dari sprite. Tanpa `label` ia hiasan dan dilewati pembaca layar. Diingat: satu halaman memuat puluhan."""
    tampak = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="ikon" {} focusable="false" width="{}" height="{}"><use href="{}#{}"></use></svg>',
        tampak, str(ukuran), str(ukuran), static("situs/ikon.svg"), nama,
    )  # fmt: skip


@register.simple_tag
def alamat(nama: str, *args, **kwargs) -> str:
    """Seperti `url`, tetapi kosong bila rutenya belum ada: `{% alamat "forum:beranda" as u %}{% if u %}`."""
    try:
        return reverse(nama, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag
@lru_cache(maxsize=1_000, typed=True)  # typed: teks aman dan teks biasa yang sama hurufnya ditulis lain
def lencana(teks: object, jenis: str = "netral", ikon: str = "") -> SafeString:
    """Status dengan ikon dan teks; jenis: netral, info, proses, berhasil, perhatian, bahaya, aksen."""
    return format_html(
        '<span class="lencana lencana--{}">{}<span>{}</span></span>', jenis,
        gambar(ikon or IKON_STATUS.get(jenis, "lingkaran")), teks,
    )  # fmt: skip


gambar = ikon


@register.simple_tag
def inisial(orang: object, ukuran: str = "") -> SafeString:
    """Lingkaran dua huruf; warnanya tetap bagi nama yang sama. `ukuran`: kecil, besar."""
    return _inisial(str(orang), ukuran)


@lru_cache(maxsize=10_000)
def _inisial(nama: str, ukuran: str) -> SafeString:
    kelas = f"inisial inisial--{crc32(nama.encode()) % 4}" + (f" inisial--{ukuran}" if ukuran else "")
    return format_html('<span class="{}" aria-hidden="true">{}</span>', kelas, tulisan.inisial(nama))


@register.simple_tag
def waktu(saat, bentuk: str = "relatif") -> SafeString | str:
    """`<time>`: relatif ("3 jam lalu"), "tanggal", atau "lengkap"; tooltip selalu memuat jam dan zona."""
    if not saat:
        return "–"
    if not hasattr(saat, "hour"):
        return SafeString(f'<time datetime="{saat.isoformat()}">{tulisan.tanggal(saat)}</time>')
    berubah = bentuk == "relatif" and abs(timezone.now() - saat) < timedelta(days=9)
    return (_tulis_waktu if berubah else _waktu_tetap)(saat, bentuk, timezone.get_current_timezone())


def _tulis_waktu(saat: datetime, bentuk: str, zona: tzinfo) -> SafeString:
    lokal = saat.astimezone(zona)
    lengkap = tulisan.tanggal_jam(lokal)
    teks = {"relatif": tulisan.waktu_relatif, "tanggal": tulisan.tanggal}.get(bentuk, tulisan.tanggal_jam)(lokal)
    return SafeString(f'<time datetime="{saat.isoformat()}" title="{lengkap}">{teks}</time>')


_waktu_tetap = lru_cache(maxsize=10_000)(_tulis_waktu)  # lewat seminggu tertulis sebagai tanggal, tidak berubah lagi


@register.filter
def angka(nilai, desimal=0) -> str:
    """1234.5|angka → 1.235; 1234.5|angka:1 → 1.234,5."""
    return tulisan.angka(nilai, int(desimal))


@register.filter
def persen(nilai, desimal=0) -> str:
    """61.6|persen:1 → 61,6%."""
    return tulisan.persen(nilai, int(desimal))


@register.filter
def peramban(tanda: str) -> str:
    return tulisan.peramban(tanda or "")


@register.filter
def jalur(halaman) -> str:
    """Alamat halaman Wagtail tanpa kueri (`{% pageurl %}` bertanya tiga kali): situs ini satu, pohonnya satu."""
    return "/" + halaman.url_path.split("/", 2)[2]


# --- Navigasi -----------------------------------------------------------------------------------------------------
@register.inclusion_tag("komponen/remah.html")
def remah(*pasangan) -> dict:
    """Berselang-seling label dan alamat, diakhiri label halaman ini: `{% remah "Forum" "/forum/" topik.judul %}`."""
    jejak = [{"label": "Beranda", "url": "/"}]
    for letak in range(0, len(pasangan), 2):
        jejak.append({"label": pasangan[letak], "url": pasangan[letak + 1] if letak + 1 < len(pasangan) else ""})
    return {"jejak": jejak}


@register.inclusion_tag("komponen/halaman.html", takes_context=True)
def halaman(context, hal: Page, nama: str = "halaman") -> dict:
    """Penomoran untuk `Paginator`; kueri lain pada alamat dipertahankan."""
    kueri = context["request"].GET.copy()
    nomor = []
    for satu in hal.paginator.get_elided_page_range(hal.number, on_each_side=1, on_ends=1):
        if isinstance(satu, int):
            kueri[nama] = satu
            nomor.append({"teks": str(satu), "url": f"?{kueri.urlencode()}", "kini": satu == hal.number})
        else:
            nomor.append({"teks": "…", "url": ""})

    def ke(tujuan: int) -> str:
        kueri[nama] = tujuan
        return f"?{kueri.urlencode()}"

    return {
        "banyak": hal.paginator.num_pages > 1,
        "nomor": nomor,
        "sebelum": ke(hal.previous_page_number()) if hal.has_previous() else "",
        "sesudah": ke(hal.next_page_number()) if hal.has_next() else "",
    }


@register.inclusion_tag("komponen/halaman_kunci.html", takes_context=True)
def halaman_kunci(context, sesudah="", sebelum="", nama: str = "sesudah", label: str = "Lebih lama") -> dict:
    """Penomoran kunci: `sesudah` kunci baris terakhir (kosong: habis), `sebelum` benar bila ada tombol ke awal."""
    kueri = context["request"].GET.copy()
    kueri.pop(nama, None)
    awal = f"?{kueri.urlencode()}"
    if sesudah:
        kueri[nama] = sesudah
    return {"awal": awal if sebelum else "", "lanjut": f"?{kueri.urlencode()}" if sesudah else "", "label": label}


# --- Tampilan data --------------------------------------------------------------------------------------------------
@register.inclusion_tag("komponen/kemajuan.html")
def kemajuan(selesai, dari, label: str = "", satuan: str = "") -> dict:
    """Batang kemajuan dengan angkanya; `dari` nol berarti belum ada apa-apa."""
    return {
        "nilai": str(selesai or 0), "maks": str(dari or 1), "label": label,
        "teks": f"{tulisan.angka(selesai or 0)} dari {tulisan.angka(dari or 0)} {satuan}".strip(),
    }  # fmt: skip


@register.inclusion_tag("komponen/kosong.html")
def kosong(judul: str, teks: str = "", url: str = "", tombol: str = "", gambar: str = "tunas") -> dict:
    """Keadaan kosong: apa yang belum ada dan langkah berikutnya."""
    return {"judul": judul, "teks": teks, "url": url, "tombol": tombol, "gambar": gambar}


@register.inclusion_tag("komponen/langkah.html")
def langkah(nama, kini: int) -> dict:
    """Penunjuk langkah: `nama` dipisah "|" atau daftar; `kini` dihitung dari satu."""
    daftar = nama.split("|") if isinstance(nama, str) else nama
    return {
        "langkah": [{"nama": satu, "sudah": no < kini, "kini": no == kini} for no, satu in enumerate(daftar, 1)],
        "jumlah": len(daftar),
        "ke": kini,
    }


@register.inclusion_tag("komponen/bagan/batang.html")
def batang(data, judul: str, satuan: str = "", maks=None, catatan: str = "", kolom: str = "Nama", desimal=0) -> dict:
    ukuran = bagan.batang(data, maks=maks, satuan=satuan, desimal=desimal)
    return ukuran | {"judul": judul, "catatan": catatan, "kolom": kolom, "satuan": satuan or "Jumlah"}


@register.inclusion_tag("komponen/bagan/garis.html")
def garis(label, nilai, judul: str, satuan: str = "", sasaran=None, catatan: str = "", desimal=0, rencana=()) -> dict:
    ukuran = bagan.garis(
        list(label), list(nilai), sasaran=sasaran, satuan=satuan, desimal=desimal, rencana=list(rencana)
    )
    return ukuran | {"judul": judul, "catatan": catatan, "satuan": satuan or "Jumlah"}


@register.inclusion_tag("komponen/bagan/percik.html")
def percik(nilai, label: str) -> dict:
    return bagan.percik(list(nilai)) | {"label": label}


@register.inclusion_tag("komponen/bagan/peta_petak.html")
def peta_petak(petak, judul: str, legenda=(), catatan: str = "", kolom: str = "Wilayah", satuan: str = "Nilai") -> dict:
    """`legenda`: daftar teks untuk kelas 0, 1, 2 … berurutan."""
    return bagan.peta_petak(petak) | {
        "judul": judul, "catatan": catatan, "kolom": kolom, "satuan": satuan,
        "legenda": [(str(kelas), teks) for kelas, teks in enumerate(legenda)],
    }  # fmt: skip
