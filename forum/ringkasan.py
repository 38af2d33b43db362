"""Ringkasan harian dan mingguan: hanya bagi yang memintanya, sekali per masa, tidak pernah kosong (forum.md 8.2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from akun.kabar import surel_terbukti
from akun.layak import KEPALA_ALAMAT
from akun.models import Pengguna, PilihanKabar

from .alamat_surat import tautan_berhenti
from .bacaan.daftar import diikuti
from .models import PilihanSurat, RingkasanTerkirim, Simpul, Topik

TOPIK_MAKS = 10
SEKALI_JALAN = 200
HARIAN, MINGGUAN = PilihanSurat.Cara.HARIAN, PilihanSurat.Cara.MINGGUAN


def kirim_ringkasan(*, kini: datetime | None = None) -> int:
    """Yang sudah tiba jamnya di zona orangnya dan belum menerima masa ini; mengembalikan jumlah surat."""
    kini = kini or timezone.now()
    pilihan = PilihanSurat.objects.filter(cara__in=[HARIAN, MINGGUAN], pengguna__is_active=True).select_related(
        "pengguna"
    )
    tunggu = [satu for satu in pilihan.order_by("pk") if _tiba(satu, kini)]
    masa = {satu.pk: masa_ringkasan(satu, kini) for satu in tunggu}
    sudah = set(RingkasanTerkirim.objects.filter(masa__in=set(masa.values())).values_list("pengguna", "masa"))
    n = 0
    for satu in [satu for satu in tunggu if (satu.pk, masa[satu.pk]) not in sudah][:SEKALI_JALAN]:
        n += _kirim(satu, masa[satu.pk], kini)
    return n


def _setempat(pilihan: PilihanSurat, kini: datetime) -> datetime:
    return kini.astimezone(ZoneInfo(pilihan.pengguna.zona))


def _tiba(pilihan: PilihanSurat, kini: datetime) -> bool:
    saat = _setempat(pilihan, kini)
    return saat.hour >= pilihan.jam and (pilihan.cara == HARIAN or saat.weekday() == 0)


def masa_ringkasan(pilihan: PilihanSurat, kini: datetime) -> str:
    """ "2026-11-22" atau "2026-W47", menurut hari di zona orangnya."""
    saat = _setempat(pilihan, kini)
    if pilihan.cara == HARIAN:
        return saat.date().isoformat()
    tahun, pekan, _ = saat.isocalendar()
    return f"{tahun}-W{pekan:02}"


def isi_ringkasan(orang: Pengguna, *, sejak: datetime) -> tuple[list[Topik], int]:
    """Topik dengan tulisan orang lain sejak saat itu, di tempat yang diikuti atau di simpulnya; haknya yang sekarang."""
    simpul = Simpul.objects.diikuti(oleh=orang).values("pk")
    ramai = Topik.objects.terbaca(oleh=orang).filter(dibalas_pada__gt=sejak).exclude(penulis_akhir=orang)
    bisu = Q(pembaca__pengguna=orang, pembaca__tingkat="bisu")
    senyap = Topik.objects.filter(bisu).values("pk")
    bungkam = Q(ruang__pembaca__pengguna=orang, ruang__pembaca__tingkat="bisu") | Q(
        ruang__simpul__pengikut__pengguna=orang, ruang__simpul__pengikut__tingkat="bisu"
    )
    tempat_senyap = Topik.objects.filter(bungkam).values("pk")
    ikut = ramai.filter(pk__in=diikuti(orang).values("pk"))
    anggota = ramai.filter(ruang__simpul__in=simpul).exclude(pk__in=tempat_senyap)
    semua = Topik.objects.filter(Q(pk__in=ikut.values("pk")) | Q(pk__in=anggota.values("pk"))).exclude(pk__in=senyap)
    return list(semua.select_related("ruang__simpul", "penulis").terbaru()[:TOPIK_MAKS]), semua.count()


def _kirim(pilihan: PilihanSurat, masa: str, kini: datetime) -> bool:
    orang = pilihan.pengguna
    sejak = kini - timedelta(days=1 if pilihan.cara == HARIAN else 7)
    alamat = surel_terbukti(orang) if orang.email_mati_pada is None else ""
    diam = (
        PilihanKabar.objects.filter(pengguna=orang, kelompok="forum")
        .exclude(saluran=PilihanKabar.Saluran.SURAT)
        .exists()
    )
    topik, jumlah = isi_ringkasan(orang, sejak=sejak) if alamat and not diam else ([], 0)
    with transaction.atomic():
        _, baru = RingkasanTerkirim.objects.get_or_create(
            pengguna=orang, masa=masa, defaults={"jumlah": len(topik), "dibuat": kini}
        )
        if baru and topik:
            _surati(orang, alamat, topik, jumlah, pilihan, masa)
        return baru and bool(topik)


def _surati(orang: Pengguna, alamat: str, topik: list[Topik], jumlah: int, pilihan: PilihanSurat, masa: str) -> None:
    berhenti = tautan_berhenti(orang.pk, "surat")
    konteks = {
        "orang": orang, "daftar": topik, "lebih": jumlah - len(topik), "situs": settings.SITE_URL, "berhenti": berhenti,
        "harian": pilihan.cara == HARIAN,
    }  # fmt: skip
    kepala = {
        "Auto-Submitted": "auto-generated", KEPALA_ALAMAT: " ".join(f"/forum/t/{satu.pk}-" for satu in topik), "X-Kunci": f"forum:ringkasan:{orang.pk}:{masa}", "Precedence": "bulk",
        "List-Unsubscribe": f"<{berhenti}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }  # fmt: skip
    surat = EmailMultiAlternatives(
        subject=f"{jumlah} percakapan di forum {'sejak kemarin' if pilihan.cara == HARIAN else 'pekan ini'}",
        body=render_to_string("forum/surat/ringkasan.txt", konteks), to=[alamat], headers=kepala,
    )  # fmt: skip
    surat.attach_alternative(render_to_string("forum/surat/ringkasan.html", konteks), "text/html")
    surat.send()


def buang_catatan_lama() -> int:
    """Catatan ringkasan cukup disimpan 60 hari."""
    return RingkasanTerkirim.objects.filter(dibuat__lt=timezone.now() - timedelta(days=60)).delete()[0]
