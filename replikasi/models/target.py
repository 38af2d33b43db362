"""Target resmi dengan dua penyebut, deret capaiannya, ramalan yang pernah terbit, dan angka yang dinyatakan orang."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from wilayah.models import Wilayah

from .kesepakatan import Kesepakatan
from .terbit import BercatatanRedaksi, BolehTerbit


class Target(BercatatanRedaksi, BolehTerbit):
    """Target resmi satu wilayah. Basis tetap = penyebut saat ditandatangani, basis berjalan = penyebut hari ini (K-055)."""

    class Jenis(models.TextChoices):
        TARGET = "target", "target"
        HARAPAN = "harapan", "harapan"

    class Satuan(models.TextChoices):
        DESA = "desa", "desa"
        SEMUA = "semua", "desa dan kelurahan"
        KABKOTA = "kabkota", "kabupaten/kota"

    class Ukuran(models.TextChoices):
        AKTIF = "aktif", "OpenSID aktif"
        DIPAKAI = "dipakai", "OpenSID dipakai bekerja"
        TIGA_GUNA = "tiga_guna", "dipakai untuk data, layanan, dan keterbukaan"

    judul = models.CharField("bunyi target", max_length=200)
    jenis = models.CharField("jenis", max_length=7, choices=Jenis.choices, default=Jenis.TARGET)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="target")
    kesepakatan = models.ForeignKey(
        Kesepakatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="target",
        verbose_name="menurut kesepakatan",
    )
    satuan = models.CharField("yang dihitung", max_length=7, choices=Satuan.choices, default=Satuan.DESA)
    ukuran = models.CharField("dihitung bila", max_length=9, choices=Ukuran.choices, default=Ukuran.AKTIF)
    persen = models.DecimalField(
        "target (persen)", max_digits=5, decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(100))],
    )  # fmt: skip
    penyebut_awal = models.PositiveIntegerField("penyebut saat ditandatangani", validators=[MinValueValidator(1)])
    n_awal = models.PositiveIntegerField("sudah tercapai saat itu", null=True, blank=True)
    n_awal_perkiraan = models.BooleanField("angka perkiraan", default=False)
    tanggal_awal = models.DateField("tanggal penetapan")
    tenggat = models.DateField("tenggat", null=True, blank=True)
    tenggat_kata = models.CharField("tenggat menurut naskah", max_length=120, blank=True)
    tenggat_anggapan = models.BooleanField(
        "tanggal tenggat adalah anggapan", default=False, help_text="Naskahnya tidak menyebut tanggal (E-04)."
    )
    ambang = models.PositiveSmallIntegerField(
        "ambang kabupaten/kota (persen)", default=50, validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Kabupaten/kota dihitung bila sekian persen desanya, atau kelurahannya bila tanpa desa, sudah memakai.",
    )  # fmt: skip
    sumber = models.CharField("sumber", max_length=200, blank=True)

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["wilayah__kunci", "-tanggal_awal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(penyebut_awal__gt=0), name="target_penyebut_positif"),
            models.CheckConstraint(condition=Q(persen__gt=0, persen__lte=100), name="target_persen_wajar"),
            models.CheckConstraint(condition=Q(ambang__gt=0, ambang__lte=100), name="target_ambang_wajar"),
            models.CheckConstraint(
                condition=Q(tenggat__isnull=True) | Q(tenggat__gt=models.F("tanggal_awal")),
                name="target_tenggat_sesudah",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("replikasi:target", args=[self.pk])


class Capaian(models.Model):
    """Keadaan satu target pada satu hari: berapa yang tercapai, dari berapa hari itu."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="capaian")
    tanggal = models.DateField("tanggal")
    n = models.PositiveIntegerField("tercapai")
    penyebut = models.PositiveIntegerField("penyebut hari itu")
    contoh = models.BooleanField("memuat data contoh", default=False)
    versi = models.CharField("versi rumus", max_length=8)

    class Meta:
        verbose_name = "capaian"
        verbose_name_plural = "capaian"
        ordering = ["tanggal"]
        constraints = [models.UniqueConstraint(fields=["target", "tanggal"], name="capaian_sekali_sehari")]


class Ramalan(models.Model):
    """Satu proyeksi yang diterbitkan, dengan semua masukannya. Tidak pernah diubah selain nilainya kemudian."""

    class Basis(models.TextChoices):
        TETAP = "tetap", "basis tetap"
        BERJALAN = "berjalan", "basis berjalan"

    class Nilai(models.TextChoices):
        MENUNGGU = "menunggu", "belum dapat dinilai"
        KENA = "kena", "di dalam selang"
        MELESET = "meleset", "di luar selang"

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="ramalan")
    basis = models.CharField("basis", max_length=8, choices=Basis.choices)
    per = models.DateField("dihitung pada")
    sasaran_persen = models.DecimalField("sasaran (persen)", max_digits=5, decimal_places=2)
    sasaran_n = models.PositiveIntegerField("sasaran (jumlah)")
    n = models.PositiveIntegerField("tercapai saat itu")
    penyebut = models.PositiveIntegerField("penyebut saat itu")
    tambahan = models.IntegerField("tambahan bersih 90 hari")
    phi = models.CharField("φ", max_length=40, help_text="Pecahan tepat.")
    hari = models.PositiveSmallIntegerField("hari lagi")
    tanggal = models.DateField("perkiraan tercapai")
    awal = models.DateField("paling cepat")
    akhir = models.DateField("paling lambat", null=True, blank=True, help_text="Kosong berarti terbuka.")
    versi = models.CharField("versi rumus", max_length=8)
    nilai = models.CharField("nilai", max_length=8, choices=Nilai.choices, default=Nilai.MENUNGGU)
    tercapai_pada = models.DateField("tercapai pada", null=True, blank=True)
    dinilai_pada = models.DateField("dinilai pada", null=True, blank=True)

    class Meta:
        verbose_name = "ramalan"
        verbose_name_plural = "ramalan"
        ordering = ["-per", "basis"]
        constraints = [models.UniqueConstraint(fields=["target", "basis", "per"], name="ramalan_sekali_per_hari")]
        indexes = [models.Index(fields=["nilai", "per"], name="ramalan_menunggu")]


class AngkaPernyataan(models.Model):
    """Angka yang diucapkan atau ditulis pada satu hari: klaim bertanggal, bukan hitungan kami (K-054)."""

    kesepakatan = models.ForeignKey(Kesepakatan, on_delete=models.CASCADE, null=True, blank=True, related_name="angka")
    pertemuan = models.ForeignKey(
        "replikasi.Pertemuan", on_delete=models.CASCADE, null=True, blank=True, related_name="angka"
    )
    nama = models.CharField("angka apa", max_length=120)
    nilai = models.PositiveIntegerField("nilai")
    satuan = models.CharField("satuan", max_length=60)
    perkiraan = models.BooleanField("perkiraan", default=False)
    tanggal = models.DateField("per tanggal")
    kutipan = models.CharField("kata-kata naskah", max_length=300, blank=True)
    catatan = models.CharField("catatan redaksi", max_length=300, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "angka pernyataan"
        verbose_name_plural = "angka pernyataan"
        ordering = ["urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kesepakatan__isnull=False, pertemuan__isnull=True)
                | Q(kesepakatan__isnull=True, pertemuan__isnull=False),
                name="angka_pernyataan_satu_induk",
            )
        ]
