"""Jam SLA: fungsi murni dari (kalender, catatan peristiwa, sasaran, saat). Tanpa ORM, tanpa zona server, tanpa pecahan.

Catatan peristiwa (`log`) urut menurut waktu dan hanya bertambah. Jam mulai pada peristiwa pertamanya. Waktu aktif ialah
waktu di dalam jendela kerja dan di luar setiap jeda `[dari, sampai)`; tidak ada penghitung jeda yang ditumpuk
(domain helpdesk.md 3; contoh: tests/pusat_bantuan/data/sla_cases.json).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .galat_sla import (
    DiLuarCakrawala,
    GalatSla,
    JendelaKeliru,
    KalenderDipakai,
    KalenderTanpaJam,
    LingkaranGabungan,
    LogKosong,
    RentangTerbalik,
    SasaranKeliru,
    WaktuTanpaZona,
    ZonaTidakDikenal,
)
from .jam_kerja import (
    Kalender,
    Lapis,
    TanggalLibur,
    ke_detik,
    ke_waktu,
    susun_jendela,
    susun_kalender,
    susun_pekan,
    zona_wilayah,
)
from .sla_log import (
    HENTI,
    Jeda,
    Log,
    Peristiwa,
    akhir_log,
    akhiri,
    bebas,
    mulai_dari,
    mulai_log,
    peristiwa,
    sampai_saat,
    sela_log,
)

__all__ = [
    "DiLuarCakrawala", "GalatSla", "Gabungan", "Jam", "JamPdp", "Jeda", "JendelaKeliru", "Kalender", "KalenderDipakai",
    "KalenderTanpaJam", "Lapis", "LingkaranGabungan", "LogKosong", "Penggal", "Peristiwa", "Putusan", "RentangTerbalik",
    "Sasaran", "SasaranKeliru", "Status", "TanggalLibur", "WaktuTanpaZona", "ZonaTidakDikenal", "aktif", "buka_pada",
    "gabung", "jam_pdp", "jatuh_tempo", "ingatkan_pada", "log_berhenti", "log_tanggapan", "penggal_tingkat", "putusan", "sambung",
    "status", "susun_jendela", "susun_kalender", "susun_pekan", "tanggapan_pertama", "terlampaui_pada", "ujung_rantai",
    "zona_wilayah",
]  # fmt: skip


@dataclass(frozen=True)
class Sasaran:
    """Detik aktif yang dijanjikan, dan berapa detik aktif sebelumnya pengingat diberikan."""

    detik: int
    ingatkan: int = 0

    def __post_init__(self) -> None:
        if type(self.detik) is not int or type(self.ingatkan) is not int or self.detik <= 0 or self.ingatkan < 0:
            raise SasaranKeliru(f"Sasaran harus detik bulat lebih dari nol, bukan {self.detik!r}.")


@dataclass(frozen=True)
class Status:
    """Keadaan satu jam pada satu saat. `sisa` boleh negatif; dilanggar bila dan hanya bila terpakai > sasaran."""

    terpakai: int
    sisa: int
    jatuh_tempo: datetime | None
    ingatkan_pada: datetime | None
    dilanggar_pada: datetime | None
    dijeda: bool
    berhenti_pada: datetime | None

    @property
    def dilanggar(self) -> bool:
        return self.sisa < 0


# --- Tiga fungsi pokok ------------------------------------------------------------------------------------------------
def aktif(kalender: Kalender, log: Log, dari: datetime, sampai: datetime) -> int:
    """Detik aktif di `[dari, sampai)`. Sesudah selesai waktu tidak berjalan; sela selesai–dibuka lagi adalah jeda."""
    awal, akhir = ke_detik(dari), ke_detik(sampai)
    if akhir < awal:
        raise RentangTerbalik("Rentang waktu berakhir sebelum mulai.")
    jumlah = 0
    for a, b in bebas(log, awal, berlanjut=False):
        b = akhir if b is None else min(b, akhir)
        if b > a:
            jumlah += kalender.lama(a, b)
    return jumlah


def jatuh_tempo(kalender: Kalender, log: Log, sasaran: Sasaran) -> datetime | None:
    """Saat pertama ketika waktu aktif sejak mulai mencapai sasaran; `None` selama jeda belum berakhir.

    Jeda yang mulai sesudah jatuh tempo tidak mengubahnya. Tiket yang sudah selesai tetap punya jatuh tempo.
    """
    return _tercapai(kalender, log, sasaran.detik, berlanjut=True)


def status(kalender: Kalender, log: Log, sasaran: Sasaran, saat: datetime) -> Status:
    """Keadaan jam pada `saat`, hanya dari peristiwa sampai saat itu. Sebelum mulai, belum ada yang terpakai."""
    mulai = mulai_log(log)
    batas = max(ke_detik(saat), mulai)
    log = sampai_saat(log, batas)
    terpakai = aktif(kalender, log, ke_waktu(mulai), ke_waktu(batas))
    sela, henti = sela_log(log)
    berhenti = henti is not None and henti <= batas
    return Status(
        terpakai=terpakai,
        sisa=sasaran.detik - terpakai,
        jatuh_tempo=jatuh_tempo(kalender, log, sasaran),
        ingatkan_pada=ingatkan_pada(kalender, log, sasaran),
        dilanggar_pada=terlampaui_pada(kalender, log, sasaran),
        dijeda=not berhenti and any(a <= batas and (b is None or batas < b) for a, b in sela),
        berhenti_pada=ke_waktu(henti) if berhenti else None,
    )


def _tercapai(kalender: Kalender, log: Log, perlu: int, *, berlanjut: bool) -> datetime | None:
    for a, b in bebas(log, mulai_log(log), berlanjut=berlanjut):
        saat, perlu = kalender.maju(a, perlu, b)
        if saat is not None:
            return ke_waktu(saat)
    return None


# --- Turunan ----------------------------------------------------------------------------------------------------------
def ingatkan_pada(kalender: Kalender, log: Log, sasaran: Sasaran) -> datetime | None:
    """Saat pertama ketika sisa waktu aktif ≤ `sasaran.ingatkan`, di dalam jam kerja; `None` bila berhenti lebih dulu."""
    if not sasaran.ingatkan:
        return None
    perlu = sasaran.detik - sasaran.ingatkan
    if perlu > 0:
        return _tercapai(kalender, log, perlu, berlanjut=False)
    saat = _tercapai(kalender, log, 1, berlanjut=False)
    return saat and saat - timedelta(seconds=1)


def terlampaui_pada(kalender: Kalender, log: Log, sasaran: Sasaran) -> datetime | None:
    """Detik pertama yang melanggar (terpakai > sasaran) bila tidak ada yang berubah; `None` bila tidak akan."""
    return _tercapai(kalender, log, sasaran.detik + 1, berlanjut=False)


def buka_pada(kalender: Kalender, saat: datetime) -> bool:
    """Benar bila `saat` di dalam jam kerja."""
    return kalender.buka(ke_detik(saat))


def tanggapan_pertama(log: Log) -> datetime | None:
    """Pesan terbuka pertama dari orang meja; balasan otomatis, catatan dalam, dan kabar massal bukan tanggapan."""
    return next((satu.pada for satu in log if isinstance(satu, Peristiwa) and satu.tanggapan), None)


def log_tanggapan(log: Log) -> list[Peristiwa | Jeda]:
    """Log jam tanggapan pertama: jam yang sama, berhenti pada tanggapan pertama."""
    dijawab = tanggapan_pertama(log)
    return list(log) if dijawab is None else akhiri(log, dijawab)


log_berhenti = akhiri


@dataclass(frozen=True)
class Penggal:
    """Satu kunjungan ke satu tingkat: dari masuk sampai keluar, dengan lognya sendiri untuk OLA."""

    tingkat: int
    masuk: datetime
    keluar: datetime | None
    log: list[Peristiwa | Jeda]


def penggal_tingkat(log: Log) -> list[Penggal]:
    """Tiap kunjungan ke satu tingkat; dihitung pada kalender regunya. Jam keseluruhan tidak pernah diulang."""
    masuk: list[Peristiwa] = []
    for satu in peristiwa(log):
        if not masuk or satu.tingkat != masuk[-1].tingkat:
            masuk.append(satu)
    hasil = []
    for letak, satu in enumerate(masuk):
        keluar = masuk[letak + 1].pada if letak + 1 < len(masuk) else None
        penggal = mulai_dari(log, satu.pada)
        hasil.append(Penggal(satu.tingkat, satu.pada, keluar, akhiri(penggal, keluar) if keluar else penggal))
    return hasil


@dataclass(frozen=True)
class Putusan:
    """Hasil pada satu penyelesaian; putusan pertama tetap walau tiket dibuka lagi."""

    pada: datetime
    terpakai: int
    terpenuhi: bool


def putusan(kalender: Kalender, log: Log, sasaran: Sasaran) -> list[Putusan]:
    """Putusan pada tiap peralihan ke selesai, dari yang pertama."""
    hasil, sebelum = [], ""
    for satu in peristiwa(log):
        if satu.ke in HENTI and sebelum not in HENTI:
            terpakai = status(kalender, log, sasaran, satu.pada).terpakai
            hasil.append(Putusan(satu.pada, terpakai, terpakai <= sasaran.detik))
        sebelum = satu.ke
    return hasil


# --- Penggabungan: janji paling awal menang ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Jam:
    """Satu jam lengkap, dikenali `kunci` (misalnya kode tiket)."""

    kunci: Hashable
    kalender: Kalender
    log: Log
    sasaran: Sasaran


@dataclass(frozen=True)
class Gabungan:
    """`acuan`: jam yang sasaran, kalender, dan jedanya dipakai seterusnya."""

    acuan: Jam
    mulai: datetime
    jatuh_tempo: datetime | None
    tanggapan: datetime | None


def gabung(jam: Sequence[Jam]) -> Gabungan:
    """Mulai paling awal, jatuh tempo paling awal; tanggapan pada salah satu adalah tanggapan pertama.

    Yang sedang dijeda (tanpa jatuh tempo) kalah dari yang berjalan; bila semuanya dijeda, sisa terkecil menang.
    """
    if not jam:
        raise LogKosong("Tidak ada jam yang digabung.")

    def urutan(satu: Jam) -> tuple:
        tempo = jatuh_tempo(satu.kalender, satu.log, satu.sasaran)
        terpakai = aktif(satu.kalender, satu.log, ke_waktu(mulai_log(satu.log)), akhir_log(satu.log))
        return (tempo is None, ke_detik(tempo) if tempo else satu.sasaran.detik - terpakai, mulai_log(satu.log))

    acuan = min(jam, key=urutan)
    dijawab = [saat for satu in jam if (saat := tanggapan_pertama(satu.log))]
    return Gabungan(
        acuan=acuan,
        mulai=ke_waktu(min(mulai_log(satu.log) for satu in jam)),
        jatuh_tempo=jatuh_tempo(acuan.kalender, acuan.log, acuan.sasaran),
        tanggapan=min(dijawab, default=None),
    )


def sambung(acuan: Log, penyintas: Log, pada: datetime) -> list[Peristiwa | Jeda]:
    """Log sesudah digabung: milik jam acuan sampai `pada`, lalu milik tiket yang bertahan."""
    batas = ke_detik(pada)
    lanjutan = mulai_dari(penyintas, pada)
    return sampai_saat(acuan, batas - 1) + lanjutan if mulai_log(acuan) < batas else lanjutan


def ujung_rantai(awal: Hashable, ke: Mapping[Hashable, Hashable]) -> Hashable:
    """Tiket terakhir pada rantai penggabungan; rantai yang melingkar ditolak."""
    dilalui = {awal}
    while (berikut := ke.get(awal)) is not None:
        if berikut in dilalui:
            raise LingkaranGabungan("Tiket tidak dapat digabung ke rantainya sendiri.")
        dilalui.add(berikut)
        awal = berikut
    return awal


# --- Jam data pribadi: waktu dinding ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class JamPdp:
    """3 × 24 jam waktu dinding: tanpa jeda, tanpa kalender, akhir pekan dihitung (UU 27/2022; helpdesk.md 5)."""

    mulai: datetime
    tenggat: datetime
    peringatan: tuple[datetime, datetime]

    def sisa(self, saat: datetime) -> int:
        """Detik tersisa; negatif bila lewat."""
        return ke_detik(self.tenggat) - ke_detik(saat)

    def terlampaui(self, saat: datetime) -> bool:
        return self.sisa(saat) < 0

    def peringatan_jatuh(self, saat: datetime) -> tuple[datetime, ...]:
        """Peringatan (24 dan 48 jam) yang sudah waktunya pada `saat`."""
        return tuple(satu for satu in self.peringatan if ke_detik(satu) <= ke_detik(saat))


def jam_pdp(mulai: datetime) -> JamPdp:
    """Tenggat 72 jam, peringatan pada jam ke-24 dan ke-48."""
    awal = ke_waktu(ke_detik(mulai))
    hari = timedelta(hours=24)
    return JamPdp(awal, awal + 3 * hari, (awal + hari, awal + 2 * hari))
