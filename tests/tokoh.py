"""Orang-orang uji dan dunia kecil mereka, sama dengan dunia contoh (`akun/contoh.py`).

Ani operator nagari, Budi pegiat ForSID, Citra petugas, Dewi pelatih, Fajar manajer kabupaten,
dan Eko, orang luar (operator desa di Bengkulu Utara) yang tidak boleh melihat apa pun milik mereka.
"""

from __future__ import annotations

from django.test import TestCase

from akun.contoh import SANDI_CONTOH, buat_tokoh
from akun.models import Pengguna
from forum.models import AnggotaSimpul, Simpul
from wilayah.models import Wilayah

# kode, nama, tingkat, jenis, sebutan
WILAYAH_UJI = [
    ("13", "Sumatera Barat", "provinsi", "", ""),
    ("13.07", "Kabupaten Lima Puluh Kota", "kabupaten", "", ""),
    ("13.07.01", "Suliki", "kecamatan", "", ""),
    ("13.07.01.2001", "Kurai", "desa", "desa", "nagari"),
    ("13.07.01.2004", "Suliki", "desa", "desa", "nagari"),
    ("13.07.04", "Luak", "kecamatan", "", ""),
    ("13.07.04.2001", "Tj. Haro Sikabu-kabu Pd. Panjang", "desa", "desa", "nagari"),
    ("17", "Bengkulu", "provinsi", "", ""),
    ("17.03", "Kabupaten Bengkulu Utara", "kabupaten", "", ""),
    ("17.03.01", "Kerkap", "kecamatan", "", ""),
    ("17.03.01.2001", "Salam Harjo", "desa", "desa", "desa"),
]


def buat_wilayah() -> dict[str, Wilayah]:
    hasil: dict[str, Wilayah] = {}
    for kode, nama, tingkat, jenis, sebutan in WILAYAH_UJI:
        induk = hasil.get(kode.rpartition(".")[0])
        hasil[kode], _ = Wilayah.objects.get_or_create(
            kode=kode, defaults=dict(nama=nama, tingkat=tingkat, jenis=jenis, sebutan=sebutan, induk=induk)
        )
    return hasil


class DuniaUji(TestCase):
    """Dunia kecil untuk uji: `self.ani`, `self.budi`, … dan `self.wilayah["13.07.01.2004"]`."""

    databases = {"default"}
    sandi = SANDI_CONTOH
    wilayah: dict[str, Wilayah]
    ani: Pengguna
    budi: Pengguna
    citra: Pengguna
    dewi: Pengguna
    eko: Pengguna
    fajar: Pengguna
    gita: Pengguna
    hadi: Pengguna

    @classmethod
    def setUpTestData(cls) -> None:
        cls.wilayah = buat_wilayah()
        for nama, orang in buat_tokoh().items():
            setattr(cls, nama, orang)
        cls.simpul = Simpul.objects.create(
            slug="forsid-lima-puluh-kota", nama="ForSID Lima Puluh Kota", jenis="kabupaten",
            wilayah=cls.wilayah["13.07"],
        )  # fmt: skip
        AnggotaSimpul.objects.create(simpul=cls.simpul, pengguna=cls.budi, peran="koordinator")
        AnggotaSimpul.objects.create(simpul=cls.simpul, pengguna=cls.ani)

    def masuk(self, orang: Pengguna) -> None:
        self.client.force_login(orang)
