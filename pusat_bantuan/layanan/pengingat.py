"""Pekerja mengingatkan: tenggat yang mendekat dan janji yang terlewat; tiap hal sekali saja.

Tiket yang belum diambil dinaikkan `layanan.tingkat.naikkan_yang_menunggu`.

Hanya di dalam jam kerja, tidak pernah tengah malam; tiket yang dijeda tidak punya pengingat (helpdesk.md 3.3).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Penugasan, Peran

from .. import sla
from ..jam_tiket import Jam, Macam, Pengingat, jam, muat_bahan
from ..kalender import buku
from ..kata_waktu import sebut_saat
from ..keadaan import DIJEDA, TERBUKA
from ..models import PeristiwaTiket, ProfilTiket
from .jejak import kunci_tiket
from .libur import libur_kurang
from .penyaluran import penerima_meja
from .tenggat import hitung

log = logging.getLogger(__name__)

CALON_TERBANYAK = 5000
_LEWAT = {Macam.TANGGAPAN_LEWAT: Macam.TANGGAPAN_DEKAT, Macam.SELESAI_LEWAT: Macam.SELESAI_DEKAT}


def ingatkan_yang_perlu(
    *, saat: datetime | None = None, paling_banyak: int = 200, paling_lama_detik: float = 20
) -> int:
    """Mengingatkan yang sudah waktunya; mengembalikan jumlah pengingat. Satu tiket yang gagal tidak menghentikan yang lain."""
    saat, akhir, jumlah, tiket = saat or timezone.now(), time.monotonic() + paling_lama_detik, 0, 0
    for pk in _calon(saat):
        if tiket >= paling_banyak or time.monotonic() > akhir:
            break
        try:
            with transaction.atomic():
                baru = _ingatkan(pk, saat)
        except Exception:
            log.exception("pengingat tiket %s gagal", pk)
            continue
        jumlah, tiket = jumlah + baru, tiket + 1
    return jumlah


def _calon(saat: datetime) -> Iterable[int]:
    """Tiket yang waktunya tiba dan desanya sedang buka; desa yang tutup tidak menghalangi yang lain."""
    aturan = buku()
    daftar = ProfilTiket.objects.filter(ingatkan_pada__lte=saat, keadaan__in=TERBUKA - DIJEDA).order_by("ingatkan_pada")
    for pk, kode in list(daftar.values_list("pk", "wilayah__kode")[:CALON_TERBANYAK]):
        if sla.buka_pada(aturan.kalender(kode), saat):
            yield pk


def _ingatkan(pk: int, saat: datetime) -> int:
    profil = kunci_tiket(ProfilTiket(pk=pk))
    kini = jam(muat_bahan([profil])[pk], buku())
    perlu = _yang_perlu(kini, saat)
    for satu in perlu:
        peristiwa = PeristiwaTiket.objects.create(
            profil=profil, jenis=PeristiwaTiket.Jenis.INGATKAN, pelaku=None, dari=profil.keadaan, ke=profil.keadaan,
            tingkat=profil.tingkat, simpul=profil.simpul, alasan=satu.macam, kunci_kirim=satu.kunci, pada=saat,
        )  # fmt: skip
        _beri_tahu(profil, peristiwa, kini)
    if perlu:
        hitung(profil)
    return len(perlu)


def _yang_perlu(kini: Jam, saat: datetime) -> list[Pengingat]:
    """Yang waktunya sudah tiba; yang sudah lewat tidak lagi diperingatkan mendekat."""
    tiba = [satu for satu in kini.pengingat if satu.pada <= saat]
    batal = {_LEWAT[satu.macam] for satu in tiba if satu.macam in _LEWAT}
    return [satu for satu in tiba if satu.macam not in batal]


def _beri_tahu(profil: ProfilTiket, peristiwa: PeristiwaTiket, kini: Jam) -> None:
    """Kabar di dalam situs untuk pemegang, atau regunya bila belum dipegang."""
    penerima = penerima_meja(profil)
    boleh = [orang for orang in penerima if profil.boleh_dilihat(oleh=orang)]
    kabari(
        boleh, jenis="tiket_ingatkan", kunci=f"tiket:{profil.pk}:{peristiwa.pk}", url=profil.get_absolute_url(),
        judul=f"{profil.kode} · {_kalimat(peristiwa, kini)}", isi=profil.judul, surat=False,
    )  # fmt: skip


def _kalimat(peristiwa: PeristiwaTiket, kini: Jam) -> str:
    def tenggat(kolom: str) -> str:
        return sebut_saat(kini.kolom[kolom], zona=kini.kalender.zona, kini=peristiwa.pada)

    if peristiwa.alasan == Macam.TANGGAPAN_DEKAT:
        return f"Jawaban pertama dijanjikan {tenggat('tenggat_tanggapan')}"
    if peristiwa.alasan == Macam.TANGGAPAN_LEWAT:
        return f"Janji jawaban pertama terlewat ({tenggat('tenggat_tanggapan')})"
    if peristiwa.alasan == Macam.SELESAI_DEKAT:
        return f"Dijanjikan selesai {tenggat('tenggat_selesai')}"
    return f"Janji selesai terlewat ({tenggat('tenggat_selesai')})"


def periksa_libur(*, saat: datetime | None = None) -> int:
    """Sejak Oktober: bila libur nasional tahun depan belum dimuat, pengelola dikabari sekali sebulan."""
    kurang = libur_kurang(saat=saat)
    if kurang is None:
        return 0
    hari_ini = timezone.localtime(saat or timezone.now())
    pengelola = Penugasan.objects.berlaku().filter(peran=Peran.PENGELOLA).select_related("pengguna")
    return len(
        kabari(
            [tugas.pengguna for tugas in pengelola], jenis="tiket_libur", surat=False,
            kunci=f"libur:{kurang.tahun}:{hari_ini:%Y-%m}", url=reverse("hari-libur:muat"),
            judul=f"Hari libur {kurang.tahun} belum lengkap ({kurang.ada} tanggal)", isi=kurang.kalimat,
        )
    )  # fmt: skip
