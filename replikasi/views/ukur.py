"""Bukti layanan: halaman hasil bagi umum, catatan satu menit di loket, ketepatan data, dan keterbukaan."""

from __future__ import annotations

from itertools import islice

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from akun.batas import batasi
from replikasi import lembar
from replikasi.bacaan.aparatur import awal_aparatur, hasil_aparatur
from replikasi.bacaan.diketahui import awal_pemeriksaan
from replikasi.bacaan.ekspor import Tabel
from replikasi.bacaan.ukur import hasil_data, hasil_layanan, hasil_terbuka, per_desa
from replikasi.forms_ukur import FormAparatur, FormInformasi, FormLayanan, FormPemeriksaan
from replikasi.kalender import hari_ini
from replikasi.layanan import ukur as layanan_ukur
from replikasi.models import InformasiWajib, PengukuranLayanan
from replikasi.models.ukur import boleh_mencatat
from wilayah.models import Wilayah

from .jawaban import jawab_galat, minta_json
from .kesepakatan import isian
from .saringan import baca_bilangan, desa_dari, wilayah_dari
from .unduh import sajikan

UMUR_SINGGAH = 300
DESA_TAMPIL = 100


def desa_milik(request: HttpRequest, kode: str) -> Wilayah:
    """Desa yang pelayanannya boleh dicatat orang ini; selain itu tidak ada."""
    desa = desa_dari(kode)
    if not boleh_mencatat(desa, oleh=request.user):
        raise Http404
    return desa


def _hasil(desa: Wilayah) -> str:
    return reverse("replikasi:layanan", args=[desa.kode])


@require_safe
def layanan(request: HttpRequest, kode: str) -> HttpResponse:
    """Terbuka bagi umum: hasilnya dengan kata biasa, tanpa satu baris pun tentang orang.

    Hasil wilayah menghitung puluhan ribu surat, jadi disinggahkan lima menit.
    """
    satu = wilayah_dari(kode)
    isi = {"wilayah": satu, "leluhur": list(satu.leluhur())[:-1]}
    if satu.tingkat != Wilayah.Tingkat.DESA:
        h, desa = cache.get_or_set(
            f"layanan:{satu.kode}",
            lambda: (hasil_layanan(satu), list(islice(per_desa(satu), DESA_TAMPIL + 1))),
            UMUR_SINGGAH,
        )
        isi |= {"h": h, "desa": desa[:DESA_TAMPIL], "desa_lain": len(desa) > DESA_TAMPIL}
        return render(request, "replikasi/layanan_wilayah.html", isi)
    isi["h"] = hasil_layanan(satu)
    tahun = baca_bilangan(request, "tahun")
    isi |= {
        "data": hasil_data(satu), "buka": hasil_terbuka(satu, tahun if 2000 <= tahun <= 2100 else None),
        "aparatur": hasil_aparatur(satu), "boleh": boleh_mencatat(satu, oleh=request.user),
        "boleh_baris": request.user.is_authenticated and PengukuranLayanan(wilayah=satu).boleh_dilihat(oleh=request.user),
    }  # fmt: skip
    return render(request, "replikasi/layanan.html", isi)


@require_safe
@batasi("unduh_replikasi")
def layanan_desa_unduh(request: HttpRequest, kode: str, bentuk: str) -> HttpResponse:
    """Desa demi desa di satu wilayah, dengan n dan tanda contoh kecil."""
    satu = wilayah_dari(kode)
    baris = (
        [d.wilayah.kode, d.wilayah.nama_lengkap, d.wilayah.induk.nama, d.n_sebelum, d.n_sesudah,
         *("" if n is None else n for n in (d.sebelum, d.sesudah, d.perbaikan)), "ya" if d.kecil else "tidak"]
        for d in per_desa(satu)
    )  # fmt: skip
    tabel = Tabel(
        f"layanan-{satu.kode}", f"Layanan surat di {satu.nama_lengkap}", "Nilai tengah menit jam kantor.",
        ["kode", "desa", "kecamatan", "n_sebelum", "n_sesudah", "menit_sebelum", "menit_sesudah", "berkurang_persen", "contoh_kecil"],
        baris, [3, 4, 5, 6, 7], ["Contoh kecil: kurang dari 20 catatan di salah satu sisi."],
    )  # fmt: skip
    return sajikan(lembar.alirkan(tabel, bentuk), bentuk, tabel.nama_berkas)


@login_required
def layanan_catat(request: HttpRequest, kode: str) -> HttpResponse:
    """Satu menit di loket; sesudah tersimpan, siap untuk surat berikutnya."""
    desa = desa_milik(request, kode)
    ada = request.method == "POST"
    awal = {"fase": layanan_ukur.fase_kini(desa)}
    for nama in ("layanan", "fase"):
        if request.GET.get(nama):
            awal[nama] = request.GET[nama].replace("\x00", "")[:80]
    form = FormLayanan(request.POST, wilayah=desa) if ada else FormLayanan(wilayah=desa, initial=awal)
    if ada and form.is_valid():
        satu = layanan_ukur.catat_layanan(
            wilayah=desa, oleh=request.user, isi=form.isi(), kunci=form.cleaned_data["kunci"]
        )
        messages.success(request, f"Tercatat: {satu.layanan}. Siap untuk surat berikutnya.")
        alamat = reverse("replikasi:layanan-catat", args=[desa.kode])
        return JsonResponse({"url": alamat}) if minta_json(request) else redirect(alamat)
    if ada and minta_json(request):
        return jawab_galat(form)
    jenis = PengukuranLayanan.objects.filter(wilayah=desa, dibatalkan_pada=None).order_by()
    return render(
        request,
        "replikasi/layanan_catat.html",
        {"form": form, "desa": desa, "jenis": list(jenis.values_list("layanan", flat=True).distinct()[:30])},
        status=422 if form.errors else 200,
    )  # fmt: skip


@login_required
@require_safe
def layanan_baris(request: HttpRequest, kode: str) -> HttpResponse:
    """Baris demi baris, hanya bagi yang bertugas."""
    desa = desa_dari(kode)
    if not PengukuranLayanan(wilayah=desa).boleh_dilihat(oleh=request.user):
        raise Http404
    semua = PengukuranLayanan.objects.terlihat(oleh=request.user).filter(wilayah=desa).select_related("oleh")
    return render(
        request,
        "replikasi/layanan_baris.html",
        {"desa": desa, "hal": Paginator(semua, 40).get_page(request.GET.get("halaman")),
         "boleh": boleh_mencatat(desa, oleh=request.user)},
    )  # fmt: skip


@login_required
@require_safe
@batasi("unduh_replikasi")
def layanan_unduh(request: HttpRequest, kode: str, bentuk: str) -> HttpResponse:
    desa = desa_dari(kode)
    if not PengukuranLayanan(wilayah=desa).boleh_dilihat(oleh=request.user):
        raise Http404
    semua = PengukuranLayanan.objects.terlihat(oleh=request.user).filter(wilayah=desa).iterator(chunk_size=1000)
    waktu = timezone.get_current_timezone()
    baris = (
        [s.get_fase_display(), s.layanan, f"{s.mulai.astimezone(waktu):%Y-%m-%d %H:%M}",
         f"{s.selesai.astimezone(waktu):%Y-%m-%d %H:%M}", s.koreksi, "" if s.puas is None else s.puas,
         "" if s.biaya is None else s.biaya, "ya" if s.dibatalkan_pada else "tidak", "ya" if s.contoh else "tidak"]
        for s in semua
    )  # fmt: skip
    tabel = Tabel(
        f"pelayanan-{desa.kode}", f"Pelayanan {desa.nama_lengkap}", "Satu baris satu surat.",
        ["fase", "jenis_surat", "diminta", "diserahkan", "dibetulkan", "puas", "biaya", "dibatalkan", "data_contoh"], baris,
        [4, 5, 6], ["Jam menurut zona Anda. Tanpa data warga."],
    )  # fmt: skip
    return sajikan(lembar.alirkan(tabel, bentuk), bentuk, tabel.nama_berkas)


@login_required
@require_POST
def layanan_batal(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(PengukuranLayanan.objects.terlihat(oleh=request.user).select_related("wilayah"), pk=pk)
    if not satu.boleh_diubah(oleh=request.user):
        raise Http404
    layanan_ukur.batalkan_layanan(baris=satu, oleh=request.user)
    messages.success(request, "Dibatalkan; tidak ikut dihitung lagi.")
    return redirect("replikasi:layanan-baris", kode=satu.wilayah.kode)


@login_required
def data_catat(request: HttpRequest, kode: str) -> HttpResponse:
    desa = desa_milik(request, kode)
    form = FormPemeriksaan(request.POST or None, initial=awal_pemeriksaan(desa))
    return isian(
        request, form,
        lambda f: layanan_ukur.catat_pemeriksaan(
            wilayah=desa, oleh=request.user, isi=f.isi(), kunci=f.cleaned_data["kunci"]
        ),
        judul="Catat pemeriksaan data", kembali=_Kembali(desa), di=(desa.nama_lengkap, _hasil(desa)),
        tombol="Simpan pemeriksaan", kabar="Pemeriksaan tercatat.",
        pengantar="Ambil beberapa baris secara acak, cocokkan satu per satu, lalu tulis berapa yang keliru.",
    )  # fmt: skip


@login_required
def aparatur_catat(request: HttpRequest, kode: str) -> HttpResponse:
    """Dasar masalah keempat: kemampuan dan kemandirian orang kantor (K-091)."""
    desa = desa_milik(request, kode)
    awal = {"tanggal": hari_ini(), "fase": layanan_ukur.fase_kini(desa)} | awal_aparatur(desa)
    return isian(
        request, FormAparatur(request.POST or None, initial=awal),
        lambda f: layanan_ukur.catat_aparatur(
            wilayah=desa, oleh=request.user, isi=f.isi(), kunci=f.cleaned_data["kunci"]
        ),
        judul="Catat keadaan aparatur", kembali=_Kembali(desa), di=(desa.nama_lengkap, _hasil(desa)),
        tombol="Simpan keadaan", kabar="Keadaan aparatur tercatat.",
        pengantar="Banyaknya saja, tanpa nama. Yang sudah diketahui dari tim, pelatihan, dan tiket sudah terisi.",
    )  # fmt: skip


class _Kembali:
    """Halaman hasil satu desa, sebagai tempat kembali."""

    def __init__(self, desa: Wilayah) -> None:
        self.alamat = _hasil(desa)

    def get_absolute_url(self) -> str:
        return self.alamat


@login_required
@require_POST
def informasi_susun(request: HttpRequest, kode: str) -> HttpResponse:
    desa = desa_milik(request, kode)
    baru = layanan_ukur.susun_informasi(wilayah=desa, tahun=hari_ini().year, oleh=request.user)
    messages.success(
        request,
        f"{baru} informasi ditambahkan. Sesuaikan temponya menurut aturan setempat."
        if baru
        else "Daftarnya sudah ada.",
    )
    return redirect(_hasil(desa) + "#buka")


@login_required
def informasi(request: HttpRequest, kode: str, pk: int | None = None) -> HttpResponse:
    desa = desa_milik(request, kode)
    lama = get_object_or_404(InformasiWajib, wilayah=desa, pk=pk) if pk else None
    form = FormInformasi(request.POST or None, instance=InformasiWajib.objects.get(pk=pk) if pk else None)
    return isian(
        request, form,
        lambda f: layanan_ukur.simpan_informasi(
            wilayah=desa, oleh=request.user, isi=f.isi(), kunci=f.cleaned_data["kunci"], informasi=lama
        ),
        judul="Ubah informasi" if lama else "Tambah informasi wajib", kembali=_Kembali(desa),
        di=(desa.nama_lengkap, _hasil(desa)), tombol="Simpan informasi", kabar="Tersimpan.",
    )  # fmt: skip
