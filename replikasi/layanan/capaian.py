"""Berapa yang tercapai: hari ini dari rekap, hari lampau dari topeng hari. Bahan target dan ramalannya (tracker.md 6, 7)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Min

from replikasi.models import BekuTelemetri, BulanLapor, KlaimTonggak, PengakuanStatus, Produk, Rekap, Target, Tonggak
from replikasi.rumus import kabkota_adoption
from replikasi.rumus.pantau import HARI_AKTIF
from wilayah.models import Wilayah

from .beku import rentang_beku

TAHAP_TIGA_GUNA = {5: "data", 6: "layanan", 7: "keterbukaan"}  # K-113


class Hitung(NamedTuple):
    """`n` yang tercapai dari `penyebut` pada `per`; `contoh` bila memuat data contoh."""

    n: int
    penyebut: int
    per: date
    contoh: bool = False


def hitung_kini(target: Target) -> Hitung | None:
    """Keadaan menurut rekap terbaru; `None` bila rekap wilayahnya belum ada."""
    bulan = Rekap.objects.filter(kunci=Rekap.NASIONAL).aggregate(b=Max("bulan"))["b"]
    rekap = Rekap.objects.filter(bulan=bulan, kunci=target.wilayah.kunci).first() if bulan else None
    if rekap is None or not rekap.isi:
        return None
    contoh = bool(rekap.isi.get("contoh"))
    if target.satuan == Target.Satuan.KABKOTA:
        isi = _kabkota(target.wilayah, bulan)
        return Hitung(sum(_memakai(target, satu) for satu in isi), len(isi), rekap.per, contoh)
    jenis = ("desa",) if target.satuan == Target.Satuan.DESA else ("desa", "kelurahan")
    penyebut = sum(rekap.isi.get(f"n_{satu}", 0) for satu in jenis)
    if target.ukuran == Target.Ukuran.TIGA_GUNA:
        return Hitung(tiga_guna(target)["ketiganya"], penyebut, rekap.per, contoh)
    return Hitung(sum(rekap.isi.get(f"{_awalan(target)}_{satu}", 0) for satu in jenis), penyebut, rekap.per, contoh)


def _awalan(target: Target) -> str:
    return "dipakai" if target.ukuran == Target.Ukuran.DIPAKAI else "adopsi"


def _memakai(target: Target, isi: Mapping[str, int]) -> bool:
    awalan = _awalan(target)
    return kabkota_adoption(
        ambang=target.ambang, aktif_desa=isi.get(f"{awalan}_desa", 0), desa=isi.get("n_desa", 0),
        aktif_kelurahan=isi.get(f"{awalan}_kelurahan", 0), kelurahan=isi.get("n_kelurahan", 0),
    )  # fmt: skip


def _kabkota(wilayah: Wilayah, bulan: date) -> list[Mapping[str, int]]:
    """Isi rekap tiap kabupaten/kota; yang daftar desanya belum dimuat pun ikut penyebut (isinya kosong)."""
    kab = Wilayah.objects.filter(berlaku=True, tingkat__in=["kabupaten", "kota"]).di_dalam(wilayah)
    hasil: dict[int, Mapping] = dict.fromkeys(kab.order_by().values_list("kunci", flat=True), {})
    hasil |= dict(Rekap.objects.filter(kunci__in=hasil, bulan=bulan).values_list("kunci", "isi"))
    return list(hasil.values())


def tiga_guna(target: Target) -> Counter[str]:
    """Desa yang semua tonggak data, layanan, dan keterbukaannya terverifikasi: masing-masing dan ketiganya (K-113)."""
    perlu = dict(
        Tonggak.objects.filter(tahap__nomor__in=TAHAP_TIGA_GUNA).order_by().values_list("tahap").annotate(n=Count("pk"))
    )
    baris = (
        KlaimTonggak.objects.filter(
            keadaan=KlaimTonggak.Keadaan.DIVERIFIKASI, tonggak__tahap__nomor__in=TAHAP_TIGA_GUNA,
            penerapan__wilayah__kunci__range=target.wilayah.rentang,
        )
        .order_by()
        .values_list("penerapan__wilayah", "tonggak__tahap", "tonggak__tahap__nomor")
        .annotate(n=Count("tonggak", distinct=True))
    )  # fmt: skip
    penuh: dict[int, set[int]] = defaultdict(set)
    for desa, tahap, nomor, n in baris:
        if n >= perlu[tahap]:
            penuh[desa].add(nomor)
    hasil = Counter(TAHAP_TIGA_GUNA[nomor] for satu in penuh.values() for nomor in satu)
    hasil["ketiganya"] = sum(len(satu) == len(TAHAP_TIGA_GUNA) for satu in penuh.values())
    return hasil


def awal_riwayat(wilayah: Wilayah) -> date | None:
    """Bulan pertama yang punya laporan di wilayah ini."""
    return BulanLapor.objects.filter(wilayah__kunci__range=wilayah.rentang, produk=Produk.OPENSID).aggregate(
        b=Min("bulan")
    )["b"]


def deret_lampau(target: Target, hari: Iterable[date]) -> dict[date, int]:
    """Yang tercapai pada tiap hari lampau, dari topeng hari dan pernyataan terverifikasi yang sudah ada hari itu.

    Untuk kabupaten/kota, tiap kabupaten dinilai dengan ambang targetnya atas desa yang berlaku sekarang.
    """
    hari = sorted(hari)
    if not hari:
        return {}
    memakai = _memakai_tiap_desa(target, hari)
    if target.satuan != Target.Satuan.KABKOTA:
        return {satu: sum(isi >> letak & 1 for _, _, isi in memakai) for letak, satu in enumerate(hari)}
    kab: dict[int, list[tuple[bool, int]]] = defaultdict(list)
    for kunci, kelurahan, isi in memakai:
        kab[kunci // 10**6].append((kelurahan, isi))
    return {
        satu: sum(_kab_memakai(target, desa, letak) for desa in kab.values()) for letak, satu in enumerate(hari)
    }  # fmt: skip


def _kab_memakai(target: Target, desa: list[tuple[bool, int]], letak: int) -> bool:
    isi: Counter[str] = Counter()
    for kelurahan, bit in desa:
        jenis = "kelurahan" if kelurahan else "desa"
        isi[f"n_{jenis}"] += 1
        isi[f"{_awalan(target)}_{jenis}"] += bit >> letak & 1
    return _memakai(target, isi)


def _memakai_tiap_desa(target: Target, hari: list[date]) -> list[tuple[int, bool, int]]:
    """(kunci desa, kelurahan?, bit ke-n: memakai pada hari ke-n). Dipakai: hari penghitung naik menggantikan hari lapor.

    Di wilayah yang deretnya dibekukan pada hari itu, umur laporannya dihitung sampai sebelum lenyap, seperti pada rekap.
    """
    awal = (hari[0].replace(day=1) - timedelta(days=31)).replace(day=1)
    dipakai = target.ukuran == Target.Ukuran.DIPAKAI
    desa = Wilayah.objects.desa().filter(berlaku=True).di_dalam(target.wilayah)
    if target.satuan == Target.Satuan.DESA:
        desa = desa.exclude(jenis=Wilayah.Jenis.KELURAHAN)
    bit: dict[int, int] = defaultdict(int)
    lapor = BulanLapor.objects.filter(
        wilayah__kunci__range=target.wilayah.rentang, produk=Produk.OPENSID, bulan__range=(awal, hari[-1])
    )
    lapor = lapor.order_by().values_list("wilayah", "bulan", "pakai" if dipakai else "hari")
    for pk, bulan, topeng in lapor.iterator(chunk_size=5000):
        bit[pk] |= topeng << (bulan - awal).days
    jendela = (1 << (HARI_AKTIF + 1)) - 1
    beku = [rentang_beku(satu) for satu in hari] if BekuTelemetri.objects.exists() else [[]] * len(hari)
    pasti, hasil = _pernyataan_terverifikasi(target.wilayah), []
    for pk, kunci, jenis in desa.order_by().values_list("pk", "kunci", "jenis"):
        lapornya, isi = bit.get(pk, 0), 0
        if not lapornya and pk not in pasti:
            hasil.append((kunci, jenis == Wilayah.Jenis.KELURAHAN, 0))
            continue
        for letak, satu in enumerate(hari):
            acuan = next((b.acuan for b in beku[letak] if b.awal <= kunci <= b.akhir), satu)
            memakai = bool(lapornya >> max(0, (acuan - awal).days - HARI_AKTIF) & jendela)
            menang = _pada(pasti[pk], satu) if pk in pasti else None
            if menang is not None:
                memakai = menang or (dipakai and memakai)
            isi |= memakai << letak
        hasil.append((kunci, jenis == Wilayah.Jenis.KELURAHAN, isi))
    return hasil


def _pernyataan_terverifikasi(wilayah: Wilayah) -> dict[int, list[tuple[date, bool]]]:
    hasil: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    baris = PengakuanStatus.objects.filter(
        wilayah__kunci__range=wilayah.rentang, produk=Produk.OPENSID, sumber=PengakuanStatus.Sumber.TERVERIFIKASI
    ).order_by("tanggal", "pk")
    for pk, tanggal, keadaan in baris.values_list("wilayah", "tanggal", "keadaan"):
        hasil[pk].append((tanggal, keadaan == PengakuanStatus.Keadaan.DIPAKAI))
    return hasil


def _pada(pernyataan: list[tuple[date, bool]], hari: date) -> bool | None:
    letak = bisect_right(pernyataan, hari, key=lambda satu: satu[0])
    return pernyataan[letak - 1][1] if letak else None
