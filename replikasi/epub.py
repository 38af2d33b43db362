"""Buku panduan sebagai EPUB 3: satu bab satu berkas, cap edisi di tiap bab."""

from __future__ import annotations

import io
from html import escape
from uuid import NAMESPACE_URL, uuid5

from ebooklib import epub

_GAYA = """body{font-family:serif;line-height:1.5}h1,h2,h3{color:#1d5b43;line-height:1.25}.cap,.bukti{color:#555b4e;font-size:.85em}
.awas{border-left:.3em solid #e0a238;padding:.2em .8em}"""


def tulis_epub(buku: dict, alamat: str) -> bytes:
    """`buku` dari `bacaan.buku_utuh`; semua teks diloloskan di sini."""
    hasil = epub.EpubBook()
    hasil.set_identifier(f"urn:uuid:{uuid5(NAMESPACE_URL, alamat + '#' + buku['cap'])}")
    hasil.set_title(buku["judul"])
    hasil.set_language("id")
    hasil.add_author("Perkumpulan Desa Digital Terbuka (OpenDesa)")
    hasil.add_metadata("DC", "source", alamat)
    gaya = epub.EpubItem(uid="gaya", file_name="gaya.css", media_type="text/css", content=_GAYA.encode())
    hasil.add_item(gaya)
    isi = [("sampul", buku["judul"], f"<h1>{escape(buku['judul'])}</h1><p>{escape(buku['pengantar'])}</p>")]
    isi += [(f"bab-{b['nomor']}", f"Bab {b['nomor']}. {b['judul']}", _bab(b)) for b in buku["bab"]]
    halaman = []
    for nama, judul, badan in isi:
        satu = epub.EpubHtml(uid=nama, title=judul, file_name=f"{nama}.xhtml", lang="id")
        satu.content = f'<html><head></head><body>{badan}<p class="cap">{escape(buku["cap"])}</p></body></html>'
        satu.add_item(gaya)
        hasil.add_item(satu)
        halaman.append(satu)
    hasil.toc = halaman
    hasil.add_item(epub.EpubNcx())
    hasil.add_item(epub.EpubNav(title="Daftar isi"))
    hasil.spine = [halaman[0], "nav", *halaman[1:]]
    keluar = io.BytesIO()
    epub.write_epub(keluar, hasil)
    return keluar.getvalue()


def _bab(bab: dict) -> str:
    badan = f"<h1>Bab {escape(bab['nomor'])}. {escape(bab['judul'])}</h1><p>{escape(bab['ringkas'])}</p>"
    for satu in bab["langkah"]:
        badan += f"<h2>{escape(satu['kode'])} {escape(satu['judul'])}</h2><p>{escape(satu['tindakan'])}</p>"
        badan += "".join(_unsur(unsur) for unsur in satu["isi"])
        templat = f" Templat: {escape(satu['templat'])}." if satu["templat"] else ""
        badan += (
            f'<p class="bukti"><strong>Bukti selesai:</strong> {escape(satu["bukti"])}. <strong>Penanggung jawab:</strong> '
            f"{escape(satu['penanggung_jawab'])}. Hari kerja ke-{satu['hari_kerja']}.{templat}</p>"
        )
    return badan


def _unsur(unsur: dict) -> str:
    teks = escape(unsur["teks"])
    match unsur["jenis"]:
        case "langkah":
            hasil = f" <em>Hasilnya: {escape(unsur['hasil'])}</em>" if unsur["hasil"] else ""
            return f"<p><strong>{unsur['nomor']}.</strong> {teks}{hasil}</p>"
        case "judul":
            return f"<h3>{teks}</h3>"
        case "awas":
            return f'<p class="awas">{teks}</p>'
        case "periksa":
            return f"<p>☐ {teks}</p>"
        case "butir":
            return f"<p>– {teks}</p>"
    return f"<p>{teks}</p>"
