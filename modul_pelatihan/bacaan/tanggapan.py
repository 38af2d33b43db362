"""Suara dan catatan pembaca."""

from __future__ import annotations

from dataclasses import dataclass

from akun.models import Pengguna
from modul_pelatihan.models import CatatanBelajar, LaporanNaskah, PelajaranPage, SuaraPelajaran


@dataclass(frozen=True)
class BarisCatatan:
    catatan: CatatanBelajar
    pelajaran: PelajaranPage


def suara_milik(pelajaran: PelajaranPage, orang: Pengguna) -> bool | None:
    """Jawaban orang itu atas revisi yang terbit; None bila belum menjawab."""
    if not orang.is_authenticated:
        return None
    suara = SuaraPelajaran.objects.filter(pelajaran=pelajaran.uuid, revisi=pelajaran.live_revision_id or 0, orang=orang)
    return suara.values_list("jelas", flat=True).first()


def catatan_saya(orang: Pengguna) -> list[BarisCatatan]:
    """Catatan orang itu menurut urutan kurikulum; yang pelajarannya tidak lagi terbit tidak ditautkan. Tiga kueri."""
    catatan = {satu.pelajaran: satu for satu in CatatanBelajar.objects.terlihat(oleh=orang)}
    halaman = PelajaranPage.objects.terlihat().filter(uuid__in=catatan).defer("isi").order_by("path")
    hasil: dict = {}
    for satu in halaman:
        hasil.setdefault(satu.uuid, BarisCatatan(catatan[satu.uuid], satu))
    return list(hasil.values())


def catatan_pada(pelajaran: PelajaranPage, orang: Pengguna) -> str:
    baris = CatatanBelajar.objects.terlihat(oleh=orang).filter(pelajaran=pelajaran.uuid)
    return baris.values_list("isi", flat=True).first() or ""


def data_belajar(orang: Pengguna) -> dict[str, object]:
    """Isi salinan data pribadi (UU PDP): semua baris belajar milik orang itu."""
    return {
        "belajar.json": {
            "kemajuan": list(
                orang.kemajuan.values(
                    "pelajaran", "keadaan", "dibuka", "terakhir_dibuka", "selesai", "perubahan_dibaca"
                )
            ),
            "catatan": list(orang.catatan_belajar.values("pelajaran", "isi", "diubah")),
            "tanggapan": list(
                SuaraPelajaran.objects.filter(orang=orang).values("pelajaran", "jelas", "kurang", "dibuat")
            ),
            "laporan": list(LaporanNaskah.objects.filter(oleh=orang).values("pelajaran", "isi", "dibuat", "keadaan")),
        }
    }
