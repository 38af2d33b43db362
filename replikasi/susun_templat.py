"""Tanda ringan templat → susunan, lalu DOCX. Murni: teks masuk, bait keluar; semua teks diloloskan.

# Judul bagian          judul
( ) butir                kotak periksa; ( ) .... kotak dengan garis isian
....                     tiga garis kosong untuk ditulisi
Nama isian: ....         isian bergaris (baris yang berakhir titik dua dan titik-titik)
| Kolom | Kolom | x6     tabel kosong enam baris
^ Jabatan | Jabatan      kolom tanda tangan
selain itu               kalimat
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_ISIAN = re.compile(r"(.+?):\s*\.{2,}$")
_TABEL = re.compile(r"\|(.+)\|\s*x(\d{1,2})$")
_TITIK = re.compile(r"\.{2,}|…")
_GARIS = "." * 60
_KENDALI = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
SAAT = (1980, 1, 1, 0, 0, 0)  # bait yang sama untuk isi yang sama


class Unsur(NamedTuple):
    jenis: str  # judul, periksa, isian, tabel, tanda, garis, teks
    teks: str = ""
    kolom: tuple[str, ...] = ()
    baris: int = 0


def urai(isi: str) -> list[Unsur]:
    """Baris demi baris; yang tidak dikenal menjadi kalimat, jadi tidak ada isi yang hilang."""
    return [_satu(baris.strip()) for baris in _KENDALI.sub("", isi).splitlines() if baris.strip()]


def _satu(baris: str) -> Unsur:
    if baris.startswith("# "):
        return Unsur("judul", baris[2:].strip())
    if baris.startswith("( ) "):
        butir = baris[4:].strip()
        return Unsur("periksa", "" if _TITIK.fullmatch(butir) else butir)
    if _TITIK.fullmatch(baris):
        return Unsur("garis", baris=3)
    if baris.startswith("^ "):
        return Unsur("tanda", kolom=tuple(satu.strip() for satu in baris[2:].split("|")))
    if cocok := _TABEL.fullmatch(baris):
        return Unsur("tabel", kolom=tuple(satu.strip() for satu in cocok[1].split("|")), baris=int(cocok[2]))
    if cocok := _ISIAN.fullmatch(baris):
        return Unsur("isian", cocok[1].strip())
    return Unsur("teks", baris)


def _p(teks: str, *, gaya: str = "", tengah: bool = False) -> str:
    sifat = (f'<w:pStyle w:val="{gaya}"/>' if gaya else "") + ('<w:jc w:val="center"/>' if tengah else "")
    kepala = f"<w:pPr>{sifat}</w:pPr>" if sifat else ""
    return f'<w:p>{kepala}<w:r><w:t xml:space="preserve">{escape(_KENDALI.sub("", teks))}</w:t></w:r></w:p>'


def _tabel(baris: Sequence[Sequence[str]], *, garis: bool, kepala: bool) -> str:
    tepi = "".join(
        f'<w:{sisi} w:val="{"single" if garis else "nil"}" w:sz="4" w:color="999999"/>'
        for sisi in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    lebar = 9600 // len(baris[0])
    isi = "".join(
        "<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if kepala and n == 0 else "")
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{lebar}" w:type="dxa"/></w:tcPr>{_p(sel, gaya="Kepala" if kepala and n == 0 else "")}</w:tc>'
            for sel in satu
        )
        + "</w:tr>"
        for n, satu in enumerate(baris)
    )  # fmt: skip
    kisi = f'<w:gridCol w:w="{lebar}"/>' * len(baris[0])
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9600" w:type="dxa"/><w:tblBorders>{tepi}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{kisi}</w:tblGrid>{isi}</w:tbl>{_p('')}"
    )


def _badan(unsur: Unsur) -> str:
    match unsur.jenis:
        case "judul":
            return _p(unsur.teks, gaya="Heading2")
        case "periksa":
            return _p(f"☐ {unsur.teks or _GARIS}")
        case "garis":
            return _p(_GARIS * 2) * unsur.baris
        case "isian":
            return _p(f"{unsur.teks}: {_GARIS}")
        case "tabel":
            return _tabel([unsur.kolom, *[[""] * len(unsur.kolom)] * unsur.baris], garis=True, kepala=True)
        case "tanda":
            ruang = [""] * len(unsur.kolom)
            baris = [unsur.kolom, ruang, ruang, ["(........................)"] * len(unsur.kolom)]
            return _tabel(baris, garis=False, kepala=False)
    return _p(unsur.teks)


_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_GAYA = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:lang w:val="id-ID"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:b/><w:sz w:val="34"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/>
<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Kepala"><w:name w:val="Kepala tabel"/><w:rPr><w:b/></w:rPr></w:style></w:styles>"""
_JENIS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""
_RUJUK = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_PANGKAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def tulis_docx(*, judul: str, kepala: Sequence[str], unsur: Sequence[Unsur], kaki: str) -> bytes:
    """DOCX A4 yang dapat disunting di Word dan LibreOffice; tanpa makro, tanpa sambungan keluar."""
    badan = "".join(
        [*(_p(satu, tengah=True) for satu in kepala), _p(judul, gaya="Title"), *map(_badan, unsur), _p(kaki)]
    )
    dokumen = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {_NS}><w:body>{badan}<w:sectPr>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" '
        'w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    berkas = {
        "[Content_Types].xml": _JENIS,
        "_rels/.rels": _RUJUK.format(
            f'<Relationship Id="r1" Type="{_PANGKAL}officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": dokumen,
        "word/_rels/document.xml.rels": _RUJUK.format(
            f'<Relationship Id="r1" Type="{_PANGKAL}styles" Target="styles.xml"/>'
        ),
        "word/styles.xml": _GAYA,
    }
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in berkas.items():
            arsip.writestr(zipfile.ZipInfo(nama, SAAT), isi.encode(), zipfile.ZIP_DEFLATED)
    return keluar.getvalue()
