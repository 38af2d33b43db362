"""Kirkpatrick 4 sebuah kelas: tonggak terverifikasi dan tahap desa pesertanya, sebelum kelas dan kini."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from modul_pelatihan.bacaan.sesudah import Lingkup
from replikasi.models import RingkasBulan, RingkasDesa, Tahap
from replikasi.rumus import tambah_bulan


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


def hasil_sesudah(lingkup: Lingkup) -> HasilDesa | None:
    """Akhir bulan sebelum kelas dibanding keadaan kini; None bila tidak satu desa pun tercatat pada keduanya. Tiga kueri."""
    bulan = tambah_bulan(timezone.localdate(lingkup.mulai).replace(day=1), -1)
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
