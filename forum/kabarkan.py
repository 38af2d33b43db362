"""Siapa dikabari apa. Satu kunci per (topik, nomor): sebutan dan langganan untuk kiriman yang sama jadi satu kabar."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from akun.kabar import Lipatan, Tambahan, kabari
from akun.models import Pengguna

from .alamat_surat import alamat_balasan, tautan_berhenti
from .dikabari import maju_dikabari
from .models import (
    AnggotaSimpul,
    Kiriman,
    PilihanSurat,
    RuangPengguna,
    Simpul,
    SimpulPengguna,
    Topik,
    TopikPengguna,
)  # fmt: skip

SEBUTAN_DIKABARI = 10
PENERIMA_MAKS = 500


def boleh_membaca(calon: Iterable[int], simpul: Simpul) -> list[Pengguna]:
    """Yang sekarang masih boleh membaca isi simpul, di antara `calon`; satu kueri."""
    orang = Pengguna.objects.filter(pk__in=set(calon), is_active=True)
    if not simpul.publik:
        orang = orang.filter(keanggotaan__simpul=simpul, keanggotaan__keadaan=AnggotaSimpul.Keadaan.AKTIF)
    return list(orang)


def pengurus(simpul: Simpul, *peran: str) -> QuerySet[Pengguna]:
    return Pengguna.objects.filter(
        keanggotaan__simpul=simpul, keanggotaan__peran__in=peran, keanggotaan__keadaan="aktif"
    )


def tingkat_berlaku(topik: Topik) -> dict[int, str]:
    """Tingkat kabar tiap orang yang mengaturnya: topik menang atas ruang, ruang atas simpul. Tiga kueri."""
    hasil: dict[int, str] = {}
    for model, syarat in (
        (SimpulPengguna, {"simpul": topik.ruang.simpul_id}),
        (RuangPengguna, {"ruang": topik.ruang_id}),
        (TopikPengguna, {"topik": topik.pk}),
    ):
        hasil |= dict(model.objects.filter(**syarat).exclude(tingkat="").values_list("pengguna", "tingkat"))
    return hasil


def kiriman_baru(pk: int, disebut: list[int], *, hanya_sebutan: bool) -> None:
    kiriman = baca_kiriman(pk)
    if kiriman is None or not (kiriman.tampil and kiriman.topik.tampil):
        return
    topik = kiriman.topik
    tanda = tingkat_berlaku(topik)
    langganan = [] if hanya_sebutan else sorted(orang for orang, tingkat in tanda.items() if tingkat == "langganan")
    dijawab = None if hanya_sebutan else _penulis_nomor(topik, kiriman.balasan_untuk)
    sebut = set(disebut[:SEBUTAN_DIKABARI])
    calon = ({*langganan[:PENERIMA_MAKS], dijawab} - {orang for orang, t in tanda.items() if t == "bisu"}) | sebut
    calon -= {kiriman.penulis_id, None}
    orang = boleh_membaca(calon, topik.ruang.simpul)
    cara = dict(PilihanSurat.objects.filter(pengguna__in=orang).values_list("pengguna", "cara"))
    for satu in orang:
        pribadi = satu.pk in sebut or satu.pk in (dijawab, topik.penulis_id)
        surat = tanda.get(satu.pk) != "bisu" and _boleh_disurati(cara.get(satu.pk, "sebutan"), pribadi)
        _kabari_kiriman(satu, kiriman, disebutkan=satu.pk in sebut, surat=surat, ulang=hanya_sebutan)


def _boleh_disurati(cara: str, pribadi: bool) -> bool:
    """Sebutan dan jawaban selalu segera, kecuali orangnya memilih tanpa email; langganan hanya bila diminta segera."""
    return cara == "langsung" or (pribadi and cara != "tidak")


def _kabari_kiriman(orang: Pengguna, kiriman: Kiriman, *, disebutkan: bool, surat: bool, ulang: bool) -> None:
    """Sebutan, jawaban, dan langganan atas satu kiriman adalah satu kabar dan satu surat, juga bila tugasnya diulang."""
    topik = kiriman.topik
    with transaction.atomic():
        baru = maju_dikabari(orang.pk, topik.pk, kiriman.nomor)
        if not (baru or ulang or disebutkan):
            return
        kerja = "menyebut Anda" if disebutkan else "membuka topik" if kiriman.nomor == 1 else "membalas"
        kabari(
            [orang],
            jenis="forum_sebutan" if disebutkan else "forum_balasan",
            kunci=f"forum:{topik.pk}:{kiriman.nomor}",
            judul=f"{_nama(kiriman)} {kerja}: {topik.judul}",
            url=topik.alamat_kiriman(kiriman.nomor),
            isi=_cuplikan(kiriman),
            surat=surat,
            utas=f"topik-{topik.pk}",
            lipat=None if disebutkan else Lipatan(f"forum:{topik.pk}", lambda n: f"{n} balasan baru: {topik.judul}"),
            tambahan=lambda satu: tambahan_surat(satu, kiriman),
        )


def tambahan_surat(orang: Pengguna, kiriman: Kiriman) -> Tambahan:
    """Alamat balasan bertanda, berhenti sekali tekan, dan nama daftar ruangnya."""
    topik, host = kiriman.topik, urlsplit(settings.SITE_URL).hostname
    berhenti = tautan_berhenti(orang.pk, f"t{topik.pk}")
    kepala = {
        "List-Id": f"<ruang-{topik.ruang_id}.forum.{host}>",
        "List-Unsubscribe": f"<{berhenti}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    balas = alamat_balasan(orang.pk, topik.pk, kiriman.nomor)
    if balas:
        kepala["Reply-To"] = balas
    kaki = "Balas email ini untuk menjawab di forum; tulisannya tampil di topiknya." if balas else ""
    return Tambahan(kepala, kaki, berhenti)


def tulisan_diterima(pk: int, pelaku: int) -> None:
    """Penjawab dikabari jawabannya diterima; penanya dikabari bila orang lain yang memilihkan."""
    kiriman = baca_kiriman(pk)
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


def keanggotaan(pk: int, semula: str = "") -> None:
    """Permintaan sampai kepada koordinator; penerimaan, penolakan, dan pengeluaran sampai kepada orangnya.

    `semula`: keadaannya sebelum koordinator menolak atau mengeluarkannya.
    """
    anggota = AnggotaSimpul.objects.select_related("simpul", "pengguna").filter(pk=pk).first()
    if anggota is None:
        return
    simpul = anggota.simpul
    if anggota.keadaan == AnggotaSimpul.Keadaan.DIMINTA:
        kabari(
            pengurus(simpul, "koordinator"),
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
    elif anggota.keadaan == AnggotaSimpul.Keadaan.KELUAR and semula in ("diminta", "aktif"):
        ditolak = semula == "diminta"
        kabari(
            [anggota.pengguna],
            jenis="forum_keluar",
            kunci=f"forum:keluar:{anggota.pk}:{semula}:{anggota.sejak:%Y%m%d%H%M%S}",
            judul=f"{'Permintaan Anda belum diterima' if ditolak else 'Anda tidak lagi anggota'}: {simpul.nama}",
            url=simpul.get_absolute_url(),
            isi="Anda boleh meminta lagi, atau menanyakannya kepada koordinator." if ditolak else "",
        )


def baca_kiriman(pk: int) -> Kiriman | None:
    return Kiriman.objects.select_related("topik__ruang__simpul", "penulis").filter(pk=pk).first()


def _penulis_nomor(topik: Topik, nomor: int | None) -> int | None:
    if nomor is None:
        return None
    return Kiriman.objects.filter(topik=topik, nomor=nomor).values_list("penulis", flat=True).first()


def _nama(kiriman: Kiriman) -> str:
    return kiriman.nama_penulis


def _cuplikan(kiriman: Kiriman) -> str:
    """Teks biasa tanpa tanda Markdown. Isi simpul tertutup tidak keluar lewat surat: cukup judul dan tautan."""
    if not kiriman.topik.ruang.simpul.publik:
        return ""
    teks = kiriman.teks
    return teks if len(teks) <= 240 else teks[:239].rsplit(" ", 1)[0] + "…"
