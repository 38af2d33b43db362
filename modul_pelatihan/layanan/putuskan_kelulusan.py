from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.bacaan.kelas import baris_peserta
from modul_pelatihan.models import Angkatan, Kelulusan

from .galat import Ditolak
from .kelas import terkunci
from .kirim_jawaban import akhiri_tes
from .terbitkan_sertifikat import terbitkan_sertifikat


def putuskan_kelulusan(*, angkatan: Angkatan, oleh: Pengguna) -> list[Kelulusan]:
    """Menutup kelas: tiap peserta diputus menurut syaratnya saat ini, nilai dan ambang disimpan, yang lulus mendapat
    sertifikat. Yang masih mengerjakan tes dinilai dari jawaban tersimpannya. Sesudah ini tidak ada lagi yang dicatat.

    Melempar Ditolak selama masih ada uraian atau tugas yang menunggu dinilai, supaya tidak ada jawaban yang hilang; tesnya
    sudah diakhiri saat itu (transaksi sendiri), jadi uraian yang belum sempat dikirim pun dapat dinilai.
    """
    _akhiri(angkatan, oleh)
    return _putuskan(angkatan, oleh)


@transaction.atomic
def _akhiri(angkatan: Angkatan, oleh: Pengguna) -> None:
    angkatan = terkunci(angkatan, oleh)
    if not angkatan.sesi.filter(batal=False, selesai__lte=timezone.now()).exists():
        raise Ditolak("Kelas ditutup sesudah paling sedikit satu sesi selesai.")
    angkatan.tes.filter(ditutup__isnull=True, dibuka__isnull=False).update(ditutup=timezone.now())
    akhiri_tes(angkatan=angkatan)


@transaction.atomic
def _putuskan(angkatan: Angkatan, oleh: Pengguna) -> list[Kelulusan]:
    angkatan = terkunci(angkatan, oleh)
    menunggu = angkatan.tes.filter(percobaan__keadaan="menunggu").exists()
    if menunggu or angkatan.tugas.filter(wajib=True, setoran__keadaan="menunggu").exists():
        raise Ditolak("Masih ada uraian atau tugas yang menunggu dinilai. Nilai dahulu, lalu tutup kelasnya.")
    hasil = []
    for baris in baris_peserta(angkatan):
        putusan = Kelulusan.objects.create(
            peserta=baris.peserta, lulus=baris.lulus, syarat=[satu.simpan() for satu in baris.syarat], diputus_oleh=oleh
        )
        if putusan.lulus:
            terbitkan_sertifikat(kelulusan=putusan, oleh=oleh, jp=baris.jp)
        hasil.append(putusan)
    angkatan.keadaan, angkatan.selesai_pada = Angkatan.Keadaan.SELESAI, timezone.now()
    angkatan.save(update_fields=["keadaan", "selesai_pada"])
    kabari(
        [putusan.peserta.orang for putusan in hasil], jenis="kelas_selesai", kunci=f"kelas:{angkatan.pk}:selesai",
        judul=f"Hasil {angkatan.judul} sudah ada", url=angkatan.get_absolute_url(),
        isi="Sertifikat dan hasil tes Anda ada di halaman kelas.",
    )  # fmt: skip
    return hasil
