"""Yang disimpan dari laporan hanya selama perlu; dijalankan pekerja tiap hari."""

from __future__ import annotations

from .keadaan import buang_jejak_lama
from .pemberitahuan import buang_pemberitahuan_lama
from .relai import buang_relai_lama
from .tinjau import buang_kode_basi
from .titip_fakta import buang_kontak_basi


def rawat_laporan() -> None:
    buang_jejak_lama()
    buang_kontak_basi()
    buang_kode_basi()
    buang_relai_lama()
    buang_pemberitahuan_lama()
