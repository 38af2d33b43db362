"""Kursi kelas: dibagi di bawah kunci baris kelas, jadi tidak pernah terjual lebih (domain training.md 2.3)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.models import Angkatan, Peserta

from .galat import Ditolak, TidakBoleh
from .kirim_jawaban import akhiri_tes


@transaction.atomic
def daftarkan(*, angkatan: Angkatan, orang: Pengguna, oleh: Pengguna) -> Peserta:
    """Mendapat kursi, atau masuk daftar tunggu bila penuh. Mendaftar lagi tidak mengubah apa pun.

    Pengurus boleh mendaftarkan orang lain dan sesudah pendaftaran ditutup. Melempar Ditolak, TidakBoleh.
    """
    angkatan = Angkatan.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=angkatan.pk)
    pengurus = angkatan.boleh_dikelola(oleh=oleh)
    if orang.pk != oleh.pk and not pengurus:
        raise TidakBoleh
    peserta = Peserta.objects.filter(angkatan=angkatan, orang=orang).first()
    if peserta and peserta.keadaan != Peserta.Keadaan.BATAL:
        return peserta
    if angkatan.pengajar.filter(orang=orang).exists():
        raise Ditolak("Pelatih kelas ini tidak dapat menjadi pesertanya.")
    if angkatan.terkunci or not (angkatan.menerima_pendaftaran or pengurus):
        raise Ditolak("Pendaftaran kelas ini sedang ditutup. Hubungi penyelenggaranya.")
    penuh = angkatan.peserta.terdaftar().count() >= angkatan.kuota or angkatan.peserta.menunggu().exists()
    kini = timezone.now()
    isi = {
        "keadaan": Peserta.Keadaan.MENUNGGU if penuh else Peserta.Keadaan.TERDAFTAR, "didaftar": kini,
        "antre": (angkatan.peserta.aggregate(n=Max("antre"))["n"] or 0) + 1, "didaftarkan_oleh": oleh,
        "mendapat_kursi": None if penuh else kini, "asal": orang.wilayah_utama,
    }  # fmt: skip
    peserta, _ = Peserta.objects.update_or_create(angkatan=angkatan, orang=orang, defaults=isi)
    if not penuh:
        _kabari_kursi(angkatan, peserta, kini)
    return peserta


@transaction.atomic
def batalkan_kursi(*, peserta: Peserta, oleh: Pengguna) -> Peserta | None:
    """Melepas kursi menaikkan yang pertama menunggu (dikembalikan) dan mengakhiri tes yang sedang ia kerjakan; melepas
    tempat tunggu hanya menghapusnya."""
    angkatan = Angkatan.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=peserta.angkatan_id)
    peserta = angkatan.peserta.get(pk=peserta.pk)
    if oleh.pk != peserta.orang_id and not angkatan.boleh_dikelola(oleh=oleh):
        raise TidakBoleh
    if angkatan.terkunci:
        raise Ditolak("Kelas ini sudah ditutup.")
    semula, peserta.keadaan = peserta.keadaan, Peserta.Keadaan.BATAL
    peserta.save(update_fields=["keadaan"])
    akhiri_tes(angkatan=angkatan, orang=peserta.orang)
    return naikkan(angkatan) if semula == Peserta.Keadaan.TERDAFTAR else None


def naikkan(angkatan: Angkatan) -> Peserta | None:
    """Selama masih ada kursi, yang pertama datang naik; kelas sudah terkunci pemanggil. Mengembalikan yang terakhir naik."""
    naik = None
    kini = timezone.now()
    kosong = angkatan.kuota - angkatan.peserta.terdaftar().count()
    for peserta in angkatan.peserta.menunggu().select_related("orang").order_by("antre")[: max(0, kosong)]:
        peserta.keadaan, peserta.mendapat_kursi = Peserta.Keadaan.TERDAFTAR, kini
        peserta.save(update_fields=["keadaan", "mendapat_kursi"])
        _kabari_kursi(angkatan, peserta, kini)
        naik = peserta
    return naik


def _kabari_kursi(angkatan: Angkatan, peserta: Peserta, kini: datetime) -> None:
    kabari(
        [peserta.orang], jenis="kelas_kursi", kunci=f"kelas:{angkatan.pk}:kursi:{peserta.pk}:{kini.timestamp():.0f}",
        judul=f"Anda mendapat kursi di {angkatan.judul}", url=angkatan.get_absolute_url(),
        isi="Jadwal, tempat, dan surat undangannya ada di halaman kelas.",
    )  # fmt: skip
