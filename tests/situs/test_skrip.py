"""Dua perintah: pesan yang jelas bila Python terlalu tua, port terpakai, pilihan keliru."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase


class DuaPerintah(SimpleTestCase):
    def _jalankan(self, *perintah: str, **lingkungan: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            perintah, cwd=settings.BASE_DIR, env=os.environ | lingkungan, capture_output=True, text=True, timeout=120
        )

    def test_skrip_adalah_sh_yang_sah(self):
        for nama in ("setup", "server", "test"):
            berkas = Path(settings.BASE_DIR) / "script" / nama
            self.assertEqual(berkas.read_text().splitlines()[0], "#!/bin/sh")
            self.assertTrue(os.access(berkas, os.X_OK))
            self.assertEqual(self._jalankan("sh", "-n", str(berkas)).returncode, 0)

    def test_port_terpakai_disebut_dan_ditawari_port_lain(self):
        with socket.socket() as soket:
            soket.bind(("127.0.0.1", 0))
            soket.listen()
            port = soket.getsockname()[1]
            hasil = self._jalankan("script/server", "--port", str(port))
        self.assertNotEqual(hasil.returncode, 0)
        self.assertIn(f"127.0.0.1:{port} tidak dapat dipakai", hasil.stderr)
        self.assertIn("--port", hasil.stderr)

    def test_port_bukan_angka_dan_pilihan_asing_ditolak(self):
        for pilihan in (["--port", "delapan"], ["--port", "0"], ["--port", "70000"], ["--cepat"]):
            hasil = self._jalankan("script/server", *pilihan)
            self.assertNotEqual(hasil.returncode, 0, pilihan)
            self.assertIn("✖", hasil.stderr)

    def test_python_terlalu_tua_disebut_dengan_cara_mengatasinya(self):
        with tempfile.TemporaryDirectory() as folder:
            akar = Path(folder)
            shutil.copytree(Path(settings.BASE_DIR) / "script", akar / "script")
            for berkas in Path(settings.BASE_DIR).glob("requirements*.txt"):
                shutil.copy(berkas, akar)
            bin_ = akar / "bin"
            bin_.mkdir()
            tua = bin_ / "python3"
            tua.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
            tua.chmod(0o755)
            for alat in ("sh", "dirname", "cat", "cksum", "cut", "rm", "printf", "sed"):
                if letak := shutil.which(alat):
                    (bin_ / alat).symlink_to(letak)
            hasil = subprocess.run(
                [str(bin_ / "sh"), "script/setup"], cwd=akar, env={"PATH": str(bin_)}, capture_output=True, text=True
            )
        self.assertNotEqual(hasil.returncode, 0)
        self.assertIn("Perlu Python 3.11", hasil.stderr)
        self.assertIn("Python 3.9.2", hasil.stderr)
        self.assertIn("apt install python3", hasil.stderr)
