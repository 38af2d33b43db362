"""Ringkasan satu tiket untuk dibawa ke luar: laporan galat (Markdown) dan pesan WhatsApp. Tersamar, tanpa percakapan."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.conf import settings

from .isian import teks_isian
from .layanan.artikel import anonimkan
from .models import ProfilTiket

DARI_ISIAN = (("Langkah mengulang", "langkah"), ("Yang diharapkan", "harapan"))  # nama pertanyaan umum di isian.py
_PERANGKAT = re.compile(r"https?://\S+")


def ringkasan_laporan(profil: ProfilTiket) -> str:
    """Markdown siap ditinjau: keadaan pemasangan, masalah, yang sudah dicoba, kode sebagai rujukan balik.

    Percakapan tidak pernah ikut (domain helpdesk.md 2.3). Alamat situs desa pun tidak.
    """
    isian = teks_isian(profil.isian)
    hosting = profil.get_hosting_display() if profil.hosting else "tidak diketahui"
    baris = [
        f"## {_aman(profil.judul, profil)}",
        "",
        "### Lingkungan",
        f"- OpenSID: {' '.join(filter(None, (profil.versi, profil.get_rilis_display()))) or 'tidak diketahui'}",
        f"- Pemasangan: {hosting}",
        f"- Tema: {profil.tema or 'tidak diketahui'}",
        f"- Bidang: {profil.bidang.nama}",
        f"- Dampak: {profil.get_dampak_display()}",
        "",
        "### Yang terjadi",
        _aman(profil.uraian, profil) or "(belum diisi)",
    ]
    for judul, nama in DARI_ISIAN:
        baris += ["", f"### {judul}", _aman(isian.get(nama, ""), profil) or "(lengkapi)"]
    if profil.sudah_dicoba:
        baris += ["", "### Yang sudah dicoba", _aman(profil.sudah_dicoba, profil)]
    baris += ["", f"Rujukan: {profil.kode} (Pusat Bantuan OpenDesa)", ""]
    return "\n".join(baris)


def _aman(teks: str, profil: ProfilTiket) -> str:
    teks = anonimkan(teks, profil)
    if profil.domain:
        teks = re.sub(re.escape(profil.domain.removeprefix("https://").removeprefix("http://")), "[situs desa]", teks)
    return _PERANGKAT.sub("[alamat]", teks).strip()


def pesan_wa(profil: ProfilTiket) -> str:
    """Kalimat pendek untuk ditempel di WhatsApp: kode, judul, keadaan, alamat; tanpa isi percakapan."""
    return (
        f"Tiket {profil.kode}: {profil.judul}\n{profil.nama_tempat} · {profil.get_keadaan_display()}\n"
        f"{settings.SITE_URL}{profil.get_absolute_url()}"
    )


def tautan_wa(pesan: str, telepon: str = "") -> str:
    """Tautan klik-untuk-mengobrol; tanpa nomor, orangnya memilih sendiri penerimanya."""
    nomor = re.sub(r"\D", "", telepon or "")
    return f"https://wa.me/{nomor}?text={quote(pesan)}"
