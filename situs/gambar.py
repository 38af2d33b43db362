"""Gambar olahan Wagtail (`media/images/`). Berkas asli dan dokumen tidak dilayani dari sini: dokumen lewat `dokumen/`."""

import mimetypes

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")
SETAHUN = 365 * 24 * 3600


@require_safe
def gambar(request: HttpRequest, path: str) -> HttpResponseBase:
    """Gambar yang diganti mendapat nama berkas baru, jadi yang ini boleh disimpan peramban lama-lama."""
    jawaban = serve(request, path, document_root=settings.MEDIA_ROOT / "images")
    jawaban["Cache-Control"] = f"public, max-age={SETAHUN}, immutable"
    return jawaban
