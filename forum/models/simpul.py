from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils import timezone

from akun.models import Peran
from forum.alamat import alamat
from forum.hak import Hak, dikenal
from wilayah.kode import leluhur
from wilayah.models import Wilayah


class SimpulQuerySet(models.QuerySet):
    def diikuti(self, *, oleh, peran: tuple[str, ...] = ()) -> SimpulQuerySet:
        """Simpul tempat `oleh` anggota aktif (dengan salah satu `peran`, bila disebut)."""
        if not dikenal(oleh):
            return self.none()
        milik = AnggotaSimpul.objects.filter(pengguna=oleh, keadaan=AnggotaSimpul.Keadaan.AKTIF)
        if peran:
            milik = milik.filter(peran__in=peran)
        return self.filter(pk__in=milik.values("simpul"))

    def terlihat(self, *, oleh) -> SimpulQuerySet:
        """Nama dan jumlah anggotanya boleh diketahui `oleh`; simpul rahasia juga oleh yang diundangnya."""
        terbuka = ~Q(keterlihatan=Simpul.Keterlihatan.RAHASIA)
        if not dikenal(oleh):
            return self.filter(terbuka)
        kenal = AnggotaSimpul.objects.filter(pengguna=oleh, keadaan__in=("aktif", "diundang"))
        return self.filter(terbuka | Q(pk__in=kenal.values("simpul")) | self._dikunjungi(oleh))

    def isi_terlihat(self, *, oleh) -> SimpulQuerySet:
        """Ruang, topik, dan anggotanya boleh dibaca `oleh`."""
        publik = Q(keterlihatan=Simpul.Keterlihatan.PUBLIK)
        if not dikenal(oleh):
            return self.filter(publik)
        return self.filter(publik | Q(pk__in=Simpul.objects.diikuti(oleh=oleh).values("pk")) | self._dikunjungi(oleh))

    def _dikunjungi(self, oleh) -> Q:
        """Simpul tertutup yang sedang dikunjungi pengelola ini; bagi orang lain tidak menambah apa-apa pada kuerinya."""
        if not oleh.berperan(Peran.PENGELOLA):
            return Q()
        return Q(pk__in=oleh.kunjungan_simpul.berlaku().values("simpul"))

    def dimoderasi(self, *, oleh) -> SimpulQuerySet:
        if dikenal(oleh) and oleh.berperan(Peran.PENGELOLA):
            return self.isi_terlihat(oleh=oleh)
        return self.diikuti(oleh=oleh, peran=("moderator", "koordinator"))

    def dikelola(self, *, oleh) -> SimpulQuerySet:
        if dikenal(oleh) and oleh.berperan(Peran.PENGELOLA):
            return self.isi_terlihat(oleh=oleh)
        return self.diikuti(oleh=oleh, peran=("koordinator",))

    def kelompok_di(self, wilayah: Wilayah) -> SimpulQuerySet:
        """Kelompok kerja dan kelompok kesepakatan di wilayah itu atau di dalamnya."""
        return self.filter(jenis=Simpul.Jenis.KELOMPOK, wilayah__kunci__range=wilayah.rentang)

    def terdekat(self, wilayah: Wilayah | None) -> SimpulQuerySet:
        """Rantai simpul dari wilayah tersempit ke atas, nasional terakhir; kelompok dan simpul rahasia tidak ikut."""
        kode = leluhur(wilayah.kode) if wilayah else []
        return (
            self.filter(
                Q(jenis=Simpul.Jenis.NASIONAL)
                | Q(jenis__in=[Simpul.Jenis.KABUPATEN, Simpul.Jenis.PROVINSI], wilayah__kode__in=kode)
            )
            .exclude(keterlihatan=Simpul.Keterlihatan.RAHASIA)
            .select_related("wilayah")
            .order_by(Length("wilayah__kode").desc(nulls_last=True), F("keterlihatan").desc(), "pk")
        )


class Simpul(models.Model):
    """Satu simpul ForSID, terikat pada satu wilayah (kecuali nasional dan kelompok)."""

    class Jenis(models.TextChoices):
        NASIONAL = "nasional", "nasional"
        PROVINSI = "provinsi", "provinsi"
        KABUPATEN = "kabupaten", "kabupaten/kota"
        KELOMPOK = "kelompok", "kelompok"

    class Keterlihatan(models.TextChoices):
        PUBLIK = "publik", "publik"
        ANGGOTA = "anggota", "hanya anggota"
        RAHASIA = "rahasia", "rahasia"

    class CaraGabung(models.TextChoices):
        TERBUKA = "terbuka", "terbuka"
        DISETUJUI = "disetujui", "dengan persetujuan"
        UNDANGAN = "undangan", "dengan undangan"

    slug = models.SlugField("slug", max_length=80, unique=True)
    nama = models.CharField("nama", max_length=120)
    uraian = models.TextField("uraian", blank=True)
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices)
    wilayah = models.ForeignKey(
        Wilayah,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="simpul",
        limit_choices_to={"tingkat__in": ["provinsi", "kabupaten", "kota"]},
        help_text="Kosong hanya untuk simpul nasional dan kelompok.",
    )
    keterlihatan = models.CharField(
        "keterlihatan", max_length=8, choices=Keterlihatan.choices, default=Keterlihatan.PUBLIK
    )
    cara_gabung = models.CharField(
        "cara gabung", max_length=10, choices=CaraGabung.choices, default=CaraGabung.DISETUJUI
    )
    jumlah_anggota = models.PositiveIntegerField("jumlah anggota", default=0, editable=False)
    contoh = models.BooleanField("simpul contoh", default=False, help_text="Bagian dari dunia contoh.")
    dibuat = models.DateTimeField("dibuat", auto_now_add=True)

    objects = SimpulQuerySet.as_manager()

    class Meta:
        verbose_name = "simpul"
        verbose_name_plural = "simpul"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["wilayah"], condition=Q(jenis="kabupaten"), name="simpul_satu_per_kabupaten"
            ),
            models.CheckConstraint(
                condition=Q(wilayah__isnull=False) | Q(jenis__in=["nasional", "kelompok"]), name="simpul_berwilayah"
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def get_absolute_url(self) -> str:
        return alamat("forum:simpul", self.slug)

    @property
    def publik(self) -> bool:
        return self.keterlihatan == self.Keterlihatan.PUBLIK

    def hak(self, oleh) -> Hak:
        """Kedudukan `oleh` di simpul ini, satu kueri (tanpa kueri bagi yang belum masuk; dua bagi pengelola di simpul tertutup)."""
        if not dikenal(oleh):
            return Hak(self.keterlihatan)
        anggota = self.keanggotaan.filter(pengguna=oleh).values_list("keadaan", "peran").first()
        keadaan, peran = anggota or ("", "")
        pengelola = oleh.berperan(Peran.PENGELOLA)
        return Hak(
            self.keterlihatan,
            berakun=True,
            keadaan=keadaan,
            peran=peran,
            petugas=pengelola or oleh.berkuasa(Peran.PETUGAS, atas=self.wilayah),
            pengelola=pengelola,
            pegiat=oleh.berkuasa(Peran.PEGIAT, atas=self.wilayah),
            disetujui=self.cara_gabung != self.CaraGabung.TERBUKA,
            berkunjung=pengelola and not self.publik and self._dikunjungi(oleh),
        )

    def _dikunjungi(self, oleh) -> bool:
        return self.kunjungan.berlaku().filter(pengelola=oleh).exists()

    def boleh_dilihat(self, *, oleh) -> bool:
        return self.hak(oleh).lihat

    def boleh_dibaca(self, *, oleh) -> bool:
        """Isinya: ruang, topik, anggota."""
        return self.hak(oleh).isi

    def boleh_dikelola(self, *, oleh) -> bool:
        return self.hak(oleh).kelola

    boleh_kelola = boleh_dikelola

    def boleh_dimoderasi(self, *, oleh) -> bool:
        return self.hak(oleh).moderasi

    def dapat_dikunjungi(self, *, oleh) -> bool:
        """Pengelola yang bukan anggota, di simpul yang tidak publik; yang rahasia pun, sebab namanya ia kenal dari ruang redaksi."""
        hak = self.hak(oleh)
        return hak.pengelola and not self.publik and not hak.anggota

    def boleh_digabungi(self, *, oleh) -> bool:
        """Boleh (meminta) bergabung: berakun, belum anggota, dan diundang bila simpulnya hanya lewat undangan."""
        hak = self.hak(oleh)
        if not (hak.berakun and hak.lihat):
            return False
        baru = hak.keadaan in ("", AnggotaSimpul.Keadaan.KELUAR)
        return hak.diundang or (baru and self.cara_gabung != self.CaraGabung.UNDANGAN)


class AnggotaSimpulQuerySet(models.QuerySet):
    def aktif(self) -> AnggotaSimpulQuerySet:
        return self.filter(keadaan=AnggotaSimpul.Keadaan.AKTIF)

    def menunggu(self) -> AnggotaSimpulQuerySet:
        return self.filter(keadaan=AnggotaSimpul.Keadaan.DIMINTA)

    def terlihat(self, *, oleh) -> AnggotaSimpulQuerySet:
        """Anggota melihat sesama anggota aktif; orang luar hanya yang memilih tampil di simpul publik."""
        if not dikenal(oleh):
            return self.filter(simpul__keterlihatan="publik", keadaan="aktif", tampil_publik=True)
        return self.filter(
            Q(simpul__keterlihatan="publik", keadaan="aktif", tampil_publik=True)
            | Q(pengguna=oleh)
            | Q(keadaan="aktif", simpul__in=Simpul.objects.diikuti(oleh=oleh).values("pk"))
            | Q(simpul__in=Simpul.objects.dikelola(oleh=oleh).values("pk"))
        )


class AnggotaSimpul(models.Model):
    """Keanggotaan seseorang di satu simpul: membuka simpul tertutup dan menamai pengurusnya."""

    class Peran(models.TextChoices):
        ANGGOTA = "anggota", "anggota"
        MODERATOR = "moderator", "moderator"
        KOORDINATOR = "koordinator", "koordinator"

    class Keadaan(models.TextChoices):
        DIMINTA = "diminta", "menunggu persetujuan"
        DIUNDANG = "diundang", "diundang"
        AKTIF = "aktif", "aktif"
        KELUAR = "keluar", "keluar"

    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, related_name="keanggotaan")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keanggotaan")
    peran = models.CharField("peran", max_length=11, choices=Peran.choices, default=Peran.ANGGOTA)
    keadaan = models.CharField("keadaan", max_length=8, choices=Keadaan.choices, default=Keadaan.AKTIF)
    tersedia = models.BooleanField("bersedia menerima tiket", default=True)
    tampil_publik = models.BooleanField(
        "nama tampil untuk umum", default=False, help_text="Tanpa ini hanya sesama anggota yang melihat nama Anda."
    )
    mewakili = models.CharField(
        "mewakili", max_length=80, blank=True, help_text="Instansi atau lembaga, misalnya Dinas PMD Kabupaten."
    )
    pengundang = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sejak = models.DateTimeField("sejak", default=timezone.now, editable=False)

    objects = AnggotaSimpulQuerySet.as_manager()

    class Meta:
        verbose_name = "anggota simpul"
        verbose_name_plural = "anggota simpul"
        constraints = [models.UniqueConstraint(fields=["simpul", "pengguna"], name="anggota_sekali_per_simpul")]
        indexes = [
            models.Index(fields=["pengguna", "keadaan"], name="anggota_pengguna_keadaan"),
            models.Index(fields=["simpul", "keadaan", "sejak"], name="anggota_simpul_keadaan"),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna} – {self.simpul}"

    def boleh_dilihat(self, *, oleh) -> bool:
        if dikenal(oleh) and oleh.pk == self.pengguna_id:
            return True
        hak = self.simpul.hak(oleh)
        aktif = self.keadaan == self.Keadaan.AKTIF
        return hak.kelola or (aktif and (hak.anggota or (self.simpul.publik and self.tampil_publik)))

    def boleh_diputus(self, *, oleh) -> bool:
        """Koordinator menerima, menolak, dan mengatur peran; tidak atas dirinya sendiri."""
        return dikenal(oleh) and oleh.pk != self.pengguna_id and self.simpul.hak(oleh).kelola
