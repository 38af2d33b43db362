"""Baris log tanpa data pribadi: NIK, sandi, dan token tidak pernah sampai ke cakram (domain operations.md 5.5 dan 6)."""

from __future__ import annotations

import logging
import re

from akun.data_pribadi import GANTI_RAHASIA, samarkan

# Alamat yang memuat kunci rahasia: tautan tamu, penilaian, undangan, konfirmasi email, sandi baru.
_ALAMAT = re.compile(
    r"(/(?:bantuan/t/[^/\s]{1,20}|bantuan/nilai|bantuan/status/ikut|akun/undangan|akun/confirm-email|akun/password/reset/key)/)[^/\s\"']{6,}"
)


class BarisTersamar(logging.Formatter):
    """Pesan dan jejak galat disamarkan sesudah dirangkai, jadi tidak ada jalan memutar lewat argumennya."""

    def format(self, record: logging.LogRecord) -> str:
        return samarkan(_ALAMAT.sub(rf"\1{GANTI_RAHASIA}", super().format(record))).teks
