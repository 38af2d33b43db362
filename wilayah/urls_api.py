"""API wilayah bagi pemasang OpenSID, OpenDK, OpenKab; disertakan di bawah `api/` dan `index.php/api/`.

Garis miring di akhir boleh ada atau tidak: pengalihan tidak pernah terjadi (domain opensid.md bagian 1 dan 9).
"""

from django.urls import re_path

from . import views_api

_JALUR = {
    "kodedesa": views_api.kodedesa,
    "kodekecamatan": views_api.kodekecamatan,
    "caridesa": views_api.caridesa,
    "ambildesa": views_api.ambildesa,
    "list_wilayah": views_api.list_wilayah,
    "carikabupaten": views_api.carikabupaten,
    "kabupaten-desa": views_api.kabupaten_desa,
    "region": views_api.region,
    "(?:suku|marga|adat|pekerjaan-pmi)": views_api.daftar_kosong,
}
urlpatterns = [
    *(re_path(rf"^{jalur}/?$", tampilan) for jalur, tampilan in _JALUR.items()),
    re_path(r"^.*$", views_api.tidak_dikenal),
]
