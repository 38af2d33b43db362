"""Kuis, kelas, sertifikat, pelatih; disertakan `urls.py`, jadi namanya tetap `modul_pelatihan:…`."""

from django.urls import path

from .views import kehadiran, kelas, kelola, kuis, lapor_diri, pelatih, permintaan, ringkasan, sertifikat, tugas

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
    # Kelas bagi peserta
    path("kelas/", kelas.kelas_daftar, name="kelas-daftar"),
    path("kelas/baru/", kelola.kelas_baru, name="kelas-baru"),
    path("kelas/<int:nomor>/", kelas.kelas, name="kelas"),
    path("kelas/<int:nomor>/daftarkan/", kelas.kelas_daftarkan, name="kelas-daftarkan"),
    path("kelas/<int:nomor>/lepas/", kelas.kelas_lepas, name="kelas-lepas"),
    path("kelas/<int:nomor>/jadwal.ics", kelas.kelas_kalender, name="kelas-kalender"),
    path("kelas/<int:nomor>/bahan.zip", kelas.kelas_bahan, name="kelas-bahan"),
    path("kelas/<int:nomor>/undangan.pdf", kelas.kelas_undangan, name="kelas-undangan"),
    path("kelas/<int:nomor>/tes/<slug:jenis>/", kelas.tes_mulai, name="tes-mulai"),
    path("kelas/<int:nomor>/umpan-balik/", kelas.umpan_balik, name="umpan-balik"),
    path("kelas/<int:nomor>/sesudah/", lapor_diri.lapor_diri, name="lapor-diri"),
    path("hadir/<uuid:tanda>/", kelas.hadir, name="hadir"),
    # Kelas bagi pelatih
    path("kelas/<int:nomor>/kelola/", kelola.kelas_kelola, name="kelas-kelola"),
    path("kelas/<int:nomor>/ubah/", kelola.kelas_ubah, name="kelas-ubah"),
    path("kelas/<int:nomor>/keadaan/", kelola.kelas_keadaan, name="kelas-keadaan"),
    path("kelas/<int:nomor>/sesi/", kelola.sesi_baru, name="sesi-baru"),
    path("kelas/<int:nomor>/peserta/", kelola.peserta_tambah, name="peserta-tambah"),
    path("kelas/<int:nomor>/peserta/<int:peserta>/lepas/", kelola.peserta_lepas, name="peserta-lepas"),
    path("kelas/<int:nomor>/peserta/<int:peserta>/praktik/", kelola.praktik, name="praktik"),
    path("kelas/<int:nomor>/tes/<slug:jenis>/atur/", kelola.tes_atur, name="tes-atur"),
    path("kelas/<int:nomor>/pengajar/", permintaan.pengajar, name="pengajar"),
    path("kelas/<int:nomor>/pengajar/<int:pengajar>/lepas/", permintaan.pengajar_lepas, name="pengajar-lepas"),
    path("kelas/<int:nomor>/tutup/", kelola.kelas_tutup, name="kelas-tutup"),
    path("kelas/<int:nomor>/laporan/", kelola.kelas_laporan, name="kelas-laporan"),
    path("sesi/<uuid:tanda>/", kelola.sesi_ubah, name="sesi-ubah"),
    path("sesi/<uuid:tanda>/hadir/", kehadiran.sesi_hadir, name="sesi-hadir"),
    path("sesi/<uuid:tanda>/layar/", kehadiran.sesi_layar, name="sesi-layar"),
    path("sesi/<uuid:tanda>/daring/", kehadiran.sesi_daring, name="sesi-daring"),
    path("sesi/<uuid:tanda>/daftar-hadir.pdf", kehadiran.sesi_kertas, name="sesi-kertas"),
    # Tugas
    path("kelas/<int:nomor>/tugas/", tugas.tugas_baru, name="tugas-baru"),
    path("kelas/<int:nomor>/bahan/", tugas.bahan_baru, name="bahan-baru"),
    path("kelas/<int:nomor>/bahan/<int:bahan>/hapus/", tugas.bahan_hapus, name="bahan-hapus"),
    path("tugas/<int:nomor>/", tugas.tugas, name="tugas"),
    path("tugas/<int:nomor>/ubah/", tugas.tugas_ubah, name="tugas-ubah"),
    path("setoran/<uuid:kunci>/telaah/", tugas.telaah, name="telaah"),
    path("setoran/<uuid:kunci>/berkas/", tugas.setoran_berkas, name="setoran-berkas"),
    # Pelatih
    path("permintaan/", permintaan.permintaan_daftar, name="permintaan-daftar"),
    path("permintaan/baru/", permintaan.permintaan_baru, name="permintaan-baru"),
    path("permintaan/<int:nomor>/", permintaan.permintaan, name="permintaan"),
    path("pelatih/", pelatih.pelatih_daftar, name="pelatih-daftar"),
    path("pelatih/<str:username>/", pelatih.pelatih, name="pelatih"),
    # Hasil pelatihan bagi manajer
    path("hasil/", ringkasan.ringkasan, name="ringkasan"),
    path("hasil/unduh.<slug:bentuk>", ringkasan.ringkasan_unduh, name="ringkasan-unduh"),
    # Sertifikat
    path("sertifikat/", sertifikat.periksa_nomor, name="periksa-nomor"),
    path("sertifikat/saya/", kelas.sertifikat_saya, name="sertifikat-saya"),
    path("sertifikat/<uuid:tanda>/", sertifikat.periksa, name="periksa"),
    path("sertifikat/<uuid:tanda>/urus/", sertifikat.sertifikat_urus, name="sertifikat-urus"),
    path(
        "sertifikat/<uuid:tanda>/sertifikat.pdf", sertifikat.sertifikat_berkas, {"bentuk": "pdf"}, name="sertifikat-pdf"
    ),
    path(
        "sertifikat/<uuid:tanda>/sertifikat.png", sertifikat.sertifikat_berkas, {"bentuk": "png"}, name="sertifikat-png"
    ),
    path("sertifikat/<uuid:tanda>/lencana.json", sertifikat.sertifikat_berkas, {"bentuk": "json"}, name="lencana-json"),
    path("sertifikat/<uuid:tanda>/lencana.jwt", sertifikat.sertifikat_berkas, {"bentuk": "jwt"}, name="lencana-jwt"),
    path("penerbit/", sertifikat.penerbit, name="penerbit"),
    path("penerbit/kunci.json", sertifikat.kunci_penerbit, name="kunci-penerbit"),
]
