"""Siapa mengajar di sebuah kelas: ditugaskan dan dilepas pengurus kelasnya."""

from __future__ import annotations

from django.db import transaction

from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.bacaan.pelatih import calon_pengajar
from modul_pelatihan.models import Angkatan, Pengajar

from .galat import Ditolak, TidakBoleh
from .kelas import terkunci


@transaction.atomic
def tugaskan_pengajar(*, angkatan: Angkatan, orang: Pengguna, tugas: str, oleh: Pengguna) -> Pengajar:
    """Pelatih seprovinsi, atau alumnus TOT sebagai pendamping. Memanggil lagi mengubah tugasnya.

    Melempar Ditolak bila ia peserta kelas itu: pengajar bukan peserta.
    """
    angkatan = terkunci(angkatan, oleh)
    calon = {satu.orang.pk: satu for satu in calon_pengajar(angkatan)}.get(orang.pk)
    if calon is None:
        raise TidakBoleh
    if angkatan.peserta.exclude(keadaan="batal").filter(orang=orang).exists():
        raise Ditolak(f"{orang.nama} peserta kelas ini. Lepas dahulu kursinya.")
    if tugas == Pengajar.Tugas.UTAMA and not calon.pelatih:
        raise Ditolak(f"{orang.nama} belum bertugas sebagai pelatih, jadi baru dapat mendampingi.")
    pengajar, baru = Pengajar.objects.get_or_create(angkatan=angkatan, orang=orang, defaults={"tugas": tugas})
    if not baru and pengajar.tugas != tugas:
        if pengajar.tugas == Pengajar.Tugas.UTAMA:
            _pastikan_utama(angkatan, pengajar)
        pengajar.tugas = tugas
        pengajar.save(update_fields=["tugas"])
    if baru and orang.pk != oleh.pk:
        kabari(
            [orang], jenis="pelatihan_pengajar", kunci=f"kelas:{angkatan.pk}:pengajar",
            judul=f"Anda {pengajar.get_tugas_display()} di {angkatan.judul}", url=f"{angkatan.get_absolute_url()}kelola/",
        )  # fmt: skip
    return pengajar


@transaction.atomic
def lepas_pengajar(*, pengajar: Pengajar, oleh: Pengguna) -> None:
    """Melepas seorang pengajar; pelatih utama terakhir tidak dapat dilepas sebelum ada gantinya."""
    angkatan = terkunci(pengajar.angkatan, oleh)
    if pengajar.tugas == Pengajar.Tugas.UTAMA:
        _pastikan_utama(angkatan, pengajar)
    angkatan.pengajar.filter(pk=pengajar.pk).delete()


def _pastikan_utama(angkatan: Angkatan, kecuali: Pengajar) -> None:
    if not angkatan.pengajar.filter(tugas=Pengajar.Tugas.UTAMA).exclude(pk=kecuali.pk).exists():
        raise Ditolak("Tugaskan dahulu pelatih utama lain; kelas tidak boleh tanpa pelatih utama.")
