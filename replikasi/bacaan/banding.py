"""Membandingkan wilayah setingkat: angka pada satu bulan, perubahan setahun, dan deretnya."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from replikasi.kalender import bulan_ini
from replikasi.models import Rekap
from replikasi.rumus import bulat, tambah_bulan
from wilayah.models import Wilayah

from .angka import Angka
from .wilayah import ANAK, BULAN_TREN, NAMA_ANAK, anak_wilayah, jumlah_kab

URUT = {
    "persen": "Persen desa aktif", "dipakai": "Persen dipakai", "perubahan": "Naik paling banyak setahun",
    "kode": "Kode wilayah",
}  # fmt: skip


@dataclass(frozen=True)
class BarisBanding:
    wilayah: Wilayah
    angka: Angka
    deret: list[Decimal]
    perubahan: Decimal | None

    @property
    def persen(self) -> Decimal | None:
        return self.angka.persen_desa if self.angka.n_desa else self.angka.persen_semua

    @property
    def arah(self) -> str:
        """Kalimat untuk pembaca layar di samping garis kecilnya."""
        if len(self.deret) < 2:
            return "belum ada riwayat"
        return f"{self.deret[0]} menjadi {self.deret[-1]} persen dalam {len(self.deret)} bulan".replace(".", ",")


@dataclass(frozen=True)
class Banding:
    induk: Wilayah | None
    baris: list[BarisBanding]
    pilihan: list[Wilayah]
    dipilih: set[str]
    bulan: date
    pilihan_bulan: list[date]
    nama_anak: str

    @property
    def terdata(self) -> list[BarisBanding]:
        return [satu for satu in self.baris if satu.angka.n_semua]

    @property
    def belum(self) -> list[BarisBanding]:
        return [satu for satu in self.baris if not satu.angka.n_semua]

    @property
    def kueri(self) -> str:
        bagian = [f"w={kode}" for kode in sorted(self.dipilih)]
        bagian += [f"bulan={self.bulan:%Y-%m}"] if self.bulan < bulan_ini() else []
        return "&".join(bagian)


def banding(induk: Wilayah | None, *, kode: set[str], bulan: date | None, urut: str) -> Banding:
    """Anak-anak `induk`; `kode` yang dipilih saja, atau semuanya bila kosong. Empat kueri."""
    tingkat = ANAK[induk.tingkat if induk else ""]
    pilihan = anak_wilayah(induk)
    terbaru = Rekap.objects.filter(kunci=Rekap.NASIONAL).order_by("-bulan").values_list("bulan", flat=True)
    semua_bulan = list(terbaru)
    bulan = bulan if bulan in semua_bulan else (semua_bulan[0] if semua_bulan else bulan_ini())
    dipilih = kode & {satu.kode for satu in pilihan}
    tampil = [satu for satu in pilihan if not dipilih or satu.kode in dipilih]
    deret: dict[int, dict[date, Angka]] = {satu.kunci: {} for satu in tampil}
    rekap = Rekap.objects.filter(
        kunci__in=deret, bulan__lte=bulan, bulan__gt=tambah_bulan(bulan, -BULAN_TREN)
    ).order_by("bulan")
    n_kab = jumlah_kab(None, pilihan) if induk is None else {}
    for kunci, saat, isi, per in rekap.values_list("kunci", "bulan", "isi", "per"):
        deret[kunci][saat] = Angka(isi, per, n_kab.get(kunci, 0))
    baris = [_baris(satu, deret[satu.kunci], bulan) for satu in tampil]
    kosong = Decimal(-1000)
    kunci_urut = {
        "persen": lambda s: (-(kosong if s.persen is None else s.persen), s.wilayah.kunci),
        "dipakai": lambda s: (-(s.angka.dipakai_persen if s.angka.dipakai_persen is not None else kosong), s.wilayah.kunci),
        "perubahan": lambda s: (-(kosong if s.perubahan is None else s.perubahan), s.wilayah.kunci),
        "kode": lambda s: s.wilayah.kunci,
    }  # fmt: skip
    return Banding(induk, sorted(baris, key=kunci_urut[urut]), pilihan, dipilih, bulan, semua_bulan, NAMA_ANAK[tingkat])


def _baris(wilayah: Wilayah, deret: dict[date, Angka], bulan: date) -> BarisBanding:
    angka = deret.get(bulan, Angka({}))
    persen = {saat: (a.tepat.desa if a.n_desa else a.tepat.semua) for saat, a in deret.items()}
    lalu, kini = persen.get(tambah_bulan(bulan, -12)), persen.get(bulan)
    perubahan = bulat(kini - lalu) if kini is not None and lalu is not None else None
    return BarisBanding(wilayah, angka, [bulat(n) for n in persen.values() if n is not None], perubahan)
