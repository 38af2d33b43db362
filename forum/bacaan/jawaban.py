"""Pertanyaan yang sudah terjawab, dicari dari luar forum: saran di formulir tiket, pencarian situs."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from forum.jawaban import JAWABAN, indekskan_jawaban
from forum.models import Keadaan, Topik
from modul_pelatihan.bahasa import Tanya, peringkat
from modul_pelatihan.bahasa.susun import Sumber

BATAS = 100


def cari_jawaban(tanya: Tanya, *, batas: int = 3) -> list[Topik]:
    """Topik terjawab yang dapat dibaca siapa saja, paling cocok dahulu. Satu kueri."""
    umum = Topik.objects.terbaca(oleh=AnonymousUser()).filter(jawaban__keadaan=Keadaan.TAMPIL)
    calon = JAWABAN.cocok(umum.select_related("ruang__simpul", "jawaban"), tanya, batas=BATAS)
    return peringkat(tanya, calon, akar=lambda satu: (satu.akar_judul, satu.akar_isi))[:batas]


def _potong(sesudah: int, banyak: int) -> int:
    kunci = list(Topik.objects.filter(pk__gt=sesudah).order_by("pk").values_list("pk", flat=True)[:banyak])
    indekskan_jawaban(kunci)
    return kunci[-1] if kunci else 0


SUMBER_CARI = Sumber("jawaban forum", JAWABAN, _potong, Topik)
