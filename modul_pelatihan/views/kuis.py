from __future__ import annotations

from fractions import Fraction
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from modul_pelatihan import kiriman, layanan
from modul_pelatihan.bacaan import kuis as bacaan
from modul_pelatihan.forms_kuis import FormAnulir, FormKoreksi
from modul_pelatihan.layanan import Ditolak, JawabanKeliru
from modul_pelatihan.models import Kuis, Percobaan
from modul_pelatihan.models.kuis import PERAN_PENULIS_SOAL
from modul_pelatihan.penilaian import tampil_persen


def _kuis(request: HttpRequest, slug: str) -> Kuis:
    return get_object_or_404(Kuis.objects.terlihat(oleh=request.user).select_related("modul"), slug=slug)


def _percobaan(request: HttpRequest, kunci: UUID) -> Percobaan:
    semua = Percobaan.objects.terlihat(oleh=request.user)
    return get_object_or_404(semua.select_related("kuis__modul", "orang", "tes__angkatan__wilayah"), kunci=kunci)


def kuis(request: HttpRequest, slug: str) -> HttpResponse:
    """Keterangan kuis dan riwayat; latihan langsung berisi soalnya."""
    satu = _kuis(request, slug)
    konteks = {"kuis": satu, "kunci": str(uuid4()), "pengurus": _boleh_mengurus(request)}
    if request.user.is_authenticated:
        konteks["r"] = bacaan.riwayat(request.user, satu)
    if satu.formatif:
        konteks["latihan"] = bacaan.latihan(satu)
    return render(request, "modul_pelatihan/kuis.html", konteks)


@login_required
@require_POST
def kuis_mulai(request: HttpRequest, slug: str) -> HttpResponse:
    satu = _kuis(request, slug)
    try:
        kunci = kiriman.kunci_dari(request.POST.get("kunci", ""))
        percobaan = layanan.mulai_percobaan(orang=request.user, kuis=satu, kunci=kunci)
    except (Ditolak, JawabanKeliru) as galat:
        messages.warning(request, str(galat))
        return redirect(satu)
    return redirect(percobaan)


@login_required
@require_POST
def latihan(request: HttpRequest, slug: str) -> HttpResponse:
    """Kiriman latihan dari halaman pelajaran atau antrean luring (JSON); jawabannya JSON bila diminta."""
    satu = _kuis(request, slug)
    json = (
        request.content_type == "application/json"
        or request.accepts("application/json")
        and not request.accepts("text/html")
    )
    try:
        kunci, jawaban = kiriman.baca(request)
        percobaan = layanan.kirim_latihan(orang=request.user, kuis=satu, kunci=kunci, jawaban=jawaban, luring=json)
    except (Ditolak, JawabanKeliru) as galat:
        if json:
            return JsonResponse({"galat": str(galat)}, status=422)
        messages.warning(request, str(galat))
        return redirect(satu)
    if not json:
        return redirect(percobaan)
    return JsonResponse(
        {
            "alamat": percobaan.get_absolute_url(), "keadaan": percobaan.keadaan, "lulus": percobaan.lulus,
            "persen": tampil_persen(percobaan.rasio), "nomor": percobaan.nomor,
        }
    )  # fmt: skip


@login_required
@never_cache
def percobaan(request: HttpRequest, kunci: UUID) -> HttpResponse:
    """Mengerjakan, atau melihat hasilnya. Simpan sementara dan kirim adalah dua tombol di satu formulir."""
    satu = _percobaan(request, kunci)
    milik = satu.orang_id == request.user.pk
    if satu.keadaan == Percobaan.Keadaan.BERJALAN and satu.lewat():
        satu = layanan.tutup_yang_lewat(percobaan=satu)
        satu = _percobaan(request, kunci)
    isi = None
    if request.method == "POST" and milik:
        try:
            kunci_kirim, jawaban = kiriman.dari_formulir(request.POST)
            return _terima(request, satu, kunci_kirim, jawaban)
        except (JawabanKeliru, Ditolak) as galat:
            messages.warning(request, str(galat))
            isi = kiriman.mentah(request)
    if satu.keadaan == Percobaan.Keadaan.BERJALAN:
        if not milik:
            raise Http404
        soal = bacaan.lembar_soal(satu, isi)
        return render(
            request, "modul_pelatihan/percobaan.html", {"percobaan": satu, "soal": soal, "kunci": str(uuid4())},
            status=422 if isi is not None else 200,
        )  # fmt: skip
    pengurus = satu.boleh_dinilai(oleh=request.user)
    konteks = {"percobaan": satu, "baris": bacaan.hasil(satu, pengurus=pengurus), "pengurus": pengurus, "milik": milik}
    return render(request, "modul_pelatihan/percobaan_hasil.html", konteks)


def _terima(request: HttpRequest, satu: Percobaan, kunci: UUID, jawaban: list) -> HttpResponse:
    if request.POST.get("aksi") == "simpan":
        hasil = layanan.simpan_jawaban(percobaan=satu, oleh=request.user, jawaban=jawaban)
        if hasil.keadaan == Percobaan.Keadaan.BERJALAN:
            messages.success(request, "Jawaban tersimpan. Anda dapat melanjutkannya dari perangkat mana pun.")
    else:
        hasil = layanan.kirim_jawaban(percobaan=satu, oleh=request.user, kunci=kunci, jawaban=jawaban)
    if hasil.keadaan != Percobaan.Keadaan.BERJALAN and hasil.kunci_kirim != kunci and hasil.tenggat:
        messages.warning(request, "Waktunya sudah habis. Yang dinilai adalah jawaban yang sempat tersimpan.")
    return redirect(satu)


def _boleh_mengurus(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.user.berperan(*PERAN_PENULIS_SOAL)


@login_required
def koreksi(request: HttpRequest) -> HttpResponse:
    """Uraian yang menunggu dinilai orang ini, terlama dahulu."""
    menunggu = bacaan.menunggu_koreksi(request.user)
    if not _boleh_mengurus(request) and not request.user.mengajar.exists() and not menunggu.exists():
        raise Http404
    hal = Paginator(menunggu, 30).get_page(request.GET.get("halaman"))
    return render(request, "modul_pelatihan/koreksi.html", {"hal": hal})


@login_required
def nilai(request: HttpRequest, kunci: UUID, nomor: int) -> HttpResponse:
    """Menilai satu uraian, juga menilai ulang."""
    satu = _percobaan(request, kunci)
    if not satu.boleh_dinilai(oleh=request.user) or satu.keadaan == Percobaan.Keadaan.BERJALAN:
        raise Http404
    jawaban = get_object_or_404(satu.jawaban, urut=nomor)
    if not jawaban.uraian or not jawaban.isi:
        raise Http404
    awal = {} if jawaban.dinilai_pada is None else {"nilai": int(jawaban.fraksi * 100), "ulasan": jawaban.ulasan}
    form = FormKoreksi(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        layanan.nilai_uraian(
            jawaban=jawaban, oleh=request.user, fraksi=Fraction(data["nilai"], 100), ulasan=data["ulasan"]
        )
        messages.success(request, f"Soal {nomor} milik {satu.orang.nama} dinilai {data['nilai']}.")
        return redirect(satu)
    konteks = {"percobaan": satu, "jawaban": jawaban, "naskah": jawaban.naskah, "form": form}
    return render(request, "modul_pelatihan/nilai.html", konteks)


@login_required
def kuis_statistik(request: HttpRequest, slug: str) -> HttpResponse:
    """Kesukaran dan daya beda tiap soal; di sini juga soal dianulir."""
    if not _boleh_mengurus(request):
        raise Http404
    satu = _kuis(request, slug)
    form = FormAnulir(request.POST or None, kuis=satu)
    if request.method == "POST" and form.is_valid():
        batal = layanan.anulir_soal(
            kuis=satu, butir=form.cleaned_data["butir"], oleh=request.user, alasan=form.cleaned_data["alasan"]
        )
        messages.success(
            request,
            f"Soal dianulir. {batal.dihitung_ulang} percobaan dihitung ulang, {batal.berubah_lulus} berubah kelulusannya.",
        )
        return redirect("modul_pelatihan:kuis-statistik", satu.slug)
    konteks = {
        "kuis": satu, "form": form, "statistik": bacaan.statistik(satu),
        "jejak": satu.pembatalan.select_related("butir", "oleh").order_by("-pada"),
    }  # fmt: skip
    return render(request, "modul_pelatihan/kuis_statistik.html", konteks)


@login_required
def kuis_daftar(request: HttpRequest) -> HttpResponse:
    """Semua kuis bagi penulis soal."""
    if not _boleh_mengurus(request):
        raise Http404
    hal = Paginator(bacaan.daftar_kuis(request.user), 30).get_page(request.GET.get("halaman"))
    return render(request, "modul_pelatihan/kuis_daftar.html", {"hal": hal})
