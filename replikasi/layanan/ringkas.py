"""Kesimpulan tentang satu desa, dihitung ulang utuh dari fakta, pengakuan, dan klaimnya."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Count, Max

from replikasi.hitung import SKALA
from replikasi.kalender import hari_laporan
from replikasi.models import (
    KeadaanPasang,
    KlaimTonggak,
    Penerapan,
    PengakuanStatus,
    Produk,
    RingkasDesa,
    Tonggak,
    Verifikasi,
)
from replikasi.rumus import progress, source_precedence
from replikasi.rumus.pantau import Pernyataan
from wilayah.models import Wilayah


def perbarui_ringkas(*, wilayah_id: Iterable[int]) -> None:
    """Kesimpulan tiap desa dihitung ulang dari fakta, pengakuan, dan klaimnya. Pemanggil memegang transaksinya."""
    desa = list(Wilayah.objects.desa().filter(pk__in=set(wilayah_id)).values_list("pk", flat=True))
    if not desa:
        return
    pasang = {
        satu.wilayah_id: satu for satu in KeadaanPasang.objects.filter(wilayah_id__in=desa, produk=Produk.OPENSID)
    }
    pengakuan = defaultdict(list)
    for satu in PengakuanStatus.objects.filter(wilayah_id__in=desa, produk=Produk.OPENSID).order_by("pk"):
        pengakuan[satu.wilayah_id].append(Pernyataan(satu.sumber, satu.tanggal, satu))
    kemajuan = _kemajuan(desa)
    baris = []
    for pk in desa:
        ringkas = RingkasDesa(wilayah_id=pk, **kemajuan.get(pk, {}))
        if keadaan := pasang.get(pk):
            ringkas.lapor_terakhir, ringkas.dipakai_terakhir = keadaan.terakhir, keadaan.dipakai_terakhir
            ringkas.versi, ringkas.rilis, ringkas.premium = keadaan.versi, keadaan.rilis, keadaan.premium
            ringkas.lokal = keadaan.lokal
            ringkas.contoh = ringkas.contoh or keadaan.contoh
        menang, _ = source_precedence(reversed(pengakuan[pk]))
        if menang:
            ringkas.sumber_lain, ringkas.keadaan_lain = menang.sumber, menang.isi.keadaan
            ringkas.tanggal_lain = menang.tanggal
            ringkas.contoh = ringkas.contoh or menang.isi.contoh
        baris.append(ringkas)
    kolom = [f.name for f in RingkasDesa._meta.concrete_fields if not f.primary_key]
    RingkasDesa.objects.bulk_create(
        baris, update_conflicts=True, unique_fields=["wilayah"], update_fields=kolom, batch_size=500
    )


def _kemajuan(desa: list[int]) -> dict[int, dict]:
    """wilayah → kolom kemajuan dari penerapan utamanya (percontohan dahulu, lalu yang paling awal)."""
    penerapan: dict[int, Penerapan] = {}
    for satu in (
        Penerapan.objects.berjalan()
        .filter(wilayah_id__in=desa)
        .select_related("edisi")
        .prefetch_related("tahap_dilewati")
        .order_by("-percontohan", "mulai", "pk")
    ):
        penerapan.setdefault(satu.wilayah_id, satu)
    if not penerapan:
        return {}
    per_tahap = tonggak_per_tahap()
    klaim = defaultdict(lambda: defaultdict(Counter))
    for penerapan_id, nomor, keadaan, n in (
        KlaimTonggak.objects.filter(penerapan__in=[p.pk for p in penerapan.values()], keadaan__in=_HIDUP)
        .values_list("penerapan_id", "tonggak__tahap__nomor", "keadaan")
        .annotate(n=Count("pk"))
    ):
        klaim[penerapan_id][nomor][keadaan] += n
    maju = dict(
        Verifikasi.objects.filter(
            klaim__penerapan__in=[p.pk for p in penerapan.values()],
            klaim__keadaan=KlaimTonggak.Keadaan.DIVERIFIKASI,
            putusan=Verifikasi.Putusan.DITERIMA,
        )
        .values_list("klaim__penerapan_id")
        .annotate(Max("pada"))
    )
    return {
        pk: _kolom_kemajuan(satu, per_tahap.get(satu.program_id, {}), klaim[satu.pk], maju.get(satu.pk))
        for pk, satu in penerapan.items()
    }


_HIDUP = (KlaimTonggak.Keadaan.DIAJUKAN, KlaimTonggak.Keadaan.DIVERIFIKASI)


def tonggak_per_tahap() -> dict[int, dict[int, int]]:
    """program → nomor tahap → banyaknya tonggak."""
    hasil: dict[int, dict[int, int]] = defaultdict(dict)
    for program_id, nomor, n in Tonggak.objects.values_list("tahap__program_id", "tahap__nomor").annotate(
        n=Count("pk")
    ):
        hasil[program_id][nomor] = n
    return hasil


def _kolom_kemajuan(penerapan: Penerapan, per_tahap: dict[int, int], klaim, maju) -> dict:
    """Kemajuan terverifikasi dan yang diklaim, terpisah; tahap kini = tahap berlaku pertama yang belum penuh."""
    lewat = {tahap.nomor for tahap in penerapan.tahap_dilewati.all()}
    bobot = {int(nomor): berat for nomor, berat in penerapan.edisi.bobot.items()}
    verif = {nomor: klaim[nomor][KlaimTonggak.Keadaan.DIVERIFIKASI] for nomor in per_tahap}
    diklaim = {nomor: klaim[nomor][KlaimTonggak.Keadaan.DIAJUKAN] for nomor in per_tahap}

    def maju_dari(jumlah: dict[int, int]) -> int:
        bagian = {nomor: Fraction(jumlah[nomor], n) for nomor, n in per_tahap.items() if n}
        nilai = progress(bobot, bagian, lewat)
        return int(nilai * SKALA) if nilai is not None else 0

    sisa = [nomor for nomor in sorted(per_tahap) if nomor not in lewat and verif[nomor] < per_tahap[nomor]]
    return {
        "penerapan_mulai": penerapan.mulai,
        "percontohan": penerapan.percontohan,
        "selesai": not sisa or penerapan.keadaan == Penerapan.Keadaan.SELESAI,
        "tahap_kini": sisa[0] if sisa else None,
        "tonggak_klaim": sum(diklaim.values()),
        "tonggak_verif": sum(verif.values()),
        "maju_klaim": maju_dari(diklaim),
        "maju_verif": maju_dari(verif),
        "maju_pada": hari_laporan(maju) if maju else None,
        "contoh": penerapan.contoh,
    }
