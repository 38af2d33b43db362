from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from akun.data_pribadi import samarkan
from forum.models import DukunganTopik, Topik, Usulan
from forum.tasks import kabarkan_usulan

from .angka import kunci_topik
from .galat import TidakBoleh
from .jatah import pakai_jatah
from .jejak import jejakkan
from .sanksi import pastikan_tidak_tangguh


@transaction.atomic
def dukung(*, topik: Topik, pengguna) -> DukunganTopik:
    """Satu dukungan per orang; menekan dua kali sama dengan sekali."""
    terkunci = kunci_topik(topik.pk)
    if not terkunci.boleh_didukung(oleh=pengguna):
        raise TidakBoleh
    pastikan_tidak_tangguh(pengguna, terkunci.ruang.simpul)
    dukungan, baru = DukunganTopik.objects.get_or_create(topik=terkunci, pengguna=pengguna)
    if baru:
        pakai_jatah(pengguna, "suka")
        _hitung(terkunci.pk)
    return dukungan


@transaction.atomic
def batal_dukung(*, topik: Topik, pengguna) -> None:
    terkunci = kunci_topik(topik.pk)
    if DukunganTopik.objects.filter(topik=terkunci, pengguna=pengguna).delete()[0]:
        _hitung(terkunci.pk)


@transaction.atomic
def putuskan_usulan(
    *, usulan: Usulan, pelaku, status: str, alasan: str = "", rujukan: str = "", digabung_ke: Usulan | None = None
) -> Usulan:
    """Keadaan usulan berubah dan pendukungnya dikabari. Yang digabung membawa pendukungnya; lingkaran ditolak."""
    kunci = sorted({usulan.pk, digabung_ke.pk} if digabung_ke else {usulan.pk})
    topik = {pk: kunci_topik(pk) for pk in kunci}
    baris = Usulan.objects.select_for_update(of=("self",)).get(pk=usulan.pk)
    baris.topik = topik[usulan.pk]
    if status not in Usulan.Status.values or not baris.boleh_diputus(oleh=pelaku):
        raise TidakBoleh
    if (status == Usulan.Status.DIGABUNG) != (digabung_ke is not None):
        raise TidakBoleh("Pilih usul yang menerima gabungannya.")
    if digabung_ke:
        _periksa_gabungan(baris, topik[digabung_ke.pk], pelaku)
        _pindahkan_dukungan(topik[usulan.pk], topik[digabung_ke.pk])
    isi = {
        "status": status,
        "alasan": samarkan(alasan).teks[:300],
        "rujukan": rujukan[:300],
        "digabung_ke": digabung_ke,
    }
    if any(getattr(baris, nama) != nilai for nama, nilai in isi.items()):
        lama, saat = baris.status, timezone.now()
        Usulan.objects.filter(pk=baris.pk).update(**isi, diubah=saat)
        jejakkan(baris.topik, pelaku, "usulan", sebelum=lama, sesudah=status, alasan=alasan)
        if lama != status:
            kabarkan_usulan.enqueue(baris.pk, status, saat.isoformat(), pelaku.pk)
        baris.refresh_from_db()
    return baris


def _periksa_gabungan(baris: Usulan, tujuan: Topik, pelaku) -> None:
    if not tujuan.boleh_dilihat(oleh=pelaku) or tujuan.jenis != Topik.Jenis.USULAN or tujuan.pk == baris.pk:
        raise TidakBoleh("Usul yang dituju tidak ada.")
    if tujuan.ruang.simpul_id != baris.topik.ruang.simpul_id and not tujuan.ruang.simpul.publik:
        raise TidakBoleh("Usul tidak dapat digabung ke simpul tertutup yang lain.")
    langkah, lihat = tujuan.pk, set()
    while langkah and langkah not in lihat:
        if langkah == baris.pk:
            raise TidakBoleh("Usul itu sudah digabung ke usul ini; gabungannya akan berputar.")
        lihat.add(langkah)
        langkah = Usulan.objects.filter(pk=langkah).values_list("digabung_ke", flat=True).first()


def _pindahkan_dukungan(asal: Topik, tujuan: Topik) -> None:
    """Pendukung (dan pengusulnya) ikut mendukung usul tujuan, tanpa ganda; yang lama tetap tercatat."""
    sudah = set(DukunganTopik.objects.filter(topik=tujuan, pengguna__isnull=False).values_list("pengguna", flat=True))
    orang = set(DukunganTopik.objects.filter(topik=asal, pengguna__isnull=False).values_list("pengguna", flat=True))
    orang |= {asal.penulis_id} - {None}
    DukunganTopik.objects.bulk_create(
        DukunganTopik(topik=tujuan, pengguna_id=pk) for pk in sorted(orang - sudah - {tujuan.penulis_id})
    )
    _hitung(tujuan.pk)


def _hitung(pk: int) -> None:
    """Di bawah kunci topiknya; barisnya sendiri yang dihitung, jadi tidak pernah meleset."""
    Topik.objects.filter(pk=pk).update(jumlah_dukungan=DukunganTopik.objects.filter(topik=pk).count())
