"""Hasil sebelum dan sesudah: waktu layanan, kekeliruan, kepuasan, biaya; ketepatan data; keterbukaan (K-093…K-097, K-104, K-139).

Nilai tengah dihitung dari barisnya sendiri, juga untuk wilayah: nilai tengah tidak dapat digulung dari nilai tengah.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import itemgetter

from pusat_bantuan.jam_kerja import ke_detik
from pusat_bantuan.kalender import buku
from replikasi.kalender import hari_ini
from replikasi.kata import Status
from replikasi.models import InformasiWajib, PemeriksaanData, PengukuranLayanan
from replikasi.rumus import accuracy_wilson, bulat, butir_terbit, persen, service_time, transparency
from replikasi.rumus.mutu import Ketepatan, WaktuLayanan, median
from wilayah.models import Wilayah

N_MIN = 20  # di bawahnya disebut contoh kecil
N_PUAS = 5  # di bawahnya kepuasan tidak ditampilkan
BARIS_TERBANYAK = 20_000
TERBIT = {
    "tepat": Status("Tepat waktu", "", "berhasil", "centang-lingkar"),
    "terlambat": Status("Terlambat", "", "perhatian", "jam"),
    "tidak_ada": Status("Belum terbit, lewat tempo", "", "bahaya", "silang-lingkar"),
    "belum_tempo": Status("Belum jatuh tempo", "", "netral", "kalender"),
}


@dataclass(frozen=True)
class Banding:
    """Satu ukuran sebelum dan sesudah. `perbaikan` persen berkurangnya; kosong bila tidak dapat dihitung."""

    nama: str
    satuan: str
    sebelum: Decimal | None
    sesudah: Decimal | None
    n_sebelum: int
    n_sesudah: int
    perbaikan: Decimal | None
    kecil: bool

    @property
    def kalimat(self) -> str:
        """Untuk orang yang tidak membaca statistik."""
        if self.sebelum is None or self.sesudah is None:
            sisi = "sesudah" if self.sesudah is None else "sebelum"
            return f"Belum dapat dibandingkan: belum ada catatan {sisi} OpenSID."
        if self.perbaikan is None:
            return "Perubahannya tidak dapat dihitung, sebab nilai sebelumnya nol."
        if self.perbaikan == 0:
            return "Tidak berubah."
        angka = str(abs(self.perbaikan)).replace(".", ",")
        return f"{'Berkurang' if self.perbaikan > 0 else 'Bertambah'} {angka}% dari sebelumnya."


@dataclass(frozen=True)
class Bagian:
    """Persen berselang Wilson pada dua fase: surat tanpa pembetulan, warga yang puas."""

    nama: str
    sebelum: Ketepatan
    sesudah: Ketepatan

    @property
    def baris(self) -> list[tuple[str, Decimal | None, Decimal | None, Decimal | None, int]]:
        return [
            (nama, bulat(k.tepat), bulat(k.rendah), bulat(k.tinggi), k.n)
            for nama, k in (("Sebelum", self.sebelum), ("Sesudah", self.sesudah))
        ]


@dataclass(frozen=True)
class HasilLayanan:
    waktu: Banding
    dinding: Banding
    biaya: Banding
    betul: Bagian
    puas: Bagian | None
    contoh: bool
    n: int
    terpotong: bool = False

    @property
    def daftar(self) -> list[Banding]:
        """Yang ada catatannya."""
        return [satu for satu in (self.waktu, self.dinding, self.biaya) if satu.n_sebelum or satu.n_sesudah]


def banding(nama: str, satuan: str, sebelum: Sequence[Fraction], sesudah: Sequence[Fraction]) -> Banding:
    """Nilai tengah dua fase dan berkurangnya; di bawah `N_MIN` disebut contoh kecil."""
    h: WaktuLayanan = service_time(sebelum, sesudah, N_MIN)
    return Banding(
        nama,
        satuan,
        bulat(h.sebelum, 0),
        bulat(h.sesudah, 0),
        len(sebelum),
        len(sesudah),
        bulat(h.perbaikan),
        h.contoh_kecil,
    )


def hasil_layanan(wilayah: Wilayah) -> HasilLayanan:
    """Dua kueri (barisnya dan edisi kalendernya); menit kerja menurut jam kantor dan libur desanya."""
    kolom = ("wilayah__kode", "fase", "mulai", "selesai", "koreksi", "puas", "biaya", "contoh")
    semua = PengukuranLayanan.objects.filter(dibatalkan_pada=None, wilayah__kunci__range=wilayah.rentang).order_by(
        "-mulai"
    )
    baris = list(semua.values_list(*kolom)[: BARIS_TERBANYAK + 1])
    return _hasil(baris[:BARIS_TERBANYAK], len(baris) > BARIS_TERBANYAK)


def _hasil(baris: Iterable[tuple], terpotong: bool) -> HasilLayanan:
    kalender = buku()
    kerja, dinding, biaya = (defaultdict(list) for _ in range(3))
    keliru, puas, n = defaultdict(int), defaultdict(list), defaultdict(int)
    contoh = False
    for kode, fase, mulai, selesai, koreksi, nilai, rupiah, rekaan in baris:
        a, b = ke_detik(mulai), ke_detik(selesai)
        kerja[fase].append(Fraction(kalender.kalender(kode).lama(a, b), 60))
        dinding[fase].append(Fraction(b - a, 60))
        n[fase] += 1
        keliru[fase] += koreksi > 0
        contoh = contoh or rekaan
        if rupiah is not None:
            biaya[fase].append(Fraction(rupiah))
        if nilai is not None:
            puas[fase].append(nilai)
    bagian_puas = Bagian("Warga yang puas (nilai 4 atau 5)", *(_puas(puas[f]) for f in ("sebelum", "sesudah")))
    cukup = max(len(puas["sebelum"]), len(puas["sesudah"])) >= N_PUAS
    return HasilLayanan(
        banding("Waktu dalam jam kantor", "menit", kerja["sebelum"], kerja["sesudah"]),
        banding("Waktu menurut jam dinding", "menit", dinding["sebelum"], dinding["sesudah"]),
        banding("Biaya yang dikeluarkan warga", "rupiah", biaya["sebelum"], biaya["sesudah"]),
        Bagian("Surat tanpa pembetulan", *(accuracy_wilson(salah=keliru[f], diperiksa=n[f]) for f in ("sebelum", "sesudah"))),
        bagian_puas if cukup else None, contoh, n["sebelum"] + n["sesudah"], terpotong,
    )  # fmt: skip


def _puas(nilai: Sequence[int]) -> Ketepatan:
    if len(nilai) < N_PUAS:
        return Ketepatan(None, None, None, len(nilai))
    return accuracy_wilson(salah=sum(satu < 4 for satu in nilai), diperiksa=len(nilai))


@dataclass(frozen=True)
class BarisData:
    himpunan: str
    fase: str
    pemeriksaan: PemeriksaanData
    ketepatan: Ketepatan

    @property
    def tepat(self) -> Decimal | None:
        return bulat(self.ketepatan.tepat)

    @property
    def rendah(self) -> Decimal | None:
        return bulat(self.ketepatan.rendah)

    @property
    def tinggi(self) -> Decimal | None:
        return bulat(self.ketepatan.tinggi)

    @property
    def lengkap(self) -> Decimal | None:
        p = self.pemeriksaan
        return None if p.seharusnya is None else bulat(persen(p.terisi, p.seharusnya))


def hasil_data(wilayah: Wilayah) -> list[BarisData]:
    """Pemeriksaan terbaru tiap himpunan dan fase; satu kueri."""
    terbaru: dict[tuple[str, str], PemeriksaanData] = {}
    for satu in PemeriksaanData.objects.filter(wilayah=wilayah).order_by("tanggal", "pk"):
        terbaru[satu.himpunan, satu.fase] = satu
    return [
        BarisData(
            satu.get_himpunan_display().capitalize(), satu.get_fase_display(), satu,
            accuracy_wilson(salah=satu.salah, diperiksa=satu.diperiksa),
        )
        for himpunan in PemeriksaanData.Himpunan.values
        for fase in ("sebelum", "sesudah")
        if (satu := terbaru.get((himpunan, fase)))
    ]  # fmt: skip


@dataclass(frozen=True)
class BarisTerbit:
    informasi: InformasiWajib
    status: Status
    hari_telat: int


@dataclass(frozen=True)
class HasilTerbuka:
    baris: list[BarisTerbit]
    nilai: Decimal | None
    n_tempo: int
    tahun: int


def hasil_terbuka(wilayah: Wilayah, tahun: int | None = None) -> HasilTerbuka:
    """Keterbukaan satu tahun: tepat 1, terlambat ½, tidak ada 0; yang belum jatuh tempo keluar dari hitungan."""
    tahun, hari = tahun or hari_ini().year, hari_ini()
    hasil, keadaan = [], []
    for satu in InformasiWajib.objects.filter(wilayah=wilayah, tahun=tahun).order_by("tempo", "pk"):
        butir = butir_terbit(tempo=satu.tempo, terbit=satu.terbit, hari_ini=hari)
        keadaan.append(butir.keadaan)
        hasil.append(BarisTerbit(satu, TERBIT[butir.keadaan], butir.hari_telat))
    return HasilTerbuka(hasil, bulat(transparency(keadaan)), sum(k != "belum_tempo" for k in keadaan), tahun)


@dataclass(frozen=True)
class BarisWilayah:
    wilayah: Wilayah
    n_sebelum: int
    n_sesudah: int
    sebelum: Decimal | None
    sesudah: Decimal | None
    perbaikan: Decimal | None
    kecil: bool


def per_desa(wilayah: Wilayah) -> Iterator[BarisWilayah]:
    """Desa-desa yang sudah mengukur, menurut kode, satu desa di ingatan setiap kali; tiga kueri berapa pun suratnya."""
    kalender = buku()
    semua = PengukuranLayanan.objects.filter(dibatalkan_pada=None, wilayah__kunci__range=wilayah.rentang).order_by()
    desa = Wilayah.objects.filter(pk__in=semua.values("wilayah")).select_related("induk").in_bulk()
    surat = semua.order_by("wilayah__kunci").values_list("wilayah", "fase", "mulai", "selesai")
    for pk, isi in groupby(surat.iterator(chunk_size=2000), key=itemgetter(0)):
        satu, menit = desa.get(pk), defaultdict(list)
        if satu is None:  # baru mengukur di antara dua kueri
            continue
        for _, fase, mulai, selesai in isi:
            menit[fase].append(Fraction(kalender.kalender(satu.kode).lama(ke_detik(mulai), ke_detik(selesai)), 60))
        a, b = menit["sebelum"], menit["sesudah"]
        h = service_time(a, b, N_MIN)
        yield BarisWilayah(
            satu, len(a), len(b), bulat(median(a), 0), bulat(median(b), 0), bulat(h.perbaikan), h.contoh_kecil
        )
