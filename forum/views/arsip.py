"""Arsip obrolan: mengimpor, membaca, mencari, memetakan nama, dan menerbitkan topik."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from akun.isian import kata_cari
from akun.models import Pengguna
from forum import layanan
from forum.bacaan.arsip import halaman_arsip, halaman_pesan
from forum.forms_arsip import FormImpor, FormPeserta, FormTerbit
from forum.layanan.pilih_pesan import PILIH_MAKS
from forum.models import ArsipObrolan, ImporObrolan, PesanImpor, PesertaObrolan
from forum.obrolan import ObrolanRusak
from forum.perender import TulisanDitolak

from .ambil import ambil_simpul, bilangan, kunci_baru, masuk_dulu

PESERTA_TAMPIL = 200


def _arsip(request: HttpRequest, pk: int) -> ArsipObrolan:
    asal = ArsipObrolan.objects.terlihat(oleh=request.user).select_related("simpul__wilayah")
    return get_object_or_404(asal, pk=pk)


def _impor(request: HttpRequest, pk: int) -> ImporObrolan:
    asal = ImporObrolan.objects.terlihat(oleh=request.user).select_related("arsip__simpul__wilayah", "pengimpor")
    return get_object_or_404(asal, pk=pk)


@masuk_dulu
def arsip_semua(request: HttpRequest, slug: str) -> HttpResponse:
    """Arsip satu simpul bagi anggotanya; pengurus mengunggah ekspor di sini."""
    simpul, hak = ambil_simpul(slug, request.user)
    if not hak.anggota:
        raise Http404
    form = FormImpor(request.POST or None, request.FILES or None, initial={"kunci_kirim": kunci_baru()})
    if request.method == "POST":
        if not hak.moderasi:
            raise Http404
        if form.is_valid() and (impor := _mulai(request, form, simpul)):
            return redirect(impor)
    konteks = {
        "simpul": simpul, "hak": hak, "form": form if hak.moderasi else None,
        "arsip": ArsipObrolan.objects.filter(simpul=simpul).order_by("nama", "pk"),
        "impor": ImporObrolan.objects.terlihat(oleh=request.user).filter(arsip__simpul=simpul).select_related("arsip").order_by("-pk")[:10],
    }  # fmt: skip
    return render(request, "forum/arsip_semua.html", konteks, status=422 if form.errors else 200)


def _mulai(request: HttpRequest, form: FormImpor, simpul) -> ImporObrolan | None:
    data = {nama: isi for nama, isi in form.cleaned_data.items() if nama != "sudah"}
    try:
        return layanan.mulai_impor(simpul=simpul, pelaku=request.user, ukuran=data["berkas"].size, **data)
    except ObrolanRusak as galat:
        form.add_error("berkas", str(galat))
    return None


@masuk_dulu
def impor(request: HttpRequest, pk: int) -> HttpResponse:
    """Kemajuan dan pratinjau; tombolnya memuat, melanjutkan, atau mengurungkan."""
    baris = _impor(request, pk)
    if request.method == "POST":
        aksi = request.POST.get("aksi")
        if aksi == "muat":
            kecuali = {int(n) for n in request.POST.getlist("tinggalkan") if n.isascii() and n.isdigit() and len(n) < 8}
            layanan.setujui_impor(impor=baris, pelaku=request.user, tidak_ikut=kecuali)
        elif aksi == "buang":
            try:
                arsip = layanan.buang_impor(impor=baris, pelaku=request.user)
                messages.success(request, "Impor itu diurungkan seutuhnya.")
                return redirect(arsip or reverse("forum:arsip-semua", args=[baris.arsip.simpul.slug]))
            except layanan.TidakBoleh as galat:
                messages.error(request, str(galat))
        return redirect(baris)
    peserta = PesertaObrolan.objects.filter(arsip=baris.arsip).order_by("nomor")
    konteks = {
        "impor": baris, "arsip": baris.arsip, "simpul": baris.arsip.simpul, "peserta": peserta[:PESERTA_TAMPIL],
        "jumlah_peserta": peserta.count(),
    }  # fmt: skip
    return render(request, "forum/impor.html", konteks)


@require_safe
@masuk_dulu
def arsip(request: HttpRequest, pk: int) -> HttpResponse:
    baris = _arsip(request, pk)
    cari = kata_cari(request, paling=100)
    nomor = request.GET.get("halaman")
    pesan = bilangan(request, "pesan")
    if pesan and not cari:
        satu = PesanImpor.objects.terlihat(oleh=request.user).filter(arsip=baris, pk=pesan).first()
        nomor = halaman_pesan(satu) if satu else 1
    urus = baris.boleh_diurus(oleh=request.user)
    konteks = {
        "arsip": baris, "simpul": baris.simpul, "cari": cari, "urus": urus, "pilih_maks": PILIH_MAKS,
        "isi": halaman_arsip(baris, request.user, cari=cari, nomor=nomor),
    }  # fmt: skip
    return render(request, "forum/arsip.html", konteks)


@require_POST
@masuk_dulu
def arsip_topik(request: HttpRequest, pk: int) -> HttpResponse:
    """Pesan terpilih: pratinjau dengan judul dan ruangnya, lalu terbit."""
    baris = _arsip(request, pk)
    if not baris.boleh_diurus(oleh=request.user):
        raise Http404
    pilih = [int(n) for n in request.POST.getlist("pesan") if n.isascii() and n.isdigit() and len(n) < 18]
    isi = list(
        PesanImpor.objects.terlihat(oleh=request.user).filter(arsip=baris, pk__in=pilih[: PILIH_MAKS + 1])
        .select_related("peserta__pengguna").order_by("pada", "pk")
    )  # fmt: skip
    if not isi or len(isi) > PILIH_MAKS:
        messages.error(request, f"Centang satu sampai {PILIH_MAKS} pesan dulu.")
        return redirect(baris)
    terbit = "terbit" in request.POST
    hak = baris.simpul.hak(request.user)
    awal = {"judul": " ".join(isi[0].teks.split())[:100]}
    form = FormTerbit(request.POST if terbit else None, initial=awal, simpul=baris.simpul, hak=hak)
    if terbit and form.is_valid():
        try:
            topik = layanan.topik_dari_pesan(arsip=baris, pesan=pilih, pelaku=request.user, **form.cleaned_data)
            messages.success(request, "Topiknya terbit dengan waktu asalnya. Tidak ada yang dikabari.")
            return redirect(topik)
        except (layanan.TidakBoleh, TulisanDitolak) as galat:
            form.add_error(None, str(galat) or "Pesan itu tidak dapat diterbitkan.")
    konteks = {"arsip": baris, "simpul": baris.simpul, "isi": isi, "form": form}
    return render(request, "forum/arsip_topik.html", konteks, status=422 if form.errors else 200)


@masuk_dulu
def arsip_peserta(request: HttpRequest, pk: int) -> HttpResponse:
    """Pengurus menanyai orang yang diduga pemilik pesan; namanya tampil sesudah orang itu setuju."""
    baris = _arsip(request, pk)
    if not baris.boleh_diurus(oleh=request.user):
        raise Http404
    peserta = PesertaObrolan.objects.filter(arsip=baris).select_related("pengguna", "calon").order_by("nomor")
    form = FormPeserta(request.POST or None)
    if request.method == "POST" and form.is_valid():
        satu = get_object_or_404(peserta, nomor=bilangan(request, "nomor"))
        orang = Pengguna.objects.filter(username__iexact=form.cleaned_data["orang"], is_active=True).first()
        try:
            if orang is None:
                raise layanan.TidakBoleh("Hanya anggota simpul ini yang dapat ditanya.")
            layanan.petakan_peserta(peserta=satu, pengguna=orang, pelaku=request.user)
            messages.success(request, f"{orang.nama} ditanya lewat kabar. Sampai ia setuju, namanya tetap tersamar.")
        except layanan.TidakBoleh as galat:
            messages.error(request, str(galat))
        return redirect("forum:arsip-peserta", pk)
    konteks = {"arsip": baris, "simpul": baris.simpul, "peserta": peserta[:PESERTA_TAMPIL], "form": form}
    return render(request, "forum/arsip_peserta.html", konteks)


@require_POST
@masuk_dulu
def arsip_saya(request: HttpRequest, pk: int) -> HttpResponse:
    """Jawaban orangnya sendiri: setuju disebut, bukan saya, atau menarik persetujuan."""
    baris = _arsip(request, pk)
    satu = get_object_or_404(PesertaObrolan, arsip=baris, nomor=bilangan(request, "nomor"))
    if request.user.pk not in (satu.calon_id, satu.pengguna_id):
        raise Http404
    setuju = request.POST.get("aksi") == "setuju"
    layanan.jawab_pemetaan(peserta=satu, pengguna=request.user, setuju=setuju)
    messages.success(request, "Nama Anda tampil pada pesan itu." if setuju else "Pesan itu tetap tersamar.")
    return redirect(baris)
