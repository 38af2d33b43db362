"""Memindahkan tiket: ke simpul lain, naik tingkat (simpul → kabupaten → OpenDesa), dan turun lagi.

Yang melepas tetap dapat membaca (wilayahnya tidak berubah), kedua regu dan desanya diberi tahu, dan peristiwanya menjadi
dasar OLA tiap tingkat. Jam keseluruhan tidak pernah diulang (domain helpdesk.md 3.3).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from forum.models import Simpul

from ..keadaan import Keadaan
from ..langkah import NAIK
from ..models import PeristiwaTiket, ProfilTiket
from .buat_tiket import sebutan_tempat
from .galat import TidakDapat
from .giliran import kerjakan
from .jejak import bersihkan, catat, kunci_tiket
from .penyaluran import (
    Tujuan,
    cari_tujuan,
    pegiat_bersedia,
    penerima_desa,
    penerima_meja,
    simpul_terdekat,
    tujuan_petugas,
)
from .surat import beri_tahu

Jenis, Tingkat = PeristiwaTiket.Jenis, ProfilTiket.Tingkat


@transaction.atomic
def naikkan(*, profil: ProfilTiket, oleh: Pengguna | None = None, alasan: str = "") -> ProfilTiket:
    """Ke tingkat di atasnya yang ada orangnya. Tanpa `oleh`, sistem yang menaikkan karena belum ada yang mengambil."""
    profil = kunci_tiket(profil)
    _periksa(profil, oleh, alasan)
    if profil.tingkat >= Tingkat.NASIONAL:
        raise TidakDapat("Tiket ini sudah di tingkat teratas.")
    return _pindahkan(profil, _tujuan(profil, mulai=profil.tingkat + 1), Jenis.NAIK, oleh, bersihkan(alasan))


@transaction.atomic
def turunkan(*, profil: ProfilTiket, oleh: Pengguna, alasan: str, tingkat: int = Tingkat.SIMPUL) -> ProfilTiket:
    """Kembali ke tingkat di bawahnya, paling rendah `tingkat`. Galat bila tidak ada yang bisa menerima di sana."""
    profil = kunci_tiket(profil)
    _periksa(profil, oleh, alasan)
    if profil.tingkat <= tingkat:
        raise TidakDapat("Tiket ini sudah di tingkat itu.")
    tujuan = _tujuan(profil, mulai=tingkat, sampai=tingkat)
    if tujuan.tingkat != tingkat:
        raise TidakDapat("Belum ada yang bisa menerima di sana sekarang. Tiket tetap pada Anda.")
    return _pindahkan(profil, tujuan, Jenis.TURUN, oleh, bersihkan(alasan))


@transaction.atomic
def teruskan(
    *, profil: ProfilTiket, oleh: Pengguna, alasan: str, simpul: Simpul | None = None, tingkat: int | None = None
) -> ProfilTiket:
    """Ke simpul yang disebut, atau ke meja tingkat 2 atau 3; naik atau turun menurut tempatnya sekarang."""
    profil = kunci_tiket(profil)
    _periksa(profil, oleh, alasan)
    if simpul is not None:
        if simpul not in simpul_terdekat(profil.wilayah) or profil.terbatas:
            raise TidakDapat("Simpul itu tidak menjangkau desa ini.")
        pegiat = pegiat_bersedia(simpul, wilayah=profil.wilayah, pemohon=profil.pemohon)
        tujuan = Tujuan(simpul, Tingkat.SIMPUL, tuple(pegiat))
    elif tingkat in {Tingkat.KABUPATEN, Tingkat.NASIONAL}:
        tujuan = _tujuan(profil, mulai=tingkat, sampai=tingkat)
        if tujuan.tingkat != tingkat:
            raise TidakDapat("Belum ada petugas yang bisa menerima di tingkat itu.")
    else:
        raise TidakDapat("Pilih ke mana tiket diteruskan.")
    if (tujuan.simpul, tujuan.tingkat) == (profil.simpul, profil.tingkat):
        raise TidakDapat("Tiket ini sudah berada di sana.")
    jenis = Jenis.DITERUSKAN
    if tujuan.tingkat != profil.tingkat:
        jenis = Jenis.NAIK if tujuan.tingkat > profil.tingkat else Jenis.TURUN
    return _pindahkan(profil, tujuan, jenis, oleh, bersihkan(alasan))


def _periksa(profil: ProfilTiket, oleh: Pengguna | None, alasan: str) -> None:
    if not profil.terbuka or (oleh and not profil.boleh_diteruskan(oleh=oleh)):
        raise TidakDapat("Tiket ini tidak dapat Anda teruskan.")
    if oleh and not bersihkan(alasan):
        raise TidakDapat("Tulis alasannya, supaya penerima tidak mulai dari nol.")


def _tujuan(profil: ProfilTiket, *, mulai: int, sampai: int = Tingkat.NASIONAL) -> Tujuan:
    return cari_tujuan(
        wilayah=profil.wilayah, pemohon=profil.pemohon, terbatas=profil.terbatas, bidang=profil.bidang,
        dampak=profil.dampak, mulai=mulai, sampai=sampai,
    )  # fmt: skip


def _pindahkan(profil: ProfilTiket, tujuan: Tujuan, jenis: str, oleh: Pengguna | None, alasan: str) -> ProfilTiket:
    lama = penerima_meja(profil)
    profil.simpul, profil.tingkat = tujuan.simpul, tujuan.tingkat
    tempat = sebutan_tempat(profil)
    ke = Keadaan.BARU if profil.keadaan == Keadaan.DITANGANI else profil.keadaan
    peristiwa = catat(
        profil, jenis=jenis, pelaku=oleh, ke=ke, pemegang=tujuan.penangan, dari_meja=True,
        alasan=". ".join(satu for satu in (alasan.rstrip("."), tujuan.alasan) if satu),
    )  # fmt: skip
    baru = {orang.pk for orang in tujuan.penerima}
    beri_tahu(
        tujuan.penerima, peristiwa=peristiwa, kutip=alasan, ajakan="Buka tiket",
        kalimat=f"Tiket dari {profil.nama_tempat} diteruskan kepada Anda",
    )  # fmt: skip
    beri_tahu(
        [orang for orang in lama if orang.pk not in baru], peristiwa=peristiwa, ajakan="Lihat tiket",
        kalimat=f"Tiket sekarang di {tempat}. Anda tetap dapat membacanya",
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, ajakan="Lihat tiket",
        kalimat=f"Tiket Anda sekarang ditangani {tempat}. Anda tidak perlu melakukan apa pun",
    )  # fmt: skip
    return profil


def pilihan_terusan(profil: ProfilTiket) -> list[tuple[str, str]]:
    """Nilai dan tulisan untuk formulir "Teruskan": simpul yang menjangkau, lalu meja petugas, dengan arahnya."""
    pilihan = []
    if not profil.terbatas:
        arah = "" if profil.tingkat == Tingkat.SIMPUL else "Turun ke "
        pilihan = [
            (f"s{satu.pk}", f"{arah}{satu.nama}")
            for satu in simpul_terdekat(profil.wilayah)
            if satu.pk != profil.simpul_id
        ]
    if profil.tingkat != Tingkat.KABUPATEN and _ada_petugas_setempat(profil):
        arah = "Naik" if profil.tingkat < Tingkat.KABUPATEN else "Turun"
        pilihan.append(("t2", f"{arah} ke petugas kabupaten/provinsi (tingkat 2)"))
    if profil.tingkat != Tingkat.NASIONAL:
        pilihan.append(("t3", "Naik ke tim OpenDesa (tingkat 3)"))
    return pilihan


def _ada_petugas_setempat(profil: ProfilTiket) -> bool:
    return tujuan_petugas(wilayah=profil.wilayah).tingkat == Tingkat.KABUPATEN


# --- Naik sendiri bila tidak ada yang mengambil -----------------------------------------------------------------------
def naikkan_yang_menunggu(*, saat: datetime | None = None, paling_lama_detik: float = 10) -> int:
    """Tiket yang masa tawarnya habis naik satu tingkat; hanya pada jam kerja desanya (helpdesk.md 3.3, Jobs)."""
    return kerjakan(
        {NAIK: _naikkan}, keadaan=[Keadaan.BARU], saat=saat or timezone.now(), paling_lama_detik=paling_lama_detik
    )[NAIK]


def _naikkan(profil: ProfilTiket, saat: datetime) -> None:
    naikkan(profil=profil, alasan="Belum ada yang mengambil sampai masa tawarnya habis")
