"""Merawat percakapan: kata, tulisan pertama, perangkap, tarik, pindah, gabung, pisah, sanksi, catatan (isu 7 §6)."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar, Pengguna
from forum import layanan
from forum.audit import periksa
from forum.forms import saat_dibuka
from forum.layanan.tingkat import tingkat
from forum.models import AnggotaSimpul, KataTerlarang, Keadaan, Kiriman, Sanksi, Simpul, Tinjauan, Topik
from forum.models.rawat import periksa_pola
from forum.perender import TulisanDitolak
from modul_pelatihan.models import Bidang
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik, kerjakan_tugas


class Dunia(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        Simpul.objects.filter(pk=cls.simpul.pk).update(jumlah_anggota=2)
        cls.ruang = buat_ruang(cls.simpul)
        cls.baru = Pengguna.objects.create(username="orang.baru")

    def status(self, orang, nama: str, pk: int, **isi) -> int:
        self.masuk(orang)
        return self.client.post(reverse(f"forum:{nama}", args=[pk]), isi).status_code


class Kata(Dunia):
    def test_ditolak_disamarkan_ditahan_menurut_kata_utuh(self):
        topik = buat_topik(self.ruang, self.ani)
        for pola, akibat in (("judi daring", "tolak"), ("slot gac*", "tahan"), ("bangsat", "samarkan")):
            KataTerlarang.objects.create(pola=pola, akibat=akibat)
        for isi in ("Main JUDI  daring yuk", "júdi\ndaring"):
            with self.subTest(isi), self.assertRaisesMessage(TulisanDitolak, "tidak dipakai"):
                buat_balasan(topik, self.eko, isi)
        self.assertIn("•••••••", buat_balasan(topik, self.eko, "Dasar Bangsat itu").sumber)
        self.assertTrue(buat_balasan(topik, self.eko, "perjudian daring dan bangsatnya").tampil)
        tahan = buat_balasan(topik, self.eko, "Ada Slot Gacor di sini")
        self.assertEqual(tahan.keadaan, Keadaan.MENUNGGU)
        self.assertEqual(Tinjauan.objects.get(kiriman=tahan).sebab, "kata")
        self.assertTrue(buat_balasan(topik, self.budi, "Pengurus boleh menyebut slot gacor").tampil)
        with self.assertRaises(TulisanDitolak):
            buat_topik(self.ruang, self.eko, "Judul tentang judi daring")
        self.assertEqual(list(periksa()), [])

    def test_pola_yang_terlalu_luas_ditolak(self):
        for pola in ("*", "ab*", "a*b", "x(y", "", "   ", "ka.ta"):
            with self.subTest(pola), self.assertRaises(ValidationError):
                periksa_pola(pola)
        for pola in ("pinjol", "slot gacor*", "anti-maling"):
            periksa_pola(pola)


class TulisanPertama(Dunia):
    def test_tautan_pertama_orang_baru_menunggu_lalu_disetujui(self):
        topik = buat_topik(self.ruang, self.ani)
        layanan.atur_tingkat(tempat=topik, pengguna=self.ani, tingkat="langganan")
        kiriman = buat_balasan(topik, self.baru, "Lihat https://contoh.id ya @budi")
        self.assertEqual(kiriman.keadaan, Keadaan.MENUNGGU)
        topik.refresh_from_db()
        self.assertEqual((topik.nomor_tertinggi, topik.nomor_akhir, topik.jumlah_kiriman), (2, 1, 1))
        kerjakan_tugas()
        tunggu = Kabar.objects.get()  # hanya pengurusnya, tanpa isi tulisannya
        self.assertEqual((tunggu.penerima, tunggu.jenis), (self.budi, "forum_perkara"))
        self.assertNotIn("contoh.id", tunggu.judul + tunggu.isi)
        alamat = topik.get_absolute_url()
        for orang, tampak in ((None, False), (self.eko, False), (self.baru, True), (self.budi, True)):
            self.client.logout()
            if orang:
                self.masuk(orang)
            with self.subTest(orang=str(orang)):
                self.assertEqual("contoh.id" in self.client.get(alamat).content.decode(), tampak)
        self.masuk(self.budi)
        self.assertContains(self.client.get("/forum/tinjauan/"), "Setujui")
        perkara = Tinjauan.objects.get()
        jawab = self.client.post(reverse("forum:tinjauan-putusan", args=[perkara.pk]), {"aksi": "biarkan"}, follow=True)
        self.assertContains(jawab, "Disetujui dan sekarang tampil")
        kiriman.refresh_from_db()
        self.assertTrue(kiriman.tampil)
        kerjakan_tugas()
        self.assertEqual(
            set(Kabar.objects.exclude(jenis="forum_perkara").values_list("penerima__username", "jenis")),
            {("ani", "forum_balasan"), ("budi", "forum_sebutan"), ("orang.baru", "forum_ditampilkan")},
        )
        self.assertEqual(list(periksa()), [])

    def test_topik_tertahan_tidak_tampak_di_mana_pun_sampai_disetujui(self):
        topik = buat_topik(self.ruang, self.baru, "Promosi yang menunggu diperiksa", sumber="Beli di https://contoh.id")
        self.assertEqual(topik.keadaan, Keadaan.MENUNGGU)
        self.ruang.refresh_from_db()
        self.assertEqual(self.ruang.jumlah_topik, 0)
        self.masuk(self.eko)
        for alamat in ("/forum/terbaru/", "/forum/cari/?q=promosi", "/forum/mirip/?judul=promosi+yang+menunggu", self.simpul.get_absolute_url(),
                       reverse("forum:umpan-simpul", args=[self.simpul.slug]), f"/forum/orang/{self.baru.pk}/"):  # fmt: skip
            self.assertNotIn("Promosi yang", self.client.get(alamat).content.decode(), alamat)
        self.assertEqual(self.client.get(topik.get_absolute_url()).status_code, 404)
        layanan.putuskan_tinjauan(tinjauan=Tinjauan.objects.get(), pelaku=self.budi, sembunyi=False)
        self.assertEqual(self.client.get(topik.get_absolute_url()).status_code, 200)
        self.assertEqual(list(periksa()), [])

    def test_ditolak_dan_batas_orang_baru(self):
        topik = buat_topik(self.ruang, self.ani)
        kiriman = buat_balasan(topik, self.baru, "https://a.id")
        layanan.putuskan_tinjauan(tinjauan=Tinjauan.objects.get(), pelaku=self.budi, sembunyi=True, alasan="iklan")
        kiriman.refresh_from_db()
        self.assertEqual(kiriman.keadaan, Keadaan.DISEMBUNYIKAN)
        with self.assertRaisesMessage(layanan.TerlaluSering, "dua tautan"):
            buat_balasan(topik, self.baru, "https://a.id https://b.id https://c.id")
        for n in range(3):
            buat_topik(self.ruang, self.baru, f"Pertanyaan orang baru {n}")
        with self.assertRaisesMessage(layanan.TerlaluSering, "tiga topik"):
            buat_topik(self.ruang, self.baru, "Pertanyaan keempat")
        self.assertTrue(buat_balasan(topik, self.eko, "https://a.id https://b.id https://c.id").tampil)
        self.assertEqual(list(periksa()), [])

    def test_tautan_yang_menyusul_lewat_suntingan_sampai_ke_antrean(self):
        kiriman = buat_balasan(buat_topik(self.ruang, self.ani), self.baru, "Kami sudah mencobanya.")
        layanan.sunting(kiriman=kiriman, penyunting=self.baru, sumber="Beli di https://contoh.id saja")
        kiriman.refresh_from_db()
        self.assertTrue(kiriman.tampil)
        self.assertEqual(Tinjauan.objects.get().sebab, Tinjauan.Sebab.PERTAMA)
        with self.assertRaisesMessage(layanan.TerlaluSering, "dua tautan"):
            layanan.sunting(kiriman=kiriman, penyunting=self.baru, sumber="https://a.id https://b.id https://c.id")

    def test_perangkap_hanya_bagi_orang_baru(self):
        topik = buat_topik(self.ruang, self.ani)
        lama = saat_dibuka()
        for orang, isi, terbit in (
            (self.baru, {}, False), (self.baru, {"dibuka": lama}, False), (self.baru, {"dibuka": "9:palsu"}, False),
            (self.eko, {}, True), (self.eko, {"situs_web": "http://x"}, True),
        ):  # fmt: skip
            self.masuk(orang)
            isian = {"kunci_kirim": uuid.uuid4(), "sumber": "Balasan biasa", "aksi": "kirim"} | isi
            jawab = self.client.post(reverse("forum:balas", args=[topik.pk]), isian)
            self.assertEqual(jawab.status_code == 302, terbit, (orang, isi))


class Tarik(Dunia):
    def test_pengurus_menghapus_dengan_alasan_dan_penulisnya_dikabari(self):
        topik = buat_topik(self.ruang, self.ani)
        kiriman = buat_balasan(topik, self.eko, "Omong kosong")
        alamat = reverse("forum:hapus", args=[kiriman.pk])
        self.masuk(self.budi)
        self.assertContains(self.client.get(alamat), "Hapus kiriman #2?")
        self.assertContains(self.client.post(alamat, {"alasan": " "}), "Isian ini perlu diisi")
        jawab = self.client.post(alamat, {"alasan": "Tidak menolong penanya"}, follow=True)
        self.assertEqual(jawab.request["PATH_INFO"], topik.get_absolute_url())
        self.assertContains(jawab, "penulisnya diberi tahu")
        kerjakan_tugas()
        kabar = Kabar.objects.get(penerima=self.eko, jenis="forum_disembunyikan")
        self.assertEqual(kabar.isi, "Alasannya: Tidak menolong penanya")
        self.masuk(self.eko)
        self.assertContains(self.client.get("/kabar/"), "Pengurus menghapus tulisan Anda")
        self.assertEqual(self.client.get(alamat).status_code, 404)
        self.assertContains(self.client.get("/forum/ditarik/"), "Tidak ada")

    def test_menyembunyikan_dua_kali_dikabarkan_dua_kali_dan_menampilkan_lagi_juga(self):
        kiriman = buat_balasan(buat_topik(self.ruang, self.ani), self.eko)
        for alasan in ("pertama", "kedua"):
            layanan.sembunyikan(kiriman=kiriman, pelaku=self.budi, alasan=alasan)
            kerjakan_tugas()
            layanan.pulihkan(kiriman=kiriman, pelaku=self.budi)
            kerjakan_tugas()
        jenis = Kabar.objects.filter(penerima=self.eko).values_list("jenis", flat=True)
        self.assertEqual(sorted(jenis), ["forum_disembunyikan"] * 2 + ["forum_ditampilkan"] * 2)

    def test_ditarik_dikembalikan_dan_dibuang_sesudah_tiga_puluh_hari(self):
        topik = buat_topik(self.ruang, self.ani)
        kiriman = buat_balasan(topik, self.eko, "Kalimat yang disesali")
        layanan.terima_jawaban(topik=topik, nomor=2, pelaku=self.ani)
        self.assertEqual(self.status(self.ani, "hapus", kiriman.pk), 404)
        self.assertEqual(self.status(self.eko, "hapus", kiriman.pk), 302)
        topik.refresh_from_db()
        self.assertEqual((topik.jumlah_kiriman, topik.nomor_akhir, topik.jawaban_id), (1, 1, None))
        self.masuk(self.ani)
        self.assertNotContains(self.client.get(topik.get_absolute_url()), "disesali")
        self.assertEqual(self.status(self.ani, "kembali", kiriman.pk), 404)
        self.masuk(self.eko)
        self.assertContains(self.client.get("/forum/ditarik/"), "disesali")
        self.assertEqual(self.status(self.eko, "kembali", kiriman.pk), 302)
        self.assertEqual(list(periksa()), [])
        layanan.hapus(kiriman=kiriman, pelaku=self.budi, alasan="menyinggung orang")
        self.assertEqual(
            self.status(self.eko, "kembali", kiriman.pk), 404, "yang dihapus pengurus tidak dikembalikan penulisnya"
        )
        self.assertNotContains(self.client.get("/forum/ditarik/"), "disesali")
        self.assertEqual(layanan.buang_isi_dihapus(), 0)
        Kiriman.objects.filter(pk=kiriman.pk).update(dihapus_pada=timezone.now() - timedelta(days=31))
        self.assertEqual(layanan.buang_isi_dihapus(), 1)
        kiriman.refresh_from_db()
        self.assertEqual((kiriman.sumber, kiriman.html, kiriman.nomor), ("", "", 2))
        self.assertEqual(buat_balasan(topik, self.ani).nomor, 3)
        self.assertEqual(list(periksa()), [])
        self.assertEqual(self.status(self.ani, "hapus", topik.kiriman.get(nomor=1).pk), 404)


class Merapikan(Dunia):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.lain = buat_ruang(cls.simpul, "lain", nama="Ruang lain")
        cls.tertutup = buat_simpul("tim-rapi", "anggota", cls.ani, pengurus=cls.budi)
        cls.dalam = buat_ruang(cls.tertutup)

    def test_pindah_dengan_pratinjau_angka_dan_umpan_ikut(self):
        topik = buat_topik(self.ruang, self.ani, "Topik yang dipindah pengurus")
        buat_balasan(topik, self.eko)
        alamat, umpan = reverse("forum:pindah", args=[topik.pk]), reverse("forum:umpan-simpul", args=[self.simpul.slug])
        self.assertContains(self.client.get(umpan), topik.judul)
        self.masuk(self.budi)
        jawab = self.client.post(alamat, {"ruang": self.dalam.pk, "aksi": "lihat"})
        self.assertContains(jawab, "Hanya anggota tim-rapi")
        ganti = {"ruang": self.lain.pk, "aksi": "pindah", "alasan": "Salah tempat", "dilihat": self.dalam.pk}
        self.assertContains(
            self.client.post(alamat, ganti), f"ke {self.lain}"
        )  # tujuan lain: akibatnya diperlihatkan dulu
        topik.refresh_from_db()
        self.assertEqual(topik.ruang, self.ruang)
        self.client.post(alamat, {"ruang": self.dalam.pk, "aksi": "pindah"})
        self.client.logout()
        self.assertNotContains(self.client.get(umpan), topik.judul)
        self.assertEqual(self.client.get(topik.get_absolute_url()).status_code, 404)
        self.assertNotContains(self.client.get("/forum/cari/?q=dipindah"), topik.judul)
        self.masuk(self.budi)
        jawab = self.client.post(alamat, {"ruang": self.lain.pk, "aksi": "pindah"})
        self.assertContains(jawab, "Tulis alasannya")
        self.client.post(alamat, {"ruang": self.lain.pk, "aksi": "pindah", "alasan": "Semua penulisnya setuju."})
        self.lain.refresh_from_db()
        self.assertEqual((self.lain.jumlah_topik, self.lain.jumlah_kiriman, self.lain.topik_akhir_id), (1, 2, topik.pk))
        self.assertContains(self.client.get(reverse("forum:jejak", args=[topik.pk])), "Semua penulisnya setuju.")
        self.assertEqual(list(periksa()), [])
        for rusak in ("x", "9" * 30, "\x00", ""):
            self.assertEqual(self.client.post(alamat, {"ruang": rusak, "aksi": "pindah"}).status_code, 200)

    def test_gabung_menyambung_nomor_dan_mengalihkan_alamat(self):
        satu, dua = (
            buat_topik(self.ruang, self.ani, "Soal yang sama pertama"),
            buat_topik(self.lain, self.eko, "Soal yang sama kedua"),
        )
        buat_balasan(dua, self.budi, "Jawaban di topik kedua")
        layanan.suka(kiriman=dua.kiriman.get(nomor=2), pengguna=self.ani)
        self.masuk(self.budi)
        alamat = reverse("forum:gabung", args=[dua.pk])
        self.assertContains(
            self.client.post(alamat, {"tujuan": f"http://testserver{satu.get_absolute_url()}", "aksi": "lihat"}),
            "2 kiriman",
        )
        for tujuan in ("", "abc", "999999", dua.get_absolute_url()):
            self.assertEqual(self.client.post(alamat, {"tujuan": tujuan, "aksi": "gabung"}).status_code, 200, tujuan)
        self.client.post(alamat, {"tujuan": satu.get_absolute_url(), "aksi": "gabung"})
        satu.refresh_from_db()
        self.assertEqual((satu.nomor_tertinggi, satu.jumlah_kiriman), (3, 3))
        self.assertEqual(
            list(satu.kiriman.order_by("nomor").values_list("penulis__username", flat=True)), ["ani", "eko", "budi"]
        )
        self.client.logout()
        jawab = self.client.get(dua.get_absolute_url())
        self.assertEqual((jawab.status_code, jawab["Location"]), (301, satu.get_absolute_url()))
        jawab = self.client.get(dua.alamat_kiriman(2))
        self.assertEqual(jawab["Location"], satu.alamat_kiriman(3))
        self.assertEqual(list(periksa()), [])
        self.assertEqual(buat_balasan(satu, self.ani).nomor, 4)

    def test_gabung_lintas_simpul_tertutup_ditolak_dan_alihannya_tidak_bocor(self):
        rahasia, lain = (
            buat_topik(self.dalam, self.ani, "Rahasia satu di dalam"),
            buat_topik(self.dalam, self.budi, "Rahasia dua di dalam"),
        )
        umum = buat_topik(self.ruang, self.ani, "Topik umum biasa")
        with self.assertRaises(layanan.TidakBoleh):
            layanan.gabungkan_topik(asal=rahasia, tujuan=umum, pelaku=self.budi)
        layanan.gabungkan_topik(asal=rahasia, tujuan=lain, pelaku=self.budi)
        self.masuk(self.eko)
        for alamat in (rahasia.get_absolute_url(), rahasia.alamat_kiriman(1)):
            self.assertEqual(self.client.get(alamat).status_code, 404)
        self.masuk(self.ani)
        self.assertEqual(self.client.get(rahasia.get_absolute_url())["Location"], lain.get_absolute_url())

    def test_gabungan_berurutan_menurut_waktu_dan_tautan_yang_bergeser_sampai(self):
        lama = timezone.now() - timedelta(days=2)
        satu = buat_topik(self.ruang, self.ani, "Soal yang sama pertama", pada=lama)
        dua = buat_topik(self.ruang, self.eko, "Soal yang sama kedua", pada=lama + timedelta(hours=1))
        for topik, jam, isi in ((satu, 2, "b"), (dua, 3, "c"), (satu, 4, "d")):
            buat_balasan(topik, self.budi, f"balasan {isi}", pada=lama + timedelta(hours=jam), balasan_untuk=1)
        layanan.terima_jawaban(topik=satu, nomor=3, pelaku=self.ani)
        layanan.gabungkan_topik(asal=dua, tujuan=satu, pelaku=self.budi)
        tampil = satu.kiriman.tampil().order_by("nomor")
        self.assertEqual(list(tampil.values_list("dibuat", flat=True)), sorted(tampil.values_list("dibuat", flat=True)))
        self.assertEqual(
            list(tampil.values_list("nomor", "balasan_untuk")), [(1, None), (4, None), (5, 1), (6, 4), (7, 1)]
        )
        satu.refresh_from_db()
        self.assertEqual((satu.jawaban.nomor, satu.nomor_tertinggi, satu.jumlah_kiriman), (7, 7, 5))
        self.assertEqual(self.client.get(satu.alamat_kiriman(3))["Location"], satu.alamat_kiriman(7))
        self.assertEqual(list(periksa()), [])

    def test_desa_yang_dibicarakan_ikut_gabungan_dan_pisahan(self):
        satu, dua = (buat_topik(self.ruang, self.ani, f"Soal di desa yang sama {n}") for n in ("satu", "dua"))
        suliki, kurai = self.wilayah["13.07.01.2004"], self.wilayah["13.07.01.2001"]
        satu.wilayah.add(suliki)
        dua.wilayah.add(suliki, kurai)
        layanan.gabungkan_topik(asal=dua, tujuan=satu, pelaku=self.budi)
        self.assertEqual(set(satu.wilayah.all()), {suliki, kurai})
        satu.bidang.add(Bidang.objects.get(slug="surat-tte"))
        baru = layanan.pisahkan(topik=satu, nomor=[2], judul="Soal yang lain lagi", pelaku=self.budi)
        self.assertEqual((set(baru.wilayah.all()), baru.bidang.get().slug), ({suliki, kurai}, "surat-tte"))

    def test_pisah_menjadi_topik_baru_dengan_tautan_lama_sampai(self):
        topik = buat_topik(self.ruang, self.ani)
        for n in range(4):
            buat_balasan(topik, self.eko if n % 2 else self.budi, f"balasan {n}")
        layanan.terima_jawaban(topik=topik, nomor=3, pelaku=self.ani)
        self.masuk(self.budi)
        alamat = reverse("forum:pisah", args=[topik.pk])
        isian = {"judul": "Hal lain yang dibicarakan", "nomor": [3, 5]}
        self.assertContains(self.client.post(alamat, isian | {"aksi": "lihat"}), "Topik barunya")
        for rusak in ({"nomor": [1]}, {"nomor": []}, {"nomor": ["x"]}, {"nomor": ["9" * 40]}, {"judul": "x"}):
            self.assertEqual(self.client.post(alamat, isian | rusak | {"aksi": "pisah"}).status_code, 200, rusak)
        self.client.post(alamat, isian | {"aksi": "pisah"})
        baru = Topik.objects.get(judul="Hal lain yang dibicarakan")
        topik.refresh_from_db()
        self.assertEqual(
            (topik.jumlah_kiriman, topik.nomor_tertinggi, topik.nomor_akhir, topik.jawaban_id), (3, 5, 4, None)
        )
        self.assertEqual((baru.jumlah_kiriman, baru.nomor_tertinggi, baru.penulis), (2, 2, self.eko))
        self.assertEqual(self.client.get(topik.alamat_kiriman(5))["Location"], baru.alamat_kiriman(2))
        self.assertEqual(list(periksa()), [])

    def test_hanya_pengurus_kedua_tempat(self):
        topik = buat_topik(self.ruang, self.ani)
        for orang in (self.ani, self.eko, self.gita, self.fajar):
            for nama in ("pindah", "gabung", "pisah"):
                with self.subTest(orang=orang.username, nama=nama):
                    self.assertEqual(self.status(orang, nama, topik.pk), 404)
            self.assertEqual(self.client.get(reverse("forum:jejak", args=[topik.pk])).status_code, 404)
        asing = buat_simpul("simpul-lain", "publik", pengurus=self.dewi)
        with self.assertRaises(layanan.TidakBoleh):
            layanan.pindahkan(topik=topik, ruang=buat_ruang(asing), pelaku=self.budi, alasan="x")


class DenganSanksi(Dunia):
    def beri(self, jenis: str = "bisukan", **isi) -> Sanksi:
        return layanan.beri_sanksi(
            **{
                "pengguna": self.eko,
                "simpul": self.simpul,
                "jenis": jenis,
                "hari": 3,
                "alasan": "Mengulang iklan.",
                "pelaku": self.budi,
            }
            | isi
        )

    def test_dibisukan_dengan_alasan_akhir_dan_keberatan(self):
        topik = buat_topik(self.ruang, self.ani)
        kiriman = buat_balasan(topik, self.eko, "iklan lagi")
        self.assertEqual(
            self.status(self.budi, "sanksi-beri", kiriman.pk, jenis="bisukan", hari=3, alasan="Mengulang iklan."), 302
        )
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.get(penerima=self.eko, jenis="forum_sanksi").isi, "Mengulang iklan.")
        self.masuk(self.eko)
        isian = {"kunci_kirim": uuid.uuid4(), "sumber": "masih boleh?", "aksi": "kirim"}
        self.assertContains(self.client.post(reverse("forum:balas", args=[topik.pk]), isian), "Mengulang iklan.")
        self.assertContains(self.client.get("/forum/milik-saya/"), "/forum/sanksi/")
        layanan.suka(kiriman=topik.kiriman.get(nomor=1), pengguna=self.eko)
        luar = buat_ruang(buat_simpul("simpul-lain", "publik", pengurus=self.dewi))
        buat_topik(luar, self.eko, "Di simpul lain tetap boleh")
        self.assertContains(self.client.get("/forum/sanksi/"), "Ajukan keberatan")
        sanksi = Sanksi.objects.get()
        for _ in range(2):
            self.client.post(reverse("forum:sanksi-banding", args=[sanksi.pk]), {"isi": "Itu bukan iklan."})
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.filter(penerima=self.budi, judul__contains="keberatan").count(), 1)
        self.assertEqual(self.status(self.eko, "sanksi-putusan", sanksi.pk, aksi="cabut"), 404)
        self.assertEqual(self.status(self.budi, "sanksi-putusan", sanksi.pk, aksi="cabut", putusan="Baik, maaf."), 302)
        kerjakan_tugas()
        self.assertTrue(Kabar.objects.filter(penerima=self.eko, judul="Sanksi Anda dicabut").exists())
        buat_balasan(topik, self.eko, "Terima kasih")

    def test_ditangguhkan_tidak_berbuat_apa_apa_dan_berakhir_sendiri(self):
        topik = buat_topik(self.ruang, self.ani)
        self.beri("tangguhkan")
        with self.assertRaises(layanan.Disanksi):
            layanan.suka(kiriman=topik.kiriman.get(), pengguna=self.eko)
        with self.assertRaises(layanan.Disanksi):
            buat_topik(self.ruang, self.eko)
        Sanksi.objects.update(mulai=timezone.now() - timedelta(days=9), sampai=timezone.now() - timedelta(seconds=1))
        buat_topik(self.ruang, self.eko)

    def test_siapa_boleh_memberi(self):
        moderator = Pengguna.objects.create(username="moderator")
        AnggotaSimpul.objects.create(simpul=self.simpul, pengguna=moderator, peran="moderator")
        for isi in ({"pelaku": self.ani}, {"pelaku": self.gita}, {"pelaku": self.citra}, {"pengguna": self.budi}, {"pengguna": self.hadi},
                    {"pelaku": moderator, "pengguna": self.budi}, {"simpul": None}, {"hari": 0}, {"hari": 91}, {"alasan": " "}, {"jenis": "x"}):  # fmt: skip
            with self.subTest(isi), self.assertRaises(layanan.TidakBoleh):
                self.beri(**isi)
        self.beri(pelaku=moderator)
        self.beri(simpul=None, pelaku=self.hadi)
        with self.assertRaises(layanan.Disanksi):
            buat_topik(buat_ruang(buat_simpul("lain-lagi", "publik")), self.eko)
        for orang, n in ((self.eko, 2), (self.budi, 1), (self.hadi, 2), (self.ani, 0), (self.gita, 0)):
            self.assertEqual(Sanksi.objects.terlihat(oleh=orang).count(), n, orang)


class TingkatDanLaporan(Dunia):
    def _dikenal(self, nama: str) -> Pengguna:
        """Orang tingkat 1: punya tulisan tampil dan sudah membaca lima topik."""
        orang = Pengguna.objects.create(username=nama)
        for n in range(5):
            topik = buat_topik(self.ruang, self.ani, f"Topik bacaan nomor {n} bagi {nama}", pada=timezone.now())
            layanan.tandai_dibaca(topik=topik, pengguna=orang, nomor=1)
        buat_balasan(topik, orang, "Terima kasih, berhasil.")
        return orang

    def test_tingkat_naik_menurut_kegiatan_dan_turun_begitu_laporannya_terbukti(self):
        self.assertEqual((tingkat(self.baru), tingkat(self.budi)), (0, 3))
        orang = self._dikenal("satu")
        self.assertEqual(tingkat(orang), 1)
        Kiriman.objects.filter(penulis=orang).update(jumlah_suka=20)
        self.assertEqual(tingkat(orang), 1)
        orang.date_joined = timezone.now() - timedelta(days=21)
        self.assertEqual(tingkat(orang), 2)
        salah = buat_balasan(Topik.objects.first(), orang, "Kasar")
        perkara = Tinjauan.objects.create(kiriman=salah, sebab="laporan")
        layanan.putuskan_tinjauan(tinjauan=perkara, pelaku=self.budi, sembunyi=True, alasan="kasar")
        self.assertEqual(tingkat(orang), 1)

    def test_tiga_laporan_berbobot_menahan_seketika_sampai_diputus(self):
        sasaran = buat_balasan(buat_topik(self.ruang, self.ani), self.eko, "Tulisan bermasalah")
        for nama in ("satu", "dua", "tiga"):
            sasaran.refresh_from_db()
            self.assertTrue(sasaran.tampil)
            layanan.laporkan(kiriman=sasaran, pelapor=self._dikenal(nama), sebab="kasar")
        sasaran.refresh_from_db()
        self.assertEqual(sasaran.keadaan, Keadaan.MENUNGGU)
        self.assertEqual(list(periksa()), [])
        self.masuk(self.ani)
        self.assertNotContains(self.client.get(sasaran.topik.get_absolute_url()), "Tulisan bermasalah")
        perkara = Tinjauan.objects.get(kiriman=sasaran)
        self.assertEqual(self.status(self.budi, "tinjauan-putusan", perkara.pk, aksi="biarkan"), 302)
        sasaran.refresh_from_db()
        self.assertTrue(sasaran.tampil)

    def test_tiga_akun_baru_tidak_dapat_membungkam(self):
        sasaran = buat_balasan(buat_topik(self.ruang, self.ani), self.eko, "Pendapat yang tidak disukai")
        for n in range(3):
            layanan.laporkan(kiriman=sasaran, pelapor=Pengguna.objects.create(username=f"akun{n}"), sebab="lain")
        sasaran.refresh_from_db()
        self.assertTrue(sasaran.tampil)

    def test_perkara_dipegang_satu_pengurus_lima_belas_menit(self):
        dua = Pengguna.objects.create(username="pengurus.dua", first_name="Pengurus Dua")
        AnggotaSimpul.objects.create(simpul=self.simpul, pengguna=dua, peran="moderator")
        sasaran = buat_balasan(buat_topik(self.ruang, self.ani), self.eko, "Dilaporkan")
        layanan.laporkan(kiriman=sasaran, pelapor=self.ani, sebab="lain")
        perkara = Tinjauan.objects.get()
        self.status(self.budi, "tinjauan-putusan", perkara.pk, aksi="pegang")
        self.masuk(dua)
        self.assertContains(self.client.get("/forum/tinjauan/"), f"Sedang diperiksa {self.budi.nama}")
        self.status(dua, "tinjauan-putusan", perkara.pk, aksi="sembunyikan", alasan="x")
        self.status(dua, "tinjauan-putusan", perkara.pk, aksi="pegang")
        perkara.refresh_from_db()
        self.assertEqual((perkara.keadaan, perkara.diambil_oleh), ("terbuka", self.budi))
        Tinjauan.objects.update(diambil_sampai=timezone.now() - timedelta(minutes=1))
        self.status(dua, "tinjauan-putusan", perkara.pk, aksi="sembunyikan", alasan="x\x00y")
        perkara.refresh_from_db()
        self.assertEqual((perkara.keadaan, perkara.diputus_oleh), ("disembunyikan", dua))
