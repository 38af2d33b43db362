from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from akun.batas import batasi
from forum.models import Topik

from .. import bacaan, layanan
from ..forms import FormNilaiArtikel
from ..layanan import TidakDapat
from ..models import ArtikelBantuanPage


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@batasi("nilai_artikel")
def artikel_nilai(request: HttpRequest, nomor: int) -> HttpResponse:
    """Menilai satu artikel, dan menulis apa yang kurang. Halaman artikelnya sendiri tanpa kuki dan tanpa skrip."""
    artikel = get_object_or_404(ArtikelBantuanPage.objects.terlihat().select_related("pemilik"), pk=nomor)
    orang = request.user if request.user.is_authenticated else None
    if request.method == "POST":
        form = FormNilaiArtikel(request.POST)
        if form.is_valid():
            tanda = layanan.tanda_peramban(get_adapter().get_client_ip(request), request.headers.get("User-Agent", ""))
            layanan.beri_suara(artikel=artikel, oleh=orang, tanda=tanda, **form.cleaned_data)
            kalimat = "Terima kasih, penilaian Anda tercatat."
            if form.cleaned_data["kurang"]:
                kalimat = "Terima kasih. Tulisan Anda sampai kepada yang merawat artikel ini."
            messages.success(request, kalimat)
            return redirect(artikel.get_url() or reverse("pusat_bantuan:beranda"))
    else:
        pilihan = request.GET.get("membantu")
        form = FormNilaiArtikel(initial={"membantu": pilihan if pilihan in {"ya", "tidak"} else None})
    konteks = {"artikel": artikel, "form": form, "suara": bacaan.artikel.suara_artikel(artikel, oleh=request.user)}
    return render(request, "pusat_bantuan/artikel_nilai.html", konteks, status=422 if form.errors else 200)


@login_required
@require_POST
def topik_draf_artikel(request: HttpRequest, nomor: int) -> HttpResponse:
    """Jawaban forum yang diterima menjadi draf artikel yang menunggu peninjau."""
    topik = get_object_or_404(
        Topik.objects.terbaca(oleh=request.user).select_related("ruang__simpul", "jawaban"), pk=nomor
    )
    if not layanan.boleh_jadi_artikel(topik, oleh=request.user):
        raise Http404
    try:
        artikel = layanan.buat_draf_dari_kiriman(kiriman=topik.jawaban, oleh=request.user)
    except TidakDapat as galat:
        messages.error(request, str(galat))
        return redirect(topik)
    return ke_draf(request, artikel, kembali=topik.get_absolute_url())


def ke_draf(request: HttpRequest, artikel: ArtikelBantuanPage, *, kembali: str) -> HttpResponse:
    """Penyunting langsung ke naskahnya; yang lain kembali dengan kabar bahwa draf menunggu peninjau."""
    if artikel.permissions_for_user(request.user).can_edit():
        return redirect(reverse("wagtailadmin_pages:edit", args=[artikel.pk]))
    messages.success(request, "Draf artikel tersimpan dan menunggu tinjauan redaksi.")
    return redirect(kembali)
