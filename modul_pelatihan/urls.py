from django.urls import include, path

from . import views

app_name = "modul_pelatihan"
urlpatterns = [
    path("saya/", views.saya, name="saya"),
    path("saya/catatan/", views.catatan_saya, name="catatan-saya"),
    path("istilah/", views.istilah, name="istilah"),
    path("modul/<int:nomor>/unduh/<slug:bentuk>/", views.unduh, name="unduh"),
    # Tanpa jaringan
    path("luring/", views.luring, name="luring"),
    path("luring/tanda/", views.luring_tanda, name="luring-tanda"),
    path("modul/<int:nomor>/luring.json", views.luring_manifes, name="luring-manifes"),
    path("modul/<int:nomor>/luring/", views.luring_modul, name="luring-modul"),
    path("modul/<int:nomor>/luring/<uuid:uuid>/", views.luring_pelajaran, name="luring-pelajaran"),
    # Satu pelajaran
    path("pelajaran/<uuid:uuid>/selesai/", views.selesai, name="selesai"),
    path("pelajaran/<uuid:uuid>/sampai/", views.sampai, name="sampai"),
    path("pelajaran/<uuid:uuid>/perubahan/", views.perubahan, name="perubahan"),
    path("pelajaran/<uuid:uuid>/jelas/", views.suara, name="suara"),
    path("pelajaran/<uuid:uuid>/lapor/", views.lapor, name="lapor"),
    path("pelajaran/<uuid:uuid>/catatan/", views.catatan, name="catatan"),
    path("", include("modul_pelatihan.urls_kelas")),  # kuis, kelas, sertifikat, pelatih
]
