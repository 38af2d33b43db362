"""Data halaman pemutakhiran: pratinjau edisi kode dan pratinjau impor fakta."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from replikasi.kata import Status
from replikasi.layanan.edisi import calon_tujuan
from replikasi.lembar_fakta import KEADAAN
from replikasi.models import EdisiWilayah, ImporFakta
from wilayah.models import FaktaDesa, Wilayah

from .ekspor import Tabel

UNGGAHAN = {
    "pratinjau": Status("Menunggu keputusan", "Belum ada yang berubah.", "perhatian", "jam"),
    "diterapkan": Status("Diterapkan", "", "berhasil", "centang-lingkar"),
    "diurungkan": Status("Diurungkan", "Nilai lamanya sudah kembali.", "netral", "putar"),
    "dibuang": Status("Dibuang", "Tidak ada yang berubah.", "netral", "silang-lingkar"),
}
PER_HALAMAN = 100


@dataclass(frozen=True)
class BarisHilang:
    kode: str
    nama: str
    letak: str
    cara: str
    tujuan: str
    calon: list[tuple[str, str]]
    dugaan: bool


@dataclass(frozen=True)
class HalamanEdisi:
    status: Status
    hal: Page
    jumlah_hilang: int
    baru: Page
    ganti_nama: Page
    jumlah_baru: int
    belum: int
    rusak: list[str]
    siap: bool


def halaman_edisi(
    satu: EdisiWilayah, halaman: str | None = None, *, baru: str | None = None, nama: str | None = None
) -> HalamanEdisi:
    """Tiap daftar seratus per halaman; keputusan di halaman lain tidak terhapus saat disimpan. Semuanya ada di CSV-nya."""
    rencana, putusan = satu.rencana, satu.putusan
    tujuan = {p[1] for p in putusan["hilang"].values() if p[0] == "pindah"}
    letak = dict(
        Wilayah.objects.filter(kode__in={kode.rpartition(".")[0] for kode in rencana["hilang"]}).values_list(
            "kode", "nama"
        )
    )
    hal = Paginator(sorted(rencana["hilang"].items()), PER_HALAMAN).get_page(halaman)
    hilang = []
    for kode, sebutan in hal.object_list:
        cara, ke = putusan["hilang"].get(kode, ["", ""])
        hilang.append(
            BarisHilang(
                kode, sebutan, letak.get(kode.rpartition(".")[0], ""), cara, ke, calon_tujuan(rencana, kode)[:8],
                kode in rencana["dugaan"],
            )
        )  # fmt: skip
    semua_baru = [(k, n, putusan["mekar"].get(k, "")) for k, n in sorted(rencana["baru"].items()) if k not in tujuan]
    belum = len(set(rencana["hilang"]) - set(putusan["hilang"]))
    hal.object_list = hilang
    return HalamanEdisi(
        UNGGAHAN[satu.keadaan], hal, len(rencana["hilang"]), Paginator(semua_baru, PER_HALAMAN).get_page(baru),
        Paginator(rencana["ganti_nama"], PER_HALAMAN).get_page(nama), len(semua_baru), belum,
        rencana["rusak"][:50], satu.menunggu and belum == 0,
    )  # fmt: skip


CARA = {"pindah": "pindah kode", "lebur": "melebur ke pewaris", "tutup": "tidak berlaku lagi"}


def tabel_edisi(satu: EdisiWilayah) -> Tabel:
    """Seluruh beda edisi ini beserta keputusannya."""
    rencana, putusan, baris = satu.rencana, satu.putusan, []
    for kode, nama in sorted(rencana["hilang"].items()):
        cara, ke = putusan["hilang"].get(kode, ["", ""])
        baris.append(["hilang", kode, nama, CARA.get(cara, "belum diputuskan"), ke])
    for kode, nama in sorted(rencana["baru"].items()):
        asal = putusan["mekar"].get(kode, "")
        baris.append(["baru", kode, nama, "mekar" if asal else "", asal])
    baris += [["ganti nama", kode, baru, "dahulu", lama] for kode, lama, baru in rencana["ganti_nama"]]
    baris += [["berlaku lagi", kode, "", "", ""] for kode in rencana["muncul_kembali"]]
    kepala = ["beda", "kode", "nama", "keputusan", "kode_atau_nama_lain"]
    return Tabel(f"edisi-{satu.pk}", satu.nama, satu.dasar, kepala, baris)


@dataclass(frozen=True)
class HalamanImpor:
    impor: ImporFakta
    status: Status
    hal: Page
    berubah: int
    tetap: int
    galat: list[dict]


def halaman_impor(satu: ImporFakta, halaman: str | None) -> HalamanImpor:
    nama = {
        bidang: str(FaktaDesa._meta.get_field(bidang).verbose_name)
        for bidang in ("url", "versi", "hosting", "alamat", "kode_pos")
    }
    ubah = [baris for baris in satu.baris if baris["baru"] or baris["keadaan"]]
    hal = Paginator(ubah, 50).get_page(halaman)
    hal.object_list = [
        baris | {
            "isi": [(nama[b], baris["lama"].get(b) or "–", nilai) for b, nilai in baris["baru"].items()]
            + ([("keadaan", "–", KEADAAN[baris["keadaan"]])] if baris["keadaan"] else [])
        }
        for baris in hal.object_list
    ]  # fmt: skip
    return HalamanImpor(satu, UNGGAHAN[satu.keadaan], hal, len(ubah), len(satu.baris) - len(ubah), satu.galat[:200])
