"""Menyamarkan isi obrolan: NIK dan rahasia, nomor HP, email, sebutan, dan nama peserta grup itu."""

from __future__ import annotations

import re

from akun.data_pribadi import samarkan
from akun.telepon import normalkan

from .bentuk import SEBUT_AKHIR, SEBUT_AWAL

_HP = re.compile(r"(?<![\w+])@?(?P<nomor>(?:\+|00)?[0-9](?:[ ().\-]?[0-9]){8,15})(?![\w])")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SEBUT = re.compile(r"(?<![\w/@.])@[A-Za-z_][\w.]{2,31}")
_DISEBUT = re.compile(f"@{SEBUT_AWAL}([^{SEBUT_AKHIR}]*){SEBUT_AKHIR}")
_SAMARAN = re.compile(r"Anggota \d+")
NAMA_PENDEK, NAMA_MAKS = 4, 2_000
NOMOR_HP, EMAIL, SEBUTAN = "[nomor HP]", "[email]", "[sebutan]"


def nomor_hp(teks: str) -> str:
    """Bentuk baku nomor HP bila `teks` nomor HP ("+62 812-…", "0812…"), atau kosong."""
    teks = teks.strip().lstrip("@~ ")
    angka = re.sub(r"[ ().\-]", "", teks)
    dasar = normalkan(teks)
    if dasar and dasar.startswith("+628"):
        return dasar
    return angka if re.fullmatch(r"\+[0-9]{9,15}", angka) else ""


def tanpa_data_pribadi(teks: str) -> str:
    """Bagian samaran yang tidak bergantung pada siapa peserta grupnya: pesan yang sama selalu menjadi teks yang sama."""
    teks = samarkan(teks).teks
    teks = _EMAIL.sub(EMAIL, teks)
    return _HP.sub(lambda cocok: NOMOR_HP if _nomor(cocok["nomor"]) else cocok[0], teks)


def _nomor(teks: str) -> bool:
    return bool(nomor_hp(teks)) or teks.startswith("00")


class Penyamar:
    """`nama` → samarannya ("Anggota 3"), panjang dahulu. Nama yang terlalu pendek tidak dicari di dalam teks."""

    def __init__(self, nama: dict[str, str]):
        self.nama = nama
        self.samaran = {self._lipat(satu): ganti for satu, ganti in list(nama.items())[:NAMA_MAKS] if self._layak(satu)}
        urut = sorted(self.samaran, key=len, reverse=True)
        self.pola = re.compile(rf"(?<!\w)@?(?:{'|'.join(map(re.escape, urut))})(?!\w)", re.IGNORECASE) if urut else None

    @staticmethod
    def _lipat(nama: str) -> str:
        return nama.strip().lstrip("~ ").lower()

    def _layak(self, nama: str) -> bool:
        return len(self._lipat(nama)) >= NAMA_PENDEK and any(huruf.isalpha() for huruf in nama)

    def samarkan(self, teks: str) -> str:
        """Teks yang sudah melewati `tanpa_data_pribadi`, tanpa nama peserta dan tanpa sebutan."""
        if self.pola:
            teks = self.pola.sub(lambda cocok: self.samaran[self._lipat(cocok[0].lstrip("@"))], teks)
        teks = _DISEBUT.sub(lambda cocok: cocok[1] if _SAMARAN.fullmatch(cocok[1]) else SEBUTAN, teks)
        return _SEBUT.sub(SEBUTAN, teks)
