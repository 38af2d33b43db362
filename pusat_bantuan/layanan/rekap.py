"""Menyusun rekap bulanan dari tiket dan catatan peristiwanya; halaman laporan tidak pernah menghitung dari tabel hidup."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from wilayah import kode as kode_wilayah
from wilayah.zona import WIB, info_zona, zona_dari_kode

from .. import sla
from ..jam_tiket import jam, muat_bahan
from ..kalender import buku
from ..models import Nilai, PeristiwaTiket, ProfilTiket, PutusanSla, RekapBulan
from ..models.rekap import EMBER

Sudut = RekapBulan.Sudut
SELEMBAR = 1000
_PINGGIR = timedelta(hours=3)  # selisih zona terbesar terhadap WIB, dengan kelonggaran

Kotak = dict[tuple, dict[str, int]]


def bulan_dari(saat: datetime, kode: str | None) -> date:
    """Tanggal satu bulan itu menurut jam setempat desanya."""
    return saat.astimezone(info_zona(zona_dari_kode(kode) if kode else WIB)).date().replace(day=1)


def bulan_berikut(bulan: date) -> date:
    return (bulan + timedelta(days=32)).replace(day=1)


def susun_bulan(bulan: date) -> int:
    """Membangun ulang satu bulan; mengembalikan jumlah barisnya. Menjalankannya dua kali menghasilkan baris yang sama."""
    kotak: Kotak = defaultdict(lambda: defaultdict(int))
    for kejadian in (_masuk, _dijawab, _selesai, _ditutup, _dibuka_lagi, _dinilai):
        for profil, tambah in kejadian(bulan):
            for kunci in _sudut(profil):
                for nama, n in tambah.items():
                    kotak[kunci][nama] += n
    baris = [
        RekapBulan(bulan=bulan, sudut=sudut, kunci=kab, bidang_id=bidang, simpul_id=simpul, orang_id=orang, **isi)
        for (sudut, kab, bidang, simpul, orang), isi in sorted(kotak.items(), key=lambda satu: str(satu[0]))
    ]
    with transaction.atomic():
        RekapBulan.objects.filter(bulan=bulan).delete()
        RekapBulan.objects.bulk_create(baris, batch_size=500)
    return len(baris)


def susun_baru() -> int:
    """Bulan ini dan bulan lalu: yang lebih lama sudah tetap. Dipanggil pekerja tiap jam."""
    kini = timezone.now().astimezone(info_zona(WIB)).date().replace(day=1)
    return susun_bulan((kini - timedelta(days=1)).replace(day=1)) + susun_bulan(kini)


def susun_semua() -> int:
    """Semua bulan sejak tiket pertama; untuk pemasangan yang sudah berisi dan sesudah penghapusan."""
    awal = ProfilTiket.objects.order_by("dibuat").values_list("dibuat", flat=True).first()
    if awal is None:
        RekapBulan.objects.all().delete()
        return 0
    bulan, kini, jumlah = awal.date().replace(day=1), timezone.now().date(), 0
    RekapBulan.objects.filter(bulan__lt=bulan).delete()
    while bulan <= kini:
        jumlah += susun_bulan(bulan)
        bulan = bulan_berikut(bulan)
    return jumlah


# --- Kejadian per bulan ------------------------------------------------------------------------------------------------
_PERLU = ("wilayah", "bidang")
_KOLOM = ("wilayah__kode", "bidang__induk", "simpul", "pemegang", "dampak")
_WAKTU = ("dibuat", "dijawab_pada", "ditutup_pada")


def _kode(profil: ProfilTiket) -> str | None:
    return profil.wilayah.kode if profil.wilayah else None


def _jendela(bulan: date) -> tuple[datetime, datetime]:
    awal, akhir = (datetime.combine(satu, time.min, info_zona(WIB)) for satu in (bulan, bulan_berikut(bulan)))
    return (awal - _PINGGIR).astimezone(UTC), (akhir + _PINGGIR).astimezone(UTC)


def _lembar(daftar, kolom: str, bulan: date) -> Iterator[list[ProfilTiket]]:
    """Menurut indeks waktunya, bukan menurut nomor: yang di luar bulan itu tidak pernah dibaca."""
    awal, akhir = _jendela(bulan)
    daftar = (
        daftar.filter(**{f"{kolom}__lt": akhir}).select_related(*_PERLU).only(*_KOLOM, *_WAKTU).order_by(kolom, "pk")
    )
    saat, terakhir = awal, 0
    while isi := list(
        daftar.filter(**{f"{kolom}__gte": saat})
        .exclude(**{kolom: saat, "pk__lte": terakhir})[:SELEMBAR]
    ):  # fmt: skip
        saat, terakhir = getattr(isi[-1], kolom), isi[-1].pk
        if kena := [satu for satu in isi if bulan_dari(getattr(satu, kolom), _kode(satu)) == bulan]:
            yield kena


def _masuk(bulan: date) -> Iterator[tuple[ProfilTiket, dict]]:
    for isi in _lembar(ProfilTiket.objects.all(), "dibuat", bulan):
        for satu in isi:
            yield satu, {"masuk": 1}


def _ditutup(bulan: date) -> Iterator[tuple[ProfilTiket, dict]]:
    for isi in _lembar(ProfilTiket.objects.all(), "ditutup_pada", bulan):
        for satu in isi:
            yield satu, {"ditutup": 1}


def _dijawab(bulan: date) -> Iterator[tuple[ProfilTiket, dict]]:
    """Lama jawaban pertama dalam detik kerja, menurut kalender desanya (helpdesk.md 3.3, "First response")."""
    aturan = buku()
    for isi in _lembar(ProfilTiket.objects.all(), "dijawab_pada", bulan):
        bahan = muat_bahan(isi)
        for satu in isi:
            try:
                hasil = jam(bahan[satu.pk], aturan)
                lama = sla.aktif(
                    hasil.kalender, hasil.log, hasil.log[0].pada, max(satu.dijawab_pada, hasil.log[0].pada)
                )
            except (sla.GalatSla, IndexError):
                yield satu, {"dijawab": 1}
                continue
            tepat = lama <= hasil.aturan.tanggapan.detik
            yield (
                satu,
                {
                    "dijawab": 1, "jawab_detik": lama, "jawab_tepat": int(tepat), "jawab_lewat": int(not tepat),
                    f"j{bisect_left(EMBER, lama)}": 1,
                },
            )  # fmt: skip


def _selesai(bulan: date) -> Iterator[tuple[ProfilTiket, dict]]:
    """Tiap penyelesaian dengan putusannya; yang dibuka lagi dan diselesaikan lagi terhitung dua kali."""
    for satu in _peristiwa(bulan, PutusanSla.objects.all(), "peristiwa__"):
        lama = satu.terpakai_detik
        yield (
            satu.peristiwa.profil,
            {
                "selesai": 1, "selesai_detik": lama, "selesai_tepat": int(satu.terpenuhi),
                "selesai_lewat": int(not satu.terpenuhi), f"s{bisect_left(EMBER, lama)}": 1,
            },
        )  # fmt: skip


def _dibuka_lagi(bulan: date) -> Iterator[tuple[ProfilTiket, dict]]:
    dibuka = PeristiwaTiket.objects.filter(jenis=PeristiwaTiket.Jenis.DIBUKA_LAGI)
    for satu in _peristiwa(bulan, dibuka, ""):
        yield satu.profil, {"dibuka_lagi": 1}


def _dinilai(bulan: date) -> Iterator[tuple[ProfilTiket, dict]]:
    """Yang merasa terbantu dari semua yang menilai."""
    awal, akhir = _jendela(bulan)
    nilai = Nilai.objects.filter(pada__gte=awal, pada__lt=akhir)
    nilai = nilai.select_related(*(f"profil__{nama}" for nama in _PERLU))
    for satu in nilai.only("pada", "skor", *(f"profil__{nama}" for nama in _KOLOM)).iterator(SELEMBAR):
        if bulan_dari(satu.pada, _kode(satu.profil)) == bulan:
            yield satu.profil, {"nilai_n": 1, "nilai_baik": int(satu.skor == Nilai.Skor.TERBANTU)}


def _peristiwa(bulan: date, daftar, jalur: str) -> Iterator:
    awal, akhir = _jendela(bulan)
    daftar = daftar.filter(**{f"{jalur}pada__gte": awal, f"{jalur}pada__lt": akhir})
    daftar = daftar.select_related(*(f"{jalur}profil__{nama}" for nama in _PERLU))
    kolom = ("terpakai_detik", "terpenuhi", "peristiwa__pada") if jalur else ("pada",)
    for satu in daftar.only(*kolom, *(f"{jalur}profil__{nama}" for nama in _KOLOM)).iterator(SELEMBAR):
        peristiwa = satu.peristiwa if jalur else satu
        if bulan_dari(peristiwa.pada, _kode(peristiwa.profil)) == bulan:
            yield satu


def _sudut(profil: ProfilTiket) -> Iterable[tuple]:
    """Kunci baris rekap tempat satu kejadian dihitung; bidang dinaikkan ke bidang utamanya."""
    kab = kode_wilayah.kunci(profil.wilayah.kode[:5]) if profil.wilayah else 0
    yield (Sudut.WILAYAH, kab, None, None, None)
    yield (Sudut.BIDANG, kab, profil.bidang.induk_id or profil.bidang_id, None, None)
    if profil.simpul_id:
        yield (Sudut.SIMPUL, kab, None, profil.simpul_id, None)
    if profil.pemegang_id:
        yield (Sudut.ORANG, kab, None, None, profil.pemegang_id)
