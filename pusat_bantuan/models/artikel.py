from __future__ import annotations

from django.db import models
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

from modul_pelatihan.blocks import IsiField
from modul_pelatihan.models import Bidang

from ..kata import akar_kata, teks_cari

FITUR_TEKS = ["bold", "italic", "link", "ul", "ol", "code"]


class IndeksArtikelPage(Page):
    """Rak artikel bantuan di /artikel/."""

    pengantar = models.CharField("pengantar", max_length=250, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pusat_bantuan.ArtikelBantuanPage"]
    max_count = 1
    template = "pusat_bantuan/indeks_artikel.html"
    content_panels = [*Page.content_panels, FieldPanel("pengantar")]

    class Meta:
        verbose_name = "rak artikel bantuan"
        verbose_name_plural = "rak artikel bantuan"


class ArtikelQuerySet(PageQuerySet):
    def terlihat(self, *, oleh=None) -> ArtikelQuerySet:
        """Yang terbit dan umum; draf hanya ada di ruang redaksi."""
        return self.live().public()

    def cocok(self, cari: str) -> ArtikelQuerySet:
        """Artikel terbit yang memuat akar kata `cari`, yang paling banyak cocok dahulu; kata di judul dihitung tiga."""
        nilai = models.Value(0)
        syarat = models.Q(pk__in=[])
        for akar in akar_kata(cari)[:12]:
            ada, di_judul = models.Q(cari_isi__contains=f" {akar} "), models.Q(cari_judul__contains=f" {akar} ")
            syarat |= ada
            nilai += models.Case(models.When(di_judul, then=3), models.When(ada, then=1), default=0)
        return (
            self.terlihat()
            .filter(syarat)
            .annotate(nilai_cocok=nilai)
            .order_by("-nilai_cocok", "-last_published_at", "pk")
        )


class ArtikelBantuanPage(Page):
    """Satu masalah, satu jawaban: gejala, langkah, versi yang dituju. Ditulis atau ditinjau petugas di ruang redaksi."""

    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, related_name="artikel", verbose_name="bidang")
    ringkas = models.CharField("ringkasan", max_length=250, help_text="Satu kalimat: masalah apa, jalan keluarnya apa.")
    masalah = RichTextField("gejala", features=FITUR_TEKS, blank=True, help_text="Apa yang dilihat operator di layar.")
    langkah = IsiField(verbose_name="jawaban", blank=True)
    versi_dari = models.CharField("berlaku sejak versi", max_length=20, blank=True)
    versi_sampai = models.CharField("berlaku sampai versi", max_length=20, blank=True)
    kata_kunci = models.CharField(
        "kata lain", max_length=250, blank=True, help_text="Kata yang dipakai orang di lapangan, dipisah koma."
    )
    asal_tiket = models.ForeignKey(
        "helpdesk.Ticket", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="artikel"
    )
    cari_judul = models.TextField(blank=True, editable=False)
    cari_isi = models.TextField(blank=True, editable=False)

    objects = PageManager.from_queryset(ArtikelQuerySet)()

    parent_page_types = ["pusat_bantuan.IndeksArtikelPage"]
    subpage_types: list[str] = []
    template = "pusat_bantuan/artikel.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("bidang"),
        FieldPanel("ringkas"),
        FieldPanel("masalah"),
        FieldPanel("langkah"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("versi_dari"), FieldPanel("versi_sampai")]), FieldPanel("kata_kunci")],
            heading="Berlaku dan dicari",
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("ringkas"),
        index.SearchField("masalah"),
        index.SearchField("langkah"),
        index.SearchField("kata_kunci"),
        index.FilterField("bidang"),
    ]

    class Meta:
        verbose_name = "artikel bantuan"
        verbose_name_plural = "artikel bantuan"

    def boleh_dilihat(self, *, oleh=None) -> bool:
        return self.live and not self.get_view_restrictions().exists()

    def save(self, *args, **kwargs):
        self.segarkan_kata_cari()
        return super().save(*args, **kwargs)

    def segarkan_kata_cari(self) -> None:
        """Akar kata dicerminkan ke kolom supaya saran di formulir cukup satu kueri."""
        self.cari_judul = teks_cari(self.title, self.kata_kunci)
        isi = self.langkah.stream_block.get_searchable_content(self.langkah)
        self.cari_isi = teks_cari(self.title, self.kata_kunci, self.ringkas, strip_tags(self.masalah), *isi)
