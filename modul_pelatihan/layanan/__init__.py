"""Perbuatan kamar belajar, satu kata kerja satu berkas: bertanda nama, atomik, idempoten, mengembalikan barisnya."""

from modul_pelatihan.naskah_soal import JawabanKeliru

from .anulir_soal import anulir_soal
from .galat import Ditolak, TidakBoleh
from .impor import buang_berkas, buang_impor_lama, impor_catatan_rilis, jadikan_konsep, terima_naskah
from .kemajuan import PrasyaratBelumTuntas, catat_dibuka, catat_sampai, tandai_selesai
from .kirim_jawaban import kirim_jawaban, nilai_uraian, simpan_jawaban, tutup_yang_lewat
from .kirim_latihan import kirim_latihan
from .mulai_percobaan import mulai_percobaan
from .pengingat import ingatkan_masa
from .perubahan import baca_perubahan, catat_perubahan
from .tanggapan import beri_suara, catat_nihil, laporkan_naskah, putuskan_laporan, simpan_catatan, tanda_peramban
from .telaah import BelumDapat, nyatakan_diperiksa, radar_rilis
from .terbit import terbitkan_terjadwal

__all__ = [
    "BelumDapat",
    "Ditolak",
    "JawabanKeliru",
    "PrasyaratBelumTuntas",
    "TidakBoleh",
    "anulir_soal",
    "baca_perubahan",
    "beri_suara",
    "buang_berkas",
    "buang_impor_lama",
    "catat_dibuka",
    "catat_nihil",
    "catat_perubahan",
    "catat_sampai",
    "impor_catatan_rilis",
    "ingatkan_masa",
    "jadikan_konsep",
    "kirim_jawaban",
    "kirim_latihan",
    "laporkan_naskah",
    "mulai_percobaan",
    "nilai_uraian",
    "nyatakan_diperiksa",
    "putuskan_laporan",
    "radar_rilis",
    "simpan_catatan",
    "simpan_jawaban",
    "tanda_peramban",
    "tandai_selesai",
    "terbitkan_terjadwal",
    "terima_naskah",
    "tutup_yang_lewat",
]
