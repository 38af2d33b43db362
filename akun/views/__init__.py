from .data import data_saya, hapus_akun, unduh_data
from .dorong import dorong_lepas, dorong_pasang
from .orang import beri_tugas, cabut_tugas, konfirmasi_nomor, orang, sandi_baru, tim
from .profil import nama_pengguna, pilihan_kabar, profil, selamat_datang
from .surat import surat_kirim_ulang
from .tugas import ajukan, konfirmasi, putuskan, tugas
from .undangan import cabut_undangan, daftar_undangan, terima_undangan, undang, undangan

__all__ = [
    "ajukan",
    "beri_tugas",
    "cabut_tugas",
    "cabut_undangan",
    "daftar_undangan",
    "data_saya",
    "dorong_lepas",
    "dorong_pasang",
    "hapus_akun",
    "konfirmasi",
    "konfirmasi_nomor",
    "nama_pengguna",
    "orang",
    "pilihan_kabar",
    "profil",
    "putuskan",
    "sandi_baru",
    "selamat_datang",
    "surat_kirim_ulang",
    "terima_undangan",
    "tim",
    "tugas",
    "undang",
    "undangan",
    "unduh_data",
]
