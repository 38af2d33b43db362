from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.models import Pengguna
from wilayah.models import Wilayah

from .angkatan import PERAN_HITUNG, Angkatan


class PesertaQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PesertaQuerySet:
        if not oleh.is_authenticated:
            return self.none()
        kelas = Angkatan.objects.dikelola(oleh=oleh).order_by().values("pk")
        return self.filter(Q(orang=oleh) | Q(angkatan__in=kelas))

    def terhitung(self, *, oleh) -> PesertaQuerySet:
        """Baris yang boleh dihitung (bukan dibaca): orang dari wilayah yang dibawahi, di kelas mana pun mereka ikut."""
        if not oleh.is_authenticated:
            return self.none()
        return self.terdaftar().filter(oleh.q_kuasa(*PERAN_HITUNG, jalur="asal__kunci"))

    def terdaftar(self) -> PesertaQuerySet:
        return self.filter(keadaan=Peserta.Keadaan.TERDAFTAR)

    def menunggu(self) -> PesertaQuerySet:
        return self.filter(keadaan=Peserta.Keadaan.MENUNGGU)


class Peserta(models.Model):
    """Satu orang di satu kelas. Kursi dibagi di bawah kunci baris kelas; daftar tunggu menurut urutan datang."""

    class Keadaan(models.TextChoices):
        TERDAFTAR = "terdaftar", "terdaftar"
        MENUNGGU = "menunggu", "daftar tunggu"
        BATAL = "batal", "batal"

    angkatan = models.ForeignKey(Angkatan, on_delete=models.PROTECT, related_name="peserta")
    orang = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="kepesertaan")
    asal = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="asal"
    )
    keadaan = models.CharField("keadaan", max_length=9, choices=Keadaan.choices)
    antre = models.PositiveIntegerField("urutan datang")
    paket = models.PositiveIntegerField("urutan paket tes", null=True, blank=True)
    didaftarkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    didaftar = models.DateTimeField("didaftarkan", default=timezone.now)
    mendapat_kursi = models.DateTimeField("mendapat kursi", null=True, blank=True)

    objects = PesertaQuerySet.as_manager()

    class Meta:
        verbose_name = "peserta"
        verbose_name_plural = "peserta"
        constraints = [
            models.UniqueConstraint(fields=["angkatan", "orang"], name="peserta_sekali_per_kelas"),
            models.UniqueConstraint(fields=["angkatan", "antre"], name="peserta_urutan_unik"),
            models.UniqueConstraint(fields=["angkatan", "paket"], name="peserta_paket_unik"),
        ]
        indexes = [
            models.Index(fields=["orang", "keadaan"], name="peserta_orang"),
            models.Index(fields=["asal", "keadaan"], name="peserta_asal"),
        ]

    def __str__(self) -> str:
        return f"{self.orang} di {self.angkatan}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (oleh.pk == self.orang_id or self.angkatan.boleh_dikelola(oleh=oleh))


class UmpanBalik(models.Model):
    """Kirkpatrick tingkat 1: isi, pelatih, dan tempat menurut peserta; pelatih melihat rata-rata dan saran tanpa nama."""

    peserta = models.OneToOneField(Peserta, on_delete=models.CASCADE, related_name="umpan_balik")
    isi = models.PositiveSmallIntegerField("isi")
    pelatih = models.PositiveSmallIntegerField("pelatih")
    tempat = models.PositiveSmallIntegerField("tempat dan sarana")
    saran = models.TextField("saran", max_length=600, blank=True)
    pada = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "umpan balik kelas"
        verbose_name_plural = "umpan balik kelas"
        constraints = [
            models.CheckConstraint(
                condition=Q(isi__range=(1, 5), pelatih__range=(1, 5), tempat__range=(1, 5)),
                name="umpan_balik_1_sampai_5",
            )
        ]
