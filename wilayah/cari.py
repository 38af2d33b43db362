"""Mencari wilayah sambil mengetik: menurut nama, kata, singkatan, atau kode. Paling banyak tiga kueri."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Length

from .kode import Rentang, leluhur, rentang, rentang_awalan
from .layanan.kode import temukan
from .models import KataWilayah, Wilayah, WilayahQuerySet
from .models.wilayah import q_awalan
from .nama import kunci_nama
from .sebutan import SEBUTAN_DIKENAL

BATAS = 20
_PALING_PANJANG, _PALING_BANYAK_KATA = 100, 6
# Kata jenis wilayah tidak wajib cocok: "nagari kurai" dan "kec suliki" mencari "kurai" dan "suliki".
_KATA_JENIS = {
    *SEBUTAN_DIKENAL,
    "kelurahan",
    "kel",
    "kecamatan",
    "kec",
    "kabupaten",
    "kab",
    "provinsi",
    "prov",
    "propinsi",
}
_T = Wilayah.Tingkat
_JENIS_DEPAN = {
    **dict.fromkeys(("kab", "kabupaten"), (_T.KABUPATEN,)),
    "kota": (_T.KOTA,),
    **dict.fromkeys(("kec", "kecamatan"), (_T.KECAMATAN,)),
    **dict.fromkeys(("prov", "provinsi", "propinsi"), (_T.PROVINSI,)),
    **dict.fromkeys(("kel", "kelurahan", *SEBUTAN_DIKENAL), (_T.DESA,)),
}


@dataclass(frozen=True)
class Temuan:
    """Satu hasil: `isi` adalah tulisan yang diterima kembali oleh isian wilayah."""

    wilayah: Wilayah
    konteks: str
    tepat: bool

    @property
    def isi(self) -> str:
        return label_wilayah(self.wilayah)

    def sebagai_dict(self) -> dict[str, str]:
        return {
            "kode": self.wilayah.kode, "nama": self.wilayah.nama_lengkap, "konteks": self.konteks, "isi": self.isi,
        }  # fmt: skip


def label_wilayah(wilayah: Wilayah) -> str:
    """ "Nagari Suliki (13.07.01.2004)": terbaca orang, dan kodenya yang menentukan."""
    return f"{wilayah.nama_lengkap} ({wilayah.kode})"


def cari(
    teks: str, *, tingkat: Collection[str] = (), dalam: Wilayah | Rentang | None = None, batas: int = BATAS
) -> list[Temuan]:
    """Hasil terurut: nama persis, berawalan sama, semua kata cocok; bila tidak ada, sebagian katanya boleh milik letaknya."""
    teks = teks[:_PALING_PANJANG].strip()
    if rentang_awalan(teks) is None and len(kunci_nama(teks)) < 2:
        return []
    hasil = list(himpunan_cari(teks, tingkat=tingkat, dalam=dalam)[:batas])
    if not hasil and len(teks.split()) > 1:
        hasil = list(himpunan_cari(teks, tingkat=tingkat, dalam=dalam, longgar=True)[:batas])
    if not hasil and (lama := temukan(teks)):
        hasil = list(_saring(Wilayah.objects.filter(pk=lama.pk), tingkat, dalam).annotate(urutan=Value(0)))
    letak = konteks(hasil)
    return [Temuan(satu, letak[satu.pk], satu.urutan == 0) for satu in hasil]


def konteks(wilayah: Iterable[Wilayah]) -> dict[int, str]:
    """Letak tiap wilayah, dari kecamatan ke provinsi: "Kec. Luak · Kab. Lima Puluh Kota · Sumatera Barat".

    Satu kueri; tanpa kueri bila rantai induknya sudah ikut dimuat.
    """
    wilayah = list(wilayah)
    kode = {atas for satu in wilayah for atas in leluhur(satu.kode)[:-1]}
    nama = _induk_termuat(wilayah)
    if kode - nama.keys():
        nama = {satu.kode: satu.nama_ringkas for satu in Wilayah.objects.filter(kode__in=kode)}
    return {
        satu.pk: " · ".join(nama[atas] for atas in reversed(leluhur(satu.kode)[:-1]) if atas in nama)
        for satu in wilayah
    }


def _induk_termuat(wilayah: list[Wilayah]) -> dict[str, str]:
    nama = {}
    for satu in wilayah:
        while satu.induk_id and Wilayah.induk.is_cached(satu):
            satu = satu.induk
            nama[satu.kode] = satu.nama_ringkas
    return nama


def himpunan_cari(
    teks: str,
    *,
    tingkat: Collection[str] = (),
    dalam: Wilayah | Rentang | None = None,
    longgar: bool = False,
    ikut_induk: bool = False,
) -> WilayahQuerySet:
    """Himpunan kueri yang sama tanpa batas, untuk dihalamankan; kosong bila tidak ada yang dapat dicari.

    `longgar`: sebagian katanya boleh milik wilayah di atasnya ("kurai suliki" = Kurai di Kec. Suliki).
    `ikut_induk`: cukup nama kecamatannya yang cocok, seperti pencarian desa di pemasang OpenSID.
    """
    semua = _saring(Wilayah.objects.berlaku(), tingkat, dalam)
    if awalan := rentang_awalan(teks):
        return semua.filter(kunci__range=awalan).annotate(urutan=Value(0)).order_by(Length("kode"), "kunci")
    kunci = kunci_nama(teks[:_PALING_PANJANG])
    kata = list(dict.fromkeys(kunci.split()))[:_PALING_BANYAK_KATA]
    wajib = [satu for satu in kata if satu not in _KATA_JENIS] or kata
    if not wajib:
        return Wilayah.objects.none()
    inti = " ".join(satu for satu in kunci.split() if satu in wajib)
    milik = [_berkata(satu, terakhir=satu == kata[-1]) for satu in wajib]
    if ikut_induk:
        syarat = reduce(and_, (Q(pk__in=satu) | Q(induk__in=satu) for satu in milik))
    elif longgar:
        syarat = reduce(or_, (Q(pk__in=satu) for satu in milik)) & reduce(and_, map(_milik_atau_di_atasnya, milik))
    else:
        syarat = reduce(and_, (Q(pk__in=satu) for satu in milik))
    jenis_dicari = _tingkat_disebut(kunci.split())
    tepat = Q(nama_cari__in=[kunci, inti, f"kabupaten {inti}", f"kota {inti}"])
    return (
        semua.filter(syarat)
        .annotate(
            urutan=Case(
                When(tepat & jenis_dicari, then=Value(0)),
                When(
                    reduce(or_, (q_awalan("nama_cari", f"{jenis}{inti}") for jenis in ("", "kabupaten ", "kota "))),
                    then=Value(1),
                ),
                default=Value(2),
            )
            + Case(When(jenis_dicari, then=Value(0)), default=Value(3))
        )
        .order_by("urutan", Length("kode"), "kunci")
    )


def _tingkat_disebut(kata: list[str]) -> Q:
    """ "kab lima puluh": jenis yang disebut di depan didahulukan, bukan diwajibkan; tanpa jenis semua setara."""
    disebut = _JENIS_DEPAN.get(kata[0], ()) if len(kata) > 1 else ()
    return Q(tingkat__in=disebut) if disebut else ~Q(pk__in=[])


def _saring(himpunan: WilayahQuerySet, tingkat: Collection[str], dalam: Wilayah | Rentang | None) -> WilayahQuerySet:
    if tingkat:
        himpunan = himpunan.filter(tingkat__in=tingkat)
    if isinstance(dalam, Wilayah):
        dalam = rentang(dalam.kode)
    return himpunan if dalam is None else himpunan.filter(kunci__range=dalam)


def _berkata(kata: str, *, terakhir: bool):
    """Wilayah yang namanya memuat kata berawalan itu; satu huruf di tengah harus utuh ("2 x 11")."""
    syarat = q_awalan("kata", kata) if len(kata) > 1 or terakhir else Q(kata=kata)
    return KataWilayah.objects.filter(syarat).values("wilayah_id")


def _milik_atau_di_atasnya(milik) -> Q:
    return (
        Q(pk__in=milik) | Q(induk__in=milik) | Q(induk__induk__in=milik) | Q(induk__induk__induk__in=milik)
    )  # fmt: skip
