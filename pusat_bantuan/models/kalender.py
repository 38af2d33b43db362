"""Jam kerja, hari libur, timpaan bertanggal, dan sasaran waktu: data yang diatur orang, dihitung `pusat_bantuan/sla.py`."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from wilayah.models import Wilayah

from ..galat_sla import KalenderDipakai
from ..sla import GalatSla, susun_pekan

TIMPAAN_TERPANJANG = timedelta(days=60)


def segarkan_versi() -> None:
    """Menandai bahwa kalender berubah: pembaca memuat ulang, pekerja menghitung ulang tiket yang terbuka."""
    KalenderKerja.objects.filter(wilayah=None).update(versi=uuid.uuid4())


class Bertanda(models.Model):
    """Setiap perubahan barisnya mengganti tanda versi kalender."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        segarkan_versi()

    def delete(self, *args, **kwargs):
        hasil = super().delete(*args, **kwargs)
        segarkan_versi()
        return hasil


def periksa_jam(jam: object, *, wajib_buka: bool) -> None:
    """Jam sepekan yang tersimpan harus dapat dihitung; galatnya dijelaskan kepada yang menyunting."""
    if not isinstance(jam, dict):
        raise ValidationError({"jam": "Jam kerja harus tertulis per hari."})
    try:
        pekan = susun_pekan(jam)
    except (GalatSla, TypeError) as galat:
        raise ValidationError({"jam": str(galat)}) from None
    if wajib_buka and not any(pekan):
        raise ValidationError({"jam": "Isi paling sedikit satu hari buka."})


def periksa_lapis(wilayah: Wilayah | None) -> None:
    if wilayah is not None and wilayah.tingkat == Wilayah.Tingkat.KECAMATAN:
        raise ValidationError({"wilayah": "Pilih provinsi, kabupaten/kota, atau desa; kosongkan untuk nasional."})


class KalenderKerja(Bertanda):
    """Jam kerja sepekan satu wilayah; yang paling sempit menang. Tanpa wilayah berarti nasional."""

    nama = models.CharField("nama", max_length=80)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="kalender_kerja", verbose_name="wilayah",
        help_text="Kosong berarti nasional, berlaku di mana pun yang tidak punya kalender sendiri.",
    )  # fmt: skip
    jam = models.JSONField("jam kerja")
    dasar = models.CharField("dasar", max_length=200, blank=True, help_text="Aturan atau surat yang menetapkannya.")
    dipakai = models.BooleanField("dipakai", default=True)
    versi = models.UUIDField(default=uuid.uuid4, editable=False)
    versi_terhitung = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "kalender kerja"
        verbose_name_plural = "kalender kerja"
        ordering = [F("wilayah__kunci").asc(nulls_first=True)]
        constraints = [models.UniqueConstraint(Coalesce("wilayah", 0), name="kalender_satu_per_wilayah")]

    def __str__(self) -> str:
        return self.nama

    def clean(self) -> None:
        periksa_lapis(self.wilayah)
        if KalenderKerja.objects.filter(wilayah=self.wilayah).exclude(pk=self.pk).exists():
            raise ValidationError({"wilayah": "Kalender wilayah ini sudah ada. Ubah yang itu saja."})
        periksa_jam(self.jam, wajib_buka=True)
        if self.wilayah is None and not self.dipakai:
            raise ValidationError({"dipakai": "Kalender nasional selalu dipakai."})

    def delete(self, *args, **kwargs):
        """Kalender yang masih dirujuk tidak dihapus: matikan "dipakai" (helpdesk.md 3.4)."""
        if alasan := self.alasan_tetap():
            raise KalenderDipakai(alasan)
        return super().delete(*args, **kwargs)

    def alasan_tetap(self) -> str:
        """Mengapa kalender ini tidak dapat dihapus; kosong berarti boleh."""
        if self.wilayah_id is None:
            return "Kalender nasional tidak dapat dihapus: semua wilayah bersandar padanya. Ubah saja jamnya."
        if self.tiket.exists():
            return "Kalender ini dasar hitungan tiket yang ada. Matikan “dipakai” bila tidak berlaku lagi."
        if self.timpaan.exists():
            return "Kalender ini masih punya jam khusus. Hapus jam khususnya dahulu, atau matikan “dipakai”."
        return ""


class HariLibur(Bertanda):
    """Satu tanggal libur satu lapis wilayah, dengan sumber dan saklarnya."""

    class Jenis(models.TextChoices):
        LIBUR = "libur", "hari libur"
        CUTI_BERSAMA = "cuti_bersama", "cuti bersama"

    tanggal = models.DateField("tanggal")
    nama = models.CharField("nama", max_length=120)
    jenis = models.CharField("jenis", max_length=12, choices=Jenis.choices, default=Jenis.LIBUR)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="hari_libur", verbose_name="wilayah",
        help_text="Kosong berarti nasional. Provinsi, kabupaten/kota, atau desa untuk libur setempat.",
    )  # fmt: skip
    berlaku = models.BooleanField(
        "berlaku", default=True,
        help_text="Dimatikan berarti bukan hari libur. Di lapis desa, tanggal yang dimatikan tetap hari kerja.",
    )  # fmt: skip
    sumber = models.CharField("sumber", max_length=160, help_text="Surat keputusan atau edaran yang menetapkannya.")
    tanggal_sumber = models.DateField("tanggal sumber", null=True, blank=True)

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["tanggal", "pk"]
        constraints = [
            models.UniqueConstraint("tanggal", Coalesce("wilayah", 0), "nama", name="libur_sekali"),
        ]

    def __str__(self) -> str:
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"

    def clean(self) -> None:
        periksa_lapis(self.wilayah)
        kembar = HariLibur.objects.filter(tanggal=self.tanggal, wilayah=self.wilayah, nama=self.nama)
        if kembar.exclude(pk=self.pk).exists():
            raise ValidationError({"tanggal": "Libur itu sudah ada. Ubah yang itu saja."})


class TimpaanHari(Bertanda):
    """Jam khusus pada rentang tanggal, menggantikan jam biasanya: Ramadan, apel, pilkades."""

    kalender = models.ForeignKey(
        KalenderKerja, on_delete=models.PROTECT, related_name="timpaan", verbose_name="kalender"
    )
    nama = models.CharField("nama", max_length=80)
    dari = models.DateField("dari tanggal")
    sampai = models.DateField("sampai tanggal")
    jam = models.JSONField("jam kerja", help_text="Hari yang dikosongkan tutup.")
    sumber = models.CharField("sumber", max_length=160, blank=True)

    class Meta:
        verbose_name = "jam khusus"
        verbose_name_plural = "jam khusus"
        ordering = ["dari", "pk"]
        constraints = [models.CheckConstraint(condition=Q(sampai__gte=F("dari")), name="timpaan_dari_sampai")]

    def __str__(self) -> str:
        return f"{self.nama} ({self.dari:%d-%m-%Y})"

    def clean(self) -> None:
        periksa_jam(self.jam, wajib_buka=False)
        if self.dari and self.sampai:
            if self.sampai < self.dari:
                raise ValidationError({"sampai": "Tanggal akhir mendahului tanggal awal."})
            if self.sampai - self.dari > TIMPAAN_TERPANJANG:
                raise ValidationError({"sampai": "Paling lama 60 hari; ubah jam sepekannya bila berlaku seterusnya."})

    def tanggal(self) -> list[date]:
        return [self.dari + timedelta(days=n) for n in range((self.sampai - self.dari).days + 1)]


class SasaranSla(Bertanda):
    """Menit kerja yang dijanjikan: kepada desa (tanpa tingkat), dan antartingkat meja bantuan (OLA)."""

    class Tingkat(models.IntegerChoices):
        SIMPUL = 1, "Tingkat 1 (simpul)"
        KABUPATEN = 2, "Tingkat 2 (kabupaten/provinsi)"
        NASIONAL = 3, "Tingkat 3 (OpenDesa)"

    class Dampak(models.TextChoices):
        RINGAN = "ringan", "Ringan"
        SEDANG = "sedang", "Sedang"
        UTAMA = "utama", "Utama"
        KRITIS = "kritis", "Kritis"

    tingkat = models.PositiveSmallIntegerField(
        "tingkat", choices=Tingkat.choices, null=True, blank=True, help_text="Kosong: janji kepada desa."
    )
    dampak = models.CharField("dampak", max_length=6, choices=Dampak.choices)
    tanggapan_menit = models.PositiveIntegerField("menit kerja sampai jawaban pertama")
    selesai_menit = models.PositiveIntegerField("menit kerja sampai selesai")
    ingatkan_menit = models.PositiveIntegerField("diingatkan berapa menit kerja sebelumnya", default=0)
    naik_menit = models.PositiveIntegerField(
        "naik tingkat bila belum diambil sesudah (menit kerja)", null=True, blank=True,
        help_text="Hanya untuk tingkat 1 dan 2. Kosong berarti tidak pernah dengan sendirinya.",
    )  # fmt: skip

    class Meta:
        verbose_name = "sasaran waktu"
        verbose_name_plural = "sasaran waktu"
        ordering = [F("tingkat").asc(nulls_first=True), "selesai_menit"]
        constraints = [
            models.UniqueConstraint(Coalesce("tingkat", 0), "dampak", name="sasaran_sekali"),
            models.CheckConstraint(condition=Q(tanggapan_menit__gt=0, selesai_menit__gt=0), name="sasaran_lebih_dari_nol"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_tingkat_display() or 'Janji kepada desa'}, {self.get_dampak_display().lower()}"

    def clean(self) -> None:
        for nama in ("tanggapan_menit", "selesai_menit"):
            if getattr(self, nama) is not None and getattr(self, nama) <= 0:
                raise ValidationError({nama: "Sasaran paling sedikit satu menit kerja."})


class JamTiket(models.Model):
    """Singgahan hasil `sla.py` pada tiket. Selalu dapat dibangun ulang dari catatan peristiwa (helpdesk.md 3.1)."""

    kalender = models.ForeignKey(
        KalenderKerja, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="tiket"
    )
    tenggat = models.DateTimeField(
        "tenggat terdekat", null=True, blank=True, editable=False,
        help_text="Tanggapan atau penyelesaian, yang lebih dulu; kosong selama jeda dan sesudah selesai.",
    )  # fmt: skip
    tenggat_tanggapan = models.DateTimeField("tenggat jawaban pertama", null=True, blank=True, editable=False)
    tenggat_selesai = models.DateTimeField("tenggat selesai", null=True, blank=True, editable=False)
    tanggapan_dilanggar_pada = models.DateTimeField("janji jawaban terlewati", null=True, blank=True, editable=False)
    dilanggar_pada = models.DateTimeField(
        "janji selesai terlewati", null=True, blank=True, editable=False,
        help_text="Saat janji terlewati bila tidak ada yang berubah; kosong bila tidak akan.",
    )  # fmt: skip
    ingatkan_pada = models.DateTimeField("pengingat berikutnya", null=True, blank=True, editable=False)
    langkah_pada = models.DateTimeField(
        "langkah sendiri berikutnya", null=True, blank=True, editable=False,
        help_text="Naik tingkat, diingatkan, dianggap selesai, atau ditutup bila tidak ada yang bergerak.",
    )  # fmt: skip
    sisa_detik = models.IntegerField(
        "sisa detik kerja", null=True, blank=True, editable=False, help_text="Membeku selama jeda dan sesudah selesai."
    )

    class Meta:
        abstract = True


class PutusanSla(models.Model):
    """Hasil jam pada satu penyelesaian; tidak pernah dihitung ulang, walau kalender berubah atau tiket dibuka lagi."""

    peristiwa = models.OneToOneField(
        "pusat_bantuan.PeristiwaTiket", on_delete=models.CASCADE, primary_key=True, related_name="putusan_sla"
    )
    sasaran_detik = models.PositiveIntegerField("sasaran (detik kerja)")
    terpakai_detik = models.PositiveIntegerField("terpakai (detik kerja)")
    terpenuhi = models.BooleanField("terpenuhi")

    class Meta:
        verbose_name = "putusan SLA"
        verbose_name_plural = "putusan SLA"

    def __str__(self) -> str:
        return f"{'tepat waktu' if self.terpenuhi else 'lewat'} ({self.terpakai_detik} detik kerja)"
