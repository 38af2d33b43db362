"""Tindakan borongan: hak diperiksa per tiket, tiap tiket satu transaksi, hasilnya tercatat dan dapat dibatalkan."""

from __future__ import annotations

import csv
import logging
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from akun.models import Pengguna
from modul_pelatihan.models import Bidang
from wilayah.lembar_sebar import sel_aman

from ..models import ProfilTiket, TindakanMassal
from .galat import TidakDapat
from .gangguan import masukkan
from .jawaban import isi_jawaban
from .pegang import ambil
from .percakapan import selesaikan
from .tugas import kembalikan, tugaskan
from .ubah import ubah_tiket

log = logging.getLogger(__name__)
P = TindakanMassal.Perbuatan
PALING_BANYAK = 100
MASA_BATAL = timedelta(hours=24)
DAPAT_DIBATALKAN = frozenset({P.AMBIL, P.TUGASKAN, P.BIDANG, P.DAMPAK})


def tiket_terpilih(*, oleh: Pengguna, kode: Sequence[str]) -> list[ProfilTiket]:
    """Tiket yang boleh dilihat `oleh` di antara kode itu, dalam urutan yang dipilih; paling banyak seratus."""
    unik = list(dict.fromkeys(kode))[:PALING_BANYAK]
    ada = {satu.kode: satu for satu in ProfilTiket.objects.terlihat(oleh=oleh).untuk_daftar().filter(kode__in=unik)}
    return [ada[satu] for satu in unik if satu in ada]


def halangan(profil: ProfilTiket, *, oleh: Pengguna, perbuatan: str) -> str:
    """Sebab satu tiket akan dilewati, dalam kata; kosong bila akan dikerjakan."""
    if not profil.boleh_ditangani(oleh=oleh):
        return "bukan wewenang Anda"
    if perbuatan in {P.BIDANG, P.DAMPAK}:
        return ""
    if not profil.terbuka:
        return "sudah selesai"
    if perbuatan == P.AMBIL and profil.pemegang_id and not profil.pegangan_habis:
        return "sudah Anda pegang" if profil.pemegang_id == oleh.pk else f"dipegang {profil.pemegang.nama}"
    return ""


def jalankan_massal(
    *, oleh: Pengguna, perbuatan: str, kode: Sequence[str], pilihan: dict, kunci_kirim: uuid.UUID
) -> TindakanMassal:
    """Mengerjakan yang boleh, melewati yang tidak dengan sebabnya. Kunci yang sama tidak dijalankan lagi."""
    if ada := TindakanMassal.objects.filter(kunci_kirim=kunci_kirim, pelaku=oleh).first():
        return ada
    try:
        with transaction.atomic():
            catatan = TindakanMassal.objects.create(
                pelaku=oleh, perbuatan=perbuatan, kunci_kirim=kunci_kirim, keterangan=_keterangan(pilihan)[:200]
            )
    except IntegrityError:
        return TindakanMassal.objects.get(kunci_kirim=kunci_kirim, pelaku=oleh)
    hasil = []
    for profil in tiket_terpilih(oleh=oleh, kode=kode):
        baris = {"kode": profil.kode}
        try:
            if sebab := halangan(profil, oleh=oleh, perbuatan=perbuatan):
                raise TidakDapat(sebab)
            baris["semula"] = _semula(profil, perbuatan)
            with transaction.atomic():
                baris["kini"] = _kerjakan(profil, oleh, perbuatan, pilihan, kunci_kirim)
        except TidakDapat as galat:
            baris["sebab"] = str(galat)
        except Exception:
            log.exception("tindakan borongan %s gagal atas %s", perbuatan, profil.kode)
            baris["sebab"] = "gagal, coba satu per satu"
        hasil.append(baris)
    catatan.hasil = hasil
    catatan.save(update_fields=["hasil"])
    return catatan


def _keterangan(pilihan: dict) -> str:
    return "; ".join(str(nilai) for nama, nilai in pilihan.items() if nama != "isi")


def _semula(profil: ProfilTiket, perbuatan: str) -> object:
    return {P.BIDANG: profil.bidang_id, P.DAMPAK: profil.dampak}.get(perbuatan, profil.pemegang_id)


def _kerjakan(profil: ProfilTiket, oleh: Pengguna, perbuatan: str, pilihan: dict, kunci: uuid.UUID) -> object:
    """Mengembalikan nilai sesudahnya, untuk pembatalan."""
    if perbuatan == P.AMBIL:
        return ambil(profil=profil, oleh=oleh).pemegang_id
    if perbuatan == P.TUGASKAN:
        return tugaskan(profil=profil, kepada=pilihan["kepada"], oleh=oleh).pemegang_id
    if perbuatan == P.BIDANG:
        return ubah_tiket(profil=profil, oleh=oleh, bidang=pilihan["bidang"]).bidang_id
    if perbuatan == P.DAMPAK:
        return ubah_tiket(profil=profil, oleh=oleh, dampak=pilihan["dampak"]).dampak
    if perbuatan == P.GANGGUAN:
        if not masukkan(gangguan=pilihan["gangguan"], tiket=[profil.pk], oleh=oleh):
            raise TidakDapat("di luar wilayah gangguan itu, atau sudah di gangguan lain")
        return None
    if perbuatan == P.JAWAB:
        isi = isi_jawaban(pilihan["isi"], profil=profil, oleh=oleh)
        selesaikan(profil=profil, oleh=oleh, isi=isi, kunci_kirim=uuid.uuid5(kunci, profil.kode))
        return None
    raise TidakDapat("Perbuatan itu tidak dikenal.")


def dapat_dibatalkan(catatan: TindakanMassal, *, oleh: Pengguna) -> bool:
    return (
        catatan.pelaku_id == oleh.pk
        and catatan.perbuatan in DAPAT_DIBATALKAN
        and catatan.dibatalkan_pada is None
        and timezone.now() - catatan.pada < MASA_BATAL
        and any("sebab" not in baris for baris in catatan.hasil)
    )


def batalkan_massal(*, catatan: TindakanMassal, oleh: Pengguna) -> tuple[int, int]:
    """Mengembalikan yang belum diubah orang lain sesudahnya; (dikembalikan, dibiarkan). Hanya sekali."""
    if not dapat_dibatalkan(catatan, oleh=oleh):
        raise TidakDapat("Tindakan ini tidak dapat dibatalkan lagi.")
    if not TindakanMassal.objects.filter(pk=catatan.pk, dibatalkan_pada=None).update(dibatalkan_pada=timezone.now()):
        raise TidakDapat("Tindakan ini sudah dibatalkan.")
    jadi = biar = 0
    for baris in catatan.hasil:
        if "sebab" in baris:
            continue
        profil = ProfilTiket.objects.untuk_daftar().filter(kode=baris["kode"]).first()
        try:
            if profil is None or _semula(profil, catatan.perbuatan) != baris["kini"]:
                raise TidakDapat("sudah berubah lagi")
            with transaction.atomic():
                _balikkan(profil, oleh, catatan.perbuatan, baris["semula"])
            jadi += 1
        except TidakDapat:
            biar += 1
    return jadi, biar


def _balikkan(profil: ProfilTiket, oleh: Pengguna, perbuatan: str, semula) -> None:
    if perbuatan == P.BIDANG:
        ubah_tiket(profil=profil, oleh=oleh, bidang=Bidang.objects.select_related("induk").get(pk=semula))
    elif perbuatan == P.DAMPAK:
        ubah_tiket(profil=profil, oleh=oleh, dampak=semula)
    elif semula is None:
        kembalikan(profil=profil, oleh=oleh, alasan="Tindakan borongan dibatalkan.")
    else:
        tugaskan(profil=profil, kepada=Pengguna.objects.get(pk=semula), oleh=oleh)


KOLOM_CSV = (
    "kode", "judul", "desa", "kode desa", "bidang", "dampak", "keadaan", "tingkat", "simpul", "pemegang", "lewat",
    "versi", "pemasangan", "dibuat", "aktivitas terakhir", "pertama dijawab", "selesai", "kali dibuka lagi",
)  # fmt: skip


class _Gema:
    """Tempat tulis `csv.writer` yang langsung mengembalikan barisnya."""

    def write(self, teks: str) -> str:
        return teks


def baris_csv(daftar: Iterable[ProfilTiket]) -> Iterator[str]:
    """CSV (UTF-8 dengan tanda, titik koma, supaya Excel berbahasa Indonesia langsung membukanya); tanpa isi pesan."""
    penulis = csv.writer(_Gema(), delimiter=";")
    yield "\ufeff" + penulis.writerow(KOLOM_CSV)
    for satu in daftar:
        yield penulis.writerow([sel_aman(sel) for sel in _sel(satu)])


def _sel(satu: ProfilTiket) -> list[object]:
    return [
        satu.kode, satu.judul, satu.nama_tempat, satu.wilayah.kode if satu.wilayah else "", satu.bidang.nama,
        satu.get_dampak_display().partition(":")[0], satu.get_keadaan_display(), satu.get_tingkat_display(),
        satu.simpul.nama if satu.simpul else "", satu.pemegang.nama if satu.pemegang else "",
        satu.get_kanal_display(), satu.versi, satu.get_hosting_display(), _waktu(satu.dibuat),
        _waktu(satu.aktivitas), _waktu(satu.dijawab_pada), _waktu(satu.selesai_pada), satu.dibuka_lagi,
    ]  # fmt: skip


def _waktu(saat) -> str:
    return date_format(localtime(saat), "Y-m-d H:i") if saat else ""
