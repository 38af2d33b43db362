"""Gangguan, halaman status, penilaian."""

from django.urls import path

from .views import gangguan, ikut, penutupan

urlpatterns = [
    path("status/", gangguan.status, name="status"),
    path("status/atom.xml", gangguan.status_umpan, name="status-umpan"),
    path("status/<int:pk>/", gangguan.status_satu, name="status-satu"),
    path("status/<int:pk>/ikut/", ikut.status_ikut, name="status-ikut"),
    path("status/ikut/<str:kunci>/", ikut.status_ikut_pasti, name="status-ikut-pasti"),
    path("gangguan/", gangguan.gangguan_semua, name="gangguan-semua"),
    path("gangguan/baru/", gangguan.gangguan_baru, name="gangguan-baru"),
    path("gangguan/<int:pk>/", gangguan.gangguan, name="gangguan"),
    path("gangguan/<int:pk>/kabar/", gangguan.gangguan_kabar, name="gangguan-kabar"),
    path("gangguan/<int:pk>/masukkan/", gangguan.gangguan_masukkan, name="gangguan-masukkan"),
    path("gangguan/<int:pk>/ikut/", gangguan.gangguan_ikut, name="gangguan-ikut"),
    path("gangguan/usul/<int:pk>/terima/", gangguan.usul_terima, name="usul-terima"),
    path("gangguan/usul/<int:pk>/tolak/", gangguan.usul_tolak, name="usul-tolak"),
    path("nilai/<str:kunci>/", penutupan.nilai, name="nilai"),
    path("tiket/<str:kode>/gangguan/", gangguan.tiket_gangguan, name="tiket-gangguan"),
    path("tiket/<str:kode>/nilai/", penutupan.tiket_nilai, name="tiket-nilai"),
    path("tiket/<str:kode>/lanjutkan/", penutupan.tiket_lanjutkan, name="tiket-lanjutkan"),
]
