"""Dunia contoh: satu gangguan yang berjalan, satu yang sudah pulih, satu usul, dan penilaian desa. Tanpa mengabari siapa pun."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.models import Bidang

from ..keadaan import Keadaan
from ..layanan.jejak import catat
from ..models import AnakGangguan, Gangguan, Nilai, PeristiwaTiket, PerkembanganGangguan, ProfilTiket, UsulGangguan

DATA = Path(__file__).resolve().parents[1] / "contoh_data" / "gangguan.json"
TANDA = uuid.UUID("8f0a8a52-3a77-4b0f-9a53-0f6f0c1d7b21")
J = PeristiwaTiket.Jenis
_KOMENTAR = ("Cepat dijawab dan bahasanya mudah diikuti.", "", "Dibantu sampai surat tercetak. Terima kasih.", "")


def isi_gangguan(bidang: dict[str, Bidang], buat_tiket: Callable[[dict], ProfilTiket | None]) -> int:
    """`buat_tiket` menulis satu tiket contoh dari naskahnya; mengembalikan jumlah gangguan baru."""
    petugas = Pengguna.objects.filter(username="citra", contoh=True).first()
    if petugas is None:
        return 0
    naskah = json.loads(DATA.read_text(encoding="utf-8"))
    baru = sum(_isi_satu(satu, bidang, petugas, buat_tiket) for satu in naskah)
    _isi_usul(bidang)
    _isi_nilai()
    return baru


def _isi_satu(naskah: dict, bidang: dict[str, Bidang], petugas: Pengguna, buat_tiket) -> bool:
    kunci, kini = uuid.uuid5(TANDA, naskah["kunci"]), timezone.now()
    if Gangguan.objects.filter(kunci_kirim=kunci).exists():
        return False
    mulai = kini - timedelta(hours=naskah["mulai_jam"])
    terakhir, jam_terakhir, _ = naskah["kabar"][-1]
    pulih = terakhir == Gangguan.Keadaan.PULIH
    gangguan = Gangguan.objects.create(
        judul=naskah["judul"], bidang=bidang[naskah["bidang"]], hosting=naskah["hosting"], keadaan=terakhir,
        dibuka_oleh=petugas, mulai=mulai, contoh=True, kunci_kirim=kunci,
        pulih_pada=kini - timedelta(hours=jam_terakhir) if pulih else None,
    )  # fmt: skip
    kabar = [
        PerkembanganGangguan.objects.create(
            gangguan=gangguan, keadaan=keadaan, isi=isi, oleh=petugas, pada=kini - timedelta(hours=jam)
        )
        for keadaan, jam, isi in naskah["kabar"]
    ]
    for anak in naskah["anak"]:
        hari = naskah["mulai_jam"] // 24
        profil = buat_tiket(
            {"versi": "2410.0.0", "rilis": "umum", "hosting": naskah["hosting"], "bidang": naskah["bidang"]}
            | anak
            | {"hari": hari, "jejak": []}
        )
        if profil is not None:
            _masukkan(profil, gangguan, kabar, petugas)
    return True


def _masukkan(profil: ProfilTiket, gangguan: Gangguan, kabar: list[PerkembanganGangguan], petugas: Pengguna) -> None:
    pada = profil.dibuat + timedelta(minutes=20)
    catat(
        profil, jenis=J.GANGGUAN, pelaku=petugas, ke=Keadaan.MENUNGGU_GANGGUAN, dari_meja=True, alasan=gangguan.judul,
        pada=pada,
    )  # fmt: skip
    for satu in kabar[1:]:
        pulih, pada = satu.keadaan == Gangguan.Keadaan.PULIH, max(pada, satu.pada) + timedelta(minutes=1)
        if pulih:
            profil.tiket.resolution = satu.isi
        catat(
            profil, jenis=J.KABAR_GANGGUAN, pelaku=petugas, ke=Keadaan.SELESAI if pulih else None, isi=satu.isi,
            publik=True, dari_meja=True, pada=_lampau(pada),
        )  # fmt: skip
        if pulih:
            catat(
                profil, jenis=J.DIKONFIRMASI, pelaku=profil.pemohon, ke=Keadaan.DITUTUP, publik=True,
                pada=_lampau(pada + timedelta(hours=3)),
            )  # fmt: skip
    AnakGangguan.objects.create(
        gangguan=gangguan, profil=profil, ditambah_oleh=petugas, ditambah_pada=pada, masuk_pada=pada,
        sampai=kabar[-1].pk, perlu=False,
    )  # fmt: skip


def _lampau(saat: datetime) -> datetime:
    return min(saat, timezone.now() - timedelta(minutes=1))


def _isi_usul(bidang: dict[str, Bidang]) -> None:
    UsulGangguan.objects.get_or_create(
        kunci=f"{bidang['surat-tte'].pk}:versi:2410.1.0", keputusan="",
        defaults={
            "bidang": bidang["surat-tte"], "versi": "2410.1.0", "jumlah": 9, "desa": 7, "ambang": "2",
            "sejak": timezone.now() - timedelta(minutes=55),
        },
    )  # fmt: skip


def _isi_nilai() -> None:
    """Tiket contoh yang sudah ditutup desanya: kebanyakan terbantu."""
    ditutup = ProfilTiket.objects.filter(
        contoh=True, keadaan=Keadaan.DITUTUP, nilai__isnull=True, pemegang__isnull=False
    )
    for urut, profil in enumerate(ditutup.order_by("pk")[:40]):
        if urut % 4 != 3:
            Nilai.objects.get_or_create(
                profil=profil, putaran=profil.dibuka_lagi,
                defaults={
                    "skor": 2 if urut % 5 == 4 else 3, "komentar": _KOMENTAR[urut % 4], "oleh": profil.pemohon,
                    "penangan": profil.pemegang, "simpul": profil.simpul, "relawan": profil.tingkat == 1,
                    "pada": (profil.ditutup_pada or profil.aktivitas) + timedelta(minutes=5),
                },
            )  # fmt: skip
