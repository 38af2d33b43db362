"""Dunia contoh bagi uji: diisi sekali tiap jalan, lalu disalin untuk tiap proses pelari."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from django.contrib.sites.models import Site
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, runner, tag

_NAMA: list[str] = []
"""Nama basis data berisi dunia contoh menurut nomor proses; yang ke-0 milik proses induk."""


@tag("dunia")
class DuniaContoh(TestCase):
    """Uji atas dunia contoh (`manage.py isi_contoh`), yang sudah terisi: kelasnya berjalan di salinannya sendiri.

    Perubahannya digulung balik seperti pada `TestCase` lain, jadi satu salinan melayani semua kelas di satu proses.
    """

    databases = "__all__"

    @classmethod
    def setUpClass(cls) -> None:
        if not _NAMA:
            raise RuntimeError("Dunia contoh disiapkan pelari uji (tests.pelari); jalankan lewat `manage.py test`.")
        cls.enterClassContext(di_basis_data(_NAMA[runner._worker_id]))
        super().setUpClass()


def siapkan(*, proses: int, kabar: int) -> None:
    """Menyalin basis data uji yang masih kosong, mengisinya, lalu menyalin hasilnya untuk tiap proses."""
    _NAMA.append(salin("contoh", kabar=kabar))
    with di_basis_data(_NAMA[0]):
        call_command("isi_contoh", verbosity=0, stdout=StringIO())
        if proses > 1:
            _NAMA.extend(salin(str(nomor), kabar=kabar) for nomor in range(1, proses + 1))


def buang(*, kabar: int) -> None:
    while _NAMA:
        connection.creation._destroy_test_db(_NAMA.pop(), kabar)


def salin(akhiran: str, *, kabar: int) -> str:
    connection.close()  # SQLite: WAL-nya dituang; PostgreSQL: hanya yang tidak dipakai siapa pun dapat disalin
    connection.creation.clone_test_db(akhiran, verbosity=kabar)
    return connection.creation.get_test_db_clone_settings(akhiran)["NAME"]


@contextmanager
def di_basis_data(nama: str) -> Iterator[None]:
    semula = connection.settings_dict["NAME"]
    _pindah(nama)
    try:
        yield
    finally:
        _pindah(semula)


def _pindah(nama: str) -> None:
    """Sambungan berikutnya, juga dari utas lain, ke basis data itu; singgahan dari yang lama tidak terbawa."""
    connection.close()
    connection.settings_dict["NAME"] = nama
    cache.clear()
    Site.objects.clear_cache()
