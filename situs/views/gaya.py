"""Halaman /gaya/: setiap komponen dalam setiap keadaan, dengan isi tiruan yang jelas tiruannya."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akun.models import Peran
from wilayah.kalender import BULAN_PENDEK


class FormGaya(forms.Form):
    """Satu dari setiap jenis isian."""

    judul = forms.CharField(
        label="Apa yang terjadi?", help_text="Satu kalimat saja, misalnya “Surat tidak bisa dicetak”."
    )
    cerita = forms.CharField(label="Ceritakan", widget=forms.Textarea, required=False)
    bidang = forms.ChoiceField(
        label="Bidang", choices=[("", "Pilih bidang"), ("a", "Layanan surat"), ("b", "Keuangan")]
    )
    tanggal = forms.DateField(label="Sejak kapan", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    sifat = forms.ChoiceField(
        label="Seberapa mendesak?",
        widget=forms.RadioSelect,
        choices=[("1", "Bisa menunggu"), ("2", "Menghambat layanan")],
    )
    kanal = forms.MultipleChoiceField(
        label="Kabari saya lewat", widget=forms.CheckboxSelectMultiple, required=False,
        choices=[("s", "Email"), ("t", "Telepon")],
    )  # fmt: skip
    lampiran = forms.FileField(label="Tangkapan layar", required=False, help_text="PNG atau JPEG, paling besar 10 MB.")
    setuju = forms.BooleanField(label="Saya sudah memeriksa isinya")


@require_safe
def gaya(request: HttpRequest) -> HttpResponse:
    orang = request.user
    if not (orang.is_authenticated and (orang.is_staff or orang.berperan(Peran.PENGELOLA))):
        raise Http404
    return render(request, "situs/gaya.html", _contoh(request))


def _contoh(request: HttpRequest) -> dict:
    kini = timezone.now()
    salah = FormGaya({"judul": "", "bidang": "z", "sifat": "2"}, prefix="salah")
    salah.is_valid()
    nomor = request.GET.get("halaman", "4")
    return {
        "form": FormGaya(prefix="baru", initial={"sifat": "1"}), "form_salah": salah,
        "ikon_semua": IKON, "jenis_lencana": ["netral", "info", "proses", "berhasil", "perhatian", "bahaya", "aksen"],
        "hal": Paginator(range(240), 20).get_page(nomor),
        "waktu_semua": [kini - timedelta(seconds=9), kini - timedelta(minutes=12), kini - timedelta(hours=5),
                        kini - timedelta(days=1), kini - timedelta(days=40), kini + timedelta(days=2)],
        "tab": [
            {"judul": "Terbuka", "url": "?tab=terbuka", "kini": True, "jumlah": 12},
            {"judul": "Menunggu", "url": "?tab=menunggu", "jumlah": 3},
            {"judul": "Selesai", "url": "?tab=selesai", "jumlah": 1204},
        ],
        "fakta": [("Versi OpenSID", "2610.0.1"), ("Hosting", "SiapPakai"), ("Terakhir melapor", "")],
        "riwayat": [
            {"judul": "Tiket dikirim", "saat": kini - timedelta(days=2), "oleh": "Tokoh Satu", "ikon": "kirim"},
            {"judul": "Diambil pegiat", "teks": "Akan dicoba bersama besok pagi.", "saat": kini - timedelta(days=1), "ikon": "orang"},
            {"judul": "Selesai", "nanti": True, "ikon": "bendera"},
        ],
        "batang": [
            {"label": "Kecamatan Contoh Hulu", "nilai": 9}, {"label": "Kecamatan Contoh Tengah", "nilai": 4},
            {"label": "Kecamatan Contoh Hilir", "nilai": 0, "keterangan": "belum ada laporan"},
        ],
        "garis_label": BULAN_PENDEK, "garis_nilai": [3, 8, 12, None, 31, 44, 47, 52, 60, 61, 70, 74],
        "petak": [
            {"nama": f"Kecamatan {huruf}", "singkat": f"Contoh\n{huruf}", "baris": no // 4, "kolom": no % 4,
             "kelas": no % 5 if no != 7 else None, "teks": f"{no * 12}%" if no != 7 else "–", "url": f"#petak-{no}"}
            for no, huruf in enumerate("ABCDEFGH")
        ],
        "legenda": ["belum ada", "1–25%", "26–50%", "51–75%", "di atas 75%"],
    }  # fmt: skip


IKON = [
    "bantuan",
    "belajar",
    "bendera",
    "berkas",
    "bintang",
    "bantuan",
    "cari",
    "centang",
    "centang-lingkar",
    "cetak",
    "forum",
    "gambar",
    "gembok",
    "hapus",
    "info",
    "jam",
    "kalender",
    "keluar",
    "kemajuan",
    "kirim",
    "komputer",
    "kutip",
    "lampiran",
    "lingkaran",
    "lokasi",
    "lonceng",
    "masuk",
    "mata",
    "menu",
    "orang",
    "orang-orang",
    "panah-bawah",
    "panah-kanan",
    "panah-kiri",
    "panah-naik",
    "panduan",
    "pena",
    "perisai",
    "piagam",
    "putar",
    "putus",
    "rumah",
    "saring",
    "server",
    "seru",
    "setelan",
    "silang-lingkar",
    "surat",
    "tambah",
    "tampilan",
    "tautan",
    "telepon",
    "tiket",
    "topi",
    "tunas",
    "tutup",
    "unduh",
]
