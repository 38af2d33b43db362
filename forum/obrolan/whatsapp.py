"""Ekspor `.txt` WhatsApp. Bentuknya mengikuti ponsel: titik atau titik dua di jam, dengan atau tanpa kurung, am/pm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from .bentuk import SEBUT_AKHIR, SEBUT_AWAL, Ekspor, ObrolanRusak, Pesan

_TAK_TAMPAK = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff\x00")) | {
    0x202F: " ", 0xA0: " ", 0x2007: " ",
}  # fmt: skip
_SEBUTAN = re.compile("@\u2068([^\u2068\u2069\n]{1,80})\u2069")
_KEPALA = re.compile(
    r"\[?(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{2,4}),?[ ]{1,2}(?:pukul[ ])?"
    r"(?P<jam>\d{1,2})[.:](?P<menit>\d{2})(?:[.:](?P<detik>\d{2}))?(?:[ ]?(?P<apm>[AaPp])\.?[Mm]\.?)?"
    r"(?:\][ ]?|[ ][-–][ ])(?P<sisa>.*)",
    re.DOTALL,
)
_PENGIRIM = re.compile(r"(?:~[ ]?)?(?P<nama>[^:\n]{1,80}):[ ](?P<teks>.*)", re.DOTALL)
_BERKAS = re.compile(r"[^\n]{1,200}\((?:file terlampir|berkas terlampir|file attached)\)\n?")
_BUKAN_PESAN = re.compile(
    r"<[^<>\n]{0,80}(?:tidak disertakan|omitted|terlampir|attached)[^<>\n]{0,80}>"
    r"|(?:gambar|foto|video|audio|stiker|dokumen|GIF|kartu kontak|image|sticker|document|contact card)[ ](?:tidak disertakan|omitted)"
    r"|pesan ini (?:telah )?dihapus\.?|anda menghapus pesan ini\.?|this message was deleted\.?|you deleted this message\.?"
    r"|null|menunggu pesan ini.{0,80}|waiting for this message.{0,80}",
    re.IGNORECASE,
)
_DISUNTING = re.compile(r"\s?<(?:pesan ini diedit|this message was edited)>", re.IGNORECASE)
# Kabar sistem yang memuat titik dua di dalam nama atau subjek grup
_SISTEM = re.compile(
    r"mengubah (?:subjek|nama|deskripsi|ikon|setelan)|membuat grup|menambahkan |mengeluarkan |bergabung menggunakan"
    r"|changed the (?:subject|group)|created group|(?:pesan|messages) .{0,40}(?:terenkripsi|dienkripsi|encrypted)",
    re.IGNORECASE,
)
TEKS_MAKS, BARIS_TANPA_PESAN = 20_000, 200


def baca_whatsapp(teks: str, zona: ZoneInfo, urutan: str) -> Ekspor:
    teks = _SEBUTAN.sub(rf"@{SEBUT_AWAL}\1{SEBUT_AKHIR}", teks).translate(_TAK_TAMPAK)
    return Ekspor("whatsapp", "", "", _susuri(teks, zona, urutan))


def _susuri(teks: str, zona: ZoneInfo, urutan: str) -> Iterator[Pesan | None]:
    """Satu pesan berlanjut sampai baris yang memulai pesan berikutnya."""
    kini: re.Match | None = None
    lanjutan: list[str] = []
    for nomor, baris in enumerate(teks.splitlines()):
        cocok = _KEPALA.fullmatch(baris)
        if cocok is None:
            if kini is None and nomor >= BARIS_TANPA_PESAN:
                break
            lanjutan.append(baris)
            continue
        if kini is not None:
            yield _pesan(kini, lanjutan, zona, urutan)
        kini, lanjutan = cocok, []
    if kini is None:
        raise ObrolanRusak("Tidak ada pesan yang dikenali. Unggah berkas .txt dari menu Ekspor chat, tanpa media.")
    yield _pesan(kini, lanjutan, zona, urutan)


def _pesan(kepala: re.Match, lanjutan: list[str], zona: ZoneInfo, urutan: str) -> Pesan | None:
    pengirim = _PENGIRIM.fullmatch(kepala["sisa"])
    if pengirim is None or _SISTEM.search(pengirim["nama"]):
        return None
    teks = _BERKAS.sub("", _DISUNTING.sub("", "\n".join([pengirim["teks"], *lanjutan])))[:TEKS_MAKS].strip()
    pada = _saat(kepala, zona, urutan)
    if _BUKAN_PESAN.fullmatch(teks):
        teks = ""
    nama = pengirim["nama"].strip()
    return Pesan("", pada, nama, nama, teks)


def _saat(kepala: re.Match, zona: ZoneInfo, urutan: str) -> datetime:
    """`ObrolanRusak` bila tanggalnya mustahil: hampir selalu urutan hari dan bulannya tertukar."""
    a, b, c = int(kepala["a"]), int(kepala["b"]), int(kepala["c"])
    hari, bulan, tahun = {"dmy": (a, b, c), "mdy": (b, a, c), "ymd": (c, b, a)}[urutan]
    jam = int(kepala["jam"])
    if kepala["apm"]:
        jam = jam % 12 + (12 if kepala["apm"] in "pP" else 0)
    try:
        saat = datetime(
            tahun + 2000 if tahun < 100 else tahun,
            bulan,
            hari,
            jam,
            int(kepala["menit"]),
            int(kepala["detik"] or 0),
            tzinfo=zona,
        )
        return saat.astimezone(UTC)
    except (ValueError, OverflowError):
        tertulis = f"{kepala['a']}/{kepala['b']}/{kepala['c']} {kepala['jam']}.{kepala['menit']}"
        raise ObrolanRusak(
            f"Tanggal {tertulis} tidak mungkin dengan urutan itu. Pilih urutan tanggal yang lain."
        ) from None
