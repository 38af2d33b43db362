from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from akun.models import Kabar, Peran

# judul, alamat, ikon, awalan lain yang termasuk ruang ini
NAVIGASI = [
    ("Belajar", "/belajar/", "belajar", ("/pelatihan/",)),
    ("Bantuan", "/bantuan/", "bantuan", ("/artikel/",)),
    ("Forum", "/forum/", "forum", ()),
    ("Kemajuan desa", "/replikasi/", "kemajuan", ()),
    (
        "Panduan",
        "/panduan/",
        "panduan",
        (
            "/praktik-baik/",
            "/replikasi/templat/",
            "/replikasi/edisi-buku/",
            "/replikasi/telaah/",
            "/replikasi/praktik/",
            "/replikasi/pemakaian/",
        ),
    ),
]
TEMA = {"terang", "gelap"}


def navigasi(jalur: str) -> list[dict[str, str]]:
    """Menu utama; `kini` menjadi aria-current: "page" pada halaman itu sendiri, "true" di dalamnya. Awalan terpanjang menang."""
    awalan = [(alamat, url) for _, url, _, lain in NAVIGASI for alamat in (url, *lain) if jalur.startswith(alamat)]
    ruang = max(awalan, key=lambda satu: len(satu[0]), default=("", ""))[1]
    return [
        {
            "judul": judul, "url": url, "ikon": ikon,
            "kini": "page" if jalur == url else "true" if url == ruang else "",
        }
        for judul, url, ikon, _ in NAVIGASI
    ]  # fmt: skip


def bingkai(request: HttpRequest) -> dict:
    """Yang diperlukan bingkai setiap halaman; kueri baru berjalan bila cetakannya membaca."""
    orang = getattr(request, "user", None)
    masuk = orang is not None and orang.is_authenticated

    def kabar_baru() -> int:
        """Paling banyak seratus dihitung: lencana menulis "99+"."""
        return Kabar.objects.filter(penerima=orang, dibaca_pada=None).order_by()[:100].count() if masuk else 0

    return {
        "navigasi": navigasi(request.path),
        "kabar_baru": SimpleLazyObject(kabar_baru),
        "boleh_redaksi": masuk and SimpleLazyObject(lambda: _boleh_redaksi(orang)),
        "tema": request.COOKIES.get("tema", "") if request.COOKIES.get("tema") in TEMA else "",
        "hemat": request.headers.get("Save-Data", "").lower() == "on" or request.COOKIES.get("hemat") == "1",
    }


def _boleh_redaksi(orang) -> bool:
    return orang.is_superuser or orang.berperan(Peran.PELATIH, Peran.PENGELOLA)
