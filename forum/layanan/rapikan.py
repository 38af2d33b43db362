"""Tingkat tiga memperbaiki judul dan bidang topik di simpulnya; tercatat, dikabarkan, dan dapat diurungkan (forum.md 9)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from forum.indeks import tulis_kiriman
from forum.jawaban import tulis_jawaban
from forum.models import JejakTopik, Kiriman, Topik, TopikBidang
from forum.tasks import kabarkan_rapian
from modul_pelatihan.bahasa import catat_kosakata
from modul_pelatihan.models import Bidang

from .angka import kunci_topik
from .galat import SudahBerubah, TidakBoleh
from .jatah import pakai_jatah
from .jejak import jejakkan
from .sanksi import pastikan_boleh_menulis
from .tulisan import siapkan_judul

JUDUL, BIDANG = "ganti_judul", "ganti_bidang"


def rapikan(*, topik: Topik, pelaku, judul: str, bidang: Collection[Bidang], alasan: str = "") -> Topik:
    """Mengganti judul dan bidangnya; yang sama dibiarkan. Alamat lama topik tetap sampai."""
    judul_baru = siapkan_judul(judul)
    with transaction.atomic():
        baris = _kunci(topik.pk, pelaku)
        if judul_baru[0] != baris.judul:
            _ganti_judul(baris, pelaku, *judul_baru, alasan)
        _ganti_bidang(baris, pelaku, {satu.pk: satu.slug for satu in bidang}, alasan)
    return baris


def urungkan_rapian(*, jejak: JejakTopik, pelaku) -> Topik:
    """Kembali ke sebelum perubahan itu, selama belum ada perubahan sesudahnya; pengurungannya juga tercatat."""
    with transaction.atomic():
        baris = _kunci(jejak.topik_id, pelaku)
        if jejak.kata_kerja == JUDUL and jejak.sesudah == baris.judul:
            _ganti_judul(baris, pelaku, *siapkan_judul(jejak.sebelum), "diurungkan")
        elif jejak.kata_kerja == BIDANG and jejak.sesudah == ", ".join(sorted(_slug(baris).values())):
            lama = Bidang.objects.filter(slug__in=jejak.sebelum.split(", "))
            _ganti_bidang(baris, pelaku, dict(lama.values_list("pk", "slug")), "diurungkan")
        else:
            raise SudahBerubah("Sesudah itu sudah ada perubahan lain. Betulkan lewat formulirnya.")
    return baris


def _kunci(pk: int, pelaku) -> Topik:
    baris = kunci_topik(pk)
    if not baris.boleh_dirapikan(oleh=pelaku):
        raise TidakBoleh("Topik ini tidak dapat Anda rapikan.")
    pastikan_boleh_menulis(pelaku, baris.ruang.simpul)
    pakai_jatah(pelaku, "sunting")
    return baris


def _ganti_judul(topik: Topik, pelaku, judul: str, slug: str, alasan: str) -> None:
    catatan = jejakkan(topik, pelaku, JUDUL, sebelum=topik.judul, sesudah=judul, alasan=alasan)
    Topik.objects.filter(pk=topik.pk).update(judul=judul, slug=slug)
    topik.judul, topik.slug = judul, slug
    pertama = Kiriman.objects.get(topik=topik, nomor=1)
    pertama.topik = topik
    kata = tulis_kiriman([pertama]) | (tulis_jawaban([topik.pk]) if topik.jawaban_id else set())
    kabarkan_rapian.enqueue(catatan.pk)
    catat_kosakata(kata, publik=True, hitung=False)


def _ganti_bidang(topik: Topik, pelaku, bidang: dict[int, str], alasan: str) -> None:
    lama = _slug(topik)
    if lama.keys() == bidang.keys():
        return
    TopikBidang.objects.filter(topik=topik).exclude(bidang__in=bidang).delete()
    TopikBidang.objects.bulk_create([TopikBidang(topik=topik, bidang_id=pk) for pk in bidang if pk not in lama])
    sebelum, sesudah = (", ".join(sorted(satu.values())) for satu in (lama, bidang))
    jejakkan(topik, pelaku, BIDANG, sebelum=sebelum, sesudah=sesudah, alasan=alasan)


def _slug(topik: Topik) -> dict[int, str]:
    return dict(TopikBidang.objects.filter(topik=topik).values_list("bidang", "bidang__slug"))
