from django.urls import path

from . import umpan
from .views import daftar, jenis, ketersediaan, kiriman, menulis, rawat, simpul, topik

app_name = "forum"
urlpatterns = [
    path("", daftar.beranda, name="beranda"),
    path("terbaru/", daftar.terbaru, name="terbaru"),
    path("belum-dibaca/", daftar.belum_dibaca, name="belum-dibaca"),
    path("belum-terjawab/", daftar.belum_terjawab, name="belum-terjawab"),
    path("milik-saya/", daftar.milik_saya, name="milik-saya"),
    path("terbaca/", daftar.terbaca, name="terbaca"),
    path("cari/", daftar.cari, name="cari"),
    path("bidang/<slug:slug>/", daftar.bidang, name="bidang"),
    path("orang/<int:pk>/", daftar.orang, name="orang"),
    path("tulis/", topik.tulis, name="tulis"),
    path("mirip/", topik.mirip, name="mirip"),
    # Kotak tulis
    path("lampiran/", menulis.unggah, name="unggah"),
    path("lampiran/<uuid:kunci>/", menulis.lampiran, name="lampiran"),
    path("sebut/", menulis.sebut, name="sebut"),
    path("draf/", menulis.draf, name="draf"),
    path("draf/simpan/", menulis.draf_simpan, name="draf-simpan"),
    path("draf/<int:pk>/buang/", menulis.draf_buang, name="draf-buang"),
    # Acara dan usulan
    path("acara/", jenis.acara_semua, name="acara-semua"),
    path("acara/kalender/", jenis.kalender_atur, name="kalender-atur"),
    path("kalender/<str:kunci>.ics", jenis.kalender_pribadi, name="kalender-pribadi"),
    path("usulan/", jenis.usulan_semua, name="usulan-semua"),
    # Kapan orang bisa (dipakai juga penyaluran tiket)
    path("ketersediaan/", ketersediaan.ketersediaan, name="ketersediaan"),
    path("ketersediaan/tidak-bisa/", ketersediaan.ketersediaan_tidak_bisa, name="ketersediaan-tidak-bisa"),
    path("ketersediaan/cuti/", ketersediaan.cuti_tambah, name="cuti-tambah"),
    path("ketersediaan/cuti/<int:pk>/hapus/", ketersediaan.cuti_hapus, name="cuti-hapus"),
    path("ketersediaan/tim/", ketersediaan.ketersediaan_tim, name="ketersediaan-tim"),
    # Simpul dan ruang
    path("pegiat/", simpul.direktori, name="direktori"),
    path("simpul/", simpul.simpul_semua, name="simpul-semua"),
    path("simpul/<slug:slug>/", simpul.simpul, name="simpul"),
    path("simpul/<slug:slug>/atom.xml", umpan.umpan_simpul, name="umpan-simpul"),
    path("simpul/<slug:slug>/gabung/", simpul.simpul_gabung, name="simpul-gabung"),
    path("simpul/<slug:slug>/keluar/", simpul.simpul_keluar, name="simpul-keluar"),
    path("simpul/<slug:slug>/keanggotaan/", simpul.simpul_keanggotaan, name="simpul-keanggotaan"),
    path("simpul/<slug:slug>/anggota/", simpul.anggota, name="anggota"),
    path("simpul/<slug:slug>/anggota/undang/", simpul.anggota_undang, name="anggota-undang"),
    path("simpul/<slug:slug>/anggota/<int:pk>/", simpul.anggota_putusan, name="anggota-putusan"),
    path("simpul/<slug:slug>/ruang/<slug:ruang>/", simpul.ruang, name="ruang"),
    path("simpul/<slug:slug>/ruang/<slug:ruang>/atom.xml", umpan.umpan_ruang, name="umpan-ruang"),
    path("simpul/<slug:slug>/ruang/<slug:ruang>/baru/", topik.topik_baru, name="topik-baru"),
    # Topik
    path("t/<int:pk>-<slug:slug>/", topik.topik, name="topik"),
    path("t/<int:pk>/baru/", topik.topik_lanjut, name="topik-lanjut"),
    path("t/<int:pk>/balas/", topik.balas, name="balas"),
    path("t/<int:pk>/jawaban/", topik.jawaban, name="jawaban"),
    path("t/<int:pk>/tingkat/", topik.tingkat, name="tingkat"),
    path("t/<int:pk>/acara/jawab/", jenis.acara_jawab, name="acara-jawab"),
    path("t/<int:pk>/acara/ubah/", jenis.acara_atur, name="acara-atur"),
    path("t/<int:pk>/acara/batal/", jenis.acara_batal, name="acara-batal"),
    path("t/<int:pk>/acara/hadir/", jenis.acara_hadir, name="acara-hadir"),
    path("t/<int:pk>/acara.ics", jenis.acara_ics, name="acara-ics"),
    path("t/<int:pk>/suara/", jenis.suara, name="suara"),
    path("t/<int:pk>/dukung/", jenis.dukung, name="dukung"),
    path("t/<int:pk>/usulan/", jenis.usulan_atur, name="usulan-atur"),
    path("t/<int:pk>/atur/", rawat.topik_atur, name="topik-atur"),
    # Kiriman
    path("kiriman/<int:pk>/sunting/", kiriman.sunting, name="sunting"),
    path("kiriman/<int:pk>/riwayat/", kiriman.riwayat, name="riwayat"),
    path("kiriman/<int:pk>/riwayat/kembali/", kiriman.kembalikan, name="kembalikan"),
    path("kiriman/<int:pk>/suka/", kiriman.suka, name="suka"),
    path("kiriman/<int:pk>/lapor/", kiriman.lapor, name="lapor"),
    path("kiriman/<int:pk>/sembunyikan/", rawat.sembunyikan, name="sembunyikan"),
    path("kiriman/<int:pk>/pulihkan/", rawat.pulihkan, name="pulihkan"),
    # Perawatan
    path("tinjauan/", rawat.tinjauan, name="tinjauan"),
    path("tinjauan/<int:pk>/", rawat.tinjauan_putusan, name="tinjauan-putusan"),
]
