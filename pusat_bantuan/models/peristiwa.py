from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from helpdesk.models import FollowUp

from forum.models import Simpul

from .kontak import Kontak
from .tiket import ProfilTiket


class HanyaTambah(RuntimeError):
    """Catatan peristiwa tidak diubah dan tidak dihapus; pembetulan adalah peristiwa baru."""


class PeristiwaQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise HanyaTambah("Peristiwa tiket tidak dapat diubah.")

    def delete(self):
        raise HanyaTambah("Peristiwa tiket tidak dapat dihapus.")

    def hapus_tulisan(self, profil: ProfilTiket) -> int:
        """Satu-satunya perubahan yang sah: tulisan orang di `alasan` hilang, kejadian dan waktunya tinggal."""
        return models.QuerySet.update(self.filter(profil=profil), alasan="")


class PeristiwaTiket(models.Model):
    """Catatan tambah-saja: kapan, siapa, dari keadaan apa ke keadaan apa, mengapa. Dasar hitungan SLA (helpdesk.md 3.1)."""

    class Jenis(models.TextChoices):
        DIBUAT = "dibuat", "dibuat"
        DISALURKAN = "disalurkan", "disalurkan"
        DIAMBIL = "diambil", "diambil"
        DILEPAS = "dilepas", "dilepas"
        DITERUSKAN = "diteruskan", "diteruskan"
        BALASAN = "balasan", "balasan"
        CATATAN = "catatan", "catatan dalam"
        SELESAI = "selesai", "dijawab selesai"
        DIKONFIRMASI = "dikonfirmasi", "dikonfirmasi"
        DIBUKA_LAGI = "dibuka_lagi", "dibuka lagi"
        DITUTUP = "ditutup", "ditutup"
        DITUGASKAN = "ditugaskan", "ditugaskan"
        TEMPATKAN = "tempatkan", "desa ditetapkan"
        NAIK = "naik", "naik tingkat"
        TURUN = "turun", "turun tingkat"
        GANTI_BIDANG = "ganti_bidang", "bidang diganti"
        GANTI_DAMPAK = "ganti_dampak", "dampak diganti"
        GANTI_JUDUL = "ganti_judul", "keterangan diganti"
        DIGABUNG = "digabung", "digabung"
        DIPECAH = "dipecah", "dipecah"
        DITAUTKAN = "ditautkan", "ditautkan"
        GANGGUAN = "gangguan", "dimasukkan ke gangguan"
        GANGGUAN_LEPAS = "gangguan_lepas", "dilepas dari gangguan"
        KABAR_GANGGUAN = "kabar_gangguan", "kabar gangguan"
        DISEBUT = "disebut", "menyebut rekan"
        INGATKAN = "ingatkan", "diingatkan"
        TUTUP_OTOMATIS = "tutup_otomatis", "ditutup otomatis"
        NILAI = "nilai", "dinilai"
        ARTIKEL = "artikel", "artikel"
        RINGKASAN = "ringkasan", "ringkasan dibuat"
        SURAT_OTOMATIS = "surat_otomatis", "balasan otomatis diterima"
        PANTULAN = "pantulan", "email tidak sampai"
        TANDA = "tanda", "ditandai untuk diperiksa"
        BUKA_ASLI = "buka_asli", "isi asli dibuka"
        DIKLAIM = "diklaim", "dilanjutkan desanya"
        DIHAPUS_ISI = "dihapus_isi", "isi dihapus"

    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="peristiwa")
    jenis = models.CharField("jenis", max_length=20, choices=Jenis.choices)
    pada = models.DateTimeField("pada", default=timezone.now)
    pelaku = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Kosong berarti sistem.",
    )  # fmt: skip
    kontak = models.ForeignKey(
        Kontak, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Pelaku tanpa akun.",
    )  # fmt: skip
    dari_meja = models.BooleanField("oleh pihak meja bantuan", default=False)
    dari = models.CharField("dari keadaan", max_length=17, choices=ProfilTiket.Keadaan.choices, blank=True)
    ke = models.CharField("ke keadaan", max_length=17, choices=ProfilTiket.Keadaan.choices)
    tingkat = models.PositiveSmallIntegerField("tingkat sesudahnya", choices=ProfilTiket.Tingkat.choices)
    simpul = models.ForeignKey(
        Simpul, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="simpul sesudahnya"
    )
    alasan = models.CharField("alasan", max_length=500, blank=True)
    followup = models.OneToOneField(
        FollowUp, on_delete=models.SET_NULL, null=True, blank=True, related_name="peristiwa"
    )
    kunci_kirim = models.UUIDField("kunci kirim", null=True, blank=True, editable=False)

    objects = PeristiwaQuerySet.as_manager()

    class Meta:
        verbose_name = "peristiwa tiket"
        verbose_name_plural = "peristiwa tiket"
        ordering = ["pada", "pk"]
        indexes = [
            models.Index(fields=["profil", "pada"], name="peristiwa_profil_pada"),
            models.Index(fields=["jenis", "pada"], name="peristiwa_jenis_pada"),
            models.Index(fields=["pada"], name="peristiwa_pada"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pelaku", "kunci_kirim"], name="peristiwa_sekali_kirim"),
            models.UniqueConstraint(
                fields=["profil", "kunci_kirim"], condition=models.Q(pelaku__isnull=True),
                name="peristiwa_sekali_kirim_tamu",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.profil_id} {self.jenis} {self.pada:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs) -> None:
        if self.pk:
            raise HanyaTambah("Peristiwa tiket tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise HanyaTambah("Peristiwa tiket tidak dapat dihapus.")


class SuratTiket(models.Model):
    """Message-ID surat yang pernah keluar atau masuk untuk satu tiket: bahan untaian percakapan (helpdesk.md 4.2)."""

    class Arah(models.TextChoices):
        KELUAR = "keluar", "keluar"
        MASUK = "masuk", "masuk"

    profil = models.ForeignKey(ProfilTiket, on_delete=models.CASCADE, related_name="surat")
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    arah = models.CharField("arah", max_length=6, choices=Arah.choices)
    orang = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kontak = models.ForeignKey(Kontak, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    pada = models.DateTimeField("pada", default=timezone.now)

    class Meta:
        verbose_name = "surat tiket"
        verbose_name_plural = "surat tiket"
        indexes = [models.Index(fields=["profil", "orang", "-id"], name="surat_tiket_untaian")]

    def __str__(self) -> str:
        return self.message_id
