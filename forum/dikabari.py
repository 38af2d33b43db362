"""Sampai nomor berapa seseorang sudah dikabari tentang satu topik."""

from __future__ import annotations

from django.db import connection

from .models import TopikPengguna


def maju_dikabari(pengguna: int, topik: int, nomor: int) -> bool:
    """Benar bila nomor itu belum pernah dikabarkan kepadanya: satu kabar per (orang, topik, nomor)."""
    tabel = TopikPengguna._meta.db_table
    with connection.cursor() as kursor:
        kursor.execute(
            f"INSERT INTO {tabel} (pengguna_id, topik_id, terakhir_dibaca, tingkat, nomor_dikabari)"
            " VALUES (%s, %s, 0, '', %s) ON CONFLICT (pengguna_id, topik_id) DO UPDATE SET"
            f" nomor_dikabari = excluded.nomor_dikabari WHERE {tabel}.nomor_dikabari < excluded.nomor_dikabari",
            [pengguna, topik, nomor],
        )
        return kursor.rowcount > 0
