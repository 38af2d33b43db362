"""Memilih percontohan: panggilan, calon, penilaian berbukti, dan keputusan yang dibekukan (K-099, tracker.md 4)."""

from __future__ import annotations

import hashlib
import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from akun.models import Peran
from replikasi.kalender import hari_ini
from wilayah.models import Wilayah

from .klaim import lemari_pribadi, tempat_bukti
from .kriteria import MAKS, EdisiKriteria, Kriteria
from .program import PERAN_PEMBACA, PERAN_PENDAMPING, Program
from .terbit import BolehTerbit, TerbitQuerySet
from .tetap import BarisTetap, BarisTetapQuerySet


class Panggilan(BolehTerbit):
    """Ajakan mencalonkan diri di satu wilayah, dengan kuota dan edisi kriteria yang dipegangnya sampai diputus."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="panggilan")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="panggilan", verbose_name="wilayah")
    judul = models.CharField("judul", max_length=160)
    ajakan = models.TextField("ajakan", blank=True, help_text="Untuk siapa, apa yang didapat, apa yang diminta.")
    buka = models.DateField("dibuka")
    tutup = models.DateField("ditutup")
    kuota = models.PositiveSmallIntegerField("banyaknya yang dipilih", default=5)
    edisi = models.ForeignKey(EdisiKriteria, on_delete=models.PROTECT, related_name="panggilan")
    ditutup_pada = models.DateTimeField("ditutup lebih awal", null=True, blank=True, editable=False)

    objects = TerbitQuerySet.as_manager()

    class Meta:
        verbose_name = "panggilan calon"
        verbose_name_plural = "panggilan calon"
        ordering = ["-buka", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(tutup__gte=F("buka")), name="panggilan_urut"),
            models.CheckConstraint(condition=Q(kuota__gte=1), name="panggilan_berkuota"),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("replikasi:panggilan", args=[self.pk])

    @cached_property
    def diputus(self) -> bool:
        return self.seleksi.exists()

    @property
    def terbuka(self) -> bool:
        """Masih menerima calon dan isian."""
        return self.buka <= hari_ini() and not self.sudah_tutup and not self.diputus

    @property
    def sudah_tutup(self) -> bool:
        """Hari tutupnya lewat, atau pengurusnya menutup lebih awal. Baru sesudah itu panggilan dapat diputus."""
        return self.ditutup_pada is not None or hari_ini() > self.tutup

    def boleh_dicalonkan(self, *, oleh, wilayah: Wilayah) -> bool:
        """Desa mencalonkan dirinya selama panggilan terbuka; yang mendampingi boleh mencatatkannya."""
        return (
            oleh.is_authenticated
            and self.terbuka
            and wilayah.berlaku
            and self.wilayah.memuat(wilayah)
            and self.cocok_unit(wilayah)
            and self.boleh_dilihat(oleh=oleh)
            and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=wilayah)
        )

    def cocok_unit(self, wilayah: Wilayah) -> bool:
        """Kelurahan bukan desa otonom, jadi tidak mencalonkan diri; kota setara kabupaten."""
        if self.program.unit == Program.Unit.DESA:
            return wilayah.tingkat == Wilayah.Tingkat.DESA and wilayah.jenis != Wilayah.Jenis.KELURAHAN
        if self.program.unit == Program.Unit.KABUPATEN:
            return wilayah.tingkat in (Wilayah.Tingkat.KABUPATEN, Wilayah.Tingkat.KOTA)
        return wilayah.tingkat == Wilayah.Tingkat.PROVINSI


class CalonQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> CalonQuerySet:
        """Isian calon: desa itu sendiri dan yang bertugas di wilayahnya. Umum hanya melihat hasilnya."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA))

    def ikut(self) -> CalonQuerySet:
        return self.exclude(keadaan=Calon.Keadaan.MUNDUR)


class Calon(models.Model):
    """Satu desa (atau kabupaten, provinsi) pada satu panggilan: menilai diri, lalu diperiksa pegiatnya."""

    class Keadaan(models.TextChoices):
        MENGISI = "mengisi", "mengisi penilaian diri"
        DIKIRIM = "dikirim", "menunggu diperiksa"
        DIPERIKSA = "diperiksa", "sudah diperiksa"
        MUNDUR = "mundur", "mundur"

    panggilan = models.ForeignKey(Panggilan, on_delete=models.PROTECT, related_name="calon")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="pencalonan")
    keadaan = models.CharField("keadaan", max_length=9, choices=Keadaan.choices, default=Keadaan.MENGISI)
    pengantar = models.TextField("mengapa ingin ikut", blank=True)
    alasan = models.CharField("alasan dikembalikan atau mundur", max_length=500, blank=True)
    didaftarkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    dikirim_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dikirim_pada = models.DateTimeField("dikirim", null=True, blank=True)
    dibuat = models.DateTimeField("didaftarkan", auto_now_add=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)
    contoh = models.BooleanField("data contoh", default=False)

    objects = CalonQuerySet.as_manager()

    class Meta:
        verbose_name = "calon"
        verbose_name_plural = "calon"
        ordering = ["panggilan", "wilayah__kunci"]
        constraints = [models.UniqueConstraint(fields=["panggilan", "wilayah"], name="calon_sekali_per_panggilan")]

    def __str__(self) -> str:
        return f"{self.wilayah} – {self.panggilan}"

    def get_absolute_url(self) -> str:
        return reverse("replikasi:calon", args=[self.pk])

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=self.wilayah)

    def boleh_diisi(self, *, oleh) -> bool:
        """Selama panggilan terbuka dan belum dikirim; yang dikembalikan boleh diisi sampai diputus."""
        return (
            oleh.is_authenticated
            and self.keadaan == self.Keadaan.MENGISI
            and (self.panggilan.terbuka or bool(self.alasan and not self.panggilan.diputus))
            and oleh.berkuasa(Peran.OPERATOR, *PERAN_PENDAMPING, atas=self.wilayah)
        )

    def boleh_diperiksa(self, *, oleh) -> bool:
        """Orang kedua: mendampingi wilayahnya, bukan pengirimnya, bukan dari desa itu sendiri."""
        return (
            oleh.is_authenticated
            and self.keadaan in (self.Keadaan.DIKIRIM, self.Keadaan.DIPERIKSA)
            and self.dikirim_oleh_id != oleh.pk
            and oleh.berkuasa(*PERAN_PENDAMPING, atas=self.wilayah)
            and not oleh.berkuasa(Peran.OPERATOR, atas=self.wilayah)
            and not self.panggilan.diputus
        )

    def boleh_mundur(self, *, oleh) -> bool:
        return (
            oleh.is_authenticated
            and self.keadaan != self.Keadaan.MUNDUR
            and oleh.berkuasa(Peran.OPERATOR, Peran.MANAJER, Peran.PENGELOLA, atas=self.wilayah)
            and not self.panggilan.diputus
        )


class Penilaian(models.Model):
    """Satu kriteria satu calon. Yang diisi sendiri dan yang dipastikan orang kedua disimpan terpisah; yang kedua dihitung."""

    calon = models.ForeignKey(Calon, on_delete=models.PROTECT, related_name="penilaian")
    kriteria = models.ForeignKey(Kriteria, on_delete=models.PROTECT, related_name="+")
    mandiri = models.PositiveSmallIntegerField("menurut desa", null=True, blank=True)
    bukti = models.TextField("bukti", blank=True)
    tautan = models.URLField("tautan bukti", max_length=300, blank=True)
    berkas = models.FileField("berkas", storage=lemari_pribadi, upload_to=tempat_bukti, max_length=120, blank=True)
    nama_asli = models.CharField("nama berkas", max_length=120, blank=True)
    nilai = models.PositiveSmallIntegerField("menurut pemeriksa", null=True, blank=True)
    catatan = models.CharField("catatan pemeriksa", max_length=500, blank=True)
    diperiksa_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    diperiksa_pada = models.DateTimeField("diperiksa", null=True, blank=True)

    class Meta:
        verbose_name = "penilaian"
        verbose_name_plural = "penilaian"
        ordering = ["calon", "kriteria__urutan"]
        constraints = [
            models.UniqueConstraint(fields=["calon", "kriteria"], name="penilaian_sekali_per_kriteria"),
            models.CheckConstraint(
                condition=Q(mandiri__isnull=True) | Q(mandiri__lte=MAKS), name="mandiri_dalam_skala"
            ),
            models.CheckConstraint(condition=Q(nilai__isnull=True) | Q(nilai__lte=MAKS), name="nilai_dalam_skala"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("replikasi:bukti-nilai", args=[self.pk])


class SeleksiQuerySet(BarisTetapQuerySet):
    def terlihat(self, *, oleh) -> SeleksiQuerySet:
        """Berita acara lengkap: yang bertugas di wilayah panggilan, dan desa yang ikut di dalamnya."""
        if not oleh.is_authenticated:
            return self.none()
        calon = Calon.objects.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA)).order_by()
        return self.filter(
            oleh.q_kuasa(*PERAN_PEMBACA, jalur="panggilan__wilayah__kunci") | Q(panggilan__in=calon.values("panggilan"))
        )


class Seleksi(BarisTetap):
    """Keputusan beserta salinan beku semua yang mendasarinya. Tidak pernah disunting; koreksi adalah baris baru.

    Yang menolak perubahan bukan hanya kelas ini, melainkan juga basis datanya (pemicu `seleksi_beku`).
    """

    panggilan = models.ForeignKey(Panggilan, on_delete=models.PROTECT, related_name="seleksi")
    nomor = models.PositiveSmallIntegerField("nomor", default=1)
    mengoreksi = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="koreksi", verbose_name="mengoreksi"
    )
    tanggal = models.DateField("tanggal keputusan")
    keputusan = models.TextField("keputusan")
    hadir = models.JSONField("yang hadir", default=list)
    isi = models.JSONField("salinan beku", default=dict)
    sidik = models.CharField("sidik", max_length=64, editable=False)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("dicatat", auto_now_add=True)
    kunci = models.UUIDField("kunci kirim", unique=True, default=uuid.uuid4, editable=False)
    contoh = models.BooleanField("data contoh", default=False)

    objects = SeleksiQuerySet.as_manager()

    class Meta:
        verbose_name = "keputusan seleksi"
        verbose_name_plural = "keputusan seleksi"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["panggilan", "nomor"], name="seleksi_nomor_sekali")]

    def __str__(self) -> str:
        return f"Keputusan {self.nomor}: {self.panggilan}"

    def save(self, *args, **kwargs) -> None:
        self.sidik = self.hitung_sidik()
        super().save(*args, **kwargs)

    def hitung_sidik(self) -> str:
        """Sidik isi beku: berubah bila satu huruf pun berubah."""
        isi = [self.tanggal.isoformat(), self.keputusan, self.hadir, self.isi]
        return hashlib.sha256(json.dumps(isi, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def utuh(self) -> bool:
        return self.sidik == self.hitung_sidik()

    @property
    def terpilih(self) -> list[dict]:
        return [satu for satu in self.isi.get("calon", []) if satu["terpilih"]]

    def get_absolute_url(self) -> str:
        return reverse("replikasi:seleksi", args=[self.pk])

    def boleh_dilihat(self, *, oleh) -> bool:
        if not oleh.is_authenticated:
            return False
        if oleh.berkuasa(*PERAN_PEMBACA, atas=self.panggilan.wilayah):
            return True
        calon = Calon.objects.filter(panggilan=self.panggilan_id)
        return calon.filter(oleh.q_kuasa(Peran.OPERATOR, *PERAN_PEMBACA)).exists()
