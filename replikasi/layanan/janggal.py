"""Menandai laporan yang patut diragukan. Menandai saja: laporannya tetap diterima (domain opensid.md 11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.kalender import saat_hari
from replikasi.models import KeadaanPasang, Kejanggalan

Jenis = Kejanggalan.Jenis
BATAS_KODE_SEHOST = 3
UMUR_HOST = timedelta(days=30)
SIMPAN_HARI = 60

Pemasangan = tuple[int, str]  # wilayah, produk


def catat_janggal(temuan: Mapping[Pemasangan, tuple[date, Mapping[str, Mapping[int, str]]]]) -> None:
    """Temuan tiap pemasangan sejak satu tanggal menggantikan yang tercatat sejak tanggal itu (jejaknya dilipat ulang)."""
    lama = {
        (satu.wilayah_id, satu.produk, satu.jenis): satu
        for satu in Kejanggalan.objects.select_for_update().filter(
            wilayah_id__in={w for w, _ in temuan}, jenis__in=_DARI_JEJAK
        )
    }
    for (wilayah_id, produk), (sejak, per_jenis) in temuan.items():
        for jenis in _DARI_JEJAK:
            ada, baru = lama.get((wilayah_id, produk, jenis)), per_jenis.get(jenis, {})
            if ada or baru:
                tetap = {n: teks for n, teks in (ada.hari if ada else ()) if n < sejak.toordinal()}
                _simpan(ada, wilayah_id, produk, jenis, tetap | dict(baru))


_DARI_JEJAK = (Jenis.PENGHITUNG_TURUN, Jenis.VERSI_MUNDUR, Jenis.AWALAN_BEDA)


def _simpan(ada: Kejanggalan | None, wilayah_id: int, produk: str, jenis: str, hari: Mapping[int, str]) -> None:
    """`hari`: ordinal → rincian. Hari janggal yang baru membuka lagi yang sudah ditutup."""
    urut = [[n, hari[n][:200]] for n in sorted(hari)[-SIMPAN_HARI:]]
    if ada is None:
        ada = Kejanggalan(wilayah_id=wilayah_id, produk=produk, jenis=jenis)
    elif ada.hari == urut:
        return
    if not urut:  # laporan yang terlambat menjelaskannya
        if ada.ditutup_pada is None:
            ada.delete()
        return
    if {n for n, _ in urut} - {n for n, _ in ada.hari}:
        ada.ditutup_pada = ada.ditutup_oleh = None
    ada.hari, ada.jumlah, ada.rincian = urut, len(urut), urut[-1][1]
    ada.pertama_pada, ada.terakhir_pada = (saat_hari(date.fromordinal(n)) for n in (urut[0][0], urut[-1][0]))
    ada.save()


def periksa_host(*, host: Iterable[str], hari: date) -> None:
    """Satu alamat situs yang dilaporkan dua kode atau lebih ditandai pada semuanya, kecuali alamat bersama yang dikenal."""
    perlu = {satu for satu in host if satu} - set(settings.HOST_BERSAMA)
    if not perlu:
        return
    pemakai: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for satu, produk, wilayah_id, kode in KeadaanPasang.objects.filter(
        host__in=perlu, lokal=False, terakhir__gte=hari - UMUR_HOST
    ).values_list("host", "produk", "wilayah_id", "wilayah__kode"):
        pemakai[satu, produk][wilayah_id] = kode
    ramai = {kunci: isi for kunci, isi in pemakai.items() if len(isi) > 1}
    if not ramai:
        return
    lama = {
        (satu.wilayah_id, satu.produk, satu.jenis): satu
        for satu in Kejanggalan.objects.select_for_update().filter(
            wilayah_id__in={w for isi in ramai.values() for w in isi}, jenis__in=(Jenis.HOST_GANDA, Jenis.HOST_RAMAI)
        )
    }
    for (satu, produk), isi in ramai.items():
        jenis = Jenis.HOST_RAMAI if len(isi) > BATAS_KODE_SEHOST else Jenis.HOST_GANDA
        for wilayah_id in isi:
            lain = sorted(kode for w, kode in isi.items() if w != wilayah_id)
            teks = f"{satu} juga dilaporkan {', '.join(lain[:4])}" + (f" dan {len(lain) - 4} lagi" if lain[4:] else "")
            ada = lama.get((wilayah_id, produk, jenis))
            if ada is None or ada.rincian != teks[:200]:
                _simpan(ada, wilayah_id, produk, jenis, dict(ada.hari if ada else ()) | {hari.toordinal(): teks})


@transaction.atomic
def tutup_kejanggalan(*, kejanggalan: Kejanggalan, oleh: Pengguna) -> Kejanggalan:
    """Ditinjau dan dianggap beres; laporan janggal berikutnya membukanya lagi."""
    if kejanggalan.ditutup_pada is None:
        kejanggalan.ditutup_pada, kejanggalan.ditutup_oleh = timezone.now(), oleh
        kejanggalan.save(update_fields=["ditutup_pada", "ditutup_oleh"])
    return kejanggalan
