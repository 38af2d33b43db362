from __future__ import annotations

import uuid

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from akun.models import Pengguna

from .halaman import ModulPage
from .pecahan import PecahanField


class LembarPraktik(index.Indexed, ClusterableModel):
    """Daftar periksa praktik. Butir kritis wajib terpenuhi, berapa pun yang lain."""

    class Jenis(models.TextChoices):
        KERJA = "kerja", "Praktik kerja"
        MENGAJAR = "mengajar", "Praktik mengajar"

    judul = models.CharField("judul", max_length=120)
    jenis = models.CharField("jenis", max_length=8, choices=Jenis.choices, default=Jenis.KERJA)
    modul = models.ForeignKey(
        ModulPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="lembar_praktik", verbose_name="modul"
    )

    search_fields = [index.SearchField("judul"), index.AutocompleteField("judul")]

    class Meta:
        verbose_name = "daftar periksa praktik"
        verbose_name_plural = "daftar periksa praktik"
        ordering = ["judul", "pk"]

    def __str__(self) -> str:
        return self.judul


class ButirLembar(Orderable):
    lembar = ParentalKey(LembarPraktik, on_delete=models.CASCADE, related_name="butir")
    teks = models.CharField("yang diperiksa", max_length=200)
    kritis = models.BooleanField("butir kritis", default=False)

    class Meta(Orderable.Meta):
        verbose_name = "butir"
        verbose_name_plural = "butir"

    def __str__(self) -> str:
        return self.teks


class PenilaianPraktik(models.Model):
    """Satu kali pemeriksaan; butirnya disalin, ambangnya disimpan. Yang terakhir berlaku, yang lama tetap ada."""

    kunci = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    orang = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="praktik")
    angkatan = models.ForeignKey(
        "modul_pelatihan.Angkatan", on_delete=models.PROTECT, null=True, blank=True, related_name="penilaian_praktik"
    )
    lembar = models.ForeignKey(LembarPraktik, on_delete=models.PROTECT, related_name="penilaian")
    jenis = models.CharField("jenis", max_length=8, choices=LembarPraktik.Jenis.choices)
    penilai = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="menilai_praktik")
    butir = models.JSONField("butir", default=list)  # [{"teks", "kritis", "terpenuhi"}]
    rasio = PecahanField("rasio")
    ambang = models.PositiveSmallIntegerField("ambang (%)")
    lulus = models.BooleanField("lulus")
    catatan = models.TextField("catatan", max_length=600, blank=True)
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "penilaian praktik"
        verbose_name_plural = "penilaian praktik"
        ordering = ["-pada", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(orang=models.F("penilai")), name="praktik_bukan_nilai_sendiri")
        ]
        indexes = [models.Index(fields=["angkatan", "orang", "-pada"], name="praktik_kelas")]
