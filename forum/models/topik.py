from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from forum.alamat import alamat
from forum.hak import dikenal
from modul_pelatihan.models import Bidang, PelajaranPage
from wilayah.models import Wilayah

from .ruang import Ruang
from .simpul import Simpul


class Keadaan(models.IntegerChoices):
    TAMPIL = 0, "tampil"
    MENUNGGU = 1, "menunggu pemeriksaan"
    DISEMBUNYIKAN = 2, "disembunyikan"
    DIHAPUS = 3, "dihapus"


# Yang tetap dilihat penulisnya sendiri walau orang lain tidak (domain forum.md 7)
MILIK_PENULIS = (Keadaan.TAMPIL, Keadaan.MENUNGGU, Keadaan.DISEMBUNYIKAN)


class TopikQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> TopikQuerySet:
        """Semua yang boleh dibuka `oleh`: yang tampil, milik sendiri yang tertahan, semua di simpul moderasinya."""
        syarat = Q(keadaan=Keadaan.TAMPIL)
        if dikenal(oleh):
            syarat |= Q(penulis=oleh, keadaan__in=MILIK_PENULIS)
            syarat |= Q(ruang__simpul__in=Simpul.objects.dimoderasi(oleh=oleh).values("pk"))
        return self.filter(syarat, ruang__in=Ruang.objects.terlihat(oleh=oleh).values("pk"))

    def terbaca(self, *, oleh) -> TopikQuerySet:
        """Untuk daftar, hitungan, dan pencarian: hanya yang tampil di ruang yang boleh dibaca.

        EXISTS per baris, bukan IN: perencana tetap menyusuri indeks urutan lalu berhenti pada LIMIT.
        """
        ruang = Ruang.objects.terlihat(oleh=oleh).filter(pk=OuterRef("ruang"))
        return self.filter(Exists(ruang), keadaan=Keadaan.TAMPIL)

    def tampil_di(self, ruang: Ruang) -> TopikQuerySet:
        """Yang tampil di ruang yang hak bacanya sudah diperiksa pemanggilnya."""
        return self.filter(ruang=ruang, keadaan=Keadaan.TAMPIL)

    def belum_terjawab(self) -> TopikQuerySet:
        """Pertanyaan yang tampil dan belum punya jawaban diterima."""
        return self.filter(jenis=Topik.Jenis.TANYA, jawaban__isnull=True, keadaan=Keadaan.TAMPIL)

    def terbaru(self) -> TopikQuerySet:
        return self.order_by("-dibalas_pada", "-pk")


class Topik(models.Model):
    """Satu utas. Angka dan penanda terakhirnya hanya diubah `forum/layanan/` di bawah kunci baris ini."""

    class Jenis(models.TextChoices):
        TANYA = "tanya", "pertanyaan"
        DISKUSI = "diskusi", "diskusi"
        PENGUMUMAN = "pengumuman", "pengumuman"
        ACARA = "acara", "acara"
        USULAN = "usulan", "usulan"
        JAJAK = "jajak", "jajak pendapat"

    ruang = models.ForeignKey(Ruang, on_delete=models.PROTECT, related_name="topik")
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices, default=Jenis.DISKUSI)
    judul = models.CharField("judul", max_length=160)
    slug = models.SlugField("slug", max_length=80, db_index=False)
    penulis = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="topik",
        db_index=False,
    )
    keadaan = models.PositiveSmallIntegerField("keadaan", choices=Keadaan.choices, default=Keadaan.TAMPIL)
    terkunci = models.BooleanField("terkunci", default=False)
    disematkan_sampai = models.DateTimeField("disematkan sampai", null=True, blank=True)
    nomor_tertinggi = models.PositiveIntegerField("nomor tertinggi", default=0, help_text="Tidak pernah turun.")
    nomor_akhir = models.PositiveIntegerField("nomor kiriman tampil terakhir", default=0)
    jumlah_kiriman = models.PositiveIntegerField("jumlah kiriman tampil", default=0)
    kiriman_akhir = models.ForeignKey(
        "forum.Kiriman", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    penulis_akhir = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    digabung_ke = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="gabungan", editable=False
    )
    jumlah_dukungan = models.PositiveIntegerField("jumlah dukungan", default=0, editable=False)
    dibalas_pada = models.DateTimeField("dibalas pada", default=timezone.now)
    jawaban = models.OneToOneField(
        "forum.Kiriman", on_delete=models.SET_NULL, null=True, blank=True, related_name="menjawab"
    )
    dibuat = models.DateTimeField("dibuat", default=timezone.now)
    bidang = models.ManyToManyField(Bidang, through="forum.TopikBidang", related_name="topik")
    wilayah = models.ManyToManyField(Wilayah, through="forum.TopikWilayah", related_name="topik")

    objects = TopikQuerySet.as_manager()

    class Meta:
        verbose_name = "topik"
        verbose_name_plural = "topik"
        constraints = [
            models.CheckConstraint(
                condition=Q(jumlah_kiriman__lte=F("nomor_tertinggi")), name="topik_jumlah_dalam_nomor"
            ),
            models.CheckConstraint(condition=Q(nomor_akhir__lte=F("nomor_tertinggi")), name="topik_akhir_dalam_nomor"),
            models.CheckConstraint(
                condition=Q(jawaban__isnull=True) | Q(jenis="tanya"), name="topik_hanya_tanya_terjawab"
            ),
        ]
        indexes = [
            models.Index("ruang", F("dibalas_pada").desc(), F("id").desc(), condition=Q(keadaan=0), name="topik_ruang"),
            models.Index(F("dibalas_pada").desc(), F("id").desc(), condition=Q(keadaan=0), name="topik_terbaru"),
            models.Index(
                "jenis", F("dibalas_pada").desc(), F("id").desc(),
                condition=Q(keadaan=0, jawaban__isnull=True), name="topik_belum_terjawab",
            ),
            models.Index("penulis", F("dibalas_pada").desc(), F("id").desc(), name="topik_penulis"),
            models.Index("ruang", condition=Q(disematkan_sampai__isnull=False), name="topik_disematkan"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.judul

    def get_absolute_url(self) -> str:
        return alamat("forum:topik", self.pk, self.slug)

    def alamat_kiriman(self, nomor: int) -> str:
        """Tautan tetap satu kiriman: tahan pindah ruang dan ganti judul."""
        return f"{self.get_absolute_url()}?nomor={nomor}#kiriman-{nomor}"

    @property
    def jawaban_url(self) -> str:
        return self.alamat_kiriman(self.jawaban.nomor) if self.jawaban else self.get_absolute_url()

    @property
    def tampil(self) -> bool:
        return self.keadaan == Keadaan.TAMPIL

    @property
    def bertanya(self) -> bool:
        return self.jenis == self.Jenis.TANYA

    @property
    def dapat_didukung(self) -> bool:
        """Pertanyaan ("saya juga mengalami") dan usulan."""
        return self.jenis in (self.Jenis.TANYA, self.Jenis.USULAN)

    @property
    def jumlah_balasan(self) -> int:
        return max(self.jumlah_kiriman - 1, 0)

    def disematkan(self, pada: datetime | None = None) -> bool:
        return bool(self.disematkan_sampai and self.disematkan_sampai > (pada or timezone.now()))

    def _hak(self, oleh):
        return self.ruang.simpul.hak(oleh)

    def boleh_dilihat(self, *, oleh, hak=None) -> bool:
        hak = hak or self._hak(oleh)
        if not hak.isi:
            return False
        milik = hak.berakun and self.keadaan in MILIK_PENULIS
        return self.tampil or hak.moderasi or (milik and oleh.pk == self.penulis_id)

    def boleh_dibalas(self, *, oleh, hak=None) -> bool:
        hak = hak or self._hak(oleh)
        return self.tampil and hak.tulis(self.ruang.siapa_balas) and (not self.terkunci or hak.moderasi)

    def boleh_diterima(self, *, oleh, hak=None) -> bool:
        """Memilih jawaban: pembuka, moderator, atau petugas (domain forum.md 2)."""
        hak = hak or self._hak(oleh)
        return (
            self.bertanya
            and self.tampil
            and hak.berakun
            and hak.isi
            and (oleh.pk == self.penulis_id or hak.moderasi or hak.petugas)
        )

    def boleh_diusuli_jawaban(self, *, oleh, hak=None) -> bool:
        """Tingkat tiga menunjuk balasan yang menjawab; yang boleh menerima langsung tidak perlu mengusulkan."""
        hak = hak or self._hak(oleh)
        terbuka = self.bertanya and self.jawaban_id is None and not self.boleh_diterima(oleh=oleh, hak=hak)
        return terbuka and self.boleh_dirapikan(oleh=oleh, hak=hak)

    def boleh_didukung(self, *, oleh, hak=None) -> bool:
        """Siapa pun berakun yang boleh membacanya, selain penulisnya sendiri."""
        hak = hak or self._hak(oleh)
        return (
            self.dapat_didukung and self.tampil and hak.berakun and hak.isi
            and not self.terkunci and oleh.pk != self.penulis_id
        )  # fmt: skip

    def boleh_dirapikan(self, *, oleh, hak=None) -> bool:
        """Memperbaiki judul dan bidangnya; topik terkunci hanya oleh pengurus."""
        hak = hak or self._hak(oleh)
        return self.tampil and hak.berakun and hak.rapikan and (not self.terkunci or hak.moderasi)

    def boleh_dimoderasi(self, *, oleh, hak=None) -> bool:
        """Menyembunyikan, mengunci, menyematkan."""
        return (hak or self._hak(oleh)).moderasi


class TopikBidang(models.Model):
    """Tentang apa topik ini: baris `Bidang` yang sama dengan tiket dan pelajaran."""

    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="tanda_bidang")
    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, related_name="tanda_topik")

    class Meta:
        verbose_name = "bidang topik"
        verbose_name_plural = "bidang topik"
        constraints = [models.UniqueConstraint(fields=["topik", "bidang"], name="topik_bidang_sekali")]
        indexes = [models.Index(fields=["bidang", "topik"], name="bidang_topik")]


class TopikWilayah(models.Model):
    """Desa mana yang dibicarakan: tampil juga di halaman desa itu."""

    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="tanda_wilayah")
    wilayah = models.ForeignKey(Wilayah, on_delete=models.PROTECT, related_name="tanda_topik")

    class Meta:
        verbose_name = "wilayah topik"
        verbose_name_plural = "wilayah topik"
        constraints = [models.UniqueConstraint(fields=["topik", "wilayah"], name="topik_wilayah_sekali")]
        indexes = [models.Index(fields=["wilayah", "topik"], name="wilayah_topik")]


class TopikPelajaran(models.Model):
    """Pelajaran yang dibicarakan: topiknya tampil di halaman pelajaran itu."""

    topik = models.ForeignKey(Topik, on_delete=models.CASCADE, related_name="tanda_pelajaran")
    pelajaran = models.ForeignKey(PelajaranPage, on_delete=models.CASCADE, related_name="tanda_topik")

    class Meta:
        verbose_name = "pelajaran topik"
        verbose_name_plural = "pelajaran topik"
        constraints = [models.UniqueConstraint(fields=["topik", "pelajaran"], name="topik_pelajaran_sekali")]
        indexes = [models.Index(fields=["pelajaran", "topik"], name="pelajaran_topik")]
