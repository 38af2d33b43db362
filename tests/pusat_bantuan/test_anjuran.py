"""Tiket desa → pelajaran dengan sebabnya; hanya dari tiket yang boleh dilihat, tanpa yang sudah diselesaikan."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.test import SimpleTestCase
from django.utils import timezone
from helpdesk.models import Ticket

from modul_pelatihan.bacaan.anjuran import bobot_umur
from modul_pelatihan.layanan import tandai_selesai
from modul_pelatihan.models import Bidang
from pusat_bantuan.bacaan.anjuran import anjuran_desa
from tests.modul_pelatihan.kelas import buat_modul, buat_pelajaran
from tests.tokoh import DuniaUji

from .dunia import tiket_dari


class Bobot(SimpleTestCase):
    def test_setengah_tiap_tiga_puluh_hari(self):
        self.assertEqual([bobot_umur(hari) for hari in (-1, 0, 30, 60)], [1, 1, 0.5, 0.25])


class AnjuranDesa(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.desa = cls.wilayah["13.07.01.2004"]
        cetak, cadangan = (Bidang.objects.get(slug=slug) for slug in ("cetak-surat", "cadangan"))
        modul = buat_modul("M04")
        cls.surat = buat_pelajaran(modul, "Mencetak surat", bidang=[cetak])
        cls.lewat_modul = buat_pelajaran(modul, "Mengatur surat", modul_opensid=["cetak-surat"])
        cls.cadang = buat_pelajaran(modul, "Mencadangkan", bidang=[cadangan])
        for urut in range(3):
            tiket_dari(cls.ani, cls.desa, bidang="cetak-surat", uraian=f"Surat ke-{urut} kosong saat dicetak.")
        tiket_dari(cls.ani, cls.desa, bidang="cadangan", uraian="Cadangan gagal diunduh.")

    def judul(self, oleh):
        return [(satu.pelajaran.title, satu.alasan) for satu in anjuran_desa(self.desa, oleh=oleh)]

    def test_yang_paling_sering_dahulu_dengan_sebabnya(self):
        alasan = "3 tiket Mencetak surat dalam 90 hari"
        hasil = self.judul(self.ani)
        self.assertEqual([judul for judul, _ in hasil], ["Mencetak surat", "Mengatur surat", "Mencadangkan"])
        self.assertTrue(hasil[0][1].startswith("3 tiket ") and hasil[0][1].endswith(" dalam 90 hari"), alasan)

    def test_yang_sudah_diselesaikan_operatornya_dan_tiket_lama_tidak_ikut(self):
        tandai_selesai(orang=self.ani, pelajaran=self.surat)
        self.assertNotIn("Mencetak surat", dict(self.judul(self.ani)))
        Ticket.objects.update(created=timezone.now() - timedelta(days=91))
        self.assertEqual(self.judul(self.ani), [])

    def test_hanya_dari_tiket_yang_boleh_dilihat(self):
        self.assertEqual(self.judul(self.eko), [])
        self.assertEqual(self.judul(AnonymousUser()), [])
        self.assertTrue(self.judul(self.budi))

    def test_tampil_di_belajar_saya_di_halaman_desa_dan_tiketnya_di_pelajaran(self):
        self.masuk(self.ani)
        for url in ("/pelatihan/saya/", self.desa.get_absolute_url()):
            self.assertContains(self.client.get(url), "dalam 90 hari")
        self.assertContains(self.client.get(self.surat.url), "Tiket terbuka tentang pokok ini")
        self.masuk(self.eko)
        for url in ("/pelatihan/saya/", self.desa.get_absolute_url()):
            self.assertNotContains(self.client.get(url), "dalam 90 hari")
        self.assertNotContains(self.client.get(self.surat.url), "Tiket terbuka tentang pokok ini")

    def test_jumlah_kueri_tetap(self):
        oleh = type(self.ani).objects.get(pk=self.ani.pk)
        anjuran_desa(self.desa, oleh=oleh)
        with self.assertNumQueries(7):
            anjuran_desa(self.desa, oleh=oleh)
        for urut in range(3):
            tiket_dari(self.ani, self.desa, bidang="impor-penduduk", uraian=f"Impor ke-{urut} ditolak semuanya.")
        with self.assertNumQueries(7):
            anjuran_desa(self.desa, oleh=oleh)
