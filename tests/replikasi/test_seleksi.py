"""Seleksi percontohan: nilai dengan selang, gerbang, seri, kekokohan, dan keputusan yang tidak pernah berubah."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from akun.models import Kabar
from replikasi import rumus
from replikasi.bacaan.seleksi import tabel_nilai
from replikasi.bibit import KRITERIA
from replikasi.forms_seleksi import FormMandiri
from replikasi.kalender import hari_ini
from replikasi.layanan.kriteria import IsiKriteria, isi_edisi, kriteria_terbaru, tetapkan_kriteria
from replikasi.layanan.program import mulai_penerapan, ubah_bobot
from replikasi.layanan.putusan import IsiPutusan, putuskan_seleksi
from replikasi.layanan.seleksi import (
    IsiNilai,
    NilaiPeriksa,
    daftarkan_calon,
    isi_mandiri,
    kembalikan_calon,
    mundurkan_calon,
    periksa_calon,
    tutup_panggilan,
)
from replikasi.models import Calon, EdisiKriteria, Kriteria, Program, Seleksi
from tests.tokoh import DuniaUji

from .dunia import program_bawaan
from .seleksi import buat_calon, buat_panggilan, putuskan

KURAI, SULIKI, HARO = "13.07.01.2001", "13.07.01.2004", "13.07.04.2001"
skala = st.one_of(st.none(), st.integers(0, 4))


class Sifat(SimpleTestCase):
    @given(st.lists(st.tuples(st.integers(1, 100), skala), min_size=1, max_size=8))
    def test_selang_selalu_memuat_nilai(self, isi):
        bobot = {str(n): berat for n, (berat, _) in enumerate(isi)}
        skor = {str(n): nilai for n, (_, nilai) in enumerate(isi)}
        hasil = rumus.readiness(bobot=bobot, skor=skor)
        self.assertLessEqual(0, hasil.rendah)
        self.assertLessEqual(hasil.tinggi, 100)
        self.assertLessEqual(hasil.rendah, hasil.tinggi)
        if hasil.nilai is not None:
            self.assertTrue(hasil.rendah <= hasil.nilai <= hasil.tinggi)
        self.assertEqual(hasil.rendah == hasil.tinggi, None not in skor.values())

    @given(st.lists(st.integers(1, 60), min_size=2, max_size=6), st.data())
    def test_kepekaan_memakai_2k_jalan_dan_tepat_n_yang_teratas_setiap_kali(self, bobot, data):
        calon = [f"C{n}" for n in range(data.draw(st.integers(1, 5)))]
        angka = st.lists(st.integers(0, 100), min_size=len(bobot), max_size=len(bobot))
        skor = {kode: data.draw(angka) for kode in calon}
        n = data.draw(st.integers(1, 4))
        hasil = rumus.sensitivity(bobot=bobot, skor=skor, n=n)
        self.assertEqual(hasil.jalan, 2 * len(bobot))
        self.assertEqual(sum(hasil.bagian.values()), 100 * min(n, len(calon)))

    def test_kepekaan_tanpa_isian_dinormalkan_seperti_kesiapan(self):
        skor = {"A": [80, None], "B": [60, 100]}
        hasil = rumus.sensitivity(bobot=[50, 50], skor=skor, n=1)
        self.assertEqual(hasil.dasar, {"A": 80, "B": 80})
        with self.assertRaises(ValueError):
            rumus.sensitivity(bobot=[50, 50], skor={"A": [None, None]}, n=1)

    @given(st.permutations("ABCDEF"), st.sets(st.sampled_from("ABCDEF")), st.integers(1, 6))
    def test_menyimpang_persis_beda_antara_pilihan_dan_n_teratas(self, urut, dipilih, n):
        simpang = rumus.menyimpang(urut, dipilih, n)
        self.assertEqual(set(simpang), set(urut[:n]) ^ dipilih)

    def test_bobot_kriteria_bawaan_seratus_dan_hanya_kepemimpinan_bergerbang(self):
        self.assertEqual(sum(satu[2] for satu in KRITERIA), 100)
        self.assertEqual([satu[0] for satu in KRITERIA if satu[3]], ["kepemimpinan"])
        self.assertTrue(all(len(satu[5]) == 5 for satu in KRITERIA))


class DuniaSeleksi(DuniaUji):
    databases = "__all__"

    def setUp(self):
        self.panggilan = buat_panggilan(self)


class Kriterianya(DuniaSeleksi):
    def isi(self, *bobot: int) -> list[IsiKriteria]:
        return [IsiKriteria(f"k{n}", f"Kriteria {n}", b) for n, b in enumerate(bobot)]

    def test_bobot_harus_seratus_dan_kode_tidak_kembar(self):
        program = program_bawaan()
        for isi in (self.isi(50, 49), self.isi(101), [*self.isi(100), IsiKriteria("k0", "x", 0)]):
            with self.assertRaises(ValidationError):
                tetapkan_kriteria(program=program, kriteria=isi, oleh=self.hadi)
        with self.assertRaises(ValidationError):
            kembar = [IsiKriteria("a", "x", 50), IsiKriteria("a", "y", 50)]
            tetapkan_kriteria(program=program, kriteria=kembar, oleh=self.hadi)

    def test_edisi_baru_tidak_mengubah_panggilan_yang_berjalan(self):
        lama = self.panggilan.edisi
        baru = tetapkan_kriteria(program=program_bawaan(), kriteria=self.isi(60, 40), oleh=self.hadi)
        self.assertEqual((lama.nomor, baru.nomor), (1, 2))
        self.panggilan.refresh_from_db()
        self.assertEqual(self.panggilan.edisi, lama)
        self.assertEqual(buat_panggilan(self).edisi, baru)
        lagi = tetapkan_kriteria(program=program_bawaan(), kriteria=self.isi(60, 40), oleh=self.hadi)
        self.assertEqual(lagi, baru)
        self.assertEqual(sum(satu.bobot for satu in isi_edisi(baru)), 100)

    def test_edisi_dan_kriteria_tidak_dapat_diubah_atau_dihapus(self):
        satu = self.panggilan.edisi.kriteria.first()
        satu.bobot = 99
        for perbuatan in (
            satu.save, satu.delete, Kriteria.objects.all().delete, self.panggilan.edisi.delete,
            lambda: Kriteria.objects.update(bobot=1), lambda: EdisiKriteria.objects.update(nomor=9),
        ):  # fmt: skip
            with self.assertRaises(TypeError):
                perbuatan()

    def test_program_daerah_memakai_tahap_dan_kriteria_acuannya_tetapi_bobotnya_sendiri(self):
        acuan = program_bawaan()
        daerah = Program.objects.create(
            slug="lima-puluh-kota", nama="Percontohan Lima Puluh Kota", wilayah=self.wilayah["13.07"], acuan=acuan
        )
        self.assertEqual(kriteria_terbaru(daerah), kriteria_terbaru(acuan))
        self.assertEqual(daerah.bobot_terbaru(), acuan.bobot_terbaru())
        bobot = dict.fromkeys(range(1, 11), 10)
        edisi = ubah_bobot(program=daerah, bobot=bobot, catatan="Sama rata")
        penerapan = mulai_penerapan(program=daerah, wilayah=self.wilayah[SULIKI], oleh=self.fajar)
        self.assertEqual((penerapan.program, penerapan.edisi), (acuan, edisi))
        self.assertEqual(list(daerah.daftar_penerapan()), [penerapan])
        self.assertTrue(daerah.boleh_diatur(oleh=self.fajar))
        self.assertFalse(acuan.boleh_diatur(oleh=self.fajar))


class Penilaiannya(DuniaSeleksi):
    def test_nilai_selang_cakupan_dan_gerbang_seperti_contoh_t06(self):
        buat_calon(self, self.panggilan, SULIKI, [4, 3, 2, None, 3])
        (satu,) = tabel_nilai(self.panggilan).layak
        self.assertEqual((satu.nilai, satu.rendah, satu.tinggi), (Decimal("77.9"), Decimal("66.3"), Decimal("81.3")))
        self.assertEqual((satu.cakupan, satu.hasil.cakupan), (85, Fraction(17, 20)))

    def test_gerbang_tidak_dapat_ditutup_jumlah(self):
        buat_calon(self, self.panggilan, SULIKI, [1, 4, 4, 4, 4])
        tabel = tabel_nilai(self.panggilan)
        self.assertEqual(tabel.layak, [])
        self.assertIn("gerbang komitmen kepemimpinan bernilai 1, paling sedikit 2", tabel.belum[0].sebab_tidak_layak)

    def test_cakupan_kurang_tidak_bernilai_sama_sekali(self):
        buat_calon(self, self.panggilan, SULIKI, [4, 4, None, None, None])
        (satu,) = tabel_nilai(self.panggilan).belum
        self.assertIsNone(satu.nilai)
        self.assertEqual((satu.rendah, satu.tinggi), (50, 100))

    def test_seri_diputus_komitmen_lalu_cakupan_lalu_kode(self):
        buat_calon(self, self.panggilan, KURAI, [2, 4, 2, 3, 3])
        buat_calon(self, self.panggilan, SULIKI, [2, 4, 2, 3, 3])
        buat_calon(self, self.panggilan, HARO, [4, 1, 2, 3, 3])
        tabel = tabel_nilai(self.panggilan)
        self.assertEqual(tabel.urutan, [HARO, KURAI, SULIKI])
        self.assertIn("komitmennya lebih tinggi", tabel.layak[0].seri)
        self.assertIn("menurut kode", tabel.layak[1].seri)
        self.assertEqual(tabel.jalan, 10)
        self.assertTrue(tabel.layak[0].kokoh or tabel.layak[0].bagian_kokoh < 80)

    def test_yang_dihitung_nilai_pemeriksa_bukan_isian_desa(self):
        calon = buat_calon(self, self.panggilan, SULIKI, [4, 4, 4, 4, 4], periksa=False)
        self.assertIsNone(tabel_nilai(self.panggilan).belum[0].nilai)
        kriteria = list(self.panggilan.edisi.kriteria.all())
        nilai = {k.pk: NilaiPeriksa(2, "Buktinya baru surat.") for k in kriteria}
        periksa_calon(calon=calon, nilai=nilai, oleh=self.fajar)
        (satu,) = tabel_nilai(self.panggilan).layak
        self.assertEqual((satu.nilai, satu.sel[0].mandiri), (50, 4))

    def test_kuerinya_tetap_berapa_pun_calonnya(self):
        for kode in (KURAI, SULIKI, HARO):
            buat_calon(self, self.panggilan, kode, [3, 3, 3, 3, 3])
            self.panggilan.refresh_from_db()
            with self.assertNumQueries(4):
                tabel_nilai(self.panggilan)


class Mencalonkan(DuniaSeleksi):
    def kriteria(self) -> list[int]:
        return [satu.pk for satu in self.panggilan.edisi.kriteria.all()]

    def test_operator_mengisi_lalu_pegiat_memeriksa(self):
        calon = daftarkan_calon(panggilan=self.panggilan, wilayah=self.wilayah[SULIKI], oleh=self.ani)
        isian = {pk: IsiNilai(3, "Surat No. 1/2026") for pk in self.kriteria()}
        calon = isi_mandiri(calon=calon, isian=isian, oleh=self.ani, kirim=True)
        self.assertEqual(calon.keadaan, Calon.Keadaan.DIKIRIM)
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, jenis="replikasi_calon").exists())
        self.assertFalse(calon.boleh_diperiksa(oleh=self.ani))
        periksa_calon(calon=calon, nilai={pk: NilaiPeriksa(3) for pk in self.kriteria()}, oleh=self.budi)
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, kunci=f"calon:{calon.pk}:diperiksa").exists())

    def test_yang_mengirim_tidak_memeriksa_kirimannya_sendiri(self):
        calon = buat_calon(self, self.panggilan, SULIKI, [3, 3, 3, 3, 3], periksa=False)
        self.assertFalse(calon.boleh_diperiksa(oleh=self.budi))
        with self.assertRaises(ValidationError):
            periksa_calon(calon=calon, nilai={}, oleh=self.budi)

    def test_tanpa_bukti_atau_tanpa_gerbang_tidak_terkirim(self):
        calon = daftarkan_calon(panggilan=self.panggilan, wilayah=self.wilayah[SULIKI], oleh=self.ani)
        pertama, kedua, *_ = self.kriteria()
        with self.assertRaisesMessage(ValidationError, "wajib dinilai"):
            isi_mandiri(calon=calon, isian={kedua: IsiNilai(2, "ada")}, oleh=self.ani, kirim=True)
        with self.assertRaisesMessage(ValidationError, "Sebutkan bukti"):
            isi_mandiri(calon=calon, isian={pertama: IsiNilai(2)}, oleh=self.ani, kirim=True)
        isi_mandiri(calon=calon, isian={pertama: IsiNilai(2)}, oleh=self.ani, kirim=False)

    def test_beda_dari_isian_desa_perlu_catatan_dan_pengembalian_perlu_alasan(self):
        calon = buat_calon(self, self.panggilan, SULIKI, [3, 3, 3, 3, 3], periksa=False)
        with self.assertRaisesMessage(ValidationError, "berbeda dari isian desa"):
            periksa_calon(calon=calon, nilai={self.kriteria()[0]: NilaiPeriksa(1)}, oleh=self.fajar)
        with self.assertRaises(ValidationError):
            kembalikan_calon(calon=calon, alasan=" ", oleh=self.fajar)
        calon = kembalikan_calon(calon=calon, alasan="Lampirkan surat komitmennya.", oleh=self.fajar)
        self.assertTrue(calon.boleh_diisi(oleh=self.ani))

    def test_orang_luar_dan_kelurahan_tidak_mencalonkan(self):
        for siapa, kode in ((self.eko, SULIKI), (self.eko, "17.03.01.2001"), (self.gita, SULIKI)):
            with self.assertRaises(ValidationError):
                daftarkan_calon(panggilan=self.panggilan, wilayah=self.wilayah[kode], oleh=siapa)
        suliki = self.wilayah[SULIKI]
        suliki.jenis = "kelurahan"
        self.assertFalse(self.panggilan.cocok_unit(suliki))

    def test_panggilan_yang_tutup_tidak_menerima_calon(self):
        tutup = buat_panggilan(self, tutup=hari_ini() - timedelta(days=1))
        with self.assertRaises(ValidationError):
            daftarkan_calon(panggilan=tutup, wilayah=self.wilayah[SULIKI], oleh=self.ani)

    def test_mundur_lalu_mendaftar_lagi_tetap_satu_baris(self):
        calon = daftarkan_calon(panggilan=self.panggilan, wilayah=self.wilayah[SULIKI], oleh=self.ani)
        mundurkan_calon(calon=calon, alasan="Tahun depan saja.", oleh=self.ani)
        self.assertEqual(tabel_nilai(self.panggilan).semua, [])
        lagi = daftarkan_calon(panggilan=self.panggilan, wilayah=self.wilayah[SULIKI], oleh=self.ani)
        self.assertEqual((lagi.pk, lagi.keadaan), (calon.pk, Calon.Keadaan.MENGISI))


class YangSudahDiketahui(DuniaSeleksi):
    def awal(self, panggilan) -> dict:
        calon = daftarkan_calon(panggilan=panggilan, wilayah=self.wilayah[SULIKI], oleh=self.ani)
        form = FormMandiri(calon=calon)
        return {k.kode: (form[f"nilai_{k.pk}"].value(), form[f"bukti_{k.pk}"].value()) for k in form.kriteria}

    def test_yang_tercatat_di_situs_menjadi_isian_awal(self):
        nilai, bukti = self.awal(self.panggilan)["sdm"]
        self.assertIsNone(nilai)
        self.assertIn("1 operator berakun", bukti)

    def test_pencalonan_sebelumnya_dibawa(self):
        lalu = buat_panggilan(self, buka=hari_ini() - timedelta(days=90), tutup=hari_ini() + timedelta(days=1))
        buat_calon(self, lalu, SULIKI, [3, 2, None, 1, 2], periksa=False)
        self.assertEqual(self.awal(self.panggilan)["sdm"], ("2", "Ada berkasnya di kantor."))


class Keputusannya(DuniaSeleksi):
    def setUp(self):
        super().setUp()
        buat_calon(self, self.panggilan, KURAI, [2, 2, 2, 2, 2])
        buat_calon(self, self.panggilan, SULIKI, [4, 4, 4, 4, 4])
        buat_calon(self, self.panggilan, HARO, [1, 4, 4, 4, 4])

    def test_yang_teratas_dipilih_tanpa_alasan(self):
        seleksi = putuskan(self, self.panggilan, SULIKI)
        self.assertEqual([satu["nama"] for satu in seleksi.terpilih], ["Nagari Suliki"])
        self.assertEqual([satu["urutan"] for satu in seleksi.isi["calon"]], [1, 2, None])
        self.assertEqual(seleksi.isi["calon"][0]["tepat"]["nilai"], "100/1")
        self.assertTrue(seleksi.utuh)

    def test_menyimpang_perlu_alasan_bagi_yang_dipilih_dan_yang_dilewati(self):
        with self.assertRaisesMessage(ValidationError, "Nagari Suliki"):
            putuskan(self, self.panggilan, KURAI, alasan={KURAI: "Mewakili dataran tinggi."})
        alasan = {KURAI: "Mewakili dataran tinggi.", SULIKI: "Sudah menjadi percontohan lain."}
        seleksi = putuskan(self, self.panggilan, KURAI, alasan=alasan)
        self.assertEqual({s["kode"]: s["alasan"] for s in seleksi.isi["calon"] if s["menyimpang"]}, alasan)

    def test_yang_tidak_layak_dan_yang_melebihi_kuota_ditolak(self):
        with self.assertRaisesMessage(ValidationError, "tidak dapat diganti alasan"):
            putuskan(self, self.panggilan, HARO, alasan={HARO: "Kami suka.", SULIKI: "x"})
        with self.assertRaisesMessage(ValidationError, "Paling banyak 1"):
            putuskan(self, self.panggilan, KURAI, SULIKI, alasan={KURAI: "x"})
        with self.assertRaises(ValidationError):
            putuskan(self, self.panggilan, SULIKI, tanggal=hari_ini() + timedelta(days=1))

    def test_kiriman_dua_kali_menjadi_satu_dan_koreksi_menyebut_yang_lama(self):
        kunci = uuid.uuid4()
        isi = IsiPutusan(dipilih=[SULIKI], keputusan="Ditetapkan.", tanggal=hari_ini())
        tutup_panggilan(panggilan=self.panggilan, oleh=self.fajar)
        dua = [putuskan_seleksi(panggilan=self.panggilan, isi=isi, oleh=self.fajar, kunci=kunci) for _ in range(2)]
        self.assertEqual(dua[0], dua[1])
        with self.assertRaisesMessage(ValidationError, "sudah diputus"):
            putuskan(self, self.panggilan, SULIKI)
        koreksi = putuskan(self, self.panggilan, SULIKI, mengoreksi=dua[0], keputusan="Nama diperbaiki.")
        self.assertEqual((koreksi.nomor, koreksi.mengoreksi), (2, dua[0]))
        with self.assertRaises(ValidationError):
            putuskan(self, self.panggilan, SULIKI, mengoreksi=dua[0])

    def test_salinan_beku_tidak_ikut_berubah_dengan_sumbernya(self):
        seleksi = putuskan(self, self.panggilan, SULIKI)
        sebelum = Seleksi.objects.get(pk=seleksi.pk).isi
        suliki = self.wilayah[SULIKI]
        suliki.nama = "Suliki Baru"
        suliki.save()
        calon = Calon.objects.get(panggilan=self.panggilan, wilayah=suliki)
        calon.penilaian.update(nilai=0)
        segar = Seleksi.objects.get(pk=seleksi.pk)
        self.assertEqual(segar.isi, sebelum)
        self.assertTrue(segar.utuh)
        for perbuatan in (mundurkan_calon, kembalikan_calon):
            with self.assertRaises(ValidationError):
                perbuatan(calon=calon, alasan="x", oleh=self.fajar)

    def test_keputusan_tidak_dapat_diubah_atau_dihapus_dari_mana_pun(self):
        seleksi = putuskan(self, self.panggilan, SULIKI)
        seleksi.keputusan = "Lain."
        for perbuatan in (
            seleksi.save, seleksi.delete, Seleksi.objects.all().delete, lambda: Seleksi.objects.update(keputusan="Lain.")
        ):  # fmt: skip
            with self.assertRaises(TypeError):
                perbuatan()
        perintah = ("UPDATE replikasi_seleksi SET keputusan = 'Lain.'", "UPDATE replikasi_seleksi SET sidik = ''")
        for sql in perintah:
            with self.assertRaises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
                kursor.execute(sql)
        self.assertTrue(Seleksi.objects.get().utuh)

    def test_akun_pencatat_yang_dihapus_hanya_mengosongkan_namanya(self):
        seleksi = putuskan(self, self.panggilan, SULIKI)
        with connection.cursor() as kursor:
            kursor.execute("UPDATE replikasi_seleksi SET oleh_id = NULL")
        segar = Seleksi.objects.get(pk=seleksi.pk)
        self.assertIsNone(segar.oleh)
        self.assertTrue(segar.utuh)

    def test_ani_melihat_keputusan_yang_diikuti_nagarinya_dan_eko_tidak(self):
        seleksi = putuskan(self, self.panggilan, SULIKI)
        for orang, lihat in ((self.ani, True), (self.gita, True), (self.fajar, True), (self.eko, False)):
            self.assertEqual(seleksi.boleh_dilihat(oleh=orang), lihat, orang)
            self.assertEqual(Seleksi.objects.terlihat(oleh=orang).filter(pk=seleksi.pk).exists(), lihat, orang)
