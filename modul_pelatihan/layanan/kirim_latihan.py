"""Kuis latihan: dikerjakan di dalam pelajaran, boleh tanpa jaringan; dinilai server ketika sampai."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan import naskah_soal
from modul_pelatihan.bacaan.kuis import soal_latihan
from modul_pelatihan.models import JawabanPercobaan, Kuis, Percobaan
from modul_pelatihan.naskah_soal import JawabanKeliru

from .galat import Ditolak, TidakBoleh
from .kirim_jawaban import Kiriman, hitung_ulang


@transaction.atomic
def kirim_latihan(*, orang: Pengguna, kuis: Kuis, kunci: UUID, jawaban: Kiriman, luring: bool = False) -> Percobaan:
    """Satu kiriman latihan menjadi satu percobaan; kunci yang sama tidak pernah menjadi dua.

    Melempar JawabanKeliru bila ada soal ganda atau asing (seluruh kiriman ditolak), Ditolak bila kuisnya bukan latihan,
    TidakBoleh bila kuncinya milik orang lain.
    """
    orang = Pengguna.objects.select_for_update(no_key=True).get(pk=orang.pk)
    if lama := Percobaan.objects.filter(kunci=kunci).first():
        if lama.orang_id != orang.pk or lama.kuis_id != kuis.pk:
            raise TidakBoleh
        return lama
    if not (kuis.formatif and kuis.boleh_dilihat(oleh=orang)):
        raise Ditolak("Kuis ini tidak dapat dikerjakan dari pelajaran. Buka halaman kuisnya.")
    soal = {str(satu.butir.tanda): (satu, naskah) for satu, naskah in soal_latihan(kuis)}
    punya = {str(tanda) for tanda in kuis.butir.values_list("butir__tanda", flat=True)}
    terbaca: dict[str, object] = {}
    for tanda, mentah in jawaban:
        if tanda not in punya:
            raise JawabanKeliru("Ada soal yang bukan bagian latihan ini. Muat ulang halamannya, lalu jawab lagi.")
        if tanda in terbaca:
            raise JawabanKeliru("Satu soal terkirim dua kali. Muat ulang halamannya, lalu kirim lagi.")
        # Soal yang ditarik sesudah halamannya disimpan di ponsel tidak dinilai, tetapi tidak menggagalkan sisanya.
        terbaca[tanda] = naskah_soal.baca(soal[tanda][1], mentah) if tanda in soal else None
    if not any(isi is not None for isi in terbaca.values()):
        raise JawabanKeliru("Belum ada jawaban. Jawab dahulu paling sedikit satu soal.")
    kini = timezone.now()
    terakhir = Percobaan.objects.filter(kuis=kuis, orang=orang, tes=None).aggregate(n=Max("nomor"))["n"] or 0
    percobaan = Percobaan.objects.create(
        kunci=kunci, kunci_kirim=kunci, kuis=kuis, orang=orang, nomor=terakhir + 1, mulai=kini, ambang=kuis.ambang,
        kebijakan=kuis.kebijakan, anulir=kuis.anulir, denda=Fraction(kuis.denda), luring=luring,
    )  # fmt: skip
    JawabanPercobaan.objects.bulk_create(
        JawabanPercobaan(
            percobaan=percobaan, butir=satu.butir, urut=urut, bobot=Fraction(satu.bobot), naskah=naskah,
            isi=terbaca.get(tanda), fraksi=naskah_soal.nilai(naskah, terbaca.get(tanda)),
        )
        for urut, (tanda, (satu, naskah)) in enumerate(soal.items(), start=1)
    )  # fmt: skip
    percobaan.dikirim = kini
    return hitung_ulang(percobaan=percobaan)
