from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from wilayah.kode import SELURUH_INDONESIA, Rentang
from wilayah.models import Wilayah
from wilayah.zona import WIB, WIT, WITA


class Pengguna(AbstractUser):
    """Orang yang punya akun. Nama lengkap disimpan utuh di `first_name`, sebab pustaka tetangga membacanya di sana."""

    class Zona(models.TextChoices):
        WIB = WIB, "WIB"
        WITA = WITA, "WITA"
        WIT = WIT, "WIT"

    first_name = models.CharField("nama lengkap", max_length=150, blank=True)
    email = models.EmailField("surel", blank=True, db_index=True)
    telepon = models.CharField("nomor HP", max_length=20, null=True, blank=True, unique=True, help_text="+62…")
    telepon_terbukti = models.BooleanField("nomor HP dikonfirmasi", default=False)
    zona = models.CharField("zona waktu", max_length=40, choices=Zona.choices, default=Zona.WIB)
    contoh = models.BooleanField(
        "orang contoh", default=False, help_text="Bagian dari dunia contoh, bukan orang nyata."
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        swappable = "AUTH_USER_MODEL"

    @property
    def nama(self) -> str:
        return self.get_full_name() or self.username

    def __str__(self) -> str:
        return self.nama

    # --- Wewenang: satu aturan untuk seluruh rumah -----------------------------------------------------------------
    @cached_property
    def penugasan_berlaku(self) -> list:
        """Penugasan yang berlaku hari ini, dibaca sekali per permintaan."""
        if not self.is_active:
            return []
        return list(self.penugasan.berlaku().select_related("wilayah"))

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
        syarat = Q(pk__in=[])
        for rentang in self.rentang_kuasa(*peran):
            if rentang == SELURUH_INDONESIA:
                return ~Q(pk__in=[])  # selalu benar; `Q()` kosong hilang begitu di-OR-kan dengan syarat lain
            syarat |= Q(**{f"{jalur}__range": rentang})
        return syarat

    @property
    def wilayah_utama(self) -> Wilayah | None:
        """Wilayah penugasan paling sempit: tempat orang ini sehari-hari bekerja."""
        wilayah = [tugas.wilayah for tugas in self.penugasan_berlaku if tugas.wilayah]
        return max(wilayah, key=lambda satu: len(satu.kode), default=None)
