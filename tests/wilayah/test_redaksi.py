"""Wilayah di ruang redaksi: dicari, ditambah, berganti nama dan kode lewat layanan; tidak pernah dihapus."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.tokoh import DuniaUji
from wilayah.layanan import ganti_nama, tambah_wilayah, temukan
from wilayah.models import RiwayatKode, Wilayah


class Redaksi(DuniaUji):
    def setUp(self):
        self.masuk(self.hadi)

    def test_daftar_dicari_dan_disaring(self):
        alamat = reverse("daftar-wilayah:index")
        self.assertContains(self.client.get(alamat, {"q": "sikabu"}), "Nagari Tj. Haro Sikabu-kabu Pd. Panjang")
        self.assertNotContains(self.client.get(alamat, {"tingkat": "provinsi"}), "Suliki")

    def test_kueri_daftar_tidak_bertambah_bersama_barisnya(self):
        for nama in ("daftar-wilayah:index", "riwayat-kode:index"):
            self.client.get(reverse(nama))
            sedikit = self._kueri(nama)
            for kode in ("13.07.04.2001", "17.03.01.2001", "13.07.01.2001"):
                ganti_nama(wilayah=self.wilayah[kode], nama=f"{self.wilayah[kode].nama} {nama[0]}")
            tambah_wilayah(kode=f"13.07.01.29{len(nama)}", nama="Baru")
            self.assertEqual(self._kueri(nama), sedikit)

    def _kueri(self, nama: str) -> int:
        with CaptureQueriesContext(connection) as tangkapan:
            self.client.get(reverse(nama))
        return len(tangkapan)

    def test_nagari_pemekaran_ditambah_dengan_kodenya(self):
        alamat = reverse("daftar-wilayah:add")
        self.client.post(alamat, {"kode": "1307012010", "nama": "Kurai  Baru."})
        baru = Wilayah.objects.get(kode="13.07.01.2010")
        self.assertEqual((str(baru), baru.induk.kode, baru.kunci), ("Nagari Kurai Baru", "13.07.01", 1307012010))
        for isian, pesan in (
            ({"kode": "13.07.1.2010", "nama": "A"}, "Tulis kode seperti"),
            ({"kode": "13.07.01.2010", "nama": "A"}, "sudah ada"),
            ({"kode": "13.99.01.2010", "nama": "A"}, "belum ada"),
        ):
            self.assertContains(self.client.post(alamat, isian), pesan)

    def test_nama_dan_sebutan_diubah_lewat_layanan(self):
        kerkap = self.wilayah["17.03.01"]
        alamat = reverse("daftar-wilayah:edit", args=[kerkap.pk])
        self.assertContains(self.client.get(alamat), "17.03.01. Nama lama masuk riwayat.")
        self.client.post(alamat, {"nama": "Kerkap Raya", "sebutan": "kampung", "kode_bps": "", "berlaku": "on"})
        kerkap.refresh_from_db()
        self.assertEqual((kerkap.nama, kerkap.berlaku), ("Kerkap Raya", True))
        self.assertEqual(RiwayatKode.objects.get().nama_lama, "Kerkap")
        self.assertEqual(str(Wilayah.objects.get(kode="17.03.01.2001")), "Kampung Salam Harjo")

    def test_ganti_kode_memakai_pemilih_wilayah_dan_menolak_kode_terpakai(self):
        alamat = reverse("riwayat-kode:add")
        self.assertContains(self.client.get(alamat), "data-pilih-wilayah")
        isian = {
            "wilayah": "1307012001",
            "kode_baru": "13.07.01.2004",
            "jenis": "pindah_kode",
            "tanggal": "2020-01-01",
            "dasar": "Permendagri",
        }
        self.assertContains(self.client.post(alamat, isian), "sudah dipakai Nagari Suliki")
        self.client.post(alamat, isian | {"kode_baru": "1307042009"})
        self.assertEqual(temukan("13.07.01.2001").kode, "13.07.04.2009")
        riwayat = RiwayatKode.objects.get()
        self.client.post(
            reverse("riwayat-kode:edit", args=[riwayat.pk]), {"dasar": "Kepmendagri", "dikonfirmasi": "on"}
        )
        riwayat.refresh_from_db()
        self.assertEqual(
            (riwayat.dasar, riwayat.dikonfirmasi, riwayat.tanggal), ("Kepmendagri", True, date(2020, 1, 1))
        )

    def test_dugaan_pindah_dari_pemuatan_disambungkan(self):
        lama, baru = self.wilayah["13.07.01.2001"], self.wilayah["13.07.04.2001"]
        Wilayah.objects.filter(pk=lama.pk).update(berlaku=False)
        Wilayah.objects.filter(pk=baru.pk).update(nama="Kurai")
        isian = {
            "wilayah": lama.kode,
            "kode_baru": baru.kode,
            "jenis": "pindah_kode",
            "tanggal": "2020-01-01",
            "dasar": "-",
        }
        self.client.post(reverse("riwayat-kode:add"), isian)
        lama.refresh_from_db()
        self.assertEqual((lama.kode, lama.berlaku), ("13.07.04.2001", True))

    def test_tidak_ada_yang_dapat_menghapus_dan_orang_biasa_tidak_masuk(self):
        suliki = self.wilayah["13.07.01.2004"]
        self.client.post(reverse("daftar-wilayah:delete", args=[suliki.pk]))
        self.assertTrue(Wilayah.objects.filter(pk=suliki.pk).exists())
        self.masuk(self.ani)
        self.assertNotEqual(self.client.get(reverse("daftar-wilayah:index")).status_code, 200)
