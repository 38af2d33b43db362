"""Baris forum untuk uji hak yang dibangkitkan (`tests/test_hak.py`)."""

from __future__ import annotations

import io
import uuid

from django.utils import timezone
from PIL import Image

from akun.models import LanggananDorong
from forum import layanan
from forum.models import (
    AnggotaSimpul,
    ArsipObrolan,
    Draf,
    ImporObrolan,
    Kiriman,
    Kunjungan,
    PesanImpor,
    PesertaObrolan,
    Ruang,
    Sanksi,
    Tinjauan,
)

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik


def isi_hak(dunia) -> list:
    """Tiga simpul (publik, anggota, rahasia), masing-masing dengan topik tampil, tersembunyi, dan kiriman tersembunyi.

    `dunia` memuat orang uji dan `simpul` publiknya. Di simpul tertutup anggotanya Ani, pengurusnya Budi.
    Mengembalikan baris yang tidak boleh terlihat oleh orang luar.
    """
    dunia.tertutup = buat_simpul("kelompok-kerja", "anggota", dunia.ani, pengurus=dunia.budi)
    dunia.rahasia = buat_simpul("kelompok-rahasia", "rahasia", dunia.ani, pengurus=dunia.budi)
    AnggotaSimpul.objects.create(simpul=dunia.tertutup, pengguna=dunia.dewi, keadaan="diminta")
    AnggotaSimpul.objects.filter(simpul=dunia.simpul, pengguna=dunia.budi).update(tampil_publik=True)
    dunia.topik_forum = {}
    for simpul in (dunia.simpul, dunia.tertutup, dunia.rahasia):
        ruang = Ruang.objects.filter(simpul=simpul).first() or buat_ruang(simpul)
        tampil = buat_topik(ruang, dunia.ani, f"Pertanyaan tampil di {simpul.slug}")
        buat_balasan(tampil, dunia.budi)
        tersembunyi = buat_balasan(tampil, dunia.ani, "Balasan yang disembunyikan pengurus")
        layanan.sembunyikan(kiriman=tersembunyi, pelaku=dunia.budi, alasan="uji")
        layanan.laporkan(kiriman=tampil.kiriman.get(nomor=2), pelapor=dunia.ani, sebab="lain")
        hilang = buat_topik(ruang, dunia.ani, f"Topik tersembunyi di {simpul.slug}")
        layanan.sembunyikan(kiriman=hilang.kiriman.get(nomor=1), pelaku=dunia.budi, alasan="uji")
        hilang.refresh_from_db()
        dunia.topik_forum[simpul.slug] = (tampil, hilang)
    foto = io.BytesIO()
    Image.new("RGB", (8, 8)).save(foto, "PNG")
    foto.seek(0)
    gambar = layanan.unggah(berkas=foto, ukuran=len(foto.getvalue()), pengunggah=dunia.ani)
    layanan.balas(
        topik=dunia.topik_forum[dunia.rahasia.slug][0], penulis=dunia.ani, sumber=f"![x]({gambar.get_absolute_url()})"
    )
    Draf.objects.create(pengguna=dunia.ani, kunci="baru:1", sumber="draf Ani")
    layanan.beri_sanksi(
        pengguna=dunia.ani, simpul=dunia.rahasia, jenis="tangguhkan", hari=1, alasan="uji", pelaku=dunia.budi
    )
    arsip = ArsipObrolan.objects.create(simpul=dunia.rahasia, sumber="telegram", obrolan="1", nama="Grup rahasia")
    impor = ImporObrolan.objects.create(
        arsip=arsip, kunci_kirim=uuid.uuid4(), pengimpor=dunia.budi, persetujuan="uji", persetujuan_pada="2026-01-02"
    )
    peserta = PesertaObrolan.objects.create(arsip=arsip, nomor=1, sidik="x")
    pesan = PesanImpor.objects.create(
        arsip=arsip, impor=impor, peserta=peserta, id_sumber="1", pada=timezone.now(), teks="rahasia"
    )
    LanggananDorong.objects.create(pengguna=dunia.ani, titik="https://dorong.contoh.id/1", kunci="k", rahasia="r")
    tertutup = [topik for slug in (dunia.tertutup.slug, dunia.rahasia.slug) for topik in dunia.topik_forum[slug]]
    ruang = Ruang.objects.filter(simpul__in=[dunia.tertutup, dunia.rahasia])
    kiriman = Kiriman.objects.filter(topik__in=tertutup)
    perkara = Tinjauan.objects.all()
    layanan.kunjungi(simpul=dunia.rahasia, pengelola=dunia.hadi, alasan="Memeriksa laporan lama")
    layanan.akhiri_kunjungan(simpul=dunia.rahasia, pengelola=dunia.hadi)
    return [
        gambar,
        *Kunjungan.objects.all(),
        arsip,
        impor,
        pesan,
        *Sanksi.objects.all(),
        dunia.rahasia,
        dunia.topik_forum[dunia.simpul.slug][1],
        *tertutup,
        *ruang,
        *kiriman,
        *perkara,
    ]
