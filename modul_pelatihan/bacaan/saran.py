"""Pelajaran yang cocok untuk satu soal: dipakai formulir tiket, halaman artikel, dan halaman desa (lewat impor ke bawah)."""

from __future__ import annotations

import re

from django.db.models import Case, Q, Value, When

from modul_pelatihan.models import Bidang, ModulPelajaran, PelajaranPage

BATAS_CARI = 12
_UMUM = """
    ada adalah agar akan atau bagaimana bisa cara dan dari dengan di gagal ini itu jadi juga kalau karena ke kami masih
    mau mohon muncul pada padahal sampai saat saya setelah sudah tetapi tidak tolong untuk waktu yang
"""
KATA_UMUM = frozenset(_UMUM.split())


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


def saran_pelajaran(kata: str, bidang: Bidang | None = None, batas: int = 3) -> list[PelajaranPage]:
    """Saran sebelum tiket dikirim: yang cocok kata dan bidang, lalu yang cocok kata, lalu yang cocok bidang."""
    menurut_bidang = pelajaran_untuk(bidang, BATAS_CARI)
    inti = [satu for satu in re.findall(r"\w+", kata.lower())[:40] if len(satu) > 2 and satu not in KATA_UMUM]
    menurut_kata = []
    if inti:
        menurut_kata = list(
            PelajaranPage.objects.terlihat().defer("isi").search(" ".join(inti), operator="or")[:BATAS_CARI]
        )
    kunci = {satu.pk for satu in menurut_bidang}
    urut = [satu for satu in menurut_kata if satu.pk in kunci]
    urut += [satu for satu in menurut_kata if satu.pk not in kunci]
    urut += [satu for satu in menurut_bidang if satu not in urut]
    return urut[:batas]
