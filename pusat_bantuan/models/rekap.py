from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from akun.models import Peran
from forum.models import Simpul
from modul_pelatihan.models import Bidang

# Batas atas ember lama kerja, detik; ember terakhir tidak berbatas. Satu hari kerja = 8 jam.
EMBER = (3600, 2 * 3600, 4 * 3600, 8 * 3600, 2 * 8 * 3600, 5 * 8 * 3600)
KATA_EMBER = ("1 jam", "2 jam", "4 jam", "1 hari kerja", "2 hari kerja", "5 hari kerja", "lebih dari 5 hari kerja")
PEMBACA = (Peran.PEGIAT, Peran.PETUGAS, Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA)

UKURAN = (
    "masuk", "dijawab", "jawab_detik", "jawab_tepat", "jawab_lewat", "selesai", "selesai_detik", "selesai_tepat",
    "selesai_lewat", "ditutup", "dibuka_lagi", "nilai_n", "nilai_baik",
    *(f"j{n}" for n in range(len(KATA_EMBER))), *(f"s{n}" for n in range(len(KATA_EMBER))),
)  # fmt: skip


def _bilangan(nama: str) -> models.IntegerField:
    return models.PositiveBigIntegerField(nama, default=0)


class RekapBulanQuerySet(models.QuerySet):
    def terlihat(self, *, oleh) -> RekapBulanQuerySet:
        """Hitungan wilayah yang dibawahi; bukan isi tiket. Nama orang tidak untuk pembina."""
        if not oleh.is_authenticated:
            return self.none()
        semua = oleh.q_kuasa(*PEMBACA, jalur="kunci")
        bernama = oleh.q_kuasa(*(satu for satu in PEMBACA if satu != Peran.PEMBINA), jalur="kunci")
        return self.filter(semua & (~Q(sudut=RekapBulan.Sudut.ORANG) | bernama))


class RekapBulan(models.Model):
    """Hitungan satu bulan di satu kabupaten, dari satu sudut. Halaman laporan hanya membaca tabel ini.

    Tiap kejadian masuk ke bulannya sendiri (masuk menurut saat masuk, selesai menurut saat selesai), menurut jam
    setempat, sehingga bulan yang sudah lewat tidak berubah. `kunci` nol: desanya belum dikenali.
    """

    class Sudut(models.TextChoices):
        WILAYAH = "wilayah", "wilayah"
        BIDANG = "bidang", "bidang"
        SIMPUL = "simpul", "simpul"
        ORANG = "orang", "penangan"

    bulan = models.DateField("bulan")
    sudut = models.CharField("sudut", max_length=7, choices=Sudut.choices)
    kunci = models.BigIntegerField("kunci kabupaten", default=0)
    bidang = models.ForeignKey(Bidang, on_delete=models.CASCADE, null=True, related_name="+")
    simpul = models.ForeignKey(Simpul, on_delete=models.CASCADE, null=True, related_name="+")
    orang = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")

    objects = RekapBulanQuerySet.as_manager()

    class Meta:
        verbose_name = "rekap bulan"
        verbose_name_plural = "rekap bulan"
        ordering = ["bulan", "pk"]
        indexes = [models.Index(fields=["sudut", "bulan", "kunci"], name="rekap_sudut_bulan_kunci")]

    def __str__(self) -> str:
        return f"{self.bulan:%Y-%m} {self.sudut} {self.kunci}"

    def boleh_dilihat(self, *, oleh) -> bool:
        if not oleh.is_authenticated:
            return False
        peran = [satu for satu in PEMBACA if self.sudut != self.Sudut.ORANG or satu != Peran.PEMBINA]
        return any(awal <= self.kunci <= akhir for awal, akhir in oleh.rentang_kuasa(*peran))


for _nama in UKURAN:
    RekapBulan.add_to_class(_nama, _bilangan(_nama))
