from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from wagtail import hooks

from akun.models import Pengguna
from modul_pelatihan.bacaan import pelajaran_untuk

from .. import bacaan
from .. import kode as kode_tiket
from ..forms import FormAlasan, FormPesan
from ..layanan import isi_jawaban
from ..models import JawabanSiap, ProfilTiket


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
    return get_object_or_404(ProfilTiket.objects.terlihat(oleh=orang).untuk_daftar().berasal(), kode=kode)


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
    # Sesudah dijawab, supaya tidak terulang; selama terbuka tempatnya dipakai panel kamar lain (paling banyak 15 kueri).
    anjurkan = not konteks["menangani"] and not profil.terbuka
    konteks["pelajaran"] = pelajaran_untuk(profil.bidang, 2) if anjurkan else []
    konteks["panel"] = [] if konteks["menangani"] or not profil.terbuka else panel(profil, request)
    konteks["asal"] = bacaan.asal_tiket(
        profil, oleh=request.user, menangani=konteks["menangani"], topik=konteks["topik"]
    )
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
