"""Pekerja mengerjakan impor Pantau sepotong demi sepotong, di utas sendiri.

Tiap potong satu transaksi yang juga mencatat `sampai`; proses yang dibunuh di tengah jalan melanjutkan dari potong
terakhir yang tersimpan begitu sewanya habis. Potong yang sama dua kali tidak menambah: jati pernyataan dari isinya.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F, Q
from django.utils import timezone

from replikasi.kalender import hari_ini
from replikasi.kontrak import KUNCI_PRODUK
from replikasi.lembar_pantau import BarisPantau, GalatBaris, baca_lembar
from replikasi.models import BarisImpor, ImporPantau, PengakuanStatus, Produk
from wilayah.models import FaktaDesa, Wilayah

from .rekap import tandai_kotor
from .ringkas import perbarui_ringkas
from .serap import cocokkan_kode

log = logging.getLogger(__name__)
SEPOTONG = 1000
PERCOBAAN = 5  # sesudah itu orang yang memutuskan; tiap percobaan menunggu sewanya habis
SEWA = timedelta(seconds=60)
GALAT_DISIMPAN = 500
Keadaan = ImporPantau.Keadaan
_RUANG = uuid.UUID("5f0c2d61-5b0b-4f60-9b7e-6f0d7e2f9f11")


def ada_impor() -> bool:
    return ImporPantau.objects.filter(keadaan__in=ImporPantau.DIKERJAKAN).exists()


def garap_semua() -> None:
    while garap_impor():
        pass


def garap_impor() -> bool:
    """Menyelesaikan satu impor yang menunggu, yang tertua dahulu; salah bila tidak ada yang dapat dipegang."""
    for pk in (
        ImporPantau.objects.filter(keadaan__in=ImporPantau.DIKERJAKAN).order_by("pk").values_list("pk", flat=True)
    ):
        if _sewa(pk):
            break
    else:
        return False
    impor = ImporPantau.objects.select_related("oleh").get(pk=pk)
    kerja = {Keadaan.MEMERIKSA: _periksa, Keadaan.MENERAPKAN: _terapkan, Keadaan.MENGURUNGKAN: _urungkan}
    try:
        kerja[impor.keadaan](impor)
    except DatabaseError:
        _catat_percobaan(impor)
        raise
    ImporPantau.objects.filter(pk=pk).update(sewa_sampai=None)
    return True


def _catat_percobaan(impor: ImporPantau) -> None:
    """Basis data yang menolak dicoba lagi sesudah sewanya habis, paling banyak `PERCOBAAN` kali; yang tersimpan tinggal."""
    satu = ImporPantau.objects.filter(pk=impor.pk, keadaan=impor.keadaan)
    satu.update(dicoba_n=F("dicoba_n") + 1)
    sebab = "Basis data menolaknya berulang kali. Yang sudah tersimpan tidak hilang; coba lagi atau urungkan."
    satu.filter(dicoba_n__gte=PERCOBAAN).update(keadaan=Keadaan.GAGAL, ringkasan=impor.ringkasan | {"sebab": sebab})


def _sewa(pk: int) -> bool:
    """Satu penggarap pada satu waktu; sewa yang habis milik proses yang mati."""
    kini = timezone.now()
    bebas = Q(sewa_sampai=None) | Q(sewa_sampai__lt=kini)
    return bool(ImporPantau.objects.filter(bebas, pk=pk).update(sewa_sampai=kini + SEWA))


def _pegang(impor: ImporPantau) -> ImporPantau | None:
    """Baris terkunci di dalam transaksi potongnya; `None` bila orang memintanya berganti arah, atau penggarap lain mendahului."""
    satu = ImporPantau.objects.select_for_update(of=("self",)).select_related("oleh").get(pk=impor.pk)
    satu.sewa_sampai = timezone.now() + SEWA
    return satu if (satu.keadaan, satu.sampai) == (impor.keadaan, impor.sampai) else None


# --- Memeriksa --------------------------------------------------------------------------------------------------------


def _periksa(impor: ImporPantau) -> None:
    try:
        sah, galat = _baca(impor)
    except ValidationError as salah:
        impor.keadaan, impor.ringkasan = Keadaan.GAGAL, {"sebab": " ".join(salah.messages)}
    except DatabaseError:
        raise  # dicoba lagi (`_catat_percobaan`)
    except Exception:  # berkas rusak gagal dengan bermacam cara di dalam pustakanya; mengulang tidak menolong
        log.exception("berkas impor %s tidak terbaca", impor.pk)
        sebab = "Isi berkasnya tidak dapat dibaca. Simpan sebagai CSV, lalu unggah lagi."
        impor.keadaan, impor.ringkasan = Keadaan.GAGAL, {"sebab": sebab}
    else:
        impor.keadaan, impor.ringkasan = Keadaan.DIPERIKSA, _ringkas(sah, galat)
        impor.jumlah_n = len(sah)
    impor.save(update_fields=["keadaan", "ringkasan", "jumlah_n"])


def _baca(impor: ImporPantau) -> tuple[list[tuple[int, BarisPantau]], list[GalatBaris]]:
    """(wilayah, baris) yang sah urut wilayah, paling baru tiap wilayah, dan galat per baris dengan sebabnya."""
    with impor.berkas.open("rb") as berkas:
        isi = berkas.read()
    baris, galat = baca_lembar(isi, panjang_kode=KUNCI_PRODUK[impor.produk][1], hari_ini=hari_ini())
    peta = cocokkan_kode({(impor.produk, satu.kode) for satu in baris})
    boleh = set(
        Wilayah.objects.filter(pk__in=set(peta.values()))
        .filter(impor.oleh.q_kuasa(*ImporPantau.PERAN, jalur="kunci"))
        .values_list("pk", flat=True)
    )
    terbaru: dict[int, BarisPantau] = {}
    for satu in baris:
        wilayah_id = peta.get((impor.produk, satu.kode))
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
    return sorted(terbaru.items()), sorted(galat, key=lambda satu: satu.nomor)


def _ringkas(sah: list, galat: list[GalatBaris]) -> dict:
    tanggal = [satu.tanggal for _, satu in sah]
    return {
        "sah": len(sah), "galat": len(galat), "contoh_galat": [asdict(satu) for satu in galat[:GALAT_DISIMPAN]],
        "dari": str(min(tanggal)) if tanggal else "", "sampai": str(max(tanggal)) if tanggal else "",
    }  # fmt: skip


# --- Menerapkan -------------------------------------------------------------------------------------------------------


def _terapkan(impor: ImporPantau) -> None:
    """Berkasnya dibaca lagi menurut keadaan sekarang, lalu disimpan urut wilayah mulai sesudah `sampai`."""
    sah, galat = _baca(impor)
    ringkas = _ringkas(sah, galat)
    for potong in _potong([satu for satu in sah if satu[0] > impor.sampai]):
        with transaction.atomic():
            if (satu := _pegang(impor)) is None:
                return
            _simpan(satu, potong)
            satu.sampai, satu.selesai_n, satu.jumlah_n = potong[-1][0], satu.selesai_n + len(potong), len(sah)
            satu.save(update_fields=["sampai", "selesai_n", "jumlah_n", "sewa_sampai"])
        impor.sampai = satu.sampai
    with transaction.atomic():
        if satu := _pegang(impor):
            satu.keadaan, satu.diputus_pada = Keadaan.DITERAPKAN, timezone.now()
            satu.ringkasan = ringkas | {"ditambah": satu.baris.count()}
            satu.save(update_fields=["keadaan", "diputus_pada", "ringkasan", "sewa_sampai"])


def _potong(sah: list[tuple[int, BarisPantau]]) -> Iterator[list[tuple[int, BarisPantau]]]:
    for awal in range(0, len(sah), SEPOTONG):
        yield sah[awal : awal + SEPOTONG]


def _jati(produk: str, wilayah_id: int, satu: BarisPantau) -> uuid.UUID:
    """Kejadian yang sama dari berkas mana pun adalah pernyataan yang sama."""
    return uuid.uuid5(_RUANG, f"{produk}|{wilayah_id}|{satu.tanggal}|{satu.versi}|{satu.situs}")


def _simpan(impor: ImporPantau, sah: list[tuple[int, BarisPantau]]) -> None:
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
    _sesudah(impor, [satu.wilayah_id for satu in pernyataan])


def _sesudah(impor: ImporPantau, wilayah: list[int]) -> None:
    if wilayah:
        if impor.produk == Produk.OPENSID:
            perbarui_ringkas(wilayah_id=wilayah)
        tandai_kotor(wilayah_id=wilayah)


# --- Mengurungkan -----------------------------------------------------------------------------------------------------


def _urungkan(impor: ImporPantau) -> None:
    """Semua yang lahir dari impor ini hilang, yang sudah ada sebelumnya tinggal; yang hilang itulah catatan kemajuannya."""
    while True:
        with transaction.atomic():
            if (satu := _pegang(impor)) is None:
                return
            baris = list(satu.baris.order_by("pk").values_list("pengakuan_id", "wilayah_id")[:SEPOTONG])
            if not baris:
                satu.keadaan, satu.diputus_pada = Keadaan.DIURUNGKAN, timezone.now()
                satu.save(update_fields=["keadaan", "diputus_pada", "sewa_sampai"])
                return
            wilayah = [wilayah_id for _, wilayah_id in baris]
            FaktaDesa.objects.filter(pk__in=wilayah, sumber=f"impor-{satu.pk}").delete()
            PengakuanStatus.objects.filter(pk__in=[pk for pk, _ in baris]).delete()
            _sesudah(satu, wilayah)
            satu.selesai_n += len(baris)
            satu.save(update_fields=["selesai_n", "sewa_sampai"])
