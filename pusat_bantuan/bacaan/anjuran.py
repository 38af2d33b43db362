"""Pelajaran yang dianjurkan kepada satu desa menurut tiketnya sendiri."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from akun.models import Penugasan, Peran
from modul_pelatihan.bacaan.anjuran import Anjuran, Soal, anjurkan, bobot_umur
from modul_pelatihan.models import KemajuanPelajaran
from pusat_bantuan.models import ProfilTiket
from wilayah.models import Wilayah

HARI = 90


def anjuran_desa(desa: Wilayah, *, oleh, banyak: int = 3) -> list[Anjuran]:
    """Dari tiket desa itu yang boleh dilihat `oleh`; yang sudah diselesaikan operatornya tidak diulang. Tujuh kueri, berapa pun tiketnya."""
    if not oleh.is_authenticated:
        return []
    kini = timezone.now()
    baris = ProfilTiket.objects.terlihat(oleh=oleh).filter(
        wilayah=desa, tiket__created__gte=kini - timedelta(days=HARI)
    )
    kumpul: dict[tuple[int, str], list[float]] = defaultdict(list)
    for bidang, nama, dibuat in baris.values_list("bidang", "bidang__nama", "tiket__created").order_by():
        kumpul[(bidang, nama)].append(bobot_umur((kini - dibuat).total_seconds() / 86400))
    soal = [Soal(bidang, nama, len(bobot), sum(bobot)) for (bidang, nama), bobot in kumpul.items()]
    if not soal:
        return []
    operator = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=desa).values("pengguna")
    selesai = KemajuanPelajaran.objects.selesai().filter(orang__in=operator).values_list("pelajaran", flat=True)
    return anjurkan(soal, selesai=set(selesai), hari=HARI, banyak=banyak)
