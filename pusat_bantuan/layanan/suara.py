"""Penilaian pembaca atas satu revisi artikel: satu per orang atau per peramban, boleh berubah pikiran."""

from __future__ import annotations

from django.db import transaction
from django.utils.crypto import salted_hmac

from akun.kabar import kabari
from akun.models import Pengguna

from ..models import ArtikelBantuanPage, SuaraArtikel
from .jejak import bersihkan

KURANG_TERPANJANG = 1000


def tanda_peramban(alamat: str, peramban: str) -> str:
    """Pengenal tamu tanpa kuki: sidik berkunci dari alamat dan nama peramban. Keduanya tidak dapat dibaca kembali."""
    return salted_hmac("pusat_bantuan.suara", f"{alamat}|{peramban[:300]}", algorithm="sha256").hexdigest()[:32]


@transaction.atomic
def beri_suara(
    *, artikel: ArtikelBantuanPage, membantu: bool, oleh: Pengguna | None = None, tanda: str = "", kurang: str = ""
) -> SuaraArtikel:
    """Suara atas revisi yang sedang terbit; yang kedua mengganti yang pertama, bukan menambah.

    `kurang` (tersamar) sampai kepada penanggung jawab artikelnya.
    """
    milik = {"pengguna": oleh, "tanda": ""} if oleh else {"pengguna": None, "tanda": tanda}
    kurang = bersihkan(kurang)[:KURANG_TERPANJANG]
    isi = {"membantu": membantu} | ({"kurang": kurang} if kurang or membantu else {})
    suara, _ = SuaraArtikel.objects.update_or_create(
        artikel=artikel, revisi=artikel.live_revision_id or 0, **milik, defaults=isi
    )
    if kurang and artikel.pemilik_id and artikel.pemilik_id != (oleh.pk if oleh else None):
        kabari(
            [artikel.pemilik], jenis="artikel_kurang", kunci=f"artikel:{artikel.pk}:kurang:{suara.pk}",
            url=artikel.get_url() or "", judul=f"Yang kurang pada “{artikel.title}”"[:200], isi=kurang,
        )  # fmt: skip
    return suara
