from __future__ import annotations

from modul_pelatihan.bahasa import Tanya, peringkat, susun_tanya
from modul_pelatihan.models import Bidang

from ..indeks_cari import ARTIKEL
from ..models import ArtikelBantuanPage

PALING_PANJANG = 200
BOBOT_SEBIDANG, BOBOT_LAIN_VERSI = 1.5, 0.5


def cari_artikel(
    teks: str, *, bidang: Bidang | None = None, versi: str = "", banyak: int = 20
) -> list[ArtikelBantuanPage]:
    """Artikel terbit yang memuat sebagian kata itu dalam bentuk apa pun, paling cocok dahulu. Dua kueri.

    `bidang` menaikkan yang sekeluarga dengannya; `versi` menurunkan yang tidak berlaku untuk versi itu.
    """
    return urutkan(susun_tanya(teks[:PALING_PANJANG], publik=True), bidang=bidang, versi=versi)[:banyak]


def urutkan(tanya: Tanya, *, bidang: Bidang | None = None, versi: str = "") -> list[ArtikelBantuanPage]:
    """Seperti `cari_artikel`, untuk pertanyaan yang sudah disusun. Satu kueri."""

    def kali(satu: ArtikelBantuanPage) -> float:
        sebidang = bidang is not None and _pokok(bidang) == _pokok(satu.bidang)
        return (BOBOT_SEBIDANG if sebidang else 1.0) * (1.0 if satu.berlaku_untuk(versi) else BOBOT_LAIN_VERSI)

    himpunan = ArtikelBantuanPage.objects.terlihat().select_related("bidang").defer("masalah", "langkah")
    calon = ARTIKEL.cocok(himpunan, tanya)
    return peringkat(tanya, calon, akar=lambda satu: (satu.akar_judul, satu.akar_isi), kali=kali)


def _pokok(bidang: Bidang) -> int:
    return bidang.induk_id or bidang.pk
