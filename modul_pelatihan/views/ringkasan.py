"""Hasil pelatihan bagi manajer: layar (juga untuk dicetak), CSV, dan XLSX. Hanya hitungan."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from modul_pelatihan.bacaan import ringkasan as baca
from wilayah import lembar_sebar


def _saringan(request: HttpRequest) -> baca.Saringan:
    try:
        return baca.baca_saringan(request.GET, oleh=request.user)
    except baca.TidakBoleh:
        raise Http404 from None


@login_required
@require_safe
def ringkasan(request: HttpRequest) -> HttpResponse:
    saringan = _saringan(request)
    isi = baca.ringkasan(saringan, oleh=request.user, halaman=request.GET.get("halaman"))
    jumlah = isi["jumlah"]
    konteks = {
        "tab": [
            {"judul": judul, "url": f"?{saringan.kueri(sudut=nama)}", "kini": nama == saringan.sudut}
            for nama, judul in baca.SUDUT.items()
        ],
        "tahun": range(timezone.localdate().year, baca.TAHUN_AWAL - 1, -1),
        "leluhur": _leluhur(saringan, request),
        "batang_desa": [
            {"label": satu.nama, "nilai": satu.cukup_persen or 0, "keterangan": f"{satu.cukup} dari {satu.desa} desa"}
            for satu in isi["wilayah"] if satu.desa
        ] if saringan.lebar > 1 and jumlah.cukup else [],
        "sebaran": [
            {"label": "Dua operator atau lebih", "nilai": jumlah.cukup},
            {"label": "Satu operator", "nilai": jumlah.satu},
            {"label": "Tanpa operator aktif", "nilai": jumlah.kosong},
        ],
        "sasaran": baca.SASARAN_OPERATOR,
    }  # fmt: skip
    return render(request, "modul_pelatihan/ringkasan.html", isi | konteks)


def _leluhur(saringan: baca.Saringan, request: HttpRequest) -> list[dict[str, str]]:
    """Jalan naik yang boleh dibuka orang ini."""
    if saringan.wilayah is None:
        return []
    kuasa = request.user.rentang_kuasa(*baca.PERAN_HITUNG)
    hasil = []
    if request.user.berkuasa(*baca.PERAN_HITUNG, atas=None):
        hasil.append({"judul": "Indonesia", "url": f"?{saringan.kueri(wilayah='')}"})
    for satu in list(saringan.wilayah.leluhur())[:-1]:
        if any(awal <= satu.kunci <= akhir for awal, akhir in kuasa):
            hasil.append({"judul": satu.nama_lengkap, "url": f"?{saringan.kueri(wilayah=satu.kode)}"})
    return hasil


@login_required
@require_safe
def ringkasan_unduh(request: HttpRequest, bentuk: str) -> HttpResponse:
    saringan = _saringan(request)
    if bentuk not in lembar_sebar.MIME:
        raise Http404
    isi = lembar_sebar.tulis(baca.tabel(saringan, oleh=request.user), bentuk, judul="Hasil pelatihan", lebar=(32, 32))
    tempat = saringan.wilayah.kode if saringan.wilayah else "indonesia"
    jawab = HttpResponse(isi, content_type=lembar_sebar.MIME[bentuk])
    nama = f"hasil-pelatihan-{tempat}-{saringan.sudut}{f'-{saringan.tahun}' if saringan.tahun else ''}.{bentuk}"
    jawab["Content-Disposition"] = f'attachment; filename="{nama}"'
    jawab["Cache-Control"] = "private, no-store"
    return jawab
