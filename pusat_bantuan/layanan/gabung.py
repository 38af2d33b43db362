"""Menggabung tiket kembar (domain helpdesk.md 3.3, "Merge").

Pesan tidak dipindah: halaman tiket utama menampilkan percakapan gabungannya. Karena itu tidak ada judul yang tertimpa,
dan gabungan yang keliru dapat dibatalkan.
"""

from __future__ import annotations

from django.db import transaction
from helpdesk.models import Ticket

from akun.models import Pengguna

from ..keadaan import STATUS_GANDA, Keadaan
from ..models import PeristiwaTiket, ProfilTiket
from .galat import TidakDapat
from .jejak import bersihkan, catat
from .penyaluran import penerima_desa
from .surat import beri_tahu

Jenis = PeristiwaTiket.Jenis
RANTAI_TERPANJANG = 50


class LainDesa(TidakDapat):
    """Gabung antardesa akan membuka percakapan satu desa bagi desa lain; yang benar adalah gangguan."""


def ujung_gabungan(profil: ProfilTiket) -> ProfilTiket:
    """Tiket tempat percakapan berlanjut: ujung rantai `digabung_ke`, atau tiket itu sendiri."""
    terlihat = {profil.pk}
    while profil.digabung_ke_id and len(terlihat) < RANTAI_TERPANJANG:
        if profil.digabung_ke_id in terlihat:
            raise TidakDapat("Gabungan tiket ini melingkar. Kabari petugas OpenDesa.")
        terlihat.add(profil.digabung_ke_id)
        profil = ProfilTiket.objects.untuk_daftar().get(pk=profil.digabung_ke_id)
    return profil


def kunci_ujung(profil: ProfilTiket) -> ProfilTiket:
    """Ujung rantai, terkunci dan dibaca sesudah terkunci: gabungan yang terjadi barusan pun diikuti."""
    profil = ProfilTiket.objects.kunci(profil.pk)
    for _ in range(RANTAI_TERPANJANG):
        if profil.digabung_ke_id is None:
            return profil
        profil = ProfilTiket.objects.kunci(profil.digabung_ke_id)
    raise TidakDapat("Gabungan tiket ini melingkar. Kabari petugas OpenDesa.")


def gabung(*, asal: ProfilTiket, ke: ProfilTiket, oleh: Pengguna, alasan: str = "") -> ProfilTiket:
    """`asal` menjadi bagian dari `ke` (atau dari ujung rantainya) dan ditutup; mengembalikan tiket utama.

    Mengulang menghasilkan tiket utama yang sama. Galat: `LainDesa`, atau `TidakDapat` bila melingkar, bukan haknya,
    tiket utamanya sudah selesai, atau pemohonnya tidak akan dapat membaca tiket utama.
    """
    for _ in range(5):
        utama = ujung_gabungan(ProfilTiket.objects.get(pk=ke.pk))
        with transaction.atomic():
            # Dikunci menurut nomor, supaya dua gabungan yang berlawanan tidak saling menunggu.
            terkunci = {pk: ProfilTiket.objects.kunci(pk) for pk in sorted({asal.pk, utama.pk})}
            utama = terkunci[utama.pk]
            if utama.digabung_ke_id is None:
                return _gabung(terkunci[asal.pk], utama, oleh, bersihkan(alasan))
    raise TidakDapat("Tiket tujuan sedang digabung orang lain. Coba sebentar lagi.")


def _gabung(asal: ProfilTiket, utama: ProfilTiket, oleh: Pengguna, alasan: str) -> ProfilTiket:
    if asal.pk == utama.pk:
        raise TidakDapat("Kedua tiket itu sudah satu gabungan, atau tiket yang sama.")
    if asal.digabung_ke_id:
        if ujung_gabungan(asal).pk == utama.pk:
            return utama
        raise TidakDapat(f"Tiket {asal.kode} sudah digabung ke {asal.digabung_ke.kode}.")
    periksa_gabung(asal, utama, oleh)
    asal.digabung_ke = utama
    utama.terbatas = utama.terbatas or asal.terbatas
    jawaban = [satu.dijawab_pada for satu in (asal, utama) if satu.dijawab_pada]
    utama.dijawab_pada = min(jawaban, default=None)
    keluar = catat(
        asal, jenis=Jenis.DIGABUNG, pelaku=oleh, ke=Keadaan.DITUTUP, dari_meja=True,
        alasan=f"Digabung ke {utama.kode}. {alasan}".strip(),
    )  # fmt: skip
    Ticket.objects.filter(pk=asal.pk).update(status=STATUS_GANDA, merged_to=utama.pk)
    catat(
        utama, jenis=Jenis.DIGABUNG, pelaku=oleh, dari_meja=True, susulan=False,
        alasan=f"{asal.kode} digabung ke tiket ini. {alasan}".strip(),
    )  # fmt: skip
    beri_tahu(
        [*penerima_desa(asal), *([asal.pemegang] if asal.pemegang else [])], peristiwa=keluar,
        kalimat=f"Digabung dengan tiket {utama.kode}; percakapannya berlanjut di sana", ajakan="Buka tiket",
    )  # fmt: skip
    return utama


def periksa_gabung(asal: ProfilTiket, utama: ProfilTiket, oleh: Pengguna) -> None:
    """Galat `TidakDapat` dengan alasannya bila kedua tiket tidak boleh digabung `oleh`."""
    if not (asal.boleh_ditangani(oleh=oleh) and utama.boleh_ditangani(oleh=oleh)):
        raise TidakDapat("Anda hanya dapat menggabung tiket yang Anda tangani.")
    if asal.wilayah_id is None or asal.wilayah_id != utama.wilayah_id:
        raise LainDesa(
            "Tiket dari desa yang berbeda tidak digabung, supaya percakapan satu desa tidak terbaca desa lain. "
            "Bila penyebabnya sama, masukkan keduanya ke satu gangguan."
        )
    if asal.terbuka and not utama.terbuka:
        raise TidakDapat(f"Tiket {utama.kode} sudah selesai. Buka lagi dulu, atau gabungkan ke arah sebaliknya.")
    if not _tetap_terbaca(asal, utama):
        raise TidakDapat(
            f"{asal.nama_pemohon} belum tercatat bertugas di desa itu, jadi tidak dapat membaca tiket {utama.kode}. "
            "Tautkan saja sebagai kembar."
        )


def _tetap_terbaca(asal: ProfilTiket, utama: ProfilTiket) -> bool:
    """Pemohon `asal` dapat melanjutkan percakapannya di tiket utama."""
    satu_kontak = asal.kontak_id == utama.kontak_id
    if asal.pemohon is None:
        return satu_kontak
    tanpa_alamat = asal.kontak is None or not asal.kontak.email
    return utama.boleh_dilihat(oleh=asal.pemohon) and (satu_kontak or tanpa_alamat)


@transaction.atomic
def batal_gabung(*, profil: ProfilTiket, oleh: Pengguna) -> ProfilTiket:
    """Memisahkan lagi tiket yang keliru digabung; kembali ke pemegangnya atau ke antrean."""
    profil = ProfilTiket.objects.kunci(profil.pk)
    if profil.digabung_ke_id is None:
        return profil
    if not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Anda hanya dapat memisahkan tiket yang Anda tangani.")
    utama, profil.digabung_ke = profil.digabung_ke, None
    ke = Keadaan.DITANGANI if profil.pemegang_id else Keadaan.BARU
    peristiwa = catat(
        profil, jenis=Jenis.DIGABUNG, pelaku=oleh, ke=ke, dari_meja=True, alasan=f"Dipisahkan lagi dari {utama.kode}."
    )
    Ticket.objects.filter(pk=profil.pk).update(merged_to=None)
    catat(
        ProfilTiket.objects.kunci(utama.pk), jenis=Jenis.DIGABUNG, pelaku=oleh, dari_meja=True, susulan=False,
        alasan=f"{profil.kode} dipisahkan lagi.",
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, ajakan="Lihat tiket",
        kalimat=f"Tiket ini kembali berdiri sendiri, terpisah dari {utama.kode}",
    )  # fmt: skip
    return profil
