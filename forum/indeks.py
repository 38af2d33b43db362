"""Indeks cari forum: FTS5 pada SQLite, tsvector pada PostgreSQL, pencocokan biasa bila keduanya tidak ada (6.3).

SQLite: tabel `forum_cari` ditulis oleh perbuatan (`catat`). PostgreSQL: kolom terhitung `vektor` merawat dirinya sendiri.
Kata pencari tidak pernah menjadi sintaks mesinnya: yang lewat hanya huruf dan angka.
"""

from __future__ import annotations

import re
from functools import cache

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

TEMUAN_MAKS = 5_000
KATA_MAKS = 8
_KATA = re.compile(r"[^\W_]+")

SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS forum_cari USING fts5(judul, isi, tokenize = 'unicode61 remove_diacritics 2')"
)
POSTGRES = [
    "ALTER TABLE forum_kiriman ADD COLUMN vektor tsvector"
    " GENERATED ALWAYS AS (to_tsvector('indonesian'::regconfig, sumber)) STORED",
    "ALTER TABLE forum_topik ADD COLUMN vektor tsvector"
    " GENERATED ALWAYS AS (to_tsvector('indonesian'::regconfig, judul)) STORED",
    "CREATE INDEX forum_kiriman_vektor ON forum_kiriman USING gin (vektor)",
    "CREATE INDEX forum_topik_vektor ON forum_topik USING gin (vektor)",
]


@cache
def ada_fts5() -> bool:
    with connection.cursor() as kursor:
        kursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'forum_cari'")
        return kursor.fetchone() is not None


def catat(kiriman: int, isi: str, judul: str = "") -> None:
    """Menulis atau mengganti satu baris indeks, di dalam transaksi perbuatannya."""
    if connection.vendor == "sqlite" and ada_fts5():
        with connection.cursor() as kursor:
            kursor.execute(
                "INSERT OR REPLACE INTO forum_cari (rowid, judul, isi) VALUES (%s, %s, %s)", [kiriman, judul, isi]
            )


def kata_dari(teks: str) -> list[str]:
    return [satu.lower() for satu in _KATA.findall(teks)][:KATA_MAKS]


def syarat_cocok(teks: str) -> Q:
    """Syarat atas Kiriman: semua kata ada (awalan kata cukup); paling banyak lima ribu temuan terbaru ditimbang."""
    kata = kata_dari(teks)
    if not kata:
        return Q(pk__in=[])
    if connection.vendor == "postgresql":
        tanya = " & ".join(f"{satu}:*" for satu in kata)
        return Q(
            pk__in=RawSQL(
                "WITH kena AS MATERIALIZED ("
                "(SELECT id FROM forum_kiriman WHERE vektor @@ to_tsquery('indonesian', %s) LIMIT %s) UNION "
                "(SELECT k.id FROM forum_topik t JOIN forum_kiriman k ON k.topik_id = t.id AND k.nomor = 1"
                " WHERE t.vektor @@ to_tsquery('indonesian', %s) LIMIT %s)) SELECT id FROM kena",
                [tanya, TEMUAN_MAKS, tanya, TEMUAN_MAKS],
            )
        )
    if connection.vendor == "sqlite" and ada_fts5():
        tanya = " ".join(f'"{satu}"*' for satu in kata)
        return Q(
            pk__in=RawSQL(
                "SELECT rowid FROM forum_cari WHERE forum_cari MATCH %s ORDER BY rowid DESC LIMIT %s",
                [tanya, TEMUAN_MAKS],
            )
        )
    syarat = Q()
    for satu in kata:
        syarat &= Q(sumber__icontains=satu) | Q(nomor=1, topik__judul__icontains=satu)
    return syarat
