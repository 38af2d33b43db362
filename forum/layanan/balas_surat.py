"""Membalas lewat email. `pusat_bantuan` memegang kotak suratnya dan menyerahkan surat bertanda forum ke sini."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from akun.kabar import kabari
from akun.models import Pengguna
from forum.alamat_surat import tujuan_balasan
from forum.models import Kiriman, Topik
from forum.perender import TulisanDitolak

from .balas import balas
from .galat import TerlaluSering, TidakBoleh


@dataclass(frozen=True)
class HasilSurat:
    """Kiriman yang terbit, atau sebab suratnya tidak terbit. Isi suratnya tidak pernah ikut dalam sebab."""

    kiriman: Kiriman | None = None
    sebab: str = ""


def balas_dari_surat(*, alamat: str, pengirim: Pengguna | None, isi: str, kunci_kirim: UUID) -> HasilSurat:
    """Terbit hanya bila tanda alamatnya sah, pengirimnya pemilik tanda itu, dan haknya masih ada sekarang.

    Surat tidak pernah membuka topik. Sebab penolakan dikabarkan di situs satu kali, hanya kepada pemilik tandanya.
    """
    tujuan = tujuan_balasan(alamat)
    if tujuan is None:
        return HasilSurat(sebab="Balasan forum: tanda alamatnya tidak cocok.")
    if pengirim is None or pengirim.pk != tujuan.pengguna or not pengirim.is_active:
        return HasilSurat(sebab="Balasan forum: bukan dari alamat terbukti milik penerimanya.")
    topik = (
        Topik.objects.terlihat(oleh=pengirim).select_related("ruang__simpul__wilayah").filter(pk=tujuan.topik).first()
    )
    if topik is None or not topik.boleh_dibalas(oleh=pengirim):
        return _tolak(pengirim, kunci_kirim, topik, "Topiknya sudah dikunci, atau tidak lagi terbuka bagi Anda.")
    try:
        kiriman = balas(topik=topik, penulis=pengirim, sumber=isi, balasan_untuk=tujuan.nomor, kunci_kirim=kunci_kirim)
    except (TulisanDitolak, TerlaluSering, TidakBoleh) as galat:
        return _tolak(pengirim, kunci_kirim, topik, str(galat))
    return HasilSurat(kiriman)


def _tolak(orang: Pengguna, kunci: UUID, topik: Topik | None, sebab: str) -> HasilSurat:
    kabari(
        [orang], jenis="forum_surat", kunci=f"forum:surat:{kunci}", judul="Balasan Anda lewat email belum terbit",
        url=topik.get_absolute_url() if topik else "/forum/", isi=sebab, surat=False,
    )  # fmt: skip
    return HasilSurat(sebab=f"Balasan forum: {sebab}")
