"""Kecakapan yang dibaca kesiapan desa: lulus yang masih berlaku dan praktik terakhir."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from django.utils import timezone

from modul_pelatihan.bacaan import kecakapan
from modul_pelatihan.layanan.terbitkan_sertifikat import cabut_sertifikat, terbitkan_sertifikat
from modul_pelatihan.models import Jalur, Kelulusan, LembarPraktik, PenilaianPraktik
from tests.tokoh import DuniaUji

from .kelas import buat_modul
from .soal import buat_angkatan, jadikan_peserta


class KecakapanOrang(DuniaUji):
    def luluskan(self, orang):
        jalur, _ = Jalur.objects.get_or_create(kode="operator-dasar", defaults={"judul": "Operator dasar"})
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, jalur=jalur)
        kelas.modul.add(self.modul)
        putusan = Kelulusan.objects.create(
            peserta=jadikan_peserta(kelas, orang), lulus=True, syarat=[], diputus_oleh=self.dewi
        )
        return terbitkan_sertifikat(kelulusan=putusan, oleh=self.dewi, jp=6)

    def setUp(self):
        self.modul = buat_modul("K01")
        self.lembar = LembarPraktik.objects.create(judul="Surat", modul=self.modul)

    def praktik(self, lulus: bool):
        PenilaianPraktik.objects.create(
            orang=self.ani, lembar=self.lembar, jenis=self.lembar.jenis, penilai=self.dewi, rasio=Fraction(1),
            ambang=80, lulus=lulus,
        )  # fmt: skip

    def test_lulus_dan_praktik_terbaca_dan_pencabutan_menggugurkannya(self):
        surat = self.luluskan(self.ani)
        self.praktik(True)
        satu = kecakapan([self.ani.pk, self.eko.pk])
        self.assertEqual((satu[self.ani.pk].jalur, satu[self.ani.pk].modul, satu[self.ani.pk].praktik),
                         ({"operator-dasar"}, {"K01"}, {"K01"}))  # fmt: skip
        self.assertEqual((satu[self.eko.pk].lulus, satu[self.eko.pk].praktik), ([], set()))
        cabut_sertifikat(sertifikat=surat, oleh=self.dewi, alasan="Keliru")
        self.praktik(False)
        satu = kecakapan([self.ani.pk])[self.ani.pk]
        self.assertEqual((len(satu.lulus), satu.jalur, satu.modul, satu.praktik), (1, set(), set(), set()))

    def test_belum_berlaku_kemarin_dan_kueri_tetap_berapa_pun_orangnya(self):
        self.luluskan(self.ani)
        kemarin = timezone.localdate() - timedelta(days=2)
        self.assertEqual(kecakapan([self.ani.pk], kemarin)[self.ani.pk].berlaku, [])
        with self.assertNumQueries(4):
            kecakapan([self.ani.pk])
        for orang in (self.eko, self.budi):
            self.luluskan(orang)
        with self.assertNumQueries(4):
            kecakapan([self.ani.pk, self.eko.pk, self.budi.pk])
