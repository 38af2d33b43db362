"""Gambar layar contoh: digambar, bukan ditangkap, supaya tidak ada data siapa pun di dalamnya."""

from __future__ import annotations

import io
from collections.abc import Callable

from django.core.files.images import ImageFile
from PIL import Image as Gambar
from PIL import ImageDraw, ImageFont
from wagtail.images import get_image_model

LEBAR, TINGGI = 1280, 720
HIJAU, MALAM, PUTIH, ABU, GARIS, TINTA, EMAS = (
    "#0f6b4a",
    "#143d2c",
    "#ffffff",
    "#f1f3f0",
    "#c9d2cb",
    "#22302a",
    "#f2c14e",
)
MENU = [
    "Beranda",
    "Info Desa",
    "Kependudukan",
    "Statistik",
    "Layanan Surat",
    "Keuangan",
    "Pemetaan",
    "Admin Web",
    "Pengaturan",
]


def _huruf(ukuran: int) -> ImageFont.ImageFont:
    return ImageFont.load_default(size=ukuran)


def _bingkai(judul: str, pilih: str) -> tuple[Gambar.Image, ImageDraw.ImageDraw]:
    lembar = Gambar.new("RGB", (LEBAR, TINGGI), ABU)
    kuas = ImageDraw.Draw(lembar)
    kuas.rectangle((0, 0, LEBAR, 56), fill=HIJAU)
    kuas.text((24, 15), "OpenSID  Contoh Nagari", font=_huruf(22), fill=PUTIH)
    kuas.rectangle((0, 56, 240, TINGGI), fill=MALAM)
    for urut, nama in enumerate(MENU):
        atas = 84 + urut * 52
        if nama == pilih:
            kuas.rectangle((0, atas - 12, 240, atas + 36), fill=HIJAU)
        kuas.text((28, atas), nama, font=_huruf(19), fill=PUTIH)
    kuas.text((280, 84), judul, font=_huruf(32), fill=TINTA)
    kuas.rounded_rectangle((980, 78, 1248, 122), 22, fill=EMAS)
    kuas.text((1034, 88), "DATA CONTOH", font=_huruf(21), fill=MALAM)
    kuas.rounded_rectangle((280, 150, 1248, 680), 12, fill=PUTIH, outline=GARIS, width=2)
    return lembar, kuas


def _isian(kuas: ImageDraw.ImageDraw, atas: int, label: str, nilai: str) -> None:
    kuas.text((312, atas + 12), label, font=_huruf(20), fill=TINTA)
    kuas.rounded_rectangle((560, atas, 1216, atas + 48), 8, fill=PUTIH, outline=GARIS, width=2)
    kuas.text((578, atas + 12), nilai, font=_huruf(20), fill=TINTA)


def _tombol(kuas: ImageDraw.ImageDraw, kiri: int, atas: int, nama: str, tanda: bool = False) -> None:
    lebar = 36 + int(_huruf(20).getlength(nama))
    kuas.rounded_rectangle((kiri, atas, kiri + lebar, atas + 48), 8, fill=HIJAU)
    kuas.text((kiri + 18, atas + 12), nama, font=_huruf(20), fill=PUTIH)
    if tanda:
        kuas.rounded_rectangle((kiri - 9, atas - 9, kiri + lebar + 9, atas + 57), 14, outline="#c2452d", width=5)


def masuk() -> Gambar.Image:
    lembar = Gambar.new("RGB", (LEBAR, TINGGI), MALAM)
    kuas = ImageDraw.Draw(lembar)
    kuas.rounded_rectangle((400, 110, 880, 620), 18, fill=PUTIH)
    kuas.rounded_rectangle((506, 140, 774, 184), 22, fill=EMAS)
    kuas.text((560, 150), "DATA CONTOH", font=_huruf(21), fill=MALAM)
    kuas.text((508, 210), "Masuk ke OpenSID", font=_huruf(31), fill=TINTA)
    for atas, label, nilai in ((280, "Nama pengguna", "operator.contoh"), (390, "Kata sandi", "********")):
        kuas.text((448, atas), label, font=_huruf(20), fill=TINTA)
        kuas.rounded_rectangle((448, atas + 32, 832, atas + 82), 8, outline=GARIS, width=2)
        kuas.text((466, atas + 45), nilai, font=_huruf(20), fill=TINTA)
    _tombol(kuas, 588, 525, "Masuk", tanda=True)
    return lembar


def identitas() -> Gambar.Image:
    lembar, kuas = _bingkai("Identitas Desa", "Info Desa")
    for urut, (label, nilai) in enumerate(
        (("Nama", "Contoh"), ("Kode wilayah", "00.00.00.0000"), ("Alamat kantor", "Jalan Contoh 1"), ("Kecamatan", "Contoh"), ("Sebutan", "Nagari"))
    ):  # fmt: skip
        _isian(kuas, 190 + urut * 72, label, nilai)
    _tombol(kuas, 1060, 590, "Simpan", tanda=True)
    return lembar


def impor() -> Gambar.Image:
    lembar, kuas = _bingkai("Impor Penduduk", "Kependudukan")
    kuas.text((312, 186), "1. Unduh templat terbaru", font=_huruf(22), fill=TINTA)
    _tombol(kuas, 312, 226, "Unduh templat", tanda=True)
    kuas.text((312, 316), "2. Pilih berkas yang sudah diisi", font=_huruf(22), fill=TINTA)
    _isian(kuas, 356, "Berkas", "penduduk-contoh-20-baris.xlsx")
    kuas.text((312, 446), "3. Impor, lalu baca laporannya", font=_huruf(22), fill=TINTA)
    _tombol(kuas, 312, 486, "Impor")
    kuas.text((312, 574), "Laporan: 18 baris masuk, 2 baris ditolak", font=_huruf(22), fill="#a1461f")
    return lembar


def templat() -> Gambar.Image:
    lembar, kuas = _bingkai("Templat Surat Keterangan", "Layanan Surat")
    kuas.rounded_rectangle((312, 176, 900, 650), 6, fill="#fbfbf8", outline=GARIS, width=2)
    kuas.text((430, 196), "PEMERINTAH NAGARI CONTOH", font=_huruf(23), fill=TINTA)
    kuas.line((340, 240, 872, 240), fill=TINTA, width=3)
    for urut, baris in enumerate(
        (
            "Yang bertanda tangan di bawah ini",
            "[jabatan] [nama_nagari] menerangkan bahwa",
            "Nama        : [nama]",
            "Alamat     : [alamat]",
            "adalah benar penduduk kami.",
        )
    ):
        kuas.text((340, 274 + urut * 46), baris, font=_huruf(21), fill=TINTA)
    kuas.text((640, 560), "[penandatangan]", font=_huruf(21), fill=HIJAU)
    kuas.text((936, 190), "Kode isian", font=_huruf(23), fill=TINTA)
    for urut, kode in enumerate(("[nama]", "[alamat]", "[jabatan]", "[format_nomor]", "[tgl_surat]")):
        _tombol(kuas, 936, 236 + urut * 66, kode, tanda=urut == 0)
    return lembar


def cadangan() -> Gambar.Image:
    lembar, kuas = _bingkai("Cadangkan Data", "Pengaturan")
    for urut, (nama, ukuran) in enumerate((("Basis data", "12,4 MB"), ("Folder desa", "86,0 MB"))):
        atas = 190 + urut * 120
        kuas.rounded_rectangle((312, atas, 1216, atas + 92), 10, fill=ABU)
        kuas.text((340, atas + 20), nama, font=_huruf(23), fill=TINTA)
        kuas.text((340, atas + 52), f"Ukuran {ukuran}", font=_huruf(19), fill="#4c5a52")
        _tombol(kuas, 1060, atas + 22, "Unduh", tanda=True)
    kuas.text((312, 460), "Cadangan terakhir: 20 November 2026, 16.05 WIB", font=_huruf(22), fill=TINTA)
    return lembar


LAYAR: dict[str, Callable[[], Gambar.Image]] = {
    "masuk": masuk, "identitas": identitas, "impor": impor, "templat": templat, "cadangan": cadangan,
}  # fmt: skip
# Sama dengan yang diminta templat balok.
OLAHAN = [f"format-{bentuk}|width-{lebar}" for bentuk in ("avif", "webp", "jpeg") for lebar in (360, 720)]


def siapkan_gambar() -> dict[str, object]:
    """Gambar contoh menurut nama; yang sudah ada di perpustakaan dipakai lagi."""
    model = get_image_model()
    hasil = {}
    for nama, gambar in LAYAR.items():
        judul = f"Layar contoh: {nama}"
        ada = model.objects.filter(title=judul).first()
        if ada is None:
            wadah = io.BytesIO()
            gambar().save(wadah, "PNG")
            ada = model(title=judul, file=ImageFile(wadah, name=f"contoh-{nama}.png"))
            ada.save()
            ada.get_renditions(*OLAHAN)  # pembaca pertama tidak menunggu
        hasil[nama] = ada
    return hasil
