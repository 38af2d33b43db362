from __future__ import annotations

import uuid

from django import forms

from forum.models import Ruang


class FormTanyakan(forms.Form):
    ruang = forms.ModelChoiceField(
        Ruang.objects.none(), label="Di ruang mana?", empty_label=None,
        error_messages={"required": "Pilih ruangnya.", "invalid_choice": "Pilih salah satu ruang dari daftarnya."},
    )  # fmt: skip
    judul = forms.CharField(label="Judul", max_length=160, error_messages={"required": "Tulis judul pertanyaannya."})
    sumber = forms.CharField(
        label="Pertanyaan", max_length=20_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Nama, nomor, desa, dan alamat situs sudah kami samarkan. Baca lagi sebelum terbit.",
        error_messages={"required": "Tulis pertanyaannya."},
    )  # fmt: skip
    kunci_kirim = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, pilihan: list[tuple], **kwargs):
        super().__init__(*args, **kwargs)
        ruang = [satu for _, daftar in pilihan for satu in daftar if "tanya" in satu.jenis_topik]
        self.fields["ruang"].queryset = Ruang.objects.filter(pk__in=[satu.pk for satu in ruang])
        self.fields["ruang"].choices = [
            (simpul.nama, [(satu.pk, satu.nama) for satu in daftar if "tanya" in satu.jenis_topik])
            for simpul, daftar in pilihan
        ]
        self.fields["kunci_kirim"].initial = uuid.uuid4
