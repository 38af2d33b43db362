"""`result.json` dari Telegram Desktop: satu obrolan, pesannya disusuri tanpa memuat semuanya sekaligus."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from .bentuk import Ekspor, ObrolanRusak, Pesan

_PESAN = re.compile(r'(?<!\\)"messages"\s{0,20}:\s{0,20}\[')
_RUSAK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SELA = re.compile(r"[\s,]*")
TEKS_MAKS = 20_000


def baca_telegram(teks: str, zona: ZoneInfo) -> Ekspor:
    mulai = _PESAN.search(teks, 0, 20_000)
    if mulai is None:
        raise ObrolanRusak("Ini bukan ekspor Telegram. Di Telegram Desktop pilih Export chat history, bentuk JSON.")
    try:
        kepala = json.loads(f'{teks[: mulai.start()]}"messages": []}}')
    except (ValueError, RecursionError):
        raise ObrolanRusak("Kepala berkasnya rusak. Ekspor satu grup saja, lalu unggah result.json-nya.") from None
    if not isinstance(kepala, dict) or not isinstance(kepala.get("id"), int):
        raise ObrolanRusak("Berkas ini memuat banyak obrolan. Ekspor dari dalam grupnya, satu grup satu berkas.")
    return Ekspor(
        "telegram",
        str(kepala["id"])[:80],
        _bersih(str(kepala.get("name") or ""))[:120],
        _susuri(teks, mulai.end(), zona),
    )


def _susuri(teks: str, letak: int, zona: ZoneInfo) -> Iterator[Pesan | None]:
    urai = json.JSONDecoder()
    while True:
        letak = _SELA.match(teks, letak).end()
        if teks[letak : letak + 1] == "]":
            return
        try:
            isi, letak = urai.raw_decode(teks, letak)
        except (ValueError, RecursionError):
            raise ObrolanRusak(
                f"Berkasnya terpotong atau rusak di huruf ke-{letak}. Ekspor lagi, lalu unggah."
            ) from None
        yield _pesan(isi, zona)


def _pesan(isi: object, zona: ZoneInfo) -> Pesan | None:
    if not isinstance(isi, dict) or isi.get("type") != "message":
        return None
    teks, pada = _bersih(_teks(isi.get("text"))[:TEKS_MAKS]).strip(), _saat(isi, zona)
    nomor, jati = isi.get("id"), isi.get("from_id") or isi.get("from")
    if not (pada and jati and isinstance(nomor, int)):
        return None
    balas = isi.get("reply_to_message_id")
    nama = isi.get("from")
    return Pesan(
        str(nomor)[:40], pada, _bersih(str(jati))[:120], _bersih(nama)[:120] if isinstance(nama, str) else "", teks,
        str(balas)[:40] if isinstance(balas, int) else "",
    )  # fmt: skip


def _bersih(teks: str) -> str:
    """JSON dapat memuat NUL dan separuh emoji (pengganti tunggal), yang tidak dapat disimpan basis data mana pun."""
    return _RUSAK.sub("", teks)


def _saat(isi: dict, zona: ZoneInfo) -> datetime | None:
    """Detik Unix bila ada; tanpa itu jam setempat tanpa zona."""
    try:
        if isi.get("date_unixtime"):
            return datetime.fromtimestamp(int(isi["date_unixtime"]), UTC)
        saat = datetime.fromisoformat(str(isi.get("date")))
        return (saat if saat.tzinfo else saat.replace(tzinfo=zona)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _teks(isi: object) -> str:
    """Teks biasa, atau daftar potongan: tautan dan kode dipertahankan dalam Markdown."""
    if isinstance(isi, str):
        return isi
    if not isinstance(isi, list):
        return ""
    return "".join(potong if isinstance(potong, str) else _potongan(potong) for potong in isi[:2_000])


def _potongan(isi: object) -> str:
    if not isinstance(isi, dict) or not isinstance(isi.get("text"), str):
        return ""
    teks = isi["text"]
    match isi.get("type"):
        case "text_link" if isinstance(isi.get("href"), str):
            return f"[{teks}]({isi['href']})"
        case "code":
            return f"`{teks}`"
        case "pre":
            return f"\n```\n{teks}\n```\n"
    return teks
