"""Data halaman rencana kerja satu desa: tugas dengan keadaannya, papan, kalender, dan garis waktunya."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import cached_property

from akun.models import Pengguna
from replikasi import kata
from replikasi.hari_kerja import kalender_desa
from replikasi.kalender import akhir_bulan, hari_ini
from replikasi.layanan.edisi_buku import edisi_terbaru
from replikasi.layanan.rencana import butir_edisi
from replikasi.models import AnggotaTim, EdisiBuku, Jeda, KlaimTonggak, Pendampingan, RencanaKerja, Tugas, Verifikasi
from replikasi.rumus import tambah_bulan
from wilayah.kalender import BULAN, HARI
from wilayah.models import Wilayah

PERAN_DARI_KATA = {label.lower(): nilai for nilai, label in AnggotaTim.PeranTim.choices} | {
    "wali nagari": AnggotaTim.PeranTim.WALI,
    "sekretaris nagari": AnggotaTim.PeranTim.SEKRETARIS,
    "tim teknis": AnggotaTim.PeranTim.KETUA,
}
OLEH_PENDAMPING = {"pendamping", "tim pendamping"}
KOLOM = ["", "dikembalikan", "diajukan", "diverifikasi"]
TERBANYAK_KEJADIAN = 60


def peran_tim(penanggung_jawab: str) -> str:
    """Peran di Tim Teknis yang memegang langkah itu; kosong bila bukan orang tim (pendamping, pelatih, dinas)."""
    return PERAN_DARI_KATA.get(penanggung_jawab.strip().lower(), "")


@dataclass(frozen=True)
class ButirTugas:
    tugas: Tugas
    keadaan: str
    klaim: KlaimTonggak | None
    pemilik: str
    hari_ini: date

    @property
    def status(self) -> kata.Status:
        return kata.KLAIM[self.keadaan]

    @property
    def terbuka(self) -> bool:
        """Masih harus dikerjakan desa: belum diklaim atau dikembalikan, dan tidak dicabut."""
        return self.keadaan in {"", KlaimTonggak.Keadaan.DIKEMBALIKAN} and self.tugas.dicabut_di_id is None

    @property
    def lewat_hari(self) -> int:
        return max(0, (self.hari_ini - self.tugas.tenggat).days) if self.terbuka else 0

    @property
    def segera(self) -> bool:
        return self.terbuka and 0 <= (self.tugas.tenggat - self.hari_ini).days <= 7


def susun_tugas(rencana: RencanaKerja) -> list[ButirTugas]:
    """Semua tugas satu desa, berurut tenggat; empat kueri berapa pun banyaknya."""
    klaim: dict[int, KlaimTonggak] = {}
    for satu in rencana.penerapan.klaim.order_by("pk"):
        klaim[satu.tonggak_id] = satu
    desa = rencana.penerapan.wilayah
    tim: dict[str, list[str]] = defaultdict(list)
    for orang in AnggotaTim.objects.berlaku().filter(wilayah=desa):
        tim[orang.peran].append(orang.nama)
    pendamping = [
        satu.pendamping.nama
        for satu in Pendampingan.objects.berlaku().filter(wilayah=desa).select_related("pendamping")
    ]
    hari = hari_ini()
    tugas = rencana.tugas.select_related("langkah", "tonggak__tahap", "pemilik", "dicabut_di")
    return [
        ButirTugas(
            satu, klaim[satu.tonggak_id].keadaan if satu.tonggak_id in klaim else "", klaim.get(satu.tonggak_id),
            _pemilik(satu, tim, pendamping), hari,
        )
        for satu in tugas.order_by("tenggat", "langkah__urutan")
    ]  # fmt: skip


def _pemilik(tugas: Tugas, tim: dict[str, list[str]], pendamping: list[str]) -> str:
    """Yang ditetapkan desa; selain itu orang yang kini berperan demikian; selain itu perannya saja."""
    if tugas.pemilik:
        return tugas.pemilik.nama
    peran = tugas.langkah.penanggung_jawab
    orang = pendamping if peran.lower() in OLEH_PENDAMPING else tim.get(peran_tim(peran), [])
    return f"{peran}: {', '.join(orang)}" if orang else peran


@dataclass(frozen=True)
class HalamanRencana:
    rencana: RencanaKerja
    desa: Wilayah
    tugas: list[ButirTugas]
    jeda: list[Jeda]
    edisi_baru: EdisiBuku | None

    @cached_property
    def aktif(self) -> list[ButirTugas]:
        return [satu for satu in self.tugas if satu.tugas.dicabut_di_id is None]

    @property
    def dicabut(self) -> list[ButirTugas]:
        return [satu for satu in self.tugas if satu.tugas.dicabut_di_id is not None]

    @property
    def lewat(self) -> list[ButirTugas]:
        return [satu for satu in self.aktif if satu.lewat_hari]

    @property
    def tercapai(self) -> int:
        return sum(satu.keadaan == KlaimTonggak.Keadaan.DIVERIFIKASI for satu in self.aktif)

    @property
    def menunggu(self) -> int:
        return sum(satu.keadaan == KlaimTonggak.Keadaan.DIAJUKAN for satu in self.aktif)

    @property
    def berikutnya(self) -> list[ButirTugas]:
        return [satu for satu in self.aktif if satu.terbuka][:3]

    @property
    def jeda_kini(self) -> Jeda | None:
        return next((satu for satu in self.jeda if satu.mulai <= hari_ini() <= satu.selesai), None)

    @cached_property
    def papan(self) -> list[tuple[kata.Status, list[ButirTugas]]]:
        return [(kata.KLAIM[nama], [satu for satu in self.aktif if satu.keadaan == nama]) for nama in KOLOM]


def halaman_rencana(rencana: RencanaKerja) -> HalamanRencana:
    baru = edisi_terbaru()
    tanya = baru is not None and baru.nomor > rencana.edisi.nomor
    return HalamanRencana(
        rencana, rencana.penerapan.wilayah, susun_tugas(rencana), list(rencana.penerapan.jeda.order_by("mulai")),
        baru if tanya and butir_edisi(rencana, baru) else None,
    )  # fmt: skip


@dataclass(frozen=True)
class HariKalender:
    tanggal: date
    buka: bool
    libur: bool
    kini: bool
    tugas: list[ButirTugas]


@dataclass(frozen=True)
class BulanKalender:
    nama: str
    hari: tuple[str, ...]
    pekan: list[list[HariKalender | None]]
    sebelum: str
    sesudah: str


def bulan_bertugas(halaman: HalamanRencana) -> date:
    """Bulan ini bila ada tenggatnya; selain itu bulan terdekat yang ada, yang akan datang dahulu."""
    kini = hari_ini().replace(day=1)
    bulan = sorted({satu.tugas.tenggat.replace(day=1) for satu in halaman.aktif})
    return next((satu for satu in bulan if satu >= kini), bulan[-1] if bulan else kini)


def kalender_bulan(halaman: HalamanRencana, bulan: date) -> BulanKalender:
    """Satu bulan berisi tenggat; hari tutup dan libur menurut kalender desa itu sendiri."""
    kalender, kini = kalender_desa(halaman.desa.kode), hari_ini()
    per_hari: dict[date, list[ButirTugas]] = defaultdict(list)
    for satu in halaman.aktif:
        per_hari[satu.tugas.tenggat].append(satu)
    awal = bulan.replace(day=1)
    letak: list[HariKalender | None] = [None] * awal.weekday()
    for n in range((akhir_bulan(awal) - awal).days + 1):
        hari = awal + timedelta(days=n)
        letak.append(
            HariKalender(hari, bool(kalender.jendela(hari)), hari in kalender.libur, hari == kini, per_hari[hari])
        )
    letak += [None] * (-len(letak) % 7)
    return BulanKalender(
        f"{BULAN[awal.month - 1]} {awal.year}", HARI, [letak[n : n + 7] for n in range(0, len(letak), 7)],
        f"{tambah_bulan(awal, -1):%Y-%m}", f"{tambah_bulan(awal, 1):%Y-%m}",
    )  # fmt: skip


def garis_waktu(halaman: HalamanRencana, *, oleh: Pengguna) -> list[dict]:
    """Yang sudah terjadi (klaim, putusan, perubahan rencana) terbaru dahulu, didahului tiga tugas berikutnya."""
    penerapan = halaman.rencana.penerapan
    ikon = {"diterima": "centang-lingkar", "dikembalikan": "putar", "dibatalkan": "silang-lingkar"}
    hasil = [
        {"judul": satu.teks, "saat": satu.pada, "ikon": "pena",
         "oleh": satu.oleh}
        for satu in halaman.rencana.jejak.select_related("oleh")[:TERBANYAK_KEJADIAN]
    ]  # fmt: skip
    for satu in penerapan.klaim.select_related("tonggak", "diajukan_oleh")[:TERBANYAK_KEJADIAN]:
        hasil.append({"judul": f"Diklaim: {satu.tonggak.judul}", "saat": satu.diajukan_pada, "ikon": "kirim",
                      "oleh": satu.diajukan_oleh})  # fmt: skip
    putusan = Verifikasi.objects.filter(klaim__penerapan=penerapan).select_related("klaim__tonggak", "oleh")
    for satu in putusan.order_by("-pk")[:TERBANYAK_KEJADIAN]:
        hasil.append({"judul": f"{satu.get_putusan_display().capitalize()}: {satu.klaim.tonggak.judul}",
                      "teks": satu.alasan, "saat": satu.pada, "ikon": ikon[satu.putusan], "oleh": satu.oleh})  # fmt: skip
    hasil.sort(key=lambda satu: satu["saat"], reverse=True)
    nanti = [
        {"judul": f"{satu.tugas.langkah} – tenggat {date_format(satu.tugas.tenggat, 'j F Y')}", "ikon": "kalender",
         "saat": None, "oleh": satu.pemilik, "nanti": True}
        for satu in reversed(halaman.berikutnya)
    ]  # fmt: skip
    return nanti + hasil[:TERBANYAK_KEJADIAN]


def acara_kalender(rencana: Iterable[RencanaKerja], *, terbanyak: int = 1000) -> list[tuple[Tugas, Wilayah]]:
    """Tugas yang belum diklaim pada rencana-rencana itu, yang tenggatnya paling dekat dahulu."""
    tugas = Tugas.objects.filter(rencana__in=rencana).belum_diklaim()
    tugas = tugas.select_related("langkah", "tonggak", "rencana__penerapan__wilayah").order_by("tenggat", "pk")
    return [(satu, satu.rencana.penerapan.wilayah) for satu in tugas[:terbanyak]]
