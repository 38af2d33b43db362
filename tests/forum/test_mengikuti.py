"""Mengikuti, membisukan, kabar terlipat, email, ringkasan, berhenti, dan membalas lewat email (isu 7 §5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

from allauth.account.models import EmailAddress
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar, SuratKeluar
from forum import layanan
from forum.alamat_surat import alamat_balasan, baca_berhenti, tautan_berhenti, tujuan_balasan, untuk_forum
from forum.kabarkan import kiriman_baru
from forum.models import AnggotaSimpul, Kiriman, PilihanSurat, RingkasanTerkirim, TopikPengguna
from forum.ringkasan import kirim_ringkasan
from pusat_bantuan.layanan.terima_surat import olah, terima
from pusat_bantuan.models import ProfilTiket, SuratMasuk
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik, kerjakan_tugas

ALAMAT = dict(SURAT_ALAMAT=["bantuan@opendesa.example"], DEFAULT_FROM_EMAIL="Pusat Bantuan <bantuan@opendesa.example>")


@override_settings(**ALAMAT)
class Dunia(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ruang = buat_ruang(cls.simpul)
        for orang in (cls.ani, cls.budi, cls.eko):
            EmailAddress.objects.filter(user=orang).delete()
            EmailAddress.objects.create(user=orang, email=f"{orang.username}@desa.example", verified=True, primary=True)

    def surat(self, orang) -> list:
        baris = SuratKeluar.objects.filter(kepada=f"{orang.username}@desa.example").order_by("pk")
        return [message_from_bytes(bytes(satu.isi), policy=policy.default) for satu in baris]


class Tingkat(Dunia):
    def dikabari(self, orang) -> int:
        kerjakan_tugas()
        return Kabar.objects.filter(penerima=orang).count()

    def test_yang_terdekat_menang(self):
        topik = buat_topik(self.ruang, self.ani)
        atur = lambda tempat, tingkat: layanan.atur_tingkat(tempat=tempat, pengguna=self.eko, tingkat=tingkat)  # noqa: E731
        for langkah, (tempat, tingkat, harap) in enumerate((
            (self.simpul, "langganan", 1), (self.ruang, "biasa", 1), (topik, "langganan", 2), (topik, "bisu", 2),
            (topik, "", 2), (self.ruang, "langganan", 3), (self.simpul, "bisu", 4), (self.ruang, "", 4),
        )):  # fmt: skip
            atur(tempat, tingkat)
            buat_balasan(topik, self.budi, f"balasan langkah {langkah}")
            Kabar.objects.filter(penerima=self.eko).update(lipat="", dibaca_pada=timezone.now())
            with self.subTest(langkah=langkah):
                self.assertEqual(self.dikabari(self.eko), harap)

    def test_topik_baru_sampai_ke_pelanggan_ruang(self):
        self.masuk(self.eko)
        self.client.post(
            reverse("forum:tingkat-ruang", args=[self.simpul.slug, self.ruang.slug]), {"tingkat": "langganan"}
        )
        topik = buat_topik(self.ruang, self.ani, "Topik yang ditunggu pelanggan")
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.get(penerima=self.eko).judul, f"{self.ani.nama} membuka topik: {topik.judul}")
        self.assertContains(self.client.get("/forum/diikuti/"), topik.judul)
        self.client.post(reverse("forum:tingkat-simpul", args=[self.simpul.slug]), {"tingkat": "ngawur"})
        self.assertFalse(self.eko.simpul_diikuti.exists())

    def test_ruang_yang_dibisukan_tidak_belum_dibaca(self):
        topik = buat_topik(self.ruang, self.ani)
        self.masuk(self.eko)
        for tempat, tingkat, tampak in (
            (self.simpul, "bisu", False),
            (self.ruang, "biasa", True),
            (self.ruang, "bisu", False),
            (topik, "ikuti", True),
        ):
            layanan.atur_tingkat(tempat=tempat, pengguna=self.eko, tingkat=tingkat)
            with self.subTest(tempat=str(tempat), tingkat=tingkat):
                self.assertEqual(topik.judul in self.client.get("/forum/belum-dibaca/").content.decode(), tampak)

    def test_membaca_dan_membalas_tidak_mengubah_pilihan(self):
        topik = buat_topik(self.ruang, self.ani)
        layanan.atur_tingkat(tempat=topik, pengguna=self.eko, tingkat="biasa")
        buat_balasan(topik, self.eko)
        self.assertEqual(TopikPengguna.objects.get(topik=topik, pengguna=self.eko).tingkat, "biasa")
        buat_balasan(topik, self.dewi)
        self.assertEqual(TopikPengguna.objects.get(topik=topik, pengguna=self.dewi).tingkat, "ikuti")

    def test_simpul_tertutup_tidak_dapat_diikuti_orang_luar(self):
        tertutup = buat_simpul("tim-ikut", "anggota", self.ani, pengurus=self.budi)
        ruang = buat_ruang(tertutup)
        self.masuk(self.eko)
        self.assertEqual(
            self.client.post(
                reverse("forum:tingkat-simpul", args=[tertutup.slug]), {"tingkat": "langganan"}
            ).status_code,
            404,
        )
        self.assertEqual(
            self.client.post(
                reverse("forum:tingkat-ruang", args=[tertutup.slug, ruang.slug]), {"tingkat": "langganan"}
            ).status_code,
            404,
        )
        for tempat in (tertutup, ruang):
            with self.assertRaises(layanan.TidakBoleh):
                layanan.atur_tingkat(tempat=tempat, pengguna=self.eko, tingkat="langganan")
        layanan.atur_tingkat(tempat=ruang, pengguna=self.ani, tingkat="langganan")
        layanan.keluar(simpul=tertutup, pengguna=self.ani)
        buat_topik(ruang, self.budi, "Sesudah Ani keluar dari tim")
        kerjakan_tugas()
        self.assertFalse(Kabar.objects.filter(penerima=self.ani, judul__contains="Sesudah Ani").exists())


class KabarDanEmail(Dunia):
    def test_kabar_terlipat_sampai_dibaca(self):
        topik = buat_topik(self.ruang, self.ani)
        for n in range(3):
            buat_balasan(topik, self.budi, f"balasan {n}")
        kerjakan_tugas()
        kabar = Kabar.objects.get(penerima=self.ani)
        self.assertEqual((kabar.judul, kabar.jumlah), (f"3 balasan baru: {topik.judul}", 3))
        self.assertEqual(kabar.url, topik.alamat_kiriman(2))
        kiriman_baru(topik.kiriman.get(nomor=4).pk, [], hanya_sebutan=False)  # tugas yang diulang pekerja
        self.assertEqual(Kabar.objects.get(penerima=self.ani).jumlah, 3)
        Kabar.objects.update(dibaca_pada=timezone.now())
        buat_balasan(topik, self.budi, "balasan lagi")
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.filter(penerima=self.ani).count(), 2)

    def test_bawaan_email_hanya_sebutan_dan_jawaban(self):
        topik = buat_topik(self.ruang, self.ani)
        layanan.atur_tingkat(tempat=topik, pengguna=self.eko, tingkat="langganan")
        buat_balasan(topik, self.budi)
        kerjakan_tugas()
        self.assertEqual((len(self.surat(self.ani)), len(self.surat(self.eko))), (1, 0))
        self.assertTrue(Kabar.objects.filter(penerima=self.eko).exists())
        layanan.pilih_surat(pengguna=self.eko, cara="langsung")
        layanan.pilih_surat(pengguna=self.ani, cara="tidak")
        buat_balasan(topik, self.budi, "Halo @ani")
        kerjakan_tugas()
        self.assertEqual((len(self.surat(self.ani)), len(self.surat(self.eko))), (1, 1))

    def test_cuplikannya_teks_biasa_tanpa_tanda_markdown(self):
        topik = buat_topik(self.ruang, self.ani)
        buat_balasan(topik, self.budi, "Coba **kosongkan** `cache` & ulangi.\n\n> begitu\n\n- [x] sudah")
        kerjakan_tugas()
        self.assertEqual(Kabar.objects.get(penerima=self.ani).isi, "Coba kosongkan cache & ulangi. begitu ☑ sudah")

    def test_kepala_surat_berhenti_dan_alamat_balasan(self):
        topik = buat_topik(self.ruang, self.ani)
        buat_balasan(topik, self.budi)
        kerjakan_tugas()
        surat = self.surat(self.ani)[0]
        self.assertEqual(surat["Reply-To"], alamat_balasan(self.ani.pk, topik.pk, 2))
        self.assertEqual(surat["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertIn(f"ruang-{self.ruang.pk}.forum", surat["List-Id"])
        self.assertIn("topik-", surat["References"])
        self.assertNotIn("ani@", surat["List-Unsubscribe"])

    def test_halaman_email_forum(self):
        self.masuk(self.ani)
        self.assertContains(self.client.get("/forum/surat/"), "ringkasan setiap hari")
        for rusak in ({"cara": "x", "jam": 7}, {"cara": "harian", "jam": 24}, {"cara": "harian", "jam": "\x00"}):
            self.assertEqual(self.client.post("/forum/surat/", rusak).status_code, 200)
        self.client.post("/forum/surat/", {"cara": "mingguan", "jam": 6})
        self.assertEqual(PilihanSurat.objects.get().cara, "mingguan")


class Berhenti(Dunia):
    def test_get_tidak_mengubah_apa_pun_post_berhenti_tanpa_masuk(self):
        topik = buat_topik(self.ruang, self.ani)
        for daftar in (f"t{topik.pk}", "surat"):
            alamat = tautan_berhenti(self.ani.pk, daftar)
            jalur = alamat[alamat.index("/forum") :]
            with self.subTest(daftar):
                halaman = self.client.get(jalur)
                self.assertContains(halaman, "Berhenti menerima email?")
                self.assertNotContains(halaman, topik.judul)
                self.assertEqual(
                    TopikPengguna.objects.get(topik=topik).tingkat, "langganan" if daftar != "surat" else "bisu"
                )
                pengirim = self.client_class(enforce_csrf_checks=True)
                self.assertContains(pengirim.post(jalur, {"List-Unsubscribe": "One-Click"}), "Sudah berhenti")
        self.assertEqual(TopikPengguna.objects.get(topik=topik).tingkat, "bisu")
        self.assertEqual(PilihanSurat.objects.get().cara, "tidak")

    def test_tanda_palsu_sama_dengan_tidak_ada(self):
        sah = tautan_berhenti(self.ani.pk, "surat").rstrip("/").rpartition("/")[2]
        self.assertEqual(baca_berhenti(sah), (self.ani.pk, "surat"))
        for palsu in (
            sah[:-1] + "0" if sah[-1] != "0" else sah[:-1] + "1",
            sah.replace(f"{self.ani.pk}-", f"{self.eko.pk}-", 1),
            "x",
            "1-surat-" + "0" * 32,
        ):
            self.assertEqual(self.client.get(f"/forum/berhenti/{palsu}/").status_code, 404)


class Ringkasan(Dunia):
    def setUp(self) -> None:
        self.topik = buat_topik(self.ruang, self.budi, "Percakapan untuk ringkasan")
        self.ani.zona = "Asia/Jakarta"
        self.ani.save(update_fields=["zona"])
        hari = timezone.now().date() + timedelta(days=(7 - timezone.now().weekday()) % 7 or 7)  # Senin depan
        self.senin = datetime(hari.year, hari.month, hari.day, tzinfo=UTC)
        Kiriman.objects.update(dibuat=self.senin - timedelta(hours=2))
        type(self.topik).objects.update(dibalas_pada=self.senin - timedelta(hours=2))

    def test_bukan_bawaan(self):
        self.assertEqual(kirim_ringkasan(kini=self.senin), 0)

    def test_harian_menurut_jam_di_zonanya_sekali_sehari(self):
        layanan.pilih_surat(pengguna=self.ani, cara="harian", jam=8)
        self.assertEqual(kirim_ringkasan(kini=self.senin + timedelta(minutes=30)), 0)  # 07.30 WIB
        self.assertEqual(kirim_ringkasan(kini=self.senin + timedelta(hours=1)), 1)  # 08.00 WIB
        self.assertEqual(kirim_ringkasan(kini=self.senin + timedelta(hours=5)), 0)
        surat = self.surat(self.ani)[0]
        isi = surat.get_body(("plain",)).get_content()
        self.assertIn("Percakapan untuk ringkasan", isi)
        self.assertIn("/forum/berhenti/", surat["List-Unsubscribe"])
        self.assertEqual(
            kirim_ringkasan(kini=self.senin + timedelta(days=2, hours=1)), 0, "tidak ada yang baru, tidak ada surat"
        )

    def test_mingguan_hanya_senin_dan_hak_saat_dikirim(self):
        layanan.pilih_surat(pengguna=self.ani, cara="mingguan", jam=7)
        self.assertEqual(kirim_ringkasan(kini=self.senin - timedelta(days=1)), 0)
        tertutup = buat_simpul("tim-ringkas", "rahasia", self.ani, pengurus=self.budi)
        rahasia = buat_topik(buat_ruang(tertutup), self.budi, "Judul rahasia ringkasan")
        layanan.atur_tingkat(tempat=rahasia, pengguna=self.ani, tingkat="langganan")
        type(rahasia).objects.filter(pk=rahasia.pk).update(dibalas_pada=self.senin - timedelta(hours=1))
        AnggotaSimpul.objects.filter(simpul=tertutup, pengguna=self.ani).update(keadaan="keluar")
        self.assertEqual(kirim_ringkasan(kini=self.senin + timedelta(hours=1)), 1)
        self.assertNotIn("Judul rahasia", self.surat(self.ani)[0].as_string())
        self.assertEqual(RingkasanTerkirim.objects.get().masa[4:6], "-W")

    def test_dibisukan_tidak_ikut_dan_tanpa_alamat_terbukti_tidak_disurati(self):
        layanan.pilih_surat(pengguna=self.ani, cara="harian", jam=0)
        layanan.atur_tingkat(tempat=self.ruang, pengguna=self.ani, tingkat="bisu")
        self.assertEqual(kirim_ringkasan(kini=self.senin), 0)
        RingkasanTerkirim.objects.all().delete()
        layanan.atur_tingkat(tempat=self.ruang, pengguna=self.ani, tingkat="")
        EmailAddress.objects.filter(user=self.ani).update(verified=False)
        self.assertEqual(kirim_ringkasan(kini=self.senin), 0)


class LewatEmail(Dunia):
    def kirim(
        self, dari: str, kepada: str, isi: str = "Sudah saya coba, berhasil.", nomor: str = "a1", **kepala
    ) -> SuratMasuk:
        lain = "".join(f"{nama.replace('_', '-')}: {nilai}\r\n" for nama, nilai in kepala.items())
        mentah = (
            f"From: Ani <{dari}>\r\nTo: {kepada}\r\nSubject: Re: Cetak surat\r\nMessage-ID: <{nomor}@desa.example>\r\n"
            f"Date: Sun, 22 Nov 2026 05:00:00 +0000\r\n{lain}Content-Type: text/plain; charset=utf-8\r\n\r\n{isi}\r\n\r\n"
            "Pada Min, 22 Nov 2026 pukul 11.00 Budi menulis:\r\n> Coba bersihkan singgahan.\r\n"
        )
        return olah(terima(mentah.encode()).pk)

    def setUp(self) -> None:
        self.topik = buat_topik(self.ruang, self.ani)
        buat_balasan(self.topik, self.budi)
        self.alamat = alamat_balasan(self.ani.pk, self.topik.pk, 2)

    def terbit(self) -> int:
        return Kiriman.objects.filter(topik=self.topik, nomor__gt=2).count()

    def test_ani_membalas_dari_ponselnya(self):
        surat = self.kirim("ani@desa.example", self.alamat, "Berhasil, NIK saya 3399990411870003.")
        kiriman = Kiriman.objects.get(topik=self.topik, nomor=3)
        self.assertEqual((kiriman.penulis, kiriman.balasan_untuk), (self.ani, 2))
        self.assertIn("Berhasil", kiriman.sumber)
        self.assertNotIn("3399990411870003", kiriman.sumber)
        self.assertNotIn("Budi menulis", kiriman.sumber)
        self.assertEqual((surat.keadaan, surat.hasil, surat.teks, surat.mentah), ("diolah", "forum", "", ""))
        self.assertFalse(ProfilTiket.objects.exists())

    def test_surat_yang_sama_dua_kali_satu_kiriman(self):
        for _ in range(2):
            self.kirim("ani@desa.example", self.alamat)
        self.assertEqual(self.terbit(), 1)

    def test_yang_tidak_terbit_diparkir_dengan_sebab_tanpa_isi(self):
        palsu = self.alamat.replace(f"+f{self.ani.pk}.", f"+f{self.eko.pk}.", 1)
        for nomor, (dari, kepada, sebab) in enumerate((
            ("eko@desa.example", self.alamat, "bukan dari alamat terbukti"), ("asing@lain.example", self.alamat, "bukan dari alamat"),
            ("eko@desa.example", palsu, "tanda alamatnya tidak cocok"),
        )):  # fmt: skip
            with self.subTest(sebab):
                surat = self.kirim(dari, kepada, "Isi rahasia jangan tampak di meja", nomor=f"p{nomor}")
                self.assertEqual((surat.keadaan, surat.teks, surat.mentah), ("diparkir", "", ""))
                self.assertIn(sebab, surat.sebab)
        self.assertEqual(self.terbit(), 0)
        self.assertFalse(ProfilTiket.objects.exists())
        self.assertFalse(Kabar.objects.filter(jenis="forum_surat").exists())

    def test_hak_diperiksa_sekarang_dan_penulisnya_dikabari_sekali(self):
        layanan.kunci(topik=self.topik, pelaku=self.budi)
        for nomor in ("k1", "k1"):
            surat = self.kirim("ani@desa.example", self.alamat, nomor=nomor)
        self.assertIn("dikunci", surat.sebab)
        self.assertEqual(Kabar.objects.filter(penerima=self.ani, jenis="forum_surat").count(), 1)
        tertutup = buat_simpul("tim-surat", "rahasia", self.ani, pengurus=self.budi)
        rahasia = buat_topik(buat_ruang(tertutup), self.budi, "Judul rahasia lewat surat")
        alamat = alamat_balasan(self.ani.pk, rahasia.pk, 1)
        layanan.keluar(simpul=tertutup, pengguna=self.ani)
        surat = self.kirim("ani@desa.example", alamat, nomor="k2")
        self.assertEqual(surat.keadaan, "diparkir")
        self.assertFalse(Kabar.objects.filter(url__contains="rahasia").exists())
        self.assertEqual(rahasia.kiriman.count(), 1)

    def test_balasan_otomatis_diabaikan(self):
        for nomor, kepala in enumerate(({"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"})):
            surat = self.kirim("ani@desa.example", self.alamat, nomor=f"o{nomor}", **kepala)
            self.assertEqual(surat.keadaan, "diabaikan")
        self.assertEqual(self.terbit(), 0)

    def test_tanda_alamat(self):
        self.assertEqual(tujuan_balasan(self.alamat), (self.ani.pk, self.topik.pk, 2))
        self.assertTrue(untuk_forum(self.alamat.upper()))
        for bukan in (
            "bantuan@opendesa.example",
            "bantuan+t1.abc@opendesa.example",
            "lain+f1.1.1.0000000000000000@opendesa.example",
        ):
            self.assertFalse(untuk_forum(bukan))
        with override_settings(SURAT_ALAMAT=[]):
            self.assertEqual(alamat_balasan(1, 2, 3), "")
