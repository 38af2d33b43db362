"""Hasil pelatihan bagi manajer: menurut wilayah, modul, kelas, atau pelatih. Jumlah kueri tetap berapa pun pesertanya.

Orang dihitung di tempat asalnya (desa saat mendaftar), sekali walau ikut beberapa kelas. Haknya satu himpunan:
`Peserta.objects.terhitung(oleh=)`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan.masa import tambah_bulan
from modul_pelatihan.models import Angkatan, Kelulusan, Peserta
from modul_pelatihan.models.angkatan import PERAN_HITUNG
from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah

from .pelatih import dapat_dibuka

SASARAN_OPERATOR = 2
SUDUT = {"wilayah": "Wilayah", "modul": "Modul", "kelas": "Kelas", "pelatih": "Pelatih"}
TAHUN_AWAL, BULAN_TREN, BARIS_KELAS = 2020, 12, 50
# tingkat induk → (lebar kunci anaknya, nama tingkat anaknya)
ANAK = {
    "": (10**8, "Provinsi"), "provinsi": (10**6, "Kabupaten/kota"), "kabupaten": (10**4, "Kecamatan"),
    "kota": (10**4, "Kecamatan"), "kecamatan": (1, "Desa"),
}  # fmt: skip
_ORANG = {
    "daftar": Count("orang", distinct=True),
    "lulus": Count("orang", distinct=True, filter=Q(kelulusan__lulus=True)),
}


class TidakBoleh(Exception):
    """Orang ini tidak membawahi wilayah yang dimintanya."""


@dataclass(frozen=True)
class Saringan:
    """`wilayah` kosong berarti seluruh Indonesia, `tahun` kosong semua tahun."""

    wilayah: Wilayah | None
    tahun: int | None
    sudut: str

    def kueri(self, **ganti: str) -> str:
        isi = {
            "wilayah": self.wilayah.kode if self.wilayah else "", "tahun": str(self.tahun or ""), "sudut": self.sudut,
        } | ganti  # fmt: skip
        return "&".join(f"{nama}={nilai}" for nama, nilai in isi.items() if nilai)

    @property
    def lebar(self) -> int:
        return ANAK[self.wilayah.tingkat if self.wilayah else ""][0]

    @property
    def nama_anak(self) -> str:
        return ANAK[self.wilayah.tingkat if self.wilayah else ""][1]


@dataclass
class Baris:
    """Satu baris rincian. Kolom desa dan operator hanya terisi pada sudut wilayah."""

    nama: str
    url: str = ""
    rujuk: str = ""
    daftar: int = 0
    lulus: int = 0
    kelas: int = 0
    asal: int = 0
    desa: int = 0
    cukup: int = 0
    satu: int = 0
    operator: int = 0
    terlatih: int = 0

    @property
    def kosong(self) -> int:
        """Desa tanpa operator aktif."""
        return max(0, self.desa - self.cukup - self.satu)

    @property
    def lulus_persen(self) -> float | None:
        return 100 * self.lulus / self.daftar if self.daftar else None

    @property
    def cukup_persen(self) -> float | None:
        return 100 * self.cukup / self.desa if self.desa else None


def baca_saringan(kueri: QueryDict, *, oleh: Pengguna) -> Saringan:
    """Saringan dari alamat; nilai yang rusak diabaikan. Melempar `TidakBoleh` bila wilayahnya di luar kuasa."""
    tahun = kueri.get("tahun", "")
    nilai = int(tahun) if tahun.isascii() and tahun.isdigit() and len(tahun) == 4 else 0
    sudut = kueri.get("sudut", "")
    return Saringan(
        _wilayah(kode_wilayah.normalkan(kueri.get("wilayah", "")), oleh),
        nilai if TAHUN_AWAL <= nilai <= timezone.localdate().year else None,
        sudut if sudut in SUDUT else "wilayah",
    )


def _wilayah(kode: str | None, oleh: Pengguna) -> Wilayah | None:
    kuasa = oleh.rentang_kuasa(*PERAN_HITUNG)
    if not kuasa:
        raise TidakBoleh
    if kode is None:
        if oleh.berkuasa(*PERAN_HITUNG, atas=None):
            return None
        tugas = [satu.wilayah for satu in oleh.penugasan_berlaku if satu.peran in PERAN_HITUNG and satu.wilayah]
        terluas = min(tugas, key=lambda satu: (len(satu.kode), satu.kunci))
        return terluas if terluas.tingkat != Wilayah.Tingkat.DESA else terluas.induk
    wilayah = Wilayah.objects.filter(kode=kode[:8]).first()
    if wilayah is None or not any(awal <= wilayah.kunci <= akhir for awal, akhir in kuasa):
        raise TidakBoleh
    return wilayah


def himpunan(saringan: Saringan, oleh: Pengguna) -> QuerySet[Peserta]:
    """Kursi yang terhitung; kelas yang dibatalkan tidak."""
    baris = Peserta.objects.terhitung(oleh=oleh).exclude(angkatan__keadaan=Angkatan.Keadaan.BATAL).order_by()
    if saringan.wilayah:
        baris = baris.filter(asal__kunci__range=saringan.wilayah.rentang)
    return baris.filter(didaftar__year=saringan.tahun) if saringan.tahun else baris


def ringkasan(saringan: Saringan, *, oleh: Pengguna, halaman: str | None = None) -> dict:
    """Seluruh isi halaman."""
    semua = himpunan(saringan, oleh)
    jumlah = Baris("Jumlah", **semua.aggregate(
        **_ORANG, kelas=Count("angkatan", distinct=True), asal=Count("asal", distinct=True)
    ))  # fmt: skip
    wilayah = menurut_wilayah(saringan, semua)
    for nama in ("desa", "cukup", "satu", "operator", "terlatih"):
        setattr(jumlah, nama, sum(getattr(satu, nama) for satu in wilayah))
    baris, hal = wilayah, None
    if saringan.sudut == "kelas":
        hal = Paginator(_isi_kelas(semua), BARIS_KELAS).get_page(halaman)
        baris = [_baris_kelas(satu) for satu in hal]
    elif saringan.sudut != "wilayah":
        baris = {"modul": _modul, "pelatih": _pelatih}[saringan.sudut](semua, oleh)
    return {"saringan": saringan, "jumlah": jumlah, "baris": baris, "hal": hal, "wilayah": wilayah} | _tren(semua)


def menurut_wilayah(saringan: Saringan, semua: QuerySet[Peserta]) -> list[Baris]:
    """Satu tingkat di bawah wilayah yang dipilih, dengan operator aktif tiap desanya. Empat kueri."""
    lebar, wilayah = saringan.lebar, saringan.wilayah
    anak = Wilayah.objects.berlaku().filter(induk=wilayah).order_by("kunci")
    hasil = {
        satu.kunci // lebar: Baris(
            satu.nama_lengkap,
            satu.get_absolute_url() if lebar == 1 else f"?{saringan.kueri(wilayah=satu.kode)}",
            satu.kode,
        )
        for satu in anak
    }
    for isi in semua.annotate(grup=F("asal__kunci") / lebar).values("grup").annotate(**_ORANG):
        if baris := hasil.get(isi["grup"]):
            baris.daftar, baris.lulus = isi["daftar"], isi["lulus"]
    desa = Wilayah.objects.berlaku().desa().di_dalam(wilayah).order_by()
    for isi in desa.annotate(grup=F("kunci") / lebar).values("grup").annotate(n=Count("pk")):
        if baris := hasil.get(isi["grup"]):
            baris.desa = isi["n"]
    for kunci, n, terlatih in operator_desa(wilayah):
        if baris := hasil.get(kunci // lebar):
            baris.operator += n
            baris.terlatih += terlatih
            baris.cukup += n >= SASARAN_OPERATOR
            baris.satu += n == 1
    return list(hasil.values())


def operator_desa(wilayah: Wilayah | None) -> QuerySet:
    """(kunci desa, operator aktif, di antaranya yang pernah lulus). Aktif: tugas operatornya berlaku hari ini."""
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, pengguna__is_active=True, wilayah__berlaku=True)
    if wilayah:
        tugas = tugas.filter(wilayah__kunci__range=wilayah.rentang)
    lulus = Q(pengguna__kepesertaan__kelulusan__lulus=True)
    return (
        tugas.order_by()
        .values("wilayah__kunci")
        .annotate(n=Count("pengguna", distinct=True), terlatih=Count("pengguna", distinct=True, filter=lulus))
        .values_list("wilayah__kunci", "n", "terlatih")
    )


def _modul(semua: QuerySet[Peserta], oleh: Pengguna) -> list[Baris]:
    kolom = ("angkatan__modul__kode", "angkatan__modul__title", "angkatan__modul__url_path")
    isi = (
        semua.filter(angkatan__modul__isnull=False)
        .values(*kolom)
        .annotate(**_ORANG, kelas=Count("angkatan", distinct=True), asal=Count("asal", distinct=True))
    )
    return [
        Baris(f"{satu.pop(kolom[0])} {satu.pop(kolom[1])}", _alamat_halaman(satu.pop(kolom[2])), **satu)
        for satu in isi.order_by("angkatan__modul__path")
    ]


def _alamat_halaman(url_path: str) -> str:
    """Alamat modul dari jalurnya di pohon; akar situs satu tingkat di atasnya."""
    return "/" + url_path.strip("/").partition("/")[2] + "/" if url_path else ""


def _isi_kelas(semua: QuerySet[Peserta]) -> QuerySet:
    """Satu kamus tiap kelas, yang terbaru dahulu; dibagi halaman di basis data."""
    return (
        semua.values("angkatan", "angkatan__judul", "angkatan__keadaan", "angkatan__wilayah__nama")
        .annotate(**_ORANG, asal=Count("asal", distinct=True))
        .order_by("-angkatan")
    )


def _baris_kelas(satu: dict) -> Baris:
    keadaan = satu["angkatan__keadaan"]
    return Baris(
        f"{satu['angkatan__judul']}, {satu['angkatan__wilayah__nama']}",
        reverse("modul_pelatihan:kelas", args=[satu["angkatan"]]) if keadaan != "rancangan" else "",
        dict(Angkatan.Keadaan.choices)[keadaan], satu["daftar"], satu["lulus"], 1, satu["asal"],
    )  # fmt: skip


def _pelatih(semua: QuerySet[Peserta], oleh: Pengguna) -> list[Baris]:
    """Tiap pelatih kelas bersama mendapat bagiannya; tanpa peringkat, menurut nama."""
    kolom = (
        "angkatan__pengajar__orang",
        "angkatan__pengajar__orang__first_name",
        "angkatan__pengajar__orang__username",
    )
    isi = list(
        semua.filter(angkatan__pengajar__isnull=False)
        .values(*kolom)
        .annotate(**_ORANG, kelas=Count("angkatan", distinct=True), asal=Count("asal", distinct=True))
        .order_by(*kolom[1:])
    )
    buka = dapat_dibuka([satu[kolom[0]] for satu in isi], oleh.rentang_kuasa(*PERAN_HITUNG))
    hasil = []
    for satu in isi:
        pk, nama, username = (satu.pop(satu_kolom) for satu_kolom in kolom)
        url = reverse("modul_pelatihan:pelatih", args=[username]) if pk in buka else ""
        hasil.append(Baris(nama or username, url, **satu))
    return hasil


def _tren(semua: QuerySet[Peserta]) -> dict[str, list]:
    """Kursi yang diperoleh dan kelulusan tiap bulan, dua belas bulan terakhir. Dua kueri."""
    kini = timezone.localdate().replace(day=1)
    bulan = [tambah_bulan(kini, -n) for n in range(BULAN_TREN - 1, -1, -1)]
    daftar: dict[date, int] = defaultdict(int)
    lulus: dict[date, int] = defaultdict(int)
    awal = timezone.make_aware(datetime.combine(bulan[0], time.min))
    for satu, n in (
        semua.filter(didaftar__gte=awal)
        .annotate(bulan=TruncMonth("didaftar"))
        .values_list("bulan")
        .annotate(n=Count("pk"))
    ):
        daftar[satu.date()] = n
    putusan = Kelulusan.objects.filter(lulus=True, pada__gte=awal, peserta__in=semua.values("pk")).order_by()
    for satu, n in putusan.annotate(bulan=TruncMonth("pada")).values_list("bulan").annotate(n=Count("pk")):
        lulus[satu.date()] = n
    return {
        "label": [date_format(satu, "M Y") for satu in bulan],
        "tren_daftar": [daftar[satu] for satu in bulan],
        "tren_lulus": [lulus[satu] for satu in bulan],
    }


def tabel(saringan: Saringan, *, oleh: Pengguna) -> list[list[object]]:
    """Baris untuk CSV dan XLSX; angka mentah, kepala di baris pertama. Semua kelas, tanpa halaman."""
    semua = himpunan(saringan, oleh)
    if saringan.sudut == "wilayah":
        kepala = [
            "kode", saringan.nama_anak.lower(), "desa", "desa_operator_cukup", "desa_satu_operator",
            "desa_tanpa_operator", "operator_aktif", "operator_lulus", "peserta", "lulus",
        ]  # fmt: skip
        isi = [
            [b.rujuk, b.nama, b.desa, b.cukup, b.satu, b.kosong, b.operator, b.terlatih, b.daftar, b.lulus]
            for b in menurut_wilayah(saringan, semua)
        ]
        return [kepala, *isi]
    if saringan.sudut == "kelas":
        kelas = (_baris_kelas(satu) for satu in _isi_kelas(semua))
        return [["kelas", "keadaan", "peserta", "lulus", "desa_asal"], *([b.nama, b.rujuk, b.daftar, b.lulus, b.asal] for b in kelas)]  # fmt: skip
    baris = {"modul": _modul, "pelatih": _pelatih}[saringan.sudut](semua, oleh)
    return [[saringan.sudut, "kelas", "peserta", "lulus", "desa_asal"], *([b.nama, b.kelas, b.daftar, b.lulus, b.asal] for b in baris)]  # fmt: skip
