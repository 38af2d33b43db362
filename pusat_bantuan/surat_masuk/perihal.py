"""Perihal dan judul (domain helpdesk.md 4.8). Murni."""

from __future__ import annotations

import re

from .. import kode as aturan_kode

PANJANG_JUDUL = 200
TANPA_SUBJEK = "(tanpa subjek)"
_AWALAN = re.compile(
    r"\s*(?:re|fwd?|bls|balas|trs|terusan|ref|aw|wg|tr|sv|vs|antw|"
    r"balasan otomatis|jawaban otomatis|automatic reply|auto(?:matic)?[ -]?reply|autoreply|out of office)"
    r"\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?\s{0,3}[:：]\s*",
    re.IGNORECASE,
)
_OTOMATIS = re.compile(
    r"\s*(?:balasan otomatis|jawaban otomatis|automatic reply|auto(?:matic)?[ -]?reply|autoreply|out of office)\s{0,3}[:：]",
    re.IGNORECASE,
)
_KODE = r"[A-Za-z]{2}[- ]?[2-9A-Za-z]{4}"
_TANDA = re.compile(rf"\[\s{{0,3}}#?(?:({_KODE})|([a-z0-9_-]{{1,50}}?)-(\d{{1,12}}))\s{{0,3}}\]", re.IGNORECASE)
_TANDA_AWAL = re.compile(rf"\s*{_TANDA.pattern}\s*", re.IGNORECASE)
_EKOR_BILANGAN = re.compile(r"\d(?:[ \u00a0.\-–/]?\d){0,40}[ .\-–/]?$")
_PAGAR = re.compile(r"(?<![\w#])#?([A-Za-z]{2}-[2-9A-Za-z]{4})(?![\w-])")


def tanpa_awalan(perihal: str) -> str:
    """Awalan balasan dan tanda tiket di depan dibuang, berapa kali pun; di tengah kalimat tidak disentuh."""
    teks = " ".join(perihal.split())
    while True:
        potong = _AWALAN.match(teks) or (_TANDA_AWAL.match(teks) if _tanda_kita(teks) else None)
        if not potong or not potong[0]:
            return teks
        teks = teks[potong.end() :]


def _tanda_kita(teks: str) -> bool:
    cocok = _TANDA_AWAL.match(teks)
    return bool(cocok and (cocok[3] or aturan_kode.normalkan(cocok[1] or "")))


def awalan_otomatis(perihal: str) -> bool:
    return bool(_OTOMATIS.match(perihal))


def judul(perihal: str, pesan: str) -> str:
    """Perihal; bila kosong baris isi pertama; bila kosong juga "(tanpa subjek)". Paling banyak 200 aksara."""
    pilihan = tanpa_awalan(perihal) or next((" ".join(b.split()) for b in pesan.splitlines() if b.strip()), "")
    teks = pilihan or TANPA_SUBJEK
    if len(teks) <= PANJANG_JUDUL:
        return teks
    potong, sisa = teks[: PANJANG_JUDUL - 3], teks[PANJANG_JUDUL - 3 :]
    if sisa[:2].strip(" .-/")[:1].isdigit():  # bilangan yang terpenggal tidak lagi dikenali sebagai NIK
        potong = _EKOR_BILANGAN.sub("", potong).rstrip()
    return f"{potong}..."


def sebutan_tiket(perihal: str) -> list[tuple[str, int | None]]:
    """Tiket yang disebut perihal: `(kode, None)` untuk [LK-2X7P], `("", 1042)` untuk [opensid-1042]. Bukan bukti apa pun."""
    hasil: list[tuple[str, int | None]] = []
    for cocok in _TANDA.finditer(perihal[:2000]):
        if kode := aturan_kode.normalkan(cocok[1] or ""):
            hasil.append((kode, None))
        elif cocok[3]:
            hasil.append(("", int(cocok[3])))
    hasil += [(kode, None) for satu in _PAGAR.findall(perihal[:2000]) if (kode := aturan_kode.normalkan(satu))]
    return list(dict.fromkeys(hasil))
