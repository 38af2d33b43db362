"""Jalur mesin, disertakan di bawah `api/` dan `index.php/api/`. Garis miring di akhir boleh ada, tanpa pengalihan.

Permintaan sungguhan dijawab lebih dulu oleh `replikasi.penjaga.JalurLapor`; daftar ini membuat jalurnya tetap ada
dan terlihat bila penjaga itu tidak terpasang.
"""

from django.urls import include, path, re_path

from .views.lapor import PENERIMA

urlpatterns = [
    path("wilayah/", include("wilayah.urls_api")),
    *(re_path(rf"^track/{nama}/?$", penerima) for nama, penerima in PENERIMA.items()),
]
