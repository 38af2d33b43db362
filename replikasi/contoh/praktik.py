"""Praktik baik, inovasi, pemakaiannya, dan satu penyesuaian panduan; semuanya rekaan dan bertanda data contoh."""

from __future__ import annotations

import uuid

from akun.models import Pengguna
from replikasi.layanan.praktik import (
    IsiPraktik,
    kirim_telaah,
    pakai_praktik,
    putuskan_adopsi,
    putuskan_telaah,
    tulis_praktik,
)
from replikasi.layanan.setempat import balok_halaman, catat_setempat
from replikasi.models import CatatanSetempat, LangkahPage, TelaahPraktik, Tonggak
from wilayah.models import Wilayah

TJ_HARO, TARAM, SULIKI = "13.07.04.2001", "13.07.05.2001", "13.07.01.2004"
NASKAH = [
    ("praktik", TJ_HARO, "surat-berjalan", "Surat keterangan selesai dalam lima belas menit",
     "Warga menunggu setengah hari karena data dicari di buku induk.",
     "Tiga surat terbanyak dibuka lebih dahulu.\nPetugas memeriksa data bersama warga di layar.\n"
     "Waktu mulai dan selesai dicatat setiap surat.",
     "Nilai tengah waktu layanan turun dari 120 menit (n 24) menjadi 15 menit (n 31). Angka contoh.",
     "Dua petugas, satu komputer, dua pekan."),
    ("inovasi", TJ_HARO, "inovasi-lokal", "Jadwal posyandu terbaca di papan jorong dan ponsel",
     "Kader di jorong terjauh terlambat tahu jadwal.",
     "Jadwal ditulis sekali di situs nagari, lalu dicetak dengan kode QR untuk papan jorong.",
     "Kehadiran naik dari 40 menjadi 63 dari 80 balita selama tiga bulan. Angka contoh.", "Satu jam sebulan."),
    ("praktik", SULIKI, "data-cocok", "Mencocokkan data per jorong dalam satu sore",
     "Pencocokan di kantor nagari selalu kurang orang.",
     "Operator datang ke rumah kepala jorong membawa cetakan, bukan sebaliknya.",
     "Enam jorong selesai dalam dua pekan. Angka contoh.", "Operator dan satu sepeda motor."),
]  # fmt: skip


def isi_praktik_contoh() -> None:
    """Boleh diulang: kuncinya tetap, jadi naskah yang sudah ada tidak dibuat lagi."""
    orang = {satu.username: satu for satu in Pengguna.objects.filter(username__in=["ani", "budi", "hadi"])}
    desa = {satu.kode: satu for satu in Wilayah.objects.filter(kode__in=[TJ_HARO, TARAM, SULIKI])}
    if len(orang) < 3 or len(desa) < 3 or TelaahPraktik.objects.exists():
        return
    for nomor, (jenis, kode, slug, judul, masalah, cara, hasil, perlu) in enumerate(NASKAH, start=1):
        isi = IsiPraktik(judul, masalah, cara, hasil, perlu, tonggak=Tonggak.objects.get(slug=slug))
        penulis = orang["ani"] if kode == SULIKI else None
        telaah = tulis_praktik(
            jenis=jenis, wilayah=desa[kode], isi=isi, oleh=penulis, kunci=uuid.UUID(int=nomor), contoh=True
        )
        telaah = kirim_telaah(telaah=telaah, oleh=penulis)
        if kode == TJ_HARO:
            telaah = putuskan_telaah(telaah=telaah, oleh=orang["budi"], diterima=True)
            telaah = putuskan_telaah(telaah=telaah, oleh=orang["hadi"], diterima=True)
            for pemakai, oleh in ((TARAM, None), (SULIKI, orang["ani"]))[: 2 if nomor == 1 else 0]:
                adopsi = pakai_praktik(
                    telaah=telaah, wilayah=desa[pemakai], oleh=oleh, kunci=uuid.UUID(int=100 + desa[pemakai].pk),
                    catatan="Dipakai untuk tiga surat terbanyak sejak bulan lalu (data contoh).", tautan="", contoh=True,
                )  # fmt: skip
                if oleh is None:
                    putuskan_adopsi(adopsi=adopsi, oleh=orang["budi"], diterima=True)
    langkah = LangkahPage.objects.filter(tonggak__slug="data-cocok").first()
    if langkah and not CatatanSetempat.objects.exists():
        catat_setempat(
            wilayah=desa[SULIKI], langkah=langkah, balok=uuid.UUID(next(iter(balok_halaman(langkah)))), jenis="catatan",
            teks="Di tempat kami dimulai dari jorong terjauh, sebab sinyalnya hanya ada pagi hari (data contoh).",
            oleh=orang["ani"],
        )  # fmt: skip
        CatatanSetempat.objects.update(contoh=True)
