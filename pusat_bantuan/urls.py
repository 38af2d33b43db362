from django.urls import include, path

from . import views

app_name = "pusat_bantuan"

_tindakan = [
    path("ambil/", views.tiket_ambil, name="tiket-ambil"),
    path("lepas/", views.tiket_lepas, name="tiket-lepas"),
    path("balas/", views.tiket_balas, name="tiket-balas"),
    path("catat/", views.tiket_catat, name="tiket-catat"),
    path("selesaikan/", views.tiket_selesaikan, name="tiket-selesaikan"),
    path("konfirmasi/", views.tiket_konfirmasi, name="tiket-konfirmasi"),
    path("buka-lagi/", views.tiket_buka_lagi, name="tiket-buka-lagi"),
    path("teruskan/", views.tiket_teruskan, name="tiket-teruskan"),
    path("draf-artikel/", views.tiket_draf_artikel, name="tiket-draf-artikel"),
    path("lampiran/<uuid:kunci>/", views.lampiran, name="lampiran"),
]
urlpatterns = [
    path("", views.beranda, name="beranda"),
    path("saran/", views.saran, name="saran"),
    path("antrean/", views.antrean, name="antrean"),
    path("tiket/", views.tiket_saya, name="tiket-saya"),
    path("tiket/baru/", views.tiket_baru, name="tiket-baru"),
    path("tiket/<str:kode>/", views.tiket, name="tiket"),
    path("tiket/<str:kode>/", include(_tindakan)),
    path("", include("pusat_bantuan.urls_privasi")),
]
