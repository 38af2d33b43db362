"""Bentuk laporan klien OpenDesa: membaca badan mentah menjadi laporan yang bersih. Murni, tanpa ORM.

Aturan: domain opensid.md 3 (dua cara menyandi), 4 (isian dan batasnya), 6 (kode), 10 (produk lain), 11 (kepercayaan).
Alamat IP dan isian yang tidak dikenal tidak disimpan sama sekali: yang tidak disimpan tidak bisa bocor.
"""

from __future__ import annotations

import html
import ipaddress
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from email import message_from_bytes
from urllib.parse import unquote_to_bytes, urlsplit

from wilayah import kode as aturan_kode

BATAS_BADAN = 8 * 1024 * 1024
_BATAS_FORMULIR = 256 * 1024
_BATAS_POTONG = 500
_BATAS_ISIAN = 2000
_BATAS_HITUNG = 10_000_000

# produk → (isian kode, panjang kode bertitik)
KUNCI_PRODUK = {
    "opensid": ("kode_desa", 13),
    "opendk": ("kode_kecamatan", 8),
    "openkab": ("kode_kab", 5),
    "pbb": ("kode_desa", 13),
    "layanandesa": ("kode_desa", 13),
    "keloladesa": ("kode_desa", 13),
}
PENGHITUNG = (
    "jml_penduduk", "jml_artikel", "jml_surat_keluar", "jml_peserta_bantuan", "jml_mandiri", "jml_pengguna",
    "jml_unsur_peta", "jml_persil", "jml_dokumen", "jml_keluarga", "jml_surat_tte", "modul_tte", "anjungan",
    "jml_desa", "jumlah_penduduk", "jumlah_keluarga", "jumlah_rtm", "jumlah_bantuan", "jumlah_desa",
)  # fmt: skip
_AWALAN = (("kode_kecamatan", 8), ("kode_kabupaten", 5), ("kode_kab", 5), ("kode_provinsi", 2), ("kode_prov", 2))
_KENDALI = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_DESIMAL = re.compile(r"-?\d{1,3}(?:\.\d{1,15})?")
_HOST = re.compile(r"[a-z0-9._-]{1,253}")
_JARINGAN_LOKAL = [
    ipaddress.ip_network(satu)
    for satu in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "0.0.0.0/8",
                 "::1/128", "fc00::/7", "fe80::/10")
]  # fmt: skip


@dataclass(frozen=True)
class Laporan:
    """Satu laporan yang sudah dibersihkan. Semua isinya klaim, bukan bukti."""

    produk: str
    kode: str
    kode_sah: bool
    awalan_beda: bool = False
    versi: str = ""
    url: str = ""
    host: str = ""
    lokal: bool = False
    nama: str = ""
    induk: str = ""
    fakta: dict[str, str] = field(default_factory=dict)
    kontak: dict[str, str] = field(default_factory=dict)
    penghitung: dict[str, int] = field(default_factory=dict)


def urai_badan(
    badan: bytes, *, jenis_isi: str = "", diminta_dengan: str = "", boleh_mentah: bool = True
) -> dict[str, str]:
    """Isian dari badan permintaan: JSON, multipart, tersandi-url, atau mentah.

    Badan mentah (tanpa sandi) hanya dikirim OpenSID lama, yang tidak menyebut `X-Requested-With`; produk lain tidak
    pernah, jadi bagi mereka `boleh_mentah` salah.
    """
    jenis = jenis_isi.lower()
    if "json" in jenis or badan[:64].lstrip()[:1] == b"{":
        return _urai_json(badan)
    badan = badan[:_BATAS_FORMULIR]
    if jenis.startswith("multipart/form-data"):
        return _urai_multipart(badan, jenis_isi)
    return _urai_mentah(badan) if boleh_mentah and not diminta_dengan.strip() else _urai_tersandi(badan)


def _urai_multipart(badan: bytes, jenis_isi: str) -> dict[str, str]:
    pesan = message_from_bytes(b"Content-Type: " + jenis_isi.encode("latin-1", "replace") + b"\r\n\r\n" + badan)
    hasil = {}
    for bagian in pesan.get_payload() if pesan.is_multipart() else ():
        nama = bagian.get_param("name", header="content-disposition")
        if isinstance(nama, str) and bagian.get_filename() is None:
            hasil[nama[:64]] = (bagian.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return hasil


def _urai_json(badan: bytes) -> dict[str, str]:
    try:
        isi = json.loads(badan.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(isi, dict):
        return {}
    return {
        str(kunci)[:64]: str(int(nilai) if isinstance(nilai, bool) else nilai)[:_BATAS_FORMULIR]
        for kunci, nilai in isi.items()
        if isinstance(nilai, str | int | float)
    }


def _urai_tersandi(badan: bytes) -> dict[str, str]:
    hasil = {}
    for potong in badan.split(b"&", _BATAS_POTONG)[:_BATAS_POTONG]:
        nama, ada, nilai = potong.partition(b"=")
        if ada:
            hasil[_lepas_sandi(nama)] = _lepas_sandi(nilai)
    return hasil


def _lepas_sandi(potong: bytes) -> str:
    if b"+" in potong:
        potong = potong.replace(b"+", b" ")
    return (unquote_to_bytes(potong) if b"%" in potong else potong).decode("utf-8", "replace")


def _urai_mentah(badan: bytes) -> dict[str, str]:
    """Badan lama `kunci=nilai&…` tanpa sandi: potongan tanpa `=` disambung ke nilai sebelumnya; + dan % dibiarkan."""
    hasil: dict[str, str] = {}
    terakhir = ""
    for potong in badan.decode("utf-8", "replace").split("&", _BATAS_POTONG)[:_BATAS_POTONG]:
        nama, ada, nilai = potong.partition("=")
        if ada:
            hasil[nama] = nilai
            terakhir = nama
        elif terakhir:
            hasil[terakhir] += f"&{potong}"
    return hasil


_ISIAN = {
    *PENGHITUNG, *(nama for nama, _ in KUNCI_PRODUK.values()), *(nama for nama, _ in _AWALAN),
    "nama_desa", "nama_kecamatan", "nama_kabupaten", "nama_kab", "nama_provinsi", "version", "versi", "url",
    "alamat_kantor", "kode_pos", "tema", "layanan", "sebutan_desa", "lat", "lng",
    "email_desa", "telepon", "nama_kontak", "hp_kontak", "jabatan_kontak",
}  # fmt: skip


def saring(isian: dict[str, str]) -> dict[str, str]:
    """Hanya isian yang dikenal, dipotong, dan alamat situs tanpa jalurnya; alamat IP dan isi lain tidak ikut disimpan."""
    hasil = {nama: nilai[:_BATAS_ISIAN] for nama, nilai in isian.items() if nama in _ISIAN and nilai}
    if "url" in hasil:
        hasil["url"] = "/".join(hasil["url"].split("/", 3)[:3])
    return hasil


def sisihkan(isian: dict[str, str]) -> dict[str, str]:
    """Isian lain yang ikut dikirim desa, hanya untuk relai: yang tidak disimpan `saring`, dan alamat situs seutuhnya."""
    lain = {nama[:64]: nilai[:_BATAS_ISIAN] for nama, nilai in list(isian.items())[:80] if nama not in _ISIAN}
    return lain | {nama: isian[nama][:_BATAS_ISIAN] for nama in ("url",) if isian.get(nama)}


def host_dari(url: str) -> str:
    return situs_dari(url)[1]


def bersihkan(teks: object, batas: int = 255) -> str:
    """Teks satu baris tanpa huruf kendali dan tanpa surogat lepas, dipotong pada `batas` huruf."""
    utuh = str(teks)[: batas * 4].encode("utf-8", "replace").decode("utf-8")
    return _KENDALI.sub(" ", utuh).strip()[:batas].strip()


def baca_laporan(produk: str, isian: dict[str, str]) -> Laporan:
    """Laporan bersih dari isian mentah; tidak pernah menolak, isian yang tidak masuk akal dibuang."""
    nama_kode, panjang = KUNCI_PRODUK[produk]
    mentah = bersihkan(isian.get(nama_kode, ""), 40)
    kode = aturan_kode.normalkan(mentah)
    sah = kode is not None and len(kode) == panjang
    skema, host = situs_dari(isian.get("url", ""))
    return Laporan(
        produk=produk,
        kode=kode if sah else mentah,
        kode_sah=sah,
        awalan_beda=sah and _awalan_beda(kode, isian),
        versi=bersihkan(isian.get("version") or isian.get("versi", ""), 40),
        url=f"{skema}://{host}" if host else "",
        host=host,
        lokal=bool(host) and host_lokal(host),
        nama=_nama_dikirim(isian),
        induk=_induk_dikirim(isian),
        fakta=_fakta(isian) if produk == "opensid" else {},
        kontak=_kontak(isian) if produk == "opensid" else {},
        penghitung=_penghitung(isian),
    )


def _awalan_beda(kode: str, isian: dict[str, str]) -> bool:
    """Benar bila kode kecamatan, kabupaten, atau provinsi yang ikut dikirim bukan awalan kode desanya."""
    for nama, panjang in _AWALAN:
        dikirim = bersihkan(isian.get(nama, ""), 40)
        if dikirim and len(kode) > panjang and aturan_kode.normalkan(dikirim) != kode[:panjang]:
            return True
    return False


def _induk_dikirim(isian: dict[str, str]) -> str:
    """Kode kecamatan yang ikut dikirim, bila bentuknya sah: bahan usul bagi kode yang tidak dikenal."""
    kode = aturan_kode.normalkan(bersihkan(isian.get("kode_kecamatan", ""), 40))
    return kode if kode and len(kode) == 8 else ""


def _nama_dikirim(isian: dict[str, str]) -> str:
    bagian = (isian.get(n, "") for n in ("nama_desa", "nama_kecamatan", "nama_kabupaten", "nama_kab", "nama_provinsi"))
    return ", ".join(bersih for satu in bagian if (bersih := bersihkan(satu, 60)))[:200]


def situs_dari(url: str) -> tuple[str, str]:
    """Skema dan nama host saja; apa pun selain http(s) dengan host yang wajar menjadi kosong."""
    try:
        bagian = urlsplit(bersihkan(url, 2000))
        host = (bagian.hostname or "").rstrip(".").lower()
    except ValueError:
        return "", ""
    if bagian.scheme.lower() not in {"http", "https"} or not host:
        return "", ""
    if ":" in host:
        try:
            host = f"[{ipaddress.ip_address(host).compressed}]"
        except ValueError:
            return "", ""
    elif not _HOST.fullmatch(host):
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return "", ""
        if not _HOST.fullmatch(host):
            return "", ""
    return bagian.scheme.lower(), host[:180]


def host_lokal(host: str) -> bool:
    """Pemasangan lokal: localhost, alamat pribadi atau loopback, atau nama tanpa titik."""
    telanjang = host.strip("[]")
    try:
        alamat = ipaddress.ip_address(telanjang)
    except ValueError:
        return "." not in telanjang or telanjang.endswith((".localhost", ".local"))
    return any(alamat in jaringan for jaringan in _JARINGAN_LOKAL if jaringan.version == alamat.version)


def _penghitung(isian: dict[str, str]) -> dict[str, int]:
    hasil = {}
    for nama in PENGHITUNG:
        angka = str(isian.get(nama, "")).strip()
        if angka.isascii() and angka.isdigit() and len(angka) <= 8 and int(angka) <= _BATAS_HITUNG:
            hasil[nama] = int(angka)
    return hasil


def isi_harian(laporan: Laporan) -> dict[str, str | int]:
    """Yang disimpan dari satu laporan di jejak hariannya: fakta dan penghitung, tanpa satu pun data orang."""
    isi: dict[str, str | int] = {**laporan.fakta, **laporan.penghitung, "kode": laporan.kode[:13]}
    if laporan.versi:
        isi["versi"] = laporan.versi
    if laporan.url:
        isi["url"] = laporan.url
    return isi


def _koordinat(teks: str, bawah: str, atas: str) -> str:
    teks = str(teks).strip()
    if not _DESIMAL.fullmatch(teks) or not Decimal(bawah) <= Decimal(teks) <= Decimal(atas):
        return ""
    return str(Decimal(teks).quantize(Decimal("0.000001")))


def _fakta(isian: dict[str, str]) -> dict[str, str]:
    lat = _koordinat(isian.get("lat", ""), "-11.5", "6.5")
    lng = _koordinat(isian.get("lng", ""), "94.5", "141.5")
    fakta = {
        "alamat": bersihkan(isian.get("alamat_kantor", ""), 500),
        "kode_pos": bersihkan(isian.get("kode_pos", ""), 10),
        "tema": bersihkan(isian.get("tema", ""), 60),
        "layanan": bersihkan(isian.get("layanan", ""), 20).lower(),
        "sebutan": bersihkan(html.unescape(bersihkan(isian.get("sebutan_desa", ""))), 30),
        "lat": lat if lng else "",
        "lng": lng if lat else "",
    }
    return {nama: nilai for nama, nilai in fakta.items() if nilai}


def _kontak(isian: dict[str, str]) -> dict[str, str]:
    kontak = {
        "email": bersihkan(isian.get("email_desa", ""), 254),
        "telepon": bersihkan(isian.get("telepon", ""), 30),
        "nama": bersihkan(isian.get("nama_kontak", ""), 120),
        "hp": bersihkan(isian.get("hp_kontak", ""), 30),
        "jabatan": bersihkan(isian.get("jabatan_kontak", ""), 80),
    }
    return {nama: nilai for nama, nilai in kontak.items() if nilai}
