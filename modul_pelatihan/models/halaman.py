from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page, PageManager, PageQuerySet, PageViewRestriction
from wagtail.search import index

from modul_pelatihan.forms import FormModul
from modul_pelatihan.prasyarat import cari_siklus

from .rilis import TerikatRilis


def q_umum() -> Q:
    """Seperti `public()` Wagtail, tetapi di dalam kueri yang sama: tidak ada pembatas pada halaman itu atau di atasnya."""
    pembatas = PageViewRestriction.objects.annotate(panjang=Length("page__path"))
    return ~Q(Exists(pembatas.filter(page__path=Substr(OuterRef("path"), 1, F("panjang")))))


class HalamanQuerySet(PageQuerySet):
    def terlihat(self, *, oleh=None) -> HalamanQuerySet:
        """Yang terbit dan umum. Naskah belum terbit hanya ada di ruang redaksi, siapa pun yang bertanya."""
        return self.live().public()


HalamanManager = PageManager.from_queryset(HalamanQuerySet)


class Terlihat:
    """Kalimat `boleh_dilihat` yang sepakat dengan `HalamanQuerySet.terlihat`."""

    def boleh_dilihat(self, *, oleh=None) -> bool:
        return self.live and not self.get_view_restrictions().exists()


class IndeksModulPage(Terlihat, Page):
    """Halaman Belajar: satu saja, di bawah beranda."""

    pengantar = models.CharField("pengantar", max_length=300, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["modul_pelatihan.ModulPage"]
    max_count = 1
    admin_default_ordering = "ord"
    template = "modul_pelatihan/indeks.html"
    content_panels = [*Page.content_panels, FieldPanel("pengantar")]
    search_fields = [*Page.search_fields, index.SearchField("pengantar")]

    objects = HalamanManager()

    class Meta:
        verbose_name = "halaman Belajar"
        verbose_name_plural = "halaman Belajar"


class ModulPage(Terlihat, TerikatRilis, Page):
    """Satu modul: kumpulan pelajaran berurutan dengan prasyarat, edisi, dan penanggung jawab."""

    kode = models.CharField(
        "kode modul", max_length=12, null=True, unique=True, help_text="Singkat dan tetap, misalnya M03."
    )
    sasaran = models.CharField("untuk siapa", max_length=120, blank=True)
    tujuan = models.TextField(
        "tujuan", max_length=500, blank=True, help_text="Yang dapat dilakukan peserta sesudahnya."
    )

    parent_page_types = ["modul_pelatihan.IndeksModulPage"]
    subpage_types = ["modul_pelatihan.PelajaranPage"]
    template = "modul_pelatihan/modul.html"
    base_form_class = FormModul
    admin_default_ordering = "ord"  # urutan belajar, bukan waktu sunting
    exclude_fields_in_copy = ["kode"]  # salinan memerlukan kodenya sendiri
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kode"), FieldPanel("sasaran")]),
        FieldPanel("tujuan"),
        InlinePanel(
            "prasyarat", [PageChooserPanel("syarat", "modul_pelatihan.ModulPage")], heading="Prasyarat",
            label="modul prasyarat", help_text="Modul yang perlu dituntaskan lebih dahulu.",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("versi_terverifikasi"), FieldPanel("edisi")]), FieldPanel("pemilik")],
            heading="Rilis dan penanggung jawab",
        ),
    ]  # fmt: skip
    search_fields = [
        *Page.search_fields,
        index.SearchField("kode"),
        index.AutocompleteField("kode"),
        index.SearchField("tujuan"),
        index.SearchField("sasaran"),
    ]

    objects = HalamanManager()

    class Meta:
        verbose_name = "modul"
        verbose_name_plural = "modul"

    def clean(self) -> None:
        super().clean()
        self.periksa_prasyarat()

    def save(self, *args, **kwargs):
        """Prasyarat diperiksa di dalam transaksi yang menyimpannya; baris induk dikunci supaya dua simpanan bergantian."""
        with transaction.atomic():
            list(IndeksModulPage.objects.select_for_update().values_list("pk"))
            return super().save(*args, **kwargs)

    def periksa_prasyarat(self, syarat: list[int] | None = None) -> None:
        """Melempar ValidationError yang menyebut jalan siklusnya, atau prasyarat ganda; `syarat` kunci modul prasyarat."""
        punya = [satu.syarat_id for satu in self.prasyarat.all() if satu.syarat_id] if syarat is None else syarat
        if len(punya) != len(set(punya)):
            raise ValidationError("Satu modul hanya dapat menjadi prasyarat sekali. Hapus yang ganda.")
        if not self.pk:
            return
        graf: dict[int, list[int]] = {}
        for modul, syarat in Prasyarat.objects.exclude(modul=self.pk).values_list("modul_id", "syarat_id"):
            graf.setdefault(modul, []).append(syarat)
        graf[self.pk] = punya
        if siklus := cari_siklus(graf, self.pk):
            kode = dict(ModulPage.objects.filter(pk__in=siklus).values_list("pk", "kode"))
            kode[self.pk] = self.kode
            jalan = " → ".join(str(kode.get(satu) or satu) for satu in siklus)
            raise ValidationError(f"Prasyarat berputar: {jalan}. Hapus salah satu prasyarat di jalan itu.")


class Prasyarat(Orderable):
    modul = ParentalKey(ModulPage, on_delete=models.CASCADE, related_name="prasyarat")
    syarat = models.ForeignKey(ModulPage, on_delete=models.CASCADE, related_name="prasyarat_bagi", verbose_name="modul")

    class Meta(Orderable.Meta):
        verbose_name = "prasyarat"
        verbose_name_plural = "prasyarat"
        constraints = [
            models.UniqueConstraint(fields=["modul", "syarat"], name="prasyarat_sekali"),
            models.CheckConstraint(condition=~models.Q(modul=models.F("syarat")), name="prasyarat_bukan_diri_sendiri"),
        ]
