"""Merawat percakapan: laporan, antrean pemeriksaan, batas laju, jejak perbuatan."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from forum.hak import dikenal

from .kiriman import Kiriman
from .simpul import Simpul
from .topik import Topik


class LaporanKiriman(models.Model):
    class Sebab(models.TextChoices):
        DATA_PRIBADI = "data_pribadi", "memuat data pribadi atau kata sandi"
        KASAR = "kasar", "kasar atau menyerang orang"
        IKLAN = "iklan", "iklan atau penipuan"
        LAIN = "lain", "hal lain"

    kiriman = models.ForeignKey(Kiriman, on_delete=models.CASCADE, related_name="laporan")
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="laporan_forum"
    )
    sebab = models.CharField("sebab", max_length=12, choices=Sebab.choices)
    alasan = models.CharField("keterangan", max_length=300, blank=True)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    class Meta:
        verbose_name = "laporan kiriman"
        verbose_name_plural = "laporan kiriman"
        constraints = [models.UniqueConstraint(fields=["kiriman", "pengguna"], name="laporan_sekali")]


class TinjauanQuerySet(models.QuerySet):
    def terbuka(self) -> TinjauanQuerySet:
        return self.filter(keadaan=Tinjauan.Keadaan.TERBUKA)

    def terlihat(self, *, oleh) -> TinjauanQuerySet:
        """Antrean pengurus simpulnya; tidak pernah atas tulisan sendiri."""
        if not dikenal(oleh):
            return self.none()
        simpul = Simpul.objects.dimoderasi(oleh=oleh).values("pk")
        sendiri = Q(kiriman__penulis=oleh) & Q(kiriman__penulis__isnull=False)
        return self.filter(kiriman__topik__ruang__simpul__in=simpul).exclude(sendiri)


class Tinjauan(models.Model):
    """Satu perkara di antrean pengurus; paling banyak satu yang terbuka per kiriman."""

    class Keadaan(models.TextChoices):
        TERBUKA = "terbuka", "menunggu"
        DIBIARKAN = "dibiarkan", "dibiarkan tampil"
        DISEMBUNYIKAN = "disembunyikan", "disembunyikan"

    class Sebab(models.TextChoices):
        LAPORAN = "laporan", "dilaporkan anggota"
        DATA_PRIBADI = "data_pribadi", "data pribadi disamarkan otomatis"
        KATA = "kata", "ditahan: memuat kata terlarang"
        PERTAMA = "pertama", "ditahan: tautan dari akun baru"

    kiriman = models.ForeignKey(Kiriman, on_delete=models.CASCADE, related_name="tinjauan")
    sebab = models.CharField("sebab", max_length=12, choices=Sebab.choices)
    skor = models.PositiveSmallIntegerField("skor", default=1)
    keadaan = models.CharField("keadaan", max_length=13, choices=Keadaan.choices, default=Keadaan.TERBUKA)
    diambil_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    diambil_sampai = models.DateTimeField("dipegang sampai", null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)
    alasan = models.CharField("alasan", max_length=200, blank=True)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    objects = TinjauanQuerySet.as_manager()

    class Meta:
        verbose_name = "tinjauan"
        verbose_name_plural = "tinjauan"
        constraints = [
            models.UniqueConstraint(fields=["kiriman"], condition=Q(keadaan="terbuka"), name="tinjauan_satu_terbuka")
        ]
        indexes = [
            models.Index(F("skor").desc(), "id", condition=Q(keadaan="terbuka"), name="tinjauan_antrean"),
        ]

    def boleh_dilihat(self, *, oleh) -> bool:
        sendiri = dikenal(oleh) and oleh.pk == self.kiriman.penulis_id
        return not sendiri and self.kiriman.topik.boleh_dimoderasi(oleh=oleh)

    boleh_diputus = boleh_dilihat

    def dipegang_lain(self, *, oleh) -> bool:
        """Pengurus lain sedang memeriksanya, paling lama lima belas menit."""
        bebas = self.diambil_sampai is None or self.diambil_sampai <= timezone.now()
        return not bebas and self.diambil_oleh_id not in (None, oleh.pk)


class JatahLaju(models.Model):
    """Berapa kali seseorang melakukan satu hal dalam satu jendela waktu; per akun, sebab desa berbagi satu alamat."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jatah_forum")
    tindakan = models.CharField("tindakan", max_length=12)
    jendela = models.DateTimeField("awal jendela")
    n = models.PositiveIntegerField("jumlah", default=0)

    class Meta:
        verbose_name = "jatah laju"
        verbose_name_plural = "jatah laju"
        constraints = [models.UniqueConstraint(fields=["pengguna", "tindakan", "jendela"], name="jatah_per_jendela")]


SEBUTAN_JEJAK = {
    "kunci": "dikunci", "buka_kunci": "kunci dibuka", "sematkan": "disematkan", "lepas_sematan": "sematan dilepas",
    "sembunyikan": "disembunyikan", "pulihkan": "ditampilkan", "terima_jawaban": "jawaban diterima",
    "batalkan_jawaban": "jawaban dibatalkan", "usul_jawaban": "diusulkan sebagai jawaban", "ganti_judul": "judul diganti", "ganti_bidang": "bidang diganti", "pindah": "dipindahkan", "hapus": "dihapus",
    "kembalikan": "dikembalikan", "digabung": "digabung ke topik lain", "menerima_gabungan": "menerima gabungan",
    "pisah": "dipisah", "dipisah_dari": "dipisah dari topik lain", "ubah_acara": "acara diubah",
    "batalkan_acara": "acara dibatalkan", "tahan_laporan": "ditahan sesudah beberapa laporan", "dari_arsip": "diambil dari arsip obrolan", "usulan": "keadaan usul diubah",
}  # fmt: skip


class JejakTopik(models.Model):
    """Siapa melakukan apa pada topik; hanya bertambah."""

    @property
    def sebutan(self) -> str:
        return SEBUTAN_JEJAK.get(self.kata_kerja, self.kata_kerja)

    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="jejak")
    pelaku = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kata_kerja = models.CharField("perbuatan", max_length=24)
    nomor = models.PositiveIntegerField("nomor kiriman", null=True, blank=True)
    sebelum = models.CharField("sebelum", max_length=200, blank=True)
    sesudah = models.CharField("sesudah", max_length=200, blank=True)
    alasan = models.CharField("alasan", max_length=200, blank=True)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    class Meta:
        verbose_name = "jejak topik"
        verbose_name_plural = "jejak topik"
        indexes = [models.Index(fields=["topik", "id"], name="jejak_topik")]
