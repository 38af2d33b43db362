from django.urls import path, re_path

from .views import data, desa, klaim, pekan, telemetri, tinjau, unduh, wilayah

app_name = "replikasi"
KODE = r"(?P<kode>[0-9.]{2,13})"
BENTUK = r"(?P<bentuk>csv|xlsx|pdf)"
urlpatterns = [
    # Angka: nasional → provinsi → kabupaten/kota → kecamatan → desa
    path("", wilayah.beranda, name="beranda"),
    path("desa/", wilayah.daftar, name="daftar"),
    path("banding/", wilayah.banding_wilayah, name="banding"),
    path("tertahan/", wilayah.tertahan, name="tertahan"),
    path("laporan.pdf", unduh.laporan, name="laporan"),
    re_path(rf"^unduh\.{BENTUK}$", unduh.unduh, name="unduh"),
    re_path(rf"^banding/unduh\.{BENTUK}$", unduh.unduh_banding, name="unduh-banding"),
    path("data/", data.data_terbuka, name="data"),
    re_path(r"^garis/indonesia-(?P<sidik>[0-9a-f]{12})\.svg$", data.garis, name="garis"),
    re_path(rf"^garis/{KODE}-(?P<sidik>[0-9a-f]{{12}})\.svg$", data.garis, name="garis-wilayah"),
    re_path(rf"^{KODE}/$", wilayah.wilayah, name="wilayah"),
    re_path(rf"^{KODE}/desa/$", wilayah.daftar, name="daftar-wilayah"),
    re_path(rf"^{KODE}/banding/$", wilayah.banding_wilayah, name="banding-wilayah"),
    re_path(rf"^{KODE}/tertahan/$", wilayah.tertahan, name="tertahan-wilayah"),
    re_path(rf"^{KODE}/laporan\.pdf$", unduh.laporan, name="laporan-wilayah"),
    re_path(rf"^{KODE}/unduh\.{BENTUK}$", unduh.unduh, name="unduh-wilayah"),
    re_path(rf"^{KODE}/banding/unduh\.{BENTUK}$", unduh.unduh_banding, name="unduh-banding-wilayah"),
    # Meja kerja pendamping
    path("pekan/", pekan.pekan, name="pekan"),
    re_path(rf"^{KODE}/hubungan/$", pekan.hubungan_baru, name="hubungan-baru"),
    # Perbuatan atas satu desa
    re_path(rf"^{KODE}/mulai/$", desa.mulai, name="mulai"),
    re_path(rf"^{KODE}/keadaan/$", desa.status_baru, name="status-baru"),
    path("pernyataan/<int:pk>/pastikan/", desa.status_pastikan, name="status-pastikan"),
    re_path(rf"^{KODE}/pendamping/$", desa.pendamping_baru, name="pendamping-baru"),
    path("pendampingan/<int:pk>/akhiri/", desa.pendamping_akhiri, name="pendamping-akhiri"),
    # Tonggak: klaim, bukti, verifikasi
    re_path(rf"^{KODE}/tonggak/(?P<slug>[-a-z0-9]+)/$", klaim.klaim_baru, name="klaim-baru"),
    path("klaim/<int:pk>/", klaim.klaim, name="klaim"),
    path("klaim/<int:pk>/putuskan/", klaim.putuskan, name="putuskan"),
    path("klaim/<int:pk>/batalkan/", klaim.batalkan, name="batalkan"),
    path("bukti/<int:pk>/", klaim.bukti, name="bukti"),
    path("verifikasi/", klaim.verifikasi, name="verifikasi"),
    # Tinjau laporan
    path("tinjau/", tinjau.tinjau, name="tinjau"),
    path("tinjau/kode/<int:pk>/", tinjau.kode_putuskan, name="kode-putuskan"),
    path("tinjau/janggal/<int:pk>/", tinjau.janggal_tutup, name="janggal-tutup"),
    path("tinjau/pemasangan/<int:pk>/", telemetri.pemasangan_pastikan, name="pemasangan-pastikan"),
    re_path(rf"^{KODE}/kontak/hapus/$", telemetri.kontak_hapus, name="kontak-hapus"),
    path("tinjau/impor/", telemetri.impor_daftar, name="impor-daftar"),
    path("tinjau/impor/<int:pk>/", telemetri.impor, name="impor"),
    path("tinjau/impor/<int:pk>/terapkan/", telemetri.impor_terapkan, name="impor-terapkan"),
    path("tinjau/impor/<int:pk>/urungkan/", telemetri.impor_urungkan, name="impor-urungkan"),
    path("tinjau/pemberitahuan/", telemetri.pemberitahuan, name="pemberitahuan"),
    path("tinjau/relai/", telemetri.relai, name="relai"),
]
