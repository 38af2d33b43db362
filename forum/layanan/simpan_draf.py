from __future__ import annotations

from django.db import transaction

from forum.models import Draf
from forum.perender import Hasil


@transaction.atomic
def simpan_draf(*, pengguna, kunci: str, hasil: Hasil, judul: str = "") -> Draf:
    """Menyimpan tulisan yang belum dikirim (sudah disamarkan); satu draf per tempat."""
    isi = {"sumber": hasil.sumber, "judul": judul[:160]}
    return Draf.objects.update_or_create(pengguna=pengguna, kunci=kunci[:40], defaults=isi)[0]


@transaction.atomic
def buang_draf(*, pengguna, kunci: str) -> None:
    Draf.objects.filter(pengguna=pengguna, kunci=kunci).delete()
