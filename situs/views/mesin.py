"""Yang dibaca mesin: robots.txt, peta situs, manifes aplikasi, pekerja luring."""

from __future__ import annotations

from zlib import crc32

from django.conf import settings
from django.contrib.sitemaps import views as peta
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from situs.peta_situs import PETA

SEHARI = 24 * 3600
IKON_APLIKASI = [
    ("ikon-192.png", "192x192", "any"),
    ("ikon-512.png", "512x512", "any"),
    ("ikon-penuh-512.png", "512x512", "maskable"),
]


@require_safe
@cache_control(public=True, max_age=SEHARI)
def robots(request: HttpRequest) -> HttpResponse:
    tertutup = [
        "/akun/",
        "/cms/",
        "/meja/",
        "/kabar/",
        "/cari/",
        "/gaya/",
        "/api/",
        "/index.php/",
        "/pelatihan/",
        "/wilayah/",
    ]
    baris = [
        "User-agent: *",
        *(f"Disallow: {satu}" for satu in tertutup),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        "",
    ]
    return HttpResponse("\n".join(baris), content_type="text/plain; charset=utf-8")


@require_safe
def peta_situs(request: HttpRequest) -> HttpResponse:
    return peta.sitemap(request, sitemaps=PETA, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=SEHARI)
def manifes(request: HttpRequest) -> HttpResponse:
    isi = {
        "name": "Pusat Bantuan OpenDesa", "short_name": "Pusat Bantuan", "lang": "id", "dir": "ltr", "id": "/",
        "description": "Belajar, bertanya, dan melihat kemajuan desa pengguna OpenSID.",
        "start_url": "/", "scope": "/", "display": "minimal-ui",
        "background_color": "#faf5ea", "theme_color": "#143d2c",
        "icons": [
            {"src": static(f"situs/gambar/{berkas}"), "sizes": ukuran, "type": "image/png", "purpose": guna}
            for berkas, ukuran, guna in IKON_APLIKASI
        ],
        "shortcuts": [
            {"name": "Minta bantuan", "url": "/bantuan/"}, {"name": "Belajar", "url": "/belajar/"},
            {"name": "Kabar", "url": "/kabar/"},
        ],
    }  # fmt: skip
    return JsonResponse(isi, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def pekerja_luring(request: HttpRequest) -> HttpResponse:
    """Pekerja layanan di akar situs: menjawab dari simpanan yang diminta orangnya, hanya bila jaringan putus.

    `LURING=0` mengirim pekerja yang mencabut dirinya dan membuang semua simpanan di setiap perangkat yang masih memasangnya.
    """
    nama = "situs/pekerja_luring.js" if settings.LURING else "situs/pekerja_luring_mati.js"
    versi = crc32(static("situs/css/situs.css").encode())
    jawaban = render(request, nama, {"versi": f"{versi:08x}"}, content_type="text/javascript; charset=utf-8")
    jawaban["Cache-Control"] = "no-cache"
    return jawaban


@require_safe
@cache_control(public=True, max_age=SEHARI)
def favicon(request: HttpRequest) -> HttpResponse:
    berkas = settings.BASE_DIR / "situs" / "static" / "situs" / "gambar" / "ikon-32.png"
    return FileResponse(berkas.open("rb"), content_type="image/png")
