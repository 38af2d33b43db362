"""Memulai kuis: soal diambil dan diurutkan sekarang, lalu dibekukan (domain training.md 2.1, 2.2)."""

from __future__ import annotations

import random
from datetime import timedelta
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan import naskah_soal
from modul_pelatihan.models import (
    Angkatan,
    ButirKuis,
    JawabanPercobaan,
    Kuis,
    Percobaan,
    Peserta,
    TesAngkatan,
)
from modul_pelatihan.ngain import paket_silang

from .galat import Ditolak, TidakBoleh
from .kirim_jawaban import tutup_yang_lewat

_acak = random.SystemRandom()


@transaction.atomic
def mulai_percobaan(*, orang: Pengguna, kuis: Kuis, kunci: UUID, tes: TesAngkatan | None = None) -> Percobaan:
    """Percobaan baru, atau yang masih berjalan. Kuota menghitung setiap yang dimulai, juga yang menunggu koreksi.

    Melempar TidakBoleh bila kuisnya bukan untuk orang ini, Ditolak bila kuotanya habis, tesnya tertutup, atau belum berisi.
    """
    orang = Pengguna.objects.select_for_update(no_key=True).get(pk=orang.pk)  # satu orang memulai satu per satu
    if lama := Percobaan.objects.filter(kunci=kunci, orang=orang, kuis=kuis).first():
        return lama
    peserta = _peserta_tes(orang, tes) if tes else None
    if tes is None and not kuis.boleh_dilihat(oleh=orang):
        raise TidakBoleh
    punya = Percobaan.objects.filter(kuis=kuis, orang=orang, tes=tes)
    if berjalan := punya.filter(keadaan=Percobaan.Keadaan.BERJALAN).order_by("-nomor").first():
        if not berjalan.lewat():
            return berjalan
        tutup_yang_lewat(percobaan=berjalan)
    kuota = 1 if tes and tes.jenis == TesAngkatan.Jenis.PRA else kuis.kuota
    sudah = punya.aggregate(n=Max("nomor"))["n"] or 0
    if kuota is not None and sudah >= kuota:
        raise Ditolak(f"Anda sudah memakai {kuota} kesempatan untuk {kuis.judul}. Bicarakan dengan pelatih Anda.")
    paket = _paket(tes, peserta)
    kini = timezone.now()
    percobaan = Percobaan.objects.create(
        kunci=kunci, kuis=kuis, orang=orang, tes=tes, nomor=sudah + 1, mulai=kini, kebijakan=kuis.kebijakan,
        anulir=kuis.anulir, denda=Fraction(kuis.denda), ambang=tes.angkatan.ambang_pascates if tes else kuis.ambang,
        tenggat=kini + timedelta(minutes=kuis.batas_menit) if kuis.batas_menit else None,
    )  # fmt: skip
    return _isi_soal(percobaan, kuis, paket)


def _peserta_tes(orang: Pengguna, tes: TesAngkatan) -> Peserta:
    """Di bawah kunci baris kelas: yang keluar atau kelas yang baru ditutup tidak sempat memulai lagi."""
    Angkatan.objects.select_for_update(of=("self",)).get(pk=tes.angkatan_id)
    peserta = Peserta.objects.terdaftar().filter(angkatan=tes.angkatan_id, orang=orang).first()
    if peserta is None:
        raise TidakBoleh
    if not TesAngkatan.objects.get(pk=tes.pk).terbuka:
        raise Ditolak(f"{tes.get_jenis_display()} sedang tertutup. Pelatih membukanya pada waktunya.")
    return peserta


def _paket(tes: TesAngkatan | None, peserta: Peserta | None) -> str:
    """Pra-tes A atau B berselang-seling menurut urutan tetap; pasca-tes yang satunya lagi."""
    if tes is None or peserta is None:
        return ""
    if peserta.paket is None:
        terakhir = Peserta.objects.filter(angkatan=tes.angkatan_id).aggregate(n=Max("paket"))["n"]
        peserta.paket = 0 if terakhir is None else terakhir + 1
        peserta.save(update_fields=["paket"])
    pra, pasca = paket_silang(peserta.paket)
    return pra if tes.jenis == TesAngkatan.Jenis.PRA else pasca


def _isi_soal(percobaan: Percobaan, kuis: Kuis, paket: str) -> Percobaan:
    """Mengambil soal terbit, menyalin naskah dan kuncinya. Kuis berpaket memakai paketnya; tanpa kelas, paket A."""
    anulir = set(kuis.pembatalan.values_list("butir_id", flat=True))
    semua = list(
        ButirKuis.objects.filter(kuis=kuis, butir__live=True)
        .exclude(butir__in=anulir)
        .select_related("butir")
        .prefetch_related("butir__pilihan")
        .order_by("sort_order", "pk")
    )
    berpaket = [satu for satu in semua if satu.paket]
    if berpaket:
        paket = paket or ButirKuis.Paket.A
        semua = [satu for satu in berpaket if satu.paket == paket]
    if not semua:
        raise Ditolak("Kuis ini belum berisi soal yang sudah ditelaah.")
    if kuis.jumlah_soal and not berpaket:
        semua = sorted(_acak.sample(semua, min(kuis.jumlah_soal, len(semua))), key=lambda satu: satu.sort_order or 0)
    if kuis.acak:
        _acak.shuffle(semua)
    JawabanPercobaan.objects.bulk_create(
        JawabanPercobaan(
            percobaan=percobaan, butir=satu.butir, urut=urut, bobot=Fraction(satu.bobot),
            naskah=naskah_soal.salin(satu.butir, acak=_acak if kuis.acak else None),
        )
        for urut, satu in enumerate(semua, start=1)
    )  # fmt: skip
    if berpaket:
        percobaan.paket = paket
        percobaan.save(update_fields=["paket"])
    return percobaan
