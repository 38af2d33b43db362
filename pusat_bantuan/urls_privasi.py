"""Alamat data pribadi; disertakan `urls.py` pada `/bantuan/`."""

from django.urls import path, re_path

from .views import privasi

urlpatterns = [
    path("tiket/<str:kode>/asli/", privasi.tiket_asli, name="tiket-asli"),
    path("tiket/<str:kode>/hapus-isi/", privasi.tiket_hapus_isi, name="tiket-hapus-isi"),
    path("data-pribadi/", privasi.pdp_ajukan, name="pdp-ajukan"),
    path("data-pribadi/terkirim/", privasi.pdp_terkirim, name="pdp-terkirim"),
    path("pdp/", privasi.pdp, name="pdp"),
    path("pdp/buang/", privasi.pdp_buang, name="pdp-buang"),
    path("pdp/<int:pk>/", privasi.pdp_satu, name="pdp-satu"),
    re_path(
        r"^pdp/(?P<pk>\d{1,15})/(?P<tindakan>ambil|catat|jawab|hapus-kontak)/$", privasi.pdp_tindak, name="pdp-tindak"
    ),
]
