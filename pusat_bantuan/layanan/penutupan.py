"""Menutup tiket dengan sopan: penilaian sekali ketuk, ingatan, penutupan otomatis, dan lanjutan sesudah lama ditutup."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna

from ..berkas import BerkasBersih
from ..keadaan import Keadaan
from ..langkah import INGATKAN, SELESAI, TUTUP
from ..models import Kontak, Nilai, PeristiwaTiket, ProfilTiket, TautanTiket
from .buat_tiket import IsiTiket, buat_tiket
from .galat import TidakDapat
from .giliran import kerjakan
from .jejak import bersihkan, catat, kunci_tiket
from .penyaluran import penerima_desa
from .surat import beri_tahu

Jenis = PeristiwaTiket.Jenis


# --- Penilaian ------------------------------------------------------------------------------------------------------
def nilai_jawaban(profil: ProfilTiket) -> Nilai | None:
    """Penilaian atas jawaban yang sekarang."""
    return Nilai.objects.filter(profil=profil, putaran=profil.dibuka_lagi).first()


@transaction.atomic
def nilai(
    *, profil: ProfilTiket, skor: int, oleh: Pengguna | None = None, putaran: int | None = None, komentar: str = ""
) -> Nilai:
    """Satu penilaian per jawaban; yang kedua mengembalikan yang pertama. Dicatat atas nama yang menjawab.

    Tanpa `oleh` berarti lewat tautan bertanda tangan; `putaran` tautan itu harus jawaban yang sekarang.
    """
    profil = kunci_tiket(profil)
    if oleh is not None and not profil.pihak_pemohon(oleh):
        raise TidakDapat("Penilaian diberikan oleh desa yang meminta bantuan.")
    if profil.terbuka or (putaran is not None and putaran != profil.dibuka_lagi):
        raise TidakDapat("Tiket ini dibuka lagi. Penilaiannya menunggu jawaban berikutnya.")
    if ada := nilai_jawaban(profil):
        return ada
    jawaban = profil.peristiwa.filter(ke=Keadaan.SELESAI, dari_meja=True).order_by("-pada", "-pk").first()
    penangan = (jawaban.pelaku if jawaban else None) or profil.pemegang
    hasil = Nilai.objects.create(
        profil=profil, putaran=profil.dibuka_lagi, skor=Nilai.Skor(skor), komentar=bersihkan(komentar)[:1000], oleh=oleh,
        penangan=penangan, simpul=profil.simpul, relawan=profil.tingkat == ProfilTiket.Tingkat.SIMPUL,
    )  # fmt: skip
    catat(profil, jenis=Jenis.NILAI, pelaku=oleh, alasan=hasil.get_skor_display(), susulan=False)
    _kabari_penangan(profil, hasil)
    return hasil


@transaction.atomic
def beri_komentar(*, nilai: Nilai, komentar: str) -> Nilai:
    """Komentar boleh menyusul sekali sesudah ketukan."""
    nilai = (
        Nilai.objects.select_for_update(of=("self",))
        .select_related("profil__tiket", "profil__wilayah", "penangan")
        .get(pk=nilai.pk)
    )
    if not nilai.komentar and (komentar := bersihkan(komentar)):
        nilai.komentar = komentar[:1000]
        nilai.save(update_fields=["komentar"])
        _kabari_penangan(nilai.profil, nilai)
    return nilai


def _kabari_penangan(profil: ProfilTiket, nilai: Nilai) -> None:
    if nilai.penangan:
        kabari(
            [nilai.penangan], jenis="tiket_nilai", kunci=f"nilai:{nilai.pk}:{bool(nilai.komentar)}", surat=False,
            url=profil.get_absolute_url(), isi=nilai.komentar[:500],
            judul=f"{profil.kode} · {profil.nama_tempat} menilai jawaban Anda: {nilai.get_skor_display()}",
        )  # fmt: skip


# --- Ingatan dan penutupan otomatis -----------------------------------------------------------------------------------
def tutup_yang_diam(*, saat: datetime | None = None, paling_lama_detik: float = 15) -> dict[str, int]:
    """Mengingatkan, menyelesaikan, dan menutup yang lama tanpa kabar, pada jam kerja desanya."""
    return dict(
        kerjakan(
            {INGATKAN: _ingatkan, SELESAI: _anggap_selesai, TUTUP: _tutup}, saat=saat or timezone.now(),
            keadaan=[Keadaan.MENUNGGU_PEMOHON, Keadaan.SELESAI], paling_lama_detik=paling_lama_detik,
        )
    )  # fmt: skip


def _ingatkan(profil: ProfilTiket, saat: datetime) -> None:
    masa = settings.MASA_TIKET
    sisa = max(1, masa["tunggu_hari"] - masa["ingatkan_hari"])
    peristiwa = catat(profil, jenis=Jenis.INGATKAN, pelaku=None, dari_meja=True, susulan=False, pada=saat)
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, ajakan="Baca pertanyaannya dan balas",
        kalimat=f"Kami masih menunggu jawaban Anda. Bila {sisa} hari kerja lagi tidak ada kabar, tiket kami anggap selesai",
    )  # fmt: skip


def _anggap_selesai(profil: ProfilTiket, saat: datetime) -> None:
    peristiwa = catat(
        profil, jenis=Jenis.TUTUP_OTOMATIS, pelaku=None, ke=Keadaan.SELESAI, dari_meja=True, pada=saat, publik=True,
        isi="Kami belum mendengar kabar lagi, jadi tiket ini kami anggap selesai. Masih terjadi? Balas saja atau tekan "
        "“Belum, masih bermasalah”; percakapannya berlanjut dari sini.",
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, ajakan="Buka lagi atau biarkan selesai",
        kalimat="Tiket Anda kami anggap selesai karena lama tidak ada kabar. Anda dapat membukanya lagi kapan saja",
    )  # fmt: skip


def _tutup(profil: ProfilTiket, saat: datetime) -> None:
    hari = settings.MASA_TIKET["buka_lagi_hari"]
    peristiwa = catat(
        profil, jenis=Jenis.TUTUP_OTOMATIS, pelaku=None, ke=Keadaan.DITUTUP, dari_meja=True, pada=saat, publik=True,
        isi=f"Tiket ini ditutup karena tidak ada kabar bahwa masalahnya masih ada. Muncul lagi dalam {hari} hari? Buka "
        "lagi di halaman ini. Sesudah itu Anda dapat mengirim tiket lanjutan dari halaman yang sama.",
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, ajakan="Lihat tiket",
        kalimat=f"Tiket Anda ditutup. Bila masalahnya muncul lagi dalam {hari} hari, buka lagi di halamannya",
    )  # fmt: skip


# --- Lanjutan ---------------------------------------------------------------------------------------------------------
def lanjutkan(
    *,
    profil: ProfilTiket,
    isi: str,
    pengguna: Pengguna | None = None,
    kontak: Kontak | None = None,
    kunci_kirim: uuid.UUID | None = None,
    kanal: str = ProfilTiket.Kanal.WEB,
    lampiran: Sequence[BerkasBersih] = (),
    tanda_terima: bool = True,
    diterima: datetime | None = None,
) -> ProfilTiket:
    """Masalah yang muncul lagi sesudah masa buka lagi: tiket baru yang bertaut ke yang lama (helpdesk.md 3.3).

    Pemanggil kanal tanpa akun sudah memastikan `kontak` berhak. Galat: `TidakDapat` bila yang lama masih dapat dibuka.
    """
    if pengguna is not None and not profil.boleh_dilanjutkan(oleh=pengguna):
        raise TidakDapat("Tiket ini tidak dapat Anda lanjutkan.")
    if profil.terbuka or profil.masih_dapat_dibuka:
        raise TidakDapat("Tiket ini masih dapat dibuka lagi di halamannya.")
    if not bersihkan(isi):
        raise TidakDapat("Tulis apa yang terjadi sekarang.")
    baru = buat_tiket(
        pemohon=pengguna, kontak=kontak, kunci_kirim=kunci_kirim, lampiran=lampiran, tanda_terima=tanda_terima,
        diterima=diterima,
        isi=IsiTiket(
            wilayah=profil.wilayah, bidang=profil.bidang, judul=f"Lanjutan {profil.kode}: {profil.judul}"[:200],
            uraian=isi, dampak=profil.dampak, rilis=profil.rilis, tema=profil.tema, kanal=kanal,
        ),
    )  # fmt: skip
    try:
        with transaction.atomic():
            TautanTiket.objects.create(dari=baru, ke=profil, jenis=TautanTiket.Jenis.LANJUTAN, oleh=pengguna)
            for satu, lain in ((profil, baru), (baru, profil)):
                catat(
                    kunci_tiket(satu), jenis=Jenis.DITAUTKAN, pelaku=pengguna, kontak=kontak, susulan=False,
                    alasan=f"{'Dilanjutkan di' if satu is profil else 'Lanjutan dari'} {lain.kode}.",
                )  # fmt: skip
    except IntegrityError:  # kirim ulang: tautannya sudah ada
        pass
    return baru
