"""Rute program, seleksi, ukuran layanan, dan gelombang; disertakan `urls.py`, jadi namanya tetap "replikasi:…"."""

from django.urls import path, re_path

from .views import bukti_unduh, gelombang, impor_layanan, pertemuan, program, seleksi, ukur

BENTUK = r"(?P<bentuk>csv|xlsx|pdf)"
KODE = r"(?P<kode>[0-9.]{2,13})"
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
    path("panggilan/<int:pk>/tutup/", seleksi.panggilan_tutup, name="panggilan-tutup"),
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
    # Bukti layanan, data, keterbukaan
    re_path(rf"^{KODE}/layanan/$", ukur.layanan, name="layanan"),
    re_path(rf"^{KODE}/layanan/desa\.(?P<bentuk>csv|xlsx)$", ukur.layanan_desa_unduh, name="layanan-desa-unduh"),
    re_path(rf"^{KODE}/layanan/catat/$", ukur.layanan_catat, name="layanan-catat"),
    re_path(rf"^{KODE}/layanan/catatan/$", ukur.layanan_baris, name="layanan-baris"),
    re_path(rf"^{KODE}/layanan/catatan\.(?P<bentuk>csv|xlsx)$", ukur.layanan_unduh, name="layanan-unduh"),
    path("layanan/<int:pk>/batal/", ukur.layanan_batal, name="layanan-batal"),
    re_path(rf"^{KODE}/layanan/data/$", ukur.data_catat, name="data-catat"),
    re_path(rf"^{KODE}/layanan/aparatur/$", ukur.aparatur_catat, name="aparatur-catat"),
    re_path(
        rf"^{KODE}/layanan/(?P<isi>data|keterbukaan|aparatur)\.(?P<bentuk>csv|xlsx)$",
        bukti_unduh.bukti_unduh,
        name="bukti-unduh",
    ),
    re_path(rf"^{KODE}/layanan/informasi/susun/$", ukur.informasi_susun, name="informasi-susun"),
    re_path(rf"^{KODE}/layanan/informasi/$", ukur.informasi, name="informasi-baru"),
    re_path(rf"^{KODE}/layanan/informasi/(?P<pk>[0-9]{{1,15}})/$", ukur.informasi, name="informasi"),
    path("impor-layanan/templat.xlsx", impor_layanan.impor_layanan_templat, name="impor-layanan-templat"),
    re_path(rf"^{KODE}/layanan/impor/$", impor_layanan.impor_layanan_baru, name="impor-layanan-baru"),
    path("impor-layanan/<int:pk>/", impor_layanan.impor_layanan, name="impor-layanan"),
    path("impor-layanan/<int:pk>/terapkan/", impor_layanan.impor_layanan_terapkan, name="impor-layanan-terapkan"),
    path("impor-layanan/<int:pk>/urungkan/", impor_layanan.impor_layanan_urungkan, name="impor-layanan-urungkan"),
    path("impor-layanan/<int:pk>/buang/", impor_layanan.impor_layanan_buang, name="impor-layanan-buang"),
    # Gelombang, mentor, pendampingan
    path(f"{SLUG}/jejaring/", gelombang.jejaring_program, name="jejaring"),
    re_path(
        r"^program/(?P<slug>[-a-zA-Z0-9_]+)/jejaring\.(?P<bentuk>csv|xlsx)$",
        gelombang.jejaring_unduh,
        name="jejaring-unduh",
    ),
    path(f"{SLUG}/gelombang/", gelombang.gelombang_baru, name="gelombang-baru"),
    path("gelombang/<int:pk>/", gelombang.gelombang, name="gelombang"),
    re_path(rf"^gelombang/(?P<pk>[0-9]{{1,15}})\.{BENTUK}$", gelombang.gelombang_unduh, name="gelombang-unduh"),
    path("gelombang/<int:pk>/ubah/", gelombang.gelombang_ubah, name="gelombang-ubah"),
    path("gelombang/<int:pk>/desa/", gelombang.gelombang_desa, name="gelombang-desa"),
    path("gelombang/<int:pk>/terpilih/", gelombang.gelombang_terpilih, name="gelombang-terpilih"),
    path("gelombang/<int:pk>/keluarkan/", gelombang.gelombang_keluarkan, name="gelombang-keluarkan"),
    path("gelombang/<int:pk>/mulai/", gelombang.gelombang_mulai, name="gelombang-mulai"),
    path("gelombang/<int:pk>/mentor/", gelombang.mentor_baru, name="mentor-baru"),
    path("bimbingan/<int:pk>/akhiri/", gelombang.mentor_akhiri, name="mentor-akhiri"),
    path("pendampingan/", gelombang.pendampingan, name="pendampingan"),
    re_path(r"^pendampingan\.(?P<bentuk>csv|xlsx)$", gelombang.pendampingan_unduh, name="pendampingan-unduh"),
    path("pertemuan/<int:pk>.ics", pertemuan.pertemuan_ics, name="pertemuan-ics"),
]
