"""Siapa yang layak diberi tahu tentang satu desa: pegiat dan manajer yang penugasannya mencakupnya."""

from __future__ import annotations

from akun.models import Pengguna, Penugasan, Peran
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah


def pemverifikasi(wilayah: Wilayah) -> list[Pengguna]:
    """Pegiat dan manajer yang penugasannya mencakup desa ini, tanpa yang nasional."""
    tugas = (
        Penugasan.objects.berlaku()
        .filter(peran__in=[Peran.PEGIAT, Peran.MANAJER], wilayah__kode__in=aturan_kode.leluhur(wilayah.kode))
        .select_related("pengguna")
    )
    return list({satu.pengguna_id: satu.pengguna for satu in tugas}.values())
