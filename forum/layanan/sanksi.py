"""Membisukan dan menangguhkan: selalu beralasan, selalu berakhir, selalu dapat dibanding satu kali."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from akun.data_pribadi import samarkan
from akun.models import Peran
from forum.models import AnggotaSimpul, Sanksi, Simpul
from forum.tasks import kabarkan_sanksi

from .galat import Disanksi, TidakBoleh

HARI_MAKS = 90


def pastikan_boleh_menulis(pengguna, simpul: Simpul) -> None:
    """`Disanksi` bila orangnya sedang dibisukan atau ditangguhkan di simpul ini atau di seluruh forum. Satu kueri."""
    _pastikan(Sanksi.objects.filter(Q(simpul=simpul) | Q(simpul__isnull=True)), pengguna)


def pastikan_tidak_tangguh(pengguna, simpul: Simpul) -> None:
    """Yang dibisukan masih boleh berterima kasih, bersuara, dan menyatakan hadir; yang ditangguhkan tidak."""
    tangguh = Sanksi.objects.filter(Q(simpul=simpul) | Q(simpul__isnull=True), jenis=Sanksi.Jenis.TANGGUHKAN)
    _pastikan(tangguh, pengguna)


def _pastikan(asal, pengguna) -> None:
    sanksi = asal.berlaku().filter(pengguna=pengguna).order_by("-sampai").first()
    if sanksi:
        akhir = date_format(timezone.localtime(sanksi.sampai), "j F Y H.i")
        raise Disanksi(
            f"Anda belum dapat melakukannya sampai {akhir}. Alasannya: {sanksi.alasan.rstrip('. ')}. "
            "Keberatan? Buka Milik saya di forum, lalu Sanksi."
        )


@transaction.atomic
def beri_sanksi(*, pengguna, simpul: Simpul | None, jenis: str, hari: int, alasan: str, pelaku) -> Sanksi:
    """Pengurus di simpulnya, pengelola di mana saja; tidak atas diri sendiri, pengelola, atau pengurus yang setara."""
    alasan = samarkan(alasan).teks.strip()[:300]
    if jenis not in Sanksi.Jenis.values or not 1 <= hari <= HARI_MAKS or not alasan or pengguna.pk == pelaku.pk:
        raise TidakBoleh("Sanksi perlu alasan dan akhir, paling lama 90 hari.")
    if not _berwenang(pengguna, simpul, pelaku):
        raise TidakBoleh
    sudah = Sanksi.objects.select_for_update().berlaku().filter(pengguna=pengguna, simpul=simpul, jenis=jenis).first()
    if sudah:
        return sudah
    sanksi = Sanksi.objects.create(
        pengguna=pengguna, simpul=simpul, jenis=jenis, alasan=alasan, oleh=pelaku,
        sampai=timezone.now() + timedelta(days=hari),
    )  # fmt: skip
    kabarkan_sanksi.enqueue(sanksi.pk, "diberi")
    return sanksi


def _berwenang(pengguna, simpul: Simpul | None, pelaku) -> bool:
    pengelola = pelaku.berperan(Peran.PENGELOLA)
    if pengguna.berperan(Peran.PENGELOLA):
        return False
    if simpul is None:
        return pengelola
    hak = simpul.hak(pelaku)
    if not hak.moderasi:
        return False
    peran = (
        AnggotaSimpul.objects.aktif().filter(simpul=simpul, pengguna=pengguna).values_list("peran", flat=True).first()
    )
    return hak.kelola or pengelola or peran not in ("moderator", "koordinator")


@transaction.atomic
def banding(*, sanksi: Sanksi, pelaku, isi: str) -> Sanksi:
    baris = Sanksi.objects.select_for_update(of=("self",)).get(pk=sanksi.pk)
    isi = samarkan(isi).teks.strip()[:600]
    if not isi or not baris.boleh_dibanding(oleh=pelaku):
        raise TidakBoleh
    baris.banding, baris.banding_pada = isi, timezone.now()
    baris.save(update_fields=["banding", "banding_pada"])
    kabarkan_sanksi.enqueue(baris.pk, "banding")
    return baris


@transaction.atomic
def putuskan_sanksi(*, sanksi: Sanksi, pelaku, cabut: bool, putusan: str = "") -> Sanksi:
    """Mencabut, atau menjawab keberatan tanpa mencabut; orangnya dikabari."""
    baris = Sanksi.objects.select_for_update(of=("self",)).get(pk=sanksi.pk)
    if not baris.boleh_diputus(oleh=pelaku) or not (cabut or (baris.banding_pada and putusan.strip())):
        raise TidakBoleh
    saat = timezone.now()
    baris.putusan, baris.diputus_oleh, baris.diputus_pada = samarkan(putusan).teks.strip()[:300], pelaku, saat
    baris.dicabut_pada = saat if cabut else None
    baris.save(update_fields=["putusan", "diputus_oleh", "diputus_pada", "dicabut_pada"])
    kabarkan_sanksi.enqueue(baris.pk, "diputus")
    return baris
