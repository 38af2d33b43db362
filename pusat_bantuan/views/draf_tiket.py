from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from .. import layanan

TERLALU_PANJANG = (
    "Tulisannya terlalu panjang untuk disimpan sebagai draf. Kirim sebagai tiket, atau lampirkan berkasnya."
)


@sensitive_post_parameters()
@login_required
@require_POST
def tiket_draf(request: HttpRequest) -> HttpResponse:
    """Menyimpan atau membuang draf sendiri; dipanggil tiket-baru.js, atau tombolnya tanpa skrip."""
    latar = request.headers.get("X-Kirim") == "latar"
    if "buang" in request.POST:
        layanan.buang_draf_tiket(pengguna=request.user)
        kalimat = "Drafnya dibuang."
    else:
        try:
            draf = layanan.simpan_draf_tiket(pengguna=request.user, isi=request.POST.dict())
        except ValueError:
            return JsonResponse({"galat": TERLALU_PANJANG}, status=413) if latar else _tolak(request)
        kalimat = "Draf tersimpan. Lanjutkan kapan saja, di perangkat mana saja." if draf else "Belum ada yang ditulis."
    if latar:
        return JsonResponse({"kabar": kalimat})
    messages.success(request, kalimat)
    return redirect("pusat_bantuan:tiket-baru")


def _tolak(request: HttpRequest) -> HttpResponse:
    messages.error(request, TERLALU_PANJANG)
    return redirect("pusat_bantuan:tiket-baru")
