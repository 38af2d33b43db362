"""IMAP dan POP3: tiap surat disimpan dahulu, baru ditandai atau dihapus dari kotak. Putus di tengah berarti diulang."""

from __future__ import annotations

import imaplib
import logging
import poplib
import re
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from .setelan import Kotak

log = logging.getLogger(__name__)
TUNGGU_DETIK = 30
SEKALI_AMBIL = 200
KEPALA_BARIS = 0
# Menyimpan (bita, ukuran sungguhan, saat sampai bila kotaknya tahu). Ukuran lebih besar dari bitanya berarti hanya
# kepalanya yang diambil.
Simpan = Callable[..., object]
_UKURAN = re.compile(rb"RFC822\.SIZE (\d+)")


class KotakGagal(Exception):
    """Kalimat untuk petugas; tanpa sandi."""


GALAT_JARINGAN = (OSError, imaplib.IMAP4.error, poplib.error_proto, EOFError, ValueError)


# --- IMAP -----------------------------------------------------------------------------------------------------------------
def ambil_imap(kotak: Kotak, simpan: Simpan, *, batas: int) -> int:
    """Surat yang belum dibaca, paling lama dahulu. Surat yang memutus sambungan dilewati sampai putaran berikutnya."""
    rusak: set[bytes] = set()
    jumlah = 0
    for _ in range(4):
        sambungan = _masuk_imap(kotak)
        kini = b""
        try:
            for kini in [satu for satu in _belum_dibaca(sambungan) if satu not in rusak][:SEKALI_AMBIL]:
                if _ambil_satu_imap(sambungan, kini, kotak, simpan, batas):
                    jumlah += 1
                else:
                    rusak.add(kini)
            if kotak.sesudah == "hapus" and jumlah:
                sambungan.expunge()
            return jumlah
        except (imaplib.IMAP4.abort, OSError, EOFError) as galat:
            if not kini or kini in rusak:
                raise
            log.warning("kotak %s terputus pada surat %s: %s", kotak.nama, kini.decode(), type(galat).__name__)
            rusak.add(kini)
        finally:
            _tutup_imap(sambungan)
    raise KotakGagal("Sambungan ke kotak ini terputus berulang kali.")


def _masuk_imap(kotak: Kotak) -> imaplib.IMAP4:
    aman = ssl.create_default_context(cafile=kotak.ca or None)
    if kotak.cara == "imaps":
        sambungan = imaplib.IMAP4_SSL(kotak.host, kotak.port, ssl_context=aman, timeout=TUNGGU_DETIK)
    else:
        sambungan = imaplib.IMAP4(kotak.host, kotak.port, timeout=TUNGGU_DETIK)
    try:
        if kotak.cara == "imap+tls":
            sambungan.starttls(aman)
        sambungan.login(kotak.pengguna, kotak.sandi)
        keadaan, _ = sambungan.select(f'"{kotak.letak}"')
        if keadaan != "OK":
            raise KotakGagal(f"Folder {kotak.letak} tidak ditemukan di kotak ini.")
    except BaseException:
        _tutup_imap(sambungan)
        raise
    return sambungan


def _tutup_imap(sambungan: imaplib.IMAP4) -> None:
    try:
        sambungan.logout()
    except (imaplib.IMAP4.error, OSError, EOFError, ValueError):
        with suppress(OSError):  # soket yang gagal berjabat tangan sudah tertutup
            sambungan.shutdown()


def _belum_dibaca(sambungan: imaplib.IMAP4) -> list[bytes]:
    keadaan, isi = sambungan.uid("SEARCH", "UNSEEN", "UNDELETED")
    if keadaan != "OK":
        raise KotakGagal("Kotak ini menolak mencari surat baru.")
    return sorted({satu for daftar in isi if daftar for satu in daftar.split()}, key=int)


def _ambil_satu_imap(sambungan: imaplib.IMAP4, uid: bytes, kotak: Kotak, simpan: Simpan, batas: int) -> bool:
    """Benar bila surat itu sudah tersimpan dan ditandai. `PEEK`: mengambil tidak menandai."""
    nomor = uid.decode()
    _, jawab = sambungan.uid("FETCH", nomor, "(RFC822.SIZE INTERNALDATE)")
    keterangan = b" ".join(satu if isinstance(satu, bytes) else satu[0] for satu in jawab if satu)
    cocok = _UKURAN.search(keterangan)
    ukuran = int(cocok[1]) if cocok else 0
    besar = ukuran > batas
    keadaan, jawab = sambungan.uid("FETCH", nomor, "(BODY.PEEK[HEADER])" if besar else "(BODY.PEEK[])")
    isi = next((satu[1] for satu in jawab if isinstance(satu, tuple) and len(satu) > 1), None)
    if keadaan != "OK" or isi is None:
        return False
    simpan(isi, ukuran if besar else len(isi), _saat_tiba(keterangan))
    sambungan.uid("STORE", nomor, "+FLAGS.SILENT", r"(\Seen \Deleted)" if kotak.sesudah == "hapus" else r"(\Seen)")
    return True


def _saat_tiba(keterangan: bytes) -> datetime | None:
    """INTERNALDATE pada jawaban FETCH (RFC 3501); yang tidak terbaca bukan alasan menolak suratnya."""
    try:
        setempat = imaplib.Internaldate2tuple(keterangan)
        return datetime.fromtimestamp(time.mktime(setempat), UTC) if setempat else None
    except (ValueError, OverflowError, KeyError):
        return None


# --- POP3 -----------------------------------------------------------------------------------------------------------------
class _BarisPanjang:
    """poplib menolak baris di atas 2.048 bita, padahal surat sungguhan memilikinya; batas kita 1 MB."""

    def _getline(self) -> tuple[bytes, int]:
        baris = self.file.readline(1_000_001)
        if len(baris) > 1_000_000:
            raise poplib.error_proto("baris terlalu panjang")
        if not baris:
            raise poplib.error_proto("-ERR EOF")
        return baris.rstrip(b"\r\n"), len(baris)


class _Pop3(_BarisPanjang, poplib.POP3):
    pass


class _Pop3Aman(_BarisPanjang, poplib.POP3_SSL):
    pass


def ambil_pop3(kotak: Kotak, simpan: Simpan, *, batas: int) -> int:
    """Semua surat di kotak; DELE sesudah tersimpan, QUIT selalu dicapai supaya penghapusannya berlaku."""
    sambungan = _masuk_pop3(kotak)
    jumlah = 0
    try:
        daftar = [baris.split() for baris in sambungan.list()[1]]
        for nomor, ukuran in [(int(b[0]), int(b[1])) for b in daftar if len(b) > 1][:SEKALI_AMBIL]:
            try:
                _, baris, _ = sambungan.top(nomor, KEPALA_BARIS) if ukuran > batas else sambungan.retr(nomor)
            except poplib.error_proto as galat:
                if "EOF" in str(galat) or "panjang" in str(galat):
                    raise
                log.warning("kotak %s menolak surat %s", kotak.nama, nomor)
                continue
            isi = b"\r\n".join(baris) + b"\r\n"
            simpan(isi, ukuran if ukuran > batas else len(isi))
            sambungan.dele(nomor)
            jumlah += 1
        sambungan.quit()
    except (*GALAT_JARINGAN, Exception):
        _akhiri_pop3(sambungan)
        raise
    return jumlah


def _masuk_pop3(kotak: Kotak) -> poplib.POP3:
    aman = ssl.create_default_context(cafile=kotak.ca or None)
    if kotak.cara == "pop3s":
        sambungan: poplib.POP3 = _Pop3Aman(kotak.host, kotak.port, context=aman, timeout=TUNGGU_DETIK)
    else:
        sambungan = _Pop3(kotak.host, kotak.port, timeout=TUNGGU_DETIK)
    try:
        if kotak.cara == "pop3+tls":
            sambungan.stls(aman)
        sambungan.user(kotak.pengguna)
        sambungan.pass_(kotak.sandi)
    except BaseException:
        with suppress(OSError):
            sambungan.close()
        raise
    return sambungan


def _akhiri_pop3(sambungan: poplib.POP3) -> None:
    """Yang sudah tersimpan tetap dihapus dari kotak bila server masih mendengar; bila tidak, klaim yang menjaga."""
    try:
        sambungan.quit()
    except GALAT_JARINGAN:
        sambungan.close()
