"""Kesimpulan tentang satu desa, dihitung ulang utuh dari fakta, pengakuan, dan klaimnya: hari ini, atau pada hari lampau."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Count

from replikasi.hitung import SKALA
from replikasi.kalender import hari_laporan
from replikasi.models import (
    BulanLapor,
    KeadaanPasang,
    KlaimTonggak,
    Penerapan,
    PengakuanStatus,
    Produk,
    RingkasDesa,
    Tonggak,
    Verifikasi,
)
from replikasi.models.rekap import IsiRingkas
from replikasi.rumus import progress, saat_tertahan, source_precedence
from replikasi.rumus.pantau import Pernyataan
from wilayah.models import FaktaDesa, Wilayah
from wilayah.opensid_versi import PREMIUM, urai_versi

KOLOM = [medan.name for medan in IsiRingkas._meta.fields]


def perbarui_ringkas(*, wilayah_id: Iterable[int]) -> None:
    """Kesimpulan tiap desa hari ini. Pemanggil memegang transaksinya."""
    desa = list(Wilayah.objects.desa().filter(pk__in=set(wilayah_id)).values_list("pk", flat=True))
    for awal in range(0, len(desa), 500):
        isi = susun_ringkas(desa[awal : awal + 500])
        RingkasDesa.objects.bulk_create(
            [RingkasDesa(wilayah_id=pk, **kolom) for pk, kolom in isi.items()],
            update_conflicts=True, unique_fields=["wilayah"], update_fields=KOLOM,
        )  # fmt: skip


def susun_ringkas(desa: list[int], *, pada: date | None = None) -> dict[int, dict]:
    """wilayah → kolom kesimpulan; `pada` kosong berarti hari ini, selain itu hanya dari yang sudah ada pada hari itu."""
    hasil: dict[int, dict] = {pk: {} for pk in desa}
    for pk, kolom in _telemetri(desa, pada).items():
        hasil[pk] |= kolom
    for pk, menang in _pengakuan(desa, pada).items():
        hasil[pk] |= {
            "sumber_lain": menang.sumber, "keadaan_lain": menang.isi.keadaan, "tanggal_lain": menang.tanggal,
            "contoh": hasil[pk].get("contoh", False) or menang.isi.contoh,
        }  # fmt: skip
    for pk, kolom in _kemajuan(desa, pada).items():
        hasil[pk] |= kolom | {"contoh": hasil[pk].get("contoh", False) or kolom["contoh"]}
    return hasil


def _telemetri(desa: list[int], pada: date | None) -> dict[int, dict]:
    hosting = dict(FaktaDesa.objects.filter(wilayah__in=desa).values_list("wilayah_id", "hosting"))
    hasil, lampau = {}, {}
    for satu in KeadaanPasang.objects.filter(wilayah_id__in=desa, produk=Produk.OPENSID):
        if pada and satu.terakhir > pada:
            lampau[satu.wilayah_id] = satu
            continue
        dipakai = satu.dipakai_terakhir
        hasil[satu.wilayah_id] = {
            "lapor_terakhir": satu.terakhir, "dipakai_terakhir": dipakai, "versi": satu.versi, "rilis": satu.rilis,
            "premium": satu.premium, "lokal": satu.lokal, "hosting": hosting.get(satu.wilayah_id, ""),
            "contoh": satu.contoh,
        }  # fmt: skip
    if not lampau:
        return hasil
    bulan = defaultdict(list)
    for satu in (
        BulanLapor.objects.filter(wilayah_id__in=lampau, produk=Produk.OPENSID, bulan__lte=pada, hari__gt=0)
        .order_by("-bulan")
        .only("wilayah_id", "bulan", "hari", "pakai", "versi", "hosting")
    ):
        bulan[satu.wilayah_id].append(satu)
    for pk, baris in bulan.items():
        if kolom := _telemetri_lampau(baris, pada):
            hasil[pk] = kolom | {"contoh": lampau[pk].contoh}
    return hasil


def _telemetri_lampau(baris: list[BulanLapor], pada: date) -> dict | None:
    """Dari bulan lapor, yang terbaru dahulu: laporan, pemakaian, versi, dan tempat pemasangan menurut laporan bulan itu."""
    lapor = next((h for satu in baris if (h := _hari_terakhir(satu.bulan, satu.hari, pada))), None)
    if lapor is None:
        return None
    kini = next(satu for satu in baris if satu.bulan <= lapor)
    versi = urai_versi(kini.versi)
    return {
        "lapor_terakhir": lapor,
        "dipakai_terakhir": next((h for satu in baris if (h := _hari_terakhir(satu.bulan, satu.pakai, pada))), None),
        "versi": kini.versi, "rilis": versi.bulan_rilis if versi else None,
        "premium": versi is not None and versi.edisi == PREMIUM,
        "hosting": kini.hosting, "lokal": kini.hosting == FaktaDesa.Hosting.LOKAL,
    }  # fmt: skip


def _hari_terakhir(bulan: date, topeng: int, pada: date) -> date | None:
    if pada < bulan + timedelta(days=30):
        topeng &= (1 << max(0, (pada - bulan).days + 1)) - 1
    return bulan + timedelta(days=topeng.bit_length() - 1) if topeng else None


def _pengakuan(desa: list[int], pada: date | None) -> dict[int, Pernyataan]:
    semua = defaultdict(list)
    baris = PengakuanStatus.objects.filter(wilayah_id__in=desa, produk=Produk.OPENSID)
    if pada:
        baris = baris.filter(tanggal__lte=pada)
    for satu in baris.order_by("pk"):
        semua[satu.wilayah_id].append(Pernyataan(satu.sumber, satu.tanggal, satu))
    return {pk: source_precedence(reversed(isi))[0] for pk, isi in semua.items()}


def _kemajuan(desa: list[int], pada: date | None) -> dict[int, dict]:
    """wilayah → kolom kemajuan dari penerapan utamanya (percontohan dahulu, lalu yang paling awal)."""
    penerapan: dict[int, Penerapan] = {}
    baris = Penerapan.objects.berjalan().filter(wilayah_id__in=desa)
    if pada:
        baris = baris.filter(mulai__lte=pada)
    for satu in (
        baris.select_related("edisi", "program")
        .prefetch_related("tahap_dilewati", "jeda")
        .order_by("-percontohan", "mulai", "pk")
    ):
        penerapan.setdefault(satu.wilayah_id, satu)
    if not penerapan:
        return {}
    per_tahap = tonggak_per_tahap()
    klaim, maju = _klaim_pada([satu.pk for satu in penerapan.values()], pada)
    return {
        pk: _kolom_kemajuan(satu, per_tahap.get(satu.program_id, {}), klaim[satu.pk], maju.get(satu.pk), pada)
        for pk, satu in penerapan.items()
    }


def _klaim_pada(penerapan: list[int], pada: date | None):
    """(penerapan → tahap → keadaan → banyaknya, penerapan → saat kemajuan terverifikasi terakhir)."""
    putusan = defaultdict(list)
    for satu in Verifikasi.objects.filter(klaim__penerapan__in=penerapan).order_by("pk"):
        if pada is None or hari_laporan(satu.pada) <= pada:
            putusan[satu.klaim_id].append(satu)
    hitung: dict = defaultdict(lambda: defaultdict(Counter))
    maju: dict = {}
    baris = KlaimTonggak.objects.filter(penerapan__in=penerapan).values_list(
        "pk", "penerapan_id", "tonggak__tahap__nomor", "keadaan", "diajukan_pada"
    )
    for pk, induk, nomor, keadaan, diajukan in baris:
        if pada is not None:
            if hari_laporan(diajukan) > pada:
                continue
            keadaan = _keadaan_menurut(putusan[pk])
        hitung[induk][nomor][keadaan] += 1
        if keadaan == KlaimTonggak.Keadaan.DIVERIFIKASI:
            for satu in putusan[pk]:
                if satu.putusan == Verifikasi.Putusan.DITERIMA:
                    maju[induk] = max(satu.pada, maju.get(induk, satu.pada))
    return hitung, maju


def _keadaan_menurut(putusan: list[Verifikasi]) -> str:
    if not putusan:
        return KlaimTonggak.Keadaan.DIAJUKAN
    diterima = putusan[-1].putusan == Verifikasi.Putusan.DITERIMA
    return KlaimTonggak.Keadaan.DIVERIFIKASI if diterima else KlaimTonggak.Keadaan.DIKEMBALIKAN


def tonggak_per_tahap() -> dict[int, dict[int, int]]:
    """program → nomor tahap → banyaknya tonggak."""
    hasil: dict[int, dict[int, int]] = defaultdict(dict)
    for program_id, nomor, n in Tonggak.objects.values_list("tahap__program_id", "tahap__nomor").annotate(
        n=Count("pk")
    ):
        hasil[program_id][nomor] = n
    return hasil


def _kolom_kemajuan(penerapan: Penerapan, per_tahap: dict[int, int], klaim, maju, pada: date | None) -> dict:
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
    selesai = not sisa or (pada is None and penerapan.keadaan == Penerapan.Keadaan.SELESAI)
    maju_pada = hari_laporan(maju) if maju else None
    tertahan = saat_tertahan(
        maju_terakhir=maju_pada or penerapan.mulai, ambang=penerapan.program.ambang_macet,
        jeda=[(satu.mulai, satu.selesai) for satu in penerapan.jeda.all()],
    )  # fmt: skip
    return {
        "penerapan_mulai": penerapan.mulai,
        "percontohan": penerapan.percontohan,
        "selesai": selesai,
        "tahap_kini": sisa[0] if sisa else None,
        "tonggak_klaim": sum(diklaim.values()),
        "tonggak_verif": sum(verif.values()),
        "maju_klaim": maju_dari(diklaim),
        "maju_verif": maju_dari(verif),
        "maju_pada": maju_pada,
        "kuning_pada": None if selesai else tertahan.kuning,
        "merah_pada": None if selesai else tertahan.merah,
        "contoh": penerapan.contoh,
    }
