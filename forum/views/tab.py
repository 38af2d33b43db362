"""Bagian-bagian forum, di atas tiap daftarnya."""

from __future__ import annotations


def tab_forum(kini: str) -> list[dict[str, object]]:
    daftar = [
        ("beranda", "Ruang", "/forum/"),
        ("terbaru", "Terbaru", "/forum/terbaru/"),
        ("belum-dibaca", "Belum dibaca", "/forum/belum-dibaca/"),
        ("belum-terjawab", "Belum terjawab", "/forum/belum-terjawab/"),
        ("acara", "Acara", "/forum/acara/"),
        ("usulan", "Usulan", "/forum/usulan/"),
        ("diikuti", "Diikuti", "/forum/diikuti/"),
        ("milik-saya", "Milik saya", "/forum/milik-saya/"),
    ]
    return [{"judul": judul, "url": url, "kini": nama == kini} for nama, judul, url in daftar]
