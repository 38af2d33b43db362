"""Mengambil, melepas, dan meneruskan tiket."""

from __future__ import annotations

from django.db import transaction

from akun.models import Pengguna
from forum.models import Simpul

from ..keadaan import TERBUKA, Keadaan
from ..models import PeristiwaTiket, ProfilTiket
from .buat_tiket import sebutan_tempat
from .galat import SudahDipegang, TidakDapat
from .jejak import bersihkan, catat, kunci_tiket
from .penyaluran import pegiat_bersedia, penerima_desa, simpul_terdekat, tujuan_petugas
from .surat import beri_tahu
from .tugas import batas_pegangan

Jenis, Tingkat = PeristiwaTiket.Jenis, ProfilTiket.Tingkat


@transaction.atomic
def ambil(*, profil: ProfilTiket, oleh: Pengguna, alih: bool = False) -> ProfilTiket:
    """`oleh` memegang tiket. Dua orang bersamaan: satu menang, yang lain mendapat `SudahDipegang`.

    `alih` mengambil alih dari pemegang lain dengan sadar; pemegang lama dikabari. Mengambil lagi tidak mengubah apa pun.
    """
    profil = kunci_tiket(profil)
    lama = profil.pemegang
    if lama == oleh and profil.terbuka:
        return profil
    if not profil.boleh_diambil(oleh=oleh):
        raise TidakDapat("Tiket ini tidak dapat Anda ambil.")
    if lama and not alih and not profil.pegangan_habis:
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
    if lama:
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
    _kabari_tempat(profil, peristiwa, f"{profil.nama_tempat} menunggu yang menangani")
    return profil


@transaction.atomic
def teruskan(
    *, profil: ProfilTiket, oleh: Pengguna, alasan: str, simpul: Simpul | None = None, tingkat: int | None = None
) -> ProfilTiket:
    """Ke simpul lain yang menjangkau desanya, atau naik ke tingkat 2 atau 3. Jam keseluruhan tidak diulang."""
    profil = kunci_tiket(profil)
    if not profil.boleh_diteruskan(oleh=oleh):
        raise TidakDapat("Tiket ini tidak dapat Anda teruskan.")
    alasan = bersihkan(alasan)
    if not alasan:
        raise TidakDapat("Tulis alasannya, supaya penerima tidak mulai dari nol.")
    if simpul is not None:
        if simpul not in simpul_terdekat(profil.wilayah) or profil.terbatas:
            raise TidakDapat("Simpul itu tidak menjangkau desa ini.")
        tingkat = Tingkat.SIMPUL
    elif tingkat not in {Tingkat.KABUPATEN, Tingkat.NASIONAL}:
        raise TidakDapat("Pilih ke mana tiket diteruskan.")
    if (simpul.pk if simpul else None, tingkat) == (profil.simpul_id, profil.tingkat):
        raise TidakDapat("Tiket ini sudah berada di sana.")
    profil.simpul, profil.tingkat = simpul, tingkat
    ke = Keadaan.BARU if profil.keadaan == Keadaan.DITANGANI else profil.keadaan
    peristiwa = catat(profil, jenis=Jenis.DITERUSKAN, pelaku=oleh, ke=ke, pemegang=None, dari_meja=True, alasan=alasan)
    _kabari_tempat(profil, peristiwa, f"Tiket dari {profil.nama_tempat} diteruskan kepada Anda", alasan)
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, ajakan="Lihat tiket",
        kalimat=f"Tiket Anda diteruskan ke {sebutan_tempat(profil)}",
    )  # fmt: skip
    return profil


def pilihan_terusan(profil: ProfilTiket) -> list[tuple[str, str]]:
    """Nilai dan tulisan untuk formulir "Teruskan": simpul lain yang menjangkau, lalu tingkat di atas."""
    pilihan = []
    if not profil.terbatas:
        pilihan = [
            (f"s{satu.pk}", satu.nama) for satu in simpul_terdekat(profil.wilayah) if satu.pk != profil.simpul_id
        ]
    if profil.tingkat != Tingkat.KABUPATEN and tujuan_petugas(wilayah=profil.wilayah).tingkat == Tingkat.KABUPATEN:
        pilihan.append(("t2", "Petugas kabupaten/provinsi (tingkat 2)"))
    if profil.tingkat != Tingkat.NASIONAL:
        pilihan.append(("t3", "Tim OpenDesa (tingkat 3)"))
    return pilihan


def _kabari_tempat(profil: ProfilTiket, peristiwa: PeristiwaTiket, kalimat: str, kutip: str = "") -> None:
    if profil.keadaan not in TERBUKA:
        return
    if profil.simpul_id:
        orang = list(pegiat_bersedia(profil.simpul, wilayah=profil.wilayah, pemohon=profil.pemohon))
    else:
        orang = list(tujuan_petugas(wilayah=profil.wilayah, mulai=profil.tingkat).penerima)
    beri_tahu(orang, peristiwa=peristiwa, kalimat=kalimat, kutip=kutip, ajakan="Buka tiket")
