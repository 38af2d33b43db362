from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document

from akun.models import Pengguna, Peran
from modul_pelatihan.penilaian import jp_dari_menit
from wilayah.models import Wilayah
from wilayah.zona import NAMA_ZONA, info_zona

from .aturan import hitungan, masa_sertifikat, persen
from .halaman import ModulPage
from .jalur import Jalur
from .kuis import Kuis
from .praktik import LembarPraktik

PERAN_KELAS = (Peran.PELATIH, Peran.MANAJER, Peran.PENGELOLA)
PERAN_HITUNG = (Peran.PELATIH, Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA)


class AngkatanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> AngkatanQuerySet:
        """Kelas yang sudah dibuka adalah pengumuman umum; rancangan hanya bagi pengurusnya."""
        umum = ~Q(keadaan=Angkatan.Keadaan.RANCANGAN)
        return self.filter(umum | self._dikelola(oleh))

    def dikelola(self, *, oleh) -> AngkatanQuerySet:
        return self.filter(self._dikelola(oleh))

    @staticmethod
    def _dikelola(oleh) -> Q:
        """Cerminan `Angkatan.boleh_dikelola`."""
        if not oleh.is_authenticated:
            return Q(pk__in=[])
        mengajar = Pengajar.objects.filter(orang=oleh).order_by().values("angkatan")
        return Q(pk__in=mengajar) | oleh.q_kuasa(*PERAN_KELAS)

    def mendatang(self) -> AngkatanQuerySet:
        return self.filter(keadaan__in=[Angkatan.Keadaan.DIBUKA, Angkatan.Keadaan.BERJALAN])


class Angkatan(models.Model):
    """Satu kelas: tempat, jadwal di zona tempatnya, kursi, tes, praktik. Ambangnya dibekukan saat dibuat."""

    class Bentuk(models.TextChoices):
        LURING = "luring", "Tatap muka"
        DARING = "daring", "Daring"
        CAMPURAN = "campuran", "Campuran"

    class Keadaan(models.TextChoices):
        RANCANGAN = "rancangan", "rancangan"
        DIBUKA = "dibuka", "pendaftaran dibuka"
        BERJALAN = "berjalan", "sedang berjalan"
        SELESAI = "selesai", "selesai"
        BATAL = "batal", "dibatalkan"

    kunci = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    judul = models.CharField("nama kelas", max_length=120)
    uraian = models.TextField("uraian", max_length=1500, blank=True)
    jalur = models.ForeignKey(
        Jalur, on_delete=models.SET_NULL, null=True, blank=True, related_name="angkatan", verbose_name="jalur belajar"
    )
    modul = models.ManyToManyField(ModulPage, related_name="angkatan", verbose_name="modul", blank=True)
    bentuk = models.CharField("bentuk", max_length=8, choices=Bentuk.choices, default=Bentuk.LURING)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="angkatan", verbose_name="wilayah")
    tempat = models.CharField("tempat", max_length=200, blank=True)
    tautan = models.URLField(
        "tautan pertemuan daring", blank=True, help_text="Hanya terlihat peserta yang mendapat kursi."
    )
    penyelenggara = models.CharField("penyelenggara", max_length=160, blank=True)
    kuota = models.PositiveSmallIntegerField(
        "kursi", default=30, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    daftar_sampai = models.DateTimeField("pendaftaran ditutup", null=True, blank=True)
    keadaan = models.CharField("keadaan", max_length=9, choices=Keadaan.choices, default=Keadaan.RANCANGAN)
    lembar_praktik = models.ForeignKey(
        LembarPraktik, on_delete=models.PROTECT, null=True, blank=True, related_name="angkatan",
        verbose_name="daftar periksa praktik",
    )  # fmt: skip
    wajib_prasyarat = models.BooleanField(
        "modul harus tuntas dibaca", default=False, help_text="Menjadi syarat sertifikat."
    )
    untuk_pelatih = models.BooleanField("kelas calon pelatih (TOT)", default=False)
    ambang_hadir = persen("ambang hadir (%)", 80)
    ambang_pascates = persen("ambang pasca-tes (%)", 70)
    ambang_praktik = persen("ambang praktik (%)", 80)
    menit_per_jp = hitungan("menit per JP", 45, 240)
    masa_sertifikat_bulan = masa_sertifikat()
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="angkatan_dibuat"
    )
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    selesai_pada = models.DateTimeField("ditutup pada", null=True, blank=True)

    objects = AngkatanQuerySet.as_manager()

    class Meta:
        verbose_name = "kelas"
        verbose_name_plural = "kelas"
        indexes = [models.Index(fields=["keadaan", "wilayah"], name="angkatan_keadaan")]
        constraints = [models.CheckConstraint(condition=Q(kuota__gte=1), name="angkatan_kursi_positif")]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("modul_pelatihan:kelas", args=[self.pk])

    @property
    def zona(self) -> str:
        """Zona tempat kelas: jadwalnya selalu ditulis menurut jam setempat."""
        return self.wilayah.zona

    @property
    def nama_zona(self) -> str:
        return NAMA_ZONA[self.zona]

    def setempat(self, saat: datetime) -> datetime:
        return timezone.localtime(saat, info_zona(self.zona))

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.keadaan != self.Keadaan.RANCANGAN or self.boleh_dikelola(oleh=oleh)

    def boleh_dikelola(self, *, oleh) -> bool:
        """Pengajar kelas ini, dan pelatih, manajer, atau pengelola di atas wilayahnya."""
        return oleh.is_authenticated and (
            oleh.berkuasa(*PERAN_KELAS, atas=self.wilayah) or self.pengajar.filter(orang=oleh).exists()
        )

    def boleh_ambil_bahan(self, *, oleh) -> bool:
        """Yang mendapat kursi, dan pengurusnya."""
        return oleh.is_authenticated and (
            self.peserta.terdaftar().filter(orang=oleh).exists() or self.boleh_dikelola(oleh=oleh)
        )

    @property
    def menerima_pendaftaran(self) -> bool:
        tutup = self.daftar_sampai is not None and timezone.now() >= self.daftar_sampai
        return self.keadaan == self.Keadaan.DIBUKA and not tutup

    @property
    def terkunci(self) -> bool:
        """Sesudah ditutup atau dibatalkan tidak ada lagi yang dicatat."""
        return self.keadaan in {self.Keadaan.SELESAI, self.Keadaan.BATAL}


class Pengajar(models.Model):
    """Pelatih sebuah kelas. Pengajar bukan peserta dan tidak pernah masuk daftar hadir."""

    class Tugas(models.TextChoices):
        UTAMA = "utama", "pelatih utama"
        PENDAMPING = "pendamping", "pelatih pendamping"

    angkatan = models.ForeignKey(Angkatan, on_delete=models.CASCADE, related_name="pengajar")
    orang = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="mengajar")
    tugas = models.CharField("tugas", max_length=10, choices=Tugas.choices, default=Tugas.UTAMA)

    class Meta:
        verbose_name = "pengajar"
        verbose_name_plural = "pengajar"
        constraints = [models.UniqueConstraint(fields=["angkatan", "orang"], name="pengajar_sekali")]

    def __str__(self) -> str:
        return self.orang.nama


class Sesi(models.Model):
    """Satu pertemuan; waktunya UTC, ditulis di zona tempat kelas."""

    angkatan = models.ForeignKey(Angkatan, on_delete=models.CASCADE, related_name="sesi")
    tanda = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    judul = models.CharField("judul", max_length=120)
    modul = models.ForeignKey(ModulPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="sesi")
    mulai = models.DateTimeField("mulai")
    selesai = models.DateTimeField("selesai")
    tempat = models.CharField("tempat bila berbeda", max_length=200, blank=True)
    batal = models.BooleanField("dibatalkan", default=False)
    versi = models.PositiveIntegerField("perubahan jadwal", default=0, editable=False)

    class Meta:
        verbose_name = "sesi"
        verbose_name_plural = "sesi"
        ordering = ["mulai", "pk"]
        constraints = [models.CheckConstraint(condition=Q(selesai__gt=F("mulai")), name="sesi_selesai_sesudah_mulai")]
        indexes = [models.Index(fields=["angkatan", "mulai"], name="sesi_jadwal")]

    def __str__(self) -> str:
        return self.judul

    @property
    def menit(self) -> int:
        return int((self.selesai - self.mulai).total_seconds() // 60)

    @property
    def jp(self) -> int:
        return jp_dari_menit(self.menit, self.angkatan.menit_per_jp)


class TesAngkatan(models.Model):
    """Pra-tes atau pasca-tes sebuah kelas. Pelatih yang membuka dan menutupnya."""

    class Jenis(models.TextChoices):
        PRA = "pra", "Pra-tes"
        PASCA = "pasca", "Pasca-tes"

    angkatan = models.ForeignKey(Angkatan, on_delete=models.CASCADE, related_name="tes")
    kuis = models.ForeignKey(Kuis, on_delete=models.PROTECT, related_name="tes")
    jenis = models.CharField("jenis", max_length=5, choices=Jenis.choices)
    dibuka = models.DateTimeField("dibuka", null=True, blank=True)
    ditutup = models.DateTimeField("ditutup", null=True, blank=True)

    class Meta:
        verbose_name = "tes kelas"
        verbose_name_plural = "tes kelas"
        ordering = ["-jenis"]
        constraints = [models.UniqueConstraint(fields=["angkatan", "jenis"], name="tes_angkatan_sekali")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.angkatan}"

    @property
    def terbuka(self) -> bool:
        return self.dibuka is not None and self.ditutup is None


class BahanAngkatan(models.Model):
    """Berkas bahan kelas di luar pelajarannya: lembar kerja, salindia."""

    angkatan = models.ForeignKey(Angkatan, on_delete=models.CASCADE, related_name="bahan")
    dokumen = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+", verbose_name="dokumen")
    judul = models.CharField("judul", max_length=120, blank=True)

    class Meta:
        verbose_name = "bahan kelas"
        verbose_name_plural = "bahan kelas"
        constraints = [models.UniqueConstraint(fields=["angkatan", "dokumen"], name="bahan_sekali")]

    def __str__(self) -> str:
        return self.judul or self.dokumen.title
