"""Arsip obrolan grup (Telegram, WhatsApp): hanya bagi anggota simpulnya, dengan nama tersamar (domain forum.md 10.1)."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from forum.hak import dikenal
from wilayah.zona import NAMA_ZONA, WIB

from .kiriman import Kiriman
from .simpul import Simpul


def tempat_pribadi() -> Storage:
    return storages["pribadi"]


class Sumber(models.TextChoices):
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"


class ArsipQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> ArsipQuerySet:
        """Hanya anggota aktif simpulnya, juga bila simpulnya publik: isinya obrolan orang, bukan tulisan forum."""
        return self.filter(simpul__in=Simpul.objects.diikuti(oleh=oleh).values("pk")) if dikenal(oleh) else self.none()


class ArsipObrolan(models.Model):
    """Satu grup obrolan di satu simpul. Ekspor yang lebih baru menambah sisanya saja."""

    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, related_name="arsip_obrolan")
    sumber = models.CharField("aplikasi", max_length=8, choices=Sumber.choices)
    obrolan = models.CharField("kunci obrolan", max_length=80, editable=False)
    nama = models.CharField("nama grup", max_length=120)
    garam = models.UUIDField("garam sidik", default=uuid.uuid4, editable=False)
    jumlah_pesan = models.PositiveIntegerField("jumlah pesan", default=0, editable=False)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    objects = ArsipQuerySet.as_manager()

    class Meta:
        verbose_name = "arsip obrolan"
        verbose_name_plural = "arsip obrolan"
        constraints = [models.UniqueConstraint(fields=["simpul", "sumber", "obrolan"], name="arsip_obrolan_sekali")]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("forum:arsip", args=[self.pk])

    def boleh_dilihat(self, *, oleh) -> bool:
        return dikenal(oleh) and self.simpul.hak(oleh).anggota

    def boleh_diurus(self, *, oleh) -> bool:
        """Mengimpor, memetakan nama, menerbitkan topik: pengurus yang juga anggota."""
        hak = self.simpul.hak(oleh)
        return hak.anggota and hak.moderasi


class PesertaObrolan(models.Model):
    """Orang di grup itu. Namanya "Anggota 3" sampai orangnya sendiri setuju disebut.

    `nama_asal` hanya untuk pengurus selama pemetaan, dan dikosongkan bersama berkasnya.
    """

    arsip = models.ForeignKey(ArsipObrolan, on_delete=models.CASCADE, related_name="peserta")
    nomor = models.PositiveIntegerField("nomor")
    sidik = models.CharField("sidik", max_length=64, editable=False)
    nama_asal = models.CharField("nama di grup", max_length=120, blank=True)
    ikut = models.BooleanField("pesannya diikutkan", default=True)
    calon = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="calon_peserta_obrolan"
    )
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="peserta_obrolan"
    )

    class Meta:
        verbose_name = "peserta obrolan"
        verbose_name_plural = "peserta obrolan"
        constraints = [
            models.UniqueConstraint(fields=["arsip", "nomor"], name="peserta_obrolan_nomor"),
            models.UniqueConstraint(fields=["arsip", "sidik"], name="peserta_obrolan_sekali"),
        ]

    def __str__(self) -> str:
        return self.sebutan

    @property
    def samaran(self) -> str:
        return f"Anggota {self.nomor}"

    @property
    def sebutan(self) -> str:
        return self.pengguna.nama if self.pengguna else self.samaran


class ImporQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> ImporQuerySet:
        """Pengurus simpulnya: di dalamnya ada nama berkas dan catatan persetujuan."""
        if not dikenal(oleh):
            return self.none()
        simpul = Simpul.objects.diikuti(oleh=oleh, peran=("moderator", "koordinator"))
        return self.filter(arsip__simpul__in=simpul.values("pk"))


class ImporObrolan(models.Model):
    """Satu berkas ekspor: siapa yang menyetujui, sampai mana dibaca, dan apa yang bertambah."""

    class Keadaan(models.TextChoices):
        DIPERIKSA = "diperiksa", "sedang diperiksa"
        PRATINJAU = "pratinjau", "menunggu keputusan Anda"
        JALAN = "jalan", "sedang dimuat"
        SELESAI = "selesai", "selesai"
        GAGAL = "gagal", "tidak dapat dibaca"

    class Urutan(models.TextChoices):
        HARI = "dmy", "hari/bulan/tahun"
        BULAN = "mdy", "bulan/hari/tahun"
        TAHUN = "ymd", "tahun/bulan/hari"

    arsip = models.ForeignKey(ArsipObrolan, on_delete=models.CASCADE, related_name="impor")
    kunci_kirim = models.UUIDField("kunci kirim", unique=True, editable=False)
    pengimpor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    persetujuan = models.CharField("siapa yang menyetujui", max_length=200)
    persetujuan_pada = models.DateField("disetujui pada")
    berkas = models.FileField("berkas", storage=tempat_pribadi, max_length=120, blank=True)
    ukuran = models.PositiveIntegerField("ukuran", default=0)
    zona = models.CharField("zona waktu", max_length=16, choices=list(NAMA_ZONA.items()), default=WIB)
    urutan = models.CharField("urutan tanggal", max_length=3, choices=Urutan.choices, default=Urutan.HARI)
    keadaan = models.CharField("keadaan", max_length=9, choices=Keadaan.choices, default=Keadaan.DIPERIKSA)
    galat = models.CharField("sebab gagal", max_length=200, blank=True)
    jumlah = models.PositiveIntegerField("pesan di berkas", default=0)
    dilewati = models.PositiveIntegerField("baris bukan pesan", default=0)
    terbaca = models.PositiveIntegerField("pesan sudah dibaca", default=0)
    baru = models.PositiveIntegerField("pesan baru", default=0)
    pertama = models.DateTimeField("pesan pertama", null=True, blank=True)
    terakhir = models.DateTimeField("pesan terakhir", null=True, blank=True)
    dibuat = models.DateTimeField("diunggah", default=timezone.now)

    objects = ImporQuerySet.as_manager()

    class Meta:
        verbose_name = "impor obrolan"
        verbose_name_plural = "impor obrolan"
        constraints = [models.CheckConstraint(condition=Q(terbaca__lte=F("jumlah")), name="impor_obrolan_terbaca")]
        indexes = [models.Index(fields=["dibuat"], condition=~Q(berkas=""), name="impor_obrolan_berkas")]

    def __str__(self) -> str:
        return f"Impor {self.arsip}"

    def get_absolute_url(self) -> str:
        return reverse("forum:impor", args=[self.pk])

    @property
    def berjalan(self) -> bool:
        return self.keadaan in (self.Keadaan.DIPERIKSA, self.Keadaan.JALAN)

    def boleh_dilihat(self, *, oleh) -> bool:
        return dikenal(oleh) and self.arsip.boleh_diurus(oleh=oleh)


class PesanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PesanQuerySet:
        """Anggota simpulnya, tanpa pesan orang yang minta tidak diikutkan."""
        arsip = ArsipObrolan.objects.terlihat(oleh=oleh).values("pk")
        return self.filter(arsip__in=arsip, peserta__ikut=True)


class PesanImpor(models.Model):
    """Satu pesan tersamar. `id_sumber` tetap untuk pesan yang sama, jadi berkas yang sama tidak menggandakan apa pun."""

    arsip = models.ForeignKey(ArsipObrolan, on_delete=models.CASCADE, related_name="pesan", db_index=False)
    impor = models.ForeignKey(ImporObrolan, on_delete=models.CASCADE, related_name="pesan")
    peserta = models.ForeignKey(PesertaObrolan, on_delete=models.CASCADE, related_name="pesan")
    id_sumber = models.CharField("kunci asal", max_length=64)
    pada = models.DateTimeField("dikirim")
    teks = models.TextField("teks")
    balas_ke = models.CharField("membalas", max_length=64, blank=True)
    kiriman = models.ForeignKey(
        Kiriman, on_delete=models.SET_NULL, null=True, blank=True, related_name="asal_pesan",
        help_text="Terisi bila sudah dijadikan bagian topik.",
    )  # fmt: skip

    objects = PesanQuerySet.as_manager()

    class Meta:
        verbose_name = "pesan impor"
        verbose_name_plural = "pesan impor"
        constraints = [models.UniqueConstraint(fields=["arsip", "id_sumber"], name="pesan_impor_sekali")]
        indexes = [models.Index(fields=["arsip", "pada", "id"], name="pesan_impor_urut")]

    def __str__(self) -> str:
        return f"Pesan {self.pk}"

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.peserta.ikut and self.arsip.boleh_dilihat(oleh=oleh)
