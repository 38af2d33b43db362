"""Daftar kerja pendamping: desa yang perlu dihubungi pekan ini, dan mengapa. Tiap alasan satu kueri berbatas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet

from akun.models import Pengguna, Peran
from pusat_bantuan.models import ProfilTiket
from replikasi import kata
from replikasi.kalender import hari_ini
from replikasi.layanan.beku import rentang_beku
from replikasi.models import (
    Hubungan,
    Kejanggalan,
    KlaimTonggak,
    Pendampingan,
    PengakuanStatus,
    RingkasDesa,
)
from replikasi.models.program import PERAN_PENDAMPING
from replikasi.rumus import tambah_bulan
from wilayah.models import KontakDesa, Wilayah
from wilayah.models.wilayah import q_rentang

from .baris import BarisDesa, baris_desa, desa_di
from .daftar import q_saring
from .tertahan import ringkas_tertahan, susun_tertahan

TERBANYAK = 25
TIAP_ALASAN = 60
DIPERIKSA = 10 * TIAP_ALASAN  # calon yang diperiksa untuk alasan yang syaratnya tidak berindeks
JEDA_HUBUNGI = timedelta(days=7)
BATAS_AKTIF = timedelta(days=7)
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
    sudah = Hubungan.objects.filter(q_rentang(rentang, "wilayah__kunci"), tanggal__gt=hari - JEDA_HUBUNGI)
    sudah = sudah.exclude(hasil=Hubungan.Hasil.TAK_TERHUBUNG).order_by().values("wilayah_id")
    for pk, satu in _alasan(orang, rentang, hari, sudah):
        alasan[pk].append(satu)
    saya = set(Pendampingan.objects.berlaku().filter(pendamping=orang).values_list("wilayah_id", flat=True))
    calon = sorted(
        alasan,
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
        sudah.distinct().count(),
        max(0, len(calon) - TERBANYAK),
    )


def _alasan(orang: Pengguna, rentang: list, hari: date, sudah: QuerySet):
    """(desa, alasan); paling banyak `TIAP_ALASAN` desa tiap alasan, tanpa yang `sudah` dihubungi."""
    yield from _alasan_pernyataan(orang, rentang, hari, sudah)
    tertahan = ringkas_tertahan(rentang).exclude(wilayah_id__in=sudah)[:TIAP_ALASAN]
    for satu in susun_tertahan(tertahan, hari=hari):
        teks = f"{kata.JALAN[satu.tingkat].nama.lower()}: {satu.hari} hari tanpa kemajuan terverifikasi"
        yield satu.wilayah.pk, Alasan(satu.tingkat, f"{teks}, tahap {satu.tahap}" if satu.tahap else teks)
    terbuka = ProfilTiket.objects.terlihat(oleh=orang).terbuka().filter(q_rentang(rentang, "wilayah__kunci"))
    terbuka = terbuka.exclude(wilayah_id__in=sudah).order_by("wilayah_id").values_list("wilayah_id")
    for pk, n in terbuka.annotate(Count("pk"))[:TIAP_ALASAN]:
        yield pk, Alasan("tiket", f"{n} tiket masih terbuka")
    janggal = Kejanggalan.objects.terlihat(oleh=orang).terbuka().filter(q_rentang(rentang, "wilayah__kunci"))
    janggal = janggal.exclude(wilayah_id__in=sudah)
    for pk, jenis in janggal.values_list("wilayah_id", "jenis")[:TIAP_ALASAN]:
        yield pk, Alasan("janggal", f"laporannya janggal: {Kejanggalan.Jenis(jenis).label}", "/replikasi/tinjau/")
    janji = Hubungan.objects.filter(
        q_rentang(rentang, "wilayah__kunci"), hasil__in=[Hubungan.Hasil.JANJI, Hubungan.Hasil.BANTUAN],
        tanggal__range=(hari - timedelta(days=30), hari - JEDA_HUBUNGI),
    ).exclude(wilayah_id__in=sudah)  # fmt: skip
    for pk, tanggal, hasil in janji.order_by("-tanggal").values_list("wilayah_id", "tanggal", "hasil")[:TIAP_ALASAN]:
        label = Hubungan.Hasil(hasil).label
        yield pk, Alasan("janji", f"{label} sejak {(hari - tanggal).days} hari lalu: bagaimana kabarnya?")
    yield from _alasan_laporan(orang, rentang, hari, sudah)


def _alasan_pernyataan(orang: Pengguna, rentang: list, hari: date, sudah: QuerySet):
    """Yang menunggu keputusan orang ini: klaim tonggak, dan pernyataan yang perlu orang kedua."""
    klaim = KlaimTonggak.objects.bisa_diputus(oleh=orang).exclude(penerapan__wilayah_id__in=sudah)
    klaim = klaim.order_by("penerapan__wilayah_id").values_list("penerapan__wilayah_id")
    for pk, n, terakhir in klaim.annotate(Count("pk"), Max("pk"))[:TIAP_ALASAN]:
        yield pk, Alasan("klaim", f"{n} klaim menunggu keputusan Anda", f"/replikasi/klaim/{terakhir}/")
    nyata = PengakuanStatus.objects.filter(
        q_rentang(rentang, "wilayah__kunci"), sumber=PengakuanStatus.Sumber.LAPOR_MANDIRI, pemastian__isnull=True,
        oleh__isnull=False, tanggal__gte=hari - timedelta(days=120),
    ).exclude(Q(oleh=orang) | Q(wilayah_id__in=sudah))  # fmt: skip
    for pk in nyata.order_by("-tanggal").values_list("wilayah_id", flat=True)[:TIAP_ALASAN]:
        yield pk, Alasan("pastikan", "pernyataan keadaannya menunggu dipastikan orang kedua")


def _alasan_laporan(orang: Pengguna, rentang: list, hari: date, sudah: QuerySet):
    """Menurut laporannya: berhenti aktif, belum berkabar, versinya lama. Syaratnya sama dengan saringan daftar desa."""
    desa = Wilayah.objects.desa().filter(q_rentang(rentang, "kunci"), berlaku=True).exclude(pk__in=sudah)
    desa, beku = desa.order_by("kunci"), rentang_beku(hari)
    # Jendelanya mengulang arti "bulan lalu aktif, kini tidak"; yang paling baru berhenti dibaca dari indeks tanggal laporannya.
    jendela = (tambah_bulan(hari.replace(day=1), -1) - BATAS_AKTIF, hari - BATAS_AKTIF - timedelta(days=1))
    calon = RingkasDesa.objects.filter(q_rentang(rentang, "wilayah__kunci"), lapor_terakhir__range=jendela)
    calon = calon.order_by("-lapor_terakhir", "wilayah_id").values_list("wilayah_id", flat=True)[:DIPERIKSA]
    berhenti = desa.filter(q_saring("hilang", hari, beku), pk__in=list(calon)).exclude(
        ringkas__sumber_lain="terverifikasi"
    )
    berhenti = berhenti.order_by("-ringkas__lapor_terakhir", "pk")
    for pk, terakhir in berhenti.values_list("pk", "ringkas__lapor_terakhir")[:TIAP_ALASAN]:
        yield pk, Alasan("berhenti", f"bulan lalu aktif, sekarang {(hari - terakhir).days} hari tanpa laporan")
    diam = desa.filter(q_saring("belum_kabar", hari, beku), pk__in=_yang_didampingi(orang))
    for pk in diam.values_list("pk", flat=True)[:TIAP_ALASAN]:
        yield pk, Alasan("belum_kabar", "belum ada kabar apa pun: tanyakan keadaannya, lalu nyatakan")
    lama = desa.filter(q_saring("versi_lama", hari, beku), ringkas__penerapan_mulai__isnull=False)
    for pk, versi in lama.values_list("pk", "ringkas__versi")[:TIAP_ALASAN]:
        yield pk, Alasan("versi_lama", f"versinya {versi}, lebih dari enam bulan di belakang")


def _yang_didampingi(orang: Pengguna):
    """Yang didampinginya sendiri; manajer dan pengelola tidak dibanjiri ratusan desa yang belum berkabar."""
    rentang = [
        tugas.wilayah.rentang
        for tugas in orang.penugasan_berlaku
        if tugas.peran == Peran.PEGIAT and tugas.wilayah and len(tugas.wilayah.kode) >= 5
    ]
    return Wilayah.objects.filter(q_rentang(rentang, "kunci")).order_by().values("pk")
