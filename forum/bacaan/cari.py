from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from django.db.models import Q
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from forum.indeks import KIRIMAN, indekskan_kiriman
from forum.models import Kiriman, Topik
from modul_pelatihan.bahasa import Tanya, akar_kata, peringkat, susun_tanya
from modul_pelatihan.bahasa.susun import Sumber

from .saring_cari import SaringanCari

PER_HALAMAN = 20
HALAMAN_MAKS = 50
PALING_PANJANG = 100
TEMUAN_TERSARING = 20_000  # yang disaring boleh lebih lama daripada lima ribu temuan terbaru
CUPLIKAN, SEBELUM = 220, 60
TEKS_TERPANJANG = 20_000  # huruf yang disisir untuk cuplikan
_KATA = re.compile(r"[^\W_]+")


@dataclass
class HasilCari:
    kiriman: list[Kiriman]
    halaman: int
    lanjut: bool


def cari(
    teks: str, oleh, *, halaman: int = 1, tanya: Tanya | None = None, saringan: SaringanCari | None = None
) -> HasilCari:
    """Kiriman tampil yang boleh dibaca, terbaru dulu; hak di dalam kueri yang sama, jadi tidak ada yang bocor lewat jumlah.

    `tanya` bila pertanyaannya sudah disusun untuk ruang lain.
    """
    if tanya is None:
        tanya = susun_tanya(teks[:PALING_PANJANG], mengetik=True, publik=True)
    halaman = min(max(halaman, 1), HALAMAN_MAKS)
    mulai = (halaman - 1) * PER_HALAMAN
    tersaring = saringan is not None and saringan.dipakai
    baris = list(
        Kiriman.objects.terbaca(oleh=oleh)
        .filter(KIRIMAN.terbaru(tanya, batas=TEMUAN_TERSARING) if tersaring else KIRIMAN.terbaru(tanya))
        .filter(saringan.syarat if tersaring else Q())
        .select_related("topik__ruang__simpul", "penulis")
        .order_by("-pk")[mulai : mulai + PER_HALAMAN + 1]
    )
    for satu in baris[:PER_HALAMAN]:
        satu.cuplikan = cuplikan(satu.html, tanya)
    return HasilCari(baris[:PER_HALAMAN], halaman, len(baris) > PER_HALAMAN)


def topik_serupa(judul: str, oleh, *, batas: int = 5) -> list[Topik]:
    """Topik yang boleh dibaca dan judul atau pertanyaannya mirip; untuk ditawarkan sebelum orang menulis lagi."""
    if len(judul.strip()) < 6:
        return []
    tanya = susun_tanya(judul[:PALING_PANJANG], mengetik=True, publik=True)
    awal = Kiriman.objects.terbaca(oleh=oleh).filter(nomor=1).select_related("topik__ruang__simpul")
    calon = KIRIMAN.cocok(awal, tanya, batas=60)
    cocok = peringkat(tanya, calon, akar=lambda satu: (satu.akar_judul, satu.akar_isi))[:batas]
    return [satu.topik for satu in cocok]


def cuplikan(html: str, tanya: Tanya) -> SafeString:
    """Sekitar dua ratus huruf di sekitar kata pertama yang cocok; kata yang seakar dengan yang dicari ditandai."""
    teks = re.sub(r"\s+", " ", unescape(strip_tags(html[:TEKS_TERPANJANG]))).strip()
    dicari = tanya.akar
    kena = [satu.span() for satu in _KATA.finditer(teks) if not dicari.isdisjoint(akar_kata(satu[0]))]
    letak = kena[0][0] if kena else 0
    awal = max(0, teks.rfind(" ", 0, letak - SEBELUM) + 1) if letak > SEBELUM else 0
    akhir = awal + CUPLIKAN
    potong, sampai = ["… " if awal else ""], awal
    for mulai, henti in kena:
        if henti > akhir:
            break
        potong += [escape(teks[sampai:mulai]), "<mark>", escape(teks[mulai:henti]), "</mark>"]
        sampai = henti
    potong += [escape(teks[sampai:akhir]), " …" if akhir < len(teks) else ""]
    return mark_safe("".join(potong))


def _potong(sesudah: int, banyak: int) -> int:
    baris = list(Kiriman.objects.filter(pk__gt=sesudah).select_related("topik__ruang__simpul").order_by("pk")[:banyak])
    indekskan_kiriman(baris)
    return baris[-1].pk if baris else 0


SUMBER_CARI = Sumber("kiriman forum", KIRIMAN, _potong, Kiriman)
