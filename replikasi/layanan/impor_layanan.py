"""Impor catatan pelayanan dari lembar XLSX: uji kering, baris keliru disebut nomornya, diterapkan orang, dapat diurungkan."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from io import BytesIO
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Font

from akun.models import Pengguna
from replikasi.lembar_fakta import baca_xlsx
from replikasi.models import Fase, ImporLayanan, PengukuranLayanan
from wilayah.models import Wilayah

KOLOM = ("jenis_surat", "diminta", "diserahkan", "dibetulkan", "puas", "biaya", "fase")
_BENTUK = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%d-%m-%Y %H.%M",
    "%d/%m/%Y %H.%M",
)
_TERBESAR = {"dibetulkan": 99, "biaya": 100_000_000}


def templat() -> bytes:
    """Lembar kosong dengan satu baris contoh dan cara mengisinya."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = "pelayanan"
    lembar.append(KOLOM)
    for sel in lembar[1]:
        sel.font = Font(bold=True)
    for huruf, lebar in zip("ABCDEFG", (34, 18, 18, 12, 8, 12, 12), strict=True):
        lembar.column_dimensions[huruf].width = lebar
    lembar.freeze_panes = "A2"
    bantuan = buku.create_sheet("cara mengisi")
    for teks in (
        "Satu baris satu surat. Jangan tulis nama atau NIK warga.",
        "diminta, diserahkan: tanggal dan jam setempat, misalnya 2026-11-20 08:15.",
        "dibetulkan: berapa kali suratnya dibetulkan; kosong berarti 0.",
        "puas: 1 sampai 5 menurut warga; kosong bila tidak ditanya. biaya: rupiah yang dikeluarkan warga.",
        f"fase: {' atau '.join(Fase.values)}; kosong berarti sebelum.",
    ):
        bantuan.append([teks])
    bantuan.column_dimensions["A"].width = 100
    keluar = BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _teks(nilai: object) -> str:
    if isinstance(nilai, datetime):
        return f"{nilai:%Y-%m-%d %H:%M}"
    if isinstance(nilai, date):
        return f"{nilai:%Y-%m-%d}"
    if isinstance(nilai, time):
        return f"{nilai:%H:%M}"
    if isinstance(nilai, float) and nilai.is_integer():
        return str(int(nilai))
    return " ".join(str(nilai if nilai is not None else "").replace("\x00", "").split()).removeprefix("'")


def pratinjau_layanan(
    *, wilayah: Wilayah, isi: bytes, nama_berkas: str, oleh: Pengguna, kunci: uuid.UUID
) -> ImporLayanan:
    """Uji kering: tiap baris bersih atau galatnya. Belum ada yang tercatat."""
    if ada := ImporLayanan.objects.filter(kunci=kunci).first():
        return ada
    baris, galat, pernah = [], [], {}
    for nomor, isian in baca_xlsx(isi, kolom=KOLOM, wajib="jenis_surat", teks=_teks):
        try:
            satu = _periksa(isian, wilayah)
            tanda = tuple(satu.values())
            if tanda in pernah:
                raise ValidationError(f"persis sama dengan baris {pernah[tanda]}")
            pernah[tanda] = nomor
            baris.append({"nomor": nomor} | satu)
        except ValidationError as salah:
            galat.append({"nomor": nomor, "sebab": "; ".join(salah.messages)})
    return ImporLayanan.objects.create(
        wilayah=wilayah, nama_berkas=nama_berkas[:120], oleh=oleh, kunci=kunci, baris=baris, galat=galat
    )


def _periksa(isian: Mapping[str, str], wilayah: Wilayah) -> dict:
    """Satu baris bersih; semua galatnya disebut sekaligus."""
    galat: list[str] = []
    nama = isian.get("jenis_surat", "")
    if not nama or len(nama) > 80:
        galat.append("jenis_surat kosong atau lebih dari 80 huruf")
    mulai, selesai = (_saat(isian.get(k, ""), k, wilayah, galat) for k in ("diminta", "diserahkan"))
    if mulai and selesai and selesai < mulai:
        galat.append("diserahkan sebelum diminta")
    if selesai and selesai > timezone.now():
        galat.append("diserahkan belum tiba saatnya")
    dibetulkan = _bilangan(isian, "dibetulkan", galat, 0, _TERBESAR["dibetulkan"])
    puas = _bilangan(isian, "puas", galat, 1, 5)
    biaya = _bilangan(isian, "biaya", galat, 0, _TERBESAR["biaya"])
    fase = isian.get("fase", "").lower() or Fase.SEBELUM.value
    if fase not in Fase.values:
        galat.append(f"fase “{fase[:20]}” tidak dikenal; pilih {' atau '.join(Fase.values)}")
    if galat:
        raise ValidationError(galat)
    return {
        "layanan": nama, "mulai": mulai.isoformat(), "selesai": selesai.isoformat(), "koreksi": dibetulkan or 0, "puas": puas,
        "biaya": biaya, "fase": fase,
    }  # fmt: skip


def _saat(teks: str, nama: str, wilayah: Wilayah, galat: list[str]) -> datetime | None:
    for bentuk in _BENTUK:
        try:
            saat = datetime.strptime(teks, bentuk)
        except ValueError:
            continue
        if 2000 <= saat.year <= 2100:
            return saat.replace(tzinfo=ZoneInfo(wilayah.zona))
    galat.append(f"{nama} “{teks[:30]}” bukan tanggal dan jam seperti 2026-11-20 08:15")
    return None


def _bilangan(isian: Mapping[str, str], nama: str, galat: list[str], kecil: int, besar: int) -> int | None:
    teks = isian.get(nama, "").replace(".", "").removeprefix("Rp").strip()
    if not teks:
        return None
    if not (teks.isascii() and teks.isdigit() and len(teks) < 10 and kecil <= int(teks) <= besar):
        galat.append(f"{nama} “{teks[:20]}” harus {kecil} sampai {besar}")
        return None
    return int(teks)


def _kunci(impor: ImporLayanan) -> ImporLayanan:
    return ImporLayanan.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=impor.pk)


@transaction.atomic
def terapkan_layanan(*, impor: ImporLayanan, oleh: Pengguna) -> ImporLayanan:
    """Baris yang baik menjadi catatan; yang ditolak tetap ditolak. Diulang: tidak ada yang berubah."""
    impor = _kunci(impor)
    if impor.keadaan == ImporLayanan.Keadaan.DITERAPKAN:
        return impor
    if not impor.menunggu or not impor.boleh_diputus(oleh=oleh):
        raise ValidationError("Impor ini sudah diputuskan.")
    PengukuranLayanan.objects.bulk_create(
        [
            PengukuranLayanan(
                wilayah=impor.wilayah, impor=impor, oleh=oleh, kunci=uuid.uuid5(impor.kunci, str(b["nomor"])), fase=b["fase"],
                layanan=b["layanan"], mulai=datetime.fromisoformat(b["mulai"]), selesai=datetime.fromisoformat(b["selesai"]),
                koreksi=b["koreksi"], puas=b["puas"], biaya=b["biaya"],
            )
            for b in impor.baris
        ],
        batch_size=500,
    )  # fmt: skip
    return _selesai(impor, ImporLayanan.Keadaan.DITERAPKAN, oleh)


@transaction.atomic
def urungkan_layanan(*, impor: ImporLayanan, oleh: Pengguna) -> ImporLayanan:
    """Semua baris impor ini keluar dari hitungan; barisnya tetap tersimpan sebagai dibatalkan."""
    impor = _kunci(impor)
    if impor.keadaan == ImporLayanan.Keadaan.DIURUNGKAN:
        return impor
    if impor.keadaan != ImporLayanan.Keadaan.DITERAPKAN or not impor.boleh_diputus(oleh=oleh):
        raise ValidationError("Hanya impor yang sudah diterapkan yang dapat diurungkan.")
    impor.pengukuran.filter(dibatalkan_pada=None).update(dibatalkan_pada=timezone.now())
    return _selesai(impor, ImporLayanan.Keadaan.DIURUNGKAN, oleh)


@transaction.atomic
def buang_layanan(*, impor: ImporLayanan, oleh: Pengguna) -> ImporLayanan:
    impor = _kunci(impor)
    if not impor.menunggu or not impor.boleh_diputus(oleh=oleh):
        raise ValidationError("Impor yang sudah diterapkan tidak dibuang, melainkan diurungkan.")
    return _selesai(impor, ImporLayanan.Keadaan.DIBUANG, oleh)


def _selesai(impor: ImporLayanan, keadaan: str, oleh: Pengguna) -> ImporLayanan:
    impor.keadaan, impor.diputus_oleh, impor.diputus_pada = keadaan, oleh, timezone.now()
    impor.save()
    return impor
