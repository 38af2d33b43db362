from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from .. import layanan
from ..dorong import dari_b64, titik_wajar
from ..models import LanggananDorong


class FormLangganan(forms.Form):
    titik = forms.CharField(max_length=600)
    kunci = forms.CharField(max_length=100)
    rahasia = forms.CharField(max_length=40)

    def clean(self) -> dict:
        """Titik kirimnya di jaringan umum, kuncinya titik P-256 tak termampat, rahasianya enam belas bita (RFC 8291)."""
        data = super().clean()
        try:
            kunci, rahasia = dari_b64(data["kunci"]), dari_b64(data["rahasia"])
            sah = titik_wajar(data["titik"]) and len(kunci) == 65 and kunci[0] == 4 and len(rahasia) == 16
        except (KeyError, ValueError):
            sah = False
        if not sah:
            raise forms.ValidationError("Langganan dari peramban ini tidak dikenali.")
        return data


@require_POST
@login_required
def dorong_pasang(request: HttpRequest) -> HttpResponse:
    form = FormLangganan(request.POST)
    if form.is_valid():
        layanan.langgani_dorong(
            pengguna=request.user,
            perangkat=layanan.sebut_perangkat(request.headers.get("User-Agent", "")),
            **form.cleaned_data,
        )
        messages.success(request, "Pemberitahuan di perangkat ini menyala.")
    else:
        messages.error(request, "Peramban ini belum dapat menerima pemberitahuan. Coba lagi, atau pakai peramban lain.")
    return redirect(f"{reverse('akun:profil')}#kabar")


@require_POST
@login_required
def dorong_lepas(request: HttpRequest, pk: int) -> HttpResponse:
    baris = get_object_or_404(LanggananDorong.objects.terlihat(oleh=request.user), pk=pk)
    baris.delete()
    messages.success(request, "Perangkat itu tidak lagi menerima pemberitahuan.")
    return redirect(f"{reverse('akun:profil')}#kabar")
