"""Gangguan, penilaian jawaban, dan suara artikel ditulis banyak orang pada saat yang sama: tidak dobel, tidak hilang."""

import uuid

from wagtail.models import Locale

from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import (
    IsiTiket,
    beri_suara,
    buat_tiket,
    buka_gangguan,
    ikut_gangguan,
    kabarkan,
    kerjakan_gangguan,
    lepas_dari_gangguan,
    masukkan,
    nilai,
    selesaikan,
)
from pusat_bantuan.models import (
    AnakGangguan,
    ArtikelBantuanPage,
    Gangguan,
    Nilai,
    PeristiwaTiket,
    PerkembanganGangguan,
    ProfilTiket,
    SuaraArtikel,
)

from .test_serentak import Serentak


class GangguanSerentak(Serentak):
    def setUp(self):
        super().setUp()
        self.citra = self.orang["citra"]

    def tiket(self, banyak: int) -> list[ProfilTiket]:
        isi = self.isi()
        return [
            buat_tiket(
                pemohon=self.orang["ani"], isi=IsiTiket(wilayah=isi.wilayah, bidang=isi.bidang, uraian=f"Soal {nomor}")
            )
            for nomor in range(banyak)
        ]

    def gangguan(self, judul: str = "Situs putih", **lain) -> Gangguan:
        bidang = Bidang.objects.get(slug="pembaruan")
        return buka_gangguan(oleh=self.citra, judul=judul, bidang=bidang, isi="Kami periksa.", **lain)

    def galat(self, hasil: list) -> list:
        return [satu for satu in hasil if isinstance(satu, Exception)]

    def test_dua_gangguan_memperebutkan_tiket_yang_sama(self):
        tiket = [satu.pk for satu in self.tiket(4)]
        satu, dua = self.gangguan("Satu"), self.gangguan("Dua")
        masukkan(gangguan=satu, tiket=tiket[:1], oleh=self.citra)
        lepas_dari_gangguan(profil=ProfilTiket.objects.get(pk=tiket[0]), oleh=self.citra)  # pernah di sana
        hasil = self.bersamaan(*[
            lambda g=g: masukkan(gangguan=g, tiket=tiket, oleh=self.citra) for g in (satu, dua, satu, dua)
        ])  # fmt: skip
        self.assertEqual(self.galat(hasil), [])
        self.assertEqual(sum(hasil), 4, hasil)
        aktif = AnakGangguan.objects.aktif().values_list("profil_id", flat=True)
        self.assertEqual(sorted(aktif), sorted(tiket))

    def test_dua_pekerja_menyampaikan_tiap_kabar_tepat_sekali(self):
        tiket = self.tiket(3)
        gangguan = self.gangguan()
        masukkan(gangguan=gangguan, tiket=[satu.pk for satu in tiket], oleh=self.citra)
        kabarkan(gangguan=gangguan, oleh=self.citra, isi="Masih kami perbaiki.", keadaan="diperbaiki")
        hasil = self.bersamaan(*[kerjakan_gangguan] * 3)
        self.assertEqual(self.galat(hasil), [])
        kerjakan_gangguan()
        for satu in tiket:
            jenis = list(satu.peristiwa.values_list("jenis", flat=True))
            self.assertEqual(jenis.count("gangguan"), 1, jenis)
            self.assertLessEqual(jenis.count("kabar_gangguan"), 1, jenis)
        self.assertEqual(set(ProfilTiket.objects.values_list("keadaan", flat=True)), {"menunggu_gangguan"})

    def test_kabar_pulih_ketika_tiket_masih_dimasukkan_dan_dikerjakan(self):
        tiket = self.tiket(4)
        gangguan, kunci = self.gangguan(), uuid.uuid4()
        masukkan(gangguan=gangguan, tiket=[satu.pk for satu in tiket[:2]], oleh=self.citra)
        pulih = lambda: kabarkan(  # noqa: E731
            gangguan=gangguan, oleh=self.citra, isi="Sudah pulih.", keadaan="pulih", kunci_kirim=kunci
        )
        hasil = self.bersamaan(
            pulih, pulih, kerjakan_gangguan,
            lambda: masukkan(gangguan=gangguan, tiket=[satu.pk for satu in tiket[2:]], oleh=self.citra),
        )  # fmt: skip
        galat = [str(satu) for satu in self.galat(hasil)]
        self.assertIn(galat, ([], ["Gangguan ini sudah pulih."]))  # kalah cepat dari kabar pulih
        kerjakan_gangguan()
        self.assertEqual(PerkembanganGangguan.objects.filter(keadaan="pulih").count(), 1)
        for anak in AnakGangguan.objects.all():
            self.assertEqual((anak.profil.keadaan, anak.perlu), ("selesai", False))
            self.assertEqual(PeristiwaTiket.objects.filter(profil=anak.profil, ke="selesai").count(), 1)

    def test_ikut_ditekan_berkali_kali_satu_tiket(self):
        gangguan, kunci, isi = self.gangguan(), uuid.uuid4(), self.isi()
        kerja = lambda: ikut_gangguan(  # noqa: E731
            gangguan=gangguan, pemohon=self.orang["ani"], wilayah=isi.wilayah, kunci_kirim=kunci
        )
        hasil = self.bersamaan(*[kerja] * 4)
        self.assertEqual({getattr(satu, "pk", satu) for satu in hasil}, {ProfilTiket.objects.get().pk})
        self.assertEqual(AnakGangguan.objects.count(), 1)

    def test_penilaian_ganda_satu_nilai(self):
        (profil,) = self.tiket(1)
        selesaikan(profil=profil, oleh=self.orang["budi"], isi="Sudah.")
        hasil = self.bersamaan(*[
            lambda skor=skor: nilai(profil=profil, skor=skor, oleh=self.orang["ani"]) for skor in (1, 2, 3, 3)
        ])  # fmt: skip
        self.assertEqual(self.galat(hasil), [])
        self.assertEqual({satu.pk for satu in hasil}, {Nilai.objects.get().pk})
        self.assertEqual(PeristiwaTiket.objects.filter(jenis="nilai").count(), 1)

    def test_suara_artikel_satu_per_orang_dan_per_peramban(self):
        Locale.objects.get_or_create(language_code="id")
        artikel = ArtikelBantuanPage(
            title="Kop", slug="kop", ringkas="x", bidang=Bidang.objects.get(slug="surat-tte"), live=True
        )
        ArtikelBantuanPage.add_root(instance=artikel)
        ani, budi = self.orang["ani"], self.orang["budi"]
        hasil = self.bersamaan(
            *[lambda ya=ya: beri_suara(artikel=artikel, membantu=ya, oleh=ani) for ya in (True, False, True)],
            lambda: beri_suara(artikel=artikel, membantu=True, oleh=budi),
            *[lambda: beri_suara(artikel=artikel, membantu=True, tanda="a" * 32)] * 3,
        )
        self.assertEqual(self.galat(hasil), [])
        self.assertEqual(SuaraArtikel.objects.count(), 3)


del Serentak  # uji induknya sudah dijalankan di berkasnya sendiri
