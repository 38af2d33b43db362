"""Hak baca tiket yang tidak datang dari penugasan yang berlaku."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from akun.models import Penugasan, Peran
from akun.models.orang import SELALU, TIDAK_PERNAH
from wilayah.models import Wilayah


def desa_yang_ditinggalkan(oleh) -> QuerySet:
    """Desa tempat `oleh` pernah menjadi operator dan kini tidak lagi, sebagai anak kueri.

    Tiket milik desa, bukan orang: yang sudah berhenti kehilangan percakapannya saat itu juga (helpdesk.md 5).
    """
    lampau = Q(keadaan=Penugasan.Keadaan.DICABUT) | Q(selesai__lt=timezone.localdate())
    masih = [satu.wilayah_id for satu in oleh.penugasan_berlaku if satu.peran == Peran.OPERATOR]
    tugas = Penugasan.objects.filter(lampau, pengguna_id=oleh.pk, peran=Peran.OPERATOR, wilayah__isnull=False)
    return tugas.exclude(wilayah_id__in=masih).order_by().values("wilayah_id")


def pernah_meninggalkan(oleh, wilayah_id: int | None) -> bool:
    """Benar bila desa itu ditinggalkan `oleh`; daftarnya dibaca sekali per permintaan."""
    if "_desa_ditinggalkan" not in oleh.__dict__:
        oleh.__dict__["_desa_ditinggalkan"] = {satu["wilayah_id"] for satu in desa_yang_ditinggalkan(oleh)}
    return wilayah_id in oleh.__dict__["_desa_ditinggalkan"]


def q_wilayah(oleh, *peran: str) -> Q:
    """`oleh.q_kuasa(*peran)` atas wilayah tiket, tanpa gabungan tabel: di antara OR, hanya bentuk ini yang memakai indeks
    wilayah. Desa disebut nomornya (PostgreSQL tidak menggabung indeks dengan anak kueri), wilayah luas sebagai anak kueri.
    """
    if oleh.q_kuasa(*peran, jalur="kunci") in (SELALU, TIDAK_PERNAH):
        return oleh.q_kuasa(*peran, jalur="kunci")
    nomor = {satu.wilayah.kunci: satu.wilayah_id for satu in oleh.penugasan_berlaku if satu.wilayah}
    desa, luas = [], TIDAK_PERNAH
    for awal, akhir in oleh.rentang_kuasa(*peran):
        if awal == akhir and awal in nomor:
            desa.append(nomor[awal])
        else:
            luas |= Q(kunci__range=(awal, akhir))
    syarat = Q(wilayah__in=desa) if desa else TIDAK_PERNAH
    return syarat if luas == TIDAK_PERNAH else syarat | Q(wilayah__in=Wilayah.objects.filter(luas).values("pk"))
