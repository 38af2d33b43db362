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
    path("kembalikan/", views.tiket_kembalikan, name="tiket-kembalikan"),
    path("tugaskan/", views.tiket_tugaskan, name="tiket-tugaskan"),
    path("ubah/", views.tiket_ubah, name="tiket-ubah"),
    path("gabung/", views.tiket_gabung, name="tiket-gabung"),
    path("pisah/", views.tiket_pisah, name="tiket-pisah"),
    path("taut/", views.tiket_taut, name="tiket-taut"),
    path("taut/<int:pk>/lepas/", views.tiket_lepas_taut, name="tiket-lepas-taut"),
    path("pecah/", views.tiket_pecah, name="tiket-pecah"),
    path("perkakas/", views.tiket_perkakas, name="tiket-perkakas"),
    path("siap/<int:pk>/", views.tiket_siap, name="tiket-siap"),
    path("periksa/", views.tiket_periksa, name="tiket-periksa"),
    path("hadir/", views.tiket_hadir, name="tiket-hadir"),
    path("ringkasan/", views.tiket_ringkasan, name="tiket-ringkasan"),
    path("wa/", views.tiket_wa, name="tiket-wa"),
    path("cetak/", views.tiket_cetak, name="tiket-cetak"),
    path("draf-artikel/", views.tiket_draf_artikel, name="tiket-draf-artikel"),
    path("lampiran/<uuid:kunci>/", views.lampiran, name="lampiran"),
    path("ganti-tautan/", views.tiket_ganti_tautan, name="tiket-ganti-tautan"),
    path("tanyakan/", views.tiket_tanyakan, name="tiket-tanyakan"),
]
_tamu = [
    path("", views.tiket_tamu, name="tiket-tamu"),
    path("balas/", views.tiket_tamu_balas, name="tiket-tamu-balas"),
    path("beres/", views.tiket_tamu_beres, name="tiket-tamu-beres"),
    path("buka-lagi/", views.tiket_tamu_buka_lagi, name="tiket-tamu-buka-lagi"),
    path("lampiran/<uuid:kunci>/", views.tiket_tamu_lampiran, name="tiket-tamu-lampiran"),
]
urlpatterns = [
    path("t/<str:kode>/<str:token>/", include(_tamu)),
    path("klaim/", views.klaim, name="klaim"),
    path("sistem/", views.sistem, name="sistem"),
    path("sistem/<int:nomor>/cabut/", views.sistem_cabut, name="sistem-cabut"),
    path("", views.beranda, name="beranda"),
    path("saran/", views.saran, name="saran"),
    path("antrean/", views.antrean, name="antrean"),
    path("antrean/csv/", views.antrean_csv, name="antrean-csv"),
    path("antrean/tampilan/", views.tampilan, name="tampilan"),
    path("antrean/tampilan/<int:pk>/<slug:perbuatan>/", views.tampilan_ubah, name="tampilan-ubah"),
    path("antrean/massal/", views.massal, name="massal"),
    path("antrean/massal/jalankan/", views.massal_jalankan, name="massal-jalankan"),
    path("antrean/massal/<int:pk>/", views.massal_hasil, name="massal-hasil"),
    path("antrean/massal/<int:pk>/batalkan/", views.massal_batalkan, name="massal-batalkan"),
    path("tiket/", views.tiket_saya, name="tiket-saya"),
    path("tiket/baru/", views.tiket_baru, name="tiket-baru"),
    path("tiket/<str:kode>/", views.tiket, name="tiket"),
    path("tiket/<str:kode>/", include(_tindakan)),
    path("", include("pusat_bantuan.urls_privasi")),
    path("", include("pusat_bantuan.urls_surat")),
]
