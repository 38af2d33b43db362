from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from akun.models import Peran
from wilayah.models import FaktaDesa, Wilayah


class Produk(models.TextChoices):
    OPENSID = "opensid", "OpenSID"
    OPENDK = "opendk", "OpenDK"
    OPENKAB = "openkab", "OpenKab"
    PBB = "pbb", "PBB Desa"
    LAYANANDESA = "layanandesa", "Layanan Desa"
    KELOLADESA = "keloladesa", "Kelola Desa"


class KeadaanPasang(models.Model):
    """Keadaan terakhir satu pemasangan: satu baris per wilayah dan produk."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="keadaan_pasang")
    produk = models.CharField("produk", max_length=12, choices=Produk.choices)
    pertama = models.DateField("lapor pertama")
    terakhir = models.DateField("lapor terakhir")
    terakhir_pada = models.DateTimeField("saat lapor terakhir")
    versi = models.CharField("versi", max_length=40, blank=True)
    rilis = models.PositiveSmallIntegerField("bulan rilis (12·YY+MM)", null=True, blank=True)
    premium = models.BooleanField("premium", default=False)
    host = models.CharField("nama host", max_length=180, blank=True)
    kode_lapor = models.CharField("kode yang dikirimnya", max_length=13, blank=True)
    lokal = models.BooleanField("pemasangan lokal", default=False)
    penghitung = models.JSONField("penghitung", default=dict, blank=True)
    dipakai_terakhir = models.DateField("terakhir ada penghitung naik", null=True, blank=True)
    contoh = models.BooleanField("data contoh", default=False)

    class Meta:
        verbose_name = "keadaan pemasangan"
        verbose_name_plural = "keadaan pemasangan"
        constraints = [models.UniqueConstraint(fields=["wilayah", "produk"], name="pasang_sekali_per_produk")]
        indexes = [
            models.Index(fields=["produk", "terakhir"], name="pasang_produk_terakhir"),
            models.Index(fields=["host"], name="pasang_host"),
        ]

    def __str__(self) -> str:
        return f"{self.get_produk_display()} {self.versi}".strip()


class BulanLapor(models.Model):
    """Hari lapor satu bulan: bit ke d−1 untuk tanggal d. Dari sini status hari lampau mana pun bisa dihitung lagi."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="bulan_lapor")
    produk = models.CharField("produk", max_length=12, choices=Produk.choices)
    bulan = models.DateField("bulan", help_text="Tanggal satu bulan itu.")
    hari = models.PositiveIntegerField("topeng hari", default=0)
    versi = models.CharField("versi terakhir", max_length=40, blank=True)
    hosting = models.CharField(
        "tempat pemasangan menurut laporannya", max_length=12, choices=FaktaDesa.Hosting.choices, blank=True
    )
    penghitung = models.JSONField("penghitung akhir bulan", default=dict, blank=True)
    pakai = models.PositiveIntegerField("topeng hari penghitung naik", default=0)
    jejak = models.JSONField(
        "jejak harian", default=dict, blank=True, help_text="Bahan lipatan (replikasi.jejak); kosong sesudah 13 bulan."
    )
    sampai = models.DateTimeField("sampai laporan", help_text="Saat laporan terakhir yang masuk ke baris ini.")

    class Meta:
        verbose_name = "bulan lapor"
        verbose_name_plural = "bulan lapor"
        constraints = [
            models.UniqueConstraint(fields=["wilayah", "produk", "bulan"], name="bulan_lapor_sekali"),
            models.CheckConstraint(condition=Q(hari__lte=2**31 - 1), name="bulan_lapor_31_bit"),
        ]
        indexes = [models.Index(fields=["produk", "bulan"], name="bulan_lapor_produk")]

    @property
    def jumlah_hari(self) -> int:
        return self.hari.bit_count()


class KodeTakDikenalQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> KodeTakDikenalQuerySet:
        """Daftar tinjau nasional: kode yang tidak dikenal tidak punya wilayah, jadi hanya yang bertugas nasional."""
        boleh = oleh.is_authenticated and oleh.berkuasa(Peran.PENGELOLA, Peran.PETUGAS, atas=None)
        return self if boleh else self.none()


class KodeTakDikenal(models.Model):
    """Kode yang dilaporkan tetapi tidak ada di daftar kita; ditinjau orang, tidak pernah dicocokkan dengan nama."""

    class Keadaan(models.TextChoices):
        BARU = "baru", "perlu ditinjau"
        DITAUTKAN = "ditautkan", "ditautkan ke wilayah"
        DIABAIKAN = "diabaikan", "diabaikan"

    produk = models.CharField("produk", max_length=12, choices=Produk.choices)
    kode = models.CharField("kode dikirim", max_length=40)
    nama = models.CharField("nama dikirim", max_length=200, blank=True)
    induk = models.CharField("kode kecamatan dikirim", max_length=8, blank=True)
    host = models.CharField("nama host", max_length=180, blank=True)
    jumlah = models.PositiveIntegerField("hari melapor", default=0)
    hari = models.JSONField("hari-hari melapor", default=list, blank=True)
    pertama_pada = models.DateTimeField("pertama")
    terakhir_pada = models.DateTimeField("terakhir")
    keadaan = models.CharField("keadaan", max_length=10, choices=Keadaan.choices, default=Keadaan.BARU)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditautkan ke"
    )
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField("diputus pada", null=True, blank=True)

    objects = KodeTakDikenalQuerySet.as_manager()

    class Meta:
        verbose_name = "kode tak dikenal"
        verbose_name_plural = "kode tak dikenal"
        ordering = ["-terakhir_pada", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["produk", "kode"], name="kode_tak_dikenal_sekali"),
            models.CheckConstraint(
                condition=~Q(keadaan="ditautkan") | Q(wilayah__isnull=False), name="kode_ditautkan_berwilayah"
            ),
        ]
        indexes = [models.Index(fields=["keadaan", "-terakhir_pada"], name="kode_tak_dikenal_tinjau")]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.PENGELOLA, Peran.PETUGAS, atas=None)

    boleh_diputus = boleh_dilihat


class KejanggalanQuerySet(models.QuerySet):
    def terbuka(self) -> KejanggalanQuerySet:
        return self.filter(ditutup_pada__isnull=True)

    def terlihat(self, *, oleh) -> KejanggalanQuerySet:
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(oleh.q_kuasa(*Kejanggalan.PERAN))


class Kejanggalan(models.Model):
    """Laporan yang patut diragukan: ditandai untuk ditinjau orang, tidak pernah ditolak (domain opensid.md 11)."""

    PERAN = (Peran.PEGIAT, Peran.PETUGAS, Peran.MANAJER, Peran.PENGELOLA)

    class Jenis(models.TextChoices):
        PENGHITUNG_TURUN = "penghitung_turun", "penghitung turun"
        HOST_GANDA = "host_ganda", "satu alamat situs untuk dua kode"
        VERSI_MUNDUR = "versi_mundur", "versi mundur"
        HOST_RAMAI = "host_ramai", "satu alamat situs untuk lebih dari tiga kode"
        AWALAN_BEDA = "awalan_beda", "kode induk tidak cocok"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="kejanggalan")
    produk = models.CharField("produk", max_length=12, choices=Produk.choices)
    jenis = models.CharField("jenis", max_length=20, choices=Jenis.choices)
    rincian = models.CharField("rincian", max_length=200, blank=True)
    jumlah = models.PositiveIntegerField("berapa hari", default=0)
    hari = models.JSONField("hari-hari janggal", default=list, blank=True)
    pertama_pada = models.DateTimeField("pertama")
    terakhir_pada = models.DateTimeField("terakhir")
    ditutup_pada = models.DateTimeField("ditutup", null=True, blank=True)
    ditutup_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = KejanggalanQuerySet.as_manager()

    class Meta:
        verbose_name = "kejanggalan laporan"
        verbose_name_plural = "kejanggalan laporan"
        ordering = ["-terakhir_pada", "pk"]
        constraints = [models.UniqueConstraint(fields=["wilayah", "produk", "jenis"], name="kejanggalan_sekali")]
        indexes = [models.Index(fields=["-terakhir_pada", "id"], name="kejanggalan_terbaru")]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(*self.PERAN, atas=self.wilayah)

    boleh_ditutup = boleh_dilihat
