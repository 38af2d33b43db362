"""Server IMAP, POP3, dan SMTP sungguhan di loopback, atas satu kotak yang sama; dapat memutus sambungan di tengah surat."""

from __future__ import annotations

import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller

SANDI = "sandi rahasia/@:"


@dataclass
class Surat:
    uid: int
    isi: bytes
    dibaca: bool = False
    dihapus: bool = False
    tiba: str = ""


@dataclass
class KotakUji:
    """Isi kotak dan cara ia mengganggu: `putus_pada` UID yang sambungannya diputus di tengah, `berapa_kali` sisanya.

    `masuk`: benar untuk tiap sandi yang datang lewat TLS.
    """

    surat: list[Surat] = field(default_factory=list)
    putus_pada: int = 0
    berapa_kali: int = 0
    putus_sebelum_tanda: int = 0
    diambil: list[int] = field(default_factory=list)
    masuk: list[bool] = field(default_factory=list)
    kunci: threading.RLock = field(default_factory=threading.RLock)

    def antar(self, isi: bytes) -> Surat:
        with self.kunci:
            satu = Surat(max((s.uid for s in self.surat), default=0) + 1, isi)
            self.surat.append(satu)
            return satu

    def putuskan(self, uid: int) -> bool:
        if uid == self.putus_pada and self.berapa_kali > 0:
            self.berapa_kali -= 1
            return True
        return False


class _Pelayan(socketserver.StreamRequestHandler):
    kotak: KotakUji
    tls: ssl.SSLContext | None = None
    langsung = True

    def setup(self) -> None:
        if self.tls and self.langsung:
            self.request = self.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    @property
    def dapat_naik(self) -> bool:
        """Menawarkan STARTTLS: bersandi jaringan, belum naik."""
        return bool(self.tls) and not isinstance(self.connection, ssl.SSLSocket)

    def naik(self) -> None:
        """Sambungan polos menjadi TLS di tempat."""
        self.connection = self.request = self.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb", -1), self.connection.makefile("wb", 0)

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    def tulis(self, baris: bytes) -> None:
        self.wfile.write(baris + b"\r\n")

    def putus(self, sebagian: bytes) -> None:
        self.wfile.write(sebagian)
        self.wfile.flush()
        self.connection.shutdown(2)
        raise ConnectionError("diputus uji")

    def baca(self) -> str:
        return self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n")

    def handle(self) -> None:
        with suppress(OSError):
            self.layani()


class PelayanImap(_Pelayan):
    """Bagian IMAP4rev1 yang dipakai pembaca: LOGIN, SELECT, UID SEARCH/FETCH/STORE, EXPUNGE, LOGOUT."""

    def layani(self) -> None:
        self.tulis(b"* OK IMAP4rev1 uji siap")
        while baris := self.baca():
            tanda, _, sisa = baris.partition(" ")
            perintah, _, isi = sisa.partition(" ")
            if perintah.upper() == "LOGOUT":
                self.tulis(b"* BYE sampai jumpa")
                self.tulis(tanda.encode() + b" OK LOGOUT")
                return
            if perintah.upper() == "STARTTLS" and self.dapat_naik:
                self.tulis(tanda.encode() + b" OK mulai")
                self.naik()
                continue
            cara = getattr(self, f"do_{perintah.lower()}", None)
            hasil = cara(isi) if cara else "BAD tidak dikenal"
            self.tulis(f"{tanda} {hasil}".encode())

    def do_capability(self, isi: str) -> str:
        self.tulis(b"* CAPABILITY IMAP4rev1" + (b" STARTTLS" if self.dapat_naik else b""))
        return "OK CAPABILITY"

    def do_login(self, isi: str) -> str:
        self.kotak.masuk.append(isinstance(self.connection, ssl.SSLSocket))
        return "OK LOGIN" if SANDI in isi else "NO [AUTHENTICATIONFAILED] LOGIN gagal"

    def do_select(self, isi: str) -> str:
        if isi.strip('"') != "INBOX":
            return "NO tidak ada"
        self.tulis(f"* {len(self.kotak.surat)} EXISTS".encode())
        return "OK [READ-WRITE] SELECT"

    def do_expunge(self, isi: str) -> str:
        with self.kotak.kunci:
            self.kotak.surat = [satu for satu in self.kotak.surat if not satu.dihapus]
        return "OK EXPUNGE"

    def do_uid(self, isi: str) -> str:
        perintah, _, isi = isi.partition(" ")
        return getattr(self, f"uid_{perintah.lower()}")(isi)

    def uid_search(self, isi: str) -> str:
        baru = [str(s.uid) for s in self.kotak.surat if not s.dibaca and not s.dihapus]
        self.tulis(f"* SEARCH {' '.join(baru)}".rstrip().encode())
        return "OK SEARCH"

    def _cari(self, uid: str) -> Surat | None:
        return next((s for s in self.kotak.surat if s.uid == int(uid)), None)

    def uid_fetch(self, isi: str) -> str:
        uid, _, apa = isi.partition(" ")
        satu = self._cari(uid)
        if satu is None:
            return "OK FETCH"
        if "RFC822.SIZE" in apa:
            tiba = f' INTERNALDATE "{satu.tiba}"' if satu.tiba else ""
            self.tulis(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(satu.isi)}{tiba})".encode())
            return "OK FETCH"
        bagian = satu.isi.split(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in apa else satu.isi
        kepala = f"* 1 FETCH (UID {uid} BODY[] {{{len(bagian)}}}\r\n".encode()
        if self.kotak.putuskan(satu.uid):
            self.putus(kepala + bagian[: len(bagian) // 2])
        self.kotak.diambil.append(satu.uid)
        self.wfile.write(kepala + bagian + b")\r\n")
        return "OK FETCH"

    def uid_store(self, isi: str) -> str:
        if self.kotak.putus_sebelum_tanda:
            self.kotak.putus_sebelum_tanda -= 1
            self.putus(b"")
        satu = self._cari(isi.split(" ")[0])
        satu.dibaca = satu.dibaca or "\\Seen" in isi
        satu.dihapus = satu.dihapus or "\\Deleted" in isi
        return "OK STORE"


class PelayanPop3(_Pelayan):
    """POP3 (RFC 1939): penghapusan baru berlaku saat QUIT."""

    def layani(self) -> None:
        self.tulis(b"+OK POP3 uji siap")
        self.hapus: set[int] = set()
        self.daftar = list(self.kotak.surat)
        while baris := self.baca():
            perintah, _, isi = baris.partition(" ")
            if perintah.upper() == "QUIT":
                with self.kotak.kunci:
                    self.kotak.surat = [s for s in self.kotak.surat if s.uid not in self.hapus]
                self.tulis(b"+OK")
                return
            if perintah.upper() == "STLS" and self.dapat_naik:
                self.tulis(b"+OK mulai")
                self.naik()
                continue
            getattr(self, f"do_{perintah.lower()}")(isi)

    def do_capa(self, isi: str) -> None:
        self.tulis(b"+OK\r\nUSER" + (b"\r\nSTLS" if self.dapat_naik else b"") + b"\r\n.")

    def do_stls(self, isi: str) -> None:
        self.tulis(b"-ERR tidak ada")

    def do_user(self, isi: str) -> None:
        self.tulis(b"+OK")

    def do_pass(self, isi: str) -> None:
        self.kotak.masuk.append(isinstance(self.connection, ssl.SSLSocket))
        self.tulis(b"+OK" if isi == SANDI else b"-ERR AUTH gagal")

    def do_list(self, isi: str) -> None:
        self.tulis(b"+OK")
        for nomor, satu in enumerate(self.daftar, start=1):
            self.tulis(f"{nomor} {len(satu.isi)}".encode())
        self.tulis(b".")

    def do_retr(self, isi: str) -> None:
        satu = self.daftar[int(isi) - 1]
        titik = re.sub(rb"(?m)^\.", b"..", satu.isi)
        if self.kotak.putuskan(satu.uid):
            self.putus(b"+OK\r\n" + titik[: len(titik) // 2])
        self.kotak.diambil.append(satu.uid)
        self.wfile.write(b"+OK\r\n" + titik + (b"" if titik.endswith(b"\r\n") else b"\r\n") + b".\r\n")

    def do_top(self, isi: str) -> None:
        satu = self.daftar[int(isi.split()[0]) - 1]
        self.wfile.write(b"+OK\r\n" + satu.isi.split(b"\r\n\r\n")[0] + b"\r\n\r\n.\r\n")

    def do_dele(self, isi: str) -> None:
        if self.kotak.putus_sebelum_tanda:
            self.kotak.putus_sebelum_tanda -= 1
            self.putus(b"")
        self.hapus.add(self.daftar[int(isi) - 1].uid)
        self.tulis(b"+OK")


class _Tcp(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """Jabat tangan TLS yang ditolak pembaca memang diharapkan."""


@contextmanager
def server(
    pelayan: type[_Pelayan], kotak: KotakUji, *, tls: ssl.SSLContext | None = None, langsung: bool = True
) -> Iterator[int]:
    """Menjalankan server itu atas `kotak`; menghasilkan nomor portnya. `langsung`: TLS sejak awal, bukan STARTTLS."""
    isi = {"kotak": kotak, "tls": tls, "langsung": langsung}
    with _Tcp(("127.0.0.1", 0), type(pelayan.__name__, (pelayan,), isi)) as tcp:
        utas = threading.Thread(target=tcp.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        utas.start()
        try:
            yield tcp.server_address[1]
        finally:
            tcp.shutdown()


class _Pengantar:
    """Penerima SMTP: surat untuk kotak kita diantar ke kotak itu, selebihnya ke `lain`."""

    def __init__(self, kotak: KotakUji):
        self.kotak, self.lain = kotak, []

    async def handle_DATA(self, server, sesi, amplop) -> str:
        isi = (
            amplop.original_content
            if hasattr(amplop, "original_content") and amplop.original_content
            else amplop.content
        )
        if any("bantuan" in alamat for alamat in amplop.rcpt_tos):
            self.kotak.antar(b"Return-Path: <" + amplop.mail_from.encode() + b">\r\n" + isi)
        else:
            self.lain.append(isi)
        return "250 Diterima"


@contextmanager
def smtp(kotak: KotakUji) -> Iterator[tuple[int, list[bytes]]]:
    """Menghasilkan port SMTP dan daftar surat yang sampai kepada orang lain."""
    pengantar = _Pengantar(kotak)
    with socket.socket() as bebas:
        bebas.bind(("127.0.0.1", 0))
        port = bebas.getsockname()[1]
    pengendali = Controller(pengantar, hostname="127.0.0.1", port=port)
    pengendali.start()
    try:
        yield port, pengantar.lain
    finally:
        pengendali.stop()
