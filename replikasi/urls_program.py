"""Rute program, seleksi, ukuran layanan, dan gelombang; disertakan `urls.py`, jadi namanya tetap "replikasi:…"."""

from django.urls import path, re_path

from .views import program, seleksi

BENTUK = r"(?P<bentuk>csv|xlsx|pdf)"
SLUG = "program/<slug:slug>"
urlpatterns = [
    # Program: ruang kelola
    path("program/", program.program_daftar, name="program-daftar"),
    path("program/baru/", program.program_baru, name="program-baru"),
    path(f"{SLUG}/kelola/", program.program_kelola, name="program-kelola"),
    path(f"{SLUG}/kalender.ics", program.program_kalender, name="program-kalender"),
    path(f"{SLUG}/ubah/", program.program_ubah, name="program-ubah"),
    path(f"{SLUG}/butir/", program.butir_program, name="butir-program-baru"),
    path(f"{SLUG}/butir/<int:pk>/", program.butir_program, name="butir-program"),
    path(f"{SLUG}/orang/", program.orang_program, name="orang-program-baru"),
    path(f"{SLUG}/orang/<int:pk>/", program.orang_program, name="orang-program"),
    path(f"{SLUG}/kegiatan/", program.kegiatan_program, name="kegiatan-program-baru"),
    path(f"{SLUG}/kegiatan/<int:pk>/", program.kegiatan_program, name="kegiatan-program"),
    path(f"{SLUG}/<slug:jenis>/<int:pk>/hapus/", program.isi_program_hapus, name="isi-program-hapus"),
    path(f"{SLUG}/bobot/", program.program_bobot, name="program-bobot"),
    path(f"{SLUG}/kriteria/", program.program_kriteria, name="program-kriteria"),
    # Panggilan, calon, nilai, keputusan
    path(f"{SLUG}/panggilan/", seleksi.panggilan_baru, name="panggilan-baru"),
    path("panggilan/<int:pk>/", seleksi.panggilan, name="panggilan"),
    path("panggilan/<int:pk>/ubah/", seleksi.panggilan_ubah, name="panggilan-ubah"),
    path("panggilan/<int:pk>/calon/", seleksi.calon_baru, name="calon-baru"),
    path("panggilan/<int:pk>/nilai/", seleksi.nilai, name="nilai"),
    re_path(rf"^panggilan/(?P<pk>[0-9]{{1,15}})/nilai/unduh\.{BENTUK}$", seleksi.nilai_unduh, name="nilai-unduh"),
    path("panggilan/<int:pk>/putuskan/", seleksi.putuskan, name="putuskan-seleksi"),
    path("calon/<int:pk>/", seleksi.calon, name="calon"),
    path("calon/<int:pk>/kembalikan/", seleksi.calon_kembalikan, name="calon-kembalikan"),
    path("calon/<int:pk>/mundur/", seleksi.calon_mundur, name="calon-mundur"),
    path("bukti-nilai/<int:pk>/", seleksi.bukti_nilai, name="bukti-nilai"),
    path("seleksi/<int:pk>/", seleksi.seleksi, name="seleksi"),
    path("seleksi/<int:pk>.pdf", seleksi.seleksi_pdf, name="seleksi-pdf"),
]
