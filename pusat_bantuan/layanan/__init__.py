"""Tindakan atas tiket. Tidak satu pun lewat `helpdesk.update_ticket()` (docs/keputusan/0005-helpdesk.md)."""

from .artikel import buat_draf_artikel, rak_artikel
from .asli import buang_asli_lama, buka_asli, lepas_samaran
from .buat_tiket import IsiTiket, buat_tiket, sebutan_tempat
from .gabung import LainDesa, batal_gabung, gabung, ujung_gabungan
from .galat import SudahDipegang, TidakDapat
from .hadir import AdaYangBaru, hadir, pergi, pesan_sesudah, sapu_kehadiran, yang_hadir
from .hapus_isi import hapus_isi_tiket, hapus_kontak, masa_simpan, yang_akan_dibuang
from .pdp import ajukan_pdp, ambil_pdp, catat_pdp, ingatkan_pdp, jawab_pdp
from .pecah import lepas_tautan, pecah, tautkan
from .pegang import ambil, lepas
from .percakapan import balas, buka_lagi, dari_meja, konfirmasi, selesaikan
from .terima import tempatkan, terima_balasan
from .tingkat import naikkan, naikkan_yang_menunggu, pilihan_terusan, teruskan, turunkan
from .tugas import calon_penangan, lepas_yang_habis, tugaskan
from .ubah import ubah_tiket

__all__ = [
    "buang_asli_lama",
    "buka_asli",
    "lepas_samaran",
    "hapus_isi_tiket",
    "hapus_kontak",
    "masa_simpan",
    "yang_akan_dibuang",
    "ajukan_pdp",
    "ambil_pdp",
    "catat_pdp",
    "ingatkan_pdp",
    "jawab_pdp",
    "AdaYangBaru",
    "IsiTiket",
    "LainDesa",
    "SudahDipegang",
    "TidakDapat",
    "ambil",
    "balas",
    "batal_gabung",
    "buat_draf_artikel",
    "buat_tiket",
    "buka_lagi",
    "calon_penangan",
    "dari_meja",
    "gabung",
    "hadir",
    "konfirmasi",
    "lepas",
    "lepas_tautan",
    "lepas_yang_habis",
    "naikkan",
    "naikkan_yang_menunggu",
    "pecah",
    "pergi",
    "pesan_sesudah",
    "pilihan_terusan",
    "rak_artikel",
    "sapu_kehadiran",
    "sebutan_tempat",
    "selesaikan",
    "tautkan",
    "tempatkan",
    "terima_balasan",
    "teruskan",
    "tugaskan",
    "turunkan",
    "ubah_tiket",
    "ujung_gabungan",
    "yang_hadir",
]
