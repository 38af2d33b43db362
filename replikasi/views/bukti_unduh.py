"""Unduhan bukti yang terbuka bagi umum: ketepatan data, keterbukaan, dan keadaan aparatur satu desa."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from akun.batas import batasi
from replikasi import lembar
from replikasi.bacaan.ekspor import Tabel
from replikasi.bacaan.ukur import TERBIT
from replikasi.kalender import hari_ini
from replikasi.models import InformasiWajib, PemeriksaanAparatur, PemeriksaanData
from replikasi.rumus import accuracy_wilson, bulat, butir_terbit, persen
from wilayah.models import Wilayah

from .saringan import desa_dari
from .unduh import sajikan


@require_safe
@batasi("unduh_replikasi")
def bukti_unduh(request: HttpRequest, kode: str, isi: str, bentuk: str) -> HttpResponse:
    """Semua pemeriksaan, bukan hanya yang terbaru; hasilnya dihitung dengan rumus yang sama dengan halamannya."""
    tabel = {"data": _data, "keterbukaan": _keterbukaan, "aparatur": _aparatur}[isi](desa_dari(kode))
    return sajikan(lembar.tulis(tabel, bentuk), bentuk, tabel.nama_berkas)


def _kosong(nilai: object) -> object:
    return "" if nilai is None else nilai


def _data(desa: Wilayah) -> Tabel:
    baris = []
    for p in PemeriksaanData.objects.filter(wilayah=desa):
        k = accuracy_wilson(salah=p.salah, diperiksa=p.diperiksa)
        lengkap = None if p.seharusnya is None else bulat(persen(p.terisi, p.seharusnya))
        baris.append([
            p.himpunan, p.fase, p.tanggal, p.diperiksa, p.salah, bulat(k.tepat), bulat(k.rendah), bulat(k.tinggi),
            _kosong(p.seharusnya), _kosong(p.terisi), _kosong(lengkap), p.cara, "ya" if p.contoh else "tidak",
        ])  # fmt: skip
    return Tabel(
        f"ketepatan-data-{desa.kode}", f"Ketepatan data {desa.nama_lengkap}", "Satu baris satu pemeriksaan.",
        ["himpunan", "fase", "tanggal", "dicocokkan", "keliru", "tepat_persen", "selang_rendah", "selang_tinggi",
         "seharusnya", "terisi", "lengkap_persen", "cara", "data_contoh"],
        baris, list(range(3, 11)), ["Selang 95% menurut Wilson, z = 1,96."],
    )  # fmt: skip


def _keterbukaan(desa: Wilayah) -> Tabel:
    baris = []
    for satu in InformasiWajib.objects.filter(wilayah=desa).order_by("tahun", "tempo", "pk"):
        butir = butir_terbit(tempo=satu.tempo, terbit=satu.terbit, hari_ini=hari_ini())
        baris.append([
            satu.tahun, satu.judul, satu.dasar, satu.tempo, _kosong(satu.terbit), TERBIT[butir.keadaan].nama,
            butir.hari_telat, satu.tautan, "ya" if satu.contoh else "tidak",
        ])  # fmt: skip
    return Tabel(
        f"keterbukaan-{desa.kode}", f"Keterbukaan {desa.nama_lengkap}", "Satu baris satu informasi wajib.",
        ["tahun", "informasi", "dasar", "paling_lambat", "terbit", "keadaan", "hari_terlambat", "tautan", "data_contoh"],
        baris, [0, 6], ["Nilai: tepat waktu 1, terlambat ½, tidak ada 0; yang belum jatuh tempo tidak dihitung."],
    )  # fmt: skip


def _aparatur(desa: Wilayah) -> Tabel:
    baris = [
        [p.fase, p.tanggal, p.aparatur, p.dilatih, p.mampu, p.komputer, p.bantuan, "ya" if p.contoh else "tidak"]
        for p in PemeriksaanAparatur.objects.filter(wilayah=desa)
    ]
    return Tabel(
        f"aparatur-{desa.kode}", f"Kemampuan aparatur {desa.nama_lengkap}", "Satu baris satu pemeriksaan.",
        ["fase", "tanggal", "aparatur", "dilatih", "mampu_sendiri", "komputer", "bantuan_sebulan", "data_contoh"],
        baris, [2, 3, 4, 5, 6], ["Banyaknya orang dan alat; tanpa nama."],
    )  # fmt: skip
