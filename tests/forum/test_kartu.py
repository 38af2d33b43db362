"""Tautan ke isi rumah ini menjadi kartu menurut hak pembacanya; topik dapat dibuka dari langkah buku dan desa (forum.md 7)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from akun.models import Pengguna
from forum import layanan
from forum.bacaan.tulis import ruang_untuk_menulis
from forum.models import Topik
from modul_pelatihan.models import PelajaranPage
from pusat_bantuan.models import ProfilTiket, TautanTopik
from replikasi.models import LangkahPage, TopikLangkah
from situs.templatetags.bingkai import jalur
from tests.contoh import DuniaContoh
from wilayah.models import Wilayah

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik


class KartuTautan(DuniaContoh):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        orang = {satu.username: satu for satu in Pengguna.objects.all()}
        cls.ani, cls.budi, cls.eko = orang["ani"], orang["budi"], orang["eko"]
        cls.umum = buat_ruang(buat_simpul("umum-kartu", "publik", pengurus=cls.budi))
        rahasia = buat_ruang(buat_simpul("rahasia-kartu", "rahasia", cls.ani, pengurus=cls.budi))
        cls.tertutup = buat_topik(rahasia, cls.budi, "Rencana yang belum boleh keluar")
        cls.tiket = ProfilTiket.objects.terlihat(oleh=cls.ani).exclude(
            pk__in=ProfilTiket.objects.terlihat(oleh=cls.eko).values("pk")
        ).select_related("tiket").first()  # fmt: skip
        cls.desa = Wilayah.objects.get(kode="13.07.01.2004")
        cls.pelajaran = PelajaranPage.objects.live().first()
        cls.langkah = LangkahPage.objects.live().select_related("tonggak").first()

    def baca(self, topik: Topik, siapa: Pengguna | None) -> str:
        self.client.logout()
        if siapa:
            self.client.force_login(siapa)
        return self.client.get(topik.get_absolute_url()).content.decode()

    def test_kartu_hanya_bagi_yang_boleh_dan_tidak_pernah_disimpan(self):
        isi = "\n\n".join(
            [
                f"{settings.SITE_URL}/forum/t/{self.tertutup.pk}-x/?nomor=1#kiriman-1",
                f"{settings.SITE_URL}{self.tiket.get_absolute_url()}",
                f"[desanya]({self.desa.get_absolute_url()})",
                f"{settings.SITE_URL}{jalur(self.pelajaran)}",
                f"{settings.SITE_URL}{jalur(self.langkah)}",
                "https://luar.example/forum/t/1-a/ dan /forum/t/99999999-tidak-ada/",
            ]
        )
        topik = buat_topik(self.umum, self.ani, "Beberapa tautan sekaligus di sini", sumber=isi)
        judul = (self.tertutup.judul, self.tiket.judul)
        self.assertNotIn(self.tertutup.judul, topik.kiriman.get().html)
        bagi_ani, bagi_eko, bagi_umum = (self.baca(topik, siapa) for siapa in (self.ani, self.eko, None))
        for satu in judul:
            self.assertIn(satu, bagi_ani)
            self.assertNotIn(satu, bagi_eko)
            self.assertNotIn(satu, bagi_umum)
        for terbuka in (self.desa.nama_lengkap, self.pelajaran.title, self.langkah.title):
            self.assertIn(f">{terbuka}</a>", bagi_umum)
        self.assertNotIn("luar.example</a><div", bagi_umum)

    def test_pelajaran_yang_dibatasi_tidak_disebut(self):
        topik = buat_topik(self.umum, self.ani, "Tentang satu pelajaran saja", pelajaran=[self.pelajaran])
        self.assertIn(self.pelajaran.title, self.baca(topik, self.eko))
        modul = self.pelajaran.get_parent()
        PageViewRestriction.objects.create(page=modul, restriction_type=PageViewRestriction.LOGIN)
        self.assertNotIn(self.pelajaran.title, self.baca(topik, self.eko))

    def test_kartu_kueri_tetap_dan_paling_banyak_lima_per_kiriman(self):
        satu = buat_topik(self.umum, self.ani, "Satu tautan ke satu desa", sumber=self.desa.get_absolute_url())
        desa = Wilayah.objects.desa().filter(kode__startswith="13.07").order_by("kode")[:9]
        tautan = " ".join(f"[d]({s.get_absolute_url()})" for s in desa)
        buat_balasan(satu, self.ani, f"[d]({self.desa.get_absolute_url()})")
        self.baca(satu, self.eko)
        with CaptureQueriesContext(connection) as sedikit:
            self.client.get(satu.get_absolute_url())
        for _ in range(6):
            buat_balasan(satu, self.ani, tautan)
        with CaptureQueriesContext(connection) as banyak:
            isi = self.client.get(satu.get_absolute_url()).content.decode()
        self.assertLessEqual(len(banyak), len(sedikit) + 1)  # +1: mencatat yang baru dibaca
        self.assertEqual(isi.split('aria-label="Yang ditautkan kiriman 3"')[1].split("</ul>")[0].count("<li>"), 5)

    def test_dari_langkah_buku_ke_topik_dan_kembali(self):
        self.client.force_login(self.ani)
        halaman = self.client.get(jalur(self.langkah))
        tanya = f"/forum/tulis/?tentang=langkah:{self.langkah.tonggak.slug}"
        self.assertContains(halaman, tanya)
        self.assertContains(self.client.get(tanya), f"tentang=langkah%3A{self.langkah.tonggak.slug}")
        ruang = next(
            satu for _, daftar in ruang_untuk_menulis(self.ani) for satu in daftar if "tanya" in satu.jenis_topik
        )
        alamat = f"{ruang.get_absolute_url()}baru/?jenis=tanya&tentang=langkah:{self.langkah.tonggak.slug}"
        self.assertContains(self.client.get(alamat), self.langkah.title)
        isian = {
            "kunci_kirim": uuid.uuid4(),
            "jenis": "tanya",
            "judul": "Bukti langkah ini apa saja",
            "sumber": "Mohon contohnya.",
        }
        for _ in range(2):  # dua kali tekan, satu topik dan satu kaitan
            jawab = self.client.post(alamat, isian, follow=True)
        self.assertContains(jawab, "Langkah buku panduan")
        self.assertEqual(TopikLangkah.objects.filter(topik__judul="Bukti langkah ini apa saja").count(), 1)
        self.assertContains(self.client.get(jalur(self.langkah)), "Bukti langkah ini apa saja")
        self.assertEqual(
            self.client.get(alamat.replace("tentang=langkah:", "tentang=langkah:tidak-ada-")).status_code, 200
        )

    def test_langkah_dan_tiket_ikut_ke_topik_gabungan_tanpa_dobel(self):
        asal = buat_topik(self.umum, self.ani, "Bukti langkah pertama")
        tujuan = buat_topik(self.umum, self.ani, "Bukti tonggak")
        TopikLangkah.objects.create(topik=asal, langkah=self.langkah)
        dua = list(ProfilTiket.objects.terlihat(oleh=self.ani).order_by("pk")[:2])
        for profil in dua:
            TautanTopik.objects.create(profil=profil, topik=asal)
        TautanTopik.objects.create(profil=dua[0], topik=tujuan)
        layanan.gabungkan_topik(asal=asal, tujuan=tujuan, pelaku=self.budi)
        self.client.force_login(self.ani)
        halaman = self.client.get(tujuan.get_absolute_url())
        for satu in (self.langkah.title, *(profil.judul for profil in dua)):
            self.assertContains(halaman, satu)
        self.assertEqual(sorted(tujuan.tautan_tiket.values_list("profil", flat=True)), sorted(satu.pk for satu in dua))
        self.assertContains(self.client.get(jalur(self.langkah)), "Bukti tonggak")

    def test_percakapan_tertutup_tidak_tampil_di_langkah_dan_desa(self):
        TopikLangkah.objects.create(topik=self.tertutup, langkah=self.langkah)
        self.tertutup.tanda_wilayah.create(wilayah=self.desa)
        for alamat in (jalur(self.langkah), self.desa.get_absolute_url()):
            for siapa, tampak in ((self.ani, True), (self.eko, False), (None, False)):
                with self.subTest(alamat=alamat, siapa=siapa):
                    self.client.logout()
                    if siapa:
                        self.client.force_login(siapa)
                    isi = self.client.get(alamat).content.decode()
                    self.assertEqual(self.tertutup.judul in isi, tampak)
                    self.assertIn("Tanya di forum", isi)
