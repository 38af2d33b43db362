from .balasan import KeadaanHulu, PemasanganSah, PemberitahuanDesa, RelaiLaporan
from .beku import BekuTelemetri
from .buku import BabPage, BukuReplikasiPage, LangkahPage
from .damping import GarisWilayah, Hubungan, PeringatanMacet
from .gelombang import AnggotaGelombang, Bimbingan, Gelombang
from .impor import BarisImpor, ImporPantau
from .isi_program import ButirProgram, KegiatanProgram, OrangProgram
from .kesepakatan import BerkasKesepakatan, Kesepakatan, Organisasi, PengingatTerkirim, PihakKesepakatan
from .kewajiban import BuktiKewajiban, ButirLingkup, Kewajiban
from .klaim import Bukti, KlaimTonggak, Verifikasi
from .kriteria import EdisiKriteria, Kriteria
from .pemutakhiran import EdisiWilayah, ImporFakta, JejakWilayah
from .percakapan import TopikLangkah
from .pertemuan import JejakJanji, Pertemuan, TindakLanjut
from .praktik import (
    AdopsiPraktik,
    IndeksPraktikPage,
    InovasiPage,
    JejakTelaah,
    PraktikBaikPage,
    TelaahPraktik,
)
from .program import EdisiBobot, Jeda, Pendampingan, Penerapan, Program, Tahap, Tonggak
from .rekap import Rekap, RekapKotor, RingkasBulan, RingkasDesa
from .rencana import (
    EdisiBuku,
    JawabanEdisi,
    JejakRencana,
    LangkahEdisi,
    RencanaKerja,
    TautanKalender,
    Tugas,
)
from .seleksi import Calon, Panggilan, Penilaian, Seleksi
from .setempat import CatatanSetempat
from .status import PengakuanStatus
from .target import AngkaPernyataan, Capaian, Ramalan, Target
from .telemetri import BulanLapor, KeadaanPasang, Kejanggalan, KodeTakDikenal, Produk
from .templat import Templat, VersiTemplat
from .tim import AnggotaTim
from .ukur import Fase, ImporLayanan, InformasiWajib, PemeriksaanAparatur, PemeriksaanData, PengukuranLayanan

__all__ = [
    "AnggotaGelombang",
    "Bimbingan",
    "Fase",
    "Gelombang",
    "ImporLayanan",
    "InformasiWajib",
    "PemeriksaanAparatur",
    "PemeriksaanData",
    "PengukuranLayanan",
    "AdopsiPraktik",
    "IndeksPraktikPage",
    "InovasiPage",
    "JejakTelaah",
    "PraktikBaikPage",
    "TelaahPraktik",
    "CatatanSetempat",
    "Templat",
    "VersiTemplat",
    "AnggotaTim",
    "EdisiBuku",
    "JawabanEdisi",
    "JejakRencana",
    "LangkahEdisi",
    "RencanaKerja",
    "TautanKalender",
    "TopikLangkah",
    "Tugas",
    "ButirProgram",
    "Calon",
    "EdisiKriteria",
    "KegiatanProgram",
    "Kriteria",
    "OrangProgram",
    "Panggilan",
    "Penilaian",
    "Seleksi",
    "ImporPantau",
    "BarisImpor",
    "BekuTelemetri",
    "RelaiLaporan",
    "PemberitahuanDesa",
    "PemasanganSah",
    "KeadaanHulu",
    "AngkaPernyataan",
    "BabPage",
    "BerkasKesepakatan",
    "Bukti",
    "BuktiKewajiban",
    "BukuReplikasiPage",
    "BulanLapor",
    "ButirLingkup",
    "Capaian",
    "EdisiBobot",
    "EdisiWilayah",
    "GarisWilayah",
    "Hubungan",
    "ImporFakta",
    "Jeda",
    "JejakJanji",
    "JejakWilayah",
    "KeadaanPasang",
    "Kejanggalan",
    "Kesepakatan",
    "Kewajiban",
    "KlaimTonggak",
    "KodeTakDikenal",
    "LangkahPage",
    "Organisasi",
    "Pendampingan",
    "Penerapan",
    "PengakuanStatus",
    "PeringatanMacet",
    "PengingatTerkirim",
    "Pertemuan",
    "PihakKesepakatan",
    "Produk",
    "Program",
    "Ramalan",
    "Rekap",
    "RekapKotor",
    "RingkasBulan",
    "RingkasDesa",
    "Tahap",
    "Target",
    "TindakLanjut",
    "Tonggak",
    "Verifikasi",
]
