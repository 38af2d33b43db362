from __future__ import annotations

from django.db import models

from ..opensid_versi import Versi, urai_versi
from .wilayah import Wilayah

# Peran yang boleh membaca kontak di wilayahnya; pembina hanya membaca dasbor.
PERAN_BACA_KONTAK = ("operator", "pegiat", "petugas", "manajer", "pengelola")


class FaktaDesaQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> FaktaDesaQuerySet:
        """Fakta pemasangan bukan data pribadi: terbuka bagi siapa pun (tracker.md bagian 11)."""
        return self


class FaktaDesa(models.Model):
    """Yang terakhir dilaporkan satu desa tentang pemasangannya. Klaim, bukan bukti (domain opensid.md 11)."""

    class Hosting(models.TextChoices):
        LOKAL = "lokal", "lokal/luring"
        DARING = "daring", "daring"
        MANDIRI = "mandiri", "hosting mandiri"
        SIAPPAKAI = "siappakai", "SiapPakai"
        DISKOMINFO = "diskominfo", "Diskominfo"

    wilayah = models.OneToOneField(Wilayah, on_delete=models.PROTECT, primary_key=True, related_name="fakta")
    url = models.URLField("alamat situs", blank=True, help_text="skema dan nama host saja")
    versi = models.CharField("versi OpenSID", max_length=40, blank=True)
    layanan = models.CharField("layanan", max_length=20, blank=True)
    hosting = models.CharField("hosting", max_length=12, choices=Hosting.choices, blank=True)
    tema = models.CharField("tema", max_length=60, blank=True)
    sebutan = models.CharField(
        "sebutan menurut laporan", max_length=30, blank=True, help_text="Klaim pemasangan; bukan penentu sebutan."
    )
    kode_pos = models.CharField("kode pos", max_length=10, blank=True)
    alamat = models.CharField("alamat kantor", max_length=500, blank=True)
    lat = models.DecimalField("lintang", max_digits=9, decimal_places=6, null=True, blank=True)
    lng = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    dilaporkan_pada = models.DateTimeField("terakhir dilaporkan", null=True, blank=True, db_index=True)
    sumber = models.CharField("sumber", max_length=20, blank=True)

    objects = FaktaDesaQuerySet.as_manager()

    class Meta:
        verbose_name = "fakta desa"
        verbose_name_plural = "fakta desa"

    def __str__(self) -> str:
        return f"Fakta {self.wilayah}"

    @property
    def rilis(self) -> Versi | None:
        """Versi yang terurai, atau `None` bila tidak terbaca (tidak berarti lama)."""
        return urai_versi(self.versi, layanan=self.layanan)

    def boleh_dilihat(self, *, oleh) -> bool:
        return True


class KontakDesaQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> KontakDesaQuerySet:
        """Kontak desa-desa yang dibawahi `oleh`; orang luar dan tamu tidak melihat apa pun."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(*PERAN_BACA_KONTAK, jalur="wilayah__kunci"))


class KontakDesa(models.Model):
    """Data pribadi, terpisah dari fakta: hanya untuk peran yang membawahi wilayahnya, tidak pernah diekspor."""

    wilayah = models.OneToOneField(Wilayah, on_delete=models.PROTECT, primary_key=True, related_name="kontak")
    email = models.EmailField("email kantor", blank=True)
    telepon = models.CharField("telepon kantor", max_length=30, blank=True)
    nama = models.CharField("nama kontak", max_length=120, blank=True)
    hp = models.CharField("nomor HP kontak", max_length=30, blank=True)
    jabatan = models.CharField("jabatan kontak", max_length=80, blank=True)
    dilaporkan = models.JSONField(
        "saat tiap isian terakhir dilaporkan", default=dict, blank=True, help_text="Isian → milidetik sejak 1970."
    )
    dihapus_pada = models.DateTimeField(
        "dihapus atas permintaan",
        null=True,
        blank=True,
        help_text="Sejak itu kontak yang dilaporkan tidak disimpan lagi.",
    )
    diperbarui = models.DateTimeField("diperbarui", auto_now=True)

    objects = KontakDesaQuerySet.as_manager()

    class Meta:
        verbose_name = "kontak desa"
        verbose_name_plural = "kontak desa"

    def __str__(self) -> str:
        return f"Kontak {self.wilayah}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(*PERAN_BACA_KONTAK, atas=self.wilayah)

    boleh_dihapus = boleh_dilihat
