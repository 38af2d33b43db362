from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.models import Penugasan, Peran
from forum.hak import dikenal
from forum.jadwal import Selang, periksa_pekan, saat_setempat
from modul_pelatihan.models import Bidang

# Yang menangani tiket, dan yang boleh melihat jadwal mereka di kawasannya.
PERAN_PENANGAN = (Peran.PEGIAT, Peran.PETUGAS)
PERAN_LIHAT_JADWAL = (*PERAN_PENANGAN, Peran.MANAJER, Peran.PENGELOLA)
MAKS_TIKET_BAWAAN = 10


def periksa_jam(nilai: object) -> None:
    if nilai is not None and not periksa_pekan(nilai):
        raise ValidationError("Jam mingguan harus tujuh hari, tiap hari rentang yang urut dan tidak bertumpuk.")


def rekan_terlihat(*, oleh) -> models.QuerySet:
    """Kunci penangan yang jadwalnya boleh dilihat `oleh`: rekan sekawasan, bagi sesama penangan dan manajer."""
    if not dikenal(oleh) or not oleh.berperan(*PERAN_LIHAT_JADWAL):
        return Penugasan.objects.none().values("pengguna")
    tugas = Penugasan.objects.terlihat(oleh=oleh).berlaku().filter(peran__in=PERAN_PENANGAN)
    return tugas.order_by().values("pengguna")


class MilikOrangQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> MilikOrangQuerySet:
        """Milik sendiri, dan milik rekan penangan di kawasan yang sama."""
        if not dikenal(oleh):
            return self.none()
        return self.filter(Q(pengguna=oleh) | Q(pengguna__in=rekan_terlihat(oleh=oleh)))


class MilikOrang(models.Model):
    """Baris jadwal seseorang: hanya dirinya yang mengubah, rekannya membaca."""

    objects = MilikOrangQuerySet.as_manager()

    class Meta:
        abstract = True

    def boleh_dilihat(self, *, oleh) -> bool:
        if not dikenal(oleh):
            return False
        if oleh.pk == self.pengguna_id:
            return True
        return oleh.berperan(*PERAN_LIHAT_JADWAL) and any(
            tugas.peran in PERAN_PENANGAN and tugas.boleh_dilihat(oleh=oleh)
            for tugas in self.pengguna.penugasan_berlaku
        )

    def boleh_diubah(self, *, oleh) -> bool:
        return dikenal(oleh) and oleh.pk == self.pengguna_id


class Ketersediaan(MilikOrang):
    """Jam seseorang bisa menangani tiket, beban terbanyaknya, dan bidang yang dikuasainya.

    Tanpa baris ini orang dianggap bisa kapan saja, untuk semua bidang. Bersedia tidaknya di satu simpul tetap
    `AnggotaSimpul.tersedia`.
    """

    pengguna = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="ketersediaan"
    )
    jam = models.JSONField("jam mingguan", null=True, blank=True, validators=[periksa_jam])
    maks_tiket = models.PositiveSmallIntegerField(
        "paling banyak tiket sekaligus", default=MAKS_TIKET_BAWAAN,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )  # fmt: skip
    bidang = models.ManyToManyField(
        Bidang, blank=True, related_name="ahli", verbose_name="bidang yang dikuasai",
        help_text="Kosong berarti semua bidang.",
    )  # fmt: skip
    tampil_bidang = models.BooleanField(
        "bidang tampil di direktori",
        default=False,
        help_text="Orang lain menemukan Anda lewat bidang yang Anda kuasai.",
    )
    tidak_bisa_sampai = models.DateTimeField("sedang tidak bisa sampai", null=True, blank=True)
    diubah = models.DateTimeField("diubah", auto_now=True)

    class Meta:
        verbose_name = "ketersediaan"
        verbose_name_plural = "ketersediaan"
        constraints = [
            models.CheckConstraint(condition=Q(maks_tiket__gte=1, maks_tiket__lte=50), name="ketersediaan_maks_wajar")
        ]

    def __str__(self) -> str:
        return f"Ketersediaan {self.pengguna}"

    @property
    def sedang_tidak_bisa(self) -> bool:
        return self.tidak_bisa_sampai is not None and self.tidak_bisa_sampai > timezone.now()

    def absen(self, cuti: Iterable[Cuti], *, zona: ZoneInfo) -> list[Selang]:
        """Cuti dan "sedang tidak bisa" sebagai selang waktu, untuk `forum.jadwal`."""
        selang = [satu.selang(zona) for satu in cuti]
        if self.sedang_tidak_bisa:
            selang.append((datetime(2000, 1, 1, tzinfo=zona), self.tidak_bisa_sampai))
        return selang


class Cuti(MilikOrang):
    """Tanggal-tanggal seseorang tidak menangani tiket; kedua hari batas termasuk. Alasannya tidak ditanyakan."""

    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cuti")
    mulai = models.DateField("dari tanggal")
    selesai = models.DateField("sampai tanggal")
    kunci_kirim = models.UUIDField("kunci kirim", null=True, editable=False)

    class Meta:
        verbose_name = "cuti"
        verbose_name_plural = "cuti"
        ordering = ["mulai", "pk"]
        indexes = [models.Index(fields=["pengguna", "selesai"], name="cuti_pengguna_selesai")]
        constraints = [
            models.CheckConstraint(condition=Q(selesai__gte=models.F("mulai")), name="cuti_urut"),
            models.UniqueConstraint(fields=["pengguna", "kunci_kirim"], name="cuti_sekali_kirim"),
        ]

    def __str__(self) -> str:
        return f"Cuti {self.pengguna} {self.mulai:%Y-%m-%d}–{self.selesai:%Y-%m-%d}"

    def selang(self, zona: ZoneInfo) -> Selang:
        return saat_setempat(self.mulai, 0, zona), saat_setempat(self.selesai, 1440, zona)

    def memuat(self, hari: date) -> bool:
        return self.mulai <= hari <= self.selesai
