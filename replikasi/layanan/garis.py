"""Memuat garis luar wilayah dari GeoJSON: yang kodenya dikenal dan geometrinya sah; sisanya disebut sebabnya."""

from __future__ import annotations

import json
from hashlib import sha1
from typing import NamedTuple

from django.db import transaction

from replikasi.garis import GeometriSalah, kotak, ringkas_geometri
from replikasi.models import GarisWilayah
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah


class HasilGaris(NamedTuple):
    dimuat: int
    gagal: list[tuple[str, str]]


@transaction.atomic
def muat_garis(*, isi: dict, sifat_kode: str, sumber: str, batas: float) -> HasilGaris:
    """Boleh diulang; garis wilayah yang sama digantikan."""
    gagal: list[tuple[str, str]] = []
    bentuk: dict[str, dict] = {}
    for satu in isi.get("features", []):
        mentah = str((satu.get("properties") or {}).get(sifat_kode, ""))
        kode = aturan_kode.normalkan(mentah)
        if kode is None:
            gagal.append((mentah or "(tanpa kode)", f"sifat {sifat_kode} bukan kode wilayah"))
            continue
        try:
            bentuk[kode] = ringkas_geometri(satu.get("geometry") or {}, batas)
        except GeometriSalah as galat:
            gagal.append((kode, str(galat)))
    wilayah = dict(Wilayah.objects.filter(kode__in=bentuk, berlaku=True).values_list("kode", "pk"))
    gagal += [(kode, "tidak ada di daftar wilayah") for kode in bentuk.keys() - wilayah.keys()]
    GarisWilayah.objects.bulk_create(
        [
            GarisWilayah(
                wilayah_id=wilayah[kode], geometri=geometri, kotak=kotak(geometri), sumber=sumber,
                sidik=sha1(json.dumps(geometri).encode()).hexdigest()[:16],
            )
            for kode, geometri in bentuk.items()
            if kode in wilayah
        ],
        update_conflicts=True, unique_fields=["wilayah"], update_fields=["geometri", "kotak", "sumber", "sidik"],
    )  # fmt: skip
    return HasilGaris(len(wilayah), gagal)
