from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wilayah.models import Wilayah


class Peran(models.TextChoices):
    OPERATOR = "operator", "operator desa"
    PEGIAT = "pegiat", "pegiat ForSID"
    PELATIH = "pelatih", "pelatih"
    PETUGAS = "petugas", "petugas bantuan"
    MANAJER = "manajer", "manajer program"
    PEMBINA = "pembina", "pembina"
    PENGELOLA = "pengelola", "pengelola nasional"


PERAN_WAJIB_MFA = {Peran.PETUGAS, Peran.MANAJER, Peran.PENGELOLA}
# Siapa boleh memberi, mengonfirmasi, dan mencabut peran apa (di dalam wilayahnya sendiri).
PEMBERI = {
    Peran.OPERATOR: (Peran.PEGIAT, Peran.MANAJER, Peran.PENGELOLA),
    Peran.PEGIAT: (Peran.MANAJER, Peran.PENGELOLA),
    Peran.PELATIH: (Peran.MANAJER, Peran.PENGELOLA),
    Peran.PETUGAS: (Peran.PENGELOLA,),
    Peran.MANAJER: (Peran.PENGELOLA,),
    Peran.PEMBINA: (Peran.PENGELOLA,),
    Peran.PENGELOLA: (Peran.PENGELOLA,),
}


class PenugasanQuerySet(models.QuerySet):
    def berlaku(self, pada: date | None = None) -> PenugasanQuerySet:
        """Aktif dan `mulai <= pada <= selesai`, kedua hari batas termasuk."""
        pada = pada or timezone.localdate()
        return self.filter(keadaan=Penugasan.Keadaan.AKTIF, mulai__lte=pada).filter(
            Q(selesai__isnull=True) | Q(selesai__gte=pada)
        )

    def menunggu(self) -> PenugasanQuerySet:
        return self.filter(keadaan=Penugasan.Keadaan.MENUNGGU)

    def terlihat(self, *, oleh) -> PenugasanQuerySet:
        """Milik sendiri; yang dibawahi manajer, pengelola, atau (khusus operator) pegiat dan petugas; dan yang
        sedang berlaku milik rekan sekawasan. Cerminan `Penugasan.boleh_dilihat`."""
        if not oleh.is_authenticated:
            return self.none()
        berlaku = Q(pk__in=Penugasan.objects.berlaku().order_by().values("pk"))
        return self.filter(
            Q(pengguna=oleh)
            | oleh.q_kuasa(Peran.MANAJER, Peran.PENGELOLA)
            | (oleh.q_kuasa(Peran.PEGIAT, Peran.PETUGAS) & Q(peran=Peran.OPERATOR))
            | (berlaku & oleh.q_sekawasan())
        )

    def boleh_diputus(self, *, oleh) -> PenugasanQuerySet:
        """Yang menunggu keputusan dan boleh diputus `oleh`."""
        if not oleh.is_authenticated:
            return self.none()
        syarat = Q(pk__in=[])
        for peran, pemberi in PEMBERI.items():
            syarat |= Q(peran=peran) & oleh.q_kuasa(*pemberi)
        return self.menunggu().filter(syarat).exclude(pengguna=oleh)


class Penugasan(models.Model):
    """Orang × peran × wilayah × masa. Kuasanya menjangkau seluruh subpohon wilayah dan tidak lebih."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "menunggu konfirmasi"
        AKTIF = "aktif", "aktif"
        DITOLAK = "ditolak", "ditolak"
        DICABUT = "dicabut", "dicabut"

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="penugasan")
    peran = models.CharField("peran", max_length=10, choices=Peran.choices)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="penugasan",
        help_text="Kosong berarti nasional.",
    )  # fmt: skip
    jabatan = models.CharField("jabatan", max_length=120, blank=True)
    organisasi = models.CharField("organisasi", max_length=160, blank=True)
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True)
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan.choices, default=Keadaan.AKTIF)
    diberi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="penugasan_diberi"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    alasan = models.CharField("alasan", max_length=300, blank=True)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["-mulai", "pk"]
        indexes = [
            models.Index(fields=["wilayah", "peran", "keadaan"], name="penugasan_wilayah_peran"),
            models.Index(fields=["keadaan", "dibuat"], name="penugasan_menunggu"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")), name="penugasan_masa_urut"
            ),
            models.CheckConstraint(
                condition=Q(wilayah__isnull=False) | ~Q(peran__in=["operator", "pegiat"]),
                name="penugasan_operator_pegiat_berwilayah",
            ),
            models.CheckConstraint(
                condition=Q(wilayah__isnull=True) | ~Q(peran="pengelola"), name="penugasan_pengelola_nasional"
            ),
            models.UniqueConstraint(
                fields=["pengguna", "peran", "wilayah"], condition=Q(keadaan__in=["menunggu", "aktif"]),
                name="penugasan_sekali_per_wilayah",
            ),
            models.UniqueConstraint(
                fields=["pengguna", "peran"],
                condition=Q(keadaan__in=["menunggu", "aktif"], wilayah__isnull=True),
                name="penugasan_sekali_nasional",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pengguna} – {self.sebutan_tugas}"

    @property
    def sebutan_tugas(self) -> str:
        """ "operator desa, Nagari Suliki"; tanpa wilayah: "petugas bantuan, nasional"."""
        tempat = self.wilayah.nama_lengkap if self.wilayah else "nasional"
        return self.get_peran_display() if self.peran == Peran.PENGELOLA else f"{self.get_peran_display()}, {tempat}"

    def clean(self) -> None:
        """Peran dan tingkat wilayahnya harus cocok; alasannya disebut pada isian wilayah."""
        if self.peran in {Peran.OPERATOR, Peran.PEGIAT} and not self.wilayah:
            raise ValidationError({"wilayah": "Pilih wilayah tugasnya."})
        if self.peran == Peran.OPERATOR and self.wilayah.tingkat != Wilayah.Tingkat.DESA:
            raise ValidationError({"wilayah": "Operator ditugaskan di satu desa, nagari, atau kelurahan."})
        if self.peran == Peran.PENGELOLA and self.wilayah:
            raise ValidationError({"wilayah": "Pengelola bertugas nasional; kosongkan wilayahnya."})

    @property
    def sedang_berlaku(self) -> bool:
        hari = timezone.localdate()
        return (
            self.keadaan == self.Keadaan.AKTIF and self.mulai <= hari and (self.selesai is None or self.selesai >= hari)
        )

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            oleh.pk == self.pengguna_id
            or oleh.berkuasa(Peran.MANAJER, Peran.PENGELOLA, atas=self.wilayah)
            or (self.peran == Peran.OPERATOR and oleh.berkuasa(Peran.PEGIAT, Peran.PETUGAS, atas=self.wilayah))
            or (self.sedang_berlaku and oleh.sekawasan(self.wilayah))
        )

    def boleh_diputus(self, *, oleh) -> bool:
        """Pegiat atau manajer wilayahnya mengonfirmasi operator; peran lain oleh manajer di atasnya atau pengelola."""
        return (
            oleh.is_authenticated and oleh.pk != self.pengguna_id and oleh.boleh_memberi(self.peran, atas=self.wilayah)
        )

    def boleh_dicabut(self, *, oleh) -> bool:
        """Diri sendiri boleh berhenti; selain itu aturannya sama dengan memberi."""
        if not oleh.is_authenticated or self.keadaan not in {self.Keadaan.AKTIF, self.Keadaan.MENUNGGU}:
            return False
        return oleh.pk == self.pengguna_id or oleh.boleh_memberi(self.peran, atas=self.wilayah)
