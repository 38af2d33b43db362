"""Menambah wilayah, mengganti nama, mengatur sebutan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .. import kode as aturan_kode
from ..models import RiwayatKode, Wilayah
from ..nama import rapikan_nama
from ..sebutan import sebutan_baku
from ..zona import zona_dari_kode


def pengaturan_sebutan() -> dict[str, str]:
    """Kode provinsi, kabupaten, atau kecamatan → sebutan desa yang diatur orang."""
    return dict(
        Wilayah.objects.exclude(tingkat=Wilayah.Tingkat.DESA).exclude(sebutan="").values_list("kode", "sebutan")
    )


def periksa_wilayah_baru(*, kode: str, nama: str) -> tuple[str, str, Wilayah | None]:
    """Kode bertitik, nama rapi, dan induknya; `ValidationError` per isian bila tidak dapat dipakai."""
    bersih, nama = aturan_kode.normalkan(kode), rapikan_nama(nama)
    if bersih is None:
        raise ValidationError({"kode": "Tulis kode seperti 13.07.04.2001 atau 1307042001."})
    if not nama:
        raise ValidationError({"nama": "Isi nama wilayahnya."})
    try:
        zona_dari_kode(bersih)
    except ValueError as galat:
        raise ValidationError({"kode": "Kode provinsi ini belum dikenal."}) from galat
    if len(bersih) == 13 and not aturan_kode.jenis_desa(bersih):
        raise ValidationError({"kode": "Kelompok keempat diawali 1 (kelurahan), 2 (desa), atau 3 (desa adat)."})
    if Wilayah.objects.filter(kode=bersih).exists():
        raise ValidationError({"kode": f"Kode {bersih} sudah ada."})
    kode_induk = aturan_kode.induk(bersih)
    induk = Wilayah.objects.filter(kode=kode_induk).first() if kode_induk else None
    if kode_induk and induk is None:
        raise ValidationError({"kode": f"Induknya, {kode_induk}, belum ada. Tambahkan dahulu."})
    return bersih, nama, induk


@transaction.atomic
def tambah_wilayah(*, kode: str, nama: str) -> Wilayah:
    """Wilayah baru di bawah induk menurut kodenya. `ValidationError` bila kode atau namanya tidak dapat dipakai."""
    bersih, nama, induk = periksa_wilayah_baru(kode=kode, nama=nama)
    return Wilayah.objects.create(
        kode=bersih, nama=nama, induk=induk, tingkat=aturan_kode.tingkat(bersih),
        jenis=aturan_kode.jenis_desa(bersih),
        sebutan=sebutan_baku(bersih, pengaturan_sebutan()) if len(bersih) == 13 else "",
    )  # fmt: skip


@transaction.atomic
def ganti_nama(*, wilayah: Wilayah, nama: str, tanggal: date | None = None, dasar: str = "") -> RiwayatKode | None:
    """Nama baru berlaku, nama lama masuk riwayat; `None` bila namanya tidak berubah."""
    wilayah = Wilayah.objects.select_for_update().get(pk=wilayah.pk)
    nama = rapikan_nama(nama)
    if not nama:
        raise ValidationError({"nama": "Isi nama wilayahnya."})
    if nama == wilayah.nama:
        return None
    lama, wilayah.nama = wilayah.nama, nama
    wilayah.save(update_fields=["nama"])
    return RiwayatKode.objects.create(
        wilayah=wilayah, kode_lama=wilayah.kode, kode_baru=wilayah.kode, nama_lama=lama,
        jenis=RiwayatKode.Jenis.GANTI_NAMA, tanggal=tanggal or timezone.localdate(), dasar=dasar, dikonfirmasi=True,
    )  # fmt: skip


@transaction.atomic
def atur_sebutan(*, wilayah: Wilayah, sebutan: str) -> int:
    """Mengatur sebutan desa; di atas tingkat desa berlaku bagi semua desa di dalamnya. Mengembalikan banyaknya yang berubah.

    Kelurahan tetap kelurahan, desa bersebutan khusus tidak tersentuh, dan pengaturan yang lebih dekat menang.
    Sebutan kosong mengembalikan ke aturan.
    """
    wilayah = Wilayah.objects.select_for_update().get(pk=wilayah.pk)
    sebutan = " ".join(sebutan.lower().split())
    if wilayah.tingkat == Wilayah.Tingkat.DESA:
        tetap = bool(sebutan) and wilayah.jenis != Wilayah.Jenis.KELURAHAN
        Wilayah.objects.filter(pk=wilayah.pk).update(
            sebutan=sebutan if tetap else "", sebutan_tetap=tetap, diubah=timezone.now()
        )
        segarkan_sebutan(Wilayah.objects.filter(pk=wilayah.pk))
        return int(Wilayah.objects.values_list("sebutan", flat=True).get(pk=wilayah.pk) != wilayah.sebutan)
    wilayah.sebutan = sebutan
    wilayah.save(update_fields=["sebutan"])
    return segarkan_sebutan(Wilayah.objects.di_dalam(wilayah))


def segarkan_sebutan(wilayah: Iterable[Wilayah]) -> int:
    """Sebutan tiap desa yang tidak khusus dihitung lagi dari pengaturan dan aturan; mengembalikan banyaknya yang berubah."""
    peta, berubah = pengaturan_sebutan(), defaultdict(list)
    for desa in wilayah:
        if desa.tingkat == Wilayah.Tingkat.DESA and not desa.sebutan_tetap:
            baru = sebutan_baku(desa.kode, peta)
            if baru != desa.sebutan:
                berubah[baru].append(desa.pk)
    for baru, kunci_utama in berubah.items():
        for mulai in range(0, len(kunci_utama), 500):
            potong = kunci_utama[mulai : mulai + 500]
            Wilayah.objects.filter(pk__in=potong).update(sebutan=baru, diubah=timezone.now())
    return sum(map(len, berubah.values()))
