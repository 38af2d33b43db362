"""Himpunan tiket untuk daftar: milik desa, antrean penangan, dan hitungan wilayah."""

from __future__ import annotations

from django.db.models import Q

from akun.models import Pengguna, Peran
from forum.models.ketersediaan import PERAN_LIHAT_JADWAL
from wilayah.models import Wilayah

from ..keadaan import TERBUKA, Keadaan
from ..models import ProfilTiket
from ..models.hak import q_wilayah
from ..models.rekap import PEMBACA
from ..models.tiket import ProfilTiketQuerySet


def tiket_desa(orang: Pengguna) -> ProfilTiketQuerySet:
    """ "Tiket saya": yang dimintanya sendiri dan yang milik desanya."""
    milik = Q(pemohon=orang) | q_wilayah(orang, Peran.OPERATOR)
    return ProfilTiket.objects.terlihat(oleh=orang).filter(milik)


TAMPILAN = {
    "menunggu": "Belum diambil",
    "saya": "Saya pegang",
    "tim": "Tim saya",
    "terbuka": "Semua terbuka",
    "selesai": "Selesai",
    "semua": "Semua",
}
BERHITUNGAN = ("menunggu", "saya", "tim", "terbuka")


def antrean(orang: Pengguna, tampilan: str) -> ProfilTiketQuerySet:
    """Yang dapat dikerjakan `orang`, menurut tampilan; tampilan yang tak dikenal menjadi "menunggu"."""
    return menurut_tampilan(dikerjakan(orang), orang, tampilan)


def dikerjakan(orang: Pengguna) -> ProfilTiketQuerySet:
    daftar = ProfilTiket.objects.dapat_ditangani(oleh=orang)
    dua_peran = orang.berperan(Peran.PEGIAT) and orang.berperan(Peran.PETUGAS)
    if dua_peran and not orang.berkuasa(Peran.PEGIAT, Peran.PETUGAS, atas=None):
        # Dua syarat bersambung ATAU; sekali lagi sebagai satu himpunan wilayah, supaya perencana mulai dari desa-desanya.
        daftar = daftar.filter(
            wilayah__in=Wilayah.objects.filter(orang.q_kuasa(Peran.PEGIAT, Peran.PETUGAS, jalur="kunci"))
        )
    return daftar


def menurut_tampilan(daftar: ProfilTiketQuerySet, orang: Pengguna, tampilan: str) -> ProfilTiketQuerySet:
    return daftar.filter(q_tampilan(orang, tampilan))


def q_tampilan(orang: Pengguna, tampilan: str) -> Q:
    """Syarat tampilan itu di antara yang dapat dikerjakan `orang`; semua yang `BERHITUNGAN` bagian dari yang terbuka."""
    terbuka = Q(keadaan__in=TERBUKA)
    if tampilan == "saya":
        return terbuka & Q(pemegang=orang)
    if tampilan == "tim":
        return terbuka & _giliran(orang)
    if tampilan == "semua":
        return Q()
    if tampilan == "terbuka":
        return terbuka
    if tampilan == "selesai":
        return Q(keadaan__in=[Keadaan.SELESAI, Keadaan.DITUTUP])
    belum_mulai = Q(pemegang__isnull=True) | Q(pemegang=orang, keadaan=Keadaan.BARU)  # ditugasi, belum mulai
    return terbuka & _giliran(orang) & belum_mulai


def _giliran(orang: Pengguna) -> Q:
    """Yang menunggu di tingkat orang itu: simpul bagi pegiat, kabupaten atau nasional bagi petugas."""
    giliran = Q(tingkat=ProfilTiket.Tingkat.SIMPUL) if orang.berperan(Peran.PEGIAT) else Q(pk__in=[])
    for tugas in orang.penugasan_berlaku:
        if tugas.peran == Peran.PETUGAS:
            giliran |= Q(tingkat=ProfilTiket.Tingkat.KABUPATEN if tugas.wilayah else ProfilTiket.Tingkat.NASIONAL)
    return giliran


def alat_meja(orang: Pengguna) -> list[tuple[str, str, str]]:
    """Halaman meja yang boleh dibuka `orang`: nama rute, tulisan, ikon. Tanpa kueri."""
    peran = orang.berperan
    penangan, nasional = peran(Peran.PEGIAT, Peran.PETUGAS), orang.berkuasa(Peran.PETUGAS, atas=None)
    semua = (
        (penangan, "pusat_bantuan:antrean", "Antrean", "tiket"),
        (penangan, "forum:ketersediaan", "Kapan saya bisa", "jam"),
        (peran(*PERAN_LIHAT_JADWAL), "forum:ketersediaan-tim", "Siapa yang bisa", "kalender"),
        (peran(Peran.PETUGAS), "pusat_bantuan:gangguan-semua", "Gangguan", "seru"),
        (nasional, "pusat_bantuan:surat-masuk", "Surat masuk", "surat"),
        (nasional or peran(Peran.PENGELOLA), "pusat_bantuan:pdp", "Data pribadi", "perisai"),
        (peran(*PEMBACA), "pusat_bantuan:laporan", "Laporan", "kemajuan"),
        (peran(Peran.PENGELOLA), "pusat_bantuan:sistem", "Sistem luar", "server"),
    )
    return [(rute, judul, ikon) for boleh, rute, judul, ikon in semua if boleh]
