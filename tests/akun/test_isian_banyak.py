"""Pilihan banyak dari formulir orang: nomor yang bukan-bukan dijawab galat isian, bukan galat server."""

from __future__ import annotations

from django import forms
from django.test import TestCase

from akun.isian import IsianBanyak
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
