"""Proses web: gunicorn, yang menjawab permintaan rusak dengan halaman pendek berbahasa Indonesia."""

from __future__ import annotations

import socket

from gunicorn import util
from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import ThreadWorker

SEBAB = {
    LimitRequestLine: (414, "URI Too Long", "Alamatnya terlalu panjang", "Kurangi saringan, lalu coba lagi."),
    LimitRequestHeaders: (
        431, "Request Header Fields Too Large", "Kuki peramban terlalu banyak",
        "Hapus kuki situs ini di peramban, lalu masuk lagi.",
    ),
}  # fmt: skip
LAIN = (400, "Bad Request", "Permintaan tidak terbaca", "Muat ulang halamannya. Bila berulang, coba peramban lain.")
HALAMAN = (
    '<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<title>{judul}</title></head><body><h1>{judul}</h1><p>{saran} <a href="/">Ke beranda</a></p></body></html>'
)


def jawaban(galat: Exception) -> bytes:
    """Jawaban HTTP utuh; sebabnya tidak dipantulkan, sebab isinya tulisan pengirim."""
    kode, nama, judul, saran = SEBAB.get(type(galat), LAIN)
    isi = HALAMAN.format(judul=judul, saran=saran).encode()
    kepala = (
        f"HTTP/1.1 {kode} {nama}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(isi)}\r\nCache-Control: no-store\r\n\r\n"
    )
    return kepala.encode() + isi


class Pelayan(ThreadWorker):
    """Yang belum sampai ke Django (baris, kepala, atau potongan badan yang rusak) dijawab di sini."""

    def handle_error(self, req, client: socket.socket, addr, exc: Exception) -> None:
        salah_kita = isinstance(exc, InvalidResponseHeader | InvalidResponseHeaderName)
        if salah_kita or not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Permintaan rusak: %s", type(exc).__name__)
        try:
            util.write_nonblock(client, jawaban(exc))
        except OSError:
            self.log.debug("Pengirimnya sudah pergi.")
