from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from akun import layanan
from akun.kelompok import KELOMPOK_PELATIH
from akun.models import JejakAkun, JejakTetap, Kabar, Pengguna, Penugasan, Peran, SuratKeluar
from tests.tokoh import DuniaUji


class Pengajuan(DuniaUji):
    def setUp(self):
        self.kurai = self.wilayah["13.07.01.2001"]
        self.ina = Pengguna.objects.create_user("ina", first_name="Ina", telepon="+6281211112222")

    def ajukan(self) -> Penugasan:
        return layanan.ajukan_operator(pengguna=self.ina, wilayah=self.kurai, jabatan="Kaur")

    def test_pengajuan_menunggu_dan_belum_memberi_kuasa(self):
        tugas = self.ajukan()
        self.assertEqual(tugas.keadaan, Penugasan.Keadaan.MENUNGGU)
        self.assertFalse(self.ina.berkuasa(Peran.OPERATOR, atas=self.kurai))

    def test_pegiat_dan_manajer_wilayahnya_diberi_tahu_orang_lain_tidak(self):
        self.ajukan()
        diberi_tahu = set(Kabar.objects.values_list("penerima__username", flat=True))
        self.assertEqual(diberi_tahu, {"budi", "fajar"})
        self.assertEqual(SuratKeluar.objects.count(), 2)

    def test_tanpa_pegiat_dan_manajer_pengelola_yang_diberi_tahu(self):
        Penugasan.objects.filter(pengguna__in=[self.budi, self.fajar]).update(keadaan="dicabut")
        self.ajukan()
        self.assertEqual(set(Kabar.objects.values_list("penerima__username", flat=True)), {"hadi"})

    def test_mengajukan_dua_kali_adalah_satu_pengajuan(self):
        self.assertEqual(self.ajukan().pk, self.ajukan().pk)
        self.assertEqual(JejakAkun.objects.count(), 1)

    def test_paling_banyak_tiga_pengajuan_menunggu(self):
        kode = ["13.07.01.2001", "13.07.01.2004", "13.07.04.2001", "17.03.01.2001"]
        for satu in kode[:3]:
            layanan.ajukan_operator(pengguna=self.ina, wilayah=self.wilayah[satu])
        with self.assertRaises(layanan.TerlaluBanyakPengajuan):
            layanan.ajukan_operator(pengguna=self.ina, wilayah=self.wilayah[kode[3]])

    def test_disetujui_memberi_kuasa_nomor_terbukti_dan_kabar(self):
        tugas = self.ajukan()
        layanan.putuskan_penugasan(penugasan=tugas, oleh=self.budi, setuju=True, nomor_benar=True)
        self.ina = Pengguna.objects.get(pk=self.ina.pk)
        self.assertTrue(self.ina.berkuasa(Peran.OPERATOR, atas=self.kurai))
        self.assertTrue(self.ina.telepon_terbukti)
        self.assertTrue(Kabar.objects.filter(penerima=self.ina, judul__contains="dikonfirmasi").exists())
        jejak = JejakAkun.objects.get(tindakan=JejakAkun.Tindakan.DISETUJUI)
        self.assertEqual((jejak.pelaku, jejak.tentang, jejak.penugasan), (self.budi, self.ina, tugas))

    def test_putusan_yang_sama_diulang_tidak_berbuat_apa_apa(self):
        tugas = self.ajukan()
        for _ in range(2):
            layanan.putuskan_penugasan(penugasan=tugas, oleh=self.budi, setuju=True)
        self.assertEqual(JejakAkun.objects.filter(tindakan="disetujui").count(), 1)

    def test_putusan_yang_bertentangan_ditolak(self):
        tugas = self.ajukan()
        layanan.putuskan_penugasan(penugasan=tugas, oleh=self.budi, setuju=True)
        with self.assertRaises(layanan.SudahDiputus):
            layanan.putuskan_penugasan(penugasan=tugas, oleh=self.fajar, setuju=False, alasan="keliru")

    def test_penolakan_perlu_alasan_dan_alasannya_sampai(self):
        tugas = self.ajukan()
        with self.assertRaises(layanan.GalatAkun):
            layanan.putuskan_penugasan(penugasan=tugas, oleh=self.budi, setuju=False)
        layanan.putuskan_penugasan(penugasan=tugas, oleh=self.budi, setuju=False, alasan="Bukan perangkat nagari")
        self.assertIn("Bukan perangkat nagari", Kabar.objects.get(penerima=self.ina).isi)
        self.assertEqual(self.ajukan().keadaan, Penugasan.Keadaan.MENUNGGU, "boleh mengajukan lagi")

    def test_eko_ani_dan_diri_sendiri_tidak_dapat_memutus(self):
        tugas = self.ajukan()
        for orang in (self.eko, self.ani, self.ina, self.gita, self.dewi, self.citra):
            with self.subTest(orang=orang.username), self.assertRaises(layanan.TidakBerhak):
                layanan.putuskan_penugasan(penugasan=tugas, oleh=orang, setuju=True)

    def test_nomor_yang_sudah_milik_orang_lain_tidak_dapat_dikonfirmasi(self):
        Pengguna.objects.filter(pk=self.ina.pk).update(telepon=self.ani.telepon)
        tugas = self.ajukan()
        with self.assertRaises(layanan.NomorDipakai):
            layanan.putuskan_penugasan(penugasan=tugas, oleh=self.budi, setuju=True, nomor_benar=True)


class Pemberian(DuniaUji):
    def test_manajer_memberi_pegiat_dan_pelatih_di_wilayahnya_saja(self):
        for peran in (Peran.PEGIAT, Peran.PELATIH):
            layanan.beri_penugasan(pengguna=self.ani, peran=peran, wilayah=self.wilayah["13.07"], oleh=self.fajar)
        for peran, kode in ((Peran.PEGIAT, "17.03"), (Peran.MANAJER, "13.07"), (Peran.PELATIH, "13")):
            with self.subTest(peran=peran, kode=kode), self.assertRaises(layanan.TidakBerhak):
                layanan.beri_penugasan(pengguna=self.ani, peran=peran, wilayah=self.wilayah[kode], oleh=self.fajar)
        with self.assertRaises(layanan.TidakBerhak):
            layanan.beri_penugasan(pengguna=self.ani, peran=Peran.PENGELOLA, wilayah=None, oleh=self.fajar)

    def test_pelatih_masuk_kelompok_ruang_redaksi_dan_keluar_saat_dicabut(self):
        tugas = layanan.beri_penugasan(
            pengguna=self.ani, peran=Peran.PELATIH, wilayah=self.wilayah["13.07"], oleh=self.fajar
        )
        kelompok = Group.objects.get(name=KELOMPOK_PELATIH)
        self.assertIn(self.ani, kelompok.user_set.all())
        self.assertTrue(Pengguna.objects.get(pk=self.ani.pk).has_perm("wagtailadmin.access_admin"))
        layanan.cabut_penugasan(penugasan=tugas, oleh=self.fajar, alasan="pindah")
        self.assertNotIn(self.ani, kelompok.user_set.all())

    def test_petugas_nasional_dan_pengelola_mengatur_bendera_pustaka(self):
        tugas = layanan.beri_penugasan(pengguna=self.ani, peran=Peran.PETUGAS, wilayah=None, oleh=self.hadi)
        self.assertTrue(Pengguna.objects.get(pk=self.ani.pk).is_staff)
        layanan.cabut_penugasan(penugasan=tugas, oleh=self.hadi)
        self.assertFalse(Pengguna.objects.get(pk=self.ani.pk).is_staff)
        layanan.beri_penugasan(pengguna=self.ani, peran=Peran.PETUGAS, wilayah=self.wilayah["13.07"], oleh=self.hadi)
        self.assertFalse(Pengguna.objects.get(pk=self.ani.pk).is_staff, "petugas daerah bukan staf pustaka")

    def test_masa_yang_lewat_menutup_kuasa_dan_boleh_diberi_lagi(self):
        kemarin = timezone.localdate() - timedelta(days=1)
        tugas = layanan.beri_penugasan(
            pengguna=self.ani, peran=Peran.PELATIH, wilayah=self.wilayah["13.07"], oleh=self.fajar,
            mulai=kemarin - timedelta(days=9), selesai=kemarin,
        )  # fmt: skip
        self.assertFalse(self.ani.berperan(Peran.PELATIH))
        baru = layanan.beri_penugasan(
            pengguna=self.ani, peran=Peran.PELATIH, wilayah=self.wilayah["13.07"], oleh=self.fajar
        )
        self.assertNotEqual(baru.pk, tugas.pk)
        self.assertTrue(self.ani.berperan(Peran.PELATIH))

    def test_cabut_berlaku_pada_permintaan_berikutnya(self):
        layanan.cabut_penugasan(penugasan=self.budi.penugasan.get(), oleh=self.fajar)
        self.assertFalse(Pengguna.objects.get(pk=self.budi.pk).berperan(Peran.PEGIAT))

    def test_pengelola_terakhir_tidak_dapat_dicabut(self):
        with self.assertRaises(layanan.GalatAkun):
            layanan.cabut_penugasan(penugasan=self.hadi.penugasan.get(), oleh=self.hadi)

    def test_operator_harus_di_tingkat_desa(self):
        from django.core.exceptions import ValidationError

        with self.assertRaises(ValidationError):
            layanan.beri_penugasan(
                pengguna=self.gita, peran=Peran.OPERATOR, wilayah=self.wilayah["13.07"], oleh=self.fajar
            )

    def test_jejak_tidak_dapat_diubah_atau_dihapus(self):
        layanan.cabut_penugasan(penugasan=self.budi.penugasan.get(), oleh=self.fajar)
        jejak = JejakAkun.objects.get()
        for perbuatan in (jejak.save, jejak.delete, JejakAkun.objects.all().delete):
            with self.assertRaises(JejakTetap):
                perbuatan()
        with self.assertRaises(JejakTetap):
            JejakAkun.objects.update(catatan="")
