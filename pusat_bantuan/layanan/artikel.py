"""Dari tiket yang beres, atau jawaban forum yang diterima, ke draf artikel yang ditinjau orang kedua di ruang redaksi."""

from __future__ import annotations

import re

import nh3
from django.db import transaction
from django.utils.html import linebreaks
from django.utils.text import slugify
from wagtail.models import Page, Site

from akun.data_pribadi import samarkan
from akun.kabar import kabari
from akun.models import Pengguna, Peran
from forum.models import Kiriman, Topik
from modul_pelatihan.models import Bidang
from wilayah.opensid_versi import urai_versi

from ..models import ArtikelBantuanPage, IndeksArtikelPage, PeristiwaTiket, ProfilTiket
from .galat import TidakDapat
from .jejak import catat, kunci_tiket
from .penyaluran import penerima_desa
from .surat import beri_tahu

_SUREL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HP = re.compile(r"(?<!\d)(?:\+?62|0)8[\d\s-]{7,13}\d(?!\d)")
_TAG_KIRIMAN = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "code", "a"}
BIDANG_UMUM = "panduan"
PENULIS_DARI_FORUM = (Peran.PEGIAT, Peran.PETUGAS, Peran.PELATIH, Peran.PENGELOLA)


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
    """Satu draf per tiket; menekan dua kali mengembalikan draf yang sama. Draf langsung menunggu peninjau."""
    ProfilTiket.objects.select_for_update().get(pk=profil.pk)
    if ada := ArtikelBantuanPage.objects.filter(asal_tiket=profil.pk).first():
        return ada
    if not profil.boleh_ditangani(oleh=oleh) or not profil.tiket.resolution:
        raise TidakDapat("Draf artikel dibuat dari tiket yang sudah dijawab.")
    judul = anonimkan(profil.judul, profil)
    return _simpan_draf(
        ArtikelBantuanPage(
            title=judul, slug=f"draf-{profil.kode.lower()}", live=False, owner=oleh, pemilik=oleh,
            bidang=profil.bidang, ringkas=judul[:250],
            masalah=linebreaks(anonimkan(profil.uraian, profil), autoescape=True),
            langkah=[("teks", linebreaks(anonimkan(profil.tiket.resolution, profil), autoescape=True))],
            versi_dari=_versi(profil.versi), asal_tiket=profil.tiket, dijawab_oleh=profil.pemegang,
        ),
        oleh,
    )  # fmt: skip


@transaction.atomic
def buat_draf_dari_kiriman(*, kiriman: Kiriman, oleh: Pengguna) -> ArtikelBantuanPage:
    """Jawaban forum yang diterima menjadi draf; penjawabnya disebut pada artikelnya. Satu draf per topik.

    Hanya dari simpul yang terbuka untuk umum: artikel dibaca siapa saja.
    """
    topik = Topik.objects.select_for_update(of=("self",)).select_related("ruang__simpul").get(pk=kiriman.topik_id)
    if ada := ArtikelBantuanPage.objects.filter(asal_topik=topik.pk).first():
        return ada
    if topik.jawaban_id != kiriman.pk or not boleh_jadi_artikel(topik, oleh=oleh):
        raise TidakDapat("Draf artikel dibuat dari jawaban yang diterima di simpul terbuka.")
    awal = topik.kiriman.tampil().filter(nomor=1).first()
    bidang = topik.bidang.order_by("urutan", "pk").first() or Bidang.objects.filter(slug=BIDANG_UMUM).first()
    if bidang is None:
        raise TidakDapat("Beri topik ini bidang dulu, supaya artikelnya ditemukan.")
    judul = _tersamar(topik.judul)
    return _simpan_draf(
        ArtikelBantuanPage(
            title=judul, slug=f"draf-{slugify(judul)[:60]}-{topik.pk}", live=False, owner=oleh, pemilik=oleh,
            bidang=bidang, ringkas=judul[:250], masalah=_naskah(awal.html if awal else ""),
            langkah=[("teks", _naskah(kiriman.html))], asal_topik=topik, dijawab_oleh=kiriman.penulis,
        ),
        oleh,
    )  # fmt: skip


def boleh_jadi_artikel(topik: Topik, *, oleh) -> bool:
    return bool(
        oleh.is_authenticated
        and oleh.berperan(*PENULIS_DARI_FORUM)
        and topik.jawaban_id
        and topik.tampil
        and topik.ruang.simpul.keterlihatan == "publik"
    )


def _simpan_draf(artikel: ArtikelBantuanPage, oleh: Pengguna) -> ArtikelBantuanPage:
    rak_artikel().add_child(instance=artikel)
    artikel.save_revision(user=oleh)
    if alur := artikel.get_workflow():
        alur.start(artikel, oleh)
    return artikel


def _versi(teks: str) -> str:
    versi = urai_versi(teks)
    return f"{versi.tahun:02d}.{versi.bulan:02d}" if versi else ""


def anonimkan(teks: str, profil: ProfilTiket) -> str:
    """Tanpa NIK, rahasia, surel, nomor HP, nama pemohon, dan nama desanya; peninjau tetap membaca ulang."""
    teks = _tersamar(teks)
    tempat = profil.wilayah.nama_lengkap if profil.wilayah else ""
    for nama in filter(None, (tempat, profil.nama_pemohon, profil.atas_nama)):
        teks = re.sub(re.escape(nama), "[desa]" if nama == tempat else "[nama]", teks, flags=re.I)
    return teks


def _tersamar(teks: str) -> str:
    return _HP.sub("[nomor HP]", _SUREL.sub("[email]", samarkan(teks or "").teks))


def _naskah(html: str) -> str:
    """Isi kiriman dengan tanda yang dikenal penyunting saja; gambar dan kutipan bersarang ditulis ulang oleh peninjau."""
    return _tersamar(nh3.clean(html, tags=_TAG_KIRIMAN, attributes={"a": {"href"}}, link_rel=None))


def sesudah_terbit(sender, instance: ArtikelBantuanPage, **_) -> None:
    """Penerima `page_published`: tiket asal mencatat artikelnya dan pemohonnya diberi tahu, sekali saja."""
    if instance.asal_tiket_id:
        _kabari_pemohon(instance)
    orang = instance.dijawab_oleh
    if orang and instance.asal_topik_id:
        kabari(
            [orang], jenis="artikel_terbit", kunci=f"artikel:{instance.pk}:penjawab", url=instance.get_url() or "",
            judul="Jawaban Anda di forum menjadi artikel bantuan", isi=instance.title,
        )  # fmt: skip


@transaction.atomic
def _kabari_pemohon(artikel: ArtikelBantuanPage) -> None:
    profil = ProfilTiket.objects.filter(pk=artikel.asal_tiket_id).first()
    if profil is None:
        return
    profil = kunci_tiket(profil)
    if profil.peristiwa.filter(jenis=PeristiwaTiket.Jenis.ARTIKEL).exists():
        return
    peristiwa = catat(
        profil, jenis=PeristiwaTiket.Jenis.ARTIKEL, pelaku=None, dari_meja=True, alasan=artikel.title, susulan=False
    )
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, kutip=f"{artikel.title}\n{artikel.full_url or ''}",
        kalimat="Jawaban tiket Anda kini menjadi artikel yang dapat dibaca desa lain", ajakan="Buka tiket",
    )  # fmt: skip
