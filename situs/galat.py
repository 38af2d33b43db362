"""Halaman galat: berbahasa Indonesia, tidak menyalahkan, menyebut langkah berikutnya (domain operations.md 9)."""

from __future__ import annotations

import secrets
import sys
from logging import ERROR, INFO, getLogger
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

log = getLogger("situs.galat")
COBA_LAGI_DETIK = 20
NOMOR_TERBESAR = 2**63 - 1  # bilangan bulat terbesar yang disimpan SQLite dan PostgreSQL
_CARA = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")


def galat_400(request: HttpRequest, exception=None) -> HttpResponse:
    """Tanpa konteks permintaan: sebabnya bisa nama host yang tidak dikenal. Kiriman yang terlalu besar menjadi 413."""
    if isinstance(exception, RequestDataTooBig):
        return _statis(
            413, "Kiriman terlalu besar", "Perkecil fotonya atau kirim beberapa kali, lalu coba lagi.", "Ke beranda",
            nomor=_nomor(request, 413),
        )  # fmt: skip
    return _statis(
        400, "Permintaan tidak terbaca", "Alamat atau isian yang dikirim peramban tidak lengkap. Mulai lagi dari beranda.",
        "Ke beranda", nomor=_nomor(request, 400),
    )  # fmt: skip


def galat_403(request: HttpRequest, exception=None) -> HttpResponse:
    return _dalam_bingkai(
        request, 403, "Halaman ini bukan untuk peran Anda",
        "Bila seharusnya Anda bisa membukanya, masuk dengan akun yang sesuai atau hubungi pegiat di kabupaten Anda.",
        tombol="Ke beranda", lanjut="/",
    )  # fmt: skip


def galat_404(request: HttpRequest, exception=None) -> HttpResponse:
    return _dalam_bingkai(
        request, 404, "Halaman tidak ditemukan",
        "Mungkin alamatnya salah ketik, sudah dipindahkan, atau perlu masuk dahulu. Coba cari di sini.",
        cari=True, tombol="Ke beranda", lanjut="/",
    )  # fmt: skip


def galat_429(request: HttpRequest, exception=None) -> HttpResponse:
    jawaban = _dalam_bingkai(
        request, 429, "Terlalu sering", "Tunggu satu menit, lalu coba lagi. Batas ini menjaga agar situs tetap lancar bagi semua desa.",
        tombol="Ke beranda", lanjut="/",
    )  # fmt: skip
    jawaban["Retry-After"] = "60"
    return jawaban


def galat_500(request: HttpRequest) -> HttpResponse:
    """Basis data sibuk menjadi 503 yang boleh dicoba lagi; selebihnya 500 dengan nomor untuk dicari di catatan."""
    sibuk = isinstance(sys.exc_info()[1], OperationalError)
    nomor = _nomor(request, 503 if sibuk else 500)
    if sibuk:
        jawaban = _statis(
            503, "Sedang sibuk", "Server belum sempat melayani permintaan Anda. Tunggu sebentar, lalu coba lagi.",
            "Coba lagi", nomor=nomor, lanjut=request.path if request.method == "GET" else "/",
        )  # fmt: skip
        jawaban["Retry-After"] = str(COBA_LAGI_DETIK)
        return jawaban
    return _statis(
        500, "Ada yang rusak di pihak kami", "Bukan kesalahan Anda, dan yang sudah terkirim tetap tersimpan. "
        "Coba lagi beberapa menit lagi.", "Ke beranda", nomor=nomor,
    )  # fmt: skip


class JawabanBerkalimat:
    """Tidak ada jawaban galat tanpa kalimat: Django menjawab 405 (tombol kirim dibuka sebagai alamat) dengan isi kosong.

    Cara yang tidak dikenal situs ini (TRACE, PROPFIND, …) ditolak di sini, NUL pada kueri dibuang, dan nomor yang tidak
    muat di basis data dijawab 404; jalur mesin menjawab menurut kontraknya.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(("/api/", "/index.php/api/")):
            return self.get_response(request)
        while "%00" in request.META.get("QUERY_STRING", ""):  # NUL tidak pernah bermakna, dan PostgreSQL menolaknya
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
        if request.method not in _CARA:
            jawaban = _salah_cara(request)
            jawaban["Allow"] = ", ".join(_CARA)
            return jawaban
        jawaban = self.get_response(request)
        if jawaban.status_code == 405 and not jawaban.streaming and not jawaban.content and request.method != "HEAD":
            isi = _salah_cara(request)
            isi["Allow"] = jawaban.headers.get("Allow", "GET, HEAD, POST")
            return isi
        return jawaban

    def process_view(self, request: HttpRequest, tampilan, args: tuple, kwargs: dict) -> None:
        """Nomor pada alamat yang tidak muat di basis data bukan baris apa pun: 404 di semua kamar, bukan galat SQLite."""
        if any(isinstance(nilai, int) and nilai > NOMOR_TERBESAR for nilai in (*args, *kwargs.values())):
            raise Http404


def _salah_cara(request: HttpRequest) -> HttpResponse:
    return _statis(
        405, "Alamat ini tidak dibuka begini", "Ini alamat sebuah tombol, bukan halaman. Kembali ke halaman sebelumnya, "
        "lalu tekan tombolnya di sana.", "Ke beranda", nomor=_nomor(request, 405),
    )  # fmt: skip


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _dalam_bingkai(
        request, 403, "Formulir sudah kedaluwarsa",
        "Halaman terlalu lama terbuka atau kuki ditolak peramban. Kembali ke formulir, muat ulang, lalu kirim lagi.",
        tombol="Muat ulang formulir", lanjut=request.path,
    )  # fmt: skip


def _dalam_bingkai(request: HttpRequest, kode: int, judul: str, teks: str, **lain) -> HttpResponse:
    konteks = {"kode": kode, "judul": judul, "teks": teks, "nomor": _nomor(request, kode), **lain}
    return render(request, "galat.html", konteks, status=kode)


def _nomor(request: HttpRequest, kode: int) -> str:
    """Nomor untuk disebut kepada petugas; baris catatannya bernomor sama."""
    nomor = secrets.token_hex(4)
    tingkat = ERROR if kode >= 500 else INFO
    log.log(tingkat, "galat %s: %s pada %s %s", nomor, kode, request.method, quote(request.path)[:300])
    return nomor


def _statis(kode: int, judul: str, teks: str, tombol: str, **lain) -> HttpResponse:
    konteks = {"kode": kode, "judul": judul, "teks": teks, "tombol": tombol, "statis": settings.STATIC_URL, **lain}
    return HttpResponse(render_to_string("galat_statis.html", konteks), status=kode)
