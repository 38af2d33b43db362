"""Perbuatan kamar akun: satu kata kerja per berkas, semua atomik dan aman diulang."""

from .daftar import daftarkan, ganti_nama_pengguna
from .dorong import langgani_dorong, lepas_saat_keluar, sebut_perangkat
from .galat import GalatAkun, NomorDipakai, SudahDiputus, TerlaluBanyakPengajuan, TidakBerhak, UndanganTidakBerlaku
from .orang import akhiri_sesi, hapus_orang, konfirmasi_nomor, pilih_kabar, tautan_sandi, ubah_profil
from .penugasan import ajukan_operator, beri_penugasan, cabut_penugasan, putuskan_penugasan, selaraskan_hak
from .undangan import UndanganBaru, buat_undangan, cabut_undangan, terima_undangan, undangan_dari_token

__all__ = [
    "GalatAkun",
    "NomorDipakai",
    "SudahDiputus",
    "TerlaluBanyakPengajuan",
    "TidakBerhak",
    "UndanganBaru",
    "UndanganTidakBerlaku",
    "ajukan_operator",
    "akhiri_sesi",
    "beri_penugasan",
    "buat_undangan",
    "cabut_penugasan",
    "cabut_undangan",
    "daftarkan",
    "ganti_nama_pengguna",
    "hapus_orang",
    "langgani_dorong",
    "lepas_saat_keluar",
    "sebut_perangkat",
    "konfirmasi_nomor",
    "pilih_kabar",
    "putuskan_penugasan",
    "selaraskan_hak",
    "tautan_sandi",
    "terima_undangan",
    "ubah_profil",
    "undangan_dari_token",
]
