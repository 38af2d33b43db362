"""Isian bersama: nomor dan tanggal yang bukan-bukan dijawab galat isian, bukan galat server."""

from __future__ import annotations

from pathlib import Path

from django import forms
from django.conf import settings
from django.test import SimpleTestCase, TestCase

from akun.isian import IsianBanyak, IsianNama, IsianTanggal
from akun.models import Pengguna


class Banyak(TestCase):
    def test_nomor_di_luar_enam_puluh_empat_bit_ditolak_dengan_kalimat(self):
        class Formulir(forms.Form):
            orang = IsianBanyak(Pengguna.objects.all())

        ada = Pengguna.objects.create_user("rina", password="lumbung di kaki bukit")
        for nomor in ("9" * 30, "-" + "9" * 30, "0", "bukan nomor"):
            formulir = Formulir({"orang": [str(ada.pk), nomor]})
            self.assertFalse(formulir.is_valid(), nomor)
            self.assertIn("orang", formulir.errors)
        self.assertTrue(Formulir({"orang": [str(ada.pk)]}).is_valid())


class Nama(SimpleTestCase):
    def test_tanda_tak_tampak_dibuang_dan_yang_tinggal_tanda_ditolak(self):
        class Formulir(forms.Form):
            nama = IsianNama(required=False, max_length=40)

        for tulisan, hasil in (
            ("  Siti\u00a0 Rahmah ", "Siti Rahmah"),
            ("Si\u200bti\u202e", "Siti"),
            ("M. Nur'aini, S.Kom.", "M. Nur'aini, S.Kom."),
            ("Siti\nRahmah", "Siti Rahmah"),
            ("", ""),
            ("   ", ""),
        ):
            with self.subTest(tulisan=tulisan):
                formulir = Formulir({"nama": tulisan})
                self.assertTrue(formulir.is_valid(), formulir.errors)
                self.assertEqual(formulir.cleaned_data["nama"], hasil)
        for tulisan in ("\u200b\u2060", "---", "\u202e.", "😀", "a\x00b"):
            with self.subTest(tulisan=tulisan):
                self.assertIn("nama", Formulir({"nama": tulisan}).errors)


class Tanggal(SimpleTestCase):
    def test_tahun_yang_tumpah_di_kalender_ditolak_dengan_kalimat(self):
        class Formulir(forms.Form):
            hari = IsianTanggal()

        for hari, sah in (
            ("2026-11-22", True),
            ("1900-01-01", True),
            ("0001-01-01", False),
            ("9999-12-31", False),
            ("\x00", False),
        ):
            with self.subTest(hari=hari):
                self.assertEqual(Formulir({"hari": hari}).is_valid(), sah)

    def test_semua_formulir_memakainya(self):
        akar = Path(settings.BASE_DIR)
        lain = [
            str(berkas.relative_to(akar))
            for kamar in ("akun", "forum", "modul_pelatihan", "pusat_bantuan", "replikasi", "wilayah")
            for berkas in (akar / kamar).rglob("*.py")
            if "forms.DateField(" in berkas.read_text().replace("class IsianTanggal(forms.DateField(", "")
        ]
        self.assertEqual(lain, [])
