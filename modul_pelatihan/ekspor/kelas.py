"""Bahan satu kelas dalam satu ZIP: modul sebagai halaman dan PDF, berkas dari pelatih, daftar periksa praktik, jadwal."""

from __future__ import annotations

import io
import tempfile
import zipfile
from html import escape
from typing import IO

from django.utils.text import slugify

from modul_pelatihan import kalender_kelas, lembar
from modul_pelatihan.models import Angkatan, ModulPage

from .berkas import berkas_modul
from .halaman import GAYA
from .zip import lembar_html

DI_MEMORI = 4 * 1024 * 1024  # selebihnya singgah di berkas sementara


def paket_kelas(angkatan: Angkatan, sebutan: str) -> IO[bytes]:
    """Berkas sementara yang siap dibaca dari awal; `mulai-di-sini.html` menautkan semuanya dengan alamat relatif."""
    keluar = tempfile.SpooledTemporaryFile(max_size=DI_MEMORI)  # noqa: SIM115 - ditutup jawaban HTTP
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        bagian = [_jadwal(angkatan), _modul(arsip, angkatan, sebutan), _berkas(arsip, angkatan), _praktik(angkatan)]
        kepala = f"<h1>{escape(angkatan.judul)}</h1>"
        if angkatan.uraian:
            kepala += f"<p>{escape(angkatan.uraian)}</p>"
        arsip.writestr("jadwal.ics", kalender_kelas.ics(angkatan))
        arsip.writestr("gaya.css", GAYA)
        arsip.writestr("mulai-di-sini.html", lembar_html(angkatan.judul, kepala + "".join(bagian)))
    keluar.seek(0)
    return keluar


def _jadwal(angkatan: Angkatan) -> str:
    butir = "".join(
        f"<li><strong>{escape(satu.judul)}</strong><br/>{escape(lembar.waktu_sesi(angkatan, satu.mulai, satu.selesai))}"
        f"{'<br/>' + escape(tempat) if (tempat := satu.tempat or angkatan.tempat) else ''}</li>"
        for satu in angkatan.sesi.filter(batal=False)
    )
    return f'<h2>Jadwal</h2><ul>{butir}</ul><p><a href="jadwal.ics">Simpan ke kalender</a></p>' if butir else ""


def _modul(arsip: zipfile.ZipFile, angkatan: Angkatan, sebutan: str) -> str:
    butir = ""
    for modul in angkatan.modul.filter(pk__in=ModulPage.objects.terlihat()).order_by("path"):
        nama = slugify(f"{modul.kode or ''} {modul.title}")[:60] or f"modul-{modul.pk}"
        with zipfile.ZipFile(io.BytesIO(berkas_modul(modul, sebutan, "zip"))) as isi:
            for satu in isi.namelist():
                arsip.writestr(f"modul/{nama}/{satu}", isi.read(satu))
        arsip.writestr(f"modul/{nama}.pdf", berkas_modul(modul, sebutan, "pdf"))
        judul = escape(f"{modul.kode or ''} {modul.title}".strip())
        butir += (
            f'<li><a href="modul/{nama}/index.html">{judul}</a>'
            f' <a class="kecil" href="modul/{nama}.pdf">PDF untuk dicetak</a></li>'
        )
    return f"<h2>Modul</h2><ul>{butir}</ul>" if butir else ""


def _berkas(arsip: zipfile.ZipFile, angkatan: Angkatan) -> str:
    butir = ""
    for nomor, satu in enumerate(angkatan.bahan.select_related("dokumen").order_by("pk"), start=1):
        dokumen = satu.dokumen
        if not dokumen.file.storage.exists(dokumen.file.name):
            continue
        nama = f"bahan/{nomor:02d}-{slugify(str(satu))[:60] or 'bahan'}.{dokumen.file_extension.lower()}"
        with dokumen.file.open("rb") as isi:
            arsip.writestr(nama, isi.read())
        butir += f'<li><a href="{nama}">{escape(str(satu))}</a></li>'
    return f"<h2>Bahan dari pelatih</h2><ul>{butir}</ul>" if butir else ""


def _praktik(angkatan: Angkatan) -> str:
    """Daftar periksa yang dipakai menilai: peserta tahu sejak awal apa yang dilihat."""
    if angkatan.lembar_praktik is None:
        return ""
    butir = "".join(
        f"<li>{escape(satu.teks)}{' <strong>(kritis)</strong>' if satu.kritis else ''}</li>"
        for satu in angkatan.lembar_praktik.butir.all()
    )
    return f"<h2>Praktik: {escape(angkatan.lembar_praktik.judul)}</h2><ul>{butir}</ul>"
