from __future__ import annotations

from collections.abc import Iterable

from forum.models import JejakTopik
from modul_pelatihan.models import Bidang


def sebut_bidang(jejak: Iterable[JejakTopik]) -> list[JejakTopik]:
    """Jejak menyimpan slug bidang; orang membaca namanya. Satu kueri bila ada, tidak satu pun bila tidak."""
    daftar = list(jejak)
    ganti = [satu for satu in daftar if satu.kata_kerja == "ganti_bidang"]
    nama = dict(Bidang.objects.values_list("slug", "nama")) if ganti else {}
    for satu in ganti:
        satu.sebelum, satu.sesudah = (
            "; ".join(nama.get(slug, slug) for slug in isi.split(", ")) for isi in (satu.sebelum, satu.sesudah)
        )
    return daftar
