"""Surat masuk untuk petugas, dan keterangan surat di halaman tiket."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString

from akun.models import Pengguna

from ..models import KotakSurat, PeristiwaTiket, ProfilTiket, SuratMasuk
from ..surat_masuk import teks_html, urai

TAMPILAN = {"diparkir": "Menunggu diperiksa", "masuk": "Masuk tiket", "diabaikan": "Tidak masuk percakapan"}
_KEADAAN = {
    "diparkir": (SuratMasuk.Keadaan.DIPARKIR, SuratMasuk.Keadaan.DITERIMA),
    "masuk": (SuratMasuk.Keadaan.DIOLAH,),
    "diabaikan": (SuratMasuk.Keadaan.DIABAIKAN,),
}
PER_HALAMAN = 25


@dataclass
class KeteranganSurat:
    """Yang perlu diketahui penangan tentang surat-surat satu tiket."""

    tanda: list[str] = field(default_factory=list)
    ditahan: list[dict] = field(default_factory=list)
    penerima: list[list[str]] = field(default_factory=list)
    terkait: list[ProfilTiket] = field(default_factory=list)
    mati: str = ""
    telepon: str = ""

    @property
    def perlu_dibaca(self) -> bool:
        """Ada yang perlu diketahui penangan; daftar penerima saja tidak."""
        return bool(self.tanda or self.ditahan or self.terkait or self.mati)


def daftar_surat(*, oleh: Pengguna, tampilan: str, sesudah: int | None) -> tuple[list[SuratMasuk], int | None]:
    """Satu halaman surat, terbaru dahulu, dan kunci halaman berikutnya."""
    semua = SuratMasuk.objects.terlihat(oleh=oleh).filter(keadaan__in=_KEADAAN[tampilan]).defer("teks", "penerima")
    if sesudah:
        semua = semua.filter(pk__lt=sesudah)
    baris = list(semua.select_related("profil__tiket").order_by("-pk")[: PER_HALAMAN + 1])
    return baris[:PER_HALAMAN], baris[PER_HALAMAN - 1].pk if len(baris) > PER_HALAMAN else None


def kotak_surat() -> list[KotakSurat]:
    return list(KotakSurat.objects.all()[:20])


def jejak_surat(surat: SuratMasuk) -> list[dict]:
    return [{"judul": satu["oleh"], "teks": satu["teks"], "saat": parse_datetime(satu["pada"])} for satu in surat.jejak]


def pratinjau(mentah: bytes) -> SafeString:
    """Surat asli seperti yang ditulis pengirimnya, tanpa skrip, gaya, gambar, dan muatan dari luar (helpdesk.md 4.10)."""
    surat = urai(mentah)
    if surat.html.strip():
        return SafeString(teks_html.bersihkan(surat.html))
    return format_html("<pre>{}</pre>", surat.teks or "(surat ini tidak berisi teks)")


def diparkir(oleh: Pengguna) -> QuerySet[SuratMasuk]:
    """Yang menunggu, terlama di atas."""
    return SuratMasuk.objects.terlihat(oleh=oleh).diparkir().defer("teks", "penerima").order_by("pk")


def keterangan_surat(profil: ProfilTiket, *, oleh: Pengguna) -> KeteranganSurat:
    """Dua kueri; kosong untuk tiket yang tidak pernah lewat email."""
    hasil = KeteranganSurat()
    sudah: set[str] = set()
    for surat in profil.surat_masuk.defer("teks").select_related("terkait__tiket").order_by("pk")[:50]:
        hasil.tanda += [satu for satu in surat.tanda if satu not in hasil.tanda]
        hasil.ditahan += [satu | {"diberi_tahu": surat.diberi_tahu_pada} for satu in surat.ditahan]
        for nama, alamat in surat.penerima:
            if alamat not in sudah:
                sudah.add(alamat)
                hasil.penerima.append([nama, alamat])
        if surat.terkait and surat.terkait.boleh_dilihat(oleh=oleh) and surat.terkait not in hasil.terkait:
            hasil.terkait.append(surat.terkait)
    if profil.pemohon and profil.pemohon.email_mati_pada:
        hasil.mati, hasil.telepon = profil.pemohon.nama, profil.pemohon.telepon_tampil or ""
    elif profil.kontak and profil.kontak.email_mati_pada:
        hasil.mati, hasil.telepon = profil.kontak.sebutan, profil.kontak.hp
    return hasil


def kutipan_surat(peristiwa: Iterable[PeristiwaTiket]) -> dict[int, str]:
    """Nomor peristiwa → teks lengkap surat, hanya yang kutipannya dilipat; `surat_masuk`-nya sudah ikut dimuat."""
    surat = ((satu.pk, getattr(satu, "surat_masuk", None)) for satu in peristiwa)
    return {pk: satu.teks for pk, satu in surat if satu and satu.ada_kutipan and satu.teks}
