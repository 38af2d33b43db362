"""Menjalankan server aplikasi (gunicorn) dan pekerja latar di bawah satu induk; Ctrl+C mengakhiri keduanya."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management import BaseCommand

from akun.contoh import SANDI_CONTOH, TOKOH
from akun.models import Pengguna, Peran
from situs.settings import lingkungan as env


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reload", action="store_true")

    def handle(self, *args, bind: str, port: int, reload: bool, **opsi):
        alamat = f"[{bind}]:{port}" if ":" in bind else f"{bind}:{port}"
        web = [
            sys.executable, "-m", "gunicorn", "situs.wsgi:application", "--bind", alamat,
            "--worker-class", "situs.pelayan.Pelayan", "--workers", str(env.bilangan("WEB_WORKERS", 2)),
            "--threads", str(env.bilangan("WEB_THREADS", 4)), "--timeout", "60", "--graceful-timeout", "30",
            "--max-requests", "2000", "--max-requests-jitter", "200", "--no-control-socket",
            "--log-level", "warning", *(["--reload"] if reload else []),
        ]  # fmt: skip
        pekerja = [sys.executable, "manage.py", "worker"]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        anak = [subprocess.Popen(perintah, cwd=settings.BASE_DIR) for perintah in (web, pekerja)]
        try:
            if self._tunggu_hidup(bind, port, anak[0]):
                self._sambut()
            while all(satu.poll() is None for satu in anak):
                time.sleep(0.5)
            mati = next(satu for satu in anak if satu.poll() is not None)
            self.stderr.write(f"Proses {mati.args[2]} berhenti (kode {mati.returncode}); semuanya dihentikan.")
            sys.exit(1)
        except (KeyboardInterrupt, SystemExit) as henti:
            self.stdout.write("\nBerhenti …")
            if isinstance(henti, SystemExit) and henti.code:
                raise
        finally:
            self._hentikan(anak)

    def _tunggu_hidup(self, bind: str, port: int, web: subprocess.Popen) -> bool:
        tuan = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(bind, f"[{bind}]" if ":" in bind else bind)
        for _ in range(300):
            if web.poll() is not None:
                return False
            try:
                urllib.request.urlopen(f"http://{tuan}:{port}/healthz", timeout=2)
                return True
            except urllib.error.HTTPError:
                return True  # hidup, hanya menolak nama host ini
            except OSError:
                time.sleep(0.2)
        return False

    def _sambut(self) -> None:
        self.stdout.write(f"\nPusat Bantuan siap di {settings.SITE_URL}/   (Ctrl+C untuk berhenti)\n")
        ada = set(
            Pengguna.objects.filter(contoh=True, username__in=[t[0] for t in TOKOH]).values_list("username", flat=True)
        )
        if ada:
            self.stdout.write(f"\nMasuk sebagai orang contoh, kata sandi semuanya: {SANDI_CONTOH}")
            for username, nama, _, peran, kode, jabatan in TOKOH:
                if username in ada:
                    letak = f"wilayah {kode}" if kode else "nasional"
                    self.stdout.write(f"  {username:<7} {nama:<16} {Peran(peran).label}, {letak} – {jabatan}")
        self.stdout.flush()

    def _hentikan(self, anak: list[subprocess.Popen]) -> None:
        for satu in anak:
            if satu.poll() is None:
                satu.send_signal(signal.SIGTERM)
        batas = time.monotonic() + 35
        for satu in anak:
            try:
                satu.wait(max(0.1, batas - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.kill(satu.pid, signal.SIGKILL)
