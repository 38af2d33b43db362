from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from wilayah.zona import NAMA_ZONA, WIB

from .kiriman import Kiriman
from .topik import Topik

TAMU_MAKS = 5
KAPASITAS_MAKS = 5_000


class Acara(models.Model):
    """Kopi darat, bimtek, rapat daring: kapan, di mana, dan berapa kursinya. Haknya hak topiknya.

    Kursi dihitung di bawah kunci baris ini; `urutan_ics` naik tiap perubahan supaya kalender orang ikut berubah.
    """

    topik = models.OneToOneField(Topik, on_delete=models.CASCADE, primary_key=True, related_name="acara")
    mulai = models.DateTimeField("mulai")
    selesai = models.DateTimeField("selesai")
    zona = models.CharField("zona waktu", max_length=16, choices=list(NAMA_ZONA.items()), default=WIB)
    tempat = models.CharField("tempat", max_length=160, blank=True, help_text="Kosong bila hanya daring.")
    tautan = models.URLField("tautan daring", max_length=300, blank=True, help_text="Hanya tampil bagi yang hadir.")
    kapasitas = models.PositiveIntegerField(
        "kursi", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(KAPASITAS_MAKS)],
        help_text="Kosong berarti tidak dibatasi.",
    )  # fmt: skip
    batal = models.BooleanField("dibatalkan", default=False)
    alasan_batal = models.CharField("alasan batal", max_length=200, blank=True)
    notulen = models.ForeignKey(
        Kiriman, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="catatan acara"
    )
    urutan_ics = models.PositiveIntegerField("urutan perubahan", default=0)
    diubah = models.DateTimeField("diubah", default=timezone.now)

    class Meta:
        verbose_name = "acara"
        verbose_name_plural = "acara"
        constraints = [
            models.CheckConstraint(condition=Q(selesai__gt=F("mulai")), name="acara_urut"),
            models.CheckConstraint(
                condition=Q(kapasitas__isnull=True) | Q(kapasitas__gte=1), name="acara_kapasitas_wajar"
            ),
        ]
        indexes = [models.Index(fields=["mulai"], name="acara_mulai")]

    def __str__(self) -> str:
        return f"Acara {self.topik_id}"

    @property
    def mulai_setempat(self):
        return self.mulai.astimezone(ZoneInfo(self.zona))

    @property
    def selesai_setempat(self):
        return self.selesai.astimezone(ZoneInfo(self.zona))

    @property
    def satu_hari(self) -> bool:
        return self.mulai_setempat.date() == self.selesai_setempat.date()

    @property
    def kapan(self) -> str:
        """ "Rabu, 2 Desember 2026, 08.30–12.00 WITA": jam di tempat acaranya, bukan jam pembacanya."""
        mulai, selesai = (satu.replace(tzinfo=None) for satu in (self.mulai_setempat, self.selesai_setempat))
        awal, zona = date_format(mulai, "l, j F Y"), self.get_zona_display()
        if self.satu_hari:
            return f"{awal}, {mulai:%H.%M}–{selesai:%H.%M} {zona}"
        return f"{awal} {mulai:%H.%M} sampai {date_format(selesai, 'j F Y')} {selesai:%H.%M} {zona}"

    @property
    def lewat(self) -> bool:
        return self.selesai <= timezone.now()

    @property
    def sudah_mulai(self) -> bool:
        return self.mulai <= timezone.now()

    @property
    def dapat_dijawab(self) -> bool:
        return not (self.batal or self.lewat)

    def boleh_dijawab(self, *, oleh, hak=None) -> bool:
        """Menyatakan hadir: siapa pun berakun yang boleh membaca topiknya."""
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        return hak.berakun and self.topik.tampil and self.topik.boleh_dilihat(oleh=oleh, hak=hak) and self.dapat_dijawab

    def boleh_diatur(self, *, oleh, hak=None) -> bool:
        """Mengubah, membatalkan, mencatat kehadiran: penyelenggara (penulis topiknya) dan pengurus simpul."""
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        milik = hak.berakun and oleh.pk == self.topik.penulis_id
        return self.topik.boleh_dilihat(oleh=oleh, hak=hak) and (milik or hak.moderasi)


class KehadiranQuerySet(models.QuerySet):
    def dapat_kursi(self) -> KehadiranQuerySet:
        return self.filter(jawaban=Kehadiran.Jawaban.HADIR, antre=False)

    def mengantre(self) -> KehadiranQuerySet:
        """Menurut urutan datangnya: yang pertama menunggu yang pertama naik."""
        return self.filter(jawaban=Kehadiran.Jawaban.HADIR, antre=True).order_by("antre_sejak", "pk")


class Kehadiran(models.Model):
    """Jawaban satu orang atas satu acara; `hadir` diisi penyelenggara pada hari acaranya."""

    class Jawaban(models.TextChoices):
        HADIR = "hadir", "hadir"
        MUNGKIN = "mungkin", "mungkin"
        TIDAK = "tidak", "tidak hadir"

    acara = models.ForeignKey(Acara, on_delete=models.CASCADE, related_name="kehadiran")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kehadiran_acara")
    jawaban = models.CharField("jawaban", max_length=7, choices=Jawaban.choices)
    tamu = models.PositiveSmallIntegerField("membawa orang", default=0, validators=[MaxValueValidator(TAMU_MAKS)])
    antre = models.BooleanField("mengantre kursi", default=False)
    antre_sejak = models.DateTimeField("mengantre sejak", null=True, blank=True)
    hadir = models.BooleanField("datang", null=True, blank=True)
    dijawab = models.DateTimeField("dijawab", default=timezone.now)

    objects = KehadiranQuerySet.as_manager()

    class Meta:
        verbose_name = "kehadiran acara"
        verbose_name_plural = "kehadiran acara"
        constraints = [
            models.UniqueConstraint(fields=["acara", "pengguna"], name="kehadiran_acara_sekali"),
            models.CheckConstraint(condition=Q(tamu__lte=TAMU_MAKS), name="kehadiran_acara_tamu_wajar"),
            models.CheckConstraint(condition=Q(antre=False) | Q(jawaban="hadir"), name="kehadiran_acara_antre"),
        ]
        indexes = [models.Index(fields=["acara", "jawaban", "antre", "antre_sejak"], name="kehadiran_acara_antrean")]

    @property
    def kursi(self) -> int:
        return 1 + self.tamu


class KalenderPengguna(models.Model):
    """Alamat kalender rahasia seseorang. Kuncinya dihitung dari `versi`; mengganti versi mencabut yang lama."""

    pengguna = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="kalender_forum"
    )
    versi = models.PositiveIntegerField("versi", default=1)
    aktif = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "kalender pengguna"
        verbose_name_plural = "kalender pengguna"
