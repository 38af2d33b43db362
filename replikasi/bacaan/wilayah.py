"""Data halaman wilayah: nasional → provinsi → kabupaten/kota → kecamatan. Jumlah kueri tetap di tiap tingkat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.formats import date_format

from replikasi.kalender import akhir_bulan, bulan_ini
from replikasi.models import Kesepakatan, Rekap, Target
from replikasi.rumus import opendk_ready, tambah_bulan
from wilayah import kode as aturan_kode
from wilayah.kode import SELURUH_INDONESIA
from wilayah.models import Wilayah
from wilayah.sebutan import sebutan_baku

from .angka import Angka
from .baris import BarisDesa, baris_desa, desa_di

ANAK = {"": "provinsi", "provinsi": "kabupaten", "kabupaten": "kecamatan", "kota": "kecamatan"}
NAMA_ANAK = {"provinsi": "Provinsi", "kabupaten": "Kabupaten/kota", "kecamatan": "Kecamatan"}
BULAN_TREN = 24


@dataclass(frozen=True)
class Anak:
    wilayah: Wilayah
    angka: Angka


@dataclass(frozen=True)
class TitikTren:
    """Satu bulan pada deret; `angka` kosong bila bulan itu tidak tercatat."""

    bulan: date
    angka: Angka | None


@dataclass(frozen=True)
class HalamanWilayah:
    wilayah: Wilayah | None
    leluhur: list[Wilayah]
    angka: Angka
    anak: list[Anak]
    desa: list[BarisDesa]
    sebutan: str
    nama_anak: str
    bulan: date
    pilihan_bulan: list[date]
    tren: list[TitikTren]

    @property
    def terdata(self) -> bool:
        return bool(self.angka.n_semua)

    @property
    def lampau(self) -> bool:
        return self.bulan < bulan_ini()

    @property
    def pada(self) -> date | None:
        """Hari yang dilihat bila bulannya sudah lewat; kosong berarti hari ini."""
        return akhir_bulan(self.bulan) if self.lampau else None

    @property
    def kueri(self) -> str:
        """Saringan halaman ini sebagai tautan tetap."""
        return f"?bulan={self.bulan:%Y-%m}" if self.lampau else ""

    @property
    def label_tren(self) -> list[str]:
        return [date_format(satu.bulan, "M y") for satu in self.tren]

    @property
    def nilai_tren(self) -> list[Decimal | None]:
        """Persen desa aktif tiap bulan (desa + kelurahan bila wilayahnya tidak punya desa)."""
        return [
            satu.angka and (satu.angka.persen_desa if satu.angka.n_desa else satu.angka.persen_semua)
            for satu in self.tren
        ]

    @property
    def tren_terisi(self) -> list[TitikTren]:
        return [satu for satu in reversed(self.tren) if satu.angka]

    @property
    def catatan_peta(self) -> str:
        teks = "Satu petak satu wilayah, kira-kira pada letaknya."
        if self.anak_belum:
            teks += " Garis putus-putus: daftar desanya belum dimuat."
        if any(satu.angka.sebagian for satu in self.anak):
            teks += " * baru sebagian kabupaten/kotanya dimuat."
        return teks

    @property
    def anak_terdata(self) -> list[Anak]:
        return [satu for satu in self.anak if satu.angka.n_semua]

    @property
    def anak_belum(self) -> list[Anak]:
        return [satu for satu in self.anak if not satu.angka.n_semua]

    @property
    def siap_opendk(self):
        """Hanya berarti pada kecamatan (K-119)."""
        return opendk_ready(aktif=self.angka.adopsi_desa, desa=self.angka.n_desa)


def halaman_wilayah(wilayah: Wilayah | None, *, bulan: date | None = None) -> HalamanWilayah:
    """`None` berarti nasional. `bulan` lampau menampilkan keadaan pada akhir bulan itu; kosong berarti yang terbaru."""
    tingkat = ANAK.get(wilayah.tingkat if wilayah else "", "")
    kunci = wilayah.kunci if wilayah else Rekap.NASIONAL
    deret, rekap_anak = _baca_rekap(wilayah, tingkat, bulan)
    bulan = bulan if bulan in deret else max(deret, default=bulan_ini())
    anak = anak_wilayah(wilayah, garis=True) if tingkat else []
    n_kab = jumlah_kab(wilayah, anak) if tingkat in {"provinsi", "kabupaten"} else {}
    return HalamanWilayah(
        wilayah=wilayah,
        leluhur=leluhur_dari(wilayah),
        angka=_angka(deret.get(bulan), n_kab.get(kunci, 0)),
        anak=[Anak(satu, _angka(rekap_anak.get(satu.kunci), n_kab.get(satu.kunci, 0))) for satu in anak],
        desa=[] if tingkat else baris_desa(desa_di(wilayah, garis=True), bulan=bulan),
        sebutan=_sebutan(wilayah),
        nama_anak=NAMA_ANAK.get(tingkat, "Desa"),
        bulan=bulan,
        pilihan_bulan=sorted(deret, reverse=True),
        tren=_tren(deret, bulan),
    )


def cari_wilayah(kode: str, *, klaim: QuerySet | None = None) -> Wilayah | None:
    """Wilayah berkode itu, leluhurnya, adanya target dan kesepakatan, dan banyaknya `klaim`: satu kueri satu halaman."""
    semua = Wilayah.objects.filter(kode__in=aturan_kode.leluhur(kode)).annotate(
        ada_target=Exists(Target.objects.filter(wilayah=OuterRef("pk"))),
        ada_kesepakatan=Exists(Kesepakatan.objects.filter(wilayah=OuterRef("pk"))),
    )
    if klaim is not None:
        banyak = klaim.order_by().values(kelompok=Value(1)).annotate(n=Count("pk")).values("n")
        semua = semua.annotate(menunggu=Subquery(banyak))
    rantai = {satu.kode: satu for satu in semua}
    if wilayah := rantai.pop(kode, None):
        wilayah.rantai = sorted(rantai.values(), key=lambda satu: satu.kunci)
    return wilayah


def leluhur_dari(wilayah: Wilayah | None) -> list[Wilayah]:
    """Provinsi sampai induknya; yang dicari lewat `cari_wilayah` sudah membawanya."""
    if wilayah is None or wilayah.tingkat == Wilayah.Tingkat.PROVINSI:
        return []
    return wilayah.rantai if hasattr(wilayah, "rantai") else list(wilayah.leluhur())[:-1]


def _baca_rekap(
    wilayah: Wilayah | None, tingkat: str, bulan: date | None
) -> tuple[dict[date, Rekap], dict[int, Rekap]]:
    """Deret wilayah ini, dan rekap anak-anaknya pada bulan yang dilihat (kosong: yang terbaru); satu kueri."""
    kunci = wilayah.kunci if wilayah else Rekap.NASIONAL
    syarat = Q(kunci=kunci)
    if tingkat:
        terbaru = Rekap.objects.filter(kunci=kunci).order_by("-bulan").values("bulan")[:1]
        syarat |= Q(
            bulan=bulan or Subquery(terbaru),
            tingkat=tingkat,
            kunci__range=wilayah.rentang if wilayah else SELURUH_INDONESIA,
        )
    deret, anak = {}, {}
    for satu in Rekap.objects.filter(syarat).order_by().defer("wilayah", "dihitung"):
        if satu.kunci == kunci:
            deret[satu.bulan] = satu
        else:
            anak[satu.kunci] = satu
    if bulan and bulan not in deret:
        return _baca_rekap(wilayah, tingkat, None)
    return dict(sorted(deret.items())), anak


def _angka(rekap: Rekap | None, n_kab: int = 0) -> Angka:
    return Angka(rekap.isi, rekap.per, n_kab) if rekap else Angka({}, None, n_kab)


def anak_wilayah(wilayah: Wilayah | None, *, garis: bool = False) -> list[Wilayah]:
    """Wilayah setingkat di bawahnya yang kodenya berlaku, lewat indeks induk; diurutkan di sini. `garis`: kotak garis
    luarnya ikut, tanpa geometrinya."""
    anak = Wilayah.objects.filter(induk=wilayah, berlaku=True).order_by()
    if garis:
        anak = anak.select_related("garis").defer("garis__geometri")
    return sorted(anak, key=lambda satu: satu.kunci)


def _tren(deret: dict[date, Rekap], sampai: date) -> list[TitikTren]:
    """Paling banyak 24 bulan sampai bulan yang dilihat, mulai dari bulan pertama yang tercatat."""
    if not deret:
        return []
    awal = max(tambah_bulan(sampai, 1 - BULAN_TREN), min(deret))
    banyak = (sampai.year - awal.year) * 12 + sampai.month - awal.month + 1
    bulan = [tambah_bulan(awal, n) for n in range(banyak)]
    return [TitikTren(satu, _angka(deret[satu]) if satu in deret else None) for satu in bulan]


def jumlah_kab(wilayah: Wilayah | None, anak: list[Wilayah]) -> dict[int, int]:
    """Banyaknya kabupaten/kota di tiap provinsi dan seluruhnya (kunci 0); di halaman provinsi, anak-anaknya sendiri."""
    if wilayah is not None:
        return {wilayah.kunci: len(anak)}
    kab = Wilayah.objects.filter(induk__in=[satu.pk for satu in anak], berlaku=True).order_by()
    hasil = Counter(kunci // 10**8 * 10**8 for kunci in kab.values_list("kunci", flat=True))
    return {**hasil, Rekap.NASIONAL: sum(hasil.values())}


def _sebutan(wilayah: Wilayah | None) -> str:
    """Sebutan desa di wilayah ini: "nagari" di Lima Puluh Kota, "desa" bila tidak ada aturannya."""
    if wilayah is None:
        return "desa"
    return wilayah.sebutan or sebutan_baku(wilayah.kode + ".00.00.2000"[len(wilayah.kode) - 13 :])
