from __future__ import annotations

from django.db import models

from forum.alamat import alamat

from .simpul import Simpul


def semua_jenis() -> list[str]:
    return ["tanya", "diskusi", "acara", "usulan", "jajak"]


class RuangQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> RuangQuerySet:
        return self.filter(simpul__in=Simpul.objects.isi_terlihat(oleh=oleh).values("pk"))


class Ruang(models.Model):
    """Satu papan percakapan di dalam simpul. Angka-angkanya hanya diubah oleh `forum/layanan/`."""

    class Siapa(models.TextChoices):
        SEMUA = "semua", "semua yang punya akun"
        ANGGOTA = "anggota", "anggota simpul"
        PENGURUS = "pengurus", "pengurus simpul dan petugas"

    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="ruang", verbose_name="simpul")
    slug = models.SlugField("slug", max_length=60, db_index=False)
    nama = models.CharField("nama", max_length=80)
    uraian = models.CharField("uraian", max_length=200, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    jenis_topik = models.JSONField(
        "jenis topik", default=semua_jenis, help_text="Jenis topik yang boleh dibuka di sini."
    )
    siapa_mulai = models.CharField("siapa boleh membuka topik", max_length=8, choices=Siapa.choices, default="semua")
    siapa_balas = models.CharField("siapa boleh membalas", max_length=8, choices=Siapa.choices, default="semua")
    jumlah_topik = models.PositiveIntegerField("jumlah topik", default=0, editable=False)
    jumlah_kiriman = models.PositiveIntegerField("jumlah kiriman", default=0, editable=False)
    topik_akhir = models.ForeignKey(
        "forum.Topik", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    dibalas_pada = models.DateTimeField("dibalas pada", null=True, blank=True, editable=False)

    objects = RuangQuerySet.as_manager()

    class Meta:
        verbose_name = "ruang"
        verbose_name_plural = "ruang"
        ordering = ["urutan", "nama"]
        constraints = [models.UniqueConstraint(fields=["simpul", "slug"], name="ruang_slug_per_simpul")]

    def __str__(self) -> str:
        return f"{self.nama} · {self.simpul}"

    def get_absolute_url(self) -> str:
        return alamat("forum:ruang", self.simpul.slug, self.slug)

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.simpul.hak(oleh).isi

    def boleh_dimulai(self, *, oleh) -> bool:
        """Membuka topik baru di ruang ini."""
        return self.simpul.hak(oleh).tulis(self.siapa_mulai)
