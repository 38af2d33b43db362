from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from wilayah import kode as aturan_kode
from wilayah.kode import SELURUH_INDONESIA, Rentang
from wilayah.models import Wilayah
from wilayah.zona import WIB, WIT, WITA

from .. import telepon as aturan_telepon
from .penugasan import PEMBERI, Penugasan, Peran

SELALU = ~Q(pk__in=[])  # `Q()` kosong hilang begitu di-OR-kan dengan syarat lain
TIDAK_PERNAH = Q(pk__in=[])
# Peran yang boleh melihat nomor HP dan surel orang di wilayahnya.
PERAN_KONTAK = (Peran.PEGIAT, Peran.PETUGAS, Peran.MANAJER, Peran.PENGELOLA)
# Peran yang punya halaman "Tim wilayah".
PERAN_TIM = (Peran.PEGIAT, Peran.PETUGAS, Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA)


def kawasan(wilayah: Wilayah) -> Rentang:
    """Kabupaten tempat `wilayah` berada; provinsi adalah kawasannya sendiri."""
    return aturan_kode.rentang(wilayah.kode[:5])


class PenggunaQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> PenggunaQuerySet:
        """Diri sendiri dan orang yang salah satu penugasannya terlihat; pengelola melihat semua akun."""
        if not oleh.is_authenticated:
            return self.none()
        if oleh.berperan(Peran.PENGELOLA):
            return self
        return self.filter(
            Q(pk=oleh.pk) | Q(pk__in=Penugasan.objects.terlihat(oleh=oleh).order_by().values("pengguna"))
        )


class PenggunaManager(UserManager.from_queryset(PenggunaQuerySet)):
    use_in_migrations = False


class Pengguna(AbstractUser):
    """Orang yang punya akun. Nama lengkap disimpan utuh di `first_name`, sebab pustaka tetangga membacanya di sana.

    Nomor HP baru memberi jalan masuk sesudah dikonfirmasi orang lain; karena itu hanya nomor terbukti yang unik,
    dan mendaftar dengan nomor orang lain tidak membocorkan bahwa nomor itu sudah punya akun.
    """

    class Zona(models.TextChoices):
        WIB = WIB, "WIB"
        WITA = WITA, "WITA"
        WIT = WIT, "WIT"

    first_name = models.CharField("nama lengkap", max_length=150, blank=True)
    email = models.EmailField("email", blank=True, db_index=True)
    telepon = models.CharField("nomor HP", max_length=20, null=True, blank=True, db_index=True, help_text="+62…")
    telepon_terbukti = models.BooleanField("nomor HP dikonfirmasi", default=False)
    zona = models.CharField("zona waktu", max_length=40, choices=Zona.choices, default=Zona.WIB)
    contoh = models.BooleanField(
        "orang contoh", default=False, help_text="Bagian dari dunia contoh, bukan orang nyata."
    )
    kunci_daftar = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    tenang_dari = models.PositiveSmallIntegerField("jam tenang mulai", null=True, blank=True)
    tenang_sampai = models.PositiveSmallIntegerField("jam tenang selesai", null=True, blank=True)
    email_mati_pada = models.DateTimeField(
        "email tidak sampai sejak",
        null=True,
        blank=True,
        editable=False,
        help_text="Dikosongkan saat alamat dibuktikan.",
    )
    dihapus_pada = models.DateTimeField("dihapus pada", null=True, blank=True, editable=False)

    objects = PenggunaManager()

    class Meta(AbstractUser.Meta):
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        swappable = "AUTH_USER_MODEL"
        constraints = [
            models.UniqueConstraint(
                fields=["telepon"], condition=Q(telepon_terbukti=True), name="pengguna_telepon_terbukti_unik"
            ),
        ]

    @property
    def telepon_tampil(self) -> str:
        """`0812-3456-7890`, bentuk yang dibaca orang."""
        return aturan_telepon.tampil(self.telepon)

    @property
    def nama(self) -> str:
        return self.get_full_name() or self.username

    @staticmethod
    def kolom_nama(*jalur: str) -> list[str]:
        """Kolom yang dibaca `nama`, untuk `only()`: milik orang itu sendiri, atau yang ditunjuk tiap `jalur`."""
        return [
            f"{awal}{satu}"
            for awal in ([f"{j}__" for j in jalur] or [""])
            for satu in ("username", "first_name", "last_name")
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return reverse("akun:orang", args=[self.username])

    # --- Wewenang: satu aturan untuk seluruh rumah -----------------------------------------------------------------
    @cached_property
    def penugasan_berlaku(self) -> list:
        """Penugasan yang berlaku hari ini, dibaca sekali per permintaan."""
        if not self.is_active:
            return []
        return list(self.penugasan.berlaku().select_related("wilayah"))

    def segarkan_kuasa(self) -> None:
        """Melupakan penugasan yang sudah dibaca, sesudah penugasan orang ini berubah."""
        self.__dict__.pop("penugasan_berlaku", None)

    def berperan(self, *peran: str) -> bool:
        return any(tugas.peran in peran for tugas in self.penugasan_berlaku)

    def rentang_kuasa(self, *peran: str) -> list[Rentang]:
        """Rentang kunci yang dibawahi lewat salah satu `peran`; penugasan tanpa wilayah berarti seluruh Indonesia."""
        return [
            tugas.wilayah.rentang if tugas.wilayah else SELURUH_INDONESIA
            for tugas in self.penugasan_berlaku
            if tugas.peran in peran
        ]

    def berkuasa(self, *peran: str, atas: Wilayah | None) -> bool:
        """Benar bila satu penugasan dengan salah satu `peran` menjangkau `atas` (None: hanya yang nasional)."""
        if atas is None:
            return SELURUH_INDONESIA in self.rentang_kuasa(*peran)
        return any(awal <= atas.kunci <= akhir for awal, akhir in self.rentang_kuasa(*peran))

    def q_kuasa(self, *peran: str, jalur: str = "wilayah__kunci") -> Q:
        """Syarat kueri yang sama dengan `berkuasa`: `jalur` menunjuk ke kunci wilayah baris itu."""
        syarat = TIDAK_PERNAH
        for rentang in self.rentang_kuasa(*peran):
            if rentang == SELURUH_INDONESIA:
                return SELALU
            syarat |= Q(**{f"{jalur}__range": rentang})
        return syarat

    def sekawasan(self, atas: Wilayah | None) -> bool:
        """Benar bila orang ini bertugas di kawasan (kabupaten) yang sama, di bawah, atau di atas `atas`.

        Rekan sekawasan saling melihat nama dan peran; yang bertugas nasional terlihat oleh semua yang bertugas.
        """
        for tugas in self.penugasan_berlaku:
            if atas is None or tugas.wilayah is None:
                return True
            awal, akhir = kawasan(tugas.wilayah)
            if awal <= atas.kunci <= akhir or atas.memuat(tugas.wilayah):
                return True
        return False

    def q_sekawasan(self, jalur: str = "wilayah") -> Q:
        """Syarat kueri yang sama dengan `sekawasan`; `jalur` menunjuk ke wilayah baris itu."""
        if not self.penugasan_berlaku:
            return TIDAK_PERNAH
        syarat = Q(**{f"{jalur}__isnull": True})
        for tugas in self.penugasan_berlaku:
            if tugas.wilayah is None:
                return SELALU
            syarat |= Q(**{f"{jalur}__kunci__range": kawasan(tugas.wilayah)})
            syarat |= Q(**{f"{jalur}__kode__in": aturan_kode.leluhur(tugas.wilayah.kode)})
        return syarat

    @property
    def wilayah_utama(self) -> Wilayah | None:
        """Wilayah penugasan paling sempit: tempat orang ini sehari-hari bekerja."""
        wilayah = [tugas.wilayah for tugas in self.penugasan_berlaku if tugas.wilayah]
        return max(wilayah, key=lambda satu: len(satu.kode), default=None)

    # --- Kalimat hak ------------------------------------------------------------------------------------------------
    def boleh_memberi(self, peran: str, *, atas: Wilayah | None) -> bool:
        """Siapa boleh mengundang, memberi, mengonfirmasi, dan mencabut `peran` di `atas`."""
        return self.is_authenticated and self.berkuasa(*PEMBERI[peran], atas=atas)

    @property
    def peran_yang_boleh_diberi(self) -> list[str]:
        return [peran for peran in Peran.values if self.berperan(*PEMBERI[peran])]

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and (
            oleh.pk == self.pk
            or oleh.berperan(Peran.PENGELOLA)
            or any(tugas.boleh_dilihat(oleh=oleh) for tugas in self.penugasan.select_related("wilayah"))
        )

    def boleh_dilihat_kontaknya(self, *, oleh) -> bool:
        """Nomor HP dan surel: diri sendiri, serta pegiat, petugas, manajer, pengelola di atas wilayah tugasnya."""
        if not oleh.is_authenticated:
            return False
        if oleh.pk == self.pk or oleh.berperan(Peran.PENGELOLA):
            return True
        if not oleh.berperan(*PERAN_KONTAK) or not self.boleh_dilihat(oleh=oleh):
            return False
        tugas = self.penugasan.filter(keadaan__in=[Penugasan.Keadaan.AKTIF, Penugasan.Keadaan.MENUNGGU])
        return any(oleh.berkuasa(*PERAN_KONTAK, atas=satu.wilayah) for satu in tugas.select_related("wilayah"))

    def boleh_dikonfirmasi_nomornya(self, *, oleh) -> bool:
        return bool(
            self.telepon
            and not self.telepon_terbukti
            and oleh.is_authenticated
            and oleh.pk != self.pk
            and self.boleh_dilihat_kontaknya(oleh=oleh)
        )

    @staticmethod
    def kunci_baru() -> str:
        """Kunci tersembunyi sebuah formulir: kirim dua kali tetap satu baris."""
        return str(uuid.uuid4())
