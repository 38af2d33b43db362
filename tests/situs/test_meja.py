"""Meja sendiri: tiap peran melihat yang menunggunya, bukan milik orang lain; kueri terbatas."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna, Penugasan
from modul_pelatihan.models import PermintaanPelatih, Setoran, Tugas
from pusat_bantuan.bacaan.meja import hitung_terbatas
from pusat_bantuan.models import ProfilTiket
from replikasi.bacaan.perjalanan import perjalanan_dari
from replikasi.models import RingkasDesa
from situs.bacaan.meja import salam
from tests.modul_pelatihan.soal import buat_angkatan, jadikan_peserta
from tests.pusat_bantuan.dunia import tiket_ani
from tests.replikasi.dunia import klaim, penerapan_suliki
from tests.tokoh import DuniaUji


class Meja(DuniaUji):
    def buka(self, orang):
        self.masuk(orang)
        return self.client.get("/")

    def test_salam_menurut_jam(self):
        self.assertEqual([salam(j) for j in (3, 4, 10, 11, 14, 15, 17, 18, 23)],
                         ["Selamat malam", "Selamat pagi", "Selamat pagi", "Selamat siang", "Selamat siang",
                          "Selamat sore", "Selamat sore", "Selamat malam", "Selamat malam"])  # fmt: skip

    def test_ani_disapa_dan_melihat_desanya(self):
        jawaban = self.buka(self.ani)
        self.assertContains(jawaban, "Ani Marlina")
        self.assertContains(jawaban, "Nagari Suliki")
        self.assertContains(jawaban, "Tidak ada yang menunggu Anda")
        self.assertContains(jawaban, "Minta bantuan")

    def test_tiket_ani_tampil_di_meja_ani_dan_simpul_budi_tidak_di_meja_lain(self):
        tiket = tiket_ani(self)
        self.assertContains(self.buka(self.ani), tiket.judul)
        self.assertContains(self.buka(self.budi), tiket.judul)
        for orang in (self.eko, self.dewi, self.citra, self.fajar, self.gita, self.hadi):
            with self.subTest(orang=orang.username):
                self.assertNotContains(self.buka(orang), tiket.judul)

    def test_manajer_dan_pembina_melihat_jumlah_saja(self):
        tiket_ani(self)
        for orang in (self.fajar, self.gita):
            self.assertContains(self.buka(orang), "Bantuan di wilayah Anda")

    def test_tiket_yang_menunggu_desa_di_paling_atas(self):
        pertama = tiket_ani(self)
        ProfilTiket.objects.filter(pk=pertama.pk).update(keadaan="menunggu_pemohon")
        jawaban = self.buka(self.ani)
        self.assertContains(jawaban, "perlu jawaban Anda")

    def test_operator_baru_menunggu_konfirmasi_tampil_pada_pegiat(self):
        baru = Pengguna.objects.create_user("rudi", first_name="Rudi Rekaan")
        Penugasan.objects.create(
            pengguna=baru, peran="operator", wilayah=self.wilayah["13.07.01.2001"], keadaan="menunggu"
        )
        self.assertContains(self.buka(self.budi), "Rudi Rekaan")
        self.assertNotContains(self.buka(self.eko), "Rudi Rekaan")
        self.assertContains(self.buka(baru), "menunggu konfirmasi")

    def test_desa_diam_perlu_dihubungi_pegiatnya(self):
        RingkasDesa.objects.create(
            wilayah=self.wilayah["13.07.01.2001"],
            lapor_terakhir=timezone.localdate() - timedelta(days=45),
            versi="2409.0.0",
        )
        RingkasDesa.objects.create(wilayah=self.wilayah["17.03.01.2001"], lapor_terakhir=timezone.localdate())
        jawaban = self.buka(self.budi)
        self.assertContains(jawaban, "45 hari tanpa kabar")
        self.assertContains(jawaban, "Nagari Kurai")

    def test_orang_tanpa_tugas_diajak_mengajukan(self):
        self.assertContains(self.buka(Pengguna.objects.create_user("tamu-baru")), "Ajukan tugas")

    def test_kueri_terbatas_bagi_setiap_peran(self):
        tiket_ani(self)
        for nama in ("ani", "budi", "citra", "dewi", "fajar", "gita", "hadi"):
            with self.subTest(orang=nama):
                self.masuk(getattr(self, nama))
                self.client.get("/")
                self.assertLessEqual(self._hitung(), 15)

    def test_tumpukan_yang_panjang_dihitung_sekaligus_dan_berhenti_di_sembilan_puluh_sembilan(self):
        for nomor in range(6):
            tiket_ani(self, uraian=f"Surat kosong {nomor}")
        self.assertContains(self.buka(self.budi), '<span class="tab__jumlah">6</span>')
        with mock.patch.object(hitung_terbatas, "__kwdefaults__", {"batas": 5}):
            self.assertContains(self.buka(self.budi), '<span class="tab__jumlah">5+</span>')
        for orang in (self.ani, self.budi):
            self.masuk(orang)
            self.client.get("/")
            self.assertLessEqual(self._hitung(), 15)

    def _hitung(self) -> int:
        with CaptureQueriesContext(connection) as tangkap:
            self.client.get("/")
        return len(tangkap)


class MejaDesaYangMenjalaniProgram(DuniaUji):
    def test_langkah_desa_berikutnya_tampil_bagi_operatornya_dan_menuju_formulirnya(self):
        penerapan = penerapan_suliki(self)
        self.masuk(self.ani)
        jawaban = self.client.get("/")
        self.assertContains(jawaban, "Langkah desa berikutnya")
        pertama = perjalanan_dari(penerapan).berikutnya[0].tonggak
        alamat = reverse("replikasi:klaim-baru", args=["13.07.01.2004", pertama.slug])
        self.assertContains(jawaban, alamat)
        self.assertEqual(self.client.get(alamat).status_code, 200)
        klaim(penerapan, pertama.slug, oleh=self.ani)
        self.assertNotContains(self.client.get("/"), alamat)
        for orang in (self.eko, self.budi, self.gita):
            self.masuk(orang)
            self.assertNotContains(self.client.get("/"), "Langkah desa berikutnya")

    def test_kuerinya_tetap_terbatas(self):
        penerapan_suliki(self)
        self.masuk(self.ani)
        self.client.get("/")
        with CaptureQueriesContext(connection) as tangkap:
            self.client.get("/")
        self.assertLessEqual(len(tangkap), 15)


class MejaPelatihan(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.kelas = buat_angkatan(cls.wilayah["13.07"], cls.dewi, keadaan="berjalan", judul="Kelas Surat")
        cls.peserta = jadikan_peserta(cls.kelas, cls.ani)
        cls.tugas = Tugas.objects.create(angkatan=cls.kelas, judul="Cetak satu surat", petunjuk="Kirim fotonya.")

    def buka(self, orang):
        self.masuk(orang)
        return self.client.get("/")

    def setor(self, keadaan="menunggu", **lain) -> Setoran:
        ditelaah = None if keadaan == "menunggu" else timezone.now()
        return Setoran.objects.create(
            tugas=self.tugas, peserta=self.peserta, teks="Sudah", keadaan=keadaan, ditelaah=ditelaah, **lain
        )

    def test_jadwal_kelas_tampil_bagi_peserta_dan_pengajarnya_saja(self):
        self.assertContains(self.buka(self.ani), "Anda ikut")
        self.assertContains(self.buka(self.dewi), "Anda mengajar")
        for orang in (self.eko, self.gita):
            self.assertNotContains(self.buka(orang), "Jadwal kelas Anda")
        self.kelas.sesi.update(batal=True)
        self.assertNotContains(self.buka(self.ani), "Jadwal kelas Anda")

    def test_tugas_berpindah_dari_meja_peserta_ke_meja_pelatih_dan_kembali(self):
        self.assertContains(self.buka(self.ani), "Belum dikirim")
        self.setor()
        self.assertNotContains(self.buka(self.ani), "Tugas kelas Anda")
        self.setor(dikirim=timezone.now())  # kiriman ulang menggantikan yang pertama
        jawaban = self.buka(self.dewi)
        self.assertContains(jawaban, "Perlu ditelaah", count=1)
        self.assertContains(jawaban, reverse("modul_pelatihan:tugas", args=[self.tugas.pk]))
        Setoran.objects.all().delete()
        self.setor("perbaiki")
        self.assertContains(self.buka(self.ani), "Perlu diperbaiki")
        self.assertNotContains(self.buka(self.dewi), "menunggu telaah")

    def test_permintaan_pelatih_tampil_bagi_pelatih_seprovinsi(self):
        minta = PermintaanPelatih.objects.create(
            wilayah=self.wilayah["13.07"], kebutuhan="Operator baru", diminta_oleh=self.fajar,
            diharapkan=timezone.localdate() + timedelta(days=3),
        )  # fmt: skip
        jawaban = self.buka(self.dewi)
        self.assertContains(jawaban, "Mendesak")
        self.assertContains(jawaban, minta.get_absolute_url())
        self.assertNotContains(self.buka(self.eko), minta.get_absolute_url())

    def test_kuerinya_tetap_terbatas(self):
        self.setor()
        for orang in (self.ani, self.dewi):
            self.buka(orang)
            with CaptureQueriesContext(connection) as tangkap:
                self.client.get("/")
            self.assertLessEqual(len(tangkap), 15)
