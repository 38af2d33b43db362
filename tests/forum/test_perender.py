"""Markdown dari orang banyak: tidak pernah menjalankan apa pun, tidak pernah lambat, tidak pernah jatuh (forum.md 5)."""

import json
import random
import re
from functools import partial
from pathlib import Path

from django.test import SimpleTestCase, tag

from forum.perender import Orang, TulisanDitolak, render
from forum.perender.bersihkan import _alamat
from forum.perender.normalkan import BARIS_MAKS, PANJANG_MAKS
from tests.waktu import waktu_cpu

JAHAT = json.loads((Path(__file__).parent / "data" / "markdown_nasty.json").read_text())["items"]
BERBAHAYA = [
    r"<(script|svg|math|iframe|object|embed|form|input|button|style|link|meta|base|template|noscript|video|audio)\b",
    r"<[a-z0-9]+(?:\s+[a-z:-]+(?:=\"[^\"]*\")?)*\s+(on[a-z]+|style)\s*=",
    r"<[a-z0-9]+(?:\s+[a-z:-]+(?:=\"[^\"]*\")?)*\s+(href|src)=\"\s*(java|vb)\s*script:",
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000\ue001]",
]
PROSA = (
    "Setelah diperbarui, daftar **Cetak Surat** tinggal sedikit. Apakah datanya terhapus? Lihat [panduan](/panduan/).\n\n"
    "- langkah satu dengan `kode`\n- langkah dua\n\n> kutipan pendek dari teman\n\n"
)


def masukan(butir: dict, faktor: float = 1) -> str:
    if "input" in butir:
        return butir["input"]
    bagian = []
    for teks, ulang in butir["parts"]:
        ulang = max(1, int(ulang * faktor)) if ulang > 1 else 1
        bagian += [teks.replace("{i}", str(i)) for i in range(ulang)] if "{i}" in teks else [teks * ulang]
    return "".join(bagian)


def prosa(panjang: int) -> str:
    return (PROSA * (panjang // len(PROSA) + 1))[:panjang]


def dirender(teks: str) -> str:
    """HTML, atau teks kosong bila ditolak."""
    try:
        return render(teks, cari_orang=lambda calon: {}).html
    except TulisanDitolak:
        return ""


def biaya(teks: str) -> float:
    return waktu_cpu(lambda: dirender(teks))[0]


def acuan(panjang: int) -> float:
    """Biaya rata-rata satu tulisan biasa sepanjang itu; jalan pertama (mengompilasi pola) tidak dihitung."""
    biaya(prosa(panjang))
    return sum(biaya(prosa(panjang)) for _ in range(5)) / 5


class ContohJahat(SimpleTestCase):
    def test_contoh_jahat_tidak_menghasilkan_isi_aktif(self):
        for butir in JAHAT:
            if butir["family"] == "upload":
                continue
            with self.subTest(butir["id"]):
                teks = masukan(butir)[:20_000]
                try:
                    html = render(teks, cari_orang=lambda calon: {}).html
                except TulisanDitolak:
                    self.assertNotEqual(butir["outcome"], "html")
                    continue
                for pola in [*butir["must_not"], *BERBAHAYA]:
                    self.assertIsNone(re.search(pola, html, re.IGNORECASE), f"{pola}\n{html[:300]}")
                polos = re.sub(r"<[^>]*>", "", html)
                for harus in butir["must_have"]:
                    self.assertIn(harus, polos)

    def test_contoh_jahat_tidak_lebih_mahal_dari_prosa(self):
        biasa = acuan(20_000)
        for butir in JAHAT:
            if butir["family"] == "upload":
                continue
            with self.subTest(butir["id"]):
                self.assertLess(biaya(masukan(butir)[:20_000]), butir["max_ratio"] * biasa)

    def test_bentuk_yang_dulu_menjatuhkan_pengurai(self):
        for teks in (
            "+ " * 497 + "x",
            "1. " * 497,
            "- + " * 249,
            "> " * 900 + "x",
            ">" * 3000,
            "\ud800 lepas",
            "- > " * 400,
        ):
            with self.subTest(teks[:8]):
                self.assertIsInstance(render(teks).html, str)

    def test_dua_puluh_ditautkan_satu_kueri(self):
        panggilan = []

        def cari(calon):
            panggilan.append(calon)
            return {nama: Orang(pk, nama) for pk, nama in enumerate(sorted(calon), 1)}

        hasil = render("".join(f"@pegiat{i} " for i in range(1000)), cari_orang=cari)
        self.assertEqual(len(panggilan), 1)
        self.assertLessEqual(len(panggilan[0]), 200)
        self.assertEqual(hasil.html.count('class="sebutan"'), 20)
        self.assertEqual(len(hasil.disebut), 20)


@tag("sqlite")  # tanpa basis data: cukup sekali
class Pengacak(SimpleTestCase):
    """Pengacak berbiji tetap: satuan berulang sepanjang yang masih diterima; kalau merah, masukannya tercetak.

    Yang termahal di sini tiga kali tulisan biasa; yang kuadratik puluhan kali, karena panjangnya penuh.
    """

    SATUAN = [
        "[", "]", "(", ")", "![", "`", "``", "```", "~~~", "*", "**", "_", "__", "~~", ">", "> ", "+ ", "- ", "1. ", "#",
        "# a\n", "|", "|-", "|-|\n", "\n", "\n\n", "    ", "\t", "\\", "&", "&#106;", "<", "<!--", "-->", "<b>", "</", "a",
        "@a ", "http://", "https://a.b/", "[a](", "[a]: ", "[x]\n", "=\n", "---\n", "é", "\u0301", "\u202e", "\ue000", "\x02",
        "{", "}", "'", '"', ":", "x" * 30,
    ]  # fmt: skip

    def test_apa_pun_masukannya_hasilnya_aman_dan_cepat(self):
        acak = random.Random(20261121)
        batas = 15 * acuan(PANJANG_MAKS)
        for putaran in range(350):
            satuan = "".join(acak.choices(self.SATUAN, k=acak.randint(1, 4)))
            awal = "".join(acak.choices(self.SATUAN, k=acak.randint(0, 6)))
            teks = (awal + satuan * (PANJANG_MAKS // len(satuan)))[:PANJANG_MAKS]
            teks = "\n".join(teks.split("\n")[:BARIS_MAKS])
            with self.subTest(putaran=putaran, satuan=satuan):
                lama, html = waktu_cpu(partial(dirender, teks))
                self.assertLess(lama, batas)
                for pola in BERBAHAYA:
                    self.assertIsNone(re.search(pola, html, re.IGNORECASE))


class YangTampil(SimpleTestCase):
    def test_bentuk_yang_didukung(self):
        for teks, harap in (
            ("# Judul", "<h3>Judul</h3>"),
            ("~~salah~~ benar", "<p><del>salah</del> benar</p>"),
            ("baris satu\nbaris dua", "baris satu<br>\nbaris dua"),
            ("```bash\nls -ld <x>\n```", '<pre><code class="language-bash">ls -ld &lt;x&gt;\n</code></pre>'),
            ("- [ ] siapkan data\n- [x] izin", "<li>☐ siapkan data</li>"),
            ("|a|b|\n|-|:-:|\n|1|2|", '<td align="center">2</td>'),
            ("<b>tebal</b>", "&lt;b&gt;tebal&lt;/b&gt;"),
            ("lihat https://opendesa.id/unduh.", '<a href="https://opendesa.id/unduh" rel="nofollow ugc noopener">'),
            ("3. tiga", '<ol start="3">'),
        ):
            with self.subTest(teks):
                self.assertIn(harap, render(teks).html)

    def test_kode_yang_lupa_ditutup_tetap_kode(self):
        self.assertIn("<pre><code>a &lt; b\n</code></pre>", render("```\na < b").html)

    def test_sebutan_bukan_surel_dan_bukan_kode(self):
        hasil = render("@budi surel budi@contoh.id `@budi` @lain", cari_orang=lambda calon: {"budi": Orang(7, "Budi")})
        self.assertEqual(hasil.html.count("sebutan"), 1)
        self.assertIn('href="/forum/orang/7/"', hasil.html)
        self.assertEqual(hasil.disebut, [7])

    def test_gambar_luar_menjadi_tautan(self):
        html = render("![foto](https://pelacak.example/x.png)").html
        self.assertNotIn("<img", html)
        self.assertIn('href="https://pelacak.example/x.png"', html)

    def test_gambar_kita_tetap_gambar(self):
        alamat = "/forum/lampiran/0a1b2c3d-0a1b-4c3d-8e5f-0a1b2c3d4e5f"
        self.assertIn(f'<img src="{alamat}"', render(f"![foto]({alamat})").html.replace('alt="foto" src', "src"))

    def test_alamat_tautan(self):
        self.assertEqual(_alamat("/forum/t/1-a/"), "/forum/t/1-a/")
        self.assertEqual(_alamat("https://gооgle.com/"), "https://xn--ggle-55da.com/")
        for buruk in ("//jahat.example", "\\\\jahat", "/\\jahat", "javascript:alert(1)", "https://bank.id@jahat.example/",
                      "data:text/html,x", "https://", "ftp://a"):  # fmt: skip
            with self.subTest(buruk):
                self.assertIsNone(_alamat(buruk))

    def test_penyaring_alamat_tidak_pernah_membuat_rel_hilang(self):
        html = render("[a](http://a:99999/) [b](https://b.id/)").html
        self.assertEqual(html.count("<a "), html.count('rel="nofollow ugc noopener"'))
        self.assertNotIn("99999", html.replace(">a<", ""))

    def test_tautan_rujukan_tidak_bocor_ke_tulisan_lain(self):
        render("[rahasia]: https://contoh.id/")
        self.assertNotIn("href", render("[rahasia]").html)

    def test_nik_dan_sandi_tidak_tersimpan(self):
        hasil = render("NIK 3399990411870003, sandi: rahasia123")
        self.assertEqual(hasil.disamarkan, 2)
        for tempat in (hasil.sumber, hasil.html):
            self.assertNotIn("3399990411870003", tempat)
            self.assertNotIn("rahasia123", tempat)

    def test_terlalu_panjang_atau_tabel_raksasa_ditolak_dengan_alasan(self):
        for teks in ("a" * 20_001, "a\n" * 2_001, "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|a|\n" * 60,
                     " ".join(f"https://a.id/{i}" for i in range(201))):  # fmt: skip
            with self.subTest(teks[:10]), self.assertRaisesMessage(TulisanDitolak, "paling"):
                render(teks)
