from django.urls import path
from django.views.generic import RedirectView

from . import views

app_name = "akun"
urlpatterns = [
    # Saya
    path("", RedirectView.as_view(pattern_name="akun:profil"), name="beranda"),
    path("profil/", views.profil, name="profil"),
    path("profil/nama-pengguna/", views.nama_pengguna, name="nama-pengguna"),
    path("profil/kabar/", views.pilihan_kabar, name="pilihan-kabar"),
    path("profil/perangkat/", views.dorong_pasang, name="dorong-pasang"),
    path("profil/perangkat/<int:pk>/lepas/", views.dorong_lepas, name="dorong-lepas"),
    path("selamat-datang/", views.selamat_datang, name="selamat-datang"),
    path("tugas/", views.tugas, name="tugas"),
    path("tugas/ajukan/", views.ajukan, name="ajukan"),
    path("data/", views.data_saya, name="data-saya"),
    path("data/unduh/", views.unduh_data, name="unduh-data"),
    path("data/hapus/", views.hapus_akun, name="hapus-akun"),
    # Orang lain
    path("konfirmasi/", views.konfirmasi, name="konfirmasi"),
    path("konfirmasi/<int:pk>/", views.putuskan, name="putuskan"),
    path("tim/", views.tim, name="tim"),
    path("orang/<str:username>/", views.orang, name="orang"),
    path("orang/<str:username>/tugas/", views.beri_tugas, name="beri-tugas"),
    path("orang/<str:username>/nomor/", views.konfirmasi_nomor, name="konfirmasi-nomor"),
    path("orang/<str:username>/sandi/", views.sandi_baru, name="sandi-baru"),
    path("penugasan/<int:pk>/cabut/", views.cabut_tugas, name="cabut-tugas"),
    # Undangan
    path("undang/", views.undang, name="undang"),
    path("undang/<int:pk>/cabut/", views.cabut_undangan, name="cabut-undangan"),
    path("undangan/<str:token>/", views.undangan, name="undangan"),
    path("undangan/<str:token>/terima/", views.terima_undangan, name="terima-undangan"),
    path("undangan/<str:token>/daftar/", views.daftar_undangan, name="daftar-undangan"),
    # Ruang redaksi
    path("surat/<int:pk>/kirim-ulang/", views.surat_kirim_ulang, name="surat-kirim-ulang"),
    # Halaman nomor HP milik pustaka mengirim SMS yang tidak kita punya: diganti halaman profil
    path("phone/change/", RedirectView.as_view(pattern_name="akun:profil")),
    path("phone/verify/", RedirectView.as_view(pattern_name="akun:profil")),
]
