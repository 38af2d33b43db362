"""Dunia contoh: tiket dalam semua keadaan, artikel terbit, boleh diulang, tidak mengabari siapa pun."""

from django.db.models import Count

from akun.models import Kabar, SuratKeluar
from pusat_bantuan import contoh
from pusat_bantuan.models import ArtikelBantuanPage, ProfilTiket
from tests.tokoh import DuniaUji
from wilayah.models import Wilayah


def diam(_: str) -> None: ...


class DuniaContoh(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for naskah in contoh._naskah("tiket"):
            bagian = naskah["wilayah"].split(".")
            induk = None
            for n, tingkat in enumerate(("provinsi", "kabupaten", "kecamatan", "desa"), 1):
                kode = ".".join(bagian[:n])
                induk, _ = Wilayah.objects.get_or_create(
                    kode=kode, defaults=dict(nama=f"Contoh {kode}", tingkat=tingkat, induk=induk)
                )
        contoh.isi(lapor=diam)

    def test_tiket_dalam_semua_keadaan_dan_delapan_artikel_terbit(self):
        self.assertEqual(ProfilTiket.objects.count(), 38)
        self.assertEqual(ArtikelBantuanPage.objects.terlihat().count(), 8)
        keadaan = set(ProfilTiket.objects.values_list("keadaan", flat=True))
        self.assertLessEqual({"baru", "ditangani", "menunggu_pemohon", "selesai", "ditutup"}, keadaan)
        self.assertTrue(ProfilTiket.objects.filter(dibuka_lagi__gt=0).exists())

    def test_tidak_ada_kabar_atau_surat_dari_tiket_lama(self):
        self.assertEqual((Kabar.objects.count(), SuratKeluar.objects.count()), (0, 0))

    def test_diulang_tidak_menambah_apa_pun(self):
        sebelum = ProfilTiket.objects.aggregate(n=Count("pk"), p=Count("peristiwa"))
        contoh.isi(lapor=diam)
        self.assertEqual(ProfilTiket.objects.aggregate(n=Count("pk"), p=Count("peristiwa")), sebelum)

    def test_setiap_halaman_tiket_dan_artikel_contoh_terbuka(self):
        for orang in (self.ani, self.budi, self.citra):
            self.masuk(orang)
            for profil in ProfilTiket.objects.terlihat(oleh=orang):
                self.assertEqual(self.client.get(profil.get_absolute_url()).status_code, 200)
        self.client.logout()
        for alamat in ("/artikel/", "/bantuan/", "/bantuan/?q=surat+kosong"):
            self.assertEqual(self.client.get(alamat).status_code, 200, alamat)
        for artikel in ArtikelBantuanPage.objects.terlihat():
            self.assertContains(self.client.get(artikel.url), "Yang dilakukan")

    def test_urutan_peristiwa_tidak_pernah_mundur(self):
        for profil in ProfilTiket.objects.prefetch_related("peristiwa"):
            waktu = [satu.pada for satu in profil.peristiwa.order_by("pk")]
            self.assertEqual(waktu, sorted(waktu), profil.judul)
