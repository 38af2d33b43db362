"""Impor naskah: unggah, lihat, jadikan konsep. Tidak ada jalan dari sini ke terbit."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.models import Collection

from akun.models import Pengguna
from modul_pelatihan.bahasa import akar_kata
from modul_pelatihan.impor import baca_berkas
from modul_pelatihan.models import (
    CatatanRilis,
    ImporNaskah,
    ModulBidang,
    ModulPage,
    ModulPelajaran,
    PelajaranPage,
    RilisOpenSID,
)

UMUR_IMPOR = timedelta(days=7)


def terima_naskah(*, kunci: UUID, oleh: Pengguna, modul: ModulPage, nama: str, isi: bytes) -> ImporNaskah:
    """Membaca berkas menjadi balok yang menunggu dilihat; kunci yang sama tidak membaca dua kali. Melempar BerkasDitolak."""
    if lama := ImporNaskah.objects.filter(kunci=kunci, oleh=oleh).first():
        return lama
    hasil = baca_berkas(nama, isi)
    impor = ImporNaskah(
        kunci=kunci, oleh=oleh, modul=modul, nama_berkas=nama[:160], judul=hasil.judul, balok=hasil.balok,
        peringatan=hasil.peringatan,
    )  # fmt: skip
    gudang = storages["pribadi"]
    for satu, gambar in hasil.gambar.items():
        gudang.save(f"{impor.folder}/{satu}", ContentFile(gambar))
    impor.save()
    return impor


def jadikan_konsep(*, impor: ImporNaskah, oleh: Pengguna) -> PelajaranPage:
    """Satu konsep per impor; gambar masuk lewat perpustakaan Wagtail. Mengulang mengembalikan konsep yang sama."""
    if impor.halaman_id:
        return impor.halaman
    gambar = _gambar(impor, oleh)  # pekerjaan berkas di luar transaksi
    with transaction.atomic():
        impor = ImporNaskah.objects.select_for_update(of=("self",)).get(pk=impor.pk)
        if impor.halaman_id:
            return impor.halaman
        balok = [
            (jenis, nilai | {"gambar": gambar.get(nilai["gambar"])} if jenis == "gambar" else nilai)
            for jenis, nilai in impor.balok
        ]
        halaman = PelajaranPage(
            title=impor.judul, slug=_slug(impor.modul, impor.judul), isi=balok, live=False, owner=oleh, pemilik=oleh
        )
        impor.modul.add_child(instance=halaman)
        halaman.save_revision(user=oleh)
        impor.halaman = halaman
        impor.save(update_fields=["halaman"])
    buang_berkas(impor)
    return halaman


def _gambar(impor: ImporNaskah, oleh: Pengguna) -> dict[str, object]:
    gudang, model, hasil = storages["pribadi"], get_image_model(), {}
    for jenis, nilai in impor.balok:
        nama = nilai["gambar"] if jenis == "gambar" else None
        if nama and nama not in hasil and gudang.exists(f"{impor.folder}/{nama}"):
            with gudang.open(f"{impor.folder}/{nama}", "rb") as berkas:
                isi = berkas.read()
            hasil[nama] = model.objects.create(
                title=f"{impor.judul[:200]} ({nama.partition('.')[0]})", file=ImageFile(io.BytesIO(isi), name=nama),
                uploaded_by_user=oleh, collection=Collection.get_first_root_node(),
            )  # fmt: skip
    return hasil


def _slug(modul: ModulPage, judul: str) -> str:
    awal = slugify(judul)[:70] or "naskah"
    ada = set(modul.get_children().values_list("slug", flat=True))
    return next(satu for n in range(1, len(ada) + 2) if (satu := awal if n == 1 else f"{awal}-{n}") not in ada)


def buang_berkas(impor: ImporNaskah) -> None:
    gudang = storages["pribadi"]
    if gudang.exists(impor.folder):
        for nama in gudang.listdir(impor.folder)[1]:
            gudang.delete(f"{impor.folder}/{nama}")


def buang_impor_lama() -> int:
    """Yang tidak dijadikan konsep dalam tujuh hari dibuang bersama gambarnya."""
    basi = list(ImporNaskah.objects.filter(dibuat__lt=timezone.now() - UMUR_IMPOR))
    for satu in basi:
        buang_berkas(satu)
        satu.delete()
    return len(basi)


_BUTIR = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(.{8,})$")
_BESAR = re.compile(r"\b(hapus|dihapus|tidak lagi|hentikan|dihentikan|diganti|migrasi)\b", re.IGNORECASE)
_SEDANG = re.compile(r"\b(penambahan|tambah|menambah|baru|fitur)\b", re.IGNORECASE)


@transaction.atomic
def impor_catatan_rilis(*, rilis: RilisOpenSID, teks: str) -> tuple[int, int]:
    """Butir `catatan_rilis.md` menjadi usul catatan menurut modul yang disebutnya: (usul baru, butir tanpa modul).

    Usul belum mengubah apa pun sampai dipastikan orang; butir yang sama tidak diusulkan dua kali.
    """
    slug = set(ModulBidang.objects.values_list("slug", flat=True)) | set(
        ModulPelajaran.objects.values_list("slug", flat=True)
    )
    akar = {satu: set(akar_kata(satu.replace("-", " "))) for satu in slug}
    baru = tanpa = 0
    for butir in filter(None, map(_BUTIR.match, teks.replace("\x00", "").splitlines()[:2000])):
        isi = re.sub(r"^\[?#\d+\]?[\s:.-]*", "", butir[1]).strip()[:300]
        kata = set(akar_kata(isi))
        cocok = [satu for satu, perlu in akar.items() if perlu and perlu <= kata]
        # Yang paling rinci saja: "cetak surat" mengalahkan "surat".
        cocok = [satu for satu in cocok if not any(akar[satu] < akar[lain] for lain in cocok)]
        tanpa += not cocok
        tingkat = "besar" if _BESAR.search(isi) else "sedang" if _SEDANG.search(isi) else "kecil"
        for satu in sorted(cocok)[:5]:
            _, dibuat = CatatanRilis.objects.get_or_create(
                rilis=rilis, slug=satu, teks=isi, defaults={"tingkat": tingkat}
            )
            baru += dibuat
    return baru, tanpa
