"""Memulai penerapan di satu desa, menetapkan pendamping, mengubah bobot."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna
from replikasi.models import EdisiBobot, Pendampingan, Penerapan, Program
from wilayah.models import Wilayah

from .rekap import catat_perubahan


@transaction.atomic
def mulai_penerapan(
    *, program: Program, wilayah: Wilayah, oleh: Pengguna | None, percontohan: bool = False, mulai: date | None = None,
    contoh: bool = False,
) -> Penerapan:  # fmt: skip
    """Satu desa menjalani satu program sekali; memakai edisi bobot terbaru saat itu.

    Lewat program daerah, yang ditempuh tahap program acuannya dengan bobot daerah itu.
    """
    if wilayah.tingkat != Wilayah.Tingkat.DESA:
        raise ValidationError("Penerapan dijalani oleh desa, nagari, atau kelurahan.")
    if program.wilayah_id and not program.wilayah.memuat(wilayah):
        raise ValidationError("Desa ini di luar wilayah program.")
    penerapan, baru = Penerapan.objects.get_or_create(
        program=program.dasar, wilayah=wilayah,
        defaults={"edisi": program.bobot_terbaru(), "dimulai_oleh": oleh, "percontohan": percontohan,
                  "mulai": mulai or timezone.localdate(), "contoh": contoh},
    )  # fmt: skip
    if baru:
        catat_perubahan(wilayah=wilayah)
    return penerapan


@transaction.atomic
def tetapkan_pendamping(*, wilayah: Wilayah, pendamping: Pengguna, oleh: Pengguna, catatan: str = "") -> Pendampingan:
    pendampingan, baru = Pendampingan.objects.get_or_create(
        wilayah=wilayah,
        pendamping=pendamping,
        selesai=None,
        defaults={"ditetapkan_oleh": oleh, "catatan": catatan[:200]},
    )
    if baru and pendamping != oleh:
        kabari(
            [pendamping], jenis="replikasi_pendamping", kunci=f"pendamping:{pendampingan.pk}",
            judul=f"Anda mendampingi {wilayah.nama_lengkap}", url=pendampingan.get_absolute_url(),
        )  # fmt: skip
    return pendampingan


@transaction.atomic
def akhiri_pendampingan(*, pendampingan: Pendampingan) -> Pendampingan:
    if pendampingan.selesai is None:
        pendampingan.selesai = max(timezone.localdate(), pendampingan.mulai)
        pendampingan.save(update_fields=["selesai"])
    return pendampingan


@transaction.atomic
def ubah_bobot(*, program: Program, bobot: dict[int, int], catatan: str = "") -> EdisiBobot:
    """Edisi baru; penerapan yang sudah berjalan tetap memegang edisinya."""
    nomor = (program.edisi_bobot.aggregate(n=Max("nomor"))["n"] or 0) + 1
    edisi = EdisiBobot(
        program=program, nomor=nomor, bobot={str(tahap): berat for tahap, berat in bobot.items()}, catatan=catatan[:200]
    )
    edisi.full_clean()
    if set(edisi.bobot) != {str(n) for n in program.dasar.tahap.values_list("nomor", flat=True)}:
        raise ValidationError("Setiap tahap program harus berbobot.")
    edisi.save()
    return edisi
