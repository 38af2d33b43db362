"""Pemeriksa EPUB 3 tanpa Java: wadah, paket, naskah, daftar isi, dan tautannya. Selalu jalan; epubcheck jalan bila ada Java.

Yang diperiksa bagian EPUB 3.3 yang dapat dilanggar berkas kita sendiri, bukan seluruh skema HTML.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

OPF, DC, XHTML = (
    "{http://www.idpf.org/2007/opf}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://www.w3.org/1999/xhtml}",
)
NCX, OPS = "{http://www.daisy.org/z3986/2005/ncx/}", "{http://www.idpf.org/2007/ops}"
WADAH = "{urn:oasis:names:tc:opendocument:xmlns:container}"
INTI = {
    "application/xhtml+xml", "text/css", "application/x-dtbncx+xml", "image/jpeg", "image/png", "image/gif", "image/webp",
    "image/svg+xml", "font/woff2", "font/woff", "font/otf", "font/ttf",
}  # fmt: skip
NAMA_FRASA = """a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q ruby rt rp s samp small span strong sub sup
    time u var wbr"""
NAMA_ALIR = """address article aside blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav
    ol p pre section summary table caption colgroup col tbody td tfoot th thead tr ul"""
FRASA = set(NAMA_FRASA.split())
ALIR = FRASA | set(NAMA_ALIR.split())
ANAK = {"ul": {"li"}, "ol": {"li"}, "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
        "tr": {"td", "th"}, "thead": {"tr"}, "tbody": {"tr"}, "dl": {"dt", "dd", "div"}}  # fmt: skip
HANYA_FRASA = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "summary", "dt"} | FRASA - {"a", "del", "ins"}


def periksa_epub(isi: bytes) -> list[str]:
    """Kalimat-kalimat pelanggarannya; kosong berarti baik."""
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            return list(_arsip(arsip))
    except (zipfile.BadZipFile, ET.ParseError, KeyError, StopIteration) as galat:
        return [f"tidak terbaca: {galat!r}"]


def _arsip(arsip: zipfile.ZipFile) -> Iterator[str]:
    info = arsip.infolist()
    nama = [satu.filename for satu in info]
    awal = info[0]
    if awal.filename != "mimetype" or awal.compress_type != zipfile.ZIP_STORED or awal.extra:
        yield "mimetype bukan berkas pertama yang tidak dimampatkan"
    if arsip.read("mimetype") != b"application/epub+zip":
        yield "isi mimetype keliru"
    if len(set(nama)) != len(nama) or any(n.startswith("/") or ".." in n.split("/") for n in nama):
        yield "nama berkas kembar atau keluar dari arsip"
    wadah = ET.fromstring(arsip.read("META-INF/container.xml"))
    akar = list(wadah.iter(f"{WADAH}rootfile"))
    if len(akar) != 1 or akar[0].get("media-type") != "application/oebps-package+xml":
        yield "container.xml tidak menunjuk tepat satu paket"
    letak = akar[0].get("full-path")
    yield from _paket(arsip, letak, {n for n in nama if not n.endswith("/")})


def _paket(arsip: zipfile.ZipFile, letak: str, nama: set[str]) -> Iterator[str]:
    paket = ET.fromstring(arsip.read(letak))
    yield from _metadata(paket)
    folder, daftar = posixpath.dirname(letak), list(paket.iter(f"{OPF}item"))
    isi = {posixpath.join(folder, unquote(satu.get("href"))): satu for satu in daftar}
    tanda = [satu.get("id") for satu in daftar]
    if len(isi) != len(daftar) or len(set(tanda)) != len(tanda):
        yield "manifest memuat id atau href kembar"
    for hilang in sorted(set(isi) - nama):
        yield f"manifest menyebut berkas yang tidak ada: {hilang}"
    for liar in sorted(nama - set(isi) - {"mimetype", letak} - {n for n in nama if n.startswith("META-INF/")}):
        yield f"berkas tidak ada di manifest: {liar}"
    for berkas, satu in isi.items():
        if satu.get("media-type") not in INTI:
            yield f"jenis berkas bukan jenis inti EPUB: {berkas} {satu.get('media-type')}"
    urutan = [satu.get("idref") for satu in paket.iter(f"{OPF}itemref")]
    naskah = {s.get("id"): b for b, s in isi.items() if s.get("media-type") == "application/xhtml+xml" and b in nama}
    if not urutan or len(set(urutan)) != len(urutan) or not set(urutan) <= set(naskah):
        yield "spine kosong, kembar, atau menyebut yang bukan naskah"
    pohon = {berkas: ET.fromstring(arsip.read(berkas)) for berkas in naskah.values()}
    for berkas, akar in pohon.items():
        yield from _naskah(berkas, akar, pohon, isi)
    yield from _daftar_isi(isi, pohon, {naskah[satu] for satu in urutan if satu in naskah})
    for berkas, satu in isi.items():
        if satu.get("media-type") == "text/css" and re.search(rb"@import|url\(\s*['\"]?https?:", arsip.read(berkas)):
            yield f"gaya memuat sumber dari luar: {berkas}"
        if satu.get("media-type") == "application/x-dtbncx+xml":
            yield from _ncx(ET.fromstring(arsip.read(berkas)), posixpath.dirname(berkas), pohon, paket)


def _metadata(paket: ET.Element) -> Iterator[str]:
    if paket.tag != f"{OPF}package" or paket.get("version") != "3.0":
        yield "paket bukan EPUB 3.0"
    kenal = [satu for satu in paket.iter(f"{DC}identifier") if satu.get("id") == paket.get("unique-identifier")]
    if len(kenal) != 1 or not (kenal[0].text or "").strip():
        yield "unique-identifier tidak menunjuk pengenal"
    for wajib in ("title", "language"):
        if not any((satu.text or "").strip() for satu in paket.iter(f"{DC}{wajib}")):
            yield f"dc:{wajib} kosong"
    ubah = [satu.text or "" for satu in paket.iter(f"{OPF}meta") if satu.get("property") == "dcterms:modified"]
    if len(ubah) != 1 or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", ubah[0]):
        yield "dcterms:modified tidak tepat satu, atau bukan saat UTC"


def _naskah(berkas: str, akar: ET.Element, pohon: dict[str, ET.Element], isi: dict[str, ET.Element]) -> Iterator[str]:
    if akar.tag != f"{XHTML}html" or not (akar.get("lang") or akar.get("{http://www.w3.org/XML/1998/namespace}lang")):
        yield f"{berkas}: akar bukan html berbahasa"
    judul = akar.find(f"{XHTML}head/{XHTML}title")
    if judul is None or not (judul.text or "").strip():
        yield f"{berkas}: tanpa judul"
    tanda = [satu.get("id") for satu in akar.iter() if satu.get("id")]
    if len(set(tanda)) != len(tanda):
        yield f"{berkas}: id kembar"
    for satu in akar.iter():
        for nama in ("href", "src"):
            if (tujuan := satu.get(nama)) is not None:
                yield from _tautan(berkas, tujuan, pohon, isi, sumber=nama == "src" or satu.tag == f"{XHTML}link")
    badan = akar.find(f"{XHTML}body")
    if badan is None or not len(badan):
        yield f"{berkas}: badan kosong"
    else:
        yield from _susunan(berkas, badan, ())


def _susunan(berkas: str, unsur: ET.Element, leluhur: tuple[str, ...]) -> Iterator[str]:
    induk = unsur.tag.removeprefix(XHTML)
    for anak in unsur:
        nama = anak.tag.removeprefix(XHTML)
        if nama not in ALIR:
            yield f"{berkas}: unsur tidak dikenal <{nama}>"
        if nama not in ANAK.get(induk, {nama}) or (induk in HANYA_FRASA and nama not in FRASA):
            yield f"{berkas}: <{nama}> tidak boleh di dalam <{induk}>"
        if nama == "li" and induk not in {"ul", "ol"}:
            yield f"{berkas}: <li> di luar daftar"
        if nama == "a" and "a" in leluhur:
            yield f"{berkas}: tautan di dalam tautan"
        if nama == "img" and (anak.get("alt") is None or not anak.get("src")):
            yield f"{berkas}: gambar tanpa alt atau src"
        yield from _susunan(berkas, anak, (*leluhur, induk, nama))


def _tautan(
    berkas: str, tujuan: str, pohon: dict[str, ET.Element], isi: dict[str, ET.Element], *, sumber: bool
) -> Iterator[str]:
    alamat = urlsplit(tujuan)
    if alamat.scheme:
        if sumber or alamat.scheme not in {"http", "https", "mailto", "tel"}:
            yield f"{berkas}: sumber atau skema dari luar {tujuan}"
        return
    letak = (
        posixpath.normpath(posixpath.join(posixpath.dirname(berkas), unquote(alamat.path))) if alamat.path else berkas
    )
    if letak not in isi:
        yield f"{berkas}: tautan putus {tujuan}"
    elif alamat.fragment and letak in pohon and not any(s.get("id") == alamat.fragment for s in pohon[letak].iter()):
        yield f"{berkas}: sasaran tautan tidak ada {tujuan}"


def _daftar_isi(isi: dict[str, ET.Element], pohon: dict[str, ET.Element], spine: set[str]) -> Iterator[str]:
    nav = [berkas for berkas, satu in isi.items() if "nav" in (satu.get("properties") or "").split()]
    if len(nav) != 1 or nav[0] not in pohon:
        yield "manifest tidak memuat tepat satu nav"
        return
    toc = [satu for satu in pohon[nav[0]].iter(f"{XHTML}nav") if satu.get(f"{OPS}type") == "toc"]
    tautan = [satu.get("href") for t in toc for satu in t.iter(f"{XHTML}a")]
    if len(toc) != 1 or not tautan:
        yield "nav tanpa daftar isi"
    folder = posixpath.dirname(nav[0])
    for kosong in (satu for t in toc for satu in t.iter(f"{XHTML}a") if not "".join(satu.itertext()).strip()):
        yield f"nav memuat tautan tanpa teks {kosong.get('href')}"
    tercantum = {posixpath.normpath(posixpath.join(folder, urlsplit(satu).path)) for satu in tautan}
    for luput in sorted(spine - tercantum - {nav[0]}):
        yield f"naskah tidak ada di daftar isi: {luput}"


def _ncx(akar: ET.Element, folder: str, pohon: dict[str, ET.Element], paket: ET.Element) -> Iterator[str]:
    for satu in akar.iter(f"{NCX}content"):
        if posixpath.normpath(posixpath.join(folder, urlsplit(satu.get("src")).path)) not in pohon:
            yield f"ncx menunjuk yang tidak ada: {satu.get('src')}"
    uid = next((s.get("content") for s in akar.iter(f"{NCX}meta") if s.get("name") == "dtb:uid"), None)
    kenal = next((s.text for s in paket.iter(f"{DC}identifier") if s.get("id") == paket.get("unique-identifier")), None)
    if uid != kenal:
        yield "pengenal ncx berbeda dari paketnya"
