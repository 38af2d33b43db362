"""Perkakas di samping tiket: jawaban siap, daftar periksa, tiket mirip, rekan. Dimuat sesudah halamannya tampil."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.bahasa import akar_kata

from ..layanan import calon_penangan
from ..models import DaftarPeriksa, JawabanSiap, ProfilTiket
from .artikel import artikel_tiket, saran

MASA_MIRIP = timedelta(days=30)
AMBANG_MIRIP = 0.3
_DIBANDINGKAN = 60


def perkakas(profil: ProfilTiket, *, oleh: Pengguna) -> dict:
    terpasang = set(profil.butir_periksa.values_list("daftar", flat=True))
    return {
        "profil": profil,
        "jawaban": list(JawabanSiap.objects.untuk(profil)[:20]),
        "daftar_periksa": [satu for satu in DaftarPeriksa.objects.untuk(profil)[:12] if satu.pk not in terpasang],
        "mirip": tiket_mirip(profil, oleh=oleh),
        "rekan": [satu for satu in calon_penangan(profil)[:20] if satu.pk != oleh.pk],
    }


def sekitar(profil: ProfilTiket) -> dict:
    """Yang sudah tertulis tentang soalnya: artikel, pelajaran, artikel yang lahir dari tiket ini."""
    return {
        "profil": profil,
        "saran": saran(cari=profil.judul, bidang=profil.bidang),
        "artikel": artikel_tiket(profil, menangani=True),
        "hak": {"draf": not profil.terbuka},
    }


def tiket_mirip(profil: ProfilTiket, *, oleh: Pengguna, banyak: int = 4) -> list[ProfilTiket]:
    """Mungkin kembar: desa dan bidang sama, tiga puluh hari terakhir, kata-kata judul dan uraiannya bertumpang tindih."""
    if profil.wilayah_id is None:
        return []
    sendiri = _kata(profil)
    calon = (
        ProfilTiket.objects.dapat_ditangani(oleh=oleh)
        .filter(
            wilayah=profil.wilayah_id, bidang=profil.bidang_id, digabung_ke=None,
            dibuat__gt=profil.dibuat - MASA_MIRIP, dibuat__lt=timezone.now(),
        )
        .exclude(pk=profil.pk)
        .exclude(digabung_ke=profil)
        .select_related("tiket")
        .order_by("-dibuat")[:_DIBANDINGKAN]
    )  # fmt: skip
    nilai = [(_tumpang(sendiri, _kata(satu)), satu) for satu in calon]
    cukup = sorted((pasang for pasang in nilai if pasang[0] >= AMBANG_MIRIP), key=lambda pasang: -pasang[0])
    return [satu for _, satu in cukup[:banyak]]


def _kata(profil: ProfilTiket) -> frozenset[str]:
    return frozenset(akar_kata(f"{profil.judul} {profil.uraian[:600]}"))


def _tumpang(satu: frozenset[str], dua: frozenset[str]) -> float:
    """Bagian kata tulisan yang lebih pendek yang juga ada di tulisan lain; judul pendek tidak kalah oleh uraian panjang."""
    return len(satu & dua) / min(len(satu), len(dua)) if satu and dua else 0.0
