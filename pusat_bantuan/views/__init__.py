from .bantuan import beranda, saran
from .daftar import antrean, tiket_saya
from .lampiran import lampiran
from .tiket import tiket, tiket_baru
from .tindakan import (
    tiket_ambil,
    tiket_balas,
    tiket_buka_lagi,
    tiket_catat,
    tiket_draf_artikel,
    tiket_konfirmasi,
    tiket_lepas,
    tiket_selesaikan,
    tiket_teruskan,
)

__all__ = [
    "antrean",
    "beranda",
    "lampiran",
    "saran",
    "tiket",
    "tiket_ambil",
    "tiket_balas",
    "tiket_baru",
    "tiket_buka_lagi",
    "tiket_catat",
    "tiket_draf_artikel",
    "tiket_konfirmasi",
    "tiket_lepas",
    "tiket_saya",
    "tiket_selesaikan",
    "tiket_teruskan",
]
