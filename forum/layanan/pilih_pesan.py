"""Dari arsip obrolan ke topik: pesan terpilih menjadi kiriman, penulisnya samaran atau orang yang setuju disebut."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from forum.indeks import indekskan_kiriman
from forum.models import AnggotaSimpul, ArsipObrolan, Keadaan, Kiriman, PesanImpor, PesertaObrolan, Ruang, Topik
from forum.perender import VERSI
from forum.tasks import kabarkan_pemetaan

from .angka import catat_topik_tampil, hitung_ulang_topik, perbaiki
from .galat import TidakBoleh
from .jejak import jejakkan
from .tulisan import siapkan, siapkan_judul, tandai_samaran

PILIH_MAKS = 60


@transaction.atomic
def topik_dari_pesan(
    *, arsip: ArsipObrolan, pesan: Collection[int], ruang: Ruang, jenis: str, judul: str, pelaku
) -> Topik:
    """Waktu asalnya dipertahankan; tanpa kabar dan tanpa email. Pilihan yang sama dua kali mengembalikan topik yang sama."""
    judul, slug = siapkan_judul(judul)
    terkunci = ArsipObrolan.objects.select_for_update(of=("self",)).select_related("simpul__wilayah").get(pk=arsip.pk)
    tempat = Ruang.objects.select_related("simpul__wilayah").get(pk=ruang.pk)
    if (
        not terkunci.boleh_diurus(oleh=pelaku)
        or tempat.simpul_id != terkunci.simpul_id
        or jenis not in tempat.jenis_topik
    ):
        raise TidakBoleh("Pilih ruang di simpul ini.")
    isi = list(
        PesanImpor.objects.filter(arsip=terkunci, pk__in=set(pesan), peserta__ikut=True)
        .select_related("peserta__pengguna", "kiriman__topik__ruang__simpul").order_by("pada", "pk")[: PILIH_MAKS + 1]
    )  # fmt: skip
    if not isi or len(isi) > PILIH_MAKS:
        raise TidakBoleh(f"Pilih satu sampai {PILIH_MAKS} pesan.")
    terbit = {satu.kiriman.topik for satu in isi if satu.kiriman}
    if len(terbit) == 1 and all(satu.kiriman for satu in isi):
        return terbit.pop()
    if terbit:
        raise TidakBoleh("Sebagian pesan itu sudah ada di topik lain. Pilih yang belum bertanda.")
    topik = Topik.objects.create(
        ruang=tempat, jenis=jenis, judul=judul, slug=slug, penulis=pelaku, dibuat=isi[0].pada, dibalas_pada=isi[-1].pada
    )
    kiriman = _tulis_kiriman(topik, isi)
    perbaiki(topik, hitung_ulang_topik(topik))
    topik.refresh_from_db()
    catat_topik_tampil(topik, tampil=True)
    jejakkan(topik, pelaku, "dari_arsip", sebelum=terkunci.nama)
    indekskan_kiriman(kiriman)
    return topik


def _tulis_kiriman(topik: Topik, isi: list[PesanImpor]) -> list[Kiriman]:
    nomor = {satu.id_sumber: letak for letak, satu in enumerate(isi, 1)}
    hasil = []
    for letak, satu in enumerate(isi, 1):
        render = siapkan(satu.teks)
        balasan = nomor.get(satu.balas_ke)
        kiriman = Kiriman.objects.create(
            topik=topik, nomor=letak, penulis=satu.peserta.pengguna, nama_samaran=satu.peserta.samaran,
            asal=satu.arsip.sumber, sumber=render.sumber, html=render.html, versi_perender=VERSI, dibuat=satu.pada,
            balasan_untuk=balasan if balasan and balasan < letak else None,
        )  # fmt: skip
        tandai_samaran(kiriman, render, diam=True)
        PesanImpor.objects.filter(pk=satu.pk).update(kiriman=kiriman)
        hasil.append(kiriman)
    return hasil


@transaction.atomic
def petakan_peserta(*, peserta: PesertaObrolan, pengguna, pelaku) -> PesertaObrolan:
    """Pengurus menduga siapa orangnya; namanya baru tampil sesudah orang itu sendiri setuju."""
    baris = PesertaObrolan.objects.select_for_update(of=("self",)).select_related("arsip__simpul").get(pk=peserta.pk)
    if not baris.arsip.boleh_diurus(oleh=pelaku):
        raise TidakBoleh
    if baris.pengguna_id == pengguna.pk or baris.calon_id == pengguna.pk:
        return baris
    if not AnggotaSimpul.objects.aktif().filter(simpul=baris.arsip.simpul, pengguna=pengguna).exists():
        raise TidakBoleh("Hanya anggota simpul ini yang dapat ditanya.")
    if baris.pengguna_id:
        raise TidakBoleh("Orang lain sudah menyatakan pesan ini miliknya.")
    baris.calon = pengguna
    baris.save(update_fields=["calon"])
    kabarkan_pemetaan.enqueue(baris.pk, pengguna.pk, f"{timezone.now():%Y%m%d%H%M}")
    return baris


@transaction.atomic
def jawab_pemetaan(*, peserta: PesertaObrolan, pengguna, setuju: bool) -> PesertaObrolan:
    """Setuju disebut, menolak, atau menarik persetujuan; topik yang sudah terbit ikut berubah."""
    baris = PesertaObrolan.objects.select_for_update(of=("self",)).get(pk=peserta.pk)
    if pengguna.pk not in (baris.calon_id, baris.pengguna_id):
        raise TidakBoleh
    baris.calon = None
    baris.pengguna = pengguna if setuju else None
    baris.save(update_fields=["calon", "pengguna"])
    tulisan = Kiriman.objects.filter(asal_pesan__peserta=baris)
    topik = list(tulisan.values_list("topik", flat=True).distinct().order_by("topik"))
    for pk in topik:
        Topik.objects.select_for_update(of=("self",)).get(pk=pk)
    Kiriman.objects.filter(pk__in=list(tulisan.values_list("pk", flat=True))).update(penulis=baris.pengguna)
    for satu in Topik.objects.filter(pk__in=topik, keadaan=Keadaan.TAMPIL):
        perbaiki(satu, hitung_ulang_topik(satu))
    return baris
