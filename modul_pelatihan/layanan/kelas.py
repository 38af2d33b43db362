"""Membuat dan menjalankan kelas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.models import (
    Angkatan,
    AturanPelatihan,
    Jalur,
    Kuis,
    LembarPraktik,
    ModulPage,
    Pengajar,
    PenilaianPraktik,
    Peserta,
    Sesi,
    TesAngkatan,
    UmpanBalik,
)
from modul_pelatihan.models.angkatan import PERAN_KELAS
from modul_pelatihan.penilaian import ButirPraktik, hitung_praktik
from wilayah.models import Wilayah

from .galat import Ditolak, TidakBoleh
from .kirim_jawaban import akhiri_tes
from .kursi import naikkan

Keadaan = Angkatan.Keadaan


@transaction.atomic
def buat_angkatan(
    *, oleh: Pengguna, kunci: UUID, wilayah: Wilayah, modul: Iterable[ModulPage], pra: Kuis | None = None,
    pasca: Kuis | None = None, jalur: Jalur | None = None, **isi: Any,
) -> Angkatan:  # fmt: skip
    """Kelas rancangan dengan pembuatnya sebagai pelatih utama; ambangnya disalin dari aturan yang berlaku hari ini."""
    if not oleh.berkuasa(*PERAN_KELAS, atas=wilayah):
        raise TidakBoleh
    if lama := Angkatan.objects.filter(kunci=kunci).first():
        return lama
    angkatan = Angkatan.objects.create(
        kunci=kunci, wilayah=wilayah, jalur=jalur, dibuat_oleh=oleh,
        **AturanPelatihan.objects.berlaku().untuk_kelas() | isi,
    )  # fmt: skip
    angkatan.modul.set(modul)
    Pengajar.objects.create(angkatan=angkatan, orang=oleh)
    for jenis, kuis in (("pra", pra), ("pasca", pasca)):
        if kuis:
            TesAngkatan.objects.create(angkatan=angkatan, jenis=jenis, kuis=kuis)
    return angkatan


@transaction.atomic
def sunting_angkatan(
    *, angkatan: Angkatan, oleh: Pengguna, modul: Iterable[ModulPage], pra: Kuis | None, pasca: Kuis | None, **isi: Any
) -> Angkatan:
    """Kursi yang bertambah langsung diisi dari daftar tunggu; yang sudah terisi tidak dapat dikurangi, tes yang sudah
    dikerjakan tidak dapat diganti."""
    angkatan = terkunci(angkatan, oleh)
    terisi = angkatan.peserta.terdaftar().count()
    if isi.get("kuota", terisi) < terisi:
        raise Ditolak(
            f"{terisi} kursi sudah terisi. Lepas dahulu pesertanya, atau biarkan kursinya paling sedikit {terisi}."
        )
    for nama, nilai in isi.items():
        setattr(angkatan, nama, nilai)
    angkatan.save()
    angkatan.modul.set(modul)
    for jenis, kuis in (("pra", pra), ("pasca", pasca)):
        lama = angkatan.tes.filter(jenis=jenis).first()
        if lama and lama.kuis_id != getattr(kuis, "pk", None):
            if lama.percobaan.exists():
                raise Ditolak(f"{lama.get_jenis_display()} sudah dikerjakan peserta, jadi kuisnya tidak diganti.")
            lama.delete()
            lama = None
        if kuis and lama is None:
            TesAngkatan.objects.create(angkatan=angkatan, jenis=jenis, kuis=kuis)
    naikkan(angkatan)
    return angkatan


def terkunci(angkatan: Angkatan, oleh: Pengguna) -> Angkatan:
    """Baris kelas di bawah kunci; melempar TidakBoleh atau Ditolak bila sudah ditutup."""
    angkatan = Angkatan.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=angkatan.pk)
    if not angkatan.boleh_dikelola(oleh=oleh):
        raise TidakBoleh
    if angkatan.terkunci:
        raise Ditolak("Kelas ini sudah ditutup, jadi tidak berubah lagi.")
    return angkatan


@transaction.atomic
def ubah_keadaan(*, angkatan: Angkatan, oleh: Pengguna, keadaan: str) -> Angkatan:
    """Rancangan → dibuka → berjalan; batal dari mana pun. Menutup kelas ada di `putuskan_kelulusan`."""
    angkatan = terkunci(angkatan, oleh)
    boleh = {
        Keadaan.DIBUKA: {Keadaan.RANCANGAN, Keadaan.BERJALAN}, Keadaan.BERJALAN: {Keadaan.RANCANGAN, Keadaan.DIBUKA},
        Keadaan.BATAL: {Keadaan.RANCANGAN, Keadaan.DIBUKA, Keadaan.BERJALAN},
    }  # fmt: skip
    if keadaan == angkatan.keadaan:
        return angkatan
    if angkatan.keadaan not in boleh.get(keadaan, set()):
        raise Ditolak("Keadaan kelas tidak dapat diubah ke sana.")
    if keadaan != Keadaan.BATAL and not angkatan.sesi.filter(batal=False).exists():
        raise Ditolak("Tulis dahulu paling sedikit satu sesi.")
    angkatan.keadaan = keadaan
    angkatan.save(update_fields=["keadaan"])
    if keadaan == Keadaan.BATAL:
        angkatan.tes.filter(ditutup__isnull=True, dibuka__isnull=False).update(ditutup=timezone.now())
        akhiri_tes(angkatan=angkatan)
        orang = [satu.orang for satu in angkatan.peserta.exclude(keadaan="batal").select_related("orang")]
        kabari(
            orang, jenis="kelas_batal", kunci=f"kelas:{angkatan.pk}:batal", judul=f"{angkatan.judul} dibatalkan",
            url=angkatan.get_absolute_url(), isi="Hubungi penyelenggara untuk jadwal penggantinya.",
        )  # fmt: skip
    return angkatan


@transaction.atomic
def simpan_sesi(
    *, angkatan: Angkatan, oleh: Pengguna, judul: str, mulai: datetime, selesai: datetime, tempat: str = "",
    modul: ModulPage | None = None, sesi: Sesi | None = None, kunci: UUID | None = None,
) -> Sesi:  # fmt: skip
    """Sesi baru (sekali per kunci) atau jadwal yang diubah; perubahan menaikkan versi supaya kalender peserta ikut berubah."""
    angkatan = terkunci(angkatan, oleh)
    if selesai <= mulai:
        raise Ditolak("Jam selesai harus sesudah jam mulai.")
    if sesi is None:
        return Sesi.objects.get_or_create(
            tanda=kunci or uuid4(),
            defaults=dict(angkatan=angkatan, judul=judul, mulai=mulai, selesai=selesai, tempat=tempat, modul=modul),
        )[0]
    sesi = angkatan.sesi.get(pk=sesi.pk)
    sesi.judul, sesi.mulai, sesi.selesai, sesi.tempat, sesi.modul = judul, mulai, selesai, tempat, modul
    sesi.versi += 1
    sesi.save()
    return sesi


@transaction.atomic
def batalkan_sesi(*, sesi: Sesi, oleh: Pengguna) -> Sesi:
    """Sesi batal keluar dari penyebut kehadiran; tidak dihapus."""
    terkunci(sesi.angkatan, oleh)
    sesi.batal = True
    sesi.versi += 1
    sesi.save(update_fields=["batal", "versi"])
    return sesi


@transaction.atomic
def atur_tes(*, tes: TesAngkatan, oleh: Pengguna, buka: bool) -> TesAngkatan:
    """Pelatih membuka dan menutup tes; paket dibagi menurut urutan datang pada pembukaan pertama."""
    angkatan = terkunci(tes.angkatan, oleh)
    tes = angkatan.tes.get(pk=tes.pk)
    kini = timezone.now()
    if buka:
        tes.dibuka, tes.ditutup = tes.dibuka or kini, None
        terakhir = max(
            (satu for satu in angkatan.peserta.values_list("paket", flat=True) if satu is not None), default=-1
        )
        belum = angkatan.peserta.terdaftar().filter(paket__isnull=True).order_by("antre")
        for nomor, peserta in enumerate(belum, start=terakhir + 1):
            peserta.paket = nomor
            peserta.save(update_fields=["paket"])
    elif tes.dibuka and not tes.ditutup:
        tes.ditutup = kini
    tes.save()
    return tes


@transaction.atomic
def nilai_praktik(
    *, angkatan: Angkatan, peserta: Peserta, lembar: LembarPraktik, oleh: Pengguna, kunci: UUID,
    terpenuhi: set[int], catatan: str = "",
) -> PenilaianPraktik:  # fmt: skip
    """Satu pemeriksaan; butirnya disalin. Sekali per kunci; menilai lagi menambah baris dan yang terakhir berlaku."""
    angkatan = terkunci(angkatan, oleh)
    if peserta.orang_id == oleh.pk:
        raise TidakBoleh
    butir = [
        {"teks": satu.teks, "kritis": satu.kritis, "terpenuhi": satu.pk in terpenuhi} for satu in lembar.butir.all()
    ]
    ambang = angkatan.ambang_praktik
    rasio, lulus = hitung_praktik(
        [ButirPraktik(satu["terpenuhi"], satu["kritis"]) for satu in butir], ambang=Fraction(ambang, 100)
    )
    return PenilaianPraktik.objects.get_or_create(
        kunci=kunci,
        defaults=dict(
            orang=peserta.orang, angkatan=angkatan, lembar=lembar, jenis=lembar.jenis, penilai=oleh, butir=butir,
            rasio=rasio, ambang=ambang, lulus=lulus, catatan=catatan,
        ),
    )[0]  # fmt: skip


@transaction.atomic
def beri_umpan_balik(
    *, peserta: Peserta, oleh: Pengguna, isi: int, pelatih: int, tempat: int, saran: str = ""
) -> UmpanBalik:
    """Sekali per peserta; kiriman kedua tidak mengubah yang pertama."""
    if oleh.pk != peserta.orang_id or peserta.keadaan != Peserta.Keadaan.TERDAFTAR:
        raise TidakBoleh
    return UmpanBalik.objects.get_or_create(
        peserta=peserta, defaults={"isi": isi, "pelatih": pelatih, "tempat": tempat, "saran": saran}
    )[0]
