"""Dua orang pada saat yang sama: satu pemegang, satu tiket, satu balasan."""

import threading
import uuid

from django.apps import apps
from django.db import connection, connections
from django.test import TransactionTestCase
from helpdesk.models import EmailTemplate, Queue

from akun.contoh import buat_tokoh
from akun.models import Kabar
from forum.models import AnggotaSimpul, Simpul
from modul_pelatihan.bidang_awal import isi_bidang
from modul_pelatihan.models import Bidang, ModulBidang
from pusat_bantuan.layanan import IsiTiket, SudahDipegang, ambil, balas, buat_tiket
from pusat_bantuan.models import PeristiwaTiket, ProfilTiket
from pusat_bantuan.pemasangan import pasang
from tests.tokoh import buat_wilayah


class Serentak(TransactionTestCase):
    databases = {"default"}

    def setUp(self):
        pasang(apps)
        if not Bidang.objects.exists():
            isi_bidang(Bidang, ModulBidang)
        self.wilayah = buat_wilayah()
        self.orang = buat_tokoh()
        self.simpul = Simpul.objects.create(
            slug="forsid-uji", nama="ForSID Uji", jenis="kabupaten", wilayah=self.wilayah["13.07"]
        )
        AnggotaSimpul.objects.create(simpul=self.simpul, pengguna=self.orang["budi"])

    def isi(self) -> IsiTiket:
        return IsiTiket(
            wilayah=self.wilayah["13.07.01.2004"], bidang=Bidang.objects.get(slug="surat-tte"), uraian="Surat kosong"
        )

    def bersamaan(self, *kerja) -> list:
        """Menjalankan semua `kerja` sekaligus, tiap satu dengan sambungannya sendiri."""
        mulai, hasil = threading.Barrier(len(kerja)), [None] * len(kerja)

        def jalan(n, satu):
            mulai.wait()
            try:
                hasil[n] = satu()
            except Exception as galat:
                hasil[n] = galat
            finally:
                connections.close_all()

        utas = [threading.Thread(target=jalan, args=pasangan) for pasangan in enumerate(kerja)]
        for satu in utas:
            satu.start()
        for satu in utas:
            satu.join()
        return hasil

    def test_dua_penangan_mengambil_serentak_satu_menang(self):
        profil = buat_tiket(pemohon=self.orang["ani"], isi=self.isi())
        hasil = self.bersamaan(
            *(lambda orang=self.orang[nama]: ambil(profil=profil, oleh=orang) for nama in ("budi", "citra"))
        )
        menang = [satu for satu in hasil if isinstance(satu, ProfilTiket)]
        kalah = [satu for satu in hasil if isinstance(satu, SudahDipegang)]
        self.assertEqual((len(menang), len(kalah)), (1, 1), hasil)
        profil.refresh_from_db()
        self.assertEqual(profil.pemegang, menang[0].pemegang)
        self.assertIn(profil.pemegang.nama, str(kalah[0]))
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="diambil").count(), 1)

    def test_kirim_ganda_serentak_satu_tiket_satu_kabar(self):
        kunci = uuid.uuid4()
        kerja = [lambda: buat_tiket(pemohon=self.orang["ani"], isi=self.isi(), kunci_kirim=kunci)] * 4
        hasil = self.bersamaan(*kerja)
        self.assertEqual({getattr(satu, "pk", satu) for satu in hasil}, {ProfilTiket.objects.get().pk})
        self.assertEqual(Kabar.objects.filter(penerima=self.orang["budi"]).count(), 1)

    def test_balasan_ganda_serentak_satu_baris(self):
        profil, kunci = buat_tiket(pemohon=self.orang["ani"], isi=self.isi()), uuid.uuid4()
        kerja = [lambda: balas(profil=profil, oleh=self.orang["ani"], isi="Halo", kunci_kirim=kunci)] * 3
        hasil = self.bersamaan(*kerja)
        self.assertEqual(len({getattr(satu, "pk", satu) for satu in hasil}), 1, hasil)
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="balasan").count(), 1)

    def test_pemasangan_bertahan_sesudah_tabel_dikosongkan(self):
        self.assertEqual(EmailTemplate.objects.filter(locale="id").count(), 17)
        self.assertEqual(Queue.objects.count(), 1)
        self.assertIn(connection.vendor, {"sqlite", "postgresql"})
