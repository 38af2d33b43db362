"""Menandai laporan yang patut diragukan. Menandai saja: laporannya tetap diterima (domain opensid.md 11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count
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


def periksa_host(*, berubah: Mapping[Pemasangan, str], hari: date) -> None:
    """Satu alamat situs yang dilaporkan dua kode atau lebih ditandai, kecuali alamat bersama yang dikenal.

    Pada yang sedikit semua pemakainya ditandai; pada yang ramai hanya yang baru datang, supaya seribu laporan palsu dari
    satu alamat tidak menjadi sejuta pekerjaan. `berubah`: pemasangan → host barunya.
    """
    perlu = set(berubah.values()) - set(settings.HOST_BERSAMA) - {""}
    if not perlu:
        return
    sehost = KeadaanPasang.objects.filter(host__in=perlu, lokal=False, terakhir__gte=hari - UMUR_HOST)
    banyak = {
        (host, produk): n
        for host, produk, n in sehost.values_list("host", "produk").annotate(n=Count("pk")).order_by()
        if n > 1
    }
    if not banyak:
        return
    sedikit = {host for (host, _), n in banyak.items() if n <= BATAS_KODE_SEHOST + 1}
    kode: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for host, produk, wilayah_id, satu in sehost.filter(host__in=sedikit).values_list(
        "host", "produk", "wilayah_id", "wilayah__kode"
    ):
        kode[host, produk][wilayah_id] = satu
    temuan: dict[tuple[int, str], tuple[str, str]] = {}
    for (host, produk), n in banyak.items():
        if n <= BATAS_KODE_SEHOST:
            for wilayah_id in kode[host, produk]:
                lain = sorted(satu for w, satu in kode[host, produk].items() if w != wilayah_id)
                temuan[wilayah_id, produk] = Jenis.HOST_GANDA, f"{host} juga dilaporkan {', '.join(lain)}"
        else:
            baru = {w for (w, p), satu in berubah.items() if (satu, p) == (host, produk)}
            for wilayah_id in baru | kode[host, produk].keys():
                temuan[wilayah_id, produk] = Jenis.HOST_RAMAI, f"{host} dilaporkan lebih dari tiga kode"
    lama = {
        (satu.wilayah_id, satu.produk, satu.jenis): satu
        for satu in Kejanggalan.objects.select_for_update().filter(
            wilayah_id__in={w for w, _ in temuan}, jenis__in=(Jenis.HOST_GANDA, Jenis.HOST_RAMAI)
        )
    }
    for (wilayah_id, produk), (jenis, teks) in temuan.items():
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
