from __future__ import annotations

from django.conf import settings
from django.db import models


class DrafTiket(models.Model):
    """Tulisan tiket yang belum dikirim, satu per orang, supaya dapat dilanjutkan di perangkat lain.

    Tersandi: draf belum melewati penyamaran NIK dan sandi, jadi tidak boleh terbaca dari basis data (helpdesk.md 5).
    Hanya untuk pemiliknya; tidak ada halaman atau peran lain yang membacanya.
    """

    pengguna = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="draf_tiket")
    sandi = models.BinaryField("isi tersandi")
    diubah = models.DateTimeField("diubah", auto_now=True, db_index=True)

    class Meta:
        verbose_name = "draf tiket"
        verbose_name_plural = "draf tiket"

    def __str__(self) -> str:
        return f"Draf {self.pengguna_id}"
