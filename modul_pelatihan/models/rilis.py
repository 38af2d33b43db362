from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from modul_pelatihan.versi import Edisi, Versi, VersiKeliru, urai

PILIHAN_EDISI = [(Edisi.UMUM.value, "Umum"), (Edisi.PREMIUM.value, "Premium")]


def periksa_versi(nilai: str) -> None:
    """Versi YY.MM; yang kosong diperiksa oleh `blank`."""
    try:
        urai(nilai)
    except VersiKeliru as galat:
        raise ValidationError(str(galat)) from galat


class RilisOpenSIDQuerySet(models.QuerySet):
    def terbaru(self) -> dict[Edisi, RilisOpenSID]:
        """Rilis terbaru tiap edisi; "ketinggalan" selalu dinilai terhadap edisi yang sama."""
        return {Edisi(rilis.edisi): rilis for rilis in self.order_by("tahun", "bulan")}


class RilisOpenSID(models.Model):
    """Rilis OpenSID yang diketahui. Yang terbaru adalah pengaturan bertanggal, bukan tebakan dari laporan desa."""

    edisi = models.CharField("edisi", max_length=8, choices=PILIHAN_EDISI, default=Edisi.UMUM.value)
    tahun = models.PositiveSmallIntegerField("tahun (dua angka)")
    bulan = models.PositiveSmallIntegerField("bulan")
    tanggal = models.DateField("tanggal terbit", null=True, blank=True)
    catatan = models.CharField("catatan", max_length=200, blank=True)

    objects = RilisOpenSIDQuerySet.as_manager()

    class Meta:
        verbose_name = "rilis OpenSID"
        verbose_name_plural = "rilis OpenSID"
        ordering = ["-tahun", "-bulan", "edisi"]
        constraints = [
            models.UniqueConstraint(fields=["edisi", "tahun", "bulan"], name="rilis_sekali"),
            models.CheckConstraint(
                condition=models.Q(bulan__range=(1, 12), tahun__range=(18, 99)), name="rilis_tahun_bulan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.versi} {self.get_edisi_display()}"

    @property
    def versi(self) -> Versi:
        return Versi(self.tahun, self.bulan)


class CatatanRilisQuerySet(models.QuerySet):
    def pasti(self) -> CatatanRilisQuerySet:
        """Yang sudah dipastikan orang; usul impor belum mengubah keadaan naskah mana pun."""
        return self.filter(dipastikan_pada__isnull=False)


class CatatanRilis(models.Model):
    """Satu perubahan pada satu modul OpenSID di satu rilis: ditulis atau diimpor dari catatan rilis, dipastikan orang."""

    class Tingkat(models.TextChoices):
        KECIL = "kecil", "kecil: letak atau nama berubah"
        SEDANG = "sedang", "sedang: ada langkah yang bertambah"
        BESAR = "besar", "besar: cara kerjanya lain"

    rilis = models.ForeignKey(
        RilisOpenSID, on_delete=models.CASCADE, related_name="catatan_rilis", verbose_name="rilis"
    )
    slug = models.SlugField("slug modul OpenSID", max_length=60, db_index=True)
    tingkat = models.CharField("tingkat", max_length=6, choices=Tingkat.choices, default=Tingkat.KECIL)
    hilang = models.BooleanField("modul ini tidak ada lagi sejak rilis itu", default=False)
    teks = models.CharField("yang berubah", max_length=300)
    dipastikan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="dipastikan oleh",
    )  # fmt: skip
    dipastikan_pada = models.DateTimeField("dipastikan pada", null=True, blank=True)

    objects = CatatanRilisQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan rilis"
        verbose_name_plural = "catatan rilis"
        ordering = ["-rilis__tahun", "-rilis__bulan", "slug"]
        constraints = [models.UniqueConstraint(fields=["rilis", "slug", "teks"], name="catatan_rilis_sekali")]

    def __str__(self) -> str:
        return f"{self.rilis}: {self.slug}"

    @property
    def pasti(self) -> bool:
        return self.dipastikan_pada is not None


class TerikatRilis(models.Model):
    """Mixin halaman: diperiksa terhadap rilis mana, oleh siapa, siapa pemiliknya."""

    edisi = models.CharField("edisi", max_length=8, choices=PILIHAN_EDISI, default=Edisi.UMUM.value)
    versi_terverifikasi = models.CharField(
        "diperiksa untuk rilis", max_length=8, blank=True, validators=[periksa_versi],
        help_text="Tahun dan bulan rilis, misalnya 24.10.",
    )  # fmt: skip
    pemilik = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="penanggung jawab naskah",
    )  # fmt: skip
    diperiksa_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="diperiksa oleh",
    )  # fmt: skip
    diperiksa_pada = models.DateField("diperiksa pada", null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.versi_terverifikasi:
            try:
                self.versi_terverifikasi = str(urai(self.versi_terverifikasi)[0])
            except VersiKeliru:
                return  # sudah ditunjuk pada isiannya

    @property
    def versi(self) -> Versi | None:
        return urai(self.versi_terverifikasi)[0] if self.versi_terverifikasi else None
