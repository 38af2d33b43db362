"""Server HTTP sungguhan di proses uji, untuk permintaan mentah lewat soket. Tanpa transaksi uji, tanpa flush."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.test import SimpleTestCase

from replikasi import antrean

from .laporan import folder_sendiri

CONTOH_MENTAH = Path(__file__).parent.parent / "data" / "opensid"


class _Diam(WSGIRequestHandler):
    def log_message(self, *args) -> None:
        pass


class _Penangan(WSGIHandler):
    def __call__(self, environ, start_response):
        try:
            return super().__call__(environ, start_response)
        finally:
            connections.close_all()


class ServerNyata(SimpleTestCase):
    """Antreannya benar-benar tertulis, di folder milik uji ini sendiri."""

    databases = "__all__"

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.server = ThreadedWSGIServer(("127.0.0.1", 0), _Diam)
        cls.server.daemon_threads = True
        cls.server.set_app(_Penangan())
        cls.porta = cls.server.server_address[1]
        threading.Thread(target=cls.server.serve_forever, args=(0.05,), daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)

    def setUp(self) -> None:
        folder_sendiri(self)

    def antre(self) -> int:
        """Berapa laporan yang menunggu di antrean."""
        return sum(len([b for b in satu.read_bytes().splitlines() if b]) for satu in antrean.folder().glob("laporan"))

    def kirim(self, mentah: bytes) -> tuple[int, dict[str, str], bytes, float]:
        """(status, kepala, badan, detik) atas byte yang dikirim apa adanya."""
        mulai = time.monotonic()
        with socket.create_connection(("127.0.0.1", self.porta), timeout=10) as soket:
            soket.sendall(mentah)
            jawaban = b""
            while True:
                kepala, batas, badan = jawaban.partition(b"\r\n\r\n")
                if batas and len(badan) >= _panjang(kepala):
                    break
                potong = soket.recv(65536)
                if not potong:
                    break
                jawaban += potong
        lama = time.monotonic() - mulai
        baris = kepala.decode("latin-1").split("\r\n")
        return (
            int(baris[0].split()[1]),
            {k.lower(): v for k, v in (satu.split(": ", 1) for satu in baris[1:])},
            badan,
            lama,
        )

    def lapor(
        self, badan: bytes, *, jalur: str = "/api/track/desa", kepala: str = ""
    ) -> tuple[int, dict, bytes, float]:
        return self.kirim(
            f"POST {jalur} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"{kepala}Content-Length: {len(badan)}\r\n\r\n".encode()
            + badan
        )


def _panjang(kepala: bytes) -> int:
    for baris in kepala.split(b"\r\n"):
        nama, _, nilai = baris.partition(b":")
        if nama.lower() == b"content-length":
            return int(nilai)
    return 1 << 30
