"""Pertanyaan menurut bidang (domain helpdesk.md 6) dan jawaban terstrukturnya. Murni: tanpa ORM, tanpa formulir.

Jawaban disimpan di `ProfilTiket.isian` sebagai {nama: nilai}. Nama pertanyaan umum dan pertanyaan bidang tidak pernah
sama, jadi jawaban tetap terbaca sesudah bidang tiket diganti. Token layanan tidak pernah ditanyakan.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

PANJANG_TEKS, PANJANG_PANJANG = 200, 10_000


@dataclass(frozen=True)
class Pertanyaan:
    """`jenis`: teks, panjang, pilihan, tautan, slug. `tampil` dibaca penangan, `label` ditanyakan kepada operator."""

    nama: str
    label: str
    jenis: str = "teks"
    pilihan: tuple[tuple[str, str], ...] = ()
    bantuan: str = ""
    tampil: str = ""

    @property
    def batas(self) -> int:
        return PANJANG_PANJANG if self.jenis == "panjang" else PANJANG_TEKS

    @property
    def sebutan(self) -> str:
        return self.tampil or self.label


class IsianKeliru(ValueError):
    """Kalimat tiap pertanyaan yang jawabannya tidak dapat diterima."""

    def __init__(self, galat: dict[str, str]):
        self.galat = galat
        super().__init__("; ".join(galat.values()))


_YA_TIDAK = (("ya", "Ya"), ("tidak", "Tidak"), ("tidak_tahu", "Tidak tahu"))
P = Pertanyaan

UMUM: tuple[Pertanyaan, ...] = (
    P("langkah", "Langkah sampai masalahnya muncul", "panjang", bantuan="Satu langkah satu baris, dari menu mana."),
    P("harapan", "Yang seharusnya terjadi", "panjang"),
    P("log", "Isi log atau pesan galat", "panjang", bantuan="Salin baris terakhir dari folder logs. Jangan sertakan NIK.", tampil="Log"),
    P("demo", "Terjadi juga di situs demo OpenSID?", "pilihan", _YA_TIDAK, tampil="Terjadi juga di situs demo"),
    P("modul", "Menu atau modul OpenSID", "slug", bantuan="Misalnya cetak-surat atau penduduk; lihat akhir alamat halamannya.", tampil="Modul OpenSID"),
    P("tautan_cadangan", "Tautan cadangan (.SID atau SQL)", "tautan", bantuan="Unggah ke penyimpanan awan, beri sandi, dan bagikan hanya bila diminta penangan."),
)  # fmt: skip

BIDANG: dict[str, tuple[Pertanyaan, ...]] = {
    "instalasi-hosting": (
        P("php", "Versi PHP", bantuan="Ada di menu Info Sistem."),
        P("mysql", "Versi MySQL atau MariaDB"),
        P("panel", "Panel hosting", bantuan="cPanel, aaPanel, XAMPP, tanpa panel, …"),
    ),
    "pembaruan": (
        P("dari_versi", "Naik dari versi"),
        P("ke_versi", "Ke versi"),
        P("sudah_cadangkan", "Sudah mencadangkan sebelum naik?", "pilihan", _YA_TIDAK, tampil="Sudah dicadangkan"),
    ),
    "login-otp": (
        P("peran_akun", "Peran akun di OpenSID", bantuan="Misalnya administrator, operator, redaksi."),
        P("pesan_layar", "Pesan yang tampil di layar"),
    ),
    "identitas-wilayah": (
        P("kode_resmi", "Kode desa yang resmi"),
        P("dasar_surat", "Dasarnya", bantuan="Nomor surat atau peraturan, bila ada.", tampil="Dasar surat"),
    ),
    "impor-kependudukan": (
        P("baris_gagal", "Baris yang gagal", bantuan="Nomor baris dan pesannya saja, tanpa NIK."),
        P("berkas_contoh", "Contoh berkas tanpa data warga sudah dilampirkan?", "pilihan", _YA_TIDAK, tampil="Ada berkas contoh"),
    ),
    "surat-tte": (
        P("jenis_surat", "Jenis surat", bantuan="Misalnya surat keterangan usaha."),
        P("templat", "Templat suratnya", "pilihan", (("tinymce", "TinyMCE"), ("rtf", "RTF"), ("tidak_tahu", "Tidak tahu")), tampil="Templat"),
    ),
    "sinkronisasi": (
        P("tujuan", "Alamat tujuan", bantuan="Situs OpenDK kecamatan atau OpenKab kabupaten."),
        P("waktu_kirim", "Kapan terakhir dikirim"),
        P("jawaban_tujuan", "Jawaban yang tampil"),
    ),
    "keuangan": (P("siskeudes", "Versi Siskeudes"), P("tahun", "Tahun anggaran")),
    "peta-status": (P("lapisan", "Lapisan peta atau nama status"), P("peramban", "Peramban yang dipakai")),
    "cadangan": (
        P("ukuran", "Kira-kira ukuran cadangan"),
        P("tempat_simpan", "Disimpan di mana", bantuan="Hosting, komputer kantor, penyimpanan awan."),
    ),
    "token-layanan": (
        P("tanggal_perpanjangan", "Tanggal perpanjangan", bantuan="Token jangan ditulis di sini; kami tidak memerlukannya."),
    ),
    "tema-tampilan": (
        P("versi_tema", "Versi tema"),
        P("htaccess", "Berkas .htaccess sudah aktif?", "pilihan", _YA_TIDAK, tampil=".htaccess aktif"),
    ),
    "keamanan": (
        P("sejak_kapan", "Sejak kapan terlihat"),
        P("ciri", "Cirinya", bantuan="Misalnya muncul judi daring, berkas asing, akun tak dikenal."),
    ),
    "layanan-mandiri": (
        P("perangkat", "Perangkat anjungan atau ponsel"),
        P("langganan", "Anjungan berlangganan?", "pilihan", _YA_TIDAK, tampil="Anjungan berlangganan"),
    ),
    "bantuan-sosial": (P("nama_program", "Nama program"), P("periode", "Periode")),
    "panduan": (P("ingin", "Yang ingin Anda kerjakan"),),
    "usulan-fitur": (
        P("manfaat", "Manfaatnya bagi pelayanan"),
        P("cara_kini", "Cara yang dipakai sekarang"),
    ),
}  # fmt: skip

# Kalimat di atas pertanyaan bidang itu.
CATATAN: dict[str, str] = {
    "keamanan": "Soal keamanan selalu kami tangani sebagai kritis dan hanya dibaca petugas, tidak oleh relawan. "
    "Jangan menghapus berkas apa pun dulu.",
    "token-layanan": "Jangan menulis token atau kata sandi di formulir ini; kami tidak memerlukannya.",
    "impor-kependudukan": "Lampirkan contoh berkas tanpa data warga: kosongkan NIK, nama, dan alamatnya.",
    "usulan-fitur": "Perbaikan dan fitur baru masuk ke rilis Premium dahulu, dan sampai di Umum enam bulan kemudian.",
    "pembaruan": "Perbaikan masuk ke rilis Premium dahulu, dan sampai di Umum enam bulan kemudian.",
}

_SEMUA = {satu.nama: satu for satu in (*UMUM, *(p for daftar in BIDANG.values() for p in daftar))}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def untuk_bidang(slug: str) -> tuple[Pertanyaan, ...]:
    """Pertanyaan khusus satu bidang pokok; paling banyak tiga, sehingga bersama dampak tidak lebih dari empat."""
    return BIDANG.get(slug, ())


def periksa_isian(slug: str, mentah: Mapping[str, object]) -> dict[str, str]:
    """Jawaban yang sah dan tidak kosong untuk bidang pokok `slug`; `IsianKeliru` menyebut tiap yang keliru."""
    boleh = {satu.nama: satu for satu in (*UMUM, *untuk_bidang(slug))}
    hasil, galat = {}, {}
    for nama, nilai in mentah.items():
        if nama not in boleh:
            galat[nama] = "Pertanyaan ini tidak ada untuk bidang itu."
        elif not isinstance(nilai, str):
            galat[nama] = f"{boleh[nama].label}: isi dengan teks."
        elif nilai.strip():
            try:
                hasil[nama] = periksa_nilai(boleh[nama], nilai.strip())
            except ValueError as kalimat:
                galat[nama] = f"{boleh[nama].label}: {kalimat}"
    if galat:
        raise IsianKeliru(galat)
    return hasil


def periksa_nilai(tanya: Pertanyaan, nilai: str) -> str:
    """Satu jawaban; `ValueError` berkalimat bila tidak dapat diterima."""
    if len(nilai) > tanya.batas:
        raise ValueError(f"paling banyak {tanya.batas} huruf.")
    if tanya.jenis == "pilihan" and nilai not in dict(tanya.pilihan):
        raise ValueError("pilih salah satu jawaban yang ada.")
    if tanya.jenis == "slug" and not _SLUG.fullmatch(rapat := re.sub(r"[\s_/]+", "-", nilai.lower()).strip("-")):
        raise ValueError("tulis nama menunya dengan huruf, angka, dan tanda hubung saja.")
    if tanya.jenis == "tautan":
        return _tautan(nilai)
    return rapat if tanya.jenis == "slug" else nilai


def _tautan(nilai: str) -> str:
    try:
        bagian = urlsplit(nilai)
    except ValueError:
        bagian = urlsplit("")
    if bagian.scheme not in {"http", "https"} or "." not in (bagian.hostname or "") or bagian.username:
        raise ValueError("tulis alamat lengkapnya, diawali https://.")
    return nilai


def teks_isian(isian: object) -> dict[str, str]:
    """Jawaban yang berisi teks; baris lama, dari sistem lain, atau rusak dilewati, tidak menjatuhkan halamannya."""
    if not isinstance(isian, Mapping):
        return {}
    return {str(nama): nilai for nama, nilai in isian.items() if isinstance(nilai, str) and nilai.strip()}


def sajikan(isian: Mapping[str, str] | None) -> list[tuple[Pertanyaan, str]]:
    """Jawaban untuk dibaca penangan, menurut urutan pertanyaan; nama yang tidak lagi ditanyakan tetap tampil."""
    isian = teks_isian(isian)
    urut = [satu for satu in _SEMUA.values() if satu.nama in isian]
    sisa = [Pertanyaan(nama, nama.replace("_", " ").capitalize()) for nama in isian if nama not in _SEMUA]
    return [(satu, dict(satu.pilihan).get(isian[satu.nama], isian[satu.nama])) for satu in (*urut, *sisa)]
