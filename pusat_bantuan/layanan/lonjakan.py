"""Pekerja yang mencari lonjakan dan mengusulkannya; orang yang memutuskan (domain helpdesk.md 2.3)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.models import Bidang

from ..lonjakan import JENDELA, Kejadian, Lonjakan, cari_lonjakan, jendela_lampau
from ..models import AnakGangguan, Gangguan, ProfilTiket, UsulGangguan
from .galat import TidakDapat
from .gangguan import buka_gangguan, masukkan
from .penyaluran import petugas

_KOLOM = ("dibuat", "bidang_id", "bidang__induk_id", "wilayah_id", "hosting", "versi", "domain")
PALING_BANYAK = 20_000


def periksa_lonjakan(*, saat: datetime | None = None) -> list[UsulGangguan]:
    """Usul baru atau yang dihitung ulang. Dua kueri tiket, berapa pun sifatnya; paling banyak 20.000 baris masing-masing."""
    saat = saat or timezone.now()
    kini = _kejadian(Q(dibuat__gt=saat - JENDELA, dibuat__lte=saat))
    if len({satu.desa for satu in kini}) < 5:
        return []
    lampau = Q(pk__in=[])
    for dari, sampai in jendela_lampau(saat):
        lampau |= Q(dibuat__gte=dari, dibuat__lt=sampai)
    temuan = cari_lonjakan(kini, _kejadian(lampau), saat=saat)
    return [usul for satu in temuan if (usul := _usulkan(satu, saat))]


def _kejadian(syarat: Q) -> list[Kejadian]:
    """Bidang dihitung pada pokoknya: anak bidang yang berbeda adalah gejala dari sebab yang sama."""
    baris = ProfilTiket.objects.filter(syarat, terbatas=False, contoh=False).order_by("-dibuat").values_list(*_KOLOM)
    return [
        Kejadian(dibuat, induk or bidang, desa, hosting, versi, domain)
        for dibuat, bidang, induk, desa, hosting, versi, domain in baris[:PALING_BANYAK]
    ]


def _usulkan(satu: Lonjakan, saat: datetime) -> UsulGangguan | None:
    """Satu usul menunggu per kunci. Diam bila baru ditolak, atau bila gangguannya sudah dibuka orang."""
    kunci, sifat = str(satu.sifat), {satu.sifat.jenis: satu.sifat.nilai}
    hitungan = {
        "jumlah": satu.jumlah,
        "desa": satu.desa,
        "ambang": f"{float(satu.ambang):.1f}".removesuffix(".0").replace(".", ","),
        "dilihat": saat,
    }
    if UsulGangguan.objects.menunggu().filter(kunci=kunci).update(**hitungan):
        return UsulGangguan.objects.menunggu().get(kunci=kunci)
    if UsulGangguan.objects.filter(kunci=kunci, diam_sampai__gt=saat).exists():
        return None
    bidang = Bidang.objects.get(pk=satu.sifat.bidang)
    terbuka = Gangguan.objects.terbuka().filter(Q(bidang=bidang) | Q(bidang__induk=bidang), wilayah__isnull=True)
    if terbuka.filter(Q(**sifat) | Q(hosting="", versi="", domain="")).exists():
        return None
    try:
        with transaction.atomic():
            usul = UsulGangguan.objects.create(
                kunci=kunci, bidang=bidang, sejak=satu.sejak, **sifat,
                **hitungan,
            )  # fmt: skip
            kabari(
                petugas(None), jenis="tiket_lonjakan", kunci=f"lonjakan:{usul.pk}", url="/bantuan/gangguan/",
                judul=f"{satu.jumlah} tiket dari {satu.desa} desa dalam satu jam: {usul.sifat}",
                isi="Mungkin satu gangguan. Tetapkan atau tolak.",
            )  # fmt: skip
    except IntegrityError:
        return None
    return usul


def tiket_serupa(usul: UsulGangguan | Gangguan, *, sejak: datetime):
    """Tiket terbuka yang sebidang dan bersifat sama sejak saat itu, belum masuk gangguan mana pun."""
    daftar = ProfilTiket.objects.terbuka().filter(
        Q(bidang=usul.bidang_id) | Q(bidang__induk=usul.bidang_id), dibuat__gte=sejak, digabung_ke__isnull=True
    )
    if usul.hosting:
        daftar = daftar.filter(hosting=usul.hosting)
    if usul.versi:
        daftar = daftar.filter(versi=usul.versi)
    if usul.domain:
        daftar = daftar.filter(domain__icontains=usul.domain)
    return daftar.exclude(pk__in=AnakGangguan.objects.aktif().values("profil"))


def terima_usul(
    *, usul: UsulGangguan, oleh: Pengguna, judul: str, isi: str, kunci_kirim: uuid.UUID | None = None
) -> Gangguan:
    """Usul menjadi gangguan, dan tiket-tiket yang membentuknya langsung masuk."""
    with transaction.atomic():
        usul = UsulGangguan.objects.select_for_update(of=("self",)).select_related("bidang").get(pk=usul.pk)
        if usul.keputusan == UsulGangguan.Keputusan.DITERIMA and usul.gangguan:
            return usul.gangguan
        if not usul.boleh_diputus(oleh=oleh):
            raise TidakDapat("Usul ini sudah diputus.")
        gangguan = buka_gangguan(
            oleh=oleh, judul=judul, isi=isi, bidang=usul.bidang, hosting=usul.hosting, versi=usul.versi,
            domain=usul.domain, kunci_kirim=kunci_kirim,
        )  # fmt: skip
        serupa = tiket_serupa(usul, sejak=usul.sejak - timedelta(minutes=1))
        masukkan(gangguan=gangguan, tiket=serupa.values_list("pk", flat=True)[:5000], oleh=oleh)
        usul.keputusan, usul.diputus_oleh, usul.gangguan = UsulGangguan.Keputusan.DITERIMA, oleh, gangguan
        usul.save(update_fields=["keputusan", "diputus_oleh", "gangguan"])
    return gangguan


@transaction.atomic
def tolak_usul(*, usul: UsulGangguan, oleh: Pengguna) -> UsulGangguan:
    """Bukan gangguan: kunci yang sama diam beberapa jam."""
    usul = UsulGangguan.objects.select_for_update().get(pk=usul.pk)
    if usul.keputusan == UsulGangguan.Keputusan.DITOLAK:
        return usul
    if not usul.boleh_diputus(oleh=oleh):
        raise TidakDapat("Usul ini sudah diputus.")
    usul.keputusan, usul.diputus_oleh = UsulGangguan.Keputusan.DITOLAK, oleh
    usul.diam_sampai = timezone.now() + timedelta(hours=settings.MASA_TIKET["usul_diam_jam"])
    usul.save(update_fields=["keputusan", "diputus_oleh", "diam_sampai"])
    return usul
