from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from forum.indeks import indekskan_kiriman
from forum.models import Keadaan, Kiriman, Topik, TopikPengguna
from forum.perender import VERSI, Hasil
from forum.tasks import kabarkan_kiriman

from .angka import catat_balasan, catat_tertahan, kunci_topik
from .galat import TidakBoleh
from .jatah import pakai_jatah
from .sanksi import pastikan_boleh_menulis
from .saring import buka_perkara, sebab_ditahan
from .tandai_dibaca import catat_baca
from .tulisan import siapkan, tandai_samaran
from .unggah import kaitkan_lampiran


def balas(
    *,
    topik: Topik,
    penulis,
    sumber: str,
    balasan_untuk: int | None = None,
    kunci_kirim: UUID | None = None,
    pada: datetime | None = None,
) -> Kiriman:
    """Menambah satu kiriman dengan nomor berikutnya; kunci yang sama mengembalikan kiriman yang sama.

    `pada` hanya untuk memuat percakapan lama: tanpa jatah dan tanpa kabar.
    """
    hasil = siapkan(sumber)
    try:
        with transaction.atomic():
            lama = _sudah_dikirim(penulis, kunci_kirim)
            return lama or _tambah(topik.pk, penulis, hasil, balasan_untuk, kunci_kirim, pada)
    except IntegrityError:
        if lama := _sudah_dikirim(penulis, kunci_kirim):
            return lama
        raise


def _sudah_dikirim(penulis, kunci_kirim: UUID | None) -> Kiriman | None:
    if kunci_kirim is None:
        return None
    return Kiriman.objects.filter(penulis=penulis, kunci_kirim=kunci_kirim).select_related("topik").first()


def _tambah(pk: int, penulis, hasil: Hasil, balasan_untuk, kunci_kirim, pada) -> Kiriman:
    topik = kunci_topik(pk)
    if not topik.boleh_dibalas(oleh=penulis):
        raise TidakBoleh("Topik ini sudah dikunci atau tidak lagi terbuka bagi Anda.")
    tahan = ""
    if pada is None:
        pastikan_boleh_menulis(penulis, topik.ruang.simpul)
        pakai_jatah(penulis, "balas")
        tahan = sebab_ditahan(penulis, hasil, topik.ruang.simpul)
    kiriman = Kiriman.objects.create(
        topik=topik, nomor=topik.nomor_tertinggi + 1, penulis=penulis, sumber=hasil.sumber, html=hasil.html,
        versi_perender=VERSI, kunci_kirim=kunci_kirim, dibuat=pada or timezone.now(),
        keadaan=Keadaan.MENUNGGU if tahan else Keadaan.TAMPIL,
        balasan_untuk=balasan_untuk if balasan_untuk and 1 <= balasan_untuk <= topik.nomor_tertinggi else None,
    )  # fmt: skip
    tandai_samaran(kiriman, hasil, diam=pada is not None)
    kaitkan_lampiran(kiriman, hasil.html)
    if tahan:
        buka_perkara(kiriman, tahan)
        catat_tertahan(topik)
    else:
        catat_balasan(topik, kiriman)
    catat_baca(penulis.pk, topik.pk, kiriman.nomor, tingkat=TopikPengguna.Tingkat.IKUTI)
    if not tahan:
        indekskan_kiriman([kiriman])  # sesudah angka ruang: kosakata selalu dikunci paling akhir
    if pada is None and not tahan:
        kabarkan_kiriman.enqueue(kiriman.pk, hasil.disebut)
    return kiriman
