"""Impor fakta desa dari lembar XLSX: uji dahulu, baris keliru disebut nomornya, diterapkan orang, dapat diurungkan.

Isian kosong tidak menghapus apa pun. Fakta yang lebih baru daripada tanggal barisnya tidak ditimpa. Kolom keadaan menjadi
pernyataan bersumber impor: tidak mengalahkan laporan otomatis maupun yang dipastikan orang (source_precedence).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.kalender import JAKARTA, hari_ini
from replikasi.lembar_fakta import ISIAN, KEADAAN, baca_xlsx
from replikasi.models import ImporFakta, JejakWilayah, PengakuanStatus
from wilayah import kode as aturan_kode
from wilayah.models import FaktaDesa, Wilayah

from .rekap import tandai_kotor
from .ringkas import perbarui_ringkas

_PANJANG = {"url": 200, "versi": 40, "hosting": 12, "alamat": 500, "kode_pos": 10}


def pratinjau_impor(*, wilayah: Wilayah, isi: bytes, nama_berkas: str, oleh: Pengguna, kunci: uuid.UUID) -> ImporFakta:
    """Uji kering: tiap baris dengan lama dan barunya, atau galatnya. Tidak ada fakta yang berubah."""
    if ada := ImporFakta.objects.filter(kunci=kunci).first():
        return ada
    lembar = baca_xlsx(isi)
    desa = {
        satu.kode: satu
        for satu in Wilayah.objects.desa().di_dalam(wilayah).select_related("fakta")
    }  # fmt: skip
    baris, galat, pernah = [], [], {}
    for nomor, isian in lembar:
        try:
            satu = _periksa(isian, desa, wilayah)
            if satu["kode"] in pernah:
                raise ValidationError(f"kode {satu['kode']} sudah ada di baris {pernah[satu['kode']]}")
            pernah[satu["kode"]] = nomor
            baris.append({"nomor": nomor} | satu)
        except ValidationError as salah:
            galat.append({"nomor": nomor, "sebab": "; ".join(salah.messages)})
    return ImporFakta.objects.create(
        wilayah=wilayah, nama_berkas=nama_berkas[:120], oleh=oleh, kunci=kunci, baris=baris, galat=galat
    )


def _periksa(isian: Mapping[str, str], desa: Mapping[str, Wilayah], wilayah: Wilayah) -> dict:
    """Satu baris bersih; semua galatnya disebut sekaligus."""
    kode = aturan_kode.normalkan(isian.get("kode", ""))
    if kode is None or len(kode) != 13:
        raise ValidationError(f"kode “{isian.get('kode', '')[:30]}” bukan kode desa seperti 13.07.04.2001")
    satu = desa.get(kode)
    if satu is None:
        raise ValidationError(f"kode {kode} tidak ada di {wilayah.nama_lengkap}")
    if not satu.berlaku:
        raise ValidationError(f"kode {kode} tidak berlaku lagi")
    galat = [
        f"{nama} terlalu panjang (paling banyak {batas} huruf)"
        for nama, batas in _PANJANG.items()
        if len(isian.get(nama, "")) > batas
    ]
    url = isian.get("url", "")
    if url and not (urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname):
        galat.append("url harus diawali http:// atau https://")
    hosting = isian.get("hosting", "").lower()
    if hosting and hosting not in FaktaDesa.Hosting.values:
        galat.append(f"hosting “{hosting[:20]}” tidak dikenal; pilih {', '.join(FaktaDesa.Hosting.values)}")
    keadaan = isian.get("keadaan", "").lower().replace(" ", "_")
    if keadaan and keadaan not in KEADAAN:
        galat.append(f"keadaan “{keadaan[:20]}” tidak dikenal; pilih {', '.join(KEADAAN)}")
    tanggal = _tanggal(isian.get("per_tanggal", ""), galat)
    if galat:
        raise ValidationError(galat)
    fakta = getattr(satu, "fakta", None)
    bersih = {nama: isian.get(nama, "") for nama in ISIAN} | {"hosting": hosting}
    lama = {nama: getattr(fakta, nama, "") if fakta else "" for nama in ISIAN}
    baru = {nama: nilai for nama, nilai in bersih.items() if nilai and nilai != lama[nama]}
    if baru and fakta and fakta.dilaporkan_pada and fakta.dilaporkan_pada.astimezone(JAKARTA).date() > tanggal:
        raise ValidationError(
            f"fakta desa ini sudah lebih baru ({fakta.dilaporkan_pada.astimezone(JAKARTA):%Y-%m-%d}) daripada {tanggal}"
        )
    return {
        "pk": satu.pk, "kode": kode, "nama": satu.nama_lengkap, "tanggal": str(tanggal), "baru": baru,
        "lama": {nama: lama[nama] for nama in baru}, "keadaan": keadaan, "catatan": isian.get("catatan", "")[:300],
    }  # fmt: skip


def _tanggal(teks: str, galat: list[str]) -> date:
    try:
        tanggal = date.fromisoformat(teks) if teks else hari_ini()
    except ValueError:
        galat.append(f"per_tanggal “{teks[:20]}” bukan tanggal seperti 2026-11-20")
        return hari_ini()
    if tanggal > hari_ini():
        galat.append("per_tanggal belum tiba")
    return tanggal


@transaction.atomic
def terapkan_impor(*, impor: ImporFakta, oleh: Pengguna) -> ImporFakta:
    """Menulis baris yang baik; yang bergalat tetap ditolak. Diulang: tidak ada yang berubah."""
    impor = ImporFakta.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=impor.pk)
    if impor.keadaan == ImporFakta.Keadaan.DITERAPKAN:
        return impor
    if not impor.menunggu:
        raise ValidationError("Impor ini sudah diputuskan.")
    ada = FaktaDesa.objects.select_for_update().in_bulk([satu["pk"] for satu in impor.baris])
    jejak, pernyataan, desa = [], [], set()
    for satu in impor.baris:
        if satu["baru"]:
            fakta = ada.get(satu["pk"]) or FaktaDesa(wilayah_id=satu["pk"])
            satu["lama"] = {nama: getattr(fakta, nama) for nama in satu["baru"]}  # keadaan saat diterapkan
            satu["sumber_lama"] = fakta.sumber
            satu["lapor_lama"] = fakta.dilaporkan_pada.isoformat() if fakta.dilaporkan_pada else ""
            for nama, nilai in satu["baru"].items():
                setattr(fakta, nama, nilai)
            fakta.dilaporkan_pada = datetime.combine(date.fromisoformat(satu["tanggal"]), time(12), JAKARTA)
            fakta.sumber = "impor"
            fakta.save()
            rincian = {nama: [satu["lama"][nama], nilai] for nama, nilai in satu["baru"].items()}
            jejak.append(
                JejakWilayah(wilayah_id=satu["pk"], tindakan="Fakta diimpor", rincian=rincian, impor=impor, oleh=oleh)
            )
        if satu["keadaan"]:
            desa.add(satu["pk"])
            pernyataan.append(
                PengakuanStatus(
                    wilayah_id=satu["pk"], sumber=PengakuanStatus.Sumber.IMPOR, keadaan=satu["keadaan"],
                    tanggal=date.fromisoformat(satu["tanggal"]), catatan=satu["catatan"], oleh=oleh,
                    versi=satu["baru"].get("versi", ""), kunci=uuid.uuid5(impor.kunci, str(satu["nomor"])),
                )
            )  # fmt: skip
            jejak.append(
                JejakWilayah(
                    wilayah_id=satu["pk"], tindakan="Keadaan diimpor", rincian={"keadaan": ["–", KEADAAN[satu["keadaan"]]]},
                    impor=impor, oleh=oleh,
                )
            )  # fmt: skip
    PengakuanStatus.objects.bulk_create(pernyataan, batch_size=500)
    JejakWilayah.objects.bulk_create(jejak, batch_size=500)
    return _selesai(impor, ImporFakta.Keadaan.DITERAPKAN, oleh, desa)


@transaction.atomic
def urungkan_impor(*, impor: ImporFakta, oleh: Pengguna) -> tuple[ImporFakta, list[str]]:
    """Mengembalikan nilai lama, kecuali isian yang sudah diubah lagi sesudahnya; mengembalikan kode desa yang dilewati."""
    impor = ImporFakta.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=impor.pk)
    if impor.keadaan == ImporFakta.Keadaan.DIURUNGKAN:
        return impor, []
    if impor.keadaan != ImporFakta.Keadaan.DITERAPKAN:
        raise ValidationError("Hanya impor yang sudah diterapkan yang dapat diurungkan.")
    ada = FaktaDesa.objects.select_for_update().in_bulk([satu["pk"] for satu in impor.baris])
    jejak, lewat, desa = [], [], set()
    for satu in impor.baris:
        fakta = ada.get(satu["pk"])
        if satu["baru"] and fakta:
            masih = {
                nama
                for nama, nilai in satu["baru"].items()
                if getattr(fakta, nama) == nilai and fakta.sumber == "impor"
            }
            for nama in masih:
                setattr(fakta, nama, satu["lama"][nama])
            if len(masih) < len(satu["baru"]):
                lewat.append(satu["kode"])
            if masih:
                if len(masih) == len(satu["baru"]):
                    fakta.sumber = satu["sumber_lama"]
                    fakta.dilaporkan_pada = datetime.fromisoformat(satu["lapor_lama"]) if satu["lapor_lama"] else None
                fakta.save()
                rincian = {nama: [satu["baru"][nama], satu["lama"][nama]] for nama in sorted(masih)}
                jejak.append(
                    JejakWilayah(
                        wilayah_id=satu["pk"],
                        tindakan="Impor fakta diurungkan",
                        rincian=rincian,
                        impor=impor,
                        oleh=oleh,
                    )
                )
        if satu["keadaan"]:
            desa.add(satu["pk"])
    kunci = [uuid.uuid5(impor.kunci, str(satu["nomor"])) for satu in impor.baris if satu["keadaan"]]
    PengakuanStatus.objects.filter(kunci__in=kunci, sumber=PengakuanStatus.Sumber.IMPOR).delete()
    JejakWilayah.objects.bulk_create(
        [
            *jejak,
            *(
                JejakWilayah(wilayah_id=pk, tindakan="Impor keadaan diurungkan", impor=impor, oleh=oleh)
                for pk in sorted(desa)
            ),
        ],
        batch_size=500,
    )
    return _selesai(impor, ImporFakta.Keadaan.DIURUNGKAN, oleh, desa), lewat


@transaction.atomic
def buang_impor(*, impor: ImporFakta, oleh: Pengguna) -> ImporFakta:
    impor = ImporFakta.objects.select_for_update(of=("self",)).get(pk=impor.pk)
    if not impor.menunggu:
        raise ValidationError("Impor yang sudah diterapkan tidak dibuang, melainkan diurungkan.")
    return _selesai(impor, ImporFakta.Keadaan.DIBUANG, oleh, set())


def _selesai(impor: ImporFakta, keadaan: str, oleh: Pengguna, desa: set[int]) -> ImporFakta:
    impor.keadaan, impor.diputus_oleh, impor.diputus_pada = keadaan, oleh, timezone.now()
    impor.save()
    if desa:
        perbarui_ringkas(wilayah_id=desa)
        tandai_kotor(wilayah_id=desa)
    return impor
