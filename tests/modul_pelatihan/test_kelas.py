"""Kelas: kursi, kehadiran, tes, praktik, penutupan, sertifikat."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import time_machine
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3LdpVerifier, OB3VerificationError, OB3Verifier
from PIL import Image

from akun.models import Pengguna
from modul_pelatihan import kalender_kelas, layanan, lembar, lencana
from modul_pelatihan.bacaan import kelas as bacaan
from modul_pelatihan.layanan import Ditolak, TidakBoleh
from modul_pelatihan.layanan.catat_hadir import catat_hadir, catat_selang, hadir_dengan_kode, kode_cocok, kode_hadir
from modul_pelatihan.layanan.kelas import nilai_praktik
from modul_pelatihan.layanan.kursi import batalkan_kursi, daftarkan, naikkan
from modul_pelatihan.layanan.putuskan_kelulusan import putuskan_kelulusan
from modul_pelatihan.layanan.terbitkan_sertifikat import cabut_sertifikat, ganti_sertifikat, terbitkan_sertifikat
from modul_pelatihan.layanan.tugas import kirim_setoran, simpan_tugas, telaah_setoran
from modul_pelatihan.lencana.tanda_tangan import kunci
from modul_pelatihan.masa import nomor_sah, nomor_sertifikat
from modul_pelatihan.models import (
    Angkatan,
    ButirLembar,
    Kehadiran,
    LembarPraktik,
    Pengajar,
    Peserta,
    Sertifikat,
    Sesi,
    StatusPelatih,
)
from modul_pelatihan.models.sertifikat import SudahTersegel
from tests.tokoh import DuniaUji

from .soal import buat_angkatan, buat_kuis, buka_tes, jadikan_peserta, jawab, lima_soal


def warga(banyak: int) -> list[Pengguna]:
    return Pengguna.objects.bulk_create(
        Pengguna(username=f"peserta{nomor:02d}", first_name=f"Peserta {nomor:02d}") for nomor in range(banyak)
    )


class Kursi(DuniaUji):
    def setUp(self):
        self.kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, kuota=2)
        self.orang = warga(4)

    def daftar(self, nomor):
        return daftarkan(angkatan=self.kelas, orang=self.orang[nomor], oleh=self.orang[nomor])

    def test_penuh_masuk_daftar_tunggu_menurut_urutan_dan_naik_bila_ada_yang_lepas(self):
        keadaan = [self.daftar(nomor).keadaan for nomor in range(4)]
        self.assertEqual(keadaan, ["terdaftar", "terdaftar", "menunggu", "menunggu"])
        self.assertEqual(self.daftar(2).pk, self.kelas.peserta.get(orang=self.orang[2]).pk, "mendaftar lagi diabaikan")
        naik = batalkan_kursi(peserta=self.kelas.peserta.get(orang=self.orang[0]), oleh=self.orang[0])
        self.assertEqual(naik.orang, self.orang[2])
        self.assertIsNone(batalkan_kursi(peserta=self.kelas.peserta.get(orang=self.orang[3]), oleh=self.orang[3]))
        self.assertEqual(self.kelas.peserta.terdaftar().count(), 2)
        self.assertEqual(self.daftar(0).keadaan, "menunggu", "yang kembali mengantre di belakang")

    def test_pelatih_tidak_dapat_menjadi_peserta(self):
        """Kolibri #14414: pengurus ikut terdaftar sebagai yang hadir."""
        with self.assertRaises(Ditolak):
            daftarkan(angkatan=self.kelas, orang=self.dewi, oleh=self.dewi)

    def test_orang_lain_tidak_mendaftarkan_atau_melepas(self):
        with self.assertRaises(TidakBoleh):
            daftarkan(angkatan=self.kelas, orang=self.ani, oleh=self.eko)
        peserta = daftarkan(angkatan=self.kelas, orang=self.ani, oleh=self.dewi)
        self.assertEqual(peserta.asal, self.wilayah["13.07.01.2004"])
        with self.assertRaises(TidakBoleh):
            batalkan_kursi(peserta=peserta, oleh=self.eko)

    def test_pendaftaran_yang_sudah_ditutup_ditolak_dengan_kalimat(self):
        self.kelas.daftar_sampai = timezone.now() - timedelta(minutes=1)
        self.kelas.save()
        self.masuk(self.ani)
        jawaban = self.client.post(f"/pelatihan/kelas/{self.kelas.pk}/daftarkan/", follow=True)
        self.assertContains(jawaban, "sedang ditutup")
        self.assertFalse(self.kelas.peserta.exists())


class SifatKursi(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.orang = warga(6)
        cls.kelas = buat_angkatan(cls.wilayah["13.07"])

    def test_kursi_tidak_pernah_melebihi_kuota_dan_yang_naik_selalu_yang_datang_dahulu(self):
        """Perbuatan sungguhan dibandingkan dengan dua daftar biasa."""

        @settings(max_examples=15)
        @given(st.integers(1, 4), st.lists(st.tuples(st.booleans(), st.integers(0, 5)), max_size=14))
        def jalan(kuota, langkah):
            kursi, tunggu = [], []
            with transaction.atomic():
                Angkatan.objects.update(kuota=kuota)
                for daftar, nomor in langkah:
                    siapa = self.orang[nomor]
                    if daftar:
                        daftarkan(angkatan=self.kelas, orang=siapa, oleh=siapa)
                        if siapa.pk not in kursi + tunggu:
                            (kursi if len(kursi) < kuota and not tunggu else tunggu).append(siapa.pk)
                    elif siapa.pk in kursi + tunggu:
                        batalkan_kursi(peserta=self.kelas.peserta.get(orang=siapa), oleh=siapa)
                        (kursi if siapa.pk in kursi else tunggu).remove(siapa.pk)
                        if len(kursi) < kuota and tunggu:
                            kursi.append(tunggu.pop(0))
                    self.assertLessEqual(self.kelas.peserta.terdaftar().count(), kuota)
                nyata = {
                    nama: list(himpunan.order_by("antre").values_list("orang_id", flat=True))
                    for nama, himpunan in (
                        ("kursi", self.kelas.peserta.terdaftar()),
                        ("tunggu", self.kelas.peserta.menunggu()),
                    )
                }
                self.assertEqual((set(nyata["kursi"]), nyata["tunggu"]), (set(kursi), tunggu))
                transaction.set_rollback(True)

        jalan()


class Hadir(DuniaUji):
    def setUp(self):
        self.kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan")
        self.sesi = self.kelas.sesi.first()
        self.peserta = jadikan_peserta(self.kelas, self.ani)

    def test_kode_berganti_dengan_tenggang_pendek(self):
        kini = timezone.now()
        kode = kode_hadir(self.sesi, pada=kini)
        self.assertTrue(kode_cocok(self.sesi, kode.lower(), pada=kini + timedelta(seconds=60)))
        self.assertFalse(kode_cocok(self.sesi, kode, pada=kini + timedelta(seconds=95)))
        lain = self.kelas.sesi.last()
        self.assertFalse(kode_cocok(lain, kode, pada=kini))
        self.assertFalse(kode_cocok(self.sesi, "kodé", pada=kini))

    def test_hadir_dengan_kode_hanya_peserta_dan_hanya_selama_sesi(self):
        with self.assertRaises(Ditolak):
            hadir_dengan_kode(sesi=self.sesi, orang=self.ani, kode=kode_hadir(self.sesi))
        with time_machine.travel(self.sesi.mulai + timedelta(minutes=5), tick=False):
            kode = kode_hadir(self.sesi)
            with self.assertRaises(TidakBoleh):
                hadir_dengan_kode(sesi=self.sesi, orang=self.eko, kode=kode)
            with self.assertRaises(Ditolak):
                hadir_dengan_kode(sesi=self.sesi, orang=self.ani, kode="AAAAAA")
            catat_hadir(
                sesi=self.sesi,
                oleh=self.dewi,
                isi={self.peserta.pk: "alpa"},
                pada=timezone.now() - timedelta(minutes=4),
            )
            satu = hadir_dengan_kode(sesi=self.sesi, orang=self.ani, kode=kode)
            self.assertEqual((satu.keadaan, satu.cara), ("hadir", "qr"), "datang terlambat tetapi datang")
            self.assertEqual(hadir_dengan_kode(sesi=self.sesi, orang=self.ani, kode=kode), satu)

    def test_daftar_luring_yang_terlambat_tidak_menimpa_catatan_lebih_baru(self):
        kini = timezone.now()
        isi = {self.peserta.pk: "izin"}
        self.assertEqual(catat_hadir(sesi=self.sesi, oleh=self.dewi, isi=isi, pada=kini), 1)
        lama = {self.peserta.pk: "hadir"}
        self.assertEqual(catat_hadir(sesi=self.sesi, oleh=self.dewi, isi=lama, pada=kini - timedelta(hours=1)), 0)
        masa_depan = kini + timedelta(days=9)
        self.assertEqual(catat_hadir(sesi=self.sesi, oleh=self.dewi, isi=lama, pada=masa_depan), 1)
        self.assertLessEqual(Kehadiran.objects.get().dicatat_pada, timezone.now())

    def test_yang_menegaskan_juga_lebih_baru_dari_daftar_luring_yang_terlambat(self):
        kini, menit = timezone.now(), timedelta(minutes=1)
        hadir, alpa = {self.peserta.pk: "hadir"}, {self.peserta.pk: "alpa"}
        catat_hadir(sesi=self.sesi, oleh=self.dewi, isi=hadir, pada=kini - 9 * menit)
        self.assertEqual(catat_hadir(sesi=self.sesi, oleh=self.dewi, isi=hadir, pada=kini), 0)
        self.assertEqual(catat_hadir(sesi=self.sesi, oleh=self.dewi, isi=alpa, pada=kini - 5 * menit), 0)
        self.assertEqual(Kehadiran.objects.get().keadaan, "hadir")

    def test_nama_asing_menolak_seluruh_daftar(self):
        lain = jadikan_peserta(buat_angkatan(self.wilayah["13.07"]), self.eko)
        with self.assertRaises(Ditolak):
            catat_hadir(sesi=self.sesi, oleh=self.dewi, isi={self.peserta.pk: "hadir", lain.pk: "hadir"})
        with self.assertRaises(TidakBoleh):
            catat_hadir(sesi=self.sesi, oleh=self.ani, isi={self.peserta.pk: "hadir"})
        self.assertFalse(Kehadiran.objects.exists())

    def test_masuk_ulang_rapat_daring_bukan_kehadiran_tambahan(self):
        """Frappe LMS: setiap baris masuk ulang dihitung satu peserta."""
        s, menit = self.sesi.mulai, timedelta(minutes=1)
        selang = [(self.peserta.pk, s - 10 * menit, s + 40 * menit), (self.peserta.pk, s + 30 * menit, s + 70 * menit)]
        for _ in range(2):
            self.assertEqual(catat_selang(sesi=self.sesi, oleh=self.dewi, selang=selang), 0)
        self.assertEqual(Kehadiran.objects.get().keadaan, "alpa")
        tambah = [(self.peserta.pk, s + 70 * menit, s + 100 * menit)]
        self.assertEqual(catat_selang(sesi=self.sesi, oleh=self.dewi, selang=tambah), 1)

    def test_catatan_daring_tetap_masuk_sesudah_seorang_melepas_kursinya(self):
        lain = jadikan_peserta(self.kelas, warga(1)[0])
        penuh = [(satu.pk, self.sesi.mulai, self.sesi.selesai) for satu in (self.peserta, lain)]
        self.assertEqual(catat_selang(sesi=self.sesi, oleh=self.dewi, selang=penuh), 2)
        batalkan_kursi(peserta=lain, oleh=lain.orang)
        self.assertEqual(catat_selang(sesi=self.sesi, oleh=self.dewi, selang=penuh[:1]), 1)

    def test_empat_puluh_orang_dalam_satu_formulir(self):
        for orang in warga(39):
            jadikan_peserta(self.kelas, orang)
        self.masuk(self.dewi)
        alamat = f"/pelatihan/sesi/{self.sesi.tanda}/hadir/"
        self.assertEqual(self.client.get(alamat).content.count(b'value="hadir"'), 40)
        isi = {f"p-{satu.pk}": "hadir" for satu in self.kelas.peserta.all()} | {f"p-{self.peserta.pk}": "sakit"}
        self.client.post(alamat, isi)
        self.assertEqual(Kehadiran.objects.filter(keadaan="hadir").count(), 39)
        luring = self.client.post(alamat, isi | {"pada": "rusak"}, headers={"x-luring": "1"})
        self.assertEqual(luring.json(), {"berubah": 0})

    def test_jumlah_kueri_kelola_tidak_menurut_peserta(self):
        for banyak in (2, 20):
            while self.kelas.peserta.count() < banyak:
                nomor = self.kelas.peserta.count()
                jadikan_peserta(self.kelas, Pengguna.objects.create(username=f"q{nomor}"))
            with self.assertNumQueries(8):
                bacaan.baris_peserta(self.kelas)


class Tutup(DuniaUji):
    def setUp(self):
        cache.clear()
        self.kuis = buat_kuis("pasca", soal=lima_soal(), lepas=False)
        self.kritis = LembarPraktik(judul="Cetak surat")
        self.kritis.butir = [
            ButirLembar(teks="Nomor benar", kritis=True),
            *(ButirLembar(teks=f"b{n}") for n in range(9)),
        ]
        self.kritis.save()
        self.kelas = buat_angkatan(
            self.wilayah["13.07"], self.dewi, keadaan="berjalan", lembar_praktik=self.kritis, penyelenggara="ForSID"
        )
        self.tes = buka_tes(self.kelas, self.kuis, "pasca")
        Sesi.objects.update(mulai=timezone.now() - timedelta(hours=3), selesai=timezone.now() - timedelta(hours=1))

    def jalani(self, orang, *, benar=5, hadir="hadir", kritis=True):
        peserta = jadikan_peserta(self.kelas, orang)
        for sesi in self.kelas.sesi.all():
            catat_hadir(sesi=sesi, oleh=self.dewi, isi={peserta.pk: hadir})
        satu = layanan.mulai_percobaan(orang=orang, kuis=self.kuis, kunci=uuid4(), tes=self.tes)
        layanan.kirim_jawaban(percobaan=satu, oleh=orang, kunci=uuid4(), jawaban=jawab(satu, benar))
        butir = {b.pk for b in self.kritis.butir.all() if kritis or not b.kritis}
        nilai_praktik(
            angkatan=self.kelas, peserta=peserta, lembar=self.kritis, oleh=self.dewi, kunci=uuid4(), terpenuhi=butir
        )
        return peserta

    def test_tiap_syarat_disimpan_dengan_nilai_dan_ambangnya(self):
        self.jalani(self.ani)
        self.jalani(self.eko, benar=3)
        self.jalani(self.budi, kritis=False)
        self.jalani(self.fajar, hadir="izin")
        putusan = {
            satu.peserta.orang.username: satu for satu in putuskan_kelulusan(angkatan=self.kelas, oleh=self.dewi)
        }
        self.assertEqual({nama: satu.lulus for nama, satu in putusan.items()},
                         {"ani": True, "eko": False, "budi": False, "fajar": False})  # fmt: skip
        syarat = {satu["nama"]: satu for satu in putusan["budi"].syarat}
        self.assertEqual(syarat["praktik"] | {"judul": ""},
                         {"nama": "praktik", "judul": "", "nilai": "9/10", "ambang": "4/5", "terpenuhi": False})  # fmt: skip
        self.assertEqual({s["nama"]: s["nilai"] for s in putusan["fajar"].syarat}["hadir"], "0")
        self.assertEqual(Sertifikat.objects.get().penerima, self.ani)
        with self.assertRaises(Ditolak):
            catat_hadir(sesi=self.kelas.sesi.first(), oleh=self.dewi, isi={})
        with self.assertRaises(Ditolak):
            putuskan_kelulusan(angkatan=self.kelas, oleh=self.dewi)

    def test_tugas_wajib_ditelaah_dan_menahan_penutupan(self):
        peserta = self.jalani(self.ani)
        tugas = simpan_tugas(angkatan=self.kelas, oleh=self.dewi, judul="SOP", petunjuk="Tulis", wajib=True)
        tanda = uuid4()
        for _ in range(2):
            setoran = kirim_setoran(tugas=tugas, oleh=self.ani, kunci=tanda, teks="SOP surat keluar")
        self.assertEqual(tugas.setoran.count(), 1)
        for orang, boleh in ((self.ani, True), (self.dewi, True), (self.eko, False)):
            self.assertEqual(setoran.boleh_dilihat(oleh=orang), boleh)
        with self.assertRaises(Ditolak):
            putuskan_kelulusan(angkatan=self.kelas, oleh=self.dewi)
        with self.assertRaises(Ditolak):
            telaah_setoran(setoran=setoran, oleh=self.dewi, terima=False)
        telaah_setoran(setoran=setoran, oleh=self.dewi, terima=True, ulasan="Rapi")
        with self.assertRaises(Ditolak):
            kirim_setoran(tugas=tugas, oleh=self.ani, kunci=uuid4(), teks="lagi")
        self.assertTrue(bacaan.baris_peserta(self.kelas, [peserta])[0].lulus)

    def sertifikat(self) -> Sertifikat:
        self.jalani(self.ani)
        putuskan_kelulusan(angkatan=self.kelas, oleh=self.dewi)
        return Sertifikat.objects.get()

    def test_sertifikat_tidak_pernah_diubah_lewat_jalan_apa_pun(self):
        """Frappe LMS: sertifikat dibagikan dengan hak tulis."""
        satu = self.sertifikat()
        self.assertTrue(nomor_sah(satu.nomor))
        satu.nama = "Orang lain"
        for perbuatan in (satu.save, satu.delete, Sertifikat.objects.all().delete):
            with self.assertRaises(SudahTersegel):
                perbuatan()
        with self.assertRaises(SudahTersegel):
            Sertifikat.objects.update(nama="x")
        with self.assertRaises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
            kursor.execute("UPDATE modul_pelatihan_sertifikat SET nama = 'x'")
        satu.refresh_from_db()
        self.assertEqual(satu.nama, self.ani.nama)

    def test_halaman_periksa_tanpa_masuk_juga_sesudah_dicabut(self):
        """Moodle customcert #545, #647: QR mengalihkan ke pintu masuk, dan rusak untuk yang kedaluwarsa."""
        satu = self.sertifikat()
        jawaban = self.client.get(satu.get_absolute_url())
        self.assertContains(jawaban, self.ani.nama)
        self.assertEqual(jawaban["X-Robots-Tag"], "noindex, nofollow")
        for rahasia in (self.ani.email, "Cabut atau", "sertifikat.pdf", "13.07"):
            self.assertNotContains(jawaban, rahasia)
        cabut_sertifikat(sertifikat=satu, oleh=self.dewi, alasan="Keliru orang")
        jawaban = self.client.get(satu.get_absolute_url())
        self.assertContains(jawaban, "Sertifikat ini dicabut")
        self.assertNotContains(jawaban, "Keliru orang")
        for orang in (self.ani, self.dewi):
            self.masuk(orang)
            self.assertEqual(self.client.get(f"{satu.get_absolute_url()}sertifikat.pdf").status_code, 404)

    def test_halaman_periksa_menjawab_untuk_yang_kedaluwarsa_sampai_hari_terakhirnya(self):
        satu = self.sertifikat()
        hari = timezone.localdate()
        for sampai, kata in ((hari, "segera habis"), (hari - timedelta(days=1), "Kedaluwarsa")):
            lain = Sertifikat.objects.create(
                nomor=nomor_sertifikat(2020, 9 + (hari - sampai).days), kelulusan=satu.kelulusan, ke=5 + (hari - sampai).days,
                penerima=self.ani, nama="Ani", kursus="Lama", capaian="-", jp=6, penerbit="ForSID", penanda_tangan="Dewi",
                terbit=hari - timedelta(days=400), berlaku_sampai=sampai,
            )  # fmt: skip
            self.assertContains(self.client.get(lain.get_absolute_url()), kata)
            self.assertTrue(
                lencana.kredensial(lain)["validUntil"].endswith("16:59:59Z"), "detik terakhir hari itu, WIB"
            )

    def test_mencari_menurut_nomor_perlu_nama_dan_dibatasi(self):
        satu = self.sertifikat()
        alamat = "/pelatihan/sertifikat/"
        self.assertRedirects(
            self.client.post(alamat, {"nomor": satu.nomor, "nama": f" {satu.nama.upper()} "}), satu.get_absolute_url()
        )
        for isi in ({"nomor": satu.nomor, "nama": "Salah"}, {"nomor": "20260000010", "nama": satu.nama}):
            self.assertContains(self.client.post(alamat, isi), "Tidak ada sertifikat")
        status = {self.client.post(alamat, {"nomor": satu.nomor, "nama": "x"}).status_code for _ in range(12)}
        self.assertIn(429, status)

    def test_pembetulan_adalah_pencabutan_dan_sertifikat_baru(self):
        """Frappe LMS: aturan ganda menghalangi penerbitan ulang."""
        satu = self.sertifikat()
        with self.assertRaises(TidakBoleh):
            cabut_sertifikat(sertifikat=satu, oleh=self.ani, alasan="x")
        baru = ganti_sertifikat(sertifikat=satu, oleh=self.dewi, alasan="Ejaan", nama="Ani Marlina, S.Pd.")
        self.assertEqual(ganti_sertifikat(sertifikat=satu, oleh=self.dewi, alasan="Ejaan"), baru)
        satu = Sertifikat.objects.get(pk=satu.pk)
        self.assertEqual((satu.status(), baru.status(), baru.menggantikan), ("dicabut", "berlaku", satu))
        self.assertEqual(terbitkan_sertifikat(kelulusan=baru.kelulusan, oleh=self.dewi, jp=1), baru)

    def test_nama_pengganti_bertanda_tak_tampak_ditolak_dan_spasinya_dirapikan(self):
        alamat = f"/pelatihan/sertifikat/{self.sertifikat().tanda}/urus/"
        self.masuk(self.dewi)
        isian = {"aksi": "ganti", "ganti-alasan": "Ejaan"}
        for nama in ("\u200b", "\u202einA", "...", " "):
            self.assertEqual(self.client.post(alamat, isian | {"ganti-nama": nama}).status_code, 200, nama)
        self.client.post(alamat, isian | {"ganti-nama": " Ani\n Marlina "})
        self.assertEqual(list(Sertifikat.objects.order_by("pk").values_list("nama", flat=True))[1:], ["Ani Marlina"])

    def test_lencana_sah_menurut_pemeriksa_lain_dan_yang_diubah_ditolak(self):
        satu = self.sertifikat()
        pem = {
            nama: kunci(nama)[0].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            for nama in ("rsa", "ed25519")
        }
        hasil = OB3Verifier(pem["rsa"]).verify(lencana.jwt(satu))
        self.assertEqual(hasil.issuer.name, "ForSID")
        dokumen = lencana.bertanda(satu)
        self.assertEqual(dokumen, lencana.bertanda(Sertifikat.objects.get(pk=satu.pk)), "selalu sama")
        OB3LdpVerifier(pem["ed25519"]).verify(dokumen)
        for ubah in ("nama", "penerbit", "kriteria", "tanggal"):
            palsu = json.loads(json.dumps(dokumen))
            if ubah == "nama":
                palsu["credentialSubject"]["identifier"][0]["identityHash"] = "Orang Lain"
            elif ubah == "penerbit":
                del palsu["issuer"]
            elif ubah == "kriteria":
                del palsu["credentialSubject"]["achievement"]["criteria"]
            else:
                palsu["validUntil"] = "2020-01-01T00:00:00Z"
            with self.subTest(ubah=ubah), self.assertRaises(OB3VerificationError):
                OB3LdpVerifier(pem["ed25519"]).verify(palsu)
        kepala, isi, tanda = lencana.jwt(satu).split(".")
        with self.assertRaises(OB3VerificationError):
            OB3Verifier(pem["rsa"]).verify(
                ".".join([kepala, isi[:-4] + ("AAAA" if isi[-4:] != "AAAA" else "BBBB"), tanda])
            )
        self.assertNotIn(self.ani.email, json.dumps(dokumen))

    def test_berkas_sertifikat_hanya_untuk_pemilik_dan_pengurus(self):
        satu = self.sertifikat()
        alamat = f"{satu.get_absolute_url()}lencana.json"
        for orang, status in ((self.eko, 404), (self.ani, 200), (self.dewi, 200)):
            self.masuk(orang)
            self.assertEqual(self.client.get(alamat).status_code, status)
        pdf = lembar.sertifikat_pdf(satu)
        self.assertTrue(pdf.startswith(b"%PDF") and b"/StructTreeRoot" in pdf and b"/Lang" in pdf)
        gambar = Image.open(BytesIO(lembar.sertifikat_png(satu)))
        self.assertEqual(json.loads(gambar.text["openbadgecredential"])["id"].rsplit("/", 2)[1], str(satu.tanda))
        self.client.logout()
        umum = self.client.get("/pelatihan/penerbit/kunci.json").json()["keys"]
        self.assertEqual({satu["kty"] for satu in umum}, {"RSA", "OKP"})
        self.assertFalse({"d", "p", "q"} & set().union(*umum))
        self.assertTrue(self.client.get("/pelatihan/penerbit/").json()["verificationMethod"])

    def test_laporan_dan_undangan(self):
        self.sertifikat()
        jadikan_peserta(self.kelas, self.budi)
        jadikan_peserta(self.kelas, self.eko, keadaan="menunggu")
        self.masuk(self.eko)
        surat = f"/pelatihan/kelas/{self.kelas.pk}/undangan.pdf"
        self.assertEqual(self.client.get(surat).status_code, 404)
        self.masuk(self.dewi)
        semua = self.client.get(surat).content
        self.assertContains(self.client.get(f"/pelatihan/kelas/{self.kelas.pk}/laporan/"), self.ani.nama)
        self.masuk(self.ani)
        self.assertEqual(self.client.get(f"/pelatihan/kelas/{self.kelas.pk}/laporan/").status_code, 404)
        milik = self.client.get(surat).content
        self.assertTrue(milik.startswith(b"%PDF") and len(semua) > len(milik), "pengurus mendapat surat semua peserta")
        self.assertContains(self.client.get(f"/pelatihan/kelas/{self.kelas.pk}/"), "Anda lulus")


class Halaman(DuniaUji):
    def test_rancangan_hanya_bagi_pengurus_dan_daftar_nama_tidak_umum(self):
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="rancangan")
        jadikan_peserta(kelas, self.ani)
        for orang, status in ((self.eko, 404), (self.dewi, 200), (self.fajar, 200)):
            self.masuk(orang)
            self.assertEqual(self.client.get(kelas.get_absolute_url()).status_code, status)
            self.assertEqual(self.client.get(f"{kelas.get_absolute_url()}kelola/").status_code, status)
        kelas.keadaan = "dibuka"
        kelas.save()
        self.client.logout()
        jawaban = self.client.get(kelas.get_absolute_url())
        self.assertNotContains(jawaban, self.ani.nama)
        self.assertContains(jawaban, "Masuk untuk mendaftar")

    def test_kalender_utc_dengan_baris_terlipat(self):
        kelas = buat_angkatan(self.wilayah["13.07"], judul="Kelas " + "panjang; sekali, " * 6)
        kelas.sesi.filter(pk=kelas.sesi.last().pk).update(batal=True, versi=2)
        isi = kalender_kelas.ics(kelas).decode()
        self.assertTrue(all(len(baris.encode()) <= 75 for baris in isi.split("\r\n")))
        rata = isi.replace("\r\n ", "")
        self.assertIn(f"DTSTART:{kelas.sesi.first().mulai:%Y%m%dT%H%M%SZ}", rata)
        self.assertIn("STATUS:CANCELLED", rata)
        self.assertIn("panjang\\; sekali\\, ", rata)

    def test_membuat_kelas_sampai_pendaftaran_dibuka(self):
        self.masuk(self.dewi)
        isi = {
            "kunci": uuid4(), "judul": "Kelas surat", "wilayah": "13.07", "bentuk": "luring", "tempat": "Aula", "kuota": 20,
        }  # fmt: skip
        jawaban = self.client.post("/pelatihan/kelas/baru/", isi)
        self.assertEqual(jawaban.status_code, 302, jawaban.context and jawaban.context["form"].errors)
        kelas = Pengajar.objects.get(orang=self.dewi).angkatan
        self.client.post("/pelatihan/kelas/baru/", isi)
        self.assertEqual(Pengajar.objects.count(), 1, "kunci yang sama, satu kelas")
        hari = timezone.localdate() + timedelta(days=3)
        sesi = {"kunci": uuid4(), "judul": "Pagi", "tanggal": f"{hari:%Y-%m-%d}", "mulai": "09:00", "selesai": "10:31"}
        self.client.post(f"/pelatihan/kelas/{kelas.pk}/sesi/", sesi)
        self.assertEqual((kelas.sesi.get().jp, f"{kelas.sesi.get().mulai:%H:%M}"), (3, "02:00"))
        self.client.post(f"/pelatihan/kelas/{kelas.pk}/keadaan/", {"keadaan": "dibuka"})
        kelas.refresh_from_db()
        self.assertEqual(kelas.keadaan, "dibuka")
        self.masuk(self.ani)
        self.assertEqual(self.client.get("/pelatihan/kelas/baru/").status_code, 404)

    def test_kursi_tambahan_langsung_diisi_daftar_tunggu(self):
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, kuota=1)
        for orang in (self.ani, self.eko):
            daftarkan(angkatan=kelas, orang=orang, oleh=orang)
        kelas.kuota = 2
        kelas.save()
        naikkan(kelas)
        self.assertEqual(Peserta.objects.terdaftar().count(), 2)

    def test_kursi_yang_sudah_terisi_tidak_dapat_dikurangi(self):
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, kuota=5)
        for orang in (self.ani, self.eko):
            daftarkan(angkatan=kelas, orang=orang, oleh=orang)
        self.masuk(self.dewi)
        isian = {
            "kunci": uuid4(), "judul": "Kelas surat", "wilayah": "13.07", "bentuk": "luring", "tempat": "Aula",
            "masa_sertifikat_bulan": "",
        }  # fmt: skip
        alamat = f"/pelatihan/kelas/{kelas.pk}/ubah/"
        self.assertContains(self.client.post(alamat, isian | {"kuota": 1}), "2 kursi sudah terisi.")
        self.assertContains(self.client.post(alamat, isian | {"kuota": 9, "judul": "\u200b"}), "tidak tampak")
        self.assertRedirects(self.client.post(alamat, isian | {"kuota": 2}), f"/pelatihan/kelas/{kelas.pk}/kelola/")
        kelas.refresh_from_db()
        self.assertEqual((kelas.kuota, kelas.judul), (2, "Kelas surat"))


class MasaPelatih(DuniaUji):
    def test_sql_dan_python_sepakat_di_kedua_hari_batas(self):
        """carpentries/amy: dua aturan yang berbeda satu hari."""
        hari = timezone.localdate()
        for mulai, sampai in ((-1, 0), (0, 1), (1, 9), (-9, -1), (0, 0)):
            satu = StatusPelatih.objects.create(
                orang=self.dewi, mulai=hari + timedelta(days=mulai), sampai=hari + timedelta(days=sampai)
            )
            for geser in range(-10, 11):
                pada = hari + timedelta(days=geser)
                sql = StatusPelatih.objects.berlaku(pada).filter(pk=satu.pk).exists()
                self.assertEqual(sql, satu.berlaku(pada), (mulai, sampai, geser))
                self.assertEqual(sql, satu.status(pada) in {"berlaku", "segera_habis"})
        StatusPelatih.objects.update(dicabut_pada=timezone.now())
        self.assertFalse(StatusPelatih.objects.berlaku().exists())
