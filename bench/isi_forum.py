"""Percakapan buatan di tabel forum kita: simpul, ruang, topik, kiriman, tanda baca, dan indeks carinya."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.db import connection
from django.utils.text import slugify

from akun.models import Pengguna
from forum.layanan.angka import hitung_ulang_ruang, perbaiki
from forum.models import BatasBaca, Kiriman, Ruang, Simpul, Topik, TopikPengguna
from forum.perender import VERSI

from .percakapan import KINI, ORANG, RUANG_PER_SIMPUL, SIMPUL, Skala, kiriman_buatan, terbaca, topik_buatan
from .simpan import betulkan_urutan, simpan

LAMA = KINI - timedelta(days=3 * 365)


def isi_forum(skala: Skala) -> None:
    """Forum yang masih kosong diisi sekali; kunci topik dan kiriman ditentukan bahannya, sama dengan di pustaka."""
    orang, ruang, topik = _orang(), _ruang(), topik_buatan(skala)
    simpan(Topik, (
        Topik(
            pk=t.pk, ruang_id=ruang[t.ruang], jenis="diskusi", judul=t.judul[:160], slug=slugify(t.judul)[:80],
            penulis_id=orang[t.penulis - 1], nomor_tertinggi=t.banyak, nomor_akhir=t.banyak, jumlah_kiriman=t.banyak,
            dibuat=t.mulai, dibalas_pada=t.akhir,
        )
        for t in topik
    ))  # fmt: skip
    simpan(Kiriman, (
        Kiriman(
            pk=kunci, topik_id=t.pk, nomor=nomor, penulis_id=orang[penulis - 1], sumber=teks, html=f"<p>{teks}</p>",
            versi_perender=VERSI, dibuat=saat,
        )
        for kunci, t, nomor, penulis, teks, saat in kiriman_buatan(topik)
    ))  # fmt: skip
    simpan(TopikPengguna, (
        TopikPengguna(pengguna_id=orang[pembaca - 1], topik_id=t.pk, terakhir_dibaca=t.banyak) for pembaca, t in terbaca(topik)
    ))  # fmt: skip
    simpan(BatasBaca, (BatasBaca(pengguna_id=pk, dibaca_sebelum=LAMA) for pk in orang))
    with connection.cursor() as kursor:
        kursor.execute(
            "UPDATE forum_topik SET (kiriman_akhir_id, penulis_akhir_id) = (SELECT k.id, k.penulis_id FROM forum_kiriman k"
            " WHERE k.topik_id = forum_topik.id AND k.nomor = forum_topik.nomor_akhir)"
        )
    for satu in (Topik, Kiriman):
        betulkan_urutan(satu)
    for satu in Ruang.objects.all():
        perbaiki(satu, hitung_ulang_ruang(satu))
    call_command("susun_cari", verbosity=0)


def pembaca() -> tuple[Pengguna, Pengguna]:
    """Yang sudah membaca sebagian, dan orang baru yang belum pernah membuka apa pun."""
    orang = Pengguna.objects.filter(username__startswith="orang").order_by("pk")
    return orang[0], orang[ORANG]


def _orang() -> list[int]:
    simpan(
        Pengguna,
        (
            Pengguna(username=f"orang{n}", first_name=f"Orang {n}", password="!", date_joined=LAMA)
            for n in range(1, ORANG + 2)
        ),
    )
    return list(Pengguna.objects.filter(username__startswith="orang").order_by("pk").values_list("pk", flat=True))


def _ruang() -> dict[int, int]:
    """Dua puluh simpul publik, masing-masing lima ruang: {nomor ruang: kunci}."""
    hasil = {}
    for s in range(SIMPUL):
        simpul = Simpul.objects.create(nama=f"Simpul {s + 1}", slug=f"s{s + 1}", jenis="kelompok")
        for r in range(RUANG_PER_SIMPUL):
            nomor = s * RUANG_PER_SIMPUL + r + 1
            hasil[nomor] = Ruang.objects.create(simpul=simpul, slug=f"r{nomor}", nama=f"Ruang {nomor}", urutan=r).pk
    return hasil
