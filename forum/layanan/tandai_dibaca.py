from __future__ import annotations

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from forum.models import BatasBaca, Ruang, RuangPengguna, Topik, TopikPengguna


def tandai_dibaca(*, topik: Topik, pengguna, nomor: int) -> None:
    """Tanda baca tidak pernah mundur dan tidak melewati nomor tertinggi; kegagalan tidak merusak halaman."""
    if not pengguna.is_authenticated:
        return
    try:
        catat_baca(pengguna.pk, topik.pk, min(nomor, topik.nomor_tertinggi))
    except OperationalError:  # basis data sedang terkunci: dibaca lagi lain kali
        return


def catat_baca(pengguna: int, topik: int, nomor: int, *, tingkat: str = "") -> None:
    """Satu upsert; `tingkat` hanya mengisi yang belum diatur orangnya."""
    terbesar = "MAX" if connection.vendor == "sqlite" else "GREATEST"
    tabel = TopikPengguna._meta.db_table
    with connection.cursor() as kursor:
        kursor.execute(
            f"INSERT INTO {tabel} (pengguna_id, topik_id, terakhir_dibaca, tingkat, nomor_dikabari)"
            " VALUES (%s, %s, %s, %s, 0)"
            " ON CONFLICT (pengguna_id, topik_id) DO UPDATE SET"
            f" terakhir_dibaca = {terbesar}({tabel}.terakhir_dibaca, excluded.terakhir_dibaca),"
            f" tingkat = CASE WHEN {tabel}.tingkat = '' THEN excluded.tingkat ELSE {tabel}.tingkat END",
            [pengguna, topik, nomor, str(tingkat)],
        )


@transaction.atomic
def tandai_semua_dibaca(*, pengguna, ruang: Ruang | None = None) -> None:
    """Menggeser batas baca ke saat ini: satu baris, berapa pun topiknya."""
    sekarang = timezone.now()
    if ruang is None:
        BatasBaca.objects.update_or_create(pengguna=pengguna, defaults={"dibaca_sebelum": sekarang})
    else:
        RuangPengguna.objects.update_or_create(pengguna=pengguna, ruang=ruang, defaults={"dibaca_sebelum": sekarang})
