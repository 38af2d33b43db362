from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

from forum.models import Topik
from modul_pelatihan.blocks import IsiField
from modul_pelatihan.models import Bidang
from modul_pelatihan.models.halaman import q_umum
from modul_pelatihan.models.rilis import periksa_versi
from wilayah.opensid_versi import urai_versi

from ..indeks_cari import indekskan_artikel
from ..panel_redaksi import PanelAsal
from .tiket import ProfilTiket

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
        return self.live().filter(q_umum())


class ArtikelBantuanPage(Page):
    """Satu masalah, satu jawaban: gejala, langkah, versi yang dituju. Ditulis atau ditinjau petugas di ruang redaksi."""

    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, related_name="artikel", verbose_name="bidang")
    ringkas = models.CharField("ringkasan", max_length=250, help_text="Satu kalimat: masalah apa, jalan keluarnya apa.")
    masalah = RichTextField("gejala", features=FITUR_TEKS, blank=True, help_text="Apa yang dilihat operator di layar.")
    langkah = IsiField(verbose_name="jawaban", blank=True)
    versi_dari = models.CharField(
        "berlaku sejak versi", max_length=20, blank=True, validators=[periksa_versi],
        help_text="Tahun dan bulan rilis, misalnya 25.08. Kosong berarti semua versi.",
    )  # fmt: skip
    versi_sampai = models.CharField("berlaku sampai versi", max_length=20, blank=True, validators=[periksa_versi])
    kata_kunci = models.CharField(
        "kata lain", max_length=250, blank=True, help_text="Kata yang dipakai orang di lapangan, dipisah koma."
    )
    pemilik = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="penanggung jawab", help_text="Menerima tulisan pembaca tentang yang kurang.",
    )  # fmt: skip
    ditinjau_pada = models.DateField("terakhir ditinjau", null=True, blank=True)
    ditinjau_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    dijawab_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name="jawaban dari",
    )  # fmt: skip
    asal_tiket = models.ForeignKey(
        "helpdesk.Ticket", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="artikel"
    )
    asal_topik = models.ForeignKey(
        Topik, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="artikel"
    )

    objects = PageManager.from_queryset(ArtikelQuerySet)()

    parent_page_types = ["pusat_bantuan.IndeksArtikelPage"]
    subpage_types: list[str] = []
    template = "pusat_bantuan/artikel.html"
    content_panels = [
        PanelAsal(),
        *Page.content_panels,
        FieldPanel("bidang"),
        FieldPanel("ringkas"),
        FieldPanel("masalah"),
        FieldPanel("langkah"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("versi_dari"), FieldPanel("versi_sampai")]), FieldPanel("kata_kunci")],
            heading="Berlaku dan dicari",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("pemilik"), FieldPanel("ditinjau_pada")])], heading="Penanggung jawab"
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
        """Indeks cari ditulis di transaksi yang sama, lewat jalan terbit mana pun."""
        with transaction.atomic():
            hasil = super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None or "live" in kwargs["update_fields"]:
                indekskan_artikel([self])
            return hasil

    def catatan_redaksi(self, *, oleh) -> dict:
        """Asal naskah (hanya yang boleh dibaca `oleh`) dan penilaian revisi yang terbit, untuk panel ruang redaksi."""
        suara = list(self.suara.filter(revisi=self.live_revision_id or 0).order_by("-diubah")[:200])
        return {
            "tiket": ProfilTiket.objects.terlihat(oleh=oleh).filter(tiket=self.asal_tiket_id or 0).first(),
            "topik": Topik.objects.terlihat(oleh=oleh).filter(pk=self.asal_topik_id or 0).first(),
            "membantu": sum(satu.membantu for satu in suara),
            "tidak": sum(not satu.membantu for satu in suara),
            "kurang": [satu for satu in suara if satu.kurang][:20],
        }

    @property
    def keberlakuan(self) -> str:
        """ "25.08 ke atas", "sampai 24.12", "24.01 sampai 25.06"; kosong berarti semua versi."""
        dari, sampai = urai_versi(self.versi_dari), urai_versi(self.versi_sampai)
        if dari and sampai:
            return f"{_singkat(dari)} sampai {_singkat(sampai)}"
        return f"{_singkat(dari)} ke atas" if dari else f"sampai {_singkat(sampai)}" if sampai else ""

    def berlaku_untuk(self, versi: str) -> bool:
        """Palsu hanya bila versinya terbaca dan pasti di luar rentang; bulan rilis saja yang dibandingkan."""
        punya = urai_versi(versi)
        if punya is None:
            return True
        dari, sampai = urai_versi(self.versi_dari), urai_versi(self.versi_sampai)
        return not (dari and punya.bulan_rilis < dari.bulan_rilis) and not (
            sampai and punya.bulan_rilis > sampai.bulan_rilis
        )


def _singkat(versi) -> str:
    return f"{versi.tahun:02d}.{versi.bulan:02d}"
