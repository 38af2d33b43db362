"""Jawaban galat API: selalu JSON, satu kalimat yang menolong, `isian` bila ada medan yang keliru."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError


class GalatApi(Exception):
    def __init__(self, status: int, kalimat: str, *, kode: str = "", isian: dict[str, str] | None = None):
        self.status, self.kalimat, self.kode, self.isian = status, kalimat, kode, isian or {}
        super().__init__(kalimat)


KALIMAT = {
    400: "Badan permintaan bukan JSON yang sah.",
    401: "Token tidak ada, salah, kedaluwarsa, atau sudah dicabut. Kirim kepala Authorization: Bearer <token>.",
    403: "Token ini tidak punya lingkup untuk itu.",
    404: "Tidak ditemukan.",
    405: "Cara itu tidak didukung di alamat ini.",
    409: "Bertabrakan dengan kiriman sebelumnya.",
    413: "Kiriman terlalu besar.",
    415: "Kirim application/json.",
    422: "Ada isian yang keliru.",
    429: "Terlalu sering. Tunggu sebentar, lalu ulangi.",
    500: "Ada yang rusak di pihak kami. Ulangi dengan Idempotency-Key yang sama.",
}


def jawaban(status: int, kalimat: str = "", *, kode: str = "", isian: dict[str, str] | None = None) -> JsonResponse:
    isi = {"galat": kalimat or KALIMAT.get(status, KALIMAT[500]), "kode": kode or f"http_{status}"}
    jawab = JsonResponse(isi | ({"isian": isian} if isian else {}), status=status)
    if status == 401:
        jawab["WWW-Authenticate"] = 'Bearer realm="pusat-bantuan"'
    return jawab


_PESAN = {
    "missing": "wajib diisi", "string_too_long": "terlalu panjang", "string_too_short": "terlalu pendek",
    "string_type": "harus berupa teks", "int_parsing": "harus berupa bilangan", "enum": "bukan pilihan yang ada",
    "literal_error": "bukan pilihan yang ada", "extra_forbidden": "tidak dikenal", "dict_type": "harus berupa obyek",
    "model_attributes_type": "harus berupa obyek", "int_type": "harus berupa bilangan",
    "less_than_equal": "terlalu besar", "greater_than_equal": "terlalu kecil", "json_invalid": "bukan JSON yang sah",
}  # fmt: skip


def pasang(api: NinjaAPI) -> None:
    @api.exception_handler(GalatApi)
    def _galat(request: HttpRequest, galat: GalatApi) -> HttpResponse:
        return jawaban(galat.status, galat.kalimat, kode=galat.kode, isian=galat.isian)

    @api.exception_handler(AuthenticationError)
    def _tanpa_token(request: HttpRequest, galat) -> HttpResponse:
        return jawaban(401)

    @api.exception_handler(Throttled)
    def _sering(request: HttpRequest, galat: Throttled) -> HttpResponse:
        jawab = jawaban(429)
        jawab["Retry-After"] = str(max(1, round(galat.wait or 60)))
        return jawab

    @api.exception_handler(ValidationError)
    def _isian(request: HttpRequest, galat: ValidationError) -> HttpResponse:
        isian = {}
        for satu in galat.errors:
            nama = ".".join(str(bagian) for bagian in satu["loc"] if bagian not in {"body", "query", "path", "kiriman"})
            isian[nama or "badan"] = _PESAN.get(satu["type"], "tidak dapat diterima")
        return jawaban(422, isian=isian)

    @api.exception_handler(Http404)
    def _tak_ada(request: HttpRequest, galat) -> HttpResponse:
        return jawaban(404)

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, galat: HttpError) -> HttpResponse:
        return jawaban(galat.status_code)
