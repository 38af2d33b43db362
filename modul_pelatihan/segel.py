"""Segel basis data: baris sertifikat tidak dapat diubah lewat jalan apa pun, juga SQL mentah (domain training.md 2.4).

Dipasang sesudah setiap `migrate`, sebab SQLite membangun ulang tabel (tanpa pemicunya) setiap kali kolomnya berubah.
"""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connections

from .models import Sertifikat

TABEL = Sertifikat._meta.db_table
PESAN = "Sertifikat tidak diubah: cabut, lalu terbitkan yang baru."
_SQLITE = f"""CREATE TRIGGER IF NOT EXISTS sertifikat_tersegel BEFORE UPDATE ON {TABEL}
BEGIN SELECT RAISE(ABORT, '{PESAN}'); END"""
_POSTGRES = [
    f"""CREATE OR REPLACE FUNCTION sertifikat_tersegel() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{PESAN}'; END $$""",
    f"""CREATE OR REPLACE TRIGGER sertifikat_tersegel BEFORE UPDATE ON {TABEL}
    FOR EACH ROW EXECUTE FUNCTION sertifikat_tersegel()""",
]


def pasang(sender=None, using: str = DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Penerima `post_migrate`; idempoten, diam bila tabelnya belum ada."""
    sambungan = connections[using]
    if using != DEFAULT_DB_ALIAS or TABEL not in sambungan.introspection.table_names():
        return
    with sambungan.cursor() as kursor:
        for perintah in _POSTGRES if sambungan.vendor == "postgresql" else [_SQLITE]:
            kursor.execute(perintah)
