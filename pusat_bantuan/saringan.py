"""Saringan antrean: dibaca dari alamat, ditulis kembali ke alamat, diterapkan ke himpunan.

Alamat adalah saringannya: dapat dibagikan, disimpan, dan dibuka lagi; hak baca tetap dihitung oleh pembacanya.
Nilai yang keliru diabaikan, tidak menggagalkan halaman. Hanya mencari kata yang memerlukan satu kueri sendiri.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from akun.models import Pengguna
from wilayah import kode as kode_wilayah
from wilayah.models import FaktaDesa, Wilayah

from .cari import cari_tiket
from .keadaan import TERBUKA
from .models import AnakGangguan, ProfilTiket
from .models.tiket import ProfilTiketQuerySet

UMUR = {"1": "lebih dari sehari", "3": "lebih dari 3 hari", "7": "lebih dari seminggu", "30": "lebih dari sebulan"}
SLA = {"lewat": "sudah lewat", "4": "dalam 4 jam", "24": "dalam sehari", "jeda": "jam berhenti"}
PEMEGANG = {"saya": "saya sendiri", "belum": "belum ada", "lewat": "pegangan lewat"}
_NAMA_PENGGUNA = re.compile(r"[\w.@+-]{1,150}")
_SLUG = re.compile(r"[-\w]{1,60}")
PANJANG_CARI = 100


@dataclass(frozen=True)
class Saringan:
    """Semua boleh kosong; kosong berarti tidak menyaring."""

    cari: str = ""
    keadaan: tuple[str, ...] = ()
    dampak: tuple[str, ...] = ()
    bidang: str = ""
    wilayah: str = ""
    tingkat: str = ""
    simpul: str = ""
    pemegang: str = ""
    kanal: str = ""
    umur: str = ""
    sla: str = ""
    versi: str = ""
    hosting: str = ""
    gangguan: str = ""

    @classmethod
    def dari(cls, kueri: QueryDict | str) -> Saringan:
        data = QueryDict(kueri) if isinstance(kueri, str) else kueri
        satu = lambda nama: data.get(nama, "").strip()  # noqa: E731
        return cls(
            cari=" ".join(satu("cari").split())[:PANJANG_CARI],
            keadaan=_pilihan(data.getlist("keadaan"), ProfilTiket.Keadaan.values),
            dampak=_pilihan(data.getlist("dampak"), ProfilTiket.Dampak.values),
            bidang=satu("bidang") if _SLUG.fullmatch(satu("bidang")) else "",
            wilayah=kode_wilayah.normalkan(satu("wilayah")) or "",
            tingkat=_satu(satu("tingkat"), map(str, ProfilTiket.Tingkat.values)),
            simpul=satu("simpul") if re.fullmatch(r"[0-9]{1,9}", satu("simpul")) else "",
            pemegang=satu("pemegang") if _NAMA_PENGGUNA.fullmatch(satu("pemegang")) else "",
            kanal=_satu(satu("kanal"), ProfilTiket.Kanal.values),
            umur=_satu(satu("umur"), UMUR),
            sla=_satu(satu("sla"), SLA),
            versi=satu("versi")[:20],
            hosting=_satu(satu("hosting"), FaktaDesa.Hosting.values),
            gangguan=satu("gangguan") if re.fullmatch(r"[0-9]{1,9}", satu("gangguan")) else "",
        )

    @property
    def dipakai(self) -> bool:
        return self != Saringan()

    @property
    def pasangan(self) -> list[tuple[str, str]]:
        """Pasangan nama dan nilai untuk alamat, dalam urutan tetap."""
        hasil = []
        for bidang in fields(self):
            nilai = getattr(self, bidang.name)
            hasil += [(bidang.name, satu) for satu in ((nilai,) if isinstance(nilai, str) else nilai) if satu]
        return hasil

    def alamat(self, **lain: str) -> str:
        """`?…` yang sama untuk saringan yang sama."""
        pasangan = [*((nama, nilai) for nama, nilai in lain.items() if nilai), *self.pasangan]
        return f"?{urlencode(pasangan)}" if pasangan else "?"

    def tanpa(self, nama: str, nilai: str) -> Saringan:
        sekarang = getattr(self, nama)
        kini = "" if isinstance(sekarang, str) else tuple(satu for satu in sekarang if satu != nilai)
        return replace(self, **{nama: kini})

    def terapkan(self, daftar: ProfilTiketQuerySet, *, oleh: Pengguna) -> ProfilTiketQuerySet:
        syarat = Q()
        if self.keadaan:
            syarat &= Q(keadaan__in=self.keadaan)
        if self.dampak:
            syarat &= Q(dampak__in=self.dampak)
        if self.bidang:
            syarat &= Q(bidang__slug=self.bidang) | Q(bidang__induk__slug=self.bidang)
        if self.wilayah:
            syarat &= Q(wilayah__in=Wilayah.objects.filter(kunci__range=kode_wilayah.rentang(self.wilayah)))
        for nama in ("tingkat", "simpul", "kanal", "hosting"):
            if nilai := getattr(self, nama):
                syarat &= Q(**{nama: nilai})
        if self.gangguan:
            syarat &= Q(pk__in=AnakGangguan.objects.aktif().filter(gangguan=self.gangguan).values("profil"))
        if self.umur:
            syarat &= Q(dibuat__lt=timezone.now() - timedelta(days=int(self.umur)))
        if self.versi:
            syarat &= Q(versi__startswith=self.versi)
        daftar = daftar.filter(syarat & self._pemegang(oleh) & self._sla())
        return cari_tiket(self.cari, oleh=oleh, daftar=daftar) if self.cari else daftar

    def _pemegang(self, oleh: Pengguna) -> Q:
        if self.pemegang == "saya":
            return Q(pemegang=oleh)
        if self.pemegang == "belum":
            return Q(pemegang__isnull=True)
        if self.pemegang == "lewat":
            return Q(pegangan_sampai__lt=timezone.now(), keadaan__in=TERBUKA)
        return Q(pemegang__username=self.pemegang) if self.pemegang else Q()

    def _sla(self) -> Q:
        if not self.sla:
            return Q()
        terbuka = Q(keadaan__in=TERBUKA)
        if self.sla == "jeda":
            return terbuka & Q(tenggat__isnull=True)
        batas = timezone.now() + timedelta(hours=0 if self.sla == "lewat" else int(self.sla))
        return terbuka & Q(tenggat__lt=batas)

    def keping(self, sebutan: Mapping[tuple[str, str], str]) -> list[tuple[str, Saringan]]:
        """Saringan yang sedang dipakai, satu per satu: kalimatnya, dan saringan tanpa yang itu."""
        return [
            (sebutan.get((nama, nilai)) or f"{JUDUL[nama]}: {sebut(nama, nilai)}", self.tanpa(nama, nilai))
            for nama, nilai in self.pasangan
        ]


JUDUL = {
    "cari": "Kata", "keadaan": "Keadaan", "dampak": "Dampak", "bidang": "Bidang", "wilayah": "Wilayah",
    "tingkat": "Tingkat", "simpul": "Simpul", "pemegang": "Dipegang", "kanal": "Lewat", "umur": "Umur", "sla": "Tenggat",
    "versi": "Versi", "hosting": "Pemasangan", "gangguan": "Gangguan nomor",
}  # fmt: skip


def sebut(nama: str, nilai: str) -> str:
    """Nilai saringan sebagaimana dibaca orang."""
    pilihan: dict[str, str] = {
        "keadaan": dict(ProfilTiket.Keadaan.choices), "kanal": dict(ProfilTiket.Kanal.choices),
        "dampak": {kunci: label.partition(":")[0] for kunci, label in ProfilTiket.Dampak.choices},
        "tingkat": {str(kunci): label for kunci, label in ProfilTiket.Tingkat.choices},
        "hosting": dict(FaktaDesa.Hosting.choices), "umur": UMUR, "sla": SLA, "pemegang": PEMEGANG,
    }.get(nama, {})  # fmt: skip
    return pilihan.get(nilai, nilai)


def _satu(nilai: str, sah) -> str:
    return nilai if nilai in set(sah) else ""


def _pilihan(nilai: list[str], sah: list[str]) -> tuple[str, ...]:
    return tuple(satu for satu in sah if satu in nilai)
