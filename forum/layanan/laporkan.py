from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from akun.data_pribadi import samarkan
from forum.models import Keadaan, Kiriman, LaporanKiriman, Tinjauan

from .galat import Dipegang, TidakBoleh
from .jatah import pakai_jatah
from .saring import buka_perkara
from .sembunyikan import pulihkan, sembunyikan, tahan_laporan
from .tingkat import BOBOT_SEMBUNYI, bobot_lapor

PELAPOR_SEMBUNYI = 3
LAMA_PEGANG = timedelta(minutes=15)


@transaction.atomic
def laporkan(*, kiriman: Kiriman, pelapor, sebab: str, alasan: str = "") -> LaporanKiriman:
    """Satu laporan per orang per kiriman; laporan berikutnya menaikkan skor perkara yang sama."""
    baris = Kiriman.objects.select_related("topik__ruang__simpul__wilayah").get(pk=kiriman.pk)
    if not baris.boleh_dilaporkan(oleh=pelapor):
        raise TidakBoleh
    laporan, baru = LaporanKiriman.objects.get_or_create(
        kiriman=baris, pengguna=pelapor, defaults={"sebab": sebab, "alasan": samarkan(alasan).teks[:300]}
    )
    if baru:
        pakai_jatah(pelapor, "laporkan")
        bobot = bobot_lapor(pelapor)
        perkara, dibuka = buka_perkara(baris, Tinjauan.Sebab.LAPORAN, bobot)
        if not dibuka:
            Tinjauan.objects.filter(pk=perkara.pk).update(skor=F("skor") + bobot)
            _tahan_bila_cukup(perkara)
    return laporan


def _tahan_bila_cukup(perkara: Tinjauan) -> None:
    """Tiga pelapor atau lebih dengan bobot cukup; akun-akun baru saja tidak dapat membungkam orang."""
    perkara.refresh_from_db(fields=["skor"])
    pelapor = LaporanKiriman.objects.filter(kiriman=perkara.kiriman_id).count()
    if perkara.skor >= BOBOT_SEMBUNYI and pelapor >= PELAPOR_SEMBUNYI:
        tahan_laporan(kiriman=perkara.kiriman)


@transaction.atomic
def pegang_tinjauan(*, tinjauan: Tinjauan, pelaku) -> tuple[Tinjauan, bool]:
    """Memegang satu perkara lima belas menit; `False` bila pengurus lain lebih dulu atau sudah diputus."""
    baris = _terkunci(tinjauan, pelaku)
    if baris.keadaan != Tinjauan.Keadaan.TERBUKA or baris.dipegang_lain(oleh=pelaku):
        return baris, False
    baris.diambil_oleh, baris.diambil_sampai = pelaku, timezone.now() + LAMA_PEGANG
    baris.save(update_fields=["diambil_oleh", "diambil_sampai"])
    return baris, True


@transaction.atomic
def putuskan_tinjauan(*, tinjauan: Tinjauan, pelaku, sembunyi: bool, alasan: str = "") -> tuple[Tinjauan, bool]:
    """Perkara diputus satu kali; pemutus kedua mendapat hasil yang sudah ada dan tanda `False`."""
    baris = _terkunci(tinjauan, pelaku)
    if baris.keadaan != Tinjauan.Keadaan.TERBUKA:
        return baris, False
    if baris.dipegang_lain(oleh=pelaku):
        raise Dipegang(f"Perkara ini sedang diperiksa {baris.diambil_oleh.nama}, paling lama lima belas menit.")
    ditahan = Keadaan.MENUNGGU in (baris.kiriman.keadaan, baris.kiriman.topik.keadaan)
    if not sembunyi and ditahan:
        pulihkan(kiriman=baris.kiriman, pelaku=pelaku, alasan=alasan)
    if sembunyi:
        sembunyikan(kiriman=baris.kiriman, pelaku=pelaku, alasan=alasan)
    baris.keadaan = Tinjauan.Keadaan.DISEMBUNYIKAN if sembunyi else Tinjauan.Keadaan.DIBIARKAN
    baris.diputus_oleh, baris.diputus_pada, baris.alasan = pelaku, timezone.now(), alasan[:200]
    baris.save(update_fields=["keadaan", "diputus_oleh", "diputus_pada", "alasan"])
    return baris, True


def _terkunci(tinjauan: Tinjauan, pelaku) -> Tinjauan:
    """Dikunci dahulu, haknya dibaca sesudahnya; `TidakBoleh` bila bukan pengurusnya."""
    baris = (
        Tinjauan.objects.select_for_update(of=("self",))
        .select_related("kiriman__topik__ruang__simpul__wilayah", "diambil_oleh")
        .get(pk=tinjauan.pk)
    )
    if not baris.boleh_diputus(oleh=pelaku):
        raise TidakBoleh
    return baris
