"""Pekerja berhenti dalam lima detik, juga ketika pekerjaannya tertahan di tempat sinyal Python tidak sampai."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, tag

# Pekerja sungguhan dengan satu pekerjaan: menunggu kunci tulis yang dipegang uji ini.
NASKAH = """
import sqlite3, sys
import django
django.setup()
from django.core.management import call_command
from situs.management.commands import worker
from situs.pekerja import Berkala, Pekerja

def tertahan():
    print("tertahan", flush=True)
    sqlite3.connect(sys.argv[1], timeout=120).execute("BEGIN IMMEDIATE")

class PekerjaTertahan(Pekerja):
    def __init__(self):
        super().__init__()
        self.berkala = [Berkala("tertahan", 1, tertahan, bersama=False)]

worker.Pekerja = PekerjaTertahan
call_command("worker")
"""


@tag("sqlite")  # prosesnya sendiri, tanpa basis data situs: cukup sekali
class Berhenti(SimpleTestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        berkas = Path(folder.name) / "terkunci.sqlite3"
        kunci = sqlite3.connect(berkas, isolation_level=None)
        self.addCleanup(kunci.close)
        kunci.execute("BEGIN IMMEDIATE")
        self.proses = subprocess.Popen(
            [sys.executable, "-c", NASKAH, str(berkas)], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "situs.settings.test"},
        )  # fmt: skip
        self.addCleanup(self.proses.stdout.close)
        self.addCleanup(self.proses.kill)
        self.assertEqual(self.proses.stdout.readline().strip(), "tertahan")

    def _lama_berhenti(self, sinyal: int) -> float:
        mulai = time.monotonic()
        self.proses.send_signal(sinyal)
        self.assertEqual(self.proses.wait(60), 0)
        return time.monotonic() - mulai

    def test_yang_tertahan_berhenti_oleh_sigterm(self):
        self.assertLess(self._lama_berhenti(signal.SIGTERM), 20)  # empat detik, selebihnya untuk mesin uji yang sibuk

    def test_yang_tertahan_berhenti_oleh_ctrl_c(self):
        self.assertLess(self._lama_berhenti(signal.SIGINT), 20)
