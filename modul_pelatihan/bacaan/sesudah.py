"""Sesudah kelas: lingkup bagi pengukur di kamar atas (slot `ukuran_kelas`), dan laporan diri sebagai cadangannya
(Kirkpatrick 3 dan 4, domain training.md 2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from modul_pelatihan.models import Angkatan, AturanPelatihan, Bidang, LaporDiri, PelajaranPage, Peserta

JARAK = tuple(LaporDiri.Hari.values)


@dataclass(frozen=True)
class Lingkup:
    """Desa asal peserta, bidang pokok yang diajarkan, dan batas waktu kelas. `n_min`: di bawahnya angka tidak ditampilkan.

    Pokok, sebab pelajaran ditandai dengan anaknya sedang yang meminta bantuan memilih pokoknya.
    """

    desa: tuple[int, ...]
    bidang: tuple[tuple[int, str], ...]
    mulai: datetime
    selesai: datetime
    hari: int
    n_min: int

    @property
    def cukup(self) -> bool:
        """Desanya cukup banyak sehingga angkanya tidak menunjuk satu desa."""
        return len(self.desa) >= self.n_min

    @property
    def jarak(self) -> list[int]:
        """30 dan 90 hari yang sudah lewat penuh; selang yang belum penuh tidak dibandingkan."""
        return [satu for satu in JARAK if self.hari >= satu]

    @property
    def mulai_tampil(self) -> date:
        return timezone.localdate(self.selesai) + timedelta(days=JARAK[0])


def lingkup(angkatan: Angkatan, kini: datetime | None = None) -> Lingkup | None:
    """None selama kelasnya belum ditutup atau tidak pernah bersesi. Empat kueri."""
    if angkatan.selesai_pada is None:
        return None
    waktu = angkatan.sesi.filter(batal=False).aggregate(mulai=Min("mulai"), selesai=Max("selesai"))
    if waktu["mulai"] is None:
        return None
    selesai = min(waktu["selesai"], angkatan.selesai_pada)
    letak = Q(pk__in=[])
    for jalur in angkatan.modul.values_list("path", flat=True):
        letak |= Q(path__startswith=jalur)
    diajarkan = PelajaranPage.objects.live().filter(letak).values("bidang")
    bidang = Bidang.objects.pokok().filter(Q(pk__in=diajarkan) | Q(anak__in=diajarkan)).distinct()
    desa = angkatan.peserta.terdaftar().filter(asal__tingkat="desa").values_list("asal", flat=True).distinct()
    return Lingkup(
        tuple(desa.order_by("asal_id")), tuple(bidang.order_by("urutan", "pk").values_list("pk", "nama")), waktu["mulai"],
        selesai, ((kini or timezone.now()) - selesai).days, AturanPelatihan.objects.berlaku().n_min_ngain,
    )  # fmt: skip


def laporan_diri(angkatan: Angkatan) -> list[dict]:
    """Tiap jarak: berapa yang menjawab dan jawabannya; di bawah batas hanya banyaknya. Dua kueri."""
    n_min = AturanPelatihan.objects.berlaku().n_min_ngain
    hitung = {
        satu["hari"]: satu
        for satu in LaporDiri.objects.filter(peserta__angkatan=angkatan)
        .order_by()
        .values("hari")
        .annotate(
            n=Count("pk"), rutin=Count("pk", filter=Q(pakai="rutin")), sesekali=Count("pk", filter=Q(pakai="sesekali")),
            belum=Count("pk", filter=Q(pakai="belum")), sendiri=Count("pk", filter=Q(sendiri=True)),
        )
    }  # fmt: skip
    kosong = {"n": 0, "rutin": 0, "sesekali": 0, "belum": 0, "sendiri": 0}
    return [{"hari": jarak, "n_min": n_min} | hitung.get(jarak, kosong) | {
        "cukup": hitung.get(jarak, kosong)["n"] >= n_min
    } for jarak in JARAK]  # fmt: skip


def hambatan(angkatan: Angkatan) -> list[str]:
    """Hambatan yang ditulis peserta, tanpa nama dan teracak; hanya bila penjawabnya cukup banyak."""
    if Peserta.objects.filter(angkatan=angkatan, lapor_diri__isnull=False).distinct().count() < (
        AturanPelatihan.objects.berlaku().n_min_ngain
    ):
        return []
    baris = LaporDiri.objects.filter(peserta__angkatan=angkatan).exclude(hambatan="")
    return list(baris.order_by("?").values_list("hambatan", flat=True)[:20])
