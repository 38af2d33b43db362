"""Praktik baik dan inovasi lokal: ditulis nagari, ditelaah pendamping lalu OpenDesa, dipakai nagari lain (K-101, K-102)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from akun.models import Peran
from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah

from .klaim import lemari_pribadi, tempat_bukti
from .program import PERAN_PEMBACA, PERAN_PENDAMPING, Tonggak


class IndeksPraktikPage(Page):
    """Rak praktik baik dan inovasi lokal."""

    pengantar = models.TextField("pengantar", blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["replikasi.PraktikBaikPage", "replikasi.InovasiPage"]
    max_count = 1
    template = "replikasi/indeks_praktik_page.html"
    content_panels = [*Page.content_panels, FieldPanel("pengantar")]

    class Meta:
        verbose_name = "rak praktik baik"
        verbose_name_plural = "rak praktik baik"


class NaskahPraktik(Page):
    """Bersama keduanya: satu masalah, yang dilakukan, hasil terukur, dan yang diperlukan nagari lain."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", verbose_name="ditulis oleh")
    masalah = models.TextField("masalahnya", max_length=1000)
    cara = models.TextField("yang dilakukan", max_length=4000)
    hasil = models.TextField("hasilnya", max_length=1000, help_text="Dengan angka sebelum dan sesudah bila ada.")
    perlu = models.TextField("yang diperlukan", max_length=1000, blank=True, help_text="Waktu, orang, biaya, alat.")
    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tonggak = models.ForeignKey(
        Tonggak, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="langkah terkait"
    )
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)
    contoh = models.BooleanField("data contoh", default=False)

    parent_page_types = ["replikasi.IndeksPraktikPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("masalah"), FieldPanel("cara"), FieldPanel("hasil"), FieldPanel("perlu")], heading="Isi"
        ),
        MultiFieldPanel([FieldPanel("wilayah"), FieldPanel("bidang"), FieldPanel("tonggak")], heading="Letak"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("masalah"),
        index.SearchField("cara"),
        index.SearchField("hasil"),
    ]

    class Meta:
        abstract = True


class PraktikBaikPage(NaskahPraktik):
    jenis_naskah = "Praktik baik"
    template = "replikasi/praktik_page.html"

    class Meta:
        verbose_name = "praktik baik"
        verbose_name_plural = "praktik baik"


class InovasiPage(NaskahPraktik):
    jenis_naskah = "Inovasi lokal"
    template = "replikasi/praktik_page.html"

    class Meta:
        verbose_name = "inovasi lokal"
        verbose_name_plural = "inovasi lokal"


class TelaahPraktikQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> TelaahPraktikQuerySet:
        """Yang belum terbit: penulisnya dan yang bertugas di wilayahnya."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA))

    def menunggu(self, *, oleh) -> TelaahPraktikQuerySet:
        """Yang menunggu putusan orang ini; sama dengan `boleh_ditelaah`."""
        if not oleh.is_authenticated:
            return self.none()
        K = TelaahPraktik.Keadaan
        damping = Q(keadaan=K.PENDAMPING) & oleh.q_kuasa(*PERAN_PENDAMPING) & ~oleh.q_kuasa(Peran.OPERATOR)
        pusat = Q(keadaan=K.OPENDESA) if oleh.berperan(Peran.PENGELOLA) else Q(pk__in=[])
        return self.filter(damping | pusat).exclude(penulis=oleh)


class TelaahPraktik(models.Model):
    """Perjalanan satu naskah: nagari → pendamping → OpenDesa → terbit. Pengembalian selalu beralasan."""

    class Keadaan(models.TextChoices):
        NAGARI = "nagari", "disusun nagari"
        PENDAMPING = "pendamping", "ditelaah pendamping"
        OPENDESA = "opendesa", "ditelaah OpenDesa"
        TERBIT = "terbit", "terbit"

    halaman = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="telaah_praktik")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan.choices, default=Keadaan.NAGARI)
    penulis = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = TelaahPraktikQuerySet.as_manager()

    class Meta:
        verbose_name = "telaah praktik"
        verbose_name_plural = "telaah praktik"

    def __str__(self) -> str:
        return self.halaman.title

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_disunting(self, *, oleh) -> bool:
        return (
            oleh.is_authenticated
            and self.keadaan == self.Keadaan.NAGARI
            and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=self.wilayah)
        )

    def boleh_ditelaah(self, *, oleh) -> bool:
        """Orang kedua pada tiap tahap: pendamping wilayahnya, lalu pengelola OpenDesa; bukan penulisnya."""
        if not oleh.is_authenticated or self.penulis_id == oleh.pk:
            return False
        if self.keadaan == self.Keadaan.PENDAMPING:
            return oleh.berkuasa(*PERAN_PENDAMPING, atas=self.wilayah) and not oleh.berkuasa(
                Peran.OPERATOR, atas=self.wilayah
            )
        return self.keadaan == self.Keadaan.OPENDESA and oleh.berperan(Peran.PENGELOLA)

    def get_absolute_url(self) -> str:
        return reverse("replikasi:praktik", args=[self.pk])


class JejakTelaah(models.Model):
    """Setiap perpindahan naskah, dengan alasannya. Hanya bertambah."""

    telaah = models.ForeignKey(TelaahPraktik, on_delete=models.CASCADE, related_name="jejak")
    ke = models.CharField("menjadi", max_length=10, choices=TelaahPraktik.Keadaan.choices)
    alasan = models.CharField("alasan", max_length=500, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", auto_now_add=True)

    class Meta:
        verbose_name = "jejak telaah"
        verbose_name_plural = "jejak telaah"
        ordering = ["pk"]


class AdopsiPraktikQuerySet(models.QuerySet):
    def terverifikasi(self) -> AdopsiPraktikQuerySet:
        return self.filter(keadaan=AdopsiPraktik.Keadaan.DIVERIFIKASI)

    def terlihat(self, *, oleh) -> AdopsiPraktikQuerySet:
        """Bukti pemakaian: desanya dan yang bertugas di wilayahnya. Umum hanya melihat jumlah yang terverifikasi."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA))


class AdopsiPraktik(models.Model):
    """Satu desa memakai satu praktik, dengan buktinya. Dihitung hanya bila orang kedua memverifikasinya (training.md 5)."""

    class Keadaan(models.TextChoices):
        DIAJUKAN = "diajukan", "menunggu verifikasi"
        DIVERIFIKASI = "diverifikasi", "terverifikasi"
        DIKEMBALIKAN = "dikembalikan", "dikembalikan"

    halaman = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="adopsi_praktik")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="adopsi_praktik")
    catatan = models.TextField("yang dikerjakan dan disesuaikan", max_length=2000)
    tautan = models.URLField("tautan bukti", max_length=300, blank=True)
    berkas = models.FileField(
        "foto atau PDF", storage=lemari_pribadi, upload_to=tempat_bukti, max_length=120, blank=True
    )
    nama_asli = models.CharField("nama berkas", max_length=120, blank=True)
    keadaan = models.CharField("keadaan", max_length=12, choices=Keadaan.choices, default=Keadaan.DIAJUKAN)
    diajukan_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    diajukan_pada = models.DateTimeField("diajukan", auto_now_add=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus", null=True, blank=True)
    alasan = models.CharField("alasan pengembalian", max_length=500, blank=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4)
    contoh = models.BooleanField("data contoh", default=False)

    objects = AdopsiPraktikQuerySet.as_manager()

    class Meta:
        verbose_name = "adopsi praktik"
        verbose_name_plural = "adopsi praktik"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["halaman", "wilayah"], condition=~Q(keadaan="dikembalikan"), name="adopsi_satu_yang_hidup"
            )
        ]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_diverifikasi(self, *, oleh) -> bool:
        return (
            oleh.is_authenticated
            and self.keadaan == self.Keadaan.DIAJUKAN
            and self.diajukan_oleh_id != oleh.pk
            and oleh.berkuasa(*PERAN_PENDAMPING, atas=self.wilayah)
            and not oleh.berkuasa(Peran.OPERATOR, atas=self.wilayah)
        )

    def get_absolute_url(self) -> str:
        return reverse("replikasi:adopsi", args=[self.pk])

    @property
    def foto(self) -> bool:
        return self.berkas.name.lower().endswith((".jpg", ".jpeg", ".png", ".webp"))
