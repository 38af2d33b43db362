"""Modul yang disimpan di perangkat: halaman tanpa apa pun milik pembacanya, gambarnya, dan daftar isinya (domain training.md 6)."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import salted_hmac

from akun.models import Pengguna

from .bacaan.bahan import Bahan, bahan_modul, cap_edisi
from .models import ModulPage

ASET = (
    "situs/css/situs.css",
    "situs/ikon.svg",
    "modul_pelatihan/pelajaran.css",
    "modul_pelatihan/kelas.css",
    "modul_pelatihan/luring.js",
    "modul_pelatihan/simpan.js",
)
SEUMUR = 600  # detik; daftar isi dan halamannya dirangkai sekali dan selalu cocok satu sama lain


@dataclass(frozen=True)
class Halaman:
    """Diambil dari `ambil`, disimpan sebagai `simpan`: alamat yang dibuka orang seperti biasa."""

    ambil: str
    simpan: str
    html: str
    hash: str
    bytes: int


@dataclass(frozen=True)
class Paket:
    nomor: int
    judul: str
    revisi: str
    halaman: list[Halaman] = field(default_factory=list)
    berkas: list[tuple[str, int]] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        return sum(satu.bytes for satu in self.halaman) + sum(ukuran for _, ukuran in self.berkas)

    def manifes(self) -> dict[str, object]:
        halaman = [{k: v for k, v in asdict(satu).items() if k != "html"} for satu in self.halaman]
        return {
            "nomor": self.nomor, "judul": self.judul, "revisi": self.revisi, "bytes": self.bytes, "halaman": halaman,
            "berkas": [{"url": url, "bytes": ukuran} for url, ukuran in self.berkas],
        }  # fmt: skip


def tanda_pemilik(orang: Pengguna) -> str:
    """Nama kotak di perangkat: tidak menyebut siapa, tetapi berbeda tiap orang. Kosong bila saklar darurat dimatikan."""
    if not settings.LURING:
        return ""
    if not orang.is_authenticated:
        return "tamu"
    return salted_hmac("modul_pelatihan.luring", str(orang.pk), algorithm="sha256").hexdigest()[:12]


def paket_luring(modul: ModulPage, sebutan: str) -> Paket:
    kunci = f"luring:{modul.pk}:{cap_edisi(modul, sebutan)}:{static(ASET[0])[-24:]}"
    paket = cache.get(kunci)
    if paket is None:
        paket = _rangkai(bahan_modul(modul, sebutan))
        cache.set(kunci, paket, SEUMUR)
    return paket


def _rangkai(bahan: Bahan) -> Paket:
    modul = bahan.modul
    induk = {"bahan": bahan, "modul": modul, "kata": bahan.sebutan, "luring": True}
    akar = reverse("modul_pelatihan:luring-modul", args=[modul.pk])
    halaman = [
        _halaman(akar, modul.url, render_to_string("modul_pelatihan/luring/modul.html", induk)),
        _halaman(_alamat_daftar(), _alamat_daftar(), daftar_simpanan()),
    ]
    for urut, satu in enumerate(bahan.pelajaran):
        tetangga = {
            "sebelum": bahan.pelajaran[urut - 1].halaman if urut else None,
            "sesudah": bahan.pelajaran[urut + 1].halaman if urut + 1 < len(bahan.pelajaran) else None,
        }
        konteks = induk | tetangga | {"page": satu.halaman, "urut": urut + 1}
        isi = render_to_string("modul_pelatihan/luring/pelajaran.html", konteks)
        alamat = reverse("modul_pelatihan:luring-pelajaran", args=[modul.pk, satu.halaman.uuid])
        halaman.append(_halaman(alamat, satu.halaman.url, isi))
    gambar = sorted({url for satu in halaman for url in _gambar(satu.html)})
    berkas = [(static(nama), _ukuran_aset(nama)) for nama in ASET] + [(url, _ukuran_gambar(url)) for url in gambar]
    sidik = hashlib.sha256("".join(satu.hash for satu in halaman).encode()).hexdigest()[:12]
    return Paket(modul.pk, modul.title, sidik, halaman, berkas)


def _alamat_daftar() -> str:
    return reverse("modul_pelatihan:luring")


def daftar_simpanan() -> str:
    """Halaman daftar simpanan di perangkat; isinya disusun skrip dari perangkat itu sendiri."""
    return render_to_string("modul_pelatihan/luring/daftar.html", {"luring": True})


def _halaman(ambil: str, simpan: str, html: str) -> Halaman:
    html = satu_gambar(html)
    isi = html.encode()
    return Halaman(ambil, simpan, html, hashlib.sha256(isi).hexdigest(), len(isi))


def satu_gambar(html: str) -> str:
    """Tiap <picture> menjadi satu <img> WebP terlebar: yang disimpan satu berkas per gambar, bukan enam."""
    if "<picture" not in html:
        return html
    sop = BeautifulSoup(html, "html.parser")
    for picture in sop.find_all("picture"):
        img = picture.find("img")
        sumber = picture.find("source", type="image/webp")
        if sumber:
            img["src"] = sumber["srcset"].split(",")[-1].split()[0]
        for nama in ("srcset", "sizes", "loading"):
            img.attrs.pop(nama, None)
        picture.replace_with(img)
    return str(sop)


def _gambar(html: str) -> list[str]:
    return [satu["src"] for satu in BeautifulSoup(html, "html.parser").find_all("img") if satu.get("src")]


def _ukuran_gambar(url: str) -> int:
    jalan = urlsplit(url).path.removeprefix(f"/{settings.MEDIA_URL.strip('/')}/")
    return default_storage.size(jalan) if default_storage.exists(jalan) else 0


def _ukuran_aset(nama: str) -> int:
    if berkas := finders.find(nama):
        with open(berkas, "rb") as isi:
            return len(isi.read())
    return staticfiles_storage.size(nama) if staticfiles_storage.exists(nama) else 0
