"""Surat beralamat forum diserahkan ke forum. Isinya tidak tinggal di meja: ia dapat berasal dari simpul tertutup."""

from __future__ import annotations

import uuid

from django.db import transaction

from forum.layanan import balas_dari_surat

from .. import arsip_surat
from ..models import SuratMasuk
from ..surat_masuk import Golongan
from .baca_surat import Bahan
from .kenali import Pengirim

_NAMA_RUANG = uuid.UUID("0a4c0d57-64a5-5d5e-8f5c-2f3e0f6e2b40")


def serahkan_ke_forum(baris: SuratMasuk, bahan: Bahan, pengirim: Pengirim | None, alamat: str) -> None:
    """Balasan otomatis diabaikan; yang tidak terbit diparkir dengan sebabnya, tanpa teks dan tanpa berkas aslinya."""
    baris.hasil = SuratMasuk.Hasil.FORUM
    if bahan.golongan != Golongan.ORANG:
        baris.keadaan, baris.sebab = SuratMasuk.Keadaan.DIABAIKAN, "Balasan otomatis atau surat massal ke forum."
    else:
        hasil = balas_dari_surat(
            alamat=alamat, pengirim=pengirim.pengguna if pengirim else None, isi=bahan.surat.pesan,
            kunci_kirim=uuid.uuid5(_NAMA_RUANG, baris.klaim),
        )  # fmt: skip
        baris.keadaan = SuratMasuk.Keadaan.DIOLAH if hasil.kiriman else SuratMasuk.Keadaan.DIPARKIR
        baris.sebab = hasil.sebab[:500]
    baris.teks, baris.perihal, baris.pokok, baris.penerima, baris.ditahan = "", "Balasan forum", "", [], []
    if baris.mentah:
        letak, baris.mentah = baris.mentah, ""
        transaction.on_commit(lambda: arsip_surat.buang(letak))
