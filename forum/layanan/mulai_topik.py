from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from forum.indeks import indekskan_kiriman
from forum.models import Keadaan, Kiriman, Ruang, Topik, TopikBidang, TopikPelajaran, TopikPengguna, TopikWilayah
from forum.perender import VERSI, Hasil
from forum.tasks import kabarkan_kiriman
from modul_pelatihan.models import Bidang, PelajaranPage
from wilayah.models import Wilayah

from .angka import catat_topik_baru
from .galat import TidakBoleh
from .jatah import pakai_jatah
from .rincian import RincianAcara, RincianJajak, buat_rincian
from .sanksi import pastikan_boleh_menulis
from .saring import buka_perkara, sebab_ditahan
from .tulisan import siapkan, siapkan_judul, tandai_samaran
from .unggah import kaitkan_lampiran


def mulai_topik(
    *,
    ruang: Ruang,
    penulis,
    jenis: str,
    judul: str,
    sumber: str,
    bidang: Iterable[Bidang] = (),
    wilayah: Iterable[Wilayah] = (),
    pelajaran: Iterable[PelajaranPage] = (),
    rincian: RincianAcara | RincianJajak | None = None,
    pasang: Callable[[Topik], object] | None = None,
    kunci_kirim: UUID | None = None,
    pada: datetime | None = None,
) -> Topik:
    """Membuka topik dengan kiriman pertamanya; kunci yang sama mengembalikan topik yang sama.

    `rincian` wajib bagi acara dan jajak pendapat; `pasang` mencatat kaitannya di kamar atas (slot `kaitan_topik`).

    `pada` hanya untuk memuat percakapan lama (dunia contoh, impor): tanpa jatah dan tanpa kabar.
    """
    judul, slug = siapkan_judul(judul)
    hasil = siapkan(sumber)
    kaitan = list(bidang), list(wilayah), list(pelajaran), rincian, pasang
    try:
        with transaction.atomic():
            lama = _sudah_dikirim(penulis, kunci_kirim)
            return lama or _buat(ruang, penulis, jenis, judul, slug, hasil, kaitan, kunci_kirim, pada)
    except IntegrityError:
        if lama := _sudah_dikirim(penulis, kunci_kirim):
            return lama
        raise


def _sudah_dikirim(penulis, kunci_kirim: UUID | None) -> Topik | None:
    if kunci_kirim is None:
        return None
    kiriman = Kiriman.objects.filter(penulis=penulis, kunci_kirim=kunci_kirim, nomor=1).select_related("topik").first()
    return kiriman and kiriman.topik


def _buat(ruang, penulis, jenis, judul, slug, hasil: Hasil, kaitan, kunci_kirim, pada) -> Topik:
    ruang = Ruang.objects.select_related("simpul__wilayah").get(pk=ruang.pk)
    if not ruang.boleh_dimulai(oleh=penulis) or jenis not in ruang.jenis_topik:
        raise TidakBoleh("Anda tidak dapat membuka topik jenis ini di ruang ini.")
    tahan = ""
    if pada is None:
        pastikan_boleh_menulis(penulis, ruang.simpul)
        pakai_jatah(penulis, "topik")
        tahan = sebab_ditahan(penulis, hasil, ruang.simpul, topik=True)
    saat = pada or timezone.now()
    topik = Topik.objects.create(
        ruang=ruang, jenis=jenis, judul=judul, slug=slug, penulis=penulis, penulis_akhir=penulis, dibuat=saat,
        dibalas_pada=saat, keadaan=Keadaan.MENUNGGU if tahan else Keadaan.TAMPIL,
    )  # fmt: skip
    pertama = Kiriman.objects.create(
        topik=topik, nomor=1, penulis=penulis, sumber=hasil.sumber, html=hasil.html, versi_perender=VERSI,
        kunci_kirim=kunci_kirim, dibuat=saat,
    )  # fmt: skip
    _kaitkan(topik, *kaitan)
    TopikPengguna.objects.create(
        pengguna=penulis, topik=topik, terakhir_dibaca=1, tingkat=TopikPengguna.Tingkat.LANGGANAN
    )
    tandai_samaran(pertama, hasil, diam=pada is not None)
    kaitkan_lampiran(pertama, hasil.html)
    if tahan:
        buka_perkara(pertama, tahan)
    catat_topik_baru(topik, pertama)
    if not tahan:
        indekskan_kiriman([pertama])  # sesudah angka ruang: kosakata selalu dikunci paling akhir
    if pada is None and not tahan:
        kabarkan_kiriman.enqueue(pertama.pk, hasil.disebut)
    topik.refresh_from_db()
    return topik


def _kaitkan(topik: Topik, bidang: list, wilayah: list, pelajaran: list, rincian, pasang) -> None:
    buat_rincian(topik, rincian)
    TopikBidang.objects.bulk_create([TopikBidang(topik=topik, bidang=satu) for satu in bidang])
    TopikWilayah.objects.bulk_create([TopikWilayah(topik=topik, wilayah=satu) for satu in wilayah])
    TopikPelajaran.objects.bulk_create([TopikPelajaran(topik=topik, pelajaran=satu) for satu in pelajaran])
    if pasang:
        pasang(topik)
