"""Menandai laporan yang patut diragukan. Menandai saja: laporannya tetap diterima (domain opensid.md 11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from akun.models import Pengguna
from replikasi.kontrak import Laporan
from replikasi.models import KeadaanPasang, Kejanggalan
from wilayah.opensid_versi import urai_versi

_TURUN_DIABAIKAN = {"modul_tte", "anjungan", "jml_pengguna"}


def periksa(
    *, lama: KeadaanPasang | None, laporan: Laporan, wilayah_id: int, saat: datetime
) -> Iterator[tuple[str, str]]:
    """(jenis, rincian) yang janggal pada laporan ini terhadap keadaan sebelumnya."""
    if laporan.awalan_beda:
        yield Kejanggalan.Jenis.AWALAN_BEDA, f"kode {laporan.kode} dikirim dengan kode induk yang lain"
    if lama is not None and saat > lama.terakhir_pada:
        yield from _terhadap_lama(lama, laporan)
    host_baru = laporan.host and not laporan.lokal and (lama is None or lama.host != laporan.host)
    if host_baru:
        kembar = (
            KeadaanPasang.objects.filter(
                host=laporan.host, produk=laporan.produk, terakhir_pada__gte=saat - timedelta(days=30)
            )
            .exclude(wilayah_id=wilayah_id)
            .values_list("wilayah__kode", flat=True)[:4]
        )
        if kembar:
            yield Kejanggalan.Jenis.HOST_GANDA, f"{laporan.host} juga dilaporkan oleh {', '.join(sorted(kembar))}"


def _terhadap_lama(lama: KeadaanPasang, laporan: Laporan) -> Iterator[tuple[str, str]]:
    turun = [
        f"{nama} {lama.penghitung[nama]}→{nilai}"
        for nama, nilai in laporan.penghitung.items()
        if nama not in _TURUN_DIABAIKAN and nilai < lama.penghitung.get(nama, 0)
    ]
    if turun:
        yield Kejanggalan.Jenis.PENGHITUNG_TURUN, ", ".join(turun)
    dulu, kini = urai_versi(lama.versi), urai_versi(laporan.versi)
    if dulu and kini and kini.bulan_rilis < dulu.bulan_rilis:
        yield Kejanggalan.Jenis.VERSI_MUNDUR, f"{lama.versi} → {laporan.versi}"


def catat_kejanggalan(*, wilayah_id: int, produk: str, jenis: str, rincian: str, saat: datetime) -> None:
    """Satu baris per wilayah, produk, jenis; hitungannya hanya naik oleh laporan yang lebih baru."""
    ada = Kejanggalan.objects.filter(wilayah_id=wilayah_id, produk=produk, jenis=jenis)
    naik = ada.filter(terakhir_pada__lt=saat).update(
        rincian=rincian[:200], jumlah=F("jumlah") + 1, terakhir_pada=saat, ditutup_pada=None, ditutup_oleh=None
    )
    if not naik and not ada.exists():
        Kejanggalan.objects.create(
            wilayah_id=wilayah_id, produk=produk, jenis=jenis, rincian=rincian[:200], jumlah=1,
            pertama_pada=saat, terakhir_pada=saat,
        )  # fmt: skip


@transaction.atomic
def tutup_kejanggalan(*, kejanggalan: Kejanggalan, oleh: Pengguna) -> Kejanggalan:
    """Ditinjau dan dianggap beres; laporan janggal berikutnya membukanya lagi."""
    if kejanggalan.ditutup_pada is None:
        kejanggalan.ditutup_pada, kejanggalan.ditutup_oleh = timezone.now(), oleh
        kejanggalan.save(update_fields=["ditutup_pada", "ditutup_oleh"])
    return kejanggalan
