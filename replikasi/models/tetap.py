"""Baris yang hanya bertambah: ditulis sekali, tidak diubah, tidak dihapus, juga lewat perintah massal."""

from __future__ import annotations

from django.db import models


class BarisTetapQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError(f"{self.model._meta.verbose_name} tidak diubah; buat yang baru.")

    def delete(self):
        raise TypeError(f"{self.model._meta.verbose_name} tidak dihapus.")


class BarisTetap(models.Model):
    objects = BarisTetapQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError(f"{self._meta.verbose_name} tidak diubah; buat yang baru.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(f"{self._meta.verbose_name} tidak dihapus.")
