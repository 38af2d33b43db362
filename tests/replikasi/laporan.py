"""Pembuat laporan untuk uji penyerapan."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime, timedelta

from django.test import override_settings
from django.utils import timezone

from replikasi.layanan.serap import serap_laporan
from replikasi.layanan.terima import terima_laporan


def folder_sendiri(uji) -> None:
    """Antrean uji ini di folder sendiri: sisa uji lain tidak terbawa, dan sisanya tidak terbawa ke uji lain."""
    folder = tempfile.mkdtemp(prefix="antrean-uji-")
    uji.addCleanup(shutil.rmtree, folder, ignore_errors=True)
    pengaturan = override_settings(BERKAS_PRIBADI=folder)
    pengaturan.enable()
    uji.addCleanup(pengaturan.disable)


class AntreanSendiri:
    """Campuran kelas uji: tiap uji berfolder antrean sendiri, juga bila kelasnya menimpa `setUp`."""

    def run(self, result=None):
        folder_sendiri(self)
        return super().run(result)


def lapor(
    kode: str, *, hari_lalu: int = 0, saat: datetime | None = None, produk: str = "opensid", **isian: object
) -> bool:
    """Satu laporan masuk antrean, seolah diterima `hari_lalu` hari sebelum sekarang."""
    polos = kode.replace(".", "")
    nama = {"opendk": "kode_kecamatan", "openkab": "kode_kab"}.get(produk, "kode_desa")
    bersih = {nama: polos, "version": "2410.1.0", "url": f"https://d{polos}.example.id/index.php"} | isian
    return terima_laporan(
        produk=produk,
        isian={k: str(v) for k, v in bersih.items()},
        saat=saat or timezone.now() - timedelta(days=hari_lalu),
    )


def lapor_dan_serap(kode: str, **isian: object) -> None:
    lapor(kode, **isian)
    serap_laporan()
