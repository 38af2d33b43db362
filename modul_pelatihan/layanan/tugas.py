"""Tugas kelas: dikirim peserta sebagai tulisan atau berkas, ditelaah pelatih."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import filetype
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.documents.models import Document

from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.models import Angkatan, BahanAngkatan, Peserta, Setoran, Tugas

from .galat import Ditolak, TidakBoleh
from .kelas import terkunci

UKURAN_TERBESAR = 5 * 1024 * 1024
SISI_GAMBAR = 1600
GAMBAR = {"image/jpeg", "image/png", "image/webp"}
DOKUMEN = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def periksa_berkas(berkas: UploadedFile) -> tuple[bytes, str, str]:
    """(isi, jenis, nama aman). Jenis dibaca dari isinya, bukan namanya; foto diperkecil dan tanpa data lokasi.

    Melempar Ditolak yang menyebut jenis yang diterima.
    """
    if berkas.size > UKURAN_TERBESAR:
        raise Ditolak("Berkasnya lebih dari 5 MB. Perkecil dahulu, atau kirim fotonya saja.")
    isi = berkas.read()
    dugaan = filetype.guess(isi)
    jenis = dugaan.mime if dugaan else ""
    if jenis in GAMBAR:
        return _kecilkan(isi), "image/jpeg", "foto.jpg"
    if jenis not in DOKUMEN:
        raise Ditolak("Jenis berkas itu tidak diterima. Kirim PDF, Word, Excel, ODT, ODS, atau foto.")
    return isi, jenis, f"tugas.{DOKUMEN[jenis]}"


def _kecilkan(isi: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(isi)) as gambar:
            if gambar.width * gambar.height > 24_000_000:
                raise Ditolak("Fotonya terlalu besar. Perkecil dahulu.")
            rapi = ImageOps.exif_transpose(gambar).convert("RGB")
            rapi.thumbnail((SISI_GAMBAR, SISI_GAMBAR))
            keluar = io.BytesIO()
            rapi.save(keluar, "JPEG", quality=82)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as galat:
        if isinstance(galat, Ditolak):
            raise
        raise Ditolak("Fotonya tidak terbaca. Kirim foto lain.") from galat
    return keluar.getvalue()


@transaction.atomic
def simpan_tugas(*, angkatan: Angkatan, oleh: Pengguna, tugas: Tugas | None = None, **isi: Any) -> Tugas:
    """Judul yang sama di satu kelas adalah satu tugas: kiriman kedua yang isinya sama mengembalikan yang pertama."""
    angkatan = terkunci(angkatan, oleh)
    kembar = angkatan.tugas.filter(judul=isi["judul"]).exclude(pk=tugas.pk if tugas else None).first()
    if kembar and tugas is None and all(getattr(kembar, nama) == nilai for nama, nilai in isi.items()):
        return kembar
    if kembar:
        raise Ditolak(f"Sudah ada tugas berjudul {kembar.judul}. Beri judul lain, atau ubah tugas itu.")
    if tugas is None:
        return Tugas.objects.create(angkatan=angkatan, **isi)
    for nama, nilai in isi.items():
        setattr(tugas, nama, nilai)
    tugas.save()
    return tugas


def kirim_setoran(
    *, tugas: Tugas, oleh: Pengguna, kunci: UUID, teks: str = "", berkas: UploadedFile | None = None
) -> Setoran:
    """Sekali per kunci. Berkas diperiksa di luar transaksi; yang sudah diterima tidak dapat dikirim ulang."""
    siap = periksa_berkas(berkas) if berkas else None
    if not teks.strip() and siap is None:
        raise Ditolak("Tulis jawabannya, atau lampirkan berkasnya.")
    with transaction.atomic():
        tugas = Tugas.objects.select_for_update(of=("self",)).select_related("angkatan").get(pk=tugas.pk)
        peserta = Peserta.objects.terdaftar().filter(angkatan=tugas.angkatan_id, orang=oleh).first()
        if peserta is None:
            raise TidakBoleh
        if lama := Setoran.objects.filter(kunci=kunci, peserta=peserta).first():
            return lama
        if tugas.angkatan.terkunci:
            raise Ditolak("Kelas ini sudah ditutup.")
        if tugas.setoran.filter(peserta=peserta, keadaan=Setoran.Keadaan.DITERIMA).exists():
            raise Ditolak("Tugas ini sudah diterima, jadi tidak perlu dikirim lagi.")
        if tugas.tenggat and timezone.now() > tugas.tenggat:
            raise Ditolak("Tenggatnya sudah lewat. Bicarakan dengan pelatih Anda.")
        setoran = Setoran(kunci=kunci, tugas=tugas, peserta=peserta, teks=teks.strip())
        if siap:
            isi, setoran.jenis_berkas, setoran.nama_berkas = siap
            setoran.ukuran = len(isi)
            setoran.berkas.save(setoran.nama_berkas, ContentFile(isi), save=False)
        setoran.save()
    return setoran


@transaction.atomic
def telaah_setoran(*, setoran: Setoran, oleh: Pengguna, terima: bool, ulasan: str = "") -> Setoran:
    """Pelatih menerima atau meminta perbaikan; boleh diputus ulang selama kelas belum ditutup."""
    setoran = (
        Setoran.objects.select_for_update(of=("self",)).select_related("peserta", "tugas__angkatan").get(pk=setoran.pk)
    )
    terkunci(setoran.tugas.angkatan, oleh)
    if setoran.peserta.orang_id == oleh.pk:
        raise TidakBoleh
    if not terima and not ulasan.strip():
        raise Ditolak("Tulis apa yang perlu diperbaiki.")
    setoran.keadaan = Setoran.Keadaan.DITERIMA if terima else Setoran.Keadaan.PERBAIKI
    setoran.penelaah, setoran.ulasan, setoran.ditelaah = oleh, ulasan, timezone.now()
    setoran.save(update_fields=["keadaan", "penelaah", "ulasan", "ditelaah"])
    kabari(
        [setoran.peserta.orang], jenis="kelas_tugas", kunci=f"setoran:{setoran.pk}:{setoran.ditelaah:%Y%m%d%H%M%S}",
        judul=f"{setoran.tugas.judul}: {setoran.get_keadaan_display()}", url=f"/pelatihan/tugas/{setoran.tugas_id}/",
        isi=ulasan,
    )  # fmt: skip
    return setoran


def tambah_bahan(*, angkatan: Angkatan, oleh: Pengguna, judul: str, berkas: UploadedFile) -> BahanAngkatan:
    """Dokumen bahan kelas. Berkas yang sama terkirim dua kali tetap satu; judul yang sama untuk berkas lain ditolak."""
    isi, _, nama = periksa_berkas(berkas)
    with transaction.atomic():
        angkatan = terkunci(angkatan, oleh)
        if lama := angkatan.bahan.filter(judul=judul).select_related("dokumen").first():
            with lama.dokumen.open_file() as berkas_lama:
                if berkas_lama.read() == isi:
                    return lama
            raise Ditolak(f"Sudah ada bahan berjudul {judul}. Hapus dahulu, atau beri judul lain.")
        dokumen = Document(title=judul, uploaded_by_user=oleh)
        dokumen.file.save(f"bahan-{angkatan.pk}-{nama}", ContentFile(isi), save=False)
        dokumen.file_size = len(isi)
        dokumen.save()
        return BahanAngkatan.objects.create(angkatan=angkatan, dokumen=dokumen, judul=judul)


@transaction.atomic
def hapus_bahan(*, bahan: BahanAngkatan, oleh: Pengguna) -> None:
    """Dokumennya ikut dihapus; hanya dipakai kelas ini."""
    if not bahan.angkatan.boleh_dikelola(oleh=oleh):
        raise TidakBoleh
    bahan.dokumen.delete()
