"""Permintaan pelatih, penugasan pengajar, cakupan, dan pengingat masa."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from akun.models import Kabar, Pengguna, Penugasan
from modul_pelatihan.bacaan.cakupan import cakupan, per_provinsi
from modul_pelatihan.bacaan.pelatih import calon_pengajar, pelatih_seprovinsi
from modul_pelatihan.layanan import Ditolak, TidakBoleh, ingatkan_masa
from modul_pelatihan.layanan.pengajar import lepas_pengajar, tugaskan_pengajar
from modul_pelatihan.layanan.permintaan import jawab_permintaan, minta_pelatih, tarik_permintaan
from modul_pelatihan.layanan.terbitkan_sertifikat import terbitkan_sertifikat
from modul_pelatihan.models import Angkatan, AturanPelatihan, Kelulusan, PermintaanPelatih, StatusPelatih
from tests.tokoh import DuniaUji

from .soal import buat_angkatan, jadikan_peserta


def aktifkan(orang, hari: int = 300) -> StatusPelatih:
    kini = timezone.localdate()
    return StatusPelatih.objects.create(
        orang=orang, mulai=kini - timedelta(days=30), sampai=kini + timedelta(days=hari)
    )


class Permintaan(DuniaUji):
    def minta(self, oleh=None, kunci=None) -> PermintaanPelatih:
        return minta_pelatih(
            oleh=oleh or self.budi, wilayah=self.wilayah["13.07"], kebutuhan="Operator baru", peserta=12,
            diharapkan=timezone.localdate() + timedelta(days=10), kunci=kunci or uuid4(),
        )  # fmt: skip

    def test_sekali_per_kunci_dan_mengabari_manajer_serta_pelatih_aktif(self):
        aktifkan(self.dewi)
        kunci = uuid4()
        satu = self.minta(kunci=kunci)
        self.assertEqual(self.minta(kunci=kunci), satu)
        self.assertEqual(set(Kabar.objects.values_list("penerima__username", flat=True)), {"dewi", "fajar"})
        for orang in (self.ani, self.eko, self.dewi):
            with self.assertRaises(TidakBoleh):
                self.minta(oleh=orang)
        self.assertTrue(satu.mendesak)

    def test_manajer_menugaskan_dan_kelas_rancangannya_langsung_milik_pelatih(self):
        satu = self.minta()
        with self.assertRaises(TidakBoleh):
            jawab_permintaan(permintaan=satu, oleh=self.gita, pelatih=self.dewi)
        with self.assertRaises(Ditolak):
            jawab_permintaan(permintaan=satu, oleh=self.fajar, pelatih=self.eko)
        for _ in range(2):
            satu = jawab_permintaan(permintaan=satu, oleh=self.fajar, pelatih=self.dewi, pesan="Terima kasih")
        kelas = Angkatan.objects.get()
        self.assertEqual((satu.angkatan, kelas.kuota, kelas.keadaan), (kelas, 12, "rancangan"))
        self.assertEqual([p.orang for p in kelas.pengajar.all()], [self.dewi])
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, judul__contains="menjadi pelatih").exists())
        with self.assertRaises(Ditolak):
            tarik_permintaan(permintaan=satu, oleh=self.budi)

    def test_pelatih_kabupaten_lain_menyanggupi_bila_aktif_dan_dapat_mengurus_kelasnya(self):
        jauh = Pengguna.objects.create(username="jauh", first_name="Jauh")
        Penugasan.objects.create(pengguna=jauh, peran="pelatih", wilayah=self.wilayah["13.07.04"])
        satu = self.minta()
        self.assertTrue(satu.boleh_dilihat(oleh=jauh))
        with self.assertRaises(TidakBoleh):
            jawab_permintaan(permintaan=satu, oleh=jauh, pelatih=jauh)
        aktifkan(jauh)
        self.masuk(jauh)
        self.assertContains(self.client.get(satu.get_absolute_url()), "Saya sanggup")
        self.client.post(satu.get_absolute_url(), {"aksi": "sanggup"})
        kelas = Angkatan.objects.get()
        self.assertEqual(self.client.get(f"/pelatihan/kelas/{kelas.pk}/kelola/").status_code, 200)

    def test_halaman_hanya_bagi_yang_berkepentingan(self):
        satu = self.minta()
        for orang, status in ((self.ani, 404), (self.eko, 404), (self.budi, 200), (self.dewi, 200), (self.gita, 200)):
            self.masuk(orang)
            self.assertEqual(self.client.get(satu.get_absolute_url()).status_code, status, orang.username)
            self.assertEqual(self.client.get("/pelatihan/permintaan/").status_code, status, orang.username)
        self.masuk(self.gita)
        jawab = self.client.post(satu.get_absolute_url(), {"aksi": "tugaskan", "pelatih": self.dewi.pk})
        self.assertEqual(PermintaanPelatih.objects.get().keadaan, "menunggu", jawab.status_code)

    def test_formulir_membuat_satu_permintaan_dan_menolak_wilayah_orang(self):
        self.masuk(self.budi)
        hari = timezone.localdate() + timedelta(days=20)
        kirim = {"kunci": uuid4(), "wilayah": "13.07", "kebutuhan": "Surat", "peserta": 10, "diharapkan": f"{hari}"}
        for _ in range(2):
            self.assertRedirects(self.client.post("/pelatihan/permintaan/baru/", kirim),
                                 PermintaanPelatih.objects.get().get_absolute_url())  # fmt: skip
        salah = self.client.post("/pelatihan/permintaan/baru/", kirim | {"kunci": uuid4(), "wilayah": "17.03"})
        self.assertContains(salah, "di luar wilayah tugas Anda")
        lampau = self.client.post("/pelatihan/permintaan/baru/", kirim | {"kunci": uuid4(), "diharapkan": "2020-01-01"})
        self.assertContains(lampau, "setahun ke depan")

    def test_yang_aktif_dan_sekabupaten_ditawarkan_lebih_dahulu_dengan_kueri_tetap(self):
        for nomor in range(3):
            orang = Pengguna.objects.create(username=f"p{nomor}", first_name=f"P{nomor}")
            Penugasan.objects.create(pengguna=orang, peran="pelatih", wilayah=self.wilayah["13.07"])
            if nomor == 1:
                aktifkan(orang)
        with self.assertNumQueries(3):
            calon = pelatih_seprovinsi(self.wilayah["13.07"])
        self.assertEqual([satu.orang.username for satu in calon], ["p1", "p0", "p2", "dewi"])


class Mengajar(DuniaUji):
    def test_alumnus_tot_mendampingi_pelatih_utama_tidak_pernah_kosong(self):
        tot = buat_angkatan(self.wilayah["13.07"], keadaan="selesai", untuk_pelatih=True)
        peserta = jadikan_peserta(tot, self.ani)
        peserta.asal = self.ani.wilayah_utama
        peserta.save()
        Kelulusan.objects.create(peserta=peserta, lulus=True, syarat=[], diputus_oleh=self.dewi)
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi)
        self.assertEqual([c.orang for c in calon_pengajar(kelas)], [self.dewi, self.ani])
        with self.assertRaises(Ditolak):
            tugaskan_pengajar(angkatan=kelas, orang=self.ani, tugas="utama", oleh=self.dewi)
        damping = tugaskan_pengajar(angkatan=kelas, orang=self.ani, tugas="pendamping", oleh=self.dewi)
        with self.assertRaises(Ditolak):
            lepas_pengajar(pengajar=kelas.pengajar.get(orang=self.dewi), oleh=self.dewi)
        lepas_pengajar(pengajar=damping, oleh=self.dewi)
        with self.assertRaises(TidakBoleh):
            tugaskan_pengajar(angkatan=kelas, orang=self.eko, tugas="pendamping", oleh=self.dewi)
        with self.assertRaises(TidakBoleh):
            tugaskan_pengajar(angkatan=kelas, orang=self.ani, tugas="pendamping", oleh=self.gita)

    def test_peserta_kelas_itu_tidak_dapat_mengajarnya(self):
        kelas = buat_angkatan(self.wilayah["13.07"], self.fajar)
        jadikan_peserta(kelas, self.dewi)
        with self.assertRaises(Ditolak):
            tugaskan_pengajar(angkatan=kelas, orang=self.dewi, tugas="pendamping", oleh=self.fajar)

    def test_halaman_pengajar_menugaskan_dan_melepas(self):
        kelas = buat_angkatan(self.wilayah["13.07"], self.fajar)
        self.masuk(self.fajar)
        alamat = f"/pelatihan/kelas/{kelas.pk}/pengajar/"
        self.assertContains(
            self.client.post(alamat, {"orang": self.dewi.pk, "tugas": "utama"}, follow=True), "ditugaskan"
        )
        satu = kelas.pengajar.get(orang=self.dewi)
        self.client.post(f"{alamat}{satu.pk}/lepas/")
        self.assertFalse(kelas.pengajar.filter(orang=self.dewi).exists())
        self.masuk(self.gita)
        self.assertEqual(self.client.get(alamat).status_code, 404)


class Cakupan(DuniaUji):
    def test_pelatih_provinsi_tidak_membuat_kabupatennya_tercukupi_dan_kueri_tetap(self):
        aktifkan(self.dewi)
        for _ in range(2):
            with self.assertNumQueries(4):
                isi = cakupan([(0, 9_999_999_999)])
            Penugasan.objects.get_or_create(pengguna=self.budi, peran="pelatih", wilayah=self.wilayah["13.07.04"])
        self.assertEqual({c.wilayah.kode: (c.pelatih, c.aktif) for c in isi}, {"13.07": (1, 0), "17.03": (0, 0)})
        aktifkan(self.budi)
        self.assertEqual([(p.wilayah.kode, p.punya, p.kelas) for p in per_provinsi(cakupan([(0, 9_999_999_999)]))],
                         [("13", 1, 4), ("17", 0, 0)])  # fmt: skip

    def test_peta_nasional_per_provinsi_dan_dapat_dipersempit(self):
        self.masuk(self.hadi)
        self.assertContains(self.client.get("/pelatihan/pelatih/"), "Pilih satu provinsi")
        self.assertContains(self.client.get("/pelatihan/pelatih/?wilayah=13"), "Kabupaten Lima Puluh Kota")
        self.masuk(self.fajar)
        self.assertEqual(self.client.get("/pelatihan/pelatih/?wilayah=17").status_code, 404)
        self.assertEqual(self.client.get("/pelatihan/pelatih/?wilayah=%00").status_code, 200)


class Pengingat(DuniaUji):
    def test_tiap_batas_sekali_dan_yang_terlewat_tidak_bertumpuk(self):
        aktifkan(self.dewi, hari=91)
        kini = timezone.localdate()
        banyak = [ingatkan_masa(kini + timedelta(days=n)) for n in (0, 1, 1, 2, 31, 61, 84, 85, 91, 92)]
        self.assertEqual(banyak, [0, 1, 0, 0, 1, 1, 1, 0, 0, 0])
        Kabar.objects.all().delete()
        self.assertEqual(ingatkan_masa(kini + timedelta(days=88)), 1)

    def test_yang_dicabut_dan_diperpanjang_tidak_diingatkan_dan_batasnya_dapat_diatur(self):
        satu = aktifkan(self.dewi, hari=20)
        AturanPelatihan.objects.create(pengingat_hari=[10])
        self.assertEqual(ingatkan_masa(), 0)
        self.assertEqual(ingatkan_masa(timezone.localdate() + timedelta(days=10)), 1)
        satu.dicabut_pada = timezone.now()
        satu.save()
        lama = aktifkan(self.fajar, hari=5)
        baru = aktifkan(self.fajar, hari=700)
        baru.memperpanjang = lama
        baru.save()
        self.assertEqual(ingatkan_masa(timezone.localdate() + timedelta(days=11)), 0)

    def test_masa_sertifikat_menurut_kelas_dan_diingatkan_sebelum_habis(self):
        AturanPelatihan.objects.create(masa_sertifikat_bulan=1)
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, **AturanPelatihan.objects.berlaku().untuk_kelas())
        putusan = Kelulusan.objects.create(
            peserta=jadikan_peserta(kelas, self.ani), lulus=True, syarat=[], diputus_oleh=self.dewi
        )
        surat = terbitkan_sertifikat(kelulusan=putusan, oleh=self.dewi, jp=6)
        self.assertIsNotNone(surat.berlaku_sampai)
        self.assertEqual((ingatkan_masa(), ingatkan_masa()), (1, 0))
        self.assertEqual(surat.status(surat.berlaku_sampai + timedelta(days=1)), "kedaluwarsa")
