from .antrean import antrean, tampilan, tampilan_ubah
from .artikel import artikel_nilai, topik_draf_artikel
from .bantuan import beranda
from .daftar import tiket_saya
from .draf_tiket import tiket_draf
from .komunitas import tiket_tanyakan
from .lampiran import lampiran
from .massal import antrean_csv, massal, massal_batalkan, massal_hasil, massal_jalankan
from .meja import (
    tiket_gabung,
    tiket_kembalikan,
    tiket_lepas_taut,
    tiket_pecah,
    tiket_pisah,
    tiket_taut,
    tiket_teruskan,
    tiket_tugaskan,
    tiket_ubah,
)
from .perkakas import (
    tiket_cetak,
    tiket_hadir,
    tiket_periksa,
    tiket_perkakas,
    tiket_ringkasan,
    tiket_sekitar,
    tiket_siap,
    tiket_wa,
)
from .saran import saran, saran_buka, saran_terjawab
from .sistem import sistem, sistem_cabut, sistem_kabar, sistem_kabar_lagi, sistem_kabar_uji
from .tamu import (
    klaim,
    tiket_ganti_tautan,
    tiket_tamu,
    tiket_tamu_balas,
    tiket_tamu_beres,
    tiket_tamu_buka_lagi,
    tiket_tamu_lampiran,
)
from .tiket import tiket
from .tiket_baru import tiket_baru
from .tindakan import (
    tiket_ambil,
    tiket_balas,
    tiket_buka_lagi,
    tiket_catat,
    tiket_draf_artikel,
    tiket_konfirmasi,
    tiket_lepas,
    tiket_selesaikan,
)

__all__ = [
    "antrean",
    "antrean_csv",
    "artikel_nilai",
    "beranda",
    "klaim",
    "lampiran",
    "massal",
    "massal_batalkan",
    "massal_hasil",
    "massal_jalankan",
    "saran",
    "sistem",
    "sistem_cabut",
    "sistem_kabar",
    "sistem_kabar_lagi",
    "sistem_kabar_uji",
    "tampilan",
    "tampilan_ubah",
    "saran_buka",
    "saran_terjawab",
    "tiket",
    "tiket_ambil",
    "tiket_balas",
    "tiket_baru",
    "tiket_buka_lagi",
    "tiket_catat",
    "tiket_cetak",
    "tiket_draf",
    "tiket_draf_artikel",
    "tiket_gabung",
    "tiket_ganti_tautan",
    "tiket_hadir",
    "tiket_kembalikan",
    "tiket_konfirmasi",
    "tiket_lepas",
    "tiket_lepas_taut",
    "tiket_pecah",
    "tiket_periksa",
    "tiket_perkakas",
    "tiket_pisah",
    "tiket_ringkasan",
    "tiket_saya",
    "tiket_selesaikan",
    "tiket_sekitar",
    "tiket_siap",
    "tiket_tamu",
    "tiket_tamu_balas",
    "tiket_tamu_beres",
    "tiket_tamu_buka_lagi",
    "tiket_tamu_lampiran",
    "tiket_tanyakan",
    "tiket_taut",
    "tiket_teruskan",
    "tiket_tugaskan",
    "tiket_ubah",
    "tiket_wa",
    "topik_draf_artikel",
]
