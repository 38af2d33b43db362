from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks

from akun.models import Pengguna
from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah

from .. import bacaan
from .. import kode as kode_tiket
from ..forms import FormAlasan, FormPesan, FormTiket
from ..layanan import TidakDapat, buat_tiket, isi_jawaban
from ..models import JawabanSiap, ProfilTiket


@require_http_methods(["GET", "HEAD", "POST"])
def tiket_baru(request: HttpRequest) -> HttpResponse:
    """Formulir bantuan. Tamu mendapat ajakan masuk, sebab tiket milik desa dan dibaca desanya saja."""
    if not request.user.is_authenticated:
        return render(request, "pusat_bantuan/tiket_baru_tamu.html")
    desa = _desa_diminta(request)
    form = FormTiket(request.POST or None, request.FILES or None, oleh=request.user, desa=desa)
    if request.method == "POST" and form.is_valid():
        try:
            profil = buat_tiket(
                pemohon=request.user, isi=form.isi(), kunci_kirim=form.cleaned_data["kunci_kirim"],
                lampiran=form.cleaned_data["lampiran"],
            )  # fmt: skip
        except TidakDapat as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, f"Tiket {profil.kode} terkirim. Anda dikabari begitu ada jawaban.")
            return redirect(profil)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "pusat_bantuan/tiket_baru.html", {"form": form}, status=status)


def _desa_diminta(request: HttpRequest) -> Wilayah | None:
    """Desa pada `?desa=kode`; yang keliru diabaikan."""
    kode = kode_wilayah.normalkan(request.GET.get("desa", ""))
    return Wilayah.objects.desa().filter(kode=kode).select_related("induk").first() if kode else None


@login_required
@require_safe
def tiket(request: HttpRequest, kode: str) -> HttpResponse:
    baku = kode_tiket.normalkan(kode)
    if baku is None:
        raise Http404
    profil = tiket_terlihat(baku, request.user)
    if baku != kode:
        return redirect(profil)
    return halaman(request, profil)


def tiket_terlihat(kode: str, orang: Pengguna) -> ProfilTiket:
    """Tiket itu, atau 404 bagi yang tidak boleh melihatnya: keberadaannya pun tidak terungkap."""
    return get_object_or_404(ProfilTiket.objects.terlihat(oleh=orang).untuk_daftar(), kode=kode)


def halaman(
    request: HttpRequest,
    profil: ProfilTiket,
    *,
    form: dict | None = None,
    status: int = 200,
    terbaca: int | None = None,
) -> HttpResponse:
    """Halaman tiket; `form` berisi formulir bergalat yang tidak boleh kehilangan tulisannya.

    `terbaca`: nomor peristiwa terakhir yang dilihat penulisnya; yang sesudahnya ditandai baru.
    """
    garis = request.GET.get("garis", "")
    garis = garis if garis in bacaan.tiket.GARIS else "semua"
    lengkap = "lengkap" in request.GET
    konteks = bacaan.halaman_tiket(profil, oleh=request.user, garis=garis, lengkap=lengkap, terbaca=terbaca)
    siap = _jawaban_siap(request, profil) if konteks["menangani"] and not form else None
    konteks["form"] = {
        "balas": FormPesan(
            prefix="balas", initial={"isi": siap and isi_jawaban(siap.isi, profil=profil, oleh=request.user)}
        ),
        "buka_lagi": FormAlasan(prefix="buka", label="Apa yang masih terjadi?"),
        **(form or {}),
    }
    konteks["siap"] = request.POST.get("siap", "") if form else siap and siap.pk
    konteks["perbuatan"] = request.POST.get("perbuatan", "balas") if form else request.GET.get("tulis", "balas")
    konteks["panel"] = [] if konteks["menangani"] else panel(profil, request)
    konteks["bergalat"] = next(iter(form), "") if form else ""
    return render(request, "pusat_bantuan/tiket.html", konteks, status=status)


def _jawaban_siap(request: HttpRequest, profil: ProfilTiket) -> JawabanSiap | None:
    """Jawaban siap pada `?siap=nomor`, bila berlaku bagi tiket ini."""
    nomor = request.GET.get("siap", "")
    if not nomor.isdecimal() or len(nomor) > 9:
        return None
    return JawabanSiap.objects.untuk(profil).filter(pk=int(nomor)).first()


def panel(profil: ProfilTiket, request: HttpRequest) -> list:
    """Slot `panel_tiket(profil, request)`: kamar di atas menaruh panel, misalnya kemajuan desanya."""
    isi = [satu for fungsi in hooks.get_hooks("panel_tiket") if (satu := fungsi(profil, request))]
    return sorted(isi, key=lambda satu: getattr(satu, "order", 100))
