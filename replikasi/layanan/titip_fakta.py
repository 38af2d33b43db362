"""Fakta dan kontak desa dari laporan OpenSID. Pemanggil memegang transaksinya."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from wilayah.models import FaktaDesa, KontakDesa

from .keadaan import Terkini, hosting_laporan

KONTAK_BASI = timedelta(days=730)
_TEKS = ("alamat", "kode_pos", "tema", "layanan", "sebutan", "url", "versi")
_KONTAK = ("email", "telepon", "nama", "hp", "jabatan")


def simpan_fakta(terkini: Mapping[int, Terkini]) -> None:
    """Isian yang tidak dikirim tidak menghapus yang sudah ada: klien meninggalkan isian yang tidak dikenalnya."""
    tersimpan = FaktaDesa.objects.select_for_update().in_bulk(terkini)
    baris = []
    for wilayah_id, satu in terkini.items():
        fakta = tersimpan.get(wilayah_id) or FaktaDesa(wilayah_id=wilayah_id)
        for nama in _TEKS:
            setattr(fakta, nama, satu.isi.get(nama) or getattr(fakta, nama))
        if satu.isi.get("lat"):
            fakta.lat, fakta.lng = Decimal(str(satu.isi["lat"])), Decimal(str(satu.isi["lng"]))
        fakta.hosting = _hosting(fakta.hosting, hosting_laporan(satu.isi))
        fakta.dilaporkan_pada, fakta.sumber = satu.saat, "telemetri"
        baris.append(fakta)
    FaktaDesa.objects.bulk_create(
        baris, batch_size=500, update_conflicts=True, unique_fields=["wilayah"],
        update_fields=[*_TEKS, "lat", "lng", "hosting", "dilaporkan_pada", "sumber"],
    )  # fmt: skip


def _hosting(lama: str, lapor: str) -> str:
    """Laporan daring tidak menimpa keterangan orang yang lebih rinci (hosting mandiri, Diskominfo)."""
    rinci = lama in {FaktaDesa.Hosting.MANDIRI, FaktaDesa.Hosting.DISKOMINFO}
    return lama if not lapor or (rinci and lapor == FaktaDesa.Hosting.DARING) else lapor


def simpan_kontak(laporan: Iterable[tuple[int, Mapping[str, str], int]]) -> None:
    """(wilayah, isian kontak, milidetik): tiap isian milik laporan terakhir yang membawanya."""
    per_desa: dict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    for wilayah_id, kontak, saat in laporan:
        for nama, nilai in kontak.items():
            per_desa[wilayah_id][nama] = max(per_desa[wilayah_id].get(nama, (0, "")), (saat, nilai))
    tersimpan = KontakDesa.objects.select_for_update().in_bulk(per_desa)
    baris = []
    for wilayah_id, isi in per_desa.items():
        kontak = tersimpan.get(wilayah_id) or KontakDesa(wilayah_id=wilayah_id)
        if kontak.dihapus_pada:
            continue
        menang = {
            nama: (saat, nilai)
            for nama, (saat, nilai) in isi.items()
            if (saat, nilai) > (kontak.dilaporkan.get(nama, 0), getattr(kontak, nama))
        }
        if menang:
            for nama, (saat, nilai) in menang.items():
                setattr(kontak, nama, nilai)
                kontak.dilaporkan[nama] = saat
            baris.append(kontak)
    KontakDesa.objects.bulk_create(
        baris, batch_size=500, update_conflicts=True, unique_fields=["wilayah"],
        update_fields=[*_KONTAK, "dilaporkan", "diperbarui"],
    )  # fmt: skip


@transaction.atomic
def buang_kontak_basi() -> int:
    """Kontak yang dua tahun tidak dilaporkan lagi dihapus: orangnya mungkin sudah tidak di kantor itu (UU 27/2022)."""
    return KontakDesa.objects.filter(dihapus_pada=None, diperbarui__lt=timezone.now() - KONTAK_BASI).delete()[0]


@transaction.atomic
def hapus_kontak(*, kontak: KontakDesa, oleh: Pengguna | None) -> KontakDesa:
    """Atas permintaan orangnya: isinya hilang sekarang, dan laporan berikutnya tidak mengembalikannya.

    `oleh` kosong: penghapusan yang sudah terjadi diulang sesudah cadangan dipulihkan.
    """
    kontak = KontakDesa.objects.select_for_update().get(pk=kontak.pk)
    if oleh is not None and not kontak.boleh_dihapus(oleh=oleh):
        raise PermissionDenied
    for nama in _KONTAK:
        setattr(kontak, nama, "")
    kontak.dilaporkan, kontak.dihapus_pada = {}, timezone.now()
    kontak.save()
    return kontak
