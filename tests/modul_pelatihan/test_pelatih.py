"""Pelatih: syarat dari fakta, masa aktif, cakupan, kaskade yang tidak menghitung orang dua kali."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

from django.utils import timezone

from akun.models import Penugasan
from modul_pelatihan.bacaan import pelatih as bacaan
from modul_pelatihan.bacaan.cakupan import cakupan
from modul_pelatihan.bacaan.kaskade import buku_kaskade, kaskade
from modul_pelatihan.layanan import Ditolak, TidakBoleh
from modul_pelatihan.layanan.pelatih import aktifkan_pelatih, cabut_pelatih
from modul_pelatihan.masa import tambah_bulan
from modul_pelatihan.models import Kelulusan, LembarPraktik, Pengajar, PenilaianPraktik, StatusPelatih
from tests.tokoh import DuniaUji
from wilayah.models import Wilayah

from .soal import buat_angkatan, jadikan_peserta


class PelatihAktif(DuniaUji):
    def setUp(self):
        self.kab = self.wilayah["13.07"]
        Penugasan.objects.create(pengguna=self.budi, peran="pelatih", wilayah=self.kab)

    def penuhi(self):
        tot = buat_angkatan(self.kab, self.dewi, keadaan="selesai", untuk_pelatih=True)
        peserta = jadikan_peserta(tot, self.budi)
        Kelulusan.objects.create(peserta=peserta, lulus=True, syarat=[], diputus_oleh=self.dewi)
        lembar = LembarPraktik.objects.create(judul="Mengajar", jenis="mengajar")
        for pengamat in (self.dewi, self.dewi, self.fajar):
            PenilaianPraktik.objects.create(
                orang=self.budi,
                lembar=lembar,
                jenis="mengajar",
                penilai=pengamat,
                rasio=Fraction(1),
                ambang=80,
                lulus=True,
            )
        kelas = buat_angkatan(self.kab, keadaan="selesai", selesai_pada=timezone.now())
        Pengajar.objects.create(angkatan=kelas, orang=self.budi, tugas="pendamping")
        return kelas

    def test_syarat_adalah_gabungan_fakta_dan_pengamat_harus_berbeda(self):
        with self.assertRaises(Ditolak):
            aktifkan_pelatih(orang=self.budi, oleh=self.fajar, kunci=uuid4())
        self.penuhi()
        nilai = {satu.nama: satu.nilai for satu in bacaan.syarat_pelatih(self.budi)}
        self.assertEqual(nilai, {"tot": 1, "mengajar": 2, "dampingi": 1, "kelas": 1, "berubah": 1})
        for orang in (self.budi, self.ani, self.dewi):
            with self.assertRaises(TidakBoleh):
                aktifkan_pelatih(orang=self.budi, oleh=orang, kunci=uuid4())
        kunci = uuid4()
        for _ in range(2):
            status = aktifkan_pelatih(orang=self.budi, oleh=self.fajar, kunci=kunci)
        self.assertEqual(status.sampai, tambah_bulan(timezone.localdate(), 24))
        with self.assertRaises(Ditolak):
            aktifkan_pelatih(orang=self.budi, oleh=self.fajar, kunci=uuid4())

    def test_perpanjangan_di_dalam_jendela_meneruskan_masa_lama_dan_pencabutan_mengakhiri(self):
        self.penuhi()
        sampai = timezone.localdate() + timedelta(days=30)
        StatusPelatih.objects.create(orang=self.budi, mulai=sampai - timedelta(days=700), sampai=sampai)
        baru = aktifkan_pelatih(orang=self.budi, oleh=self.fajar, kunci=uuid4())
        self.assertEqual(baru.sampai, tambah_bulan(sampai, 24))
        cabut_pelatih(status=baru, oleh=self.fajar, alasan="Pindah tugas")
        self.assertEqual(StatusPelatih.objects.get(pk=baru.pk).status(), "dicabut")

    def test_kaskade_menghitung_orang_sekali_dan_memberi_bagian_tiap_pelatih(self):
        for _ in range(2):
            kelas = buat_angkatan(self.kab, self.dewi, keadaan="selesai", selesai_pada=timezone.now())
            Pengajar.objects.create(angkatan=kelas, orang=self.budi)
            for orang in (self.ani, self.eko):
                peserta = jadikan_peserta(kelas, orang)
                peserta.asal = orang.wilayah_utama
                peserta.save()
        baris = bacaan.daftar_pelatih([self.kab.rentang])
        self.assertEqual({b.orang.username: (b.kelas, b.operator, b.desa) for b in baris},
                         {"budi": (2, 2, 2), "dewi": (2, 2, 2)})  # fmt: skip
        Wilayah.objects.filter(pk=self.eko.wilayah_utama.pk).update(nama=self.ani.wilayah_utama.nama)
        self.assertEqual([len(satu.desa) for satu in buku_kaskade(baris)], [2, 2])  # desa senama tetap dua desa
        jumlah = kaskade(baris)
        self.assertEqual((jumlah.pelatih, jumlah.kelas, jumlah.operator, jumlah.desa, jumlah.rasio), (2, 2, 2, 2, 1))

    def test_kabupaten_tanpa_pelatih_aktif_disebut_dahulu(self):
        isi = cakupan([self.wilayah["13"].rentang])
        self.assertEqual([(c.wilayah.kode, c.pelatih, c.aktif, c.desa) for c in isi], [("13.07", 1, 0, 3)])
        StatusPelatih.objects.create(orang=self.budi, mulai=timezone.localdate(), sampai=timezone.localdate())
        self.assertEqual(cakupan([self.kab.rentang])[0].desa_per_pelatih, 3)

    def test_halaman_hanya_bagi_yang_bertugas_di_wilayahnya(self):
        self.penuhi()
        for orang, status in ((self.ani, 404), (self.eko, 404), (self.dewi, 200), (self.fajar, 200), (self.gita, 200)):
            self.masuk(orang)
            self.assertEqual(self.client.get("/pelatihan/pelatih/").status_code, status, orang.username)
        self.masuk(self.gita)
        self.assertEqual(self.client.post("/pelatihan/pelatih/budi/", {"kunci": uuid4()}).status_code, 404)
        self.masuk(self.fajar)
        self.client.post("/pelatihan/pelatih/budi/", {"kunci": uuid4(), "aksi": "aktifkan"})
        self.assertEqual(StatusPelatih.objects.get().orang, self.budi)
        self.assertContains(self.client.get("/pelatihan/pelatih/budi/"), "Aktif")
