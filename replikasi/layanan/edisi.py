"""Edisi kode baru: beda dilihat dahulu, orang memutuskan, lalu semuanya ditulis sekali (tracker.md 9).

Tidak ada wilayah yang dihapus. Yang hilang diputuskan orang: pindah ke kode baru (jati dirinya sama), melebur ke pewaris
datanya, atau tidak berlaku lagi. Yang baru boleh dicatat mekar dari wilayah lama, yang tetap memegang datanya.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from replikasi.models import EdisiWilayah, JejakWilayah
from wilayah import kode as aturan_kode
from wilayah.layanan import catat_pemekaran, gabungkan, ganti_kode, muat, terapkan
from wilayah.models import RiwayatKode, Wilayah
from wilayah.muat.rencana import GantiNama, Rencana
from wilayah.muat.sumber import SumberTidakTerbaca, baca_sumber

from .rekap import sesudah_kode_berubah

PINDAH, LEBUR, TUTUP, MEKAR = "pindah", "lebur", "tutup", "mekar"
TERBANYAK = 6000


def pratinjau_edisi(
    *, jalur: Path, nama_berkas: str, nama: str, dasar: str, tanggal: date, oleh: Pengguna, kunci: uuid.UUID,
    lengkap: Iterable[str] = (),
) -> EdisiWilayah:  # fmt: skip
    """Membaca berkas dan menyimpan bedanya; daftar wilayah tidak disentuh. `ValidationError` bila tidak terbaca atau sama."""
    if ada := EdisiWilayah.objects.filter(kunci=kunci).first():
        return ada
    try:
        isi = baca_sumber(jalur)
    except SumberTidakTerbaca as galat:
        raise ValidationError(
            "Berkasnya tidak berisi kolom code dan name. Unggah CSV atau paket idn-area-data (.tgz, .zip)."
        ) from galat
    rencana = muat(isi=isi, lengkap=lengkap, uji_coba=True)
    if rencana.kosong and not rencana.rusak:
        raise ValidationError("Tidak ada yang berbeda dengan daftar yang ada.")
    if len(rencana.baru) + len(rencana.hilang) + len(rencana.ganti_nama) > TERBANYAK:
        raise ValidationError(
            f"Bedanya lebih dari {TERBANYAK} wilayah. Muat dahulu dengan perintah muat_wilayah, lalu unggah lagi di sini."
        )
    dugaan = {satu.lama: satu.baru for satu in rencana.dugaan_pindah}
    return EdisiWilayah.objects.create(
        nama=nama, dasar=dasar, tanggal=tanggal, nama_berkas=nama_berkas[:120], oleh=oleh, kunci=kunci,
        rencana={
            "baru": rencana.baru, "hilang": rencana.hilang, "muncul_kembali": rencana.muncul_kembali,
            "ganti_nama": [list(satu) for satu in rencana.ganti_nama], "rusak": [str(satu) for satu in rencana.rusak],
            "catatan": rencana.catatan, "tetap": rencana.tetap, "dugaan": dugaan,
        },
        putusan={"hilang": {kode: [PINDAH, tujuan] for kode, tujuan in dugaan.items()}, "mekar": {}},
    )  # fmt: skip


@transaction.atomic
def putuskan_edisi(
    *, edisi: EdisiWilayah, hilang: Mapping[str, tuple[str, str]], mekar: Mapping[str, str]
) -> EdisiWilayah:
    """Menyimpan keputusan tanpa menerapkannya. `hilang` kode → (pindah|lebur|tutup, tujuan); `mekar` kode baru → asal."""
    edisi = EdisiWilayah.objects.select_for_update().get(pk=edisi.pk)
    if not edisi.menunggu:
        raise ValidationError("Edisi ini sudah diputuskan.")
    galat = periksa_putusan(edisi.rencana, hilang, mekar)
    if galat:
        raise ValidationError(galat)
    edisi.putusan = {"hilang": {k: list(v) for k, v in hilang.items()}, "mekar": dict(mekar)}
    edisi.save(update_fields=["putusan"])
    return edisi


def periksa_putusan(rencana: Mapping, hilang: Mapping[str, tuple[str, str]], mekar: Mapping[str, str]) -> list[str]:
    """Kalimat galat per kode; kosong berarti dapat diterapkan."""
    galat, tujuan_pindah = [], set()
    for kode, (cara, tujuan) in hilang.items():
        if cara == PINDAH:
            if tujuan not in rencana["baru"] or len(tujuan) != len(kode):
                galat.append(f"{kode}: pindah ke kode baru setingkat yang ada di edisi ini.")
            elif tujuan in tujuan_pindah:
                galat.append(f"{kode}: kode {tujuan} sudah dipilih untuk wilayah lain.")
            tujuan_pindah.add(tujuan)
        elif cara == LEBUR and (
            not tujuan or len(tujuan) != len(kode) or tujuan in rencana["hilang"] or tujuan == kode
        ):
            galat.append(f"{kode}: melebur ke wilayah setingkat yang masih berlaku.")
    for kode, asal in mekar.items():
        if kode in tujuan_pindah or len(asal) != len(kode):
            galat.append(f"{kode}: mekar dari wilayah setingkat, dan bukan kode tujuan pindah.")
    return galat


@transaction.atomic
def terapkan_edisi(*, edisi: EdisiWilayah, oleh: Pengguna) -> EdisiWilayah:
    """Menulis seluruh edisi dalam satu transaksi. Diulang sesudah diterapkan: tidak ada yang berubah.

    `ValidationError` bila masih ada kode hilang yang belum diputuskan, atau daftarnya berubah sejak pratinjau.
    """
    edisi = EdisiWilayah.objects.select_for_update().get(pk=edisi.pk)
    if edisi.keadaan == EdisiWilayah.Keadaan.DITERAPKAN:
        return edisi
    if not edisi.menunggu:
        raise ValidationError("Edisi ini sudah dibuang.")
    rencana, putusan = edisi.rencana, edisi.putusan
    belum = sorted(set(rencana["hilang"]) - set(putusan["hilang"]))
    if belum:
        raise ValidationError(f"Putuskan dahulu {len(belum)} kode yang hilang, mulai dari {belum[0]}.")
    galat = periksa_putusan(rencana, putusan["hilang"], putusan["mekar"])
    if galat:
        raise ValidationError(galat)
    lama = {satu.kode: satu for satu in Wilayah.objects.filter(kode__in=rencana["hilang"])}
    sudah = Wilayah.objects.filter(kode__in=rencana["baru"]).exists()
    if sudah or len(lama) != len(rencana["hilang"]) or not all(satu.berlaku for satu in lama.values()):
        raise ValidationError("Daftar wilayah sudah berubah sejak pratinjau ini dibuat. Buang, lalu unggah lagi.")
    _Penerapan(edisi, oleh, lama).jalan()
    edisi.keadaan, edisi.diputus_oleh, edisi.diputus_pada = EdisiWilayah.Keadaan.DITERAPKAN, oleh, timezone.now()
    edisi.save(update_fields=["keadaan", "diputus_oleh", "diputus_pada"])
    return edisi


class _Penerapan:
    """Urutannya: tiap tingkat dari atas, pindah dahulu lalu yang baru; nama; lebur; tutup; muncul kembali; mekar."""

    def __init__(self, edisi: EdisiWilayah, oleh: Pengguna, lama: Mapping[str, Wilayah]) -> None:
        self.edisi, self.oleh, self.lama = edisi, oleh, lama
        self.putusan = {kode: tuple(satu) for kode, satu in edisi.putusan["hilang"].items()}
        self.jejak: list[JejakWilayah] = []
        self.tersentuh: set[int] = set()

    def jalan(self) -> None:
        rencana = self.edisi.rencana
        tujuan = {satu[1] for satu in self.putusan.values() if satu[0] == PINDAH}
        for panjang in (2, 5, 8, 13):
            self._pindah(panjang)
            self._buat({k: n for k, n in rencana["baru"].items() if len(k) == panjang and k not in tujuan})
        self._nama()
        for kode in sorted((k for k, p in self.putusan.items() if p[0] == LEBUR), key=len, reverse=True):
            self._lebur(kode)
        tutup = [self.lama[kode].pk for kode, satu in self.putusan.items() if satu[0] == TUTUP]
        Wilayah.objects.filter(pk__in=tutup).update(berlaku=False, diubah=timezone.now())
        for pk in tutup:
            self._catat(pk, "Tidak berlaku lagi")
        kembali = list(Wilayah.objects.filter(kode__in=rencana["muncul_kembali"]))
        Wilayah.objects.filter(pk__in=[satu.pk for satu in kembali]).update(berlaku=True, diubah=timezone.now())
        for satu in kembali:
            self._catat(satu.pk, "Berlaku lagi")
        for kode, asal in self.edisi.putusan["mekar"].items():
            self._mekar(kode, asal)
        JejakWilayah.objects.bulk_create(self.jejak, batch_size=500)
        sesudah_kode_berubah(wilayah_id=self.tersentuh)

    def _catat(self, pk: int, tindakan: str, **rincian: list) -> None:
        self.tersentuh.add(pk)
        self.jejak.append(
            JejakWilayah(wilayah_id=pk, tindakan=tindakan[:160], rincian=rincian, edisi=self.edisi, oleh=self.oleh)
        )

    def _pindah(self, panjang: int) -> None:
        """Isi wilayah yang pindah ikut pindah; yang kodenya sudah sesuai karena induknya pindah dilewati."""
        for kode, (cara, tujuan) in sorted(self.putusan.items()):
            if cara != PINDAH or len(kode) != panjang:
                continue
            satu = Wilayah.objects.get(pk=self.lama[kode].pk)
            if satu.kode != tujuan:
                ganti_kode(wilayah=satu, kode_baru=tujuan, tanggal=self.edisi.tanggal, dasar=self.edisi.dasar)
            self._catat(satu.pk, "Pindah kode", kode=[kode, tujuan])
            nama = self.edisi.rencana["baru"][tujuan]
            if satu.nama != nama:
                terapkan(
                    rencana=Rencana(ganti_nama=[GantiNama(tujuan, satu.nama, nama)]), tanggal=self.edisi.tanggal,
                    dasar=self.edisi.dasar,
                )  # fmt: skip
                self._catat(satu.pk, "Ganti nama", nama=[satu.nama, nama])

    def _buat(self, baru: Mapping[str, str]) -> None:
        """Yang kodenya sudah terisi karena induknya pindah tidak dibuat lagi."""
        ada = set(Wilayah.objects.filter(kode__in=baru).values_list("kode", flat=True))
        baru = {kode: nama for kode, nama in baru.items() if kode not in ada}
        if baru:
            terapkan(rencana=Rencana(baru=baru), tanggal=self.edisi.tanggal, dasar=self.edisi.dasar)
            for pk, kode in Wilayah.objects.filter(kode__in=baru).values_list("pk", "kode"):
                self._catat(pk, "Wilayah baru", kode=["–", kode])

    def _nama(self) -> None:
        nama = [GantiNama(*satu) for satu in self.edisi.rencana["ganti_nama"]]
        if not nama:
            return
        terapkan(rencana=Rencana(ganti_nama=nama), tanggal=self.edisi.tanggal, dasar=self.edisi.dasar)
        RiwayatKode.objects.filter(
            jenis=RiwayatKode.Jenis.GANTI_NAMA, tanggal=self.edisi.tanggal, kode_baru__in=[satu.kode for satu in nama]
        ).update(dikonfirmasi=True)
        nomor = dict(Wilayah.objects.filter(kode__in=[satu.kode for satu in nama]).values_list("kode", "pk"))
        for satu in nama:
            self._catat(nomor[satu.kode], "Ganti nama", nama=[satu.lama, satu.baru])

    def _lebur(self, kode: str) -> None:
        ke = Wilayah.objects.filter(kode=self.putusan[kode][1], berlaku=True).first()
        if ke is None:
            raise ValidationError(f"{kode}: pewarisnya, {self.putusan[kode][1]}, tidak ada di daftar.")
        satu = Wilayah.objects.get(pk=self.lama[kode].pk)
        gabungkan(wilayah=satu, ke=ke, tanggal=self.edisi.tanggal, dasar=self.edisi.dasar)
        self._catat(satu.pk, f"Melebur ke {ke.nama_lengkap}", kode=[kode, ke.kode])
        self._catat(ke.pk, f"Menerima peleburan {satu.nama_lengkap}", kode=[kode, ke.kode])

    def _mekar(self, kode: str, asal: str) -> None:
        baru = Wilayah.objects.get(kode=kode)
        induk = self.lama.get(asal) or Wilayah.objects.filter(kode=asal).first()
        if induk is None:
            raise ValidationError(f"{kode}: asal mekarnya, {asal}, tidak ada di daftar.")
        catat_pemekaran(
            asal=Wilayah.objects.get(pk=induk.pk), baru=baru, tanggal=self.edisi.tanggal, dasar=self.edisi.dasar
        )
        self._catat(baru.pk, f"Mekar dari {induk.nama_lengkap}", kode=[asal, kode])


@transaction.atomic
def buang_edisi(*, edisi: EdisiWilayah, oleh: Pengguna) -> EdisiWilayah:
    edisi = EdisiWilayah.objects.select_for_update().get(pk=edisi.pk)
    if edisi.keadaan == EdisiWilayah.Keadaan.DITERAPKAN:
        raise ValidationError("Edisi yang sudah diterapkan tidak dapat dibuang.")
    edisi.keadaan, edisi.diputus_oleh, edisi.diputus_pada = EdisiWilayah.Keadaan.DIBUANG, oleh, timezone.now()
    edisi.save(update_fields=["keadaan", "diputus_oleh", "diputus_pada"])
    return edisi


def calon_tujuan(rencana: Mapping, kode: str) -> list[tuple[str, str]]:
    """Kode baru setingkat di kabupaten yang sama (provinsi bagi kecamatan ke atas), untuk pilihan pindah."""
    lingkup = 5 if len(kode) == 13 else 2
    return [(b, n) for b, n in rencana["baru"].items() if len(b) == len(kode) and b[:lingkup] == kode[:lingkup]]


def kode_bersih(teks: str) -> str:
    return aturan_kode.normalkan(teks) or ""
