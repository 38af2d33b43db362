from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from . import kesehatan, views
from .gambar import gambar

_ke_pintu = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("healthz", kesehatan.healthz, name="healthz"),
    path("readyz", kesehatan.readyz, name="readyz"),
    path("cari/", views.cari, name="cari"),
    path("kabar/", views.kabar, name="kabar"),
    path("kabar/<int:nomor>/buka/", views.kabar_buka, name="kabar-buka"),
    path("kabar/semua-dibaca/", views.kabar_semua_dibaca, name="kabar-semua-dibaca"),
    path("tampilan/", views.tampilan, name="tampilan"),
    path("tentang/", views.tentang, name="tentang"),
    path("privasi/", views.privasi, name="privasi"),
    path("luring/", views.luring, name="luring"),
    path("gaya/", views.gaya, name="gaya"),
    path("favicon.ico", views.favicon),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.peta_situs, name="peta-situs"),
    path("manifes.webmanifest", views.manifes, name="manifes"),
    path("pekerja-luring.js", views.pekerja_luring, name="pekerja-luring"),
    # Jalur mesin: kontrak OpenSID, di bawah dua awalan (domain opensid.md 2)
    path("api/v1/", include("pusat_bantuan.urls_api")),
    path("api/data/", include("replikasi.urls_data")),
    path("api/", include("replikasi.urls_api")),
    path("index.php/api/", include("replikasi.urls_api")),
    # Satu pintu untuk kata sandi: pintu samping pustaka dialihkan ke sana
    path("cms/login/", _ke_pintu),
    path("_util/login/", _ke_pintu),
    path("akun/", include("akun.urls")),
    path("akun/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("media/images/<path:path>", gambar, name="gambar"),
    path("wilayah/", include("wilayah.urls")),
    path("pelatihan/", include("modul_pelatihan.urls")),
    path("forum/", include("forum.urls")),
    path("bantuan/", include("pusat_bantuan.urls")),
    path("replikasi/", include("replikasi.urls")),
    path("meja/login/", _ke_pintu),
    path("meja/", include("pusat_bantuan.urls_pustaka")),  # alamat lama yang kita jawab sendiri
    path("meja/", include("helpdesk.urls")),  # di balik PenjagaHelpdesk
    re_path(r"", include(wagtail_urls)),
]
handler400 = "situs.galat.galat_400"
handler403 = "situs.galat.galat_403"
handler404 = "situs.galat.galat_404"
handler429 = "situs.galat.galat_429"  # dibaca allauth
handler500 = "situs.galat.galat_500"
