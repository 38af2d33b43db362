"""Data halaman satu desa: keadaannya, laporannya, perjalanannya dalam program, dan siapa yang mendampingi."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.functional import cached_property

from akun.models import Pengguna
from forum.models import Simpul
from modul_pelatihan.models import ModulPage
from pusat_bantuan.bacaan import lembar
from pusat_bantuan.models import ProfilTiket
from replikasi import kata
from replikasi.hitung import SKALA
from replikasi.kalender import hari_ini
from replikasi.models import (
    Bimbingan,
    BulanLapor,
    KeadaanPasang,
    Kejanggalan,
    KlaimTonggak,
    LangkahPage,
    Pendampingan,
    Penerapan,
    PengakuanStatus,
    Produk,
    RingkasDesa,
    Tonggak,
    Verifikasi,
)
from replikasi.models.status import boleh_menyatakan
from replikasi.rumus import bulat, ping_status, source_precedence, stalled, tambah_bulan
from replikasi.rumus.pantau import Pernyataan
from wilayah import kode as aturan_kode
from wilayah.models import FaktaDesa, KontakDesa, Wilayah

from .wilayah import BarisDesa, baris_desa, desa_di


@dataclass(frozen=True)
class ButirTonggak:
    tonggak: Tonggak
    keadaan: str
    klaim: KlaimTonggak | None
    langkah_url: str = ""

    @property
    def status(self) -> kata.Status:
        return kata.KLAIM[self.keadaan]

    @property
    def bisa_diklaim(self) -> bool:
        return self.keadaan in {"", KlaimTonggak.Keadaan.DIKEMBALIKAN}


@dataclass(frozen=True)
class TahapDesa:
    nomor: int
    judul: str
    bobot: int
    lewat: bool
    butir: list[ButirTonggak]

    @property
    def n(self) -> int:
        return len(self.butir)

    @property
    def tercapai(self) -> int:
        return sum(satu.keadaan == KlaimTonggak.Keadaan.DIVERIFIKASI for satu in self.butir)

    @property
    def menunggu(self) -> int:
        return sum(satu.keadaan == KlaimTonggak.Keadaan.DIAJUKAN for satu in self.butir)

    @property
    def penuh(self) -> bool:
        return self.tercapai == self.n


@dataclass(frozen=True)
class Perjalanan:
    penerapan: Penerapan
    tahap: list[TahapDesa]
    maju_verif: Decimal
    maju_klaim: Decimal
    ringkas: RingkasDesa | None

    @property
    def maju_pada(self) -> date | None:
        return self.ringkas.maju_pada if self.ringkas else None

    @cached_property
    def jalan(self) -> kata.Status:
        """Berjalan, macet, atau selesai; satu kueri (jedanya)."""
        jalan = stalled(
            maju_terakhir=self.maju_pada or self.penerapan.mulai, hari_ini=hari_ini(),
            ambang=self.penerapan.program.ambang_macet,
            jeda=list(self.penerapan.jeda.order_by("mulai").values_list("mulai", "selesai")),
            selesai=bool(self.ringkas and self.ringkas.selesai),
        )  # fmt: skip
        return kata.JALAN[jalan]

    @property
    def tercapai(self) -> int:
        return sum(satu.tercapai for satu in self.tahap)

    @property
    def menunggu(self) -> int:
        return sum(satu.menunggu for satu in self.tahap)

    @property
    def jumlah(self) -> int:
        return sum(satu.n for satu in self.tahap if not satu.lewat)

    @property
    def kini(self) -> TahapDesa | None:
        return next((satu for satu in self.tahap if not satu.penuh and not satu.lewat), None)

    @property
    def berikutnya(self) -> list[ButirTonggak]:
        """Tonggak tahap kini yang masih bisa dikerjakan."""
        return [satu for satu in self.kini.butir if satu.bisa_diklaim] if self.kini else []


@dataclass(frozen=True)
class ButirPernyataan:
    """Satu pernyataan dan nasibnya; catatannya hanya bagi yang bertugas di wilayahnya."""

    pernyataan: PengakuanStatus
    menang: bool
    catatan: str
    boleh_dipastikan: bool


@dataclass(frozen=True)
class HalamanDesa:
    wilayah: Wilayah
    leluhur: list[Wilayah]
    baris: BarisDesa
    fakta: FaktaDesa | None
    pasang: list[tuple[KeadaanPasang, kata.Status]]
    bulan: list[dict]
    perjalanan: Perjalanan | None
    simpul: Simpul | None
    pendamping: list[Pendampingan]
    jumlah_pendamping: int
    bimbingan: list[Bimbingan]
    kontak: KontakDesa | None
    pengakuan: list[ButirPernyataan]
    kejanggalan: list[Kejanggalan]
    boleh_menyatakan: bool
    tiket: list[ProfilTiket]
    modul: list[ModulPage] = field(default_factory=list)

    @property
    def label_bulan(self) -> list[str]:
        return [date_format(satu["bulan"], "M y") for satu in self.bulan]

    @property
    def nilai_bulan(self) -> list[int]:
        return [satu["nilai"] for satu in self.bulan]


def halaman_desa(wilayah: Wilayah, *, oleh: Pengguna) -> HalamanDesa:
    desa = desa_di(None).get(pk=wilayah.pk) if wilayah.berlaku else wilayah
    leluhur = [desa.induk.induk.induk, desa.induk.induk, desa.induk]
    hari = hari_ini()
    baris = baris_desa([desa])[0]
    perjalanan = perjalanan_desa(desa)
    semua_pendamping = list(Pendampingan.objects.berlaku().filter(wilayah=desa).select_related("pendamping"))
    return HalamanDesa(
        wilayah=desa,
        leluhur=leluhur,
        baris=baris,
        fakta=FaktaDesa.objects.filter(wilayah=desa).first(),
        pasang=[
            (satu, kata.STATUS[ping_status(satu.terakhir, hari)])
            for satu in KeadaanPasang.objects.filter(wilayah=desa).order_by("produk")
        ],
        bulan=hari_lapor(desa, hari),
        perjalanan=perjalanan,
        simpul=simpul_terdekat(desa),
        pendamping=[satu for satu in semua_pendamping if satu.boleh_dilihat(oleh=oleh)],
        jumlah_pendamping=len(semua_pendamping),
        bimbingan=bimbingan_desa(desa, oleh=oleh),
        kontak=KontakDesa.objects.terlihat(oleh=oleh).filter(wilayah=desa, dihapus_pada=None).first(),
        pengakuan=pernyataan_desa(desa, baris, oleh=oleh),
        kejanggalan=list(Kejanggalan.objects.terlihat(oleh=oleh).terbuka().filter(wilayah=desa)),
        boleh_menyatakan=boleh_menyatakan(desa, oleh=oleh),
        tiket=lembar(ProfilTiket.objects.terlihat(oleh=oleh).filter(wilayah=desa).terbuka(), banyak=3).tiket,
        modul=modul_untuk(perjalanan.berikutnya if perjalanan else []),
    )


def bimbingan_desa(desa: Wilayah, *, oleh: Pengguna) -> list[Bimbingan]:
    """Yang membimbing desa ini dan yang dibimbingnya, sedang berlaku; satu kueri."""
    return list(
        Bimbingan.objects.terlihat(oleh=oleh).berlaku().filter(Q(dampingan=desa) | Q(mentor=desa))
        .select_related("mentor", "dampingan", "gelombang").order_by("-utama", "pk")[:20]
    )  # fmt: skip


def pernyataan_desa(desa: Wilayah, baris: BarisDesa, *, oleh: Pengguna) -> list[ButirPernyataan]:
    """Lima pernyataan terbaru tentang OpenSID, dan mana yang sedang menentukan keadaan desa ini."""
    semua = list(PengakuanStatus.objects.filter(wilayah=desa).select_related("wilayah").order_by("-tanggal", "-pk")[:5])
    pemenang, _ = source_precedence(Pernyataan(s.sumber, s.tanggal, s.pk) for s in semua if s.produk == Produk.OPENSID)
    berlaku = pemenang.isi if pemenang and baris.tampil.sumber == pemenang.sumber else None
    rinci = bool(semua) and semua[0].boleh_dilihat(oleh=oleh)
    return [
        ButirPernyataan(s, s.pk == berlaku, s.catatan if rinci else "", s.boleh_dipastikan(oleh=oleh)) for s in semua
    ]


def hari_lapor(desa: Wilayah, hari: date, banyak: int = 12) -> list[dict]:
    """Banyaknya hari melapor tiap bulan, dua belas bulan terakhir; bulan tanpa baris = 0 hari."""
    awal = tambah_bulan(hari.replace(day=1), 1 - banyak)
    ada = {
        satu.bulan: satu.jumlah_hari
        for satu in BulanLapor.objects.filter(wilayah=desa, produk="opensid", bulan__gte=awal)
    }
    bulan = [tambah_bulan(awal, n) for n in range(banyak)]
    return [{"bulan": satu, "nilai": ada.get(satu, 0)} for satu in bulan]


def simpul_terdekat(desa: Wilayah) -> Simpul | None:
    """Simpul publik dengan wilayah paling sempit yang memuat desa ini."""
    return (
        Simpul.objects.filter(wilayah__kode__in=aturan_kode.leluhur(desa.kode), keterlihatan=Simpul.Keterlihatan.PUBLIK)
        .order_by("-wilayah__kunci")
        .first()
    )


def modul_untuk(butir: list[ButirTonggak]) -> list[ModulPage]:
    kode = {satu for b in butir for satu in b.tonggak.modul_terkait}
    return list(ModulPage.objects.live().public().filter(kode__in=kode).order_by("kode")[:4]) if kode else []


def penerapan_utama(desa: Wilayah) -> Penerapan | None:
    return (
        Penerapan.objects.berjalan()
        .filter(wilayah=desa)
        .select_related("program", "edisi", "wilayah__ringkas")
        .order_by("-percontohan", "mulai", "pk")
        .first()
    )


def perjalanan_desa(desa: Wilayah) -> Perjalanan | None:
    penerapan = penerapan_utama(desa)
    return perjalanan_dari(penerapan) if penerapan else None


def perjalanan_dari(penerapan: Penerapan) -> Perjalanan:
    klaim: dict[int, KlaimTonggak] = {}
    for satu in penerapan.klaim.order_by("pk"):
        klaim[satu.tonggak_id] = satu  # yang terakhir diajukan menentukan keadaannya
    per_tahap: dict[int, list[ButirTonggak]] = defaultdict(list)
    judul, lewat = {}, set()
    langkah = LangkahPage.objects.live().filter(tonggak=OuterRef("pk")).order_by("-pk").values("url_path")[:1]
    tonggak = Tonggak.objects.filter(tahap__program=penerapan.program).select_related("tahap")
    dilewati = penerapan.tahap_dilewati.through.objects.filter(penerapan=penerapan, tahap=OuterRef("tahap"))
    tonggak = tonggak.annotate(jalur=Subquery(langkah), dilewati=Exists(dilewati))
    for satu in tonggak.order_by("tahap__nomor", "urutan"):
        punya = klaim.get(satu.pk)
        judul[satu.tahap.nomor] = satu.tahap.judul
        if satu.dilewati:
            lewat.add(satu.tahap.nomor)
        per_tahap[satu.tahap.nomor].append(
            ButirTonggak(satu, punya.keadaan if punya else "", punya, _alamat(satu.jalur or ""))
        )
    tahap = [
        TahapDesa(n, judul[n], int(penerapan.edisi.bobot.get(str(n), 0)), n in lewat, butir)
        for n, butir in per_tahap.items()
    ]
    ringkas = penerapan.wilayah.ringkas if hasattr(penerapan.wilayah, "ringkas") else None
    return Perjalanan(
        penerapan, tahap,
        bulat(Fraction(ringkas.maju_verif if ringkas else 0, SKALA)),
        bulat(Fraction(ringkas.maju_klaim if ringkas else 0, SKALA)),
        ringkas,
    )  # fmt: skip


def _alamat(url_path: str) -> str:
    """Jalur halaman di bawah akar situs: "/home/panduan/…" → "/panduan/…"."""
    return "/" + url_path.split("/", 2)[2] if url_path.count("/") > 2 else ""


def riwayat_klaim(klaim: KlaimTonggak) -> list[dict]:
    """Garis waktu satu klaim untuk orang yang boleh membacanya."""
    hasil = [{
        "judul": "Diajukan", "oleh": klaim.diajukan_oleh, "saat": klaim.diajukan_pada, "ikon": "kirim", "teks": "",
    }]  # fmt: skip
    ikon = {"diterima": "centang-lingkar", "dikembalikan": "putar", "dibatalkan": "silang-lingkar"}
    for satu in Verifikasi.objects.filter(klaim=klaim).select_related("oleh"):
        hasil.append({
            "judul": satu.get_putusan_display().capitalize(), "teks": satu.alasan, "oleh": satu.oleh, "saat": satu.pada,
            "ikon": ikon[satu.putusan],
        })  # fmt: skip
    return hasil
