"""Isian yang tidak akan dicoba siapa pun: tanggal di luar kalender, nama tanpa huruf, nomor sebesar apa pun."""

from __future__ import annotations

import uuid

from django import forms
from django.test import SimpleTestCase
from django.urls import reverse

from replikasi.kalender import hari_ini
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.gelombang import tambah_anggota
from replikasi.layanan.rencana import terapkan
from replikasi.models import EdisiKriteria, Gelombang, KegiatanProgram, Kriteria, Program

from .dunia import SULIKI, DuniaReplikasi
from .seleksi import buat_panggilan

DI_LUAR = ("0001-01-01", "9999-12-31", "1582-10-10")


def semua_formulir(induk: type = forms.BaseForm) -> list[type]:
    hasil = []
    for kelas in induk.__subclasses__():
        hasil += ([kelas] if kelas.__module__.startswith("replikasi.") else []) + semua_formulir(kelas)
    return hasil


class TahunWajar(SimpleTestCase):
    def test_tiap_medan_tanggal_kamar_ini_menolak_tahun_di_luar_kalender(self):
        diperiksa = 0
        for kelas in semua_formulir():
            for nama, medan in kelas.base_fields.items():
                if not isinstance(medan, forms.DateField):
                    continue
                diperiksa += 1
                for nilai in DI_LUAR:
                    with self.subTest(f"{kelas.__name__}.{nama}"), self.assertRaises(forms.ValidationError):
                        medan.clean(nilai)
        self.assertGreater(diperiksa, 20)


class IsianAneh(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        terbitkan_buku()
        cls.rencana = terapkan(penerapan=cls.penerapan, oleh=cls.ani, mulai=hari_ini())
        cls.program = Program.objects.create(
            slug="daerah", nama="Daerah", wilayah=cls.wilayah["13.07"], acuan=cls.penerapan.program
        )
        buat_panggilan(cls)

    def kirim(self, nama: str, *args, **isi):
        return self.client.post(reverse(f"replikasi:{nama}", args=args), {"kunci": str(uuid.uuid4())} | isi)

    def test_tanggal_di_luar_kalender_tidak_merusak_kalender_ponsel(self):
        self.masuk(self.fajar)
        for nilai in DI_LUAR:
            jawaban = self.kirim("kegiatan-program-baru", "daerah", judul="TOT", mulai=nilai)
            self.assertContains(jawaban, "Periksa tahunnya", status_code=422)
        self.assertFalse(KegiatanProgram.objects.exists())
        tugas = self.rencana.tugas.first()
        self.masuk(self.ani)
        self.assertEqual(self.kirim("tugas-atur", tugas.pk, tenggat="9999-12-31").status_code, 422)
        self.assertEqual(self.kirim("status-baru", SULIKI, keadaan="dipakai", tanggal="0001-01-01").status_code, 422)

    def test_kriteria_tanpa_huruf_dan_kode_yang_diakali_tetap_menjadi_edisi(self):
        self.masuk(self.fajar)
        halaman = self.client.get(reverse("replikasi:program-kriteria", args=["daerah"]))
        form = halaman.context["form"]
        isi = {nama: form[nama].value() or "" for nama in form.fields} | {"catatan": "x"}
        skala = "\n".join("abcde")
        aneh = isi | {
            "kode_0": "=1+1",
            "kode_1": "\u200b",
            "bobot_0": 20,
            "nama_5": "???",
            "bobot_5": 10,
            "skala_5": skala,
        }
        self.assertEqual(self.kirim("program-kriteria", "daerah", **aneh).status_code, 302)
        edisi = EdisiKriteria.objects.get(program=self.program)
        self.assertEqual(
            list(edisi.kriteria.order_by("urutan").values_list("kode", flat=True)),
            ["11", "operator-dan-perangkat", "internet", "data", "anggaran", "kriteria-6"],
        )
        kembar = isi | {"kode_1": isi["kode_0"]}
        self.assertContains(self.kirim("program-kriteria", "daerah", **kembar), "kode yang berbeda", status_code=422)
        self.assertEqual(Kriteria.objects.filter(edisi__program=self.program).count(), 6)

    def test_nomor_sebesar_apa_pun_dijawab_sebagai_pilihan_yang_tidak_ada(self):
        satu = Gelombang.objects.create(
            program=self.program, wilayah=self.wilayah["13.07"], nomor=1, nama="Satu", mulai=hari_ini()
        )
        tambah_anggota(gelombang=satu, kode=[SULIKI])
        self.masuk(self.fajar)
        for nilai in ("99999999999999999999", "x", "-1"):
            jawaban = self.kirim("mentor-baru", satu.pk, mentor=nilai, dampingan=[nilai, nilai])
            self.assertEqual(jawaban.status_code, 422, nilai)
