from __future__ import annotations

from akun.bacaan import pengajuan_menunggu
from akun.models import Pengguna, Penugasan

from .bentuk import PALING_BANYAK, Bagian, Baris, rute


def konfirmasi(orang: Pengguna) -> Bagian:
    """Operator dan pegiat yang menanti dikonfirmasi oleh orang ini."""
    himpunan = pengajuan_menunggu(oleh=orang)
    baris = [
        Baris(
            judul=satu.pengguna.nama, url=rute("akun:konfirmasi"), saat=satu.dibuat, orang=satu.pengguna.nama,
            meta=(satu.get_peran_display(), str(satu.wilayah or "nasional")), status="Perlu konfirmasi", jenis="perhatian",
        )
        for satu in himpunan[:PALING_BANYAK]
    ]  # fmt: skip
    return Bagian("Menunggu konfirmasi Anda", "orang-orang", baris, himpunan, rute("akun:konfirmasi"), "Periksa semua")


def pengajuan_sendiri(orang: Pengguna) -> list[Penugasan]:
    return list(orang.penugasan.filter(keadaan=Penugasan.Keadaan.MENUNGGU).select_related("wilayah__induk"))
