"""Daftar desa yang melambat atau tertahan: urut, berhalaman kunci, sebanyak yang tampil, dan untuk bulan lampau."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

from replikasi.bacaan import tertahan
from replikasi.bacaan.tertahan import desa_tertahan
from replikasi.kalender import akhir_bulan, bulan_ini, hari_ini
from replikasi.layanan.bulan import susun_riwayat
from replikasi.layanan.jaga import jaga_rekap
from replikasi.layanan.program import mulai_penerapan, tetapkan_pendamping
from replikasi.layanan.rekap import catat_perubahan, hitung_semua
from replikasi.models import Jeda, Penerapan, Program, Rekap, RingkasDesa
from replikasi.rumus import tambah_bulan
from wilayah.models import Wilayah

from .dunia import SULIKI, DuniaReplikasi, program_bawaan


class DaftarTertahan(DuniaReplikasi):
    def mundurkan(self, hari: int, kode: str = SULIKI) -> None:
        Penerapan.objects.filter(wilayah=self.wilayah[kode]).update(mulai=hari_ini() - timedelta(days=hari))
        catat_perubahan(wilayah=self.wilayah[kode])

    def tambah(self, banyak: int) -> None:
        for n in range(banyak):
            kode = f"13.07.01.20{30 + n}"
            self.wilayah[kode] = Wilayah.objects.create(
                kode=kode, nama=f"Tambah {chr(97 + n)}a", tingkat="desa", jenis="desa", induk=self.wilayah["13.07.01"]
            )
            mulai_penerapan(
                program=program_bawaan(), wilayah=self.wilayah[kode], oleh=self.fajar,
                mulai=hari_ini() - timedelta(days=60 + 10 * n),
            )  # fmt: skip

    def test_yang_paling_lama_dahulu_dan_tiap_desa_sekali_di_semua_halaman(self):
        self.mundurkan(47)
        self.tambah(6)
        lembar, kode = desa_tertahan(None, oleh=self.fajar), []
        self.assertEqual([satu.hari for satu in lembar.baris], [110, 100, 90, 80, 70, 60, 47])
        self.assertEqual([satu.tingkat for satu in lembar.baris], ["merah"] * 2 + ["kuning"] * 5)
        sesudah = ""
        with mock.patch.object(tertahan, "PER_HALAMAN", 3):
            while True:
                potong = desa_tertahan(self.wilayah["13.07"], oleh=self.fajar, sesudah=sesudah)
                kode += [satu.wilayah.kode for satu in potong.baris]
                if not (sesudah := potong.sesudah):
                    break
        self.assertEqual(kode, [satu.wilayah.kode for satu in lembar.baris])

    def test_ambang_yang_diubah_program_bukan_kerusakan_bagi_penjagaan_malam(self):
        self.mundurkan(20)
        self.assertEqual(Rekap.objects.get(kunci=0, bulan=bulan_ini()).isi.get("jalan_kuning", 0), 0)
        Program.objects.filter(pk=self.penerapan.program_id).update(ambang_macet=10)
        self.assertEqual(jaga_rekap(), [])
        self.assertEqual(Rekap.objects.get(kunci=0, bulan=bulan_ini()).isi.get("jalan_kuning", 0), 1)

    def test_sama_dengan_angka_rekapnya_dan_jeda_tidak_dihitung(self):
        self.mundurkan(60)
        self.tambah(2)
        Jeda.objects.create(
            penerapan=self.penerapan, mulai=hari_ini() - timedelta(days=40), selesai=hari_ini() + timedelta(days=3),
            alasan="Lebaran",
        )  # fmt: skip
        catat_perubahan(wilayah=self.wilayah[SULIKI])
        isi = Rekap.objects.get(kunci=0, bulan=bulan_ini()).isi
        self.assertEqual((isi.get("jalan_jalan"), isi.get("jalan_kuning"), isi.get("jalan_merah")), (1, 2, None))
        self.assertNotIn(SULIKI, [satu.wilayah.kode for satu in desa_tertahan(None, oleh=self.fajar).baris])
        self.assertContains(self.client.get("/replikasi/desa/?status=tertahan"), "Tambah aa")
        self.assertNotContains(self.client.get("/replikasi/desa/?status=tertahan"), "Nagari Suliki")

    def test_kueri_dan_baris_tidak_tumbuh_bersama_desanya(self):
        self.mundurkan(100)
        desa_tertahan(None, oleh=self.fajar)
        with self.assertNumQueries(5):
            desa_tertahan(None, oleh=self.fajar)
        self.tambah(5)
        with self.assertNumQueries(5):
            self.assertEqual(len(desa_tertahan(None, oleh=self.fajar).baris), 6)

    def test_akhir_bulan_lampau_memakai_keadaan_hari_itu(self):
        lalu = tambah_bulan(bulan_ini(), -1)
        akhir = akhir_bulan(lalu)
        self.mundurkan((hari_ini() - akhir).days + 46)
        susun_riwayat(dari=lalu)
        hitung_semua(bulan=lalu)
        (satu,) = desa_tertahan(None, oleh=self.fajar, bulan=lalu).baris
        self.assertEqual((satu.tingkat, satu.hari, satu.pendamping), ("kuning", 46, []))
        self.assertEqual(Rekap.objects.get(kunci=0, bulan=lalu).isi["jalan_kuning"], 1)
        self.assertContains(self.client.get(f"/replikasi/tertahan/?bulan={lalu:%Y-%m}"), "Nagari Suliki")
        hari_ini_saja = self.client.get("/replikasi/tertahan/?sesudah=9999-99-99_1").content.decode()
        self.assertIn("Nagari Suliki", hari_ini_saja)

    def test_unduhan_sama_dengan_layar_tanpa_nama_pendamping(self):
        self.mundurkan(100)
        tetapkan_pendamping(wilayah=self.wilayah[SULIKI], pendamping=self.budi, oleh=self.fajar)
        self.masuk(self.fajar)
        isi = self.client.get("/replikasi/13.07/tertahan/unduh.csv").getvalue().decode("utf-8-sig")
        self.assertIn(f"{SULIKI},Nagari Suliki", isi)
        self.assertNotIn(self.budi.nama, isi)
        self.assertEqual(self.client.get("/replikasi/tertahan/unduh.pdf").content[:5], b"%PDF-")

    def test_unduhan_dialirkan_selembar_demi_selembar_dan_lengkap(self):
        self.mundurkan(100)
        self.tambah(6)
        with mock.patch.object(tertahan, "SEKALI_BACA", 2):
            jawaban = self.client.get("/replikasi/tertahan/unduh.csv")
            self.assertTrue(jawaban.streaming)
            baris = jawaban.getvalue().decode("utf-8-sig").splitlines()[1:]
        lembar = [satu.wilayah.kode for satu in desa_tertahan(None, oleh=self.fajar).baris]
        self.assertEqual([satu.partition(",")[0] for satu in baris], lembar)
        self.assertEqual(len(lembar), 7)

    def test_selesai_tidak_tertahan(self):
        self.mundurkan(100)
        Penerapan.objects.update(keadaan="selesai")
        catat_perubahan(wilayah=self.wilayah[SULIKI])
        self.assertIsNone(RingkasDesa.objects.get(wilayah=self.wilayah[SULIKI]).merah_pada)
        self.assertEqual(desa_tertahan(None, oleh=self.fajar).baris, [])
