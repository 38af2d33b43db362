"""Perjalanan tiket lewat tindakan: disalurkan, diambil, dibalas, dijawab, dikonfirmasi, dibuka lagi."""

import uuid
from datetime import timedelta

from django.utils import timezone
from helpdesk.models import FollowUp, Ticket, TicketChange

from akun.models import Kabar, Penugasan, Peran, SuratKeluar
from forum.models import AnggotaSimpul
from pusat_bantuan.layanan import (
    SudahDipegang,
    TidakDapat,
    ambil,
    balas,
    buka_lagi,
    konfirmasi,
    lepas,
    selesaikan,
    teruskan,
)
from pusat_bantuan.models import PeristiwaTiket, ProfilTiket
from pusat_bantuan.models.peristiwa import HanyaTambah
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa

from .dunia import tiket_ani, tiket_dari

BLADE = "Galat di {{ $penduduk->nama }} {% lone {# komentar #} C:\\xampp\\new"


class Perjalanan(DuniaUji):
    def test_tiket_mengenal_desanya_dan_disalurkan_ke_simpul_kabupaten(self):
        FaktaDesa.objects.create(
            wilayah=self.wilayah["13.07.01.2004"], url="https://suliki.contoh.desa.id", versi="2410.0.0-premium",
            hosting="mandiri", tema="esensi", dilaporkan_pada=timezone.now(),
        )  # fmt: skip
        profil = tiket_ani(self)
        self.assertRegex(profil.kode, r"^[A-Z]{2}-[2-9A-Z]{4}$")
        self.assertEqual((profil.versi, profil.rilis, profil.hosting), ("2410.0.0-premium", "premium", "mandiri"))
        self.assertEqual((profil.simpul, profil.tingkat, profil.keadaan), (self.simpul, 1, "baru"))
        self.assertEqual(profil.tiket.status, Ticket.OPEN_STATUS)
        self.assertEqual([satu.jenis for satu in profil.peristiwa.all()], ["dibuat", "disalurkan"])
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, judul__contains="meminta bantuan").exists())
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, judul__contains="ForSID Lima Puluh Kota").exists())

    def test_seluruh_perjalanan_sampai_ditutup_dan_status_pustaka_seiring(self):
        profil = tiket_ani(self)
        profil = ambil(profil=profil, oleh=self.budi)
        self.assertEqual(
            (profil.keadaan, profil.pemegang, profil.tiket.assigned_to), ("ditangani", self.budi, self.budi)
        )
        balas(profil=profil, oleh=self.budi, isi="Versi berapa?", tunggu_pemohon=True)
        profil.refresh_from_db()
        self.assertEqual((profil.keadaan, profil.tiket.on_hold), ("menunggu_pemohon", True))
        balas(profil=profil, oleh=self.ani, isi="2410")
        profil.refresh_from_db()
        profil.tiket.refresh_from_db()
        self.assertEqual((profil.keadaan, profil.tiket.on_hold), ("ditangani", False))
        selesaikan(profil=profil, oleh=self.budi, isi="Simpan ulang templatnya.")
        profil.tiket.refresh_from_db()
        self.assertEqual(profil.tiket.status, Ticket.RESOLVED_STATUS)
        self.assertEqual(profil.tiket.resolution, "Simpan ulang templatnya.")
        profil = konfirmasi(profil=profil, oleh=self.ani)
        self.assertEqual((profil.keadaan, profil.tiket.status), ("ditutup", Ticket.CLOSED_STATUS))
        jenis = list(profil.peristiwa.values_list("jenis", flat=True))
        self.assertEqual(
            jenis, ["dibuat", "disalurkan", "diambil", "balasan", "balasan", "selesai", "dikonfirmasi"]
        )  # fmt: skip
        self.assertTrue(TicketChange.objects.filter(followup__ticket=profil.tiket, field="Pemegang").exists())
        self.assertEqual(FollowUp.objects.filter(ticket=profil.tiket).count(), 5)

    def test_belum_beres_dibuka_lagi_kembali_ke_pemegangnya(self):
        profil = tiket_ani(self)
        selesaikan(profil=profil, oleh=self.budi, isi="Coba ini.")
        profil = buka_lagi(profil=profil, oleh=self.ani, alasan="Masih kosong.")
        self.assertEqual((profil.keadaan, profil.dibuka_lagi, profil.pemegang), ("ditangani", 1, self.budi))
        self.assertEqual(profil.tiket.status, Ticket.REOPENED_STATUS)
        self.assertIsNone(profil.tiket.resolution)
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, judul__contains="dibuka lagi").exists())

    def test_lewat_tiga_puluh_hari_tidak_dapat_dibuka_lagi(self):
        profil = tiket_ani(self)
        selesaikan(profil=profil, oleh=self.budi, isi="Coba ini.")
        konfirmasi(profil=profil, oleh=self.ani)
        ProfilTiket.objects.filter(pk=profil.pk).update(ditutup_pada=timezone.now() - timedelta(days=31))
        with self.assertRaises(TidakDapat):
            buka_lagi(profil=profil, oleh=self.ani, alasan="Masih")

    def test_teks_templat_disimpan_kata_demi_kata(self):
        profil = tiket_ani(self, uraian=BLADE)
        balas(profil=profil, oleh=self.budi, isi=BLADE)
        self.assertEqual(profil.tiket.description, BLADE)
        self.assertEqual(FollowUp.objects.get(ticket=profil.tiket, comment__gt="").comment, BLADE)

    def test_nik_dan_sandi_disamarkan_sebelum_disimpan(self):
        profil = tiket_ani(self, judul="NIK 1307044503890001 ganda", uraian="Password: rahasia123 milik warga")
        self.assertNotIn("1307044503890001", profil.tiket.title)
        self.assertNotIn("rahasia123", profil.tiket.description)
        surat = b"".join(bytes(satu.isi) for satu in SuratKeluar.objects.all())
        self.assertNotIn(b"1307044503890001", surat)

    def test_kirim_dua_kali_menghasilkan_satu_tiket_dan_satu_balasan(self):
        kunci = uuid.uuid4()
        satu, dua = (tiket_ani(self, kunci_kirim=kunci) for _ in range(2))
        self.assertEqual(satu.pk, dua.pk)
        pertama = balas(profil=satu, oleh=self.ani, isi="Halo", kunci_kirim=(kunci := uuid.uuid4()))
        self.assertEqual(balas(profil=satu, oleh=self.ani, isi="Halo", kunci_kirim=kunci).pk, pertama.pk)
        self.assertEqual(Ticket.objects.count(), 1)
        eko = tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="x", kunci_kirim=kunci)
        self.assertNotEqual(eko.pk, satu.pk)

    def test_tanpa_pegiat_yang_bersedia_tiket_naik(self):
        AnggotaSimpul.objects.filter(pengguna=self.budi).update(tersedia=False)
        profil = tiket_ani(self)
        self.assertEqual((profil.simpul, profil.tingkat), (None, 3))
        self.assertTrue(Kabar.objects.filter(penerima=self.citra).exists())
        Penugasan.objects.create(pengguna=self.fajar, peran=Peran.PETUGAS, wilayah=self.wilayah["13.07"])
        self.assertEqual(tiket_ani(self, uraian="Lagi").tingkat, 2)

    def test_pegiat_tidak_menangani_desanya_sendiri(self):
        Penugasan.objects.create(pengguna=self.budi, peran=Peran.OPERATOR, wilayah=self.wilayah["13.07.01.2004"])
        profil = tiket_ani(self)
        self.assertIsNone(profil.simpul)
        self.assertFalse(profil.boleh_ditangani(oleh=type(self.budi).objects.get(pk=self.budi.pk)))

    def test_soal_keamanan_tidak_lewat_relawan(self):
        profil = tiket_ani(self, bidang="keamanan", uraian="Disusupi judi daring")
        self.assertEqual((profil.terbatas, profil.dampak, profil.tingkat), (True, "kritis", 3))
        self.assertFalse(profil.boleh_dilihat(oleh=self.budi))
        self.assertTrue(profil.boleh_dilihat(oleh=self.citra))

    def test_orang_lain_yang_terlambat_mengambil_diberi_tahu_siapa_pemenangnya(self):
        profil = tiket_ani(self)
        ambil(profil=profil, oleh=self.budi)
        with self.assertRaisesMessage(SudahDipegang, "Budi Santoso"):
            ambil(profil=profil, oleh=self.citra)
        self.assertEqual(ambil(profil=profil, oleh=self.citra, alih=True).pemegang, self.citra)

    def test_melepas_mengembalikan_ke_antrean_dan_meneruskan_menaikkan_tingkat(self):
        profil = ambil(profil=tiket_ani(self), oleh=self.budi)
        self.assertEqual(lepas(profil=profil, oleh=self.budi).keadaan, "baru")
        with self.assertRaises(TidakDapat):
            teruskan(profil=profil, oleh=self.budi, tingkat=3, alasan=" ")
        profil = teruskan(profil=profil, oleh=self.budi, tingkat=3, alasan="Perlu perbaikan kode")
        self.assertEqual((profil.tingkat, profil.simpul, profil.pemegang), (3, None, self.citra))
        self.assertTrue(Kabar.objects.filter(penerima=self.citra, judul__contains="diteruskan kepada Anda").exists())

    def test_catatan_dalam_tidak_mengubah_keadaan_dan_tidak_mengabari_desa(self):
        profil = ambil(profil=tiket_ani(self), oleh=self.budi)
        sebelum = Kabar.objects.filter(penerima=self.ani).count()
        balas(profil=profil, oleh=self.budi, isi="Pernah terjadi di nagari sebelah", dalam=True)
        profil.refresh_from_db()
        self.assertIsNone(profil.dijawab_pada)
        self.assertEqual(Kabar.objects.filter(penerima=self.ani).count(), sebelum)
        with self.assertRaises(TidakDapat):
            balas(profil=profil, oleh=self.ani, isi="x", dalam=True)

    def test_orang_luar_tidak_dapat_berbuat_apa_pun(self):
        profil = tiket_ani(self)
        for tindakan in (
            lambda: ambil(profil=profil, oleh=self.eko),
            lambda: balas(profil=profil, oleh=self.eko, isi="x"),
            lambda: selesaikan(profil=profil, oleh=self.eko, isi="x"),
            lambda: konfirmasi(profil=profil, oleh=self.eko),
            lambda: buka_lagi(profil=profil, oleh=self.eko, alasan="x"),
            lambda: tiket_dari(self.eko, self.wilayah["13.07.01.2004"], bidang="surat-tte", uraian="x"),
        ):
            with self.assertRaises(TidakDapat):
                tindakan()

    def test_peristiwa_tidak_dapat_diubah_atau_dihapus(self):
        peristiwa = tiket_ani(self).peristiwa.first()
        for tindakan in (peristiwa.save, peristiwa.delete, PeristiwaTiket.objects.all().delete):
            with self.assertRaises(HanyaTambah):
                tindakan()
