"""Melipat jejak harian menjadi keadaan pemasangan, bulan lapor, dan temuan janggal. Pemanggil memegang transaksinya."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q

from replikasi import jejak
from replikasi.jejak import Hari, Keadaan
from replikasi.kalender import hari_ini
from replikasi.kontrak import PENGHITUNG, host_lokal
from replikasi.models import BulanLapor, KeadaanPasang
from replikasi.rumus import tambah_bulan
from wilayah.models import FaktaDesa
from wilayah.opensid_versi import PREMIUM, urai_versi

from .janggal import Pemasangan, catat_janggal, periksa_host

SIMPAN_JEJAK_BULAN = 13
_KOLOM_BULAN = ["hari", "versi", "hosting", "penghitung", "pakai", "jejak", "sampai"]
_KOLOM_PASANG = [
    "pertama", "terakhir", "terakhir_pada", "versi", "rilis", "premium", "host", "lokal", "penghitung",
    "dipakai_terakhir", "contoh", "kode_lapor",
]  # fmt: skip


class Terkini(NamedTuple):
    """Keadaan akhir satu pemasangan sesudah dilipat."""

    isi: jejak.Isi
    saat: datetime


def simpan_keadaan(kumpulan: Mapping[Pemasangan, Mapping[date, Hari]]) -> dict[Pemasangan, Terkini]:
    """Laporan terakhir tiap hari disisipkan ke bulannya; bulan itu dan sesudahnya dilipat lagi."""
    pasang = {
        (satu.wilayah_id, satu.produk): satu
        for satu in KeadaanPasang.objects.select_for_update().filter(wilayah_id__in={w for w, _ in kumpulan})
    }
    tersimpan = _bulan_tersimpan(kumpulan)
    baris_bulan, baris_pasang = [], []
    host_baru: dict[Pemasangan, str] = {}
    hasil: dict[Pemasangan, Terkini] = {}
    temuan: dict[Pemasangan, tuple[date, dict[str, dict[int, str]]]] = {}
    for kunci, baru in kumpulan.items():
        bulan, sejak, janggal, akhir = _lipat_pemasangan(kunci, baru, tersimpan[kunci], pasang.get(kunci))
        if not bulan:
            continue  # tidak ada hal baru
        baris_bulan += bulan
        temuan[kunci] = sejak, janggal
        lama = pasang.get(kunci)
        satu = _keadaan(lama, kunci, baru, akhir)
        if not satu.lokal and (lama is None or lama.host != satu.host):
            host_baru[kunci] = satu.host
        baris_pasang.append(satu)
        hasil[kunci] = Terkini(akhir.isi, satu.terakhir_pada)
    BulanLapor.objects.bulk_create(
        baris_bulan, batch_size=500, update_conflicts=True, unique_fields=["wilayah", "produk", "bulan"],
        update_fields=_KOLOM_BULAN,
    )  # fmt: skip
    KeadaanPasang.objects.bulk_create(
        baris_pasang, batch_size=500, update_conflicts=True, unique_fields=["wilayah", "produk"],
        update_fields=_KOLOM_PASANG,
    )  # fmt: skip
    catat_janggal(temuan)
    if hasil:
        periksa_host(berubah=host_baru, hari=max(max(hari) for hari in kumpulan.values()))
    return hasil


def _awal_bulan(hari: date) -> date:
    return hari.replace(day=1)


def _bulan_tersimpan(kumpulan: Mapping[Pemasangan, Mapping[date, Hari]]) -> dict[Pemasangan, dict[date, BulanLapor]]:
    """Baris bulan paling awal dalam rombongan dan sesudahnya, ditambah satu baris tepat sebelumnya bila perlu."""
    paling_awal = {kunci: _awal_bulan(min(hari)) for kunci, hari in kumpulan.items()}
    hasil: dict[Pemasangan, dict[date, BulanLapor]] = {kunci: {} for kunci in kumpulan}
    himpunan = BulanLapor.objects.filter(wilayah_id__in={w for w, _ in kumpulan}, bulan__gte=min(paling_awal.values()))
    for satu in himpunan:
        kunci = satu.wilayah_id, satu.produk
        if kunci in hasil and satu.bulan >= paling_awal[kunci]:
            hasil[kunci][satu.bulan] = satu
    kurang = [kunci for kunci, awal in paling_awal.items() if awal not in hasil[kunci]]
    if kurang:
        _tambah_bulan_sebelum(hasil, kurang, paling_awal)
    return hasil


def _tambah_bulan_sebelum(
    hasil: dict[Pemasangan, dict[date, BulanLapor]], kurang: list[Pemasangan], paling_awal: Mapping[Pemasangan, date]
) -> None:
    """Bulan baru berpijak pada akhir bulan berbaris yang terakhir sebelumnya."""
    terakhir: dict[Pemasangan, date] = {}
    himpunan = BulanLapor.objects.filter(
        wilayah_id__in={w for w, _ in kurang}, bulan__lt=max(paling_awal[kunci] for kunci in kurang)
    )
    for wilayah_id, produk, bulan in himpunan.order_by("bulan").values_list("wilayah_id", "produk", "bulan"):
        kunci = wilayah_id, produk
        if kunci in hasil and bulan < paling_awal[kunci]:
            terakhir[kunci] = bulan
    per_bulan: dict[date, set[int]] = defaultdict(set)
    for (wilayah_id, _), bulan in terakhir.items():
        per_bulan[bulan].add(wilayah_id)
    syarat = Q(pk__in=[])
    for bulan, wilayah in per_bulan.items():
        syarat |= Q(bulan=bulan, wilayah_id__in=wilayah)
    for satu in BulanLapor.objects.filter(syarat) if per_bulan else ():
        kunci = satu.wilayah_id, satu.produk
        if terakhir.get(kunci) == satu.bulan:
            hasil[kunci][satu.bulan] = satu


def _lipat_pemasangan(
    kunci: Pemasangan, baru: Mapping[date, Hari], tersimpan: dict[date, BulanLapor], pasang: KeadaanPasang | None
) -> tuple[list[BulanLapor], date, dict[str, dict[int, str]], Keadaan]:
    """Baris bulan yang berubah, sejak kapan dilipat ulang, temuan janggal sejak itu, dan keadaan akhirnya."""
    per_bulan: dict[date, dict[int, Hari]] = defaultdict(dict)
    for hari, satu in baru.items():
        per_bulan[_awal_bulan(hari)][hari.day] = satu
    sejak = min(per_bulan)
    ubah: list[BulanLapor] = []
    janggal: dict[str, dict[int, str]] = defaultdict(dict)
    akhir: Keadaan | None = None  # akhir bulan berbaris sebelumnya, pijakan bulan berikutnya
    for bulan in sorted(tersimpan.keys() | per_bulan.keys()):
        baris = tersimpan.get(bulan)
        awal, hari = _pijakan(baris, akhir, pasang)
        if not _jejak_dibuang(baris):
            for tanggal, satu in per_bulan.get(bulan, {}).items():
                hari[tanggal] = jejak.gabung(hari.get(tanggal), satu)
        lipatan = jejak.lipat(awal, hari, bulan)
        akhir = lipatan.akhir
        if bulan >= sejak:
            for jenis, isi in lipatan.janggal.items():
                janggal[jenis] |= isi
            if berubah := _isi_bulan(baris, kunci, bulan, awal, hari, lipatan, per_bulan.get(bulan, {})):
                ubah.append(berubah)
    return ubah, sejak, janggal, akhir


def _jejak_dibuang(baris: BulanLapor | None) -> bool:
    """Bulan yang jejaknya sudah dibuang hanya menerima tanda hari."""
    return baris is not None and not baris.jejak and baris.bulan < _batas_jejak()


def _batas_jejak() -> date:
    return tambah_bulan(_awal_bulan(hari_ini()), -SIMPAN_JEJAK_BULAN)


def _pijakan(
    baris: BulanLapor | None, akhir: Keadaan | None, pasang: KeadaanPasang | None
) -> tuple[Keadaan, dict[int, Hari]]:
    """Keadaan sebelum tanggal satu dan hari-hari bulan itu; bulan tanpa jejak hanya diketahui akhirnya."""
    if baris is None:
        return akhir or Keadaan(), {}
    if baris.jejak:
        awal, hari = jejak.urai(baris.jejak)
        return akhir or awal, hari
    isi = dict(akhir.isi if akhir else {}) | baris.penghitung | ({"versi": baris.versi} if baris.versi else {})
    pakai = pasang.dipakai_terakhir.toordinal() if pasang and pasang.dipakai_terakhir else 0
    return Keadaan(isi, pakai), {}


def _isi_bulan(
    baris: BulanLapor | None, kunci: Pemasangan, bulan: date, awal: Keadaan, hari: dict[int, Hari],
    lipatan: jejak.Lipatan, baru: Mapping[int, Hari],
) -> BulanLapor | None:  # fmt: skip
    """Baris bulan sesudah dilipat; `None` bila sama dengan yang tersimpan."""
    wilayah_id, produk = kunci
    isi = lipatan.akhir.isi
    topeng = baris.hari if baris else 0
    for tanggal in baru:
        topeng |= 1 << (tanggal - 1)
    saat = max((satu.saat for satu in (*baru.values(), *hari.values())), default=0)
    jadi = BulanLapor(
        wilayah_id=wilayah_id, produk=produk, bulan=bulan, hari=topeng,
        versi=str(isi.get("versi", "")), hosting=hosting_laporan(isi) or (baris.hosting if baris else ""),
        penghitung=_penghitung(isi),
        pakai=lipatan.pakai | (baris.pakai if baris and not baris.jejak else 0),
        jejak={} if _jejak_dibuang(baris) else jejak.susun(awal, hari),
        sampai=max(filter(None, (baris and baris.sampai, datetime.fromtimestamp(saat / 1000, UTC)))),
    )  # fmt: skip
    if baris and all(getattr(baris, kolom) == getattr(jadi, kolom) for kolom in _KOLOM_BULAN):
        return None
    return jadi


def hosting_laporan(isi: jejak.Isi) -> str:
    """Tempat pemasangan yang dapat disimpulkan dari laporan: lokal, SiapPakai, atau daring; kosong bila tanpa alamat."""
    host = urlsplit(str(isi.get("url", ""))).netloc
    if host and host_lokal(host):
        return FaktaDesa.Hosting.LOKAL
    if isi.get("layanan") == "siappakai":
        return FaktaDesa.Hosting.SIAPPAKAI
    return FaktaDesa.Hosting.DARING if host else ""


def _penghitung(isi: jejak.Isi) -> dict[str, int]:
    return {nama: isi[nama] for nama in PENGHITUNG if nama in isi}


def _keadaan(lama: KeadaanPasang | None, kunci: Pemasangan, baru: Mapping[date, Hari], akhir: Keadaan) -> KeadaanPasang:
    """Baris keadaan dari akhir lipatan; tanggal pertama dan terakhir hanya melebar."""
    isi = akhir.isi
    versi = urai_versi(str(isi.get("versi", "")), layanan=str(isi.get("layanan", "")))
    host = urlsplit(str(isi.get("url", ""))).netloc or (lama.host if lama else "")
    hari = [*baru, *([lama.pertama, lama.terakhir] if lama else [])]
    saat = max(satu.saat for satu in baru.values())
    return KeadaanPasang(
        wilayah_id=kunci[0], produk=kunci[1], pertama=min(hari), terakhir=max(hari),
        terakhir_pada=max(
            filter(None, (lama and lama.terakhir_pada, datetime.fromtimestamp(saat / 1000, UTC))),
        ),
        versi=str(isi.get("versi", "")), rilis=versi.bulan_rilis if versi else None,
        premium=versi is not None and versi.edisi == PREMIUM, host=host, lokal=bool(host) and host_lokal(host),
        penghitung=_penghitung(isi), dipakai_terakhir=date.fromordinal(akhir.pakai) if akhir.pakai else None,
        contoh=False, kode_lapor=str(isi.get("kode", ""))[:13],
    )  # fmt: skip


@transaction.atomic
def buang_jejak_lama() -> int:
    """Jejak harian bulan yang sudah lewat tiga belas bulan dikosongkan; topeng hari dan akhir bulannya tinggal."""
    return BulanLapor.objects.filter(bulan__lt=_batas_jejak()).exclude(jejak={}).update(jejak={})
