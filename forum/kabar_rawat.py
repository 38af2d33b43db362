"""Kabar perawatan: yang menunggu diperiksa kepada pengurus, putusannya kepada penulisnya (forum.md 8 dan 9)."""

from __future__ import annotations

from akun.kabar import Lipatan, kabari

from .kabarkan import baca_kiriman, boleh_membaca, pengurus
from .models import Keadaan, Tinjauan


def perkara_dibuka(pk: int) -> None:
    """Pengurus simpulnya tahu ada yang menunggu, di situs saja dan terlipat; bukan penulis dan bukan pelapornya.

    Judul topiknya tidak disebut: alamatnya halaman simpul, yang tetap terbuka sesudah orangnya bukan pengurus lagi.
    """
    perkara = Tinjauan.objects.terbuka().select_related("kiriman__topik__ruang__simpul").filter(pk=pk).first()
    if perkara is None:
        return
    kiriman = perkara.kiriman
    simpul = kiriman.topik.ruang.simpul
    pelapor = kiriman.laporan.filter(pengguna__isnull=False).values("pengguna")
    kabari(
        pengurus(simpul, "moderator", "koordinator").exclude(pk=kiriman.penulis_id).exclude(pk__in=pelapor),
        jenis="forum_perkara", kunci=f"forum:perkara:{pk}", surat=False, isi=perkara.get_sebab_display().capitalize(),
        judul=f"Ada tulisan yang perlu diperiksa di {simpul.nama}", url=f"{simpul.get_absolute_url()}#menunggu",
        lipat=Lipatan(f"forum:perkara:{simpul.pk}", lambda n: f"{n} tulisan perlu diperiksa di {simpul.nama}"),
    )  # fmt: skip


def tulisan_disembunyikan(pk: int, alasan: str, jejak: int) -> None:
    """Disembunyikan atau dihapus pengurus; alamatnya topiknya bila kirimannya sendiri tidak terbuka lagi bagi penulisnya."""
    kiriman = baca_kiriman(pk)
    if kiriman is None or kiriman.penulis_id is None or (kiriman.tampil and kiriman.topik.tampil):
        return
    dihapus, topik = kiriman.keadaan == Keadaan.DIHAPUS, kiriman.topik
    kabari(
        boleh_membaca([kiriman.penulis_id], topik.ruang.simpul),
        jenis="forum_disembunyikan",
        kunci=f"forum:{topik.pk}:{kiriman.nomor}:disembunyikan:{jejak}",
        judul=f"Pengurus {'menghapus' if dihapus else 'menyembunyikan'} tulisan Anda: {topik.judul}",
        url=topik.get_absolute_url() if dihapus else kiriman.get_absolute_url(),
        isi=f"Alasannya: {alasan}" if alasan else "",
    )


def tulisan_ditampilkan(pk: int, jejak: int) -> None:
    """Yang menunggu atau disembunyikan sekarang tampil: penulisnya tidak perlu menebak-nebak."""
    kiriman = baca_kiriman(pk)
    if kiriman is None or kiriman.penulis_id is None or not (kiriman.tampil and kiriman.topik.tampil):
        return
    kabari(
        boleh_membaca([kiriman.penulis_id], kiriman.topik.ruang.simpul),
        jenis="forum_ditampilkan",
        kunci=f"forum:{kiriman.topik_id}:{kiriman.nomor}:ditampilkan:{jejak}",
        judul=f"Sudah diperiksa, tulisan Anda tampil: {kiriman.topik.judul}",
        url=kiriman.get_absolute_url(),
    )
