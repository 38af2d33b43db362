"""Praktik baik dan inovasi: disusun nagari, ditelaah dua kali, terbit, lalu dipakai nagari lain dengan bukti."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Site

from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.models import Bidang
from pusat_bantuan.berkas import BerkasBersih
from replikasi.models import (
    AdopsiPraktik,
    IndeksPraktikPage,
    InovasiPage,
    JejakTelaah,
    PraktikBaikPage,
    TelaahPraktik,
    Tonggak,
)
from replikasi.models.klaim import lemari_pribadi, tempat_bukti
from wilayah.models import Wilayah

from .klaim import AKHIRAN_BUKTI
from .pemverifikasi import pemverifikasi

JENIS = {"praktik": PraktikBaikPage, "inovasi": InovasiPage}
K = TelaahPraktik.Keadaan


@dataclass(frozen=True)
class IsiPraktik:
    title: str
    masalah: str
    cara: str
    hasil: str
    perlu: str = ""
    bidang: Bidang | None = None
    tonggak: Tonggak | None = None


@transaction.atomic
def rak_praktik() -> IndeksPraktikPage:
    """Rak tempat semua praktik; dibuat sekali."""
    if ada := IndeksPraktikPage.objects.first():
        return ada
    akar = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    return akar.add_child(
        instance=IndeksPraktikPage(
            title="Praktik baik dan inovasi", slug="praktik-baik",
            pengantar="Yang sudah dicoba satu nagari, ditelaah, dan dapat diulang di tempat Anda.",
        )
    )  # fmt: skip


@transaction.atomic
def tulis_praktik(
    *, jenis: str, wilayah: Wilayah, isi: IsiPraktik, oleh: Pengguna | None, kunci: uuid.UUID, contoh: bool = False
) -> TelaahPraktik:
    """Naskah baru, belum terbit. Kiriman ulang mengembalikan yang sama."""
    model = JENIS[jenis]
    if ada := model.objects.filter(kunci=kunci, telaah_praktik__penulis=oleh).first():
        return ada.telaah_praktik
    rak = IndeksPraktikPage.objects.select_for_update().get(pk=rak_praktik().pk)
    slug = f"{slugify(isi.title)[:60] or 'praktik'}-{kunci.hex[:6]}"
    halaman = rak.add_child(
        instance=model(slug=slug, wilayah=wilayah, kunci=kunci, live=False, contoh=contoh, **vars(isi))
    )
    telaah = TelaahPraktik.objects.create(halaman=halaman, wilayah=wilayah, penulis=oleh)
    JejakTelaah.objects.create(telaah=telaah, ke=K.NAGARI, oleh=oleh)
    return telaah


def _kunci(telaah: TelaahPraktik) -> TelaahPraktik:
    return TelaahPraktik.objects.select_for_update(of=("self",)).select_related("halaman", "wilayah").get(pk=telaah.pk)


@transaction.atomic
def sunting_praktik(*, telaah: TelaahPraktik, isi: IsiPraktik) -> TelaahPraktik:
    telaah = _kunci(telaah)
    if telaah.keadaan != K.NAGARI:
        raise ValidationError("Naskah ini sedang ditelaah atau sudah terbit.")
    halaman = telaah.halaman.specific
    for nama, nilai in vars(isi).items():
        setattr(halaman, nama, nilai)
    halaman.save()
    return telaah


@transaction.atomic
def kirim_telaah(*, telaah: TelaahPraktik, oleh: Pengguna | None) -> TelaahPraktik:
    """Nagari menyerahkan naskahnya kepada pendamping."""
    telaah = _kunci(telaah)
    if telaah.keadaan == K.NAGARI:
        _pindah(telaah, K.PENDAMPING, oleh)
        kabari(
            [orang for orang in pemverifikasi(telaah.wilayah) if telaah.boleh_ditelaah(oleh=orang)],
            jenis="replikasi_telaah", kunci=f"telaah:{telaah.pk}:{telaah.jejak.count()}",
            judul=f"Naskah menunggu telaah: {telaah.halaman.title}", url=telaah.get_absolute_url(),
        )  # fmt: skip
    return telaah


@transaction.atomic
def putuskan_telaah(*, telaah: TelaahPraktik, oleh: Pengguna, diterima: bool, alasan: str = "") -> TelaahPraktik:
    """Pendamping meneruskan ke OpenDesa; OpenDesa menerbitkan. Dikembalikan selalu ke nagari, dengan alasan."""
    telaah = _kunci(telaah)
    if not telaah.boleh_ditelaah(oleh=oleh):
        raise ValidationError("Naskah ini tidak menunggu putusan Anda. Muat ulang halamannya.")
    if not diterima and not alasan.strip():
        raise ValidationError("Tulis yang perlu dilengkapi.")
    ke = (K.OPENDESA if telaah.keadaan == K.PENDAMPING else K.TERBIT) if diterima else K.NAGARI
    _pindah(telaah, ke, oleh, alasan)
    if ke == K.TERBIT:
        telaah.halaman.specific.save_revision(user=oleh).publish(user=oleh)
    if telaah.penulis and ke != K.OPENDESA:
        judul = "Naskah Anda terbit" if ke == K.TERBIT else "Naskah Anda perlu dilengkapi"
        kabari(
            [telaah.penulis], jenis="replikasi_telaah", kunci=f"telaah:{telaah.pk}:{telaah.jejak.count()}",
            judul=f"{judul}: {telaah.halaman.title}", isi=alasan, url=telaah.get_absolute_url(),
        )  # fmt: skip
    return telaah


def _pindah(telaah: TelaahPraktik, ke: str, oleh: Pengguna | None, alasan: str = "") -> None:
    telaah.keadaan = ke
    telaah.save(update_fields=["keadaan"])
    JejakTelaah.objects.create(telaah=telaah, ke=ke, oleh=oleh, alasan=alasan.strip()[:500])


def pakai_praktik(
    *, telaah: TelaahPraktik, wilayah: Wilayah, catatan: str, tautan: str, oleh: Pengguna | None, kunci: uuid.UUID,
    berkas: BerkasBersih | None = None, contoh: bool = False,
) -> AdopsiPraktik:  # fmt: skip
    """Nagari lain menyatakan memakainya, dengan bukti. Baru dihitung sesudah orang kedua memverifikasi."""
    if telaah.keadaan != K.TERBIT or telaah.wilayah_id == wilayah.pk:
        raise ValidationError("Praktik ini belum terbit, atau milik desa Anda sendiri.")
    if ada := AdopsiPraktik.objects.filter(kunci=kunci, wilayah=wilayah).first():
        return ada
    if berkas and berkas.akhiran not in AKHIRAN_BUKTI:
        raise ValidationError("Bukti berupa foto (JPG, PNG, WebP) atau PDF.")
    nama = ""
    if berkas:
        nama = lemari_pribadi().save(tempat_bukti(None, f"x.{berkas.akhiran}"), ContentFile(berkas.isi))
    try:
        with transaction.atomic():
            satu = AdopsiPraktik.objects.create(
                halaman_id=telaah.pk, wilayah=wilayah, catatan=catatan, tautan=tautan, diajukan_oleh=oleh, kunci=kunci,
                berkas=nama, nama_asli=berkas.nama[:120] if berkas else "", contoh=contoh,
            )  # fmt: skip
            kabari(
                [orang for orang in pemverifikasi(wilayah) if satu.boleh_diverifikasi(oleh=orang)],
                jenis="replikasi_telaah", kunci=f"adopsi:{satu.pk}",
                judul=f"{wilayah.nama_lengkap} memakai: {telaah.halaman.title}", url=satu.get_absolute_url(),
            )  # fmt: skip
            return satu
    except IntegrityError as galat:
        if nama:
            lemari_pribadi().delete(nama)
        raise ValidationError("Desa ini sudah mencatat pemakaiannya.") from galat


@transaction.atomic
def putuskan_adopsi(*, adopsi: AdopsiPraktik, oleh: Pengguna, diterima: bool, alasan: str = "") -> AdopsiPraktik:
    adopsi = AdopsiPraktik.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=adopsi.pk)
    if not adopsi.boleh_diverifikasi(oleh=oleh):
        raise ValidationError("Catatan ini tidak menunggu putusan Anda.")
    if not diterima and not alasan.strip():
        raise ValidationError("Tulis yang perlu dilengkapi.")
    adopsi.keadaan = AdopsiPraktik.Keadaan.DIVERIFIKASI if diterima else AdopsiPraktik.Keadaan.DIKEMBALIKAN
    adopsi.diputus_oleh, adopsi.diputus_pada, adopsi.alasan = oleh, timezone.now(), alasan.strip()[:500]
    adopsi.save(update_fields=["keadaan", "diputus_oleh", "diputus_pada", "alasan"])
    if adopsi.diajukan_oleh:
        judul = "Pemakaian terverifikasi" if diterima else "Pemakaian perlu dilengkapi"
        kabari([adopsi.diajukan_oleh], jenis="replikasi_telaah", kunci=f"adopsi:{adopsi.pk}:{adopsi.keadaan}",
               judul=judul, isi=alasan, url=adopsi.get_absolute_url())  # fmt: skip
    return adopsi
