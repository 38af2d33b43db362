"""Server dibunuh dengan kill -9 berulang kali di tengah hujan laporan: yang sudah dijawab tidak ada yang hilang."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from django.conf import settings
from django.test import override_settings

from replikasi.layanan.serap import serap_laporan
from replikasi.models import KeadaanPasang, KodeTakDikenal
from tests.tokoh import DuniaUji

SULIKI = "13.07.01.2004"


class MatiMendadak(DuniaUji):
    databases = "__all__"

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="mati-uji-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        with socket.socket() as soket:
            soket.bind(("127.0.0.1", 0))
            self.porta = soket.getsockname()[1]
        self.dijawab: list[tuple[str, int]] = []
        self.berhenti = threading.Event()

    def hidupkan(self) -> subprocess.Popen:
        lingkungan = os.environ | {
            "DJANGO_SETTINGS_MODULE": "situs.settings.production", "DATA_DIR": str(self.folder), "LOG_LEVEL": "CRITICAL",
        }  # fmt: skip
        lingkungan.pop("DATABASE_URL", None)
        return subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "situs.wsgi:application", "--bind", f"127.0.0.1:{self.porta}",
             "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "critical"],
            cwd=settings.BASE_DIR, env=lingkungan, start_new_session=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def hujan(self, pelapor: int) -> None:
        """Satu pelapor: tiap laporan diulang sampai dijawab; yang dijawab dicatat."""
        nomor = 0
        while not self.berhenti.is_set():
            nomor += 1
            kode = "1307012004" if nomor % 4 == 0 else f"99{pelapor:02d}01{2000 + nomor % 7999:04d}"
            badan = f"kode_desa={kode}&version=2410.1.0&jml_artikel={pelapor * 100_000 + nomor}".encode()
            while not self.berhenti.is_set():
                if self.kirim(badan):
                    self.dijawab.append((kode, pelapor * 100_000 + nomor))
                    break
                time.sleep(0.05)
            time.sleep(0.01)

    def kirim(self, badan: bytes) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.porta), timeout=5) as soket:
                soket.sendall(
                    b"POST /index.php/api/track/desa HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    b"X-Requested-With: XMLHttpRequest\r\nContent-Length: %d\r\n\r\n" % len(badan) + badan
                )
                jawab = b""
                while potong := soket.recv(4096):
                    jawab += potong
            return jawab.startswith(b"HTTP/1.1 200") and jawab.endswith(b"\r\n\r\n[]")
        except OSError:
            return False

    def test_yang_sudah_dijawab_selamat_dari_kill_9(self):
        acak = random.Random(9)
        utas = [threading.Thread(target=self.hujan, args=(n,)) for n in range(1, 5)]
        server = self.hidupkan()
        try:
            for satu in utas:
                satu.start()
            for _ in range(3):
                sasaran, batas = len(self.dijawab) + acak.randint(60, 160), time.monotonic() + 60
                while len(self.dijawab) < sasaran and time.monotonic() < batas:
                    time.sleep(0.005)
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
                server = self.hidupkan()
        finally:
            self.berhenti.set()
            for satu in utas:
                satu.join()
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        self.assertGreater(len(self.dijawab), 150)
        with override_settings(BERKAS_PRIBADI=self.folder / "pribadi"):
            while serap_laporan():
                pass
        ada = {satu.replace(".", "") for satu in KodeTakDikenal.objects.values_list("kode", flat=True)}
        hilang = {kode for kode, _ in self.dijawab} - ada - {"1307012004"}
        self.assertFalse(hilang)
        suliki = KeadaanPasang.objects.get(wilayah__kode=SULIKI).penghitung["jml_artikel"]
        terakhir = [nomor for kode, nomor in self.dijawab if kode == "1307012004"][-8:]
        self.assertIn(suliki, {satu + n for satu in terakhir for n in (0, 4)})
