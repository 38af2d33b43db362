"""Dari tiket yang beres ke draf artikel: tersamar, belum terbit, menunggu tinjauan di ruang redaksi."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.html import linebreaks
from wagtail.models import Page, Site

from akun.data_pribadi import samarkan
from akun.models import Pengguna

from ..models import ArtikelBantuanPage, IndeksArtikelPage, ProfilTiket
from .galat import TidakDapat

_SUREL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HP = re.compile(r"(?<!\d)(?:\+?62|0)8[\d\s-]{7,13}\d(?!\d)")


def rak_artikel() -> IndeksArtikelPage:
    """Rak di /artikel/; dibuat bila belum ada."""
    if rak := IndeksArtikelPage.objects.first():
        return rak
    situs = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    induk = situs.root_page if situs else Page.objects.filter(depth=2).order_by("path").first()
    return induk.specific.add_child(
        instance=IndeksArtikelPage(
            title="Artikel bantuan", slug="artikel", pengantar="Jawaban yang sudah terbukti di desa lain."
        )
    )


@transaction.atomic
def buat_draf_artikel(*, profil: ProfilTiket, oleh: Pengguna) -> ArtikelBantuanPage:
    """Satu draf per tiket; menekan dua kali mengembalikan draf yang sama."""
    ProfilTiket.objects.select_for_update().get(pk=profil.pk)
    if ada := ArtikelBantuanPage.objects.filter(asal_tiket=profil.pk).first():
        return ada
    if not profil.boleh_ditangani(oleh=oleh) or not profil.tiket.resolution:
        raise TidakDapat("Draf artikel dibuat dari tiket yang sudah dijawab.")
    judul = anonimkan(profil.judul, profil)
    artikel = ArtikelBantuanPage(
        title=judul, slug=f"draf-{profil.kode.lower()}", live=False, owner=oleh, bidang=profil.bidang,
        ringkas=judul[:250], masalah=linebreaks(anonimkan(profil.uraian, profil), autoescape=True),
        langkah=[("teks", linebreaks(anonimkan(profil.tiket.resolution, profil), autoescape=True))],
        versi_dari=profil.versi[:20], asal_tiket=profil.tiket,
    )  # fmt: skip
    rak_artikel().add_child(instance=artikel)
    artikel.save_revision(user=oleh)
    return artikel


def anonimkan(teks: str, profil: ProfilTiket) -> str:
    """Tanpa NIK, rahasia, surel, nomor HP, nama pemohon, dan nama desanya; peninjau tetap membaca ulang."""
    teks = samarkan(teks or "").teks
    teks = _HP.sub("[nomor HP]", _SUREL.sub("[email]", teks))
    tempat = profil.wilayah.nama_lengkap if profil.wilayah else ""
    for nama in filter(None, (tempat, profil.nama_pemohon, profil.atas_nama)):
        teks = re.sub(re.escape(nama), "[desa]" if nama == tempat else "[nama]", teks, flags=re.I)
    return teks
