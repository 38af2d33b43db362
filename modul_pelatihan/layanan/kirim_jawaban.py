"""Menyimpan dan mengirim jawaban. Server yang memutuskan waktu dan nilai; satu kiriman utuh atau tidak sama sekali."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan import naskah_soal
from modul_pelatihan.models import Angkatan, JawabanPercobaan, Percobaan
from modul_pelatihan.naskah_soal import JawabanKeliru
from modul_pelatihan.penilaian import Butir, hitung_kuis, lulus

from .galat import Ditolak, TidakBoleh

Kiriman = Sequence[tuple[str, Any]]  # (tanda soal, jawaban mentah); tanda yang sama dua kali = ditolak


@transaction.atomic
def simpan_jawaban(*, percobaan: Percobaan, oleh: Pengguna, jawaban: Kiriman) -> Percobaan:
    """Menyimpan sementara supaya tidak hilang; belum dinilai. Melempar Ditolak, JawabanKeliru, TidakBoleh."""
    percobaan = _kunci(percobaan, oleh)
    if percobaan.keadaan != Percobaan.Keadaan.BERJALAN:
        raise Ditolak(_sudah(percobaan))
    if percobaan.lewat():
        return tutup_yang_lewat(percobaan=percobaan)
    _tulis(percobaan, _terbaca(percobaan, jawaban))
    return percobaan


@transaction.atomic
def kirim_jawaban(*, percobaan: Percobaan, oleh: Pengguna, kunci: UUID, jawaban: Kiriman) -> Percobaan:
    """Mengirim sekali; kunci yang sama menjawab hal yang sama. Soal ganda atau asing menolak seluruh kiriman.

    Lewat tenggat dan tenggang: kiriman tidak dipakai, yang dinilai adalah jawaban yang sempat tersimpan.
    """
    percobaan = _kunci(percobaan, oleh)
    if percobaan.keadaan != Percobaan.Keadaan.BERJALAN:
        if percobaan.kunci_kirim == kunci:
            return percobaan
        raise Ditolak(_sudah(percobaan))
    if percobaan.lewat():
        return tutup_yang_lewat(percobaan=percobaan)
    _tulis(percobaan, _terbaca(percobaan, jawaban))
    percobaan.kunci_kirim = kunci
    percobaan.dikirim = timezone.now()
    return hitung_ulang(percobaan=percobaan)


@transaction.atomic
def tutup_yang_lewat(*, percobaan: Percobaan) -> Percobaan:
    """Percobaan yang waktunya habis dinilai dari jawaban tersimpan, bertanggal tenggatnya."""
    percobaan = Percobaan.objects.select_for_update().get(pk=percobaan.pk)
    if percobaan.keadaan == Percobaan.Keadaan.BERJALAN and percobaan.lewat():
        percobaan.dikirim = percobaan.tenggat
        hitung_ulang(percobaan=percobaan)
    return percobaan


def akhiri_tes(*, angkatan: Angkatan, orang: Pengguna | None = None) -> int:
    """Yang masih mengerjakan tes kelas ini dinilai dari jawaban yang sempat tersimpan: kursinya dilepas, atau kelasnya
    ditutup. Dipanggil di bawah kunci baris kelas, jadi tidak ada percobaan baru yang menyelinap; mengembalikan banyaknya."""
    berjalan = Percobaan.objects.select_for_update().filter(
        tes__in=angkatan.tes.values("pk"), keadaan=Percobaan.Keadaan.BERJALAN
    )
    if orang:
        berjalan = berjalan.filter(orang=orang)
    kini = timezone.now()
    banyak = 0
    for percobaan in berjalan.order_by("pk"):
        percobaan.dikirim = min(kini, percobaan.tenggat or kini)
        hitung_ulang(percobaan=percobaan)
        banyak += 1
    return banyak


def hitung_ulang(*, percobaan: Percobaan) -> Percobaan:
    """Nilai dari pecahan yang tersimpan; dipanggil di dalam transaksi dengan baris percobaan terkunci."""
    baris = list(percobaan.jawaban.all())
    hasil = hitung_kuis(
        [Butir(satu.bobot, satu.fraksi, satu.dianulir, satu.menunggu) for satu in baris],
        denda=percobaan.denda, anulir=percobaan.aturan_anulir,
    )  # fmt: skip
    percobaan.skor, percobaan.maks = hasil.skor, hasil.maks
    if hasil.menunggu:
        percobaan.keadaan, percobaan.rasio, percobaan.lulus = Percobaan.Keadaan.MENUNGGU, None, None
    else:
        percobaan.keadaan, percobaan.rasio = Percobaan.Keadaan.DINILAI, hasil.rasio
        percobaan.lulus = lulus(hasil.rasio, percobaan.rasio_ambang)
    percobaan.save()
    return percobaan


def _sudah(percobaan: Percobaan) -> str:
    if percobaan.kunci_kirim:
        return "Jawaban ini sudah dikirim, jadi tidak berubah lagi."
    return "Tesnya sudah berakhir. Yang dinilai adalah jawaban yang sempat tersimpan."


def _kunci(percobaan: Percobaan, oleh: Pengguna) -> Percobaan:
    percobaan = Percobaan.objects.select_for_update(of=("self",)).get(pk=percobaan.pk)
    if percobaan.orang_id != oleh.pk:
        raise TidakBoleh
    return percobaan


def _terbaca(percobaan: Percobaan, jawaban: Kiriman) -> dict[JawabanPercobaan, Any]:
    """Seluruh kiriman dibaca dahulu; satu saja keliru, tidak ada yang ditulis."""
    soal = {str(satu.butir.tanda): satu for satu in percobaan.jawaban.select_related("butir")}
    hasil: dict[JawabanPercobaan, Any] = {}
    for tanda, mentah in jawaban:
        satu = soal.get(tanda)
        if satu is None:
            raise JawabanKeliru("Ada soal yang bukan bagian percobaan ini. Muat ulang halaman soal, lalu kirim lagi.")
        if satu in hasil:
            raise JawabanKeliru("Satu soal terkirim dua kali. Muat ulang halaman soal, lalu kirim lagi.")
        try:
            hasil[satu] = naskah_soal.baca(satu.naskah, mentah)
        except JawabanKeliru as galat:
            raise JawabanKeliru(f"Soal {satu.urut}: {galat}") from galat
    return hasil


def _tulis(percobaan: Percobaan, terbaca: dict[JawabanPercobaan, Any]) -> None:
    for satu, isi in terbaca.items():
        satu.isi = isi
        satu.fraksi = naskah_soal.nilai(satu.naskah, isi)
    JawabanPercobaan.objects.bulk_update(terbaca, ["isi", "fraksi"])


@transaction.atomic
def nilai_uraian(*, jawaban: JawabanPercobaan, oleh: Pengguna, fraksi: Fraction, ulasan: str = "") -> JawabanPercobaan:
    """Pelatih menilai satu uraian, 0 sampai 1 dari bobotnya. Menilai bukan percobaan, jadi boleh pada batas kuota; dinilai
    ulang menjadi 0 menampilkan 0."""
    percobaan = Percobaan.objects.select_for_update(of=("self",)).get(pk=jawaban.percobaan_id)
    jawaban = percobaan.jawaban.select_for_update().get(pk=jawaban.pk)
    if not percobaan.boleh_dinilai(oleh=oleh):
        raise TidakBoleh
    if percobaan.keadaan == Percobaan.Keadaan.BERJALAN or not jawaban.uraian or not jawaban.isi:
        raise Ditolak("Hanya uraian yang sudah dikirim yang dapat dinilai.")
    if not 0 <= fraksi <= 1:
        raise Ditolak("Nilai uraian 0 sampai 100.")
    jawaban.fraksi, jawaban.ulasan = fraksi, ulasan
    jawaban.dinilai_oleh, jawaban.dinilai_pada = oleh, timezone.now()
    jawaban.save(update_fields=["fraksi", "ulasan", "dinilai_oleh", "dinilai_pada"])
    hitung_ulang(percobaan=percobaan)
    return jawaban
