"""Tugas latar; argumennya nomor, keadaan dibaca ulang, jadi boleh terulang (domain operations.md 4)."""

from __future__ import annotations

from django_tasks import task

from .siapkan import siapkan


@task(queue_name="media")
def siapkan_lampiran(nomor: int) -> None:
    siapkan(nomor)
