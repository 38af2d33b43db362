"""Beberapa penangan menggabung pada saat yang sama: tidak pernah melingkar, tidak pernah dobel."""

import uuid

from pusat_bantuan.layanan import IsiTiket, TidakDapat, buat_tiket, gabung, hadir, pecah, terima_balasan, ujung_gabungan
from pusat_bantuan.models import KehadiranTiket, PeristiwaTiket, ProfilTiket, TautanTiket

from .test_serentak import Serentak


class GabungSerentak(Serentak):
    def tiket(self, uraian: str) -> ProfilTiket:
        isi = self.isi()
        return buat_tiket(
            pemohon=self.orang["ani"], isi=IsiTiket(wilayah=isi.wilayah, bidang=isi.bidang, uraian=uraian)
        )

    def test_dua_arah_berlawanan_satu_menang(self):
        satu, dua = self.tiket("Satu"), self.tiket("Dua")
        hasil = self.bersamaan(
            lambda: gabung(asal=satu, ke=dua, oleh=self.orang["budi"]),
            lambda: gabung(asal=dua, ke=satu, oleh=self.orang["citra"]),
        )
        self.assertEqual(sum(isinstance(h, ProfilTiket) for h in hasil), 1, hasil)
        self.assertEqual(sum(isinstance(h, TidakDapat) for h in hasil), 1, hasil)
        tergabung = ProfilTiket.objects.exclude(digabung_ke=None)
        self.assertEqual(tergabung.count(), 1)
        self.assertNotEqual(ujung_gabungan(tergabung.get()), tergabung.get())

    def test_gabungan_sama_ditekan_bersamaan_dicatat_sekali(self):
        satu, dua = self.tiket("Satu"), self.tiket("Dua")
        hasil = self.bersamaan(*[lambda: gabung(asal=dua, ke=satu, oleh=self.orang["budi"])] * 3)
        self.assertEqual({getattr(h, "pk", h) for h in hasil}, {satu.pk})
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="digabung").count(), 2)

    def test_lingkaran_bertiga_tidak_pernah_terjadi(self):
        a, b, c = (self.tiket(nama) for nama in "abc")
        budi = self.orang["budi"]
        self.bersamaan(
            lambda: gabung(asal=a, ke=b, oleh=budi), lambda: gabung(asal=b, ke=c, oleh=budi),
            lambda: gabung(asal=c, ke=a, oleh=budi),
        )  # fmt: skip
        ujung = {ujung_gabungan(ProfilTiket.objects.get(pk=satu.pk)).pk for satu in (a, b, c)}
        self.assertEqual(len(ujung), ProfilTiket.objects.filter(digabung_ke=None).count())
        self.assertGreaterEqual(len(ujung), 1)

    def test_balasan_ketika_digabung_tidak_hilang(self):
        satu, dua = self.tiket("Satu"), self.tiket("Dua")
        hasil = self.bersamaan(
            lambda: gabung(asal=dua, ke=satu, oleh=self.orang["budi"]),
            lambda: terima_balasan(profil=dua, isi="Masih begitu", pengguna=self.orang["ani"]),
        )
        self.assertEqual([h for h in hasil if isinstance(h, Exception)], [])
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="balasan").count(), 1)
        self.assertEqual(ProfilTiket.objects.get(pk=dua.pk).digabung_ke_id, satu.pk)

    def test_pecah_ganda_satu_tiket_baru(self):
        satu, kunci = self.tiket("Satu"), uuid.uuid4()
        pesan = terima_balasan(profil=satu, isi="Soal lain", pengguna=self.orang["ani"])
        kerja = lambda: pecah(  # noqa: E731
            profil=satu,
            peristiwa=[pesan],
            judul="Soal lain",
            bidang=satu.bidang,
            oleh=self.orang["budi"],
            kunci_kirim=kunci,
        )
        hasil = self.bersamaan(kerja, kerja, kerja)
        self.assertEqual(len({getattr(h, "pk", h) for h in hasil}), 1, hasil)
        self.assertEqual((TautanTiket.objects.count(), ProfilTiket.objects.count()), (1, 2))

    def test_detak_dua_tab_satu_baris(self):
        satu = self.tiket("Satu")
        hasil = self.bersamaan(*[lambda: hadir(profil=satu, oleh=self.orang["budi"], menulis=True)] * 3)
        self.assertEqual(hasil, [[], [], []])
        self.assertEqual(KehadiranTiket.objects.count(), 1)


del Serentak  # uji induknya sudah dijalankan di berkasnya sendiri
