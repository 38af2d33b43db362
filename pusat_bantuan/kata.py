"""Kata Indonesia untuk mencari artikel: huruf datar, imbuhan dilepas, padanan disatukan. Murni.

Bukan pemenggal kamus: cukup agar "pencetakan", "mencetak", dan "dicetak" bertemu, begitu pula "error" dan "galat"
(domain helpdesk.md 7). Salah lepas yang sama di kedua sisi tidak merugikan, sebab keduanya tetap bertemu.
"""

from __future__ import annotations

import re
import unicodedata

_HENTI = frozenset(
    [
        "ada",
        "adalah",
        "agar",
        "akan",
        "anda",
        "apa",
        "apakah",
        "atau",
        "bagaimana",
        "bahwa",
        "banyak",
        "bapak",
        "bisa",
        "boleh",
        "buat",
        "cara",
        "dan",
        "dapat",
        "dari",
        "dengan",
        "di",
        "dalam",
        "desa",
        "ibu",
        "ini",
        "itu",
        "jadi",
        "jika",
        "juga",
        "kalau",
        "kami",
        "ke",
        "kenapa",
        "kok",
        "lagi",
        "lalu",
        "mau",
        "mengapa",
        "mohon",
        "nagari",
        "oleh",
        "pada",
        "para",
        "pak",
        "padahal",
        "pernah",
        "saat",
        "saja",
        "sama",
        "sampai",
        "sangat",
        "saya",
        "sebagai",
        "sedang",
        "sejak",
        "seperti",
        "setelah",
        "sesudah",
        "sudah",
        "supaya",
        "tapi",
        "telah",
        "tetapi",
        "tidak",
        "tolong",
        "untuk",
        "waktu",
        "yang",
        "bu",
        "nya",
        "opensid",
    ]
)
_PADANAN = {
    kata: kelompok[0]
    for kelompok in (
        ("galat", "error", "eror", "gagal", "rusak", "kesalahan"),
        ("lambat", "lemot", "macet", "lelet", "berat"),
        ("perbarui", "update", "upgrade", "baru", "pembaruan", "naik"),
        ("masuk", "login", "siteman"),
        ("sandi", "password", "pasword"),
        ("cadang", "backup", "cadangan"),
        ("pulih", "restore"),
        ("tema", "tampilan", "theme"),
        ("kosong", "putih", "blank", "hilang"),
        ("surel", "email", "smtp"),
        ("impor", "import"),
        ("susup", "retas", "hack", "judi", "judol"),
        ("situs", "website", "web"),
    )
    for kata in kelompok
}
_AWALAN = re.compile(r"^(?:meny|peny|meng|peng|memper|mem|pem|men|pen|me|pe|ber|ter|di|ke|se)")
_AKHIRAN = re.compile(r"(?:kan|an|i)$")
_MILIK = re.compile(r"(?:nya|ku|mu|lah|kah)$")


def akar(kata: str) -> str:
    """Akar kasar satu kata datar: "pencetakan" → "cetak", "mengimpor" → "impor"."""
    if kata in _PADANAN:
        return _PADANAN[kata]
    pendek = _MILIK.sub("", kata) if len(kata) > 5 else kata
    tanpa = _AWALAN.sub("", pendek)
    pendek = tanpa if len(tanpa) >= 4 else pendek
    tanpa = _AKHIRAN.sub("", pendek)
    pendek = tanpa if len(tanpa) >= 4 else pendek
    return _PADANAN.get(pendek, pendek)


def akar_kata(teks: str) -> list[str]:
    """Akar tiap kata bermakna, tanpa pengulangan, berurutan seperti di teks."""
    datar = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode().lower()
    kata = [satu for satu in re.findall(r"[a-z0-9]+", datar) if len(satu) > 1 and satu not in _HENTI]
    return list(dict.fromkeys(akar(satu) for satu in kata))


def teks_cari(*teks: str) -> str:
    """Akar kata dipagari spasi, siap dicari dengan `LIKE '% akar %'`."""
    return f" {' '.join(akar_kata(' '.join(teks)))} "
