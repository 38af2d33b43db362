from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forum import layanan
from forum.forms import FormAlasan
from forum.models import Keadaan, Tinjauan

from .ambil import ambil_kiriman, ambil_topik, masuk_dulu

PESAN = {
    "kunci": "Topik dikunci; hanya pengurus yang dapat membalas.",
    "buka-kunci": "Topik dibuka lagi.",
    "sematkan": "Topik disematkan tiga puluh hari.",
    "lepas": "Sematan dilepas.",
}
PERBUATAN = {
    "kunci": layanan.kunci,
    "buka-kunci": layanan.buka_kunci,
    "sematkan": layanan.sematkan,
    "lepas": layanan.lepas_sematan,
}


@require_POST
@masuk_dulu
def topik_atur(request: HttpRequest, pk: int) -> HttpResponse:
    topik, hak = ambil_topik(pk, request.user)
    aksi = request.POST.get("aksi", "")
    if aksi not in PERBUATAN or not topik.boleh_dimoderasi(oleh=request.user, hak=hak):
        raise Http404
    PERBUATAN[aksi](topik=topik, pelaku=request.user)
    messages.success(request, PESAN[aksi])
    return redirect(topik)


@masuk_dulu
def sembunyikan(request: HttpRequest, pk: int) -> HttpResponse:
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not hak.moderasi:
        raise Http404
    form = FormAlasan(request.POST or None)
    if request.method == "POST" and form.is_valid():
        layanan.sembunyikan(kiriman=kiriman, pelaku=request.user, alasan=form.cleaned_data["alasan"])
        messages.success(request, "Disembunyikan. Penulisnya diberi tahu alasannya.")
        return redirect(kiriman)
    return render(request, "forum/sembunyikan.html", {"kiriman": kiriman, "topik": kiriman.topik, "form": form})


@require_POST
@masuk_dulu
def pulihkan(request: HttpRequest, pk: int) -> HttpResponse:
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not hak.moderasi:
        raise Http404
    layanan.pulihkan(kiriman=kiriman, pelaku=request.user)
    messages.success(request, "Tampil lagi.")
    return redirect(kiriman)


@masuk_dulu
def tinjauan(request: HttpRequest) -> HttpResponse:
    """Antrean perkara di simpul yang dirawat pembaca ini."""
    perkara = (
        Tinjauan.objects.terlihat(oleh=request.user)
        .terbuka()
        .select_related("kiriman__topik__ruang__simpul", "kiriman__penulis", "diambil_oleh")
        .prefetch_related("kiriman__laporan__pengguna")
        .order_by("-skor", "pk")
    )
    hal = Paginator(perkara, 20).get_page(request.GET.get("halaman"))
    for satu in hal.object_list:
        satu.milik_lain = satu.dipegang_lain(oleh=request.user)
        satu.milik_saya = satu.diambil_oleh_id == request.user.pk and not satu.milik_lain
    return render(request, "forum/tinjauan.html", {"hal": hal})


@require_POST
@masuk_dulu
def tinjauan_putusan(request: HttpRequest, pk: int) -> HttpResponse:
    terlihat = Tinjauan.objects.terlihat(oleh=request.user).select_related("kiriman__topik")
    baris = get_object_or_404(terlihat, pk=pk)
    if request.POST.get("aksi") == "pegang":
        baris, dapat = layanan.pegang_tinjauan(tinjauan=baris, pelaku=request.user)
        if not dapat:
            messages.info(request, "Pengurus lain lebih dulu memegang atau memutus perkara ini.")
        return redirect(f"{reverse('forum:tinjauan')}#perkara-{baris.pk}")
    ditahan = Keadaan.MENUNGGU in (baris.kiriman.keadaan, baris.kiriman.topik.keadaan)
    sembunyi = request.POST.get("aksi") == "sembunyikan"
    alasan = " ".join(request.POST.get("alasan", "").replace("\x00", " ").split())[:200]
    if sembunyi and not alasan:
        messages.error(request, "Tulis alasannya dulu; penulisnya akan membacanya.")
        return redirect("forum:tinjauan")
    try:
        _, oleh_saya = layanan.putuskan_tinjauan(tinjauan=baris, pelaku=request.user, sembunyi=sembunyi, alasan=alasan)
    except layanan.Dipegang as galat:
        messages.info(request, str(galat))
        return redirect("forum:tinjauan")
    if oleh_saya:
        tampil = "Disetujui dan sekarang tampil; penulisnya dikabari." if ditahan else "Dibiarkan tampil."
        messages.success(request, "Disembunyikan." if sembunyi else tampil)
    else:
        messages.info(request, "Perkara ini sudah diputus pengurus lain.")
    return redirect("forum:tinjauan")
