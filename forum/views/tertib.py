"""Pengurus merapikan topik (pindah, gabung, pisah), memberi sanksi, dan membaca catatannya."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from akun.models import Peran
from forum import layanan
from forum.bacaan.jejak import sebut_bidang
from forum.forms import FormAlasan
from forum.forms_tertib import FormBanding, FormGabung, FormPindah, FormPisah, FormSanksi
from forum.layanan.pindah import lebih_terbuka
from forum.models import JejakTopik, Kiriman, Ruang, Sanksi, Simpul, Topik
from forum.perender import TulisanDitolak

from .ambil import ambil_kiriman, ambil_topik, masuk_dulu

_ALAMAT_TOPIK = re.compile(r"/forum/t/(\d{1,9})-|^\s*(\d{1,9})\s*$")


def _topik_rawatan(request: HttpRequest, pk: int) -> Topik:
    topik, hak = ambil_topik(pk, request.user)
    if not topik.boleh_dimoderasi(oleh=request.user, hak=hak):
        raise Http404
    return topik


def _yang_dilihat(request: HttpRequest, tujuan: Ruang | Topik) -> bool:
    """Tujuannya masih yang akibatnya baru saja diperlihatkan; yang diganti sesudahnya diperlihatkan dulu."""
    return request.POST.get("dilihat", str(tujuan.pk)) == str(tujuan.pk)


@masuk_dulu
def pindah(request: HttpRequest, pk: int) -> HttpResponse:
    """Pilih ruang, lihat siapa yang akan dapat membacanya, lalu pindahkan."""
    topik = _topik_rawatan(request, pk)
    pilihan = Ruang.objects.filter(simpul__in=Simpul.objects.dimoderasi(oleh=request.user).values("pk"))
    form = FormPindah(request.POST or None, ruang=pilihan.exclude(pk=topik.ruang_id).select_related("simpul"))
    tujuan = None
    if request.method == "POST" and form.is_valid():
        tujuan = form.cleaned_data["ruang"]
        if request.POST.get("aksi") == "pindah" and _yang_dilihat(request, tujuan):
            try:
                baris = layanan.pindahkan(
                    topik=topik, ruang=tujuan, pelaku=request.user, alasan=form.cleaned_data["alasan"]
                )
                messages.success(request, f"Topik sekarang di {tujuan.nama}. Alamatnya tetap.")
                return redirect(baris)
            except layanan.TidakBoleh as galat:
                form.add_error("alasan", str(galat))
    konteks = {
        "topik": topik, "form": form, "tujuan": tujuan, "terbuka": bool(tujuan and lebih_terbuka(topik.ruang, tujuan)),
    }  # fmt: skip
    return render(request, "forum/pindah.html", konteks)


@masuk_dulu
def gabung(request: HttpRequest, pk: int) -> HttpResponse:
    topik = _topik_rawatan(request, pk)
    form = FormGabung(request.POST or None)
    tujuan = None
    if request.method == "POST" and form.is_valid():
        tujuan = _tujuan(form.cleaned_data["tujuan"], request.user)
        if tujuan is None:
            form.add_error("tujuan", "Topik itu tidak ada. Salin alamatnya dari bilah alamat.")
        elif request.POST.get("aksi") == "gabung" and _yang_dilihat(request, tujuan):
            try:
                baris = layanan.gabungkan_topik(
                    asal=topik, tujuan=tujuan, pelaku=request.user, alasan=form.cleaned_data["alasan"]
                )
                messages.success(request, "Kedua topik sudah menjadi satu. Alamat lamanya dialihkan ke sini.")
                return redirect(baris)
            except layanan.TidakBoleh as galat:
                form.add_error("tujuan", str(galat) or "Topik itu tidak dapat menerima gabungan.")
    return render(request, "forum/gabung.html", {"topik": topik, "form": form, "tujuan": tujuan})


def _tujuan(teks: str, oleh) -> Topik | None:
    cocok = _ALAMAT_TOPIK.search(teks)
    asal = Topik.objects.terlihat(oleh=oleh).select_related("ruang__simpul__wilayah")
    return asal.filter(pk=int(cocok[1] or cocok[2])).first() if cocok else None


@masuk_dulu
def pisah(request: HttpRequest, pk: int) -> HttpResponse:
    topik = _topik_rawatan(request, pk)
    kiriman = list(
        Kiriman.objects.tampil().filter(topik=topik, nomor__gt=1).select_related("penulis").order_by("nomor")[:200]
    )
    form = FormPisah(request.POST or None, kiriman=kiriman)
    dipilih: list[Kiriman] = []
    if request.method == "POST" and form.is_valid():
        nomor = form.cleaned_data["nomor"]
        dipilih = [satu for satu in kiriman if satu.nomor in nomor]
        if request.POST.get("aksi") == "pisah":
            try:
                baris = layanan.pisahkan(
                    topik=topik, nomor=nomor, judul=form.cleaned_data["judul"], pelaku=request.user,
                    alasan=form.cleaned_data["alasan"],
                )  # fmt: skip
                messages.success(request, "Topik baru terbuka. Tautan ke kiriman yang pindah tetap sampai.")
                return redirect(baris)
            except (layanan.TidakBoleh, TulisanDitolak) as galat:
                form.add_error("judul", str(galat))
    return render(request, "forum/pisah.html", {"topik": topik, "form": form, "dipilih": dipilih})


@require_safe
@masuk_dulu
def jejak(request: HttpRequest, pk: int) -> HttpResponse:
    """Siapa melakukan apa pada topik ini; bagi pengurusnya."""
    topik = _topik_rawatan(request, pk)
    baris = JejakTopik.objects.filter(topik=topik).select_related("pelaku").order_by("-pk")
    hal = Paginator(baris, 50).get_page(request.GET.get("halaman"))
    sebut_bidang(hal.object_list)
    return render(request, "forum/jejak.html", {"topik": topik, "hal": hal})


# --- Sanksi --------------------------------------------------------------------------------------------------------------
@masuk_dulu
def sanksi_beri(request: HttpRequest, pk: int) -> HttpResponse:
    """Dari kiriman yang menjadi sebabnya: simpulnya simpul kiriman itu; pengelola boleh untuk seluruh forum."""
    kiriman, hak = ambil_kiriman(pk, request.user)
    penulis = kiriman.penulis
    if not hak.moderasi or not (penulis and penulis.is_active) or penulis == request.user:
        raise Http404
    simpul = kiriman.topik.ruang.simpul
    form = FormSanksi(request.POST or None, seluruh=request.user.berperan(Peran.PENGELOLA))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            layanan.beri_sanksi(
                pengguna=kiriman.penulis, simpul=None if data.get("seluruh") else simpul, jenis=data["jenis"],
                hari=data["hari"], alasan=data["alasan"], pelaku=request.user,
            )  # fmt: skip
            messages.success(
                request, f"Tercatat. {kiriman.penulis.nama} dikabari alasan dan cara mengajukan keberatan."
            )
            return redirect(kiriman)
        except layanan.TidakBoleh as galat:
            form.add_error(None, str(galat) or "Anda tidak dapat memberi sanksi kepada orang ini.")
    return render(request, "forum/sanksi_beri.html", {"kiriman": kiriman, "simpul": simpul, "form": form})


@require_safe
@masuk_dulu
def sanksi(request: HttpRequest) -> HttpResponse:
    """Sanksi saya, dan yang saya urus sebagai pengurus."""
    asal = Sanksi.objects.terlihat(oleh=request.user).select_related("pengguna", "simpul", "oleh", "diputus_oleh")
    hal = Paginator(asal.order_by("-pk"), 25).get_page(request.GET.get("halaman"))
    for satu in hal.object_list:
        satu.milik_saya = satu.pengguna_id == request.user.pk
        satu.dapat_dibanding = satu.boleh_dibanding(oleh=request.user)
        satu.dapat_diputus = satu.boleh_diputus(oleh=request.user)
    return render(request, "forum/sanksi.html", {"hal": hal, "form": FormBanding()})


@require_POST
@masuk_dulu
def sanksi_banding(request: HttpRequest, pk: int) -> HttpResponse:
    baris = get_object_or_404(Sanksi.objects.terlihat(oleh=request.user), pk=pk)
    form = FormBanding(request.POST)
    if not baris.boleh_dibanding(oleh=request.user):
        raise Http404
    if form.is_valid():
        layanan.banding(sanksi=baris, pelaku=request.user, isi=form.cleaned_data["isi"])
        messages.success(request, "Keberatan Anda sampai kepada pengurus. Jawabannya dikabarkan kepada Anda.")
    else:
        messages.error(request, "Tulis keberatan Anda dulu, paling panjang 600 huruf.")
    return redirect("forum:sanksi")


@require_POST
@masuk_dulu
def sanksi_putusan(request: HttpRequest, pk: int) -> HttpResponse:
    baris = get_object_or_404(Sanksi.objects.terlihat(oleh=request.user).select_related("simpul"), pk=pk)
    if not baris.boleh_diputus(oleh=request.user):
        raise Http404
    cabut = request.POST.get("aksi") == "cabut"
    putusan = request.POST.get("putusan", "").replace("\x00", "").strip()[:300]
    if not cabut and not (putusan and baris.banding_pada):
        messages.error(request, "Tulis jawaban atas keberatannya dulu.")
        return redirect("forum:sanksi")
    layanan.putuskan_sanksi(sanksi=baris, pelaku=request.user, cabut=cabut, putusan=putusan)
    messages.success(request, "Sanksi dicabut." if cabut else "Jawaban Anda disampaikan; sanksinya tetap.")
    return redirect("forum:sanksi")


@masuk_dulu
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Penulis menarik tulisannya sekali tekan, pengurus menghapusnya dengan alasan; dapat diurungkan tiga puluh hari."""
    kiriman, hak = ambil_kiriman(pk, request.user)
    if not kiriman.boleh_dihapus(oleh=request.user, hak=hak):
        raise Http404
    sendiri = kiriman.penulis_id == request.user.pk
    form = FormAlasan(request.POST or None)
    if request.method == "POST" and (sendiri or form.is_valid()):
        try:
            layanan.hapus(kiriman=kiriman, pelaku=request.user, alasan="" if sendiri else form.cleaned_data["alasan"])
        except layanan.TidakBoleh as galat:
            messages.error(request, str(galat))
            return redirect(kiriman)
        if sendiri:
            messages.success(request, "Tulisan ditarik. Urungkan di halaman Tulisan yang ditarik.")
            return redirect("forum:ditarik")
        messages.success(request, "Dihapus dan penulisnya diberi tahu. Kembalikan lewat Lainnya dalam tiga puluh hari.")
        return redirect(kiriman)
    if sendiri:
        return redirect(kiriman)
    return render(request, "forum/hapus.html", {"kiriman": kiriman, "topik": kiriman.topik, "form": form})


@require_safe
@masuk_dulu
def ditarik(request: HttpRequest) -> HttpResponse:
    """Tulisan saya yang saya tarik dan masih dapat dikembalikan."""
    milik = Kiriman.objects.filter(penulis=request.user, dihapus_oleh=request.user, keadaan=3).exclude(sumber="").filter(
        topik__in=Topik.objects.filter(ruang__in=Ruang.objects.terlihat(oleh=request.user).values("pk")).values("pk")
    )  # fmt: skip
    hal = Paginator(milik.select_related("topik").order_by("-pk"), 25).get_page(request.GET.get("halaman"))
    return render(request, "forum/ditarik.html", {"hal": hal})


@require_POST
@masuk_dulu
def kembali(request: HttpRequest, pk: int) -> HttpResponse:
    kiriman = get_object_or_404(Kiriman.objects.select_related("topik__ruang__simpul__wilayah"), pk=pk)
    if not kiriman.boleh_dikembalikan(oleh=request.user):
        raise Http404
    layanan.kembalikan_hapusan(kiriman=kiriman, pelaku=request.user)
    sendiri = kiriman.penulis_id == request.user.pk
    messages.success(request, "Tulisan Anda tampil lagi." if sendiri else "Tampil lagi.")
    return redirect(kiriman)
