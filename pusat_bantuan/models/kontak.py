from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q


class KontakManager(models.Manager):
    def dari_email(self, *, email: str, nama: str = "") -> Kontak:
        """Kontak pemilik alamat itu; dibuat bila belum ada. Nama yang sudah tercatat tidak ditimpa."""
        email = email.strip().lower()
        if not email:
            raise ValueError("Alamat email kosong.")
        try:
            with transaction.atomic():
                kontak, _ = self.get_or_create(email=email, defaults={"nama": nama[:120]})
        except IntegrityError:
            kontak = self.get(email=email)
        return kontak


class Kontak(models.Model):
    """Peminta bantuan tanpa (atau sebelum punya) akun: pengirim email, tamu formulir, penelepon, orang dari sistem lain.

    Alamat yang sama dengan milik sebuah akun tidak memberi hak akun itu; `pengguna` hanya diisi sesudah alamatnya
    terbukti (domain helpdesk.md 1, cacat 21).
    """

    nama = models.CharField("nama", max_length=120, blank=True)
    email = models.EmailField("email", blank=True)
    hp = models.CharField("nomor HP", max_length=20, blank=True, help_text="+62…")
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="kontak_bantuan"
    )
    email_mati_pada = models.DateTimeField("email tidak sampai sejak", null=True, blank=True)
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = KontakManager()

    class Meta:
        verbose_name = "kontak"
        verbose_name_plural = "kontak"
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="kontak_email_unik"),
        ]
        indexes = [models.Index(fields=["hp"], name="kontak_hp")]

    def __str__(self) -> str:
        return self.sebutan

    @property
    def sebutan(self) -> str:
        """Nama untuk ditampilkan kepada yang menangani."""
        return self.nama or self.email or self.hp or "tanpa nama"
