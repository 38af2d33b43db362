"""Impor naskah dan catatan rilis di ruang redaksi."""

from __future__ import annotations

import mimetypes
from uuid import UUID

from django.contrib import messages
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.permission_policies.pages import PagePermissionPolicy

from modul_pelatihan import layanan
from modul_pelatihan.forms_impor import FormCatatanRilis, FormImpor
from modul_pelatihan.impor import BERKAS_TERBESAR, BerkasDitolak
from modul_pelatihan.models import CatatanRilis, ImporNaskah, ModulPage

from .redaksi import hanya_redaksi


def _modul(orang):
    """Modul yang boleh diberi pelajaran baru oleh orang itu."""
    boleh = PagePermissionPolicy().instances_user_has_permission_for(orang, "add")
    return ModulPage.objects.filter(pk__in=boleh.values("pk")).order_by("path")


@hanya_redaksi
@require_http_methods(["GET", "HEAD", "POST"])
def impor(request: HttpRequest) -> HttpResponse:
    form = FormImpor(request.POST or None, request.FILES or None, modul=_modul(request.user))
    if request.method == "POST" and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        try:
            hasil = layanan.terima_naskah(
                kunci=form.cleaned_data["kunci"], oleh=request.user, modul=form.cleaned_data["modul"], nama=berkas.name,
                isi=berkas.read(BERKAS_TERBESAR + 1),
            )  # fmt: skip
        except BerkasDitolak as galat:
            form.add_error("berkas", str(galat))
        else:
            return redirect("impor-lihat", hasil.kunci)
    konteks = {"form": form, "judul": "Impor naskah", "tombol": "Baca berkas"}
    return render(request, "modul_pelatihan/redaksi/impor.html", konteks, status=422 if form.errors else 200)


@hanya_redaksi
@require_http_methods(["GET", "HEAD", "POST"])
def impor_lihat(request: HttpRequest, kunci: UUID) -> HttpResponse:
    """Pratinjau balok; yang mengunggahnya saja yang melihat dan menjadikannya konsep."""
    satu = get_object_or_404(ImporNaskah.objects.select_related("modul", "halaman"), kunci=kunci, oleh=request.user)
    if request.method == "POST":
        if not satu.modul.permissions_for_user(request.user).can_add_subpage():
            raise Http404
        if request.POST.get("aksi") == "buang" and not satu.halaman_id:
            layanan.buang_berkas(satu)
            satu.delete()
            messages.success(request, "Naskah itu tidak jadi diimpor.")
            return redirect("impor-naskah")
        halaman = layanan.jadikan_konsep(impor=satu, oleh=request.user)
        messages.success(request, f"“{halaman.title}” menjadi konsep. Periksa, lalu ajukan.")
        return redirect(reverse("wagtailadmin_pages:edit", args=[halaman.pk]))
    return render(request, "modul_pelatihan/redaksi/impor_lihat.html", {"impor": satu})


@hanya_redaksi
@require_safe
def impor_gambar(request: HttpRequest, kunci: UUID, nama: str) -> FileResponse:
    satu = get_object_or_404(ImporNaskah, kunci=kunci, oleh=request.user)
    gudang = storages["pribadi"]
    ada = next((g["gambar"] for j, g in satu.balok if j == "gambar" and g["gambar"].partition(".")[0] == nama), None)
    if ada is None or not gudang.exists(f"{satu.folder}/{ada}"):
        raise Http404
    jawaban = FileResponse(gudang.open(f"{satu.folder}/{ada}"), content_type=mimetypes.guess_type(ada)[0])
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@hanya_redaksi
@require_http_methods(["GET", "HEAD", "POST"])
def catatan_rilis(request: HttpRequest) -> HttpResponse:
    """Butir catatan rilis menjadi usul yang dipastikan satu per satu."""
    if not request.user.has_perm("modul_pelatihan.add_catatanrilis"):
        raise Http404
    form = FormCatatanRilis(request.POST or None)
    if request.method == "POST" and form.is_valid():
        baru, tanpa = layanan.impor_catatan_rilis(rilis=form.cleaned_data["rilis"], teks=form.cleaned_data["teks"])
        messages.success(
            request, f"{baru} usul baru menunggu dipastikan. {tanpa} butir tidak menyebut modul yang dikenal."
        )
        return redirect(reverse("catatan-rilis:index"))
    konteks = {
        "form": form, "judul": "Impor catatan rilis", "tombol": "Cocokkan dengan modul",
        "menunggu": CatatanRilis.objects.filter(dipastikan_pada=None).count(),
    }  # fmt: skip
    return render(request, "modul_pelatihan/redaksi/impor.html", konteks, status=422 if form.errors else 200)
