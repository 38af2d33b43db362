from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from akun.models import Peran
from wilayah.models import Wilayah

PERAN_PENDAMPING = (Peran.PEGIAT, Peran.PELATIH, Peran.MANAJER, Peran.PENGELOLA)
PERAN_PEMBACA = (*PERAN_PENDAMPING, Peran.PETUGAS, Peran.PEMBINA)


class Program(models.Model):
    """Satu program penerapan: tahap berbobot, tonggak, dan desa-desa yang menjalaninya.

    Program sebuah daerah memakai tahap, tonggak, dan buku program `acuan`-nya, supaya satu desa menempuh satu jalan; yang
    miliknya sendiri orang, kalender, anggaran, kriteria, gelombang, dan (bila ditetapkan) bobotnya (K-099…K-107).
    """

    class Unit(models.TextChoices):
        DESA = "desa", "nagari atau desa"
        KABUPATEN = "kabupaten", "kabupaten/kota"
        PROVINSI = "provinsi", "provinsi"

    slug = models.SlugField("slug", max_length=60, unique=True)
    nama = models.CharField("nama", max_length=120)
    uraian = models.TextField("uraian", blank=True)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="program",
        help_text="Kosong berarti desa di mana pun boleh mengikutinya.",
    )  # fmt: skip
    mulai = models.DateField("mulai", null=True, blank=True)
    ambang_macet = models.PositiveSmallIntegerField("ambang macet (hari)", default=45)
    acuan = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="turunan",
        verbose_name="memakai tahap program", limit_choices_to={"acuan__isnull": True},
        help_text="Program daerah menempuh tahap dan buku program acuannya.",
    )  # fmt: skip
    unit = models.CharField(
        "yang dipilih", max_length=9, choices=Unit.choices, default=Unit.DESA,
        help_text="Yang mencalonkan diri: nagari, kabupaten, atau provinsi. Yang menjalaninya selalu desa di dalamnya.",
    )  # fmt: skip
    anggaran = models.TextField("catatan anggaran", blank=True, help_text="Hanya tampak bagi yang bertugas.")
    tautan = models.URLField("info selengkapnya", max_length=300, blank=True)
    kunci = models.UUIDField("kunci kirim", unique=True, null=True, editable=False)
    contoh = models.BooleanField("data contoh", default=False)

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama

    @property
    def dasar(self) -> Program:
        """Pemilik tahap dan tonggaknya."""
        return self.acuan or self

    def daftar_penerapan(self) -> PenerapanQuerySet:
        """Desa yang menempuh tahapnya di dalam wilayah program ini."""
        semua = Penerapan.objects.filter(program=self.dasar)
        return semua.filter(wilayah__kunci__range=self.wilayah.rentang) if self.wilayah else semua

    def bobot_terbaru(self) -> EdisiBobot | None:
        """Bobot program ini sendiri; bila tidak ada, bobot acuannya."""
        for satu in (self, self.acuan):
            if satu and (edisi := satu.edisi_bobot.order_by("-nomor").first()):
                return edisi
        return None

    def boleh_diatur(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.MANAJER, Peran.PENGELOLA, atas=self.wilayah)

    def boleh_dibaca_dalamnya(self, *, oleh) -> bool:
        """Nama orang dan catatan anggaran: yang bertugas di wilayahnya."""
        return oleh.is_authenticated and oleh.berkuasa(*PERAN_PEMBACA, atas=self.wilayah)


class EdisiBobot(models.Model):
    """Bobot semua tahap pada satu edisi. Penerapan memegang edisinya: bobot baru tidak mengubah hasil lama."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="edisi_bobot")
    nomor = models.PositiveSmallIntegerField("nomor edisi")
    bobot = models.JSONField("bobot", help_text='Nomor tahap → bobot, misalnya {"1": 10}; jumlahnya 100.')
    sejak = models.DateField("berlaku sejak", default=timezone.localdate)
    catatan = models.CharField("catatan", max_length=200, blank=True)

    class Meta:
        verbose_name = "edisi bobot"
        verbose_name_plural = "edisi bobot"
        ordering = ["program", "-nomor"]
        constraints = [models.UniqueConstraint(fields=["program", "nomor"], name="edisi_bobot_sekali")]

    def __str__(self) -> str:
        return f"Edisi {self.nomor}"

    def clean(self) -> None:
        nilai = list(self.bobot.values()) if isinstance(self.bobot, dict) else []
        if not nilai or any(not isinstance(n, int) or isinstance(n, bool) or n < 0 for n in nilai) or sum(nilai) != 100:
            raise ValidationError({"bobot": "Bobot setiap tahap bilangan bulat dan jumlahnya tepat 100."})


class Tahap(models.Model):
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="tahap")
    nomor = models.PositiveSmallIntegerField("nomor")
    judul = models.CharField("judul", max_length=120)
    uraian = models.CharField("uraian", max_length=300, blank=True)

    class Meta:
        verbose_name = "tahap"
        verbose_name_plural = "tahap"
        ordering = ["program", "nomor"]
        constraints = [models.UniqueConstraint(fields=["program", "nomor"], name="tahap_nomor_sekali")]

    def __str__(self) -> str:
        return f"{self.nomor}. {self.judul}"


class Tonggak(models.Model):
    """Satu capaian yang dapat dibuktikan. Slug-nya sama dengan langkah buku panduan: satu fakta, dua tampilan."""

    slug = models.SlugField("slug", max_length=60, unique=True)
    kode = models.CharField("kode langkah", max_length=8)
    tahap = models.ForeignKey(Tahap, on_delete=models.PROTECT, related_name="tonggak")
    judul = models.CharField("judul", max_length=160)
    uraian = models.TextField("yang dikerjakan")
    bukti_diminta = models.CharField("bukti yang diminta", max_length=200)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=80, blank=True)
    templat = models.JSONField("nama templat", default=list, blank=True)
    modul_terkait = models.JSONField("kode modul terkait", default=list, blank=True)
    minta_dokumen = models.BooleanField(
        "minta nomor dan tanggal dokumen", default=False, help_text="Misalnya Peraturan Nagari atau keputusan."
    )
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "tonggak"
        verbose_name_plural = "tonggak"
        ordering = ["tahap__nomor", "urutan"]

    def __str__(self) -> str:
        return self.judul


class PenerapanQuerySet(models.QuerySet):
    def berjalan(self) -> PenerapanQuerySet:
        return self.exclude(keadaan=Penerapan.Keadaan.BERHENTI)


class Penerapan(models.Model):
    """Perjalanan satu desa melalui satu program."""

    class Keadaan(models.TextChoices):
        BERJALAN = "berjalan", "berjalan"
        SELESAI = "selesai", "selesai"
        BERHENTI = "berhenti", "berhenti"

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="penerapan")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="penerapan")
    edisi = models.ForeignKey(EdisiBobot, on_delete=models.PROTECT, related_name="penerapan")
    mulai = models.DateField("mulai", default=timezone.localdate)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.BERJALAN)
    percontohan = models.BooleanField("desa percontohan", default=False)
    tahap_dilewati = models.ManyToManyField(
        Tahap, blank=True, related_name="+", verbose_name="tahap yang tidak berlaku"
    )
    dimulai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contoh = models.BooleanField("data contoh", default=False)

    objects = PenerapanQuerySet.as_manager()

    class Meta:
        verbose_name = "penerapan"
        verbose_name_plural = "penerapan"
        constraints = [models.UniqueConstraint(fields=["program", "wilayah"], name="penerapan_sekali_per_program")]
        indexes = [models.Index(fields=["wilayah", "keadaan"], name="penerapan_wilayah")]

    def __str__(self) -> str:
        return f"{self.program} – {self.wilayah}"

    def boleh_diklaim(self, *, oleh) -> bool:
        """Operator desa itu, atau pendamping yang membawahi wilayahnya."""
        return (
            self.keadaan != self.Keadaan.BERHENTI
            and oleh.is_authenticated
            and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=self.wilayah)
        )


class Jeda(models.Model):
    """Masa berhenti sementara yang tidak dihitung sebagai macet; kedua harinya ikut dihitung."""

    penerapan = models.ForeignKey(Penerapan, on_delete=models.CASCADE, related_name="jeda")
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai")
    alasan = models.CharField("alasan", max_length=200)

    class Meta:
        verbose_name = "jeda"
        verbose_name_plural = "jeda"
        ordering = ["mulai"]
        constraints = [models.CheckConstraint(condition=Q(selesai__gte=F("mulai")), name="jeda_urut")]


class PendampinganQuerySet(models.QuerySet):
    def berlaku(self) -> PendampinganQuerySet:
        return self.filter(selesai__isnull=True)

    def terlihat(self, *, oleh) -> PendampinganQuerySet:
        """Nama pendamping adalah data pribadi: hanya untuk yang bertugas di wilayahnya."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA))


class Pendampingan(models.Model):
    """Siapa mendampingi desa mana, sejak kapan."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="pendampingan")
    pendamping = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pendampingan")
    mulai = models.DateField("mulai", default=timezone.localdate)
    selesai = models.DateField("selesai", null=True, blank=True)
    catatan = models.CharField("catatan", max_length=200, blank=True)
    ditetapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contoh = models.BooleanField("data contoh", default=False)

    objects = PendampinganQuerySet.as_manager()

    class Meta:
        verbose_name = "pendampingan"
        verbose_name_plural = "pendampingan"
        ordering = ["mulai", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah", "pendamping"], condition=Q(selesai__isnull=True), name="pendampingan_sekali"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")), name="pendampingan_urut"
            ),
        ]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_diakhiri(self, *, oleh) -> bool:
        return oleh.is_authenticated and self.selesai is None and oleh.berkuasa(*PERAN_PENDAMPING, atas=self.wilayah)

    def get_absolute_url(self) -> str:
        return reverse("replikasi:wilayah", args=[self.wilayah.kode])
