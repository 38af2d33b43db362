"""Dunia contoh kamar replikasi: keadaan 79 nagari Lima Puluh Kota dan sebagian desa wilayah program lain.

Nama dan kode wilayahnya resmi; semua keadaan, angka, dan klaimnya rekaan dan ditandai data contoh.
"""

from __future__ import annotations

from collections.abc import Callable

from replikasi.kalender import bulan_ini
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.bulan import susun_riwayat
from replikasi.layanan.rekap import hitung_semua
from replikasi.layanan.ringkas import perbarui_ringkas
from replikasi.models import KeadaanPasang
from replikasi.rumus import tambah_bulan
from wilayah.models import Wilayah

from .gelombang import isi_gelombang
from .janji import isi_janji
from .laporan import isi_laporan
from .layanan import isi_layanan
from .percontohan import isi_percontohan
from .praktik import isi_praktik_contoh
from .program import isi_program_contoh
from .rencana import isi_rencana_contoh

BULAN_RIWAYAT = 12


def isi(*, lapor: Callable[[str], None] = print) -> None:
    """Boleh diulang: yang sudah ada dilewati. Wilayah yang belum dimuat dilewati bersama isinya."""
    terbitkan_buku()
    if KeadaanPasang.objects.filter(contoh=True).exists() or not Wilayah.objects.desa().exists():
        isi_rencana_contoh()
        isi_praktik_contoh()
        isi_janji(lapor=lapor)
        isi_percontohan()
        isi_layanan()
        isi_gelombang()
        return
    desa = isi_laporan()
    lapor(f"replikasi: {len(desa)} desa dengan laporan contoh")
    desa += isi_program_contoh()
    isi_rencana_contoh()
    isi_praktik_contoh()
    for awal in range(0, len(desa), 500):
        perbarui_ringkas(wilayah_id=desa[awal : awal + 500])
    for bulan in susun_riwayat(dari=tambah_bulan(bulan_ini(), -BULAN_RIWAYAT)):
        hitung_semua(bulan=bulan)
    hitung_semua()
    lapor("replikasi: rekap dihitung, dengan riwayat tiap akhir bulan")
    isi_janji(lapor=lapor)
    isi_percontohan()
    isi_layanan()
    isi_gelombang()
    lapor("replikasi: program Lima Puluh Kota dengan seleksi, gelombang, dan bukti layanannya")
