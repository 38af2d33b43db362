"""Saat satu pelajaran terbit (langsung, lewat alur, atau terjadwal): arti suntingannya dicatat."""

from __future__ import annotations

from wagtail.signals import page_published

from .layanan.perubahan import catat_perubahan
from .models import PelajaranPage


def _catat(sender, instance: PelajaranPage, revision=None, **kwargs) -> None:
    if revision is not None:
        catat_perubahan(pelajaran=instance, revisi=revision)


def pasang() -> None:
    page_published.connect(_catat, sender=PelajaranPage, dispatch_uid="modul_pelatihan.terbit")
