"""Pesan dari pihak desa lewat kanal mana pun (email, tautan tamu, API), dan penetapan desa tiket yang belum dikenali."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from akun.models import Pengguna, Peran
from wilayah.models import Wilayah

from ..berkas import BerkasBersih
from ..cari import indekskan_tiket
from ..keadaan import Keadaan
from ..models import Kontak, PeristiwaTiket, ProfilTiket
from .buat_tiket import sebutan_tempat
from .gabung import kunci_ujung, ujung_gabungan
from .galat import TidakDapat
from .jejak import bersihkan, catat, kunci_tiket, saat_sampai
from .lampirkan import buang_berkas, simpan_berkas, tempelkan
from .penyaluran import cari_tujuan, penerima_desa, penerima_meja
from .surat import beri_tahu

Jenis = PeristiwaTiket.Jenis


def terima_balasan(
    *,
    profil: ProfilTiket,
    isi: str,
    pengguna: Pengguna | None = None,
    kontak: Kontak | None = None,
    kunci_kirim: uuid.UUID | None = None,
    lampiran: Sequence[BerkasBersih] = (),
    diterima: datetime | None = None,
) -> PeristiwaTiket:
    """Pesan terbuka dari pihak pemohon; pemanggil sudah memastikan pengirimnya berhak atas tiket ini.

    Balasan ke tiket yang digabung sampai di ujung rantainya. Mengakhiri "menunggu pemohon"; membuka lagi tiket yang
    sudah dijawab atau belum lama ditutup (helpdesk.md 3.3). `diterima`: saat pesannya sampai bila baru diolah kemudian;
    jedanya berakhir di sana, tetapi tidak pernah sebelum peristiwa terakhir tiket itu.
    Galat: `TidakDapat` bila pesannya kosong atau tiketnya sudah lama ditutup.
    """
    profil = ujung_gabungan(profil)
    if ada := _sudah(profil, pengguna, kunci_kirim):
        return ada
    tersimpan = simpan_berkas(lampiran)
    try:
        with transaction.atomic():
            terkunci = kunci_ujung(profil)
            peristiwa = _terima(terkunci, bersihkan(isi), pengguna, kontak, kunci_kirim, bool(tersimpan), diterima)
            tempelkan(terkunci, tersimpan, pengunggah=pengguna, followup=peristiwa.followup)
    except BaseException as galat:
        buang_berkas(tersimpan)
        if isinstance(galat, IntegrityError) and (ada := _sudah(profil, pengguna, kunci_kirim)):
            return ada
        raise
    return peristiwa


def _sudah(profil: ProfilTiket, pengguna: Pengguna | None, kunci: uuid.UUID | None) -> PeristiwaTiket | None:
    if kunci is None:
        return None
    return PeristiwaTiket.objects.select_related("followup").filter(
        profil=profil, pelaku=pengguna, kunci_kirim=kunci
    ).first()  # fmt: skip


def _terima(
    profil: ProfilTiket,
    isi: str,
    pengguna: Pengguna | None,
    kontak: Kontak | None,
    kunci: uuid.UUID | None,
    berlampiran: bool,
    diterima: datetime | None,
) -> PeristiwaTiket:
    if not isi and not berlampiran:
        raise TidakDapat("Pesannya masih kosong.")
    jenis, ke = Jenis.BALASAN, profil.keadaan
    semula = Keadaan.DITANGANI if profil.pemegang_id else Keadaan.BARU
    if profil.keadaan == Keadaan.MENUNGGU_PEMOHON:
        ke = semula
    elif not profil.terbuka:
        if not profil.masih_dapat_dibuka:
            raise TidakDapat("Tiket ini sudah lama ditutup. Buat tiket baru dan sebut kodenya.")
        jenis, ke = Jenis.DIBUKA_LAGI, semula
        profil.dibuka_lagi += 1
        profil.tiket.resolution = None
    peristiwa = catat(
        profil, jenis=jenis, pelaku=pengguna, kontak=kontak, ke=ke, isi=isi or "(lampiran saja)", publik=True,
        kunci_kirim=kunci, pada=saat_sampai(profil, diterima),
    )  # fmt: skip
    beri_tahu(
        penerima_meja(profil), peristiwa=peristiwa, kutip=isi, ajakan="Buka dan balas",
        kalimat=f"{profil.nama_tempat} {'membuka lagi tiket ini' if jenis == Jenis.DIBUKA_LAGI else 'membalas'}",
    )  # fmt: skip
    return peristiwa


@transaction.atomic
def tempatkan(*, profil: ProfilTiket, wilayah: Wilayah, oleh: Pengguna) -> ProfilTiket:
    """Petugas nasional menetapkan desa tiket yang belum dikenali; sesudah itu tiket disalurkan seperti biasa.

    Desa yang sudah tetap tidak dipindah lewat sini: percakapan satu desa tidak boleh terbuka bagi desa lain.
    """
    profil = kunci_tiket(profil)
    if profil.wilayah_id == wilayah.pk:
        return profil
    if profil.wilayah_id or not oleh.berkuasa(Peran.PETUGAS, atas=None):
        raise TidakDapat("Desa tiket ini tidak dapat Anda ubah.")
    if wilayah.tingkat != Wilayah.Tingkat.DESA:
        raise TidakDapat("Pilih desa, nagari, atau kelurahan.")
    profil.wilayah, profil.wilayah_usul = wilayah, None
    peristiwa = catat(
        profil, jenis=Jenis.TEMPATKAN, pelaku=oleh, dari_meja=True, alasan=wilayah.nama_lengkap, susulan=False
    )
    indekskan_tiket(profil)  # nama desanya ikut dicari
    if profil.keadaan == Keadaan.BARU or (profil.terbuka and profil.pemegang_id is None):
        tujuan = cari_tujuan(
            wilayah=wilayah, pemohon=profil.pemohon, terbatas=profil.terbatas, bidang=profil.bidang,
            dampak=profil.dampak,
        )  # fmt: skip
        profil.simpul, profil.tingkat = tujuan.simpul, tujuan.tingkat
        disalurkan = catat(
            profil, jenis=Jenis.DISALURKAN, pelaku=None, pemegang=tujuan.penangan, alasan=tujuan.alasan, susulan=False
        )
        beri_tahu(
            tujuan.penerima, peristiwa=disalurkan, kutip=profil.uraian, ajakan="Buka dan ambil tiket",
            kalimat=f"{profil.nama_tempat} meminta bantuan",
        )  # fmt: skip
        beri_tahu(
            penerima_desa(profil), peristiwa=peristiwa, ajakan="Lihat tiket",
            kalimat=f"Tiket Anda diteruskan ke {sebutan_tempat(profil)}",
        )  # fmt: skip
    return profil
