"""Daftar kerja pendamping: desa yang perlu dihubungi pekan ini, dan mengapa. Tiap alasan satu kueri berbatas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, Q

from akun.models import Pengguna, Peran
from pusat_bantuan.models import ProfilTiket
from replikasi import kata
from replikasi.kalender import bulan_ini, hari_ini
from replikasi.models import (
    Hubungan,
    Kejanggalan,
    KlaimTonggak,
    Pendampingan,
    PengakuanStatus,
    RingkasBulan,
)
from replikasi.models.program import PERAN_PENDAMPING
from replikasi.rumus import tambah_bulan
from wilayah.models import KontakDesa, Wilayah
from wilayah.models.wilayah import q_rentang

from .daftar import q_saring
from .tertahan import cari_tertahan
from .wilayah import BarisDesa, baris_desa, desa_di

TERBANYAK = 25
TIAP_ALASAN = 60
JEDA_HUBUNGI = timedelta(days=7)
# Alasan dan bobotnya: yang membuat desa menunggu kita lebih berat daripada yang dapat menunggu.
BOBOT = {
    "klaim": 50, "pastikan": 40, "merah": 40, "tiket": 30, "berhenti": 30, "kuning": 20, "janggal": 15, "janji": 25,
    "belum_kabar": 10, "versi_lama": 5,
}  # fmt: skip


@dataclass(frozen=True)
class Alasan:
    jenis: str
    teks: str
    url: str = ""

    @property
    def bobot(self) -> int:
        return BOBOT[self.jenis]


@dataclass
class DesaPekanIni:
    baris: BarisDesa
    alasan: list[Alasan] = field(default_factory=list)
    kontak: KontakDesa | None = None
    saya_dampingi: bool = False
    terakhir_dihubungi: date | None = None

    @property
    def wilayah(self) -> Wilayah:
        return self.baris.wilayah

    @property
    def nilai(self) -> int:
        return sum(satu.bobot for satu in self.alasan) + (20 if self.saya_dampingi else 0)


@dataclass(frozen=True)
class PekanIni:
    desa: list[DesaPekanIni]
    sudah: int
    sisanya: int


def pekan_ini(orang: Pengguna) -> PekanIni:
    """Desa di wilayah tugasnya, yang ia dampingi sendiri lebih dahulu; yang sudah dihubungi tujuh hari ini keluar."""
    rentang = orang.rentang_kuasa(*PERAN_PENDAMPING)
    hari = hari_ini()
    alasan: dict[int, list[Alasan]] = defaultdict(list)
    for pk, satu in _alasan(orang, rentang, hari):
        alasan[pk].append(satu)
    baru = set(
        Hubungan.objects.filter(q_rentang(rentang, "wilayah__kunci"), tanggal__gt=hari - JEDA_HUBUNGI)
        .exclude(hasil=Hubungan.Hasil.TAK_TERHUBUNG)
        .values_list("wilayah_id", flat=True)
    )
    saya = set(Pendampingan.objects.berlaku().filter(pendamping=orang).values_list("wilayah_id", flat=True))
    calon = sorted(
        (pk for pk in alasan if pk not in baru),
        key=lambda pk: (-sum(s.bobot for s in alasan[pk]) - (20 if pk in saya else 0), pk),
    )
    atas = calon[:TERBANYAK]
    baris = {satu.wilayah.pk: satu for satu in baris_desa(desa_di(None).filter(pk__in=atas))}
    kontak = KontakDesa.objects.terlihat(oleh=orang).in_bulk(atas)
    dihubungi = dict(
        Hubungan.objects.filter(wilayah__in=atas).order_by().values_list("wilayah_id").annotate(Max("tanggal"))
    )
    return PekanIni(
        [
            DesaPekanIni(
                baris[pk], sorted(alasan[pk], key=lambda s: -s.bobot), kontak.get(pk), pk in saya, dihubungi.get(pk)
            )
            for pk in atas
            if pk in baris
        ],
        len(baru),
        max(0, len(calon) - TERBANYAK),
    )


def _alasan(orang: Pengguna, rentang: list, hari: date):
    dalam = q_rentang(rentang, "kunci")
    for pk, n, pertama in (
        KlaimTonggak.objects.bisa_diputus(oleh=orang)
        .order_by()
        .values_list("penerapan__wilayah_id")
        .annotate(Count("pk"), Max("pk"))[:TIAP_ALASAN]
    ):
        yield pk, Alasan("klaim", f"{n} klaim menunggu keputusan Anda", f"/replikasi/klaim/{pertama}/")
    nyata = PengakuanStatus.objects.filter(
        q_rentang(rentang, "wilayah__kunci"), sumber=PengakuanStatus.Sumber.LAPOR_MANDIRI, pemastian__isnull=True,
        oleh__isnull=False, tanggal__gte=hari - timedelta(days=120),
    ).exclude(oleh=orang)  # fmt: skip
    for pk in nyata.order_by("-tanggal").values_list("wilayah_id", flat=True)[:TIAP_ALASAN]:
        yield pk, Alasan("pastikan", "pernyataan keadaannya menunggu dipastikan orang kedua")
    for awal, akhir in rentang:
        for satu in _tertahan(awal, akhir):
            teks = f"{kata.JALAN[satu.tingkat].nama.lower()}: {satu.hari} hari tanpa kemajuan terverifikasi"
            yield satu.wilayah.pk, Alasan(satu.tingkat, f"{teks}, tahap {satu.tahap}" if satu.tahap else teks)
    terbuka = ProfilTiket.objects.terlihat(oleh=orang).terbuka().filter(q_rentang(rentang, "wilayah__kunci"))
    for pk, n in terbuka.order_by().values_list("wilayah_id").annotate(Count("pk"))[:TIAP_ALASAN]:
        yield pk, Alasan("tiket", f"{n} tiket masih terbuka")
    desa = Wilayah.objects.desa().filter(dalam, berlaku=True).order_by("kunci")
    lalu = RingkasBulan.objects.filter(bulan=tambah_bulan(bulan_ini(), -1), aktif=True)
    berhenti = desa.filter(
        Q(pk__in=lalu.order_by().values("wilayah_id")), ringkas__lapor_terakhir__lt=hari - timedelta(days=7)
    ).exclude(ringkas__sumber_lain="terverifikasi")
    for pk, terakhir in berhenti.values_list("pk", "ringkas__lapor_terakhir")[:TIAP_ALASAN]:
        yield pk, Alasan("berhenti", f"bulan lalu aktif, sekarang {(hari - terakhir).days} hari tanpa laporan")
    janggal = Kejanggalan.objects.terlihat(oleh=orang).terbuka().filter(q_rentang(rentang, "wilayah__kunci"))
    for pk, jenis in janggal.values_list("wilayah_id", "jenis")[:TIAP_ALASAN]:
        yield pk, Alasan("janggal", f"laporannya janggal: {Kejanggalan.Jenis(jenis).label}", "/replikasi/tinjau/")
    janji = Hubungan.objects.filter(
        q_rentang(rentang, "wilayah__kunci"), hasil__in=[Hubungan.Hasil.JANJI, Hubungan.Hasil.BANTUAN],
        tanggal__range=(hari - timedelta(days=30), hari - JEDA_HUBUNGI),
    )  # fmt: skip
    for pk, tanggal, hasil in janji.order_by("-tanggal").values_list("wilayah_id", "tanggal", "hasil")[:TIAP_ALASAN]:
        label = Hubungan.Hasil(hasil).label
        yield pk, Alasan("janji", f"{label} sejak {(hari - tanggal).days} hari lalu: bagaimana kabarnya?")
    diam = desa.filter(q_saring("belum_kabar", hari), pk__in=_yang_didampingi(orang))
    for pk in diam.values_list("pk", flat=True)[:TIAP_ALASAN]:
        yield pk, Alasan("belum_kabar", "belum ada kabar apa pun: tanyakan keadaannya, lalu nyatakan")
    lama = desa.filter(q_saring("versi_lama", hari), ringkas__penerapan_mulai__isnull=False)
    for pk, versi in lama.values_list("pk", "ringkas__versi")[:TIAP_ALASAN]:
        yield pk, Alasan("versi_lama", f"versinya {versi}, lebih dari enam bulan di belakang")


def _tertahan(awal: int, akhir: int):
    wilayah = None if (awal, akhir) == (0, 9_999_999_999) else Wilayah.objects.filter(kunci=awal).first()
    return cari_tertahan(wilayah)


def _yang_didampingi(orang: Pengguna):
    """Yang didampinginya sendiri; manajer dan pengelola tidak dibanjiri ratusan desa yang belum berkabar."""
    rentang = [
        tugas.wilayah.rentang
        for tugas in orang.penugasan_berlaku
        if tugas.peran == Peran.PEGIAT and tugas.wilayah and len(tugas.wilayah.kode) >= 5
    ]
    return Wilayah.objects.filter(q_rentang(rentang, "kunci")).order_by().values("pk")
