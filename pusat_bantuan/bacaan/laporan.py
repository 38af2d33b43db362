"""Laporan meja bantuan dari tabel rekap: jumlah kueri tetap berapa pun tiketnya, dan hanya wilayah yang dibawahi."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from akun.models import Pengguna
from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah

from ..keadaan import TERBUKA
from ..models import ProfilTiket, RekapBulan
from ..models.rekap import KATA_EMBER, PEMBACA, UKURAN
from .artikel import defleksi

Sudut = RekapBulan.Sudut
BULAN_BAWAAN, BULAN_TERBANYAK = 12, 120
_BULAN = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
UMUR = ((1, "kurang dari 1 hari"), (3, "1–3 hari"), (7, "3–7 hari"), (30, "7–30 hari"), (None, "lebih dari 30 hari"))


class TidakBoleh(Exception):
    """Orang ini tidak membawahi wilayah yang dimintanya."""


@dataclass(frozen=True)
class Saringan:
    """`wilayah` kosong berarti seluruh Indonesia; `dari` dan `sampai` tanggal satu, keduanya termasuk."""

    wilayah: Wilayah | None
    dari: date
    sampai: date
    sudut: str

    def kueri(self, **ganti: str) -> str:
        """Tautan tetap saringan ini, dengan sebagian diganti."""
        isi = {
            "wilayah": self.wilayah.kode if self.wilayah else "", "dari": f"{self.dari:%Y-%m}",
            "sampai": f"{self.sampai:%Y-%m}", "sudut": self.sudut,
        }  # fmt: skip
        return "&".join(f"{nama}={nilai}" for nama, nilai in (isi | ganti).items() if nilai)


@dataclass(frozen=True)
class Hitungan:
    """Satu baris laporan. Perbandingan yang penyebutnya nol adalah `None`, bukan nol."""

    label: str
    isi: dict[str, int]
    url: str = ""

    def __getattr__(self, nama: str) -> int:
        if nama in UKURAN:
            return self.isi.get(nama) or 0
        raise AttributeError(nama)

    @property
    def jawab_persen(self) -> float | None:
        return _persen(self.jawab_tepat, self.jawab_tepat + self.jawab_lewat)

    @property
    def selesai_persen(self) -> float | None:
        return _persen(self.selesai_tepat, self.selesai_tepat + self.selesai_lewat)

    @property
    def buka_persen(self) -> float | None:
        return _persen(self.dibuka_lagi, self.selesai)

    @property
    def puas_persen(self) -> float | None:
        return _persen(self.nilai_baik, self.nilai_n)

    @property
    def jawab_separuh(self) -> str:
        return separuh([self.isi.get(f"j{n}") or 0 for n in range(len(KATA_EMBER))])

    @property
    def selesai_separuh(self) -> str:
        return separuh([self.isi.get(f"s{n}") or 0 for n in range(len(KATA_EMBER))])


def separuh(ember: list[int]) -> str:
    """Dalam berapa lama paling sedikit separuh selesai, dengan kata; kosong bila belum ada."""
    jumlah, lewat = sum(ember), 0
    for n, kata in zip(ember, KATA_EMBER, strict=True):
        lewat += n
        if jumlah and lewat * 2 >= jumlah:
            return kata
    return ""


def _persen(bagian: int, semua: int) -> float | None:
    return 100 * bagian / semua if semua else None


def baca_saringan(kueri: QueryDict, *, oleh: Pengguna, kini: date | None = None) -> Saringan:
    """Saringan dari alamat; nilai yang rusak diabaikan. Galat: `TidakBoleh` bila wilayahnya di luar kuasa."""
    kini = (kini or timezone.localdate()).replace(day=1)
    sampai = min(_bulan(kueri.get("sampai", "")) or kini, kini)
    dari = _bulan(kueri.get("dari", "")) or _mundur(sampai, BULAN_BAWAAN - 1)
    dari = max(min(dari, sampai), _mundur(sampai, BULAN_TERBANYAK - 1))
    diminta = kode_wilayah.normalkan(kueri.get("wilayah", ""))
    wilayah = _wilayah(diminta, oleh)
    sudut = kueri.get("sudut", "")
    if sudut not in Sudut.values:
        sudut = Sudut.BIDANG if wilayah and len(wilayah.kode) >= 5 else Sudut.WILAYAH
    return Saringan(wilayah, dari, sampai, sudut)


def _wilayah(kode: str | None, oleh: Pengguna) -> Wilayah | None:
    kuasa = oleh.rentang_kuasa(*PEMBACA)
    if not kuasa:
        raise TidakBoleh
    if kode is None:
        if oleh.berkuasa(*PEMBACA, atas=None):
            return None
        tugas = [satu.wilayah for satu in oleh.penugasan_berlaku if satu.peran in PEMBACA and satu.wilayah]
        return min(tugas, key=lambda satu: (len(satu.kode), satu.kunci))
    wilayah = Wilayah.objects.filter(kode=kode[:5]).first()
    if wilayah is None or not any(awal <= wilayah.kunci and wilayah.rentang.akhir <= akhir for awal, akhir in kuasa):
        raise TidakBoleh
    return wilayah


def _bulan(tulisan: str) -> date | None:
    cocok = _BULAN.fullmatch(tulisan)
    return date(int(cocok[1]), int(cocok[2]), 1) if cocok else None


def _mundur(bulan: date, banyak: int) -> date:
    urut = bulan.year * 12 + bulan.month - 1 - banyak
    return date(urut // 12, urut % 12 + 1, 1)


def deret_bulan(saringan: Saringan) -> list[date]:
    hasil, bulan = [], saringan.dari
    while bulan <= saringan.sampai:
        hasil.append(bulan)
        bulan = (bulan + timedelta(days=32)).replace(day=1)
    return hasil


def _himpunan(saringan: Saringan, sudut: str, oleh: Pengguna):
    daftar = RekapBulan.objects.terlihat(oleh=oleh).filter(
        sudut=sudut, bulan__gte=saringan.dari, bulan__lte=saringan.sampai
    )
    if saringan.wilayah:
        daftar = daftar.filter(kunci__range=saringan.wilayah.rentang)
    return daftar.order_by()


def _jumlah() -> dict:
    return {nama: Sum(nama) for nama in UKURAN}


def laporan(saringan: Saringan, *, oleh: Pengguna) -> dict:
    """Seluruh isi halaman laporan."""
    per_bulan = {
        satu.pop("bulan"): satu
        for satu in _himpunan(saringan, Sudut.WILAYAH, oleh).values("bulan").annotate(**_jumlah())
    }
    bulan = deret_bulan(saringan)
    jumlah: dict[str, int] = defaultdict(int)
    for isi in per_bulan.values():
        for nama in UKURAN:
            jumlah[nama] += isi[nama]
    deret = [Hitungan(date_format(satu, "M Y"), per_bulan.get(satu, {})) for satu in bulan]
    terjawab = defleksi(saringan.dari, (saringan.sampai + timedelta(days=32)).replace(day=1), saringan.wilayah)
    return {
        "saringan": saringan,
        "jumlah": Hitungan("Jumlah", jumlah),
        "deret": deret,
        "label": [satu.label for satu in deret],
        "masuk": [satu.masuk for satu in deret],
        "selesai": [satu.selesai for satu in deret],
        "baris": baris_sudut(saringan, oleh=oleh),
        "tunggakan": tunggakan(saringan.wilayah, oleh=oleh),
        "defleksi": {
            "terjawab": sum(satu.terjawab for satu in terjawab), "dibaca": sum(satu.dibuka for satu in terjawab),
        },
    }  # fmt: skip


def baris_sudut(saringan: Saringan, *, oleh: Pengguna) -> list[Hitungan]:
    """Tabel menurut sudut yang dipilih, yang terbanyak masuk (atau selesai) di atas."""
    kolom = {"wilayah": "kunci", "bidang": "bidang", "simpul": "simpul", "orang": "orang"}[saringan.sudut]
    himpunan = _himpunan(saringan, saringan.sudut, oleh)
    if saringan.sudut == Sudut.WILAYAH:
        return _menurut_wilayah(saringan, list(himpunan.values(kolom).annotate(**_jumlah())))
    if saringan.sudut == Sudut.ORANG:
        daftar = list(himpunan.values(kolom).annotate(**_jumlah()))
        nama = {pk: satu.nama for pk, satu in Pengguna.objects.in_bulk([satu[kolom] for satu in daftar]).items()}
    else:
        daftar = list(himpunan.values(kolom, f"{kolom}__nama").annotate(**_jumlah()))
        nama = {satu[kolom]: satu.pop(f"{kolom}__nama") for satu in daftar}
    hasil = [Hitungan(nama[satu.pop(kolom)], satu) for satu in daftar]
    return sorted(hasil, key=lambda satu: (-satu.masuk, -satu.selesai, satu.label))


def _menurut_wilayah(saringan: Saringan, daftar: list[dict]) -> list[Hitungan]:
    """Satu tingkat di bawah wilayah yang dipilih: provinsi, atau kabupaten/kota."""
    bagi = 10**8 if saringan.wilayah is None else 10**6
    lipat: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for satu in daftar:
        kunci = satu.pop("kunci") // bagi * bagi
        for nama, n in satu.items():
            lipat[kunci][nama] += n
    wilayah = {satu.kunci: satu for satu in Wilayah.objects.filter(kunci__in=list(lipat))}
    hasil = []
    for kunci, isi in lipat.items():
        satu = wilayah.get(kunci)
        url = f"?{saringan.kueri(wilayah=satu.kode, sudut='')}" if satu and satu != saringan.wilayah else ""
        hasil.append(Hitungan(satu.nama_ringkas if satu else "Desa belum dikenali", isi, url))
    return sorted(hasil, key=lambda satu: (-satu.masuk, satu.label))


def tunggakan(wilayah: Wilayah | None, *, oleh: Pengguna) -> dict:
    """Yang masih terbuka sekarang, menurut umurnya; satu kueri."""
    kini = timezone.now()
    terbuka = ProfilTiket.objects.terhitung(oleh=oleh).filter(keadaan__in=TERBUKA).order_by()
    if wilayah:
        terbuka = terbuka.di_dalam(wilayah)
    hitung, sesudah = {}, None
    for nomor, (hari, _) in enumerate(UMUR):
        syarat = Q(dibuat__gt=kini - timedelta(days=hari)) if hari else Q()
        if sesudah:
            syarat &= Q(dibuat__lte=kini - timedelta(days=sesudah))
        hitung[f"u{nomor}"] = Count("pk", filter=syarat)
        sesudah = hari
    isi = terbuka.aggregate(
        semua=Count("pk"), lewat=Count("pk", filter=Q(tenggat__lt=kini)),
        belum=Count("pk", filter=Q(pemegang__isnull=True)), **hitung,
    )  # fmt: skip
    return isi | {"umur": [{"label": kata, "nilai": isi[f"u{n}"]} for n, (_, kata) in enumerate(UMUR)]}


KOLOM = (
    ("masuk", "Masuk"), ("dijawab", "Dijawab"), ("jawab_separuh", "Separuh dijawab dalam"),
    ("jawab_persen", "Jawaban tepat waktu (%)"), ("selesai", "Diselesaikan"), ("selesai_separuh", "Separuh selesai dalam"),
    ("selesai_persen", "Selesai tepat waktu (%)"), ("ditutup", "Ditutup"), ("dibuka_lagi", "Dibuka lagi"),
    ("buka_persen", "Dibuka lagi (%)"), ("nilai_n", "Dinilai"), ("puas_persen", "Merasa terbantu (%)"),
)  # fmt: skip


def tabel_ekspor(saringan: Saringan, isi: dict) -> list[list[object]]:
    """Tabel yang ada di layar, dengan judul kolom dan baris jumlah; untuk CSV dan XLSX."""
    kepala = [Sudut(saringan.sudut).label.capitalize(), *(judul for _, judul in KOLOM)]
    baris = [[satu.label, *(_nilai(satu, nama) for nama, _ in KOLOM)] for satu in [*isi["baris"], isi["jumlah"]]]
    return [kepala, *baris]


def _nilai(satu: Hitungan, nama: str) -> object:
    nilai = getattr(satu, nama)
    return round(nilai, 1) if isinstance(nilai, float) else "" if nilai is None else nilai


def bulan_pertama(wilayah: Wilayah, *, oleh: Pengguna) -> date | None:
    """Bulan pertama yang berangka di wilayah itu; lembar sebelum itu kosong, jadi tidak ditautkan."""
    himpunan = RekapBulan.objects.terlihat(oleh=oleh).filter(sudut=Sudut.WILAYAH, kunci__range=wilayah.rentang)
    return himpunan.order_by("bulan").values_list("bulan", flat=True).first()


def laporan_bulanan(wilayah: Wilayah, bulan: date, *, oleh: Pengguna) -> dict:
    """Satu bulan satu kabupaten, dibandingkan dengan bulan sebelumnya; isi lembar cetak."""
    lalu = _mundur(bulan, 1)
    ini = laporan(Saringan(wilayah, bulan, bulan, Sudut.BIDANG), oleh=oleh)
    pertama, kini = bulan_pertama(wilayah, oleh=oleh), timezone.localdate()
    sebelum, sesudah = (satu if pertama and pertama <= satu <= kini else None for satu in (lalu, _mundur(bulan, -1)))
    dulu = _himpunan(Saringan(wilayah, lalu, lalu, Sudut.WILAYAH), Sudut.WILAYAH, oleh).aggregate(**_jumlah())
    return ini | {
        "wilayah": wilayah, "bulan": bulan, "dulu": Hitungan("", {nama: n or 0 for nama, n in dulu.items()}),
        "bagian": [
            ("Menurut bidang", ini["baris"]),
            ("Menurut simpul", baris_sudut(Saringan(wilayah, bulan, bulan, Sudut.SIMPUL), oleh=oleh)),
            ("Menurut penangan", baris_sudut(Saringan(wilayah, bulan, bulan, Sudut.ORANG), oleh=oleh)),
        ],
        "lalu": lalu, "sebelum": sebelum, "sesudah": sesudah,
    }  # fmt: skip
