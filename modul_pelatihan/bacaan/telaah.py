"""Laporan ruang redaksi: naskah mana yang perlu tangan, dan mengapa (domain training.md 4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.html import strip_tags

from akun.models import Pengguna
from modul_pelatihan.models import (
    KataNihil,
    LaporanNaskah,
    ModulPage,
    PelajaranPage,
    RilisOpenSID,
    SuaraPelajaran,
)
from modul_pelatihan.versi import AMBANG_USANG_BULAN, Keadaan

from .rilis import nilai, peta_rilis

LANGKAH_TERBANYAK = 7
KATA_PER_KALIMAT = 20
BERKAS_BERAT = 200 * 1024
SUARA_PALING_SEDIKIT = 3


@dataclass
class Baris:
    pelajaran: PelajaranPage
    modul: ModulPage
    keterangan: str
    keadaan: str = ""
    rincian: list[str] = field(default_factory=list)

    @property
    def pemilik(self) -> Pengguna | None:
        return self.pelajaran.pemilik or self.modul.pemilik


def _semua(*, berisi: bool = False) -> list[tuple[PelajaranPage, ModulPage]]:
    """Pelajaran terbit dengan modulnya; dua kueri, tanpa isi naskah kecuali diminta."""
    modul = {satu.path: satu for satu in ModulPage.objects.live().select_related("pemilik")}
    pelajaran = PelajaranPage.objects.live().select_related("pemilik").order_by("path")
    if not berisi:
        pelajaran = pelajaran.defer("isi")
    hasil = ((satu, modul.get(satu.path[: -PelajaranPage.steplen])) for satu in pelajaran)
    return [(satu, induk) for satu, induk in hasil if induk]


def usang() -> list[Baris]:
    """Terikat rilis dan tidak lagi cocok: usang dahulu, lalu perlu diperiksa."""
    peta, hasil = peta_rilis(), []
    for pelajaran, modul in _semua():
        acuan = pelajaran if pelajaran.versi_terverifikasi else modul
        if not pelajaran.modul_opensid or acuan.versi is None:
            continue
        keadaan, catatan = nilai(acuan, pelajaran.modul_opensid, peta, dilaporkan=pelajaran.uuid in peta.dilaporkan)
        if keadaan == Keadaan.COCOK:
            continue
        rincian = [f"{satu.rilis.versi}, {satu.slug}: {satu.teks}" for satu in catatan[:5]]
        rincian += ["Laporan pembaca yang sudah dipastikan."] * (pelajaran.uuid in peta.dilaporkan)
        keterangan = f"Diperiksa untuk {acuan.versi} {acuan.get_edisi_display()}"
        hasil.append(Baris(pelajaran, modul, keterangan, keadaan, rincian))
    return sorted(hasil, key=lambda satu: satu.keadaan != Keadaan.USANG)


def tanpa_pemilik() -> list[Baris]:
    return [
        Baris(pelajaran, modul, "Tidak ada yang merawat naskah ini.")
        for pelajaran, modul in _semua()
        if not (pelajaran.pemilik_id or modul.pemilik_id)
    ]


def belum_ditelaah(pada: date | None = None) -> list[Baris]:
    """Tidak pernah diperiksa orang, atau terakhir lebih dari enam bulan lalu; yang terlama dahulu."""
    kini = pada or timezone.localdate()
    batas = kini.year * 12 + kini.month - AMBANG_USANG_BULAN
    hasil = []
    for pelajaran, modul in _semua():
        saat = pelajaran.diperiksa_pada or modul.diperiksa_pada
        if saat is None:
            hasil.append((date.min, Baris(pelajaran, modul, "Belum pernah diperiksa lewat alur.")))
        elif (saat.year * 12 + saat.month, saat.day) < (batas, kini.day):
            hasil.append((saat, Baris(pelajaran, modul, f"Terakhir diperiksa {saat:%d-%m-%Y}.")))
    return [satu for _, satu in sorted(hasil, key=lambda satu: satu[0])]


def tidak_membantu() -> list[Baris]:
    """Dinilai belum jelas pada revisi yang terbit; yang terbanyak dahulu, hanya bila suaranya cukup."""
    hitung = {
        (satu["pelajaran"], satu["revisi"]): satu
        for satu in SuaraPelajaran.objects.values("pelajaran", "revisi").annotate(
            n=Count("pk"), belum=Count("pk", filter=Q(jelas=False))
        )
    }
    kurang: dict[tuple, list[str]] = defaultdict(list)
    for uuid, revisi, teks in SuaraPelajaran.objects.exclude(kurang="").values_list("pelajaran", "revisi", "kurang"):
        kurang[(uuid, revisi)].append(teks)
    hasil = []
    for pelajaran, modul in _semua():
        kunci = (pelajaran.uuid, pelajaran.live_revision_id or 0)
        suara = hitung.get(kunci)
        if suara and suara["n"] >= SUARA_PALING_SEDIKIT and suara["belum"]:
            keterangan = f"{suara['belum']} dari {suara['n']} pembaca belum jelas."
            hasil.append((suara["belum"] / suara["n"], Baris(pelajaran, modul, keterangan, rincian=kurang[kunci][:5])))
    return [satu for _, satu in sorted(hasil, key=lambda satu: -satu[0])]


def periksa_isi() -> list[Baris]:
    """Naskah yang melanggar anggaran atau sukar dibaca: langkah terlalu banyak, berkas berat, kalimat panjang."""
    hasil = []
    for pelajaran, modul in _semua(berisi=True):
        if temuan := temuan_isi(pelajaran):
            hasil.append(Baris(pelajaran, modul, f"{len(temuan)} hal dapat diperbaiki.", rincian=temuan))
    return hasil


def temuan_isi(pelajaran: PelajaranPage) -> list[str]:
    temuan, deret, terpanjang, teks = [], 0, 0, []
    for anak in pelajaran.isi:
        nilai_balok, jenis = anak.value, anak.block_type
        deret = deret + 1 if jenis == "langkah" else (deret if jenis in {"gambar", "peringatan", "istilah"} else 0)
        terpanjang = max(terpanjang, deret)
        if (
            jenis == "unduhan"
            and nilai_balok["dokumen"]
            and (nilai_balok["dokumen"].get_file_size() or 0) > BERKAS_BERAT
        ):
            temuan.append(f"Berkas “{nilai_balok['dokumen'].title}” lebih dari 200 KB.")
        bergambar = jenis in {"gambar", "langkah"} and nilai_balok["gambar"] and not nilai_balok["alt"]
        if bergambar and not nilai_balok.get("hiasan"):
            temuan.append("Ada gambar tanpa keterangan.")
        if jenis == "teks":
            teks.append(strip_tags(nilai_balok.source.replace("</", " </")))
    if terpanjang > LANGKAH_TERBANYAK:
        temuan.append(f"{terpanjang} langkah berturut-turut; pecah menjadi paling banyak {LANGKAH_TERBANYAK}.")
    kalimat = [satu.split() for satu in " ".join(teks).replace("!", ".").replace("?", ".").split(".") if satu.split()]
    if kalimat and (rata := sum(map(len, kalimat)) / len(kalimat)) > KATA_PER_KALIMAT:
        temuan.append(f"Rata-rata {rata:.0f} kata tiap kalimat; pendekkan sampai {KATA_PER_KALIMAT}.")
    return temuan


def kata_nihil() -> list[KataNihil]:
    return list(KataNihil.objects.all()[:100])


@dataclass(frozen=True)
class BarisLaporan:
    laporan: LaporanNaskah
    pelajaran: PelajaranPage


def laporan_menunggu() -> list[BarisLaporan]:
    laporan = list(LaporanNaskah.objects.menunggu().select_related("oleh").order_by("dibuat")[:100])
    halaman = {
        satu.uuid: satu for satu in PelajaranPage.objects.filter(uuid__in=[r.pelajaran for r in laporan]).defer("isi")
    }
    return [BarisLaporan(satu, halaman[satu.pelajaran]) for satu in laporan if satu.pelajaran in halaman]


LAPORAN: dict[str, tuple[str, Callable[[], list]]] = {
    "usang": ("Menurut rilis", usang),
    "laporan": ("Laporan pembaca", laporan_menunggu),
    "tidak-membantu": ("Belum jelas", tidak_membantu),
    "tanpa-hasil": ("Dicari, tidak ada", kata_nihil),
    "belum-ditelaah": ("Lama tidak diperiksa", belum_ditelaah),
    "tanpa-pemilik": ("Tanpa penanggung jawab", tanpa_pemilik),
    "isi": ("Mutu isi", periksa_isi),
}


def rilis_terbaru() -> list[RilisOpenSID]:
    return list(RilisOpenSID.objects.terbaru().values())
