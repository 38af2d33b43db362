"""Alamat kamar belajar di dalam ruang redaksi (`/cms/`); di balik pintu Wagtail."""

from django.urls import path

from .views import impor, redaksi

urlpatterns = [
    path("telaah/", redaksi.telaah, name="telaah-naskah"),
    path("telaah/diperiksa/<int:nomor>/", redaksi.telaah_diperiksa, name="telaah-diperiksa"),
    path("telaah/laporan/<int:nomor>/", redaksi.telaah_laporan, name="telaah-laporan"),
    path("telaah/kata/<int:nomor>/", redaksi.telaah_kata, name="telaah-kata"),
    path("telaah/<slug:nama>/", redaksi.telaah, name="telaah-naskah"),
    path("impor-naskah/", impor.impor, name="impor-naskah"),
    path("impor-naskah/<uuid:kunci>/", impor.impor_lihat, name="impor-lihat"),
    path("impor-naskah/<uuid:kunci>/gambar/<slug:nama>/", impor.impor_gambar, name="impor-gambar"),
    path("impor-catatan-rilis/", impor.catatan_rilis, name="impor-catatan-rilis"),
]
