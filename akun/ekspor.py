"""Data saya: ZIP berisi JSON milik satu orang (UU PDP, domain operations.md 6)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail import hooks

from .layak import tutupi_kabar
from .models import Pengguna

SLOT = "data_saya"  # kamar di atas menambah berkasnya: fungsi(orang, request) -> dict[nama_berkas, data]

_BACA = """Data Anda di Pusat Bantuan
==========================
Setiap berkas .json berisi satu jenis data. Waktu ditulis dalam UTC.
Ada yang keliru? Perbaiki di halaman Profil, atau minta bantuan lewat tiket.
"""


def data_akun(orang: Pengguna) -> dict[str, object]:
    return {
        "profil.json": {
            "nama_pengguna": orang.username, "nama": orang.nama, "surel": orang.email, "nomor_hp": orang.telepon,
            "nomor_hp_dikonfirmasi": orang.telepon_terbukti, "zona_waktu": orang.zona,
            "jam_tenang": [orang.tenang_dari, orang.tenang_sampai], "terdaftar": orang.date_joined,
            "terakhir_masuk": orang.last_login,
            "alamat_surel": list(orang.emailaddress_set.values("email", "verified", "primary")),
        },
        "penugasan.json": list(
            orang.penugasan.values(
                "peran", "wilayah__kode", "wilayah__nama", "jabatan", "organisasi", "mulai", "selesai", "keadaan",
                "alasan", "dibuat", "diputus_pada",
            )
        ),
        "kabar.json": [
            {nama: getattr(satu, nama) for nama in ("jenis", "judul", "isi", "url", "dibuat", "dibaca_pada")}
            for satu in tutupi_kabar(orang.kabar.all(), oleh=orang)
        ],
        "sesi.json": list(orang.usersession_set.values("created_at", "last_seen_at", "ip", "user_agent")),
        "jejak.json": list(orang.jejak.values("tindakan", "catatan", "pada")),
        "perangkat.json": list(orang.langganan_dorong.values("perangkat", "dibuat", "terkirim_pada")),
        "pilihan_kabar.json": list(orang.pilihan_kabar.values("kelompok", "saluran")),
    }  # fmt: skip


def buat_zip(orang: Pengguna, request) -> bytes:
    """Isi akun sendiri, ditambah apa yang ditaruh kamar lain lewat slot `data_saya`."""
    berkas = data_akun(orang)
    penambah: list[Callable] = hooks.get_hooks(SLOT)
    for fungsi in penambah:
        berkas |= fungsi(orang, request) or {}
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("BACA-DULU.txt", f"{_BACA}\nDibuat: {timezone.now():%Y-%m-%d %H:%M} UTC\n")
        for nama, isi in sorted(berkas.items()):
            arsip.writestr(nama, json.dumps(isi, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
    return wadah.getvalue()
