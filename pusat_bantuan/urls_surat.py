"""Alamat surat masuk; disertakan `urls.py` pada `/bantuan/`."""

from django.urls import path, re_path

from .views import surat

urlpatterns = [
    path("surat/", surat.surat_masuk, name="surat-masuk"),
    path("surat/<int:pk>/", surat.surat_satu, name="surat-satu"),
    re_path(
        r"^surat/(?P<pk>\d{1,15})/(?P<tindakan>proses|tiket|tempel|abaikan|asli|pratinjau)/$",
        surat.surat_tindak,
        name="surat-tindak",
    ),
]
