from .balasan import KeadaanHulu, PemasanganSah, PemberitahuanDesa, RelaiLaporan
from .beku import BekuTelemetri
from .buku import BabPage, BukuReplikasiPage, LangkahPage
from .damping import GarisWilayah, Hubungan, PeringatanMacet
from .impor import BarisImpor, ImporPantau
from .klaim import Bukti, KlaimTonggak, Verifikasi
from .program import EdisiBobot, Jeda, Pendampingan, Penerapan, Program, Tahap, Tonggak
from .rekap import Rekap, RekapKotor, RingkasBulan, RingkasDesa
from .status import PengakuanStatus
from .telemetri import BulanLapor, KeadaanPasang, Kejanggalan, KodeTakDikenal, Produk

__all__ = [
    "ImporPantau",
    "BarisImpor",
    "BekuTelemetri",
    "RelaiLaporan",
    "PemberitahuanDesa",
    "PemasanganSah",
    "KeadaanHulu",
    "BabPage",
    "BukuReplikasiPage",
    "Bukti",
    "BulanLapor",
    "EdisiBobot",
    "GarisWilayah",
    "Hubungan",
    "Jeda",
    "KeadaanPasang",
    "Kejanggalan",
    "KlaimTonggak",
    "KodeTakDikenal",
    "LangkahPage",
    "Pendampingan",
    "Penerapan",
    "PengakuanStatus",
    "PeringatanMacet",
    "Produk",
    "Program",
    "Rekap",
    "RekapKotor",
    "RingkasBulan",
    "RingkasDesa",
    "Tahap",
    "Tonggak",
    "Verifikasi",
]
