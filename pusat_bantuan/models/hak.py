"""Hak baca tiket yang tidak datang dari penugasan yang berlaku."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from akun.models import Penugasan, Peran


def desa_yang_ditinggalkan(oleh) -> frozenset[int]:
    """Desa tempat `oleh` pernah menjadi operator dan kini tidak lagi.

    Tiket milik desa, bukan orang: yang sudah berhenti kehilangan percakapannya saat itu juga (helpdesk.md 5).
    """
    if "_desa_ditinggalkan" not in oleh.__dict__:
        tugas = Penugasan.objects.filter(pengguna_id=oleh.pk, peran=Peran.OPERATOR)
        hari_ini = timezone.localdate()
        lampau = tugas.filter(Q(keadaan=Penugasan.Keadaan.DICABUT) | Q(selesai__lt=hari_ini))
        masih = {satu.wilayah_id for satu in oleh.penugasan_berlaku if satu.peran == Peran.OPERATOR}
        oleh.__dict__["_desa_ditinggalkan"] = frozenset(lampau.values_list("wilayah_id", flat=True)) - masih
    return oleh.__dict__["_desa_ditinggalkan"]
