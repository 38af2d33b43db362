"""Berkas modul dirangkai sekali tiap edisi dan disimpan; permintaan berikutnya tinggal membacanya."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from modul_pelatihan.bacaan.bahan import bahan_modul, cap_edisi
from modul_pelatihan.models import ModulPage

from .epub import tulis_epub
from .naskah import Penulis
from .pdf import tulis_pdf
from .zip import tulis_zip

BENTUK = {"pdf": "application/pdf", "epub": "application/epub+zip", "zip": "application/zip"}
_PENULIS = {"pdf": tulis_pdf, "epub": tulis_epub, "zip": tulis_zip}
RUPA = 1  # dinaikkan bila rupa keluarannya berubah
FOLDER = "modul"


def berkas_modul(modul: ModulPage, sebutan: str, bentuk: str) -> bytes:
    """Isi berkas edisi yang terbit sekarang; edisi lama modul itu dibuang saat yang baru ditulis."""
    gudang = storages["pribadi"]
    awal = f"{modul.pk}-{sebutan}-"
    nama = f"{FOLDER}/{awal}{cap_edisi(modul, sebutan)}-{RUPA}.{bentuk}"
    if gudang.exists(nama):
        with gudang.open(nama, "rb") as isi:
            return isi.read()
    penulis = Penulis(bahan_modul(modul, sebutan))
    hasil = _PENULIS[bentuk](penulis.modul(), penulis.gambar)
    if gudang.exists(FOLDER):
        for lama in gudang.listdir(FOLDER)[1]:
            if lama.startswith(awal) and lama.endswith(f".{bentuk}"):
                gudang.delete(f"{FOLDER}/{lama}")
    gudang.save(nama, ContentFile(hasil))
    return hasil
