"""Perbuatan kamar belajar, satu kata kerja satu berkas: bertanda nama, atomik, idempoten, mengembalikan barisnya."""

from modul_pelatihan.naskah_soal import JawabanKeliru

from .anulir_soal import anulir_soal
from .galat import Ditolak, TidakBoleh
from .kemajuan import PrasyaratBelumTuntas, catat_dibuka, catat_sampai, tandai_selesai
from .kirim_jawaban import kirim_jawaban, nilai_uraian, simpan_jawaban, tutup_yang_lewat
from .kirim_latihan import kirim_latihan
from .mulai_percobaan import mulai_percobaan
from .perubahan import baca_perubahan, catat_perubahan
from .tanggapan import beri_suara, catat_nihil, laporkan_naskah, putuskan_laporan, simpan_catatan, tanda_peramban
from .terbit import terbitkan_terjadwal

__all__ = [
    "Ditolak",
    "JawabanKeliru",
    "PrasyaratBelumTuntas",
    "TidakBoleh",
    "anulir_soal",
    "baca_perubahan",
    "beri_suara",
    "catat_dibuka",
    "catat_nihil",
    "catat_perubahan",
    "catat_sampai",
    "kirim_jawaban",
    "kirim_latihan",
    "laporkan_naskah",
    "mulai_percobaan",
    "nilai_uraian",
    "putuskan_laporan",
    "simpan_catatan",
    "simpan_jawaban",
    "tanda_peramban",
    "tandai_selesai",
    "terbitkan_terjadwal",
    "tutup_yang_lewat",
]
