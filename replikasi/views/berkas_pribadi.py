"""Berkas bukti: foto yang sudah kita tulis ulang tampil di tempat, PDF selalu diunduh. Haknya diperiksa pemanggilnya."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse

_FOTO = (".jpg", ".jpeg", ".png", ".webp")


def berkas_pribadi(berkas: FieldFile, nama: str) -> FileResponse:
    foto = berkas.name.lower().endswith(_FOTO)
    jawaban = FileResponse(berkas.open("rb"), as_attachment=not foto, filename=nama)
    if not foto:
        jawaban["Content-Type"] = "application/pdf"
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawaban
