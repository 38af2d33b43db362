"""Undangan: tautan sekali pakai yang dibagikan lewat WhatsApp."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from wilayah.models import Wilayah

from .. import telepon as aturan_telepon
from ..kabar import kabari
from ..models import JejakAkun, Pengguna, Penugasan, Peran, Undangan
from .galat import GalatAkun, TidakBerhak, UndanganTidakBerlaku
from .orang import konfirmasi_nomor_dari_undangan
from .penugasan import beri_penugasan


@dataclass(frozen=True)
class UndanganBaru:
    undangan: Undangan
    tautan: str


@transaction.atomic
def buat_undangan(
    *,
    oleh: Pengguna | None,
    peran: str,
    wilayah: Wilayah | None,
    kunci: str,
    untuk: str = "",
    jabatan: str = "",
    telepon: str = "",
) -> UndanganBaru:
    """Tautan berlaku 7 hari untuk satu orang. Kunci formulir yang sama menjawab tautan yang sama."""
    if oleh is not None and not oleh.boleh_memberi(peran, atas=wilayah):
        raise TidakBerhak
    Penugasan(peran=peran, wilayah=wilayah).clean()
    token = Undangan.token_dari(kunci)
    undangan, baru = Undangan.objects.get_or_create(
        kunci=kunci,
        defaults=dict(
            sidik=Undangan.sidik_dari(token), peran=peran, wilayah=wilayah, untuk=untuk.strip(), dibuat_oleh=oleh,
            jabatan=jabatan.strip(), telepon=aturan_telepon.normalkan(telepon) or "",
            kedaluwarsa=timezone.now() + Undangan.MASA,
        ),
    )  # fmt: skip
    if undangan.dibuat_oleh_id != (oleh.pk if oleh else None):
        raise TidakBerhak  # kunci orang lain tidak menemukan apa-apa
    if baru:
        JejakAkun.objects.create(
            tindakan=JejakAkun.Tindakan.UNDANGAN_DIBUAT, pelaku=oleh, catatan=f"{undangan} #{undangan.pk}"[:300]
        )
    return UndanganBaru(undangan, f"{settings.SITE_URL}{reverse('akun:undangan', args=[token])}")


@transaction.atomic
def cabut_undangan(*, undangan: Undangan, oleh: Pengguna) -> Undangan:
    """Tautan yang belum dipakai berhenti berlaku saat itu juga."""
    baris = Undangan.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=undangan.pk)
    if not baris.boleh_dilihat(oleh=oleh):
        raise TidakBerhak
    if baris.dipakai_pada:
        raise GalatAkun("Undangan ini sudah diterima. Untuk mengakhirinya, cabut tugas orangnya.")
    if not baris.dicabut:
        baris.dicabut = True
        baris.save(update_fields=["dicabut"])
        JejakAkun.objects.create(
            tindakan=JejakAkun.Tindakan.UNDANGAN_DICABUT, pelaku=oleh, catatan=f"{baris} #{baris.pk}"[:300]
        )
    return baris


def undangan_dari_token(token: str) -> Undangan | None:
    if len(token) > 100:
        return None
    kandidat = Undangan.objects.select_related("wilayah", "dibuat_oleh")
    return kandidat.filter(sidik=Undangan.sidik_dari(token)).first()


@transaction.atomic
def terima_undangan(*, token: str, pengguna: Pengguna) -> Penugasan:
    """Satu tautan, satu penerima: yang kedua ditolak, yang sama mengulang mendapat penugasan yang sama.

    Yang mengundang harus masih berhak pada saat diterima; kuasa yang sudah dicabut tidak dapat diwariskan.
    """
    undangan = (
        Undangan.objects.select_for_update(of=("self",))
        .select_related("wilayah", "dibuat_oleh")
        .filter(sidik=Undangan.sidik_dari(token))
        .first()
    )
    if undangan is None:
        raise UndanganTidakBerlaku
    milik = Penugasan.objects.filter(pengguna=pengguna, peran=undangan.peran, wilayah=undangan.wilayah)
    if undangan.dipakai_oleh_id == pengguna.pk and (lama := milik.first()):
        return lama
    if not undangan.masih_berlaku or not _pengundang_masih_berhak(undangan):
        raise UndanganTidakBerlaku
    if undangan.dibuat_oleh_id == pengguna.pk:
        raise GalatAkun("Undangan ini Anda buat untuk orang lain. Bagikan tautannya kepada yang bersangkutan.")
    penugasan = beri_penugasan(
        pengguna=pengguna, peran=undangan.peran, wilayah=undangan.wilayah, jabatan=undangan.jabatan,
        oleh=undangan.dibuat_oleh, kabarkan=False,
    )  # fmt: skip
    undangan.dipakai_oleh, undangan.dipakai_pada = pengguna, timezone.now()
    undangan.save(update_fields=["dipakai_oleh", "dipakai_pada"])
    konfirmasi_nomor_dari_undangan(pengguna=pengguna, undangan=undangan)
    JejakAkun.objects.create(
        tindakan=JejakAkun.Tindakan.UNDANGAN_DITERIMA, pelaku=pengguna, tentang=pengguna, penugasan=penugasan,
        catatan=f"{undangan} #{undangan.pk}"[:300],
    )  # fmt: skip
    if undangan.dibuat_oleh:
        kabari(
            [undangan.dibuat_oleh],
            jenis="akun_undangan",
            kunci=f"undangan:{undangan.pk}:diterima",
            judul=f"{pengguna.nama} menerima undangan Anda sebagai {penugasan.sebutan_tugas}",
            url=reverse("akun:undang"),
        )
    return penugasan


def _pengundang_masih_berhak(undangan: Undangan) -> bool:
    if undangan.dibuat_oleh is None:
        return undangan.peran == Peran.PENGELOLA  # dari baris perintah hanya pengelola pertama
    return undangan.dibuat_oleh.boleh_memberi(undangan.peran, atas=undangan.wilayah)
