from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from .daftar import DaftarSlug, periksa_daftar_slug


class BidangQuerySet(models.QuerySet):
    def pokok(self) -> BidangQuerySet:
        return self.filter(induk__isnull=True)

    def untuk_modul(self, *slug: str) -> BidangQuerySet:
        """Bidang yang menaungi salah satu modul OpenSID; yang paling rinci (anak) lebih dahulu."""
        return (
            self.filter(pk__in=ModulBidang.objects.filter(slug__in=slug).values("bidang"))
            .annotate(_pokok=models.Case(models.When(induk=None, then=1), default=0))
            .order_by("_pokok", "urutan", "pk")
        )

    def sekeluarga(self, bidang: Bidang) -> BidangQuerySet:
        """Bidang itu, anaknya, dan induknya: lingkup untuk saran."""
        return self.filter(Q(pk=bidang.pk) | Q(induk=bidang.pk) | Q(pk=bidang.induk_id))


class Bidang(models.Model):
    """Satu daftar pokok soal untuk seluruh rumah: kategori tiket, pokok artikel, tanda topik, tujuan pelajaran.

    Dua tingkat saja: pokok (kategori A–Q) dan anaknya. Yang dicari lewat slug modul dicerminkan ke `ModulBidang`.
    """

    slug = models.SlugField("slug", max_length=60, unique=True)
    huruf = models.CharField("huruf", max_length=2, blank=True, help_text="Kategori A–Q; anak memakai huruf dan angka.")
    nama = models.CharField("nama", max_length=80)
    uraian = models.CharField("uraian", max_length=200, blank=True)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name="induk"
    )
    modul_opensid = DaftarSlug(
        "modul OpenSID", default=list, blank=True, validators=[periksa_daftar_slug],
        help_text="Slug modul OpenSID yang dinaungi, satu per baris atau dipisah koma.",
    )  # fmt: skip
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    objects = BidangQuerySet.as_manager()

    class Meta:
        verbose_name = "bidang"
        verbose_name_plural = "bidang"
        ordering = ["urutan", "nama"]
        constraints = [
            models.CheckConstraint(condition=~Q(induk=models.F("pk")), name="bidang_bukan_induk_sendiri"),
        ]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        super().clean()
        if self.induk_id and self.induk.induk_id:
            raise ValidationError({"induk": "Bidang hanya dua tingkat: pilih bidang pokok sebagai induk."})
        if self.induk_id and self.pk and self.anak.exists():
            raise ValidationError({"induk": "Bidang ini punya anak, jadi tidak dapat dipindah ke bawah bidang lain."})

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            self.cerminkan_modul()

    def cerminkan_modul(self) -> None:
        ada = set(self.modul.values_list("slug", flat=True))
        mau = set(self.modul_opensid)
        self.modul.filter(slug__in=ada - mau).delete()
        ModulBidang.objects.bulk_create([ModulBidang(bidang=self, slug=slug) for slug in sorted(mau - ada)])

    @property
    def nama_lengkap(self) -> str:
        """ "Surat dan TTE: Templat surat" untuk anak, nama saja untuk pokok."""
        return f"{self.induk.nama}: {self.nama}" if self.induk_id else self.nama


class ModulBidang(models.Model):
    """Cermin `Bidang.modul_opensid`, supaya slug modul dapat dicari dan digabung di kedua basis data."""

    bidang = models.ForeignKey(Bidang, on_delete=models.CASCADE, related_name="modul")
    slug = models.SlugField("slug modul OpenSID", max_length=60)

    class Meta:
        verbose_name = "modul bidang"
        verbose_name_plural = "modul bidang"
        constraints = [models.UniqueConstraint(fields=["bidang", "slug"], name="modul_bidang_sekali")]

    def __str__(self) -> str:
        return self.slug
