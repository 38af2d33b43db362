"""Desa mengklaim, orang kedua memutuskan, angka di atas berubah saat itu juga, dan tidak ada yang hilang dari riwayat."""

from __future__ import annotations

import io
import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from akun.models import Kabar, Penugasan
from replikasi.layanan.klaim import putuskan_klaim
from replikasi.models import Bukti, KlaimTonggak, Rekap, RingkasDesa, Verifikasi
from replikasi.models.klaim import lemari_pribadi

from .dunia import SULIKI, DuniaReplikasi, klaim


def foto(warna: str = "red", format_: str = "JPEG") -> bytes:
    keluar = io.BytesIO()
    gambar = Image.new("RGB", (40, 30), warna)
    exif = gambar.getexif()
    exif[0x9286] = "rahasia di EXIF"
    gambar.save(keluar, format_, exif=exif)
    return keluar.getvalue()


class KlaimTonggakLewatHalaman(DuniaReplikasi):
    def alamat(self, slug: str = "komitmen-pimpinan", kode: str = SULIKI) -> str:
        return reverse("replikasi:klaim-baru", args=[kode, slug])

    def kirim(self, **isi):
        return self.client.post(self.alamat(isi.pop("slug", "komitmen-pimpinan")), {"kunci": uuid.uuid4()} | isi)

    def test_ani_mengklaim_dengan_foto_dan_budi_menyatakan_tercapai(self):
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.alamat()), "Notula dan daftar hadir")
        berkas = SimpleUploadedFile("rapat.jpg", foto(), "image/jpeg")
        jawaban = self.kirim(catatan="Rapat 3 November.", berkas=berkas)
        satu = KlaimTonggak.objects.get()
        self.assertRedirects(jawaban, satu.get_absolute_url())
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, kunci=f"tonggak:{satu.pk}:diajukan").exists())
        isi = Rekap.objects.get(kunci=1307010000).isi
        self.assertEqual((isi["tonggak_klaim"], isi.get("tonggak_verif", 0)), (1, 0))

        self.masuk(self.budi)
        self.assertContains(self.client.get(reverse("replikasi:verifikasi")), "Mengadakan pertemuan awal")
        self.client.post(reverse("replikasi:putuskan", args=[satu.pk]), {"putusan": "diterima"})
        satu.refresh_from_db()
        self.assertEqual(satu.keadaan, "diverifikasi")
        for kunci in (1307010000, 1307000000, 1300000000, 0):
            isi = Rekap.objects.get(kunci=kunci).isi
            self.assertEqual((isi.get("tonggak_klaim", 0), isi["tonggak_verif"]), (0, 1), kunci)
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, jenis="tonggak_diputuskan").exists())
        self.assertContains(self.client.get(reverse("replikasi:wilayah", args=["13.07"])), "Tonggak terverifikasi")

    def test_foto_ditulis_ulang_disimpan_tersembunyi_dan_hanya_untuk_yang_berhak(self):
        self.masuk(self.ani)
        self.kirim(berkas=SimpleUploadedFile("rapat.jpg", foto(), "image/jpeg"))
        bukti = Bukti.objects.get()
        isi = lemari_pribadi().open(bukti.berkas.name).read()
        self.assertNotIn(b"rahasia di EXIF", isi)
        self.assertNotIn("rapat", bukti.berkas.name)
        jawaban = self.client.get(bukti.get_absolute_url())
        self.assertEqual((jawaban.status_code, jawaban["Content-Type"]), (200, "image/jpeg"))
        self.assertEqual(
            (jawaban["X-Content-Type-Options"], jawaban["Cache-Control"]), ("nosniff", "private, no-store")
        )
        for orang, status in ((self.budi, 200), (self.gita, 200), (self.eko, 404)):
            self.masuk(orang)
            self.assertEqual(self.client.get(bukti.get_absolute_url()).status_code, status, orang)
        self.client.logout()
        self.assertEqual(self.client.get(bukti.get_absolute_url()).status_code, 302)

    def test_pdf_diunduh_tidak_dibuka_di_situs(self):
        self.masuk(self.ani)
        self.kirim(
            berkas=SimpleUploadedFile(
                "sk.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "application/pdf"
            )
        )
        jawaban = self.client.get(Bukti.objects.get().get_absolute_url())
        self.assertIn("attachment", jawaban["Content-Disposition"])
        self.assertEqual(jawaban["Content-Type"], "application/pdf")

    def test_berkas_berbahaya_ditolak_dengan_kalimat(self):
        self.masuk(self.ani)
        for nama, isi in [("x.php", b"<?php"), ("x.jpg", b"<html>"), ("x.svg", b"<svg/>"), ("x.docx", b"PK")]:
            jawaban = self.kirim(catatan="a", berkas=SimpleUploadedFile(nama, isi))
            self.assertEqual(jawaban.status_code, 422, nama)
        self.assertEqual((KlaimTonggak.objects.count(), Bukti.objects.count()), (0, 0))

    def test_klaim_tanpa_bukti_atau_tanpa_dokumen_yang_diminta_ditolak(self):
        self.masuk(self.ani)
        self.assertContains(self.kirim(), "paling sedikit satu bukti", status_code=422)
        self.assertEqual(self.kirim(slug="pernag-terbit", catatan="Sudah terbit").status_code, 422)
        jawaban = self.kirim(slug="pernag-terbit", nomor_dokumen="No. 3/2026", tanggal_dokumen="2026-10-02")
        self.assertEqual(jawaban.status_code, 302)

    def test_kirim_dua_kali_membuat_satu_klaim(self):
        self.masuk(self.ani)
        isi = {"kunci": uuid.uuid4(), "catatan": "Sudah."}
        pertama = self.client.post(self.alamat(), isi)
        kedua = self.client.post(self.alamat(), isi)
        self.assertEqual((pertama.status_code, pertama.url), (kedua.status_code, kedua.url))
        self.assertEqual(KlaimTonggak.objects.count(), 1)
        lain = self.kirim(catatan="Kunci lain")
        self.assertContains(lain, "sudah diklaim", status_code=422)

    def test_orang_luar_dan_pembina_tidak_dapat_mengklaim(self):
        for orang in (self.eko, self.gita, self.citra):
            self.masuk(orang)
            self.assertEqual(self.kirim(catatan="x").status_code, 404, orang)
        self.client.logout()
        self.assertEqual(self.kirim(catatan="x").status_code, 302)
        self.assertFalse(KlaimTonggak.objects.exists())


class PutusanOrangKedua(DuniaReplikasi):
    def putuskan(self, orang, satu: KlaimTonggak, **isi):
        self.masuk(orang)
        return self.client.post(reverse("replikasi:putuskan", args=[satu.pk]), {"putusan": "diterima"} | isi)

    def test_yang_mengajukan_tidak_memutuskan_klaimnya_sendiri(self):
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.budi)
        self.assertEqual(self.putuskan(self.budi, satu).status_code, 404)
        self.assertEqual(self.putuskan(self.fajar, satu).status_code, 302)

    def test_pegiat_yang_juga_operator_desa_itu_tidak_memutuskan(self):
        Penugasan.objects.create(pengguna=self.budi, peran="operator", wilayah=self.wilayah[SULIKI])
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        self.assertFalse(satu.boleh_diverifikasi(oleh=self.budi))
        self.assertFalse(KlaimTonggak.objects.bisa_diputus(oleh=self.budi).exists())
        self.assertEqual(self.putuskan(self.budi, satu).status_code, 404)

    def test_dikembalikan_dengan_alasan_lalu_diajukan_lagi(self):
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        self.assertContains(self.putuskan(self.budi, satu, putusan="dikembalikan"), "perlu dilengkapi", status_code=422)
        self.putuskan(self.budi, satu, putusan="dikembalikan", alasan="Daftar hadirnya belum ada.")
        self.masuk(self.ani)
        alamat = reverse("replikasi:klaim-baru", args=[SULIKI, "komitmen-pimpinan"])
        self.assertContains(self.client.get(alamat), "Daftar hadirnya belum ada.")
        self.client.post(alamat, {"kunci": uuid.uuid4(), "catatan": "Daftar hadir menyusul."})
        self.assertEqual(
            list(KlaimTonggak.objects.order_by("pk").values_list("keadaan", flat=True)), ["dikembalikan", "diajukan"]
        )

    def test_klaim_ulang_membawa_isian_yang_lama(self):
        lama = klaim(self.penerapan, "sasaran", oleh=self.ani, catatan="Notula rapat jorong.", nomor_dokumen="4/2026",
                     tanggal_dokumen="2026-02-03")  # fmt: skip
        putuskan_klaim(klaim=lama, oleh=self.budi, diterima=False, alasan="Tambahkan daftar hadir.")
        self.masuk(self.ani)
        form = self.client.get(reverse("replikasi:klaim-baru", args=[SULIKI, "sasaran"])).context["form"]
        self.assertEqual((form["catatan"].value(), form["nomor_dokumen"].value()), ("Notula rapat jorong.", "4/2026"))

    def test_putusan_yang_sama_dua_kali_tercatat_sekali(self):
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        for _ in range(2):
            self.assertEqual(self.putuskan(self.budi, satu).status_code, 302)
        self.assertEqual(Verifikasi.objects.count(), 1)
        self.assertEqual(self.putuskan(self.fajar, satu).status_code, 404)

    def test_putusan_tidak_dapat_diubah_atau_dihapus(self):
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        hasil = putuskan_klaim(klaim=satu, oleh=self.budi, diterima=True)
        with self.assertRaises(TypeError):
            hasil.save()
        with self.assertRaises(TypeError):
            hasil.delete()
        with self.assertRaises(TypeError):
            Verifikasi.objects.all().delete()
        with self.assertRaises(TypeError):
            Verifikasi.objects.update(alasan="lain")

    def test_manajer_membatalkan_dan_angka_turun_lagi(self):
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        self.putuskan(self.budi, satu)
        self.masuk(self.fajar)
        self.client.post(reverse("replikasi:batalkan", args=[satu.pk]), {"alasan": "Notulanya milik nagari lain."})
        self.assertEqual(Rekap.objects.get(kunci=0).isi.get("tonggak_verif", 0), 0)
        self.assertEqual(list(satu.verifikasi.values_list("putusan", flat=True)), ["diterima", "dibatalkan"])
        self.masuk(self.budi)
        jawaban = self.client.post(reverse("replikasi:batalkan", args=[satu.pk]), {"alasan": "x"})
        self.assertEqual(jawaban.status_code, 404)

    def test_satu_klaim_hidup_per_tonggak_dijaga_basis_data(self):
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        with self.assertRaises(IntegrityError), transaction.atomic():
            KlaimTonggak.objects.create(
                penerapan=self.penerapan, tonggak=satu.tonggak, diajukan_oleh=self.ani, diajukan_pada=satu.diajukan_pada
            )

    def test_kemajuan_terverifikasi_tidak_bercampur_dengan_yang_diklaim(self):
        for slug in ("komitmen-pimpinan", "penilaian-awal"):
            putuskan_klaim(klaim=klaim(self.penerapan, slug, oleh=self.ani), oleh=self.budi, diterima=True)
        klaim(self.penerapan, "sasaran", oleh=self.ani)
        ringkas = RingkasDesa.objects.get(wilayah__kode=SULIKI)
        # Tahap 1 berbobot 10 dan berisi 5 tonggak: 2/5 terverifikasi = 4 %, 1/5 diklaim = 2 %.
        self.assertEqual((ringkas.maju_verif, ringkas.maju_klaim), (4_000_000, 2_000_000))
        self.assertEqual((ringkas.tonggak_verif, ringkas.tonggak_klaim, ringkas.tahap_kini), (2, 1, 1))

    def test_daftar_menunggu_berbatas_kueri(self):
        self.masuk(self.budi)
        alamat = reverse("replikasi:verifikasi")
        self.client.get(alamat)
        klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        with self.assertNumQueries(FuzzyInt(4, 12)) as satu:
            self.client.get(alamat)
        for slug in ("penilaian-awal", "sasaran", "garis-dasar"):
            klaim(self.penerapan, slug, oleh=self.ani)
        with self.assertNumQueries(len(satu)):
            self.client.get(alamat)


class FuzzyInt(int):
    """Bilangan yang sama dengan apa pun di antara dua batas; untuk menghitung kueri pada ukuran pertama."""

    def __new__(cls, bawah: int, atas: int):
        satu = super().__new__(cls, atas)
        satu.bawah, satu.atas = bawah, atas
        return satu

    def __eq__(self, lain):
        return self.bawah <= lain <= self.atas

    __hash__ = int.__hash__
