"""Terapkan di nagari ini: tugas bertanggal dari edisi yang dipegang, edisi baru ditanyakan, jeda menggeser tenggat."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as UjiSifat

from pusat_bantuan.models import HariLibur
from pusat_bantuan.models.kalender import segarkan_versi
from replikasi.bibit import HARI_KERJA
from replikasi.hari_kerja import hari_kerja_ke, kalender_desa
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.edisi_buku import edisi_terbaru, terbitkan_edisi
from replikasi.layanan.klaim import putuskan_klaim
from replikasi.layanan.rencana import akhiri_jeda, atur_tugas, butir_edisi, catat_jeda, jawab_edisi, terapkan
from replikasi.models import AnggotaTim, EdisiBuku, LangkahPage, RencanaKerja, Tugas

from .dunia import SULIKI, DuniaReplikasi, klaim

SENIN = date(2026, 3, 2)


class DuniaRencana(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.buku = terbitkan_buku()
        cls.rencana = terapkan(penerapan=cls.penerapan, oleh=cls.ani, mulai=SENIN)

    def tugas(self, slug: str) -> Tugas:
        return self.rencana.tugas.select_related("langkah").get(tonggak__slug=slug)

    def langkah(self, slug: str) -> LangkahPage:
        return LangkahPage.objects.get(tonggak__slug=slug)


class TerapkanDiNagari(DuniaRencana):
    def test_satu_tugas_per_langkah_bertanggal_hari_kerja(self):
        self.assertEqual(self.rencana.tugas.count(), 34)
        # Hari kerja ke-5 sejak Senin 2 Maret 2026 ialah Jumat 6 Maret; ke-6 Senin berikutnya.
        self.assertEqual(self.tugas("komitmen-pimpinan").tenggat, date(2026, 3, 6))
        kalender = kalender_desa(SULIKI)
        for satu in self.rencana.tugas.all():
            self.assertTrue(kalender.jendela(satu.tenggat), f"{satu} jatuh pada hari tutup")

    def test_menerapkan_dua_kali_membuat_satu_rencana(self):
        self.assertEqual(terapkan(penerapan=self.penerapan, oleh=self.fajar), self.rencana)
        self.assertEqual((RencanaKerja.objects.count(), Tugas.objects.count()), (1, 34))

    def test_hari_libur_desa_menggeser_tenggat(self):
        HariLibur.objects.create(
            tanggal=date(2026, 3, 4), nama="Libur nagari", wilayah=self.wilayah[SULIKI], sumber="SK", berlaku=True
        )
        segarkan_versi()
        tanggal = hari_kerja_ke(kalender_desa(SULIKI), SENIN, [5])
        self.assertEqual(tanggal, {5: date(2026, 3, 9)})
        lain = hari_kerja_ke(kalender_desa("17.03.01.2001"), SENIN, [5])
        self.assertEqual(lain, {5: date(2026, 3, 6)})

    def test_tanpa_edisi_ditolak_dengan_kalimat(self):
        RencanaKerja.objects.all().delete()
        EdisiBuku.objects.all().delete()
        with self.assertRaisesMessage(ValidationError, "belum punya edisi"):
            terapkan(penerapan=self.penerapan, oleh=self.ani)

    def test_jeda_menggeser_yang_belum_diklaim_saja(self):
        klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        sendiri = self.tugas("sasaran")
        atur_tugas(tugas=sendiri, oleh=self.ani, tenggat=date(2026, 4, 1), pemilik=None)
        dulu = self.tugas("penilaian-awal").tenggat
        jeda = catat_jeda(
            rencana=self.rencana, oleh=self.budi, mulai=date(2026, 3, 9), selesai=date(2026, 3, 13), alasan="Pilwana"
        )
        self.assertEqual(self.tugas("komitmen-pimpinan").tenggat, date(2026, 3, 6))
        self.assertEqual(self.tugas("sasaran").tenggat, date(2026, 4, 1))
        self.assertGreater(self.tugas("penilaian-awal").tenggat, dulu)
        akhiri_jeda(jeda=jeda, oleh=self.budi, pada=date(2026, 3, 9))
        self.assertEqual(self.tugas("penilaian-awal").tenggat, hari_kerja_ke(
            kalender_desa(SULIKI), SENIN, [15], [(date(2026, 3, 9), date(2026, 3, 9))])[15])  # fmt: skip
        self.assertEqual(self.rencana.jejak.filter(teks__contains="Pilwana").count(), 1)

    def test_pemilik_tugas_hanya_anggota_tim_desa_sendiri(self):
        lain = AnggotaTim.objects.create(wilayah=self.wilayah["17.03.01.2001"], nama="Orang lain", peran="ketua")
        with self.assertRaises(ValidationError):
            atur_tugas(tugas=self.tugas("sasaran"), oleh=self.ani, tenggat=SENIN, pemilik=lain)


class EdisiBaruDitanyakan(DuniaRencana):
    def setUp(self) -> None:
        putuskan_klaim(klaim=klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani), oleh=self.budi, diterima=True)
        for slug in ("komitmen-pimpinan", "sasaran"):
            satu = self.langkah(slug)
            satu.tindakan, satu.hari_kerja = "Diperjelas.", 45
            satu.save()
        self.langkah("studi-banding").unpublish()
        self.baru = terbitkan_edisi(nama="Edisi kedua", oleh=self.hadi)

    def test_menerbitkan_tanpa_perubahan_tidak_membuat_edisi(self):
        self.assertEqual(self.baru.nomor, 2)
        self.assertEqual(terbitkan_edisi(nama="Sama saja", oleh=self.hadi), self.baru)

    def test_yang_selesai_tidak_ditanya_dan_tidak_berubah(self):
        butir = {satu[1].tonggak.slug: satu[0] for satu in butir_edisi(self.rencana, self.baru)}
        self.assertEqual(butir, {"sasaran": "ubah", "studi-banding": "cabut"})
        self.assertEqual(self.tugas("komitmen-pimpinan").langkah.edisi.nomor, 1)
        self.assertEqual(self.tugas("sasaran").langkah.edisi.nomor, 1)  # belum dijawab: tidak ada yang ditulis ulang

    def test_desa_menjawab_per_butir_yang_dicabut_ditandai_bukan_dihapus(self):
        nomor = {slug: self.tugas(slug).tonggak_id for slug in ("sasaran", "studi-banding")}
        dulu = self.tugas("sasaran").tenggat
        jawab_edisi(rencana=self.rencana, edisi=self.baru, jawaban={nomor["sasaran"]: True}, oleh=self.ani)
        self.rencana.refresh_from_db()
        self.assertEqual(self.rencana.edisi.nomor, 1)
        self.assertEqual(self.tugas("sasaran").langkah.tindakan, "Diperjelas.")
        self.assertGreater(self.tugas("sasaran").tenggat, dulu)
        jawab_edisi(rencana=self.rencana, edisi=self.baru, jawaban={nomor["studi-banding"]: True}, oleh=self.ani)
        self.rencana.refresh_from_db()
        self.assertEqual((self.rencana.edisi, self.tugas("studi-banding").dicabut_di), (self.baru, self.baru))
        self.assertEqual(self.rencana.tugas.count(), 34)
        self.assertEqual(jawab_edisi(rencana=self.rencana, edisi=self.baru, jawaban=nomor, oleh=self.ani), [])

    def test_yang_memilih_tetap_tidak_berubah(self):
        jawaban = {satu[1].tonggak_id: False for satu in butir_edisi(self.rencana, self.baru)}
        jawab_edisi(rencana=self.rencana, edisi=self.baru, jawaban=jawaban, oleh=self.ani)
        self.assertEqual(self.tugas("sasaran").langkah.edisi.nomor, 1)
        self.assertIsNone(self.tugas("studi-banding").dicabut_di)
        self.assertEqual(edisi_terbaru(), self.baru)


class SifatHariKerja(UjiSifat):
    @given(
        st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.lists(st.integers(1, 260), min_size=1, max_size=8),
        st.lists(st.tuples(st.integers(0, 200), st.integers(0, 20)), max_size=3),
    )  # fmt: skip
    def test_urut_hari_buka_dan_di_luar_jeda(self, mulai, banyak, mentah):
        kalender = kalender_desa(SULIKI)
        jeda = [(mulai + timedelta(days=a), mulai + timedelta(days=a + n)) for a, n in mentah]
        hasil = hari_kerja_ke(kalender, mulai, banyak, jeda)
        self.assertEqual(set(hasil), set(banyak))
        urut = [hasil[n] for n in sorted(hasil)]
        self.assertEqual(urut, sorted(set(urut)))
        for hari in urut:
            self.assertTrue(hari >= mulai and kalender.jendela(hari))
            self.assertFalse(any(a <= hari <= b for a, b in jeda))
        self.assertLessEqual(max(HARI_KERJA.values()), 260)
