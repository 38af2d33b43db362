"""Naskah terhadap rilis OpenSID: cocok, perlu diperiksa, atau usang, dan kalimatnya bagi pembaca (domain training.md 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from akun.models import Pengguna
from modul_pelatihan.models import CatatanRilis, LaporanNaskah, ModulPage, PelajaranPage, RilisOpenSID
from modul_pelatihan.versi import Catatan, Edisi, Keadaan, Versi, keadaan_pelajaran, urai
from wilayah.models import FaktaDesa, Wilayah

JENIS_KEADAAN = {Keadaan.COCOK: "berhasil", Keadaan.PERIKSA: "netral", Keadaan.USANG: "perhatian"}
Milik = tuple[Versi, Edisi] | None


@dataclass(frozen=True)
class KeadaanRilis:
    """Satu baris tenang tentang rilis: `tanda` untuk lencana, `teks` kalimatnya."""

    keadaan: Keadaan
    tanda: str
    teks: str

    @property
    def jenis(self) -> str:
        return JENIS_KEADAAN[self.keadaan]


@dataclass(frozen=True)
class PetaRilis:
    """Semua yang diperlukan menilai banyak naskah tanpa kueri lagi: rilis terbaru, catatannya, laporan yang benar."""

    terbaru: dict[Edisi, RilisOpenSID] = field(default_factory=dict)
    catatan: dict[tuple[str, str], list[CatatanRilis]] = field(default_factory=dict)
    dilaporkan: frozenset[UUID] = frozenset()

    def tentang(self, slug: Iterable[str], edisi: str, sesudah: Versi) -> list[CatatanRilis]:
        """Catatan pada modul-modul itu sesudah satu versi, yang paling berat dan paling baru lebih dahulu."""
        ada = [satu for nama in slug for satu in self.catatan.get((edisi, nama), ()) if satu.rilis.versi > sesudah]
        berat = {"besar": 0, "sedang": 1, "kecil": 2}
        return sorted(ada, key=lambda satu: (berat[satu.tingkat], -satu.rilis.tahun, -satu.rilis.bulan, satu.slug))


def peta_rilis(pelajaran: Iterable[PelajaranPage] | None = None) -> PetaRilis:
    """Tiga kueri; tanpa `pelajaran` untuk semua naskah."""
    catatan = CatatanRilis.objects.pasti().select_related("rilis")
    laporan = LaporanNaskah.objects.benar()
    if pelajaran is not None:
        daftar = list(pelajaran)
        catatan = catatan.filter(slug__in={slug for satu in daftar for slug in satu.modul_opensid})
        laporan = laporan.filter(pelajaran__in=[satu.uuid for satu in daftar])
    menurut: dict[tuple[str, str], list[CatatanRilis]] = defaultdict(list)
    for satu in catatan:
        menurut[(satu.rilis.edisi, satu.slug)].append(satu)
    return PetaRilis(
        RilisOpenSID.objects.terbaru(), dict(menurut), frozenset(laporan.values_list("pelajaran", flat=True))
    )


def versi_pembaca(pengguna: Pengguna) -> Milik:
    """Versi OpenSID desa pembaca menurut laporan terakhirnya."""
    wilayah = pengguna.wilayah_utama if pengguna.is_authenticated else None
    if wilayah is None or wilayah.tingkat != Wilayah.Tingkat.DESA:
        return None
    fakta = FaktaDesa.objects.filter(wilayah=wilayah).only("versi", "layanan").first()
    rilis = fakta.rilis if fakta else None
    return (Versi(rilis.tahun, rilis.bulan), Edisi(rilis.edisi)) if rilis else None


def acuan_rilis(pelajaran: PelajaranPage, modul: ModulPage | None) -> PelajaranPage | ModulPage | None:
    """Yang dipakai menilai rilis: pelajaran itu, atau modulnya bila kosong. Tanpa modul OpenSID: tidak terikat rilis."""
    if not pelajaran.modul_opensid:
        return None
    return pelajaran if pelajaran.versi_terverifikasi else modul


def nilai(
    acuan: ModulPage | PelajaranPage, slug: Iterable[str], peta: PetaRilis, *, dilaporkan: bool = False
) -> tuple[Keadaan, list[CatatanRilis]]:
    """Keadaan satu naskah dan catatan rilis yang menyebabkannya; `acuan` punya versi."""
    edisi = Edisi(acuan.edisi)
    catatan = peta.tentang(slug, edisi, acuan.versi)
    terbaru = peta.terbaru.get(edisi)
    keadaan = keadaan_pelajaran(
        acuan.versi, terbaru.versi if terbaru else None, laporan=dilaporkan,
        catatan=[Catatan(satu.rilis.versi, satu.tingkat) for satu in catatan],
        slug_hilang=any(satu.hilang for satu in catatan),
    )  # fmt: skip
    return keadaan, catatan


def keadaan_rilis(
    acuan: ModulPage | PelajaranPage | None, slug: Iterable[str], peta: PetaRilis, milik: Milik = None,
    *, dilaporkan: bool = False,
) -> KeadaanRilis | None:  # fmt: skip
    """None bila naskah tidak terikat rilis. `milik` versi desa pembaca: yang sama persis menenangkan, bukan memperingatkan.

    Dua nada: yang hanya lama tetap boleh diikuti; yang berubah besar menyebut perubahannya.
    """
    if acuan is None or acuan.versi is None:
        return None
    nama = f"{acuan.versi} {acuan.get_edisi_display()}"
    if milik and acuan.versi.untuk(Edisi(acuan.edisi), milik[1]) == milik[0]:
        return KeadaanRilis(
            Keadaan.COCOK, f"Sesuai {nama}", f"Diperiksa untuk {nama}, sama dengan versi di tempat Anda."
        )
    keadaan, catatan = nilai(acuan, slug, peta, dilaporkan=dilaporkan)
    if keadaan == Keadaan.COCOK:
        return KeadaanRilis(keadaan, f"Sesuai {nama}", f"Diperiksa untuk {nama}.")
    berat = catatan[0] if catatan else None
    if berat and berat.tingkat == CatatanRilis.Tingkat.BESAR:
        teks = f"Diperiksa untuk {nama}. Sejak rilis {berat.rilis.versi} cara kerjanya lain: {berat.teks.rstrip('.')}."
    elif keadaan == Keadaan.USANG:
        rilis = peta.terbaru[Edisi(acuan.edisi)]
        teks = f"Diperiksa untuk {nama}, belum untuk rilis {rilis.versi}. Letak menu mungkin sedikit berbeda."
    elif berat:
        teks = f"Diperiksa untuk {nama}. Perubahan kecil pada rilis {berat.rilis.versi}: {berat.teks.rstrip('.')}."
    else:
        teks = f"Diperiksa untuk {nama}. Pembaca melaporkan ada yang berbeda; sedang diperiksa."
    return KeadaanRilis(keadaan, f"Untuk {nama}" if keadaan == Keadaan.USANG else f"Sesuai {nama}", teks)


def langkah_berlaku(nilai: Mapping[str, Any], milik: Milik) -> bool | None:
    """Apakah satu langkah berlaku di versi desa pembaca; None bila versinya tidak diketahui atau langkahnya tidak dibatasi.

    Langkah Premium rilis P berlaku di Umum mulai P + 6 bulan, jadi batasnya digeser, bukan ditolak.
    """
    minimal, maksimal, edisi = nilai["versi_min"], nilai["versi_maks"], nilai["edisi"]
    if milik is None or not (minimal or maksimal or edisi):
        return None
    versi, punya = milik
    asal = Edisi(edisi) if edisi else punya
    if not (minimal or maksimal):
        return asal == punya
    if minimal and versi < urai(minimal)[0].untuk(asal, punya):
        return False
    return not (maksimal and versi > urai(maksimal)[0].untuk(asal, punya))
