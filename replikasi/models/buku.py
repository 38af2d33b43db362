from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from modul_pelatihan.blocks import IsiField

from .program import Tonggak

_FITUR = ["bold", "italic", "ol", "ul", "link", "document-link", "h3"]


class BukuReplikasiPage(Page):
    """Sampul buku panduan replikasi."""

    ringkas = models.TextField("ringkasan", blank=True)
    pembuka = RichTextField("pembuka", blank=True, features=_FITUR)
    edisi = models.CharField("edisi", max_length=60, blank=True, help_text="Misalnya: Edisi rancangan, November 2026")
    status_naskah = models.CharField(
        "status naskah", max_length=200, blank=True, help_text="Tercetak di setiap halaman buku."
    )

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["replikasi.BabPage"]
    max_count = 1
    template = "replikasi/buku_replikasi_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("ringkas"),
        FieldPanel("pembuka"),
        MultiFieldPanel([FieldPanel("edisi"), FieldPanel("status_naskah")], heading="Edisi"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("ringkas"), index.SearchField("pembuka")]

    class Meta:
        verbose_name = "buku replikasi"
        verbose_name_plural = "buku replikasi"


class BabPage(Page):
    kode = models.CharField("kode bab", max_length=6)
    ringkas = models.TextField("ringkasan")

    parent_page_types = ["replikasi.BukuReplikasiPage"]
    subpage_types = ["replikasi.LangkahPage"]
    template = "replikasi/bab_page.html"
    content_panels = [*Page.content_panels, FieldPanel("kode"), FieldPanel("ringkas")]
    search_fields = [*Page.search_fields, index.SearchField("ringkas")]

    class Meta:
        verbose_name = "bab buku"
        verbose_name_plural = "bab buku"

    @property
    def nomor(self) -> str:
        return self.kode.lstrip("Bb")


class LangkahPage(Page):
    """Satu langkah buku adalah satu tonggak pelacak: halaman ini menerangkan, tonggaknya mencatat."""

    kode = models.CharField("kode langkah", max_length=8)
    tonggak = models.OneToOneField(Tonggak, on_delete=models.PROTECT, related_name="langkah", verbose_name="tonggak")
    tindakan = models.TextField("yang dikerjakan")
    naskah = IsiField(verbose_name="cara mengerjakan", blank=True)
    bukti = models.CharField("bukti selesai", max_length=200)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=80)
    hari_kerja = models.PositiveSmallIntegerField(
        "selesai pada hari kerja ke", default=30, help_text="Dihitung sejak desa mulai; menjadi tenggat tugasnya."
    )
    templat = models.TextField("templat", blank=True, help_text="Satu nama templat per baris.")

    parent_page_types = ["replikasi.BabPage"]
    subpage_types = []
    template = "replikasi/langkah_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("kode"),
        FieldPanel("tindakan"),
        FieldPanel("naskah"),
        MultiFieldPanel(
            [FieldPanel("bukti"), FieldPanel("penanggung_jawab"), FieldPanel("hari_kerja"), FieldPanel("templat")],
            heading="Hasil",
        ),
        FieldPanel("tonggak"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("tindakan"),
        index.SearchField("naskah"),
        index.SearchField("bukti"),
        index.SearchField("templat"),
    ]

    class Meta:
        verbose_name = "langkah buku"
        verbose_name_plural = "langkah buku"

    @property
    def naskah_mentah(self) -> list:
        """Balok naskah sebagai data yang sudah dibakukan: sidiknya sama, baru dimuat atau sudah dibaca."""
        return [satu.get_prep_value() for satu in self.naskah] if self.naskah else []

    @property
    def daftar_templat(self) -> list[str]:
        return [baris.strip() for baris in self.templat.splitlines() if baris.strip()]
