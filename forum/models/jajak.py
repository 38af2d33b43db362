from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .topik import Topik

PILIHAN_MAKS = 12


class Jajak(models.Model):
    """Jajak pendapat pada satu topik. Hasilnya tampil setelah memberi suara, atau setelah ditutup."""

    topik = models.OneToOneField(Topik, on_delete=models.CASCADE, primary_key=True, related_name="jajak")
    tutup = models.DateTimeField("ditutup", null=True, blank=True, help_text="Kosong berarti sampai topiknya dikunci.")
    maks_pilihan = models.PositiveSmallIntegerField("pilihan per orang", default=1)
    rahasia = models.BooleanField("nama pemilih tidak tampil", default=True)
    jumlah_pemilih = models.PositiveIntegerField("jumlah pemilih", default=0, editable=False)

    class Meta:
        verbose_name = "jajak pendapat"
        verbose_name_plural = "jajak pendapat"
        constraints = [models.CheckConstraint(condition=Q(maks_pilihan__gte=1), name="jajak_pilihan_wajar")]

    @property
    def tertutup(self) -> bool:
        return self.topik.terkunci or bool(self.tutup and self.tutup <= timezone.now())

    def boleh_disuarakan(self, *, oleh, hak=None) -> bool:
        """Yang boleh menulis di ruangnya boleh memberi suara, selama belum ditutup."""
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        return self.topik.tampil and hak.tulis(self.topik.ruang.siapa_balas) and not self.tertutup


class PilihanJajak(models.Model):
    jajak = models.ForeignKey(Jajak, on_delete=models.CASCADE, related_name="pilihan")
    urutan = models.PositiveSmallIntegerField("urutan")
    teks = models.CharField("pilihan", max_length=120)
    jumlah_suara = models.PositiveIntegerField("jumlah suara", default=0, editable=False)

    class Meta:
        verbose_name = "pilihan jajak"
        verbose_name_plural = "pilihan jajak"
        ordering = ["urutan"]
        constraints = [models.UniqueConstraint(fields=["jajak", "urutan"], name="pilihan_jajak_urut")]


class SuaraJajak(models.Model):
    """Suara satu orang untuk satu pilihan. `maks` disalin dari jajaknya supaya basis data menjaga pilihan tunggal."""

    jajak = models.ForeignKey(Jajak, on_delete=models.CASCADE, related_name="suara")
    pilihan = models.ForeignKey(PilihanJajak, on_delete=models.CASCADE, related_name="suara")
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="suara_jajak"
    )
    maks = models.PositiveSmallIntegerField("pilihan per orang", default=1)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    class Meta:
        verbose_name = "suara jajak"
        verbose_name_plural = "suara jajak"
        constraints = [
            models.UniqueConstraint(fields=["pilihan", "pengguna"], name="suara_sekali_per_pilihan"),
            models.UniqueConstraint(fields=["jajak", "pengguna"], condition=Q(maks=1), name="suara_tunggal_per_jajak"),
        ]
