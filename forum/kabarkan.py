"""Siapa dikabari apa. Satu kunci per (topik, nomor): sebutan dan langganan untuk kiriman yang sama jadi satu kabar."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from akun.kabar import kabari
from akun.models import Pengguna

from .models import AnggotaSimpul, Kiriman, Simpul, Topik, TopikPengguna

SEBUTAN_DIKABARI = 10
PENERIMA_MAKS = 500


def boleh_membaca(calon: Iterable[int], simpul: Simpul) -> list[Pengguna]:
    """Yang sekarang masih boleh membaca isi simpul, di antara `calon`; satu kueri."""
    orang = Pengguna.objects.filter(pk__in=set(calon), is_active=True)
    if not simpul.publik:
        orang = orang.filter(keanggotaan__simpul=simpul, keanggotaan__keadaan=AnggotaSimpul.Keadaan.AKTIF)
    return list(orang)


def kiriman_baru(pk: int, disebut: list[int], *, hanya_sebutan: bool) -> None:
    kiriman = _kiriman(pk)
    if kiriman is None or not (kiriman.tampil and kiriman.topik.tampil):
        return
    topik = kiriman.topik
    tanda = dict(
        TopikPengguna.objects.filter(topik=topik, tingkat__in=["langganan", "bisu"]).values_list("pengguna", "tingkat")
    )
    langganan = [] if hanya_sebutan else [orang for orang, tingkat in tanda.items() if tingkat == "langganan"]
    dijawab = None if hanya_sebutan else _penulis_nomor(topik, kiriman.balasan_untuk)
    sebut = set(disebut[:SEBUTAN_DIKABARI])
    calon = ({*langganan[:PENERIMA_MAKS], dijawab} - {orang for orang, t in tanda.items() if t == "bisu"}) | sebut
    calon -= {kiriman.penulis_id, None}
    for orang in boleh_membaca(calon, topik.ruang.simpul):
        disebutkan = orang.pk in sebut
        kabari(
            [orang],
            jenis="forum_sebutan" if disebutkan else "forum_balasan",
            kunci=f"forum:{topik.pk}:{kiriman.nomor}",
            judul=f"{_nama(kiriman)} {'menyebut Anda' if disebutkan else 'membalas'}: {topik.judul}",
            url=topik.alamat_kiriman(kiriman.nomor),
            isi=_cuplikan(kiriman),
            surat=tanda.get(orang.pk) != "bisu",
        )


def tulisan_diterima(pk: int, pelaku: int) -> None:
    """Penjawab dikabari jawabannya diterima; penanya dikabari bila orang lain yang memilihkan."""
    kiriman = _kiriman(pk)
    if kiriman is None or kiriman.topik.jawaban_id != kiriman.pk:
        return
    topik = kiriman.topik
    calon = {kiriman.penulis_id, topik.penulis_id} - {pelaku, None}
    for orang in boleh_membaca(calon, topik.ruang.simpul):
        sendiri = orang.pk == kiriman.penulis_id
        kabari(
            [orang],
            jenis="forum_jawaban",
            kunci=f"forum:{topik.pk}:jawaban:{kiriman.nomor}",
            judul=f"{'Jawaban Anda diterima' if sendiri else 'Pertanyaan Anda terjawab'}: {topik.judul}",
            url=topik.alamat_kiriman(kiriman.nomor),
        )


def tulisan_disembunyikan(pk: int, alasan: str) -> None:
    kiriman = _kiriman(pk)
    if kiriman is None or kiriman.penulis_id is None or (kiriman.tampil and kiriman.topik.tampil):
        return
    kabari(
        boleh_membaca([kiriman.penulis_id], kiriman.topik.ruang.simpul),
        jenis="forum_disembunyikan",
        kunci=f"forum:{kiriman.topik_id}:{kiriman.nomor}:disembunyikan",
        judul=f"Pengurus menyembunyikan tulisan Anda: {kiriman.topik.judul}",
        url=kiriman.get_absolute_url(),
        isi=f"Alasannya: {alasan}" if alasan else "",
    )


def keanggotaan(pk: int) -> None:
    """Permintaan sampai kepada koordinator; penerimaan sampai kepada orangnya."""
    anggota = AnggotaSimpul.objects.select_related("simpul", "pengguna").filter(pk=pk).first()
    if anggota is None:
        return
    simpul = anggota.simpul
    if anggota.keadaan == AnggotaSimpul.Keadaan.DIMINTA:
        koordinator = Pengguna.objects.filter(
            keanggotaan__simpul=simpul, keanggotaan__peran="koordinator", keanggotaan__keadaan="aktif"
        )
        kabari(
            koordinator,
            jenis="forum_permintaan",
            kunci=f"forum:gabung:{anggota.pk}:{anggota.sejak:%Y%m%d}",
            judul=f"{anggota.pengguna.nama} ingin bergabung dengan {simpul.nama}",
            url=reverse("forum:anggota", args=[simpul.slug]),
        )
    elif anggota.keadaan == AnggotaSimpul.Keadaan.DIUNDANG:
        kabari(
            [anggota.pengguna],
            jenis="forum_undangan",
            kunci=f"forum:undang:{anggota.pk}:{anggota.sejak:%Y%m%d%H%M%S}",
            judul=f"Anda diundang ke {simpul.nama}",
            url=simpul.get_absolute_url(),
            isi="Terima atau tolak undangannya di halaman simpul.",
        )
    elif anggota.keadaan == AnggotaSimpul.Keadaan.AKTIF and simpul.cara_gabung != Simpul.CaraGabung.TERBUKA:
        kabari(
            [anggota.pengguna],
            jenis="forum_diterima",
            kunci=f"forum:diterima:{anggota.pk}:{anggota.sejak:%Y%m%d}",
            judul=f"Anda sekarang anggota {simpul.nama}",
            url=simpul.get_absolute_url(),
        )


def _kiriman(pk: int) -> Kiriman | None:
    return Kiriman.objects.select_related("topik__ruang__simpul", "penulis").filter(pk=pk).first()


def _penulis_nomor(topik: Topik, nomor: int | None) -> int | None:
    if nomor is None:
        return None
    return Kiriman.objects.filter(topik=topik, nomor=nomor).values_list("penulis", flat=True).first()


def _nama(kiriman: Kiriman) -> str:
    return kiriman.penulis.nama if kiriman.penulis else "Anggota terhapus"


def _cuplikan(kiriman: Kiriman) -> str:
    """Isi simpul tertutup tidak keluar lewat surat: cukup judul dan tautan."""
    if not kiriman.topik.ruang.simpul.publik:
        return ""
    teks = " ".join(kiriman.sumber.split())
    return teks if len(teks) <= 240 else teks[:239].rsplit(" ", 1)[0] + "…"
