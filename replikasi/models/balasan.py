from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from akun.models import Peran
from wilayah.models import Wilayah

from .telemetri import Kejanggalan


class DalamWilayahQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> DalamWilayahQuerySet:
        return self.filter(oleh.q_kuasa(*Kejanggalan.PERAN)) if oleh.is_authenticated else self.none()


class DalamWilayah(models.Model):
    """Urusan laporan satu desa: dibaca dan diurus orang yang bertugas di wilayahnya."""

    objects = DalamWilayahQuerySet.as_manager()

    class Meta:
        abstract = True

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(*Kejanggalan.PERAN, atas=self.wilayah)


class PemasanganSah(DalamWilayah):
    """Orang memastikan: kode desa ini memang dipasang di alamat situs itu. Syarat menerima pemberitahuan kita."""

    wilayah = models.OneToOneField(Wilayah, on_delete=models.PROTECT, primary_key=True, related_name="pemasangan_sah")
    host = models.CharField("nama host", max_length=180)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pada = models.DateTimeField("dipastikan", auto_now=True)

    class Meta:
        verbose_name = "pemasangan yang dipastikan"
        verbose_name_plural = "pemasangan yang dipastikan"


class PemberitahuanDesa(DalamWilayah):
    """Satu pemberitahuan yang menunggu dibawa jawaban laporan ke halaman admin OpenSID, sekali saja (opensid.md 12)."""

    class Jenis(models.TextChoices):
        PENGUMUMAN = "pengumuman", "pengumuman"
        PERINGATAN = "peringatan", "peringatan"
        PERSETUJUAN = "persetujuan", "persetujuan"

    class Sumber(models.TextChoices):
        KITA = "kita", "pusat bantuan"
        HULU = "hulu", "server pantau hulu"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="pemberitahuan")
    sumber = models.CharField("sumber", max_length=4, choices=Sumber.choices, default=Sumber.KITA)
    kode = models.CharField("kode", max_length=100)
    jenis = models.CharField("jenis", max_length=11, choices=Jenis.choices, default=Jenis.PENGUMUMAN)
    judul = models.CharField("judul", max_length=100)
    isi = models.TextField("isi", help_text="Dari kita: teks polos. Dari hulu: HTML seperti yang diberikannya.")
    server = models.CharField("server", max_length=20, blank=True)
    frekuensi = models.PositiveSmallIntegerField("frekuensi (hari)", default=1)
    aksi_ya = models.CharField("aksi ya", max_length=200, blank=True)
    aksi_tidak = models.CharField("aksi tidak", max_length=200, blank=True)
    host = models.CharField("hanya untuk host", max_length=180, blank=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)
    diserahkan_pada = models.DateTimeField("diserahkan", null=True, blank=True)

    class Meta:
        verbose_name = "pemberitahuan desa"
        verbose_name_plural = "pemberitahuan desa"
        ordering = ["-dibuat", "-pk"]
        constraints = [models.UniqueConstraint(fields=["wilayah", "kode"], name="pemberitahuan_sekali_per_desa")]
        indexes = [
            models.Index(fields=["id"], condition=Q(diserahkan_pada__isnull=True), name="pemberitahuan_menunggu")
        ]

    def __str__(self) -> str:
        return self.judul


def boleh_mengirim_pemberitahuan(*, oleh) -> bool:
    return oleh.is_authenticated and oleh.berperan(Peran.PENGELOLA)


class RelaiLaporan(DalamWilayah):
    """Laporan satu desa satu hari untuk diteruskan ke server pantau hulu; isinya dihapus begitu selesai."""

    class Keadaan(models.TextChoices):
        MENUNGGU = "menunggu", "menunggu"
        TERKIRIM = "terkirim", "diterima hulu"
        DITOLAK = "ditolak", "ditolak hulu"
        KEDALUWARSA = "kedaluwarsa", "tidak sempat terkirim"

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="relai")
    hari = models.DateField("hari")
    isi = models.JSONField("isian seperti dikirim desa", default=dict, blank=True)
    host = models.CharField("nama host", max_length=180, blank=True)
    saat = models.DateTimeField("saat laporan")
    keadaan = models.CharField("keadaan", max_length=11, choices=Keadaan.choices, default=Keadaan.MENUNGGU)
    keterangan = models.CharField("jawaban hulu", max_length=200, blank=True)
    selesai_pada = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        verbose_name = "relai laporan"
        verbose_name_plural = "relai laporan"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["wilayah", "hari"], name="relai_sekali_sehari")]
        indexes = [
            models.Index(fields=["id"], condition=Q(keadaan="menunggu"), name="relai_menunggu"),
            models.Index(fields=["keadaan", "-id"], name="relai_keadaan"),
        ]


class KeadaanHulu(models.Model):
    """Pemutus arus relai: satu baris. Hulu yang gagal dijauhi makin lama; satu pengirim pada satu waktu."""

    gagal = models.PositiveSmallIntegerField("gagal berturut-turut", default=0)
    coba_lagi_pada = models.DateTimeField("coba lagi", null=True, blank=True)
    sewa_sampai = models.DateTimeField("sedang dikirim sampai", null=True, blank=True)
    galat = models.CharField("galat terakhir", max_length=200, blank=True)
    berhasil_pada = models.DateTimeField("berhasil terakhir", null=True, blank=True)

    class Meta:
        verbose_name = "keadaan server hulu"
        verbose_name_plural = "keadaan server hulu"
