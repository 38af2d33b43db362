"""Edisi buku yang dibekukan, rencana kerja satu desa, dan tugas-tugas bertanggalnya (training.md 5)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from wagtail.models import Revision

from akun.models import Peran
from wilayah.models import Wilayah

from .klaim import KlaimTonggak
from .program import PERAN_PEMBACA, PERAN_PENDAMPING, Penerapan, Tonggak
from .tim import AnggotaTim

PEMBACA_RENCANA = (Peran.OPERATOR, *PERAN_PEMBACA)


class EdisiBuku(models.Model):
    """Satu edisi buku panduan: potret langkah-langkahnya pada hari diterbitkan, tidak berubah sesudahnya."""

    nomor = models.PositiveSmallIntegerField("nomor edisi", unique=True)
    nama = models.CharField("nama edisi", max_length=80)
    status_naskah = models.CharField("status naskah", max_length=200, blank=True)
    catatan = models.TextField("yang berubah", blank=True)
    terbit = models.DateTimeField("diterbitkan", auto_now_add=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "edisi buku"
        verbose_name_plural = "edisi buku"
        ordering = ["-nomor"]

    def __str__(self) -> str:
        return f"Edisi {self.nomor}"

    @staticmethod
    def boleh_diterbitkan(*, oleh) -> bool:
        return oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA)


class LangkahEdisi(models.Model):
    """Satu langkah pada satu edisi. `halaman` dan `revisi` menunjuk naskahnya; teks di sini tetap walau naskah berubah."""

    edisi = models.ForeignKey(EdisiBuku, on_delete=models.CASCADE, related_name="langkah")
    tonggak = models.ForeignKey(Tonggak, on_delete=models.PROTECT, related_name="langkah_edisi")
    urutan = models.PositiveSmallIntegerField("urutan")
    kode = models.CharField("kode langkah", max_length=8)
    judul = models.CharField("judul", max_length=255)
    tindakan = models.TextField("yang dikerjakan")
    bukti = models.CharField("bukti selesai", max_length=200)
    penanggung_jawab = models.CharField("penanggung jawab", max_length=80)
    hari_kerja = models.PositiveSmallIntegerField("selesai pada hari kerja ke")
    halaman = models.UUIDField("tanda halaman", help_text="`translation_key` halaman langkah: tetap walau dipindah.")
    revisi = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    sidik = models.CharField("sidik isi", max_length=64)

    class Meta:
        verbose_name = "langkah edisi"
        verbose_name_plural = "langkah edisi"
        ordering = ["edisi", "urutan"]
        constraints = [models.UniqueConstraint(fields=["edisi", "tonggak"], name="langkah_sekali_per_edisi")]

    def __str__(self) -> str:
        return f"{self.kode} {self.judul}"


class RencanaKerjaQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> RencanaKerjaQuerySet:
        """Rencana kerja: desa itu sendiri dan yang bertugas di wilayahnya. Umum hanya melihat keadaan tonggaknya."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(*PEMBACA_RENCANA, jalur="penerapan__wilayah__kunci"))


class RencanaKerja(models.Model):
    """Satu penerapan memegang satu edisi; edisi baru tidak mengubah apa pun sebelum desa menjawabnya per butir."""

    penerapan = models.OneToOneField(Penerapan, on_delete=models.CASCADE, primary_key=True, related_name="rencana")
    edisi = models.ForeignKey(EdisiBuku, on_delete=models.PROTECT, related_name="rencana")
    mulai = models.DateField("hari pertama")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = RencanaKerjaQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana kerja"
        verbose_name_plural = "rencana kerja"

    def __str__(self) -> str:
        return f"Rencana kerja {self.penerapan.wilayah}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(*PEMBACA_RENCANA, atas=self.penerapan.wilayah)

    def boleh_diatur(self, *, oleh) -> bool:
        """Tenggat, pemilik, dan jawaban atas edisi baru: desa itu sendiri atau pendampingnya."""
        return (
            oleh.is_authenticated
            and self.penerapan.keadaan != Penerapan.Keadaan.BERHENTI
            and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=self.penerapan.wilayah)
        )

    def boleh_dijeda(self, *, oleh) -> bool:
        """Jeda menahan hitungan macet, jadi ditetapkan pendamping atau manajer, bukan desanya sendiri."""
        return (
            oleh.is_authenticated
            and self.penerapan.keadaan == Penerapan.Keadaan.BERJALAN
            and oleh.berkuasa(*PERAN_PENDAMPING, atas=self.penerapan.wilayah)
            and not oleh.berkuasa(Peran.OPERATOR, atas=self.penerapan.wilayah)
        )

    def get_absolute_url(self) -> str:
        return reverse("replikasi:rencana", args=[self.penerapan.wilayah.kode])


class TugasQuerySet(models.QuerySet):
    def belum_diklaim(self) -> TugasQuerySet:
        """Masih harus dikerjakan desanya: tonggaknya belum diajukan, atau klaimnya dikembalikan."""
        hidup = [KlaimTonggak.Keadaan.DIAJUKAN, KlaimTonggak.Keadaan.DIVERIFIKASI]
        klaim = KlaimTonggak.objects.filter(tonggak=OuterRef("tonggak"), keadaan__in=hidup)
        return self.filter(~Exists(klaim.filter(penerapan=OuterRef("rencana__penerapan"))), dicabut_di=None)


class Tugas(models.Model):
    """Satu langkah di satu desa, bertanggal. Selesai atau belumnya dibaca dari klaim tonggaknya: satu fakta, dua tampilan."""

    rencana = models.ForeignKey(RencanaKerja, on_delete=models.CASCADE, related_name="tugas")
    tonggak = models.ForeignKey(Tonggak, on_delete=models.PROTECT, related_name="tugas")
    langkah = models.ForeignKey(LangkahEdisi, on_delete=models.PROTECT, related_name="tugas")
    tenggat = models.DateField("tenggat")
    tenggat_sendiri = models.BooleanField(
        "tenggat ditetapkan desa", default=False, help_text="Tidak ikut bergeser bila ada jeda atau edisi baru."
    )
    pemilik = models.ForeignKey(
        AnggotaTim, on_delete=models.SET_NULL, null=True, blank=True, related_name="tugas", verbose_name="pemilik",
        help_text="Kosong berarti anggota tim yang perannya sama dengan penanggung jawab langkahnya.",
    )  # fmt: skip
    dicabut_di = models.ForeignKey(
        EdisiBuku, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dicabut pada edisi"
    )

    objects = TugasQuerySet.as_manager()

    class Meta:
        verbose_name = "tugas"
        verbose_name_plural = "tugas"
        ordering = ["tenggat", "langkah__urutan"]
        constraints = [models.UniqueConstraint(fields=["rencana", "tonggak"], name="tugas_sekali_per_tonggak")]
        indexes = [models.Index(fields=["tenggat", "id"], name="tugas_tenggat")]

    def __str__(self) -> str:
        return str(self.langkah)


class JawabanEdisi(models.Model):
    """Jawaban desa atas satu perbedaan edisi baru; tidak ada yang berubah sebelum dijawab."""

    class Jenis(models.TextChoices):
        TAMBAH = "tambah", "langkah baru"
        UBAH = "ubah", "langkah berubah"
        CABUT = "cabut", "langkah dicabut"

    rencana = models.ForeignKey(RencanaKerja, on_delete=models.CASCADE, related_name="jawaban")
    edisi = models.ForeignKey(EdisiBuku, on_delete=models.PROTECT, related_name="+")
    tonggak = models.ForeignKey(Tonggak, on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField("perbedaan", max_length=6, choices=Jenis.choices)
    dipakai = models.BooleanField("mengikuti edisi baru")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", auto_now_add=True)

    class Meta:
        verbose_name = "jawaban edisi"
        verbose_name_plural = "jawaban edisi"
        constraints = [models.UniqueConstraint(fields=["rencana", "edisi", "tonggak"], name="jawaban_edisi_sekali")]


class JejakRencana(models.Model):
    """Riwayat rencana: dibuat, tenggat dan pemilik berubah, jeda, jawaban edisi. Hanya bertambah."""

    rencana = models.ForeignKey(RencanaKerja, on_delete=models.CASCADE, related_name="jejak")
    tugas = models.ForeignKey(Tugas, on_delete=models.SET_NULL, null=True, blank=True, related_name="jejak")
    teks = models.CharField("yang terjadi", max_length=300)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("pada", auto_now_add=True)

    class Meta:
        verbose_name = "jejak rencana"
        verbose_name_plural = "jejak rencana"
        ordering = ["-pk"]


class TautanKalender(models.Model):
    """Alamat rahasia kalender (ICS) satu orang atas satu wilayah. Dicabut: alamatnya mati, yang baru berbeda.

    Basis data hanya menyimpan sidiknya; alamatnya diturunkan dari `kunci` dan rahasia situs.
    """

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="+")
    kunci = models.UUIDField(default=uuid.uuid4, editable=False)
    sidik = models.CharField("sidik alamat", max_length=64, unique=True, editable=False)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    dicabut_pada = models.DateTimeField("dicabut", null=True, blank=True)

    class Meta:
        verbose_name = "tautan kalender"
        verbose_name_plural = "tautan kalender"
        constraints = [
            models.UniqueConstraint(
                fields=["pengguna", "wilayah"], condition=Q(dicabut_pada__isnull=True), name="kalender_satu_hidup"
            )
        ]

    @property
    def rahasia(self) -> str:
        return salted_hmac("replikasi.kalender", str(self.kunci), algorithm="sha256").hexdigest()[:48]

    @staticmethod
    def sidik_dari(rahasia: str) -> str:
        return salted_hmac("replikasi.kalender.sidik", rahasia, algorithm="sha256").hexdigest()

    def save(self, *args, **kwargs) -> None:
        self.sidik = self.sidik_dari(self.rahasia)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("replikasi:kalender", args=[self.rahasia])
