from django.core.exceptions import ValidationError
from django.test import TestCase

from modul_pelatihan.bidang_awal import BIDANG_AWAL, isi_bidang
from modul_pelatihan.models import Bidang, ModulBidang


class BidangBawaan(TestCase):
    def test_tujuh_belas_pokok_berhuruf_a_sampai_q_diurutkan_menurut_kekerapan(self):
        pokok = list(Bidang.objects.pokok().values_list("huruf", flat=True))
        self.assertEqual(sorted(pokok), list("ABCDEFGHIJKLMNOPQ"))
        self.assertEqual(pokok[:8], list("BEFKCGLJ"))

    def test_mengisi_lagi_tidak_menggandakan_dan_tidak_menimpa_suntingan(self):
        cetak = Bidang.objects.get(slug="cetak-surat")
        cetak.nama = "Mencetak surat"
        cetak.save()
        sebelum = ModulBidang.objects.count()
        self.assertEqual(isi_bidang(Bidang, ModulBidang), 0)
        cetak.refresh_from_db()
        self.assertEqual(cetak.nama, "Mencetak surat")
        self.assertEqual(ModulBidang.objects.count(), sebelum)

    def test_slug_bawaan_unik(self):
        slug = [satu.slug for pokok in BIDANG_AWAL for satu in (pokok.awal, *pokok.anak)]
        self.assertEqual(len(slug), len(set(slug)))

    def test_untuk_modul_mendahulukan_bidang_yang_paling_rinci(self):
        self.assertEqual(
            [satu.slug for satu in Bidang.objects.untuk_modul("cetak-surat")], ["cetak-surat", "surat-tte"]
        )
        self.assertFalse(Bidang.objects.untuk_modul("tidak-ada").exists())

    def test_mengubah_daftar_modul_langsung_dapat_dicari(self):
        tema = Bidang.objects.get(slug="tema")
        tema.modul_opensid = ["tema", "teks-berjalan"]
        tema.save()
        self.assertIn(tema, Bidang.objects.untuk_modul("teks-berjalan"))
        self.assertNotIn(tema, Bidang.objects.untuk_modul("slider"))

    def test_bidang_hanya_dua_tingkat(self):
        anak = Bidang.objects.get(slug="tema")
        with self.assertRaisesMessage(ValidationError, "hanya dua tingkat"):
            Bidang(slug="cucu", nama="Cucu", induk=anak).full_clean()
        pokok = Bidang.objects.get(slug="surat-tte")
        pokok.induk = Bidang.objects.get(slug="panduan")
        with self.assertRaisesMessage(ValidationError, "punya anak"):
            pokok.full_clean()

    def test_sekeluarga_memuat_diri_anak_dan_induk(self):
        self.assertEqual(
            set(Bidang.objects.sekeluarga(Bidang.objects.get(slug="tema")).values_list("slug", flat=True)),
            {"tema", "tema-tampilan"},
        )
        self.assertIn(
            "kop-tte", Bidang.objects.sekeluarga(Bidang.objects.get(slug="surat-tte")).values_list("slug", flat=True)
        )
