"""Formulir bank soal: pilihan dan paket ada di formulir anak, jadi diperiksa di sini supaya galatnya tampil di layar."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm


def baris_anak(formulir: WagtailAdminModelForm, nama: str) -> list[dict] | None:
    """Baris anak yang tersisa menurut urutan layar; None bila belum dapat dibaca."""
    anak = formulir.formsets.get(nama)
    if anak is None or not anak.is_valid():
        return None
    baris = [satu.cleaned_data for satu in anak.forms if satu.cleaned_data and not satu.cleaned_data.get("DELETE")]
    return sorted(baris, key=lambda satu: satu.get("ORDER") or 0)


class FormButir(WagtailAdminModelForm):
    def clean(self):
        bersih = super().clean()
        pilihan = baris_anak(self, "pilihan")
        if pilihan is not None and bersih.get("jenis"):
            self.instance.jenis = bersih["jenis"]
            try:
                self.instance.periksa_pilihan([(satu.get("teks", ""), satu.get("benar", False)) for satu in pilihan])
            except ValidationError as galat:
                self.add_error(None, galat)
        return bersih


class FormKuis(WagtailAdminModelForm):
    def clean(self):
        bersih = super().clean()
        butir = baris_anak(self, "butir")
        if butir is not None:
            soal = [satu["butir"].pk for satu in butir if satu.get("butir")]
            try:
                if len(soal) != len(set(soal)):
                    raise ValidationError("Satu soal hanya dapat dipakai sekali dalam satu kuis. Hapus yang ganda.")
                if bersih.get("jenis") == "formatif" and any(
                    satu["butir"].jenis == "uraian" for satu in butir if satu.get("butir")
                ):
                    raise ValidationError(
                        "Latihan dinilai langsung oleh situs. Pindahkan soal uraian ke kuis yang dinilai."
                    )
                periksa_paket(
                    [(satu.get("paket", ""), satu.get("bobot") or Decimal(1)) for satu in butir],
                    bersih.get("jumlah_soal"),
                )
            except ValidationError as galat:
                self.add_error(None, galat)
        return bersih


def periksa_paket(baris: list[tuple[str, Decimal]], jumlah_soal: int | None) -> None:
    """`baris` (paket, bobot): tanpa paket semua, atau A dan B sama banyak dan sama berat. Melempar ValidationError."""
    paket = {nama: [bobot for satu, bobot in baris if satu == nama] for nama in ("", "A", "B")}
    if not baris:
        raise ValidationError("Pilih paling sedikit satu soal.")
    if paket[""] and (paket["A"] or paket["B"]):
        raise ValidationError("Beri paket A atau B pada semua soal, atau tidak satu pun.")
    if not paket[""]:
        if sorted(paket["A"]) != sorted(paket["B"]):
            raise ValidationError("Paket A dan B harus sama banyak soalnya dan sama bobotnya.")
        if jumlah_soal:
            raise ValidationError("Kuis berpaket memakai semua soal paketnya. Kosongkan “soal per percobaan”.")
    elif jumlah_soal and jumlah_soal > len(baris):
        raise ValidationError(f"Baru ada {len(baris)} soal, jadi {jumlah_soal} tidak dapat diambil.")
