"""Data halaman kesepakatan dan pertemuan: pohonnya, kewajiban dan buktinya, masa berlakunya."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet

from replikasi.kalender import hari_ini
from replikasi.kata import Status
from replikasi.models import JejakJanji, Kesepakatan, Kewajiban, Pertemuan, PihakKesepakatan, Target
from replikasi.rumus.perjanjian import PENGINGAT, Masa
from wilayah.models import Wilayah

PER_HALAMAN = 20
KEADAAN = {
    "pembahasan": Status("Pembahasan", "Masih dibicarakan; belum ada naskah.", "netral", "forum"),
    "draf": Status("Draf", "Naskahnya disusun; belum ditandatangani.", "info", "pena"),
    "ditandatangani": Status("Ditandatangani", "Sudah ditandatangani, belum mulai berlaku.", "proses", "pena"),
    "berlaku": Status("Berlaku", "Ditandatangani dan masih dalam masanya.", "berhasil", "centang-lingkar"),
    "akan_berakhir": Status("Akan berakhir", "Sisa masanya 90 hari atau kurang.", "perhatian", "jam"),
    "berakhir": Status("Berakhir", "Masanya sudah lewat.", "netral", "silang-lingkar"),
    "batal": Status("Batal", "Tidak dilanjutkan.", "netral", "silang-lingkar"),
}
KEWAJIBAN = {
    "belum": Status("Belum ada kemajuan tercatat", "", "netral", "lingkaran"),
    "berjalan": Status("Berjalan", "", "proses", "putar"),
    "selesai": Status("Selesai", "", "berhasil", "centang-lingkar"),
    "batal": Status("Tidak dilanjutkan", "", "netral", "silang-lingkar"),
}
TINDAK = KEWAJIBAN | {"rencana": Status("Rencana", "", "netral", "lingkaran")}


@dataclass(frozen=True)
class Simpai:
    """Satu kesepakatan dalam pohonnya."""

    kesepakatan: Kesepakatan
    status: Status
    masa: Masa | None
    selesai: int
    jumlah: int
    turunan: list[Simpai] = field(default_factory=list)


def q_keadaan(keadaan: str, hari: date) -> Q:
    """Syarat kueri yang sama dengan `Kesepakatan.keadaan`."""
    batas = hari + timedelta(days=PENGINGAT[0])
    jalan = Q(tahap="ditandatangani", tanggal__lte=hari)
    return {
        "berlaku": jalan & (Q(akhir__isnull=True) | Q(akhir__gt=batas)),
        "akan_berakhir": jalan & Q(akhir__range=(hari, batas)),
        "berakhir": jalan & Q(akhir__lt=hari),
        "ditandatangani": Q(tahap="ditandatangani", tanggal__gt=hari),
    }.get(keadaan) or Q(tahap=keadaan)


def daftar_kesepakatan(*, oleh, keadaan: str = "", wilayah: Wilayah | None = None, halaman: str | None = None) -> Page:
    """Halaman `Simpai`: tanpa saringan berupa pohon (induk dengan turunannya), dengan saringan rata. Lima kueri."""
    semua = Kesepakatan.objects.terlihat(oleh=oleh).select_related("wilayah", "induk")
    if wilayah:
        semua = semua.filter(wilayah__kunci__range=wilayah.rentang)
    if keadaan:
        semua = semua.filter(q_keadaan(keadaan, hari_ini()))
    pucuk = semua
    if not (keadaan or wilayah):
        pucuk = semua.exclude(induk__in=Kesepakatan.objects.terlihat(oleh=oleh).order_by().values("pk"))
    hal = Paginator(pucuk.order_by("-tanggal", "-pk"), PER_HALAMAN).get_page(halaman)
    akar = list(hal.object_list)
    anak: dict[int, list[Kesepakatan]] = defaultdict(list)
    if not (keadaan or wilayah):
        atas = akar
        for _ in range(2):
            atas = list(semua.filter(induk__in=atas).order_by("wilayah__kunci", "pk")) if atas else []
            for satu in atas:
                anak[satu.induk_id].append(satu)
    hitung = hitung_kewajiban([*akar, *(satu for daftar in anak.values() for satu in daftar)])
    hal.object_list = [_simpai(satu, anak, hitung) for satu in akar]
    return hal


def _simpai(satu: Kesepakatan, anak: Mapping[int, list[Kesepakatan]], hitung: Mapping[int, Counter]) -> Simpai:
    n = hitung[satu.pk]
    return Simpai(
        satu, KEADAAN[satu.keadaan], satu.masa() if satu.akhir else None, n["selesai"], n.total() - n["batal"],
        [_simpai(bawah, anak, hitung) for bawah in anak.get(satu.pk, [])],
    )  # fmt: skip


def hitung_kewajiban(daftar: Iterable[Kesepakatan]) -> dict[int, Counter]:
    """kesepakatan → keadaan → banyaknya kewajiban."""
    hasil: dict[int, Counter] = defaultdict(Counter)
    baris = Kewajiban.objects.filter(butir__kesepakatan__in=[satu.pk for satu in daftar]).order_by()
    for pk, keadaan, n in baris.values_list("butir__kesepakatan", "keadaan").annotate(n=Count("pk")):
        hasil[pk][keadaan] += n
    return hasil


@dataclass(frozen=True)
class Rincian:
    kesepakatan: Kesepakatan
    status: Status
    masa: Masa | None
    pihak: list[PihakKesepakatan]
    turunan: list[Simpai]
    butir: list
    selesai: int
    jumlah: int
    pertemuan: list[Pertemuan]
    angka: list
    target: list[Target]
    berkas: list
    jejak: list[dict]
    boleh_dalam: bool
    boleh_ubah: bool


def rincian(satu: Kesepakatan, *, oleh) -> Rincian:
    """Semua isi satu kesepakatan. Berkas, pemegang, dan riwayat hanya bagi yang bertugas di wilayahnya."""
    dalam = satu.boleh_dilihat_dalamnya(oleh=oleh)
    kewajiban = Kewajiban.objects.select_related("pihak__organisasi", "pemegang", "butir__kesepakatan__wilayah")
    butir = list(satu.butir.prefetch_related(Prefetch("kewajiban", kewajiban.prefetch_related("bukti"))))
    for satu_butir in butir:
        for satu_kewajiban in satu_butir.kewajiban.all():
            satu_kewajiban.status = KEWAJIBAN[satu_kewajiban.keadaan]
            satu_kewajiban.bisa_dikerjakan = satu_kewajiban.boleh_dikerjakan(oleh=oleh)
    anak = list(
        satu.turunan.filter(pk__in=Kesepakatan.objects.terlihat(oleh=oleh).order_by().values("pk"))
        .select_related("wilayah", "induk").order_by("wilayah__kunci", "pk")
    )  # fmt: skip
    hitung = hitung_kewajiban([satu, *anak])
    return Rincian(
        satu, KEADAAN[satu.keadaan], satu.masa() if satu.tanggal and satu.tahap == "ditandatangani" else None,
        list(satu.pihak.select_related("organisasi")), [_simpai(bawah, {}, hitung) for bawah in anak], butir,
        hitung[satu.pk]["selesai"], hitung[satu.pk].total() - hitung[satu.pk]["batal"],
        list(Pertemuan.objects.terlihat(oleh=oleh).filter(kesepakatan=satu).select_related("wilayah")),
        list(satu.angka.all()), list(Target.objects.terlihat(oleh=oleh).filter(kesepakatan=satu).select_related("wilayah")),
        list(satu.berkas.all()) if dalam else [], riwayat(satu.jejak.all()) if dalam else [], dalam,
        satu.boleh_diubah(oleh=oleh),
    )  # fmt: skip


def riwayat(jejak: QuerySet[JejakJanji], banyak: int = 30) -> list[dict]:
    """Untuk `komponen/garis_waktu.html`, terbaru dahulu."""
    return [
        {
            "judul": satu.tindakan, "saat": satu.pada, "oleh": satu.oleh.nama if satu.oleh else "", "ikon": "pena",
            "teks": "; ".join(f"{nama}: {lama} → {baru}" for nama, (lama, baru) in satu.rincian.items()),
        }
        for satu in jejak.select_related("oleh")[:banyak]
    ]  # fmt: skip


def daftar_pertemuan(*, oleh, jenis: str = "", halaman: str | None = None) -> Page:
    semua = Pertemuan.objects.terlihat(oleh=oleh).select_related("wilayah", "tuan_rumah", "kesepakatan")
    if jenis:
        semua = semua.filter(jenis=jenis)
    return Paginator(semua, PER_HALAMAN).get_page(halaman)


def janji_wilayah(wilayah: Wilayah, *, oleh, pada: date | None = None) -> list[tuple[Kesepakatan, Status]]:
    """Kesepakatan wilayah ini sendiri, untuk halamannya; hari lampau hanya yang sudah ditandatangani waktu itu. Satu kueri."""
    semua = Kesepakatan.objects.terlihat(oleh=oleh).filter(wilayah=wilayah).select_related("induk")
    if pada:
        semua = semua.filter(tahap=Kesepakatan.Tahap.DITANDATANGANI, tanggal__lte=pada)
        return [(satu, KEADAAN[satu.masa(pada).keadaan]) for satu in semua[:5]]
    return [(satu, KEADAAN[satu.keadaan]) for satu in semua[:5]]
