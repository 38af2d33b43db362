"""Hitungan pelatihan (domain training.md 2). Murni, tanpa ORM."""

from __future__ import annotations

MENIT_PER_JP = 45


def jp_dari_menit(menit: int, menit_per_jp: int = MENIT_PER_JP) -> int:
    """Jam pelajaran = pembulatan ke atas jumlah menit / menit per JP."""
    return -(-menit // menit_per_jp)
