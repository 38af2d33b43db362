"""Perbuatan forum, satu kata kerja satu berkas. Urutan kunci: Topik → Ruang → Simpul (domain forum.md 4.1)."""

from .acara import batalkan_acara, catat_kehadiran, jawab_acara, tulis_notulen, ubah_acara
from .atur_tingkat import atur_tingkat, pilih_surat
from .balas import balas
from .balas_surat import balas_dari_surat
from .dukung import batal_dukung, dukung, putuskan_usulan
from .gabung import (
    atur_keanggotaan,
    atur_peran,
    gabung,
    keluar,
    terima_anggota,
    tolak_anggota,
    tunjuk_koordinator,
    undang,
)  # fmt: skip
from .galat import Dipegang, Disanksi, KursiHabis, SudahBerubah, TanpaKoordinator, TerlaluSering, TidakBoleh
from .hapus import buang_isi_dihapus, hapus, kembalikan_hapusan
from .impor_obrolan import mulai_impor, setujui_impor
from .jajak import suarakan
from .kalender import ganti_kalender, matikan_kalender
from .ketersediaan import atur_ketersediaan, hapus_cuti, sedang_tidak_bisa, tambah_cuti
from .kunci import buka_kunci, kunci
from .kunci_isi import kunci_untuk_isi
from .kunjungi import akhiri_kunjungan, kunjungi
from .laporkan import laporkan, pegang_tinjauan, putuskan_tinjauan
from .mulai_topik import mulai_topik
from .pilih_pesan import jawab_pemetaan, petakan_peserta, topik_dari_pesan
from .pindah import gabungkan_topik, pindahkan, pisahkan
from .rapikan import rapikan, urungkan_rapian
from .reaksi import batal_suka, suka
from .rincian import RincianAcara, RincianJajak
from .sanksi import banding, beri_sanksi, putuskan_sanksi
from .sapu_orang import sapu_orang_terhapus
from .sematkan import lepas_sematan, sematkan
from .sembunyikan import pulihkan, sembunyikan
from .simpan_draf import buang_draf, simpan_draf, simpan_ketikan
from .sunting import sunting
from .tandai_dibaca import tandai_dibaca, tandai_semua_dibaca
from .terima_jawaban import batalkan_jawaban, terima_jawaban, usulkan_jawaban
from .unggah import sapu_lampiran, unggah
from .urung_impor import buang_impor, sapu_impor

__all__ = [
    "akhiri_kunjungan", "kunci_untuk_isi", "kunjungi", "sapu_orang_terhapus",
    "Dipegang", "buang_impor", "pegang_tinjauan", "jawab_pemetaan", "mulai_impor", "petakan_peserta", "sapu_impor", "setujui_impor", "topik_dari_pesan",
    "Disanksi", "KursiHabis", "banding", "beri_sanksi", "buang_isi_dihapus", "gabungkan_topik", "hapus",
    "kembalikan_hapusan", "pindahkan", "pisahkan", "putuskan_sanksi", "balas_dari_surat", "pilih_surat", "sapu_lampiran", "simpan_ketikan", "unggah", "RincianAcara", "RincianJajak", "batal_dukung", "batalkan_acara", "catat_kehadiran", "dukung",
    "ganti_kalender", "jawab_acara", "matikan_kalender", "putuskan_usulan", "suarakan", "tulis_notulen", "ubah_acara",
    "SudahBerubah", "TanpaKoordinator", "TerlaluSering", "TidakBoleh", "atur_keanggotaan", "atur_ketersediaan", "atur_peran", "atur_tingkat", "balas",
    "batal_suka", "batalkan_jawaban", "buang_draf", "buka_kunci", "gabung", "hapus_cuti", "keluar", "kunci", "laporkan",
    "lepas_sematan",  "mulai_topik", "pulihkan", "putuskan_tinjauan", "sedang_tidak_bisa", "sematkan", "sembunyikan",
    "simpan_draf", "suka", "sunting", "tambah_cuti", "tandai_dibaca", "tandai_semua_dibaca", "terima_anggota", "terima_jawaban",
    "tolak_anggota", "tunjuk_koordinator", "undang", "rapikan", "urungkan_rapian", "usulkan_jawaban",
]  # fmt: skip
