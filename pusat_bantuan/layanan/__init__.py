"""Tindakan atas tiket. Tidak satu pun lewat `helpdesk.update_ticket()` (docs/keputusan/0005-helpdesk.md)."""

from .artikel import boleh_jadi_artikel, buat_draf_artikel, buat_draf_dari_kiriman, rak_artikel
from .asli import buang_asli_lama, buka_asli, buka_lampiran, lepas_samaran
from .buat_tiket import IsiTiket, buat_tiket, sebutan_tempat
from .draf_tiket import baca_draf_tiket, buang_draf_tiket, simpan_draf_tiket
from .gabung import LainDesa, batal_gabung, gabung, ujung_gabungan
from .galat import SudahDipegang, TidakDapat
from .gangguan import buka_gangguan, ikut_gangguan, kabarkan, kerjakan_gangguan, lepas_dari_gangguan, masukkan
from .hadir import AdaYangBaru, hadir, pergi, pesan_sesudah, sapu_kehadiran, yang_hadir
from .hapus_isi import hapus_isi_tiket, hapus_kontak, masa_simpan, yang_akan_dibuang
from .ikut import ikut_gangguan_tamu, minta_ikut
from .jatah import saring_jatah
from .jawaban import catat_ringkasan, centang, isi_jawaban, pakai_daftar
from .kabar_sistem import atur_kabar, kabar_uji, kirim_lagi
from .komunitas import tanyakan
from .lonjakan import periksa_lonjakan, terima_usul, tolak_usul
from .massal import baris_csv, batalkan_massal, dapat_dibatalkan, halangan, jalankan_massal, tiket_terpilih
from .pdp import ajukan_pdp, ambil_pdp, catat_pdp, ingatkan_pdp, jawab_pdp
from .pecah import DAPAT_DIPECAH, lepas_tautan, pecah, tautkan
from .pegang import ambil, lepas
from .penutupan import beri_komentar, lanjutkan, nilai, tutup_yang_diam
from .percakapan import balas, buka_lagi, dari_meja, konfirmasi, konfirmasi_tamu, selesaikan
from .sistem import buat_sistem, cabut_sistem
from .suara import beri_suara, tanda_peramban
from .tampilan import PERBUATAN_TAMPILAN, simpan_tampilan, ubah_tampilan
from .tamu import buat_tiket_tamu, buat_tiket_wakil, ganti_tautan, klaim_tiket, kontak_tamu
from .telusur import catat_dibuka, catat_dikirim, catat_tampil
from .terima import tempatkan, terima_balasan
from .tingkat import naikkan, naikkan_yang_menunggu, pilihan_terusan, teruskan, turunkan
from .tugas import calon_penangan, kembalikan, lepas_yang_habis, tugaskan
from .ubah import ubah_tiket

__all__ = [
    "baca_draf_tiket",
    "buang_draf_tiket",
    "simpan_draf_tiket",
    "AdaYangBaru",
    "DAPAT_DIPECAH",
    "IsiTiket",
    "LainDesa",
    "PERBUATAN_TAMPILAN",
    "SudahDipegang",
    "TidakDapat",
    "ajukan_pdp",
    "ambil",
    "ambil_pdp",
    "balas",
    "baris_csv",
    "batal_gabung",
    "batalkan_massal",
    "beri_komentar",
    "buang_asli_lama",
    "beri_suara",
    "boleh_jadi_artikel",
    "buat_draf_artikel",
    "atur_kabar",
    "buat_sistem",
    "buat_draf_dari_kiriman",
    "buat_tiket",
    "buat_tiket_tamu",
    "buat_tiket_wakil",
    "buka_asli",
    "buka_lampiran",
    "buka_gangguan",
    "buka_lagi",
    "cabut_sistem",
    "kabar_uji",
    "kirim_lagi",
    "calon_penangan",
    "catat_pdp",
    "catat_ringkasan",
    "centang",
    "dapat_dibatalkan",
    "catat_dibuka",
    "catat_dikirim",
    "catat_tampil",
    "dari_meja",
    "gabung",
    "ganti_tautan",
    "hadir",
    "halangan",
    "hapus_isi_tiket",
    "hapus_kontak",
    "ikut_gangguan",
    "ikut_gangguan_tamu",
    "ingatkan_pdp",
    "isi_jawaban",
    "jalankan_massal",
    "jawab_pdp",
    "kabarkan",
    "kembalikan",
    "klaim_tiket",
    "konfirmasi",
    "konfirmasi_tamu",
    "kontak_tamu",
    "kerjakan_gangguan",
    "lanjutkan",
    "lepas",
    "lepas_dari_gangguan",
    "lepas_samaran",
    "lepas_tautan",
    "lepas_yang_habis",
    "masa_simpan",
    "masukkan",
    "minta_ikut",
    "naikkan",
    "naikkan_yang_menunggu",
    "nilai",
    "pakai_daftar",
    "pecah",
    "pergi",
    "periksa_lonjakan",
    "pesan_sesudah",
    "pilihan_terusan",
    "rak_artikel",
    "sapu_kehadiran",
    "saring_jatah",
    "sebutan_tempat",
    "selesaikan",
    "simpan_tampilan",
    "tanyakan",
    "tanda_peramban",
    "tautkan",
    "tempatkan",
    "terima_balasan",
    "terima_usul",
    "teruskan",
    "tiket_terpilih",
    "tolak_usul",
    "tugaskan",
    "turunkan",
    "tutup_yang_diam",
    "ubah_tampilan",
    "ubah_tiket",
    "ujung_gabungan",
    "yang_akan_dibuang",
    "yang_hadir",
]
