"""Perbuatan terhadap satu orang: profil, nomor HP, sesi, penghapusan."""

from __future__ import annotations

import secrets
from importlib import import_module

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from .. import telepon as aturan_telepon
from ..kabar import kabari
from ..models import JejakAkun, Pengguna, Penugasan, Peran, PilihanKabar, SuratKeluar, Undangan
from .galat import GalatAkun, NomorDipakai, TidakBerhak

NAMA_TERHAPUS = "anggota terhapus"


@transaction.atomic
def ubah_profil(*, pengguna: Pengguna, nama: str, telepon: str, zona: str) -> Pengguna:
    """Nomor HP yang berganti kembali belum terbukti sampai dikonfirmasi orang lain."""
    baris = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    nomor = aturan_telepon.normalkan(telepon)
    if nomor != baris.telepon:
        baris.telepon, baris.telepon_terbukti = nomor, False
    baris.first_name, baris.last_name, baris.zona = nama.strip(), "", zona
    baris.save(update_fields=["first_name", "last_name", "telepon", "telepon_terbukti", "zona"])
    return baris


@transaction.atomic
def konfirmasi_nomor(*, pengguna: Pengguna, oleh: Pengguna) -> Pengguna:
    """Orang yang mengenalnya memastikan nomor HP; satu nomor terbukti hanya untuk satu akun."""
    baris = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    if not baris.telepon or baris.telepon_terbukti:
        return baris
    if not baris.boleh_dikonfirmasi_nomornya(oleh=oleh):
        raise TidakBerhak
    _tandai_terbukti(baris, oleh=oleh)
    pengguna.telepon_terbukti = True
    return baris


def konfirmasi_nomor_dari_undangan(*, pengguna: Pengguna, undangan: Undangan) -> None:
    """Tautan dikirim ke nomor WhatsApp itu dan diterima oleh pemegang nomor yang sama: nomornya terbukti.

    Bila nomor itu sudah milik akun lain, tidak terjadi apa-apa (pendaftar tidak diberi tahu).
    """
    if not undangan.telepon or undangan.telepon != pengguna.telepon or pengguna.telepon_terbukti:
        return
    if not _pemilik_lain(pengguna):
        _tandai_terbukti(pengguna, oleh=undangan.dibuat_oleh)


def _pemilik_lain(pengguna: Pengguna) -> bool:
    pemilik = Pengguna.objects.filter(telepon=pengguna.telepon, telepon_terbukti=True)
    return pemilik.exclude(pk=pengguna.pk).exists()


def _tandai_terbukti(pengguna: Pengguna, *, oleh: Pengguna | None) -> None:
    if _pemilik_lain(pengguna):
        raise NomorDipakai
    pengguna.telepon_terbukti = True
    pengguna.save(update_fields=["telepon_terbukti"])
    JejakAkun.objects.create(tindakan=JejakAkun.Tindakan.NOMOR, pelaku=oleh, tentang=pengguna)


@transaction.atomic
def pilih_kabar(*, pengguna: Pengguna, pilihan: dict[str, str], tenang: tuple[int, int] | None = None) -> None:
    """`{"forum": "situs", …}`; kelompok yang tidak disebut tidak berubah. `tenang`: jam mulai dan selesai, atau tidak ada."""
    pengguna.tenang_dari, pengguna.tenang_sampai = tenang or (None, None)
    pengguna.save(update_fields=["tenang_dari", "tenang_sampai"])
    for kelompok, saluran in pilihan.items():
        PilihanKabar.objects.update_or_create(
            pengguna=pengguna, kelompok=kelompok, defaults={"saluran": PilihanKabar.Saluran(saluran)}
        )


def boleh_diberi_tautan_sandi(orang: Pengguna, *, oleh: Pengguna) -> bool:
    """Untuk operator yang lupa sandi dan tidak punya surel: pegiat, manajer, atau pengelola di atas desanya.

    Hanya orang yang semua tugasnya operator: tautan ini tidak boleh menjadi jalan naik ke peran lain.
    """
    tugas = list(orang.penugasan.berlaku().select_related("wilayah"))
    return (
        oleh.is_authenticated
        and oleh.pk != orang.pk
        and orang.is_active
        and bool(tugas)
        and all(satu.peran == Peran.OPERATOR for satu in tugas)
        and any(oleh.boleh_memberi(Peran.OPERATOR, atas=satu.wilayah) for satu in tugas)
    )


@transaction.atomic
def tautan_sandi(*, pengguna: Pengguna, oleh: Pengguna) -> str:
    """Tautan sekali pakai untuk membuat sandi baru; orangnya diberi tahu siapa yang membuatnya."""
    if not boleh_diberi_tautan_sandi(pengguna, oleh=oleh):
        raise TidakBerhak
    JejakAkun.objects.create(tindakan=JejakAkun.Tindakan.TAUTAN_SANDI, pelaku=oleh, tentang=pengguna)
    kabari(
        [pengguna],
        jenis="akun_sandi",
        kunci=f"tautan-sandi:{timezone.now():%Y%m%d%H%M}",
        judul=f"{oleh.nama} membuat tautan sandi baru untuk Anda",
        isi="Bila Anda tidak memintanya, abaikan tautan itu dan beri tahu manajer wilayah Anda.",
        url=reverse("akun:tugas"),
    )
    kunci = {"uidb36": user_pk_to_url_str(pengguna), "key": default_token_generator.make_token(pengguna)}
    return f"{settings.SITE_URL}{reverse('account_reset_password_from_key', kwargs=kunci)}"


def akhiri_sesi(*, pengguna: Pengguna) -> int:
    """Mengeluarkan orang itu dari semua perangkat (ASVS 7.4.2)."""
    toko = import_module(settings.SESSION_ENGINE).SessionStore()
    sesi = list(UserSession.objects.filter(user_id=pengguna.pk))
    for satu in sesi:
        toko.delete(satu.session_key)
        satu.delete()
    return len(sesi)


@transaction.atomic
def hapus_orang(*, pengguna: Pengguna, oleh: Pengguna | None) -> Pengguna:
    """Menghapus jati diri, bukan pekerjaannya: barisnya tetap supaya tiket, kiriman, dan hitungan tidak berubah.

    Nama menjadi "anggota terhapus", sandi mati, nama pengguna acak, surel dan nomor HP hilang, semua tugas berakhir.
    Boleh oleh orangnya sendiri atau pengelola; pengelola terakhir tidak boleh menghapus dirinya. Aman diulang.
    `oleh` kosong: penghapusan yang sudah terjadi diulang sesudah cadangan dipulihkan, siapa pun orangnya.
    """
    baris = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    if baris.dihapus_pada:
        return baris
    if oleh is not None and oleh.pk != baris.pk and not oleh.berperan(Peran.PENGELOLA):
        raise TidakBerhak
    pengelola = Penugasan.objects.berlaku().filter(peran=Peran.PENGELOLA, pengguna__is_active=True)
    if oleh and pengelola.filter(pengguna=baris).exists() and not pengelola.exclude(pengguna=baris).exists():
        raise GalatAkun("Anda pengelola terakhir. Angkat pengelola lain dahulu.")
    hari = timezone.localdate()
    for tugas in baris.penugasan.filter(keadaan__in=[Penugasan.Keadaan.AKTIF, Penugasan.Keadaan.MENUNGGU]):
        tugas.keadaan, tugas.selesai = Penugasan.Keadaan.DICABUT, max(hari, tugas.mulai)
        tugas.save(update_fields=["keadaan", "selesai"])
    baris.penugasan.update(jabatan="", organisasi="", alasan="")
    Undangan.objects.filter(dibuat_oleh=baris, dipakai_pada__isnull=True).update(dicabut=True)
    Undangan.objects.filter(dipakai_oleh=baris).update(untuk="", telepon="")
    surel = {baris.email, *EmailAddress.objects.filter(user=baris).values_list("email", flat=True)} - {""}
    SuratKeluar.objects.filter(kepada__in=surel).delete()
    EmailAddress.objects.filter(user=baris).delete()
    Authenticator.objects.filter(user=baris).delete()
    akhiri_sesi(pengguna=baris)
    baris.kabar.all().delete()
    baris.langganan_dorong.all().delete()
    baris.groups.clear()
    baris.username = f"terhapus-{secrets.token_hex(6)}"
    baris.first_name, baris.last_name, baris.email = NAMA_TERHAPUS, "", ""
    baris.telepon, baris.telepon_terbukti, baris.kunci_daftar = None, False, None
    baris.is_active = baris.is_staff = baris.is_superuser = False
    baris.dihapus_pada, baris.last_login = timezone.now(), None
    baris.set_unusable_password()
    baris.save()
    JejakAkun.objects.create(tindakan=JejakAkun.Tindakan.DIHAPUS, pelaku=oleh, tentang=baris)
    return baris
