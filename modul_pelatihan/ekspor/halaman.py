"""Unsur menjadi XHTML yang sah: dipakai EPUB dan ZIP. Semua teks diloloskan di sini."""

from __future__ import annotations

from html import escape
from typing import Any

Unsur = dict[str, Any]

GAYA = """body{font-family:system-ui,sans-serif;line-height:1.6;margin:0 auto;max-width:42rem;padding:1rem;color:#1f2a24;background:#fff}
h1{line-height:1.25;color:#1d5b43}h2,h3{color:#1d5b43;margin:1.6rem 0 .4rem}a{color:#1d5b43}img{max-width:100%;height:auto;border:1px solid #d8cfba}
figure{margin:1rem 0}figcaption,.kecil{color:#555b4e;font-size:.9rem}.kotak{border-left:.3rem solid #e0a238;background:#fbf4e2;padding:.6rem 1rem;margin:1rem 0}
.kotak.bahaya{border-color:#a4441f;background:#fbeae3}.kotak.info{border-color:#1d5b43;background:#e9f1e8}.kotak p{margin:.3rem 0}
.langkah{margin:1rem 0;padding-left:2.6rem;position:relative}.nomor{position:absolute;left:0;font-weight:700;color:#1d5b43}
nav.halaman{display:flex;justify-content:space-between;gap:1rem;margin:2rem 0;border-top:1px solid #d8cfba;padding-top:1rem}
@media (prefers-color-scheme:dark){body{background:#14201a;color:#e8ece6}h1,h2,h3,a,.nomor{color:#8fd0ae}.kotak,.kotak.info,.kotak.bahaya{background:#1d2c24}}
"""


def isi_pelajaran(pelajaran: dict[str, Any], folder: str = "gambar/") -> str:
    return "\n".join(tulis(satu, folder) for satu in pelajaran["isi"])


def tulis(unsur: Unsur, folder: str) -> str:
    return globals()[f"_{unsur['jenis']}"](unsur, folder)


def runs(daftar: list[dict[str, Any]]) -> str:
    hasil = ""
    for satu in daftar:
        teks = escape(satu["x"]).replace("\n", "<br/>")
        teks = f"<strong>{teks}</strong>" if satu["b"] else teks
        teks = f"<em>{teks}</em>" if satu["i"] else teks
        hasil += f'<a href="{escape(satu["u"])}">{teks}</a>' if satu["u"] else teks
    return hasil


def _alinea(unsur: Unsur, folder: str) -> str:
    return f"<p>{runs(unsur['runs'])}</p>"


def _judul(unsur: Unsur, folder: str) -> str:
    return f"<h{unsur['tingkat']}>{runs(unsur['runs'])}</h{unsur['tingkat']}>"


def _daftar(unsur: Unsur, folder: str) -> str:
    nama = "ol" if unsur["bernomor"] else "ul"
    butir = "".join(f"<li>{''.join(tulis(satu, folder) for satu in isi)}</li>" for isi in unsur["butir"])
    return f"<{nama}>{butir}</{nama}>"


def _langkah(unsur: Unsur, folder: str) -> str:
    nomor = f'<span class="nomor">{unsur["nomor"]}.</span>' if unsur["nomor"] else ""
    batas = f'<p class="kecil">{escape(unsur["batas"])}</p>' if unsur["batas"] else ""
    hasil = f'<p class="kecil">Hasilnya: {escape(unsur["hasil"])}</p>' if unsur["hasil"] else ""
    gambar = tulis(unsur["gambar"], folder) if unsur["gambar"] else ""
    isi = "".join(tulis(satu, folder) for satu in unsur["isi"])
    return f'<div class="langkah">{nomor}{batas}{isi}{hasil}{gambar}</div>'


def _kotak(unsur: Unsur, folder: str) -> str:
    isi = "".join(tulis(satu, folder) for satu in unsur["isi"])
    return f'<div class="kotak {unsur["tingkat"]}"><p><strong>{escape(unsur["judul"])}</strong></p>{isi}</div>'


def _gambar(unsur: Unsur, folder: str) -> str:
    teks = f"<figcaption>{escape(unsur['teks'])}</figcaption>" if unsur["teks"] else ""
    return (
        f'<figure><img src="{folder}{unsur["nama"]}" alt="{escape(unsur["alt"])}" width="{unsur["lebar"]}"'
        f' height="{unsur["tinggi"]}"/>{teks}</figure>'
    )


def _praktik(unsur: Unsur, folder: str) -> str:
    butir = "".join(
        f"<li>{escape(satu['teks'])}{' <strong>(kritis)</strong>' if satu['kritis'] else ''}</li>"
        for satu in unsur["butir"]
    )
    return f'<div class="kotak info"><p><strong>{escape(unsur["judul"])}</strong></p><ul>{butir}</ul></div>'
