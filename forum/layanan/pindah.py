"""Memindahkan, menggabung, dan memisah topik. Semua topiknya dikunci dahulu menurut id, lalu ruangnya (forum.md 4.1).

Kiriman yang berpindah meninggalkan nisan bernomor sama dengan penunjuk ke tempat barunya: nomor tidak pernah berlubang,
dan tautan lama tetap sampai.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from forum.indeks import KIRIMAN
from forum.jawaban import indekskan_jawaban
from forum.models import (
    Keadaan,
    Kiriman,
    Ruang,
    Topik,
    TopikBidang,
    TopikPelajaran,
    TopikPengguna,
    TopikWilayah,
)
from forum.perender import VERSI
from forum.slot import topik_digabung

from .angka import hitung_ulang_ruang, hitung_ulang_topik, kunci_topik, perbaiki
from .galat import TidakBoleh
from .jejak import jejakkan
from .tulisan import siapkan_judul

PISAH_MAKS = 100


@transaction.atomic
def pindahkan(*, topik: Topik, ruang: Ruang, pelaku, alasan: str = "") -> Topik:
    """Topik beserta seluruh kirimannya ke ruang lain. Ke tempat yang lebih terbuka harus dengan alasan tertulis."""
    terkunci = kunci_topik(topik.pk)
    tujuan = Ruang.objects.select_related("simpul__wilayah").get(pk=ruang.pk)
    if not (terkunci.boleh_dimoderasi(oleh=pelaku) and tujuan.simpul.boleh_dimoderasi(oleh=pelaku)):
        raise TidakBoleh
    if lebih_terbuka(terkunci.ruang, tujuan) and not alasan.strip():
        raise TidakBoleh("Tulis alasannya: isi topik ini akan terbaca oleh lebih banyak orang.")
    if tujuan.pk != terkunci.ruang_id:
        asal = terkunci.ruang
        Topik.objects.filter(pk=terkunci.pk).update(ruang=tujuan)
        _hitung_ruang(asal.pk, tujuan.pk)
        jejakkan(terkunci, pelaku, "pindah", sebelum=asal, sesudah=tujuan, alasan=alasan)
        terkunci.ruang = tujuan
    return terkunci


def lebih_terbuka(asal: Ruang, tujuan: Ruang) -> bool:
    """Benar bila pembaca baru bertambah: simpulnya lain, dan asalnya bukan simpul publik."""
    return asal.simpul_id != tujuan.simpul_id and not asal.simpul.publik


@transaction.atomic
def gabungkan_topik(*, asal: Topik, tujuan: Topik, pelaku, alasan: str = "") -> Topik:
    """Kiriman keduanya berurutan menurut waktunya; yang harus bergeser di tujuan pun meninggalkan nisan (forum.md 4.2 no. 12)."""
    terkunci = {pk: kunci_topik(pk) for pk in sorted({asal.pk, tujuan.pk})}
    dari, ke = terkunci[asal.pk], terkunci[tujuan.pk]
    _periksa_gabungan(dari, ke, pelaku)
    isi = list(Kiriman.objects.select_for_update(of=("self",)).filter(topik=dari).order_by("nomor"))
    isi += _bergeser(isi, ke)
    isi.sort(key=lambda satu: (satu.dibuat, satu.pk))
    _pindah_kiriman(isi, ke, mulai=ke.nomor_tertinggi)
    Topik.objects.filter(pk=dari.pk).update(keadaan=Keadaan.DIHAPUS, digabung_ke=ke, jawaban=None)
    _hitung_topik(dari.pk, ke.pk)
    _hitung_ruang(dari.ruang_id, ke.ruang_id)
    _ikutkan_pelanggan(dari, ke)
    _ikutkan_kaitan(dari, ke)
    topik_digabung(dari, ke)
    indekskan_jawaban([dari.pk, ke.pk])
    jejakkan(dari, pelaku, "digabung", sesudah=ke.pk, alasan=alasan)
    jejakkan(ke, pelaku, "menerima_gabungan", sebelum=dari.judul, alasan=alasan)
    return Topik.objects.select_related("ruang__simpul").get(pk=ke.pk)


def _bergeser(isi: list[Kiriman], ke: Topik) -> list[Kiriman]:
    """Balasan di tujuan yang lebih baru daripada kiriman asal yang pertama: nomornya ikut berganti supaya urutan waktunya benar."""
    awal = min(satu.dibuat for satu in isi)
    lebih_baru = Kiriman.objects.select_for_update(of=("self",)).filter(
        topik=ke, nomor__gt=1, pindah_ke__isnull=True, dibuat__gt=awal
    )
    return list(lebih_baru.order_by("nomor"))


def _periksa_gabungan(dari: Topik, ke: Topik, pelaku) -> None:
    if dari.pk == ke.pk or not (dari.boleh_dimoderasi(oleh=pelaku) and ke.boleh_dimoderasi(oleh=pelaku)):
        raise TidakBoleh("Pilih topik lain yang juga Anda rawat.")
    if not (dari.tampil and ke.tampil):
        raise TidakBoleh("Keduanya harus sedang tampil.")
    if dari.jenis in (Topik.Jenis.ACARA, Topik.Jenis.JAJAK, Topik.Jenis.USULAN):
        raise TidakBoleh("Acara, jajak, dan usulan tidak digabung; kunci saja, lalu tautkan.")
    if lebih_terbuka(dari.ruang, ke.ruang):
        raise TidakBoleh("Isi simpul tertutup tidak digabung ke simpul lain. Pindahkan dulu dengan alasannya.")


@transaction.atomic
def pisahkan(*, topik: Topik, nomor: Collection[int], judul: str, pelaku, alasan: str = "") -> Topik:
    """Kiriman terpilih menjadi topik baru di ruang yang sama; yang pertama di antaranya menjadi pembukanya."""
    judul, slug = siapkan_judul(judul)
    dari = kunci_topik(topik.pk)
    if not dari.boleh_dimoderasi(oleh=pelaku) or not dari.tampil:
        raise TidakBoleh
    pilih = (
        Kiriman.objects.select_for_update(of=("self",)).tampil().filter(topik=dari, nomor__in=set(nomor), nomor__gt=1)
    )
    isi = list(pilih.order_by("nomor")[:PISAH_MAKS])
    if not isi or len(isi) != len(set(nomor)):
        raise TidakBoleh("Pilih kiriman yang tampil, selain yang pertama.")
    baru = Topik.objects.create(
        ruang=dari.ruang, jenis=Topik.Jenis.TANYA if dari.bertanya else Topik.Jenis.DISKUSI, judul=judul, slug=slug,
        penulis=isi[0].penulis, penulis_akhir=isi[-1].penulis, dibuat=isi[0].dibuat, dibalas_pada=isi[-1].dibuat,
    )  # fmt: skip
    if dari.jawaban_id in {satu.pk for satu in isi}:
        Topik.objects.filter(pk=dari.pk).update(jawaban=None)
    _pindah_kiriman(isi, baru, mulai=0)
    _ikutkan_kaitan(dari, baru, bidang=True)
    _hitung_topik(dari.pk, baru.pk)
    _hitung_ruang(dari.ruang_id)
    indekskan_jawaban([dari.pk])
    jejakkan(dari, pelaku, "pisah", sesudah=baru.pk, alasan=alasan)
    jejakkan(baru, pelaku, "dipisah_dari", sebelum=dari.judul, alasan=alasan)
    return Topik.objects.select_related("ruang__simpul").get(pk=baru.pk)


def _pindah_kiriman(isi: list[Kiriman], ke: Topik, *, mulai: int) -> None:
    """Baris aslinya pindah (reaksi, gambar, dan laporannya ikut); nisan bernomor sama tinggal di tempat lama."""
    nisan = [
        Kiriman(
            topik_id=satu.topik_id, nomor=satu.nomor, penulis=None, sumber="", html="", versi_perender=VERSI,
            keadaan=Keadaan.DIHAPUS, dibuat=satu.dibuat, pindah_ke=satu,
        )
        for satu in isi
    ]  # fmt: skip
    baru = {(satu.topik_id, satu.nomor): letak for letak, satu in enumerate(isi, mulai + 1)}
    for satu in isi:
        tetap = satu.balasan_untuk if satu.topik_id == ke.pk else None
        balasan = baru.get((satu.topik_id, satu.balasan_untuk), tetap)
        nomor = baru[satu.topik_id, satu.nomor]
        Kiriman.objects.filter(pk=satu.pk).update(topik=ke, nomor=nomor, balasan_untuk=balasan)
    Kiriman.objects.bulk_create(nisan)
    pertama = [satu.pk for satu in isi if satu.nomor == 1]
    if pertama:  # judul topik lama tidak lagi ikut dicari
        KIRIMAN.tulis(
            [(pk, "", sumber) for pk, sumber in Kiriman.objects.filter(pk__in=pertama).values_list("pk", "sumber")]
        )


def _hitung_topik(*pk: int) -> None:
    for satu in pk:
        topik = Topik.objects.get(pk=satu)
        perbaiki(topik, hitung_ulang_topik(topik))


def _hitung_ruang(*pk: int) -> None:
    for satu in sorted(set(pk)):
        ruang = Ruang.objects.select_for_update(of=("self",)).get(pk=satu)
        perbaiki(ruang, hitung_ulang_ruang(ruang))


def _ikutkan_pelanggan(dari: Topik, ke: Topik) -> None:
    """Yang mengikuti asal ikut mengikuti tujuan, kecuali sudah mengaturnya sendiri."""
    lama = TopikPengguna.objects.filter(topik=dari, tingkat__in=["ikuti", "langganan"])
    for pengguna, tingkat in lama.values_list("pengguna", "tingkat"):
        baris, baru = TopikPengguna.objects.get_or_create(topik=ke, pengguna_id=pengguna, defaults={"tingkat": tingkat})
        if not baru and baris.tingkat == "":
            TopikPengguna.objects.filter(pk=baris.pk).update(tingkat=tingkat)


def _ikutkan_kaitan(dari: Topik, ke: Topik, *, bidang: bool = False) -> None:
    """Desa dan pelajaran yang dibicarakan asal ikut ke tujuan, jadi percakapannya tetap tampil di halaman itu."""
    for model, kolom in (
        (TopikWilayah, "wilayah_id"),
        (TopikPelajaran, "pelajaran_id"),
        *([(TopikBidang, "bidang_id")] * bidang),
    ):
        isi = model.objects.filter(topik=dari).values_list(kolom, flat=True)
        model.objects.bulk_create([model(topik=ke, **{kolom: satu}) for satu in isi], ignore_conflicts=True)
