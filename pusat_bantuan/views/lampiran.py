from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ..models import LampiranTiket


@login_required
@require_safe
def lampiran(request: HttpRequest, kode: str, kunci: uuid.UUID) -> FileResponse:
    """Satu lampiran bagi yang boleh membaca tiketnya. Hanya gambar yang kita tulis ulang yang tampil di peramban."""
    satu = get_object_or_404(
        LampiranTiket.objects.terlihat(oleh=request.user).select_related("profil", "followup"),
        kunci=kunci, profil__kode=kode,
    )  # fmt: skip
    try:
        berkas = satu.berkas.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    jawab = FileResponse(
        berkas, as_attachment=not satu.gambar or "unduh" in request.GET, filename=satu.nama, content_type=satu.mime
    )
    jawab["X-Content-Type-Options"] = "nosniff"
    jawab["Cache-Control"] = "private, no-store"
    jawab["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawab
