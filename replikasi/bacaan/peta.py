"""Peta satu halaman wilayah: petak per anak, dan garis luarnya bila pengelola sudah memuatnya."""

from __future__ import annotations

from hashlib import sha1

from django.urls import reverse

from replikasi.garis import jalur, kotak_gabungan
from replikasi.models import GarisWilayah
from wilayah.models import Wilayah
from wilayah.petak import PETAK, SINGKAT, letak_urut, singkat

from .angka import Angka
from .wilayah import HalamanWilayah


def petak_anak(halaman: HalamanWilayah) -> list[dict]:
    """Petak per anak, kira-kira pada letaknya di peta; yang letaknya tidak diatur berurut menurut kode."""
    letak = [PETAK.get(satu.wilayah.kode) for satu in halaman.anak]
    if None in letak or not letak:
        letak = letak_urut(len(halaman.anak))
    hasil = []
    for satu, (baris, kolom) in zip(halaman.anak, letak, strict=True):
        angka = satu.angka
        dari = angka.n_desa or angka.n_kelurahan
        aktif = angka.adopsi_desa if angka.n_desa else angka.adopsi_semua
        hasil.append({
            "nama": satu.wilayah.nama_lengkap, "baris": baris, "kolom": kolom, "kelas": angka.kelas,
            "teks": _teks_persen(angka) + ("*" if angka.sebagian else "") if dari else "–", "url": satu.wilayah.get_absolute_url(),
            "singkat": SINGKAT.get(satu.wilayah.kode) or singkat(satu.wilayah.nama),
            "keterangan": _keterangan(angka, aktif, dari),
        })  # fmt: skip
    return hasil


def _keterangan(angka: Angka, aktif: int, dari: int) -> str:
    if not dari:
        return "daftar desanya belum dimuat"
    teks = f"{aktif} dari {dari} {'desa' if angka.n_desa else 'kelurahan'}"
    return f"{teks}; baru {angka.kab_dimuat} dari {angka.n_kab} kabupaten/kota dimuat" if angka.sebagian else teks


def _teks_persen(angka: Angka) -> str:
    nilai = angka.persen_desa if angka.n_desa else angka.persen_semua
    return f"{nilai}%".replace(".", ",")


KELAS_STATUS = {
    "aktif": 4, "terverifikasi": 4, "jarang": 3, "tidur": 2, "terpasang": 2, "lapor_mandiri": 2, "tidak_aktif": 1,
    "tidak_dipakai": 1, "belum_terpasang": 0, "tak_bisa_lapor": 0,
}  # fmt: skip
LEGENDA_DESA = [
    "Belum ada kabar", "Tidak aktif", "Tidur, atau baru dinyatakan", "Jarang melapor", "Aktif atau terverifikasi",
]  # fmt: skip


def petak_desa(halaman: HalamanWilayah) -> list[dict]:
    letak = letak_urut(len(halaman.desa))
    return [
        {
            "nama": satu.wilayah.nama_lengkap, "baris": baris, "kolom": kolom,
            "kelas": KELAS_STATUS[satu.tampil.status], "teks": f"{satu.umur_hari} hr" if satu.umur_hari is not None else "–",
            "singkat": singkat(satu.wilayah.nama), "url": satu.wilayah.get_absolute_url(),
            "keterangan": satu.status.nama,
        }
        for satu, (baris, kolom) in zip(halaman.desa, letak, strict=True)
    ]  # fmt: skip


# --- Garis luar ---------------------------------------------------------------------------------------------------------


def garis_anak(halaman: HalamanWilayah) -> dict | None:
    """Bentuk anak-anaknya bila lebih dari separuh sudah dimuat. Garisnya satu berkas yang disinggahkan selamanya;
    di halaman hanya kelas warnanya."""
    anak = halaman.anak or halaman.desa
    kode = {satu.wilayah.pk: satu.wilayah for satu in anak}
    ada = [garis for satu in anak if (garis := getattr(satu.wilayah, "garis", None))]
    if not ada or len(ada) * 2 < len(anak):
        return None
    petak = {satu["url"]: satu for satu in (petak_anak(halaman) if halaman.anak else petak_desa(halaman))}
    sidik = sidik_garis(ada)
    w = halaman.wilayah
    alamat = reverse("replikasi:garis-wilayah", args=[w.kode, sidik]) if w else reverse("replikasi:garis", args=[sidik])
    barat, selatan, timur, utara = kotak_gabungan([satu.kotak for satu in ada])
    return {
        "kotak": f"{barat * 1000:.0f} {-utara * 1000:.0f} {(timur - barat) * 1000:.0f} {(utara - selatan) * 1000:.0f}",
        "garis": f"{max(timur - barat, utara - selatan) * 1.2:.1f}",
        "sumber": ada[0].sumber,
        "butir": [
            petak[kode[satu.wilayah_id].get_absolute_url()]
            | {"rujuk": f"{alamat}#w{kode[satu.wilayah_id].kunci}"}
            for satu in ada
        ],
    }  # fmt: skip


def sidik_garis(garis: list[GarisWilayah]) -> str:
    return sha1("".join(satu.sidik for satu in garis).encode()).hexdigest()[:12]


def svg_garis(induk: Wilayah | None, sidik: str) -> str | None:
    """Berkas garis anak-anak `induk`; kosong bila sidiknya bukan yang sekarang."""
    garis = GarisWilayah.objects.filter(wilayah__induk=induk, wilayah__berlaku=True).order_by("wilayah__kunci")
    isi = list(garis.select_related("wilayah"))
    if not isi or sidik_garis(isi) != sidik:
        return None
    jalan = "".join(f'<path id="w{s.wilayah.kunci}" d="{jalur(s.geometri)}"/>' for s in isi)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{jalan}</svg>'
