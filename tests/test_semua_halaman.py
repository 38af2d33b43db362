"""Setiap tautan di dunia contoh, diikuti sebagai setiap peran dan tanpa masuk: terbuka, ringan, berbahasa Indonesia."""

from __future__ import annotations

import gzip
import re
from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import TestCase, tag
from django.urls import Resolver404, resolve

from akun.contoh import TOKOH
from akun.models import Pengguna

# Halaman yang sama rupanya dibuka paling banyak sekian kali per orang: ribuan desa memakai satu cetakan.
PALING_BANYAK_PER_RUPA = 12
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
KUTIPAN = ("code", "pre", "kbd", "samp", "script", "style", "blockquote", "[lang=en]", "[translate=no]")


@tag("dunia")
class SetiapHalaman(TestCase):
    databases = "__all__"

    @classmethod
    def setUpTestData(cls):
        call_command("isi_contoh", verbosity=0)

    def _jelajahi(self, siapa: str) -> Counter:
        antre, dilihat, per_rupa = deque([("/", "(awal)")]), {"/"}, Counter()
        while antre:
            alamat, dari = antre.popleft()
            try:
                rute = resolve(urlsplit(alamat).path)
            except Resolver404:
                self.fail(f"{siapa}: {dari} menautkan {alamat}, tidak ada rutenya")
            rupa = rute.view_name or rute.route
            if rupa == "wagtail_serve":
                rupa = "wagtail:" + "/".join(re.sub(r"[^/]+", "*", urlsplit(alamat).path).split("/")[:6])
            per_rupa[rupa] += 1
            if per_rupa[rupa] > PALING_BANYAK_PER_RUPA:
                continue
            with self.subTest(siapa=siapa, alamat=alamat, dari=dari):
                for tautan in self._buka(siapa, alamat, dari):
                    if tautan not in dilihat and len(dilihat) < 3000:
                        dilihat.add(tautan)
                        antre.append((tautan, alamat))
        return per_rupa

    def _buka(self, siapa: str, alamat: str, dari: str) -> list[str]:
        jawab = self.client.get(alamat, follow=True)
        self.assertEqual(jawab.status_code, 200, f"{siapa}: {dari} → {alamat}")
        akhir = jawab.redirect_chain[-1][0] if jawab.redirect_chain else alamat
        if not jawab["Content-Type"].startswith("text/html"):
            return []
        isi = jawab.getvalue()
        self.assertLessEqual(len(gzip.compress(isi, 9)), HTML_PALING_BERAT, "HTML terlalu berat")
        sop = BeautifulSoup(isi, "html.parser")
        self.assertEqual(sop.html.get("lang"), "id")
        self.assertEqual(len(sop.find_all("h1")), 1, "satu h1")
        self.assertTrue(sop.title and sop.title.get_text(strip=True), "judul halaman")
        self.assertEqual([str(g)[:120] for g in sop.find_all("img", alt=None)], [], "gambar tanpa alt")
        self.assertEqual([str(t)[:120] for t in sop.select("[style], [onclick], [onsubmit]")], [], "gaya/skrip sebaris")
        nomor = Counter(satu["id"] for satu in sop.find_all(id=True))
        self.assertEqual([satu for satu, n in nomor.items() if n > 1], [], "id ganda")
        tautan = self._tautan(sop, akhir)
        for kutipan in sop.select(", ".join(KUTIPAN)):
            kutipan.decompose()
        inggris = sorted({temu.group(0) for temu in INGGRIS.finditer(ISTILAH.sub("", sop.get_text(" ", strip=True)))})
        self.assertEqual(inggris, [], "kata Inggris di antarmuka")
        return tautan

    def _tautan(self, sop: BeautifulSoup, alamat: str) -> list[str]:
        hasil = []
        for jangkar in sop.find_all("a", href=True):
            penuh, _ = urldefrag(urljoin("http://testserver" + alamat, jangkar["href"]))
            bagian = urlsplit(penuh)
            if bagian.netloc != "testserver" or bagian.scheme not in {"http", "https"}:
                continue
            lokal = bagian.path + (f"?{bagian.query}" if bagian.query else "")
            if not LEWATI.match(lokal):
                hasil.append(lokal)
        return hasil

    def test_tanpa_masuk(self):
        rupa = self._jelajahi("tanpa masuk")
        self.assertGreater(len(rupa), 10, rupa)


def _sebagai(username: str):
    def test(self):
        self.client.force_login(Pengguna.objects.get(username=username))
        rupa = self._jelajahi(username)
        self.assertGreater(len(rupa), 15, rupa)

    return test


for _username, *_ in TOKOH:
    setattr(SetiapHalaman, f"test_{_username}_membuka_semua_yang_ditunjukkan_kepadanya", _sebagai(_username))
