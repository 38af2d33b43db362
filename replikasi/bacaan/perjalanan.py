"""Perjalanan satu desa di dalam program: tahap, tonggak, klaim, dan jalannya."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, Subquery
from django.utils.functional import cached_property

from replikasi import kata
from replikasi.hitung import SKALA
from replikasi.kalender import hari_ini
from replikasi.models import (
    KlaimTonggak,
    LangkahPage,
    Penerapan,
    RingkasDesa,
    Tonggak,
    Verifikasi,
)
from replikasi.rumus import bulat, stalled
from wilayah.models import Wilayah


@dataclass(frozen=True)
class ButirTonggak:
    tonggak: Tonggak
    keadaan: str
    klaim: KlaimTonggak | None
    langkah_url: str = ""

    @property
    def status(self) -> kata.Status:
        return kata.KLAIM[self.keadaan]

    @property
    def bisa_diklaim(self) -> bool:
        return self.keadaan in {"", KlaimTonggak.Keadaan.DIKEMBALIKAN}


@dataclass(frozen=True)
class TahapDesa:
    nomor: int
    judul: str
    bobot: int
    lewat: bool
    butir: list[ButirTonggak]

    @property
    def n(self) -> int:
        return len(self.butir)

    @property
    def tercapai(self) -> int:
        return sum(satu.keadaan == KlaimTonggak.Keadaan.DIVERIFIKASI for satu in self.butir)

    @property
    def menunggu(self) -> int:
        return sum(satu.keadaan == KlaimTonggak.Keadaan.DIAJUKAN for satu in self.butir)

    @property
    def penuh(self) -> bool:
        return self.tercapai == self.n


@dataclass(frozen=True)
class Perjalanan:
    penerapan: Penerapan
    tahap: list[TahapDesa]
    maju_verif: Decimal
    maju_klaim: Decimal
    ringkas: RingkasDesa | None

    @property
    def maju_pada(self) -> date | None:
        return self.ringkas.maju_pada if self.ringkas else None

    @cached_property
    def jalan(self) -> kata.Status:
        """Berjalan, macet, atau selesai; satu kueri (jedanya)."""
        jalan = stalled(
            maju_terakhir=self.maju_pada or self.penerapan.mulai, hari_ini=hari_ini(),
            ambang=self.penerapan.program.ambang_macet,
            jeda=list(self.penerapan.jeda.order_by("mulai").values_list("mulai", "selesai")),
            selesai=bool(self.ringkas and self.ringkas.selesai),
        )  # fmt: skip
        return kata.JALAN[jalan]

    @property
    def tercapai(self) -> int:
        return sum(satu.tercapai for satu in self.tahap)

    @property
    def menunggu(self) -> int:
        return sum(satu.menunggu for satu in self.tahap)

    @property
    def jumlah(self) -> int:
        return sum(satu.n for satu in self.tahap if not satu.lewat)

    @property
    def kini(self) -> TahapDesa | None:
        return next((satu for satu in self.tahap if not satu.penuh and not satu.lewat), None)

    @property
    def berikutnya(self) -> list[ButirTonggak]:
        """Tonggak tahap kini yang masih bisa dikerjakan."""
        return [satu for satu in self.kini.butir if satu.bisa_diklaim] if self.kini else []


def penerapan_utama(desa: Wilayah) -> Penerapan | None:
    return (
        Penerapan.objects.berjalan()
        .filter(wilayah=desa)
        .select_related("program", "edisi", "wilayah__ringkas")
        .order_by("-percontohan", "mulai", "pk")
        .first()
    )


def perjalanan_desa(desa: Wilayah) -> Perjalanan | None:
    penerapan = penerapan_utama(desa)
    return perjalanan_dari(penerapan) if penerapan else None


def perjalanan_dari(penerapan: Penerapan) -> Perjalanan:
    klaim: dict[int, KlaimTonggak] = {}
    for satu in penerapan.klaim.order_by("pk"):
        klaim[satu.tonggak_id] = satu  # yang terakhir diajukan menentukan keadaannya
    per_tahap: dict[int, list[ButirTonggak]] = defaultdict(list)
    judul, lewat = {}, set()
    langkah = LangkahPage.objects.live().filter(tonggak=OuterRef("pk")).order_by("-pk").values("url_path")[:1]
    tonggak = Tonggak.objects.filter(tahap__program=penerapan.program).select_related("tahap")
    dilewati = penerapan.tahap_dilewati.through.objects.filter(penerapan=penerapan, tahap=OuterRef("tahap"))
    tonggak = tonggak.annotate(jalur=Subquery(langkah), dilewati=Exists(dilewati))
    for satu in tonggak.order_by("tahap__nomor", "urutan"):
        punya = klaim.get(satu.pk)
        judul[satu.tahap.nomor] = satu.tahap.judul
        if satu.dilewati:
            lewat.add(satu.tahap.nomor)
        per_tahap[satu.tahap.nomor].append(
            ButirTonggak(satu, punya.keadaan if punya else "", punya, _alamat(satu.jalur or ""))
        )
    tahap = [
        TahapDesa(n, judul[n], int(penerapan.edisi.bobot.get(str(n), 0)), n in lewat, butir)
        for n, butir in per_tahap.items()
    ]
    ringkas = penerapan.wilayah.ringkas if hasattr(penerapan.wilayah, "ringkas") else None
    return Perjalanan(
        penerapan, tahap,
        bulat(Fraction(ringkas.maju_verif if ringkas else 0, SKALA)),
        bulat(Fraction(ringkas.maju_klaim if ringkas else 0, SKALA)),
        ringkas,
    )  # fmt: skip


def _alamat(url_path: str) -> str:
    """Jalur halaman di bawah akar situs: "/home/panduan/…" → "/panduan/…"."""
    return "/" + url_path.split("/", 2)[2] if url_path.count("/") > 2 else ""


def riwayat_klaim(klaim: KlaimTonggak) -> list[dict]:
    """Garis waktu satu klaim untuk orang yang boleh membacanya."""
    hasil = [{
        "judul": "Diajukan", "oleh": klaim.diajukan_oleh, "saat": klaim.diajukan_pada, "ikon": "kirim", "teks": "",
    }]  # fmt: skip
    ikon = {"diterima": "centang-lingkar", "dikembalikan": "putar", "dibatalkan": "silang-lingkar"}
    for satu in Verifikasi.objects.filter(klaim=klaim).select_related("oleh"):
        hasil.append({
            "judul": satu.get_putusan_display().capitalize(), "teks": satu.alasan, "oleh": satu.oleh, "saat": satu.pada,
            "ikon": ikon[satu.putusan],
        })  # fmt: skip
    return hasil
