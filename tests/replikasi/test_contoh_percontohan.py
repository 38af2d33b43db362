"""Dunia contoh 79 nagari: lima percontohan pada tahap yang berbeda, satu selesai dan membimbing, sepuluh yang baru mulai."""

from __future__ import annotations

from replikasi.bacaan.tim import halaman_tim
from replikasi.layanan.jaga import jaga_rekap
from replikasi.models import Bimbingan, Gelombang, Penerapan, Program
from tests.contoh import DuniaContoh
from wilayah.models import Wilayah

SLUG, SELESAI = "nagari-percontohan-lima-puluh-kota", "13.07.04.2001"


class PercontohanContoh(DuniaContoh):
    def test_lima_percontohan_pada_tahap_yang_berbeda_satu_selesai_dan_membimbing(self):
        program = Program.objects.get(slug=SLUG)
        desa = Wilayah.objects.desa().berlaku().di_dalam(program.wilayah)
        self.assertEqual(desa.count(), 79)
        pilot = Penerapan.objects.filter(percontohan=True, wilayah__in=desa).select_related("wilayah__ringkas")
        self.assertEqual(len(pilot), 5)
        self.assertEqual(len({(p.wilayah.ringkas.tahap_kini, p.wilayah.ringkas.selesai) for p in pilot}), 5)
        satu = Wilayah.objects.get(kode=SELESAI)
        self.assertTrue(halaman_tim(satu).mandiri)
        self.assertTrue(Bimbingan.objects.filter(mentor=satu, selesai=None).exists())

    def test_gelombang_sepuluh_desa_mulai_dengan_rencana_dan_mentornya(self):
        gelombang = Gelombang.objects.get(program__slug=SLUG, nomor=2)
        anggota = list(gelombang.anggota.select_related("penerapan__rencana"))
        self.assertEqual(len(anggota), 10)
        self.assertTrue(all(satu.penerapan.rencana.tugas.exists() for satu in anggota))
        utama = Bimbingan.objects.filter(gelombang=gelombang, utama=True).values_list("dampingan", flat=True)
        self.assertEqual(set(utama), {satu.wilayah_id for satu in anggota})

    def test_rekapnya_sama_dengan_hitungan_ulang_malam_pertama(self):
        self.assertEqual(jaga_rekap(), [])

    def test_laporan_programnya_selembar_a4_bertanda(self):
        for slug in (SLUG, "nagari-percontohan"):
            pdf = self.client.get(f"/replikasi/program/{slug}/kemajuan.pdf")
            self.assertEqual((pdf.status_code, pdf.content[:5]), (200, b"%PDF-"))
            self.assertIn(b"/StructTreeRoot", pdf.content)
