"""Menghitung ulang ringkasan desa dan rekap wilayah: selalu utuh dari anak-anaknya, tidak pernah dengan selisih.

Perbuatan orang menghitung jalurnya di transaksi yang sama, jadi angka di atas langsung berubah; laporan otomatis
menandai kecamatannya kotor dan dikuras pekerja (domain tracker.md 10).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from modul_pelatihan.models import RilisOpenSID
from replikasi.hitung import SKALA, DesaKini, indikator_desa, jumlahkan
from replikasi.models import (
    Jeda,
    KeadaanPasang,
    KlaimTonggak,
    Penerapan,
    PengakuanStatus,
    Produk,
    Rekap,
    RekapKotor,
    RingkasDesa,
    Tonggak,
    Verifikasi,
)
from replikasi.rumus import dapat_melapor_otomatis, progress, source_precedence
from replikasi.rumus.pantau import Pernyataan
from wilayah.models import Wilayah

from .terima import hari_laporan


def hari_ini() -> date:
    return hari_laporan(timezone.now())


# --- Satu desa -----------------------------------------------------------------------------------------------------


def perbarui_ringkas(*, wilayah_id: Iterable[int]) -> None:
    """Kesimpulan tiap desa dihitung ulang dari fakta, pengakuan, dan klaimnya. Pemanggil memegang transaksinya."""
    desa = list(Wilayah.objects.desa().filter(pk__in=set(wilayah_id)).values_list("pk", flat=True))
    if not desa:
        return
    pasang = {
        satu.wilayah_id: satu for satu in KeadaanPasang.objects.filter(wilayah_id__in=desa, produk=Produk.OPENSID)
    }
    pengakuan = defaultdict(list)
    for satu in PengakuanStatus.objects.filter(wilayah_id__in=desa, produk=Produk.OPENSID).order_by("pk"):
        pengakuan[satu.wilayah_id].append(Pernyataan(satu.sumber, satu.tanggal, satu))
    kemajuan = _kemajuan(desa)
    baris = []
    for pk in desa:
        ringkas = RingkasDesa(wilayah_id=pk, **kemajuan.get(pk, {}))
        if keadaan := pasang.get(pk):
            ringkas.lapor_terakhir, ringkas.dipakai_terakhir = keadaan.terakhir, keadaan.dipakai_terakhir
            ringkas.versi, ringkas.rilis, ringkas.premium = keadaan.versi, keadaan.rilis, keadaan.premium
            ringkas.lokal = keadaan.lokal
            ringkas.contoh = ringkas.contoh or keadaan.contoh
        menang, _ = source_precedence(reversed(pengakuan[pk]))
        if menang:
            ringkas.sumber_lain, ringkas.keadaan_lain = menang.sumber, menang.isi.keadaan
            ringkas.tanggal_lain = menang.tanggal
            ringkas.contoh = ringkas.contoh or menang.isi.contoh
        baris.append(ringkas)
    kolom = [f.name for f in RingkasDesa._meta.concrete_fields if not f.primary_key]
    RingkasDesa.objects.bulk_create(
        baris, update_conflicts=True, unique_fields=["wilayah"], update_fields=kolom, batch_size=500
    )


def _kemajuan(desa: list[int]) -> dict[int, dict]:
    """wilayah → kolom kemajuan dari penerapan utamanya (percontohan dahulu, lalu yang paling awal)."""
    penerapan: dict[int, Penerapan] = {}
    for satu in (
        Penerapan.objects.berjalan()
        .filter(wilayah_id__in=desa)
        .select_related("edisi")
        .prefetch_related("tahap_dilewati")
        .order_by("-percontohan", "mulai", "pk")
    ):
        penerapan.setdefault(satu.wilayah_id, satu)
    if not penerapan:
        return {}
    per_tahap = tonggak_per_tahap()
    klaim = defaultdict(lambda: defaultdict(Counter))
    for penerapan_id, nomor, keadaan, n in (
        KlaimTonggak.objects.filter(penerapan__in=[p.pk for p in penerapan.values()], keadaan__in=_HIDUP)
        .values_list("penerapan_id", "tonggak__tahap__nomor", "keadaan")
        .annotate(n=Count("pk"))
    ):
        klaim[penerapan_id][nomor][keadaan] += n
    maju = dict(
        Verifikasi.objects.filter(
            klaim__penerapan__in=[p.pk for p in penerapan.values()],
            klaim__keadaan=KlaimTonggak.Keadaan.DIVERIFIKASI,
            putusan=Verifikasi.Putusan.DITERIMA,
        )
        .values_list("klaim__penerapan_id")
        .annotate(Max("pada"))
    )
    return {
        pk: _kolom_kemajuan(satu, per_tahap.get(satu.program_id, {}), klaim[satu.pk], maju.get(satu.pk))
        for pk, satu in penerapan.items()
    }


_HIDUP = (KlaimTonggak.Keadaan.DIAJUKAN, KlaimTonggak.Keadaan.DIVERIFIKASI)


def tonggak_per_tahap() -> dict[int, dict[int, int]]:
    """program → nomor tahap → banyaknya tonggak."""
    hasil: dict[int, dict[int, int]] = defaultdict(dict)
    for program_id, nomor, n in Tonggak.objects.values_list("tahap__program_id", "tahap__nomor").annotate(
        n=Count("pk")
    ):
        hasil[program_id][nomor] = n
    return hasil


def _kolom_kemajuan(penerapan: Penerapan, per_tahap: dict[int, int], klaim, maju) -> dict:
    """Kemajuan terverifikasi dan yang diklaim, terpisah; tahap kini = tahap berlaku pertama yang belum penuh."""
    lewat = {tahap.nomor for tahap in penerapan.tahap_dilewati.all()}
    bobot = {int(nomor): berat for nomor, berat in penerapan.edisi.bobot.items()}
    verif = {nomor: klaim[nomor][KlaimTonggak.Keadaan.DIVERIFIKASI] for nomor in per_tahap}
    diklaim = {nomor: klaim[nomor][KlaimTonggak.Keadaan.DIAJUKAN] for nomor in per_tahap}

    def maju_dari(jumlah: dict[int, int]) -> int:
        bagian = {nomor: Fraction(jumlah[nomor], n) for nomor, n in per_tahap.items() if n}
        nilai = progress(bobot, bagian, lewat)
        return int(nilai * SKALA) if nilai is not None else 0

    sisa = [nomor for nomor in sorted(per_tahap) if nomor not in lewat and verif[nomor] < per_tahap[nomor]]
    return {
        "penerapan_mulai": penerapan.mulai,
        "percontohan": penerapan.percontohan,
        "selesai": not sisa or penerapan.keadaan == Penerapan.Keadaan.SELESAI,
        "tahap_kini": sisa[0] if sisa else None,
        "tonggak_klaim": sum(diklaim.values()),
        "tonggak_verif": sum(verif.values()),
        "maju_klaim": maju_dari(diklaim),
        "maju_verif": maju_dari(verif),
        "maju_pada": hari_laporan(maju) if maju else None,
        "contoh": penerapan.contoh,
    }


# --- Wilayah di atasnya ----------------------------------------------------------------------------------------------


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
