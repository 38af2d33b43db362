"""Rencana kerja dan Tim Teknis nagari contoh. Nama orangnya rekaan."""

from __future__ import annotations

from datetime import timedelta

from akun.models import Pengguna
from replikasi.kalender import hari_ini
from replikasi.layanan.edisi_buku import edisi_terbaru
from replikasi.layanan.rencana import terapkan
from replikasi.models import AnggotaTim, Jeda, Penerapan

# kode → (nama, jabatan, peran, akun)
TIM = {
    "13.07.01.2004": [
        ("Ani Marlina", "Kaur Umum dan Operator SID", "operator", "ani"),
        ("Syafrizal", "Sekretaris nagari", "sekretaris", ""),
        ("Yulia Rahmi", "Kasi Pelayanan", "layanan", ""),
    ],
    "13.07.04.2001": [
        ("Afrizal", "Kasi Pemerintahan", "ketua", ""), ("Nelfi Susanti", "Kaur Perencanaan", "operator", ""),
        ("Mardiana", "Kasi Pelayanan", "layanan", ""), ("Rio Saputra", "Staf nagari", "teknis", ""),
    ],
    "13.07.05.2001": [("Desmawati", "Kaur Keuangan", "operator", ""), ("Irwandi", "Staf nagari", "teknis", "")],
}  # fmt: skip


def isi_rencana_contoh() -> None:
    """Setiap penerapan contoh memegang edisi pertama; satu nagari pernah jeda."""
    if edisi_terbaru() is None:
        return
    for satu in Penerapan.objects.filter(contoh=True, rencana=None).select_related("wilayah"):
        if satu.wilayah.kode == "13.07.11.2003":
            awal = hari_ini() - timedelta(days=60)
            Jeda.objects.get_or_create(
                penerapan=satu, mulai=awal, selesai=awal + timedelta(days=13),
                defaults={"alasan": "Pemilihan wali nagari (data contoh)"},
            )  # fmt: skip
        terapkan(penerapan=satu, oleh=None)
        if satu.wilayah.kode in TIM and not satu.wilayah.tim.exists():
            AnggotaTim.objects.bulk_create(
                AnggotaTim(
                    wilayah=satu.wilayah, nama=nama, jabatan=jabatan, peran=peran, mulai=satu.mulai, contoh=True,
                    pengguna=Pengguna.objects.filter(username=akun).first() if akun else None,
                )
                for nama, jabatan, peran, akun in TIM[satu.wilayah.kode]
            )  # fmt: skip
