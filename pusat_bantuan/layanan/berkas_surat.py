"""Berkas yang datang bersama surat: yang tidak muat ditahan, dan pengirimnya diberi tahu sekali per surat (helpdesk.md 4.9)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from wilayah.models import Wilayah

from ..berkas import Hasil as HasilBerkas
from ..models import LampiranTiket, ProfilTiket, SuratMasuk
from ..surat_masuk import Golongan
from .baca_surat import Bahan
from .jatah import saring_jatah
from .kenali import Pengirim
from .surat import boleh_diberi_tahu, kirim_penolakan

BELUM_TERVERIFIKASI = "Pengirim belum terverifikasi"
ASAL_PALSU = "Mencurigakan: alamat pengirim dipalsukan"
TERLALU_BESAR = "Lebih besar dari 25 MB; isinya tidak diambil."


def saring_jatah_surat(bahan: Bahan, pengirim: Pengirim, wilayah: Wilayah | None) -> None:
    """Berkas yang melewati jatah ditahan seperti berkas lain yang ditahan: pesannya masuk, surat aslinya utuh."""
    hasil = saring_jatah(HasilBerkas(list(bahan.lampiran)), pengguna=pengirim.pengguna, wilayah=wilayah)
    if not hasil.ditolak:
        return
    muat = {id(satu) for satu in hasil.bersih}
    for satu in (satu for satu in bahan.lampiran if id(satu) not in muat):
        sebab = next((kalimat for kalimat in hasil.ditolak if satu.nama in kalimat), hasil.ditolak[0])
        bahan.tahan(satu.nama, sebab)
    _sisakan(bahan, lambda berkas, _: id(berkas) in muat)


def lipat_logo(bahan: Bahan, profil: ProfilTiket) -> None:
    """Gambar sebaris kecil yang sudah pernah datang pada tiket ini tidak disimpan lagi."""
    lama = {s for daftar in profil.surat_masuk.values_list("gambar_sebaris", flat=True) for s in daftar}
    _sisakan(bahan, lambda _, sidik: not sidik or sidik not in lama)


def _sisakan(bahan: Bahan, boleh) -> None:
    sisa = [(b, s) for b, s in zip(bahan.lampiran, bahan.sidik_logo, strict=True) if boleh(b, s)]
    bahan.lampiran, bahan.sidik_logo = [b for b, _ in sisa], [s for _, s in sisa]


def beri_tahu_pengirim(baris: SuratMasuk, bahan: Bahan, pengirim: Pengirim, *, profil: ProfilTiket | None) -> None:
    """Berkas mana yang tidak ikut, mengapa, dan jalan keluarnya. `profil` kosong: tiketnya tidak disebut kepada orang asing.

    Hanya menjawab surat orang dari alamat yang tidak dipalsukan; surat otomatis tidak pernah sampai ke sini (4.4).
    """
    if bahan.keluhan and bahan.golongan == Golongan.ORANG:
        _kirim(baris, pengirim, profil, bahan.keluhan)


def tolak_surat(baris: SuratMasuk, pengirim: Pengirim, profil: ProfilTiket | None) -> None:
    """Seluruh suratnya melewati batas: hanya kepalanya yang ada, jadi pengirimnya diberi tahu dan tiketnya menyebutnya."""
    baris.keadaan, baris.hasil, baris.sebab = SuratMasuk.Keadaan.DIABAIKAN, SuratMasuk.Hasil.DITOLAK, TERLALU_BESAR
    baris.profil = profil
    baris.ditahan = [{"nama": f"Surat “{baris.perihal or '(tanpa subjek)'}”", "sebab": TERLALU_BESAR}]
    _kirim(baris, pengirim, profil, [])


@transaction.atomic
def kabari_lampiran_gagal(lampiran: LampiranTiket, alasan: str) -> None:
    """Berkas surat yang baru ketahuan rusak di pekerja (gambar, pemindai): ditahan dan diberitahukan seperti yang lain.

    Pengirim tanpa akun tidak membuka halaman tiketnya setiap hari; pengunggah lewat situs sudah membacanya di sana.
    """
    surat = SuratMasuk.objects.select_for_update(of=("self",)).filter(profil=lampiran.profil)
    if lampiran.followup_id:
        surat = surat.filter(peristiwa__followup=lampiran.followup_id)
    else:
        surat = surat.filter(hasil=SuratMasuk.Hasil.TIKET_BARU)
    baris = surat.order_by("pk").first()
    if baris is None:
        return
    kalimat = f"“{lampiran.nama}” {alasan}"[:300]
    baris.ditahan = [*baris.ditahan, {"nama": lampiran.nama, "sebab": kalimat}]
    if boleh_diberi_tahu(baris) and ASAL_PALSU not in baris.tanda:
        profil = None if BELUM_TERVERIFIKASI in baris.tanda else lampiran.profil
        if kirim_penolakan(baris, profil=profil, keluhan=[kalimat]):
            baris.diberi_tahu_pada = timezone.now()
    baris.save(update_fields=["ditahan", "diberi_tahu_pada"])


def _kirim(baris: SuratMasuk, pengirim: Pengirim, profil: ProfilTiket | None, keluhan: list[str]) -> None:
    if pengirim.asal_palsu or not boleh_diberi_tahu(baris):
        return
    if kirim_penolakan(baris, profil=profil, keluhan=keluhan):
        baris.diberi_tahu_pada = timezone.now()
