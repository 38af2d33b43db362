from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from akun.models import Peran
from modul_pelatihan.forms_soal import FormKuis
from modul_pelatihan.penilaian import Anulir, Kebijakan

from .aturan import persen
from .halaman import ModulPage
from .soal import ButirSoal

PERAN_PENULIS_SOAL = (Peran.PELATIH, Peran.PENGELOLA)


class KuisQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> KuisQuerySet:
        """Latihan dan kuis lepas yang aktif untuk siapa pun; tes kelas hanya lewat kelasnya. Penulis soal melihat semua."""
        if oleh is not None and oleh.is_authenticated and oleh.berperan(*PERAN_PENULIS_SOAL):
            return self
        return self.terbuka()

    def terbuka(self) -> KuisQuerySet:
        return self.filter(Q(jenis=Kuis.Jenis.FORMATIF) | Q(lepas=True), aktif=True)


class Kuis(index.Indexed, ClusterableModel):
    """Kumpulan soal dengan aturan nilai. Formatif: latihan tanpa batas di dalam pelajaran, boleh dikerjakan luring.
    Sumatif: dinilai, hanya daring, dengan kuota dan bila perlu batas waktu; waktu dan nilai diputuskan server."""

    class Jenis(models.TextChoices):
        FORMATIF = "formatif", "Latihan (formatif)"
        SUMATIF = "sumatif", "Dinilai (sumatif)"

    slug = models.SlugField("slug", max_length=60, unique=True)
    judul = models.CharField("judul", max_length=120)
    pengantar = models.CharField("pengantar", max_length=400, blank=True)
    jenis = models.CharField("jenis", max_length=8, choices=Jenis.choices, default=Jenis.FORMATIF)
    modul = models.ForeignKey(
        ModulPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="kuis", verbose_name="modul"
    )
    aktif = models.BooleanField("dapat dikerjakan", default=True)
    lepas = models.BooleanField(
        "juga di luar kelas", default=False, help_text="Kuis dinilai ini dapat dikerjakan tanpa ikut kelas."
    )
    ambang = persen("ambang lulus (%)", 70)
    kebijakan = models.CharField(
        "nilai yang dipakai", max_length=9, default=Kebijakan.TERBAIK.value,
        choices=[("terbaik", "Yang terbaik"), ("terakhir", "Yang terakhir"), ("pertama", "Yang pertama"),
                 ("rata-rata", "Rata-rata")],
    )  # fmt: skip
    kuota = models.PositiveSmallIntegerField(
        "boleh mencoba (kali)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text="Kosong berarti tanpa batas. Yang menunggu koreksi ikut dihitung.",
    )  # fmt: skip
    jumlah_soal = models.PositiveSmallIntegerField(
        "soal per percobaan", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Diambil acak saat dimulai. Kosong berarti semua.",
    )  # fmt: skip
    acak = models.BooleanField("acak urutan soal dan pilihan", default=True)
    batas_menit = models.PositiveSmallIntegerField(
        "batas waktu (menit)", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(480)]
    )
    denda = models.DecimalField(
        "pengurang bila salah", max_digits=4, decimal_places=2, default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(10)], help_text="0 berarti tidak mengurangi.",
    )  # fmt: skip
    anulir = models.CharField(
        "soal yang dianulir", max_length=10, default=Anulir.KELUARKAN.value,
        choices=[("keluarkan", "Dikeluarkan dari hitungan"), ("beri_penuh", "Semua diberi nilai penuh")],
    )  # fmt: skip
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    base_form_class = FormKuis
    search_fields = [index.SearchField("judul"), index.AutocompleteField("judul"), index.FilterField("jenis")]
    objects = KuisQuerySet.as_manager()

    class Meta:
        verbose_name = "kuis"
        verbose_name_plural = "kuis"
        ordering = ["judul", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ambang__lte=100) & Q(denda__gte=0), name="kuis_ambang_dan_denda_wajar"),
            models.CheckConstraint(
                condition=~Q(jenis="formatif") | Q(kuota__isnull=True, batas_menit__isnull=True),
                name="kuis_latihan_tanpa_batas",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("modul_pelatihan:kuis", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        if self.formatif and (self.kuota or self.batas_menit):
            raise ValidationError("Latihan boleh diulang tanpa batas waktu. Kosongkan kuota dan batas waktunya.")

    @property
    def formatif(self) -> bool:
        return self.jenis == self.Jenis.FORMATIF

    @property
    def rasio_ambang(self) -> Fraction:
        return Fraction(self.ambang, 100)

    def boleh_dilihat(self, *, oleh) -> bool:
        if oleh is not None and oleh.is_authenticated and oleh.berperan(*PERAN_PENULIS_SOAL):
            return True
        return self.aktif and (self.formatif or self.lepas)


class ButirKuis(Orderable):
    """Satu soal di dalam kuis. Paket A dan B adalah bentuk setara untuk pra-tes dan pasca-tes."""

    class Paket(models.TextChoices):
        TUNGGAL = "", "Tanpa paket"
        A = "A", "Paket A"
        B = "B", "Paket B"

    kuis = ParentalKey(Kuis, on_delete=models.CASCADE, related_name="butir")
    butir = models.ForeignKey(ButirSoal, on_delete=models.PROTECT, related_name="di_kuis", verbose_name="soal")
    paket = models.CharField("paket", max_length=1, choices=Paket.choices, default=Paket.TUNGGAL, blank=True)
    bobot = models.DecimalField(
        "bobot", max_digits=5, decimal_places=2, default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )  # fmt: skip

    class Meta(Orderable.Meta):
        verbose_name = "soal pada kuis"
        verbose_name_plural = "soal pada kuis"
        constraints = [
            models.UniqueConstraint(fields=["kuis", "butir"], name="butir_kuis_sekali"),
            models.CheckConstraint(condition=Q(bobot__gt=0), name="butir_kuis_bobot_positif"),
        ]


class PembatalanSoal(models.Model):
    """Soal yang dianulir pada satu kuis: jejaknya, siapa, kapan, mengapa. Semua percobaan dihitung ulang."""

    kuis = models.ForeignKey(Kuis, on_delete=models.CASCADE, related_name="pembatalan")
    butir = models.ForeignKey(ButirSoal, on_delete=models.PROTECT, related_name="pembatalan")
    alasan = models.CharField("alasan", max_length=300)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", auto_now_add=True)
    dihitung_ulang = models.PositiveIntegerField("percobaan dihitung ulang", default=0)
    berubah_lulus = models.PositiveIntegerField("berubah lulus atau tidak", default=0)

    class Meta:
        verbose_name = "soal dianulir"
        verbose_name_plural = "soal dianulir"
        constraints = [models.UniqueConstraint(fields=["kuis", "butir"], name="pembatalan_soal_sekali")]

    def __str__(self) -> str:
        return f"{self.butir} ({self.kuis})"
