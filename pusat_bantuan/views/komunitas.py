from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from forum.bacaan.tulis import ruang_untuk_menulis
from forum.layanan import TerlaluSering
from forum.layanan.tulisan import siapkan
from forum.perender import TulisanDitolak

from .. import layanan
from ..forms.komunitas import FormTanyakan
from ..layanan import TidakDapat
from ..layanan.komunitas import naskah_pertanyaan
from ..models import TautanTopik
from .tiket import tiket_terlihat


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_tanyakan(request: HttpRequest, kode: str) -> HttpResponse:
    """Pratinjau dulu, baru terbit: yang menyetujui penyamarannya orang, bukan mesin."""
    profil = tiket_terlihat(kode, request.user)
    ada = TautanTopik.objects.terlihat(oleh=request.user).filter(profil=profil, peran=TautanTopik.Peran.DITANYAKAN)
    if tautan := ada.select_related("topik").first():
        return redirect(tautan.topik)
    if not profil.boleh_ditanyakan(oleh=request.user):
        raise Http404
    pilihan = ruang_untuk_menulis(request.user)
    judul, sumber = naskah_pertanyaan(profil)
    form = FormTanyakan(request.POST or None, pilihan=pilihan, initial={"judul": judul, "sumber": sumber})
    pratinjau, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                if request.POST.get("aksi") == "terbit":
                    topik = layanan.tanyakan(profil=profil, oleh=request.user, **form.cleaned_data)
                    messages.success(request, "Pertanyaan terbit di forum. Jawaban yang diterima tampil di tiket ini.")
                    return redirect(topik)
                pratinjau, status = siapkan(form.cleaned_data["sumber"]), 200
            except (TulisanDitolak, TerlaluSering, TidakDapat) as galat:
                form.add_error("sumber", str(galat))
    konteks = {"profil": profil, "form": form, "pratinjau": pratinjau, "ada_ruang": bool(form.fields["ruang"].queryset)}
    return render(request, "pusat_bantuan/tiket_tanyakan.html", konteks, status=status)
