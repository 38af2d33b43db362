"""Memisahkan pesan dari kutipan dan tanda tangan (domain helpdesk.md 4.8). Murni, linear.

Teks lengkap selalu tetap ada di balik "tampilkan kutipan"; bila pemisahan menyisakan kosong, tidak ada yang dibuang.
"""

from __future__ import annotations

import re
from typing import NamedTuple

BARIS_BALAS = "-- Tulis balasan di atas baris ini --"
_BARIS_BALAS = re.compile(r"^\W{0,12}Tulis\s+balasan\s+di\s+atas\s+baris\s+ini\W{0,12}$", re.IGNORECASE)

_MULAI = re.compile(
    r"^\s*(?:Pada|On|Tanggal|Le|El|Am|Op|Dari\s.{1,80}\spada|"
    r"(?:Sen|Sel|Rab|Kam|Jum|Sab|Min|Ming|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w{0,6}\s?,|"
    r"\d{1,2}[\s/.-](?:\d{1,2}|[A-Za-z]{3,9})[\s/.-]\d{2,4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
_TUTUP = re.compile(
    r"(?:menulis|wrote|menuliskan|menulis sebagai berikut|menulis pesan|mengirim|menjawab|bilang|"
    r"schrieb|a écrit|escribió)\s?[:：]\s*$",
    re.IGNORECASE,
)
_TUTUP_SEBARIS = re.compile(r"<[^<>\s]{1,64}@[^<>\s]{1,120}>\s?(?:menulis|wrote)\s?[:：]", re.IGNORECASE)
_WAKTU = re.compile(r"\d{1,2}[.:]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_PISAH = re.compile(
    r"^[\s>*]{0,6}[-_=—]{2,20}\s{0,5}(?:pesan|surat|email|surel|e-mail)?\s{0,3}"
    r"(?:pesan asli|asli|pesan asal|original message|original|terusan|diteruskan|yang diteruskan|forwarded message|forwarded|"
    r"pesan terusan|pesan diteruskan|pesan yang diteruskan|reply message|pesan balasan|balasan)\s{0,5}"
    r"(?:message)?\s{0,3}[-_=—]{2,20}\s*$",
    re.IGNORECASE,
)
_AWAL_TERUSAN = re.compile(
    r"^\s*(?:begin forwarded message|mulai pesan (?:yang )?(?:terusan|diteruskan)|awal pesan (?:yang )?(?:terusan|diteruskan)|"
    r"pesan (?:terusan|yang diteruskan) dimulai|forwarded message)\s*[:：]\s*$",
    re.IGNORECASE,
)
_DARI = re.compile(r"^[\s*_|]{0,6}(?:Dari|From|Pengirim|Oleh)[\s*_]{0,4}[:：]", re.IGNORECASE)
_KIRIM = re.compile(r"^[\s*_|]{0,6}(?:Dikirim|Terkirim|Dikirim pada|Sent|Tgl kirim)[\s*_]{0,4}[:：]", re.IGNORECASE)
_TANGGAL = re.compile(r"^[\s*_|]{0,6}(?:Tanggal|Tgl|Date|Hari)[\s*_]{0,4}[:：].{0,80}\d", re.IGNORECASE)
_LAIN = re.compile(
    r"^[\s*_|]{0,6}(?:Kepada|Untuk|Ke|To|Cc|Tembusan|Salinan|Subjek|Subject|Perihal|Hal|Judul)[\s*_]{0,4}[:：]",
    re.IGNORECASE,
)
_GARIS = re.compile(r"^\s*(?:_{10,}|-{20,}|={20,})\s*$")
_ALAT = re.compile(
    r"^\W{0,4}(?:"
    r"(?:di|ter)?kirim(?:an)?\s+(?:dari|lewat|melalui|menggunakan|dengan|via)\s+"
    r"(?:(?:ponsel|hp|handphone|hape|telepon|telpon|smartphone|tablet|perangkat|gawai|aplikasi|iphone|ipad|android|samsung|galaxy|"
    r"xiaomi|redmi|poco|oppo|vivo|realme|infinix|tecno|huawei|nokia|asus|lenovo|sony|xperia|blackberry|yahoo!?|outlook|gmail|"
    r"mail|email|surel|e-mail|windows|seluler|mobile|cerdas|pintar|nirkabel|bb|telkomsel|xl|indosat|untuk|di|for|on|saya|"
    r"my|kami|ios|5g|4g|lte|\d{1,4}|[a-z]?\d{1,4}[a-z]{0,6}|pro|plus|ultra|note|max|lite|se)[ .,]{0,3}){1,12}"
    r"|sent from (?:my |a )?[\w !'+-]{1,60}"
    r"|sent (?:via|with|using) [\w .'+-]{1,60}"
    r"|(?:get|dapatkan|unduh) outlook (?:for|untuk) (?:android|ios)\S{0,3}"
    r"|(?:virus-free|bebas virus)\W.{0,60}"
    r")\W{0,4}(?:<?https?://\S{1,200}>?)?\W{0,4}$",
    re.IGNORECASE,
)
_PANJANG_BARIS = 1000


class Terpisah(NamedTuple):
    """`pesan` yang baru ditulis orang; `ada_kutipan` benar bila ada yang dilipat."""

    pesan: str
    ada_kutipan: bool


def pisahkan(teks: str) -> Terpisah:
    """Pesan tanpa kutipan dan tanda tangan. Tulisan di bawah atau di sela kutipan ikut terbaca."""
    baris = teks.split("\n")
    sisa = _buang_kutipan(baris)
    sisa = _buang_tanda_tangan(sisa)
    pesan = "\n".join(sisa).strip()
    if not pesan:
        pesan = "\n".join(_buang_tanda_tangan(baris)).strip() or teks.strip()
    pesan = re.sub(r"\n{3,}", "\n\n", pesan)
    return Terpisah(pesan, len(" ".join(pesan.split())) < len(" ".join(teks.split())))


def _buang_kutipan(baris: list[str]) -> list[str]:
    hasil: list[str] = []
    letak, jumlah = 0, len(baris)
    while letak < jumlah:
        satu = baris[letak] if len(baris[letak]) <= _PANJANG_BARIS else ""
        if _BARIS_BALAS.match(satu):
            return _tanpa_pengantar(hasil)
        if panjang := _atribusi(baris, letak):
            lanjut = _lewati_kosong(baris, letak + panjang)
            if lanjut < jumlah and _dikutip(baris[lanjut]):
                letak = _lewati_kutipan(baris, lanjut)
                continue
            if _menunjuk_surat(baris, letak, panjang):
                return hasil
        elif _PISAH.match(satu) or _AWAL_TERUSAN.match(satu) or _blok_kepala(baris, letak):
            if any(b.strip() for b in hasil):
                return hasil
            return baris
        elif satu.startswith(">") and _blok_kutipan(baris, letak):
            letak = _lewati_kutipan(baris, letak)
            continue
        hasil.append(baris[letak])
        letak += 1
    return hasil


def _dikutip(baris: str) -> bool:
    return baris.lstrip(" ").startswith((">", "|")) and not baris.lstrip(" ").startswith("||")


def _lewati_kosong(baris: list[str], letak: int) -> int:
    while letak < len(baris) and not baris[letak].strip():
        letak += 1
    return letak


def _lewati_kutipan(baris: list[str], letak: int) -> int:
    """Sampai baris pertama yang bukan kutipan; baris kosong di antara dua kutipan ikut."""
    while letak < len(baris):
        lanjut = _lewati_kosong(baris, letak)
        if lanjut >= len(baris) or not _dikutip(baris[lanjut]):
            return letak
        letak = lanjut + 1
    return letak


def _blok_kutipan(baris: list[str], letak: int) -> bool:
    """Dua baris `>` berturut, atau `>>`: kutipan tanpa pengantar. Satu baris `>` saja mungkin tulisan orang."""
    return baris[letak].startswith(">>") or (letak + 1 < len(baris) and baris[letak + 1].startswith(">"))


def _atribusi(baris: list[str], letak: int) -> int:
    """Jumlah baris pengantar "Pada … menulis:" yang mulai di sini (1–4), atau 0."""
    awal = baris[letak].lstrip(" >*_")
    if len(awal) > 400 or not _MULAI.match(awal):
        return 0
    gabung = ""
    for panjang in range(1, 5):
        if letak + panjang > len(baris):
            return 0
        tambah = baris[letak + panjang - 1].strip(" >*_\t")
        if not tambah or len(tambah) > 400:
            return 0
        gabung = f"{gabung} {tambah}"
        if (_TUTUP.search(gabung[-60:]) or _TUTUP_SEBARIS.search(gabung)) and _WAKTU.search(gabung):
            return panjang
    return 0


def _menunjuk_surat(baris: list[str], letak: int, panjang: int) -> bool:
    """Tanpa `>` sesudahnya: pengantar program surat menyebut alamat atau berkoma, kalimat orang jarang."""
    gabung = " ".join(baris[letak : letak + panjang])
    return letak + panjang >= len(baris) or "@" in gabung or "," in gabung


def _blok_kepala(baris: list[str], letak: int) -> bool:
    """`Dari:` diikuti `Dikirim:`/`Terkirim:` (Outlook), atau `Tanggal:` bila `Dari:` memuat alamat, dan dua baris lain.

    Nota dinas ("Kepada / Dari / Tanggal / Perihal") bukan kutipan: tidak memuat alamat dan tidak berkata "Dikirim".
    """
    if len(baris[letak]) > _PANJANG_BARIS or not _DARI.match(baris[letak]):
        return False
    blok = [satu for satu in baris[letak + 1 : letak + 9] if satu.strip()][:6]
    kirim = any(_KIRIM.match(satu[:200]) for satu in blok)
    tanggal = any(_TANGGAL.match(satu[:200]) for satu in blok) and "@" in "".join(baris[letak : letak + 2])
    return (kirim or tanggal) and any(_LAIN.match(satu[:200]) for satu in blok)


def _tanpa_pengantar(hasil: list[str]) -> list[str]:
    """Sisa di atas baris balas: pengantar dan garis yang menggantung dibuang."""
    while hasil and (not hasil[-1].strip() or _GARIS.match(hasil[-1])):
        hasil.pop()
    for mundur in range(1, min(5, len(hasil) + 1)):
        if _atribusi(hasil, len(hasil) - mundur) == mundur:
            return hasil[:-mundur]
    return hasil


def _buang_tanda_tangan(baris: list[str]) -> list[str]:
    """Sesudah baris yang persis `-- `, dan baris "Dikirim dari HP saya". Butir daftar bukan tanda tangan."""
    for letak, satu in enumerate(baris):
        if satu == "-- " and any(b.strip() for b in baris[:letak]):
            baris = baris[:letak]
            break
    hasil = [satu for satu in baris if len(satu) > 120 or not _ALAT.match(satu)]
    while hasil and (not hasil[-1].strip() or _GARIS.match(hasil[-1])):
        hasil.pop()
    return hasil
