from __future__ import annotations

from django.db import models

from wilayah.models import Wilayah


class IsiRingkas(models.Model):
    """Kesimpulan tentang satu desa pada satu hari; kolomnya sama untuk hari ini dan untuk akhir tiap bulan lampau."""

    lapor_terakhir = models.DateField("lapor terakhir", null=True, blank=True)
    dipakai_terakhir = models.DateField("dipakai terakhir", null=True, blank=True)
    versi = models.CharField("versi", max_length=40, blank=True)
    rilis = models.PositiveSmallIntegerField("bulan rilis", null=True, blank=True)
    premium = models.BooleanField("premium", default=False)
    lokal = models.BooleanField("pemasangan lokal", default=False)
    hosting = models.CharField("hosting", max_length=12, blank=True)
    sumber_lain = models.CharField("sumber bukan telemetri yang menang", max_length=13, blank=True)
    keadaan_lain = models.CharField("keadaan menurut sumber itu", max_length=13, blank=True)
    tanggal_lain = models.DateField("tanggal sumber itu", null=True, blank=True)
    penerapan_mulai = models.DateField("penerapan mulai", null=True, blank=True)
    percontohan = models.BooleanField("percontohan", default=False)
    selesai = models.BooleanField("selesai", default=False)
    tahap_kini = models.PositiveSmallIntegerField("tahap kini", null=True, blank=True)
    tonggak_klaim = models.PositiveSmallIntegerField("tonggak diklaim, belum diverifikasi", default=0)
    tonggak_verif = models.PositiveSmallIntegerField("tonggak terverifikasi", default=0)
    maju_klaim = models.PositiveIntegerField("kemajuan diklaim ×10⁶ persen", default=0)
    maju_verif = models.PositiveIntegerField("kemajuan terverifikasi ×10⁶ persen", default=0)
    maju_pada = models.DateField("maju terakhir (terverifikasi)", null=True, blank=True)
    kuning_pada = models.DateField("melambat sejak", null=True, blank=True, help_text="Jeda sudah diperhitungkan.")
    merah_pada = models.DateField("tertahan sejak", null=True, blank=True)
    contoh = models.BooleanField("memuat data contoh", default=False)

    class Meta:
        abstract = True


class RingkasDesa(IsiRingkas):
    """Kesimpulan tentang satu desa, dihitung ulang utuh dari fakta tiap kali faktanya berubah. Desa tanpa fakta tidak berbaris."""

    wilayah = models.OneToOneField(Wilayah, on_delete=models.PROTECT, primary_key=True, related_name="ringkas")

    class Meta:
        verbose_name = "ringkasan desa"
        verbose_name_plural = "ringkasan desa"
        indexes = [
            models.Index(
                fields=["merah_pada", "wilayah"], condition=models.Q(merah_pada__isnull=False), name="ringkas_tertahan"
            ),
            models.Index(fields=["-lapor_terakhir", "wilayah"], name="ringkas_lapor_terakhir"),
        ]  # fmt: skip


class RingkasBulan(IsiRingkas):
    """Kesimpulan satu desa pada akhir satu bulan: dari sini rekap bulan lampau mana pun dapat dihitung lagi, juga sesudah
    kode wilayah berubah."""

    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="ringkas_bulan")
    bulan = models.DateField("bulan")
    aktif = models.BooleanField("terhitung aktif pada akhir bulan", default=False)

    class Meta:
        verbose_name = "ringkasan desa akhir bulan"
        verbose_name_plural = "ringkasan desa akhir bulan"
        constraints = [models.UniqueConstraint(fields=["wilayah", "bulan"], name="ringkas_sekali_per_bulan")]
        indexes = [
            models.Index(fields=["bulan", "wilayah"], name="ringkas_bulan_wilayah"),
            models.Index(
                fields=["bulan", "merah_pada", "wilayah"], condition=models.Q(merah_pada__isnull=False),
                name="ringkas_bulan_tertahan",
            ),
        ]  # fmt: skip


class Rekap(models.Model):
    """Jumlah satu wilayah (atau nasional, kunci 0) pada satu bulan; bulan berjalan diperbarui, bulan lampau membeku.

    Selalu dihitung dari anak-anaknya: kecamatan dari desa, kabupaten dari kecamatan, dan seterusnya (tracker.md 10).
    `per` ialah tanggal bagian yang paling lama dihitung di dalamnya.
    """

    NASIONAL = 0

    kunci = models.BigIntegerField("kunci")
    tingkat = models.CharField("tingkat", max_length=10)
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="rekap")
    bulan = models.DateField("bulan")
    per = models.DateField("per tanggal")
    isi = models.JSONField("jumlah per indikator", default=dict)
    dihitung = models.DateTimeField("dihitung", auto_now=True)

    class Meta:
        verbose_name = "rekap wilayah"
        verbose_name_plural = "rekap wilayah"
        constraints = [models.UniqueConstraint(fields=["kunci", "bulan"], name="rekap_sekali_per_bulan")]
        indexes = [models.Index(fields=["bulan", "tingkat", "kunci"], name="rekap_bulan_tingkat")]


class RekapKotor(models.Model):
    """Kecamatan yang rekapnya perlu dihitung lagi karena laporan otomatis; dikuras pekerja."""

    kunci = models.BigIntegerField("kunci kecamatan", primary_key=True)
    sejak = models.DateTimeField("sejak", auto_now_add=True)

    class Meta:
        verbose_name = "rekap kotor"
        verbose_name_plural = "rekap kotor"
