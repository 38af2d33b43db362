"""Tingkat kepercayaan seseorang, dihitung saat diperlukan: tidak ada yang tersimpan, jadi tidak ada yang basi (forum.md 9).

0 baru · 1 sudah membaca dan menulis · 2 tetap: dua puluh hari, dua puluh terima kasih, tanpa laporan terbukti enam puluh hari ·
3 bertugas sebagai pegiat, atau anggota yang disetujui koordinator.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from akun.models import Peran
from forum.models import Keadaan, Kiriman, LaporanKiriman, Tinjauan, TopikPengguna

BACA_SATU, HARI_DUA, TERIMA_KASIH_DUA, BERSIH_DUA = 5, 20, 20, timedelta(days=60)
BOBOT_TIGA = {0: 1, 1: 2, 2: 3, 3: 4}
BOBOT_SEMBUNYI = 6  # tiga laporan orang yang sudah dikenal


def tingkat(pengguna) -> int:
    """0 sampai 3. Penugasan yang berakhir langsung tidak lagi dihitung."""
    if (
        pengguna.berperan(Peran.PEGIAT, Peran.PETUGAS, Peran.PENGELOLA)
        or pengguna.keanggotaan.filter(keadaan="aktif", simpul__cara_gabung__in=["disetujui", "undangan"]).exists()
    ):
        return 3
    tampil = Kiriman.objects.filter(penulis=pengguna, keadaan=Keadaan.TAMPIL, topik__keadaan=Keadaan.TAMPIL)
    dikenal = pengguna.penugasan_berlaku or (
        tampil.exists() and TopikPengguna.objects.filter(pengguna=pengguna).count() >= BACA_SATU
    )
    if not dikenal:
        return 0
    lama = timezone.now() - pengguna.date_joined >= timedelta(days=HARI_DUA)
    if not lama or (tampil.aggregate(n=Sum("jumlah_suka"))["n"] or 0) < TERIMA_KASIH_DUA:
        return 1
    terbukti = Tinjauan.objects.filter(
        kiriman__penulis=pengguna, keadaan=Tinjauan.Keadaan.DISEMBUNYIKAN, diputus_pada__gt=timezone.now() - BERSIH_DUA
    )
    return 1 if terbukti.exists() else 2


def bobot_lapor(pelapor) -> int:
    """Bobot laporan seseorang: tingkatnya, digeser oleh berapa laporannya yang dulu terbukti; 0 sampai 6."""
    diputus = LaporanKiriman.objects.filter(
        pengguna=pelapor, kiriman__tinjauan__keadaan__in=["dibiarkan", "disembunyikan"]
    )
    semua = diputus.values("kiriman").distinct().count()
    benar = diputus.filter(kiriman__tinjauan__keadaan="disembunyikan").values("kiriman").distinct().count()
    dasar = BOBOT_TIGA[tingkat(pelapor)]
    return max(0, min(6, round(dasar * 2 * (benar + 1) / (semua + 2))))
