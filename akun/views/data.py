from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import ekspor, layanan
from ..batas import batasi
from ..forms import FormHapus
from ..models import JejakAkun


@login_required
@require_safe
def data_saya(request: HttpRequest) -> HttpResponse:
    return render(request, "akun/data_saya.html")


@login_required
@require_POST
@reauthentication_required
@batasi("data_saya")
def unduh_data(request: HttpRequest) -> HttpResponse:
    isi = ekspor.buat_zip(request.user, request)
    JejakAkun.objects.create(tindakan=JejakAkun.Tindakan.DATA_DIUNDUH, pelaku=request.user, tentang=request.user)
    nama = f"data-{request.user.username}-{timezone.localdate():%Y%m%d}.zip"
    return HttpResponse(
        isi, content_type="application/zip", headers={"Content-Disposition": f'attachment; filename="{nama}"'}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(allow_get=True)
def hapus_akun(request: HttpRequest) -> HttpResponse:
    formulir = FormHapus(request.POST or None)
    if request.method == "POST" and formulir.is_valid():
        try:
            layanan.hapus_orang(pengguna=request.user, oleh=request.user)
        except layanan.GalatAkun as galat:
            formulir.add_error(None, str(galat))
        else:
            logout(request)
            messages.success(request, "Akun Anda sudah dihapus. Terima kasih sudah ikut bergotong royong.")
            return redirect("beranda")
    return render(request, "akun/hapus_akun.html", {"formulir": formulir}, status=422 if formulir.errors else 200)
