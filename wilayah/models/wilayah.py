from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.db import connections, models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .. import kode as aturan_kode
from ..nama import kunci_nama
from ..zona import zona_dari_kode


class WilayahQuerySet(models.QuerySet):
    def di_dalam(self, wilayah: Wilayah | None) -> WilayahQuerySet:
        """Wilayah itu sendiri dan seluruh isinya; `None` berarti seluruh Indonesia."""
        return self if wilayah is None else self.filter(kunci__range=wilayah.rentang)

    def dalam_rentang(self, rentang: list[aturan_kode.Rentang]) -> WilayahQuerySet:
        return self.filter(q_rentang(rentang, "kunci"))

    def desa(self) -> WilayahQuerySet:
        """Tingkat empat: desa, desa adat, kelurahan."""
        return self.filter(tingkat=Wilayah.Tingkat.DESA)

    def berlaku(self) -> WilayahQuerySet:
        """Yang kodenya masih ada di daftar resmi."""
        return self.filter(berlaku=True)


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
    sebutan = models.CharField(
        "sebutan desa", max_length=30, blank=True,
        help_text="Pada desa: sebutannya. Di atasnya: sebutan semua desa di dalamnya; kosong berarti ikut aturan.",
    )  # fmt: skip
    sebutan_tetap = models.BooleanField(
        "sebutan khusus desa ini", default=False, help_text="Tidak ikut berubah bila pengaturan di atasnya berubah."
    )
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name="induk"
    )
    berlaku = models.BooleanField("kode masih berlaku", default=True)
    kode_bps = models.CharField("kode BPS", max_length=10, blank=True, help_text="Sistem kode lain; tidak dicampur.")
    dibuat = models.DateTimeField("dibuat", default=timezone.now, editable=False)
    diubah = models.DateTimeField("diubah", default=timezone.now, editable=False)

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

    def save(self, *args, update_fields=None, **kwargs) -> None:
        self.kunci = aturan_kode.kunci(self.kode)
        self.nama_cari = kunci_nama(self.nama)
        self.diubah = timezone.now()
        if update_fields is not None:
            update_fields = {*update_fields, "kunci", "nama_cari", "diubah"}
        super().save(*args, update_fields=update_fields, **kwargs)
        KataWilayah.segarkan([self])

    @property
    def rentang(self) -> aturan_kode.Rentang:
        return aturan_kode.rentang(self.kode)

    @property
    def sapaan(self) -> str:
        """Sebutan setempat berhuruf besar: "Nagari", "Desa", "Kelurahan", "Kecamatan"."""
        if self.tingkat != self.Tingkat.DESA:
            return "Kecamatan" if self.tingkat == self.Tingkat.KECAMATAN else ""
        return (self.sebutan or self.get_jenis_display() or "desa").title()

    @property
    def nama_lengkap(self) -> str:
        """ "Nagari Kurai", "Kecamatan Suliki", "Kabupaten Lima Puluh Kota", "Sumatera Barat"."""
        return f"{self.sapaan} {self.nama}".strip()

    @property
    def nama_ringkas(self) -> str:
        """ "Nagari Kurai", "Kec. Suliki", "Kab. Lima Puluh Kota", "Kota Payakumbuh", "Sumatera Barat"."""
        if self.tingkat == self.Tingkat.KECAMATAN:
            return f"Kec. {self.nama}"
        if self.tingkat == self.Tingkat.KABUPATEN:
            return f"Kab. {self.nama.removeprefix('Kabupaten ')}"
        return self.nama_lengkap

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
        return _alamat(self.kode)


@lru_cache(maxsize=4_096)
def _alamat(kode: str) -> str:
    """Diingat: satu dasbor menautkan tiap wilayahnya dua kali."""
    return reverse("replikasi:wilayah", args=[kode])


class KataWilayah(models.Model):
    """Tiap kata nama wilayah, supaya "kabu" dan "haro" ketemu lewat indeks di SQLite maupun PostgreSQL."""

    kata = models.CharField("kata", max_length=40)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.CASCADE, related_name="kata")

    class Meta:
        verbose_name = "kata nama wilayah"
        verbose_name_plural = "kata nama wilayah"
        indexes = [
            # varchar_pattern_ops: `LIKE 'awalan%'` memakai indeks di PostgreSQL apa pun kolasinya; SQLite mengabaikannya
            models.Index(fields=["kata", "wilayah"], opclasses=["varchar_pattern_ops", "int8_ops"], name="kata_awalan"),
        ]

    def __str__(self) -> str:
        return self.kata

    @staticmethod
    def dari(wilayah: Wilayah) -> set[str]:
        return {kata[:40] for kata in wilayah.nama_cari.split()}

    @classmethod
    def segarkan(cls, wilayah: Iterable[Wilayah]) -> None:
        """Menyamakan kata tiap wilayah dengan namanya; yang sudah sama tidak disentuh."""
        wilayah = list(wilayah)
        ada: dict[int, set[str]] = {}
        for pk, kata in cls.objects.filter(wilayah__in=wilayah).values_list("wilayah_id", "kata"):
            ada.setdefault(pk, set()).add(kata)
        berubah = [satu for satu in wilayah if cls.dari(satu) != ada.get(satu.pk, set())]
        if berubah:
            cls.objects.filter(wilayah__in=berubah).delete()
            cls.objects.bulk_create(cls(kata=kata, wilayah=satu) for satu in berubah for kata in sorted(cls.dari(satu)))


def q_awalan(jalur: str, teks: str) -> Q:
    """Syarat "berawalan" yang memakai indeks: rentang di SQLite, `LIKE` di PostgreSQL (kolasinya mengabaikan spasi)."""
    if connections["default"].vendor == "sqlite":
        return Q(**{f"{jalur}__gte": teks, f"{jalur}__lt": teks + "~"})  # "~" di atas semua huruf kunci nama
    return Q(**{f"{jalur}__startswith": teks})
