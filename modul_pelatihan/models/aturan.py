from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from .daftar import DaftarHari


def persen(nama: str, bawaan: int, **lain) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(nama, default=bawaan, validators=[MaxValueValidator(100)], **lain)


def hitungan(nama: str, bawaan: int, paling_banyak: int, **lain) -> models.PositiveSmallIntegerField:
    batas = [MinValueValidator(1), MaxValueValidator(paling_banyak)]
    return models.PositiveSmallIntegerField(nama, default=bawaan, validators=batas, **lain)


def masa_sertifikat() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        "masa berlaku sertifikat (bulan)", null=True, blank=True, help_text="Kosong: sertifikatnya berlaku selamanya.",
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )  # fmt: skip


def hari_pengingat() -> list[int]:
    return [90, 60, 30, 7]


class AturanQuerySet(models.QuerySet):
    def berlaku(self, pada: date | None = None) -> AturanPelatihan:
        """Baris terbaru yang sudah mulai; sebelum ada satu pun, nilai bawaan domain training.md 2.6."""
        pada = pada or timezone.localdate()
        return self.filter(sejak__lte=pada).order_by("-sejak", "-pk").first() or AturanPelatihan()


class AturanPelatihan(models.Model):
    """Semua ambang pelatihan di satu tempat, berversi menurut tanggal. Mengubah aturan berarti menambah baris:
    keputusan yang lama menyimpan nilai yang dipakainya (domain training.md 2.6)."""

    sejak = models.DateField("berlaku sejak", default=timezone.localdate, unique=True)
    ambang_hadir = persen("ambang hadir (%)", 80)
    ambang_pascates = persen("ambang pasca-tes (%)", 70)
    ambang_praktik = persen("ambang praktik (%)", 80)
    menit_per_jp = hitungan("menit per JP", 45, 240)
    masa_berlaku_pelatih_bulan = hitungan("masa berlaku pelatih (bulan)", 24, 120)
    masa_sertifikat_bulan = masa_sertifikat()
    jendela_segera_habis_hari = hitungan("disebut segera habis (hari)", 60, 365)
    jendela_perpanjangan_hari = hitungan("jendela perpanjangan (hari)", 90, 365)
    kelas_min_per_masa = hitungan("kelas paling sedikit per masa", 1, 50)
    n_min_ngain = hitungan("pasangan tes paling sedikit", 5, 100)
    pengamat_min = hitungan("pengamat praktik mengajar", 2, 10)
    pengingat_hari = DaftarHari("pengingat (hari sebelum habis)", default=hari_pengingat)
    alasan = models.CharField("alasan perubahan", max_length=200, blank=True)

    objects = AturanQuerySet.as_manager()

    class Meta:
        verbose_name = "aturan pelatihan"
        verbose_name_plural = "aturan pelatihan"
        ordering = ["-sejak"]

    def __str__(self) -> str:
        return f"Aturan sejak {self.sejak:%d-%m-%Y}"

    def untuk_kelas(self) -> dict[str, int | None]:
        """Yang disalin ke kelas baru; kelas yang sudah ada tidak ikut berubah."""
        nama = (
            "ambang_hadir", "ambang_pascates", "ambang_praktik", "menit_per_jp", "masa_sertifikat_bulan",
        )  # fmt: skip
        return {satu: getattr(self, satu) for satu in nama}

    def clean(self) -> None:
        hari = timezone.localdate()
        if self.pk and AturanPelatihan.objects.filter(pk=self.pk, sejak__lte=hari).exists():
            raise ValidationError(
                "Aturan yang sudah berlaku tidak diubah. Tambah aturan baru mulai hari ini atau sesudahnya."
            )
        if self.sejak and self.sejak < hari:
            raise ValidationError({"sejak": "Aturan tidak berlaku mundur. Pilih hari ini atau sesudahnya."})
