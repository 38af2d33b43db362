from __future__ import annotations

from django import forms


class FormKlaim(forms.Form):
    kode = forms.CharField(
        label="Kode tiket", max_length=12, help_text="Misalnya LK-2X7Q; ada pada surat atau pesan yang Anda terima.",
        error_messages={"required": "Tulis kode tiketnya."},
    )  # fmt: skip
