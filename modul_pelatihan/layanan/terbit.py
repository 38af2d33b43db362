"""Terbit dan turun menurut jadwal, dikerjakan pekerja (domain training.md 4)."""

from __future__ import annotations

from django.core.management import call_command


def terbitkan_terjadwal() -> None:
    """Naskah yang jadwal terbit atau turunnya sudah lewat. Tanpa yang menunggu: beberapa kueri kecil."""
    call_command("publish_scheduled", verbosity=0)
