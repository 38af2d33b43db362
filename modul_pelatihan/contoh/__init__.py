"""Dunia contoh kamar belajar: kurikulum 10 modul dan 48 pelajaran, jalur, gambar layar, kemajuan Ani. Boleh diulang."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from akun.models import Pengguna
from modul_pelatihan.models import (
    Bidang,
    CatatanBelajar,
    IndeksModulPage,
    IsiJalur,
    Istilah,
    Jalur,
    KemajuanPelajaran,
    ModulPage,
    PelajaranPage,
    Prasyarat,
)
from modul_pelatihan.redaksi import PELATIH, REDAKTUR, pastikan_indeks
from modul_pelatihan.sebutan import ganti_sebutan

from . import kelas
from .gambar import siapkan_gambar
from .naskah import BERDATA_WARGA, BIDANG_PELAJARAN, DATA_LATIHAN, ISTILAH, JALAN_MENU, TAMBAHAN, URAIAN_JALUR

KURIKULUM = Path(__file__).resolve().parents[1] / "contoh_data" / "kurikulum.json"
RUANG_UUID = uuid.UUID("6f7e3c1a-52c4-4c56-9d0e-0a1f5a1b2c3d")
BACAAN_ANI = {"M01": 4, "M02": 2}  # modul → banyak pelajaran selesai; berikutnya sedang dibuka


def isi(*, lapor: Callable[[str], object] = print) -> None:
    kurikulum = json.loads(KURIKULUM.read_text())
    gambar = siapkan_gambar()  # pekerjaan berkas di luar transaksi
    with transaction.atomic():
        indeks = pastikan_indeks()
        if indeks is None:
            lapor("Belajar: situs Wagtail belum ada, dilewati.")
            return
        _kelompok()
        _istilah()
        baru = _isi_kurikulum(indeks, kurikulum, gambar)
        _isi_jalur(kurikulum)
        _kemajuan_ani()
    kelas.isi()
    lapor(f"Belajar: {baru} halaman baru, {PelajaranPage.objects.live().count()} pelajaran terbit.")


def tanda_pelajaran(kode: str) -> uuid.UUID:
    """Tanda tetap pelajaran contoh, sama setiap kali dunia contoh dibuat ulang."""
    return uuid.uuid5(RUANG_UUID, kode)


def _orang(username: str) -> Pengguna | None:
    return Pengguna.objects.filter(username=username).first()


def _kelompok() -> None:
    for username, nama in (("dewi", PELATIH), ("citra", REDAKTUR)):
        if orang := _orang(username):
            orang.groups.add(Group.objects.get_or_create(name=nama)[0])


def _istilah() -> None:
    for nama, (arti, padanan) in ISTILAH.items():
        Istilah.objects.get_or_create(istilah=nama, defaults={"arti": arti, "padanan": padanan})


def _isi_kurikulum(indeks: IndeksModulPage, kurikulum: dict[str, Any], gambar: dict[str, Any]) -> int:
    """Modul dahulu, lalu soal latihannya, lalu pelajaran: latihan tiap modul ada di akhir pelajaran terakhirnya."""
    dewi = _orang("dewi")
    bidang = {satu.slug: satu for satu in Bidang.objects.all()}
    modul = {satu.kode: satu for satu in ModulPage.objects.all()}
    baru = [data for data in kurikulum["modul"] if data["kode"] not in modul]
    for data in baru:
        modul[data["kode"]] = _terbitkan(
            indeks,
            ModulPage(
                title=data["judul"], slug=slugify(f"{data['kode']} {data['judul']}")[:80], kode=data["kode"],
                sasaran=data["sasaran"], tujuan=data["tujuan"], edisi=data["edisi"], owner=dewi, pemilik=dewi,
                versi_terverifikasi=data["versi_terverifikasi"], search_description=data["tujuan"][:155],
                prasyarat=[Prasyarat(syarat=modul[kode]) for kode in data["prasyarat"]],
            ),
        )  # fmt: skip
    latihan = kelas.latihan(modul)
    for data in baru:
        for pelajaran in data["pelajaran"]:
            halaman = _pelajaran(pelajaran, data, dewi, bidang, gambar)
            if data["kode"] in latihan and pelajaran is data["pelajaran"][-1]:
                halaman.isi.append(("kuis", latihan[data["kode"]]))
            _terbitkan(modul[data["kode"]], halaman)
    return sum(1 + len(data["pelajaran"]) for data in baru)


def _terbitkan(induk: Page, halaman: Page) -> Page:
    """Halaman baru langsung terbit dengan revisinya: satu simpanan, bukan tiga seperti lewat `publish()`."""
    halaman.first_published_at = halaman.last_published_at = timezone.now()
    induk.add_child(instance=halaman)
    halaman.live_revision = halaman.save_revision(user=halaman.owner, changed=False, clean=False)
    Page.objects.filter(pk=halaman.pk).update(live_revision=halaman.live_revision)
    return halaman


def _pelajaran(data: dict[str, Any], modul: dict[str, Any], dewi, bidang: dict, gambar: dict) -> PelajaranPage:
    halaman = PelajaranPage(
        title=data["judul"], slug=slugify(data["judul"])[:80], kode=data["kode"], menit=data["menit"],
        uuid=tanda_pelajaran(data["kode"]), owner=dewi, pemilik=dewi, edisi=modul["edisi"],
        versi_terverifikasi=modul["versi_terverifikasi"] if data["modul_opensid"] else "",
        modul_opensid=data["modul_opensid"], praktik=data["praktik"], luaran=data["luaran"],
        praktik_kritis=data["butir_praktik_kritis"], search_description=ganti_sebutan(data["isi"].split(". ")[0], "desa")[:155],
        isi=_balok(data, gambar),
    )  # fmt: skip
    halaman.bidang = [bidang[slug] for slug in _bidang(data, bidang) if slug in bidang]
    return halaman


def _bidang(data: dict[str, Any], bidang: dict[str, Bidang]) -> list[str]:
    """Menurut daftar tangan, atau dua bidang anak yang slug modulnya paling banyak sama."""
    if tetap := BIDANG_PELAJARAN.get(data["kode"]):
        return tetap.split()
    mau = set(data["modul_opensid"])
    nilai = sorted(
        ((len(mau & set(satu.modul_opensid)), -satu.urutan, satu.slug) for satu in bidang.values() if satu.induk_id),
        reverse=True,
    )
    return [slug for sama, _, slug in nilai[:2] if sama]


def _balok(data: dict[str, Any], gambar: dict[str, Any]) -> list[tuple[str, Any]]:
    kalimat = re.split(r"(?<=[.:]) (?=[A-Z{])", data["isi"])
    alinea = "".join(f"<p>{' '.join(kalimat[letak : letak + 2])}</p>" for letak in range(0, len(kalimat), 2))
    tambahan = TAMBAHAN.get(data["kode"], [])
    menu = [JALAN_MENU[slug] for slug in data["modul_opensid"] if slug in JALAN_MENU]
    if menu:
        butir = "".join(f"<li>{nama}</li>" for nama in menu)
        alinea += f"<h2>Menu yang dipakai</h2><ul>{butir}</ul>"
    if any(jenis == "langkah" for jenis, _ in tambahan):
        alinea += "<h2>Langkahnya</h2>"
    balok: list[tuple[str, Any]] = [("teks", alinea)]
    for jenis, nilai in tambahan:
        if jenis == "langkah":
            nilai = nilai | {"gambar": gambar.get(nilai["gambar"])}
        elif jenis == "istilah":
            nilai = Istilah.objects.get(istilah=nilai)
        balok.append((jenis, nilai))
    if BERDATA_WARGA & set(data["modul_opensid"]) and DATA_LATIHAN not in tambahan:
        balok.append(DATA_LATIHAN)
    return balok


def _isi_jalur(kurikulum: dict[str, Any]) -> None:
    modul = {satu.kode: satu for satu in ModulPage.objects.all()}
    for urut, data in enumerate(kurikulum["jalur"], start=1):
        _, baru = Jalur.objects.get_or_create(
            kode=data["kode"],
            defaults={
                "judul": data["judul"], "syarat": data["syarat"], "urutan": urut,
                "uraian": URAIAN_JALUR.get(data["kode"], ""),
            },
        )  # fmt: skip
        if baru:
            jalur = Jalur.objects.get(kode=data["kode"])
            IsiJalur.objects.bulk_create(
                [IsiJalur(jalur=jalur, modul=modul[kode], sort_order=ke) for ke, kode in enumerate(data["modul"])]
            )


def _kemajuan_ani() -> None:
    ani = _orang("ani")
    if ani is None or KemajuanPelajaran.objects.filter(orang=ani).exists():
        return
    kini = timezone.now()
    baris, hari = [], 12
    for kode, banyak in BACAAN_ANI.items():
        pelajaran = list(PelajaranPage.objects.filter(kode__startswith=f"{kode}.").order_by("path"))
        for urut, satu in enumerate(pelajaran[: banyak + 1]):
            saat = kini - timedelta(days=hari, hours=urut)
            selesai = urut < banyak
            baris.append(
                KemajuanPelajaran(
                    orang=ani, pelajaran=satu.uuid, dibuka=saat, terakhir_dibuka=saat + timedelta(minutes=satu.menit),
                    keadaan="selesai" if selesai else "dibuka", revisi_id=satu.live_revision_id if selesai else None,
                    selesai=saat + timedelta(minutes=satu.menit) if selesai else None,
                )
            )  # fmt: skip
            hari = max(1, hari - 1)
    KemajuanPelajaran.objects.bulk_create(baris)
    catatan = "Tanyakan ke Bu Kasi: surat pengantar lama disimpan di map mana?"
    CatatanBelajar.objects.create(orang=ani, pelajaran=baris[0].pelajaran, isi=catatan)
