"""ZIP halaman statis bertautan relatif: dibuka dari kandar USB tanpa jaringan dan tanpa server."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import Any

from .halaman import GAYA, isi_pelajaran


def tulis_zip(modul: dict[str, Any], gambar: dict[str, Any]) -> bytes:
    nama = [f"{satu['nomor']:02d}-{satu['slug'][:60]}.html" for satu in modul["pelajaran"]]
    butir = "".join(
        f'<li><a href="{satu}">{escape(pelajaran["judul"])}</a> <span class="kecil">{pelajaran["menit"]} menit</span></li>'
        for satu, pelajaran in zip(nama, modul["pelajaran"], strict=True)
    )
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        awal = f"<h1>{escape(modul['judul'])}</h1><p>{escape(modul['tujuan'])}</p><ol>{butir}</ol>{_kaki(modul)}"
        arsip.writestr("index.html", lembar_html(modul["judul"], awal))
        arsip.writestr("gaya.css", GAYA)
        for urut, pelajaran in enumerate(modul["pelajaran"]):
            arah = f'<a href="{nama[urut - 1] if urut else "index.html"}">Sebelumnya</a>'
            arah += f'<a href="{nama[urut + 1] if urut + 1 < len(nama) else "index.html"}">Berikutnya</a>'
            isi = (
                f'<p class="kecil"><a href="index.html">{escape(modul["judul"])}</a></p><h1>{escape(pelajaran["judul"])}</h1>'
                f'{isi_pelajaran(pelajaran)}<nav class="halaman" aria-label="Pelajaran sebelum dan sesudah">{arah}</nav>{_kaki(modul)}'
            )
            arsip.writestr(nama[urut], lembar_html(pelajaran["judul"], isi))
        for satu, berkas in gambar.items():
            with berkas.open("rb") as isi_gambar:
                arsip.writestr(f"gambar/{satu}", isi_gambar.read())
    return keluar.getvalue()


def lembar_html(judul: str, isi: str) -> str:
    return (
        '<!doctype html>\n<html lang="id"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width,'
        f' initial-scale=1"/><title>{escape(judul)}</title><link rel="stylesheet" href="gaya.css"/></head><body>{isi}</body></html>'
    )


def _kaki(modul: dict[str, Any]) -> str:
    return f'<p class="kecil">Edisi {modul["edisi"]} dari <a href="{escape(modul["alamat"])}">{escape(modul["alamat"])}</a>.</p>'
