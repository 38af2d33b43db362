"""Panggung cerita: server sungguhan (gunicorn + pekerja) dengan dunia contoh, SMTP sungguhan, Chromium sungguhan."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from django.conf import settings
from django.test import SimpleTestCase, tag
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from akun.contoh import SANDI_CONTOH
from tests.pelari import PENUTUP, sidik_migrasi

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PONSEL = {"width": 360, "height": 740}
LAYAR = {"width": 1280, "height": 900}
SAKLAR = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Aturan WCAG 2.2 AA yang diperiksa axe.
ATURAN_AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class KotakSurat:
    """Penerima SMTP: menyimpan surat sebagaimana sampai di kawat."""

    def __init__(self) -> None:
        self.surat: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server, session, envelope):
        pesan = message_from_bytes(envelope.content, policy=policy.default)
        self.surat.append((list(envelope.rcpt_tos), pesan))
        return "250 OK"

    def untuk(self, alamat: str, perihal: str = "") -> list[EmailMessage]:
        return [pesan for kepada, pesan in self.surat if alamat in kepada and perihal in str(pesan["Subject"])]


def porta_bebas() -> int:
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        return soket.getsockname()[1]


class Panggung:
    """Dibuat sekali per proses uji; semua cerita berjalan di dunia yang sama."""

    _satu: Panggung | None = None

    @classmethod
    def buka(cls) -> Panggung:
        if cls._satu is None:
            cls._satu = cls()
        return cls._satu

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pusat-bantuan-alur-"))
        self.surat = KotakSurat()
        self.smtp = Controller(self.surat, hostname="127.0.0.1", port=porta_bebas())
        self.smtp.start()
        self.porta = porta_bebas()
        self.alamat = f"http://127.0.0.1:{self.porta}"
        bersih = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_URL", "DJANGO_", "UJI_"))}
        self.lingkungan = bersih | {
            "DATA_DIR": str(self.folder), "SITE_URL": self.alamat, "DJANGO_SETTINGS_MODULE": "situs.settings.dev",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp.port}", "LOG_LEVEL": "WARNING",
            "LAYANAN_DORONG": "dorong.contoh.example",
            "DEFAULT_FROM_EMAIL": "Pusat Bantuan <bantuan@panggung.example>",  # dapat dibalas; bantuan@127.0.0.1 tidak
        }  # fmt: skip
        PENUTUP.append(self.tutup)
        self._pakai_cetakan()
        self._perintah("siapkan", "--contoh")
        self.catatan = (self.folder / "server.log").open("wb")
        self.server = subprocess.Popen(
            [sys.executable, "manage.py", "layani", "--port", str(self.porta)], cwd=settings.BASE_DIR,
            env=self.lingkungan, stdout=self.catatan, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        self._tunggu()
        self.playwright = sync_playwright().start()
        self.peramban: Browser = self.playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=SAKLAR)

    def _pakai_cetakan(self) -> None:
        """Basis data kosong yang sudah dimigrasi pelari uji; tanpa cetakan, `siapkan` memigrasi sendiri."""
        cetakan = settings.CETAKAN_UJI / sidik_migrasi()
        if (cetakan / "default.sqlite3").exists():
            shutil.copyfile(cetakan / "default.sqlite3", self.folder / "db.sqlite3")

    def _perintah(self, *argumen: str) -> None:
        hasil = subprocess.run(
            [sys.executable, "manage.py", *argumen], cwd=settings.BASE_DIR, env=self.lingkungan,
            capture_output=True, text=True,
        )  # fmt: skip
        if hasil.returncode:
            raise RuntimeError(f"manage.py {argumen[0]} gagal:\n{hasil.stdout}{hasil.stderr}")

    def _tunggu(self) -> None:
        for _ in range(300):
            if self.server.poll() is not None:
                break
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.alamat}/healthz", timeout=2)
                return
            time.sleep(0.2)
        raise RuntimeError("server tidak hidup:\n" + (self.folder / "server.log").read_text(errors="replace"))

    def tutup(self) -> None:
        with contextlib.suppress(Exception):
            self.peramban.close()
            self.playwright.stop()
        with contextlib.suppress(Exception):
            os.killpg(self.server.pid, signal.SIGTERM)
            self.server.wait(40)
        with contextlib.suppress(Exception):
            self.smtp.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@tag("peramban")
@unittest.skipUnless(
    os.environ.get("CHROMIUM"), "peramban: jalankan lewat script/test, atau set CHROMIUM=/letak/chromium"
)
class Cerita(SimpleTestCase):
    """Satu cerita orang; `self.ponsel("ani")` memberi halaman 360 px yang sudah masuk."""

    databases = "__all__"  # jalur peramban bukan utas ini; jangan dibungkus
    panggung: Panggung

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.panggung = Panggung.buka()
        expect.set_options(timeout=30_000)  # mesin yang sibuk pun sempat

    def setUp(self) -> None:
        self.konteks: list[BrowserContext] = []
        self.pelanggaran: list[str] = []

    def tearDown(self) -> None:
        hasil = self._outcome.result
        if any(satu is self for satu, _ in hasil.errors + hasil.failures):
            self._ceritakan()
        for konteks in self.konteks:
            konteks.close()
        self.assertEqual(self.pelanggaran, [], "CSP atau galat skrip di peramban")

    def _ceritakan(self) -> None:
        """Cerita yang gagal di mesin orang lain: apa yang tampak di layar dan apa yang dicatat server."""
        for konteks in self.konteks:
            for halaman in konteks.pages:
                with contextlib.suppress(Exception):
                    isi = " ".join(halaman.locator("main").inner_text(timeout=2000).split())
                    print(f"\n-- {self.id()} di {halaman.url}: {isi[:1500]}", file=sys.stderr)
        catatan = (self.panggung.folder / "server.log").read_text(errors="replace")
        print(f"-- catatan server:\n{catatan[-3000:]}", file=sys.stderr)

    def halaman(self, *, ukuran=PONSEL, **pilihan) -> Page:
        konteks = self.panggung.peramban.new_context(
            base_url=self.panggung.alamat, viewport=ukuran, locale="id-ID", timezone_id="Asia/Jakarta", **pilihan
        )
        self.konteks.append(konteks)
        halaman = konteks.new_page()
        halaman.set_default_timeout(60_000)
        halaman.on("pageerror", lambda galat: self.pelanggaran.append(f"{halaman.url}: {galat}"))
        halaman.on("console", lambda pesan: self._dengar(halaman, pesan))
        return halaman

    def _dengar(self, halaman: Page, pesan) -> None:
        if pesan.type == "error" and "Content Security Policy" in pesan.text:
            self.pelanggaran.append(f"{halaman.url}: {pesan.text}")

    def ponsel(self, siapa: str, **pilihan) -> Page:
        halaman = self.halaman(**pilihan)
        halaman.goto("/akun/login/")
        halaman.locator("input[name=login]").fill(siapa)
        halaman.locator("input[type=password]").fill(SANDI_CONTOH)
        halaman.locator("main").get_by_role("button", name="Masuk", exact=True).click()
        halaman.wait_for_url("**/")
        return halaman

    def layar(self, siapa: str) -> Page:
        return self.ponsel(siapa, ukuran=LAYAR)

    def periksa(self, halaman: Page, nama: str) -> None:
        """Aksesibilitas (axe), tidak melebar dari layar, satu `h1`, bahasa benar; gambar disimpan bila diminta."""
        halaman.evaluate(AXE.read_text())
        hasil = halaman.evaluate(
            "aturan => axe.run(document, {runOnly: aturan, resultTypes: ['violations']})", ATURAN_AXE
        )
        temuan = [
            f"{satu['id']}: {satu['help']} → {', '.join(str(n['target']) for n in satu['nodes'][:3])}"
            for satu in hasil["violations"]
        ]
        self.assertEqual(temuan, [], f"axe di {nama} ({halaman.url})")
        lebar = halaman.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(lebar, 0, f"{nama} melebar {lebar} px dari layar")
        self.assertEqual(halaman.locator("h1").count(), 1, f"{nama}: satu h1")
        self.assertEqual(halaman.locator("html").get_attribute("lang"), "id")
        if folder := os.environ.get("GAMBAR_ALUR"):
            halaman.screenshot(path=f"{folder}/{nama}.png", full_page=True)

    def muat_ulang_sampai(self, halaman: Page, pemilih: str) -> None:
        """Yang digarap pekerja latar tampak sesudah halaman dibuka lagi; di mesin yang sibuk perlu beberapa kali."""
        batas = time.monotonic() + 60
        while not halaman.locator(pemilih).count() and time.monotonic() < batas:
            halaman.wait_for_timeout(700)
            halaman.reload()
        expect(halaman.locator(pemilih).first).to_be_visible()

    def tunggu_surat(self, alamat: str, perihal: str) -> EmailMessage:
        """Surat terbaru yang cocok; pekerja mengirimnya dalam beberapa detik."""
        batas = time.monotonic() + 60
        while time.monotonic() < batas:
            if ada := self.panggung.surat.untuk(alamat, perihal):
                return ada[-1]
            time.sleep(0.3)
        kotak = [(kepada, str(pesan["Subject"])) for kepada, pesan in self.panggung.surat.surat]
        self.fail(f"tidak ada surat {perihal!r} untuk {alamat}; yang sampai: {kotak}")
