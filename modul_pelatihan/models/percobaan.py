from __future__ import annotations

import uuid
from datetime import timedelta
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.penilaian import Anulir, Kebijakan

from .angkatan import Angkatan, TesAngkatan
from .kuis import PERAN_PENULIS_SOAL, Kuis
from .pecahan import PecahanField
from .soal import ButirSoal

TENGGANG = timedelta(seconds=60)  # sambungan lambat; hanya untuk perjalanan kiriman, jam soal tidak ditambah


class PercobaanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PercobaanQuerySet:
        """Milik sendiri, dan peserta kelas yang dikelola; kuis di luar kelas dinilai pelatih mana pun."""
        if not oleh.is_authenticated:
            return self.none()
        kelas = Angkatan.objects.dikelola(oleh=oleh).order_by().values("pk")
        syarat = Q(orang=oleh) | Q(tes__angkatan__in=kelas)
        if oleh.berperan(*PERAN_PENULIS_SOAL):
            syarat |= Q(tes__isnull=True)
        return self.filter(syarat)

    def dinilai(self) -> PercobaanQuerySet:
        return self.filter(keadaan=Percobaan.Keadaan.DINILAI)

    def menunggu(self) -> PercobaanQuerySet:
        return self.filter(keadaan=Percobaan.Keadaan.MENUNGGU)


class Percobaan(models.Model):
    """Satu kali mengerjakan kuis. Soal yang diambil, urutannya, kunci, dan aturan nilai dibekukan saat dimulai."""

    class Keadaan(models.TextChoices):
        BERJALAN = "berjalan", "sedang dikerjakan"
        MENUNGGU = "menunggu", "menunggu koreksi"
        DINILAI = "dinilai", "dinilai"

    kunci = models.UUIDField("kunci mulai", default=uuid.uuid4, unique=True)
    kunci_kirim = models.UUIDField("kunci kirim", null=True, blank=True, unique=True)
    kuis = models.ForeignKey(Kuis, on_delete=models.PROTECT, related_name="percobaan")
    orang = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="percobaan")
    tes = models.ForeignKey(TesAngkatan, on_delete=models.PROTECT, null=True, blank=True, related_name="percobaan")
    nomor = models.PositiveIntegerField("percobaan ke")
    paket = models.CharField("paket", max_length=1, blank=True)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.BERJALAN)
    mulai = models.DateTimeField("mulai", default=timezone.now)
    tenggat = models.DateTimeField("tenggat", null=True, blank=True)
    dikirim = models.DateTimeField("dikirim", null=True, blank=True)
    luring = models.BooleanField("dikerjakan luring", default=False)
    ambang = models.PositiveSmallIntegerField("ambang (%)")
    kebijakan = models.CharField("nilai yang dipakai", max_length=9)
    anulir = models.CharField("soal yang dianulir", max_length=10)
    denda = PecahanField("denda", null=False)
    skor = PecahanField("skor")
    maks = PecahanField("skor paling banyak")
    rasio = PecahanField("rasio")
    lulus = models.BooleanField("lulus", null=True)

    objects = PercobaanQuerySet.as_manager()

    class Meta:
        verbose_name = "percobaan"
        verbose_name_plural = "percobaan"
        ordering = ["mulai", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kuis", "orang", "nomor"], condition=Q(tes__isnull=True), name="percobaan_nomor_lepas"
            ),
            models.UniqueConstraint(
                fields=["tes", "orang", "nomor"], condition=Q(tes__isnull=False), name="percobaan_nomor_kelas"
            ),
            models.CheckConstraint(
                condition=Q(keadaan="berjalan", dikirim__isnull=True)
                | ~Q(keadaan="berjalan") & Q(dikirim__isnull=False),
                name="percobaan_terkirim_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(keadaan="dinilai") | Q(rasio__isnull=True, lulus__isnull=True),
                name="percobaan_nilai_sesudah_dinilai",
            ),
        ]
        indexes = [
            models.Index(fields=["kuis", "keadaan", "mulai"], name="percobaan_kuis"),
            models.Index(fields=["orang", "-mulai"], name="percobaan_orang"),
        ]

    def __str__(self) -> str:
        return f"{self.orang}, {self.kuis}, ke-{self.nomor}"

    def get_absolute_url(self) -> str:
        return reverse("modul_pelatihan:percobaan", args=[self.kunci])

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (oleh.pk == self.orang_id or self._boleh_mengurus(oleh))

    def boleh_dinilai(self, *, oleh) -> bool:
        """Pelatih menilai uraian orang lain, bukan miliknya sendiri."""
        return oleh.is_authenticated and oleh.pk != self.orang_id and self._boleh_mengurus(oleh)

    def _boleh_mengurus(self, oleh) -> bool:
        if self.tes_id:
            return self.tes.angkatan.boleh_dikelola(oleh=oleh)
        return oleh.berperan(*PERAN_PENULIS_SOAL)

    @property
    def aturan_anulir(self) -> Anulir:
        return Anulir(self.anulir)

    @property
    def aturan_nilai(self) -> Kebijakan:
        return Kebijakan(self.kebijakan)

    @property
    def rasio_ambang(self) -> Fraction:
        return Fraction(self.ambang, 100)

    def lewat(self, pada=None) -> bool:
        """Tenggat dan tenggang kirimnya sudah lewat menurut jam server."""
        return self.tenggat is not None and (pada or timezone.now()) > self.tenggat + TENGGANG


class JawabanPercobaan(models.Model):
    """Satu soal di dalam percobaan: salinan soal beserta kuncinya, jawaban, dan pecahan nilainya (None: kosong)."""

    percobaan = models.ForeignKey(Percobaan, on_delete=models.CASCADE, related_name="jawaban")
    butir = models.ForeignKey(ButirSoal, on_delete=models.PROTECT, related_name="jawaban")
    urut = models.PositiveSmallIntegerField("nomor")
    bobot = PecahanField("bobot", null=False)
    naskah = models.JSONField("salinan soal")
    isi = models.JSONField("jawaban", null=True, blank=True)
    fraksi = PecahanField("pecahan nilai")
    dianulir = models.BooleanField("dianulir", default=False)
    dinilai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dinilai_pada = models.DateTimeField("dinilai pada", null=True, blank=True)
    ulasan = models.TextField("ulasan", max_length=600, blank=True)

    class Meta:
        verbose_name = "jawaban"
        verbose_name_plural = "jawaban"
        ordering = ["urut"]
        constraints = [
            models.UniqueConstraint(fields=["percobaan", "butir"], name="jawaban_sekali_per_soal"),
            models.UniqueConstraint(fields=["percobaan", "urut"], name="jawaban_nomor_unik"),
        ]

    @property
    def uraian(self) -> bool:
        return self.naskah["jenis"] == "uraian"

    @property
    def menunggu(self) -> bool:
        """Uraian yang dijawab tetapi belum dinilai pelatih."""
        return self.uraian and bool(self.isi) and self.dinilai_pada is None
