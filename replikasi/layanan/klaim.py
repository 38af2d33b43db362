"""Klaim tonggak, keputusannya, dan pembatalannya. Setiap perbuatan mengubah angka di atas di transaksi yang sama."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran
from pusat_bantuan.berkas import BerkasBersih
from replikasi.models import Bukti, KlaimTonggak, Penerapan, Tonggak, Verifikasi
from replikasi.models.klaim import lemari_pribadi, tempat_bukti

from .pemverifikasi import pemverifikasi
from .rekap import catat_perubahan

AKHIRAN_BUKTI = {"jpg": Bukti.Jenis.FOTO, "png": Bukti.Jenis.FOTO, "webp": Bukti.Jenis.FOTO, "pdf": Bukti.Jenis.PDF}


@dataclass(frozen=True)
class IsiKlaim:
    """Yang diisi orang: paling sedikit satu bukti di antara catatan, tautan, dokumen, dan berkas."""

    catatan: str = ""
    tautan: str = ""
    nomor_dokumen: str = ""
    tanggal_dokumen: date | None = None
    berkas: Sequence[BerkasBersih] = ()

    def periksa(self, tonggak: Tonggak) -> None:
        if not (self.catatan or self.tautan or self.nomor_dokumen or self.berkas):
            raise ValidationError("Sertakan paling sedikit satu bukti: catatan, tautan, nomor dokumen, foto, atau PDF.")
        if bool(self.nomor_dokumen) != bool(self.tanggal_dokumen):
            raise ValidationError("Nomor dan tanggal dokumen diisi bersama.")
        if tonggak.minta_dokumen and not self.nomor_dokumen:
            raise ValidationError("Tonggak ini memerlukan nomor dan tanggal dokumennya.")
        if any(satu.akhiran not in AKHIRAN_BUKTI for satu in self.berkas):
            raise ValidationError("Bukti berupa foto (JPG, PNG, WebP) atau PDF.")


def ajukan_klaim(
    *, penerapan: Penerapan, tonggak: Tonggak, oleh: Pengguna, isi: IsiKlaim, kunci: uuid.UUID
) -> KlaimTonggak:
    """Satu klaim hidup per tonggak; kiriman ulang dengan `kunci` yang sama mengembalikan klaim yang sama."""
    if tonggak.tahap.program_id != penerapan.program_id:
        raise ValidationError("Tonggak ini bukan bagian dari program desa ini.")
    isi.periksa(tonggak)
    if ada := KlaimTonggak.objects.filter(kunci=kunci, diajukan_oleh=oleh).first():
        return ada
    # Berkas ditulis sebelum transaksi: tidak ada baris tanpa berkas, dan kunci tulis tidak menunggu cakram.
    tersimpan = [
        (lemari_pribadi().save(tempat_bukti(None, f"x.{b.akhiran}"), ContentFile(b.isi)), b) for b in isi.berkas
    ]
    try:
        with transaction.atomic():
            klaim = _buat(penerapan, tonggak, oleh, isi, kunci, tersimpan)
    except Exception as galat:
        for nama, _ in tersimpan:
            lemari_pribadi().delete(nama)
        if isinstance(galat, IntegrityError):
            if ada := KlaimTonggak.objects.filter(kunci=kunci, diajukan_oleh=oleh).first():
                return ada
            raise ValidationError("Tonggak ini sudah diklaim; lihat keadaannya di halaman desa.") from galat
        raise
    return klaim


def _buat(penerapan, tonggak, oleh, isi: IsiKlaim, kunci, tersimpan) -> KlaimTonggak:
    klaim = KlaimTonggak.objects.create(
        penerapan=penerapan, tonggak=tonggak, catatan=isi.catatan, tautan=isi.tautan,
        nomor_dokumen=isi.nomor_dokumen, tanggal_dokumen=isi.tanggal_dokumen, diajukan_oleh=oleh,
        diajukan_pada=timezone.now(), kunci=kunci, contoh=penerapan.contoh,
    )  # fmt: skip
    sidik_lama = set()
    for nama, berkas in tersimpan:
        sidik = hashlib.sha256(berkas.isi).hexdigest()
        if sidik not in sidik_lama:
            sidik_lama.add(sidik)
            Bukti.objects.create(
                klaim=klaim, jenis=AKHIRAN_BUKTI[berkas.akhiran], berkas=nama, nama_asli=berkas.nama,
                ukuran=len(berkas.isi), sidik=sidik,
            )  # fmt: skip
    catat_perubahan(wilayah=penerapan.wilayah)
    kabari(
        [orang for orang in pemverifikasi(penerapan.wilayah) if klaim.boleh_diverifikasi(oleh=orang)],
        jenis="tonggak_diajukan",
        kunci=f"tonggak:{klaim.pk}:diajukan",
        judul=f"{penerapan.wilayah.nama_lengkap} mengklaim: {tonggak.judul}",
        isi="Periksa buktinya, lalu nyatakan tercapai atau kembalikan dengan alasan.",
        url=klaim.get_absolute_url(),
    )
    return klaim


@transaction.atomic
def putuskan_klaim(*, klaim: KlaimTonggak, oleh: Pengguna, diterima: bool, alasan: str = "") -> Verifikasi:
    """Orang kedua menyatakan tercapai atau mengembalikan dengan alasan. Keputusan yang sama dua kali dicatat sekali."""
    klaim = KlaimTonggak.objects.select_for_update().select_related("penerapan__wilayah", "tonggak").get(pk=klaim.pk)
    putusan = Verifikasi.Putusan.DITERIMA if diterima else Verifikasi.Putusan.DIKEMBALIKAN
    alasan = alasan.strip()
    if klaim.keadaan != KlaimTonggak.Keadaan.DIAJUKAN:
        lama = klaim.verifikasi.last()
        if lama and lama.oleh_id == oleh.pk and lama.putusan == putusan:
            return lama
        raise ValidationError("Klaim ini sudah diputuskan orang lain. Muat ulang halamannya.")
    if not diterima and not alasan:
        raise ValidationError("Tulis alasan pengembalian, supaya desa tahu apa yang perlu dilengkapi.")
    hasil = Verifikasi.objects.create(klaim=klaim, putusan=putusan, alasan=alasan[:500], oleh=oleh, pada=timezone.now())
    _pindah(klaim, KlaimTonggak.Keadaan.DIVERIFIKASI if diterima else KlaimTonggak.Keadaan.DIKEMBALIKAN)
    judul = "Tercapai" if diterima else "Perlu dilengkapi"
    _kabari_desa(klaim, kecuali=oleh, kunci=f"tonggak:{klaim.pk}:{hasil.pk}", judul=judul, alasan=alasan)
    return hasil


@transaction.atomic
def batalkan_verifikasi(*, klaim: KlaimTonggak, oleh: Pengguna, alasan: str) -> Verifikasi:
    """Pernyataan tercapai yang ternyata keliru dibatalkan dengan alasan; riwayatnya tetap."""
    klaim = KlaimTonggak.objects.select_for_update().select_related("penerapan__wilayah", "tonggak").get(pk=klaim.pk)
    if klaim.keadaan != KlaimTonggak.Keadaan.DIVERIFIKASI:
        raise ValidationError("Klaim ini tidak sedang dinyatakan tercapai.")
    if not alasan.strip():
        raise ValidationError("Tulis alasan pembatalan.")
    hasil = Verifikasi.objects.create(
        klaim=klaim, putusan=Verifikasi.Putusan.DIBATALKAN, alasan=alasan.strip()[:500], oleh=oleh, pada=timezone.now()
    )
    _pindah(klaim, KlaimTonggak.Keadaan.DIKEMBALIKAN)
    _kabari_desa(
        klaim,
        kecuali=oleh,
        kunci=f"tonggak:{klaim.pk}:{hasil.pk}",
        judul="Pernyataan tercapai dibatalkan",
        alasan=alasan,
    )
    return hasil


def _pindah(klaim: KlaimTonggak, keadaan: str) -> None:
    klaim.keadaan = keadaan
    klaim.save(update_fields=["keadaan"])
    catat_perubahan(wilayah=klaim.penerapan.wilayah)


def _kabari_desa(klaim: KlaimTonggak, *, kecuali: Pengguna, kunci: str, judul: str, alasan: str) -> None:
    """Yang mengajukan dan operator desa itu."""
    operator = Pengguna.objects.filter(
        penugasan__in=Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=klaim.penerapan.wilayah)
    )
    penerima = {orang.pk: orang for orang in operator}
    if klaim.diajukan_oleh:
        penerima[klaim.diajukan_oleh_id] = klaim.diajukan_oleh
    penerima.pop(kecuali.pk, None)
    kabari(
        penerima.values(), jenis="tonggak_diputuskan", kunci=kunci, judul=f"{judul}: {klaim.tonggak.judul}",
        isi=alasan, url=klaim.get_absolute_url(),
    )  # fmt: skip
