"""Gangguan bagi petugas, halaman status bagi umum, dan "ikut dikabari" bagi desa."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import condition, require_http_methods, require_POST, require_safe

from akun.models import Peran
from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah

from .. import kode as kode_tiket
from .. import layanan
from ..bacaan import gangguan as bacaan
from ..forms.gangguan import FormGangguan, FormIkut, FormKabar, FormUsul
from ..layanan import TidakDapat
from ..layanan.gangguan import SEKALI_TAMBAH
from ..models import Gangguan, ProfilTiket, UsulGangguan
from .tiket import tiket_terlihat

SEKETIKA = 20  # dikerjakan sebelum halaman menjawab; selebihnya oleh pekerja


def _petugas(request: HttpRequest) -> None:
    if not request.user.berperan(Peran.PETUGAS):
        raise Http404


def _diurus(request: HttpRequest, pk: int) -> Gangguan:
    daftar = Gangguan.objects.diurus(oleh=request.user).select_related("bidang", "wilayah", "dibuka_oleh")
    return get_object_or_404(daftar, pk=pk)


def _bilangan(teks: str) -> int:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 18 else 0


@login_required
@require_safe
def gangguan_semua(request: HttpRequest) -> HttpResponse:
    _petugas(request)
    return render(
        request,
        "pusat_bantuan/gangguan/semua.html",
        {"meja": bacaan.meja_gangguan(request.user), "form_usul": FormUsul(auto_id=False)},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gangguan_baru(request: HttpRequest) -> HttpResponse:
    """`?tiket=kode` mengisi formulir dari tiket itu, dan memasukkannya begitu gangguannya dibuka."""
    _petugas(request)
    kode = kode_tiket.normalkan(request.GET.get("tiket", ""))
    asal = kode and ProfilTiket.objects.dapat_ditangani(oleh=request.user).untuk_daftar().filter(kode=kode).first()
    form = FormGangguan(request.POST or None, oleh=request.user, tiket=asal or None)
    if request.method == "POST" and form.is_valid():
        try:
            gangguan = layanan.buka_gangguan(oleh=request.user, **form.cleaned_data)
            if asal:
                layanan.masukkan(gangguan=gangguan, tiket=[asal.pk], oleh=request.user)
        except TidakDapat as galat:
            form.add_error(None, str(galat))
        else:
            layanan.kerjakan_gangguan(gangguan=gangguan, banyak=SEKETIKA)
            messages.success(request, "Gangguan dibuka. Masukkan tiket yang penyebabnya sama.")
            return redirect("pusat_bantuan:gangguan", gangguan.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "pusat_bantuan/gangguan/baru.html", {"form": form, "asal": asal}, status=status)


@login_required
@require_safe
def gangguan(request: HttpRequest, pk: int) -> HttpResponse:
    return _halaman(request, _diurus(request, pk))


def _halaman(request: HttpRequest, satu: Gangguan, *, form: FormKabar | None = None, status: int = 200) -> HttpResponse:
    sesudah = _bilangan(request.GET.get("sesudah", ""))
    konteks = bacaan.halaman_gangguan(satu, oleh=request.user, sesudah=sesudah)
    konteks |= {"form": form or FormKabar(gangguan=satu), "awal": not sesudah}
    return render(request, "pusat_bantuan/gangguan/satu.html", konteks, status=status)


@login_required
@require_POST
def gangguan_kabar(request: HttpRequest, pk: int) -> HttpResponse:
    satu = _diurus(request, pk)
    form = FormKabar(request.POST, gangguan=satu)
    if form.is_valid():
        try:
            layanan.kabarkan(gangguan=satu, oleh=request.user, **form.cleaned_data)
        except TidakDapat as galat:
            form.add_error(None, str(galat))
    if form.errors:
        return _halaman(request, satu, form=form, status=422)
    layanan.kerjakan_gangguan(gangguan=satu, banyak=SEKETIKA)
    messages.success(request, "Kabar terkirim ke halaman status dan ke semua tiket di dalamnya.")
    return redirect("pusat_bantuan:gangguan", satu.pk)


@login_required
@require_POST
def gangguan_masukkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Yang dicentang, semua yang serupa (`semua`), atau satu kode tiket."""
    satu = _diurus(request, pk)
    nomor = [_bilangan(teks) for teks in request.POST.getlist("tiket")]
    if "semua" in request.POST:
        nomor = list(bacaan.serupa(satu, oleh=request.user).values_list("pk", flat=True)[:SEKALI_TAMBAH])
    if kode := kode_tiket.normalkan(request.POST.get("kode", "")):
        nomor += ProfilTiket.objects.terlihat(oleh=request.user).filter(kode=kode).values_list("pk", flat=True)
    try:
        baru = layanan.masukkan(gangguan=satu, tiket=nomor, oleh=request.user)
    except TidakDapat as galat:
        messages.error(request, str(galat))
    else:
        layanan.kerjakan_gangguan(gangguan=satu, banyak=SEKETIKA)
        if baru:
            messages.success(request, f"{baru} tiket masuk ke gangguan ini. Desanya sedang dikabari.")
        else:
            messages.warning(request, "Tidak ada tiket baru. Pilih yang masih terbuka dan belum masuk gangguan lain.")
    return redirect("pusat_bantuan:gangguan", satu.pk)


@login_required
@require_POST
def tiket_gangguan(request: HttpRequest, kode: str) -> HttpResponse:
    """Dari halaman tiket: masukkan ke gangguan terpilih, atau lepaskan."""
    profil = tiket_terlihat(kode, request.user)
    if not profil.boleh_ditangani(oleh=request.user):
        raise Http404
    try:
        if "lepas" in request.POST:
            layanan.lepas_dari_gangguan(profil=profil, oleh=request.user, alasan=request.POST.get("alasan", "")[:500])
            messages.success(request, "Tiket ini kembali ditangani sendiri. Desanya sudah diberi tahu.")
        else:
            satu = _diurus(request, _bilangan(request.POST.get("gangguan", "")))
            masuk = layanan.masukkan(gangguan=satu, tiket=[profil.pk], oleh=request.user)
            layanan.kerjakan_gangguan(gangguan=satu, banyak=SEKETIKA)
            if masuk:
                messages.success(request, f"Tiket ini masuk ke gangguan “{satu.judul}”.")
            else:
                messages.warning(request, "Tiket ini tidak dapat dimasukkan ke gangguan itu.")
    except TidakDapat as galat:
        messages.error(request, str(galat))
    return redirect(profil)


@login_required
@require_POST
def usul_terima(request: HttpRequest, pk: int) -> HttpResponse:
    usul = get_object_or_404(UsulGangguan.objects.terlihat(oleh=request.user), pk=pk)
    form = FormUsul(request.POST)
    if not form.is_valid():
        messages.error(request, "Tulis yang dirasakan desa dan kabar pertamanya.")
        return redirect("pusat_bantuan:gangguan-semua")
    try:
        satu = layanan.terima_usul(usul=usul, oleh=request.user, **form.cleaned_data)
    except TidakDapat as galat:
        messages.error(request, str(galat))
        return redirect("pusat_bantuan:gangguan-semua")
    layanan.kerjakan_gangguan(gangguan=satu, banyak=SEKETIKA)
    messages.success(request, "Gangguan ditetapkan. Tiket yang serupa sudah masuk dan desanya sedang dikabari.")
    return redirect("pusat_bantuan:gangguan", satu.pk)


@login_required
@require_POST
def usul_tolak(request: HttpRequest, pk: int) -> HttpResponse:
    usul = get_object_or_404(UsulGangguan.objects.terlihat(oleh=request.user), pk=pk)
    try:
        layanan.tolak_usul(usul=usul, oleh=request.user)
        jam = settings.MASA_TIKET["usul_diam_jam"]
        messages.success(request, f"Usul ditolak. Hal yang sama tidak diusulkan lagi selama {jam} jam.")
    except TidakDapat as galat:
        messages.error(request, str(galat))
    return redirect("pusat_bantuan:gangguan-semua")


# --- Umum -----------------------------------------------------------------------------------------------------------
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    return render(request, "pusat_bantuan/gangguan/status.html", {"status": bacaan.status()})


@require_safe
def status_satu(request: HttpRequest, pk: int) -> HttpResponse:
    daftar = Gangguan.objects.terlihat(oleh=request.user).select_related("bidang", "wilayah")
    satu = get_object_or_404(daftar.prefetch_related("perkembangan"), pk=pk)
    return render(
        request,
        "pusat_bantuan/gangguan/status_satu.html",
        {
            "gangguan": satu,
            "boleh_urus": satu.boleh_diurus(oleh=request.user),
            "form_ikut": FormIkut() if satu.terbuka and satu.publik and not request.user.is_authenticated else None,
        },  # fmt: skip
    )


def _sidik(request: HttpRequest) -> str:
    isi = bacaan.status()
    semua = [(satu.pk, satu.diubah) for satu in (*isi.terbuka, *isi.lampau)]
    return f'"{sha256(repr(semua).encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=_sidik)
def status_umpan(request: HttpRequest) -> HttpResponse:
    """Atom: satu butir tiap kabar, yang terbaru dahulu."""
    umpan = Atom1Feed(
        title="Status layanan Pusat Bantuan OpenDesa", link=settings.SITE_URL + reverse("pusat_bantuan:status"),
        description="", subtitle="Gangguan yang sedang dan pernah terjadi", language="id",
        feed_url=settings.SITE_URL + reverse("pusat_bantuan:status-umpan"),
    )  # fmt: skip
    isi = bacaan.status()
    semua = [(kabar, satu) for satu in (*isi.terbuka, *isi.lampau) for kabar in satu.perkembangan.all()]
    for kabar, satu in sorted(semua, key=lambda pasangan: pasangan[0].pada, reverse=True)[:50]:
        umpan.add_item(
            title=f"{satu.judul}: {kabar.get_keadaan_display()}", link=settings.SITE_URL + satu.get_absolute_url(),
            description=kabar.isi, unique_id=f"{settings.SITE_URL}/bantuan/status/{satu.pk}/#kabar-{kabar.pk}",
            author_name="Tim OpenDesa", pubdate=kabar.pada, updateddate=kabar.pada,
        )  # fmt: skip
    return HttpResponse(umpan.writeString("utf-8"), content_type=umpan.content_type)


@login_required
@require_POST
def gangguan_ikut(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Ikut dikabari": satu tiket untuk desanya di dalam gangguan itu, sekali tekan."""
    satu = get_object_or_404(Gangguan.objects.filter(publik=True), pk=pk)
    kode = kode_wilayah.normalkan(request.POST.get("desa", ""))
    desa = (kode and Wilayah.objects.desa().filter(kode=kode).first()) or next(
        iter(ProfilTiket.desa_pilihan(oleh=request.user)), None
    )
    if desa is None:
        messages.error(request, "Sebutkan dulu desa tempat Anda bertugas, lalu coba lagi.")
        return redirect("pusat_bantuan:tiket-baru")
    try:
        profil = layanan.ikut_gangguan(gangguan=satu, pemohon=request.user, wilayah=desa)
    except TidakDapat as galat:
        messages.error(request, str(galat))
        return redirect(satu)
    messages.success(request, f"{desa.nama_lengkap} ikut dikabari sampai pulih. Tiketnya {profil.kode}.")
    return redirect(profil)
