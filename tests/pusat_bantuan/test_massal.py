"""Tindakan borongan: haknya per tiket, yang dilewati disebut sebabnya, dua kali tekan sekali jalan, dapat dibatalkan."""

import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna, Penugasan
from modul_pelatihan.models import Bidang
from pusat_bantuan.forms.meja import perbuatan_massal
from pusat_bantuan.layanan import TidakDapat, ambil, batalkan_massal, buka_gangguan, jalankan_massal, ubah_tiket
from pusat_bantuan.models import PeristiwaTiket, ProfilTiket, TindakanMassal
from tests.tokoh import DuniaUji

from .dunia import tiket_ani, tiket_dalam_tiap_keadaan


class Massal(DuniaUji):
    def setUp(self):
        self.rani = Pengguna.objects.create(username="rani", first_name="Rani")
        Penugasan.objects.create(pengguna=self.rani, peran="pegiat", wilayah=self.wilayah["13.07"])
        self.tiket = tiket_dalam_tiap_keadaan(self)
        self.kode = [satu.kode for satu in self.tiket.values()]
        self.masuk(self.budi)

    def jalankan(self, perbuatan: str, oleh=None, kode=None, kunci=None, **pilihan) -> TindakanMassal:
        return jalankan_massal(
            oleh=oleh or self.budi, perbuatan=perbuatan, kode=kode or self.kode, pilihan=pilihan,
            kunci_kirim=kunci or uuid.uuid4(),
        )  # fmt: skip

    def segar(self, nama: str) -> ProfilTiket:
        return ProfilTiket.objects.untuk_daftar().get(pk=self.tiket[nama].pk)

    def test_yang_tidak_terlihat_tidak_disebut_yang_terhalang_disebut_sebabnya(self):
        hasil = {baris["kode"]: baris.get("sebab") for baris in self.jalankan("ambil").hasil}
        self.assertIsNone(hasil[self.tiket["baru"].kode])
        self.assertEqual(hasil[self.tiket["ditangani"].kode], "sudah Anda pegang")
        self.assertEqual(hasil[self.tiket["selesai"].kode], "sudah selesai")
        for nama in ("terbatas", "eko"):
            self.assertNotIn(self.tiket[nama].kode, hasil)
        self.assertEqual(self.segar("baru").pemegang, self.budi)

    def test_kunci_yang_sama_dijalankan_sekali(self):
        kunci = uuid.uuid4()
        satu = self.jalankan("dampak", dampak="utama", kunci=kunci)
        self.assertEqual(self.jalankan("dampak", dampak="ringan", kunci=kunci), satu)
        self.assertEqual(self.segar("baru").dampak, "utama")
        self.assertEqual(TindakanMassal.objects.count(), 1)

    def test_dibatalkan_kecuali_yang_sudah_diubah_orang_lain(self):
        lain = Bidang.objects.get(slug="pembaruan")
        catatan = self.jalankan("bidang", bidang=lain, kode=self.kode[:3])
        ubah_tiket(profil=self.tiket["baru"], oleh=self.rani, bidang=Bidang.objects.get(slug="tema-tampilan"))
        self.assertEqual(batalkan_massal(catatan=catatan, oleh=self.budi), (2, 1))
        self.assertEqual(self.segar("ditangani").bidang.slug, "surat-tte")
        with self.assertRaises(TidakDapat):
            batalkan_massal(catatan=TindakanMassal.objects.get(), oleh=self.budi)

    def test_menugaskan_lalu_membatalkan_mengembalikan_pemegangnya(self):
        ambil(profil=self.tiket["baru"], oleh=self.rani)
        pilihan = [self.tiket["baru"].kode, self.tiket["ditangani"].kode]
        catatan = self.jalankan("tugaskan", kode=pilihan, kepada=self.budi)
        batalkan_massal(catatan=catatan, oleh=self.budi)
        self.assertEqual(self.segar("baru").pemegang, self.rani)
        satu = self.jalankan("ambil", oleh=self.budi, kode=[tiket_ani(self, uraian="Baru lagi").kode])
        batalkan_massal(catatan=satu, oleh=self.budi)
        self.assertIsNone(ProfilTiket.objects.get(kode=satu.hasil[0]["kode"]).pemegang)

    def test_jawaban_untuk_semua_mengisi_sisipan_tiap_tiket_dan_tidak_dapat_dibatalkan(self):
        catatan = self.jalankan("jawab", isi="Halo {desa}, soal {kode} sudah beres.")
        baru = self.segar("baru")
        self.assertEqual(baru.tiket.resolution, f"Halo Nagari Suliki, soal {baru.kode} sudah beres.")
        self.assertEqual(baru.keadaan, "selesai")
        with self.assertRaises(TidakDapat):
            batalkan_massal(catatan=catatan, oleh=self.budi)
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="selesai", profil=baru).count(), 1)

    def test_lewat_sehari_atau_oleh_orang_lain_tidak_dapat_dibatalkan(self):
        catatan = self.jalankan("dampak", dampak="utama")
        with self.assertRaises(TidakDapat):
            batalkan_massal(catatan=catatan, oleh=self.rani)
        TindakanMassal.objects.update(pada=timezone.now() - timedelta(hours=25))
        with self.assertRaises(TidakDapat):
            batalkan_massal(catatan=TindakanMassal.objects.get(), oleh=self.budi)

    def test_dimasukkan_ke_gangguan_dan_tersaring_menurut_nomornya(self):
        gangguan = buka_gangguan(
            oleh=self.citra,
            judul="Situs tidak terbuka",
            bidang=Bidang.objects.get(slug="surat-tte"),
            isi="Sedang dicari.",
        )
        with self.assertRaises(KeyError):
            dict(perbuatan_massal(self.budi))["gangguan"]
        hasil = self.jalankan("gangguan", oleh=self.citra, gangguan=gangguan).hasil
        masuk = {baris["kode"] for baris in hasil if "sebab" not in baris}
        self.assertIn(self.tiket["baru"].kode, masuk)
        self.assertNotIn(self.tiket["selesai"].kode, masuk)
        lagi = self.jalankan("gangguan", oleh=self.citra, kode=[self.tiket["baru"].kode], gangguan=gangguan).hasil[0]
        self.assertIn("sudah di gangguan", lagi["sebab"])
        self.masuk(self.citra)
        isi = self.client.get(reverse("pusat_bantuan:antrean"), {"tampilan": "semua", "gangguan": gangguan.pk})
        self.assertContains(isi, self.tiket["baru"].kode)
        self.assertNotContains(isi, self.tiket["selesai"].kode)

    def test_halaman_konfirmasi_hasil_dan_pembatalan(self):
        url = reverse("pusat_bantuan:massal")
        self.assertRedirects(self.client.post(url, {"perbuatan": "ambil"}), reverse("pusat_bantuan:antrean"))
        jawab = self.client.post(url, {"perbuatan": "dampak", "kode": self.kode})
        self.assertContains(jawab, "Dampak baru")
        self.assertNotContains(jawab, "Tiket Eko")
        self.assertEqual(TindakanMassal.objects.count(), 0)
        kirim = {"perbuatan": "dampak", "kode": self.kode, "kunci_kirim": uuid.uuid4()}
        jalankan = reverse("pusat_bantuan:massal-jalankan")
        self.assertEqual(self.client.post(jalankan, kirim).status_code, 422)
        jawab = self.client.post(jalankan, kirim | {"dampak": "utama"}, follow=True)
        self.assertContains(jawab, "5 tiket dikerjakan")
        catatan = TindakanMassal.objects.get()
        self.masuk(self.rani)
        hasil = reverse("pusat_bantuan:massal-hasil", args=[catatan.pk])
        self.assertEqual(self.client.get(hasil).status_code, 404)
        self.masuk(self.budi)
        jawab = self.client.post(reverse("pusat_bantuan:massal-batalkan", args=[catatan.pk]), follow=True)
        self.assertContains(jawab, "Sudah dibatalkan")
        csv = self.client.post(url, {"perbuatan": "ekspor", "kode": self.kode})
        self.assertEqual(len(csv.getvalue().decode().strip().splitlines()), 6)
