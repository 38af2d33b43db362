from __future__ import annotations

from uuid import UUID, uuid5

from forum.models import Kiriman

from .tulisan import siapkan


def kunci_untuk_isi(*, penulis, kunci: UUID, sumber: str) -> UUID:
    """Kunci kirim yang sebenarnya: formulir yang kembali lewat tombol Mundur membawa kunci lama dengan tulisan baru.

    Isi yang sama tetap kunci yang sama (kirim dua kali satu kiriman); isi yang lain adalah kiriman lain, bukan dibuang diam-diam.
    """
    lama = Kiriman.objects.filter(penulis=penulis, kunci_kirim=kunci).first()
    if lama is None:
        return kunci
    asal = lama.revisi.order_by("n").values_list("sumber", flat=True).first() or lama.sumber
    isi = siapkan(sumber).sumber
    return kunci if isi == asal else uuid5(kunci, isi)
