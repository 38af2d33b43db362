"""Meja: yang menunggu seseorang, menurut perannya. Jumlah kueri tetap; hanya yang berperan yang ditanyakan."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from akun.layak import tutupi_kabar
from akun.models import PERAN_TIM, Kabar, Pengguna, Penugasan, Peran
from modul_pelatihan.models import PelajaranPage
from modul_pelatihan.models.angkatan import PERAN_HITUNG

from . import desa, orang, pelatihan, redaksi, tiket
from .bentuk import Bagian, hitung, rute
from .desa import DesaSaya

KABAR_TERBANYAK = 4
LENCANA_TERBANYAK = 100  # lencana menulis "99+"


@dataclass(frozen=True)
class Meja:
    sapa: str
    tugas: list[Penugasan]
    bagian: list[Bagian]
    desa: DesaSaya | None
    pelajaran: PelajaranPage | None
    kabar: list[Kabar]
    kabar_baru: int
    diajukan: list[Penugasan]
    tindakan: tuple[str, str, str]  # (tulisan, alamat, ikon)
    boleh_tim: bool
    boleh_hasil: bool


def salam(jam: int) -> str:
    """Salam menurut jam setempat orangnya."""
    return "Selamat " + (
        "pagi" if 4 <= jam < 11 else "siang" if jam < 15 and jam >= 11 else "sore" if 15 <= jam < 18 else "malam"
    )


def meja(siapa: Pengguna) -> Meja:
    P = Peran
    berperan = siapa.berperan
    tumpukan: list[Bagian] = []
    milik = desa.desa_saya(siapa)
    baru = Kabar.objects.filter(penerima=siapa, dibaca_pada=None).order_by("-pk")[:LENCANA_TERBANYAK]
    kabar = tutupi_kabar(baru, oleh=siapa)
    if berperan(P.OPERATOR) or not siapa.penugasan_berlaku:
        tumpukan.append(tiket.tiket_saya(siapa))
    if berperan(P.OPERATOR):
        tumpukan += [desa.klaim_kembali(siapa), desa.tonggak_berikut(milik)]
    if berperan(P.PEGIAT, P.PETUGAS):
        tumpukan += [tiket.yang_dipegang(siapa), tiket.yang_belum_diambil(siapa)]
    if berperan(P.PEGIAT, P.MANAJER, P.PENGELOLA):
        tumpukan.append(orang.konfirmasi(siapa))
    if berperan(P.PEGIAT, P.MANAJER):
        tumpukan.append(desa.klaim_menunggu(siapa))
    if berperan(P.PEGIAT):
        tumpukan += [desa.desa_diam(siapa), redaksi.tulisan_dilaporkan(siapa)]
    tumpukan += pelatihan.kelas_saya(siapa)
    if berperan(P.PELATIH):
        tumpukan += [pelatihan.setoran_menunggu(siapa), pelatihan.permintaan_menunggu(siapa)]
    if berperan(P.PELATIH, P.PENGELOLA):
        tumpukan += [redaksi.naskah_menunggu(siapa), redaksi.draf_saya(siapa)]
    if berperan(P.MANAJER, P.PEMBINA, P.PENGELOLA):
        tumpukan.append(desa.kemajuan_wilayah(siapa))
    if berperan(P.MANAJER, P.PEMBINA):
        tumpukan.append(tiket.jumlah_wilayah(siapa))
    if siapa.berkuasa(P.PETUGAS, P.PENGELOLA, atas=None):
        tumpukan.append(tiket.surat_diparkir(siapa))
        tumpukan.append(tiket.data_pribadi(siapa))
    if berperan(P.PENGELOLA):
        tumpukan.append(redaksi.perlu_ditinjau(siapa))
    return Meja(
        sapa=salam(timezone.localtime().hour),
        tugas=siapa.penugasan_berlaku,
        bagian=hitung([satu for satu in tumpukan if satu.berisi]),
        desa=milik,
        pelajaran=desa.pelajaran_berikut(siapa) if berperan(P.OPERATOR, P.PEGIAT) else None,
        kabar=kabar[:KABAR_TERBANYAK],
        kabar_baru=len(kabar),
        diajukan=orang.pengajuan_sendiri(siapa),
        tindakan=_tindakan(siapa),
        boleh_tim=berperan(*PERAN_TIM),
        boleh_hasil=berperan(*PERAN_HITUNG),
    )


def _tindakan(siapa: Pengguna) -> tuple[str, str, str]:
    """Satu tombol utama di meja: pekerjaan yang paling sering dimulai peran ini."""
    if siapa.berperan(Peran.PEGIAT, Peran.PETUGAS):
        return ("Buka antrean tiket", rute("pusat_bantuan:antrean"), "tiket")
    if siapa.berperan(Peran.PELATIH):
        return ("Buka ruang redaksi", "/cms/", "pena")
    if siapa.berperan(Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA):
        return ("Lihat kemajuan desa", rute("replikasi:beranda"), "kemajuan")
    return ("Minta bantuan", rute("pusat_bantuan:tiket-baru"), "bantuan")
