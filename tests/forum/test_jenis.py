"""Acara, jajak pendapat, usulan, topik serupa: dari formulir sampai kabar, tanpa JavaScript (isu 7 §2)."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar
from forum import ics, layanan
from forum.audit import betulkan, periksa
from forum.forms import POLA
from forum.layanan import RincianAcara, RincianJajak
from forum.models import Acara, AnggotaSimpul, Kehadiran, SuaraJajak, Topik, Usulan
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik, kerjakan_tugas

JENIS = ["tanya", "diskusi", "pengumuman", "acara", "usulan", "jajak"]


def rincian_acara(**isi) -> RincianAcara:
    mulai = isi.pop("mulai", timezone.now() + timedelta(days=7))
    return RincianAcara(mulai, mulai + timedelta(hours=3), "Asia/Jakarta", **{"tempat": "Aula nagari"} | isi)


def buat_acara(ruang, penulis, judul="Kopi darat operator nagari", **isi) -> Acara:
    return buat_topik(ruang, penulis, judul, jenis="acara", rincian=rincian_acara(**isi)).acara


class Dunia(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ruang = buat_ruang(cls.simpul, jenis_topik=JENIS)
        type(cls.simpul).objects.filter(pk=cls.simpul.pk).update(jumlah_anggota=2)

    def formulir(self, jenis: str, **isi):
        alamat = reverse("forum:topik-baru", args=[self.simpul.slug, "tanya"])
        dasar = {
            "kunci_kirim": uuid.uuid4(),
            "jenis": jenis,
            "judul": "Kopi darat operator nagari",
            "sumber": "Ayo.",
            "aksi": "kirim",
        }
        return self.client.post(alamat, dasar | isi)


class AcaraForum(Dunia):
    def jawab(self, acara: Acara, orang, jawaban: str = "hadir", **isi) -> Kehadiran:
        return layanan.jawab_acara(acara=acara, pengguna=orang, jawaban=jawaban, **isi)

    def test_budi_membuat_acara_dari_formulir_ani_menyatakan_hadir(self):
        self.masuk(self.budi)
        alamat = reverse("forum:topik-baru", args=[self.simpul.slug, "tanya"]) + "?jenis=acara"
        halaman = self.client.get(alamat)
        self.assertContains(halaman, 'name="tanggal"')
        self.assertContains(halaman, "Susunan acara")
        hari = (timezone.localdate() + timedelta(days=10)).isoformat()
        isi = {
            "tanggal": hari,
            "jam_mulai": "08.30",
            "jam_selesai": "12:00",
            "zona": "Asia/Makassar",
            "tempat": "Aula",
            "kapasitas": 20,
        }
        for salah in ({"jam_selesai": "08:00"}, {"tanggal": "2020-01-01"}, {"tempat": ""}, {"kapasitas": 0}, {"zona": "Mars/Kawah"},
                      {"tanggal": "9999-12-31"}, {"tanggal": "0001-01-01"}, {"kapasitas": "9" * 30}):  # fmt: skip
            with self.subTest(salah):
                self.assertEqual(self.formulir("acara", **(isi | salah)).status_code, 200)
        self.assertFalse(Topik.objects.exists())
        self.formulir("acara", **isi)
        acara = Acara.objects.get()
        self.assertEqual(acara.mulai, datetime.fromisoformat(f"{hari}T08:30").replace(tzinfo=ZoneInfo("Asia/Makassar")))
        self.masuk(self.ani)
        halaman = self.client.get(acara.topik.get_absolute_url())
        self.assertContains(halaman, "08.30–12.00 WITA")
        jawab = reverse("forum:acara-jawab", args=[acara.pk])
        self.assertContains(self.client.post(jawab, {"jawaban": "hadir", "tamu": 2}, follow=True), "Anda hadir")
        self.assertContains(self.client.get(acara.topik.get_absolute_url()), "3 dari 20 kursi")
        for rusak in ({}, {"jawaban": "x"}, {"jawaban": "hadir", "tamu": "9" * 40}, {"jawaban": "\x00"}):
            self.assertEqual(self.client.post(jawab, rusak).status_code, 302)
        self.assertEqual(Kehadiran.objects.get().kursi, 3)

    def test_penuh_masuk_daftar_tunggu_lalu_naik_berurutan(self):
        acara = buat_acara(self.ruang, self.budi, kapasitas=3)
        self.assertFalse(self.jawab(acara, self.ani, tamu=1).antre)
        self.assertTrue(self.jawab(acara, self.eko, tamu=1).antre)
        self.assertTrue(self.jawab(acara, self.dewi).antre, "kursi tersisa satu, tetapi Eko lebih dulu menunggu")
        with self.assertRaisesMessage(layanan.KursiHabis, "Sisa kursinya 1"):
            self.jawab(acara, self.ani, tamu=4)
        self.jawab(acara, self.ani, "tidak")
        antre = dict(Kehadiran.objects.filter(acara=acara).values_list("pengguna__username", "antre"))
        self.assertEqual(antre, {"ani": False, "eko": False, "dewi": False})
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.filter(judul__startswith="Anda mendapat kursi").count(), 2)
        self.assertEqual(list(periksa()), [])

    def test_menjawab_dua_kali_sama_dengan_sekali_dan_menambah_kursi_menaikkan(self):
        acara = buat_acara(self.ruang, self.budi, kapasitas=1)
        for _ in range(2):
            self.jawab(acara, self.ani)
        self.jawab(acara, self.eko)
        with self.assertRaises(layanan.KursiHabis):
            layanan.ubah_acara(acara=acara, pelaku=self.budi, rincian=rincian_acara(mulai=acara.mulai, kapasitas=0))
        layanan.ubah_acara(acara=acara, pelaku=self.budi, rincian=rincian_acara(mulai=acara.mulai, kapasitas=2))
        self.assertFalse(Kehadiran.objects.get(pengguna=self.eko).antre)

    def test_perubahan_dan_pembatalan_dikabarkan_sekali_kepada_yang_menjawab(self):
        acara = buat_acara(self.ruang, self.budi)
        self.jawab(acara, self.ani)
        self.jawab(acara, self.eko, "tidak")
        with self.assertRaises(layanan.TidakBoleh):
            layanan.ubah_acara(acara=acara, pelaku=self.eko, rincian=rincian_acara(tempat="Rumah Eko"))
        for tempat in ("Aula camat", "Aula camat", "Balai adat"):
            acara = layanan.ubah_acara(
                acara=acara, pelaku=self.budi, rincian=rincian_acara(mulai=acara.mulai, tempat=tempat)
            )
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.filter(judul__startswith="Acara berubah").count(), 1)
        self.masuk(self.budi)
        self.client.post(reverse("forum:acara-batal", args=[acara.pk]), {"alasan": "jalan longsor"})
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.get(judul__startswith="Acara dibatalkan").penerima, self.ani)
        self.assertContains(self.client.get(acara.topik.get_absolute_url()), "jalan longsor")
        berkas = self.client.get(reverse("forum:acara-ics", args=[acara.pk])).content.decode()
        self.assertIn("STATUS:CANCELLED", berkas)
        self.assertIn("SEQUENCE:3", berkas)
        with self.assertRaises(layanan.TidakBoleh):
            self.jawab(acara, self.dewi)

    def test_tautan_daring_hanya_bagi_yang_hadir(self):
        acara = buat_acara(self.ruang, self.budi, tautan="https://rapat.contoh.id/ruang-rahasia")
        for orang, tampak in ((None, False), (self.eko, False), (self.ani, True), (self.budi, True)):
            self.client.logout()
            if orang:
                self.masuk(orang)
            if orang == self.ani:
                self.jawab(acara, self.ani)
            isi = self.client.get(acara.topik.get_absolute_url()).content.decode()
            berkas = self.client.get(reverse("forum:acara-ics", args=[acara.pk])).content.decode()
            with self.subTest(orang=str(orang)):
                self.assertEqual("ruang-rahasia" in isi, tampak)
                self.assertNotIn("ruang-rahasia", berkas)

    def test_nama_yang_hadir_tidak_tampil_bagi_umum(self):
        acara = buat_acara(self.ruang, self.budi)
        self.jawab(acara, self.dewi)
        self.assertNotContains(self.client.get(acara.topik.get_absolute_url()), self.dewi.nama)
        self.masuk(self.eko)
        self.assertContains(self.client.get(acara.topik.get_absolute_url()), self.dewi.nama)

    def test_daftar_hadir_dan_catatan_sesudah_mulai(self):
        acara = buat_acara(self.ruang, self.budi)
        ani = self.jawab(acara, self.ani)
        self.jawab(acara, self.eko)
        alamat = reverse("forum:acara-hadir", args=[acara.pk])
        self.masuk(self.budi)
        self.assertEqual(self.client.get(alamat).status_code, 404)
        Acara.objects.update(mulai=timezone.now() - timedelta(hours=1))
        self.assertEqual(self.client.get(alamat).status_code, 200)
        self.client.post(alamat, {"aksi": "hadir", "datang": [ani.pk, "x", "9" * 30]})
        self.assertEqual(list(Kehadiran.objects.order_by("pk").values_list("hadir", flat=True)), [True, False])
        self.client.post(
            alamat, {"aksi": "catatan", "kunci_kirim": uuid.uuid4(), "sumber": "Sepakat **cadangan** tiap Senin."}
        )
        halaman = self.client.get(acara.topik.get_absolute_url())
        self.assertContains(halaman, "Catatan acara dari Budi")
        layanan.sembunyikan(kiriman=acara.topik.kiriman.get(nomor=2), pelaku=self.budi, alasan="keliru")
        self.masuk(self.eko)
        self.assertNotContains(self.client.get(acara.topik.get_absolute_url()), "Catatan acara dari")
        self.assertEqual(self.client.get(alamat).status_code, 404)

    def test_kalender_pribadi_dicabut_dan_kehilangan_yang_tidak_lagi_boleh_dibaca(self):
        tertutup = buat_simpul("tim-inti", "rahasia", self.ani, pengurus=self.budi)
        acara = buat_acara(buat_ruang(tertutup, jenis_topik=JENIS), self.budi, "Rapat tertutup, bawa; naskah")
        self.jawab(acara, self.ani, "mungkin")
        self.masuk(self.ani)
        self.assertContains(self.client.get("/forum/acara/"), "Buat alamat kalender")
        self.client.post(reverse("forum:kalender-atur"), {"aksi": "ganti"})
        baris = self.ani.kalender_forum
        alamat = reverse("forum:kalender-pribadi", args=[ics.kunci_kalender(baris.pk, baris.versi)])
        self.assertContains(self.client.get("/forum/acara/"), alamat)
        self.client.logout()
        isi = self.client.get(alamat).content.decode()
        self.assertIn("SUMMARY:Rapat tertutup\\, bawa\\; naskah", isi)
        self.assertIn("STATUS:TENTATIVE", isi)
        AnggotaSimpul.objects.filter(simpul=tertutup, pengguna=self.ani).update(keadaan="keluar")
        self.assertNotIn("Rapat tertutup", self.client.get(alamat).content.decode())
        layanan.ganti_kalender(pengguna=self.ani)
        self.assertEqual(self.client.get(alamat).status_code, 404)
        for palsu in ("1-1-" + "0" * 40, "x", f"{self.ani.pk}-2-", "9" * 60):
            self.assertEqual(self.client.get(f"/forum/kalender/{palsu}.ics").status_code, 404)
        layanan.matikan_kalender(pengguna=self.ani)
        self.ani.refresh_from_db()
        kunci = ics.kunci_kalender(self.ani.pk, self.ani.kalender_forum.versi)
        self.assertEqual(self.client.get(reverse("forum:kalender-pribadi", args=[kunci])).status_code, 404)

    def test_berkas_kalender_terlipat_dan_berakhir_crlf(self):
        acara = buat_acara(self.ruang, self.budi, "Ünjuk kerja " + "é" * 100)
        isi = self.client.get(reverse("forum:acara-ics", args=[acara.pk])).content
        self.assertTrue(isi.endswith(b"END:VCALENDAR\r\n"))
        self.assertLessEqual(max(len(baris) for baris in isi.split(b"\r\n")), 75)
        self.assertIn("é" * 100, isi.decode().replace("\r\n ", ""))

    def test_menghapus_orang_membebaskan_kursi_pada_pemeriksaan_malam(self):
        acara = buat_acara(self.ruang, self.budi, kapasitas=1)
        self.jawab(acara, self.eko)
        self.jawab(acara, self.ani)
        self.eko.delete()
        self.assertEqual(len(list(periksa())), 1)
        betulkan()
        self.assertFalse(Kehadiran.objects.get(pengguna=self.ani).antre)


class JajakForum(Dunia):
    def test_dari_formulir_sampai_hasil(self):
        self.masuk(self.ani)
        for salah in ("satu saja", "sama\nsama", "\n".join(f"pilihan {n}" for n in range(13))):
            self.assertEqual(self.formulir("jajak", pilihan=salah, maks_pilihan=1).status_code, 200)
        self.formulir("jajak", pilihan="Sabtu\nMinggu\n\nSenin", maks_pilihan=2, tampilkan_nama="on")
        topik = Topik.objects.get()
        pilihan = list(topik.jajak.pilihan.all())
        self.assertEqual([satu.teks for satu in pilihan], ["Sabtu", "Minggu", "Senin"])
        self.masuk(self.eko)
        halaman = topik.get_absolute_url()
        self.assertContains(self.client.get(halaman), "Hasilnya tampil setelah")
        suara = reverse("forum:suara", args=[topik.pk])
        semua = [satu.pk for satu in pilihan]
        self.assertContains(self.client.post(suara, {"pilihan": semua}, follow=True), "paling banyak 2")
        for _ in range(2):
            self.client.post(suara, {"pilihan": semua[:2]})
        self.assertContains(self.client.get(halaman), "1 suara · 100%")
        self.client.post(suara, {"pilihan": semua[2:]})
        self.assertEqual(SuaraJajak.objects.get().pilihan_id, semua[2])
        self.assertContains(self.client.get(halaman), "Siapa memilih apa")
        self.client.logout()
        self.assertNotContains(self.client.get(halaman), "Eko Prasetyo")
        self.masuk(self.eko)
        self.client.post(suara)
        self.assertFalse(SuaraJajak.objects.exists())
        for rusak in (["0"], ["x"], ["9" * 40], ["\x00"]):
            self.assertEqual(self.client.post(suara, {"pilihan": rusak}).status_code, 302)
        self.assertEqual(list(periksa()), [])

    def test_tertutup_rahasia_dan_orang_terhapus(self):
        topik = buat_topik(self.ruang, self.ani, jenis="jajak", rincian=RincianJajak(("Ya", "Tidak")))
        ya = topik.jajak.pilihan.first()
        for orang in (self.eko, self.dewi):
            layanan.suarakan(jajak=topik.jajak, pengguna=orang, pilihan=[ya.pk])
        self.masuk(self.eko)
        self.assertNotContains(self.client.get(topik.get_absolute_url()), "Siapa memilih apa")
        self.eko.delete()
        self.assertEqual(list(periksa()), [])
        layanan.suarakan(jajak=topik.jajak, pengguna=self.dewi, pilihan=[])
        topik.jajak.refresh_from_db()
        self.assertEqual(topik.jajak.jumlah_pemilih, 1)
        layanan.kunci(topik=topik, pelaku=self.budi)
        with self.assertRaises(layanan.TidakBoleh):
            layanan.suarakan(jajak=topik.jajak, pengguna=self.dewi, pilihan=[ya.pk])
        self.client.logout()
        self.assertContains(self.client.get(topik.get_absolute_url()), "Sudah ditutup")

    def test_jajak_tanpa_pilihan_tidak_terbit(self):
        for jenis in ("jajak", "acara"):
            with self.assertRaises(layanan.TidakBoleh):
                buat_topik(self.ruang, self.ani, jenis=jenis)
        self.assertFalse(Topik.objects.exists())


class UsulanForum(Dunia):
    def test_dukungan_sekali_dan_keadaan_dikabarkan(self):
        self.masuk(self.ani)
        self.formulir("usulan", judul="Pengingat cadangan mingguan")
        topik = Topik.objects.get()
        self.masuk(self.eko)
        dukung = reverse("forum:dukung", args=[topik.pk])
        for _ in range(2):
            self.client.post(dukung)
        self.assertContains(self.client.get("/forum/usulan/"), topik.judul)
        self.assertContains(self.client.get(topik.get_absolute_url()), "1 orang mendukung")
        self.assertEqual(self.client.get(reverse("forum:usulan-atur", args=[topik.pk])).status_code, 404)
        self.masuk(self.ani)
        self.assertEqual(self.client.post(dukung).status_code, 404)
        self.masuk(self.citra)
        atur = reverse("forum:usulan-atur", args=[topik.pk])
        isi = {
            "status": "dikerjakan",
            "alasan": "Masuk rencana bulan depan.",
            "rujukan": "https://github.com/OpenSID/OpenSID/issues/1",
        }
        for _ in range(2):
            self.client.post(atur, isi)
        kerjakan_tugas()
        for orang in (self.ani, self.eko):
            self.assertEqual(Kabar.objects.filter(penerima=orang, jenis="forum_usulan").count(), 1)
        self.assertContains(self.client.get("/forum/usulan/", {"status": "dikerjakan"}), topik.judul)
        self.assertNotContains(self.client.get("/forum/usulan/", {"status": "selesai"}), topik.judul)

    def test_gabung_membawa_pendukung_dan_menolak_lingkaran(self):
        satu, dua, tiga = (
            buat_topik(self.ruang, self.ani, f"Usul nomor {n} yang sama", jenis="usulan") for n in range(3)
        )
        layanan.dukung(topik=satu, pengguna=self.eko)
        layanan.dukung(topik=satu, pengguna=self.dewi)
        layanan.dukung(topik=dua, pengguna=self.eko)
        gabung = lambda a, b: layanan.putuskan_usulan(  # noqa: E731
            usulan=a.usulan, pelaku=self.budi, status="digabung", digabung_ke=b.usulan
        )
        gabung(satu, dua)
        dua.refresh_from_db()
        self.assertEqual(dua.jumlah_dukungan, 2)
        gabung(dua, tiga)
        for asal, tujuan in ((tiga, satu), (tiga, dua), (tiga, tiga)):
            with self.assertRaises(layanan.TidakBoleh):
                gabung(asal, tujuan)
        self.assertContains(self.client.get(satu.get_absolute_url()), "Usul nomor 1")
        self.assertEqual(list(periksa()), [])
        self.masuk(self.budi)
        atur = reverse("forum:usulan-atur", args=[tiga.pk])
        for tujuan in ("", "abc", "9" * 20, "/forum/t/999999-x/"):
            self.assertContains(self.client.post(atur, {"status": "digabung", "digabung_ke": tujuan}), "Pilih usul")
        self.assertEqual(Usulan.objects.get(pk=tiga.pk).status, "diajukan")

    def test_juga_mengalami_pada_pertanyaan(self):
        topik = buat_topik(self.ruang, self.ani)
        layanan.dukung(topik=topik, pengguna=self.eko)
        halaman = self.client.get(topik.get_absolute_url())
        self.assertContains(halaman, "1 orang juga mengalaminya")
        diskusi = buat_topik(self.ruang, self.ani, jenis="diskusi")
        with self.assertRaises(layanan.TidakBoleh):
            layanan.dukung(topik=diskusi, pengguna=self.eko)


class Serupa(Dunia):
    def test_topik_serupa_ditawarkan_saat_mengetik_dan_saat_pratinjau(self):
        topik = buat_topik(self.ruang, self.budi, "Impor penduduk berhenti di baris 312")
        buat_topik(self.ruang, self.budi, "Warna tema tidak berubah")
        self.masuk(self.ani)
        jawab = self.client.get(
            "/forum/mirip/", {"judul": "mengimpor data penduduk berhenti"}, headers={"HX-Request": "true"}
        )
        self.assertContains(jawab, topik.judul)
        self.assertNotContains(jawab, "Warna tema")
        self.assertNotContains(jawab, "<html")
        self.assertContains(self.client.get("/forum/mirip/", {"judul": "impor penduduk"}), "<html")
        jawab = self.formulir("tanya", judul="Impor penduduk berhenti lagi", aksi="pratinjau")
        self.assertContains(jawab, "Mungkin sudah pernah dibahas")
        for aneh in ("", "\x00" * 9, "%" * 200, "a OR b AND", "''\"\"", "((((((("):
            self.assertEqual(self.client.get("/forum/mirip/", {"judul": aneh}).status_code, 200)

    def test_pola_isi_menurut_jenis_dan_jenis_yang_tidak_boleh_diabaikan(self):
        self.masuk(self.ani)
        alamat = reverse("forum:topik-baru", args=[self.simpul.slug, "tanya"])
        self.assertContains(self.client.get(alamat), "Yang sudah dicoba")
        self.assertContains(self.client.get(alamat + "?jenis=jajak"), 'name="pilihan"')
        for jenis in ("pengumuman", "x", "\x00"):
            self.assertContains(self.client.get(alamat, {"jenis": jenis}), "Yang sudah dicoba")

    def test_kerangka_yang_belum_diisi_tidak_terbit(self):
        self.masuk(self.ani)
        polos = POLA["tanya"].replace("\n\n", "\r\n")
        self.assertContains(self.formulir("tanya", sumber=polos), "Kerangkanya belum diisi")
        self.assertFalse(Topik.objects.exists())
        self.assertEqual(self.formulir("tanya", sumber=f"{polos} 2410").status_code, 302)


class TidakBocor(Dunia):
    """Baris matriks hak untuk permukaan baru (forum.md 7): simpul tertutup dan topik tersembunyi."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.tertutup = buat_simpul("tim-tertutup", "anggota", cls.ani, pengurus=cls.budi)
        ruang = buat_ruang(cls.tertutup, jenis_topik=JENIS)
        cls.acara = buat_acara(ruang, cls.ani, "Rapat rahasia kesepakatan bupati")
        cls.jajak = buat_topik(
            ruang, cls.ani, "Suara rahasia kesepakatan bupati", jenis="jajak", rincian=RincianJajak(("A", "B"))
        )
        cls.usul = buat_topik(ruang, cls.ani, "Usul rahasia kesepakatan bupati", jenis="usulan")
        cls.tersembunyi = buat_acara(cls.ruang, cls.ani, "Acara rahasia kesepakatan tersembunyi")
        layanan.jawab_acara(acara=cls.tersembunyi, pengguna=cls.eko, jawaban="hadir")
        layanan.sembunyikan(kiriman=cls.tersembunyi.topik.kiriman.get(), pelaku=cls.budi, alasan="uji")
        layanan.ganti_kalender(pengguna=cls.eko)

    def test_daftar_saran_dan_kalender_tidak_menyebutnya(self):
        kunci = ics.kunci_kalender(self.eko.pk, self.eko.kalender_forum.versi)
        permukaan = ["/forum/acara/", "/forum/acara/?lewat", "/forum/usulan/", "/forum/mirip/?judul=rahasia+kesepakatan+bupati",
                     reverse("forum:kalender-pribadi", args=[kunci]), self.simpul.get_absolute_url()]  # fmt: skip
        for orang in (None, self.eko, self.gita, self.citra, self.fajar):
            self.client.logout()
            if orang:
                self.masuk(orang)
            for alamat in permukaan:
                isi = self.client.get(alamat).content.decode()
                with self.subTest(orang=str(orang), alamat=alamat):
                    self.assertNotIn("rahasia kesepakatan", isi.replace('rahasia kesepakatan bupati"', ""))

    def test_anggota_melihatnya(self):
        self.masuk(self.ani)
        self.assertContains(self.client.get("/forum/acara/"), "Rapat rahasia")
        self.assertContains(self.client.get("/forum/usulan/"), "Usul rahasia")
        self.assertContains(self.client.get("/forum/mirip/?judul=rahasia+kesepakatan+bupati"), "Rapat rahasia")

    def test_perbuatan_orang_luar_sama_dengan_tidak_ada(self):
        for orang in (self.eko, self.gita, self.fajar, self.citra):
            self.masuk(orang)
            for nama, pk, isi in (
                ("acara-jawab", self.acara.pk, {"jawaban": "hadir"}), ("acara-batal", self.acara.pk, {"alasan": "x"}),
                ("acara-atur", self.acara.pk, {}), ("acara-hadir", self.acara.pk, {}), ("suara", self.jajak.pk, {"pilihan": "1"}),
                ("dukung", self.usul.pk, {}), ("usulan-atur", self.usul.pk, {"status": "selesai"}),
            ):  # fmt: skip
                with self.subTest(orang=orang.username, nama=nama):
                    self.assertEqual(self.client.post(reverse(f"forum:{nama}", args=[pk]), isi).status_code, 404)
            self.assertEqual(self.client.get(reverse("forum:acara-ics", args=[self.acara.pk])).status_code, 404)
        self.assertFalse(Kehadiran.objects.filter(acara=self.acara).exists())

    def test_jenis_lain_sama_dengan_tidak_ada(self):
        topik = buat_topik(self.ruang, self.ani)
        buat_balasan(topik, self.budi)
        self.masuk(self.budi)
        for nama in ("acara-jawab", "acara-batal", "acara-atur", "acara-hadir", "suara", "usulan-atur"):
            self.assertEqual(self.client.post(reverse(f"forum:{nama}", args=[topik.pk])).status_code, 404)
        self.assertEqual(self.client.get(reverse("forum:acara-ics", args=[topik.pk])).status_code, 404)
