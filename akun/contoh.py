"""Orang contoh: nama rekaan, ditandai `contoh=True`. Dipakai dunia contoh dan uji."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from wilayah.kode import rentang
from wilayah.models import Wilayah

from .kelompok import KELOMPOK_PELATIH, KELOMPOK_PETUGAS
from .layanan import ajukan_operator, beri_penugasan
from .models import Pengguna, Penugasan, Peran

SANDI_CONTOH = "surau di tepi sawah"
_BERKAS = Path(__file__).parent / "data" / "orang_contoh.json"

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
        orang = _orang(
            username, nama, telepon, sandi, zona=wilayah.zona if wilayah else Pengguna.Zona.WIB,
            is_staff=peran == Peran.PETUGAS and kode is None, is_superuser=peran == Peran.PENGELOLA,
        )  # fmt: skip
        if kode is None or wilayah:
            Penugasan.objects.get_or_create(pengguna=orang, peran=peran, wilayah=wilayah, defaults={"jabatan": jabatan})
        kelompok = KELOMPOK_PELATIH if peran == Peran.PELATIH else KELOMPOK_PETUGAS if orang.is_staff else ""
        if kelompok:
            orang.groups.add(Group.objects.get_or_create(name=kelompok)[0])
        hasil[username] = orang
    return hasil


def isi(*, lapor: Callable[[str], None] = print) -> None:
    """Tokoh; orang-orang percakapan forum NTB; 12 operator, 3 pegiat, dan 2 pengajuan di Kabupaten Lima Puluh Kota.

    Boleh diulang: yang sudah ada dilewati, yang sudah diubah orang tidak dikembalikan.
    """
    sebelum = Pengguna.objects.count()
    buat_tokoh()
    data = json.loads(_BERKAS.read_text(encoding="utf-8"))
    sandi = make_password(SANDI_CONTOH)
    with transaction.atomic():
        _isi_forum(data["forum"], sandi)
        _isi_lima_puluh_kota(data, sandi)
    lapor(f"akun: {Pengguna.objects.count() - sebelum} orang baru, {Penugasan.objects.berlaku().count()} tugas berlaku")


def _orang(username: str, nama: str, telepon: str, sandi: str, *, surel_terbukti: bool = True, **lain) -> Pengguna:
    isian = {"first_name": nama, "email": f"{username}@contoh.example", "telepon": telepon, "telepon_terbukti": True}
    orang, baru = Pengguna.objects.get_or_create(
        username=username, defaults=isian | {"password": sandi, "contoh": True} | lain
    )
    if baru:
        EmailAddress.objects.create(user=orang, email=orang.email, verified=surel_terbukti, primary=True)
    orang.baru_dibuat = baru
    return orang


def _isi_forum(daftar: list[dict], sandi: str) -> None:
    """Tanpa peran berarti tanpa penugasan: koordinator menjadi anggota simpul di kamar forum."""
    for nomor, satu in enumerate(daftar, 100):
        wilayah = Wilayah.objects.filter(kode=satu["wilayah"]).first() if satu["wilayah"] else None
        orang = _orang(
            satu["username"], satu["nama"], f"+62812000000{nomor}", sandi,
            surel_terbukti=satu.get("surel_terbukti", True), zona=wilayah.zona if wilayah else Pengguna.Zona.WIB,
        )  # fmt: skip
        if not orang.baru_dibuat or not satu["peran"] or (satu["wilayah"] and wilayah is None):
            continue
        if satu["peran"] == Peran.OPERATOR:
            wilayah = _desa_ke(satu["wilayah"], satu["urutan"])
        if wilayah or satu["peran"] == Peran.PETUGAS:
            beri_penugasan(
                pengguna=orang, peran=satu["peran"], wilayah=wilayah, oleh=None, jabatan=satu["jabatan"], kabarkan=False
            )


def _isi_lima_puluh_kota(data: dict, sandi: str) -> None:
    kabupaten = Wilayah.objects.filter(kode="13.07").first()
    desa = list(Wilayah.objects.desa().di_dalam(kabupaten).exclude(kode="13.07.01.2004")) if kabupaten else []
    if not desa:
        return
    langkah = max(1, len(desa) // len(data["operator_13_07"]))
    for nomor, (username, nama, jabatan) in enumerate(data["operator_13_07"]):
        orang = _orang(username, nama, f"+62812000002{nomor:02}", sandi)
        if orang.baru_dibuat and nomor * langkah < len(desa):
            beri_penugasan(
                pengguna=orang, peran=Peran.OPERATOR, wilayah=desa[nomor * langkah], oleh=None, jabatan=jabatan,
                kabarkan=False,
            )  # fmt: skip
    for nomor, (username, nama, jabatan) in enumerate(data["pegiat_13_07"]):
        orang = _orang(username, nama, f"+62812000003{nomor:02}", sandi)
        if orang.baru_dibuat:
            beri_penugasan(
                pengguna=orang, peran=Peran.PEGIAT, wilayah=kabupaten, oleh=None, jabatan=jabatan, kabarkan=False
            )
    for nomor, (username, nama, jabatan) in enumerate(data["menunggu_13_07"], 1):
        orang = _orang(username, nama, f"+62812000004{nomor:02}", sandi, telepon_terbukti=False)
        if orang.baru_dibuat:
            ajukan_operator(pengguna=orang, wilayah=desa[-nomor], jabatan=jabatan)


def _desa_ke(kode: str, urutan: int) -> Wilayah | None:
    """Desa ke-`urutan` menurut kunci di dalam kabupaten itu."""
    return Wilayah.objects.desa().filter(kunci__range=rentang(kode)).order_by("kunci")[urutan : urutan + 1].first()
