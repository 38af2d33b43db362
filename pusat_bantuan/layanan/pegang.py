"""Mengambil dan melepas tiket."""

from __future__ import annotations

from django.db import transaction

from akun.models import Pengguna

from ..keadaan import Keadaan
from ..models import PeristiwaTiket, ProfilTiket
from .galat import SudahDipegang, TidakDapat
from .jejak import bersihkan, catat, kunci_tiket
from .penyaluran import penerima_desa, penerima_meja
from .surat import beri_tahu
from .tugas import batas_pegangan

Jenis = PeristiwaTiket.Jenis


@transaction.atomic
def ambil(*, profil: ProfilTiket, oleh: Pengguna, alih: bool = False) -> ProfilTiket:
    """`oleh` memegang tiket. Dua orang bersamaan: satu menang, yang lain mendapat `SudahDipegang`.

    `alih` mengambil alih dari pemegang lain dengan sadar; pemegang lama dikabari. Mengambil lagi tidak mengubah apa pun.
    """
    profil = kunci_tiket(profil)
    lama = profil.pemegang
    if lama == oleh and profil.terbuka and profil.keadaan != Keadaan.BARU:
        return profil
    if not profil.boleh_diambil(oleh=oleh):
        raise TidakDapat("Tiket ini tidak dapat Anda ambil.")
    if lama and lama != oleh and not alih and not profil.pegangan_habis:
        raise SudahDipegang(f"Tiket ini baru saja diambil {lama.nama}. Anda masih dapat membaca dan memberi catatan.")
    # Jeda tidak berakhir karena ganti pemegang.
    ke = Keadaan.DITANGANI if profil.keadaan == Keadaan.BARU else profil.keadaan
    peristiwa = catat(
        profil, jenis=Jenis.DIAMBIL, pelaku=oleh, ke=ke, pemegang=oleh, dari_meja=True,
        sampai=batas_pegangan(profil, oleh),
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, kalimat=f"{oleh.nama} mulai menangani tiket Anda",
        ajakan="Lihat tiket",
    )  # fmt: skip
    if lama and lama != oleh:
        beri_tahu([lama], peristiwa=peristiwa, kalimat=f"{oleh.nama} mengambil alih tiket ini", ajakan="Lihat tiket")
    return profil


@transaction.atomic
def lepas(*, profil: ProfilTiket, oleh: Pengguna, alasan: str = "") -> ProfilTiket:
    """Pemegang mengembalikan tiket ke antrean tempatnya berada; yang bersedia dikabari."""
    profil = kunci_tiket(profil)
    if profil.pemegang_id != oleh.pk or not profil.terbuka:
        raise TidakDapat("Tiket ini tidak sedang Anda pegang.")
    ke = Keadaan.BARU if profil.keadaan == Keadaan.DITANGANI else profil.keadaan
    peristiwa = catat(
        profil, jenis=Jenis.DILEPAS, pelaku=oleh, ke=ke, pemegang=None, dari_meja=True, alasan=bersihkan(alasan)
    )
    beri_tahu(
        penerima_meja(profil), peristiwa=peristiwa, ajakan="Buka tiket",
        kalimat=f"{profil.nama_tempat} menunggu yang menangani",
    )  # fmt: skip
    return profil
