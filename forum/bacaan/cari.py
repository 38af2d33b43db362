from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from forum.indeks import kata_dari, syarat_cocok
from forum.models import Kiriman

PER_HALAMAN = 20
HALAMAN_MAKS = 50


@dataclass
class HasilCari:
    kiriman: list[Kiriman]
    halaman: int
    lanjut: bool


def cari(teks: str, oleh, *, halaman: int = 1) -> HasilCari:
    """Kiriman tampil yang boleh dibaca, terbaru dulu; hak di dalam kueri yang sama, jadi tidak ada yang bocor lewat jumlah."""
    halaman = min(max(halaman, 1), HALAMAN_MAKS)
    mulai = (halaman - 1) * PER_HALAMAN
    baris = list(
        Kiriman.objects.terbaca(oleh=oleh)
        .filter(syarat_cocok(teks))
        .select_related("topik__ruang__simpul", "penulis")
        .order_by("-pk")[mulai : mulai + PER_HALAMAN + 1]
    )
    kata = kata_dari(teks)
    for satu in baris:
        satu.cuplikan = cuplikan(satu.html, kata)
    return HasilCari(baris[:PER_HALAMAN], halaman, len(baris) > PER_HALAMAN)


def cuplikan(html: str, kata: list[str]) -> SafeString:
    """Sekitar dua ratus huruf di sekitar kata pertama yang cocok, kata yang cocok ditandai."""
    teks = re.sub(r"\s+", " ", strip_tags(html)).strip()
    letak = min((i for satu in kata if (i := teks.lower().find(satu)) >= 0), default=0)
    awal = max(0, teks.rfind(" ", 0, max(letak - 60, 0)) + 1) if letak > 60 else 0
    potong = teks[awal : awal + 220]
    aman = escape(potong)
    if kata:
        pola = "|".join(re.escape(satu) for satu in kata)
        aman = re.sub(rf"(?i)(?<![\w&#;])({pola})", r"<mark>\1</mark>", aman)
    return mark_safe(("… " if awal else "") + aman + (" …" if awal + 220 < len(teks) else ""))
