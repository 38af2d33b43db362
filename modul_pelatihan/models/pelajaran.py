from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from modul_pelatihan.blocks import IsiField
from modul_pelatihan.cari_pelajaran import indekskan
from modul_pelatihan.forms import FormPelajaran
from modul_pelatihan.sebutan import semua_kata_setempat

from .bidang import Bidang
from .daftar import DaftarSlug, periksa_daftar_slug
from .halaman import HalamanManager, Terlihat
from .perubahan import Tingkat
from .rilis import TerikatRilis


class PelajaranPage(Terlihat, TerikatRilis, Page):
    """Satu pelajaran. Kemajuan orang disimpan menurut `uuid`, bukan alamat atau kunci halaman.

    Pindah atau ganti nama tidak mengubah `uuid`; salinan membawa `uuid` yang sama, sebab isinya satu:
    yang sudah menuntaskan aslinya tidak perlu mengulang salinannya (seperti content_id pada Kolibri).
    """

    uuid = models.UUIDField("tanda tetap", default=uuid.uuid4, editable=False, db_index=True)
    kode = models.CharField("kode", max_length=16, blank=True, help_text="Misalnya M03.2.")
    menit = models.PositiveSmallIntegerField(
        "lama (menit)", default=30, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    bidang = ParentalManyToManyField(Bidang, blank=True, related_name="pelajaran", verbose_name="bidang")
    modul_opensid = DaftarSlug(
        "modul OpenSID", default=list, blank=True, validators=[periksa_daftar_slug],
        help_text="Slug modul OpenSID, dipisah koma. Kosong berarti pelajaran ini tidak terikat rilis.",
    )  # fmt: skip
    isi = IsiField(verbose_name="isi", blank=True)
    praktik = models.TextField("praktik", max_length=600, blank=True, help_text="Yang dikerjakan sesudah membaca.")
    praktik_kritis = models.BooleanField("praktik kritis", default=False, help_text="Wajib terpenuhi untuk lulus.")
    luaran = models.CharField("luaran", max_length=160, blank=True, help_text="Hasil nyata dari praktik.")
    tingkat_perubahan = models.CharField(
        "arti suntingan ini", max_length=6, choices=Tingkat.choices, default=Tingkat.KECIL,
        help_text="Hanya yang besar meminta yang sudah selesai membaca ringkasannya, sekitar lima menit.",
    )  # fmt: skip
    ringkasan_perubahan = models.TextField(
        "yang berubah", max_length=600, blank=True, help_text="Ditujukan kepada yang sudah pernah belajar."
    )

    parent_page_types = ["modul_pelatihan.ModulPage"]
    subpage_types: list[str] = []
    base_form_class = FormPelajaran
    template = "modul_pelatihan/pelajaran.html"
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kode"), FieldPanel("menit")]),
        FieldPanel("isi"),
        MultiFieldPanel(
            [FieldPanel("praktik"), FieldRowPanel([FieldPanel("luaran"), FieldPanel("praktik_kritis")])],
            heading="Praktik", classname="collapsed",
        ),
        MultiFieldPanel([FieldPanel("bidang"), FieldPanel("modul_opensid")], heading="Pokok", classname="collapsed"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("versi_terverifikasi"), FieldPanel("edisi")]), FieldPanel("pemilik")],
            heading="Rilis dan penanggung jawab", classname="collapsed",
            help_text="Yang dikosongkan mengikuti modulnya.",
        ),
        MultiFieldPanel(
            [FieldPanel("tingkat_perubahan"), FieldPanel("ringkasan_perubahan")],
            heading="Suntingan sesudah terbit", classname="collapsed",
        ),
    ]  # fmt: skip
    search_fields = [
        *Page.search_fields,
        index.SearchField("kode"),
        index.SearchField("isi"),
        index.SearchField("teks_cari"),
        index.FilterField("uuid"),
    ]

    objects = HalamanManager()

    class Meta:
        verbose_name = "pelajaran"
        verbose_name_plural = "pelajaran"

    def save(self, *args, **kwargs):
        """Cermin dan indeks mengikuti yang tersimpan. Menyimpan revisi (`update_fields`) tidak: di sini isinya masih naskah."""
        with transaction.atomic():
            hasil = super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                self.cerminkan_modul()
                indekskan([self])
            return hasil

    def cerminkan_modul(self) -> None:
        """Menulis ulang indeks slug modul; isi StreamField dan JSON tidak dapat digabung dalam kueri."""
        ada = set(self.slug_modul.values_list("slug", flat=True))
        mau = set(self.modul_opensid)
        if ada - mau:
            self.slug_modul.filter(slug__in=ada - mau).delete()
        if mau - ada:
            ModulPelajaran.objects.bulk_create(
                [ModulPelajaran(pelajaran=self, slug=slug) for slug in sorted(mau - ada)]
            )

    def teks_cari(self) -> str:
        """Praktik, luaran, dan nama menu OpenSID ikut dapat dicari."""
        menu = " ".join(slug.replace("-", " ") for slug in self.modul_opensid)
        return semua_kata_setempat(f"{self.praktik} {self.luaran} {menu}")


class ModulPelajaran(models.Model):
    """Cermin `PelajaranPage.modul_opensid` yang tersimpan pada halaman."""

    pelajaran = models.ForeignKey(PelajaranPage, on_delete=models.CASCADE, related_name="slug_modul")
    slug = models.SlugField("slug modul OpenSID", max_length=60)

    class Meta:
        verbose_name = "modul pelajaran"
        verbose_name_plural = "modul pelajaran"
        constraints = [models.UniqueConstraint(fields=["pelajaran", "slug"], name="modul_pelajaran_sekali")]

    def __str__(self) -> str:
        return self.slug
