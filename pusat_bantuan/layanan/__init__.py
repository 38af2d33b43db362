"""Tindakan atas tiket. Tidak satu pun lewat `helpdesk.update_ticket()` (docs/keputusan/0005-helpdesk.md)."""

from .artikel import buat_draf_artikel, rak_artikel
from .buat_tiket import IsiTiket, buat_tiket, sebutan_tempat
from .galat import SudahDipegang, TidakDapat
from .pegang import ambil, lepas, pilihan_terusan, teruskan
from .percakapan import balas, buka_lagi, dari_meja, konfirmasi, selesaikan
from .terima import tempatkan, terima_balasan

__all__ = [
    "IsiTiket",
    "SudahDipegang",
    "TidakDapat",
    "ambil",
    "balas",
    "buat_draf_artikel",
    "buat_tiket",
    "buka_lagi",
    "dari_meja",
    "konfirmasi",
    "lepas",
    "pilihan_terusan",
    "rak_artikel",
    "sebutan_tempat",
    "selesaikan",
    "tempatkan",
    "terima_balasan",
    "teruskan",
]
