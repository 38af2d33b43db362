from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from akun.models import Peran
from modul_pelatihan.models import Bidang
from wilayah.models import FaktaDesa, Wilayah

from .tiket import ProfilTiket


def petugas_di(oleh) -> Q:
    """Gangguan yang boleh diurus `oleh`: petugas di wilayahnya, petugas nasional semuanya."""
    return oleh.q_kuasa(Peran.PETUGAS) if oleh.is_authenticated else Q(pk__in=[])


class GangguanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> GangguanQuerySet:
        """Yang tampil di halaman status, dan yang diurus petugasnya."""
        return self.filter(Q(publik=True) | petugas_di(oleh))

    def diurus(self, *, oleh) -> GangguanQuerySet:
        return self.filter(petugas_di(oleh))

    def terbuka(self) -> GangguanQuerySet:
        return self.exclude(keadaan=Gangguan.Keadaan.PULIH)

    def mengenai(self, *, wilayah: Wilayah | None, hosting: str = "", versi: str = "") -> GangguanQuerySet:
        """Gangguan terbuka yang mungkin menimpa desa itu; sifat yang tidak disebut gangguan berarti semua."""
        daftar = self.terbuka().filter(publik=True)
        daftar = daftar.filter(Q(hosting="") | Q(hosting=hosting)).filter(Q(versi="") | Q(versi=versi))
        di_atas = wilayah.leluhur().order_by().values("pk") if wilayah else Wilayah.objects.none().values("pk")
        return daftar.filter(Q(wilayah__isnull=True) | Q(wilayah__in=di_atas))


class Gangguan(models.Model):
    """Satu penyebab, banyak tiket: satu pesan memperbarui semuanya, dan semuanya ditutup bersama (helpdesk.md 2.3)."""

    class Keadaan(models.TextChoices):
        DISELIDIKI = "diselidiki", "sedang diselidiki"
        DIKENALI = "dikenali", "penyebab dikenali"
        DIPERBAIKI = "diperbaiki", "sedang diperbaiki"
        PULIH = "pulih", "pulih"

    judul = models.CharField("judul", max_length=120, help_text="Yang dirasakan desa, misalnya “Situs tidak terbuka”.")
    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, related_name="gangguan", verbose_name="bidang")
    hosting = models.CharField("tempat pemasangan", max_length=12, choices=FaktaDesa.Hosting.choices, blank=True)
    versi = models.CharField("versi OpenSID", max_length=40, blank=True)
    domain = models.CharField("induk alamat situs", max_length=120, blank=True)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="gangguan", verbose_name="wilayah",
        help_text="Provinsi atau kabupaten; kosong berarti di mana pun.",
    )  # fmt: skip
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan.choices, default=Keadaan.DISELIDIKI)
    publik = models.BooleanField(
        "tampil di halaman status", default=True, help_text="Padamkan untuk soal keamanan yang belum boleh diumumkan."
    )
    dibuka_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    mulai = models.DateTimeField("mulai", default=timezone.now)
    pulih_pada = models.DateTimeField("pulih", null=True, blank=True)
    diubah = models.DateTimeField("diubah", auto_now=True)
    kunci_kirim = models.UUIDField("kunci kirim", null=True, blank=True, editable=False)
    contoh = models.BooleanField("gangguan contoh", default=False)

    objects = GangguanQuerySet.as_manager()

    class Meta:
        verbose_name = "gangguan"
        verbose_name_plural = "gangguan"
        ordering = ["-mulai", "-pk"]
        indexes = [models.Index(fields=["keadaan", "-mulai"], name="gangguan_keadaan_mulai")]
        constraints = [
            models.UniqueConstraint(fields=["dibuka_oleh", "kunci_kirim"], name="gangguan_sekali_kirim"),
            models.CheckConstraint(
                condition=Q(keadaan="pulih", pulih_pada__isnull=False)
                | (~Q(keadaan="pulih") & Q(pulih_pada__isnull=True)),
                name="gangguan_pulih_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        """Halaman umumnya; petugas mengurusnya di `pusat_bantuan:gangguan`."""
        return reverse("pusat_bantuan:status-satu", args=[self.pk])

    @property
    def terbuka(self) -> bool:
        return self.keadaan != self.Keadaan.PULIH

    @property
    def jangkauan(self) -> str:
        """Yang terkena, tanpa nama desa: "Pembaruan dan migrasi · SiapPakai · Provinsi Sumatera Barat"."""
        bagian = [
            self.bidang.nama,
            self.get_hosting_display(),
            f"versi {self.versi}" if self.versi else "",
            self.domain,
        ]
        bagian.append(self.wilayah.nama_lengkap if self.wilayah else "")
        return " · ".join(satu for satu in bagian if satu)

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.publik or self.boleh_diurus(oleh=oleh)

    def boleh_diurus(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.PETUGAS, atas=self.wilayah)


class PerkembanganQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PerkembanganQuerySet:
        return self.filter(gangguan__in=Gangguan.objects.terlihat(oleh=oleh).values("pk"))


class PerkembanganGangguan(models.Model):
    """Satu kabar tentang gangguan: ditulis sekali, sampai ke setiap tiket di dalamnya."""

    gangguan = models.ForeignKey(Gangguan, on_delete=models.CASCADE, related_name="perkembangan")
    keadaan = models.CharField("keadaan", max_length=10, choices=Gangguan.Keadaan.choices)
    isi = models.TextField("isi", max_length=4000)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)
    kunci_kirim = models.UUIDField("kunci kirim", null=True, blank=True, editable=False)

    objects = PerkembanganQuerySet.as_manager()

    class Meta:
        verbose_name = "perkembangan gangguan"
        verbose_name_plural = "perkembangan gangguan"
        ordering = ["-pada", "-pk"]
        indexes = [models.Index(fields=["gangguan", "-pada"], name="perkembangan_terbaru")]
        constraints = [models.UniqueConstraint(fields=["oleh", "kunci_kirim"], name="perkembangan_sekali_kirim")]

    def __str__(self) -> str:
        return f"{self.gangguan} {self.keadaan} {self.pada:%Y-%m-%d %H:%M}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.gangguan.boleh_dilihat(oleh=oleh)


class AnakQuerySet(models.QuerySet):
    def aktif(self) -> AnakQuerySet:
        return self.filter(dilepas_pada__isnull=True)

    def terlihat(self, *, oleh) -> AnakQuerySet:
        """Hanya lewat tiketnya: halaman status tidak pernah menyebut desa."""
        return self.filter(profil__in=ProfilTiket.objects.terlihat(oleh=oleh).values("pk"))


class AnakGangguan(models.Model):
    """Satu tiket di dalam satu gangguan. Percakapannya tetap sendiri.

    `perlu` menyala bila pekerja masih harus memasukkan tiket itu atau menyampaikan kabar sesudah `sampai`; ia padam di
    transaksi yang sama dengan pekerjaannya, sehingga tiap kabar sampai tepat sekali.
    """

    gangguan = models.ForeignKey(Gangguan, on_delete=models.CASCADE, related_name="anak")
    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="gangguan_tiket")
    ditambah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditambah_pada = models.DateTimeField("ditambah", default=timezone.now)
    masuk_pada = models.DateTimeField("masuk", null=True, blank=True)
    sampai = models.BigIntegerField("kabar terakhir yang sampai", default=0)
    perlu = models.BooleanField("perlu dikerjakan", default=True)
    dilepas_pada = models.DateTimeField("dilepas", null=True, blank=True)

    objects = AnakQuerySet.as_manager()

    class Meta:
        verbose_name = "tiket dalam gangguan"
        verbose_name_plural = "tiket dalam gangguan"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["gangguan", "profil"], name="anak_sekali_per_gangguan"),
            models.UniqueConstraint(
                fields=["profil"], condition=Q(dilepas_pada__isnull=True), name="anak_satu_gangguan"
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(perlu=True), name="anak_perlu")]

    def __str__(self) -> str:
        return f"{self.profil_id} dalam {self.gangguan_id}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.profil.boleh_dilihat(oleh=oleh)


class UsulQuerySet(models.QuerySet):
    def menunggu(self) -> UsulQuerySet:
        return self.filter(keputusan="")

    def terlihat(self, *, oleh) -> UsulQuerySet:
        """Lonjakan melintasi wilayah: diputus petugas nasional."""
        nasional = oleh.is_authenticated and oleh.berkuasa(Peran.PETUGAS, atas=None)
        return self if nasional else self.none()


class UsulGangguan(models.Model):
    """Lonjakan yang ditemukan pekerja; orang yang menetapkan atau menolaknya."""

    class Keputusan(models.TextChoices):
        DITERIMA = "diterima", "menjadi gangguan"
        DITOLAK = "ditolak", "bukan gangguan"

    kunci = models.CharField("kunci", max_length=200)
    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, related_name="+", verbose_name="bidang")
    hosting = models.CharField("tempat pemasangan", max_length=12, choices=FaktaDesa.Hosting.choices, blank=True)
    versi = models.CharField("versi OpenSID", max_length=40, blank=True)
    domain = models.CharField("induk alamat situs", max_length=120, blank=True)
    jumlah = models.PositiveIntegerField("tiket dalam 60 menit")
    desa = models.PositiveIntegerField("desa")
    ambang = models.CharField("ambang biasanya", max_length=20)
    sejak = models.DateTimeField("sejak")
    dilihat = models.DateTimeField("terakhir dihitung", default=timezone.now)
    keputusan = models.CharField("keputusan", max_length=8, choices=Keputusan.choices, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diam_sampai = models.DateTimeField("diam sampai", null=True, blank=True)
    gangguan = models.ForeignKey(Gangguan, on_delete=models.SET_NULL, null=True, blank=True, related_name="usul")

    objects = UsulQuerySet.as_manager()

    class Meta:
        verbose_name = "usul gangguan"
        verbose_name_plural = "usul gangguan"
        ordering = ["-sejak", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kunci"], condition=Q(keputusan=""), name="usul_satu_menunggu"),
        ]
        indexes = [models.Index(fields=["kunci", "-diam_sampai"], name="usul_kunci_diam")]

    def __str__(self) -> str:
        return f"{self.kunci} ({self.jumlah})"

    @property
    def sifat(self) -> str:
        versi = f"versi {self.versi}" if self.versi else ""
        return " · ".join(satu for satu in (self.bidang.nama, self.get_hosting_display(), versi, self.domain) if satu)

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.PETUGAS, atas=None)

    def boleh_diputus(self, *, oleh) -> bool:
        return not self.keputusan and self.boleh_dilihat(oleh=oleh)
