from django.db import models


class DetakPekerja(models.Model):
    """Tanda hidup tiap pekerja latar; `/readyz` membacanya."""

    pekerja = models.CharField("pekerja", max_length=64, primary_key=True)
    pada = models.DateTimeField("terakhir berdetak", db_index=True)

    class Meta:
        verbose_name = "detak pekerja"
        verbose_name_plural = "detak pekerja"

    def __str__(self) -> str:
        return self.pekerja


class TikBerkala(models.Model):
    """Satu baris per pekerjaan berkala per tik: dua penjadwal, satu jalan."""

    nama = models.CharField("pekerjaan", max_length=60)
    tik = models.BigIntegerField("tik")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    class Meta:
        verbose_name = "tik berkala"
        verbose_name_plural = "tik berkala"
        constraints = [models.UniqueConstraint(fields=["nama", "tik"], name="tik_sekali")]

    def __str__(self) -> str:
        return f"{self.nama} {self.tik}"
