"""Setiap halaman dunia contoh, dibuka sebagai setiap orang dan tanpa masuk: terbuka, ringan, berbahasa Indonesia."""

from __future__ import annotations

import gzip
import re
from collections import Counter, deque
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import SimpleTestCase, override_settings
from django.urls import Resolver404, resolve
from lxml import etree, html
from lxml.html import HtmlElement
from wagtail.models import Page

from akun.batas import BAWAAN
from akun.contoh import TOKOH
from akun.models import Pengguna
from tests.contoh import DuniaContoh
from tests.test_arsitektur import URUTAN

# Semua halaman isi dibuka. Yang berlipat tanpa menjadi halaman lain dibuka sekian yang pertama ditemukan, bagi tiap orang:
# - satu cetakan untuk banyak baris (formulir tiap tonggak tiap desa, rincian klaim): sekian tiap rute;
# - halaman wilayah: ribuan desa memakai satu cetakan; sekian tiap tingkat (provinsi sampai desa);
# - alamat bertanda tanya: saringan, lanjutan daftar, dan isian awal formulir, menurut nama isiannya.
HALAMAN_ISI = "wagtail_serve"
CETAKAN_WILAYAH = "replikasi:wilayah"
WILAYAH_PER_TINGKAT = 4
SERUPA = 16
TANYA_SERUPA = 2
# Di PostgreSQL yang diuji ulang ialah kuerinya, dan itu sama untuk tiap halaman serupa: isinya sudah dibaca di SQLite.
SERUPA_DI_POSTGRES = 2
# Tautan yang melahirkan tautan tanpa ujung tampak sebagai halaman yang tidak habis-habis.
HALAMAN_TERBANYAK = 3000
# Bukan halaman kita: berkas, ruang redaksi Wagtail, meja pustaka (tests/pusat_bantuan/test_penjaga.py), dan pintu keluar.
LEWATI = re.compile(r"^/(statis|media|cms|dokumen|akun/logout|meja)/")
HTML_PALING_BERAT = 25 * 1024
# Nama bidang yang memakai istilah lapangan (menu OpenSID bernama "Login").
ISTILAH = re.compile(r"\bLogin dan akun\b")
# Kata Inggris yang tidak punya arti dalam bahasa Indonesia; kemunculannya berarti ada teks pustaka yang lolos.
INGGRIS = re.compile(
    r"\b(the|your|please|sign (in|up|out)|log (in|out)|logout|password|submit|save|delete|search|back to|settings|"
    r"this field|required|invalid|page not found|comment by|reply|next page|previous|unknown)\b",
    re.I,
)
# Istilah lapangan yang memang ditulis begini: nama menu, perintah, pesan galat yang dikutip.
KUTIPAN = ("code", "pre", "kbd", "samp", "script", "style", "blockquote")
TERBACA = etree.XPath(
    f"//text()[not(ancestor::*[@lang='en' or @translate='no' or {' or '.join(f'self::{satu}' for satu in KUTIPAN)}])]"
)

# Seorang pembaca membuka ratusan halaman dalam semenit; yang diuji di sini bukan batas lajunya.
LONGGAR = dict.fromkeys(BAWAAN, "100000/m/ip")


def alamat_obyek(oleh) -> list[str]:
    """Alamat semua baris yang boleh dilihat orang itu, tertaut dari mana pun atau tidak."""
    hasil = [satu.get_url() for satu in Page.objects.live().public().filter(depth__gt=2).specific()]
    for model in apps.get_models():
        himpunan = model._default_manager.all()
        if model._meta.app_label in URUTAN and hasattr(himpunan, "terlihat") and hasattr(model, "get_absolute_url"):
            hasil += [satu.get_absolute_url() for satu in himpunan.terlihat(oleh=oleh)]
    return [urldefrag(alamat).url for alamat in hasil if alamat]


def tautan(pohon: HtmlElement, alamat: str) -> list[str]:
    hasil = []
    for tuju in pohon.xpath("//a/@href"):
        penuh, _ = urldefrag(urljoin("http://testserver" + alamat, tuju))
        bagian = urlsplit(penuh)
        if bagian.netloc != "testserver" or bagian.scheme not in {"http", "https"}:
            continue
        lokal = bagian.path + (f"?{bagian.query}" if bagian.query else "")
        if not LEWATI.match(lokal):
            hasil.append(lokal)
    return hasil


@override_settings(BATAS_LAJU=LONGGAR)
class TanpaMasuk(DuniaContoh):
    """Membuka semua yang dapat dibuka satu orang. Satu orang satu kelas: kelas terbagi ke beberapa proses."""

    siapa = ""

    def test_setiap_halaman_terbuka(self) -> None:
        oleh = Pengguna.objects.get(username=self.siapa) if self.siapa else AnonymousUser()
        if self.siapa:
            self.client.force_login(oleh)
        antre = deque([("/", "(awal)"), *((alamat, "(baris yang terlihat)") for alamat in alamat_obyek(oleh))])
        dilihat, serupa, dibuka = {alamat for alamat, _ in antre}, Counter(), 0
        while antre:
            alamat, dari = antre.popleft()
            with self.subTest(alamat=alamat, dari=dari):
                if self.sudah_cukup(alamat, serupa):
                    continue
                dibuka += 1
                for satu in self.buka(alamat):
                    if satu not in dilihat:
                        dilihat.add(satu)
                        antre.append((satu, alamat))
            self.assertLess(dibuka, HALAMAN_TERBANYAK, f"tautan tanpa ujung? {dari} → {alamat}")
        self.assertGreater(dibuka, 40 if connection.vendor == "postgresql" else 200)

    def sudah_cukup(self, alamat: str, serupa: Counter) -> bool:
        bagian = urlsplit(alamat)
        try:
            rute = resolve(bagian.path)
        except Resolver404:
            self.fail("tidak ada rutenya")
        if rute.view_name == CETAKAN_WILAYAH and not bagian.query:
            rupa, batas = (rute.view_name, rute.kwargs["kode"].count(".")), WILAYAH_PER_TINGKAT
        elif bagian.query:
            rupa, batas = (rute.view_name, *sorted(parse_qs(bagian.query, keep_blank_values=True))), TANYA_SERUPA
        elif connection.vendor == "postgresql":
            rupa, batas = (rute.view_name, bagian.path.split("/")[1], bagian.path.count("/")), SERUPA_DI_POSTGRES
        elif rute.view_name == HALAMAN_ISI:
            return False
        else:
            rupa, batas = rute.view_name, SERUPA
        serupa[rupa] += 1
        return serupa[rupa] > (min(batas, SERUPA_DI_POSTGRES) if connection.vendor == "postgresql" else batas)

    def buka(self, alamat: str) -> list[str]:
        jawab = self.client.get(alamat, follow=True)
        self.assertEqual(jawab.status_code, 200)
        if not jawab["Content-Type"].startswith("text/html"):
            return []
        isi = jawab.getvalue()
        self.assertLessEqual(len(gzip.compress(isi, 6)), HTML_PALING_BERAT, "HTML terlalu berat")
        pohon = html.document_fromstring(isi.decode())
        self.periksa(pohon)
        inggris = sorted({temu.group(0) for temu in INGGRIS.finditer(ISTILAH.sub("", " ".join(TERBACA(pohon))))})
        self.assertEqual(inggris, [], "kata Inggris di antarmuka")
        return tautan(pohon, jawab.redirect_chain[-1][0] if jawab.redirect_chain else alamat)

    def periksa(self, pohon: HtmlElement) -> None:
        self.assertEqual(pohon.get("lang"), "id")
        self.assertEqual(len(pohon.xpath("//h1")), 1, "satu h1")
        self.assertTrue(pohon.findtext("head/title", "").strip(), "judul halaman")
        self.assertEqual(
            [html.tostring(satu)[:120] for satu in pohon.xpath("//img[not(@alt)]")], [], "gambar tanpa alt"
        )
        sebaris = pohon.xpath("//*[@style or @*[starts-with(name(), 'on')]]")
        self.assertEqual([html.tostring(satu)[:120] for satu in sebaris], [], "gaya/skrip sebaris")
        nomor = Counter(pohon.xpath("//@id"))
        self.assertEqual([satu for satu, n in nomor.items() if n > 1], [], "id ganda")


class Ani(TanpaMasuk):
    siapa = "ani"


class Budi(TanpaMasuk):
    siapa = "budi"


class Citra(TanpaMasuk):
    siapa = "citra"


class Dewi(TanpaMasuk):
    siapa = "dewi"


class Eko(TanpaMasuk):
    siapa = "eko"


class Fajar(TanpaMasuk):
    siapa = "fajar"


class Gita(TanpaMasuk):
    siapa = "gita"


class Hadi(TanpaMasuk):
    siapa = "hadi"


class Peserta(SimpleTestCase):
    def test_semua_tokoh_ikut(self):
        ikut = {kelas.siapa for kelas in TanpaMasuk.__subclasses__()}
        self.assertEqual({username for username, *_ in TOKOH} - ikut, set())
