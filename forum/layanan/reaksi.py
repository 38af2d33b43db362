from __future__ import annotations

from django.db import transaction
from django.db.models import F

from forum.models import Kiriman, Reaksi

from .galat import TidakBoleh
from .jatah import pakai_jatah
from .sanksi import pastikan_tidak_tangguh


@transaction.atomic
def suka(*, kiriman: Kiriman, pengguna) -> Reaksi:
    """Satu terima kasih per orang per kiriman; bukan untuk tulisan sendiri."""
    baris = _kunci(kiriman)
    if not baris.boleh_disukai(oleh=pengguna):
        raise TidakBoleh
    pastikan_tidak_tangguh(pengguna, baris.topik.ruang.simpul)
    reaksi, baru = Reaksi.objects.get_or_create(kiriman=baris, pengguna=pengguna, jenis=Reaksi.Jenis.MEMBANTU)
    if baru:
        pakai_jatah(pengguna, "suka")
        Kiriman.objects.filter(pk=baris.pk).update(jumlah_suka=F("jumlah_suka") + 1)
    return reaksi


@transaction.atomic
def batal_suka(*, kiriman: Kiriman, pengguna) -> None:
    baris = _kunci(kiriman)
    dihapus, _ = Reaksi.objects.filter(kiriman=baris, pengguna=pengguna, jenis=Reaksi.Jenis.MEMBANTU).delete()
    if dihapus:
        Kiriman.objects.filter(pk=baris.pk).update(jumlah_suka=F("jumlah_suka") - 1)


def _kunci(kiriman: Kiriman) -> Kiriman:
    return (
        Kiriman.objects.select_for_update(of=("self",))
        .select_related("topik__ruang__simpul__wilayah")
        .get(pk=kiriman.pk)
    )
