from __future__ import annotations

from django.db import transaction

from forum.models import PilihanSurat, Ruang, RuangPengguna, Simpul, SimpulPengguna, Topik, TopikPengguna

from .galat import TidakBoleh


@transaction.atomic
def atur_tingkat(*, tempat: Topik | Ruang | Simpul, pengguna, tingkat: str) -> None:
    """Seberapa sering seseorang dikabari tentang satu topik, ruang, atau simpul; yang terdekat menang."""
    boleh = tempat.boleh_dibaca(oleh=pengguna) if isinstance(tempat, Simpul) else tempat.boleh_dilihat(oleh=pengguna)
    if tingkat not in TopikPengguna.Tingkat.values or not boleh:
        raise TidakBoleh
    model, nama = {Topik: (TopikPengguna, "topik"), Ruang: (RuangPengguna, "ruang")}.get(
        type(tempat), (SimpulPengguna, "simpul")
    )
    model.objects.update_or_create(pengguna=pengguna, defaults={"tingkat": tingkat}, **{nama: tempat})


@transaction.atomic
def pilih_surat(*, pengguna, cara: str, jam: int = 7) -> PilihanSurat:
    """Cara surat forum sampai; jam menurut zona orangnya."""
    if cara not in PilihanSurat.Cara.values or not 0 <= jam <= 23:
        raise TidakBoleh
    return PilihanSurat.objects.update_or_create(pengguna=pengguna, defaults={"cara": cara, "jam": jam})[0]
