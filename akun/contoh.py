"""Orang contoh: nama rekaan, ditandai `contoh=True`. Dipakai dunia contoh dan uji."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from wilayah.models import Wilayah

from .models import Pengguna, Penugasan, Peran

SANDI_CONTOH = "surau di tepi sawah"

# nama pengguna, nama, telepon, peran, kode wilayah (None = nasional), jabatan
TOKOH = [
    ("ani", "Ani Marlina", "+6281200000001", Peran.OPERATOR, "13.07.01.2004", "Kaur Umum dan Operator SID"),
    ("budi", "Budi Santoso", "+6281200000002", Peran.PEGIAT, "13.07", "Koordinator ForSID Lima Puluh Kota"),
    ("citra", "Citra Lestari", "+6281200000003", Peran.PETUGAS, None, "Petugas Meja Bantuan OpenDesa"),
    ("dewi", "Dewi Anggraini", "+6281200000004", Peran.PELATIH, "13", "Pelatih TOT"),
    ("eko", "Eko Prasetyo", "+6281200000005", Peran.OPERATOR, "17.03.01.2001", "Operator Desa"),
    ("fajar", "Fajar Hidayat", "+6281200000006", Peran.MANAJER, "13.07", "Manajer Program Nagari Percontohan"),
    ("gita", "Gita Permata", "+6281200000007", Peran.PEMBINA, "13.07", "Staf DPMD"),
    ("hadi", "Hadi Wijaya", "+6281200000008", Peran.PENGELOLA, None, "Pengelola Nasional"),
]


@transaction.atomic
def buat_tokoh() -> dict[str, Pengguna]:
    """Membuat orang contoh bila belum ada; wilayah yang belum dimuat dilewati bersama penugasannya."""
    hasil = {}
    sandi = make_password(SANDI_CONTOH)
    for username, nama, telepon, peran, kode, jabatan in TOKOH:
        wilayah = Wilayah.objects.filter(kode=kode).first() if kode else None
        orang, baru = Pengguna.objects.get_or_create(
            username=username,
            defaults=dict(
                first_name=nama, email=f"{username}@contoh.desa.id", telepon=telepon, telepon_terbukti=True,
                password=sandi, contoh=True, is_staff=peran == Peran.PETUGAS and kode is None,
                is_superuser=peran == Peran.PENGELOLA,
            ),
        )  # fmt: skip
        if baru:
            EmailAddress.objects.create(user=orang, email=orang.email, verified=True, primary=True)
        if kode is None or wilayah:
            Penugasan.objects.get_or_create(pengguna=orang, peran=peran, wilayah=wilayah, defaults={"jabatan": jabatan})
        hasil[username] = orang
    return hasil
