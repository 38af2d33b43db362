"""Tiket mana yang dituju satu surat, dan siapa pengirimnya (domain helpdesk.md 4.2)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet

from akun.models import Pengguna

from ..models import Kontak, ProfilTiket, SuratTiket
from ..surat_masuk import SuratTerurai, tanda
from ..surat_masuk.perihal import sebutan_tiket
from .gabung import ujung_gabungan
from .galat import TidakDapat

BERTANDA, TERSIMPAN, DISEBUT = "bertanda", "tersimpan", "disebut"


@dataclass(frozen=True)
class Pengirim:
    """Pemilik akun hanya bila alamatnya terbukti; `asal_palsu` bila server kita menyatakan From dipalsukan."""

    email: str
    nama: str
    pengguna: Pengguna | None = None
    kontak: Kontak | None = None
    asal_palsu: bool = False

    def bagian_dari(self, profil: ProfilTiket) -> bool:
        """Pemohon, operator desanya, kontaknya, atau yang menanganinya."""
        if self.asal_palsu:
            return False
        if self.pengguna and (profil.pihak_pemohon(self.pengguna) or profil.boleh_ditangani(oleh=self.pengguna)):
            return True
        return self.kontak is not None and self.kontak.pk == profil.kontak_id


@dataclass(frozen=True)
class Tujuan:
    """Tiket yang dituju dan dengan bukti apa; `terkait` disebut tanpa hak, hanya untuk petugas."""

    profil: ProfilTiket | None = None
    cara: str = ""
    terkait: ProfilTiket | None = None


def nomor_simpan(message_id: str) -> str:
    """Message-ID selebar kolom `SuratTiket`; yang kepanjangan diwakili sidiknya."""
    return message_id if len(message_id) <= 200 else f"<{hashlib.sha256(message_id.encode()).hexdigest()}@panjang>"


def kenali_pengirim(surat: SuratTerurai) -> Pengirim | None:
    """`None` bila tidak ada alamat yang dapat dibaca. Tidak membuat baris apa pun."""
    siapa = surat.pengirim
    if siapa is None:
        return None
    palsu = _dipalsukan(surat)
    terbukti = EmailAddress.objects.filter(email__iexact=siapa.surel, verified=True, user__is_active=True)
    alamat = None if palsu else terbukti.select_related("user").order_by("pk").first()
    kontak = Kontak.objects.filter(email=siapa.surel).first()
    return Pengirim(siapa.surel, siapa.nama, alamat.user if alamat else None, kontak, palsu)


def kenali_tiket(surat: SuratTerurai, pengirim: Pengirim | None) -> Tujuan:
    """Urutan bukti: alamat bertanda, Message-ID bertanda, ID tersimpan, tanda di isi, lalu sebutan perihal."""
    for alamat in surat.tiba_di:
        if profil := _profil(tanda.tiket_dari_alamat(alamat)):
            return Tujuan(profil, BERTANDA)
    for nomor in surat.rujukan:
        if profil := _profil(tanda.tiket_dari_id(nomor)):
            return Tujuan(profil, BERTANDA)
    if profil := _tersimpan(surat.rujukan):
        return Tujuan(profil, TERSIMPAN)
    if profil := _profil(tanda.tiket_dari_isi(surat.teks)):
        return Tujuan(profil, BERTANDA)
    disebut = _disebut(surat.perihal)
    if disebut is None:
        return Tujuan()
    if pengirim and pengirim.bagian_dari(disebut) and _penulis_sama(surat, disebut):
        return Tujuan(disebut, DISEBUT)
    return Tujuan(terkait=disebut)


def _baris() -> QuerySet[ProfilTiket]:
    return ProfilTiket.objects.untuk_daftar()


def _profil(tiket: int | None) -> ProfilTiket | None:
    return _ujung(_baris().filter(pk=tiket).first()) if tiket and tiket < 2**63 else None


def _ujung(profil: ProfilTiket | None) -> ProfilTiket | None:
    """Tiket yang sudah digabung: ke ujung rantainya; rantai yang melingkar bukan tujuan."""
    try:
        return profil and ujung_gabungan(profil)
    except TidakDapat:
        return None


def _tersimpan(rujukan: list[str]) -> ProfilTiket | None:
    nomor = [nomor_simpan(satu) for satu in rujukan]
    ada = dict(SuratTiket.objects.filter(message_id__in=nomor).values_list("message_id", "profil_id"))
    return next((_profil(ada[satu]) for satu in nomor if satu in ada), None)


def _disebut(perihal: str) -> ProfilTiket | None:
    for kode, nomor in sebutan_tiket(perihal):
        profil = _baris().filter(kode=kode).first() if kode else _profil(nomor)
        if profil:
            return _ujung(profil)
    return None


def _penulis_sama(surat: SuratTerurai, profil: ProfilTiket) -> bool:
    """Sebutan perihal paling mudah dicatut: bila Reply-To lain dari From, keduanya harus orang tiket itu."""
    if not surat.penulis or not surat.pengirim or surat.penulis.surel == surat.pengirim.surel:
        return bool(surat.penulis)
    alamat = (
        EmailAddress.objects.filter(email__iexact=surat.penulis.surel, verified=True).select_related("user").first()
    )
    kontak = Kontak.objects.filter(email=surat.penulis.surel).first()
    return Pengirim("", "", alamat.user if alamat else None, kontak).bagian_dari(profil)


def _dipalsukan(surat: SuratTerurai) -> bool:
    """Authentication-Results dari server kita sendiri (`SURAT_AUTHSERV`) menyatakan DMARC, atau SPF dan DKIM, gagal."""
    for nilai in surat.kepala.semua("authentication-results") if settings.SURAT_AUTHSERV else []:
        if nilai.split(";")[0].split(" ")[0].strip().lower() == settings.SURAT_AUTHSERV.lower():
            hasil = dict(re.findall(r"\b(dmarc|spf|dkim)\s*=\s*([a-z]{2,12})", nilai.lower()))
            return hasil.get("dmarc") == "fail" or (hasil.get("spf") == "fail" and hasil.get("dkim") != "pass")
    return False
