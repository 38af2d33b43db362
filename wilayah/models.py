from __future__ import annotations

import unicodedata

from django.db import models
from django.db.models import Q
from django.urls import reverse

from . import kode as aturan_kode
from .zona import zona_dari_kode


class WilayahQuerySet(models.QuerySet):
    def di_dalam(self, wilayah: Wilayah | None) -> WilayahQuerySet:
        """Wilayah itu sendiri dan seluruh isinya; `None` berarti seluruh Indonesia."""
        return self if wilayah is None else self.filter(kunci__range=wilayah.rentang)

    def dalam_rentang(self, rentang: list[aturan_kode.Rentang]) -> WilayahQuerySet:
        return self.filter(q_rentang(rentang, "kunci"))

    def desa(self) -> WilayahQuerySet:
        """Tingkat empat: desa, desa adat, kelurahan."""
        return self.filter(tingkat=Wilayah.Tingkat.DESA)


def q_rentang(rentang: list[aturan_kode.Rentang], jalur: str) -> Q:
    """Syarat `jalur BETWEEN` untuk tiap rentang; daftar kosong tidak cocok dengan apa pun."""
    syarat = Q(pk__in=[])
    for satu in rentang:
        syarat |= Q(**{f"{jalur}__range": satu})
    return syarat


class Wilayah(models.Model):
    """Wilayah dengan jati dirinya sendiri; kode boleh berubah, kunci utama tidak."""

    class Tingkat(models.TextChoices):
        PROVINSI = "provinsi", "provinsi"
        KABUPATEN = "kabupaten", "kabupaten"
        KOTA = "kota", "kota"
        KECAMATAN = "kecamatan", "kecamatan"
        DESA = "desa", "desa/kelurahan"

    class Jenis(models.TextChoices):
        DESA = "desa", "desa"
        KELURAHAN = "kelurahan", "kelurahan"
        DESA_ADAT = "desa_adat", "desa adat"

    kode = models.CharField("kode", max_length=13, unique=True)
    kunci = models.BigIntegerField("kunci", unique=True, editable=False)
    nama = models.CharField("nama", max_length=120)
    nama_cari = models.CharField("nama untuk dicari", max_length=160, db_index=True, editable=False)
    tingkat = models.CharField("tingkat", max_length=10, choices=Tingkat.choices)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices, blank=True)
    sebutan = models.CharField("sebutan desa", max_length=30, blank=True)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name="induk"
    )
    berlaku = models.BooleanField("kode masih berlaku", default=True)

    objects = WilayahQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["kunci"]
        constraints = [
            models.CheckConstraint(condition=Q(kunci__gte=1_000_000_000), name="wilayah_kunci_sepuluh_angka"),
            models.CheckConstraint(
                condition=Q(tingkat="desa", induk__isnull=False)
                | Q(tingkat="provinsi", induk__isnull=True)
                | Q(tingkat__in=["kabupaten", "kota", "kecamatan"], induk__isnull=False),
                name="wilayah_berinduk",
            ),
        ]

    def __str__(self) -> str:
        return self.nama_lengkap

    def save(self, *args, **kwargs) -> None:
        self.kunci = aturan_kode.kunci(self.kode)
        self.nama_cari = kunci_nama(self.nama)
        super().save(*args, **kwargs)

    @property
    def rentang(self) -> aturan_kode.Rentang:
        return aturan_kode.rentang(self.kode)

    @property
    def sapaan(self) -> str:
        """Sebutan setempat berhuruf besar: "Nagari", "Desa", "Kelurahan", "Kecamatan"."""
        if self.tingkat != self.Tingkat.DESA:
            return "Kecamatan" if self.tingkat == self.Tingkat.KECAMATAN else ""
        return (self.sebutan or self.get_jenis_display() or "desa").capitalize()

    @property
    def nama_lengkap(self) -> str:
        """ "Nagari Kurai", "Kecamatan Suliki", "Kabupaten Lima Puluh Kota", "Sumatera Barat"."""
        return f"{self.sapaan} {self.nama}".strip()

    @property
    def zona(self) -> str:
        return zona_dari_kode(self.kode)

    def memuat(self, lain: Wilayah) -> bool:
        awal, akhir = self.rentang
        return awal <= lain.kunci <= akhir

    def leluhur(self) -> WilayahQuerySet:
        """Dari provinsi sampai wilayah ini sendiri, satu kueri."""
        return Wilayah.objects.filter(kode__in=aturan_kode.leluhur(self.kode)).order_by("kunci")

    def get_absolute_url(self) -> str:
        return reverse("replikasi:wilayah", args=[self.kode])


def kunci_nama(nama: str) -> str:
    """Kunci cari nama: huruf kecil, titik/hubung jadi spasi, tj → tanjung, pd → padang. Hanya untuk saran."""
    datar = unicodedata.normalize("NFKD", nama).encode("ascii", "ignore").decode().lower()
    kata = "".join(huruf if huruf.isalnum() else " " for huruf in datar).split()
    return " ".join({"tj": "tanjung", "tjg": "tanjung", "pd": "padang"}.get(satu, satu) for satu in kata)


class RiwayatKode(models.Model):
    class Jenis(models.TextChoices):
        PEMEKARAN = "pemekaran", "pemekaran"
        PENGGABUNGAN = "penggabungan", "penggabungan"
        PINDAH_KODE = "pindah_kode", "pindah kode"
        GANTI_NAMA = "ganti_nama", "ganti nama"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="riwayat_kode")
    kode_lama = models.CharField("kode lama", max_length=13, db_index=True)
    kode_baru = models.CharField("kode baru", max_length=13)
    nama_lama = models.CharField("nama lama", max_length=120, blank=True)
    jenis = models.CharField("jenis", max_length=15, choices=Jenis.choices)
    tanggal = models.DateField("mulai berlaku")
    dasar = models.CharField("dasar hukum", max_length=200, blank=True)
    dikonfirmasi = models.BooleanField("sudah dikonfirmasi", default=False)

    class Meta:
        verbose_name = "riwayat kode"
        verbose_name_plural = "riwayat kode"
        ordering = ["tanggal", "pk"]


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
    kode_pos = models.CharField("kode pos", max_length=10, blank=True)
    alamat = models.CharField("alamat kantor", max_length=500, blank=True)
    lat = models.DecimalField("lintang", max_digits=9, decimal_places=6, null=True, blank=True)
    lng = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    dilaporkan_pada = models.DateTimeField("terakhir dilaporkan", null=True, blank=True, db_index=True)
    sumber = models.CharField("sumber", max_length=20, blank=True)

    class Meta:
        verbose_name = "fakta desa"
        verbose_name_plural = "fakta desa"


class KontakDesa(models.Model):
    """Data pribadi, terpisah dari fakta: hanya untuk peran yang membawahi wilayahnya, tidak pernah diekspor."""

    wilayah = models.OneToOneField(Wilayah, on_delete=models.PROTECT, primary_key=True, related_name="kontak")
    email = models.EmailField("surel kantor", blank=True)
    telepon = models.CharField("telepon kantor", max_length=30, blank=True)
    nama = models.CharField("nama kontak", max_length=120, blank=True)
    hp = models.CharField("nomor HP kontak", max_length=30, blank=True)
    jabatan = models.CharField("jabatan kontak", max_length=80, blank=True)
    diperbarui = models.DateTimeField("diperbarui", auto_now=True)

    class Meta:
        verbose_name = "kontak desa"
        verbose_name_plural = "kontak desa"
