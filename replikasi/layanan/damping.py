"""Catatan pendampingan, dan peringatan sekali untuk desa yang melambat atau tertahan."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from akun.kabar import kabari
from akun.models import Pengguna, Peran
from replikasi.bacaan.tertahan import DesaTertahan, ringkas_tertahan, susun_tertahan
from replikasi.kalender import hari_ini
from replikasi.models import Hubungan, Pendampingan, PeringatanMacet, RingkasDesa
from wilayah.kode import SELURUH_INDONESIA
from wilayah.models import Wilayah

from .pemverifikasi import pemverifikasi


@transaction.atomic
def catat_hubungan(
    *, wilayah: Wilayah, oleh: Pengguna, cara: str, hasil: str, tanggal: date, kunci: uuid.UUID, catatan: str = "",
    temuan: str = "", langkah: str = "", langkah_tempo: date | None = None, menit: int | None = None,
) -> Hubungan:  # fmt: skip
    """Satu kali menghubungi desa; kiriman yang sama dicatat sekali. Operator desa mentor mencatat atas nama bimbingannya."""
    if not Hubungan.boleh_dicatat(oleh=oleh, wilayah=wilayah):
        raise ValidationError("Hanya yang mendampingi wilayah ini yang dapat mencatat.")
    satu, _ = Hubungan.objects.get_or_create(
        kunci=kunci, oleh=oleh,
        defaults={"wilayah": wilayah, "cara": cara, "hasil": hasil, "tanggal": tanggal, "catatan": catatan[:500],
                  "temuan": temuan.strip(), "langkah": langkah[:300], "langkah_tempo": langkah_tempo, "menit": menit,
                  "bimbingan": Hubungan.bimbingan_saya(wilayah, oleh=oleh)},
    )  # fmt: skip
    return satu


@transaction.atomic
def kabari_tertahan() -> int:
    """Pendamping (atau pegiat wilayahnya) dan manajer diberi tahu sekali per tingkat macet; satu kabar memuat semua desanya.

    Yang sudah diberitahukan tidak dibaca lagi, jadi malam biasa hanya menyentuh yang baru melambat.
    """
    baru = {}
    calon = _belum_diberitahukan().iterator(chunk_size=500)
    while potong := list(islice(calon, 500)):
        for satu in susun_tertahan(potong, hari=hari_ini()):
            if nomor := _catat(satu):
                baru[nomor] = satu
    penerima: dict[int, tuple[Pengguna, list[DesaTertahan]]] = {}
    for satu in baru.values():
        for orang in _yang_perlu_tahu(satu.wilayah):
            penerima.setdefault(orang.pk, (orang, []))[1].append(satu)
    for orang, desa in penerima.values():
        desa.sort(key=lambda s: (s.tingkat != "merah", -s.hari))
        nama = "; ".join(f"{s.wilayah.nama_lengkap} ({s.status.nama.lower()}, {s.hari} hari)" for s in desa[:6])
        sisa = f"; dan {len(desa) - 6} lainnya" if len(desa) > 6 else ""
        kabari(
            [orang], jenis="replikasi_tertahan", kunci=f"tertahan:{max(baru)}",
            judul=f"{desa[0].wilayah.nama_lengkap} {desa[0].status.nama.lower()}" if len(desa) == 1
            else f"{len(desa)} desa melambat atau tertahan",
            isi=f"Tanpa kemajuan terverifikasi: {nama}{sisa}.",
            url="/replikasi/pekan/" if len(desa) > 1 else desa[0].wilayah.get_absolute_url(),
        )  # fmt: skip
    return len(baru)


def _belum_diberitahukan() -> QuerySet[RingkasDesa]:
    hari = hari_ini()
    peringatan = PeringatanMacet.objects.filter(
        penerapan__wilayah=OuterRef("wilayah"), sejak=Coalesce(OuterRef("maju_pada"), OuterRef("penerapan_mulai"))
    )
    merah = Q(merah_pada__lte=hari)
    return ringkas_tertahan([SELURUH_INDONESIA]).filter(
        merah & ~Exists(peringatan.filter(tingkat="merah")) | ~merah & ~Exists(peringatan.filter(tingkat="kuning"))
    )


def _catat(satu: DesaTertahan) -> int:
    """Nomor peringatan baru; nol bila tingkat macet ini sudah diberitahukan sejak kemajuan terakhirnya."""
    ada, baru = PeringatanMacet.objects.get_or_create(penerapan=satu.penerapan, tingkat=satu.tingkat, sejak=satu.sejak)
    return ada.pk if baru else 0


def _yang_perlu_tahu(desa: Wilayah) -> list[Pengguna]:
    """Pendamping yang ditetapkan; bila tidak ada, pegiat wilayahnya. Ditambah manajer yang paling dekat."""
    pendamping = [
        satu.pendamping
        for satu in Pendampingan.objects.berlaku().filter(wilayah=desa).select_related("pendamping")
        if satu.pendamping.is_active
    ]
    orang = pemverifikasi(desa)
    peran: dict[str, list[tuple[int, Pengguna]]] = defaultdict(list)
    for satu in orang:
        for tugas in satu.penugasan_berlaku:
            if tugas.wilayah and tugas.wilayah.memuat(desa):
                peran[tugas.peran].append((len(tugas.wilayah.kode), satu))
    hasil = pendamping or _terdekat(peran[Peran.PEGIAT])
    return list({satu.pk: satu for satu in [*hasil, *_terdekat(peran[Peran.MANAJER])]}.values())


def _terdekat(calon: list[tuple[int, Pengguna]]) -> list[Pengguna]:
    """Yang wilayah tugasnya paling sempit: manajer kabupaten, bukan manajer provinsi, bila keduanya ada."""
    paling = max((panjang for panjang, _ in calon), default=0)
    return [satu for panjang, satu in calon if panjang == paling]
