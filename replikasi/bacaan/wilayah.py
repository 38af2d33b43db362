"""Data halaman wilayah: nasional → provinsi → kabupaten/kota → kecamatan. Jumlah kueri tetap di tiap tingkat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import Max, Q, QuerySet

from replikasi import kata
from replikasi.hitung import SKALA
from replikasi.kalender import hari_ini
from replikasi.layanan.rekap import rilis_terbaru
from replikasi.models import Rekap, RingkasDesa
from replikasi.rumus import batas_tidak_aktif, bulat, dapat_melapor_otomatis, opendk_ready, usage, version_age
from replikasi.rumus.pantau import Tampil, keadaan_tampil
from wilayah.kode import SELURUH_INDONESIA
from wilayah.models import Wilayah
from wilayah.sebutan import sebutan_baku

from .angka import Angka
from .petak import PETAK, SINGKAT, letak_urut, singkat

ANAK = {"": "provinsi", "provinsi": "kabupaten", "kabupaten": "kecamatan", "kota": "kecamatan"}
NAMA_ANAK = {"provinsi": "Provinsi", "kabupaten": "Kabupaten/kota", "kecamatan": "Kecamatan"}
PER_HALAMAN = 40


@dataclass(frozen=True)
class Anak:
    wilayah: Wilayah
    angka: Angka


@dataclass(frozen=True)
class BarisDesa:
    """Satu desa dalam daftar."""

    wilayah: Wilayah
    tampil: Tampil
    status: kata.Status
    ringkas: RingkasDesa | None
    umur_hari: int | None
    versi_lama: bool | None
    umur_versi: int | None
    dipakai: bool
    maju_verif: Decimal | None
    maju_klaim: Decimal | None

    @property
    def sumber(self) -> str:
        return kata.SUMBER[self.tampil.sumber]


@dataclass(frozen=True)
class HalamanWilayah:
    wilayah: Wilayah | None
    leluhur: list[Wilayah]
    angka: Angka
    anak: list[Anak]
    desa: list[BarisDesa]
    sebutan: str
    nama_anak: str
    terdata: bool

    @property
    def catatan_peta(self) -> str:
        teks = "Satu petak satu wilayah, kira-kira pada letaknya."
        if self.anak_belum:
            teks += " Garis putus-putus: daftar desanya belum dimuat."
        if any(satu.angka.sebagian for satu in self.anak):
            teks += " * baru sebagian kabupaten/kotanya dimuat."
        return teks

    @property
    def anak_terdata(self) -> list[Anak]:
        return [satu for satu in self.anak if satu.angka.n_semua]

    @property
    def anak_belum(self) -> list[Anak]:
        return [satu for satu in self.anak if not satu.angka.n_semua]

    @property
    def siap_opendk(self):
        """Hanya berarti pada kecamatan (K-119)."""
        return opendk_ready(aktif=self.angka.adopsi_desa, desa=self.angka.n_desa)


def halaman_wilayah(wilayah: Wilayah | None) -> HalamanWilayah:
    """`None` berarti nasional. Bulan yang dipakai ialah rekap terbaru yang ada."""
    tingkat = ANAK.get(wilayah.tingkat if wilayah else "", "")
    kunci = wilayah.kunci if wilayah else Rekap.NASIONAL
    bulan = Rekap.objects.filter(kunci=Rekap.NASIONAL).aggregate(b=Max("bulan"))["b"]
    saring = Q(kunci=kunci)
    if tingkat:
        saring |= Q(tingkat=tingkat, kunci__range=wilayah.rentang if wilayah else SELURUH_INDONESIA)
    rekap = {satu.kunci: satu for satu in Rekap.objects.filter(saring, bulan=bulan)} if bulan else {}
    sendiri = rekap.get(kunci)
    n_kab = _jumlah_kab(wilayah) if tingkat in {"provinsi", "kabupaten"} else {}
    anak = []
    if tingkat:
        nama = Wilayah.objects.filter(berlaku=True, tingkat__in=_tingkat(tingkat)).di_dalam(wilayah)
        for satu in nama.order_by("kunci"):
            punya = rekap.get(satu.kunci)
            angka = Angka(punya.isi if punya else {}, punya.per if punya else None, n_kab.get(satu.kunci, 0))
            anak.append(Anak(satu, angka))
    return HalamanWilayah(
        wilayah=wilayah,
        leluhur=list(wilayah.leluhur())[:-1] if wilayah else [],
        angka=Angka(sendiri.isi if sendiri else {}, sendiri.per if sendiri else None, n_kab.get(kunci, 0)),
        anak=anak,
        desa=[] if tingkat else baris_desa(desa_di(wilayah)),
        sebutan=_sebutan(wilayah),
        nama_anak=NAMA_ANAK.get(tingkat, "Desa"),
        terdata=sendiri is not None and bool(sendiri.isi),
    )


def _jumlah_kab(wilayah: Wilayah | None) -> dict[int, int]:
    """Banyaknya kabupaten/kota di tiap provinsi dan seluruhnya (kunci 0)."""
    kab = Wilayah.objects.filter(berlaku=True, tingkat__in=["kabupaten", "kota"]).di_dalam(wilayah)
    hasil = Counter(kunci // 10**8 * 10**8 for kunci in kab.values_list("kunci", flat=True))
    return {**hasil, Rekap.NASIONAL: sum(hasil.values())}


def _tingkat(tingkat: str) -> list[str]:
    return ["kabupaten", "kota"] if tingkat == "kabupaten" else [tingkat]


def _sebutan(wilayah: Wilayah | None) -> str:
    """Sebutan desa di wilayah ini: "nagari" di Lima Puluh Kota, "desa" bila tidak ada aturannya."""
    if wilayah is None:
        return "desa"
    return wilayah.sebutan or sebutan_baku(wilayah.kode + ".00.00.2000"[len(wilayah.kode) - 13 :])


def desa_di(wilayah: Wilayah | None) -> QuerySet[Wilayah]:
    return (
        Wilayah.objects.desa()
        .filter(berlaku=True)
        .di_dalam(wilayah)
        .select_related("ringkas", "induk__induk__induk")
        .order_by("kunci")
    )


def baris_desa(desa: QuerySet[Wilayah] | list[Wilayah]) -> list[BarisDesa]:
    """Satu kueri untuk desanya dan satu untuk rilis; keadaan dihitung di sini."""
    hari, terbaru = hari_ini(), rilis_terbaru()
    return [_baris(satu, hari, terbaru) for satu in desa]


def _baris(desa: Wilayah, hari: date, terbaru: dict[bool, int]) -> BarisDesa:
    ringkas = getattr(desa, "ringkas", None)
    bisa = bisa_lapor(desa)
    if ringkas is None:
        tampil = keadaan_tampil(lapor_terakhir=None, sumber_lain="", keadaan_lain="", bisa_lapor=bisa, hari_ini=hari)
        return BarisDesa(desa, tampil, kata.STATUS[tampil.status], None, None, None, None, False, None, None)
    tampil = keadaan_tampil(
        lapor_terakhir=ringkas.lapor_terakhir, sumber_lain=ringkas.sumber_lain, keadaan_lain=ringkas.keadaan_lain,
        bisa_lapor=bisa, hari_ini=hari,
    )  # fmt: skip
    umur = version_age(ringkas.rilis, terbaru.get(ringkas.premium))
    dipakai = usage(masuk_terakhir=None, ubah_terakhir=ringkas.dipakai_terakhir, hari_ini=hari)
    mulai = ringkas.penerapan_mulai is not None
    return BarisDesa(
        desa, tampil, kata.STATUS[tampil.status], ringkas,
        (hari - ringkas.lapor_terakhir).days if ringkas.lapor_terakhir else None,
        umur.lama, umur.bulan, dipakai or (tampil.sumber == "terverifikasi" and tampil.aktif),
        bulat(Fraction(ringkas.maju_verif, SKALA)) if mulai else None,
        bulat(Fraction(ringkas.maju_klaim, SKALA)) if mulai else None,
    )  # fmt: skip


def bisa_lapor(desa: Wilayah) -> bool:
    kecamatan = desa.induk
    return dapat_melapor_otomatis(desa.nama, kecamatan.nama, kecamatan.induk.nama, kecamatan.induk.induk.nama)


# --- Daftar desa dengan saringan ------------------------------------------------------------------------------------
SARINGAN = {
    "aktif": "Aktif", "terverifikasi": "Dipakai, terverifikasi", "jarang": "Jarang", "tidur": "Tidur",
    "tidak_aktif": "Tidak aktif", "terpasang": "Terpasang, belum dipakai", "lapor_mandiri": "Menurut desa sendiri",
    "tidak_dipakai": "Tidak dipakai", "belum_kabar": "Belum ada kabar", "penerapan": "Dalam program",
    "tertahan": "Program melambat atau tertahan",
}  # fmt: skip


def q_saring(saringan: str, hari: date) -> Q:
    """Syarat kueri yang sama dengan `keadaan_tampil`; `belum_kabar` mencakup yang tidak dapat melapor otomatis."""
    tujuh, tiga_puluh, empat_bulan = hari - timedelta(days=7), hari - timedelta(days=30), batas_tidak_aktif(hari)
    verif = Q(ringkas__sumber_lain="terverifikasi")
    ada, tanpa = Q(ringkas__lapor_terakhir__isnull=False) & ~verif, Q(ringkas__lapor_terakhir__isnull=True)
    lain = tanpa & Q(ringkas__sumber_lain__in=["lapor_mandiri", "impor"])
    macet = Q(ringkas__penerapan_mulai__isnull=False, ringkas__selesai=False) & (
        Q(ringkas__maju_pada__lt=hari - timedelta(days=45))
    ) | Q(
        ringkas__maju_pada__isnull=True, ringkas__penerapan_mulai__lt=hari - timedelta(days=45), ringkas__selesai=False
    )
    return {
        "aktif": ada & Q(ringkas__lapor_terakhir__gte=tujuh),
        "jarang": ada & Q(ringkas__lapor_terakhir__lt=tujuh, ringkas__lapor_terakhir__gte=tiga_puluh),
        "tidur": ada & Q(ringkas__lapor_terakhir__lt=tiga_puluh, ringkas__lapor_terakhir__gte=empat_bulan),
        "tidak_aktif": ada & Q(ringkas__lapor_terakhir__lt=min(empat_bulan, tiga_puluh)),
        "terverifikasi": verif & Q(ringkas__keadaan_lain="dipakai"),
        "terpasang": verif & Q(ringkas__keadaan_lain="terpasang"),
        "lapor_mandiri": lain & ~Q(ringkas__keadaan_lain="tidak_dipakai"),
        "tidak_dipakai": (verif | lain) & Q(ringkas__keadaan_lain="tidak_dipakai"),
        "belum_kabar": Q(ringkas__isnull=True) | tanpa & Q(ringkas__sumber_lain=""),
        "penerapan": Q(ringkas__penerapan_mulai__isnull=False),
        "tertahan": macet,
    }[saringan]


@dataclass(frozen=True)
class LembarDesa:
    baris: list[BarisDesa]
    sesudah: str


def daftar_desa(
    wilayah: Wilayah | None, *, saringan: str = "", sesudah: int = 0, banyak: int = PER_HALAMAN
) -> LembarDesa:
    """Halaman kunci: desa dengan `kunci` sesudah yang terakhir dilihat."""
    desa = desa_di(wilayah).filter(kunci__gt=sesudah)
    if saringan:
        desa = desa.filter(q_saring(saringan, hari_ini()))
    baris = baris_desa(desa[: banyak + 1])
    lanjut = str(baris[banyak - 1].wilayah.kunci) if len(baris) > banyak else ""
    return LembarDesa(baris[:banyak], lanjut)


# --- Peta petak -------------------------------------------------------------------------------------------------------


def petak_anak(halaman: HalamanWilayah) -> list[dict]:
    """Petak per anak, kira-kira pada letaknya di peta; yang letaknya tidak diatur berurut menurut kode."""
    letak = [PETAK.get(satu.wilayah.kode) for satu in halaman.anak]
    if None in letak or not letak:
        letak = letak_urut(len(halaman.anak))
    hasil = []
    for satu, (baris, kolom) in zip(halaman.anak, letak, strict=True):
        angka = satu.angka
        dari = angka.n_desa or angka.n_kelurahan
        aktif = angka.adopsi_desa if angka.n_desa else angka.adopsi_semua
        hasil.append({
            "nama": satu.wilayah.nama_lengkap, "baris": baris, "kolom": kolom, "kelas": angka.kelas,
            "teks": _teks_persen(angka) + ("*" if angka.sebagian else "") if dari else "–", "url": satu.wilayah.get_absolute_url(),
            "singkat": SINGKAT.get(satu.wilayah.kode) or singkat(satu.wilayah.nama),
            "keterangan": _keterangan(angka, aktif, dari),
        })  # fmt: skip
    return hasil


def _keterangan(angka: Angka, aktif: int, dari: int) -> str:
    if not dari:
        return "daftar desanya belum dimuat"
    teks = f"{aktif} dari {dari} {'desa' if angka.n_desa else 'kelurahan'}"
    return f"{teks}; baru {angka.kab_dimuat} dari {angka.n_kab} kabupaten/kota dimuat" if angka.sebagian else teks


def _teks_persen(angka: Angka) -> str:
    nilai = angka.persen_desa if angka.n_desa else angka.persen_semua
    return f"{nilai}%".replace(".", ",")


KELAS_STATUS = {
    "aktif": 4, "terverifikasi": 4, "jarang": 3, "tidur": 2, "terpasang": 2, "lapor_mandiri": 2, "tidak_aktif": 1,
    "tidak_dipakai": 1, "belum_terpasang": 0, "tak_bisa_lapor": 0,
}  # fmt: skip
LEGENDA_DESA = [
    "Belum ada kabar", "Tidak aktif", "Tidur, atau menurut desa sendiri", "Jarang melapor", "Aktif atau terverifikasi",
]  # fmt: skip


def petak_desa(halaman: HalamanWilayah) -> list[dict]:
    letak = letak_urut(len(halaman.desa))
    return [
        {
            "nama": satu.wilayah.nama_lengkap, "baris": baris, "kolom": kolom,
            "kelas": KELAS_STATUS[satu.tampil.status], "teks": f"{satu.umur_hari} hr" if satu.umur_hari is not None else "–",
            "singkat": singkat(satu.wilayah.nama), "url": satu.wilayah.get_absolute_url(),
            "keterangan": satu.status.nama,
        }
        for satu, (baris, kolom) in zip(halaman.desa, letak, strict=True)
    ]  # fmt: skip
