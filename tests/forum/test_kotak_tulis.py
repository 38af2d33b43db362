"""Kotak tulis: gambar, sebutan, draf, mengurungkan suntingan (isu 7 §3)."""

from __future__ import annotations

import io
import struct
import uuid
import zlib
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from akun.gambar import GambarGagal
from forum import layanan
from forum.models import AnggotaSimpul, Draf, Kiriman, Lampiran
from forum.models.lampiran import tempat_pribadi
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik


def foto(sisi: int = 64, warna: str = "green") -> bytes:
    """JPEG dengan posisi GPS di EXIF-nya dan ekor skrip."""
    keluar = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "KameraDesa"
    exif.get_ifd(0x8825)[1] = "S"
    Image.new("RGB", (sisi, sisi), warna).save(keluar, "JPEG", exif=exif)
    return keluar.getvalue() + b"<script>alert(1)</script>"


def png_raksasa(lebar: int, tinggi: int) -> bytes:
    """Kepala PNG yang mengaku selebar itu; isinya tidak ada."""
    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0)
    potong = b"IHDR" + kepala
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + potong + struct.pack(">I", zlib.crc32(potong))


def berkas(isi: bytes | None = None, nama: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, foto() if isi is None else isi, "image/jpeg")


class Gambar(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ruang = buat_ruang(cls.simpul)
        cls.tertutup = buat_simpul("tim-gambar", "anggota", cls.ani, pengurus=cls.budi)
        cls.ruang_tertutup = buat_ruang(cls.tertutup)

    def unggah(self, orang, isi: bytes | None = None) -> Lampiran:
        satu = berkas(isi)
        return layanan.unggah(berkas=satu, ukuran=satu.size, pengunggah=orang)

    def status(self, orang, satu: Lampiran) -> int:
        self.client.logout()
        if orang:
            self.masuk(orang)
        return self.client.get(satu.get_absolute_url()).status_code

    def test_ditempel_lewat_skrip_lalu_ikut_hak_kirimannya(self):
        self.masuk(self.ani)
        jawab = self.client.post(reverse("forum:unggah"), {"gambar": berkas()})
        satu = Lampiran.objects.get()
        self.assertEqual(jawab.json(), {"alamat": satu.get_absolute_url()})
        for orang, harap in ((self.ani, 200), (self.budi, 404), (self.hadi, 404), (None, 404)):
            self.assertEqual(self.status(orang, satu), harap, orang)
        topik = buat_topik(self.ruang_tertutup, self.ani, sumber=f"Lihat ![layar]({satu.get_absolute_url()})")
        for orang, harap in ((self.ani, 200), (self.budi, 200), (self.eko, 404), (self.gita, 404), (None, 404)):
            self.assertEqual(self.status(orang, satu), harap, orang)
        self.assertContains(
            self.client_masuk(self.budi).get(topik.get_absolute_url()), f'src="{satu.get_absolute_url()}"'
        )
        AnggotaSimpul.objects.filter(pengguna=self.budi, simpul=self.tertutup).update(keadaan="keluar")
        self.assertEqual(self.status(self.budi, satu), 404)

    def client_masuk(self, orang):
        self.masuk(orang)
        return self.client

    def test_gambar_orang_lain_tidak_terbuka_karena_dikutip(self):
        satu = self.unggah(self.ani)
        buat_topik(self.ruang_tertutup, self.ani, sumber=f"![rahasia]({satu.get_absolute_url()})")
        buat_topik(self.ruang, self.eko, sumber=f"![curian]({satu.get_absolute_url()})")
        self.assertEqual(self.status(self.eko, satu), 404)
        self.assertEqual(self.status(None, satu), 404)
        buat_topik(self.ruang, self.ani, "Gambar yang sama untuk umum", sumber=f"![umum]({satu.get_absolute_url()})")
        self.assertEqual(self.status(None, satu), 200)

    def test_kiriman_disembunyikan_gambarnya_ikut_hilang(self):
        satu = self.unggah(self.ani)
        topik = buat_topik(self.ruang, self.eko)
        kiriman = buat_balasan(topik, self.ani, f"![x]({satu.get_absolute_url()})")
        self.assertEqual(self.status(None, satu), 200)
        layanan.sembunyikan(kiriman=kiriman, pelaku=self.budi, alasan="keliru")
        self.assertEqual(self.status(None, satu), 404)
        self.assertEqual(self.status(self.budi, satu), 200)

    def test_exif_dan_ekor_skrip_hilang_kepala_jawaban_aman(self):
        satu = self.unggah(self.ani, foto(2000))
        with satu.berkas.open("rb") as isi:
            mentah = isi.read()
        self.assertNotIn(b"KameraDesa", mentah)
        self.assertNotIn(b"<script", mentah)
        self.assertEqual((satu.lebar, satu.tinggi), (1600, 1600))
        self.masuk(self.ani)
        jawab = self.client.get(satu.get_absolute_url())
        self.assertEqual(jawab["X-Content-Type-Options"], "nosniff")
        self.assertIn("no-store", jawab["Cache-Control"])
        self.assertIn("sandbox", jawab["Content-Security-Policy"])

    def test_yang_bukan_gambar_dan_yang_terlalu_besar_ditolak_sebelum_dibuka(self):
        for isi in (
            b"",
            b"<svg onload=alert(1)>",
            b"GIF89a" + b"0" * 40,
            png_raksasa(9000, 9000),
            png_raksasa(8001, 10),
            png_raksasa(1, 30_000),
        ):
            with self.subTest(isi[:20]), self.assertRaises(GambarGagal):
                self.unggah(self.ani, isi)
        with self.assertRaisesMessage(GambarGagal, "8 MB"):
            layanan.unggah(berkas=io.BytesIO(b""), ukuran=9_000_000, pengunggah=self.ani)
        self.masuk(self.ani)
        self.assertEqual(self.client.post(reverse("forum:unggah"), {"gambar": berkas(b"x")}).status_code, 422)
        self.assertEqual(self.client.post(reverse("forum:unggah")).status_code, 400)
        self.assertFalse(Lampiran.objects.exists())

    def test_gambar_sama_sekali_saja_dan_yang_yatim_disapu(self):
        satu = self.unggah(self.ani)
        self.assertEqual(self.unggah(self.ani).pk, satu.pk)
        di_draf = self.unggah(self.ani, foto(65, "red"))
        Draf.objects.create(pengguna=self.ani, kunci="baru:1", sumber=f"![x]({di_draf.get_absolute_url()})")
        dipakai = self.unggah(self.ani, foto(66, "blue"))
        buat_topik(self.ruang, self.ani, sumber=f"![x]({dipakai.get_absolute_url()})")
        self.assertEqual(layanan.sapu_lampiran(), 0)
        Lampiran.objects.update(dibuat=timezone.now() - timedelta(hours=49))
        self.assertEqual(layanan.sapu_lampiran(), 1)
        self.assertFalse(tempat_pribadi().exists(satu.berkas.name))
        self.assertEqual(set(Lampiran.objects.values_list("pk", flat=True)), {di_draf.pk, dipakai.pk})

    def test_tanpa_skrip_gambar_ikut_formulir(self):
        topik = buat_topik(self.ruang, self.budi)
        self.masuk(self.ani)
        isian = {"kunci_kirim": uuid.uuid4(), "sumber": "Ini layarnya:", "gambar": berkas(), "aksi": "pratinjau"}
        jawab = self.client.post(reverse("forum:balas", args=[topik.pk]), isian)
        satu = Lampiran.objects.get()
        self.assertContains(jawab, f"![gambar]({satu.get_absolute_url()})</textarea>")
        self.client.post(reverse("forum:balas", args=[topik.pk]), isian | {"gambar": berkas(), "aksi": "kirim"})
        self.assertEqual(list(Kiriman.objects.get(nomor=2).lampiran.all()), [satu])
        jawab = self.client.post(
            reverse("forum:balas", args=[topik.pk]), isian | {"gambar": berkas(b"bukan"), "aksi": "kirim"}
        )
        self.assertContains(jawab, "bukan gambar yang dapat dibuka")
        self.assertEqual(topik.kiriman.count(), 2)


class Sebutan(DuniaUji):
    def calon(self, orang, **isi) -> list[str]:
        self.masuk(orang)
        return [satu["sebutan"] for satu in self.client.get(reverse("forum:sebut"), isi).json()["orang"]]

    def test_hanya_peserta_dan_anggota_yang_boleh_dilihat(self):
        ruang = buat_ruang(self.simpul)
        topik = buat_topik(ruang, self.ani)
        buat_balasan(topik, self.dewi)
        self.assertEqual(self.calon(self.eko, topik=topik.pk), ["ani", "dewi"])
        self.assertEqual(self.calon(self.eko, topik=topik.pk, q="de"), ["dewi"])
        self.assertEqual(self.calon(self.ani, topik=topik.pk), ["budi", "dewi"])
        self.assertEqual(self.calon(self.ani, ruang=ruang.pk), ["budi"])
        self.assertEqual(self.calon(self.eko), [])
        self.client.logout()
        self.assertEqual(self.client.get(reverse("forum:sebut")).status_code, 302)

    def test_simpul_tertutup_dan_kiriman_tersembunyi_tidak_memberi_nama(self):
        tertutup = buat_simpul("tim-sebut", "rahasia", self.ani, pengurus=self.budi)
        topik = buat_topik(buat_ruang(tertutup), self.ani)
        self.assertEqual(self.calon(self.eko, topik=topik.pk, ruang=topik.ruang_id), [])
        publik = buat_topik(buat_ruang(self.simpul), self.ani)
        layanan.sembunyikan(kiriman=buat_balasan(publik, self.fajar), pelaku=self.budi, alasan="x")
        self.assertEqual(self.calon(self.eko, topik=publik.pk), ["ani"])
        for aneh in ({"topik": "x"}, {"topik": "9" * 30}, {"q": "\x00%_'"}, {"ruang": "-1"}):
            self.assertEqual(self.calon(self.eko, **aneh), [])


class DrafDanUrung(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ruang = buat_ruang(cls.simpul)
        cls.topik = buat_topik(cls.ruang, cls.budi)

    def ketik(self, kunci: str, sumber: str, **isi) -> int:
        return self.client.post(reverse("forum:draf-simpan"), {"kunci": kunci, "sumber": sumber} | isi).status_code

    def test_yang_diketik_tersimpan_tersamar_lalu_kembali_di_formulir(self):
        self.masuk(self.ani)
        self.assertEqual(self.ketik(f"topik:{self.topik.pk}", "Balasan setengah NIK 3399990411870003"), 200)
        self.assertNotIn("0411870003", Draf.objects.get().sumber)
        self.assertContains(self.client.get(reverse("forum:balas", args=[self.topik.pk])), "Balasan setengah")
        self.assertContains(self.client.get("/forum/draf/"), f"Balasan: {self.topik.judul}")
        self.masuk(self.eko)
        self.assertNotContains(self.client.get("/forum/draf/"), "Balasan setengah")
        self.assertEqual(self.client.post(reverse("forum:draf-buang", args=[Draf.objects.get().pk])).status_code, 404)
        self.masuk(self.ani)
        isian = {"kunci_kirim": uuid.uuid4(), "sumber": "Balasan utuh", "aksi": "kirim"}
        self.client.post(reverse("forum:balas", args=[self.topik.pk]), isian)
        self.assertFalse(Draf.objects.exists())

    def test_draf_kosong_membuang_dan_tempat_asing_ditolak(self):
        self.masuk(self.ani)
        self.ketik(f"baru:{self.ruang.pk}", "isi", judul="Judul draf")
        self.assertContains(self.client.get("/forum/draf/"), "Judul draf")
        self.ketik(f"baru:{self.ruang.pk}", "  ")
        self.assertFalse(Draf.objects.exists())
        tertutup = buat_simpul("tim-draf", "rahasia", pengurus=self.budi)
        rahasia = buat_topik(buat_ruang(tertutup), self.budi)
        for kunci in (
            f"topik:{rahasia.pk}",
            f"baru:{rahasia.ruang_id}",
            f"kiriman:{rahasia.kiriman.get().pk}",
            "x:1",
            "topik:",
            "topik:²",
            "topik:" + "9" * 40,
        ):
            self.assertEqual(self.ketik(kunci, "isi"), 404, kunci)
        self.assertEqual(self.ketik(f"topik:{self.topik.pk}", "x" * 30_000), 422)

    def test_draf_di_tempat_yang_tertutup_tidak_menyebut_judulnya(self):
        tertutup = buat_simpul("tim-lama", "rahasia", self.ani, pengurus=self.budi)
        rahasia = buat_topik(buat_ruang(tertutup), self.budi, "Judul yang kini rahasia")
        self.masuk(self.ani)
        self.ketik(f"topik:{rahasia.pk}", "draf lama saya")
        self.assertContains(self.client.get("/forum/draf/"), "Judul yang kini rahasia")
        layanan.keluar(simpul=tertutup, pengguna=self.ani)
        self.assertNotContains(self.client.get("/forum/draf/"), "Judul yang kini rahasia")

    def test_draf_suntingan_menyimpan_judul_dan_tidak_diam_diam_menimpa_suntingan_sesudahnya(self):
        kiriman = self.topik.kiriman.get()
        alamat = reverse("forum:sunting", args=[kiriman.pk])
        self.masuk(self.budi)
        isian = {"dari_sunting": 0, "judul": "Judul yang lebih jelas", "sumber": "Isi dari draf", "aksi": "pratinjau"}
        self.client.post(alamat, isian)
        self.assertContains(self.client.get(alamat), "Judul yang lebih jelas")
        layanan.sunting(kiriman=kiriman, penyunting=self.budi, sumber="Isi yang disunting di tempat lain")
        lagi = self.client.get(alamat)
        self.assertContains(lagi, "disunting sesudah draf itu")
        isian |= {"aksi": "kirim", "dari_sunting": lagi.context["form"]["dari_sunting"].value()}
        self.assertContains(self.client.post(alamat, isian), "Bandingkan dulu")
        kiriman.refresh_from_db()
        self.assertEqual(kiriman.sumber, "Isi yang disunting di tempat lain")

    def test_suntingan_diurungkan_dengan_riwayat_utuh(self):
        kiriman = self.topik.kiriman.get()
        asal = kiriman.sumber
        kiriman = layanan.sunting(kiriman=kiriman, penyunting=self.budi, sumber="Isi yang keliru")
        alamat = reverse("forum:kembalikan", args=[kiriman.pk])
        self.masuk(self.eko)
        self.assertEqual(self.client.post(alamat, {"n": 1, "dari": 1}).status_code, 404)
        self.masuk(self.budi)
        self.assertContains(self.client.get(reverse("forum:riwayat", args=[kiriman.pk])), "Urungkan")
        for rusak in ({}, {"n": "x"}, {"n": 99}):
            self.assertEqual(self.client.post(alamat, rusak).status_code, 404)
        self.client.post(alamat, {"n": 1, "dari": 1})
        kiriman.refresh_from_db()
        self.assertEqual((kiriman.sumber, kiriman.jumlah_sunting), (asal, 2))
        self.assertContains(self.client.post(alamat, {"n": 2, "dari": 1}, follow=True), "baru saja disunting")
