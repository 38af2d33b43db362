from collections.abc import Iterable

from django import template
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString

from pusat_bantuan import bacaan
from pusat_bantuan.isian import sajikan
from pusat_bantuan.keadaan import SEBUTAN_DESA, Keadaan

register = template.Library()

_JENIS = {
    Keadaan.BARU: "info",
    Keadaan.DITANGANI: "proses",
    Keadaan.MENUNGGU_PEMOHON: "perhatian",
    Keadaan.MENUNGGU_GANGGUAN: "perhatian",
    Keadaan.SELESAI: "aksen",
    Keadaan.DITUTUP: "berhasil",
}
_DAMPAK = {"ringan": "netral", "sedang": "netral", "utama": "perhatian", "kritis": "bahaya"}


@register.filter
def jenis_keadaan(profil) -> str:
    """Warna lencana menurut keadaan tiket; teksnya selalu ikut."""
    return _JENIS[Keadaan(profil.keadaan)]


@register.filter
def keadaan_desa(profil) -> str:
    """Keadaan dengan kata orang desa; penangan membaca nama keadaannya."""
    return SEBUTAN_DESA[Keadaan(profil.keadaan)]


@register.filter
def jenis_dampak(profil) -> str:
    return _DAMPAK[profil.dampak]


@register.filter
def dampak_singkat(profil) -> str:
    """ "dampak utama": tanpa kata itu, "sedang" terbaca sebagai keadaan."""
    return f"dampak {profil.dampak}"


@register.filter
def pesan_orang(teks: str) -> SafeString:
    """Teks orang: selalu di-escape, alamat web menjadi tautan; baris dan spasi dijaga kelas `.pesan-teks`."""
    return SafeString(urlize(teks or "", nofollow=True, autoescape=True))


@register.filter
def jawaban_isian(profil) -> list:
    """Pertanyaan bidang dan jawabannya, untuk `tiket_isian.html`."""
    return sajikan(profil.isian)


@register.simple_tag
def opsi(daftar: Iterable[tuple[str, str]], kini: str = "") -> SafeString:
    """`<option>` tiap pasangan (nilai, tulisan). Bukan gelung cetakan: formulir saringan memuat dua ratus pilihan."""
    return SafeString(
        "".join(
            f'<option value="{escape(nilai)}"{" selected" if str(nilai) == kini else ""}>{escape(tulisan)}</option>'
            for nilai, tulisan in daftar
        )
    )


@register.simple_tag
def lampiran_tamu(alamat: str, lampiran) -> str:
    """Alamat satu lampiran di bawah tautan tamu."""
    return f"{alamat}lampiran/{lampiran.kunci}/"


@register.simple_tag(takes_context=True)
def baca_artikel(context, halaman) -> dict:
    """Yang menyertai satu artikel."""
    permintaan = context["request"]
    return bacaan.tetangga_artikel(halaman, oleh=permintaan.user)


@register.simple_tag(takes_context=True)
def lemari_artikel(context):
    """Daftar artikel menurut bidang, atau hasil pencarian `?q=` dan `?bidang=`."""
    permintaan = context["request"]
    cari, bidang = (permintaan.GET.get(nama, "") for nama in ("q", "bidang"))
    return bacaan.lemari(cari=cari, bidang=bidang, oleh=permintaan.user)


@register.simple_tag
def tanda_tenggat(profil):
    """Janji terdekat untuk daftar; tanpa kueri. Kosong bila tidak ada yang berjalan."""
    return bacaan.tanda_tenggat(profil)
