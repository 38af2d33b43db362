"""Impor daftar Pantau (XLSX, JSON, CSV): diperiksa dahulu, diterapkan, dapat diurungkan; mengulang tidak menambah apa pun.

Sumbernya `impor`, yang paling rendah (tracker.md 2): ia mengisi yang kosong, tidak mengalahkan siapa pun. Tiap baris
membawa tanggal kejadiannya, jadi impor seribu desa hari ini bukan seribu desa baru hari ini.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import asdict

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.kalender import hari_ini
from replikasi.kontrak import KUNCI_PRODUK, bersihkan
from replikasi.lembar_pantau import BarisPantau, GalatBaris, baca_lembar
from replikasi.models import BarisImpor, ImporPantau, PengakuanStatus, Produk
from wilayah.models import FaktaDesa, Wilayah

from .rekap import tandai_kotor
from .ringkas import perbarui_ringkas
from .serap import cocokkan_kode

BATAS_BITA = 15 * 1024 * 1024
GALAT_DISIMPAN = 500
Keadaan = ImporPantau.Keadaan


@transaction.atomic
def periksa_impor(*, nama: str, isi: bytes, produk: str, oleh: Pengguna, kunci: uuid.UUID) -> ImporPantau:
    """Membaca dan memeriksa tanpa mengubah apa pun selain mencatat berkasnya; `ValidationError` bila tak terbaca."""
    if not oleh.berperan(*ImporPantau.PERAN):
        raise PermissionDenied
    if ada := ImporPantau.objects.filter(kunci=kunci, oleh=oleh).first():
        return ada
    if len(isi) > BATAS_BITA:
        raise ValidationError("Berkasnya lebih dari 15 MB. Pecah menurut provinsi, lalu unggah satu per satu.")
    sah, galat = _periksa(isi, produk, oleh)
    impor = ImporPantau(produk=produk, nama_asli=bersihkan(nama, 150) or "daftar", oleh=oleh, kunci=kunci)
    impor.ringkasan = _ringkas(sah, galat)
    impor.berkas.save(f"{kunci}.bin", ContentFile(isi), save=False)
    impor.save()
    return impor


def _kunci(impor: ImporPantau, oleh: Pengguna) -> ImporPantau:
    impor = ImporPantau.objects.select_for_update().get(pk=impor.pk)
    if not impor.boleh_dilihat(oleh=oleh):
        raise PermissionDenied
    return impor


@transaction.atomic
def terapkan_impor(*, impor: ImporPantau, oleh: Pengguna) -> ImporPantau:
    """Berkasnya dibaca lagi menurut keadaan sekarang; yang sudah diterapkan tidak diterapkan dua kali."""
    impor = _kunci(impor, oleh)
    if impor.keadaan == Keadaan.DITERAPKAN:
        return impor
    with impor.berkas.open("rb") as berkas:
        sah, galat = _periksa(berkas.read(), impor.produk, impor.oleh)
    baru = _simpan(impor, sah)
    impor.keadaan, impor.diputus_pada = Keadaan.DITERAPKAN, timezone.now()
    impor.ringkasan = _ringkas(sah, galat) | {"ditambah": len(baru)}
    impor.save(update_fields=["keadaan", "diputus_pada", "ringkasan"])
    _sesudah(impor, baru)
    return impor


@transaction.atomic
def urungkan_impor(*, impor: ImporPantau, oleh: Pengguna) -> ImporPantau:
    """Semua yang lahir dari impor ini hilang, yang sudah ada sebelumnya tinggal."""
    impor = _kunci(impor, oleh)
    if impor.keadaan != Keadaan.DITERAPKAN:
        return impor
    wilayah = list(impor.baris.values_list("wilayah_id", flat=True))
    FaktaDesa.objects.filter(pk__in=wilayah, sumber=f"impor-{impor.pk}").delete()
    PengakuanStatus.objects.filter(baris_impor__impor=impor).delete()
    impor.keadaan, impor.diputus_pada = Keadaan.DIURUNGKAN, timezone.now()
    impor.save(update_fields=["keadaan", "diputus_pada"])
    _sesudah(impor, wilayah)
    return impor


def _periksa(isi: bytes, produk: str, oleh: Pengguna) -> tuple[list[tuple[int, BarisPantau]], list[GalatBaris]]:
    """(wilayah, baris) yang sah, paling baru tiap wilayah, dan galat per baris dengan sebabnya."""
    baris, galat = baca_lembar(isi, panjang_kode=KUNCI_PRODUK[produk][1], hari_ini=hari_ini())
    peta = cocokkan_kode({(produk, satu.kode) for satu in baris})
    boleh = set(
        Wilayah.objects.filter(pk__in=set(peta.values()))
        .filter(oleh.q_kuasa(*ImporPantau.PERAN, jalur="kunci"))
        .values_list("pk", flat=True)
    )
    terbaru: dict[int, BarisPantau] = {}
    for satu in baris:
        wilayah_id = peta.get((produk, satu.kode))
        if wilayah_id is None:
            galat.append(GalatBaris(satu.nomor, satu.kode, "kode ini tidak ada di daftar wilayah"))
        elif wilayah_id not in boleh:
            galat.append(GalatBaris(satu.nomor, satu.kode, "di luar wilayah tugas Anda"))
        elif wilayah_id in terbaru:
            kalah, menang = sorted((terbaru[wilayah_id], satu), key=lambda b: (b.tanggal, b.nomor))
            terbaru[wilayah_id] = menang
            galat.append(GalatBaris(kalah.nomor, kalah.kode, f"desa ini juga di baris {menang.nomor}, yang lebih baru"))
        else:
            terbaru[wilayah_id] = satu
    return list(terbaru.items()), sorted(galat, key=lambda satu: satu.nomor)


def _ringkas(sah: list, galat: list[GalatBaris]) -> dict:
    tanggal = [satu.tanggal for _, satu in sah]
    return {
        "sah": len(sah), "galat": len(galat), "contoh_galat": [asdict(satu) for satu in galat[:GALAT_DISIMPAN]],
        "dari": str(min(tanggal)) if tanggal else "", "sampai": str(max(tanggal)) if tanggal else "",
    }  # fmt: skip


def _jati(produk: str, wilayah_id: int, satu: BarisPantau) -> uuid.UUID:
    """Kejadian yang sama dari berkas mana pun adalah pernyataan yang sama."""
    return uuid.uuid5(_RUANG, f"{produk}|{wilayah_id}|{satu.tanggal}|{satu.versi}|{satu.situs}")


_RUANG = uuid.UUID("5f0c2d61-5b0b-4f60-9b7e-6f0d7e2f9f11")


def _simpan(impor: ImporPantau, sah: Iterable[tuple[int, BarisPantau]]) -> list[int]:
    jati = {_jati(impor.produk, wilayah_id, satu): (wilayah_id, satu) for wilayah_id, satu in sah}
    ada = set(PengakuanStatus.objects.filter(kunci__in=jati).values_list("kunci", flat=True))
    baru = [
        (
            PengakuanStatus(
                wilayah_id=wilayah_id, produk=impor.produk, sumber=PengakuanStatus.Sumber.IMPOR, versi=satu.versi,
                keadaan=PengakuanStatus.Keadaan.TERPASANG, tanggal=satu.tanggal, oleh=impor.oleh, kunci=kunci,
                catatan="Daftar Pantau.",
            ),
            satu,
        )
        for kunci, (wilayah_id, satu) in jati.items()
        if kunci not in ada
    ]  # fmt: skip
    pernyataan = PengakuanStatus.objects.bulk_create([satu for satu, _ in baru], batch_size=500)
    BarisImpor.objects.bulk_create(
        [
            BarisImpor(impor=impor, pengakuan=dibuat, wilayah_id=dibuat.wilayah_id, situs=satu.situs)
            for dibuat, (_, satu) in zip(pernyataan, baru, strict=True)
        ],
        batch_size=500,
    )
    if impor.produk == Produk.OPENSID:
        FaktaDesa.objects.bulk_create(
            [
                FaktaDesa(
                    wilayah_id=dibuat.wilayah_id, url=satu.situs, versi=satu.versi, sumber=f"impor-{impor.pk}",
                    hosting=FaktaDesa.Hosting.LOKAL if satu.lokal else FaktaDesa.Hosting.DARING if satu.situs else "",
                )
                for dibuat, (_, satu) in zip(pernyataan, baru, strict=True)
            ],
            batch_size=500,
            ignore_conflicts=True,
        )  # fmt: skip
    return [satu.wilayah_id for satu in pernyataan]


def _sesudah(impor: ImporPantau, wilayah: list[int]) -> None:
    if impor.produk == Produk.OPENSID:
        for awal in range(0, len(wilayah), 1000):
            perbarui_ringkas(wilayah_id=wilayah[awal : awal + 1000])
    tandai_kotor(wilayah_id=wilayah)
