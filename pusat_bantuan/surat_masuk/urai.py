"""Bita surat menjadi `SuratTerurai` (domain helpdesk.md 4). Murni, dan tidak melempar atas bita apa pun."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from wilayah import kode as kode_wilayah

from . import perihal as aturan_perihal
from . import teks_html, tnef
from .aksara import baca, bersih
from .bagian import Bagian, cari_uu, daun
from .kepala import Alamat, Kepala, belah
from .kutipan import pisahkan

BATAS_TEKS = 100_000
DIPOTONG = "\n\n(Pesan ini sangat panjang dan dipotong di sini; selengkapnya ada di surat aslinya.)"
_TANDA_TANGAN = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_SMIME = {"application/pkcs7-mime", "application/x-pkcs7-mime"}


@dataclass(frozen=True)
class BerkasSurat:
    """Satu berkas seperti yang dilampirkan orang; `sebaris` bila gambar yang dirujuk dari dalam HTML."""

    nama: str
    jenis: str
    isi: bytes
    sebaris: bool = False
    nasihat: str = ""


@dataclass(frozen=True)
class Laporan:
    """Isi laporan pengantaran (RFC 3464): yang gagal, dan Message-ID surat kita yang dikembalikan."""

    jenis: str
    gagal: tuple[str, ...]
    tindakan: str
    rujukan: tuple[str, ...]


@dataclass
class SuratTerurai:
    kepala: Kepala
    message_id: str = ""
    dari: list[Alamat] = field(default_factory=list)
    balas_ke: list[Alamat] = field(default_factory=list)
    kepada: list[Alamat] = field(default_factory=list)
    tembusan: list[Alamat] = field(default_factory=list)
    tiba_di: list[str] = field(default_factory=list)
    perihal: str = ""
    tanggal: datetime | None = None
    rujukan: list[str] = field(default_factory=list)
    teks: str = ""
    pesan: str = ""
    ada_kutipan: bool = False
    html: str = ""
    berkas: list[BerkasSurat] = field(default_factory=list)
    laporan: Laporan | None = None
    kode_desa: list[str] = field(default_factory=list)
    cacat: list[str] = field(default_factory=list)

    @property
    def judul(self) -> str:
        return aturan_perihal.judul(self.perihal, self.pesan)

    @property
    def pengirim(self) -> Alamat | None:
        """Reply-To yang sah, selain itu From (4.2). Tidak pernah dikarang."""
        return next(iter([*self.balas_ke, *self.dari]), None)

    @property
    def penulis(self) -> Alamat | None:
        """Alamat From, untuk memeriksa apakah sama dengan Reply-To."""
        return next(iter(self.dari), None)


def urai(mentah: bytes, *, milik_kami: frozenset[str] = frozenset()) -> SuratTerurai:
    """`milik_kami` alamat kotak kita (huruf kecil): tidak pernah menjadi pengirim lewat Reply-To."""
    kepala, bagian, cacat = daun(_rapikan(mentah))
    surat = SuratTerurai(kepala, cacat=cacat)
    _isi_kepala(surat, milik_kami)
    teks, html = _pilih_teks(bagian)
    teks, uu = _lepas_uu(teks)
    surat.teks, surat.html = _potong(bersih(teks).strip("\n")), html
    terpisah = pisahkan(surat.teks)
    surat.pesan, surat.ada_kutipan = terpisah.pesan, terpisah.ada_kutipan
    surat.laporan = _laporan(kepala, bagian, surat.teks)
    surat.berkas = _berkas(bagian, html) + uu
    surat.kode_desa = cari_kode_desa(f"{surat.perihal}\n{surat.pesan}")
    return surat


def kunci_klaim(mentah: bytes) -> tuple[str, str, str]:
    """`(klaim, sidik badan, message_id)` tanpa mengurai surat. Tanpa Message-ID, klaim dibuat dari bitanya."""
    kepala, badan = belah(_rapikan(mentah))
    nomor = message_id(kepala)
    sidik = hashlib.sha256(b"\n".join(b.rstrip() for b in badan.splitlines()).strip()).hexdigest()
    if nomor:
        return hashlib.sha256(nomor.encode()).hexdigest(), sidik, nomor
    rata = re.sub(rb"\r\n|\r", b"\n", mentah).strip()
    return hashlib.sha256(b"tanpa-id\n" + rata).hexdigest(), sidik, ""


def message_id(kepala: Kepala) -> str:
    """Message-ID apa adanya tanpa spasi; yang tanpa kurung sudut tetap dipakai."""
    nomor = kepala.nomor("message-id")
    if nomor:
        return nomor[0]
    polos = "".join(kepala.mentah("message-id").strip("<> ").split())
    return f"<{polos[:900]}>" if polos else ""


def saat_terima(kepala: Kepala, *, kini: datetime, kotak: datetime | None = None) -> datetime:
    """Kapan server kita menerimanya (3.3, "Mail clock skew"): INTERNALDATE `kotak`, lalu kepala Received paling atas.

    Keduanya ditulis server kita sendiri; yang tidak masuk akal dilewati, terakhir sekarang. Date pengirim tidak ditanya.
    """
    received = _tanggal(next(iter(kepala.semua("received")), "").rpartition(";")[2])
    for saat in (kotak, received):
        if saat and kini - timedelta(days=30) <= saat <= kini + timedelta(minutes=5):
            return min(saat, kini)
    return kini


def _rapikan(mentah: bytes) -> bytes:
    """Baris kosong dan BOM di depan dibuang; surat yang hanya memakai CR diseragamkan."""
    mentah = mentah.lstrip(b"\xef\xbb\xbf\r\n\x00 \t") if mentah[:1] in b"\xef\r\n\x00 \t" else mentah
    return mentah if b"\n" in mentah else mentah.replace(b"\r", b"\n")


def _isi_kepala(surat: SuratTerurai, milik_kami: frozenset[str]) -> None:
    kepala = surat.kepala
    surat.message_id = message_id(kepala)
    surat.perihal = " ".join(kepala.teks("subject").split())[:5000]
    surat.dari = kepala.alamat("from")
    surat.balas_ke = [satu for satu in kepala.alamat("reply-to") if satu.surel not in milik_kami]
    surat.kepada, surat.tembusan = kepala.alamat("to"), kepala.alamat("cc")
    antar = kepala.alamat("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
    surat.tiba_di = [satu.surel for satu in [*surat.kepada, *surat.tembusan, *antar]]
    surat.tanggal = _tanggal(kepala.mentah("date"))
    rujukan = kepala.nomor("in-reply-to")[:5] + kepala.nomor("references")[-50:][::-1]
    surat.rujukan = list(dict.fromkeys(rujukan))
    for nama in ("From", "Date", "Message-ID"):
        if not kepala.ada(nama):
            surat.cacat.append(f"tanpa {nama}")


def _tanggal(nilai: str) -> datetime | None:
    try:
        saat = parsedate_to_datetime(nilai.strip()[:100])
        saat = saat if saat.tzinfo else saat.replace(tzinfo=UTC)
        return saat.astimezone(UTC) if 1990 <= saat.year <= 2200 else None
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None


def tanggal_sah(surat: SuratTerurai, *, terima: datetime) -> datetime:
    """Date yang masuk akal (paling tua setahun, tidak dari masa depan); selain itu waktu terima (4.12)."""
    saat = surat.tanggal
    if saat is None or not terima - timedelta(days=365) <= saat <= terima + timedelta(hours=1):
        return terima
    return saat


# --- Teks -------------------------------------------------------------------------------------------------------------
def _teks_sebaris(satu: Bagian, jenis: str) -> bool:
    return satu.jenis == jenis and not satu.lampiran and not any(i == "multipart/report" for i in satu.induk[1:])


def _pilih_teks(bagian: list[Bagian]) -> tuple[str, str]:
    """(teks, html mentah). text/plain didahulukan di tiap wadah; tanpa itu, teks dari HTML."""
    polos = [satu for satu in bagian if _teks_sebaris(satu, "text/plain") or _teks_sebaris(satu, "text/enriched")]
    html = [satu for satu in bagian if _teks_sebaris(satu, "text/html")]
    html_mentah = "\n".join(satu.teks() for satu in html)
    potong = []
    for satu in polos:
        isi = satu.teks()
        if satu.parameter.get("format", "").lower() == "flowed":
            isi = _sambung(isi, hapus=satu.parameter.get("delsp", "").lower() == "yes")
        potong.append(isi.strip("\r\n"))
    teks = "\n\n".join(satu for satu in potong if satu.strip())
    if html_mentah.strip() and (not teks.strip() or _di_luar_pilihan(polos, html)):
        tambah = teks_html.teks(html_mentah)
        teks = tambah if not teks.strip() else f"{teks}\n\n{tambah}"
    return teks, html_mentah


def _di_luar_pilihan(polos: list[Bagian], html: list[Bagian]) -> bool:
    """Benar bila HTML itu bagian tersendiri (bukan pilihan lain dari teksnya), jadi isinya bukan pengulangan."""
    berpilihan = {wadah for satu in polos for wadah in satu.wadah if satu.teks().strip()}
    sendiri = [satu for satu in html if "multipart/alternative" not in satu.induk]
    return bool(sendiri) and bool(berpilihan) and len(sendiri) == len(html) and html[0].wadah == polos[0].wadah


def _sambung(teks: str, *, hapus: bool) -> str:
    """RFC 3676: baris yang berakhir spasi menyambung ke baris berikut yang sekutipan; `-- ` tidak pernah."""
    hasil: list[str] = []
    sambung = False
    for baris in teks.replace("\r\n", "\n").split("\n"):
        dalam = len(baris) - len(baris.lstrip(">"))
        isi = baris[dalam:]
        isi = isi[1:] if isi.startswith(" ") else isi
        if sambung and hasil and dalam == len(hasil[-1]) - len(hasil[-1].lstrip(">")):
            hasil[-1] += isi
        else:
            hasil.append(">" * dalam + (" " if dalam else "") + isi)
        sambung = isi.endswith(" ") and isi != "-- "
        if sambung and hapus:
            hasil[-1] = hasil[-1][:-1]
    return "\n".join(baris if baris == "-- " else baris.rstrip(" ") for baris in hasil)


def _lepas_uu(teks: str) -> tuple[str, list[BerkasSurat]]:
    if "\nend" not in teks or "begin" not in teks:
        return teks, []
    isi, berkas, akhir, potong = teks.encode("utf-8", "ignore"), [], 0, []
    for nama, bita, mulai, ujung in cari_uu(isi):
        berkas.append(BerkasSurat(nama, mimetypes.guess_type(nama)[0] or "application/octet-stream", bita))
        potong.append(isi[akhir:mulai])
        akhir = ujung
    return (b"".join(potong) + isi[akhir:]).decode("utf-8", "ignore"), berkas


def _potong(teks: str) -> str:
    return teks if len(teks) <= BATAS_TEKS else teks[:BATAS_TEKS] + DIPOTONG


# --- Berkas -----------------------------------------------------------------------------------------------------------
def _berkas(bagian: list[Bagian], html: str) -> list[BerkasSurat]:
    hasil: list[BerkasSurat] = []
    kalender: set[bytes] = set()
    for nomor, satu in enumerate(bagian, start=1):
        if satu.jenis in {"text/plain", "text/html", "text/enriched"} and not satu.lampiran:
            continue
        if satu.jenis in _TANDA_TANGAN or satu.jenis == "message/delivery-status":
            continue
        if satu.jenis in {"message/rfc822", "text/rfc822-headers"} and "multipart/report" in satu.induk:
            continue
        if satu.jenis == "text/calendar" or satu.nama.lower().endswith(".ics"):
            rata = re.sub(rb"\s+", b"", satu.isi)
            if rata in kalender:
                continue
            kalender.add(rata)
        hasil += _buka_satu(satu, nomor, html)
    return hasil


def _buka_satu(satu: Bagian, nomor: int, html: str) -> list[BerkasSurat]:
    nama = satu.nama or _nama_karangan(satu, nomor)
    if satu.jenis in _TNEF or nama.lower() == "winmail.dat":
        if isinya := tnef.buka(satu.isi):
            return [BerkasSurat(n, mimetypes.guess_type(n)[0] or "application/octet-stream", b) for n, b in isinya]
        nasihat = (
            "Lampiran terbungkus format Outlook (winmail.dat). Minta pengirim mengirim ulang sebagai HTML atau teks."
        )
        return [BerkasSurat("winmail.dat", "application/ms-tnef", satu.isi, nasihat=nasihat)]
    if satu.jenis in _SMIME:
        nasihat = "Surat tersandi atau bertanda tangan S/MIME. Minta pengirim mengirim ulang tanpa sandi."
        return [BerkasSurat(nama, satu.jenis, satu.isi, nasihat=nasihat)]
    sebaris = bool(satu.cid) and satu.jenis.startswith("image/") and (
        satu.watak == "inline" or "multipart/related" in satu.induk or f"cid:{satu.cid}" in html
    )  # fmt: skip
    return [BerkasSurat(nama, satu.jenis, satu.isi, sebaris)]


def _nama_karangan(satu: Bagian, nomor: int) -> str:
    """Nama untuk bagian tanpa nama, menurut jenisnya."""
    if satu.jenis == "message/rfc822":
        judul = re.sub(r"[^\w .-]", " ", belah(satu.isi)[0].teks("subject"))
        judul = " ".join(judul.split())[:60].strip(" .")
        return f"{judul or 'pesan terusan'}.eml"
    akhiran = {"text/calendar": ".ics", "image/jpeg": ".jpg", "image/heic": ".heic", "image/heif": ".heic"}.get(
        satu.jenis
    )
    return f"lampiran-{nomor}{akhiran or mimetypes.guess_extension(satu.jenis) or '.bin'}"


# --- Laporan pengantaran ------------------------------------------------------------------------------------------------
_ID_TEKS = re.compile(
    r"^\s*(?:Message-ID|Original-Message-ID|X-Original-Message-ID)\s*:\s*(<[^<>\s]{3,900}>)", re.I | re.M
)
_PENERIMA = re.compile(
    r"^\s*(?:Final-Recipient|Original-Recipient|X-Actual-Recipient)\s*:\s*(?:[\w-]{1,20}\s*;)?\s*<?([^\s<>;]{3,254})>?\s*$",
    re.I | re.M,
)
_TINDAKAN = re.compile(r"^\s*Action\s*:\s*([a-z]{3,12})", re.I | re.M)


def _laporan(kepala: Kepala, bagian: list[Bagian], teks: str) -> Laporan | None:
    from_ = kepala.mentah("content-type").lower()
    pantul = from_.startswith("multipart/report") or kepala.ada("x-failed-recipients") or any(
        satu.jenis in {"message/delivery-status", "message/global-delivery-status"} for satu in bagian
    )  # fmt: skip
    jenis = re.search(r"report-type\s*=\s*\"?([\w-]{1,40})", from_)
    status = "\n".join(baca(s.isi) for s in bagian if "delivery-status" in s.jenis or "disposition" in s.jenis)
    kembali = [s for s in bagian if s.jenis in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"}]
    rujukan: list[str] = []
    for satu in kembali if pantul else []:
        dalam = belah(_rapikan(satu.isi))[0]
        rujukan += dalam.nomor("message-id")
    rujukan += _ID_TEKS.findall(f"{status[:50_000]}\n{teks[:50_000]}")
    gagal = [satu.surel for satu in kepala.alamat("x-failed-recipients")]
    tindakan = " ".join(sorted({satu.lower() for satu in _TINDAKAN.findall(status)}))
    for blok in re.split(r"\n\s*\n", status.replace("\r\n", "\n"))[:200]:
        aksi = _TINDAKAN.search(blok)
        if aksi and aksi[1].lower() == "failed":
            gagal += [satu.lower() for satu in _PENERIMA.findall(blok) if "@" in satu]
    if not pantul and not rujukan:
        return None
    nama = jenis[1] if jenis else ("delivery-status" if pantul else "")
    return Laporan(nama, tuple(dict.fromkeys(gagal)), tindakan, tuple(dict.fromkeys(rujukan)))


# --- Kode desa ----------------------------------------------------------------------------------------------------------
_KODE = re.compile(r"(?<![\d.])(\d{2}\.\d{2}\.\d{2}\.\d{4}|\d{10})(?![\d]|\.\d)")


def cari_kode_desa(teks: str) -> list[str]:
    """Kode desa bertitik atau polos yang tertulis; usulan, bukan kebenaran."""
    hasil = [kode_wilayah.normalkan(satu) for satu in _KODE.findall(teks)]
    return list(dict.fromkeys(satu for satu in hasil if satu and satu[0] != "0"))[:20]
