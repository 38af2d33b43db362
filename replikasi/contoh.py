"""Dunia contoh kamar replikasi. Semua angkanya rekaan dan ditandai data contoh."""

from __future__ import annotations

from collections.abc import Callable


def isi(*, lapor: Callable[[str], None] = print) -> None:
    lapor("replikasi: belum ada yang diisi")
