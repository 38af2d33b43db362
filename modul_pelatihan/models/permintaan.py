from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna, Peran
from wilayah.kode import SELURUH_INDONESIA, Rentang
from wilayah.models import Wilayah
from wilayah.models.wilayah import q_rentang

from .angkatan import Angkatan
from .pelatih import StatusPelatih

PERAN_MINTA = (Peran.PEGIAT, Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA)
SEPROVINSI = 10**8
HARI_MENDESAK = 14


def rentang_pelatih(orang) -> list[Rentang]:
    """Provinsi tempat orang itu bertugas sebagai pelatih: sampai ke sanalah ia dapat dimintai tolong."""
    hasil = []
    for awal, akhir in orang.rentang_kuasa(Peran.PELATIH):
        if (awal, akhir) == tuple(SELURUH_INDONESIA):
            return [SELURUH_INDONESIA]
        provinsi = awal // SEPROVINSI * SEPROVINSI
        hasil.append(Rentang(provinsi, provinsi + SEPROVINSI - 1))
    return hasil


class PermintaanPelatihQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PermintaanPelatihQuerySet:
        """Yang memintanya, yang bertugas di wilayahnya, pelatih seprovinsi, dan pelatih yang ditugaskan."""
        if not (oleh.is_authenticated and oleh.is_active):
            return self.none()
        return self.filter(
            Q(diminta_oleh=oleh)
            | Q(pelatih=oleh)
            | oleh.q_kuasa(*PERAN_MINTA)
            | q_rentang(rentang_pelatih(oleh), "wilayah__kunci")
        )

    def menunggu(self) -> PermintaanPelatihQuerySet:
        """Yang paling dekat tanggalnya lebih dahulu."""
        return self.filter(keadaan=PermintaanPelatih.Keadaan.MENUNGGU).order_by("diharapkan", "pk")


class PermintaanPelatih(models.Model):
    """Satu wilayah meminta pelatih. Jawabannya seorang pelatih dan sebuah kelas; keduanya dicatat di sini."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "menunggu pelatih"
        DIJAWAB = "dijawab", "sudah ada pelatih"
        DITARIK = "ditarik", "ditarik"

    kunci = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    kebutuhan = models.TextField("kebutuhan", max_length=800)
    peserta = models.PositiveSmallIntegerField(
        "perkiraan peserta", default=20, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    diharapkan = models.DateField("tanggal yang diharapkan")
    diminta_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="permintaan_pelatih"
    )
    dibuat = models.DateTimeField("diminta pada", default=timezone.now)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.MENUNGGU)
    pelatih = models.ForeignKey(Pengguna, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    angkatan = models.ForeignKey(Angkatan, on_delete=models.SET_NULL, null=True, blank=True, related_name="permintaan")
    dijawab_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    dijawab_pada = models.DateTimeField("dijawab pada", null=True, blank=True)
    pesan = models.CharField("pesan", max_length=300, blank=True)

    objects = PermintaanPelatihQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan pelatih"
        verbose_name_plural = "permintaan pelatih"
        ordering = ["-dibuat", "-pk"]
        indexes = [models.Index(fields=["keadaan", "diharapkan"], name="permintaan_menunggu")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(keadaan="dijawab") | Q(pelatih__isnull=False), name="permintaan_dijawab_berpelatih"
            )
        ]

    def __str__(self) -> str:
        return f"Permintaan {self.wilayah}"

    def get_absolute_url(self) -> str:
        return reverse("modul_pelatihan:permintaan", args=[self.pk])

    @property
    def terbuka(self) -> bool:
        return self.keadaan == self.Keadaan.MENUNGGU

    @property
    def mendesak(self) -> bool:
        """Tanggalnya sudah dekat atau lewat; di daftar ia naik dengan sendirinya."""
        return self.terbuka and (self.diharapkan - timezone.localdate()).days <= HARI_MENDESAK

    def boleh_dilihat(self, *, oleh) -> bool:
        return (
            oleh.is_authenticated
            and oleh.is_active
            and (
                oleh.pk in {self.diminta_oleh_id, self.pelatih_id}
                or oleh.berkuasa(*PERAN_MINTA, atas=self.wilayah)
                or any(awal <= self.wilayah.kunci <= akhir for awal, akhir in rentang_pelatih(oleh))
            )
        )

    def boleh_ditugaskan(self, *, oleh) -> bool:
        """Memilihkan pelatih: yang boleh memberi peran pelatih di wilayah itu."""
        return oleh.is_authenticated and self.terbuka and oleh.boleh_memberi(Peran.PELATIH, atas=self.wilayah)

    def boleh_disanggupi(self, *, oleh) -> bool:
        """Menyanggupi sendiri: pelatih aktif seprovinsi."""
        return (
            oleh.is_authenticated
            and self.terbuka
            and any(awal <= self.wilayah.kunci <= akhir for awal, akhir in rentang_pelatih(oleh))
            and StatusPelatih.objects.berlaku().filter(orang=oleh).exists()
        )

    def boleh_ditarik(self, *, oleh) -> bool:
        return self.terbuka and self.boleh_dilihat(oleh=oleh) and (
            oleh.pk == self.diminta_oleh_id or oleh.boleh_memberi(Peran.PELATIH, atas=self.wilayah)
        )  # fmt: skip
