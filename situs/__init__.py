"""Atap rumah: pengaturan, bingkai, beranda. Memuat modul pengaturan mana pun memuat paket ini lebih dulu."""

import sys

try:  # SQLite 3.53 dari roda pysqlite3; batas bawah 3.51.3, lihat docs/keputusan/0003-sqlite.md
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:
    pass
