"""Alamat laporan; disertakan `urls.py` pada `/bantuan/laporan/`."""

from django.urls import path

from .views import laporan

urlpatterns = [
    path("", laporan.laporan, name="laporan"),
    path("csv/", laporan.laporan_csv, name="laporan-csv"),
    path("xlsx/", laporan.laporan_xlsx, name="laporan-xlsx"),
    path("pekan/<str:kode>/<str:senin>/", laporan.laporan_pekan, name="laporan-pekan"),
    path("<str:kode>/<str:bulan>/", laporan.laporan_bulanan, name="laporan-bulanan"),
]
