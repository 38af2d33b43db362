"""Indeks pertanyaan yang sudah terjawab: judul, pertanyaan, dan jawabannya. Hak baca diperiksa saat dicari."""

from __future__ import annotations

from collections.abc import Iterable

from forum.models import Keadaan, Kiriman, Topik
from modul_pelatihan.bahasa import IndeksTeks, catat_kosakata, kata_bermakna

JAWABAN = IndeksTeks("forum_cari_jawaban")


def indekskan_jawaban(topik: Iterable[int]) -> None:
    """Menulis ulang topik itu menurut isinya sekarang; dipanggil perbuatan yang mengubah jawaban atau tulisannya."""
    catat_kosakata(tulis_jawaban(topik), publik=True)


def tulis_jawaban(topik: Iterable[int]) -> set[str]:
    """Baris indeksnya saja; kata umumnya dikembalikan untuk dicatat sekali di akhir perbuatan."""
    kunci = list(topik)
    ada = Topik.objects.filter(pk__in=kunci, keadaan=Keadaan.TAMPIL, jawaban__keadaan=Keadaan.TAMPIL).select_related(
        "jawaban", "ruang__simpul"
    )
    ada = {satu.pk: satu for satu in ada}
    awal = dict(Kiriman.objects.tampil().filter(topik__in=ada, nomor=1).values_list("topik_id", "sumber"))
    baris = [(pk, satu.judul, f"{awal.get(pk, '')}\n{satu.jawaban.sumber}") for pk, satu in ada.items()]
    JAWABAN.buang([pk for pk in kunci if pk not in ada])
    JAWABAN.tulis(baris)
    publik = [(judul, isi) for pk, judul, isi in baris if ada[pk].ruang.simpul.keterlihatan == "publik"]
    return {kata for teks in publik for kata in kata_bermakna(" ".join(teks))}
