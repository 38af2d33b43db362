"""Kirkpatrick 4 sebuah kelas, sebelum kelas dan kini: tonggak dan tahap desa pesertanya, jarak rilisnya, waktu layanannya.

Tiap ukuran hanya memakai desa yang tercatat pada kedua waktu, dan menyebut berapa desanya (domain training.md 2.5).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q
from django.utils import timezone

from modul_pelatihan.bacaan.sesudah import Lingkup
from pusat_bantuan.jam_kerja import ke_detik
from pusat_bantuan.kalender import buku
from replikasi.kalender import akhir_bulan
from replikasi.layanan.bahan import rilis_terbaru
from replikasi.models import PengukuranLayanan, RingkasBulan, RingkasDesa, Tahap
from replikasi.rumus import tambah_bulan, version_age
from replikasi.rumus.mutu import median

from .ukur import BARIS_TERBANYAK, Banding, banding


@dataclass(frozen=True)
class HasilDesa:
    """Hanya desa dalam program yang keadaannya tercatat pada kedua waktu; penyebutnya selalu disebut."""

    desa: int
    semua: int
    bulan: object
    tonggak_lama: int
    tonggak_kini: int
    naik: int
    tetap: int
    turun: int
    tahap: list[tuple[str, int, int]]

    @property
    def lama_per_desa(self) -> float:
        return self.tonggak_lama / self.desa

    @property
    def kini_per_desa(self) -> float:
        return self.tonggak_kini / self.desa


@dataclass(frozen=True)
class JarakRilis:
    """Bulan di belakang rilis terbaru edisinya sendiri; `lama` dan `kini` nilai tengah, `jauh` desa yang lebih dari 6 bulan."""

    desa: int
    semua: int
    bulan: date
    lama: Fraction
    kini: Fraction
    jauh_lama: int
    jauh_kini: int


@dataclass(frozen=True)
class WaktuDesa:
    """Menit jam kantor dari surat diminta sampai diserahkan, di desa yang mencatatnya sebelum dan sesudah kelas."""

    desa: int
    semua: int
    banding: Banding


def bulan_sebelum(lingkup: Lingkup) -> date:
    """Tanggal satu bulan terakhir yang utuh sebelum kelas."""
    return tambah_bulan(timezone.localdate(lingkup.mulai).replace(day=1), -1)


def jarak_rilis(lingkup: Lingkup) -> JarakRilis:
    """Jarak masing-masing terhadap rilis yang terbaru pada waktunya. Empat kueri."""
    bulan = bulan_sebelum(lingkup)
    lama = _umur(RingkasBulan.objects.filter(bulan=bulan), lingkup, rilis_terbaru(akhir_bulan(bulan)))
    kini = _umur(RingkasDesa.objects.all(), lingkup, rilis_terbaru())
    sama = [(lama[pk], umur) for pk, umur in kini.items() if pk in lama]
    return JarakRilis(
        len(sama), len(lingkup.desa), bulan, median([a.bulan for a, _ in sama]), median([b.bulan for _, b in sama]),
        sum(a.lama for a, _ in sama), sum(b.lama for _, b in sama),
    )  # fmt: skip


def _umur(ringkas, lingkup: Lingkup, terbaru: dict[bool, int]) -> dict:
    """Desa → umur versinya; yang versinya tidak terbaca, atau edisinya tanpa rilis yang diketahui, tidak ikut."""
    umur = {
        satu.wilayah_id: version_age(satu.rilis, terbaru.get(satu.premium))
        for satu in ringkas.filter(wilayah__in=lingkup.desa)
    }
    return {pk: satu for pk, satu in umur.items() if satu.bulan is not None}


def waktu_layanan(lingkup: Lingkup) -> WaktuDesa:
    """Yang dilayani selama kelas tidak ikut. Dua kueri: catatannya dan edisi kalender kerjanya."""
    kalender, menit = buku(), defaultdict(lambda: ([], []))
    catatan = PengukuranLayanan.objects.filter(
        Q(mulai__lt=lingkup.mulai) | Q(mulai__gte=lingkup.selesai), dibatalkan_pada=None, wilayah__in=lingkup.desa
    ).order_by("-mulai")
    for kode, mulai, selesai in catatan.values_list("wilayah__kode", "mulai", "selesai")[:BARIS_TERBANYAK]:
        lama = kalender.kalender(kode).lama(ke_detik(mulai), ke_detik(selesai))
        menit[kode][mulai >= lingkup.selesai].append(Fraction(lama, 60))
    desa = [isi for isi in menit.values() if all(isi)]
    sebelum, sesudah = ([satu for isi in desa for satu in isi[ke]] for ke in (0, 1))
    return WaktuDesa(len(desa), len(lingkup.desa), banding("Waktu layanan", "menit", sebelum, sesudah))


def hasil_sesudah(lingkup: Lingkup) -> HasilDesa | None:
    """Akhir bulan sebelum kelas dibanding keadaan kini; None bila tidak satu desa pun tercatat pada keduanya. Tiga kueri."""
    bulan = bulan_sebelum(lingkup)
    lama = {
        satu.wilayah_id: satu
        for satu in RingkasBulan.objects.filter(wilayah__in=lingkup.desa, bulan=bulan, penerapan_mulai__isnull=False)
    }
    kini = {
        satu.wilayah_id: satu for satu in RingkasDesa.objects.filter(wilayah__in=lama, penerapan_mulai__isnull=False)
    }
    pasang = [(lama[pk], satu) for pk, satu in kini.items()]
    if not pasang:
        return None
    beda = [(b.tahap_kini or 0) - (a.tahap_kini or 0) for a, b in pasang]
    dulu, sekarang = Counter(a.tahap_kini for a, _ in pasang), Counter(b.tahap_kini for _, b in pasang)
    judul = {satu.nomor: f"{satu.nomor}. {satu.judul}" for satu in Tahap.objects.order_by("nomor")}
    return HasilDesa(
        len(pasang), len(lingkup.desa), bulan, sum(a.tonggak_verif for a, _ in pasang),
        sum(b.tonggak_verif for _, b in pasang), sum(n > 0 for n in beda), sum(n == 0 for n in beda),
        sum(n < 0 for n in beda),
        [(judul.get(n, "Belum di tahap mana pun"), dulu[n], sekarang[n]) for n in sorted(dulu | sekarang, key=lambda n: n or 0)],
    )  # fmt: skip
