"""Arti suntingan: yang besar membuka lagi kewajiban membaca, sebatas ringkasannya (domain training.md 3)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from akun.models import Pengguna
from modul_pelatihan.models import KemajuanPelajaran, LaporanNaskah, PelajaranPage, PerubahanPelajaran
from modul_pelatihan.models.perubahan import Tingkat


def catat_perubahan(*, pelajaran: PelajaranPage, revisi: Revision) -> PerubahanPelajaran | None:
    """Dipanggil saat satu revisi terbit. Terbitan pertama dan suntingan kecil tidak dicatat; satu revisi dicatat sekali.

    Laporan pembaca yang sudah dipastikan dianggap beres oleh terbitan sesudahnya.
    """
    with transaction.atomic():
        LaporanNaskah.objects.benar().filter(pelajaran=pelajaran.uuid, diputus_pada__lt=revisi.created_at).update(
            keadaan=LaporanNaskah.Keadaan.BERES
        )
        if pelajaran.first_published_at == pelajaran.last_published_at or pelajaran.tingkat_perubahan == Tingkat.KECIL:
            return None
        perubahan, _ = PerubahanPelajaran.objects.get_or_create(
            pelajaran=pelajaran.uuid, revisi=revisi,
            defaults={
                "tingkat": pelajaran.tingkat_perubahan, "oleh_id": revisi.user_id,
                "ringkasan": pelajaran.ringkasan_perubahan.strip() or "Cara kerjanya berubah.",
            },
        )  # fmt: skip
    return perubahan


@transaction.atomic
def baca_perubahan(*, orang: Pengguna, pelajaran: PelajaranPage) -> KemajuanPelajaran | None:
    """Orang itu sudah membaca semua perubahan sampai sekarang. Tanggal dan revisi selesainya yang lama tidak disentuh."""
    kemajuan = (
        KemajuanPelajaran.objects.select_for_update()
        .filter(orang=orang, pelajaran=pelajaran.uuid, keadaan=KemajuanPelajaran.Keadaan.SELESAI)
        .first()
    )
    if kemajuan:
        kemajuan.perubahan_dibaca = timezone.now()
        kemajuan.save(update_fields=["perubahan_dibaca"])
    return kemajuan
