from __future__ import annotations

from difflib import unified_diff

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forum import layanan
from forum.forms import FormLapor, FormSunting
from forum.layanan.tulisan import siapkan
from forum.models import Draf, Kiriman
from forum.perender import TulisanDitolak

from .ambil import ambil_kiriman, bilangan, masuk_dulu
from .menulis import lolos_perangkap, sisipkan_gambar


@masuk_dulu
def sunting(request: HttpRequest, pk: int) -> HttpResponse:
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not kiriman.boleh_disunting(oleh=request.user, hak=hak):
        raise Http404
    kunci_draf, pratinjau = f"kiriman:{kiriman.pk}", None
    if request.method == "POST":
        form = FormSunting(request.POST, request.FILES, kiriman=kiriman)
        if form.is_valid() and lolos_perangkap(request, form) and sisipkan_gambar(request, form):
            try:
                if request.POST.get("aksi") == "pratinjau":
                    pratinjau = siapkan(form.cleaned_data["sumber"])
                    judul = form.cleaned_data.get("judul", "")
                    layanan.simpan_draf(pengguna=request.user, kunci=kunci_draf, hasil=pratinjau, judul=judul)
                else:
                    baris = layanan.sunting(kiriman=kiriman, penyunting=request.user, **form.cleaned_data)
                    layanan.buang_draf(pengguna=request.user, kunci=kunci_draf)
                    messages.success(request, "Suntingan disimpan. Versi sebelumnya tetap ada di riwayat.")
                    return redirect(baris)
            except (TulisanDitolak, layanan.TerlaluSering) as galat:
                form.add_error("sumber", str(galat))
            except layanan.SudahBerubah as galat:
                form.add_error(None, str(galat))
                form.data = form.data.copy()
                form.data["dari_sunting"] = Kiriman.objects.values_list("jumlah_sunting", flat=True).get(pk=pk)
    else:
        draf = Draf.objects.filter(pengguna=request.user, kunci=kunci_draf).first()
        awal = {"dari_sunting": kiriman.jumlah_sunting, "sumber": kiriman.sumber, "judul": kiriman.topik.judul}
        if draf:
            awal |= {"sumber": draf.sumber, "judul": draf.judul or kiriman.topik.judul}
            messages.info(request, "Ini suntingan yang belum Anda simpan. Buang di halaman Draf bila tidak jadi.")
            if kiriman.disunting and kiriman.disunting > draf.diubah:
                # Menyimpannya ditahan sekali: isinya sudah bukan yang dilihat saat draf ditulis.
                awal["dari_sunting"] = 0
                messages.warning(request, "Kiriman ini disunting sesudah draf itu. Bandingkan dulu di riwayatnya.")
        form = FormSunting(initial=awal, kiriman=kiriman)
    konteks = {"kiriman": kiriman, "topik": kiriman.topik, "simpul": kiriman.topik.ruang.simpul, "form": form}
    konteks["draf_ada"] = True  # isinya selalu dari situs: ketikan lama di peramban tidak menimpa yang lebih baru
    return render(request, "forum/sunting.html", konteks | {"pratinjau": pratinjau})


@masuk_dulu
def riwayat(request: HttpRequest, pk: int) -> HttpResponse:
    """Perbedaan tiap versi; hanya bagi penulis dan pengurus."""
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not kiriman.boleh_dilihat_riwayatnya(oleh=request.user, hak=hak):
        raise Http404
    revisi = list(kiriman.revisi.select_related("penyunting").order_by("-n")[:30])
    sesudah, daftar = kiriman.sumber, []
    for satu in revisi:
        beda = unified_diff(satu.sumber.splitlines(), sesudah.splitlines(), lineterm="", n=2)
        baris = [b for b in beda if not b.startswith(("---", "+++", "@@"))]
        daftar.append({"revisi": satu, "baris": [(b[:1], b[1:]) for b in baris[:400]]})
        sesudah = satu.sumber
    konteks = {"kiriman": kiriman, "topik": kiriman.topik, "daftar": daftar}
    konteks["boleh_kembali"] = kiriman.boleh_disunting(oleh=request.user, hak=hak)
    return render(request, "forum/riwayat.html", konteks)


@require_POST
@masuk_dulu
def kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Mengurungkan: isi versi lama menjadi suntingan baru, jadi riwayatnya utuh."""
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not kiriman.boleh_disunting(oleh=request.user, hak=hak):
        raise Http404
    revisi = kiriman.revisi.filter(n=bilangan(request, "n") or 0).first()
    if revisi is None:
        raise Http404
    try:
        baris = layanan.sunting(
            kiriman=kiriman, penyunting=request.user, sumber=revisi.sumber, dari_sunting=bilangan(request, "dari"),
            alasan=f"Kembali ke isi sebelum suntingan ke-{revisi.n}",
        )  # fmt: skip
        messages.success(request, "Isinya kembali seperti sebelum suntingan itu.")
    except (TulisanDitolak, layanan.TerlaluSering, layanan.SudahBerubah) as galat:
        messages.error(request, str(galat))
        return redirect("forum:riwayat", pk)
    return redirect(baris)


@require_POST
@masuk_dulu
def suka(request: HttpRequest, pk: int) -> HttpResponse:
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not kiriman.boleh_disukai(oleh=request.user, hak=hak):
        raise Http404
    try:
        if request.POST.get("aksi") == "batal":
            layanan.batal_suka(kiriman=kiriman, pengguna=request.user)
        else:
            layanan.suka(kiriman=kiriman, pengguna=request.user)
    except layanan.TerlaluSering as galat:
        messages.error(request, str(galat))
    return redirect(kiriman)


@masuk_dulu
def lapor(request: HttpRequest, pk: int) -> HttpResponse:
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not kiriman.boleh_dilaporkan(oleh=request.user, hak=hak):
        raise Http404
    form = FormLapor(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.laporkan(kiriman=kiriman, pelapor=request.user, **form.cleaned_data)
            messages.success(request, "Terima kasih, pengurus simpul akan memeriksanya.")
            return redirect(kiriman)
        except layanan.TerlaluSering as galat:
            form.add_error(None, str(galat))
    return render(request, "forum/lapor.html", {"kiriman": kiriman, "topik": kiriman.topik, "form": form})
