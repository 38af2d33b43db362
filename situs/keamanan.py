"""Kepala keamanan dan kebijakan isi (CSP) menurut bagian situs (domain operations.md 5.3)."""

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware

_DASAR = {
    "default-src": [SELF],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
# Ruang redaksi Wagtail memakai skrip sebaris; tanpa nonce, sebab nonce mematikan 'unsafe-inline'. Di balik MFA.
_REDAKSI = _DASAR | {"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}
_REDAKSI["frame-src"] = [SELF]
# Berkas yang dilayani apa adanya: tidak menjalankan apa pun, tidak memuat apa pun (domain operations.md 5.3).
_BERKAS = {"default-src": [NONE], "sandbox": [True]}
_JALUR_BERKAS = ("/media/", "/dokumen/")
KELUAR = "/akun/logout/"


def kebijakan(jalur: str) -> dict[str, list]:
    if jalur.startswith(_JALUR_BERKAS):
        return _BERKAS
    return _REDAKSI if jalur.startswith("/cms/") else _DASAR


class KebijakanIsiMiddleware(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        bagian = super().get_policy_parts(request, response, report_only)
        if not report_only and not getattr(response, "_csp_replace", None):
            # Halaman galat di jalur berkas adalah halaman kita: perlu gaya, dan tidak memuat isi kiriman siapa pun.
            bagian.config = kebijakan(request.path if response.status_code < 400 else "/")
        return bagian


class KepalaKeamananMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        mesin = request.path.startswith(("/api/", "/index.php/api/"))
        response.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if mesin else "same-origin")
        response.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
        if not mesin and getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store, private")
        if request.method == "POST" and request.path == KELUAR:
            # Perangkat bersama: simpanan luring, antrean, dan draf orang yang keluar tidak tinggal untuk orang berikutnya.
            response["Clear-Site-Data"] = '"storage"'
        if request.path.startswith("/cms/"):
            response["Referrer-Policy"] = "same-origin"
        return response
