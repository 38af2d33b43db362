"""Tiket mana yang dituju satu surat, dan siapa pengirimnya (domain helpdesk.md 4.2)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import QuerySet

from akun.models import Pengguna

from ..models import Kontak, ProfilTiket, SuratMasuk, SuratTiket
from ..surat_masuk import SuratTerurai, tanda
from ..surat_masuk.perihal import sebutan_tiket
from .gabung import ujung_gabungan
from .galat import TidakDapat

BERTANDA, TERSIMPAN, DISEBUT = "bertanda", "tersimpan", "disebut"


@dataclass(frozen=True)
class Pengirim:
    """Pemilik akun hanya bila alamatnya terbukti; `asal_palsu` bila server kita menyatakan From dipalsukan.

    `penulis` pemilik alamat From bila Reply-To menunjuk alamat lain: siapa pun dapat menulis Reply-To korban, jadi
    haknya berlaku hanya bila penulisnya juga orang tiket itu.
    """

    email: str
    nama: str
    pengguna: Pengguna | None = None
    kontak: Kontak | None = None
    asal_palsu: bool = False
    penulis: Pengirim | None = None

    def bagian_dari(self, profil: ProfilTiket) -> bool:
        """Pemohon, operator desanya, kontaknya, atau yang menanganinya."""
        if self.asal_palsu or (self.penulis and not self.penulis.bagian_dari(profil)):
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
    akun, kontak = _pemilik(siapa.surel)
    penulis = None
    if surat.penulis and surat.penulis.surel != siapa.surel:
        penulis = Pengirim(surat.penulis.surel, surat.penulis.nama, *_pemilik(surat.penulis.surel))
    sendiri = penulis is None or penulis.pengguna == akun
    return Pengirim(siapa.surel, siapa.nama, akun if sendiri and not palsu else None, kontak, palsu, penulis)


def _pemilik(surel: str) -> tuple[Pengguna | None, Kontak | None]:
    terbukti = EmailAddress.objects.filter(email__iexact=surel, verified=True, user__is_active=True)
    alamat = terbukti.select_related("user").order_by("pk").first()
    return alamat.user if alamat else None, Kontak.objects.filter(email=surel).first()


def kenali_tiket(surat: SuratTerurai, pengirim: Pengirim | None) -> Tujuan:
    """Urutan bukti: alamat bertanda, Message-ID bertanda, ID tersimpan, tanda di isi, lalu sebutan perihal."""
    for alamat in surat.tiba_di:
        if profil := _profil(tanda.tiket_dari_alamat(alamat)):
            return Tujuan(profil, BERTANDA)
    for nomor in surat.rujukan:
        if profil := _profil(tanda.tiket_dari_id(nomor)):
            return Tujuan(profil, BERTANDA)
    tersimpan, terkait = _tersimpan(surat.rujukan, pengirim)
    if tersimpan:
        return Tujuan(tersimpan, TERSIMPAN)
    if profil := _profil(tanda.tiket_dari_isi(surat.teks)):
        return Tujuan(profil, BERTANDA)
    disebut = _disebut(surat.perihal)
    if disebut and pengirim and pengirim.bagian_dari(disebut):
        return Tujuan(disebut, DISEBUT)
    return Tujuan(terkait=terkait or disebut)


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


def _tersimpan(rujukan: list[str], pengirim: Pengirim | None) -> tuple[ProfilTiket | None, ProfilTiket | None]:
    """Tiket surat yang dirujuk, atau yang hanya mungkin terkait.

    ID surat kita hanya diketahui penerimanya. ID buatan program surat orang dapat ditebak, jadi ia hanya berlaku bagi
    orang tiket itu dan bagi alamat yang turut menerima surat yang dirujuk ("balas semua").
    """
    nomor = [nomor_simpan(satu) for satu in rujukan]
    ada = {satu.message_id: satu for satu in SuratTiket.objects.filter(message_id__in=nomor)}
    terkait = None
    for asli, satu in ((asli, ada[kunci]) for asli, kunci in zip(rujukan, nomor, strict=True) if kunci in ada):
        if (profil := _profil(satu.profil_id)) is None:
            continue
        if satu.arah == SuratTiket.Arah.KELUAR or (pengirim and _turut(asli, pengirim, profil)):
            return profil, None
        terkait = terkait or profil
    return None, terkait


def _turut(message_id: str, pengirim: Pengirim, profil: ProfilTiket) -> bool:
    if pengirim.bagian_dari(profil):
        return True
    klaim = hashlib.sha256(message_id.encode()).hexdigest()
    penerima = SuratMasuk.objects.filter(klaim=klaim).values_list("penerima", flat=True).first() or []
    alamat = {pengirim.email, *([pengirim.penulis.email] if pengirim.penulis else [])}
    return not pengirim.asal_palsu and alamat <= {surel for _, surel in penerima}


def _disebut(perihal: str) -> ProfilTiket | None:
    for kode, nomor in sebutan_tiket(perihal):
        profil = _baris().filter(kode=kode).first() if kode else _profil(nomor)
        if profil:
            return _ujung(profil)
    return None


def _dipalsukan(surat: SuratTerurai) -> bool:
    """Authentication-Results dari server kita sendiri (`SURAT_AUTHSERV`) menyatakan DMARC, atau SPF dan DKIM, gagal."""
    for nilai in surat.kepala.semua("authentication-results") if settings.SURAT_AUTHSERV else []:
        if nilai.split(";")[0].split(" ")[0].strip().lower() == settings.SURAT_AUTHSERV.lower():
            hasil = dict(re.findall(r"\b(dmarc|spf|dkim)\s*=\s*([a-z]{2,12})", nilai.lower()))
            return hasil.get("dmarc") == "fail" or (hasil.get("spf") == "fail" and hasil.get("dkim") != "pass")
    return False
