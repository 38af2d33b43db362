from __future__ import annotations

from forum.models import JejakTopik, Topik


def jejakkan(
    topik: Topik, pelaku, kata_kerja: str, *, nomor: int | None = None, sebelum="", sesudah="", alasan: str = ""
) -> JejakTopik:
    """Setiap perbuatan pengurus dan setiap jawaban diterima meninggalkan satu baris."""
    return JejakTopik.objects.create(
        topik=topik, pelaku=pelaku, kata_kerja=kata_kerja, nomor=nomor, sebelum=str(sebelum)[:200],
        sesudah=str(sesudah)[:200], alasan=alasan[:200],
    )  # fmt: skip
