from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from helpdesk.models import Ticket

from akun.models import Pengguna, Peran
from forum.models import Simpul
from modul_pelatihan.models import Bidang
from wilayah.models import FaktaDesa, Wilayah

from ..keadaan import TERBUKA
from ..keadaan import Keadaan as K
from .hak import desa_yang_ditinggalkan, q_wilayah
from .hak_tiket import HakTiket
from .kalender import JamTiket
from .kontak import Kontak

_BARIS = (
    "kode", "keadaan", "dampak", "terbatas", "versi", "tingkat", "aktivitas", "dibuat", "tenggat", "dilanggar_pada",
    "tanggapan_dilanggar_pada", "pegangan_sampai", "digabung_ke", "tiket__title", "wilayah__kode", "wilayah__nama",
    "wilayah__tingkat", "wilayah__jenis", "wilayah__sebutan", "wilayah__induk__nama", "bidang__nama",
    *Pengguna.kolom_nama("pemegang"),
)  # fmt: skip


class ProfilTiketQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> ProfilTiketQuerySet:
        """Percakapan yang boleh dibaca `oleh` (domain helpdesk.md, tabel pelaku).

        Desa sendiri selama penugasannya berlaku, tiket yang dimintanya sendiri, wilayah pegiat (kecuali yang
        terbatas), wilayah petugas. Manajer, pembina, dan pengelola hanya melihat jumlah.
        """
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(
            (Q(pemohon=oleh) & ~Q(wilayah__in=desa_yang_ditinggalkan(oleh)))
            | q_wilayah(oleh, Peran.OPERATOR)
            | (q_wilayah(oleh, Peran.PEGIAT) & Q(terbatas=False))
            | q_wilayah(oleh, Peran.PETUGAS)
        )

    def dapat_ditangani(self, *, oleh) -> ProfilTiketQuerySet:
        """Yang boleh dikerjakan `oleh`: di wilayahnya, bukan desanya sendiri, bukan permintaannya sendiri."""
        if not oleh.is_authenticated:
            return self.none()
        sendiri = q_wilayah(oleh, Peran.OPERATOR)
        return self.filter(
            (q_wilayah(oleh, Peran.PEGIAT) & Q(terbatas=False) & ~sendiri & ~Q(pemohon=oleh))
            | q_wilayah(oleh, Peran.PETUGAS)
        )

    def berdata_pribadi(self, *, oleh) -> ProfilTiketQuerySet:
        """Yang gambar dan lembar kerja ber-NIK-nya boleh dibuka `oleh`: pihak desa dan petugas, bukan relawan."""
        if not oleh.is_authenticated:
            return self.none()
        return self.filter(
            (Q(pemohon=oleh) & ~Q(wilayah__in=desa_yang_ditinggalkan(oleh)))
            | q_wilayah(oleh, Peran.OPERATOR, Peran.PETUGAS)
        )

    def terhitung(self, *, oleh) -> ProfilTiketQuerySet:
        """Baris yang boleh dihitung (bukan dibaca): yang terlihat, dan wilayah manajer, pembina, pengelola."""
        if not oleh.is_authenticated:
            return self.none()
        if oleh.berperan(Peran.PENGELOLA):
            return self
        return self.filter(
            q_wilayah(oleh, Peran.MANAJER, Peran.PEMBINA, Peran.OPERATOR, Peran.PEGIAT, Peran.PETUGAS) | Q(pemohon=oleh)
        )

    def terbuka(self) -> ProfilTiketQuerySet:
        return self.filter(keadaan__in=TERBUKA)

    def di_dalam(self, wilayah: Wilayah) -> ProfilTiketQuerySet:
        return self.filter(wilayah__kunci__range=wilayah.rentang)

    def untuk_daftar(self) -> ProfilTiketQuerySet:
        return self.select_related("tiket", "wilayah__induk", "bidang", "pemegang", "simpul", "pemohon", "kontak")

    def untuk_baris(self) -> ProfilTiketQuerySet:
        """Secukupnya untuk satu baris daftar (`antrean_baris.html`, `tiket_baris.html`): tanpa uraian dan data orang."""
        return self.select_related("tiket", "wilayah__induk", "bidang", "pemegang").only(*_BARIS)

    def berasal(self) -> ProfilTiketQuerySet:
        """Beserta siapa yang mencatatkan atau sistem yang mengirimnya, tanpa kueri tambahan."""
        return self.select_related("pencatatan__oleh", "kiriman__sistem")

    def kunci(self, pk: int) -> ProfilTiket:
        """Tiket itu, terkunci sampai transaksi selesai, dengan isi terbarunya.

        Dikunci dulu, baru dibaca dengan gabungannya. Satu kueri tidak cukup: PostgreSQL yang menunggu kunci memberi
        baris baru, tetapi gabungan nullable-nya (`pemegang`) dari potret lama, sehingga dua orang sama-sama menang.
        """
        self.model.objects.select_for_update().values_list("pk").get(pk=pk)
        Ticket.objects.select_for_update().values_list("pk").get(pk=pk)
        return self.select_related("tiket", "wilayah", "bidang", "simpul", "pemohon", "kontak", "pemegang").get(pk=pk)


class ProfilTiket(HakTiket, JamTiket):
    """Yang kita ketahui tentang satu tiket di atas lemari simpan django-helpdesk."""

    class Keadaan(models.TextChoices):
        BARU = K.BARU.value, "baru"
        DITANGANI = K.DITANGANI.value, "ditangani"
        MENUNGGU_PEMOHON = K.MENUNGGU_PEMOHON.value, "menunggu pemohon"
        MENUNGGU_GANGGUAN = K.MENUNGGU_GANGGUAN.value, "menunggu gangguan pulih"
        SELESAI = K.SELESAI.value, "selesai, menunggu konfirmasi"
        DITUTUP = K.DITUTUP.value, "ditutup"

    class Dampak(models.TextChoices):
        RINGAN = "ringan", "Ringan: mengganggu, pelayanan tetap jalan"
        SEDANG = "sedang", "Sedang: sebagian pekerjaan tertunda"
        UTAMA = "utama", "Utama: pelayanan warga terhenti"
        KRITIS = "kritis", "Kritis: situs mati, data hilang, atau disusupi"

    class Kanal(models.TextChoices):
        WEB = "web", "situs ini"
        TELEPON = "telepon", "telepon"
        DATANG = "datang", "datang langsung"
        WA = "wa", "WhatsApp"
        SUREL = "surel", "email"
        FORUM = "forum", "forum"
        API = "api", "sistem lain"

    class Rilis(models.TextChoices):
        UMUM = "umum", "Umum"
        PREMIUM = "premium", "Premium"

    class Tingkat(models.IntegerChoices):
        SIMPUL = 1, "Tingkat 1 (simpul)"
        KABUPATEN = 2, "Tingkat 2 (kabupaten/provinsi)"
        NASIONAL = 3, "Tingkat 3 (OpenDesa)"

    tiket = models.OneToOneField(Ticket, on_delete=models.CASCADE, primary_key=True, related_name="profil")
    kode = models.CharField("kode", max_length=9, unique=True)
    wilayah = models.ForeignKey(
        Wilayah, on_delete=models.PROTECT, null=True, blank=True, related_name="tiket", verbose_name="wilayah",
        help_text="Kosong: desanya belum dikenali, hanya petugas nasional yang melihat.",
    )  # fmt: skip
    wilayah_usul = models.ForeignKey(
        Wilayah, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="wilayah diusulkan",
        help_text="Terbaca dari tulisan pengirim; tidak memberi hak apa pun sampai orang menetapkannya.",
    )  # fmt: skip
    pemohon = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="tiket_dimohon"
    )
    kontak = models.ForeignKey(
        Kontak, on_delete=models.PROTECT, null=True, blank=True, related_name="tiket",
        help_text="Pemohon tanpa akun.",
    )  # fmt: skip
    atas_nama = models.CharField(
        "atas nama", max_length=120, blank=True, help_text="Diisi bila dicatatkan untuk orang lain."
    )
    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, related_name="tiket", verbose_name="bidang")
    dampak = models.CharField("dampak", max_length=6, choices=Dampak.choices, default=Dampak.SEDANG)
    keadaan = models.CharField("keadaan", max_length=17, choices=Keadaan.choices, default=Keadaan.BARU)
    kanal = models.CharField("kanal", max_length=8, choices=Kanal.choices, default=Kanal.WEB)
    terbatas = models.BooleanField(
        "terbatas", default=False, help_text="Soal keamanan: hanya desa itu dan petugas, tidak untuk relawan."
    )
    simpul = models.ForeignKey(Simpul, on_delete=models.PROTECT, null=True, blank=True, related_name="tiket")
    tingkat = models.PositiveSmallIntegerField("tingkat", choices=Tingkat.choices, default=Tingkat.NASIONAL)
    pemegang = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="tiket_dipegang",
        help_text="Bayangan Ticket.assigned_to.",
    )  # fmt: skip
    diambil_pada = models.DateTimeField("diambil", null=True, blank=True)
    pegangan_sampai = models.DateTimeField(
        "pegangan sampai", null=True, blank=True, help_text="Relawan: sepuluh menit. Kosong berarti tetap."
    )
    digabung_ke = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="gabungan", verbose_name="digabung ke"
    )

    # Keadaan pemasangan ketika tiket dibuat; laporan sesudahnya tidak mengubah catatan ini.
    versi = models.CharField("versi OpenSID", max_length=40, blank=True)
    rilis = models.CharField("rilis", max_length=8, choices=Rilis.choices, blank=True)
    hosting = models.CharField("hosting", max_length=12, choices=FaktaDesa.Hosting.choices, blank=True)
    domain = models.CharField("alamat situs", max_length=200, blank=True)
    tema = models.CharField("tema", max_length=60, blank=True)
    terakhir_lapor = models.DateTimeField("terakhir melapor", null=True, blank=True)
    sudah_dicoba = models.TextField("yang sudah dicoba", blank=True)
    isian = models.JSONField("jawaban menurut bidang", default=dict, blank=True, help_text="pusat_bantuan/isian.py")

    kunci_kirim = models.UUIDField("kunci kirim", null=True, blank=True, editable=False)
    tautan_ke = models.PositiveSmallIntegerField(
        "nomor tautan tamu", default=1, help_text="Naik satu: tautan lama mati."
    )
    dibuka_lagi = models.PositiveSmallIntegerField("kali dibuka lagi", default=0)
    dibuat = models.DateTimeField("dibuat", default=timezone.now)
    aktivitas = models.DateTimeField("aktivitas terakhir", default=timezone.now)
    dijawab_pada = models.DateTimeField("pertama dijawab", null=True, blank=True)
    selesai_pada = models.DateTimeField("selesai", null=True, blank=True)
    ditutup_pada = models.DateTimeField("ditutup", null=True, blank=True)
    isi_dihapus_pada = models.DateTimeField("isi dihapus", null=True, blank=True, editable=False)
    contoh = models.BooleanField("tiket contoh", default=False)

    objects = ProfilTiketQuerySet.as_manager()

    class Meta:
        verbose_name = "tiket"
        verbose_name_plural = "tiket"
        ordering = ["-aktivitas", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["pemohon", "kunci_kirim"], name="tiket_sekali_kirim"),
            models.UniqueConstraint(fields=["kontak", "kunci_kirim"], name="tiket_sekali_kirim_kontak"),
            models.UniqueConstraint(
                fields=["kunci_kirim"], condition=Q(pemohon__isnull=True), name="tiket_sekali_kirim_tamu"
            ),
            models.CheckConstraint(
                condition=Q(pemohon__isnull=False) | Q(kontak__isnull=False), name="tiket_ada_pemohon"
            ),
        ]
        indexes = [
            models.Index(fields=["-aktivitas", "-tiket"], name="tiket_aktivitas"),
            models.Index(fields=["keadaan", "-aktivitas", "-tiket"], name="tiket_keadaan_aktivitas"),
            models.Index(fields=["wilayah", "-aktivitas"], name="tiket_wilayah_aktivitas"),
            # Hitungan antrean satu provinsi terjawab dari indeks ini saja, tanpa membaca tiketnya.
            models.Index(
                fields=["wilayah", "keadaan", "tingkat", "pemegang", "-aktivitas"], name="tiket_wilayah_keadaan"
            ),
            # Hitungan tab satu provinsi: yang terbuka saja, sekali susur, tanpa membaca tiketnya.
            models.Index(fields=["keadaan", "wilayah", "tingkat", "pemegang"], name="tiket_keadaan_wilayah"),
            # Yang terlama menunggu dan yang dipegang seseorang, tanpa menyusuri yang sudah ditutup.
            models.Index(fields=["keadaan", "pemegang", "tingkat", "dibuat"], name="tiket_giliran"),
            models.Index(fields=["pegangan_sampai"], name="tiket_pegangan", condition=Q(pegangan_sampai__isnull=False)),
            models.Index(fields=["bidang", "-aktivitas"], name="tiket_bidang_aktivitas"),
            models.Index(fields=["pemohon", "-aktivitas"], name="tiket_pemohon_aktivitas"),
            models.Index(fields=["pemegang", "-aktivitas"], name="tiket_pemegang_aktivitas"),
            models.Index(fields=["kontak", "-aktivitas"], name="tiket_kontak_aktivitas"),
            # Jendela waktu laporan dan rekap.
            models.Index(fields=["dibuat"], name="tiket_dibuat"),
            models.Index(fields=["dijawab_pada"], name="tiket_dijawab"),
            models.Index(fields=["ditutup_pada"], name="tiket_ditutup"),
            models.Index(fields=["tenggat", "tiket"], name="tiket_tenggat"),
            models.Index(fields=["pemegang", "tenggat", "tiket"], name="tiket_pemegang_tenggat"),
            models.Index(fields=["ingatkan_pada"], name="tiket_ingatkan"),
            models.Index(fields=["langkah_pada"], name="tiket_langkah", condition=Q(langkah_pada__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.judul}"

    @property
    def judul(self) -> str:
        return self.tiket.title

    @property
    def uraian(self) -> str:
        return self.tiket.description or ""

    @property
    def nama_pemohon(self) -> str:
        """Siapa yang meminta: pemilik akun, atau kontak tanpa akun."""
        return self.pemohon.nama if self.pemohon else self.kontak.sebutan

    @property
    def nama_tempat(self) -> str:
        """ "Nagari Suliki", atau "desa belum dikenali" sebelum seseorang menetapkannya."""
        return self.wilayah.nama_lengkap if self.wilayah else "desa belum dikenali"

    @property
    def terbuka(self) -> bool:
        return self.keadaan in TERBUKA

    def get_absolute_url(self) -> str:
        return reverse("pusat_bantuan:tiket", args=[self.kode])

    @property
    def tenggat_lewat(self) -> bool:
        """Tenggat terdekatnya sudah lewat; jam yang sedang berhenti tidak punya tenggat."""
        return self.tenggat is not None and self.tenggat <= timezone.now()

    @property
    def pegangan_habis(self) -> bool:
        """Relawan mengambil tetapi sepuluh menit tidak berkabar: orang lain boleh mengambilnya."""
        return self.pegangan_sampai is not None and self.pegangan_sampai <= timezone.now()
