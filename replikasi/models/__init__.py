from .buku import BabPage, BukuReplikasiPage, LangkahPage
from .klaim import Bukti, KlaimTonggak, Verifikasi
from .program import EdisiBobot, Jeda, Pendampingan, Penerapan, Program, Tahap, Tonggak
from .rekap import Rekap, RekapKotor, RingkasDesa
from .status import PengakuanStatus
from .telemetri import BulanLapor, KeadaanPasang, Kejanggalan, KodeTakDikenal, LaporanMasuk, Produk

__all__ = [
    "BabPage",
    "BukuReplikasiPage",
    "Bukti",
    "BulanLapor",
    "EdisiBobot",
    "Jeda",
    "KeadaanPasang",
    "Kejanggalan",
    "KlaimTonggak",
    "KodeTakDikenal",
    "LangkahPage",
    "LaporanMasuk",
    "Pendampingan",
    "Penerapan",
    "PengakuanStatus",
    "Produk",
    "Program",
    "Rekap",
    "RekapKotor",
    "RingkasDesa",
    "Tahap",
    "Tonggak",
    "Verifikasi",
]
