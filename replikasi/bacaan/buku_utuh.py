"""Buku panduan utuh sebagai data: dipakai PDF dan EPUB dengan cap edisi yang sama. Tanpa catatan pelatih."""

from __future__ import annotations

from bs4 import BeautifulSoup

from modul_pelatihan.sebutan import ganti_sebutan
from replikasi.cetak import hari
from replikasi.layanan.edisi_buku import edisi_terbaru
from replikasi.models import BukuReplikasiPage, LangkahPage

from .buku import isi_buku


def cap_edisi(buku: BukuReplikasiPage) -> str:
    """Edisi terakhir; naskah yang disunting sesudahnya disebut terus terang."""
    edisi = edisi_terbaru()
    if edisi is None:
        return buku.edisi
    sunting = (
        LangkahPage.objects.live().descendant_of(buku).filter(last_published_at__gt=edisi.terbit)
        .order_by("-last_published_at").values_list("last_published_at", flat=True).first()
    )  # fmt: skip
    teks = f"{edisi}: {edisi.nama}, terbit {hari(edisi.terbit.date())}"
    return teks + (f", dengan suntingan sampai {hari(sunting.date())}" if sunting else "")


def buku_utuh(buku: BukuReplikasiPage, sebutan: str) -> dict:
    """Semuanya teks polos; `sebutan` kata setempat pembacanya."""
    return {
        "judul": buku.seo_title or buku.title,
        "kicker": buku.title,
        "pengantar": buku.ringkas,
        "cap": f"{cap_edisi(buku)}. {buku.status_naskah}.",
        "bab": [
            {
                "nomor": bab.halaman.nomor, "judul": bab.halaman.title, "ringkas": bab.halaman.ringkas,
                "langkah": [_langkah(satu, sebutan) for satu in bab.langkah],
            }
            for bab in isi_buku(buku)
        ],
    }  # fmt: skip


def _langkah(satu: LangkahPage, sebutan: str) -> dict:
    return {
        "kode": satu.kode, "judul": satu.title, "tindakan": satu.tindakan, "bukti": satu.bukti,
        "penanggung_jawab": satu.penanggung_jawab, "hari_kerja": satu.hari_kerja,
        "templat": ", ".join(satu.daftar_templat), "isi": _isi(satu, sebutan),
    }  # fmt: skip


def _isi(langkah: LangkahPage, sebutan: str) -> list[dict]:
    hasil, nomor = [], 0
    for balok in langkah.naskah:
        nomor = nomor + 1 if balok.block_type == "langkah" else 0 if balok.block_type == "teks" else nomor
        hasil += _balok(balok, nomor)
    return [
        {nama: ganti_sebutan(nilai, sebutan) if isinstance(nilai, str) else nilai for nama, nilai in satu.items()}
        for satu in hasil
    ]


def _balok(balok, nomor: int) -> list[dict]:
    nilai = balok.value
    match balok.block_type:
        case "langkah":
            return [{"jenis": "langkah", "nomor": nomor, "teks": _polos(nilai["tindakan"]), "hasil": nilai["hasil"]}]
        case "peringatan":
            return [{"jenis": "awas", "teks": _polos(nilai["teks"])}]
        case "praktik":
            return [{"jenis": "periksa", "teks": satu["teks"]} for satu in nilai["butir"]]
        case "teks":
            sop = BeautifulSoup(str(nilai.source), "html.parser")
            jenis = {"h2": "judul", "h3": "judul", "li": "butir"}
            return [
                {"jenis": jenis.get(satu.name, "teks"), "teks": satu.get_text(" ", strip=True)}
                for satu in sop.find_all(["h2", "h3", "p", "li"])
                if satu.get_text(strip=True)
            ]
    return []


def _polos(kaya) -> str:
    return BeautifulSoup(str(getattr(kaya, "source", kaya)), "html.parser").get_text(" ", strip=True)
