"""Menu tiap kiriman sama dengan haknya: yang ditawarkan berjalan, yang tidak ditawarkan tidak ada (forum.md 7 dan 9)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from forum import layanan
from forum.bacaan.tindakan import Tindakan
from tests.tokoh import DuniaUji

from .alat import buat_balasan, buat_ruang, buat_simpul, buat_topik


class MenuKiriman(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        simpul = buat_simpul("kelompok-kerja", "anggota", cls.ani, cls.dewi, pengurus=cls.budi)
        cls.topik = buat_topik(buat_ruang(simpul), cls.ani)
        for penulis in (cls.dewi, cls.budi, cls.dewi, cls.ani):
            buat_balasan(cls.topik, penulis)
        tersembunyi, cls.terhapus = cls.topik.kiriman.get(nomor=4), cls.topik.kiriman.get(nomor=5)
        layanan.sembunyikan(kiriman=tersembunyi, pelaku=cls.budi, alasan="uji")
        layanan.hapus(kiriman=cls.terhapus, pelaku=cls.ani)

    def menu(self, orang) -> dict[tuple[int, str], Tindakan]:
        self.masuk(orang)
        kiriman = self.client.get(self.topik.get_absolute_url()).context["hal"].kiriman
        return {(satu.nomor, isi.judul): isi for satu in kiriman if satu.terbaca for isi in satu.menu}

    def lakukan(self, satu: Tindakan) -> int:
        """Status jawabannya; perbuatannya dibatalkan lagi."""
        with transaction.atomic():
            kirim = self.client.post if satu.kirim else self.client.get
            status = kirim(satu.alamat, {"nomor": satu.nomor} if satu.nomor else {}).status_code
            transaction.set_rollback(True)
        return status

    def test_setiap_yang_ditawarkan_berjalan(self):
        for orang in (self.ani, self.budi, self.dewi):
            menu = self.menu(orang)
            self.assertTrue(menu)
            for letak, satu in menu.items():
                with self.subTest(orang=orang.username, letak=letak):
                    self.assertEqual(self.lakukan(satu), 302 if satu.kirim else 200)

    def test_yang_tidak_ditawarkan_ditolak(self):
        semua = {orang: self.menu(orang) for orang in (self.ani, self.budi, self.dewi)}
        gabungan = {satu.alamat: satu for menu in semua.values() for satu in menu.values()}
        for orang, menu in semua.items():
            self.masuk(orang)
            ditawarkan = {satu.alamat for satu in menu.values()}
            if orang == self.ani:  # penulisnya mengembalikan lewat halaman "Ditarik", sebab isinya tidak lagi tampil
                ditawarkan.add(reverse("forum:kembali", args=[self.terhapus.pk]))
            for alamat in sorted(set(gabungan) - ditawarkan):
                with self.subTest(orang=orang.username, alamat=alamat):
                    self.assertIn(self.lakukan(gabungan[alamat]), (403, 404))

    def test_isinya_menurut_kedudukan(self):
        self.assertEqual(
            sorted(self.menu(self.dewi)),
            [
                (1, "Laporkan"),
                (2, "Sunting"),
                (2, "Tarik tulisan ini"),
                (3, "Laporkan"),
                (3, "Usulkan sebagai jawaban"),
            ],
        )
        budi = self.menu(self.budi)
        self.assertIn((1, "Sembunyikan topik"), budi)
        self.assertIn((4, "Tampilkan lagi"), budi)
        self.assertIn((5, "Kembalikan"), budi)
        self.assertIn((2, "Beri sanksi"), budi)
        self.assertNotIn((3, "Beri sanksi"), budi)
        layanan.terima_jawaban(topik=self.topik, nomor=2, pelaku=self.ani)
        self.assertIn((3, "Jadikan jawaban"), self.menu(self.ani))
