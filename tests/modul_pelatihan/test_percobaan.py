"""Mengerjakan kuis: server yang memutuskan waktu dan nilai; kiriman tidak dapat dipalsukan, diulang, atau ditambah."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import time_machine
from django.utils import timezone

from modul_pelatihan import layanan
from modul_pelatihan.bacaan import kuis as bacaan
from modul_pelatihan.forms_soal import periksa_paket
from modul_pelatihan.layanan import Ditolak, JawabanKeliru, TidakBoleh
from modul_pelatihan.models import ButirSoal, Kuis, Percobaan
from modul_pelatihan.penilaian import Kebijakan
from tests.tokoh import DuniaUji

from .soal import buat_angkatan, buat_kuis, buat_soal, buka_tes, jadikan_peserta, jawab, lima_soal


def mulai(orang, kuis, tes=None):
    return layanan.mulai_percobaan(orang=orang, kuis=kuis, kunci=uuid4(), tes=tes)


def kirim(percobaan, jawaban, kunci=None):
    return layanan.kirim_jawaban(percobaan=percobaan, oleh=percobaan.orang, kunci=kunci or uuid4(), jawaban=jawaban)


class Mengerjakan(DuniaUji):
    def setUp(self):
        self.soal = lima_soal()
        self.kuis = buat_kuis(soal=self.soal)

    def test_soal_yang_diambil_dan_urutannya_dibekukan_saat_mulai(self):
        Kuis.objects.update(jumlah_soal=3)
        self.kuis.refresh_from_db()
        satu = mulai(self.ani, self.kuis)
        semula = [(baris.butir_id, baris.naskah) for baris in satu.jawaban.all()]
        self.assertEqual(len(semula), 3)
        ButirSoal.objects.update(soal="Diganti", jenis="bs")
        kunci = layanan.mulai_percobaan(orang=self.ani, kuis=self.kuis, kunci=uuid4())
        self.assertEqual(kunci, satu, "yang masih berjalan dilanjutkan, soalnya tidak diundi lagi")
        self.assertEqual([(baris.butir_id, baris.naskah) for baris in satu.jawaban.all()], semula)
        self.assertEqual(kirim(satu, jawab(satu)).rasio, 1)

    def test_mulai_dengan_kunci_yang_sama_hanya_sekali(self):
        kunci = uuid4()
        a = layanan.mulai_percobaan(orang=self.ani, kuis=self.kuis, kunci=kunci)
        kirim(a, jawab(a))
        self.assertEqual(layanan.mulai_percobaan(orang=self.ani, kuis=self.kuis, kunci=kunci), a)
        self.assertEqual(Percobaan.objects.count(), 1)

    def test_kirim_ulang_dengan_kunci_sama_menjawab_sama_kunci_lain_ditolak(self):
        satu, kunci = mulai(self.ani, self.kuis), uuid4()
        kirim(satu, jawab(satu, 2), kunci)
        self.assertEqual(kirim(satu, jawab(satu, 5), kunci).rasio, Fraction(2, 5))
        with self.assertRaises(Ditolak):
            kirim(satu, jawab(satu, 5))
        satu.refresh_from_db()
        self.assertEqual(satu.rasio, Fraction(2, 5))

    def test_soal_terkirim_dua_kali_menolak_seluruh_kiriman(self):
        """Frappe LMS: baris soal berulang menaikkan nilai melewati jumlahnya."""
        satu = mulai(self.ani, self.kuis)
        tepat = jawab(satu)
        with self.assertRaises(JawabanKeliru):
            kirim(satu, [tepat[0], tepat[0], *tepat[1:]])
        satu.refresh_from_db()
        self.assertEqual((satu.keadaan, satu.skor), ("berjalan", None))
        self.assertFalse(satu.jawaban.filter(isi__isnull=False).exists())

    def test_soal_asing_menolak_seluruh_kiriman(self):
        satu, lain = mulai(self.ani, self.kuis), buat_soal()
        with self.assertRaises(JawabanKeliru):
            kirim(satu, [*jawab(satu), (str(lain.tanda), [lain.pilihan.first().tanda])])
        with self.assertRaises(JawabanKeliru):
            kirim(satu, [(jawab(satu)[0][0], ["bukanopsi"])])
        self.assertEqual(Percobaan.objects.get(pk=satu.pk).keadaan, "berjalan")

    def test_pilihan_ganda_tidak_menerima_dua_jawaban_dan_jamak_tidak_menghadiahi_semua(self):
        """Open edX: nilai sebagian yang menghadiahi orang yang memilih semuanya."""
        pgj = buat_soal("pgj", opsi=("a", "b", "c", "d", "e"), kunci=(0, 1, 2))
        kuis = buat_kuis("jamak", soal=[pgj, self.soal[0]], bobot=[6, 1])
        satu = mulai(self.ani, kuis)
        opsi = {baris.butir_id: [opsi["tanda"] for opsi in baris.naskah["opsi"]] for baris in satu.jawaban.all()}
        with self.assertRaises(JawabanKeliru):
            kirim(satu, [(str(self.soal[0].tanda), opsi[self.soal[0].pk][:2])])
        hasil = kirim(satu, [(str(pgj.tanda), opsi[pgj.pk])])
        self.assertEqual((hasil.skor, hasil.maks), (0, 7))

    def test_kuota_menghitung_yang_menunggu_koreksi_dan_menilai_bukan_percobaan(self):
        """Frappe LMS: hitungan percobaan memuat barisnya sendiri, jadi menilai pada batas kuota gagal."""
        uraian = buat_soal("uraian", rubrik="Rahasia pelatih")
        kuis = buat_kuis("uraian", soal=[uraian], kuota=1)
        satu = kirim(mulai(self.ani, kuis), [(str(uraian.tanda), ["Karena dapat ditelusuri."])])
        self.assertEqual((satu.keadaan, satu.rasio), ("menunggu", None))
        with self.assertRaises(Ditolak):
            mulai(self.ani, kuis)
        jawaban = satu.jawaban.get()
        layanan.nilai_uraian(jawaban=jawaban, oleh=self.dewi, fraksi=Fraction(9, 10))
        satu.refresh_from_db()
        self.assertEqual((satu.keadaan, satu.rasio, satu.lulus), ("dinilai", Fraction(9, 10), True))
        layanan.nilai_uraian(jawaban=jawaban, oleh=self.dewi, fraksi=Fraction(0), ulasan="Salin tempel.")
        satu.refresh_from_db()
        self.assertEqual((satu.rasio, satu.lulus), (0, False))
        self.masuk(self.ani)
        self.assertContains(self.client.get(satu.get_absolute_url()), "0,00%")

    def test_tidak_ada_yang_menilai_uraiannya_sendiri(self):
        uraian = buat_soal("uraian")
        kuis = buat_kuis("uraian", soal=[uraian])
        satu = kirim(mulai(self.dewi, kuis), [(str(uraian.tanda), ["Jawaban"])])
        for orang in (self.dewi, self.eko, self.ani):
            with self.assertRaises(TidakBoleh):
                layanan.nilai_uraian(jawaban=satu.jawaban.get(), oleh=orang, fraksi=Fraction(1))

    def test_kosong_dan_uraian_kosong_langsung_dinilai(self):
        kuis = buat_kuis("uraian", soal=[buat_soal("uraian"), self.soal[0]])
        hasil = kirim(mulai(self.ani, kuis), [])
        self.assertEqual((hasil.keadaan, hasil.rasio, hasil.lulus), ("dinilai", 0, False))

    def test_waktu_diputuskan_server(self):
        """Frappe LMS: pewaktunya hanya di peramban."""
        Kuis.objects.update(batas_menit=30)
        self.kuis.refresh_from_db()
        satu = mulai(self.ani, self.kuis)
        layanan.simpan_jawaban(percobaan=satu, oleh=self.ani, jawaban=jawab(satu, 3)[:3])
        with time_machine.travel(timezone.now() + timedelta(minutes=32), tick=False):
            hasil = kirim(satu, jawab(satu, 5))
        self.assertEqual((hasil.keadaan, hasil.rasio), ("dinilai", Fraction(3, 5)), "yang sempat tersimpan dinilai")
        self.assertEqual(hasil.dikirim, satu.tenggat)
        with time_machine.travel(timezone.now() + timedelta(minutes=32), tick=False):
            self.assertNotEqual(mulai(self.ani, self.kuis), satu)

    def test_kebijakan_dibekukan_pada_percobaan(self):
        for benar in (5, 1):
            satu = mulai(self.ani, self.kuis)
            kirim(satu, jawab(satu, benar))
        Kuis.objects.update(kebijakan=Kebijakan.TERAKHIR.value)
        self.assertEqual(bacaan.riwayat(self.ani, Kuis.objects.get(pk=self.kuis.pk))["nilai"], 1)

    def test_denda_tidak_membuat_nilai_negatif_dan_kosong_tidak_didenda(self):
        kuis = buat_kuis("denda", soal=self.soal, denda=Decimal(1))
        self.assertEqual(kirim(s := mulai(self.ani, kuis), jawab(s, 1)).skor, 0)
        self.assertEqual(kirim(s := mulai(self.ani, kuis), jawab(s, 1)[:1]).skor, 1)

    def test_soal_dianulir_dihitung_ulang_dengan_jejak(self):
        percobaan = {}
        for orang, benar in ((self.ani, 3), (self.eko, 4)):
            percobaan[orang.username] = kirim(s := mulai(orang, self.kuis), jawab(s, benar))
        salah = {baris.butir_id for baris in percobaan["ani"].jawaban.filter(fraksi=Fraction(0))}
        butir = ButirSoal.objects.get(pk=next(iter(salah)))
        with self.assertRaises(TidakBoleh):
            layanan.anulir_soal(kuis=self.kuis, butir=butir, oleh=self.ani, alasan="x")
        batal = layanan.anulir_soal(kuis=self.kuis, butir=butir, oleh=self.dewi, alasan="Dua jawaban benar")
        ani = Percobaan.objects.get(orang=self.ani)
        self.assertEqual((ani.rasio, ani.lulus, batal.dihitung_ulang), (Fraction(3, 4), True, 2))
        self.assertEqual(batal.berubah_lulus, 1)
        self.assertEqual(layanan.anulir_soal(kuis=self.kuis, butir=butir, oleh=self.dewi, alasan="lagi"), batal)
        self.assertNotIn(butir.pk, mulai(self.ani, self.kuis).jawaban.values_list("butir", flat=True))

    def test_paket_a_dan_b_harus_setara(self):
        periksa_paket([("A", Decimal(1)), ("B", Decimal(1))], None)
        for baris in (
            [("A", Decimal(1)), ("B", Decimal(2))],
            [("A", Decimal(1))],
            [("A", Decimal(1)), ("", Decimal(1))],
            [],
        ):
            with self.assertRaises(Exception):  # noqa: B017
                periksa_paket(baris, None)

    def test_isian_angka_dan_urut_lewat_formulir(self):
        angka = buat_soal("isian-angka", kunci_angka=Decimal(1250))
        urut = buat_soal("urut", opsi=("satu", "dua", "tiga"), kunci=())
        kuis = buat_kuis("isian", soal=[angka, urut])
        self.masuk(self.ani)
        self.client.post(f"/pelatihan/kuis/{kuis.slug}/mulai/", {"kunci": uuid4()})
        satu = Percobaan.objects.get(kuis=kuis)
        tanda = {pilihan.teks: pilihan.tanda for pilihan in urut.pilihan.all()}
        isian = {f"u-{urut.tanda}-{tanda[teks]}": ke for ke, teks in enumerate(("satu", "dua", "tiga"), start=1)}
        ganda = isian | {f"u-{urut.tanda}-{tanda['dua']}": 1, "kunci": str(uuid4()), "aksi": "kirim"}
        jawaban = self.client.post(satu.get_absolute_url(), ganda | {f"j-{angka.tanda}": "1.250"})
        self.assertContains(jawaban, "nomor yang berbeda", status_code=422)
        self.assertContains(jawaban, 'value="1.250"', status_code=422)
        self.client.post(satu.get_absolute_url(), isian | {f"j-{angka.tanda}": " 1.250 ", "kunci": str(uuid4())})
        satu.refresh_from_db()
        self.assertEqual((satu.keadaan, satu.rasio), ("dinilai", 1))

    def test_kunci_tidak_pernah_keluar_sebelum_dinilai(self):
        soal = buat_soal("isian-singkat", kunci_singkat="jawabanrahasia", penjelasan="penjelasanrahasia")
        urut = buat_soal("urut", opsi=("zzpertama", "yykedua", "xxketiga", "wwkeempat"), kunci=())
        kuis = buat_kuis("rahasia", soal=[soal, urut], jenis="formatif", kuota=None)
        kata = {"jawabanrahasia", "penjelasanrahasia", 'benar": true', "kunci_singkat"}
        halaman = [self.client.get(kuis.get_absolute_url())]
        self.masuk(self.ani)
        halaman.append(self.client.get(kuis.get_absolute_url()))
        satu = mulai(self.ani, buat_kuis("rahasia-2", soal=[soal, urut]))
        halaman.append(self.client.get(satu.get_absolute_url()))
        for isi in halaman:
            self.assertEqual(isi.status_code, 200)
            for satu_kata in kata:
                self.assertNotContains(isi, satu_kata)


class Latihan(DuniaUji):
    def setUp(self):
        self.soal = lima_soal()
        self.kuis = buat_kuis("latihan", soal=self.soal, jenis="formatif", kuota=None)
        self.masuk(self.ani)

    def tepat(self):
        return [{"butir": str(satu.tanda), "nilai": [satu.pilihan.get(benar=True).tanda]} for satu in self.soal]

    def kirim(self, kunci, jawaban):
        return self.client.post(
            "/pelatihan/kuis/latihan/latihan/", json.dumps({"kunci": str(kunci), "jawaban": jawaban}),
            content_type="application/json", headers={"accept": "application/json"},
        )  # fmt: skip

    def test_antrean_luring_sampai_sekali_dan_dinilai_server(self):
        kunci = uuid4()
        for _ in range(2):
            self.assertEqual(self.kirim(kunci, self.tepat()).json()["persen"], "100,00")
        satu = Percobaan.objects.get()
        self.assertTrue(satu.luring)
        self.masuk(self.eko)
        self.assertEqual(self.kirim(kunci, self.tepat()).status_code, 403)

    def test_soal_ganda_asing_dan_kosong_ditolak_utuh(self):
        for jawaban in (
            [*self.tepat(), self.tepat()[0]], [{"butir": str(uuid4()), "nilai": ["x"]}], [], [{"butir": 1}], "x", None,
            [{"butir": str(self.soal[0].tanda), "nilai": {"a": 1}}], [{"butir": str(self.soal[0].tanda), "nilai": [["a"]]}],
        ):  # fmt: skip
            with self.subTest(jawaban=jawaban):
                self.assertEqual(self.kirim(uuid4(), jawaban).status_code, 422)
        self.assertEqual(Percobaan.objects.count(), 0)

    def test_soal_yang_ditarik_sesudah_disimpan_luring_tidak_menggagalkan_sisanya(self):
        jawaban = self.tepat()
        ButirSoal.objects.filter(pk=self.soal[0].pk).update(live=False)
        self.assertEqual(self.kirim(uuid4(), jawaban).json()["persen"], "100,00")
        self.assertEqual(Percobaan.objects.get().jawaban.count(), 4)

    def test_formulir_biasa_memperlihatkan_kunci_sesudah_dikirim(self):
        isian = {f"j-{satu['butir']}": satu["nilai"] for satu in self.tepat()[:4]} | {"kunci": str(uuid4())}
        jawaban = self.client.post("/pelatihan/kuis/latihan/latihan/", isian, follow=True)
        self.assertContains(jawaban, "80,00%")
        self.assertContains(jawaban, "Yang tepat")

    def test_kuis_dinilai_tidak_diterima_lewat_pintu_latihan(self):
        buat_kuis("dinilai", soal=self.soal)
        jawaban = self.client.post(
            "/pelatihan/kuis/dinilai/latihan/", json.dumps({"kunci": str(uuid4()), "jawaban": self.tepat()}),
            content_type="application/json",
        )  # fmt: skip
        self.assertEqual(jawaban.status_code, 422)


class TesKelas(DuniaUji):
    def setUp(self):
        soal = [buat_soal(soal=f"Soal {nomor}") for nomor in range(4)]
        self.kuis = buat_kuis("tes", soal=soal, paket=["A", "A", "B", "B"], lepas=False)
        self.kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan")

    def test_paket_berselang_seling_dan_ditukar_pada_pasca(self):
        pra, pasca = buka_tes(self.kelas, self.kuis), buka_tes(self.kelas, self.kuis, "pasca")
        for orang in (self.ani, self.budi, self.eko):
            jadikan_peserta(self.kelas, orang)
        paket = {}
        for tes in (pra, pasca):
            for orang in (self.ani, self.budi, self.eko):
                paket.setdefault(orang.username, []).append(mulai(orang, self.kuis, tes).paket)
        self.assertEqual(paket, {"ani": ["A", "B"], "budi": ["B", "A"], "eko": ["A", "B"]})
        butir = [set(satu.jawaban.values_list("butir", flat=True)) for satu in Percobaan.objects.filter(orang=self.ani)]
        self.assertFalse(butir[0] & butir[1])

    def test_hanya_peserta_dan_hanya_selama_dibuka(self):
        tes = buka_tes(self.kelas, self.kuis)
        for orang in (self.eko, self.dewi):
            with self.assertRaises(TidakBoleh):
                mulai(orang, self.kuis, tes)
        with self.assertRaises(TidakBoleh):
            mulai(self.ani, self.kuis)
        jadikan_peserta(self.kelas, self.ani)
        tes.ditutup = timezone.now()
        tes.save()
        with self.assertRaises(Ditolak):
            mulai(self.ani, self.kuis, tes)

    def test_pra_tes_hanya_sekali(self):
        tes = buka_tes(self.kelas, self.kuis)
        jadikan_peserta(self.kelas, self.ani)
        kirim(satu := mulai(self.ani, self.kuis, tes), jawab(satu))
        with self.assertRaises(Ditolak):
            mulai(self.ani, self.kuis, tes)


class Pelatih(DuniaUji):
    def test_statistik_dan_pembatalan_hanya_bagi_penulis_soal(self):
        soal = lima_soal()
        kuis = buat_kuis(soal=soal)
        kirim(satu := mulai(self.ani, kuis), jawab(satu, 3))
        alamat = f"/pelatihan/kuis/{kuis.slug}/statistik/"
        for orang, status in ((self.ani, 404), (self.dewi, 200)):
            self.masuk(orang)
            self.assertEqual(self.client.get(alamat).status_code, status)
            self.assertEqual(self.client.get("/pelatihan/kuis/").status_code, status)
            self.assertEqual(self.client.get("/pelatihan/koreksi/").status_code, status)
        with self.assertNumQueries(3):
            bacaan.statistik(kuis)
        self.client.post(alamat, {"butir": soal[0].pk, "alasan": "Kunci keliru"})
        self.assertEqual(kuis.pembatalan.get().oleh, self.dewi)

    def test_menilai_uraian_lewat_halaman(self):
        uraian = buat_soal("uraian", rubrik="Sebut dua alasan")
        satu = kirim(mulai(self.ani, buat_kuis("u", soal=[uraian])), [(str(uraian.tanda), ["Jawaban saya"])])
        self.masuk(self.dewi)
        self.assertContains(self.client.get("/pelatihan/koreksi/"), self.ani.nama)
        alamat = f"/pelatihan/percobaan/{satu.kunci}/nilai/1/"
        self.assertContains(self.client.get(alamat), "Sebut dua alasan")
        self.client.post(alamat, {"nilai": "0", "ulasan": "Belum"})
        satu.refresh_from_db()
        self.assertEqual((satu.keadaan, satu.rasio), ("dinilai", 0))
        self.masuk(self.ani)
        self.assertEqual(self.client.get(alamat).status_code, 404)
        self.assertNotContains(self.client.get(satu.get_absolute_url()), "Sebut dua alasan")
