"""Yang diperiksa atas sebuah tulisan sebelum terbit: daftar kata, tautan orang baru, dan perangkap mesin (forum.md 9)."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from forum.models import KataTerlarang, Keadaan, Kiriman, Simpul, Tinjauan, Topik
from forum.perender import Hasil, TulisanDitolak
from forum.tasks import kabarkan_perkara

from .galat import TerlaluSering
from .tingkat import tingkat

TAUTAN_BARU, GAMBAR_BARU, TOPIK_BARU, PERTAMA_DITAHAN, TAUTAN_SATU = 2, 1, 3, 2, 10
KATA_MAKS = 500


class Kata(NamedTuple):
    pola: re.Pattern
    akibat: str


def baca_kata() -> list[Kata]:
    """Paling banyak tiga pola gabungan, satu per akibat; tiap bagian terbatas panjangnya."""
    kelompok: dict[str, list[str]] = {}
    for pola, akibat in KataTerlarang.objects.values_list("pola", "akibat")[:KATA_MAKS]:
        kata = [
            re.escape(_lipat(satu.rstrip("*"))) + (r"\w{0,20}" if satu.endswith("*") else "") for satu in pola.split()
        ]
        kelompok.setdefault(akibat, []).append(r"\s{1,3}".join(kata))
    return [Kata(re.compile(rf"(?<!\w)(?:{'|'.join(isi)})(?!\w)"), akibat) for akibat, isi in kelompok.items()]


def _lipat(teks: str) -> str:
    """Huruf kecil tanpa tanda, panjangnya tetap: letak di sini sama dengan letak di tulisan aslinya."""
    hasil = []
    for huruf in teks:
        dasar = unicodedata.normalize("NFKD", huruf)[:1].lower()
        hasil.append(dasar if len(dasar) == 1 else huruf)
    return "".join(hasil)


def saring_kata(teks: str) -> tuple[str, bool]:
    """Teks yang kata terlarangnya disamarkan, dan apakah harus ditahan; `TulisanDitolak` bila katanya ditolak."""
    lipatan, tahan = _lipat(teks), False
    for kata in baca_kata():
        if kata.akibat == KataTerlarang.Akibat.TOLAK and (cocok := kata.pola.search(lipatan)):
            raise TulisanDitolak(
                f"Kata “{teks[cocok.start() : cocok.end()]}” tidak dipakai di forum ini. Ganti, lalu kirim lagi."
            )
        if kata.akibat == KataTerlarang.Akibat.TAHAN:
            tahan = tahan or kata.pola.search(lipatan) is not None
        elif kata.akibat == KataTerlarang.Akibat.SAMARKAN:
            teks = _samarkan(teks, [cocok.span() for cocok in kata.pola.finditer(lipatan)])
    return teks, tahan


def _samarkan(teks: str, letak: list[tuple[int, int]]) -> str:
    potong, sampai = [], 0
    for awal, akhir in letak:
        potong += [teks[sampai:awal], "•" * (akhir - awal)]
        sampai = akhir
    return "".join(potong) + teks[sampai:]


def sebab_ditahan(pengguna, hasil: Hasil, simpul: Simpul, *, topik: bool = False) -> str:
    """Sebab tulisannya menunggu pemeriksaan, atau kosong. Batas orang baru yang terlewati menolak dengan kalimat."""
    tautan = hasil.html.count('<a href="http') + hasil.html.count('<a href="mailto:')
    gambar = hasil.html.count("<img ")
    if not (hasil.ditahan or tautan or gambar or topik):
        return ""
    if simpul.boleh_dimoderasi(oleh=pengguna):
        return ""
    if hasil.ditahan:
        return Tinjauan.Sebab.KATA
    derajat = tingkat(pengguna)
    if derajat == 1 and tautan > TAUTAN_SATU:
        raise TerlaluSering("Paling banyak sepuluh tautan dalam satu tulisan. Sisanya taruh di balasan berikutnya.")
    if derajat > 0:
        return ""
    if tautan > TAUTAN_BARU or gambar > GAMBAR_BARU:
        raise TerlaluSering("Akun baru: paling banyak dua tautan dan satu gambar dalam satu tulisan.")
    if topik and _topik_hari_ini(pengguna) >= TOPIK_BARU:
        raise TerlaluSering(
            "Akun baru: paling banyak tiga topik sehari. Balas topik yang sudah ada, atau tunggu besok."
        )
    sudah = Kiriman.objects.filter(penulis=pengguna, keadaan=Keadaan.TAMPIL, html__contains='href="http')
    return Tinjauan.Sebab.PERTAMA if tautan and sudah.count() < PERTAMA_DITAHAN else ""


def _topik_hari_ini(pengguna) -> int:
    return Topik.objects.filter(penulis=pengguna, dibuat__gt=timezone.now() - timedelta(days=1)).count()


def buka_perkara(kiriman: Kiriman, sebab: str, skor: int = 3, *, diam: bool = False) -> tuple[Tinjauan, bool]:
    """Satu perkara terbuka per kiriman; pengurusnya dikabari begitu dibuka, kecuali `diam` (memuat percakapan lama)."""
    perkara, baru = Tinjauan.objects.get_or_create(
        kiriman=kiriman, keadaan=Tinjauan.Keadaan.TERBUKA, defaults={"sebab": sebab, "skor": skor}
    )
    if baru and not diam:
        kabarkan_perkara.enqueue(perkara.pk)
    return perkara, baru
