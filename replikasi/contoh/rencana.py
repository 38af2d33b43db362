"""Rencana kerja dan Tim Teknis nagari contoh. Nama orangnya rekaan."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.models import KemajuanPelajaran, ModulPage, PelajaranPage
from replikasi.bacaan.tim import modul_peran
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
        ("Afrizal", "Kasi Pemerintahan", "ketua", ""),
        ("Nelfi Susanti", "Kaur Perencanaan", "operator", "nelfi-susanti.contoh"),
        ("Mardiana", "Kasi Pelayanan", "layanan", "mardiana.contoh"),
        ("Rio Saputra", "Staf nagari", "teknis", "rio-saputra.contoh"),
    ],
    "13.07.05.2001": [("Desmawati", "Kaur Keuangan", "operator", ""), ("Irwandi", "Staf nagari", "teknis", "")],
}  # fmt: skip


def _akun(username: str, nama: str, peran: str) -> Pengguna | None:
    """Akun anggota tim; yang hanya ada di dunia contoh dibuat di sini, tidak dapat masuk, dan sudah menuntaskan modulnya."""
    if not username.endswith(".contoh"):
        return Pengguna.objects.filter(username=username).first()
    orang, baru = Pengguna.objects.get_or_create(
        username=username,
        defaults={"first_name": nama, "email": f"{username}@contoh.example", "password": make_password(None), "contoh": True},
    )  # fmt: skip
    if baru:
        saat = timezone.now() - timedelta(days=200)
        for modul in ModulPage.objects.live().filter(kode__in=modul_peran(peran)):
            KemajuanPelajaran.objects.bulk_create(
                KemajuanPelajaran(orang=orang, pelajaran=tanda, keadaan="selesai", selesai=saat)
                for tanda in PelajaranPage.objects.live().child_of(modul).values_list("uuid", flat=True)
            )
    return orang


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
                    pengguna=_akun(akun, nama, peran) if akun else None,
                )
                for nama, jabatan, peran, akun in TIM[satu.wilayah.kode]
            )  # fmt: skip
