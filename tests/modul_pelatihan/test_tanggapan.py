"""Jelas atau belum, catatan pribadi, lanjut dari balok terakhir, istilah dan tonggak di dalam naskah, kata yang dicari."""

from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from laces.components import Component
from wagtail import hooks

from akun.models import Kabar
from modul_pelatihan.layanan import catat_nihil
from modul_pelatihan.models import CatatanBelajar, Istilah, KataNihil, KemajuanPelajaran, Kuis, SuaraPelajaran
from tests.tokoh import DuniaUji

from .kelas import buat_modul, buat_pelajaran


class Tanggapan(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.modul = buat_modul("M01", pemilik=cls.dewi)
        cls.istilah = Istilah.objects.create(istilah="APBDes", arti="Rencana keuangan {sebutan}.", padanan="anggaran")
        cls.kuis = Kuis.objects.create(slug="latihan-satu", judul="Latihan satu")
        cls.halaman = buat_pelajaran(
            cls.modul, "Surat",
            isi=[("teks", "<p>Satu.</p>"), ("istilah", cls.istilah), ("teks", "<p>Dua.</p>"), ("tonggak", {"slug": "t-1"}),
                 ("kuis", cls.kuis)],
        )  # fmt: skip
        cls.halaman.save_revision(user=cls.dewi).publish()
        cls.halaman.refresh_from_db()

    def setUp(self):
        cache.clear()

    def alamat(self, nama):
        return reverse(f"modul_pelatihan:{nama}", args=[self.halaman.uuid])

    # --- suara ------------------------------------------------------------------------------------------------------
    def test_tamu_memberi_satu_suara_per_revisi_dan_boleh_menggantinya(self):
        self.assertContains(self.client.get(self.alamat("suara") + "?jawab=belum"), "Apakah pelajaran ini jelas?")
        for jawab in ("belum", "ya", "ya"):
            self.assertRedirects(self.client.post(self.alamat("suara"), {"jelas": jawab}), self.halaman.url)
        suara = SuaraPelajaran.objects.get()
        self.assertEqual((suara.jelas, suara.revisi, suara.orang), (True, self.halaman.live_revision_id, None))
        self.assertEqual(len(suara.tanda), 32)

    def test_naskah_yang_diperbaiki_dinilai_dari_nol(self):
        self.masuk(self.ani)
        self.client.post(self.alamat("suara"), {"jelas": "belum", "kurang": "Langkah 2 membingungkan."})
        self.assertContains(self.client.get(self.halaman.url), "Anda menjawab: belum jelas")
        self.assertEqual(Kabar.objects.get(penerima=self.dewi).isi, "Langkah 2 membingungkan.")
        self.halaman.save_revision().publish()
        self.assertNotContains(self.client.get(self.halaman.url), "Anda menjawab")
        self.client.post(self.alamat("suara"), {"jelas": "ya"})
        self.assertEqual(SuaraPelajaran.objects.count(), 2)

    def test_suara_dibatasi_lajunya_panjangnya_dan_tidak_ada_jalan_menurut_nomor_baris(self):
        self.assertEqual(
            self.client.post(self.alamat("suara"), {"jelas": "belum", "kurang": "x" * 501}).status_code, 422
        )
        self.assertEqual(self.client.post(self.alamat("suara"), {"jelas": "mungkin"}).status_code, 422)
        with override_settings(BATAS_LAJU={"suara_pelajaran": "2/m/ip"}):
            cache.clear()
            kode = [self.client.post(self.alamat("suara"), {"jelas": "ya"}).status_code for _ in range(3)]
        self.assertEqual(kode, [302, 302, 429])

    # --- catatan ----------------------------------------------------------------------------------------------------
    def test_catatan_hanya_milik_penulisnya_dan_ikut_ke_perangkat_lain(self):
        self.masuk(self.ani)
        self.client.post(self.alamat("catatan"), {"isi": "Tanya Bu Wali soal kop."})
        self.assertContains(self.client.get(self.halaman.url), "Tanya Bu Wali soal kop.")
        self.assertContains(self.client.get("/pelatihan/saya/catatan/"), "Tanya Bu Wali soal kop.")
        self.masuk(self.dewi)
        self.assertNotContains(self.client.get(self.halaman.url), "Bu Wali")
        self.assertContains(self.client.get("/pelatihan/saya/catatan/"), "Belum ada catatan")
        self.masuk(self.ani)
        self.client.post(self.alamat("catatan"), {"isi": "x" * 4001})
        self.assertEqual(CatatanBelajar.objects.get().isi, "Tanya Bu Wali soal kop.")
        self.client.post(self.alamat("catatan"), {"isi": "  "})
        self.assertFalse(CatatanBelajar.objects.exists())

    # --- lanjut dari sini -------------------------------------------------------------------------------------------
    def test_lanjut_dari_balok_terakhir_di_perangkat_lain(self):
        self.masuk(self.ani)
        balok = self.halaman.isi[2].id
        self.assertEqual(self.client.post(self.alamat("sampai"), {"balok": balok}).status_code, 204)
        self.assertContains(self.client.get(self.halaman.url), f'href="#{balok}"')
        self.assertContains(self.client.get("/pelatihan/saya/"), f"{self.halaman.url}#{balok}")
        for aneh in ("bukan-balok", "", "x" * 5000, "\x00"):
            self.assertEqual(self.client.post(self.alamat("sampai"), {"balok": aneh}).status_code, 400)
        self.assertEqual(KemajuanPelajaran.objects.get().balok, balok)

    # --- balok ------------------------------------------------------------------------------------------------------
    def test_istilah_satu_tempat_untuk_semua_naskah(self):
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.halaman.url), "Rencana keuangan nagari.")
        self.assertContains(self.client.get("/pelatihan/istilah/"), "Rencana keuangan nagari.")
        Istilah.objects.update(live=False)
        self.assertNotContains(self.client.get(self.halaman.url), "Rencana keuangan")
        self.assertContains(self.client.get("/pelatihan/istilah/"), "Daftar istilah sedang disusun")

    def test_tonggak_diisi_kamar_di_atas_dan_tidak_rusak_tanpanya(self):
        class Keadaan(Component):
            def render_html(self, parent_context=None):
                return "<p>Terverifikasi di Suliki</p>"

        with hooks.register_temporarily("panel_tonggak", lambda slug, request: Keadaan() if slug == "t-1" else None):
            self.assertContains(self.client.get(self.halaman.url), "Terverifikasi di Suliki")
        self.assertContains(self.client.get(self.halaman.url), "belum ada di buku panduan")

    def test_kuis_tampil_selama_boleh_dikerjakan(self):
        self.assertContains(self.client.get(self.halaman.url), "Latihan satu")
        Kuis.objects.update(aktif=False)
        self.assertNotContains(self.client.get(self.halaman.url), "Latihan satu")

    # --- kata tanpa hasil -------------------------------------------------------------------------------------------
    def test_pencarian_tanpa_hasil_dihitung_tanpa_data_pribadi(self):
        for _ in range(2):
            self.client.get("/cari/", {"q": "Zzqqx  wwvvk"})
        self.assertEqual(KataNihil.objects.get().jumlah, 2)
        for kata in ("13", "1307044505900001", "NIK 1307044505900001", "ab", ""):
            catat_nihil(kata)
        self.assertEqual(KataNihil.objects.count(), 1)
