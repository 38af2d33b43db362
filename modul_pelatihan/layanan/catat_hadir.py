"""Kehadiran: daftar nama, kode QR yang berganti, daftar kertas, daftar luring, dan selang daring (domain training.md 2.3)."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from akun.models import Pengguna
from modul_pelatihan.hadir import hadir_daring
from modul_pelatihan.models import Kehadiran, Peserta, SelangDaring, Sesi

from .galat import Ditolak, TidakBoleh

PUTARAN_DETIK = 30
_HURUF = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
Cara = Kehadiran.Cara


def kode_hadir(sesi: Sesi, *, pada: datetime | None = None, geser: int = 0) -> str:
    """Enam huruf yang berganti tiap setengah menit; dihitung dari rahasia situs, jadi tidak ada yang disimpan."""
    putaran = int((pada or timezone.now()).timestamp()) // PUTARAN_DETIK + geser
    sidik = hmac.digest(settings.SECRET_KEY.encode(), f"hadir:{sesi.tanda}:{putaran}".encode(), "sha256")
    return "".join(_HURUF[huruf % len(_HURUF)] for huruf in sidik[:6])


def kode_cocok(sesi: Sesi, kode: str, *, pada: datetime | None = None) -> bool:
    """Putaran sekarang atau dua sebelumnya: kode tetap dapat dipakai 60–90 detik untuk ponsel yang lambat."""
    rapi = kode.strip().upper()
    return rapi.isascii() and any(
        constant_time_compare(rapi, kode_hadir(sesi, pada=pada, geser=geser)) for geser in (0, -1, -2)
    )


@transaction.atomic
def hadir_dengan_kode(*, sesi: Sesi, orang: Pengguna, kode: str) -> Kehadiran:
    """Peserta mencatat dirinya sendiri dengan kode di layar kelas. Idempoten. Yang lebih baru menang seperti daftar nama:
    yang datang terlambat menjadi hadir, dan pelatih dapat membetulkannya lagi sesudah itu."""
    sesi = Sesi.objects.select_for_update(of=("self",)).select_related("angkatan").get(pk=sesi.pk)
    peserta = Peserta.objects.terdaftar().filter(angkatan=sesi.angkatan_id, orang=orang).first()
    if peserta is None:
        raise TidakBoleh
    kini = timezone.now()
    if sesi.batal or sesi.angkatan.terkunci:
        raise Ditolak("Sesi ini sudah tidak menerima kehadiran.")
    if not sesi.mulai - timedelta(hours=1) <= kini <= sesi.selesai + timedelta(minutes=30):
        raise Ditolak("Kode hanya berlaku menjelang dan selama sesi. Minta pelatih mencatat Anda di daftar nama.")
    if not kode_cocok(sesi, kode, pada=kini):
        raise Ditolak("Kodenya sudah berganti. Pindai atau ketik kode yang sekarang tampil di layar.")
    isi = {"keadaan": Kehadiran.Keadaan.HADIR, "cara": Cara.QR, "dicatat_oleh": orang, "dicatat_pada": kini}
    hadir, baru = Kehadiran.objects.get_or_create(sesi=sesi, peserta=peserta, defaults=isi)
    if not baru and hadir.keadaan != Kehadiran.Keadaan.HADIR:
        for nama, nilai in isi.items():
            setattr(hadir, nama, nilai)
        hadir.diterima = kini
        hadir.save()
    return hadir


@transaction.atomic
def catat_hadir(
    *, sesi: Sesi, oleh: Pengguna, isi: Mapping[int, str], cara: str = Cara.DAFTAR, pada: datetime | None = None
) -> int:
    """Daftar nama sekaligus: pk peserta → hadir, izin, sakit, alpa. Mengembalikan banyak baris yang berubah.

    Catatan yang lebih baru menurut jam pencatat menang (daftar luring yang terlambat dikirim tidak menimpa); jam yang
    melampaui jam server dianggap sekarang. Peserta asing menolak seluruh daftar.
    """
    sesi = Sesi.objects.select_for_update(of=("self",)).select_related("angkatan__wilayah").get(pk=sesi.pk)
    if not sesi.angkatan.boleh_dikelola(oleh=oleh):
        raise TidakBoleh
    if sesi.batal or sesi.angkatan.terkunci:
        raise Ditolak("Sesi ini sudah tidak menerima kehadiran.")
    kini = timezone.now()
    saat = min(pada or kini, kini)
    boleh = set(Peserta.objects.terdaftar().filter(angkatan=sesi.angkatan_id).values_list("pk", flat=True))
    if not isi.keys() <= boleh or not set(isi.values()) <= set(Kehadiran.Keadaan.values):
        raise Ditolak("Daftar ini memuat nama yang bukan peserta kelas. Muat ulang daftarnya.")
    ada = {satu.peserta_id: satu for satu in sesi.kehadiran.filter(peserta__in=isi)}
    baru, ubah, berubah = [], [], 0
    for pk, keadaan in isi.items():
        lama = ada.get(pk)
        if lama is None:
            baru.append(Kehadiran(
                sesi=sesi, peserta_id=pk, keadaan=keadaan, cara=cara, dicatat_oleh=oleh, dicatat_pada=saat
            ))  # fmt: skip
        elif lama.dicatat_pada <= saat:
            berubah += lama.keadaan != keadaan
            if lama.keadaan != keadaan:
                lama.keadaan, lama.cara, lama.dicatat_oleh, lama.diterima = keadaan, cara, oleh, kini
            lama.dicatat_pada = saat  # yang menegaskan pun lebih baru: daftar luring sebelum ini tidak menimpanya
            ubah.append(lama)
    Kehadiran.objects.bulk_create(baru)
    Kehadiran.objects.bulk_update(ubah, ["keadaan", "cara", "dicatat_oleh", "dicatat_pada", "diterima"])
    return len(baru) + berubah


@transaction.atomic
def catat_selang(*, sesi: Sesi, oleh: Pengguna, selang: Iterable[tuple[int, datetime, datetime]]) -> int:
    """Keluar-masuk pertemuan daring (pk peserta, masuk, keluar). Yang hadir menurut gabungan selangnya dicatat hadir,
    yang kurang dicatat alpa; mengimpor dua kali tidak menambah. Mengembalikan banyak peserta yang hadir."""
    sesi = Sesi.objects.select_for_update(of=("self",)).select_related("angkatan__wilayah").get(pk=sesi.pk)
    if not sesi.angkatan.boleh_dikelola(oleh=oleh):
        raise TidakBoleh
    SelangDaring.objects.bulk_create(
        [SelangDaring(sesi=sesi, peserta_id=pk, masuk=masuk, keluar=keluar) for pk, masuk, keluar in selang if keluar > masuk],
        ignore_conflicts=True,
    )  # fmt: skip
    kumpul: dict[int, list[tuple[datetime, datetime]]] = {}
    berkursi = sesi.angkatan.peserta.terdaftar().values("pk")  # yang sudah melepas kursi tidak dicatat lagi
    for pk, masuk, keluar in sesi.selang.filter(peserta__in=berkursi).values_list("peserta_id", "masuk", "keluar"):
        kumpul.setdefault(pk, []).append((masuk, keluar))
    ambang = Fraction(sesi.angkatan.ambang_hadir, 100)
    isi = {
        pk: Kehadiran.Keadaan.HADIR
        if hadir_daring((sesi.mulai, sesi.selesai), satu, ambang)
        else Kehadiran.Keadaan.ALPA
        for pk, satu in kumpul.items()
    }
    catat_hadir(sesi=sesi, oleh=oleh, isi=isi, cara=Cara.DARING)
    return sum(keadaan == Kehadiran.Keadaan.HADIR for keadaan in isi.values())
