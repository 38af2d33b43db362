"""Laporan satu wilayah yang mendadak menghilang: statusnya dibekukan dan orangnya dikabari; usul bagi kode asing; hak."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

from akun.models import Kabar
from replikasi.bacaan.daftar import daftar_desa
from replikasi.bacaan.tinjau import usul_kode
from replikasi.kalender import hari_ini, saat_hari
from replikasi.layanan import beku
from replikasi.layanan.beku import jaga_deret, tanggal_acuan
from replikasi.layanan.rekap import hitung_semua
from replikasi.layanan.serap import serap_laporan
from replikasi.models import BekuTelemetri, BulanLapor, KodeTakDikenal, PemasanganSah, Rekap
from tests.tokoh import DuniaUji

from .laporan import folder_sendiri, lapor, lapor_dan_serap

SULIKI, HARO, KURAI, EKO = "13.07.01.2004", "13.07.04.2001", "13.07.01.2001", "17.03.01.2001"


class PenjagaDeret(DuniaUji):
    databases = "__all__"

    def setUp(self):
        folder_sendiri(self)
        self.kemarin = hari_ini() - timedelta(days=1)
        kecil = patch.object(beku, "HARAPAN_TERKECIL", 2)
        kecil.start()
        self.addCleanup(kecil.stop)

    def melapor(self, kode: list[str], hari) -> None:
        for satu in kode:
            lapor(satu, saat=saat_hari(hari) + timedelta(hours=9))
        serap_laporan()

    def pekan_biasa(self) -> None:
        for pekan in range(1, 5):
            self.melapor([SULIKI, HARO, KURAI, EKO], self.kemarin - timedelta(weeks=pekan))

    def test_lebih_dari_seperlima_lenyap_dibekukan_sekali_dan_dikabari(self):
        self.pekan_biasa()
        self.melapor([SULIKI, EKO], self.kemarin)
        (satu,) = jaga_deret()
        self.assertEqual((satu.wilayah, satu.harapan, satu.datang), (None, 4, 2))
        self.assertEqual(jaga_deret(), [])
        self.assertEqual(set(Kabar.objects.values_list("penerima__username", flat=True)), {"hadi"})
        self.assertEqual(tanggal_acuan(hari_ini())(1307012004), self.kemarin - timedelta(days=1))

    def test_satu_kabupaten_saja(self):
        self.pekan_biasa()
        BulanLapor.objects.filter(wilayah__kode=EKO).delete()
        for n in range(1, 5):  # sisa negeri cukup banyak supaya nasional tidak ikut lenyap
            self.melapor([EKO], self.kemarin - timedelta(weeks=n))
        with patch.object(beku, "LENYAP_PERSEN", 60):
            self.melapor([SULIKI, EKO], self.kemarin)
            (satu,) = jaga_deret()
        self.assertEqual((satu.wilayah.kode, satu.harapan, satu.datang), ("13.07", 3, 1))
        self.assertEqual(set(Kabar.objects.values_list("penerima__username", flat=True)), {"hadi", "fajar"})
        acuan = tanggal_acuan(hari_ini())
        self.assertEqual((acuan(1307012004), acuan(1703012001)), (self.kemarin - timedelta(days=1), hari_ini()))

    def test_tepat_seperlima_tidak_dibekukan(self):
        self.pekan_biasa()
        with patch.object(beku, "LENYAP_PERSEN", 50):
            self.melapor([SULIKI, HARO], self.kemarin)
            self.assertEqual(jaga_deret(), [])

    def test_tidak_ada_yang_turun_status_berjamaah_dan_cair_sesudah_kembali(self):
        lapor_dan_serap(SULIKI, saat=saat_hari(hari_ini() - timedelta(days=9)))
        BekuTelemetri.objects.create(
            wilayah=self.wilayah["13.07"], mulai=hari_ini() - timedelta(days=5), harapan=3, datang=1
        )
        hitung_semua()
        isi = Rekap.objects.get(kunci=1307000000, bulan=hari_ini().replace(day=1)).isi
        self.assertEqual((isi.get("aktif_desa"), isi.get("jarang_desa")), (1, None))
        self.melapor([SULIKI, HARO, KURAI], self.kemarin)
        self.assertEqual(jaga_deret(), [])
        satu = BekuTelemetri.objects.get()
        self.assertEqual(satu.pulih, self.kemarin)
        self.assertEqual(tanggal_acuan(self.kemarin + timedelta(days=6))(1307012004), satu.mulai - timedelta(days=1))
        self.assertEqual(tanggal_acuan(self.kemarin + timedelta(days=7))(1307012004), self.kemarin + timedelta(days=7))

    def test_saringan_daftar_desa_mengikuti_pembekuan_seperti_rekapnya(self):
        lapor_dan_serap(SULIKI, saat=saat_hari(hari_ini() - timedelta(days=9)))
        lapor_dan_serap(EKO, saat=saat_hari(hari_ini() - timedelta(days=9)))
        mulai = hari_ini() - timedelta(days=5)
        BekuTelemetri.objects.create(wilayah=self.wilayah["13.07"], mulai=mulai, harapan=3, datang=1)
        BekuTelemetri.objects.create(wilayah=self.wilayah["13"], mulai=hari_ini(), harapan=3, datang=1)
        hitung_semua()
        nasional = Rekap.objects.get(kunci=0, bulan=hari_ini().replace(day=1)).isi
        for status in ("aktif", "jarang", "tidur", "tidak_aktif", "terverifikasi", "lapor_mandiri"):
            kode = [satu.wilayah.kode for satu in daftar_desa(None, saringan=status).baris]
            harap = nasional.get(f"{status}_desa", 0) + nasional.get(f"{status}_kelurahan", 0)
            self.assertEqual(len(kode), harap, status)
        self.assertEqual([s.wilayah.kode for s in daftar_desa(None, saringan="aktif").baris], [SULIKI])
        self.assertEqual([s.wilayah.kode for s in daftar_desa(None, saringan="jarang").baris], [EKO])


class TinjauLaporan(DuniaUji):
    databases = "__all__"

    def setUp(self):
        folder_sendiri(self)

    def test_usul_bagi_kode_empat_angka_dan_kode_di_basis_data_desa_sendiri(self):
        lapor_dan_serap(SULIKI, kode_desa="2004", kode_kecamatan="130701", nama_desa="Entah")
        lapor_dan_serap(SULIKI, kode_desa="1307022004", kode_kecamatan="130701", nama_desa="Entah")
        lapor_dan_serap(SULIKI, kode_desa="1307992003", nama_desa="SULIKI")
        lapor_dan_serap(SULIKI, kode_desa="9999992003", nama_desa="Suliki")
        with self.assertNumQueries(3):
            usul = usul_kode(KodeTakDikenal.objects.order_by("pk"))
        self.assertEqual(
            [[satu.wilayah.kode for satu in isi] for isi in usul.values()], [[SULIKI], [SULIKI], [SULIKI], []]
        )

    def test_menautkan_usul_dan_memastikan_pemasangan_dari_halamannya(self):
        lapor_dan_serap(SULIKI, kode_desa="2004", kode_kecamatan="130701")
        lapor_dan_serap(HARO)
        self.masuk(self.hadi)
        halaman = self.client.get("/replikasi/tinjau/")
        self.assertContains(halaman, "empat angka di bawah kecamatan yang dikirimnya")
        satu = KodeTakDikenal.objects.get()
        self.client.post(f"/replikasi/tinjau/kode/{satu.pk}/", {"kode": SULIKI})
        lapor_dan_serap(SULIKI, kode_desa="2004", kode_kecamatan="130701", jml_artikel=1)
        self.masuk(self.budi)
        halaman = self.client.get("/replikasi/tinjau/")
        self.assertContains(halaman, "d1307042001.example.id")
        pasang = self.wilayah[HARO].keadaan_pasang.get()
        self.client.post(f"/replikasi/tinjau/pemasangan/{pasang.pk}/", {"host": "palsu.example"})
        self.assertFalse(PemasanganSah.objects.exists())
        self.client.post(f"/replikasi/tinjau/pemasangan/{pasang.pk}/", {"host": pasang.host})
        self.assertEqual(PemasanganSah.objects.get().host, pasang.host)
        self.client.get("/replikasi/tinjau/")  # pesan berhasilnya menyebut alamat itu sekali
        self.assertNotContains(self.client.get("/replikasi/tinjau/"), "d1307042001.example.id")
        self.masuk(self.eko)
        self.assertEqual(self.client.post(f"/replikasi/tinjau/pemasangan/{pasang.pk}/", {}).status_code, 404)

    def test_halaman_pemberitahuan_dan_relai(self):
        self.masuk(self.budi)
        self.assertContains(self.client.get("/replikasi/tinjau/pemberitahuan/"), "Belum ada pemberitahuan")
        self.assertEqual(self.client.post("/replikasi/tinjau/pemberitahuan/", {"judul": "x"}).status_code, 404)
        self.assertEqual(self.client.get("/replikasi/tinjau/relai/").status_code, 404)
        with self.settings(RELAI_PANTAU="https://pantau.example"):
            self.assertContains(self.client.get("/replikasi/tinjau/relai/"), "Belum ada terusan")
        self.masuk(self.hadi)
        self.assertContains(self.client.get("/replikasi/tinjau/pemberitahuan/"), "Tulis pengumuman")
        jawab = self.client.post("/replikasi/tinjau/pemberitahuan/", {"judul": "", "isi": "", "wilayah": "99"})
        self.assertEqual(jawab.status_code, 422)
        self.masuk(self.eko)
        self.assertEqual(self.client.get("/replikasi/tinjau/pemberitahuan/").status_code, 404)
