"""Obrolan WhatsApp yang ditempel menjadi cerita: baris terurai, nomor tersamar, pesan sistem dibuang. Murni.

Bentuk ekspor berbeda menurut ponsel dan bahasanya: `12/11/26 09.15 - Bu Rina: …`, `[12/11/2026, 09.15.22] Bu Rina: …`,
jam 12 dengan AM/PM. Baris tanpa waktu menyambung pesan di atasnya.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from wilayah.kalender import BULAN

_BARIS = re.compile(
    r"^[\u200e\u200f\s]*\[?(?P<hari>\d{1,2})[/.\-](?P<bulan>\d{1,2})[/.\-](?P<tahun>\d{2,4}),?\s+"
    r"(?P<jam>\d{1,2})[.:](?P<menit>\d{2})(?:[.:]\d{2})?(?:[\s\u202f]*(?P<paro>[AaPp])\.?[Mm]\.?)?\]?\s*(?:-\s*)?"
    r"(?:(?P<siapa>[^:\n]{1,60}?):\s)?(?P<isi>.*)$"
)
_NOMOR = re.compile(r"(?<!\d)(?:\+?62|0)[\s\-.]?8\d(?:[\s\-.]?\d){6,10}(?!\d)")
_MEDIA = re.compile(
    r"<[^<>]{0,40}(?:media|lampiran|attached|omitted|tidak disertakan)[^<>]{0,60}>|(?:gambar|foto|video|stiker|audio|dokumen|image|sticker|document) (?:tidak disertakan|omitted)",
    re.I,
)
_DIHAPUS = re.compile(r"^(?:pesan ini (?:telah )?dihapus|anda menghapus pesan ini|this message was deleted)\.?$", re.I)
PANJANG = 100_000


@dataclass(frozen=True)
class Obrolan:
    """`cerita` siap menjadi uraian; `siapa` pembicara terbanyak; `pesan` jumlah pesan yang terbaca."""

    cerita: str
    siapa: str
    pesan: int


def urai(teks: str) -> Obrolan:
    """Tempelan yang bukan ekspor WhatsApp dikembalikan apa adanya (nomornya tetap tersamar)."""
    pesan: list[list[str]] = []  # [tanggal, jam, siapa, isi]
    for baris in teks[:PANJANG].replace("\r\n", "\n").split("\n"):
        cocok = _BARIS.match(baris)
        if cocok and _tanggal(cocok):
            pesan.append(
                [_tanggal(cocok), _jam(cocok), (cocok["siapa"] or "").strip(" \u200e~"), cocok["isi"].strip(" \u200e")]
            )
        elif pesan and baris.strip():
            pesan[-1][3] += f"\n{baris.rstrip()}"
    if not pesan:
        return Obrolan(samarkan_nomor(teks.strip()), "", 0)
    terbaca = [satu for satu in pesan if satu[2] and satu[3] and not _DIHAPUS.match(satu[3])]
    baris, hari = [], ""
    for tanggal, jam, siapa, isi in terbaca:
        if tanggal != hari:
            baris += ["", f"Percakapan WhatsApp, {tanggal}:"]
            hari = tanggal
        baris.append(f"{samarkan_nomor(siapa)} ({jam}): {_MEDIA.sub('[lampiran]', samarkan_nomor(isi))}")
    suara = Counter(siapa for _, _, siapa, _ in terbaca)
    return Obrolan("\n".join(baris).strip(), samarkan_nomor(suara.most_common(1)[0][0]) if suara else "", len(terbaca))


def samarkan_nomor(teks: str) -> str:
    """`0812-3456-7890` → `0812••••7890`: cukup untuk mengenali, tidak cukup untuk menelepon."""

    def ganti(cocok: re.Match) -> str:
        angka = re.sub(r"\D", "", cocok[0])
        angka = f"0{angka[2:]}" if angka.startswith("62") else angka
        return f"{angka[:4]}••••{angka[-4:]}"

    return _NOMOR.sub(ganti, teks)


def _tanggal(cocok: re.Match) -> str:
    hari, bulan, tahun = int(cocok["hari"]), int(cocok["bulan"]), int(cocok["tahun"])
    if bulan > 12 >= hari:
        hari, bulan = bulan, hari  # ponsel berbahasa Inggris: bulan dahulu
    if not (1 <= bulan <= 12 and 1 <= hari <= 31):
        return ""
    return f"{hari} {BULAN[bulan - 1]} {tahun + 2000 if tahun < 100 else tahun}"


def _jam(cocok: re.Match) -> str:
    jam = int(cocok["jam"])
    if cocok["paro"]:
        jam = jam % 12 + (12 if cocok["paro"] in "Pp" else 0)
    return f"{jam:02d}.{cocok['menit']}"
