"""Orang memakai forum lewat halamannya, tanpa JavaScript (jalan 4 dan sekitarnya)."""

from __future__ import annotations

import json
import re
import uuid

from django.urls import reverse

from forum import layanan
from forum.models import AnggotaSimpul, Draf, Kiriman, LaporanKiriman, Simpul, Tinjauan, Topik, TopikPengguna
from modul_pelatihan.models import Bidang
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik, kerjakan_tugas


class Halaman(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ruang = buat_ruang(cls.simpul)
        Simpul.objects.filter(pk=cls.simpul.pk).update(jumlah_anggota=2)

    def tulis(self, **isi):
        alamat = reverse("forum:topik-baru", args=[self.simpul.slug, "tanya"])
        isian = {
            "kunci_kirim": uuid.uuid4(), "jenis": "tanya", "judul": "Nama wali nagari lama masih tercetak",
            "sumber": "Di **Cetak Surat** masih nama lama.", "aksi": "kirim",
        }  # fmt: skip
        return self.client.post(alamat, isian | isi)

    def test_jalan_empat_ani_bertanya_budi_menjawab_ani_menerima(self):
        self.masuk(self.ani)
        halaman = self.client.get(reverse("forum:topik-baru", args=[self.simpul.slug, "tanya"]))
        self.assertContains(halaman, "Nagari Suliki")
        bidang = Bidang.objects.filter(induk__isnull=True).first()
        jawab = self.tulis(bidang=bidang.pk, desa=self.wilayah["13.07.01.2004"].pk)
        topik = Topik.objects.get()
        self.assertRedirects(jawab, topik.get_absolute_url())
        self.assertEqual(list(topik.wilayah.all()), [self.wilayah["13.07.01.2004"]])
        self.assertEqual(list(topik.bidang.all()), [bidang])

        self.masuk(self.budi)
        self.assertContains(self.client.get("/forum/belum-terjawab/"), topik.judul)
        jawab = self.client.post(
            reverse("forum:balas", args=[topik.pk]),
            {"kunci_kirim": uuid.uuid4(), "sumber": "Ganti dengan `[form_nama_pamong]`.", "aksi": "kirim"},
        )
        self.assertEqual(jawab["Location"], topik.alamat_kiriman(2))
        kerjakan_tugas()

        self.masuk(self.ani)
        self.assertContains(self.client.get("/kabar/"), "Budi Santoso membalas")
        self.assertContains(self.client.get(topik.get_absolute_url()), "Terima jawaban")
        self.client.post(reverse("forum:jawaban", args=[topik.pk]), {"nomor": 2})
        halaman = self.client.get(topik.get_absolute_url())
        self.assertContains(halaman, "Jawaban diterima")
        self.assertContains(halaman, "Terjawab")
        self.assertNotContains(self.client.get("/forum/belum-terjawab/"), topik.judul)

    def test_kirim_dua_kali_kembali_ke_topik_yang_sama(self):
        self.masuk(self.ani)
        kunci = uuid.uuid4()
        alamat = [self.tulis(kunci_kirim=kunci)["Location"] for _ in range(2)]
        self.assertEqual(alamat[0], alamat[1])
        self.assertEqual(Topik.objects.count(), 1)

    def test_mundur_lalu_menulis_yang_lain_tidak_membuang_tulisan_kedua(self):
        topik = buat_topik(self.ruang, self.ani)
        self.masuk(self.budi)
        isian = {"kunci_kirim": uuid.uuid4(), "sumber": "Balasan pertama", "aksi": "kirim"}
        alamat = reverse("forum:balas", args=[topik.pk])
        for sumber in ("Balasan pertama", "Balasan pertama", "Balasan kedua", "Balasan kedua"):
            self.client.post(alamat, isian | {"sumber": sumber})
        balasan = topik.kiriman.filter(nomor__gt=1).order_by("nomor").values_list("sumber", flat=True)
        self.assertEqual(list(balasan), ["Balasan pertama", "Balasan kedua"])
        layanan.sunting(kiriman=topik.kiriman.get(nomor=2), penyunting=self.budi, sumber="Disunting sesudahnya")
        self.client.post(alamat, isian)
        kunci = uuid.uuid4()
        for judul in ("Peta wilayah kosong sejak kemarin", "Anjungan tidak menyala di kantor"):
            self.tulis(kunci_kirim=kunci, judul=judul, sumber=f"Tentang {judul}")
        self.assertEqual((topik.kiriman.count(), Topik.objects.filter(penulis=self.budi).count()), (3, 2))

    def test_nomor_halaman_ruang_yang_terlalu_besar_menjadi_yang_terakhir(self):
        buat_topik(self.ruang, self.ani)
        jawab = self.client.get(self.ruang.get_absolute_url(), {"halaman": 77})
        self.assertContains(jawab, "Halaman 1 dari 1")
        self.assertContains(jawab, "Cetak surat tidak keluar")

    def test_pratinjau_tidak_menerbitkan_dan_menyimpan_draf_tersamar(self):
        self.masuk(self.ani)
        halaman = self.tulis(aksi="pratinjau", sumber="Data **Buk Ros** NIK 3399990411870003")
        self.assertContains(halaman, "<strong>Buk Ros</strong>")
        self.assertContains(halaman, "disamarkan")
        self.assertFalse(Topik.objects.exists())
        self.assertNotIn("9990411870003", Draf.objects.get().sumber)
        self.assertContains(
            self.client.get(reverse("forum:topik-baru", args=[self.simpul.slug, "tanya"])), "3399••••••••0003"
        )
        self.tulis()
        self.assertFalse(Draf.objects.exists())

    def test_galat_menyebut_cara_membetulkan(self):
        self.masuk(self.ani)
        self.assertContains(self.tulis(sumber="   "), "masih kosong")
        self.assertContains(self.tulis(sumber="x" * 20_001), "Bagi menjadi beberapa kiriman")
        self.assertContains(self.tulis(judul="pendek"), "terlalu pendek")
        self.assertEqual(self.tulis(jenis="acara", kunci_kirim="bukan-uuid").status_code, 200)
        self.assertFalse(Topik.objects.exists())

    def test_kutip_mengisi_balasan(self):
        topik = buat_topik(self.ruang, self.ani)
        self.masuk(self.budi)
        halaman = self.client.get(reverse("forum:balas", args=[topik.pk]) + "?kutip=1")
        self.assertContains(halaman, "&gt; @ani")
        self.assertContains(halaman, "&gt; Setelah diperbarui")

    def test_alamat_lama_dialihkan_dan_tautan_tetap_menuju_halamannya(self):
        topik = buat_topik(self.ruang, self.ani)
        for n in range(24):
            buat_balasan(topik, self.budi if n % 2 else self.eko, f"balasan ke-{n}")
        lama = f"/forum/t/{topik.pk}-judul-lama/?nomor=23"
        jawab = self.client.get(lama)
        self.assertEqual((jawab.status_code, jawab["Location"]), (301, f"{topik.get_absolute_url()}?nomor=23"))
        halaman = self.client.get(jawab["Location"])
        self.assertContains(halaman, 'id="kiriman-23"')
        self.assertNotContains(halaman, 'id="kiriman-1"')
        self.assertContains(halaman, "Halaman 2 dari 2")
        for rusak in ("?nomor=abc", "?halaman=-1", "?halaman=99999999999", "?nomor=9" * 3, "?halaman=²"):
            self.assertEqual(self.client.get(topik.get_absolute_url() + rusak).status_code, 200, rusak)

    def test_belum_dibaca_dan_lompat_ke_yang_pertama(self):
        self.masuk(self.eko)
        topik = buat_topik(self.ruang, self.ani)
        buat_balasan(topik, self.budi)
        self.assertContains(self.client.get("/forum/belum-dibaca/"), topik.judul)
        self.client.get(topik.get_absolute_url())
        self.assertNotContains(self.client.get("/forum/belum-dibaca/"), topik.judul)
        self.assertEqual(TopikPengguna.objects.get(pengguna=self.eko).terakhir_dibaca, 2)
        buat_balasan(topik, self.budi)
        halaman = self.client.get("/forum/belum-dibaca/")
        self.assertContains(halaman, "Balasan baru")
        lanjut = self.client.get(reverse("forum:topik-lanjut", args=[topik.pk]))
        self.assertEqual(lanjut["Location"], topik.alamat_kiriman(3))
        self.client.post("/forum/terbaca/")
        self.assertContains(self.client.get("/forum/belum-dibaca/"), "Tidak ada yang tertinggal")

    def test_kiriman_tersembunyi_tidak_membuat_belum_dibaca(self):
        topik = buat_topik(self.ruang, self.ani)
        self.masuk(self.eko)
        self.client.get(topik.get_absolute_url())
        kiriman = buat_balasan(topik, self.ani)
        layanan.sembunyikan(kiriman=kiriman, pelaku=self.budi, alasan="iklan")
        self.assertNotContains(self.client.get("/forum/belum-dibaca/"), topik.judul)

    def test_ruang_ditandai_terbaca_sendiri(self):
        lain = buat_ruang(self.simpul, "acara", nama="Acara")
        buat_topik(self.ruang, self.ani, "Topik di ruang tanya")
        buat_topik(lain, self.ani, "Topik di ruang acara")
        self.masuk(self.eko)
        self.client.post("/forum/terbaca/", {"ruang": self.ruang.pk})
        halaman = self.client.get("/forum/belum-dibaca/")
        self.assertContains(halaman, "Topik di ruang acara")
        self.assertNotContains(halaman, "Topik di ruang tanya")

    def test_eko_minta_bergabung_budi_menerima(self):
        self.masuk(self.eko)
        self.assertContains(self.client.get(self.simpul.get_absolute_url()), "Minta bergabung")
        for _ in range(2):
            self.client.post(reverse("forum:simpul-gabung", args=[self.simpul.slug]))
        kerjakan_tugas()
        anggota = AnggotaSimpul.objects.get(pengguna=self.eko)
        self.assertEqual(anggota.keadaan, "diminta")
        alamat = reverse("forum:anggota-putusan", args=[self.simpul.slug, anggota.pk])
        self.assertEqual(self.client.post(alamat, {"aksi": "terima"}).status_code, 404)
        self.masuk(self.budi)
        self.assertContains(self.client.get("/kabar/"), "Eko Prasetyo ingin bergabung")
        self.assertContains(self.client.get(reverse("forum:anggota", args=[self.simpul.slug])), "Eko Prasetyo")
        for _ in range(2):
            self.client.post(alamat, {"aksi": "terima"})
        self.simpul.refresh_from_db()
        self.assertEqual(self.simpul.jumlah_anggota, 3)
        kerjakan_tugas()
        self.masuk(self.eko)
        self.client.post(reverse("forum:simpul-keanggotaan", args=[self.simpul.slug]), {"tampil_publik": "on"})
        anggota.refresh_from_db()
        self.assertEqual((anggota.tersedia, anggota.tampil_publik), (False, True))
        self.client.post(reverse("forum:simpul-keluar", args=[self.simpul.slug]))
        self.simpul.refresh_from_db()
        self.assertEqual(self.simpul.jumlah_anggota, 2)

    def test_laporan_sampai_ke_antrean_dan_diputus_sekali(self):
        topik = buat_topik(self.ruang, self.ani)
        kiriman = buat_balasan(topik, self.eko, "Butuh dana cepat? klik sini")
        self.masuk(self.ani)
        alamat = reverse("forum:lapor", args=[kiriman.pk])
        self.assertEqual(self.client.get(alamat).status_code, 200)
        for _ in range(2):
            self.client.post(alamat, {"sebab": "iklan", "alasan": "penipuan"})
        self.assertEqual(LaporanKiriman.objects.count(), 1)
        self.assertNotContains(self.client.get("/forum/tinjauan/"), "Butuh dana")
        self.masuk(self.budi)
        self.assertContains(self.client.get("/forum/tinjauan/"), "Butuh dana")
        perkara = Tinjauan.objects.get()
        putusan = reverse("forum:tinjauan-putusan", args=[perkara.pk])
        self.client.post(putusan, {"aksi": "sembunyikan"})
        perkara.refresh_from_db()
        self.assertEqual(perkara.keadaan, "terbuka")  # tanpa alasan tidak diputus
        self.client.post(putusan, {"aksi": "sembunyikan", "alasan": "jelas\x00 penipuan"})
        perkara.refresh_from_db()
        self.assertEqual(perkara.alasan, "jelas penipuan")
        kiriman.refresh_from_db()
        self.assertFalse(kiriman.tampil)
        self.assertContains(self.client.post(putusan, {"aksi": "biarkan"}, follow=True), "sudah diputus")

    def test_pengurus_menyembunyikan_mengunci_menyematkan(self):
        topik = buat_topik(self.ruang, self.ani)
        kiriman = buat_balasan(topik, self.eko)
        self.masuk(self.budi)
        sembunyi = reverse("forum:sembunyikan", args=[kiriman.pk])
        self.assertContains(self.client.post(sembunyi, {"alasan": ""}), "isian__galat")
        self.client.post(sembunyi, {"alasan": "salah ruang"})
        kiriman.refresh_from_db()
        self.assertFalse(kiriman.tampil)
        self.client.post(reverse("forum:pulihkan", args=[kiriman.pk]))
        for aksi, harap in (
            ("kunci", "dikunci"),
            ("sematkan", "disematkan"),
            ("lepas", "dilepas"),
            ("buka-kunci", "dibuka"),
        ):
            with self.subTest(aksi):
                jawab = self.client.post(reverse("forum:topik-atur", args=[topik.pk]), {"aksi": aksi}, follow=True)
                self.assertContains(jawab, harap)

    def test_suntingan_yang_bertabrakan_tidak_menimpa_diam_diam(self):
        topik = buat_topik(self.ruang, self.ani)
        kiriman = topik.kiriman.get()
        self.masuk(self.ani)
        alamat = reverse("forum:sunting", args=[kiriman.pk])
        self.assertEqual(self.client.get(alamat).status_code, 200)
        layanan.sunting(kiriman=kiriman, penyunting=self.budi, sumber="Disunting Budi.")
        isian = {"dari_sunting": 0, "judul": topik.judul, "sumber": "Disunting Ani.", "aksi": "kirim"}
        halaman = self.client.post(alamat, isian)
        self.assertContains(halaman, "baru saja disunting orang lain")
        kiriman.refresh_from_db()
        self.assertEqual(kiriman.sumber, "Disunting Budi.")
        self.client.post(alamat, isian | {"dari_sunting": 1})
        self.assertContains(self.client.get(reverse("forum:riwayat", args=[kiriman.pk])), "Disunting Budi.")

    def test_cari_menemukan_judul_dan_isi_dan_aman_dari_sintaks(self):
        topik = buat_topik(self.ruang, self.ani, "Impor penduduk berhenti di baris 312")
        buat_balasan(topik, self.budi, "Ubah kolom tanggal <lahir> menjadi **teks**.")
        for kata in ("impor penduduk", "baris 312", "kolom tang", "TANGGAL"):
            with self.subTest(kata):
                self.assertContains(self.client.get("/forum/cari/", {"q": kata}), topik.judul)
        for kata in ('"', "a OR b", "judul:x", "NEAR(", "' OR 1=1 --", "\\", "&|!", "tidakada"):
            with self.subTest(kata):
                jawab = self.client.get("/forum/cari/", {"q": kata})
                self.assertEqual(jawab.status_code, 200)
                self.assertNotContains(jawab, topik.judul)
        for kata in ("mengimpor kependudukan", "imporr", "pengubahan kolom"):  # bentuk kata lain dan salah ketik
            with self.subTest(kata):
                self.assertContains(self.client.get("/forum/cari/", {"q": kata}), topik.judul)
        self.assertContains(
            self.client.get("/forum/cari/", {"q": "kolomnya"}), "<mark>kolom</mark> tanggal &lt;lahir&gt;"
        )
        halaman = self.client.get("/forum/cari/", {"q": "lahir mark"})
        self.assertEqual(halaman.status_code, 200)
        layanan.sunting(kiriman=topik.kiriman.get(nomor=2), penyunting=self.budi, sumber="Isi baru sama sekali.")
        self.assertNotContains(self.client.get("/forum/cari/", {"q": "tanggal"}), topik.judul)

    def test_cari_disaring_menurut_simpul_bidang_jenis_dan_jawaban(self):
        lain = buat_simpul("simpul-lain", "publik", pengurus=self.dewi)
        rahasia = buat_simpul("simpul-rahasia", "rahasia", pengurus=self.dewi)
        bidang = Bidang.objects.filter(induk__isnull=True).first()
        satu = buat_topik(self.ruang, self.ani, "Anjungan macet di kantor", bidang=[bidang])
        dua = buat_topik(buat_ruang(lain), self.dewi, "Anjungan hidup kembali", jenis="diskusi")
        buat_balasan(satu, self.budi, "Anjungan perlu dinyalakan ulang.")
        layanan.terima_jawaban(topik=satu, nomor=2, pelaku=self.ani)
        for saringan, tampak in (
            ({}, (1, 1)), ({"simpul": "simpul-lain"}, (0, 1)), ({"simpul": "simpul-rahasia"}, (1, 1)),
            ({"bidang": bidang.slug}, (1, 0)), ({"jenis": "diskusi"}, (0, 1)), ({"dijawab": "1"}, (1, 0)),
            ({"simpul": "simpul-lain", "dijawab": "1"}, (0, 0)), ({"jenis": "x", "bidang": "\x00", "simpul": "'"}, (1, 1)),
        ):  # fmt: skip
            with self.subTest(saringan):
                jawab = self.client.get("/forum/cari/", {"q": "anjungan"} | saringan)
                isi = jawab.content.decode()
                self.assertEqual((int(satu.judul in isi), int(dua.judul in isi)), tampak)
                self.assertNotIn(rahasia.nama, isi)

    def test_data_terstruktur_tidak_dapat_menutup_elemennya(self):
        topik = buat_topik(self.ruang, self.ani, "Judul </script><script>alert(1)</script> & kawan")
        self.assertNotContains(self.client.get(topik.get_absolute_url()), "ld+json")
        self.assertContains(self.client.get(topik.get_absolute_url()), "noindex")
        buat_balasan(topik, self.budi, "Jawaban `</script><b>` & lain")
        layanan.terima_jawaban(topik=topik, nomor=2, pelaku=self.ani)
        isi = self.client.get(topik.get_absolute_url()).content.decode()
        self.assertNotIn("<script>alert", isi)
        data = json.loads(re.search(r'ld\+json"[^>]*>(.*?)</script>', isi, re.DOTALL)[1])
        self.assertEqual(data["@type"], "QAPage")
        self.assertEqual(data["mainEntity"]["acceptedAnswer"]["author"]["name"], "Budi Santoso")
        self.assertEqual(data["mainEntity"]["acceptedAnswer"]["text"], "Jawaban </script><b> & lain")
        self.assertNotIn("email", json.dumps(data))
        orang = self.client.get(reverse("forum:orang", args=[self.budi.pk]))
        self.assertContains(orang, "Jawaban &lt;/script&gt;&lt;b&gt; &amp; lain")  # tersandi sekali saja
        diskusi = buat_topik(self.ruang, self.ani, "Catatan kunjungan pekan ini", jenis="diskusi")
        self.assertContains(self.client.get(diskusi.get_absolute_url()), "DiscussionForumPosting")

    def test_kunci_daftar_palsu_diabaikan(self):
        topik = buat_topik(self.ruang, self.ani)
        for kunci in ("abc", "1-2", "9" * 300, "1-2:palsu"):
            self.assertContains(self.client.get(self.ruang.get_absolute_url(), {"sesudah": kunci}), topik.judul)

    def test_penulis_terhapus_tampil_sebagai_anggota_terhapus(self):
        topik = buat_topik(self.ruang, self.ani)
        buat_balasan(topik, self.eko)
        self.eko.delete()
        for alamat in (topik.get_absolute_url(), self.ruang.get_absolute_url(), "/forum/", "/forum/cari/?q=singgahan"):
            with self.subTest(alamat):
                self.assertContains(self.client.get(alamat), "nggota terhapus")

    def test_yang_belum_masuk_diminta_masuk_dulu(self):
        topik = buat_topik(self.ruang, self.ani)
        for alamat in (
            "/forum/tulis/",
            "/forum/belum-dibaca/",
            "/forum/milik-saya/",
            reverse("forum:balas", args=[topik.pk]),
        ):
            jawab = self.client.get(alamat)
            self.assertEqual(jawab.status_code, 302)
            self.assertIn("/akun/", jawab["Location"])
        self.assertEqual(Kiriman.objects.count(), 1)
