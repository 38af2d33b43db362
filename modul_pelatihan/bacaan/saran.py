"""Pelajaran yang cocok untuk satu soal: dipakai formulir tiket, halaman artikel, dan halaman desa (lewat impor ke bawah)."""

from __future__ import annotations

from django.db.models import Case, Q, Value, When

from modul_pelatihan.bahasa import Tanya, peringkat, susun_tanya
from modul_pelatihan.bahasa.susun import Sumber
from modul_pelatihan.cari_pelajaran import PELAJARAN, indekskan
from modul_pelatihan.models import Bidang, ModulPelajaran, PelajaranPage
from modul_pelatihan.models.halaman import q_umum

BATAS_CARI = 12


def pelajaran_untuk(bidang: Bidang | None, batas: int = 3) -> list[PelajaranPage]:
    """Pelajaran terbit pada bidang itu; lalu yang berbagi modul OpenSID, lalu bidang seinduk. Dua kueri."""
    if bidang is None:
        return []
    keluarga = Bidang.objects.sekeluarga(bidang).values("pk")
    semodul = ModulPelajaran.objects.filter(slug__in=list(bidang.modul_opensid)).values("pelajaran")
    tepat = PelajaranPage.bidang.through.objects.filter(bidang=bidang.pk).values("pelajaranpage")
    dekat = PelajaranPage.bidang.through.objects.filter(bidang__in=keluarga).values("pelajaranpage")
    return list(
        PelajaranPage.objects.terlihat()
        .filter(Q(pk__in=tepat) | Q(pk__in=semodul) | Q(pk__in=dekat))
        .annotate(jarak=Case(When(pk__in=tepat, then=Value(0)), When(pk__in=semodul, then=Value(1)), default=Value(2)))
        .defer("isi")
        .order_by("jarak", "path")[:batas]
    )


def cari_pelajaran(tanya: Tanya, *, batas: int = 3) -> list[PelajaranPage]:
    """Pelajaran terbit yang memuat kata itu dalam bentuk apa pun, paling cocok dahulu. Satu kueri."""
    calon = PELAJARAN.cocok(PelajaranPage.objects.live().filter(q_umum()).defer("isi"), tanya)
    return peringkat(tanya, calon, akar=lambda satu: (satu.akar_judul, satu.akar_isi))[:batas]


def saran_pelajaran(kata: str, bidang: Bidang | None = None, batas: int = 3) -> list[PelajaranPage]:
    """Saran sebelum tiket dikirim: yang cocok kata dan bidang, lalu yang cocok kata, lalu yang cocok bidang."""
    menurut_bidang = pelajaran_untuk(bidang, BATAS_CARI)
    menurut_kata = cari_pelajaran(susun_tanya(kata, publik=True), batas=BATAS_CARI)
    kunci = {satu.pk for satu in menurut_bidang}
    urut = [satu for satu in menurut_kata if satu.pk in kunci]
    urut += [satu for satu in menurut_kata if satu.pk not in kunci]
    urut += [satu for satu in menurut_bidang if satu not in urut]
    return urut[:batas]


def _potong(sesudah: int, banyak: int) -> int:
    baris = list(PelajaranPage.objects.filter(pk__gt=sesudah).order_by("pk")[:banyak])
    indekskan(baris)
    return baris[-1].pk if baris else 0


SUMBER_CARI = Sumber("pelajaran", PELAJARAN, _potong, PelajaranPage)
