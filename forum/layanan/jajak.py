from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count

from forum.models import Jajak, PilihanJajak, SuaraJajak, Topik

from .galat import TidakBoleh
from .jatah import pakai_jatah
from .sanksi import pastikan_tidak_tangguh


@transaction.atomic
def suarakan(*, jajak: Jajak, pengguna, pilihan: Collection[int]) -> list[SuaraJajak]:
    """Suara seseorang menggantikan suaranya yang lama; kosong berarti menarik suara. Dihitung ulang di bawah kunci."""
    terkunci = Jajak.objects.select_for_update(of=("self",)).get(pk=jajak.pk)
    terkunci.topik = Topik.objects.select_related("ruang__simpul__wilayah").get(pk=jajak.pk)
    sah = set(PilihanJajak.objects.filter(jajak=terkunci, pk__in=list(pilihan)[:20]).values_list("pk", flat=True))
    if not terkunci.boleh_disuarakan(oleh=pengguna) or sah != set(pilihan) or len(sah) > terkunci.maks_pilihan:
        raise TidakBoleh("Jajak ini sudah ditutup, atau pilihannya terlalu banyak.")
    pastikan_tidak_tangguh(pengguna, terkunci.topik.ruang.simpul)
    lama = SuaraJajak.objects.filter(jajak=terkunci, pengguna=pengguna)
    if set(lama.values_list("pilihan", flat=True)) != sah:
        pakai_jatah(pengguna, "suara")
        lama.delete()
        SuaraJajak.objects.bulk_create(
            SuaraJajak(jajak=terkunci, pilihan_id=pk, pengguna=pengguna, maks=terkunci.maks_pilihan) for pk in sah
        )
        hitung_suara(terkunci)
    return list(SuaraJajak.objects.filter(jajak=terkunci, pengguna=pengguna))


def hitung_suara(jajak: Jajak) -> None:
    """Jumlah tiap pilihan dan pemilihnya dari barisnya; di bawah kunci jajak. Suara anggota terhapus tetap dihitung."""
    suara = SuaraJajak.objects.filter(jajak=jajak)
    n = dict(suara.values_list("pilihan").annotate(n=Count("pk")))
    for satu in PilihanJajak.objects.filter(jajak=jajak):
        PilihanJajak.objects.filter(pk=satu.pk).update(jumlah_suara=n.get(satu.pk, 0))
    Jajak.objects.filter(pk=jajak.pk).update(jumlah_pemilih=jumlah_pemilih(jajak))


def jumlah_pemilih(jajak: Jajak) -> int:
    """Orang yang masih ada dihitung sekali; suara anggota terhapus paling sedikit sebanyak pilihan terpadatnya."""
    suara = SuaraJajak.objects.filter(jajak=jajak)
    terhapus = suara.filter(pengguna__isnull=True).values("pilihan").annotate(n=Count("pk")).order_by("-n").first()
    return suara.aggregate(n=Count("pengguna", distinct=True))["n"] + (terhapus["n"] if terhapus else 0)
