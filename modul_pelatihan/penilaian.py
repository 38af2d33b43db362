"""Hitungan kuis dan praktik (domain training.md 2.1, 2.3). Murni, tanpa ORM.

Semua rasio pecahan eksak: dibandingkan dahulu, ditulis belakangan. Persen yang ditampilkan *dipotong* dua angka di
belakang koma, supaya nilai yang gagal tidak pernah terbaca sama dengan ambangnya. None = tidak terdefinisi, ditulis "-".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

MENIT_PER_JP = 45
NOL, SATU = Fraction(0), Fraction(1)


class Jenis(StrEnum):
    """Tujuh bentuk soal."""

    PG = "pg"
    PGJ = "pgj"
    BS = "bs"
    URUT = "urut"
    ANGKA = "isian-angka"
    SINGKAT = "isian-singkat"
    URAIAN = "uraian"


class Kebijakan(StrEnum):
    """Nilai mana yang dipakai bila mencoba lebih dari sekali; dibekukan pada percobaan saat dimulai."""

    TERBAIK = "terbaik"
    TERAKHIR = "terakhir"
    PERTAMA = "pertama"
    RATA = "rata-rata"


class Anulir(StrEnum):
    """Yang terjadi pada soal yang dianulir."""

    KELUARKAN = "keluarkan"
    BERI_PENUH = "beri_penuh"


class AngkaKeliru(ValueError):
    """Tulisan itu bukan bilangan menurut cara tulis Indonesia."""


def jp_dari_menit(menit: int, menit_per_jp: int = MENIT_PER_JP) -> int:
    """Jam pelajaran = pembulatan ke atas jumlah menit / menit per JP."""
    return -(-menit // menit_per_jp)


# --- Satu soal: pecahan 0..1, atau None bila tidak dijawab ------------------------------------------------------------
def fraksi_pilihan(kunci: Collection[str], dipilih: Collection[str]) -> Fraction | None:
    """pg dan bs: semua atau tidak sama sekali."""
    return Fraction(set(dipilih) == set(kunci)) if dipilih else None


def fraksi_jamak(kunci: Collection[str], opsi: Collection[str], dipilih: Collection[str]) -> Fraction | None:
    """pgj: max(0, h/H - w/W); W = 0 membuat suku kedua 0. Memilih semuanya tidak bernilai.

    Melempar ValueError bila tidak ada satu pun pilihan benar (diperiksa saat soal disimpan).
    """
    benar, semua, pilih = set(kunci), set(opsi), set(dipilih)
    if not benar or not benar <= semua or not pilih <= semua:
        raise ValueError("Soal pilihan jamak perlu paling sedikit satu pilihan benar, semuanya dari daftar pilihan.")
    if not pilih:
        return None
    salah = semua - benar
    kurang = Fraction(len(pilih & salah), len(salah)) if salah else NOL
    return max(NOL, Fraction(len(pilih & benar), len(benar)) - kurang)


def fraksi_urut(kunci: Sequence[str], jawaban: Sequence[str]) -> Fraction | None:
    """Bagian butir yang tepat di tempatnya."""
    if not jawaban:
        return None
    return Fraction(sum(a == b for a, b in zip(kunci, jawaban, strict=False)), len(kunci))


_ANGKA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)


def urai_angka(teks: str) -> Decimal | None:
    """ "1.234,5" → Decimal("1234.5"); kosong → None. Titik hanya pemisah tiga angka, koma desimal.

    Melempar AngkaKeliru bila bukan bilangan; paling panjang 24 huruf.
    """
    bersih = teks.strip()
    if not bersih:
        return None
    if len(bersih) > 24 or not _ANGKA.fullmatch(bersih):
        raise AngkaKeliru(f"“{bersih[:24]}” bukan bilangan. Tulis misalnya 1.250 atau 12,5.")
    return Decimal(bersih.replace(".", "").replace(",", "."))


def fraksi_angka(teks: str, kunci: Decimal, toleransi: Decimal = Decimal(0)) -> Fraction | None:
    """abs(jawaban - kunci) <= toleransi; salah tulis = salah, kosong = tidak dijawab."""
    try:
        angka = urai_angka(teks)
    except AngkaKeliru:
        return NOL
    return None if angka is None else Fraction(abs(angka - kunci) <= toleransi)


def rapikan(teks: str) -> str:
    """Huruf besar, spasi ganda, dan titik di ujung tidak membedakan jawaban singkat."""
    return " ".join(unicodedata.normalize("NFKC", teks).casefold().split()).rstrip(".")


def fraksi_singkat(teks: str, kunci: Iterable[str]) -> Fraction | None:
    bersih = rapikan(teks)
    return Fraction(bersih in {rapikan(satu) for satu in kunci}) if bersih else None


# --- Satu kuis -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Butir:
    """Satu soal pada satu percobaan. `fraksi` None: kosong, atau uraian yang belum dikoreksi bila `menunggu`."""

    bobot: Fraction
    fraksi: Fraction | None
    dianulir: bool = False
    menunggu: bool = False


@dataclass(frozen=True)
class Hasil:
    skor: Fraction
    maks: Fraction
    menunggu: bool

    @property
    def rasio(self) -> Fraction | None:
        return self.skor / self.maks if self.maks else None


def nilai_butir(fraksi: Fraction | None, bobot: Fraction, denda: Fraction = NOL) -> Fraction:
    """Benar +bobot (sebagian menurut pecahannya), salah sama sekali -denda, kosong 0."""
    if fraksi is None:
        return NOL
    return -denda if fraksi == 0 else fraksi * bobot


def hitung_kuis(butir: Iterable[Butir], *, denda: Fraction = NOL, anulir: Anulir = Anulir.KELUARKAN) -> Hasil:
    """Jumlah nilai, tidak pernah di bawah 0. Soal dianulir keluar dari keduanya, atau diberi penuh bagi semua."""
    skor, maks, menunggu = NOL, NOL, False
    for satu in butir:
        if satu.dianulir:
            if anulir == Anulir.BERI_PENUH:
                skor, maks = skor + satu.bobot, maks + satu.bobot
            continue
        maks += satu.bobot
        skor += nilai_butir(satu.fraksi, satu.bobot, denda)
        menunggu |= satu.menunggu
    return Hasil(max(NOL, skor), maks, menunggu)


def lulus(rasio: Fraction | None, ambang: Fraction) -> bool:
    """Rasio eksak >= ambang; tidak terdefinisi berarti belum lulus."""
    return rasio is not None and rasio >= ambang


def pilih_nilai(nilai: Sequence[Fraction], kebijakan: Kebijakan) -> Fraction | None:
    """`nilai` percobaan yang *sudah dinilai*, urut waktu mulai; yang menunggu koreksi tidak ikut."""
    if not nilai:
        return None
    if kebijakan == Kebijakan.TERBAIK:
        return max(nilai)
    if kebijakan == Kebijakan.RATA:
        return sum(nilai, NOL) / len(nilai)
    return nilai[0] if kebijakan == Kebijakan.PERTAMA else nilai[-1]


def tampil_persen(rasio: Fraction | None) -> str:
    """Dipotong, bukan dibulatkan: 2/3 → "66,66"; None → "-"."""
    if rasio is None:
        return "-"
    tanda = "-" if rasio < 0 else ""
    ratusan = abs(rasio) * 10000
    potong = ratusan.numerator // ratusan.denominator
    return f"{tanda}{potong // 100},{potong % 100:02d}"


# --- Praktik ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ButirPraktik:
    terpenuhi: bool
    kritis: bool = False


def hitung_praktik(butir: Sequence[ButirPraktik], ambang: Fraction) -> tuple[Fraction | None, bool]:
    """(rasio terpenuhi, lulus): rasio >= ambang *dan* setiap butir kritis terpenuhi."""
    if not butir:
        return None, False
    rasio = Fraction(sum(satu.terpenuhi for satu in butir), len(butir))
    return rasio, rasio >= ambang and all(satu.terpenuhi for satu in butir if satu.kritis)


# --- Statistik butir (domain training.md 4) ---------------------------------------------------------------------------
def daya_beda(pasangan: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Rata-rata pecahan butir pada 27 % peserta teratas dikurangi 27 % terbawah, menurut nilai kuisnya.

    `pasangan` (pecahan butir, rasio kuis); kurang dari sepuluh peserta tidak berarti apa-apa: None.
    """
    if len(pasangan) < 10:
        return None
    urut = [butir for butir, _ in sorted(pasangan, key=lambda satu: satu[1])]
    banyak = max(1, round(len(urut) * 27 / 100))
    return (sum(urut[-banyak:], NOL) - sum(urut[:banyak], NOL)) / banyak
