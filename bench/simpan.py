"""Menulis baris baru beramai-ramai, tanpa mengenal satu model pun: dipakai juga oleh proses pustaka."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Field, Model

SEPOTONG = 10_000


def simpan(model: type[Model], isi: Iterable[Model]) -> None:
    """Menulis baris baru tanpa menyusun SQL per baris: COPY pada PostgreSQL, satu perintah berulang pada SQLite."""
    isi = iter(isi)
    if (pertama := next(isi, None)) is None:
        return
    medan = [satu for satu in model._meta.local_concrete_fields if not (satu.primary_key and pertama.pk is None)]
    baris = (
        [satu.get_db_prep_save(_nilai(satu, objek), connection) for satu in medan] for objek in chain([pertama], isi)
    )
    tabel, kolom = model._meta.db_table, ", ".join(connection.ops.quote_name(satu.column) for satu in medan)
    tanda = ", ".join(["%s"] * len(medan))
    with transaction.atomic(), connection.cursor() as kursor:
        while potong := list(islice(baris, SEPOTONG)):
            if connection.vendor == "postgresql":
                with kursor.copy(f"COPY {tabel} ({kolom}) FROM STDIN") as salin:
                    for satu in potong:
                        salin.write_row(satu)
            else:
                kursor.executemany(f"INSERT INTO {tabel} ({kolom}) VALUES ({tanda})", potong)


def _nilai(medan: Field, objek: Model) -> object:
    """Tanggal yang diisi sendiri oleh model (`auto_now_add`) hanya bila belum ditentukan."""
    nilai = getattr(objek, medan.attname)
    return medan.pre_save(objek, add=True) if nilai is None else nilai


def sesudah(model: type[Model]) -> int:
    """Kunci pertama yang belum terpakai."""
    return (model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1


def betulkan_urutan(model) -> None:
    """PostgreSQL: urutan kunci disetel sesudah pk diisi sendiri."""
    with connection.cursor() as kursor:
        for perintah in connection.ops.sequence_reset_sql(no_style(), [model]):
            kursor.execute(perintah)
