"""Surat kita yang tidak sampai: catatan dalam pada tiketnya, alamatnya ditandai, tidak pernah dijawab (4.4)."""

from __future__ import annotations

from django.utils import timezone

from akun.models import Pengguna, SuratKeluar

from ..models import Kontak, PeristiwaTiket, ProfilTiket, SuratMasuk, SuratTiket
from ..surat_masuk import tanda
from .baca_surat import Bahan
from .galat import TidakDapat
from .jejak import kunci_tiket
from .kenali import nomor_simpan


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
        kalimat = ", ".join(sorted(mati)) or bahan.surat.perihal
        akhir = "masih dicoba lagi" if sementara else "hubungi lewat WA atau telepon"
        baris.peristiwa = PeristiwaTiket.objects.create(
            profil=profil, jenis=PeristiwaTiket.Jenis.PANTULAN, pelaku=None, dari=profil.keadaan, ke=profil.keadaan,
            tingkat=profil.tingkat, simpul=profil.simpul, alasan=f"{kalimat}: {akhir}"[:500],
        )  # fmt: skip
    baris.keadaan, baris.hasil = SuratMasuk.Keadaan.DIABAIKAN, SuratMasuk.Hasil.PANTULAN


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
