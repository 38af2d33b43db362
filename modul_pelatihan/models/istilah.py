from __future__ import annotations

from django.db import models
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index


class IstilahQuerySet(models.QuerySet):
    def terlihat(self, *, oleh=None) -> IstilahQuerySet:
        """Yang sudah terbit, untuk siapa pun."""
        return self.filter(live=True)


class Istilah(WorkflowMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """Satu istilah dan artinya, dipakai ulang di semua naskah (domain training.md 1): berevisi dan lewat penelaah."""

    istilah = models.CharField("istilah", max_length=80, unique=True)
    slug = models.SlugField("slug", max_length=80, unique=True, editable=False)
    arti = models.TextField("artinya", max_length=400, help_text="Satu atau dua kalimat sehari-hari.")
    padanan = models.CharField(
        "kata lain", max_length=200, blank=True, help_text="Dipisah koma; ikut ditemukan pencarian."
    )

    panels = [FieldPanel("istilah"), FieldPanel("arti"), FieldPanel("padanan")]
    search_fields = [
        index.SearchField("istilah"),
        index.AutocompleteField("istilah"),
        index.SearchField("padanan"),
        index.FilterField("live"),
    ]
    objects = IstilahQuerySet.as_manager()

    class Meta:
        verbose_name = "istilah"
        verbose_name_plural = "istilah"
        ordering = ["istilah"]

    def __str__(self) -> str:
        return self.istilah

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.istilah)[:80] or "istilah"
        return super().save(*args, **kwargs)

    def boleh_dilihat(self, *, oleh=None) -> bool:
        return self.live
