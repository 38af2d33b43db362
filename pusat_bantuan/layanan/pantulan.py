"""Surat kita yang tidak sampai: catatan dalam pada tiketnya, alamatnya ditandai, tidak pernah dijawab (4.4)."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna, SuratKeluar

from ..models import Kontak, PeristiwaTiket, ProfilTiket, SuratMasuk, SuratTiket
from ..surat_masuk import tanda
from .baca_surat import Bahan
from .galat import TidakDapat
from .jejak import kunci_tiket
from .kenali import nomor_simpan

SEGAR = timedelta(days=4)
LEWAT_WA = "hubungi lewat WA atau telepon"
_RUANG_KUNCI = uuid.UUID("0d0b7a1e-52c4-5c0f-8b6e-3a1d9f0e7c21")
_BUKAN_ALAMATNYA = re.compile(r"\b5\.7\.\d|\b5\.3\.4\b")  # kebijakan dan ukuran: alamatnya sendiri hidup


def tindak_pantulan(baris: SuratMasuk, bahan: Bahan) -> None:
    """Alamat ditandai mati hanya bila laporan menyebut surat yang sungguh kita kirim ke alamat itu.

    Pantulan mudah dikarang orang; tanpa syarat itu siapa pun dapat membungkam alamat siapa pun.
    """
    laporan = bahan.surat.laporan
    rujukan = [*(laporan.rujukan if laporan else ()), *bahan.surat.rujukan]
    nomor = [nomor_simpan(satu) for satu in rujukan]
    tujuan = _kepada(nomor)
    profil = _tiket(rujukan, nomor)
    gagal = set(laporan.gagal) if laporan else set()
    sementara = bool(laporan and laporan.tindakan and "failed" not in laporan.tindakan.split())
    mati = (gagal & tujuan) or (tujuan if len(tujuan) == 1 and not gagal else set())
    if sementara:
        mati = set()
    for alamat in mati:
        tandai_mati(alamat)
    if profil is None and not tujuan:
        raise TidakDapat("Laporan email tidak sampai, tetapi surat yang dimaksud tidak dikenali.")
    if profil:
        baris.profil = profil = kunci_tiket(profil)
        kalimat = ", ".join(sorted(mati)) or baris.perihal
        tertunda = "masih dicoba lagi" if laporan and "delayed" in laporan.tindakan else "laporan pengantaran"
        baris.peristiwa = _catat(profil, f"{kalimat}: {tertunda if sementara else LEWAT_WA}")
    baris.keadaan, baris.hasil = SuratMasuk.Keadaan.DIABAIKAN, SuratMasuk.Hasil.PANTULAN


def catat_yang_ditolak() -> int:
    """Alamat yang sudah ditolak server tujuannya ketika surat kita diantar (5xx) sama dengan pantulan; sekali per surat."""
    jumlah = 0
    ditolak = SuratKeluar.objects.filter(
        keadaan=SuratKeluar.Keadaan.DITOLAK,
        galat__startswith="SMTPRecipientsRefused",
        dibuat__gt=timezone.now() - SEGAR,
    )
    for surat in ditolak.only("message_id", "kepada", "galat").order_by("-pk")[:200]:
        if _BUKAN_ALAMATNYA.search(surat.galat):
            continue
        satu = SuratTiket.objects.filter(message_id=surat.message_id, arah=SuratTiket.Arah.KELUAR).first()
        kunci = uuid.uuid5(_RUANG_KUNCI, surat.message_id)
        if satu is None or PeristiwaTiket.objects.filter(profil=satu.profil_id, kunci_kirim=kunci).exists():
            continue
        with transaction.atomic():
            profil = kunci_tiket(satu.profil)
            if not PeristiwaTiket.objects.filter(profil=profil, kunci_kirim=kunci).exists():
                for alamat in surat.kepada.lower().split(","):
                    tandai_mati(alamat)
                _catat(profil, f"{surat.kepada}: {LEWAT_WA}", kunci)
                jumlah += 1
    return jumlah


def _catat(profil: ProfilTiket, alasan: str, kunci: uuid.UUID | None = None) -> PeristiwaTiket:
    return PeristiwaTiket.objects.create(
        profil=profil, jenis=PeristiwaTiket.Jenis.PANTULAN, pelaku=None, dari=profil.keadaan, ke=profil.keadaan,
        tingkat=profil.tingkat, simpul=profil.simpul, alasan=alasan[:500], kunci_kirim=kunci,
    )  # fmt: skip


def tandai_mati(alamat: str) -> None:
    """Akun dan kontak pemilik alamat itu tidak disurati lagi sampai alamatnya dibuktikan ulang."""
    kini = timezone.now()
    Kontak.objects.filter(email=alamat, email_mati_pada__isnull=True).update(email_mati_pada=kini)
    Pengguna.objects.filter(emailaddress__email__iexact=alamat, email_mati_pada__isnull=True).update(
        email_mati_pada=kini
    )


def _kepada(nomor: list[str]) -> set[str]:
    """Alamat tujuan surat-surat kita itu, menurut kotak keluar dan catatan untaian."""
    keluar = SuratKeluar.objects.filter(message_id__in=nomor).values_list("kepada", flat=True)
    hasil = {alamat.strip().lower() for daftar in keluar for alamat in daftar.split(",") if alamat.strip()}
    for satu in SuratTiket.objects.filter(message_id__in=nomor, arah="keluar").select_related("orang", "kontak"):
        if satu.kontak:
            hasil.add(satu.kontak.email)
        elif satu.orang:
            hasil |= {a.email.lower() for a in satu.orang.emailaddress_set.filter(verified=True)}
    return hasil - {""}


def _tiket(rujukan: list[str], nomor: list[str]) -> ProfilTiket | None:
    pk = next((n for satu in rujukan if (n := tanda.tiket_dari_id(satu))), None)
    if pk is None:
        pk = SuratTiket.objects.filter(message_id__in=nomor).values_list("profil_id", flat=True).first()
    return ProfilTiket.objects.untuk_daftar().filter(pk=pk).first() if pk else None
