from __future__ import annotations

from django.db import transaction

from akun.models import Pengguna
from modul_pelatihan.models import ButirSoal, JawabanPercobaan, Kuis, PembatalanSoal, Percobaan
from modul_pelatihan.models.kuis import PERAN_PENULIS_SOAL

from .galat import Ditolak, TidakBoleh
from .kirim_jawaban import hitung_ulang


@transaction.atomic
def anulir_soal(*, kuis: Kuis, butir: ButirSoal, oleh: Pengguna, alasan: str) -> PembatalanSoal:
    """Menganulir satu soal pada satu kuis: semua percobaan terkirim dihitung ulang, jejaknya disimpan. Idempoten.

    Nilai yang berubah tidak mengubah kelulusan kelas yang sudah diputus: keputusan menyimpan nilai yang dipakainya.
    """
    if not oleh.berperan(*PERAN_PENULIS_SOAL):
        raise TidakBoleh
    kuis = Kuis.objects.select_for_update().get(pk=kuis.pk)
    if not kuis.butir.filter(butir=butir).exists():
        raise Ditolak("Soal itu bukan bagian kuis ini.")
    batal, baru = PembatalanSoal.objects.get_or_create(
        kuis=kuis, butir=butir, defaults={"alasan": alasan, "oleh": oleh}
    )
    if not baru:
        return batal
    kena = JawabanPercobaan.objects.filter(percobaan__kuis=kuis, butir=butir)
    nomor = list(kena.order_by().values_list("percobaan_id", flat=True))
    kena.update(dianulir=True)
    berubah = 0
    terkirim = Percobaan.objects.select_for_update().filter(pk__in=nomor).exclude(keadaan=Percobaan.Keadaan.BERJALAN)
    for percobaan in terkirim.order_by("pk"):
        semula = percobaan.lulus
        berubah += hitung_ulang(percobaan=percobaan).lulus != semula
        batal.dihitung_ulang += 1
    batal.berubah_lulus = berubah
    batal.save(update_fields=["dihitung_ulang", "berubah_lulus"])
    return batal
