from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from akun.models import Peran

from .kontak import Kontak
from .peristiwa import PeristiwaTiket
from .tiket import ProfilTiket


class SuratMasukQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> SuratMasukQuerySet:
        """Surat yang belum tentu milik desa mana: hanya petugas nasional."""
        if not oleh.is_authenticated or not oleh.berkuasa(Peran.PETUGAS, atas=None):
            return self.none()
        return self

    def diparkir(self) -> SuratMasukQuerySet:
        return self.filter(keadaan=SuratMasuk.Keadaan.DIPARKIR)


class SuratMasuk(models.Model):
    """Satu surat yang pernah tiba. Bitanya disimpan lebih dahulu, baru dibaca; mengolahnya dua kali tidak mengubah apa pun.

    `klaim` unik atas Message-ID (dibuat dari bitanya bila tidak ada), sehingga surat yang sama lewat alias, kotak lain,
    atau pengambilan yang terputus tetap satu baris (domain helpdesk.md 4.1).
    """

    class Keadaan(models.TextChoices):
        DITERIMA = "diterima", "menunggu diolah"
        DIOLAH = "diolah", "masuk tiket"
        DIPARKIR = "diparkir", "menunggu diperiksa"
        DIABAIKAN = "diabaikan", "tidak masuk percakapan"

    class Hasil(models.TextChoices):
        TIKET_BARU = "tiket_baru", "tiket baru"
        BALASAN = "balasan", "balasan"
        CATATAN = "catatan", "catatan dalam"
        OTOMATIS = "otomatis", "balasan otomatis"
        PANTULAN = "pantulan", "email tidak sampai"
        GEMA = "gema", "surat kita sendiri"
        DITOLAK = "ditolak", "ditolak, terlalu besar"
        DIABAIKAN = "diabaikan", "diabaikan petugas"
        FORUM = "forum", "balasan forum"

    klaim = models.CharField("klaim", max_length=64, unique=True, editable=False)
    sidik = models.CharField("sidik badan", max_length=64, editable=False)
    message_id = models.CharField("Message-ID", max_length=910, blank=True)
    kotak = models.CharField("kotak surat", max_length=120, blank=True)
    mentah = models.CharField("berkas surat asli", max_length=120, blank=True, editable=False)
    ukuran = models.PositiveIntegerField("ukuran (bita)", default=0)
    diterima = models.DateTimeField("diterima", default=timezone.now)
    dibuat = models.DateTimeField("dicatat", auto_now_add=True)
    id_kembar = models.BooleanField("Message-ID kembar dengan isi berbeda", default=False)
    ulangan = models.PositiveIntegerField("kali tiba lagi", default=0)

    tanggal = models.DateTimeField("ditulis", null=True, blank=True)
    pengirim_nama = models.CharField("nama pengirim", max_length=120, blank=True)
    pengirim_email = models.CharField("alamat pengirim", max_length=254, blank=True)
    perihal = models.TextField("perihal", blank=True)
    pokok = models.CharField("pokok perihal", max_length=200, blank=True, editable=False)
    penerima = models.JSONField("kepada dan tembusan", default=list, blank=True)
    teks = models.TextField("teks lengkap, tersamar", blank=True)
    ada_kutipan = models.BooleanField("ada kutipan yang dilipat", default=False)
    gambar_sebaris = models.JSONField("sidik gambar sebaris", default=list, blank=True, editable=False)

    golongan = models.CharField("golongan", max_length=10, blank=True)
    keadaan = models.CharField("keadaan", max_length=9, choices=Keadaan.choices, default=Keadaan.DITERIMA)
    hasil = models.CharField("hasil", max_length=10, choices=Hasil.choices, blank=True)
    sebab = models.CharField("sebab diparkir", max_length=500, blank=True)
    tanda = models.JSONField("tanda untuk petugas", default=list, blank=True)
    ditahan = models.JSONField("lampiran yang ditahan", default=list, blank=True)
    profil = models.ForeignKey(
        ProfilTiket, on_delete=models.SET_NULL, null=True, blank=True, related_name="surat_masuk", verbose_name="tiket"
    )
    peristiwa = models.OneToOneField(
        PeristiwaTiket, on_delete=models.SET_NULL, null=True, blank=True, related_name="surat_masuk"
    )
    terkait = models.ForeignKey(
        ProfilTiket, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="mungkin terkait",
        help_text="Disebut di perihal, tetapi pengirimnya bukan orang tiket itu.",
    )  # fmt: skip
    kontak = models.ForeignKey(Kontak, on_delete=models.SET_NULL, null=True, blank=True, related_name="surat_masuk")
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    diolah_pada = models.DateTimeField("diolah", null=True, blank=True)
    diakui_pada = models.DateTimeField("tanda terima dikirim", null=True, blank=True)
    diberi_tahu_pada = models.DateTimeField(
        "pemberitahuan berkas dikirim",
        null=True,
        blank=True,
        help_text="Pengirim sudah tahu berkas mana yang tidak ikut.",
    )
    diurus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    jejak = models.JSONField("jejak petugas", default=list, blank=True, editable=False)

    objects = SuratMasukQuerySet.as_manager()

    class Meta:
        verbose_name = "surat masuk"
        verbose_name_plural = "surat masuk"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["keadaan", "-id"], name="surat_masuk_keadaan"),
            models.Index(fields=["id"], condition=Q(keadaan="diterima"), name="surat_masuk_menunggu"),
            models.Index(fields=["pengirim_email", "-diolah_pada"], name="surat_masuk_pengirim"),
            models.Index(fields=["profil", "-id"], name="surat_masuk_tiket"),
        ]

    def __str__(self) -> str:
        return self.perihal or "(tanpa subjek)"

    @property
    def pengirim(self) -> str:
        if self.pengirim_nama and self.pengirim_email:
            return f"{self.pengirim_nama} <{self.pengirim_email}>"
        return self.pengirim_nama or self.pengirim_email or "pengirim tidak terbaca"

    def boleh_dilihat(self, *, oleh) -> bool:
        return oleh.is_authenticated and oleh.berkuasa(Peran.PETUGAS, atas=None)

    def boleh_diurus(self, *, oleh) -> bool:
        """Memproses lagi, menjadikan tiket, menempel, mengabaikan: petugas nasional, selama belum masuk tiket."""
        return self.boleh_dilihat(oleh=oleh) and self.profil_id is None


class KotakSurat(models.Model):
    """Kabar terakhir tiap kotak surat. Alamat dan sandinya hanya di lingkungan, tidak pernah di sini."""

    nama = models.CharField("nama", max_length=120, unique=True)
    dicoba = models.DateTimeField("terakhir dicoba", null=True, blank=True)
    berhasil = models.DateTimeField("terakhir berhasil", null=True, blank=True)
    galat = models.CharField("galat", max_length=300, blank=True)
    diambil = models.PositiveIntegerField("surat diambil", default=0)

    class Meta:
        verbose_name = "kotak surat"
        verbose_name_plural = "kotak surat"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama
