"""Kuis, kelas, sertifikat, pelatih; disertakan `urls.py`, jadi namanya tetap `modul_pelatihan:…`."""

from django.urls import path

from .views import kuis

urlpatterns = [
    # Kuis dan percobaan
    path("kuis/", kuis.kuis_daftar, name="kuis-daftar"),
    path("kuis/<slug:slug>/", kuis.kuis, name="kuis"),
    path("kuis/<slug:slug>/mulai/", kuis.kuis_mulai, name="kuis-mulai"),
    path("kuis/<slug:slug>/latihan/", kuis.latihan, name="latihan"),
    path("kuis/<slug:slug>/statistik/", kuis.kuis_statistik, name="kuis-statistik"),
    path("percobaan/<uuid:kunci>/", kuis.percobaan, name="percobaan"),
    path("percobaan/<uuid:kunci>/nilai/<int:nomor>/", kuis.nilai, name="nilai"),
    path("koreksi/", kuis.koreksi, name="koreksi"),
]
