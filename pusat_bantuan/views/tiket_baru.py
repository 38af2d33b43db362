"""Formulir bantuan untuk operator, pegiat yang mencatatkan, dan tamu. Isian keliru: 4xx, kalimat, tulisannya tetap."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from akun.batas import habis
from forum.models import Topik
from modul_pelatihan.models import Bidang
from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah

from .. import layanan, tautan_tamu
from ..berkas import Hasil
from ..forms.tiket_baru import FormTamu, FormTiket, FormTiketDasar, topik_asal
from ..layanan import TidakDapat
from ..models import ProfilTiket, TautanTopik
from ..obrolan import urai

_TERLALU_SERING = "Sudah banyak tiket dari sambungan ini. Tunggu satu jam, lalu kirim lagi; tulisan Anda masih ada."


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def tiket_baru(request: HttpRequest) -> HttpResponse:
    topik = topik_asal(request.POST.get("topik") or request.GET.get("topik"), request.user)
    form = _form(request, topik)
    if request.method != "POST":
        if form.is_bound:
            form.errors.clear()  # draf yang dilanjutkan, belum dikirim
        return _halaman(request, form)
    if {"muat", "rapikan"} & request.POST.keys():
        form.errors.clear()  # baru menyusun, belum mengirim
        return _halaman(request, form)
    if not form.is_valid():
        return _halaman(request, form, status=422)
    if form.tamu and habis(request, "tiket_tamu"):
        form.add_error(None, _TERLALU_SERING)
        jawab = _halaman(request, form, status=429)
        jawab["Retry-After"] = "3600"
        return jawab
    try:
        profil, ditolak = _kirim(request, form)
    except TidakDapat as galat:
        form.add_error(None, str(galat))
        return _halaman(request, form, status=422)
    if topik:
        TautanTopik.objects.get_or_create(
            profil=profil, topik=topik, defaults={"peran": TautanTopik.Peran.ASAL, "oleh": request.user}
        )
    return _selesai(request, form, profil, ditolak)


def _kirim(request: HttpRequest, form: FormTiketDasar) -> tuple[ProfilTiket, list[str]]:
    bersih = form.cleaned_data
    orang = request.user if request.user.is_authenticated else None
    isi = form.isi()
    lampiran = layanan.saring_jatah(Hasil(bersih["lampiran"], list(form.ditolak)), pengguna=orang, wilayah=isi.wilayah)
    kiriman = {"isi": isi, "kunci_kirim": bersih["kunci_kirim"], "lampiran": lampiran.bersih}
    if form.tamu:
        profil = layanan.buat_tiket_tamu(nama=bersih["nama"], email=bersih["email"], hp=bersih["hp"], **kiriman)
    elif isi.wakil:
        profil = layanan.buat_tiket_wakil(hp=bersih["hp"], **kiriman)
    else:
        profil = layanan.buat_tiket(pemohon=request.user, **kiriman)
    return profil, lampiran.ditolak


def _selesai(request: HttpRequest, form: FormTiketDasar, profil: ProfilTiket, ditolak: list[str]) -> HttpResponse:
    if not form.tamu:
        layanan.buang_draf_tiket(pengguna=request.user)
    tujuan = tautan_tamu.jalur(profil) if form.tamu else profil.get_absolute_url()
    if not form.tamu and not profil.boleh_dilihat(oleh=request.user):  # soal keamanan yang dicatatkan pegiat
        tujuan = reverse("pusat_bantuan:beranda")
    kabar = "Simpan tautan di bawah untuk membaca jawabannya." if form.tamu else "Anda dikabari begitu ada jawaban."
    messages.success(request, f"Tiket {profil.kode} terkirim. {kabar}")
    for kalimat in ditolak:
        messages.warning(request, kalimat)
    if request.headers.get("X-Kirim") == "latar":  # dikirim tiket-baru.js; pesan di atas tampil di halaman tujuan
        return JsonResponse({"ke": tujuan})
    jawab = redirect(tujuan)
    if form.tamu:
        jawab["Referrer-Policy"] = "same-origin"
    return jawab


def _form(request: HttpRequest, topik: Topik | None) -> FormTiketDasar:
    data = _data(request) if request.method == "POST" else None
    berkas = request.FILES if request.method == "POST" else None
    awal = _awal(request, topik)
    desa = _desa_diminta(request)
    lanjut = data is None and request.user.is_authenticated and request.GET.get("draf") == "ya"
    if lanjut and (draf := layanan.baca_draf_tiket(pengguna=request.user)):
        data = _dari_draf(draf[1])
    if not request.user.is_authenticated:
        return FormTamu(data, berkas, desa=None, initial=awal | ({"wilayah": desa} if desa else {}))
    return FormTiket(data, berkas, oleh=request.user, desa=awal.pop("wilayah", None) or desa, topik=topik, initial=awal)


def _dari_draf(isi: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(isi | {"kunci_kirim": str(uuid.uuid4())})
    return data


def _data(request: HttpRequest):
    """Kiriman apa adanya; tombol "Rapikan" memindahkan obrolan WhatsApp yang ditempel ke cerita."""
    if "rapikan" not in request.POST:
        return request.POST
    data = request.POST.copy()
    hasil = urai(data.get("obrolan", ""))
    data["uraian"] = "\n\n".join(filter(None, (data.get("uraian", "").strip(), hasil.cerita)))
    data["atas_nama"] = data.get("atas_nama") or hasil.siapa
    data["kanal_wakil"], data["obrolan"] = ProfilTiket.Kanal.WA, ""
    return data


def _awal(request: HttpRequest, topik: Topik | None) -> dict:
    """Isian awal dari alamat: topik asal, bidang (slug), atau judul."""
    awal = {"kunci_kirim": uuid.uuid4()}
    if slug := request.GET.get("bidang", "")[:60]:
        awal["bidang"] = Bidang.objects.pokok().filter(slug=slug).first()
    if judul := request.GET.get("judul", "").strip()[:150]:
        awal["judul"] = judul
    if topik:
        pertama = topik.kiriman.filter(nomor=1).first()
        bidang = topik.bidang.select_related("induk").order_by("urutan").first()
        desa = topik.wilayah.filter(tingkat=Wilayah.Tingkat.DESA).select_related("induk").first()
        awal |= {
            "topik": topik.pk, "judul": topik.judul[:150], "uraian": pertama.sumber if pertama else "",
            "bidang": (bidang.induk or bidang) if bidang else None,
        } | ({"wilayah": desa} if desa else {})  # fmt: skip
    return {nama: nilai for nama, nilai in awal.items() if nilai is not None}


def _desa_diminta(request: HttpRequest) -> Wilayah | None:
    """Desa pada `?desa=kode`; yang keliru diabaikan."""
    kode = kode_wilayah.normalkan(request.GET.get("desa", ""))
    return Wilayah.objects.desa().filter(kode=kode).select_related("induk").first() if kode else None


def _halaman(request: HttpRequest, form: FormTiketDasar, *, status: int = 200) -> HttpResponse:
    siapa = "tamu" if form.tamu else str(request.user.pk)
    draf = None if form.tamu or form.is_bound else layanan.baca_draf_tiket(pengguna=request.user)
    langkah = (["Siapa"] if form.mewakili else []) + ["Masalah", "Keterangan", "Kirim"]
    return render(
        request, "pusat_bantuan/tiket_baru.html",
        {"form": form, "draf": f"tiket-baru-{siapa}", "langkah": "|".join(langkah), "topik": form.asal_topik,
         "draf_server": draf and {"pada": draf[0].diubah, "judul": draf[1].get("judul") or draf[1].get("uraian", "")}},
        status=status,
    )  # fmt: skip
