"""Menyerap laporan yang mendarat menjadi keadaan, bulan lapor, dan fakta desa.

Boleh diulang: proses yang mati di antara dua basis data hanya mengulang hal yang sama. Urutan laporan tidak
mengubah hasil: topeng hari hanya bertambah, keadaan hanya diganti oleh laporan yang lebih baru.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import OperationalError, connections, router, transaction
from django.db.models import F
from django.utils import timezone

from replikasi.kalender import hari_laporan
from replikasi.kontrak import Laporan
from replikasi.models import BulanLapor, KeadaanPasang, KodeTakDikenal, LaporanMasuk, Produk
from wilayah.models import FaktaDesa, KontakDesa, RiwayatKode, Wilayah
from wilayah.opensid_versi import PREMIUM, urai_versi

from .janggal import catat_kejanggalan, periksa
from .rekap import kuras_kotor, tandai_kotor
from .ringkas import perbarui_ringkas
from .terima import pungut_titipan

log = logging.getLogger(__name__)

SIMPAN_SIDIK = timedelta(days=2)
BATAS_TAK_DIKENAL = 5_000


@dataclass(frozen=True)
class Baris:
    """Satu laporan yang sudah menemukan wilayahnya."""

    laporan: Laporan
    wilayah_id: int
    hari: date
    saat: datetime


def serap_laporan(paling_banyak: int = 500) -> int:
    """Menguras sampai `paling_banyak` laporan yang mendarat; mengembalikan berapa yang diserap."""
    pungut_titipan(paling_banyak=paling_banyak)
    masuk = list(LaporanMasuk.objects.filter(diserap=False).order_by("id")[:paling_banyak])
    if masuk:
        _serap_tahan(masuk)
        _tandai_diserap(masuk)
        LaporanMasuk.objects.filter(diserap=True, hari__lt=hari_laporan(timezone.now() - SIMPAN_SIDIK)).delete()
    kuras_kotor()
    return len(masuk)


def _serap_tahan(masuk: list[LaporanMasuk]) -> None:
    """Satu laporan yang tidak dapat diserap tidak menahan yang lain: rombongan diulang satu-satu, yang gagal dilewati."""
    try:
        with transaction.atomic():
            _serap(masuk)
    except OperationalError:
        raise  # basis data terkunci atau mati: semuanya menunggu giliran berikutnya
    except Exception as galat:
        if len(masuk) == 1:
            log.error("laporan %s tidak dapat diserap: %s", masuk[0].produk, type(galat).__name__)
            return
        for satu in masuk:
            _serap_tahan([satu])


def _tandai_diserap(masuk: list[LaporanMasuk]) -> None:
    """Hanya baris yang isinya masih sama: laporan yang lebih baru selama itu tetap menunggu giliran."""
    tabel = LaporanMasuk._meta.db_table
    with connections[router.db_for_write(LaporanMasuk)].cursor() as kursor:
        kursor.executemany(
            f"UPDATE {tabel} SET diserap = %s, isi = '' WHERE id = %s AND sidik = %s",
            [(True, baris.pk, baris.sidik) for baris in masuk],
        )


def _serap(masuk: list[LaporanMasuk]) -> None:
    pasangan = [(baris, Laporan.dari_teks(baris.isi)) for baris in masuk if baris.isi]
    peta = cocokkan_kode({(laporan.produk, laporan.kode) for _, laporan in pasangan})
    dikenal: list[Baris] = []
    for baris, laporan in sorted(pasangan, key=lambda p: (p[0].diterima, p[0].pk)):
        wilayah_id = peta.get((laporan.produk, laporan.kode))
        if wilayah_id is None:
            _catat_tak_dikenal(laporan, baris.diterima)
        else:
            dikenal.append(Baris(laporan, wilayah_id, baris.hari, baris.diterima))
    _serap_keadaan(dikenal)
    _serap_bulan(dikenal)
    opensid = [satu for satu in dikenal if satu.laporan.produk == Produk.OPENSID]
    _serap_fakta(opensid)
    _serap_kontak(opensid)
    desa = sorted({satu.wilayah_id for satu in opensid})
    perbarui_ringkas(wilayah_id=desa)
    tandai_kotor(wilayah_id=desa)


def cocokkan_kode(kunci: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(produk, kode dikirim) → wilayah: kode berlaku, lalu riwayat kode, lalu tautan yang dibuat orang. Tidak pernah nama."""
    kode = {satu for _, satu in kunci}
    berlaku = dict(Wilayah.objects.filter(kode__in=kode, berlaku=True).values_list("kode", "pk"))
    sisa = kode - berlaku.keys()
    lama = dict(
        RiwayatKode.objects.filter(kode_lama__in=sisa, dikonfirmasi=True)
        .order_by("tanggal", "pk")
        .values_list("kode_lama", "wilayah_id")
    )
    tautan = {
        (produk, satu): wilayah_id
        for produk, satu, wilayah_id in KodeTakDikenal.objects.filter(
            kode__in=sisa - lama.keys(), keadaan=KodeTakDikenal.Keadaan.DITAUTKAN
        ).values_list("produk", "kode", "wilayah_id")
    }
    hasil = {}
    for produk, satu in kunci:
        wilayah_id = berlaku.get(satu) or lama.get(satu) or tautan.get((produk, satu))
        if wilayah_id:
            hasil[produk, satu] = wilayah_id
    return hasil


def _catat_tak_dikenal(laporan: Laporan, saat: datetime) -> None:
    """Hitungan hanya naik oleh laporan yang lebih baru dari yang tercatat, jadi mengulang tidak menambah."""
    baru = {"nama": laporan.nama, "host": laporan.host, "terakhir_pada": saat}
    ada = KodeTakDikenal.objects.filter(produk=laporan.produk, kode=laporan.kode)
    if ada.filter(terakhir_pada__lt=saat).update(jumlah=F("jumlah") + 1, **baru) or ada.exists():
        return
    if KodeTakDikenal.objects.count() < BATAS_TAK_DIKENAL:
        KodeTakDikenal.objects.create(produk=laporan.produk, kode=laporan.kode, jumlah=1, pertama_pada=saat, **baru)


def _serap_keadaan(baris: list[Baris]) -> None:
    tersimpan = {
        (satu.wilayah_id, satu.produk): satu
        for satu in KeadaanPasang.objects.select_for_update().filter(wilayah_id__in={satu.wilayah_id for satu in baris})
    }
    for satu in baris:
        kunci = (satu.wilayah_id, satu.laporan.produk)
        lama = tersimpan.get(kunci)
        for jenis, rincian in periksa(lama=lama, laporan=satu.laporan, wilayah_id=satu.wilayah_id, saat=satu.saat):
            catat_kejanggalan(
                wilayah_id=satu.wilayah_id, produk=satu.laporan.produk, jenis=jenis, rincian=rincian, saat=satu.saat
            )
        tersimpan[kunci] = _keadaan_baru(lama, satu)
        tersimpan[kunci].save()


def _keadaan_baru(lama: KeadaanPasang | None, satu: Baris) -> KeadaanPasang:
    laporan = satu.laporan
    versi = urai_versi(laporan.versi, layanan=laporan.fakta.get("layanan", ""))
    baru = dict(
        versi=laporan.versi, rilis=versi.bulan_rilis if versi else None,
        premium=versi is not None and versi.edisi == PREMIUM, host=laporan.host, lokal=laporan.lokal,
    )  # fmt: skip
    if lama is None:
        return KeadaanPasang(
            wilayah_id=satu.wilayah_id, produk=laporan.produk, pertama=satu.hari, terakhir=satu.hari,
            terakhir_pada=satu.saat, penghitung=laporan.penghitung, **baru,
        )  # fmt: skip
    lama.pertama = min(lama.pertama, satu.hari)
    if satu.saat <= lama.terakhir_pada:
        return lama
    if any(nilai > lama.penghitung[nama] for nama, nilai in laporan.penghitung.items() if nama in lama.penghitung):
        lama.dipakai_terakhir = satu.hari
    lama.terakhir, lama.terakhir_pada, lama.contoh = satu.hari, satu.saat, False
    lama.penghitung = lama.penghitung | laporan.penghitung
    for nama, nilai in baru.items():
        if nilai or nama in {"premium", "lokal"}:
            setattr(lama, nama, nilai)
    return lama


def _serap_bulan(baris: list[Baris]) -> None:
    tersimpan = {
        (satu.wilayah_id, satu.produk, satu.bulan): satu
        for satu in BulanLapor.objects.select_for_update().filter(
            wilayah_id__in={satu.wilayah_id for satu in baris}, bulan__in={satu.hari.replace(day=1) for satu in baris}
        )
    }
    for satu in baris:
        kunci = (satu.wilayah_id, satu.laporan.produk, satu.hari.replace(day=1))
        bulan = tersimpan.get(kunci)
        if bulan is None:
            bulan = BulanLapor(wilayah_id=kunci[0], produk=kunci[1], bulan=kunci[2], sampai=satu.saat)
            tersimpan[kunci] = bulan
        bulan.hari |= 1 << (satu.hari.day - 1)
        if satu.saat >= bulan.sampai:
            bulan.sampai = satu.saat
            bulan.versi = satu.laporan.versi or bulan.versi
            bulan.penghitung = bulan.penghitung | satu.laporan.penghitung
        bulan.save()


def _serap_fakta(baris: list[Baris]) -> None:
    """Isian kosong tidak menghapus yang sudah ada: klien meninggalkan isian yang tidak dikenalnya."""
    tersimpan = FaktaDesa.objects.select_for_update().in_bulk({satu.wilayah_id for satu in baris})
    for satu in baris:
        fakta = tersimpan.get(satu.wilayah_id) or FaktaDesa(wilayah_id=satu.wilayah_id)
        tersimpan[satu.wilayah_id] = fakta
        if fakta.dilaporkan_pada and satu.saat < fakta.dilaporkan_pada:
            continue
        laporan, isi = satu.laporan, satu.laporan.fakta
        for nama in ("alamat", "kode_pos", "tema", "layanan", "sebutan"):
            setattr(fakta, nama, isi.get(nama) or getattr(fakta, nama))
        if isi.get("lat"):
            fakta.lat, fakta.lng = Decimal(isi["lat"]), Decimal(isi["lng"])
        fakta.url = laporan.url or fakta.url
        fakta.versi = laporan.versi or fakta.versi
        fakta.hosting = _hosting(fakta.hosting, laporan)
        fakta.dilaporkan_pada, fakta.sumber = satu.saat, "telemetri"
        fakta.save()


def _hosting(lama: str, laporan: Laporan) -> str:
    """Yang dapat disimpulkan dari laporan hanya lokal, SiapPakai, atau daring; keterangan orang tidak ditimpa."""
    if laporan.lokal:
        return FaktaDesa.Hosting.LOKAL
    if laporan.fakta.get("layanan") == "siappakai":
        return FaktaDesa.Hosting.SIAPPAKAI
    if not laporan.host or lama in {FaktaDesa.Hosting.MANDIRI, FaktaDesa.Hosting.DISKOMINFO}:
        return lama
    return FaktaDesa.Hosting.DARING


def _serap_kontak(baris: list[Baris]) -> None:
    berisi = [satu for satu in baris if satu.laporan.kontak]
    tersimpan = KontakDesa.objects.select_for_update().in_bulk({satu.wilayah_id for satu in berisi})
    for satu in berisi:
        kontak = tersimpan.get(satu.wilayah_id) or KontakDesa(wilayah_id=satu.wilayah_id)
        tersimpan[satu.wilayah_id] = kontak
        berubah = {n: v for n, v in satu.laporan.kontak.items() if getattr(kontak, n) != v}
        if berubah:
            for nama, nilai in berubah.items():
                setattr(kontak, nama, nilai)
            kontak.save()
