"""Pengingat masa kesepakatan: 90, 60, 30, 7 hari, masing-masing sekali; yang terlewat dikirim terlambat (tracker.md 2)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan
from replikasi.kalender import hari_ini
from replikasi.models import Kesepakatan, PengingatTerkirim
from replikasi.models.terbit import PERAN_PENULIS
from replikasi.rumus import agreement_reminders
from replikasi.rumus.perjanjian import PENGINGAT
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah


def ingatkan_kesepakatan(*, pada: date | None = None) -> int:
    """Mengirim semua pengingat yang jatuh sampai hari ini; mengembalikan banyaknya kesepakatan yang diingatkan."""
    pada = pada or hari_ini()
    calon = Kesepakatan.objects.filter(akhir__range=(pada, pada + timedelta(days=max(PENGINGAT)))).select_related(
        "wilayah"
    )
    terkirim = defaultdict(set)
    for pk, akhir, ambang in PengingatTerkirim.objects.filter(kesepakatan__in=calon).values_list(
        "kesepakatan", "akhir", "ambang"
    ):
        terkirim[pk, akhir].add(ambang)
    return sum(_ingatkan(satu, pada, terkirim[satu.pk, satu.akhir]) for satu in calon)


@transaction.atomic
def _ingatkan(satu: Kesepakatan, pada: date, terkirim: set[int]) -> bool:
    """Yang terlewat beberapa sekaligus dicatat semuanya, tetapi orang hanya menerima satu kabar: sisa hari yang sebenarnya."""
    perlu = agreement_reminders(akhir=satu.akhir, hari_ini=pada, terkirim=terkirim, sejak=satu.tanggal)
    baru = [
        ambang
        for ambang, terlambat in perlu
        if PengingatTerkirim.objects.get_or_create(
            kesepakatan=satu, akhir=satu.akhir, ambang=ambang, defaults={"terlambat": terlambat}
        )[1]
    ]
    if not baru:
        return False
    sisa = (satu.akhir - pada).days
    lama = f"tinggal {sisa} hari" if sisa else "berakhir hari ini"
    kabari(
        pengelola_kesepakatan(satu.wilayah), jenis="replikasi_pengingat",
        kunci=f"kesepakatan:{satu.pk}:{satu.akhir}:{min(baru)}", judul=f"Masa kesepakatan {lama}: {satu.judul}",
        isi="Bicarakan perpanjangan atau penutupannya dengan para pihak, lalu catat di sini.", url=satu.get_absolute_url(),
    )  # fmt: skip
    return True


def pengelola_kesepakatan(wilayah: Wilayah | None) -> list[Pengguna]:
    """Manajer terdekat ke atas yang ada orangnya; tanpa manajer, pengelola nasional."""
    tugas = (
        Penugasan.objects.berlaku().filter(peran__in=PERAN_PENULIS, pengguna__is_active=True).select_related("pengguna")
    )
    for kode in reversed(aturan_kode.leluhur(wilayah.kode) if wilayah else []):
        if orang := {t.pengguna_id: t.pengguna for t in tugas.filter(wilayah__kode=kode)}:
            return list(orang.values())
    return list({t.pengguna_id: t.pengguna for t in tugas.filter(wilayah__isnull=True)}.values())
