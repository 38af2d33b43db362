"""Menghitung ulang ringkasan desa dan rekap wilayah: selalu utuh dari anak-anaknya, tidak pernah dengan selisih.

Perbuatan orang menghitung jalurnya di transaksi yang sama, jadi angka di atas langsung berubah; laporan otomatis
menandai kecamatannya kotor dan dikuras pekerja (domain tracker.md 10).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from modul_pelatihan.models import RilisOpenSID
from replikasi.hitung import DesaKini, indikator_desa, jumlahkan
from replikasi.kalender import hari_ini
from replikasi.models import (
    Jeda,
    Rekap,
    RekapKotor,
    RingkasDesa,
)
from replikasi.rumus import dapat_melapor_otomatis
from wilayah.models import Wilayah

from .ringkas import perbarui_ringkas


def tandai_kotor(*, wilayah_id: Iterable[int]) -> None:
    kunci = Wilayah.objects.filter(pk__in=set(wilayah_id)).values_list("kunci", flat=True)
    RekapKotor.objects.bulk_create(
        [RekapKotor(kunci=satu) for satu in sorted({k // 10**4 * 10**4 for k in kunci})], ignore_conflicts=True
    )


def kuras_kotor(*, paling_banyak: int = 200) -> int:
    """Menghitung ulang kecamatan yang kotor; pada hari baru semuanya dihitung sekali, sebab umur laporan bertambah."""
    if not Rekap.objects.filter(kunci=Rekap.NASIONAL, bulan=hari_ini().replace(day=1), per=hari_ini()).exists():
        if not Wilayah.objects.exists():
            return 0
        hitung_semua()
    kunci = list(RekapKotor.objects.order_by("sejak").values_list("pk", flat=True)[:paling_banyak])
    if kunci:
        with transaction.atomic():
            RekapKotor.objects.filter(pk__in=kunci).delete()
            hitung_jalur(kunci=kunci)
    return len(kunci)


@transaction.atomic
def catat_perubahan(*, wilayah: Wilayah) -> None:
    """Sesudah perbuatan orang atas satu desa: ringkasannya dan semua angka di atasnya, di transaksi yang sama."""
    perbarui_ringkas(wilayah_id=[wilayah.pk])
    hitung_jalur(kunci=[wilayah.kunci // 10**4 * 10**4])


@transaction.atomic
def hitung_semua() -> None:
    """Semua tingkat dari desa ke atas: tiap hari sekali, sesudah memuat wilayah, dan sebagai pembanding."""
    mulai = timezone.now()
    kunci = Wilayah.objects.filter(tingkat="kecamatan", berlaku=True).values_list("kunci", flat=True)
    _hitung(list(kunci), semua=True)
    # Wilayah yang kodenya pindah atau melebur tidak meninggalkan angka lama.
    Rekap.objects.filter(bulan=hari_ini().replace(day=1), dihitung__lt=mulai).delete()


@transaction.atomic
def hitung_jalur(*, kunci: Iterable[int]) -> None:
    """Kecamatan-kecamatan ini dan jalurnya sampai nasional."""
    bulan = hari_ini().replace(day=1)
    if not Rekap.objects.filter(kunci=Rekap.NASIONAL, bulan=bulan).exists():
        hitung_semua()  # bulan baru: anak-anak lain belum berbaris, jadi jumlahnya belum boleh dipercaya
    else:
        _hitung(list(kunci), semua=False)


def _hitung(kecamatan: list[int], *, semua: bool) -> None:
    hari = hari_ini()
    bulan = hari.replace(day=1)
    # Satu baris nasional sebagai kunci bersama: dua hitungan jalur tidak saling menimpa pada PostgreSQL.
    Rekap.objects.get_or_create(
        kunci=Rekap.NASIONAL, bulan=bulan, defaults={"tingkat": "nasional", "per": hari, "isi": {}}
    )
    Rekap.objects.select_for_update().get(kunci=Rekap.NASIONAL, bulan=bulan)
    _simpan(_isi_kecamatan(kecamatan, hari, semua=semua), "kecamatan", hari)
    for anak, induk in (("kecamatan", 10**6), ("kabupaten", 10**8), ("provinsi", 10**10)):
        isi = defaultdict(list)
        saring = Q(bulan=bulan, tingkat=anak)
        if not semua and induk < 10**10:
            awal = {k // induk * induk for k in kecamatan}
            jalur = Q(pk__in=[])
            for satu in awal:
                jalur |= Q(kunci__range=(satu, satu + induk - 1))
            saring &= jalur
        for kunci, nilai in Rekap.objects.filter(saring).values_list("kunci", "isi"):
            isi[kunci // induk * induk].append(nilai)
        tingkat = {"kecamatan": "kabupaten", "kabupaten": "provinsi", "provinsi": "nasional"}[anak]
        jumlah = {kunci: jumlahkan(nilai) for kunci, nilai in isi.items()}
        if tingkat == "kabupaten":  # supaya penyebut di atasnya dapat menyebut seberapa lengkap ia
            for nilai in jumlah.values():
                nilai["kab_dimuat"] = int(bool(nilai["n_desa"] or nilai["n_kelurahan"]))
        _simpan(jumlah, tingkat, hari)


def _simpan(isi: dict[int, Counter[str]], tingkat: str, hari: date) -> None:
    wilayah = (
        dict(Wilayah.objects.filter(kunci__in=isi).values_list("kunci", "pk"))
        if len(isi) < 500
        else dict(Wilayah.objects.exclude(tingkat="desa").values_list("kunci", "pk"))
    )
    Rekap.objects.bulk_create(
        [
            Rekap(
                kunci=kunci, tingkat=tingkat, wilayah_id=wilayah.get(kunci), bulan=hari.replace(day=1), per=hari,
                isi=dict(nilai), dihitung=timezone.now(),
            )
            for kunci, nilai in isi.items()
        ],
        update_conflicts=True,
        unique_fields=["kunci", "bulan"],
        update_fields=["isi", "per", "dihitung", "wilayah", "tingkat"],
        batch_size=500,
    )  # fmt: skip


def _isi_kecamatan(kecamatan: list[int], hari: date, *, semua: bool) -> dict[int, Counter[str]]:
    def dalam(jalur: str) -> Q:
        if semua:
            return Q()
        syarat = Q(pk__in=[])
        for kunci in kecamatan:
            syarat |= Q(**{f"{jalur}__range": (kunci, kunci + 9999)})
        return syarat

    hasil: dict[int, Counter[str]] = {kunci: Counter() for kunci in kecamatan}
    nama = _nama_induk(kecamatan, semua=semua)
    kolom = [*DesaKini.__dataclass_fields__]
    kini = {
        kunci: DesaKini(*isi)
        for kunci, *isi in RingkasDesa.objects.filter(dalam("wilayah__kunci")).values_list("wilayah__kunci", *kolom)
    }
    jeda = defaultdict(list)
    for kunci, mulai, selesai in Jeda.objects.filter(dalam("penerapan__wilayah__kunci")).values_list(
        "penerapan__wilayah__kunci", "mulai", "selesai"
    ):
        jeda[kunci].append((mulai, selesai))
    terbaru = rilis_terbaru()
    desa = Wilayah.objects.desa().filter(dalam("kunci"), berlaku=True)
    for kunci, jenis, nama_desa in desa.values_list("kunci", "jenis", "nama").iterator():
        induk = kunci // 10**4 * 10**4
        if induk in hasil:
            hasil[induk].update(
                indikator_desa(
                    kelurahan=jenis == "kelurahan",
                    bisa_lapor=dapat_melapor_otomatis(nama_desa, *nama[induk]),
                    kini=kini.get(kunci), hari_ini=hari, terbaru=terbaru, jeda=jeda.get(kunci, ()),
                )
            )  # fmt: skip
    return hasil


def _nama_induk(kecamatan: list[int], *, semua: bool) -> dict[int, tuple[str, str, str]]:
    """kecamatan → (nama kecamatan, kabupaten, provinsi)."""
    perlu = {satu for k in kecamatan for satu in (k, k // 10**6 * 10**6, k // 10**8 * 10**8)}
    baris = Wilayah.objects.exclude(tingkat="desa") if semua else Wilayah.objects.filter(kunci__in=perlu)
    nama = dict(baris.values_list("kunci", "nama"))
    return {k: (nama[k], nama.get(k // 10**6 * 10**6, ""), nama.get(k // 10**8 * 10**8, "")) for k in kecamatan}


def rilis_terbaru() -> dict[bool, int]:
    """premium? → bulan rilis (12·YY+MM) terbaru yang diketahui."""
    return {
        edisi == "premium": 12 * rilis.tahun + rilis.bulan for edisi, rilis in RilisOpenSID.objects.terbaru().items()
    }
