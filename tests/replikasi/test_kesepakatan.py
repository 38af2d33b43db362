"""Kesepakatan: pohonnya, masanya, kewajiban dan buktinya, berkas pribadi, ruang bersama, dan siapa melihat apa."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from akun.models import Kabar
from forum.models import Simpul
from replikasi.kalender import hari_ini
from replikasi.layanan.kesepakatan import buat_ruang_bersama
from replikasi.layanan.pengingat import ingatkan_kesepakatan
from replikasi.models import (
    BerkasKesepakatan,
    BuktiKewajiban,
    JejakJanji,
    Kesepakatan,
    Kewajiban,
    PengingatTerkirim,
    Pertemuan,
)
from tests.tokoh import DuniaUji

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class DuniaJanji(DuniaUji):
    databases = "__all__"

    def _pre_setup(self):
        super()._pre_setup()
        cache.clear()  # bagian umum halaman wilayah disinggahkan

    def buat(self, **isi) -> Kesepakatan:
        bawaan = {"judul": "MoU Lima Puluh Kota", "wilayah": self.wilayah["13.07"], "tahap": "pembahasan"}
        return Kesepakatan.objects.create(**(bawaan | isi))

    def kirim(self, nama: str, *arg, **data):
        return self.client.post(reverse(f"replikasi:{nama}", args=arg), data)


class MencatatKesepakatan(DuniaJanji):
    def naskah(self, **ubah) -> dict:
        return {
            "jenis": "mou", "judul": "Kesepakatan Bersama", "wilayah": "13.07", "tahap": "ditandatangani",
            "tanggal": "2026-01-31", "bulan": "12", "cara": "luring", "kunci": str(uuid.uuid4()),
        } | ubah  # fmt: skip

    def test_fajar_mencatat_dan_kiriman_dua_kali_menjadi_satu(self):
        self.masuk(self.fajar)
        data = self.naskah()
        for _ in range(2):
            jawaban = self.kirim("kesepakatan-baru", **data)
        satu = Kesepakatan.objects.get()
        self.assertRedirects(jawaban, satu.get_absolute_url())
        self.assertEqual(
            (satu.akhir, satu.keadaan), (date(2027, 1, 30), "akan_berakhir" if satu.masa().sisa <= 90 else "berlaku")
        )
        self.assertEqual(JejakJanji.objects.filter(kesepakatan=satu).count(), 1)

    def test_wilayah_orang_lain_ditolak_dengan_kalimat(self):
        self.masuk(self.fajar)
        jawaban = self.kirim("kesepakatan-baru", **self.naskah(wilayah="17.03"))
        self.assertContains(jawaban, "di luar wilayah tugas Anda", status_code=422)
        self.assertContains(
            self.kirim("kesepakatan-baru", **self.naskah(wilayah="")), "Pilih wilayahnya", status_code=422
        )
        self.assertFalse(Kesepakatan.objects.exists())

    def test_pks_perlu_induk_dan_naskah_bertanda_tangan_perlu_tanggal(self):
        self.masuk(self.fajar)
        self.assertContains(self.kirim("kesepakatan-baru", **self.naskah(jenis="pks")), "atas dasar", status_code=422)
        self.assertContains(self.kirim("kesepakatan-baru", **self.naskah(tanggal="")), "Isi tanggal", status_code=422)

    def test_induk_tidak_boleh_turunannya_sendiri(self):
        induk = self.buat()
        anak = self.buat(induk=induk)
        self.masuk(self.fajar)
        jawaban = self.kirim("kesepakatan-ubah", induk.pk, **self.naskah(induk=anak.pk))
        self.assertContains(jawaban, "di bawah dirinya", status_code=422)

    def test_perubahan_naskah_tercatat_dari_apa_menjadi_apa(self):
        satu = self.buat(tahap="ditandatangani", tanggal=date(2026, 1, 31), bulan=6)
        self.masuk(self.fajar)
        self.kirim("kesepakatan-ubah", satu.pk, **self.naskah(bulan="24"))
        satu.refresh_from_db()
        self.assertEqual(satu.akhir, date(2028, 1, 30))
        jejak = JejakJanji.objects.get(kesepakatan=satu)
        self.assertEqual(jejak.rincian["masa berlaku (bulan)"], ["6", "24"])
        self.assertContains(self.client.get(satu.get_absolute_url()), "masa berlaku (bulan): 6 → 24")
        with self.assertRaises(TypeError):
            jejak.save()

    def test_pks_yang_melampaui_induknya_ditandai_di_halaman(self):
        induk = self.buat(tahap="ditandatangani", tanggal=date(2026, 1, 1), bulan=12)
        pks = self.buat(
            jenis="pks", induk=induk, judul="PKS DPMD", tahap="ditandatangani", tanggal=date(2026, 2, 1), bulan=12
        )
        self.masuk(self.fajar)
        self.assertContains(self.client.get(pks.get_absolute_url()), "sesudah kesepakatan induknya berakhir")
        self.assertContains(self.client.get(induk.get_absolute_url()), "Melampaui induknya")

    def test_keadaan_menurut_saringan_sama_dengan_keadaan_menurut_barisnya(self):
        hari = hari_ini()
        baris = {
            "pembahasan": self.buat(), "draf": self.buat(tahap="draf"), "batal": self.buat(tahap="batal"),
            "ditandatangani": self.buat(tahap="ditandatangani", tanggal=hari + timedelta(days=3)),
            "berlaku": self.buat(tahap="ditandatangani", tanggal=hari - timedelta(days=10)),
            "akan_berakhir": self.buat(tahap="ditandatangani", tanggal=hari - timedelta(days=10), bulan=2),
            "berakhir": self.buat(tahap="ditandatangani", tanggal=hari - timedelta(days=400), bulan=12),
        }  # fmt: skip
        self.masuk(self.fajar)
        for keadaan, satu in baris.items():
            with self.subTest(keadaan):
                self.assertEqual(satu.keadaan, keadaan)
                hal = self.client.get(reverse("replikasi:kesepakatan-daftar"), {"keadaan": keadaan}).context["hal"]
                self.assertEqual([s.kesepakatan.pk for s in hal.object_list], [satu.pk])

    def test_daftar_pohon_sebelas_atau_satu_kesepakatan_sama_banyak_kuerinya(self):
        def isi(banyak: int) -> None:
            for _ in range(banyak):
                induk = self.buat(terbit=True)
                self.buat(induk=induk, jenis="pks", terbit=True)

        isi(1)
        url = reverse("replikasi:kesepakatan-daftar")
        self.client.get(url)
        with self.assertNumQueries(5):
            self.client.get(url)
        isi(10)
        with self.assertNumQueries(5):
            jawaban = self.client.get(url)
        self.assertEqual(len(jawaban.context["hal"].object_list), 11)
        self.assertEqual(self.client.get(url, {"keadaan": "'", "wilayah": "zz", "halaman": "x"}).status_code, 200)


class KewajibanDanBukti(DuniaJanji):
    def setUp(self):
        self.satu = self.buat(terbit=True)
        self.masuk(self.fajar)
        self.kirim("pihak-baru", self.satu.pk, lembaga="Diskominfo Lima Puluh Kota", jenis_lembaga="opd", peran="pihak")
        self.kirim("butir-baru", self.satu.pk, nomor="1", teks="Meningkatkan kapasitas operator.")
        self.wajib = Kewajiban.objects.get()

    def test_butir_baru_langsung_menjadi_kewajiban(self):
        self.assertEqual((self.wajib.judul, self.wajib.keadaan), ("Meningkatkan kapasitas operator.", "belum"))
        self.kirim("butir-baru", self.satu.pk, nomor="1", teks="Meningkatkan kapasitas operator.")
        self.assertEqual(Kewajiban.objects.count(), 1)
        self.assertContains(
            self.kirim("butir-baru", self.satu.pk, nomor="1", teks="Lain"), "sudah ada", status_code=422
        )

    def test_pemegang_dikabari_lalu_mencatat_bukti_dan_menyelesaikan(self):
        pihak = self.satu.pihak.get()
        self.kirim(
            "kewajiban-ubah", self.wajib.pk, judul="Bimtek operator", pihak=pihak.pk, pemegang=self.budi.pk,
            tempo="2026-12-31", kunci=str(uuid.uuid4()),
        )  # fmt: skip
        self.assertEqual(Kabar.objects.filter(penerima=self.budi, jenis="replikasi_kewajiban").count(), 1)
        self.masuk(self.budi)
        kosong = self.kirim("kewajiban-kerja", self.wajib.pk, keadaan="selesai", catatan="", kunci=str(uuid.uuid4()))
        self.assertContains(kosong, "Sebutkan buktinya", status_code=422)
        data = {
            "keadaan": "selesai",
            "catatan": "Kelas bimtek angkatan 3",
            "tautan": "/pelatihan/",
            "kunci": str(uuid.uuid4()),
        }
        for _ in range(2):
            self.assertRedirects(self.kirim("kewajiban-kerja", self.wajib.pk, **data), self.satu.get_absolute_url())
        self.wajib.refresh_from_db()
        self.assertEqual((self.wajib.keadaan, BuktiKewajiban.objects.count()), ("selesai", 1))
        self.client.logout()
        self.assertContains(self.client.get(self.satu.get_absolute_url()), "Kelas bimtek angkatan 3")

    def test_tautan_bukti_yang_berbahaya_ditolak(self):
        for tautan in ("javascript:alert(1)", "//jahat.example", "/\\jahat.example", "data:text/html,x"):
            with self.subTest(tautan):
                jawaban = self.kirim(
                    "kewajiban-kerja",
                    self.wajib.pk,
                    keadaan="berjalan",
                    catatan="x",
                    tautan=tautan,
                    kunci=str(uuid.uuid4()),
                )
                self.assertEqual(jawaban.status_code, 422)

    def test_yang_bukan_pemegang_dan_bukan_manajer_tidak_dapat_mengerjakan(self):
        for orang in (self.budi, self.ani, self.gita, self.eko):
            self.masuk(orang)
            self.assertEqual(
                self.client.get(reverse("replikasi:kewajiban-kerja", args=[self.wajib.pk])).status_code, 404
            )
            self.assertEqual(self.client.get(reverse("replikasi:butir-baru", args=[self.satu.pk])).status_code, 404)

    def test_pihak_dikeluarkan_dan_jejaknya_tinggal(self):
        pihak = self.satu.pihak.get()
        self.kirim("pihak-hapus", pihak.pk)
        self.assertFalse(self.satu.pihak.exists())
        self.assertTrue(JejakJanji.objects.filter(tindakan__startswith="Pihak dikeluarkan").exists())


class YangPribadi(DuniaJanji):
    def setUp(self):
        self.satu = self.buat(terbit=True)
        self.masuk(self.fajar)
        berkas = SimpleUploadedFile("naskah.pdf", PDF, "application/pdf")
        self.client.post(reverse("replikasi:kesepakatan-berkas-baru", args=[self.satu.pk]), {"berkas": berkas})

    def test_naskah_hanya_diunduh_oleh_yang_bertugas_di_wilayahnya(self):
        berkas = BerkasKesepakatan.objects.get()
        jawaban = self.client.get(berkas.get_absolute_url())
        self.assertEqual(b"".join(jawaban.streaming_content), PDF)
        self.assertIn("attachment", jawaban["Content-Disposition"])
        self.assertEqual(jawaban["X-Content-Type-Options"], "nosniff")
        for orang, status in ((self.gita, 200), (self.budi, 200), (self.ani, 404), (self.eko, 404)):
            self.masuk(orang)
            self.assertEqual(self.client.get(berkas.get_absolute_url()).status_code, status, orang)
            self.assertEqual(b"naskah.pdf" in self.client.get(self.satu.get_absolute_url()).content, status == 200)
        self.client.logout()
        self.assertNotContains(self.client.get(self.satu.get_absolute_url()), "naskah.pdf")

    def test_yang_belum_terbit_tidak_ada_bagi_orang_luar(self):
        rahasia = self.buat(judul="Rancangan rahasia")
        for orang in (self.eko, self.ani, None):
            if orang:
                self.masuk(orang)
            else:
                self.client.logout()
            self.assertEqual(self.client.get(rahasia.get_absolute_url()).status_code, 404)
            self.assertEqual(
                self.client.get(reverse("replikasi:kesepakatan-cetak", args=[rahasia.pk])).status_code, 404
            )
            self.assertNotContains(self.client.get(reverse("replikasi:kesepakatan-daftar")), "Rancangan rahasia")

    def test_turunan_yang_belum_terbit_tidak_bocor_lewat_induknya(self):
        self.buat(judul="PKS rahasia", induk=self.satu, jenis="pks")
        self.assertContains(self.client.get(self.satu.get_absolute_url()), "PKS rahasia")
        self.client.logout()
        for url in (self.satu.get_absolute_url(), reverse("replikasi:kesepakatan-daftar"), "/replikasi/13.07/"):
            self.assertNotContains(self.client.get(url), "PKS rahasia")

    def test_ruang_bersama_dibuka_sekali_dan_namanya_tidak_menyebut_judul(self):
        for _ in range(2):
            self.kirim("kesepakatan-ruang", self.satu.pk)
        self.satu.refresh_from_db()
        simpul = Simpul.objects.get(jenis="kelompok")
        self.assertEqual(self.satu.simpul, simpul)
        self.assertNotIn(self.satu.judul, simpul.nama)
        self.assertTrue(simpul.boleh_dibaca(oleh=self.fajar))
        self.assertFalse(simpul.boleh_dibaca(oleh=self.eko))
        self.assertEqual(buat_ruang_bersama(kesepakatan=self.satu, oleh=self.fajar), simpul)


class PengingatMasa(DuniaJanji):
    def setUp(self):
        self.hari = date(2026, 11, 22)
        self.satu = self.buat(tahap="ditandatangani", tanggal=date(2025, 11, 23), bulan=15)  # sampai 22-02-2027

    def jalan(self, hari: date) -> int:
        return ingatkan_kesepakatan(pada=hari)

    def test_tiap_ambang_sekali_walau_pekerja_berjalan_berkali_kali(self):
        self.assertEqual(self.satu.akhir, date(2027, 2, 22))
        for sisa in (92, 91, 90, 90, 89, 61, 60, 59, 30, 29, 7, 7, 6, 0, -1):
            self.jalan(self.satu.akhir - timedelta(days=sisa))
        self.assertEqual(
            sorted(PengingatTerkirim.objects.values_list("ambang", "terlambat")),
            [(7, False), (30, False), (60, False), (90, False)],
        )
        self.assertEqual(Kabar.objects.filter(penerima=self.fajar, jenis="replikasi_pengingat").count(), 4)
        self.assertFalse(Kabar.objects.filter(penerima=self.hadi, jenis="replikasi_pengingat").exists())

    def test_yang_terlewat_dikirim_terlambat_dengan_satu_kabar(self):
        self.jalan(self.satu.akhir - timedelta(days=50))
        self.assertEqual(sorted(PengingatTerkirim.objects.values_list("ambang", "terlambat")), [(60, True), (90, True)])
        kabar = Kabar.objects.get(penerima=self.fajar, jenis="replikasi_pengingat")
        self.assertIn("tinggal 50 hari", kabar.judul)

    def test_masa_yang_diperpanjang_punya_pengingatnya_sendiri(self):
        self.jalan(self.satu.akhir - timedelta(days=7))
        self.satu.bulan = 27
        self.satu.save()
        self.assertEqual(self.jalan(self.satu.akhir - timedelta(days=90)), 1)

    def test_tanpa_masa_dan_yang_batal_tidak_diingatkan(self):
        self.satu.bulan = None
        self.satu.save()
        self.buat(tahap="batal", tanggal=date(2025, 11, 23), bulan=15)
        self.assertEqual(self.jalan(date(2027, 2, 15)), 0)


class PertemuanDanKunjungan(DuniaJanji):
    def data(self, **ubah) -> dict:
        return {
            "jenis": "kunjungan", "judul": "Studi banding", "tanggal": "2026-11-20", "cara": "luring", "wilayah": "13.07",
            "tuan_rumah": "13.07.04.2001", "hadir": "Rina; Kabid; Diskominfo\nTono", "kunci": str(uuid.uuid4()),
        } | ubah  # fmt: skip

    def test_kunjungan_dicatat_dengan_yang_hadir_dan_tindak_lanjutnya(self):
        self.masuk(self.fajar)
        data = self.data(terbit="on")
        for _ in range(2):
            self.kirim("pertemuan-baru", **data)
        satu = Pertemuan.objects.get()
        self.assertEqual(satu.hadir[0], {"nama": "Rina", "jabatan": "Kabid", "lembaga": "Diskominfo"})
        self.kirim(
            "tindak-baru", satu.pk, teks="Perkenalkan ke semua nagari", keadaan="rencana", kunci=str(uuid.uuid4())
        )
        self.client.logout()
        jawaban = self.client.get(satu.get_absolute_url())
        for teks in ("Rina", "Kabid, Diskominfo", "Perkenalkan ke semua nagari", "Tj. Haro Sikabu-kabu Pd. Panjang"):
            self.assertContains(jawaban, teks)

    def test_kunjungan_tanpa_tuan_rumah_diminta_melengkapi(self):
        self.masuk(self.fajar)
        self.assertContains(
            self.kirim("pertemuan-baru", **self.data(tuan_rumah="")), "desa yang dikunjungi", status_code=422
        )

    def test_tindak_lanjut_hanya_diubah_manajernya(self):
        satu = Pertemuan.objects.create(judul="Rapat", tanggal=hari_ini(), wilayah=self.wilayah["13.07"], terbit=True)
        tindak = satu.tindak_lanjut.create(teks="Kirim surat")
        for orang in (self.eko, self.budi, self.gita):
            self.masuk(orang)
            self.assertEqual(self.client.get(reverse("replikasi:tindak-ubah", args=[tindak.pk])).status_code, 404)
        self.masuk(self.fajar)
        self.kirim(
            "tindak-ubah", tindak.pk, teks="Kirim surat", keadaan="selesai", hasil="Terkirim", kunci=str(uuid.uuid4())
        )
        tindak.refresh_from_db()
        self.assertEqual(tindak.keadaan, "selesai")
