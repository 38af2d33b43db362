"""Bahan halaman tinjau laporan: usul bagi kode yang tidak dikenal, dan pemasangan yang belum dipastikan orang."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from replikasi.models import KeadaanPasang, Kejanggalan, KodeTakDikenal, Produk
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah, kunci_nama


@dataclass(frozen=True)
class Usul:
    """Dugaan untuk diperiksa orang; tidak pernah menjadi pencocokan sendiri."""

    wilayah: Wilayah
    sebab: str


def usul_kode(daftar: Iterable[KodeTakDikenal]) -> dict[int, list[Usul]]:
    """pk kode tak dikenal → paling banyak tiga dugaan. Dua kueri, berapa pun barisnya."""
    daftar = list(daftar)
    kandidat = {satu.pk: _kandidat(satu) for satu in daftar}
    nama = {
        satu.pk: (kunci_nama(satu.nama.partition(",")[0]), (satu.induk or aturan_kode.normalkan(satu.kode) or "")[:5])
        for satu in daftar
    }
    semua_kode = {kode for isi in kandidat.values() for kode in isi}
    menurut_kode = {
        satu.kode: satu
        for satu in Wilayah.objects.desa().filter(kode__in=semua_kode, berlaku=True).select_related("induk__induk")
    }
    syarat = Q(pk__in=[])
    for kunci, kabupaten in set(nama.values()):
        if kunci and len(kabupaten) == 5:
            syarat |= Q(nama_cari=kunci, kunci__range=aturan_kode.rentang(kabupaten))
    senama = list(Wilayah.objects.desa().filter(syarat, berlaku=True).select_related("induk__induk")[:200])
    hasil = {}
    for satu in daftar:
        usul = {
            menurut_kode[kode].pk: Usul(menurut_kode[kode], sebab)
            for kode, sebab in kandidat[satu.pk].items()
            if kode in menurut_kode
        }
        kunci, kabupaten = nama[satu.pk]
        for wilayah in senama:
            if wilayah.nama_cari == kunci and wilayah.kode[:5] == kabupaten:
                usul.setdefault(wilayah.pk, Usul(wilayah, "namanya sama di kabupaten itu"))
        hasil[satu.pk] = list(usul.values())[:3]
    return hasil


def _kandidat(satu: KodeTakDikenal) -> dict[str, str]:
    """Kode yang mungkin dimaksud: empat angka di bawah kecamatannya (OpenSID #3680), atau nomor yang sama di kecamatan itu."""
    angka = satu.kode.replace(".", "")
    if not satu.induk or not (angka.isascii() and angka.isdigit()):
        return {}
    if len(angka) == 4:
        return {f"{satu.induk}.{angka}": "empat angka di bawah kecamatan yang dikirimnya"}
    if len(angka) == 10:
        return {f"{satu.induk}.{angka[6:]}": "nomor yang sama di kecamatan yang dikirimnya"}
    return {}


def perlu_dipastikan(*, oleh) -> QuerySet[KeadaanPasang]:
    """Pemasangan daring yang alamatnya belum dipastikan, atau berganti sesudah dipastikan."""
    return (
        KeadaanPasang.objects.filter(oleh.q_kuasa(*Kejanggalan.PERAN), produk=Produk.OPENSID, lokal=False)
        .exclude(host="")
        .exclude(wilayah__pemasangan_sah__host=F("host"))
        .select_related("wilayah__induk__induk", "wilayah__pemasangan_sah")
        .order_by("-terakhir", "pk")
    )
