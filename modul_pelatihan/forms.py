"""Formulir ruang redaksi."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm

REDAKSI = ("Pelatih", "Redaktur")


class FormNaskah(WagtailAdminPageForm):
    """Penanggung jawab dipilih dari orang redaksi saja; pelajaran yang dikosongkan mengikuti modulnya."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isian := self.fields.get("pemilik"):
            isian.queryset = (
                get_user_model()
                .objects.filter(Q(groups__name__in=REDAKSI) | Q(pk=self.instance.pemilik_id) | Q(is_superuser=True))
                .distinct()
                .order_by("first_name", "pk")
            )


class FormPelajaran(FormNaskah):
    """Arti suntingan ditanyakan tiap putaran: sesudah terbit, isiannya mulai lagi dari "kecil"."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        naskah = self.instance
        if naskah.live and naskah.latest_revision_id == naskah.live_revision_id:
            self.initial |= {"tingkat_perubahan": "kecil", "ringkasan_perubahan": ""}

    def clean(self):
        bersih = super().clean()
        if bersih.get("tingkat_perubahan") == "besar" and not bersih.get("ringkasan_perubahan", "").strip():
            self.add_error("ringkasan_perubahan", "Tulis apa yang berubah bagi yang sudah pernah belajar.")
        return bersih


class FormModul(FormNaskah):
    """Prasyarat ada di formulir anak, jadi diperiksa di sini supaya galatnya tampil pada formulir, bukan saat menyimpan."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and self.for_user:
            self.initial["pemilik"] = self.for_user.pk  # modul baru dimulai atas nama penulisnya

    def clean(self):
        bersih = super().clean()
        anak = self.formsets.get("prasyarat")
        if anak is not None and anak.is_valid():
            baris = [satu.cleaned_data for satu in anak.forms if satu.cleaned_data]
            syarat = [satu["syarat"].pk for satu in baris if satu.get("syarat") and not satu.get("DELETE")]
            try:
                self.instance.periksa_prasyarat(syarat)
            except ValidationError as galat:
                self.add_error(None, galat)
        return bersih
