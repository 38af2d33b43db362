"""Salinan soal untuk satu percobaan, dan membaca jawabannya. Salinan memuat kunci, jadi hanya `untuk_peserta` yang keluar."""

from __future__ import annotations

import hashlib
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

from . import penilaian
from .models import ButirSoal
from .penilaian import AngkaKeliru, Jenis

SATU_PILIHAN = {Jenis.PG, Jenis.BS}
PANJANG_URAIAN = 6000
PANJANG_SINGKAT = 300


class JawabanKeliru(ValueError):
    """Satu jawaban tidak dapat diterima; seluruh kiriman ditolak dan tidak ada yang dinilai."""


def salin(butir: ButirSoal, *, acak: random.Random | None) -> dict[str, Any]:
    """Salinan beku. Pilihan soal mengurutkan selalu diacak; yang lain bila diminta. `acak` None: urutan tetap yang tidak
    menurut urutan tulis (kuis latihan yang dapat disimpan luring)."""
    pilihan = [(satu.tanda, satu.teks, satu.benar) for satu in butir.pilihan.all()] if butir.berpilihan else []
    naskah: dict[str, Any] = {"jenis": butir.jenis, "soal": butir.soal, "penjelasan": butir.penjelasan}
    if butir.jenis == Jenis.URUT:
        naskah["kunci"] = [tanda for tanda, _, _ in pilihan]
    elif pilihan:
        naskah["kunci"] = [tanda for tanda, _, benar in pilihan if benar]
    elif butir.jenis == Jenis.ANGKA:
        naskah |= {"kunci": str(butir.kunci_angka.normalize()), "toleransi": str(butir.toleransi)}
    elif butir.jenis == Jenis.SINGKAT:
        naskah["kunci"] = butir.jawaban_singkat
    else:
        naskah["rubrik"] = butir.rubrik
    if butir.jenis in {Jenis.PGJ, Jenis.URUT, Jenis.PG}:
        if acak is not None:
            acak.shuffle(pilihan)
        elif butir.jenis == Jenis.URUT:
            pilihan.sort(key=lambda satu: hashlib.sha256(satu[0].encode()).digest())
    naskah["opsi"] = [{"tanda": tanda, "teks": teks} for tanda, teks, _ in pilihan]
    return naskah


def untuk_peserta(naskah: dict[str, Any]) -> dict[str, Any]:
    """Yang boleh keluar sebelum dinilai: tanpa kunci, toleransi, rubrik, penjelasan."""
    return {nama: naskah[nama] for nama in ("jenis", "soal", "opsi")}


def baca(naskah: dict[str, Any], nilai: Any) -> Any:
    """Jawaban mentah (daftar teks dari formulir, atau nilai JSON) menjadi bentuk tersimpan; None bila kosong.

    Melempar JawabanKeliru bila memilih yang tidak ada, memilih dua kali, atau terlalu panjang.
    """
    daftar = nilai if isinstance(nilai, list) else [] if nilai is None else [nilai]
    if not all(isinstance(satu, str) for satu in daftar):
        raise JawabanKeliru("Jawaban tidak terbaca. Muat ulang halaman soal, lalu kirim lagi.")
    jenis = naskah["jenis"]
    if naskah["opsi"]:
        return _baca_pilihan(naskah, [satu for satu in daftar if satu])
    if len(daftar) > 1:
        raise JawabanKeliru("Satu soal terkirim dua kali. Muat ulang halaman soal, lalu kirim lagi.")
    mentah = (daftar[0] if daftar else "").replace("\x00", "")
    teks = mentah.encode(errors="ignore").decode().strip()  # setengah pasangan pengganti dari JSON tidak dapat disimpan
    if len(teks) > (PANJANG_URAIAN if jenis == Jenis.URAIAN else PANJANG_SINGKAT):
        raise JawabanKeliru("Jawaban terlalu panjang. Ringkas dahulu.")
    return teks or None


def _baca_pilihan(naskah: dict[str, Any], dipilih: list[str]) -> list[str] | None:
    ada = {satu["tanda"] for satu in naskah["opsi"]}
    if not set(dipilih) <= ada:
        raise JawabanKeliru("Soal ini sudah berubah. Muat ulang halaman soal, lalu jawab lagi.")
    if len(dipilih) != len(set(dipilih)):
        raise JawabanKeliru("Satu pilihan terkirim dua kali. Muat ulang halaman soal, lalu kirim lagi.")
    if naskah["jenis"] in SATU_PILIHAN and len(dipilih) > 1:
        raise JawabanKeliru("Soal ini hanya punya satu jawaban. Pilih satu.")
    if naskah["jenis"] == Jenis.URUT and dipilih and set(dipilih) != ada:
        raise JawabanKeliru("Beri setiap butir nomor urut yang berbeda.")
    return dipilih or None


def nilai(naskah: dict[str, Any], isi: Any) -> Fraction | None:
    """Pecahan 0..1 untuk jawaban yang sudah dibaca; None bila kosong atau uraian (dinilai orang)."""
    if isi is None or naskah["jenis"] == Jenis.URAIAN:
        return None
    kunci = naskah["kunci"]
    match naskah["jenis"]:
        case Jenis.PG | Jenis.BS:
            return penilaian.fraksi_pilihan(kunci, isi)
        case Jenis.PGJ:
            return penilaian.fraksi_jamak(kunci, [satu["tanda"] for satu in naskah["opsi"]], isi)
        case Jenis.URUT:
            return penilaian.fraksi_urut(kunci, isi)
        case Jenis.ANGKA:
            return penilaian.fraksi_angka(isi, Decimal(kunci), Decimal(naskah["toleransi"]))
    return penilaian.fraksi_singkat(isi, kunci)


def peringatan(naskah: dict[str, Any], isi: Any) -> str:
    """Isian angka yang salah tulis dinilai salah; peserta diberi tahu cara menulisnya sebelum terlambat."""
    if naskah["jenis"] == Jenis.ANGKA and isi:
        try:
            penilaian.urai_angka(isi)
        except AngkaKeliru as galat:
            return str(galat)
    return ""


def kata_jawaban(naskah: dict[str, Any], isi: Any) -> list[str]:
    """Jawaban seperti dibaca orang."""
    if isi is None:
        return []
    if naskah["opsi"]:
        teks = {satu["tanda"]: satu["teks"] for satu in naskah["opsi"]}
        return [teks[satu] for satu in isi]
    return [isi]


def kata_kunci(naskah: dict[str, Any]) -> list[str]:
    """Kunci seperti dibaca orang; hanya untuk sesudah dinilai."""
    if naskah["jenis"] == Jenis.URAIAN:
        return []
    if naskah["jenis"] == Jenis.ANGKA:
        return [naskah["kunci"].replace(".", ",")]
    return kata_jawaban(naskah, naskah["kunci"]) if naskah["opsi"] else list(naskah["kunci"])
