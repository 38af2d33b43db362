"""Lembar cetak pelatihan: sertifikat, undangan, daftar hadir, laporan kelas. typst merangkai dari data, tidak dari markah."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import segno
import typst
from django.conf import settings
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from modul_pelatihan import lencana
from modul_pelatihan.models import Angkatan, Peserta, Sertifikat, Sesi
from wilayah.kalender import BULAN, HARI

_TYPST = Path(__file__).parent / "typst"
PPI_GAMBAR = 110


def tanggal(hari: date) -> str:
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def waktu_sesi(angkatan: Angkatan, mulai: datetime, selesai: datetime) -> str:
    """ "Senin, 2 November 2026, 09.00–11.00 WIB" menurut jam tempat kelas."""
    awal, akhir = angkatan.setempat(mulai), angkatan.setempat(selesai)
    sampai = f"{akhir:%H.%M}" if awal.date() == akhir.date() else f"{tanggal(akhir)} {akhir:%H.%M}"
    return f"{HARI[awal.weekday()]}, {tanggal(awal)}, {awal:%H.%M}–{sampai} {angkatan.nama_zona}"


def qr_svg(alamat: str) -> str:
    """SVG QR tanpa ukuran tetap di CSS; ukuran lewat atribut, jadi lolos CSP."""
    keluar = io.BytesIO()
    segno.make(alamat, error="m").save(
        keluar, kind="svg", border=2, xmldecl=False, light="#ffffff", svgclass=None, lineclass=None, omitsize=True
    )
    return keluar.getvalue().decode()


def rangkai(nama: str, data: dict, *, bentuk: str = "pdf") -> bytes:
    """PDF/UA-1 bertanda, atau PNG halaman pertama. Huruf yang dipakai sudah di dalam paketnya."""
    kaki = f"Pusat Bantuan OpenDesa · {settings.SITE_URL.partition('://')[2]}"
    hasil = typst.compile(
        str(_TYPST / f"{nama}.typ"), root=str(_TYPST), format=bentuk, ignore_system_fonts=True,
        pdf_standards=["ua-1"] if bentuk == "pdf" else [], ppi=PPI_GAMBAR if bentuk == "png" else None,
        sys_inputs={"data": json.dumps({"kaki": kaki} | data, ensure_ascii=False)},
    )  # fmt: skip
    return hasil[0] if isinstance(hasil, list) else hasil


def _data_sertifikat(sertifikat: Sertifikat, lampiran: str) -> dict:
    alamat = f"{settings.SITE_URL}{sertifikat.get_absolute_url()}"
    masa = f"Berlaku sampai {tanggal(sertifikat.berlaku_sampai)}" if sertifikat.berlaku_sampai else "Berlaku seterusnya"
    return {
        "judul": f"Sertifikat {sertifikat.nomor}", "nomor": sertifikat.nomor, "nama": sertifikat.nama,
        "kursus": sertifikat.kursus, "capaian": sertifikat.capaian, "jp": str(sertifikat.jp), "masa": masa,
        "penerbit": sertifikat.penerbit, "penanda_tangan": sertifikat.penanda_tangan, "tempat": sertifikat.tempat,
        "terbit": tanggal(sertifikat.terbit), "alamat": alamat, "qr": qr_svg(alamat), "lampiran": lampiran,
    }  # fmt: skip


def sertifikat_pdf(sertifikat: Sertifikat) -> bytes:
    """A4 mendatar, PDF/UA-1; kredensial bertanda tangan ikut sebagai lampiran PDF."""
    lampiran = json.dumps(lencana.bertanda(sertifikat), ensure_ascii=False)
    return rangkai("sertifikat", _data_sertifikat(sertifikat, lampiran))


def sertifikat_png(sertifikat: Sertifikat) -> bytes:
    """Gambar untuk dibagikan; kredensialnya tertanam (Open Badges "baked badge", kata kunci openbadgecredential)."""
    gambar = Image.open(io.BytesIO(rangkai("sertifikat", _data_sertifikat(sertifikat, ""), bentuk="png")))
    keterangan = PngInfo()
    keterangan.add_itxt("openbadgecredential", json.dumps(lencana.bertanda(sertifikat), ensure_ascii=False))
    keluar = io.BytesIO()
    gambar.convert("RGB").quantize(128).save(keluar, "PNG", optimize=True, pnginfo=keterangan)
    return keluar.getvalue()


def undangan_pdf(angkatan: Angkatan, peserta: Iterable[Peserta]) -> bytes:
    """Satu lembar surat tiap peserta."""
    sesi = [
        [satu.judul, waktu_sesi(angkatan, satu.mulai, satu.selesai), satu.tempat or angkatan.tempat or "daring"]
        for satu in angkatan.sesi.filter(batal=False)
    ]
    return rangkai(
        "undangan",
        {
            "judul": f"Undangan {angkatan.judul}", "kursus": angkatan.judul, "uraian": angkatan.uraian, "sesi": sesi,
            "surat": [
                {
                    "nama": satu.orang.nama, "asal": satu.asal.nama_lengkap if satu.asal else "",
                    "tanggal": tanggal(angkatan.setempat(satu.didaftar).date()),
                }
                for satu in peserta
            ],
            "penyelenggara": angkatan.penyelenggara or "Pusat Bantuan OpenDesa", "tempat": angkatan.tempat,
            "wilayah": angkatan.wilayah.nama_lengkap,
            "pelatih": ", ".join(satu.orang.nama for satu in angkatan.pengajar.select_related("orang").order_by("-tugas", "pk")),
            "modul": [f"{satu.kode} {satu.title}" for satu in angkatan.modul.order_by("path")],
            "alamat": f"{settings.SITE_URL}{angkatan.get_absolute_url()}",
        },
    )  # fmt: skip


def daftar_hadir_pdf(sesi: Sesi) -> bytes:
    """Lembar tanda tangan: satu baris per peserta berkursi menurut nama."""
    angkatan = sesi.angkatan
    peserta = angkatan.peserta.terdaftar().select_related("orang", "asal").order_by("orang__first_name", "pk")
    return rangkai(
        "daftar_hadir",
        {
            "judul": f"Daftar hadir {sesi.judul}", "kursus": angkatan.judul, "sesi": sesi.judul,
            "waktu": waktu_sesi(angkatan, sesi.mulai, sesi.selesai), "tempat": sesi.tempat or angkatan.tempat or "Daring",
            "baris": [
                [str(nomor), satu.orang.nama, satu.asal.nama_lengkap if satu.asal else "", ""]
                for nomor, satu in enumerate(peserta, start=1)
            ],
        },
    )  # fmt: skip
