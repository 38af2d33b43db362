from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forum.models import Topik
from modul_pelatihan.models import Bidang, PelajaranPage
from wilayah.models import Wilayah

from .artikel import ArtikelBantuanPage
from .tiket import ProfilTiket


class TelusurSaran(models.Model):
    """Satu formulir bantuan yang diberi saran. Kuncinya kunci kirim formulir itu; tidak menyebut siapa orangnya.

    "Terjawab" hanya bila orangnya menekan tombolnya, dan batal bila tiketnya tetap dikirim. Diam bukan jawaban
    (domain helpdesk.md 2.2).
    """

    class Hasil(models.TextChoices):
        BELUM = "", "belum diketahui"
        TERJAWAB = "terjawab", "terjawab sebelum kirim"
        DIKIRIM = "dikirim", "tiket tetap dikirim"

    kunci = models.UUIDField("kunci formulir", unique=True)
    dibuat = models.DateTimeField("saran pertama tampil", default=timezone.now, db_index=True)
    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hasil = models.CharField("hasil", max_length=8, choices=Hasil.choices, default=Hasil.BELUM, blank=True)
    hasil_pada = models.DateTimeField("hasil diketahui", null=True, blank=True)
    profil = models.OneToOneField(
        ProfilTiket, on_delete=models.CASCADE, null=True, blank=True, related_name="telusur", verbose_name="tiket"
    )

    class Meta:
        verbose_name = "penelusuran saran"
        verbose_name_plural = "penelusuran saran"

    def __str__(self) -> str:
        return f"{self.dibuat:%Y-%m-%d} {self.get_hasil_display()}"


class BacaanSaran(models.Model):
    """Satu saran yang dibuka dari formulir itu; `menjawab` bila orangnya menyatakan masalahnya terjawab olehnya."""

    telusur = models.ForeignKey(TelusurSaran, on_delete=models.CASCADE, related_name="bacaan")
    artikel = models.ForeignKey(ArtikelBantuanPage, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    pelajaran = models.ForeignKey(PelajaranPage, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    menjawab = models.BooleanField("menjawab", default=False)
    pada = models.DateTimeField("dibuka", default=timezone.now)

    class Meta:
        verbose_name = "bacaan saran"
        verbose_name_plural = "bacaan saran"
        constraints = [
            models.CheckConstraint(
                condition=Q(artikel__isnull=False, pelajaran__isnull=True, topik__isnull=True)
                | Q(artikel__isnull=True, pelajaran__isnull=False, topik__isnull=True)
                | Q(artikel__isnull=True, pelajaran__isnull=True, topik__isnull=False),
                name="bacaan_saran_satu_sasaran",
            ),
            *(
                models.UniqueConstraint(fields=["telusur", satu], name=f"bacaan_saran_{satu}_sekali")
                for satu in ("artikel", "pelajaran", "topik")
            ),
        ]

    def __str__(self) -> str:
        return str(self.artikel or self.pelajaran or self.topik)
