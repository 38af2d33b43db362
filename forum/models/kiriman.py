from __future__ import annotations

from html import unescape

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.html import strip_tags

from forum.hak import dikenal

from .simpul import Simpul
from .topik import MILIK_PENULIS, Keadaan, Topik


class KirimanQuerySet(models.QuerySet):
    def tampil(self) -> KirimanQuerySet:
        return self.filter(keadaan=Keadaan.TAMPIL)

    def terlihat(self, *, oleh) -> KirimanQuerySet:
        """Kiriman yang isinya boleh dibaca `oleh`."""
        syarat = Q(keadaan=Keadaan.TAMPIL)
        if dikenal(oleh):
            syarat |= Q(penulis=oleh, keadaan__in=MILIK_PENULIS)
            syarat |= Q(topik__ruang__simpul__in=Simpul.objects.dimoderasi(oleh=oleh).values("pk"))
        return self.filter(syarat, topik__in=Topik.objects.terlihat(oleh=oleh).values("pk"))

    def terbaca(self, *, oleh) -> KirimanQuerySet:
        """Untuk umpan, halaman orang, dan pencarian: yang tampil di topik yang tampil."""
        return self.filter(
            Exists(Topik.objects.terbaca(oleh=oleh).filter(pk=OuterRef("topik"))), keadaan=Keadaan.TAMPIL
        )


class Kiriman(models.Model):
    """Satu tulisan di dalam topik. `html` selalu hasil `forum.perender`, tidak pernah dibuat saat halaman dibuka."""

    # Indeks FK diganti indeks gabungan di bawah: satu tulisan sebaiknya sesedikit mungkin menyentuh pohon indeks.
    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="kiriman", db_index=False)
    nomor = models.PositiveIntegerField("nomor")
    penulis = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="kiriman",
        db_index=False,
    )
    nama_samaran = models.CharField(
        "nama tersamar", max_length=40, blank=True, default="", help_text="Hanya pada kiriman dari arsip obrolan."
    )
    asal = models.CharField("diimpor dari", max_length=10, blank=True, default="")
    sumber = models.TextField("sumber (Markdown)")
    html = models.TextField("html")
    versi_perender = models.PositiveSmallIntegerField("versi perender", default=0)
    keadaan = models.PositiveSmallIntegerField("keadaan", choices=Keadaan.choices, default=Keadaan.TAMPIL)
    balasan_untuk = models.PositiveIntegerField("membalas nomor", null=True, blank=True)
    jumlah_suka = models.PositiveIntegerField("jumlah terima kasih", default=0)
    jumlah_sunting = models.PositiveSmallIntegerField("jumlah suntingan", default=0)
    pindah_ke = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        db_index=False, help_text="Terisi pada nisan: tempat barunya sesudah topiknya digabung atau dipisah.",
    )  # fmt: skip
    dihapus_pada = models.DateTimeField("dihapus", null=True, blank=True)
    dihapus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    kunci_kirim = models.UUIDField("kunci kirim", null=True, blank=True, editable=False)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)
    disunting = models.DateTimeField("disunting", null=True, blank=True)

    objects = KirimanQuerySet.as_manager()

    class Meta:
        verbose_name = "kiriman"
        verbose_name_plural = "kiriman"
        constraints = [
            models.UniqueConstraint(fields=["topik", "nomor"], name="kiriman_nomor_per_topik"),
            models.UniqueConstraint(
                fields=["penulis", "kunci_kirim"], condition=Q(kunci_kirim__isnull=False), name="kiriman_sekali_kirim"
            ),
            models.CheckConstraint(condition=Q(nomor__gte=1), name="kiriman_nomor_dari_satu"),
        ]
        indexes = [
            models.Index("penulis", F("dibuat").desc(), name="kiriman_penulis"),
            models.Index("keadaan", condition=~Q(keadaan=0), name="kiriman_tak_tampil"),
            models.Index("versi_perender", name="kiriman_versi"),
            models.Index("pindah_ke", condition=Q(pindah_ke__isnull=False), name="kiriman_pindah"),
            models.Index("dihapus_oleh", condition=Q(dihapus_oleh__isnull=False), name="kiriman_dihapus_oleh"),
        ]

    def __str__(self) -> str:
        return f"#{self.nomor} {self.topik}"

    def get_absolute_url(self) -> str:
        return self.topik.alamat_kiriman(self.nomor)

    @property
    def url_dibalas(self) -> str:
        return self.topik.alamat_kiriman(self.balasan_untuk or 1)

    @property
    def tampil(self) -> bool:
        return self.keadaan == Keadaan.TAMPIL

    @property
    def nama_penulis(self) -> str:
        """Nama penulisnya, samarannya bila dari arsip obrolan, atau "Anggota terhapus"."""
        return self.penulis.nama if self.penulis else self.nama_samaran or "Anggota terhapus"

    @property
    def teks(self) -> str:
        """Isinya sebagai teks sebaris, tanpa tag dan tanpa sandi HTML: untuk cuplikan, kabar, dan mesin pencari."""
        return " ".join(unescape(strip_tags(self.html)).split())

    @property
    def asal_impor(self) -> str:
        return {"telegram": "Telegram", "whatsapp": "WhatsApp"}.get(self.asal, "")

    def boleh_dilihat(self, *, oleh, hak=None) -> bool:
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        if not self.topik.boleh_dilihat(oleh=oleh, hak=hak):
            return False
        milik = hak.berakun and self.keadaan in MILIK_PENULIS
        return self.tampil or hak.moderasi or (milik and oleh.pk == self.penulis_id)

    def boleh_disunting(self, *, oleh, hak=None) -> bool:
        """Penulisnya, atau moderator dengan alasan; topik terkunci hanya oleh moderator."""
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        milik = oleh.pk == self.penulis_id and self.keadaan != Keadaan.DISEMBUNYIKAN and not self.topik.terkunci
        kuasa = hak.berakun and self.keadaan != Keadaan.DIHAPUS and (milik or hak.moderasi)
        return kuasa and self.boleh_dilihat(oleh=oleh, hak=hak)

    def boleh_dihapus(self, *, oleh, hak=None) -> bool:
        """Balasan tampil, oleh penulisnya atau pengurus; kiriman pertama disembunyikan bersama topiknya."""
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        milik = hak.berakun and oleh.pk == self.penulis_id and not self.topik.terkunci
        kuasa = self.tampil and self.nomor > 1 and (milik or hak.moderasi)
        return kuasa and self.boleh_dilihat(oleh=oleh, hak=hak)

    def boleh_dikembalikan(self, *, oleh, hak=None) -> bool:
        """Selama isinya masih disimpan: pengurus, atau penulis yang menariknya sendiri."""
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        ada = self.keadaan == Keadaan.DIHAPUS and self.pindah_ke_id is None and self.sumber != ""
        milik = hak.berakun and oleh.pk == self.penulis_id == self.dihapus_oleh_id
        return ada and hak.isi and (hak.moderasi or milik)

    def boleh_dilaporkan(self, *, oleh, hak=None) -> bool:
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        return hak.berakun and self.tampil and oleh.pk != self.penulis_id and self.boleh_dilihat(oleh=oleh, hak=hak)

    def boleh_disukai(self, *, oleh, hak=None) -> bool:
        return self.boleh_dilaporkan(oleh=oleh, hak=hak)

    def boleh_dilihat_riwayatnya(self, *, oleh, hak=None) -> bool:
        """Versi lama dapat memuat hal yang sudah dibuang penulisnya: hanya ia dan moderator."""
        hak = hak or self.topik.ruang.simpul.hak(oleh)
        milik = hak.berakun and oleh.pk == self.penulis_id
        return self.boleh_dilihat(oleh=oleh, hak=hak) and (milik or hak.moderasi)


class RevisiKiriman(models.Model):
    """Sumber sebelum suntingan ke-n; yang berlaku ada di `Kiriman.sumber`."""

    kiriman = models.ForeignKey(Kiriman, on_delete=models.CASCADE, related_name="revisi")
    n = models.PositiveSmallIntegerField("suntingan ke")
    sumber = models.TextField("sumber sebelumnya")
    penyunting = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    alasan = models.CharField("alasan", max_length=200, blank=True)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    class Meta:
        verbose_name = "revisi kiriman"
        verbose_name_plural = "revisi kiriman"
        constraints = [models.UniqueConstraint(fields=["kiriman", "n"], name="revisi_urut")]


class Reaksi(models.Model):
    """Satu orang berterima kasih satu kali untuk satu kiriman."""

    class Jenis(models.TextChoices):
        MEMBANTU = "membantu", "membantu"

    kiriman = models.ForeignKey(Kiriman, on_delete=models.CASCADE, related_name="reaksi")
    pengguna = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="reaksi"
    )
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices, default=Jenis.MEMBANTU)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)

    class Meta:
        verbose_name = "reaksi"
        verbose_name_plural = "reaksi"
        constraints = [models.UniqueConstraint(fields=["kiriman", "pengguna", "jenis"], name="reaksi_sekali")]
