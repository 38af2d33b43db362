"""Seluruh tabel alamat diberi masukan buruk, tanpa masuk dan sebagai dua peran: tidak pernah 500, tidak setengah jadi."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from akun.models import Pengguna
from forum.models import Kiriman, Simpul, Topik
from pusat_bantuan.models import ProfilTiket
from replikasi.models import Tonggak
from tests.contoh import DuniaContoh

# Satu dari sekian giliran yang dijalankan, mulai dari tempat yang lain bagi tiap orang: setiap nama bertemu beberapa nilai di
# setiap alamat. LANGKAH_BURUK=1 menjalankan semuanya.
LANGKAH = int(os.environ.get("LANGKAH_BURUK", "24"))
KAMAR = ["situs", "replikasi", "pusat_bantuan", "forum", "modul_pelatihan", "akun", "wilayah"]
# Ruang redaksi dan alamat lama di balik gerbang punya ujinya sendiri (test_redaksi, test_penjaga).
# /readyz menjawab 503 bila pekerja belum berdetak.
LEWATI = re.compile(r"^(cms|meja|dokumen|index\.php)/|^readyz")
# Nilai mentah seperti di kawat: sudah disandikan persen.
KEPALA_SKRIP = {"accept": "application/json", "x-requested-with": "XMLHttpRequest", "hx-request": "true"}
NILAI = [
    "%00", "a%00b", "%ED%A0%80", "%FF%FE%80", "-1", "9" * 40, "1e309", "NaN", "%C2%B2", "%D9%A3", "..%2F..%2Fetc%2Fpasswd",
    "%252e%252e%252f", "a%0d%0aSet-Cookie:%20x=1", "%3Cscript%3E", "%27%20OR%201%3D1--", "x" * 3000, "%5B" * 300,
    "eyJhIjoxfQ==", "2026-13-45", "13.07.99.9999", "//jahat.example", "%", "%zz", "",
]  # fmt: skip
"""Termasuk: NUL, setengah pasangan pengganti, bukan UTF-8, angka tak masuk akal, angka yang bukan ASCII, jalur naik,
sandi ganda, sisipan kepala, kurungan dalam, kursor rusak, tanggal mustahil, tujuan di luar situs."""


def nama_parameter() -> list[str]:
    """Semua nama yang dibaca tampilan dari kueri dan semua isian formulir; yang baru ikut teruji sendiri."""
    pola = re.compile(r"""(?:GET|POST|FILES|data)(?:\.get|\.getlist)?[\[(]["'](\w+)["']""")
    nama = {"next", "page", "code", "credential", "login", "password", "email"}
    for kamar in KAMAR:
        for berkas in Path(settings.BASE_DIR / kamar).rglob("*.py"):
            nama |= set(pola.findall(berkas.read_text()))
    antre = [forms.BaseForm]
    while antre:
        kelas = antre.pop()
        antre += kelas.__subclasses__()
        if kelas.__module__.partition(".")[0] in KAMAR:
            nama |= set(getattr(kelas, "base_fields", {}))
    return sorted(nama)


def rute(pola=None, awalan: str = "") -> Iterator[str]:
    for satu in pola or get_resolver().url_patterns:
        jalur = awalan + str(satu.pattern)
        if isinstance(satu, URLResolver):
            yield from rute(satu.url_patterns, jalur)
        else:
            yield jalur


_UMUM = (1, 999_999)  # isian rute yang tidak disebut di bawah


@override_settings(ACCOUNT_RATE_LIMITS=False)
class MasukanBuruk(DuniaContoh):
    @classmethod
    def setUpTestData(cls):
        cls.nama = nama_parameter()
        topik, kiriman = Topik.objects.order_by("pk").first(), Kiriman.objects.order_by("pk").first()
        tiket = ProfilTiket.objects.filter(pemohon__username="ani").first()
        cls.isian = {
            "pk": [kiriman.pk], "nomor": [1], "username": ["ani", "tidak%20ada"], "token": ["x"], "kode": [tiket.kode, "13.07.01.2004"],
            "slug": [Simpul.objects.first().slug, topik.slug, Tonggak.objects.first().slug], "ruang": [topik.ruang.slug],
            "kunci": [uuid.uuid4()], "uuid": [uuid.uuid4()], "path": ["..%2f..%2fx", "a.png"], "uidb36": ["1"], "key": ["x-y"],
            "page_view_restriction_id": [1], "page_id": [1], "jenis": ["a", "entah"], "bulan": ["2026-10", "9999-99"],
            "senin": ["2026-11-16", "x"], "tindakan": ["ambil"], "perbuatan": ["hapus", "x"], "skor": [3, 9],
        }  # fmt: skip
        cls.alamat = sorted(set(cls._alamat()))
        kamar = {*KAMAR, "helpdesk", "account", "mfa"}
        cls.tabel = sorted({satu._meta.db_table for satu in apps.get_models() if satu._meta.app_label in kamar})

    @classmethod
    def _alamat(cls) -> Iterator[str]:
        """Satu jalur nyata tiap rute, isiannya dari dunia contoh."""
        for jalur in rute():
            if LEWATI.match(jalur):
                continue
            for putaran in range(2):
                terisi = re.sub(
                    r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)",
                    lambda t, n=putaran: str(
                        cls.isian.get(t[1] or t[2], _UMUM)[n % len(cls.isian.get(t[1] or t[2], _UMUM))]
                    ),
                    jalur,
                )
                yield "/" + terisi.replace("^", "").replace("$", "").replace("/?", "/").replace("\\.", ".")

    def orang(self) -> Iterator[tuple[str, range]]:
        """Namanya (kosong: tanpa masuk), dan giliran nilainya."""
        # Di PostgreSQL yang diuji ulang ialah kuerinya: cukup tanpa masuk dan satu orang.
        semua = ("", "budi") if connection.vendor == "postgresql" else ("", "ani", "budi")
        for urut, nama in enumerate(semua):
            self.client.logout()
            if nama:
                self.client.force_login(Pengguna.objects.get(username=nama))
            awal = urut * len(NILAI) // len(semua) % LANGKAH
            yield nama, range(awal, len(NILAI), LANGKAH)

    def periksa(self, jawaban) -> None:
        self.assertLess(jawaban.status_code, 500)
        self.assertEqual([k for k in jawaban.headers if re.search(r"[\r\n]", jawaban[k])], [])
        if jawaban.status_code in (301, 302):
            self.assertNotRegex(jawaban["Location"], r"^(https?:)?//(?!testserver)")
        if not jawaban.streaming:
            self.assertNotIn(b"Traceback (most recent call last)", jawaban.content)

    def isi_tabel(self) -> dict[str, int]:
        """Satu kueri: dipanggil ratusan kali."""
        cacah = (f"(SELECT COUNT(*) FROM {connection.ops.quote_name(nama)})" for nama in self.tabel)
        with connection.cursor() as kursor:
            kursor.execute(f"SELECT {', '.join(cacah)}")
            return dict(zip(self.tabel, kursor.fetchone(), strict=True))

    def test_kueri(self):
        for siapa, giliran in self.orang():
            for alamat in self.alamat:
                cache.clear()  # batas laju bukan yang diuji di sini
                for putaran in giliran:
                    kueri = "&".join(f"{n}={NILAI[(putaran + i) % len(NILAI)]}" for i, n in enumerate(self.nama))
                    kepala = KEPALA_SKRIP if putaran % 2 else {}
                    with self.subTest(siapa=siapa, alamat=alamat, putaran=putaran):
                        jawaban = self.client.generic("GET", alamat, QUERY_STRING=kueri, headers=kepala)
                        self.periksa(jawaban)
                    if jawaban.status_code in (403, 405) or "/akun/login/" in jawaban.get("Location", ""):
                        break  # tertutup, apa pun kuerinya

    def badan(self, giliran: range) -> Iterator[tuple[str, str, bytes]]:
        """Nama, jenis isi, badan. Yang rusak sebelum sampai ke basis data cukup dicoba di SQLite."""
        formulir = "application/x-www-form-urlencoded"
        for putaran in giliran:
            isi = "&".join(f"{n}={NILAI[(putaran + i) % len(NILAI)]}" for i, n in enumerate(self.nama))
            yield f"formulir {putaran}", formulir, isi.encode()
        if connection.vendor == "postgresql":
            return
        yield "kosong", formulir, b""
        yield "sandi asing", f"{formulir}; charset=entah-apa", b"nama=%FF"
        yield "terlalu banyak isian", formulir, b"&".join(b"a%d=1" % n for n in range(1500))
        yield "json dalam", "application/json", b"[" * 100_000
        yield "json angka", "application/json", b'{"a": 1e999, "b": NaN, "c": "\\ud800"}'
        yield "biner", "application/octet-stream", bytes(range(256))
        yield "multipart tanpa batas", "multipart/form-data", b"--x\r\n\r\n"
        yield (
            "multipart terpotong",
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="lampiran"; filename="a',
        )
        berkas = b'--x\r\nContent-Disposition: form-data; name="%s"; filename="../../a\x00.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\xff\r\n'
        yield (
            "multipart berkas",
            "multipart/form-data; boundary=x",
            b"".join(berkas % n.encode() for n in self.nama) + b"--x--",
        )
        kredensial = quote(
            '{"type": "public-key", "id": [], "response": {"clientDataJSON": 5, "userHandle": "\\ud800"}}'
        )
        yield "kunci palsu", formulir, f"credential={kredensial}&action_add=1&email=a%00b@c".encode()

    def test_badan(self):
        """Yang ditolak tidak meninggalkan sebaris pun; yang tertutup bagi orang itu cukup dicoba sekali."""
        for siapa, giliran in self.orang():
            for alamat in self.alamat:
                if alamat.startswith("/akun/logout"):
                    continue
                cache.clear()
                tolak, sebelum = True, None
                for nama, jenis, badan in self.badan(giliran):
                    with self.subTest(siapa=siapa, alamat=alamat, badan=nama):
                        jawaban = self.client.generic(
                            "POST", alamat, badan, jenis, headers=KEPALA_SKRIP if "json" in nama else {}
                        )
                        self.periksa(jawaban)
                        tolak = tolak and jawaban.status_code >= 400
                        if jawaban.status_code in (403, 404, 405) or "/akun/login/" in jawaban.get("Location", ""):
                            break
                        sebelum = sebelum or self.isi_tabel()
                if tolak and sebelum:
                    self.assertEqual(self.isi_tabel(), sebelum, f"{siapa} {alamat} setengah jadi")
