"""Gabung, pecah, dan tautan: kedua sisi tercatat, desa lain tidak pernah melihat, mengulang tidak mengubah apa pun."""

import uuid

from akun.models import Kabar, Pengguna, Penugasan
from modul_pelatihan.models import Bidang
from pusat_bantuan.berkas import BerkasBersih
from pusat_bantuan.layanan import (
    LainDesa,
    TidakDapat,
    ambil,
    balas,
    batal_gabung,
    gabung,
    lepas_tautan,
    pecah,
    selesaikan,
    tautkan,
    terima_balasan,
    ujung_gabungan,
)
from pusat_bantuan.models import LampiranTiket, PeristiwaTiket, ProfilTiket, TautanTiket
from tests.tokoh import DuniaUji

from .dunia import tiket_ani, tiket_dari


class Gabung(DuniaUji):
    def setUp(self):
        self.satu = tiket_ani(self, uraian="Kop surat hilang")
        self.dua = tiket_ani(self, uraian="Kop surat tidak muncul lagi")
        self.tiga = tiket_ani(self, uraian="Masih soal kop")

    def segar(self, profil: ProfilTiket) -> ProfilTiket:
        return ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)

    def test_tiket_yang_digabung_tertutup_dan_kedua_sisi_mencatatnya(self):
        utama = gabung(asal=self.dua, ke=self.satu, oleh=self.budi, alasan="Soal yang sama")
        self.assertEqual(utama, self.satu)
        dua = self.segar(self.dua)
        self.assertEqual((dua.keadaan, dua.digabung_ke, dua.tiket.status), ("ditutup", self.satu, 5))
        self.assertEqual(dua.tiket.merged_to_id, self.satu.pk)
        alasan = {satu.profil_id: satu.alasan for satu in PeristiwaTiket.objects.filter(jenis="digabung")}
        self.assertIn(self.satu.kode, alasan[self.dua.pk])
        self.assertIn(self.dua.kode, alasan[self.satu.pk])
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, judul__contains=self.satu.kode).exists())

    def test_menggabung_dua_kali_sama_saja(self):
        for _ in range(2):
            self.assertEqual(gabung(asal=self.dua, ke=self.satu, oleh=self.budi), self.satu)
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="digabung").count(), 2)

    def test_rantai_diikuti_sampai_ujung_dan_lingkaran_ditolak(self):
        gabung(asal=self.dua, ke=self.satu, oleh=self.budi)
        self.assertEqual(gabung(asal=self.tiga, ke=self.dua, oleh=self.budi), self.satu)
        with self.assertRaises(TidakDapat):
            gabung(asal=self.satu, ke=self.tiga, oleh=self.budi)
        with self.assertRaises(TidakDapat):
            gabung(asal=self.satu, ke=self.satu, oleh=self.budi)
        lain = tiket_ani(self, uraian="Utama yang baru")
        self.assertEqual(gabung(asal=self.satu, ke=lain, oleh=self.budi), lain)
        self.assertEqual(ujung_gabungan(self.segar(self.tiga)), lain)
        with self.assertRaises(TidakDapat):
            gabung(asal=self.dua, ke=tiket_ani(self, uraian="Lain lagi"), oleh=self.budi)

    def test_balasan_ke_tiket_gabungan_sampai_di_ujung_rantai(self):
        gabung(asal=self.dua, ke=self.satu, oleh=self.budi)
        gabung(asal=self.satu, ke=self.tiga, oleh=self.budi)
        peristiwa = terima_balasan(profil=self.segar(self.dua), isi="Masih kosong, Pak", pengguna=self.ani)
        self.assertEqual(peristiwa.profil, self.tiga)
        self.assertFalse(self.segar(self.dua).boleh_dibuka_lagi(oleh=self.ani))
        lewat_halaman_lama = balas(profil=self.dua, oleh=self.ani, isi="Dari layar yang belum dimuat ulang")
        self.assertEqual(lewat_halaman_lama.profil, self.tiga)

    def test_antardesa_ditolak_dan_gangguan_disarankan(self):
        lain = tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Kop surat hilang")
        with self.assertRaisesRegex(LainDesa, "gangguan"):
            gabung(asal=lain, ke=self.satu, oleh=self.citra)
        self.assertIsNone(self.segar(lain).digabung_ke)

    def test_pemohon_yang_tidak_akan_dapat_membaca_tiket_utama_tidak_kehilangan_percakapannya(self):
        calon = Pengguna.objects.create(username="calon", first_name="Calon")
        Penugasan.objects.create(
            pengguna=calon, peran="operator", wilayah=self.wilayah["13.07.01.2004"], keadaan="menunggu"
        )
        milik = tiket_dari(calon, self.wilayah["13.07.01.2004"], bidang="surat-tte", uraian="Kop hilang juga")
        with self.assertRaisesRegex(TidakDapat, "belum tercatat"):
            gabung(asal=milik, ke=self.satu, oleh=self.budi)

    def test_bukan_penangannya_ditolak(self):
        for orang in (self.ani, self.eko, self.fajar, self.hadi):
            with self.subTest(orang=orang.username), self.assertRaises(TidakDapat):
                gabung(asal=self.dua, ke=self.satu, oleh=orang)

    def test_yang_terbuka_tidak_digabung_ke_yang_sudah_selesai(self):
        selesaikan(profil=self.satu, oleh=self.budi, isi="Coba ini")
        with self.assertRaisesRegex(TidakDapat, "sudah selesai"):
            gabung(asal=self.dua, ke=self.satu, oleh=self.budi)
        self.assertEqual(gabung(asal=self.satu, ke=self.dua, oleh=self.budi), self.dua)

    def test_utama_mewarisi_batas_dan_jawaban_paling_awal(self):
        balas(profil=self.dua, oleh=self.budi, isi="Sebentar, Bu")
        aman = tiket_ani(self, bidang="keamanan", uraian="Situs disusupi")
        utama = gabung(asal=self.dua, ke=aman, oleh=self.citra)
        self.assertTrue(utama.terbatas)
        self.assertEqual(self.segar(utama).dijawab_pada, self.segar(self.dua).dijawab_pada)
        gabung(asal=self.segar(aman), ke=self.satu, oleh=self.citra)
        self.assertFalse(self.segar(self.satu).boleh_dilihat(oleh=self.budi))

    def test_gabungan_yang_keliru_dipisahkan_lagi(self):
        ambil(profil=self.dua, oleh=self.budi)
        gabung(asal=self.dua, ke=self.satu, oleh=self.budi)
        for _ in range(2):
            batal_gabung(profil=self.dua, oleh=self.budi)
        dua = self.segar(self.dua)
        self.assertEqual((dua.keadaan, dua.digabung_ke, dua.tiket.merged_to), ("ditangani", None, None))
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="digabung", profil=self.satu).count(), 2)


class PecahDanTaut(DuniaUji):
    def setUp(self):
        self.profil = tiket_ani(self, uraian="Kop surat hilang")
        berkas = BerkasBersih(nama="layar.txt", isi=b"isi", mime="text/plain", akhiran="txt")
        self.pesan = balas(
            profil=self.profil, oleh=self.ani, isi="Oh ya, peta juga putih {{ $peta }}", lampiran=[berkas]
        )
        self.bidang = Bidang.objects.get(slug="pembaruan")

    def pecah(self, kunci=None, **lain) -> ProfilTiket:
        pilihan = {"peristiwa": [self.pesan], "judul": "Peta putih", "bidang": self.bidang, "oleh": self.budi} | lain
        return pecah(profil=self.profil, kunci_kirim=kunci or uuid.uuid4(), **pilihan)

    def test_pesan_terpilih_menjadi_tiket_baru_yang_bertautan(self):
        kunci = uuid.uuid4()
        baru = self.pecah(kunci)
        self.assertEqual((baru.judul, baru.wilayah, baru.pemohon), ("Peta putih", self.profil.wilayah, self.ani))
        self.assertIn("{{ $peta }}", baru.uraian)
        self.assertEqual(LampiranTiket.objects.get(profil=baru).berkas.read(), b"isi")
        tautan = TautanTiket.objects.get()
        self.assertEqual((tautan.dari, tautan.ke, tautan.jenis), (baru, self.profil, "pecahan"))
        self.assertEqual(self.pecah(kunci), baru)
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="dipecah").count(), 2)
        self.assertTrue(self.profil.tiket.followup_set.filter(comment__contains="$peta").exists())

    def test_catatan_dalam_tidak_ikut_ke_tiket_baru(self):
        catatan = balas(profil=self.profil, oleh=self.budi, isi="Hanya kita", dalam=True)
        with self.assertRaisesRegex(TidakDapat, "sedikitnya satu"):
            self.pecah(peristiwa=[catatan])

    def test_bukan_penangan_tidak_dapat_memecah(self):
        with self.assertRaises(TidakDapat):
            self.pecah(oleh=self.ani)

    def test_tautan_sekali_terlihat_bila_kedua_ujung_terlihat(self):
        eko = tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Sama")
        tautan = tautkan(dari=self.profil, ke=eko, jenis="disebabkan", oleh=self.citra)
        self.assertEqual(tautkan(dari=eko, ke=self.profil, jenis="terkait", oleh=self.citra), tautan)
        self.assertEqual((tautan.kalimat(eko), tautan.seberang(eko)), ("penyebab dari", self.profil))
        for orang, ada in ((self.citra, True), (self.ani, False), (self.budi, False), (self.eko, False)):
            self.assertEqual(TautanTiket.objects.terlihat(oleh=orang).exists(), ada, orang.username)
            self.assertEqual(tautan.boleh_dilihat(oleh=orang), ada)
        with self.assertRaises(TidakDapat):
            tautkan(dari=self.profil, ke=eko, jenis="terkait", oleh=self.budi)
        lepas_tautan(tautan=tautan, oleh=self.citra)
        self.assertFalse(TautanTiket.objects.exists())
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="ditautkan").count(), 4)
